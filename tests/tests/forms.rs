//! Forms that a coordinator composes: RI3's school asks about workshops, meals and nights.

use domain::attendance::{self, AttendanceInput};
use domain::enums::RegistrationState;
use domain::events::{self, EventInput};
use domain::forms::{self, AnswersInput, QuestionsInput};
use domain::registrations::{self, AnswerQuery, AnswerTable, ParticipantQuery, RegistrationInput};
use domain::{Error, FieldError, FieldProblem, Language, privacy};
use tests::{Answer, Duration, TestUser, World};

/// A question as it is typed: its kind, its text, its choices, the condition, whether an answer is required.
type Typed<'a> = (&'a str, &'a str, &'a str, &'a str, bool);

const WORKSHOP: Typed = ("one_of", "Atelier", "Rust | 2\nC++ moderne", "", true);
const SLEEPS: Typed = ("yes_no", "Dormez-vous sur place ?", "", "", true);
const DIET: Typed = ("several_of", "Régime", "Végétarien\nSans gluten", "", false);

struct FormSchool {
    world: World,
    claire: TestUser,
    slug: String,
}

/// The form of the page, with keys `k0`, `k1`…
fn typed(version: i64, questions: &[Typed]) -> QuestionsInput {
    let mut input = QuestionsInput { version: version.to_string(), act: "save".to_owned(), ..QuestionsInput::default() };
    for (row, (kind, label, choices, condition, required)) in questions.iter().enumerate() {
        input.key.push(format!("k{row}"));
        input.kind.push((*kind).to_owned());
        input.label.push((*label).to_owned());
        input.choices.push((*choices).to_owned());
        input.condition.push((*condition).to_owned());
        if *required {
            input.required.push(row.to_string());
        }
    }
    input
}

pub(crate) fn problems(error: Error) -> Vec<(String, FieldProblem)> {
    match error {
        Error::Invalid(errors) => errors.into_iter().map(|FieldError { field, problem }| (field, problem)).collect(),
        other => panic!("{other}"),
    }
}

fn answers(given: &[(&str, &str)]) -> AnswersInput {
    let mut fields: Vec<(String, String)> = given.iter().map(|(key, value)| (format!("q-{key}"), (*value).to_owned())).collect();
    fields.extend((0..20).map(|row| ("shown".to_owned(), format!("k{row}"))));
    AnswersInput::of_fields(fields)
}

