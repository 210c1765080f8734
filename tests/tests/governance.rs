//! Committees and mandates: rights that start and end on public dates.

use domain::memberships::{self, CommitteeInput, MandateInput, MandateStanding};
use domain::networks::NetworkInput;
use domain::{Error, FieldProblem, networks};
use tests::{Duration, World};

#[tokio::test]
async fn a_mandate_gives_rights_while_it_runs_and_none_afterwards() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let ada = world.person("Ada Lovelace").await;
    world.mandate(&ada, &sil, Some("2026-11-30")).await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let private = ["/networks/sil/members", "/networks/sil/requests", "/networks/sil/members.csv", "/networks/sil/governance/edit"];

    for path in private {
        assert_eq!(ada.get(path).await.status, 200, "{path}");
    }
    world.advance(Duration::days(10));
    assert_eq!(ada.get("/networks/sil/members").await.status, 200, "the last day counts");
    world.advance(Duration::days(1));
    for path in private {
        assert_eq!(ada.get(path).await.status, 404, "{path}");
        assert_eq!(noa.get(path).await.status, 200, "{path}");
    }
    let edit = networks::edit(&world.db, &ada.actor, "sil", &NetworkInput::default()).await;
    assert_eq!(edit.err(), Some(Error::Forbidden));
    let page = world.guest().get("/networks/sil/governance").await;
    assert!(page.shows("Ada Lovelace") && page.shows("terminé") && page.shows("30 novembre 2026"), "{}", page.words());
    assert!(!page.body.contains("example.org"), "names are public, addresses are not");
}

#[tokio::test]
async fn a_coordinator_makes_a_committee_and_gives_a_mandate_that_begins_later() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let ada = world.member(&sil, "Ada Lovelace").await;

    let created = noa
        .submit(
            "/networks/sil/governance/edit?committee=new",
            &[("act", "save"), ("name", "Bureau"), ("description", "Prépare l’année."), ("coordinates", "1")],
        )
        .await;
    assert!(created.shows("C’est enregistré") && created.shows("Bureau"), "{}", created.words());
    let governance = memberships::governance(&world.db, &noa.actor, "sil").await.unwrap();
    let bureau = governance.committees.iter().find(|committee| committee.name == "Bureau").unwrap().id.to_string();
    let give = format!("/networks/sil/governance/edit?committee={bureau}&mandate=new");
    assert!(noa.get(&give).await.shows("Lovelace Ada"));

    let wrong =
        noa.post(&give, &[("act", "save"), ("person", "x"), ("role", ""), ("started_on", "2026-12-01"), ("ended_on", "2026-11-01")]).await;
    assert_eq!(wrong.status, 422);
    for field in ["person", "role", "ended_on"] {
        assert!(wrong.error_of(field).is_some(), "{field}: {}", wrong.words());
    }
    assert_eq!(wrong.value_of("started_on").as_deref(), Some("2026-12-01"));
    let unknown = noa.post(&give, &[("act", "save"), ("address", "x@example.org"), ("role", "a"), ("started_on", "2026-12-01")]).await;
    assert!(unknown.error_of("address").is_some_and(|sentence| sentence.contains("Aucun compte")));

    let answer =
        noa.submit(&give, &[("act", "save"), ("person", ada.id.as_str()), ("role", "présidence"), ("started_on", "2026-12-01")]).await;
    assert!(answer.shows("présidence") && answer.shows("à venir"), "{}", answer.words());
    assert_eq!(ada.get("/networks/sil/members").await.status, 404, "not yet");
    world.advance(Duration::days(12));
    assert_eq!(ada.get("/networks/sil/members").await.status, 200);
    assert!(world.guest().get("/networks/sil").await.shows("présidence"));
}

