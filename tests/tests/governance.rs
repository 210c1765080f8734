//! Committees and mandates: rights that begin and end with the dates everyone can read.

use domain::memberships::{self, CommitteeInput, MandateInput, MandateStanding};
use domain::networks::NetworkInput;
use domain::{Error, Problem, networks};
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
    world.later(Duration::days(10));
    assert_eq!(ada.get("/networks/sil/members").await.status, 200, "the last day counts");
    world.later(Duration::days(1));
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

    let made = noa
        .submit(
            "/networks/sil/governance/edit?committee=new",
            &[("act", "save"), ("name", "Bureau"), ("description", "Prépare l’année."), ("coordinates", "1")],
        )
        .await;
    assert!(made.shows("C’est enregistré") && made.shows("Bureau"), "{}", made.words());
    let governance = memberships::governance(&world.db, &noa.actor, "sil").await.unwrap();
    let bureau = governance.committees.iter().find(|committee| committee.name == "Bureau").unwrap().id.to_string();
    let give = format!("/networks/sil/governance/edit?committee={bureau}&mandate=new");
    assert!(noa.get(&give).await.shows("Lovelace Ada"));

    let wrong =
        noa.post(&give, &[("act", "save"), ("person", "x"), ("role", ""), ("started_on", "2026-12-01"), ("ended_on", "2026-11-01")]).await;
    assert_eq!(wrong.status, 422);
    for field in ["person", "role", "ended_on"] {
        assert!(wrong.fault_of(field).is_some(), "{field}: {}", wrong.words());
    }
    assert_eq!(wrong.value_of("started_on").as_deref(), Some("2026-12-01"));
    let unknown = noa.post(&give, &[("act", "save"), ("address", "x@example.org"), ("role", "a"), ("started_on", "2026-12-01")]).await;
    assert!(unknown.fault_of("address").is_some_and(|sentence| sentence.contains("Aucun compte")));

    let given =
        noa.submit(&give, &[("act", "save"), ("person", ada.id.as_str()), ("role", "présidence"), ("started_on", "2026-12-01")]).await;
    assert!(given.shows("présidence") && given.shows("à venir"), "{}", given.words());
    assert_eq!(ada.get("/networks/sil/members").await.status, 404, "not yet");
    world.later(Duration::days(12));
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
    let ending = |last: &str| MandateInput {
        role: "coordination".to_owned(),
        started_on: "2026-11-20".to_owned(),
        ended_on: last.to_owned(),
        ..MandateInput::default()
    };
    let last = |field| Err(Error::field(field, Problem::LastCoordination));

    assert_eq!(memberships::edit_mandate(&world.db, &noa.actor, "sil", &mandate.id, &ending("2026-11-20")).await, last("ended_on"));
    assert_eq!(memberships::take_back(&world.db, &noa.actor, "sil", &mandate.id).await, last("ended_on"));
    let renamed = CommitteeInput { name: "Bureau".to_owned(), ..CommitteeInput::default() };
    assert_eq!(memberships::edit_committee(&world.db, &noa.actor, "sil", &committee.id, &renamed).await, last("coordinates"));
    let page = noa
        .post(
            &format!("/networks/sil/governance/edit?mandate={}", mandate.id),
            &[("act", "save"), ("role", "coordination"), ("started_on", "2026-11-20"), ("ended_on", "2026-11-20")],
        )
        .await;
    assert!(page.fault_of("ended_on").is_some_and(|sentence| sentence.contains("sans coordination")), "{}", page.words());
    memberships::edit_mandate(&world.db, &noa.actor, "sil", &mandate.id, &ending("2027-12-31")).await.unwrap();

    memberships::edit_mandate(&world.db, &claire.actor, "sil", &mandate.id, &ending("2026-11-20")).await.unwrap();
    world.later(Duration::days(1));
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
    let (one, two) = tokio::join!(
        memberships::take_back(&world.db, &noa.actor, "sil", mandates[0]),
        memberships::take_back(&world.db, &lou.actor, "sil", mandates[1]),
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

    assert_eq!(memberships::remove_committee(&world.db, &lou.actor, "cyb", &empty).await, Err(Error::NotFound));
    assert_eq!(memberships::committee_form(&world.db, &lou.actor, "cyb", &empty).await, Err(Error::NotFound));
    assert_eq!(memberships::take_back(&world.db, &lou.actor, "cyb", &own.mandates[0].id).await, Err(Error::NotFound));
    assert_eq!(memberships::create_committee(&world.db, &lou.actor, "sil", &CommitteeInput::default()).await, Err(Error::Forbidden));
    assert_eq!(lou.get(&format!("/networks/cyb/governance/edit?committee={empty}")).await.status, 404);
    assert_eq!(memberships::remove_committee(&world.db, &noa.actor, "sil", &own.id).await, Err(Error::Closed));
    memberships::remove_committee(&world.db, &noa.actor, "sil", &empty).await.unwrap();
    assert_eq!(memberships::governance(&world.db, &noa.actor, "sil").await.unwrap().committees.len(), 1);
}
