//! Registrations: one seat per person, a queue that moves by itself, links that need no account.

mod adoption;
mod guests;
mod postponed;
mod seats_given_back;
mod shared_mailbox;

use domain::Error;
use domain::enums::{Presence, RegistrationState};
use domain::events::{self, EventInput};
use domain::registrations::{self, ParticipantQuery, RegistrationInput, RegistrationRef, RegistrationStanding};
use tests::{Answer, Browser, Duration, TestUser, World};

/// A network with its coordinator and a published webinar, four days after the start of the story.
struct Webinar {
    world: World,
    claire: TestUser,
    slug: String,
}

impl Webinar {
    async fn new(change: impl FnOnce(&mut EventInput)) -> Self {
        let world = World::new().await;
        let sil = world.network("sil").await;
        let claire = world.coordinator(&sil, "Claire Fontaine").await;
        let mut input = EventInput { video_link: "https://visio.example.org/secret".to_owned(), ..tests::webinar("Rust à bord") };
        change(&mut input);
        let slug = world.event(&claire, "sil", &input).await;
        Self { world, claire, slug }
    }

    async fn with_seats(seats: i64) -> Self {
        Self::new(|event| event.seats_online = seats.to_string()).await
    }

    fn path(&self, rest: &str) -> String {
        format!("/events/{}{rest}", self.slug)
    }

    async fn takes(&self, person: &TestUser) -> RegistrationStanding {
        registrations::register(&self.world.db, &person.actor, &self.slug, &RegistrationInput::default()).await.unwrap()
    }

    async fn leaves(&self, person: &TestUser) {
        registrations::withdraw(&self.world.db, RegistrationRef::Own(&person.actor, &self.slug)).await.unwrap();
    }

    /// The state and the place in the queue, from the list of the coordinator.
    async fn standing(&self, family_name: &str) -> Option<(RegistrationState, Option<i64>)> {
        let mut found = None;
        for state in RegistrationState::ALL {
            let query = ParticipantQuery { state: state.code().to_owned(), ..ParticipantQuery::default() };
            let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &query).await.unwrap();
            found = found.or(list.participants.into_iter().find(|row| row.family_name == family_name).map(|row| (row.state, row.place)));
        }
        found
    }

    async fn asks(&self, guest: &Browser, name: &str, address: &str) -> Answer {
        let (given, family) = name.split_once(' ').unwrap();
        let form = [("given_name", given), ("family_name", family), ("address", address), ("organisation", "CNRS")];
        guest.post(&self.path("/register"), &form).await
    }
}

const CONFIRMED: Option<(RegistrationState, Option<i64>)> = Some((RegistrationState::Confirmed, None));

fn waiting(place: i64) -> Option<(RegistrationState, Option<i64>)> {
    Some((RegistrationState::Waiting, Some(place)))
}

#[tokio::test]
async fn forty_at_once_for_five_seats_take_five_seats_and_wait_in_order() {
    let webinar = Webinar::with_seats(5).await;
    let mut people = Vec::new();
    for number in 0..40 {
        people.push(webinar.world.person(&format!("Personne Numéro{number}")).await);
    }
    let mut all = tokio::task::JoinSet::new();
    for person in &people {
        let (db, user, slug) = (webinar.world.db.clone(), person.actor.clone(), webinar.slug.clone());
        all.spawn(async move { registrations::register(&db, &user, &slug, &RegistrationInput::default()).await.unwrap() });
    }
    let standings = all.join_all().await;

    assert_eq!(standings.iter().filter(|standing| standing.state == RegistrationState::Confirmed).count(), 5);
    let mut places: Vec<i64> = standings.iter().filter_map(|standing| standing.place).collect();
    places.sort_unstable();
    assert_eq!(places, (1..=35).collect::<Vec<_>>());
    let list = registrations::list(&webinar.world.db, &webinar.claire.actor, &webinar.slug, &ParticipantQuery::default()).await.unwrap();
    for standing in standings {
        let row = list.participants.iter().find(|row| row.id == standing.registration).unwrap();
        assert_eq!((row.state, row.place), (standing.state, standing.place), "what each was told is what stands");
    }
}

#[tokio::test]
async fn a_freed_seat_goes_to_the_first_in_the_queue() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let (ada, bo, cleo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await, world.person("Cléo Roux").await);

    assert_eq!(
        ada.submit(&webinar.path("/register"), &[]).await.all(".notice"),
        ["C’est fait. Votre inscription est confirmée, un message part à l’instant."]
    );
    assert_eq!(webinar.takes(&bo).await.place, Some(1));
    assert!(cleo.get(&webinar.path("")).await.shows("Rejoindre la liste d’attente"));
    let page = cleo.submit(&webinar.path("/register"), &[]).await;
    assert!(page.shows("liste d’attente") && page.shows("place n° 2"), "{}", page.words());
    assert!(world.last_mail_to(&cleo.address).await.body.contains("place n°\u{a0}2"));

    assert_eq!(ada.post(&webinar.path("/withdraw"), &[]).await.location(), webinar.path("?done=unregistered"));
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
    assert_eq!(webinar.standing("Roux").await, waiting(1));
    let mail = world.last_mail_to(&bo.address).await;
    assert_eq!(mail.cause, "registration.promoted");
    assert!(mail.subject.starts_with("Une place s’est libérée") && mail.calendar.is_some());
    let mail = world.last_mail_to(&ada.address).await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("registration.withdrawn", Some("CANCEL")));

    // Somebody who registers again is behind those who waited, and a returned seat is not given back by itself.
    assert_eq!(webinar.takes(&ada).await.place, Some(2));
    webinar.leaves(&bo).await;
    webinar.leaves(&cleo).await;
    assert_eq!(webinar.standing("Lovelace").await, CONFIRMED);
    webinar.leaves(&ada).await;
    assert_eq!(webinar.standing("Martin").await, Some((RegistrationState::Withdrawn, None)));
    assert_eq!(world.mails_to(&bo.address).await.iter().filter(|mail| mail.cause == "registration.promoted").count(), 1);
}