#[tokio::test]
async fn a_network_is_not_left_without_coordination_by_its_own() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let claire = world.administrator("Claire Fontaine").await;
    let governance = memberships::governance(&world.db, &noa.actor, "sil").await.unwrap();
    let (committee, mandate) = (&governance.committees[0], &governance.committees[0].mandates[0]);
    assert_eq!(mandate.standing, MandateStanding::Running);
    let ending = |last: &str, version: &str| MandateInput {
        role: "coordination".to_owned(),
        started_on: "2026-11-20".to_owned(),
        ended_on: last.to_owned(),
        version: version.to_owned(),
        ..MandateInput::default()
    };
    let meant = |input: MandateInput| MandateInput { sure: "1".to_owned(), ..input };
    let last = |field| Err(Error::field(field, FieldProblem::LastCoordination));

    assert_eq!(memberships::edit_mandate(&world.db, &noa.actor, "sil", &mandate.id, &ending("2026-11-20", "1")).await, last("ended_on"));
    assert_eq!(memberships::revoke_mandate(&world.db, &noa.actor, "sil", &mandate.id, &ending("", "1")).await, last("ended_on"));
    let renamed = CommitteeInput { name: "Bureau".to_owned(), version: "1".to_owned(), ..CommitteeInput::default() };
    assert_eq!(memberships::edit_committee(&world.db, &noa.actor, "sil", &committee.id, &renamed).await, last("coordinates"));
    let page = noa
        .post(
            &format!("/networks/sil/governance/edit?mandate={}", mandate.id),
            &[("act", "save"), ("role", "coordination"), ("started_on", "2026-11-20"), ("ended_on", "2026-11-20"), ("version", "1")],
        )
        .await;
    assert!(page.error_of("ended_on").is_some_and(|sentence| sentence.contains("sans coordination")), "{}", page.words());
    memberships::edit_mandate(&world.db, &noa.actor, "sil", &mandate.id, &meant(ending("2027-12-31", "1"))).await.unwrap();

    memberships::edit_mandate(&world.db, &claire.actor, "sil", &mandate.id, &meant(ending("2026-11-20", "2"))).await.unwrap();
    world.advance(Duration::days(1));
    assert_eq!(noa.get("/networks/sil/members").await.status, 404);
}

#[tokio::test]
async fn two_coordinators_cannot_end_the_last_two_mandates_at_once() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (noa, lou) = (world.coordinator(&sil, "Noa Lemaire").await, world.coordinator(&sil, "Lou Martin").await);
    let governance = memberships::governance(&world.db, &noa.actor, "sil").await.unwrap();
    let mandates: Vec<_> = governance.committees.iter().flat_map(|committee| &committee.mandates).map(|mandate| &mandate.id).collect();
    assert_eq!(mandates.len(), 2);
    let meant = MandateInput { version: "1".to_owned(), sure: "1".to_owned(), ..MandateInput::default() };
    let (one, two) = tokio::join!(
        memberships::revoke_mandate(&world.db, &noa.actor, "sil", mandates[0], &meant),
        memberships::revoke_mandate(&world.db, &lou.actor, "sil", mandates[1], &meant),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
}

#[tokio::test]
async fn only_an_empty_committee_is_removed_and_foreign_ones_are_unknown() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let lou = world.coordinator(&cyb, "Lou Martin").await;
    let own = memberships::governance(&world.db, &noa.actor, "sil").await.unwrap().committees.remove(0);
    let empty = memberships::create_committee(
        &world.db,
        &noa.actor,
        "sil",
        &CommitteeInput { name: "Comité de programme".to_owned(), ..CommitteeInput::default() },
    )
    .await
    .unwrap();

    assert_eq!(memberships::remove_committee(&world.db, &lou.actor, "cyb", &empty, "1").await, Err(Error::NotFound));
    assert_eq!(memberships::committee_form(&world.db, &lou.actor, "cyb", &empty).await, Err(Error::NotFound));
    assert_eq!(
        memberships::revoke_mandate(&world.db, &lou.actor, "cyb", &own.mandates[0].id, &MandateInput::default()).await,
        Err(Error::NotFound)
    );
    assert_eq!(memberships::create_committee(&world.db, &lou.actor, "sil", &CommitteeInput::default()).await, Err(Error::Forbidden));
    assert_eq!(lou.get(&format!("/networks/cyb/governance/edit?committee={empty}")).await.status, 404);
    assert_eq!(memberships::remove_committee(&world.db, &noa.actor, "sil", &own.id, "1").await, Err(Error::Closed));
    memberships::remove_committee(&world.db, &noa.actor, "sil", &empty, "1").await.unwrap();
    assert_eq!(memberships::governance(&world.db, &noa.actor, "sil").await.unwrap().committees.len(), 1);
}

