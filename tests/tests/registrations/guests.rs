//! Guests: a form, a mail and a button, with the same answer for every address.

use domain::enums::RegistrationState;
use domain::registrations::{self, ParticipantQuery};
use tests::Duration;

use super::{CONFIRMED, Webinar};

#[tokio::test]
async fn a_guest_confirms_by_a_button_behind_the_link_of_a_mail() {
    let webinar = Webinar::with_seats(1).await;
    let (world, guest) = (&webinar.world, webinar.world.guest());

    assert!(guest.get(&webinar.path("")).await.attributes(".facts a.button", "href").contains(&webinar.path("/register")));
    let sent = webinar.asks(&guest, "Gaël Le Bihan", "gael@example.net").await;
    assert!(sent.status == 200 && sent.shows("Consultez votre messagerie") && sent.shows("gael@example.net"), "{}", sent.words());
    assert_eq!(webinar.standing("Le Bihan").await, Some((RegistrationState::Unconfirmed, None)));
    let confirmation = world.last_mail_to("gael@example.net").await;
    assert!(
        !confirmation.body.contains("Gaël") && !confirmation.body.contains("CNRS"),
        "nothing a stranger typed goes to an address they have not proved"
    );

    // Mail scanners follow links: a GET confirms nothing and takes no seat.
    let link = confirmation.link("/registrations/");
    for _ in 0..3 {
        let page = guest.get(&link).await;
        assert!(page.shows("Confirmer votre inscription") && !page.body.contains("visio.example.org"));
        assert_eq!(page.header("cache-control"), "no-store");
    }
    assert_eq!(webinar.standing("Le Bihan").await, Some((RegistrationState::Unconfirmed, None)));

    let page = guest.submit(&link, &[("act", "confirm")]).await;
    assert!(page.shows("Votre inscription est confirmée") && page.body.contains("visio.example.org"));
    let confirmed = world.last_mail_to("gael@example.net").await;
    assert_eq!(confirmed.calendar_method.as_deref(), Some("REQUEST"));
    assert!(confirmed.body.starts_with("Votre inscription à «\u{a0}Rust à bord\u{a0}» est confirmée."));
    assert!(confirmed.body.contains("mardi 24 novembre 2026") && confirmed.body.contains("https://visio.example.org/secret"));

    // The links of all mails work. A withdrawal frees the seat, and can be undone while a seat is free.
    let newer = confirmed.link("/registrations/");
    assert_ne!(link, newer);
    assert!(guest.submit(&newer, &[("act", "withdraw")]).await.shows("Votre inscription est annulée"));
    assert!(guest.get(&link).await.shows("M’inscrire à nouveau"));
    assert!(guest.submit(&link, &[("act", "confirm")]).await.shows("Votre inscription est confirmée"));
}

#[tokio::test]
async fn the_answer_to_a_guest_is_the_same_whoever_the_address_belongs_to() {
    let webinar = Webinar::with_seats(5).await;
    let (world, guest) = (&webinar.world, webinar.world.guest());
    let ada = world.person("Ada Lovelace").await;
    webinar.takes(&ada).await;

    let answer = webinar.asks(&guest, "Eve Dubois", &ada.address.to_uppercase()).await;
    let unknown = webinar.asks(&guest, "Eve Dubois", "eve@example.net").await;
    assert_eq!((answer.status.as_u16(), unknown.status.as_u16()), (200, 200));
    assert_eq!(answer.body.replace(&ada.address.to_uppercase(), "X"), unknown.body.replace("eve@example.net", "X"));
    assert_eq!(world.last_mail_to(&ada.address.to_uppercase()).await.cause, "registration.known");
    assert_eq!(webinar.standing("Lovelace").await, CONFIRMED);

    // A person with an account who registers as a guest has one seat, and sees it when signed in.
    let bo = world.person("Bo Martin").await;
    webinar.asks(&guest, "Bo Martin", &bo.address).await;
    let link = world.last_mail_to(&bo.address).await.link("/registrations/");
    guest.post(&link, &[("act", "confirm")]).await;
    assert!(bo.get(&webinar.path("")).await.body.contains("visio.example.org"));
    assert_eq!(webinar.takes(&bo).await.state, RegistrationState::Confirmed);
    let list = registrations::list(&world.db, &webinar.claire.actor, &webinar.slug, &ParticipantQuery::default()).await.unwrap();
    assert_eq!(list.participants.len(), 2);
}

