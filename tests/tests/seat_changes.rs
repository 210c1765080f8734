//! Seats after a change of the event, the network or the person, and the mails about them.

use domain::enums::{Presence, RegistrationState};
use domain::events::{self, EventInput};
use domain::networks::NetworkCard;
use domain::registrations::{self, ParticipantQuery, RegistrationInput, RegistrationRef, RegistrationStanding};
use domain::{Error, FieldProblem};
use tests::{Duration, TestUser, World};

const SECRET: &str = "visio.example.org/secret";

/// A network, its coordinator, and an event both on site and online.
struct Meeting {
    world: World,
    sil: NetworkCard,
    claire: TestUser,
    slug: String,
}

impl Meeting {
    async fn new(change: impl FnOnce(&mut EventInput)) -> Self {
        let world = World::new().await;
        let sil = world.network("sil").await;
        let claire = world.coordinator(&sil, "Claire Fontaine").await;
        let text = str::to_owned;
        let mut input = EventInput {
            kind: text("meeting"),
            mode: text("hybrid"),
            place: text("Toulouse"),
            video_link: format!("https://{SECRET}"),
            ..tests::webinar("Rust à bord")
        };
        change(&mut input);
        let slug = world.event(&claire, "sil", &input).await;
        Self { world, sil, claire, slug }
    }

    async fn changes(&self, change: impl FnOnce(&mut EventInput)) -> domain::Result<()> {
        let mut input = events::form(&self.world.db, &self.claire.actor, &self.slug).await.unwrap();
        change(&mut input);
        events::edit(&self.world.db, &self.claire.actor, &self.slug, &input).await.map(|_| ())
    }

    async fn asks(&self, person: &TestUser, presence: &str) -> domain::Result<RegistrationStanding> {
        let input = RegistrationInput { presence: presence.to_owned(), ..RegistrationInput::default() };
        registrations::register(&self.world.db, &person.actor, &self.slug, &input).await
    }

    async fn takes(&self, person: &TestUser, presence: &str) -> RegistrationState {
        self.asks(person, presence).await.unwrap().state
    }

    async fn leaves(&self, person: &TestUser) -> domain::Result<RegistrationStanding> {
        registrations::withdraw(&self.world.db, RegistrationRef::Own(&person.actor, &self.slug)).await
    }