#[tokio::test]
async fn the_second_of_two_edits_of_a_mandate_is_refused_and_loses_nothing() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (noa, lou) = (world.coordinator(&sil, "Noa Lemaire").await, world.coordinator(&sil, "Lou Martin").await);
    let ada = world.coordinator(&sil, "Ada Lovelace").await;
    let current = async || {
        let governance = memberships::governance(&world.db, &noa.actor, "sil").await.unwrap();
        governance.committees.into_iter().flat_map(|committee| committee.mandates).find(|mandate| mandate.name == ada.name)
    };
    let path = format!("/networks/sil/governance/edit?mandate={}", current().await.unwrap().id);
    let opened = noa.get(&path).await.value_of("version").unwrap();
    let form = |role: &'static str, last: &'static str, version: &str, act: &'static str| {
        [("act", act), ("role", role), ("started_on", "2026-11-20"), ("ended_on", last), ("version", version)]
            .map(|(n, v)| (n, v.to_owned()))
    };
    let send = async |browser: &tests::Browser, form: [(&'static str, String); 5]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&path, &form).await
    };
    assert_eq!(send(&lou.browser, form("présidence", "2028-12-31", &opened, "save")).await.status, 303);

    let stale = send(&noa.browser, form("animation", "", &opened, "save")).await;
    assert_eq!(stale.status, 409);
    assert_eq!(stale.value_of("role").as_deref(), Some("animation"), "what was typed stays");
    assert!(stale.shows("Ce qui est enregistré maintenant Rôle présidence Dernier jour 31 décembre 2028"), "{}", stale.words());
    assert_eq!(current().await.unwrap().role, "présidence");
    // Nor can it be removed from a stale page.
    let stale_removal = send(&noa.browser, form("coordination", "", &opened, "remove")).await;
    assert_eq!((stale_removal.status.as_u16(), stale_removal.value_of("role").as_deref()), (409, Some("présidence")));
    assert!(current().await.is_some());

    let again = stale.value_of("version").unwrap();
    assert_eq!(send(&noa.browser, form("animation", "", &again, "save")).await.status, 303, "saving again is a decision");
    assert_eq!(current().await.unwrap().role, "animation");

    // Removed meanwhile: the typed text is still shown.
    let version = lou.get(&path).await.value_of("version").unwrap();
    assert_eq!(send(&lou.browser, form("animation", "", &version, "remove")).await.status, 303);
    let refused = send(&noa.browser, form("trésorerie", "2027-06-30", &version, "save")).await;
    assert_eq!(refused.status, 409);
    assert!(refused.shows("Ce mandat a été retiré entre-temps") && refused.shows("Rôle trésorerie"), "{}", refused.words());
    assert!(refused.shows("30 juin 2027"), "{}", refused.words());
    assert_eq!(noa.get(&path).await.status, 404);
    let stranger = world.person("Ada Ailleurs").await;
    assert_eq!(send(&stranger.browser, form("x", "", "1", "save")).await.status, 403);
}

#[tokio::test]
async fn the_second_of_two_edits_of_a_committee_is_refused_and_loses_nothing() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (noa, lou) = (world.coordinator(&sil, "Noa Lemaire").await, world.coordinator(&sil, "Lou Martin").await);
    let bureau = CommitteeInput { name: "Bureau".to_owned(), ..CommitteeInput::default() };
    let id = memberships::create_committee(&world.db, &noa.actor, "sil", &bureau).await.unwrap();
    let path = format!("/networks/sil/governance/edit?committee={id}");
    let opened = noa.get(&path).await.value_of("version").unwrap();
    let save = [("act", "save"), ("name", "Bureau élargi"), ("description", "Prépare l’année."), ("version", opened.as_str())];
    assert_eq!(lou.post(&path, &save).await.status, 303);
    let stale = noa.post(&path, &[("act", "save"), ("name", "Comité"), ("coordinates", "1"), ("version", &opened)]).await;
    assert_eq!((stale.status.as_u16(), stale.value_of("name").as_deref()), (409, Some("Comité")));
    for words in ["Nom du comité Bureau élargi", "Ce qu’il fait Prépare l’année.", "Droits Ce comité ne coordonne pas le réseau"]
    {
        assert!(stale.shows(words), "{words}: {}", stale.words());
    }
    assert_eq!(noa.post(&path, &[("act", "remove"), ("version", &opened)]).await.status, 409, "nor is it removed");
    let version = stale.value_of("version").unwrap();
    assert_eq!(noa.post(&path, &[("act", "remove"), ("version", &version)]).await.status, 303);
    let refused = lou.post(&path, &[("act", "save"), ("name", "Bureau restreint"), ("version", &version)]).await;
    assert!(
        refused.status == 409 && refused.shows("Ce comité a été supprimé entre-temps") && refused.shows("Bureau restreint"),
        "{}",
        refused.words()
    );
}