#[tokio::test]
async fn a_guest_on_the_list_is_answered_in_the_language_of_the_form() {
    let webinar = Webinar::with_seats(5).await;
    let (world, guest) = (&webinar.world, webinar.world.guest());
    webinar.asks(&guest, "Eve Dubois", "eve@example.net").await;
    guest.post(&world.last_mail_to("eve@example.net").await.link("/registrations/"), &[("act", "confirm")]).await;
    webinar.asks(&world.guest().in_english(), "Eve Dubois", "eve@example.net").await;
    let again = world.last_mail_to("eve@example.net").await;
    assert_eq!(again.cause, "registration.known");
    assert!(again.subject.starts_with("You are already on the list"), "{}", again.subject);
}

#[tokio::test]
async fn an_unknown_or_expired_link_opens_nothing() {
    let webinar = Webinar::with_seats(5).await;
    let (world, guest) = (&webinar.world, webinar.world.guest());
    assert_eq!(guest.get("/registrations/nothing").await.status, 410);
    for act in ["confirm", "withdraw", "change", "other"] {
        assert!(guest.post("/registrations/nothing", &[("act", act)]).await.status.is_client_error(), "{act}");
    }
    webinar.asks(&guest, "Eve Dubois", "eve@example.net").await;
    let link = world.last_mail_to("eve@example.net").await.link("/registrations/");
    world.advance(Duration::hours(24));
    assert_eq!(guest.get(&link).await.status, 410);
    assert_eq!(guest.post(&link, &[("act", "confirm")]).await.status, 410);
    assert_eq!(registrations::delete_unconfirmed(&world.db).await, Ok(1));
    assert_eq!(webinar.standing("Dubois").await, None);
    assert_eq!(guest.get(&link).await.status, 410);
}

#[tokio::test]
async fn a_robot_is_thanked_and_forgotten_and_no_address_is_flooded() {
    let webinar = Webinar::with_seats(5).await;
    let (world, guest) = (&webinar.world, webinar.world.guest());
    let form = [("given_name", "Bot"), ("family_name", "Net"), ("address", "bot@example.net"), ("leave_empty", "https://example.net")];
    let answer = guest.post(&webinar.path("/register"), &form).await;
    assert!(answer.status == 200 && answer.shows("Consultez votre messagerie"));
    assert!(world.mails().await.is_empty());
    assert_eq!(webinar.standing("Net").await, None);

    for _ in 0..5 {
        assert_eq!(webinar.asks(&guest, "Eve Dubois", "eve@example.net").await.status, 200);
    }
    assert_eq!(webinar.asks(&guest, "Eve Dubois", "EVE@example.net").await.status, 429);
    assert_eq!(world.mails().await.len(), 5);
    world.advance(Duration::hours(1));
    assert_eq!(webinar.asks(&guest, "Eve Dubois", "eve@example.net").await.status, 200);
}

#[tokio::test]
async fn an_invalid_form_comes_back_with_sentences_and_the_typed_text() {
    let webinar = Webinar::new(|event| {
        event.mode = "hybrid".to_owned();
        event.place = "Toulouse".to_owned();
    })
    .await;
    let guest = webinar.world.guest();
    let form = [("given_name", ""), ("family_name", "<script>alert(1)</script>"), ("address", "nobody"), ("presence", "asleep")];
    let answer = guest.post(&webinar.path("/register"), &form).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.value_of("family_name").as_deref(), Some("<script>alert(1)</script>"));
    assert!(answer.error_of("given_name").is_some() && answer.error_of("address").is_some());
    assert_eq!(answer.all(".error-summary li").len(), 3);
    assert!(!answer.body.contains("<script>alert"));
    let long = "x".repeat(1_000_000);
    assert_eq!(guest.post(&webinar.path("/register"), &[("given_name", &long)]).await.status, 422);
    assert!(webinar.world.mails().await.is_empty());
}
