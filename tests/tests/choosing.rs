//! Choosing among requests: RI3's school has three seats, and more candidates.

use domain::dashboard;
use domain::enums::{RegistrationDecision, RegistrationState};
use domain::events::{self, EventInput};
use domain::forms::{self, AnswersInput, QuestionsInput};
use domain::registrations::{self, AddInput, AnswerQuery, AnswerTable, DecisionInput, LettersInput, RegistrationInput, RegistrationRef};
use domain::{Error, FieldProblem, Language};
use tests::{Duration, TestUser, World};

use crate::forms::problems;

struct ChoosingSchool {
    world: World,
    claire: TestUser,
    slug: String,
}

fn problem(result: Result<impl std::fmt::Debug, Error>) -> (String, FieldProblem) {
    problems(result.unwrap_err()).remove(0)
}

impl ChoosingSchool {
    async fn with_seats(seats: &str) -> Self {
        let world = World::new().await;
        let ri3 = world.network("ri3").await;
        let claire = world.coordinator(&ri3, "Claire Fontaine").await;
        let input = EventInput {
            kind: "school".to_owned(),
            mode: "on_site".to_owned(),
            place: "Aussois".to_owned(),
            seats_on_site: seats.to_owned(),
            on_request: "1".to_owned(),
            ..tests::webinar("École Rust")
        };
        let slug = world.event(&claire, "ri3", &input).await;
        Self { world, claire, slug }
    }

    async fn applies(&self, person: &TestUser) -> RegistrationState {
        registrations::register(&self.world.db, &person.actor, &self.slug, &RegistrationInput::default()).await.unwrap().state
    }

    async fn candidates(&self, names: &[&str]) -> Vec<TestUser> {
        let mut people = Vec::new();
        for name in names {
            let person = self.world.person(name).await;
            assert_eq!(self.applies(&person).await, RegistrationState::Requested);
            people.push(person);
        }
        people
    }

    async fn table(&self, query: &AnswerQuery) -> AnswerTable {
        registrations::answer_table(&self.world.db, &self.claire.actor, &self.slug, query).await.unwrap()
    }

    async fn id(&self, family_name: &str) -> String {
        let mut found = None;
        for state in ["", "declined", "withdrawn"] {
            let rows = self.table(&AnswerQuery { state: state.to_owned(), ..AnswerQuery::default() }).await.rows;
            found = found.or(rows.into_iter().find(|row| row.family_name == family_name).map(|row| row.id.to_string()));
        }
        found.unwrap()
    }

    async fn decides(&self, decision: &str, family_names: &[&str]) -> Result<u64, Error> {
        let mut chosen = Vec::new();
        for name in family_names {
            chosen.push(self.id(name).await);
        }
        let input = DecisionInput { chosen, decision: decision.to_owned() };
        registrations::decide(&self.world.db, &self.claire.actor, &self.slug, &input).await
    }

    async fn sends(&self) -> Result<i64, Error> {
        registrations::send_decisions(&self.world.db, &self.claire.actor, &self.slug).await.map(|pending| pending.to_send())
    }

    /// The standing as the person's own page shows it.
    async fn state(&self, person: &TestUser) -> RegistrationState {
        let page = registrations::page(&self.world.db, &person.actor, &self.slug).await.unwrap();
        page.registration_box.standing.unwrap().state
    }

    fn path(&self, rest: &str) -> String {
        format!("/events/{}{rest}", self.slug)
    }
}