#[tokio::test]
async fn a_truncated_member_list_says_so_and_the_others_are_searchable() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let committee = memberships::governance(&world.db, &noa.actor, "sil").await.unwrap().committees[0].id.clone();
    let zoe = world.member(&sil, "Zoé Zevaco").await;
    let give = format!("/networks/sil/governance/edit?committee={committee}&mandate=new");
    let small = noa.get(&give).await;
    assert!(small.shows("Zevaco Zoé") && !small.shows("Chercher parmi les membres"), "{}", small.words());

    let mut tx = world.db.write().await.unwrap();
    for number in 0..memberships::CANDIDATES {
        let (person, membership): (String, String) = (tx.new_id(), tx.new_id());
        sqlx::query(
            "INSERT INTO person (id, given_name, family_name, sort_name, language, created_at, updated_at, version)
             VALUES ($1, 'Camille', $2, $3, 'fr', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 1)",
        )
        .bind(&person)
        .bind(format!("Dupont{number}"))
        .bind(format!("dupont{number} camille"))
        .execute(&mut *tx)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO membership (id, network, person, state, since, message) VALUES ($1, $2, $3, 'active', '2026-01-01T00:00:00Z', '')",
        )
        .bind(membership)
        .bind(&sil.id)
        .bind(&person)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let large = noa.get(&give).await;
    assert_eq!(large.all("select[name=person] option").len(), memberships::CANDIDATES + 1);
    assert!(large.shows("Cette liste s’arrête à 300 membres : cherchez les autres") && !large.shows("Zevaco"), "{}", large.words());

    let found = noa.post(&give, &[("act", "find"), ("find", "zeva"), ("role", "présidence"), ("started_on", "2026-12-01")]).await;
    assert_eq!(found.status, 200);
    assert!(found.shows("Zevaco Zoé") && found.shows("Une personne trouvée"), "{}", found.words());
    assert_eq!(found.value_of("role").as_deref(), Some("présidence"), "what was typed stays");
    assert!(noa.post(&give, &[("act", "find"), ("find", "100%")]).await.shows("Personne de ce nom parmi les membres"));
    // The chosen person stays in the list when another field is invalid.
    let wrong = noa.post(&give, &[("act", "save"), ("person", zoe.id.as_str()), ("role", ""), ("started_on", "2026-12-01")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.all("select[name=person] option[selected]")), (422, vec!["Zevaco Zoé".to_owned()]));
    let form = [("act", "save"), ("person", zoe.id.as_str()), ("role", "présidence"), ("started_on", "2026-11-20")];
    assert_eq!(noa.post(&give, &form).await.status, 303);
    assert_eq!(world.person("Ada Ailleurs").await.post(&give, &[("act", "find"), ("find", "zeva")]).await.status, 404);
}

/// The keys of the first committee and mandate of a network.
async fn first_mandate(world: &World, network: &str) -> (String, String) {
    let governance = memberships::governance(&world.db, &domain::policy::Actor::System, network).await.unwrap();
    let committee = &governance.committees[0];
    (committee.id.to_string(), committee.mandates[0].id.to_string())
}

