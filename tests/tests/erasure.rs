//! Leaving and erasure: the traces for others, and simultaneous acts.

use domain::delivery::DeliveryOutcome;
use domain::events::EventInput;
use domain::lists::{self, MessageInput};
use domain::privacy;
use domain::registrations::{self, RegistrationInput};
use domain::reports::reviews::{self, ReviewInput};
use tests::{Duration, ManualWorker, TestUser, World};

async fn count(world: &World, query: &'static str) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

/// The places that still have a name.
async fn named(world: &World, name: &str) -> Vec<&'static str> {
    let mut left = Vec::new();
    for (table, column) in [
        ("person", "given_name || family_name || sort_name"),
        ("address", "address"),
        ("registration", "given_name || family_name || sort_name || address || address_key"),
        ("mail", "subject || body"),
        ("invitation", "address"),
        ("subscription", "name || COALESCE(address, '')"),
        ("delivery", "name || sort_name || address"),
        ("membership", "message"),
    ] {
        let query = format!("SELECT COUNT(*) FROM {table} WHERE lower({column}) LIKE '%{name}%'");
        let mut tx = world.db.read().await.unwrap();
        let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&mut *tx).await.unwrap();
        if found > 0 {
            left.push(table);
        }
    }
    left
}

async fn readers(world: &World, slug: &str, user: &TestUser) -> Vec<String> {
    let input = MessageInput {
        subject: "À tous".to_owned(),
        body: "Bonjour.".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    };
    let id = lists::create(&world.db, &user.actor, slug, &input).await.unwrap();
    let audience = lists::audience(&world.db, &user.actor, slug, &id).await.unwrap();
    audience.recipients.into_iter().map(|recipient| recipient.address).collect()
}

async fn webinar(world: &World, user: &TestUser) -> String {
    let text = str::to_owned;
    let input = EventInput { starts_date: text("2026-12-01"), ends_time: text("16:00"), ..tests::webinar("Rust à bord") };
    world.event(user, "sil", &input).await
}

#[tokio::test]
async fn a_person_who_left_everything_gets_no_more_mail() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let noa = world.coordinator(&cyb, "Noa Lemaire").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    // She subscribed to both herself, as a member and as a stranger.
    for list in ["sil", "cyb"] {
        lea.submit("/me/lists", &[("list", list), ("wanted", "yes")]).await;
    }
    assert_eq!(readers(&world, "sil", &claire).await, [lea.address.as_str()]);
    assert_eq!(readers(&world, "cyb", &noa).await, [lea.address.as_str()]);
    assert_eq!(lea.get("/me/data/leave").await.all(".consequences dd"), ["1", "2", "0", "0"], "it is said before");
    lea.submit("/me/data/leave", &[]).await;
    assert!(readers(&world, "sil", &claire).await.is_empty() && readers(&world, "cyb", &noa).await.is_empty());
    assert_eq!(lea.get("/me/data/leave").await.all(".consequences dd"), ["0", "0", "0", "0"]);
    assert!(lea.get("/me/lists").await.all(".history li").len() >= 4, "what was said keeps its days");
}