#[tokio::test]
async fn nobody_learns_anything_before_the_organisers_send() {
    let school = ChoosingSchool::with_seats("1").await;
    let people = school.candidates(&["Ada Lovelace", "Bo Martin", "Cléo Roux", "Dan Petit"]).await;
    let [ada, bo, cleo, dan] = &people[..] else { panic!("four") };
    let mail = school.world.last_mail_to(&ada.address).await;
    assert_eq!((mail.cause.as_str(), mail.calendar.is_none()), ("registration.applied", true));
    assert!(mail.body.contains("L’organisation choisit parmi les demandes"), "{}", mail.body);

    school.decides("accepted", &["Lovelace"]).await.unwrap();
    school.decides("waiting", &["Martin"]).await.unwrap();
    school.decides("declined", &["Roux"]).await.unwrap();
    let mails = school.world.mails().await.len();
    for person in &people {
        assert_eq!(school.state(person).await, RegistrationState::Requested);
        let page = person.get(&school.path("")).await;
        assert!(page.shows("demande") && !page.shows("décliner") && !page.shows("accepter"), "{}", page.words());
    }
    assert_eq!(school.world.mails().await.len(), mails);
    let pending = school.table(&AnswerQuery::default()).await.pending.unwrap();
    assert_eq!((pending.accepted, pending.waiting, pending.declined, pending.undecided), (1, 1, 1, 1));

    assert_eq!(school.sends().await, Ok(3));
    let states = [RegistrationState::Confirmed, RegistrationState::Waiting, RegistrationState::Declined, RegistrationState::Requested];
    for (person, state) in people.iter().zip(states) {
        assert_eq!(school.state(person).await, state);
    }
    let mail = school.world.last_mail_to(&ada.address).await;
    assert!(mail.calendar.is_some() && mail.body.contains("Bonjour Ada Lovelace") && mail.body.contains("est acceptée"), "{}", mail.body);
    assert!(mail.body.contains("/registrations/"), "the seat can be given back");
    assert!(school.world.last_mail_to(&bo.address).await.body.contains("liste d’attente"));
    let declined = school.world.last_mail_to(&cleo.address).await;
    assert_eq!((declined.cause.as_str(), declined.calendar.is_none()), ("registration.declined", true));
    assert_eq!(school.world.mails_to(&dan.address).await.len(), 1, "whoever is undecided hears nothing");
    assert_eq!(school.sends().await, Ok(0), "sent once");
    assert_eq!(school.world.mails().await.len(), mails + 3);
}

#[tokio::test]
async fn more_accepted_people_than_seats_are_refused_and_nothing_is_sent() {
    let school = ChoosingSchool::with_seats("2").await;
    let people = school.candidates(&["Ada Lovelace", "Bo Martin", "Cléo Roux"]).await;
    school.decides("accepted", &["Lovelace", "Martin", "Roux"]).await.unwrap();
    let mails = school.world.mails().await.len();
    assert_eq!(problem(school.sends().await), ("decisions".to_owned(), FieldProblem::SeatsLeft(2)));
    let page = school.claire.post(&school.path("/registrations/answers"), &[("act", "send")]).await;
    assert!(page.status == 422 && page.shows("Il ne reste que 2 places"), "{}", page.words());
    assert_eq!(school.world.mails().await.len(), mails);
    assert_eq!(school.state(&people[0]).await, RegistrationState::Requested);
    school.decides("none", &["Roux"]).await.unwrap();
    assert_eq!(school.sends().await, Ok(2));
    // A seat that is given back goes to nobody by itself: the organisers decide, also about those who wait or were declined.
    school.decides("declined", &["Roux"]).await.unwrap();
    school.sends().await.unwrap();
    registrations::withdraw(&school.world.db, RegistrationRef::Own(&people[0].actor, &school.slug)).await.unwrap();
    assert_eq!(school.state(&people[2]).await, RegistrationState::Declined);
    school.decides("accepted", &["Roux"]).await.unwrap();
    assert_eq!(school.sends().await, Ok(1));
    assert_eq!(school.state(&people[2]).await, RegistrationState::Confirmed);
    assert_eq!(school.decides("declined", &["Roux"]).await, Ok(0), "a seat that was given stays");
}

#[tokio::test]
async fn a_choice_that_would_be_overfull_stops_the_letters() {
    let school = ChoosingSchool::with_seats("9").await;
    let form = QuestionsInput {
        version: "0".to_owned(),
        act: "save".to_owned(),
        key: vec!["k0".to_owned()],
        kind: vec!["one_of".to_owned()],
        label: vec!["Atelier".to_owned()],
        choices: vec!["Rust | 1\nC++".to_owned()],
        ..QuestionsInput::default()
    };
    forms::edit(&school.world.db, &school.claire.actor, &school.slug, &form, Language::Fr).await.unwrap();
    for name in ["Ada Lovelace", "Bo Martin"] {
        let person = school.world.person(name).await;
        let answers = AnswersInput { shown: vec!["k0".to_owned()], values: vec![("k0".to_owned(), "Rust".to_owned())] };
        let input = RegistrationInput { answers, ..RegistrationInput::default() };
        let asked = registrations::register(&school.world.db, &person.actor, &school.slug, &input).await.unwrap();
        assert_eq!(asked.state, RegistrationState::Requested, "a request takes no place of a choice");
    }
    school.decides("accepted", &["Lovelace", "Martin"]).await.unwrap();
    assert_eq!(problem(school.sends().await), ("decisions".to_owned(), FieldProblem::ChoiceFull("Rust".to_owned())));
    school.decides("waiting", &["Martin"]).await.unwrap();
    assert_eq!(problem(school.sends().await).1, FieldProblem::ChoiceFull("Rust".to_owned()), "who waits holds it too");
    school.decides("declined", &["Martin"]).await.unwrap();
    assert_eq!(school.sends().await, Ok(2));
}