#[tokio::test]
async fn ending_the_own_mandate_needs_a_confirmation() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let (_, mandate) = first_mandate(&world, "sil").await;
    let path = format!("/networks/sil/governance/edit?mandate={mandate}");
    let form = |last: &'static str| {
        vec![("act", "save"), ("role", "coordination, puis rien"), ("started_on", "2026-11-20"), ("ended_on", last), ("version", "1")]
    };
    // The last coordinator gets a question.
    let refusal = noa.post(&path, &form("2027-03-31")).await;
    assert_eq!(refusal.status, 422);
    let sentence = refusal.error_of("sure").unwrap();
    assert!(
        sentence.contains("Vous ne coordonnerez plus ce réseau dès le 1ᵉʳ avril 2027") && sentence.contains("Plus personne"),
        "{sentence}"
    );
    assert_eq!(refusal.value_of("role").as_deref(), Some("coordination, puis rien"));
    assert_eq!(refusal.value_of("ended_on").as_deref(), Some("2027-03-31"));

    let lou = world.coordinator(&sil, "Lou Martin").await;
    let refusal = noa.post(&path, &form("2026-11-19")).await;
    assert_eq!(refusal.error_of("ended_on").as_deref(), Some("La fin précède le début."));
    let refusal = noa.post(&path, &form("2026-11-20")).await;
    let sentence = refusal.error_of("sure").unwrap();
    assert!(sentence.contains("dès le 21 novembre 2026") && !sentence.contains("Plus personne"), "{sentence}");
    assert_eq!(noa.get("/networks/sil/members").await.status, 200, "nothing was done");
    let done = noa.post(&path, &[form("2026-11-20"), vec![("sure", "1")]].concat()).await;
    assert_eq!(done.status, 303);
    world.advance(Duration::days(1));
    assert_eq!(noa.get("/networks/sil/members").await.status, 404);

    // Ending the mandate of another needs no confirmation while a coordinator remains; a committee that stops coordinating does.
    let (committee, _) = first_mandate(&world, "sil").await;
    let lous = memberships::governance(&world.db, &lou.actor, "sil").await.unwrap();
    let lous = lous.committees.iter().find(|one| one.id.as_str() != committee).unwrap();
    let path = format!("/networks/sil/governance/edit?mandate={}", lous.mandates[0].id);
    let mut start = form("");
    start[2] = ("started_on", "2026-11-20");
    assert_eq!(lou.post(&path, &start).await.status, 303, "a mandate without an end takes nothing away");
    let removed = lou.post(&path, &[("act", "remove"), ("version", "2")]).await;
    assert!(removed.error_of("ended_on").is_some() || removed.error_of("sure").is_some(), "{}", removed.words());
}

#[tokio::test]
async fn a_successor_is_told_by_mail_and_may_never_have_signed_in() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let lou = world.member(&sil, "Lou Martin").await;
    let (committee, _) = first_mandate(&world, "sil").await;
    let give = format!("/networks/sil/governance/edit?committee={committee}&mandate=new");
    let form = |more: Vec<(&'static str, &'static str)>| {
        [vec![("act", "save"), ("role", "présidence"), ("started_on", "2026-11-20"), ("ended_on", "2028-11-19")], more].concat()
    };
    let person = [("act", "save"), ("role", "animation"), ("started_on", "2026-12-01"), ("person", lou.id.as_str())];
    assert_eq!(noa.post(&give, &person).await.status, 303);
    let mail = world.last_mail_to(&lou.address).await;
    assert_eq!((mail.cause.as_str(), mail.subject.as_str()), ("mandate.given", "Un mandat dans SIL"));
    for words in ["Noa Lemaire", "animation", "1ᵉʳ décembre 2026", "vous coordonnez ce réseau", "/networks/sil"] {
        assert!(mail.body.contains(words), "{words}: {}", mail.body);
    }

    let question = noa.post(&give, &form(vec![("address", "zoe@example.net")])).await;
    assert!(question.error_of("address").is_some() && question.value_of("given_name").is_some(), "{}", question.words());
    assert!(noa.get(&give).await.value_of("given_name").is_none(), "a name is asked only then");
    let half = noa.post(&give, &form(vec![("address", "zoe@example.net"), ("given_name", "Zoé")])).await;
    assert!(half.error_of("family_name").is_some() && half.value_of("given_name").as_deref() == Some("Zoé"));
    assert!(world.mails_to("zoe@example.net").await.is_empty());
    let answer = noa.post(&give, &form(vec![("address", "zoe@example.net"), ("given_name", "Zoé"), ("family_name", "Petit")])).await;
    assert_eq!(answer.status, 303);
    assert!(world.guest().get("/networks/sil/governance").await.shows("Zoé Petit"));
    let mail = world.last_mail_to("zoe@example.net").await;
    assert!(mail.link("/sign-in").contains("next=/networks/sil") && mail.body.contains("19 novembre 2028"), "{}", mail.body);
    let zoe = world.guest();
    zoe.post("/sign-in", &[("address", "Zoe@example.net")]).await;
    let link = world.last_mail_to("Zoe@example.net").await.link("/sign-in/");
    assert_eq!(zoe.post(&link, &[]).await.status, 303);
    assert_eq!(zoe.get("/networks/sil/members").await.status, 200);
    // The second time it is the same person.
    assert_eq!(noa.post(&give, &form(vec![("address", "zoe@example.net")])).await.status, 303);
    let mut tx = world.db.read().await.unwrap();
    let people: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM person WHERE family_name = 'Petit'").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(people, 1);
}