#[tokio::test]
async fn a_newcomer_passes_nobody_in_the_queue_when_seats_are_added() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let (ada, bo, cleo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await, world.person("Cléo Roux").await);
    webinar.takes(&ada).await;
    webinar.takes(&bo).await;
    webinar.takes(&cleo).await;

    let form = events::form(&world.db, &webinar.claire.actor, &webinar.slug).await.unwrap();
    let more = EventInput { seats_online: "2".to_owned(), ..form };
    events::edit(&world.db, &webinar.claire.actor, &webinar.slug, &more).await.unwrap();

    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
    assert_eq!(webinar.standing("Roux").await, waiting(1));
    assert_eq!(webinar.takes(&world.person("Dan Petit").await).await.place, Some(2));
    // The second time changes nothing.
    assert_eq!(webinar.takes(&bo).await.state, RegistrationState::Confirmed);
    assert_eq!(world.mails_to(&bo.address).await.len(), 2);
}

#[tokio::test]
async fn the_queue_moves_after_the_closing_date_but_not_after_the_start() {
    let webinar = Webinar::new(|event| {
        event.seats_online = "1".to_owned();
        event.closes_date = "2026-11-21".to_owned();
    })
    .await;
    let world = &webinar.world;
    let (ada, bo, cleo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await, world.person("Cléo Roux").await);
    webinar.takes(&ada).await;
    webinar.takes(&bo).await;
    webinar.takes(&cleo).await;

    world.advance(Duration::days(3));
    let dan = world.person("Dan Petit").await;
    assert!(dan.get(&webinar.path("")).await.shows("Les inscriptions sont closes."));
    let refused = dan.post(&webinar.path("/register"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.shows("Les inscriptions sont closes."));
    webinar.leaves(&ada).await;
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);

    world.advance(Duration::days(1) + Duration::hours(4));
    webinar.leaves(&bo).await;
    assert_eq!(webinar.standing("Roux").await, waiting(1));
    world.advance(Duration::days(1));
    assert_eq!(registrations::withdraw(&world.db, RegistrationRef::Own(&cleo.actor, &webinar.slug)).await, Err(Error::Closed));
}

#[tokio::test]
async fn the_video_link_is_for_participants_with_a_seat() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    webinar.takes(&ada).await;
    webinar.takes(&bo).await;
    let secret = "visio.example.org";
    assert!(ada.get(&webinar.path("")).await.body.contains(secret));
    for page in [webinar.path(""), webinar.path("/register")] {
        assert!(!bo.get(&page).await.body.contains(secret), "{page}");
    }
    let mail = world.last_mail_to(&bo.address).await;
    assert!(!mail.body.contains(secret) && mail.calendar.is_none());
    assert!(!bo.get(&mail.link("/registrations/")).await.body.contains(secret));
    webinar.leaves(&ada).await;
    assert!(!ada.get(&webinar.path("")).await.body.contains(secret));
    assert!(bo.get(&webinar.path("")).await.body.contains(secret));
}

#[tokio::test]
async fn an_event_for_members_is_refused_to_others_with_a_sentence() {
    let webinar = Webinar::new(|event| event.registration = "members".to_owned()).await;
    let world = &webinar.world;
    let (ada, guest) = (world.person("Ada Lovelace").await, world.guest());
    let sentence = "réservées aux membres";
    assert!(ada.get(&webinar.path("")).await.shows(sentence) && guest.get(&webinar.path("")).await.shows(sentence));
    let refused = ada.post(&webinar.path("/register"), &[]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.shows(sentence));
    assert_eq!(webinar.asks(&guest, "Eve Dubois", "eve@example.net").await.status, 401);
    assert!(world.mails().await.is_empty());
    let sil = domain::networks::page(&world.db, &ada.actor, "sil").await.unwrap().head.card;
    world.joins(&ada, &sil).await;
    assert_eq!(webinar.takes(&ada).await.state, RegistrationState::Confirmed);
}

#[tokio::test]
async fn a_change_of_presence_goes_through_the_queue_and_frees_the_seat() {
    let webinar = Webinar::new(|event| {
        event.mode = "hybrid".to_owned();
        event.place = "Toulouse".to_owned();
        event.seats_on_site = "1".to_owned();
    })
    .await;
    let world = &webinar.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    assert_eq!(ada.post(&webinar.path("/register"), &[]).await.status, 422, "there is a choice to make");
    ada.post(&webinar.path("/register"), &[("presence", "on_site")]).await;
    assert_eq!(bo.post(&webinar.path("/register"), &[("presence", "on_site")]).await.location(), webinar.path("?done=waiting"));

    assert!(ada.get(&webinar.path("/register")).await.shows("Participer en ligne"));
    assert_eq!(ada.post(&webinar.path("/presence"), &[("presence", "online")]).await.location(), webinar.path("?done=changed"));
    assert_eq!(webinar.standing("Lovelace").await, CONFIRMED);
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
    assert!(ada.get(&webinar.path("/register")).await.shows("Vous laisseriez votre place actuelle"));
    let link = world.last_mail_to(&ada.address).await.link("/registrations/");
    assert!(world.guest().submit(&link, &[("act", "change"), ("presence", "on_site")]).await.shows("place n° 1"));
    let list = registrations::list(&world.db, &webinar.claire.actor, &webinar.slug, &ParticipantQuery::default()).await.unwrap();
    assert_eq!(list.participants.iter().map(|row| row.presence).collect::<Vec<_>>(), [Presence::OnSite; 2]);
}
