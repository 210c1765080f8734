//! Coordinators add people to a list, invite them by mail, and end links that were passed on.

use domain::events::EventInput;
use tests::{Duration, World};

async fn event(world: &World, user: &tests::TestUser) -> String {
    let input = EventInput {
        kind: "workshop".to_owned(),
        starts_date: "2026-12-01".to_owned(),
        ends_time: "16:00".to_owned(),
        mode: "on_site".to_owned(),
        place: "Toulouse".to_owned(),
        seats_on_site: "1".to_owned(),
        ..tests::webinar("Atelier")
    };
    world.event(user, "sil", &input).await
}

#[tokio::test]
async fn a_person_added_by_hand_withdraws_by_the_link_in_the_mail() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = event(&world, &claire).await;
    let path = format!("/events/{slug}/registrations/new");
    let form = [("given_name", "Ada"), ("family_name", "Lovelace"), ("address", "ada@example.org")];
    let list = claire.submit(&path, &form).await;
    assert!(list.shows("La personne est inscrite") && list.shows("Lovelace Ada"), "{}", list.words());
    let again = claire.post(&path, &form).await;
    assert_eq!(again.error_of("address").as_deref(), Some("Cette adresse est déjà sur la liste."));
    assert_eq!(claire.post(&path, &[("given_name", ""), ("address", "x")]).await.status, 422);
    let second = [("given_name", "Emmy"), ("family_name", "Noether"), ("address", "emmy@example.org")];
    assert!(claire.submit(&path, &second).await.shows("liste d’attente"), "who waits comes in order, whoever writes them down");
    let link = world.last_mail_to("ada@example.org").await.link("/registrations/");
    assert_eq!(world.guest().get(&link).await.status, 200);

    // Ending a link that was passed on keeps the registration.
    let record = list.attributes("tbody th a", "href").remove(0);
    assert!(claire.submit(&record, &[("act", "revoke")]).await.shows("Les liens ne servent plus"));
    assert_eq!(world.guest().get(&link).await.status, 410);
    assert!(claire.get(&format!("/events/{slug}/registrations")).await.shows("Lovelace Ada"));
    let stranger = world.person("Zoé Ailleurs").await;
    assert_eq!(stranger.get(&path).await.status, 404);
    assert_eq!(stranger.post(&path, &form).await.status, 404);
}

#[tokio::test]
async fn an_unknown_address_is_invited_and_only_its_owner_may_accept() {
    let world = World::new().await;
    let bureau = world
        .network_with("bureau", |network| {
            network.visibility = "private".to_owned();
            network.join_policy = "invitation".to_owned();
        })
        .await;
    let claire = world.coordinator(&bureau, "Claire Fontaine").await;
    let sent = claire.submit("/networks/bureau/members", &[("address", "ada@example.org"), ("invite", "1")]).await;
    assert!(sent.shows("vient d’en recevoir une"), "{}", sent.words());
    claire.post("/networks/bureau/members", &[("address", "ada@example.org"), ("invite", "1")]).await;
    assert_eq!(world.mails_to("ada@example.org").await.len(), 1, "once");
    let link = world.last_mail_to("ada@example.org").await.link("/invitations/");
    assert_eq!(world.guest().get(&link).await.status, 401);
    let zoe = world.person("Zoé Ailleurs").await;
    assert_eq!(zoe.get(&link).await.status, 404, "the link opens nothing to who was not asked");
    assert_eq!(zoe.post(&link, &[]).await.status, 404);

    let ada = world.guest();
    ada.post("/sign-in", &[("address", "ada@example.org"), ("next", &link)]).await;
    let token = world.last_mail_to("ada@example.org").await.link("/sign-in/");
    ada.post(&token, &[]).await;
    assert!(ada.get(&link).await.shows("Rejoindre BUREAU"));
    assert!(ada.post(&link, &[]).await.location().starts_with("/me/profile?next="), "she says her name first");
    let form = [("given_name", "Ada"), ("family_name", "Lovelace"), ("language", "fr"), ("version", "1")];
    ada.post("/me/profile", &form).await;
    assert!(ada.submit(&link, &[]).await.shows("vous êtes membre du réseau BUREAU"));
    assert!(claire.get("/networks/bureau/members").await.shows("Lovelace Ada"));
}