    /// The list: family name, presence, state.
    async fn list(&self) -> Vec<(String, Presence, RegistrationState)> {
        let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &ParticipantQuery::default()).await.unwrap();
        list.participants.into_iter().map(|row| (row.family_name, row.presence, row.state)).collect()
    }

    async fn execute(&self, statement: &'static str, values: &[&str]) {
        let mut tx = self.world.db.write().await.unwrap();
        let mut query = sqlx::query(statement);
        for value in values {
            query = query.bind(value.to_string());
        }
        query.execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn losing_access_to_an_event_hides_its_video_link() {
    let meeting = Meeting::new(|event| event.visibility = "members".to_owned()).await;
    let world = &meeting.world;
    let ada = world.person("Ada Lovelace").await;
    world.joins(&ada, &meeting.sil).await;
    meeting.takes(&ada, "online").await;
    let mail = world.last_mail_to(&ada.address).await;
    assert!(mail.body.contains(SECRET) && mail.calendar.as_ref().is_some_and(|calendar| calendar.contains(SECRET)));
    let link = mail.link("/registrations/");
    assert!(world.guest().get(&link).await.body.contains(SECRET));

    meeting.execute("UPDATE membership SET state = 'left' WHERE person = $1", &[ada.id.as_str()]).await;
    let ticket = world.guest().get(&link).await;
    assert!(ticket.status == 200 && !ticket.body.contains(SECRET));
    meeting.changes(|event| event.place = "Paris".to_owned()).await.unwrap();
    let mail = world.last_mail_to(&ada.address).await;
    assert_eq!(mail.cause, "event.moved");
    assert!(!mail.body.contains(SECRET) && !mail.calendar.unwrap().contains(SECRET));
    meeting.changes(|event| event.video_link = format!("https://{SECRET}/2")).await.unwrap();
    assert_eq!(world.last_mail_to(&ada.address).await.cause, "event.moved", "the new link is not for them either");
}

#[tokio::test]
async fn two_owners_of_one_mailbox_do_not_share_seats() {
    let meeting = Meeting::new(|_| {}).await;
    let world = &meeting.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    meeting.takes(&ada, "online").await;
    // The mailbox of the secretariat passes from Ada to Bo.
    meeting.execute("UPDATE address SET preferred = 0 WHERE person = $1", &[bo.id.as_str()]).await;
    meeting.execute("UPDATE address SET person = $1 WHERE address_key = $2", &[bo.id.as_str(), &ada.address]).await;

    assert_eq!(meeting.leaves(&bo).await, Err(Error::NotFound));
    assert_eq!(meeting.asks(&bo, "online").await, Err(Error::field("address", FieldProblem::AddressTaken)));
    let answer = bo.post(&format!("/events/{}/register", meeting.slug), &[("presence", "online")]).await;
    assert!(answer.status == 422 && answer.shows("Quelqu’un d’autre"), "{}", answer.words());
    assert_eq!(meeting.list().await, [("Lovelace".to_owned(), Presence::Online, RegistrationState::Confirmed)]);
}

#[tokio::test]
async fn an_active_registration_is_found_before_a_withdrawn_one() {
    let meeting = Meeting::new(|_| {}).await;
    let world = &meeting.world;
    let ada = world.person("Ada Lovelace").await;
    meeting.takes(&ada, "online").await;
    meeting.leaves(&ada).await.unwrap();
    // She registers as a guest with an address that is hers by now.
    meeting
        .execute(
            "INSERT INTO registration (id, event, person, given_name, family_name, sort_name, address, address_key, organisation,
                                       organisation_kind, language, presence, state, queued_at, token_hash, created_at, updated_at)
             SELECT 'guest', event, NULL, given_name, family_name, sort_name, $1, $1, '', NULL, 'fr', 'online', 'confirmed', queued_at, 'x',
                    created_at, updated_at FROM registration",
            &["ada@home.example"],
        )
        .await;
    meeting
        .execute(
            "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at)
             VALUES ('home', $1, $2, $2, '2026-11-20T09:00:00Z', 0, '2026-11-20T09:00:00Z')",
            &[ada.id.as_str(), "ada@home.example"],
        )
        .await;
    let standing = meeting.asks(&ada, "online").await.unwrap();
    assert_eq!((standing.registration.as_str(), standing.state), ("guest", RegistrationState::Confirmed));
}

#[tokio::test]
async fn unconfirmed_registrations_and_their_clients_are_deleted() {
    let meeting = Meeting::new(|_| {}).await;
    let world = &meeting.world;
    let form = [("given_name", "Gus"), ("family_name", "Guest"), ("address", "gus@example.org"), ("presence", "online")];
    assert_eq!(world.guest().post(&format!("/events/{}/register", meeting.slug), &form).await.status, 200);
    let count = async |statement: &'static str| {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_scalar::<_, i64>(statement).fetch_one(&mut *tx).await.unwrap()
    };
    let (clients, rows) = ("SELECT COUNT(*) FROM registration_link WHERE client <> ''", "SELECT COUNT(*) FROM registration");

    world.advance(Duration::minutes(59));
    registrations::clear_clients(&world.db).await.unwrap();
    assert_eq!(count(clients).await, 1, "a limit counts it");
    world.advance(Duration::minutes(2));
    registrations::clear_clients(&world.db).await.unwrap();
    assert_eq!(count(clients).await, 0);
    assert_eq!(registrations::delete_unconfirmed(&world.db).await, Ok(0));
    world.advance(Duration::hours(24));
    assert_eq!(registrations::delete_unconfirmed(&world.db).await, Ok(1));
    assert_eq!(count(rows).await, 0);
}

