//! Memberships: joining by each policy, answers that count once, pages for coordinators alone.

use domain::enums::MembershipState::{Active, Left, Refused, Requested};
use domain::memberships::{self, MemberQuery};
use domain::networks::NetworkCard;
use domain::{Error, FieldProblem, Language};
use tests::{Duration, TestUser, World};

async fn with_policy(world: &World, slug: &str, policy: &str) -> NetworkCard {
    world
        .network_with(slug, |network| {
            network.join_policy = policy.to_owned();
            network.join_domain = if policy == "domain" { "example.org".to_owned() } else { String::new() };
        })
        .await
}

async fn standing(world: &World, user: &TestUser, slug: &str) -> Option<domain::enums::MembershipState> {
    domain::networks::page(&world.db, &user.actor, slug).await.unwrap().standing
}

/// The key of a membership, from the list of the coordinator.
async fn membership(world: &World, coordinator: &TestUser, slug: &str, name: &str) -> domain::ids::MembershipId {
    let query = MemberQuery { state: "all".to_owned(), ..MemberQuery::default() };
    let page = memberships::list(&world.db, &coordinator.actor, slug, &query).await.unwrap();
    page.members.into_iter().find(|member| member.name() == name).expect("a member of that name").id
}

#[tokio::test]
async fn each_join_policy_gives_its_membership_state() {
    let world = World::new().await;
    for (slug, policy) in [("libre", "open"), ("sil", "approval"), ("club", "invitation"), ("labo", "domain")] {
        with_policy(&world, slug, policy).await;
    }
    let ada = world.person("Ada Lovelace").await;
    let join = async |slug: &str| memberships::join(&world.db, &ada.actor, slug, "").await;
    assert_eq!(join("libre").await, Ok(Active));
    assert_eq!(join("sil").await, Ok(Requested));
    assert_eq!(join("club").await, Err(Error::Forbidden));
    assert_eq!(join("labo").await, Ok(Active));
    assert_eq!(join("nulle-part").await, Err(Error::NotFound));

    let refused = ada.post("/networks/club/join", &[]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.shows("sur invitation"));
    assert_eq!(world.guest().post("/networks/libre/join", &[]).await.status, 401);
}

#[tokio::test]
async fn only_a_verified_address_joins_by_domain() {
    let world = World::new().await;
    world
        .network_with("labo", |network| {
            network.join_policy = "domain".to_owned();
            network.join_domain = "labo.example".to_owned();
        })
        .await;
    let ada = world.person("Ada Lovelace").await;
    let add = async |address: &str, proved: bool| {
        let mut tx = world.db.write().await.unwrap();
        let (id, now): (String, _) = (tx.new_id(), tx.now);
        sqlx::query(
            "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at) VALUES ($1, $2, $3, $3, $4, 0, $5)",
        )
        .bind(id)
        .bind(&ada.id)
        .bind(address)
        .bind(proved.then_some(now))
        .bind(now)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    };
    add("ada@labo.example", false).await;
    add("ada@mylabo.example", true).await;
    assert_eq!(memberships::join(&world.db, &ada.actor, "labo", "").await, Ok(Requested));
    add("ada@toulouse.labo.example", true).await;
    assert_eq!(memberships::join(&world.db, &ada.actor, "labo", "").await, Ok(Active), "a proved subdomain, also for who waited");
}

#[tokio::test]
async fn a_request_is_notified_answered_and_in_the_history() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let ada = world.person("Ada Lovelace").await;

    let sent = ada.submit("/networks/sil/join", &[("message", "Je valide <b>des logiciels</b> de vol.")]).await;
    assert!(sent.shows("Demande envoyée"), "{}", sent.words());
    ada.post("/networks/sil/join", &[]).await;
    assert_eq!(world.mails_to(&noa.address).await.len(), 1, "asking twice tells once");
    let notification = world.last_mail_to(&noa.address).await;
    assert!(notification.subject.contains("Ada Lovelace") && notification.body.contains("logiciels"), "{}", notification.body);

    let page = noa.get(&notification.link("/requests")).await;
    assert!(page.shows("Ada Lovelace") && page.shows("<b>des logiciels</b>"));
    let key = page.value_of("membership").unwrap();
    world.advance(Duration::days(2));
    let answered = noa.submit("/networks/sil/requests", &[("membership", &key), ("answer", "accept"), ("reason", "Bienvenue !")]).await;
    assert!(answered.shows("Demande acceptée"), "{}", answered.words());
    assert_eq!(standing(&world, &ada, "sil").await, Some(Active));
    let mail = world.last_mail_to(&ada.address).await;
    assert!(mail.subject.contains("SIL") && mail.body.contains("> Bienvenue !"), "{}", mail.body);

    let history = noa.get(&format!("/networks/sil/members/{key}")).await;
    let lines = history.all("ol.history li");
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with("22 novembre 2026") && lines[0].contains("acceptée par Noa Lemaire") && lines[0].contains("Bienvenue"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("20 novembre 2026") && lines[1].contains("demande envoyée"), "{lines:?}");
}

