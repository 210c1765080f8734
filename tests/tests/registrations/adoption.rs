//! A guest who signs in later: what they registered for is theirs, in their own space and their feeds.

use domain::enums::{FeedScope, RegistrationState};
use domain::registrations::{self, ParticipantQuery};
use tests::{Browser, Duration};

use super::{CONFIRMED, Webinar};

const GAEL: &str = "gael@example.net";

impl Webinar {
    pub(super) async fn guest_takes(&self, name: &str, address: &str) {
        let guest = self.world.guest();
        self.asks(&guest, name, address).await;
        let link = self.world.last_mail_to(address).await.link("/registrations/");
        assert!(guest.post(&link, &[("act", "confirm")]).await.status.is_redirection());
    }

    /// Signs in with an address.
    pub(super) async fn comes(&self, address: &str) -> Browser {
        let browser = self.world.guest();
        browser.post("/sign-in", &[("address", address)]).await;
        let link = self.world.last_mail_to(address).await.link("/sign-in/");
        assert_eq!(browser.post(&link, &[]).await.status, 303);
        browser
    }

    pub(super) async fn rows(&self, state: &str) -> Vec<String> {
        let query = ParticipantQuery { state: state.to_owned(), ..ParticipantQuery::default() };
        let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &query).await.unwrap();
        list.participants.into_iter().map(|row| row.address).collect()
    }
}

/// The personal feed of registrations.
async fn feed(browser: &Browser) -> String {
    let created = browser.post("/me/feeds", &[("name", "Le mien"), ("scope", FeedScope::Registrations.code())]).await;
    let address = created.attributes("input[readonly]", "value").into_iter().next().expect("an address is shown");
    browser.get(&address).await.body.replace("\r\n ", "")
}

#[tokio::test]
async fn a_guest_who_signs_in_finds_their_registrations_past_and_coming() {
    let webinar = Webinar::with_seats(5).await;
    webinar.guest_takes("Gaël Le Bihan", GAEL).await;
    let gael = webinar.comes(GAEL).await;
    let space = gael.get("/me").await;
    assert_eq!(space.all(".agenda h3"), ["Rust à bord"], "{}", space.words());
    assert!(feed(&gael).await.contains("SUMMARY:Rust à bord"));
    assert!(gael.get("/me/data").await.shows("Le Bihan"));
    assert_eq!(webinar.standing("Le Bihan").await, CONFIRMED);

    // Past events too: their private content needs a seat.
    webinar.guest_takes("Zoé Martin", "zoe@example.net").await;
    webinar.world.advance(Duration::days(20));
    webinar.comes("zoe@example.net").await;
    let mut tx = webinar.world.db.read().await.unwrap();
    let adopted: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM registration r JOIN address a ON a.person = r.person WHERE a.address = 'zoe@example.net'")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    assert_eq!(adopted, 1);
}

#[tokio::test]
async fn adding_an_address_adopts_its_registrations() {
    let webinar = Webinar::with_seats(5).await;
    webinar.guest_takes("Ada Lovelace", "ada@home.example").await;
    webinar.guest_takes("Gaël Le Bihan", GAEL).await;
    let ada = webinar.world.person("Ada Lovelace").await;
    assert!(ada.get("/me").await.all(".agenda h3").is_empty());
    ada.post("/me/addresses", &[("address", "ada@home.example")]).await;
    let link = webinar.world.last_mail_to("ada@home.example").await.link("/sign-in/");
    assert_eq!(ada.post(&link, &[]).await.status, 303);
    assert_eq!(ada.get("/me").await.all(".agenda h3"), ["Rust à bord"]);
    assert!(feed(&ada).await.contains("SUMMARY:Rust à bord"));
    let bo = webinar.comes("bo@example.net").await;
    assert!(bo.get("/me").await.all(".agenda h3").is_empty(), "another's are not");
}

