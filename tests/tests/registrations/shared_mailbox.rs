//! A mailbox that colleagues share: verifying it gives a person their own registrations, and no seat of a colleague.

use domain::privacy;
use domain::registrations::{self, RegistrationRef};
use tests::TestUser;

use super::{CONFIRMED, Webinar, waiting};

const LAB: &str = "contact@lab.example";

/// Adds the mailbox to an account and verifies it.
async fn proves_the_mailbox(webinar: &Webinar, user: &TestUser) {
    assert_eq!(user.post("/me/addresses", &[("address", LAB)]).await.status, 303);
    let link = webinar.world.last_mail_to(LAB).await.link("/sign-in/");
    assert_eq!(user.post(&link, &[]).await.status, 303);
}

/// The causes of mails to the mailbox about registrations.
async fn told(webinar: &Webinar) -> Vec<String> {
    let mails = webinar.world.mails_to(LAB).await.into_iter().map(|mail| mail.cause);
    mails.filter(|cause| cause.starts_with("registration.")).collect()
}

#[tokio::test]
async fn verifying_a_shared_mailbox_takes_no_seat_of_a_colleague() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    webinar.guest_takes("Bob Martin", LAB).await;
    let ticket = world.last_mail_to(LAB).await.link("/registrations/");
    let alice = world.person("Alice Durand").await;
    webinar.takes(&alice).await;
    let before = told(&webinar).await;
    proves_the_mailbox(&webinar, &alice).await;

    assert_eq!((webinar.standing("Martin").await, webinar.standing("Durand").await), (CONFIRMED, CONFIRMED));
    assert_eq!(told(&webinar).await, before, "nothing happened to Bob");
    let page = world.guest().get(&ticket).await;
    assert!(page.shows("Bob Martin") && !page.shows("Alice Durand") && !page.shows(&alice.address), "{}", page.words());
    assert!(!alice.get("/me/data").await.shows("Martin"), "what is Bob's is not among what is kept of Alice");

    // Each withdraws their own, and signing in again changes nothing.
    webinar.comes(LAB).await;
    webinar.leaves(&alice).await;
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
    webinar.takes(&alice).await;
    privacy::erase(&world.db, &alice.actor, &alice.address).await.unwrap();
    assert_eq!((webinar.standing("Martin").await, webinar.standing("Durand").await), (CONFIRMED, None));
    assert_eq!(world.guest().post(&ticket, &[("act", "withdraw")]).await.status, 303);
    assert_eq!(told(&webinar).await.last().map(String::as_str), Some("registration.withdrawn"));
}

#[tokio::test]
async fn a_person_in_the_queue_does_not_get_the_seat_of_a_colleague() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    webinar.guest_takes("Bob Martin", LAB).await;
    let alice = world.person("Alice Durand").await;
    assert_eq!(webinar.takes(&alice).await.place, Some(1));
    proves_the_mailbox(&webinar, &alice).await;
    assert_eq!((webinar.standing("Martin").await, webinar.standing("Durand").await), (CONFIRMED, waiting(1)));
    let own = registrations::withdraw(&world.db, RegistrationRef::Own(&alice.actor, &webinar.slug)).await.unwrap();
    assert_eq!(own.place, None);
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
}

#[tokio::test]
async fn an_unregistered_person_does_not_become_their_colleague() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    webinar.guest_takes("Bob Martin", LAB).await;
    let alice = world.person("Alice Durand").await;
    proves_the_mailbox(&webinar, &alice).await;
    assert!(alice.get("/me").await.all(".agenda h3").is_empty());
    assert!(registrations::withdraw(&world.db, RegistrationRef::Own(&alice.actor, &webinar.slug)).await.is_err());
    webinar.takes(&alice).await;
    assert_eq!((webinar.standing("Martin").await, webinar.standing("Durand").await), (CONFIRMED, CONFIRMED));
    privacy::leave_everything(&world.db, &alice.actor).await.unwrap();
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
}