#[tokio::test]
async fn a_former_or_refused_member_may_request_again() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let ada = world.person("Ada Lovelace").await;

    memberships::join(&world.db, &ada.actor, "sil", "").await.unwrap();
    let key = membership(&world, &noa, "sil", "Ada Lovelace").await;
    memberships::answer(&world.db, &noa.actor, &key, false, "Pas cette année").await.unwrap();
    assert_eq!(standing(&world, &ada, "sil").await, Some(Refused));
    assert!(world.last_mail_to(&ada.address).await.body.contains("Pas cette année"));

    assert_eq!(memberships::join(&world.db, &ada.actor, "sil", "Encore").await, Ok(Requested));
    memberships::answer(&world.db, &noa.actor, &key, true, "").await.unwrap();
    assert!(ada.submit("/networks/sil/leave", &[]).await.shows("vous n’êtes plus membre"));
    assert_eq!(standing(&world, &ada, "sil").await, Some(Left));
    memberships::leave(&world.db, &ada.actor, "sil").await.unwrap();
    assert_eq!(memberships::join(&world.db, &ada.actor, "sil", "").await, Ok(Requested));

    let history = memberships::history(&world.db, &noa.actor, &key).await.unwrap();
    let states: Vec<_> = history.changes.iter().rev().map(|change| change.state).collect();
    assert_eq!(states, [Requested, Refused, Requested, Active, Left, Requested]);
}

#[tokio::test]
async fn exactly_one_of_two_answers_counts() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (noa, lou) = (world.coordinator(&sil, "Noa Lemaire").await, world.coordinator(&sil, "Lou Martin").await);
    let ada = world.person("Ada Lovelace").await;
    memberships::join(&world.db, &ada.actor, "sil", "").await.unwrap();
    let key = membership(&world, &noa, "sil", "Ada Lovelace").await;

    let (yes, no) = tokio::join!(
        memberships::answer(&world.db, &noa.actor, &key, true, ""),
        memberships::answer(&world.db, &lou.actor, &key, false, ""),
    );

    assert_eq!(usize::from(yes.is_ok()) + usize::from(no.is_ok()), 1, "{yes:?} {no:?}");
    assert!([yes, no].contains(&Err(Error::Closed)));
    assert_eq!(world.mails_to(&ada.address).await.len(), 1);
    let late = lou.post("/networks/sil/requests", &[("membership", key.as_str()), ("answer", "refuse")]).await;
    assert_eq!(late.status, 409);
}