#[tokio::test]
async fn the_name_of_an_erased_person_is_shown_to_nobody() {
    let world = World::new().await;
    let (sil, cyb, orb) = (world.network("sil").await, world.network("cyb").await, world.network("orb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let noa = world.coordinator(&cyb, "Noa Lemaire").await;
    let lea = world.coordinator(&orb, "Lea Martinet").await;
    lea.post("/networks/sil/join", &[("message", "Bonjour de Lea Martinet")]).await;
    ManualWorker::named("w").settles_all(&world.db, DeliveryOutcome::Sent).await;
    lea.post("/networks/cyb/join", &[("message", "Bonjour")]).await;
    domain::memberships::invite(&world.db, &lea.actor, "orb", "paul@example.org").await.unwrap();
    domain::memberships::invite(&world.db, &claire.actor, "sil", &lea.address).await.unwrap();
    assert!(world.last_mail_to(&claire.address).await.subject.contains("Lea Martinet demande"));
    assert!(world.last_mail_to(&noa.address).await.subject.contains("Lea Martinet demande"));
    assert!(world.last_mail_to("paul@example.org").await.body.contains("Lea Martinet vous invite"));
    assert!(named(&world, "martinet").await.contains(&"invitation"));

    let page = lea.get("/me/data").await;
    assert!(page.shows("Invitations reçues") && page.shows("Invitations envoyées"));
    let json: serde_json::Value = serde_json::from_str(&lea.get("/me/data.json").await.body).expect("JSON");
    assert_eq!(json["invitations"][0]["address"], lea.address.as_str(), "what is erased was shown");
    assert!(!lea.get("/me/data.json").await.body.contains("paul@example.org"), "and nobody else's address");

    let erased = lea.submit("/me/data/erase", &[("confirmation", &lea.address)]).await;
    assert!(erased.shows("Votre compte est effacé"), "{}", erased.words());
    assert_eq!(named(&world, "martinet").await, Vec::<&str>::new());
    let mail = world.last_mail_to(&claire.address).await;
    assert!(mail.subject.contains("Une personne effacée demande à rejoindre SIL"), "that it left stays: {}", mail.subject);
    assert!(world.mails_to(&noa.address).await.is_empty(), "what had not left does not");
    assert!(world.last_mail_to("paul@example.org").await.body.contains("Une personne effacée vous invite"), "the invitation stands");
}

#[tokio::test]
async fn unanswered_invitations_are_deleted_when_they_expire() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    domain::memberships::invite(&world.db, &claire.actor, "sil", "paul@example.org").await.unwrap();
    world.advance(Duration::days(59));
    domain::administration::purge(&world.db, &domain::policy::Actor::System).await.unwrap();
    assert_eq!(count(&world, "SELECT COUNT(*) FROM invitation").await, 1);
    world.advance(Duration::days(2));
    domain::administration::purge(&world.db, &domain::policy::Actor::System).await.unwrap();
    assert_eq!(count(&world, "SELECT COUNT(*) FROM invitation").await, 0);
}

#[tokio::test]
async fn a_person_erased_while_registering_leaves_no_name() {
    for _ in 0..5 {
        let world = World::new().await;
        let sil = world.network("sil").await;
        let claire = world.coordinator(&sil, "Claire Fontaine").await;
        let slug = webinar(&world, &claire).await;
        let lea = world.member(&sil, "Lea Martinet").await;
        let input = RegistrationInput { presence: "online".to_owned(), ..RegistrationInput::default() };
        let (erased, registered, joined, again) = tokio::join!(
            privacy::erase(&world.db, &lea.actor, &lea.address),
            registrations::register(&world.db, &lea.actor, &slug, &input),
            domain::memberships::join(&world.db, &lea.actor, "sil", "Bonjour de Lea Martinet"),
            privacy::erase(&world.db, &lea.actor, &lea.address),
        );
        assert_eq!((erased, again), (Ok(()), Ok(())), "pressed twice, done once");
        for error in [registered.err(), joined.err()].into_iter().flatten() {
            assert_eq!(error, domain::Error::SignedOut, "who comes after finds nobody");
        }
        // Registered before: a last mail removes the event from the calendar, and loses its text and name when it has left.
        ManualWorker::named("w").without_kept_text().settles_all(&world.db, DeliveryOutcome::Sent).await;
        assert_eq!(named(&world, "martinet").await, Vec::<&str>::new());
        assert_eq!(count(&world, "SELECT COUNT(*) FROM erasure").await, 1);
    }
}

#[tokio::test]
async fn an_open_form_of_an_administrator_survives_other_erasures() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let basile = world.administrator("Basile Roche").await;
    let lea = world.person("Léa Martinet").await;
    let version = agnes.get("/me/profile").await.value_of("version").unwrap();
    privacy::erase(&world.db, &lea.actor, &lea.address).await.unwrap();
    domain::administration::set_administrator(&world.db, &agnes.actor, &basile.id, false).await.unwrap();
    let form = [("given_name", "Agnès"), ("family_name", "Delorme-Roy"), ("language", "fr"), ("version", &version)];
    assert_eq!(agnes.post("/me/profile", &form).await.status, 303);
}

#[tokio::test]
async fn of_two_administrators_erased_at_once_one_stays() {
    let world = World::new().await;
    let (agnes, basile) = (world.administrator("Agnès Delorme").await, world.administrator("Basile Roche").await);
    let (one, two) =
        tokio::join!(privacy::erase(&world.db, &agnes.actor, &agnes.address), privacy::erase(&world.db, &basile.actor, &basile.address));
    let statuses = [one, two].map(|gone| gone.map_or_else(|error| app::error_page::status(&error).as_u16(), |()| 200));
    assert!(statuses == [200, 422] || statuses == [422, 200], "{statuses:?}");
    assert_eq!(count(&world, "SELECT COUNT(*) FROM person WHERE administrator_since IS NOT NULL").await, 1);
}

#[tokio::test]
async fn an_adopted_review_keeps_the_names_of_its_committee() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let input = ReviewInput { highlights: "Huit journées.".to_owned(), version: "0".to_owned(), ..ReviewInput::default() };
    reviews::save(&world.db, &noa.actor, "sil", "2026", &input).await.unwrap();
    let version = reviews::form(&world.db, &noa.actor, "sil", "2026").await.unwrap().version;
    let adoption = ReviewInput { on: "2026-11-20".to_owned(), version, unfinished: "1".to_owned(), ..ReviewInput::default() };
    reviews::adopt(&world.db, &noa.actor, "sil", "2026", &adoption).await.unwrap();
    assert!(noa.get("/me/data").await.shows("Bilans que vous avez écrits ou adoptés"));
    assert!(noa.get("/me/data/erase").await.shows("votre nom dans les bilans déjà adoptés"));
    privacy::erase(&world.db, &noa.actor, &noa.address).await.unwrap();
    let page = world.guest().get("/networks/sil/reviews/2026").await;
    assert!(page.shows("Noa Lemaire"), "an adopted review never changes: {}", page.words());
    assert!(!world.guest().get("/networks/sil/governance").await.body.contains("Lemaire"), "elsewhere there is nobody");
}