#[tokio::test]
async fn a_colleague_confirms_after_the_mailbox_was_verified() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    let guest = world.guest();
    webinar.asks(&guest, "Bob Martin", LAB).await;
    let link = world.last_mail_to(LAB).await.link("/registrations/");
    let alice = world.person("Alice Durand").await;
    webinar.takes(&alice).await;
    proves_the_mailbox(&webinar, &alice).await;
    assert!(guest.submit(&link, &[("act", "confirm")]).await.shows("Bob Martin"));
    assert_eq!((webinar.standing("Martin").await, webinar.standing("Durand").await), (CONFIRMED, CONFIRMED));
    // Withdrawn and confirmed again by the same link.
    guest.post(&link, &[("act", "withdraw")]).await;
    guest.post(&link, &[("act", "confirm")]).await;
    assert_eq!((webinar.standing("Martin").await, webinar.standing("Durand").await), (CONFIRMED, CONFIRMED));
}

#[tokio::test]
async fn a_name_that_a_stranger_typed_does_not_stop_the_owner() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    let alice = world.person("Alice Durand").await;
    webinar.asks(&world.guest(), "Eve Dubois", &alice.address).await;
    let link = world.last_mail_to(&alice.address).await.link("/registrations/");
    webinar.takes(&alice).await;
    assert_eq!(webinar.standing("Durand").await, CONFIRMED);
    assert_eq!(world.guest().get(&link).await.status, 410, "the link that asked for Eve opens nothing of Alice's");
}

#[tokio::test]
async fn a_name_added_by_a_coordinator_is_kept() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    let alice = world.person("Alice Durand").await;
    proves_the_mailbox(&webinar, &alice).await;
    let form = [("given_name", "Bob"), ("family_name", "Martin"), ("address", LAB), ("organisation", "CNRS")];
    assert_eq!(webinar.claire.post(&webinar.path("/registrations/new"), &form).await.status, 303);
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
    assert!(alice.get("/me").await.all(".agenda h3").is_empty());
}

#[tokio::test]
async fn an_account_and_a_guest_at_the_same_instant_are_one_person() {
    for _ in 0..4 {
        let webinar = Webinar::with_seats(5).await;
        let world = &webinar.world;
        let ada = world.person("Ada Lovelace").await;
        webinar.asks(&world.guest(), "Ada Lovelace", "ada@home.example").await;
        let confirm = world.last_mail_to("ada@home.example").await.link("/registrations/");
        ada.post("/me/addresses", &[("address", "ada@home.example")]).await;
        let prove = world.last_mail_to("ada@home.example").await.link("/sign-in/");
        let (guest, register) = (world.guest(), webinar.path("/register"));
        let (confirmed, proved, registered) =
            tokio::join!(guest.post(&confirm, &[("act", "confirm")]), ada.post(&prove, &[]), ada.post(&register, &[]));
        for answer in [confirmed, proved, registered] {
            assert!(answer.status.is_redirection(), "{} {}", answer.status, answer.words());
        }
        webinar.comes("ada@home.example").await;
        assert_eq!(webinar.rows("confirmed").await.len(), 1);
    }
}

#[tokio::test]
async fn a_withdrawn_colleague_blocks_nobody() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    let alice = world.person("Alice Durand").await;
    proves_the_mailbox(&webinar, &alice).await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE address SET preferred = CASE WHEN address_key = $2 THEN 1 ELSE 0 END WHERE person = $1")
        .bind(&alice.id)
        .bind(LAB)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    webinar.guest_takes("Bob Martin", LAB).await;
    let ticket = world.last_mail_to(LAB).await.link("/registrations/");
    assert_eq!(world.guest().post(&ticket, &[("act", "withdraw")]).await.status, 303);
    webinar.takes(&alice).await;
    assert_eq!(webinar.standing("Durand").await, CONFIRMED);
    assert!(!world.guest().get(&ticket).await.shows("Alice Durand"), "the old link is nobody's any more");
}