impl FormSchool {
    async fn asking(questions: &[Typed<'_>]) -> Self {
        let world = World::new().await;
        let ri3 = world.network("ri3").await;
        let claire = world.coordinator(&ri3, "Claire Fontaine").await;
        let input = EventInput {
            kind: "school".to_owned(),
            mode: "on_site".to_owned(),
            place: "Toulouse".to_owned(),
            seats_on_site: "3".to_owned(),
            ..tests::webinar("École Rust")
        };
        let slug = world.event(&claire, "ri3", &input).await;
        let school = Self { world, claire, slug };
        if !questions.is_empty() {
            school.composes(0, questions).await.unwrap();
        }
        school
    }

    async fn composes(&self, version: i64, questions: &[Typed<'_>]) -> Result<(), Error> {
        forms::edit(&self.world.db, &self.claire.actor, &self.slug, &typed(version, questions), Language::Fr).await
    }

    async fn registers(&self, person: &TestUser, given: &[(&str, &str)]) -> Result<RegistrationState, Error> {
        let input = RegistrationInput { answers: answers(given), ..RegistrationInput::default() };
        registrations::register(&self.world.db, &person.actor, &self.slug, &input).await.map(|standing| standing.state)
    }

    async fn table(&self, query: &AnswerQuery) -> AnswerTable {
        registrations::answer_table(&self.world.db, &self.claire.actor, &self.slug, query).await.unwrap()
    }

    /// The stored answers of everybody, by family name.
    async fn stored(&self) -> Vec<(String, Vec<String>)> {
        let rows = self.table(&AnswerQuery::default()).await.rows;
        rows.into_iter().map(|row| (row.family_name, row.cells.into_iter().map(|values| values.join("+")).collect())).collect()
    }

    async fn count(&self, table: &'static str) -> i64 {
        let mut tx = self.world.db.read().await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"))).fetch_one(&mut *tx).await.unwrap()
    }

    fn path(&self, rest: &str) -> String {
        format!("/events/{}{rest}", self.slug)
    }
}

#[tokio::test]
async fn a_coordinator_composes_a_form_without_a_script() {
    let school = FormSchool::asking(&[]).await;
    let claire = &school.claire;
    let path = school.path("/form");
    assert_eq!(claire.get(&school.path("")).await.attributes("a[href$='/form']", "href"), [path.as_str()]);
    let row = |kind: &'static str, label: &'static str, choices: &'static str| {
        [("key", ""), ("kind", kind), ("label", label), ("hint", ""), ("choices", choices), ("condition", ""), ("kept_days", "")]
    };
    // One question, then one more that depends on it.
    let mut fields = vec![("version", "0"), ("act", "add")];
    fields.extend(row("yes_no", "Dormez-vous sur place ?", ""));
    let page = claire.post(&path, &fields).await;
    assert_eq!(page.attributes("input[name=label]", "value"), ["Dormez-vous sur place ?", ""]);
    let key = page.attributes("input[name=key]", "value").remove(0);
    let offered = page.attributes("select#condition-1 option", "value");
    assert_eq!(offered, [String::new(), format!("{key}|yes"), format!("{key}|no")]);
    assert!(page.shows("Si « Dormez-vous sur place ? » : oui"));
    // Ready-made questions are below, and move.
    let mut fields = vec![("version", "0"), ("act", "ready"), ("ready", "motivation")];
    fields.extend(row("yes_no", "Dormez-vous sur place ?", ""));
    let page = claire.post(&path, &fields).await;
    assert_eq!(page.attributes("input[name=label]", "value").len(), 3);
    let mut fields = vec![("version", "0"), ("act", "up-1"), ("required", "1")];
    fields.extend(row("yes_no", "Un", ""));
    fields.extend(row("date", "Deux", ""));
    let page = claire.post(&path, &fields).await;
    assert_eq!(page.attributes("input[name=label]", "value")[..2], ["Deux", "Un"]);
    assert_eq!(page.attributes("input[name=required][checked]", "value"), ["0"], "the box goes with its row");
    assert_eq!(claire.post(&path, &fields).await.status, 200, "nothing is stored before it is saved");
    assert_eq!(school.count("question").await, 0);

    fields[1] = ("act", "save");
    let saved = claire.submit(&path, &fields).await;
    assert!(saved.shows("Les questions sont enregistrées"), "{}", saved.words());
    assert_eq!(school.count("question").await, 2);
    let stale = claire.post(&path, &fields).await;
    assert_eq!(stale.status, 409, "somebody else saved meanwhile");
    assert_eq!(stale.attributes("input[name=label]", "value")[..2], ["Un", "Deux"]);
}

#[tokio::test]
async fn a_form_that_cannot_be_asked_is_refused_beside_the_field() {
    let school = FormSchool::asking(&[]).await;
    let refused = async |questions: &[Typed<'_>]| problems(school.composes(0, questions).await.unwrap_err());
    let field = |name: &str, problem: FieldProblem| vec![(name.to_owned(), problem)];
    assert_eq!(refused(&[("one_of", "Atelier", "", "", false)]).await, field("choices-0", FieldProblem::Required));
    let twice = FieldProblem::ChoiceTwice("Rust".to_owned());
    assert_eq!(refused(&[("one_of", "Atelier", "Rust\nRust | 3", "", false)]).await, field("choices-0", twice));
    assert_eq!(refused(&[("one_of", "Atelier", "Rust | douze", "", false)]).await, field("choices-0", FieldProblem::NotACount(100_000)));
    assert_eq!(refused(&[("telepathy", "Atelier", "", "", false)]).await, field("kind-0", FieldProblem::NotAChoice));
    // A circle: each depends on the other.
    let circle: [Typed; 2] = [("yes_no", "A", "", "k1|yes", false), ("yes_no", "B", "", "k0|yes", false)];
    assert_eq!(refused(&circle).await, field("condition-0", FieldProblem::ConditionLater));
    assert_eq!(refused(&[WORKSHOP, ("date", "Jour", "", "k0|Cobol", false)]).await, field("condition-1", FieldProblem::ConditionGone));
    // Participants would wait for an answer that the organisers alone give.
    let mut hidden = typed(0, &[SLEEPS, ("date", "Jour", "", "k0|yes", false)]);
    hidden.organisers_only.push("0".to_owned());
    let stored = forms::edit(&school.world.db, &school.claire.actor, &school.slug, &hidden, Language::Fr).await;
    assert_eq!(problems(stored.unwrap_err()), field("condition-1", FieldProblem::ConditionGone));
    let many = vec![("short_text", "Encore", "", "", false); 200];
    assert_eq!(refused(&many).await, field("label-100", FieldProblem::TooMany(100)));
    assert_eq!(school.count("form").await, 0);

    let bo = school.world.person("Bo Martin").await;
    assert!(matches!(forms::editor(&school.world.db, &bo.actor, &school.slug).await, Err(Error::Forbidden)));
    let by_bo = forms::edit(&school.world.db, &bo.actor, &school.slug, &typed(0, &[WORKSHOP]), Language::Fr).await;
    assert_eq!(by_bo, Err(Error::Forbidden));
}

#[tokio::test]
async fn a_member_answers_and_is_asked_again_without_a_script() {
    let nights: Typed = ("several_of", "Quelles nuits ?", "Lundi\nMardi", "k0|yes", true);
    let school = FormSchool::asking(&[SLEEPS, nights, DIET]).await;
    let ada = school.world.person("Ada Lovelace").await;
    let path = school.path("/register");
    assert_eq!(
        ada.get(&school.path("")).await.attributes(".button[href$='/register']", "href"),
        [path.as_str()],
        "no click without answers"
    );
    let page = ada.get(&path).await;
    let hidden = |page: &Answer| page.attributes("fieldset[data-condition]", "disabled").len();
    assert_eq!(hidden(&page), 1);

    let missing = ada.post(&path, &[("shown", "k0"), ("shown", "k2")]).await;
    assert_eq!((missing.status.as_u16(), missing.error_of("q-k0")), (422, Some("Cette réponse est nécessaire.".to_owned())));
    let asked = ada.post(&path, &[("shown", "k0"), ("q-k0", "yes"), ("shown", "k2"), ("q-k2", "Végétarien")]).await;
    assert_eq!((asked.status.as_u16(), hidden(&asked)), (422, 0), "the nights are asked now");
    assert!(asked.error_of("q-k1").is_some());
    assert_eq!(asked.attributes("input[name='q-k2'][checked]", "value"), ["Végétarien"], "what was chosen is kept");
    let done = ada
        .submit(&path, &[("q-k0", "yes"), ("shown", "k1"), ("q-k1", "Mardi"), ("q-k1", "Lundi"), ("shown", "k2"), ("q-k2", "Végétarien")]);
    assert!(done.await.shows("Votre inscription est confirmée"));
    assert_eq!(school.stored().await, [("Lovelace".to_owned(), vec!["yes".into(), "Lundi+Mardi".into(), "Végétarien".into()])]);

    // She changes her mind; the answer that is no longer asked goes.
    let page = ada.get(&path).await;
    assert_eq!(page.attributes("input[name='q-k1'][checked]", "value"), ["Lundi", "Mardi"]);
    let changed = ada.submit(&school.path("/answers"), &[("q-k0", "no"), ("shown", "k2")]).await;
    assert!(changed.shows("Vos réponses sont enregistrées"), "{}", changed.words());
    assert_eq!(school.stored().await, [("Lovelace".to_owned(), vec!["no".into(), String::new(), String::new()])]);
    let refused = ada.post(&school.path("/answers"), &[("q-k0", "yes"), ("shown", "k1"), ("q-k1", "Jeudi"), ("shown", "k2")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_of("q-k1").is_some(), "{}", refused.words());
}

#[tokio::test]
async fn a_guest_answers_before_and_after_proving_an_address() {
    let school = FormSchool::asking(&[WORKSHOP, DIET]).await;
    let guest = school.world.guest();
    let path = school.path("/register");
    let identity = [("given_name", "Gaël"), ("family_name", "Le Bihan"), ("address", "gael@example.net"), ("organisation", "CNRS")];
    let both = |more: &[(&'static str, &'static str)]| [identity.as_slice(), more].concat();
    let page = guest.post(&path, &both(&[("shown", "k0"), ("shown", "k1")])).await;
    assert_eq!((page.status.as_u16(), page.value_of("given_name")), (422, Some("Gaël".to_owned())));
    assert!(page.error_of("q-k0").is_some());
    let sent = guest.post(&path, &both(&[("q-k0", "Rust"), ("shown", "k1")])).await;
    assert!(sent.shows("Consultez votre messagerie"), "{}", sent.words());

    // Meanwhile others take the workshop: the link asks again, and loses nothing.
    let (ada, bo) = (school.world.person("Ada Lovelace").await, school.world.person("Bo Martin").await);
    for person in [&ada, &bo] {
        assert_eq!(school.registers(person, &[("k0", "Rust")]).await, Ok(RegistrationState::Confirmed));
    }
    let link = school.world.last_mail_to("gael@example.net").await.link("/registrations/");
    let page = guest.get(&link).await;
    assert!(page.attributes("input[name='q-k0'][value=Rust]", "checked").len() == 1 && page.shows("complet"), "{}", page.words());
    let full = guest.post(&link, &[("act", "confirm"), ("q-k0", "Rust"), ("shown", "k1")]).await;
    assert_eq!(full.status, 422);
    assert_eq!(full.error_of("q-k0").as_deref(), Some("« Rust » est complet : choisissez autre chose."));
    // So does a page that was opened before the event had questions.
    assert_eq!(guest.post(&link, &[("act", "confirm")]).await.status, 422);
    let done = guest.submit(&link, &[("act", "confirm"), ("q-k0", "C++ moderne"), ("shown", "k1"), ("q-k1", "Sans gluten")]).await;
    assert!(done.shows("C’est fait"), "{}", done.words());
    let changed = guest.submit(&link, &[("act", "answers"), ("q-k0", "C++ moderne"), ("shown", "k1"), ("q-k1", "Végétarien")]).await;
    assert!(changed.shows("Vos réponses sont enregistrées"), "{}", changed.words());
    let stored = school.stored().await;
    assert!(stored.contains(&("Le Bihan".to_owned(), vec!["C++ moderne".into(), "Végétarien".into()])), "{stored:?}");
}

#[tokio::test]
async fn the_last_place_of_a_choice_goes_to_one_of_a_hundred() {
    let school = FormSchool::asking(&[("one_of", "Atelier", "Rust | 12\nC++", "", true)]).await;
    let mut people = Vec::new();
    for number in 0..100 {
        people.push(school.world.person(&format!("Personne Numéro{number}")).await);
    }
    let mut all = tokio::task::JoinSet::new();
    for person in &people {
        let (db, user, slug) = (school.world.db.clone(), person.actor.clone(), school.slug.clone());
        let input = RegistrationInput { answers: answers(&[("k0", "Rust")]), ..RegistrationInput::default() };
        all.spawn(async move { registrations::register(&db, &user, &slug, &input).await });
    }
    let results = all.join_all().await;
    let full = FieldProblem::ChoiceFull("Rust".to_owned());
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 12);
    for refused in results.into_iter().filter_map(Result::err) {
        assert_eq!(problems(refused), [("q-k0".to_owned(), full.clone())]);
    }
    // Three have a seat, nine wait: all of them hold their place in the workshop. One who leaves gives it back.
    let table = school.table(&AnswerQuery::default()).await;
    assert_eq!((table.rows.len(), table.totals[0].count, table.totals[0].seats), (12, 12, Some(12)));
    let leaver = table.rows[0].id.clone();
    registrations::remove(&school.world.db, &school.claire.actor, &school.slug, &leaver).await.unwrap();
    let late = school.world.person("Zoé Aubry").await;
    assert_eq!(school.registers(&late, &[("k0", "Rust")]).await, Ok(RegistrationState::Waiting));
    // Whoever keeps a choice is not refused it.
    let own = registrations::RegistrationRef::Own(&late.actor, &school.slug);
    let again = registrations::change_answers(&school.world.db, own, &answers(&[("k0", "Rust")])).await;
    assert_eq!(again, Ok(()));
}

#[tokio::test]
async fn an_answer_keeps_the_question_that_it_answered() {
    let school = FormSchool::asking(&[WORKSHOP, DIET]).await;
    // Nobody has answered: the questions are replaced.
    school.composes(1, &[WORKSHOP, ("several_of", "Régime alimentaire", "Végétarien\nVégan", "", false)]).await.unwrap();
    assert_eq!(school.count("question").await, 2);
    let (ada, bo) = (school.world.person("Ada Lovelace").await, school.world.person("Bo Martin").await);
    school.registers(&ada, &[("k0", "Rust"), ("k1", "Végan")]).await.unwrap();
    // The same again changes nothing.
    school.composes(2, &[WORKSHOP, ("several_of", "Régime alimentaire", "Végétarien\nVégan", "", false)]).await.unwrap();
    assert_eq!(school.count("question").await, 2);
    // A choice that was answered is removed, and the diet is no longer asked.
    school.composes(2, &[("one_of", "Atelier du matin", "C++ moderne\nPython", "", true)]).await.unwrap();
    assert_eq!(school.count("question").await, 3);
    school.registers(&bo, &[("k0", "Python")]).await.unwrap();
    let table = school.table(&AnswerQuery::default()).await;
    let columns: Vec<(&str, bool)> = table.columns.iter().map(|column| (column.label.as_str(), column.is_former)).collect();
    assert_eq!(columns, [("Atelier du matin", false), ("Régime alimentaire", true)]);
    assert_eq!(table.columns[0].values, ["C++ moderne", "Python", "Rust"], "also what is no longer offered");
    let page = school.claire.get(&school.path("/registrations/answers")).await;
    assert!(page.shows("Régime alimentaire (ancienne question)") && page.shows("Rust"), "{}", page.words());
    let id = table.rows.iter().find(|row| row.family_name == "Lovelace").unwrap().id.clone();
    let record = school.claire.get(&school.path(&format!("/registrations/{id}"))).await;
    assert_eq!(record.all("dl.answers dt"), ["Atelier", "Régime alimentaire"], "as it was when she answered");
    // She answers the new question: her old answer to it goes, that to the former one stays.
    let own = registrations::RegistrationRef::Own(&ada.actor, &school.slug);
    registrations::change_answers(&school.world.db, own, &answers(&[("k0", "Python")])).await.unwrap();
    assert!(school.stored().await.contains(&("Lovelace".to_owned(), vec!["Python".into(), "Végan".into()])));
}

#[tokio::test]
async fn the_organisers_filter_sort_export_and_correct() {
    let room: Typed = ("number", "Chambre", "", "", false);
    let school = FormSchool::asking(&[WORKSHOP, DIET]).await;
    let mut with_room = typed(1, &[WORKSHOP, DIET, room]);
    with_room.organisers_only.push("2".to_owned());
    forms::edit(&school.world.db, &school.claire.actor, &school.slug, &with_room, Language::Fr).await.unwrap();
    let (ada, bo, cleo) =
        (school.world.person("Ada Lovelace").await, school.world.person("Bo Martin").await, school.world.person("Cléo Roux").await);
    school.registers(&ada, &[("k0", "Rust"), ("k1", "Végétarien"), ("k2", "12")]).await.unwrap();
    school.registers(&bo, &[("k0", "C++ moderne"), ("k1", "Végétarien"), ("k1", "Sans gluten")]).await.unwrap();
    school.registers(&cleo, &[("k0", "Rust")]).await.unwrap();
    assert!(!ada.get(&school.path("/register")).await.shows("Chambre"), "the organisers alone");
    assert_eq!(school.stored().await[0].1[2], "", "and nobody answers it in their place");

    let names = async |answer: &str, sort: &str| {
        let query = AnswerQuery { answer: answer.to_owned(), sort: sort.to_owned(), ..AnswerQuery::default() };
        school.table(&query).await.rows.into_iter().map(|row| row.family_name).collect::<Vec<_>>()
    };
    assert_eq!(names("k1|Végétarien", "").await, ["Lovelace", "Martin"]);
    assert_eq!(names("k1|", "").await, ["Roux"], "who gave no answer");
    assert_eq!(names("", "k0").await, ["Martin", "Lovelace", "Roux"]);
    let page = school.claire.get(&school.path("/registrations/answers")).await;
    assert!(page.shows("Végétarien : 2") && page.shows("Rust : 2 / 2"), "{}", page.words());

    let id = school.table(&AnswerQuery::default()).await.rows[0].id.clone();
    let record = school.path(&format!("/registrations/{id}"));
    let shown = [("shown", "k0"), ("shown", "k1"), ("shown", "k2")];
    let corrected =
        school.claire.post(&record, &[shown.as_slice(), &[("act", "answers"), ("q-k0", "Rust"), ("q-k2", "214")]].concat()).await;
    assert_eq!(corrected.status, 303, "{}", corrected.words());
    // Her own changes leave it.
    ada.post(&school.path("/answers"), &[("shown", "k0"), ("q-k0", "Rust"), ("shown", "k1"), ("q-k1", "Sans gluten")]).await;
    assert_eq!(school.stored().await[0].1, ["Rust", "Sans gluten", "214"]);
    let wrong = school.claire.post(&record, &[("act", "answers"), ("q-k0", "Rust"), ("shown", "k1"), ("q-k2", "beaucoup")]).await;
    assert!(wrong.status == 422 && wrong.error_of("q-k2").is_some());

    let csv = school.claire.get(&school.path("/registrations.csv")).await.body;
    assert!(csv.lines().next().unwrap().ends_with("Atelier;Régime;Chambre"), "{csv}");
    assert!(csv.contains("Végétarien | Sans gluten"), "{csv}");
    assert_eq!(bo.get(&school.path("/registrations/answers")).await.status, 404);
    assert_eq!(bo.post(&record, &[("act", "answers")]).await.status, 404);
}

#[tokio::test]
async fn answers_go_with_their_time_with_a_person_and_with_a_request() {
    let mut kept = typed(0, &[WORKSHOP, DIET]);
    kept.kept_days = vec![String::new(), "30".to_owned()];
    let school = FormSchool::asking(&[]).await;
    forms::edit(&school.world.db, &school.claire.actor, &school.slug, &kept, Language::Fr).await.unwrap();
    let (ada, bo) = (school.world.person("Ada Lovelace").await, school.world.person("Bo Martin").await);
    school.registers(&ada, &[("k0", "Rust"), ("k1", "Végétarien")]).await.unwrap();
    school.registers(&bo, &[("k0", "C++ moderne"), ("k1", "Sans gluten")]).await.unwrap();
    let guest = school.world.guest();
    let form = [("given_name", "Gaël"), ("family_name", "Le Bihan"), ("address", "gael@example.net"), ("q-k0", "Rust"), ("shown", "k1")];
    guest.post(&school.path("/register"), &form).await;
    assert_eq!(school.count("answer").await, 5);
    let data = privacy::json(&school.world.db, &ada.actor, Language::Fr).await.unwrap();
    assert!(data.contains("registration_answers") && data.contains("Végétarien"), "what is held is shown");

    school.world.advance(Duration::days(2));
    registrations::delete_unconfirmed(&school.world.db).await.unwrap();
    assert_eq!(school.count("answer").await, 4, "a request that nobody confirmed");
    privacy::erase(&school.world.db, &bo.actor, &bo.address).await.unwrap();
    assert_eq!(school.count("answer").await, 2);
    school.world.advance(Duration::days(31));
    let purge = || domain::administration::purge(&school.world.db, &domain::policy::Actor::System);
    purge().await.unwrap();
    assert_eq!(school.count("answer").await, 2, "29 days after the school");
    school.world.advance(Duration::days(2));
    purge().await.unwrap();
    assert_eq!(school.stored().await, [("Lovelace".to_owned(), vec!["Rust".into(), String::new()])]);
}

#[tokio::test]
async fn a_form_is_taken_over_by_the_next_event() {
    let nights: Typed = ("date", "Quelle nuit ?", "", "k0|yes", true);
    let school = FormSchool::asking(&[SLEEPS, nights]).await;
    let (db, actor) = (&school.world.db, &school.claire.actor);
    let copy = events::duplicate(db, actor, &school.slug).await.unwrap();
    assert_eq!(forms::editor(db, actor, &copy).await.unwrap().rows.len(), 2, "a copy has it");
    assert!(events::remove(db, actor, &copy).await.is_ok(), "and a draft goes with its form");

    let next = school.world.event(&school.claire, "ri3", &tests::webinar("École C++")).await;
    let page = school.claire.get(&format!("/events/{next}/form")).await;
    assert_eq!(page.attributes("select#from option", "value"), [school.slug.as_str()]);
    let reuse = QuestionsInput { act: "reuse".to_owned(), from: school.slug.clone(), ..QuestionsInput::default() };
    let editor = forms::typed(db, actor, &next, &reuse, Language::Fr).await.unwrap();
    assert_ne!(editor.rows[0].key, "k0", "they are other questions");
    assert_eq!(editor.rows[1].condition, format!("{}|yes", editor.rows[0].key));
    let other = school.world.network("cyb").await;
    let zoe = school.world.coordinator(&other, "Zoé Aubry").await;
    let elsewhere = school.world.event(&zoe, "cyb", &tests::webinar("Cyber")).await;
    assert!(forms::typed(db, &zoe.actor, &elsewhere, &reuse, Language::Fr).await.unwrap().rows.is_empty(), "a form of others stays theirs");
}

#[tokio::test]
async fn whoever_is_entered_by_hand_answers_by_the_link() {
    let school = FormSchool::asking(&[WORKSHOP]).await;
    let ada = school.world.person("Ada Lovelace").await;
    school.registers(&ada, &[("k0", "Rust")]).await.unwrap();
    registrations::withdraw(&school.world.db, registrations::RegistrationRef::Own(&ada.actor, &school.slug)).await.unwrap();
    let input = registrations::AddInput {
        given_name: "Ada".to_owned(),
        family_name: "Lovelace".to_owned(),
        address: ada.address.clone(),
        ..registrations::AddInput::default()
    };
    registrations::add(&school.world.db, &school.claire.actor, &school.slug, &input).await.unwrap();
    assert_eq!(school.stored().await, [("Lovelace".to_owned(), vec![String::new()])], "nobody chose for her");
    let link = school.world.last_mail_to(&ada.address).await.link("/registrations/");
    let answered = school.world.guest().submit(&link, &[("act", "answers"), ("q-k0", "Rust")]).await;
    assert!(answered.shows("Vos réponses sont enregistrées"), "{}", answered.words());
    // Presence is marked as before.
    school.world.advance(Duration::days(5));
    let list = registrations::list(&school.world.db, &school.claire.actor, &school.slug, &ParticipantQuery::default()).await.unwrap();
    let mark = AttendanceInput { shown: vec![format!("{} -", list.participants[0].id)], ..AttendanceInput::default() };
    assert!(attendance::mark(&school.world.db, &school.claire.actor, &school.slug, &mark).await.is_ok());
}