#[tokio::test]
async fn letters_are_the_events_own_and_name_the_person() {
    let school = ChoosingSchool::with_seats("5").await;
    let people = school.candidates(&["Ada Lovelace", "Bo *Martin*"]).await;
    let (db, actor) = (&school.world.db, &school.claire.actor);
    let path = school.path("/registrations/letters");
    assert!(school.claire.get(&path).await.shows("est acceptée : une place vous est réservée"));
    let wrong = LettersInput { accepted: "Cher {{prénom}}".to_owned(), ..LettersInput::default() };
    let refused = problem(registrations::edit_letters(db, actor, &school.slug, &wrong).await);
    assert_eq!(refused, ("accepted".to_owned(), FieldProblem::NotAMark("prénom".to_owned())));
    let own = LettersInput { accepted: "Bienvenue {{nom}} à **{{événement}}** !".to_owned(), ..LettersInput::default() };
    registrations::edit_letters(db, actor, &school.slug, &own).await.unwrap();
    let (_, stored) = registrations::letters(db, actor, &school.slug).await.unwrap();
    assert!(stored.accepted.starts_with("Bienvenue") && stored.declined.starts_with("Bonjour"), "an empty one is that of the program");

    school.decides("accepted", &["Lovelace"]).await.unwrap();
    school.decides("declined", &["*Martin*"]).await.unwrap();
    school.sends().await.unwrap();
    assert!(school.world.last_mail_to(&people[0].address).await.body.contains("Bienvenue Ada Lovelace à **École Rust** !"));
    assert!(school.world.last_mail_to(&people[1].address).await.body.contains("ne pouvons pas retenir la vôtre"));
    let bo = school.world.person("Zoé Aubry").await;
    assert_eq!(bo.get(&path).await.status, 404);
    assert_eq!(bo.post(&path, &[("accepted", "à moi")]).await.status, 404);
}

#[tokio::test]
async fn the_organisers_sort_filter_note_and_decide_in_bulk() {
    let school = ChoosingSchool::with_seats("5").await;
    school.candidates(&["Ada Lovelace", "Bo Martin", "Cléo Roux"]).await;
    let path = school.path("/registrations/answers");
    let (ada, bo) = (school.id("Lovelace").await, school.id("Martin").await);
    assert!(school.claire.get(&path).await.all("h1")[0].contains("Choisir parmi les demandes"));
    let nobody = school.claire.post(&path, &[("decision", "accepted")]).await;
    assert!(nobody.status == 422, "{}", nobody.words());
    let ticked = [("chosen", ada.as_str()), ("chosen", bo.as_str()), ("decision", "accepted")];
    let decided = school.claire.submit(&format!("{path}?q=o"), &ticked).await;
    assert!(decided.shows("Personne n’en sait rien avant l’envoi"), "{}", decided.words());
    assert_eq!(decided.attributes("#q", "value"), ["o"], "the filters stay");
    let accepted = school.table(&AnswerQuery { decision: "accepted".to_owned(), ..AnswerQuery::default() }).await;
    assert_eq!(accepted.rows.iter().map(|row| row.decision).collect::<Vec<_>>(), [Some(RegistrationDecision::Accepted); 2]);
    assert_eq!(school.table(&AnswerQuery { decision: "none".to_owned(), ..AnswerQuery::default() }).await.rows.len(), 1);

    let record = school.path(&format!("/registrations/{ada}"));
    let long = "Très motivée. ".repeat(500);
    let refused = school.claire.post(&record, &[("act", "note"), ("note", long.as_str())]).await;
    assert!(refused.status == 422 && refused.error_of("note").is_some() && refused.body.contains("Très motivée."), "{}", refused.words());
    assert_eq!(school.claire.post(&record, &[("act", "note"), ("note", "Vient du même laboratoire que Bo.")]).await.status, 303);
    assert!(school.claire.get(&path).await.shows("Vient du même laboratoire que Bo."));
    let person = school.world.person("Zoé Aubry").await;
    assert_eq!(person.post(&path, &ticked).await.status, 404);
    let other = school.world.network("cyb").await;
    let zoe = school.world.coordinator(&other, "Dan Petit").await;
    assert_eq!(zoe.post(&path, &[("act", "send")]).await.status, 404);
    // A key of another event decides nothing.
    let elsewhere = school.world.event(&zoe, "cyb", &tests::webinar("Cyber")).await;
    let input = DecisionInput { chosen: vec![ada], decision: "declined".to_owned() };
    assert_eq!(registrations::decide(&school.world.db, &zoe.actor, &elsewhere, &input).await, Ok(0));
}