#[tokio::test]
async fn several_requests_are_answered_by_one_form() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let other = with_policy(&world, "club", "approval").await;
    let (noa, max) = (world.coordinator(&sil, "Noa Lemaire").await, world.coordinator(&other, "Max Roy").await);
    let mut keys = Vec::new();
    for name in ["Ada Lovelace", "Bo Martin", "Cleo Petit"] {
        let person = world.person(name).await;
        memberships::join(&world.db, &person.actor, "sil", "").await.unwrap();
        memberships::join(&world.db, &person.actor, "club", "").await.unwrap();
        keys.push(membership(&world, &noa, "sil", name).await.to_string());
    }
    let foreign = membership(&world, &max, "club", "Ada Lovelace").await.to_string();
    let page = noa.get("/networks/sil/requests").await;
    assert_eq!(page.attributes("input[name=members]", "form"), ["several"; 3]);
    assert!(page.attributes("input[name=members][checked]", "value").is_empty());
    assert_eq!(noa.get("/networks/sil/requests?all=1").await.attributes("input[name=members][checked]", "value").len(), 3);

    let nobody = noa.post("/networks/sil/requests", &[("several", "1"), ("answer", "refuse"), ("reason", "Complet")]).await;
    assert_eq!((nobody.status.as_u16(), nobody.attributes("#reason-several", "value")), (422, vec!["Complet".to_owned()]));
    assert_eq!(nobody.attributes(".error-summary a", "href"), ["#members"]);
    let long = "x".repeat(600);
    let form = [("several", "1"), ("answer", "refuse"), ("members", keys[0].as_str()), ("reason", long.as_str())];
    let long = noa.post("/networks/sil/requests", &form).await;
    assert_eq!(long.status, 422);
    assert_eq!(long.attributes("input[name=members][checked]", "value"), [keys[0].clone()], "what was ticked stays ticked");

    // Bo was answered meanwhile, and one key belongs to another network. Ada and Cleo still get their answer.
    memberships::answer(&world.db, &noa.actor, &keys[1].as_str().into(), false, "").await.unwrap();
    let mut form = vec![("several", "1"), ("answer", "accept"), ("reason", "Bienvenue !"), ("members", foreign.as_str())];
    form.extend(keys.iter().map(|key| ("members", key.as_str())));
    form.push(("members", keys[0].as_str()));
    let answered = noa.submit("/networks/sil/requests", &form).await;
    assert!(answered.shows("2 demandes acceptées") && answered.shows("2 demandes avaient déjà reçu une réponse"), "{}", answered.words());
    let standings: Vec<String> = {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_scalar(
            "SELECT m.state FROM membership m JOIN network n ON n.id = m.network JOIN person p ON p.id = m.person
                             WHERE p.family_name IN ('Lovelace', 'Martin', 'Petit') ORDER BY n.slug, p.family_name",
        )
        .fetch_all(&mut *tx)
        .await
        .unwrap()
    };
    assert_eq!(standings, ["requested", "requested", "requested", "active", "refused", "active"]);
    for (address, mails) in [("ada.lovelace@example.org", 1), ("bo.martin@example.org", 1), ("cleo.petit@example.org", 1)] {
        assert_eq!(world.mails_to(address).await.len(), mails, "{address}");
    }
    let again = noa.submit("/networks/sil/requests", &form).await;
    assert!(again.shows("Aucune demande n’a été acceptée. 4 demandes avaient déjà reçu une réponse"), "{}", again.words());

    let many: Vec<(&str, &str)> =
        std::iter::once(("several", "1")).chain((0..=memberships::MOST_ANSWERS).map(|_| ("members", "x"))).collect();
    let many: Vec<_> = many.into_iter().chain([("answer", "accept")]).collect();
    assert_eq!(noa.post("/networks/sil/requests", &many).await.status, 422);
    assert_eq!(max.post("/networks/sil/requests", &form).await.status, 404);
    assert_eq!(world.guest().post("/networks/sil/requests", &form).await.status, 404);
}

#[tokio::test]
async fn a_coordinator_adds_an_account_and_ends_a_membership() {
    let world = World::new().await;
    let club = with_policy(&world, "club", "invitation").await;
    let noa = world.coordinator(&club, "Noa Lemaire").await;
    let ada = world.person("Ada Lovelace").await;

    let unknown = noa.post("/networks/club/members", &[("address", "personne@example.org")]).await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.error_of("address").is_some_and(|sentence| sentence.contains("Aucun compte")));
    assert_eq!(unknown.value_of("address").as_deref(), Some("personne@example.org"));

    let added = noa.submit("/networks/club/members", &[("address", " ADA.Lovelace@example.org ")]).await;
    assert!(added.shows("la personne est membre") && added.shows("Lovelace Ada"), "{}", added.words());
    assert_eq!(standing(&world, &ada, "club").await, Some(Active));
    assert_eq!(world.last_mail_to(&ada.address).await.cause, "membership.added");

    let key = membership(&world, &noa, "club", "Ada Lovelace").await;
    let ended = noa.submit(&format!("/networks/club/members/{key}"), &[("reason", "A changé de métier")]).await;
    assert!(ended.shows("L’adhésion a pris fin"), "{}", ended.words());
    assert_eq!(standing(&world, &ada, "club").await, Some(Left));
    assert_eq!(memberships::end(&world.db, &noa.actor, &key, "").await, Err(Error::Closed));
    assert_eq!(memberships::add(&world.db, &noa.actor, "club", "rien").await, Err(Error::field("address", FieldProblem::NotAnAddress)));
}