#[tokio::test]
async fn of_two_registrations_for_one_event_the_better_one_stays() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    // The guest has one of the two seats and Bo the other. Ada waits with her account, and Cleo after her.
    webinar.guest_takes("Ada Byron", "ada@home.example").await;
    let bo = world.person("Bo Martin").await;
    webinar.takes(&bo).await;
    let (ada, cleo) = (world.person("Ada Lovelace").await, world.person("Cleo Petit").await);
    assert_eq!(webinar.takes(&ada).await.state, RegistrationState::Waiting);
    assert_eq!(webinar.takes(&cleo).await.place, Some(2));

    ada.post("/me/addresses", &[("address", "ada@home.example")]).await;
    let link = world.last_mail_to("ada@home.example").await.link("/sign-in/");
    let mails = world.mails().await.len();
    assert_eq!(ada.post(&link, &[]).await.status, 303);
    assert_eq!(webinar.rows("confirmed").await.len(), 2);
    assert_eq!(webinar.standing("Byron").await, CONFIRMED);
    assert_eq!(webinar.standing("Lovelace").await, Some((RegistrationState::Withdrawn, None)));
    assert_eq!(webinar.standing("Petit").await, Some((RegistrationState::Waiting, Some(1))), "one place up");
    assert_eq!(ada.get("/me").await.all("main h2"), ["Mes prochains événements", "Mes réseaux"]);
    let notifications = world.mails().await.split_off(mails);
    // Her own registration ends under another name than the remaining one, which might be somebody else's.
    let notifications: Vec<_> = notifications.iter().filter(|mail| !mail.cause.starts_with("address.")).collect();
    assert_eq!(
        (notifications.len(), notifications[0].cause.as_str(), notifications[0].recipient.as_str()),
        (1, "registration.withdrawn", ada.address.as_str())
    );
    assert!(
        world.guest().get(&notifications[0].link("/registrations/")).await.shows("Votre inscription est confirmée"),
        "its link leads to the seat"
    );
    // The same person registers again and gets their seat.
    assert_eq!(webinar.takes(&ada).await.state, RegistrationState::Confirmed);
}

#[tokio::test]
async fn a_duplicate_seat_goes_to_the_waiting_list() {
    let webinar = Webinar::with_seats(2).await;
    let world = &webinar.world;
    let ada = world.person("Ada Lovelace").await;
    webinar.guest_takes("Ada Lovelace", "ada@home.example").await;
    let ticket = world.last_mail_to("ada@home.example").await.link("/registrations/");
    webinar.takes(&ada).await;
    let cleo = world.person("Cleo Petit").await;
    assert_eq!(webinar.takes(&cleo).await.state, RegistrationState::Waiting);
    ada.post("/me/addresses", &[("address", "ada@home.example")]).await;
    let link = world.last_mail_to("ada@home.example").await.link("/sign-in/");
    assert_eq!(ada.post(&link, &[]).await.status, 303);
    assert_eq!(webinar.standing("Petit").await, CONFIRMED);
    assert_eq!(world.last_mail_to(&cleo.address).await.cause, "registration.promoted");
    // The link in the mail to the guest leads to the remaining seat.
    assert!(world.guest().get(&ticket).await.shows("Votre inscription est confirmée"));
}

#[tokio::test]
async fn signing_in_adopts_no_unconfirmed_registration() {
    let webinar = Webinar::with_seats(1).await;
    let guest = webinar.world.guest();
    webinar.asks(&guest, "Gaël Le Bihan", GAEL).await;
    let gael = webinar.comes(GAEL).await;
    assert_eq!(webinar.standing("Le Bihan").await, Some((RegistrationState::Unconfirmed, None)));
    assert!(gael.get("/me").await.all(".agenda h3").is_empty());
    let link = webinar.world.mails_to(GAEL).await[0].link("/registrations/");
    guest.post(&link, &[("act", "confirm")]).await;
    assert_eq!(gael.get("/me").await.all(".agenda h3"), ["Rust à bord"]);
}

#[tokio::test]
async fn the_migration_adopts_guests_who_have_an_account() {
    let webinar = Webinar::with_seats(9).await;
    let world = &webinar.world;
    for (name, address) in [("Ada Un", "ada1@home.example"), ("Ada Deux", "ada2@home.example"), ("Bo Martin", "bo@home.example")] {
        webinar.guest_takes(name, address).await;
    }
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    webinar.takes(&bo).await;
    // As an older version left them: verified and not adopted.
    let mut tx = world.db.write().await.unwrap();
    for (address, person) in [("ada1@home.example", &ada), ("ada2@home.example", &ada), ("bo@home.example", &bo)] {
        sqlx::query(
            "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at) VALUES ($1, $2, $1, $1, $3, 0, $3)",
        )
        .bind(address)
        .bind(&person.id)
        .bind("2026-01-01T00:00:00Z")
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    let migration = include_str!("../../../migrations/0042_adopted_registrations.sql");
    let statement = migration.split("\n-- A guest's").next().unwrap().to_owned();
    sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.db.read().await.unwrap();
    let registrations_left: Vec<(String, i64)> = sqlx::query_as(
        "SELECT p.family_name, COUNT(*) FROM registration r JOIN person p ON p.id = r.person GROUP BY p.family_name ORDER BY 1",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    assert_eq!(registrations_left, [("Lovelace".to_owned(), 1), ("Martin".to_owned(), 1)], "one registration an event bears a person");
}