#[tokio::test]
async fn a_person_who_came_without_registering_is_added_afterwards() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = event(&world, &claire).await;
    let path = format!("/events/{slug}/registrations/new");
    let ada = world.person("Ada Lovelace").await;
    ada.post(&format!("/events/{slug}/register"), &[]).await;
    world.advance(Duration::days(20));
    let claire_now = world.sign_in_again(&claire).await;
    assert!(claire_now.get(&path).await.shows("L’événement a eu lieu"));
    let form = [("given_name", "Emmy"), ("family_name", "Noether"), ("address", "emmy@example.org")];
    let list = claire_now.submit(&path, &form).await;
    assert!(list.shows("Noether Emmy") && !list.shows("liste d’attente, place"), "{}", list.words());
    assert_eq!(list.all(".figures-row dd"), ["2 / 1", "0"], "she was there: no seat is counted");
    let boxes = list.attributes("input[name=present]", "value");
    assert_eq!(boxes.len(), 2, "and can be marked");
    let mail = world.last_mail_to("emmy@example.org").await;
    assert_eq!((mail.cause.as_str(), mail.calendar.is_none()), ("registration.noted", true));
    assert_eq!(world.guest().get(&mail.link("/registrations/")).await.status, 200);
    // An entry by mistake is removed. A real registration stays, as the record of the day.
    let records = list.attributes("tbody th a", "href");
    assert!(
        claire_now.get(&records[0]).await.all(".confirm-disclosure").is_empty()
            && claire_now.get(&records[1]).await.all(".confirm-disclosure").len() == 2
    );
    assert_eq!(claire_now.post(&records[0], &[]).await.status, 409);
    assert_eq!(claire_now.submit(&records[1], &[]).await.all(".figures-row dd"), ["1 / 1", "0"]);
    let mail = world.last_mail_to("emmy@example.org").await;
    assert_eq!((mail.cause.as_str(), mail.calendar.is_none()), ("registration.noted_no_more", true));
    assert!(claire_now.submit(&path, &form).await.shows("Noether Emmy"), "and put right");
    let wrong = claire_now.post(&path, &[("given_name", "Sofia"), ("family_name", "Kovalevskaïa"), ("address", "sofia")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.value_of("family_name").as_deref()), (422, Some("Kovalevskaïa")));
}

#[tokio::test]
async fn typed_text_survives_a_cancellation_of_the_event() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let bo = world.coordinator(&cyb, "Bo Martin").await;
    let slug = event(&world, &claire).await;
    domain::events::invite(&world.db, &claire.actor, &slug, "cyb").await.unwrap();
    domain::events::answer(&world.db, &bo.actor, &slug, "cyb", true).await.unwrap();
    let path = format!("/events/{slug}/registrations/new");
    // A co-organiser reads the list, without the form that would be refused.
    assert_eq!(bo.get(&path).await.status, 403);
    let list = format!("/events/{slug}/registrations");
    assert!(
        !bo.get(&list).await.attributes("a", "href").contains(&path) && claire.get(&list).await.attributes("a", "href").contains(&path)
    );
    domain::events::cancel(&world.db, &claire.actor, &slug, "").await.unwrap();
    let refused = claire.post(&path, &[("given_name", "Emmy"), ("family_name", "Noether"), ("address", "emmy@example.org")]).await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.value_of("family_name").as_deref(), Some("Noether"));
    assert_eq!(refused.value_of("address").as_deref(), Some("emmy@example.org"));
    assert!(refused.shows("ce que vous avez écrit est toujours là"), "{}", refused.words());
}
