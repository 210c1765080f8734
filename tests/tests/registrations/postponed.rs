//! An event without a date: seats are still given back, nobody moves up, and it is not published before it has a new date.

use domain::events::{self, EventInput};
use domain::privacy;
use domain::registrations::{self, ParticipantQuery};
use tests::{Answer, Duration, TestUser};

use super::{CONFIRMED, Webinar, waiting};

impl Webinar {
    /// Postpones the event and waits until its old date is past. Returns Claire with a new session.
    async fn put_off(&self) -> tests::Browser {
        events::postpone(&self.world.db, &self.claire.actor, &self.slug, "").await.unwrap();
        self.world.advance(Duration::days(10));
        self.world.sign_in_again(&self.claire).await
    }

    async fn gets_a_date(&self, date: &str) {
        let mut input = events::form(&self.world.db, &self.claire.actor, &self.slug).await.unwrap();
        (input.starts_date, input.ends_date) = (date.to_owned(), date.to_owned());
        events::edit(&self.world.db, &self.claire.actor, &self.slug, &input).await.unwrap();
    }

    async fn changes(&self, change: impl FnOnce(&mut EventInput)) {
        let mut input = events::form(&self.world.db, &self.claire.actor, &self.slug).await.unwrap();
        change(&mut input);
        events::edit(&self.world.db, &self.claire.actor, &self.slug, &input).await.unwrap();
    }
}

fn asked(page: &Answer) -> Vec<String> {
    page.all(".confirm-disclosure p")
}

#[tokio::test]
async fn seats_of_an_event_without_a_date_are_given_back() {
    let webinar = Webinar::with_seats(4).await;
    let world = &webinar.world;
    let mut people: Vec<TestUser> = Vec::new();
    for name in ["Ada Lovelace", "Bo Martin", "Cléo Roux", "Dan Petit"] {
        let person = world.person(name).await;
        webinar.takes(&person).await;
        people.push(person);
    }
    let link = world.last_mail_to(&people[1].address).await.link("/registrations/");
    let claire = webinar.put_off().await;
    // From the event, from the link of a mail, from the list of the coordinator, and by erasure.
    let ada = world.sign_in_again(&people[0]).await;
    assert!(!asked(&ada.get(&webinar.path("")).await).is_empty(), "the way out is there");
    assert_eq!(ada.post(&webinar.path("/withdraw"), &[]).await.status, 303);
    let guest = world.guest();
    assert_eq!(guest.get(&link).await.attributes(".confirm-disclosure button[value=withdraw]", "name"), ["act"]);
    assert_eq!(guest.post(&link, &[("act", "withdraw")]).await.status, 303);
    let list = registrations::list(&world.db, &webinar.claire.actor, &webinar.slug, &ParticipantQuery::default()).await.unwrap();
    let cleo = list.participants.iter().find(|row| row.family_name == "Roux").unwrap().id.clone();
    let record = webinar.path(&format!("/registrations/{cleo}"));
    assert!(claire.get(&record).await.shows("Désinscrire"));
    registrations::remove(&world.db, &webinar.claire.actor, &webinar.slug, &cleo).await.unwrap();
    let mail = world.last_mail_to(&people[2].address).await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("registration.withdrawn", Some("CANCEL")));
    let dan = world.sign_in_again(&people[3]).await;
    assert_eq!(dan.get("/me/data/erase").await.all(".consequences dd")[2], "1", "it is said before");
    privacy::erase(&world.db, &people[3].actor, &people[3].address).await.unwrap();
    let erased = world.last_mail_to(&people[3].address).await;
    assert_eq!((erased.cause.as_str(), erased.calendar_method.as_deref()), ("registration.erased", Some("CANCEL")));
    assert!(webinar.rows("confirmed").await.is_empty(), "nobody without a name has a seat");

    webinar.gets_a_date("2026-12-15").await;
    let before = world.mails().await.len();
    assert_eq!(claire.post(&webinar.path("/publish"), &[]).await.status, 303);
    assert!(world.mails().await.split_off(before).iter().all(|mail| !mail.recipient.is_empty()));
}

#[tokio::test]
async fn registrations_of_an_event_without_a_date_are_kept() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let ada = world.person("Ada Lovelace").await;
    webinar.takes(&ada).await;
    webinar.put_off().await;
    world.advance(Duration::days(2000));
    domain::administration::purge(&world.db, &domain::policy::Actor::System).await.unwrap();
    assert_eq!(webinar.standing("Lovelace").await, CONFIRMED);
}

#[tokio::test]
async fn a_postponed_event_needs_a_date_to_be_published() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let ada = world.person("Ada Lovelace").await;
    webinar.takes(&ada).await;
    let claire = webinar.put_off().await;
    let page = claire.get(&webinar.path("/publish")).await;
    assert!(page.shows("une nouvelle date") && !page.shows("prévenir une personne"), "{}", page.words());
    assert!(page.attributes("main a", "href").contains(&webinar.path("/edit")), "the way to give it one");
    let (mails, refused) = (world.mails().await.len(), claire.post(&webinar.path("/publish"), &[]).await);
    assert_eq!(refused.status, 422);
    assert!(refused.shows("Donnez-lui d’abord une nouvelle date"), "{}", refused.words());
    let event = events::page(&world.db, &webinar.claire.actor, &webinar.slug).await.unwrap().event;
    assert_eq!((event.state, world.mails().await.len()), (domain::enums::EventState::Postponed, mails));

    webinar.gets_a_date("2026-12-15").await;
    let claire = world.sign_in_again(&webinar.claire).await;
    assert!(claire.get(&webinar.path("/publish")).await.shows("Publier et prévenir une personne"));
    assert_eq!(claire.post(&webinar.path("/publish"), &[]).await.status, 303);
    assert_eq!(world.last_mail_to(&ada.address).await.cause, "event.dated");
}

#[tokio::test]
async fn withdrawing_explains_the_consequence_for_this_event() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let sil = domain::networks::page(&world.db, &webinar.claire.actor, "sil").await.unwrap().head.card;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    webinar.takes(&ada).await;
    let link = world.last_mail_to(&ada.address).await.link("/registrations/");
    let (guest, event, form) = (world.guest(), webinar.path(""), webinar.path("/register"));
    let say = async |words: &str| {
        for page in [ada.get(&event).await, ada.get(&form).await, guest.get(&link).await] {
            assert!(asked(&page)[0].contains(words), "{words}: {:?}", asked(&page));
        }
    };
    say("Vous pourrez vous réinscrire").await;
    // The event is for members now. Ada is none, then one.
    webinar.changes(|event| event.registration = "members".to_owned()).await;
    say("seuls les membres des réseaux organisateurs peuvent s’inscrire").await;
    world.joins(&ada, &sil).await;
    say("Vous pourrez vous réinscrire").await;
    world.joins(&bo, &sil).await;
    webinar.takes(&bo).await;
    say("Votre place ira aussitôt à la personne qui attend.").await;
    // Postponed: nobody moves up, and registration goes on with the new date.
    events::postpone(&world.db, &webinar.claire.actor, &webinar.slug, "").await.unwrap();
    say("Les inscriptions reprendront avec la nouvelle date").await;
    let claire = &webinar.claire;
    assert_eq!(claire.post(&webinar.path("/publish"), &[]).await.status, 303);
    // Started: nobody moves up either.
    world.advance(Duration::days(4) + Duration::hours(4) + Duration::minutes(30));
    say("vous ne pourrez pas").await;
    webinar.leaves(&ada).await;
    assert_eq!(webinar.standing("Martin").await, waiting(1));
}