#[tokio::test]
async fn a_guest_asks_withdraws_and_is_not_asked_about_again() {
    let school = ChoosingSchool::with_seats("5").await;
    let guest = school.world.guest();
    let identity = [("given_name", "Gaël"), ("family_name", "Le Bihan"), ("address", "gael@example.net"), ("organisation", "CNRS")];
    assert!(guest.get(&school.path("")).await.shows("Demander à participer"));
    assert!(guest.post(&school.path("/register"), &identity).await.shows("Confirmer ma demande"));
    let link = school.world.last_mail_to("gael@example.net").await.link("/registrations/");
    assert!(guest.get(&link).await.shows("Confirmer ma demande"));
    let page = guest.submit(&link, &[("act", "confirm")]).await;
    assert_eq!(page.all("h1"), ["Votre demande est enregistrée"]);
    assert!(page.shows("Votre demande sera retirée"), "{}", page.words());
    guest.post(&link, &[("act", "withdraw")]).await;
    let again = guest.submit(&link, &[("act", "confirm")]).await;
    assert_eq!(again.all("h1"), ["Votre demande est enregistrée"]);

    school.decides("declined", &["Le Bihan"]).await.unwrap();
    school.sends().await.unwrap();
    let declined = guest.submit(&link, &[("act", "confirm")]).await;
    assert_eq!(declined.all("h1"), ["Votre demande n’a pas été retenue"]);
    assert!(declined.all("button[name=act]").is_empty());
    // The form says the same to everybody, and the mail leads to the answer.
    assert!(guest.post(&school.path("/register"), &identity).await.shows("Consultez votre messagerie"));
    let row = school.table(&AnswerQuery { state: "declined".to_owned(), ..AnswerQuery::default() }).await;
    assert_eq!(row.rows.len(), 1);
    let ada = school.world.person("Ada Lovelace").await;
    school.applies(&ada).await;
    school.decides("declined", &["Lovelace"]).await.unwrap();
    school.sends().await.unwrap();
    assert_eq!(school.applies(&ada).await, RegistrationState::Declined);
    assert!(ada.get(&school.path("")).await.shows("demande déclinée"));
}

#[tokio::test]
async fn a_request_is_no_seat_and_ends_with_the_person() {
    let school = ChoosingSchool::with_seats("1").await;
    let people = school.candidates(&["Ada Lovelace", "Bo Martin"]).await;
    let page = events::page(&school.world.db, &people[0].actor, &school.slug).await.unwrap();
    assert_eq!((page.seats_taken.confirmed(), page.registration.has_seat()), (0, false));
    let space = dashboard::dashboard(&school.world.db, &people[0].actor).await.unwrap();
    assert_eq!((space.events.len(), space.queues.len()), (0, 1), "she waits for an answer");
    // Someone whom the organisers enter by hand has a seat at once.
    let input = AddInput {
        given_name: "Zoé".to_owned(),
        family_name: "Aubry".to_owned(),
        address: "zoe@example.net".to_owned(),
        ..AddInput::default()
    };
    let added = registrations::add(&school.world.db, &school.claire.actor, &school.slug, &input).await.unwrap();
    assert_eq!(added.state, RegistrationState::Confirmed);
    school.decides("accepted", &["Martin"]).await.unwrap();
    assert_eq!(problem(school.sends().await).1, FieldProblem::SeatsLeft(0));
    domain::privacy::erase(&school.world.db, &people[1].actor, &people[1].address).await.unwrap();
    assert_eq!(school.sends().await, Ok(0), "whoever is gone is decided no more");
    school.world.advance(Duration::days(5));
    assert_eq!(school.sends().await, Err(Error::Closed));
}

#[tokio::test]
async fn two_organisers_send_at_once_and_each_letter_leaves_once() {
    let school = ChoosingSchool::with_seats("5").await;
    let names: Vec<String> = (0..10).map(|number| format!("Personne Numéro{number}")).collect();
    school.candidates(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let family: Vec<String> = (0..10).map(|number| format!("Numéro{number}")).collect();
    let family: Vec<&str> = family.iter().map(String::as_str).collect();
    school.decides("accepted", &family[..5]).await.unwrap();
    school.decides("declined", &family[5..]).await.unwrap();
    let mails = school.world.mails().await.len();
    let (one, two) = tokio::join!(school.sends(), school.sends());
    assert_eq!(one.unwrap() + two.unwrap(), 10);
    assert_eq!(school.world.mails().await.len(), mails + 10);
}