#[tokio::test]
async fn members_requests_exports_and_histories_are_404_for_others() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let foreign = world.coordinator(&cyb, "Lou Martin").await;
    let member = world.member(&sil, "Grace Hopper").await;
    let ada = world.person("Ada Lovelace").await;
    memberships::join(&world.db, &ada.actor, "sil", "Un secret").await.unwrap();
    let key = membership(&world, &noa, "sil", "Ada Lovelace").await;

    let paths = [
        "/networks/sil/members".to_owned(),
        "/networks/sil/members.csv".to_owned(),
        "/networks/sil/requests".to_owned(),
        format!("/networks/sil/members/{key}"),
        format!("/networks/cyb/members/{key}"),
        "/networks/sil/governance/edit".to_owned(),
        "/networks/sil/governance/edit?committee=new".to_owned(),
    ];
    let guest = world.guest();
    for path in &paths {
        for (user, browser) in [("guest", &guest), ("member", &*member), ("person", &*ada), ("foreign coordinator", &*foreign)] {
            let answer = browser.get(path).await;
            if user == "foreign coordinator" && path.starts_with("/networks/cyb") {
                assert_eq!(answer.status, 404, "{user} {path}");
            }
            assert_eq!(answer.status, 404, "{user} {path}");
            assert!(!answer.body.contains("secret") && !answer.body.contains("Hopper"), "{user} {path}");
        }
        if !path.starts_with("/networks/cyb") {
            assert_eq!(noa.get(path).await.status, 200, "{path}");
        }
    }
    for user in [&member, &ada, &foreign] {
        assert_eq!(memberships::answer(&world.db, &user.actor, &key, true, "").await, Err(Error::NotFound));
        assert_eq!(memberships::end(&world.db, &user.actor, &key, "").await, Err(Error::NotFound));
        assert!(memberships::add(&world.db, &user.actor, "sil", "ada.lovelace@example.org").await.is_err());
    }
    assert_eq!(standing(&world, &ada, "sil").await, Some(Requested));
}

#[tokio::test]
async fn a_private_network_shows_none_of_its_pages_to_a_stranger() {
    let world = World::new().await;
    let bureau = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let member = world.member(&bureau, "Grace Hopper").await;
    let ada = world.person("Ada Lovelace").await;
    for page in ["", "/resources", "/governance", "/figures", "/members", "/members.csv", "/requests", "/edit", "/leave"] {
        let path = format!("/networks/bureau{page}");
        assert_eq!(ada.get(&path).await.status, 404, "{path}");
        assert_eq!(world.guest().get(&path).await.status, 404, "{path}");
    }
    for page in ["", "/resources", "/governance", "/figures"] {
        assert_eq!(member.get(&format!("/networks/bureau{page}")).await.status, 200, "{page}");
    }
    assert_eq!(ada.post("/networks/bureau/join", &[]).await.status, 404);
    assert_eq!(ada.post("/networks/bureau/leave", &[]).await.status, 404);
    assert_eq!(member.post("/networks/bureau/leave", &[]).await.location(), "/networks", "who left does not see it any more");
}

