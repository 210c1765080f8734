//! A list that the participants of an event read until it ends, whether they have an account or not.

use domain::posts::{MailRule, ReceiveOutcome};
use domain::registrations::{self, RegistrationInput};
use tests::webinar;

use super::incoming::{VERIFIED, mail};
use super::*;

const ZOE: &str = "zoe@example.net";
const SAM: &str = "sam.passage@example.org";

/// The list of RI3's school, with Claire's rule, a participant with an account and one without.
struct SchoolList {
    fixture: DiscussionFixture,
    event: String,
    sam: TestUser,
}

impl SchoolList {
    async fn new() -> Self {
        let fixture = DiscussionFixture::open().await;
        let event = fixture.world.event(&fixture.claire, "ri3", &webinar("École RI3")).await;
        let sam = fixture.world.person("Sam Passage").await;
        fixture.change(|list| list.rules = vec![format!("participants:{event}")]).await;
        Self { fixture, event, sam }
    }

    /// Somebody without an account registers, and confirms by mail.
    async fn zoe_registers(&self) {
        let guest = self.fixture.world.guest();
        let form = [("given_name", "Zoé"), ("family_name", "Ailleurs"), ("address", ZOE), ("presence", "online")];
        guest.submit(&format!("/events/{}/register", self.event), &form).await;
        let link = self.fixture.world.last_mail_to(ZOE).await.link("/registrations/");
        assert!(guest.post(&link, &[("act", "confirm")]).await.status.is_redirection());
    }

    async fn sam_registers(&self) {
        registrations::register(&self.fixture.world.db, &self.sam.actor, &self.event, &RegistrationInput::default()).await.unwrap();
    }

    /// The addresses that get a copy of a post of the coordinator.
    async fn readers(&self) -> Vec<String> {
        let post = accepted(self.fixture.starts(&self.fixture.claire, "École", "Bonjour").await);
        self.fixture.copies(&post).await.into_iter().map(|(address, _)| address).collect()
    }

    async fn mails(&self, to: &str, from: &str, id: &str) -> ReceiveOutcome {
        let relays = ["mx.example.org".to_owned()];
        let db = self.fixture.world.db.clone().with_lists_host("lists.example.org");
        let verified = VERIFIED.replace("header.d=example.org", &format!("header.d={}", from.rsplit_once('@').unwrap().1));
        let mail = mail(&verified, from, id, "Covoiturage", "Qui vient de Lyon ?").replace("To: ri3-l@", &format!("To: {to}@"));
        posts::receive(&db, &relays, from, &[format!("{to}@lists.example.org")], mail.into_bytes()).await.unwrap()[0]
    }
}

#[tokio::test]
async fn participants_read_and_write_until_the_event_ends() {
    let school = SchoolList::new().await;
    let claire = &school.fixture.claire;
    assert_eq!(school.readers().await, Vec::<String>::new(), "nobody has registered yet");
    school.sam_registers().await;
    school.zoe_registers().await;
    assert_eq!(school.readers().await, [SAM, ZOE]);
    assert_eq!(school.mails("ri3-l", ZOE, "1@x").await, ReceiveOutcome::Stored(MailRule::Accept), "who reads it may write");
    assert_eq!(school.fixture.starts(&school.sam, "Train", "À quelle heure ?").await.hold_reason(), None);
    assert!(school.sam.get("/me/lists").await.shows("RI3-L"), "it is among their lists");
    let page = claire.get("/lists/ri3-l/subscribers").await;
    assert!(page.shows("2 personnes inscrites à un événement"), "{}", page.words());
    assert!(!page.shows("Ailleurs"), "who manages a list need not organise the event");

    // The webinar is on the 24th: the evening of that day is still theirs, the next morning is not.
    school.fixture.world.advance(Duration::days(4));
    assert_eq!(school.readers().await, [SAM, ZOE]);
    school.fixture.world.advance(Duration::days(1));
    assert_eq!(school.readers().await, Vec::<String>::new());
    assert_eq!(school.mails("ri3-l", ZOE, "2@x").await, ReceiveOutcome::Stored(MailRule::Hold(HoldReason::NotAPoster)));
    let form = claire.get("/lists/ri3-l/settings").await;
    assert!(form.shows("Personnes inscrites à « École RI3 », jusqu’à sa fin"), "a rule that is over can be taken off");
}

#[tokio::test]
async fn a_seat_given_up_and_the_word_of_a_participant_end_it() {
    let school = SchoolList::new().await;
    school.sam_registers().await;
    school.zoe_registers().await;
    assert_eq!(school.mails("ri3-l-unsubscribe", ZOE, "1@x").await, ReceiveOutcome::Stored(MailRule::Command));
    let guest = school.fixture.world.guest();
    let link = school.fixture.world.last_mail_to(ZOE).await.link("/unsubscribe/");
    assert!(guest.get(&link).await.shows("RI3-L"));
    guest.post(&link, &[("act", "stop")]).await;
    assert_eq!(school.readers().await, [SAM], "she left the list, and keeps her seat");
    guest.post(&link, &[("act", "back")]).await;
    assert_eq!(school.readers().await, [SAM, ZOE]);
    assert_eq!(school.mails("ri3-l-options", ZOE, "2@x").await, ReceiveOutcome::Stored(MailRule::Command));
    lists::set_subscription(&school.fixture.world.db, &school.sam.actor, LIST, false).await.unwrap();
    assert_eq!(school.readers().await, [ZOE], "the person's word wins");
}

#[tokio::test]
async fn only_coordinators_choose_events_and_only_their_own() {
    let school = SchoolList::new().await;
    let (world, claire) = (&school.fixture.world, &school.fixture.claire);
    let other = world.network("sil").await;
    let bo = world.coordinator(&other, "Bo Autre").await;
    let elsewhere = world.event(&bo, "sil", &webinar("Ailleurs")).await;
    let marie = world.person("Marie Roche").await;
    school.fixture.change(|list| list.managers = marie.address.clone()).await;
    let choose = async |user: &TestUser, rule: String| {
        let mut list = lists::list_form(&world.db, &user.actor, LIST).await.unwrap().input;
        list.rules.push(rule);
        lists::edit_list(&world.db, &user.actor, LIST, &list).await
    };
    let rule = |event: &str| format!("participants:{event}");
    let refused = choose(claire, rule(&elsewhere)).await;
    assert!(matches!(&refused, Err(Error::Invalid(errors)) if errors[0].field == "rules"), "{refused:?}");
    let later = world.event(claire, "ri3", &webinar("Deuxième")).await;
    let refused = choose(&marie, rule(&later)).await;
    assert!(matches!(&refused, Err(Error::Invalid(errors)) if errors[0].field == "rules"), "{refused:?}");
    let mut form = lists::list_form(&world.db, &marie.actor, LIST).await.unwrap().input;
    (form.rules, form.name) = (Vec::new(), "RI3 école".to_owned());
    lists::edit_list(&world.db, &marie.actor, LIST, &form).await.unwrap();
    school.sam_registers().await;
    assert_eq!(school.readers().await, [SAM], "a form takes off nothing that it does not show");
    choose(claire, rule(&later)).await.unwrap();
}