#[tokio::test]
async fn everyone_follows_an_event_that_moves_online() {
    let meeting = Meeting::new(|event| {
        event.seats_on_site = "1".to_owned();
        event.seats_online = "1".to_owned();
    })
    .await;
    let world = &meeting.world;
    let (ada, bo, cleo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await, world.person("Cléo Roux").await);
    meeting.takes(&ada, "on_site").await;
    meeting.takes(&bo, "online").await;
    assert_eq!(meeting.takes(&cleo, "on_site").await, RegistrationState::Waiting);

    let online = |event: &mut EventInput| event.mode = "online".to_owned();
    assert_eq!(meeting.changes(online).await, Err(Error::field("seats_online", FieldProblem::BelowTaken(2))));
    meeting
        .changes(|event| {
            online(event);
            event.seats_online = "2".to_owned();
        })
        .await
        .unwrap();
    let row = |name: &str, state| (name.to_owned(), Presence::Online, state);
    let (confirmed, waiting) = (RegistrationState::Confirmed, RegistrationState::Waiting);
    assert_eq!(meeting.list().await, [row("Lovelace", confirmed), row("Martin", confirmed), row("Roux", waiting)]);
    meeting.leaves(&ada).await.unwrap();
    assert_eq!(meeting.list().await, [row("Martin", confirmed), row("Roux", confirmed)]);
}

#[tokio::test]
async fn a_lost_or_returned_seat_is_cancelled_in_the_calendar() {
    let meeting = Meeting::new(|event| event.seats_on_site = "1".to_owned()).await;
    let world = &meeting.world;
    let (ada, bo, cleo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await, world.person("Cléo Roux").await);
    meeting.takes(&bo, "on_site").await;
    meeting.takes(&cleo, "on_site").await;
    meeting.takes(&ada, "online").await;

    meeting.leaves(&cleo).await.unwrap();
    assert_eq!(world.last_mail_to(&cleo.address).await.calendar, None, "it was never in that calendar");

    let changed = registrations::change_presence(&world.db, RegistrationRef::Own(&ada.actor, &meeting.slug), "on_site").await.unwrap();
    assert_eq!(changed.state, RegistrationState::Waiting);
    let mail = world.last_mail_to(&ada.address).await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("registration.changed", Some("CANCEL")));
    assert!(!mail.calendar.unwrap().contains("visio") && mail.body.contains("retire l’événement de votre calendrier"));

    // A change also reaches the calendars of those who wait.
    meeting.changes(|event| event.place = "Paris".to_owned()).await.unwrap();
    for person in [&ada, &bo] {
        meeting.leaves(person).await.unwrap();
        let mail = world.last_mail_to(&person.address).await;
        assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("registration.withdrawn", Some("CANCEL")));
        assert!(mail.calendar.unwrap().contains("METHOD:CANCEL"));
    }
}

#[tokio::test]
async fn a_new_video_link_reaches_participants_with_a_seat_alone() {
    let meeting = Meeting::new(|event| event.seats_online = "1".to_owned()).await;
    let world = &meeting.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    meeting.takes(&ada, "online").await;
    meeting.takes(&bo, "online").await;
    meeting.changes(|event| event.video_link = "https://autre.example.org/salle".to_owned()).await.unwrap();

    let mail = world.last_mail_to(&ada.address).await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("event.link", Some("REQUEST")));
    assert!(mail.body.contains("Le lien de la visioconférence a changé") && mail.body.contains("https://autre.example.org/salle"));
    let object = mail.calendar.unwrap();
    assert!(object.contains("SEQUENCE:1") && object.contains("autre.example.org"), "{object}");
    assert_eq!(world.last_mail_to(&bo.address).await.cause, "registration.waiting");
}