#[tokio::test]
async fn the_member_list_searches_filters_sorts_and_pages() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    for at in 10..70 {
        world.member(&sil, &format!("Camille Dupont{at}")).await;
    }
    works_at(&world, &world.member(&sil, "Zoe Ferrand").await, "Institut d’Écologie", "institut d'ecologie", "laboratory", "2020-01-01")
        .await;
    let names = async |query: MemberQuery| {
        let page = memberships::list(&world.db, &noa.actor, "sil", &query).await.unwrap();
        (page.total, page.members.iter().map(|member| member.family_name.clone()).collect::<Vec<_>>())
    };
    let q = |q: &str| MemberQuery { q: q.to_owned(), ..MemberQuery::default() };

    assert_eq!(names(q("ZOÉ ferrand")).await, (1, vec!["Ferrand".to_owned()]));
    assert_eq!(names(q("ecologie")).await.0, 1);
    assert_eq!(names(q("zoe.ferrand@EXAMPLE")).await.0, 1);
    assert_eq!(names(q("%")).await.0, 0, "a percent sign is a percent sign");
    assert_eq!(names(q("'; DROP TABLE person; --")).await.0, 0);
    assert_eq!(names(MemberQuery { kind: "laboratory".to_owned(), ..MemberQuery::default() }).await.0, 1);
    assert_eq!(names(MemberQuery { region: "occ".to_owned(), ..MemberQuery::default() }).await.0, 0);
    let (total, first) = names(MemberQuery::default()).await;
    assert_eq!((total, first.len(), first[0].as_str()), (61, 50, "Dupont10"));
    let (_, second) = names(MemberQuery { page: "2".to_owned(), ..MemberQuery::default() }).await;
    assert_eq!((second.len(), second.last().map(String::as_str)), (11, Some("Ferrand")));
    let (_, last) = names(MemberQuery { page: "999".to_owned(), ..MemberQuery::default() }).await;
    assert_eq!(last, second, "a page beyond the last is the last");
    let (_, turned) = names(MemberQuery { sort: "-name".to_owned(), ..MemberQuery::default() }).await;
    assert_eq!(turned[0], "Ferrand");
    let (_, working) = names(MemberQuery { sort: "-organisation".to_owned(), ..MemberQuery::default() }).await;
    assert_eq!(working[0], "Ferrand", "those without an organisation come last");

    let page = noa.get("/networks/sil/members?q=dupont&sort=-since&page=2").await;
    assert!(page.attributes("nav.pagination a", "href").iter().all(|path| path.contains("q=dupont") && path.contains("sort=%2Dsince")));
    assert!(page.shows("page 2 sur 2"), "{}", page.words());
}

#[tokio::test]
async fn the_export_opens_as_a_spreadsheet_without_formulas() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let evil = world.member(&sil, "=cmd Évrard").await;
    works_at(&world, &evil, "@SUM(A1)", "@sum(a1)", "company", "2020-01-01").await;

    let file = noa.get("/networks/sil/members.csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").contains("sil-2026-11-20.csv"));
    let lines: Vec<_> = file.body.lines().collect();
    assert!(lines[0].starts_with("\u{feff}Nom;Prénom;Adresse;Organisation"), "{}", lines[0]);
    assert!(lines[1].starts_with("Évrard;'=cmd;'=cmd.évrard@example.org;'@SUM(A1);Entreprise"), "{}", lines[1]);
    assert_eq!(lines.len(), 2);
    let english = memberships::export(&world.db, &noa.actor, "sil", &MemberQuery::default(), Language::En).await.unwrap();
    assert!(String::from_utf8(english).unwrap().contains("Family name,Given name"));
}

#[tokio::test]
async fn a_person_without_a_name_gives_it_before_joining() {
    let world = World::new().await;
    with_policy(&world, "libre", "open").await;
    let ada = world.person("Ada Lovelace").await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE person SET given_name = '', family_name = '' WHERE id = $1").bind(&ada.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let answer = ada.post("/networks/libre/join", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/me/profile?next=%2Fnetworks%2Flibre"));
    assert_eq!(standing(&world, &ada, "libre").await, None);
}

/// Adds an affiliation.
async fn works_at(world: &World, person: &TestUser, name: &str, key: &str, kind: &str, since: &str) {
    let mut tx = world.db.write().await.unwrap();
    let (organisation, affiliation, now): (String, String, _) = (tx.new_id(), tx.new_id(), tx.now);
    sqlx::query("INSERT INTO organisation (id, name, name_key, kind, place, region, created_at) VALUES ($1, $2, $3, $4, '', NULL, $5)")
        .bind(&organisation)
        .bind(name)
        .bind(key)
        .bind(kind)
        .bind(now)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("INSERT INTO affiliation (id, person, organisation, started_on, ended_on) VALUES ($1, $2, $3, $4, NULL)")
        .bind(affiliation)
        .bind(&person.id)
        .bind(&organisation)
        .bind(since)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
