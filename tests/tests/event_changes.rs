//! Changes of dates: their effects on the programme, the address and the participants of an event. Then the acts that a past event allows.

use domain::Error;
use domain::events::{self, EventInput, ProgrammeInput};
use tests::{Duration, TestUser, World};

/// A school from Monday 30 November to Friday 4 December, ten days after the start of every story, with one talk a day.
struct School {
    world: World,
    claire: TestUser,
    slug: String,
}

const DAYS: [&str; 5] = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"];

fn school() -> EventInput {
    let text = str::to_owned;
    EventInput {
        kind: text("school"),
        starts_date: text(DAYS[0]),
        starts_time: text("09:00"),
        ends_date: text(DAYS[4]),
        ends_time: text("16:00"),
        mode: text("on_site"),
        place: text("Toulouse"),
        ..tests::webinar("École Rust")
    }
}

fn school_of(first: &str, last: &str) -> EventInput {
    EventInput { starts_date: first.to_owned(), ends_date: last.to_owned(), ..school() }
}

impl School {
    async fn new() -> Self {
        let world = World::new().await;
        let sil = world.network("sil").await;
        let claire = world.coordinator(&sil, "Claire Fontaine").await;
        let slug = world.event(&claire, "sil", &school()).await;
        let programme = ProgrammeInput {
            version: events::form(&world.db, &claire.actor, &slug).await.unwrap().version,
            title: (1..=5).map(|day| format!("Cours {day}")).collect(),
            day: DAYS.map(str::to_owned).to_vec(),
            time: vec!["09:30".to_owned(); 5],
            ..ProgrammeInput::default()
        };
        events::set_programme(&world.db, &claire.actor, &slug, &programme).await.unwrap();
        Self { world, claire, slug }
    }

    fn path(&self, rest: &str) -> String {
        format!("/events/{}{rest}", self.slug)
    }

    /// Saves the form of the event with other days.
    async fn moves(&self, first: &str, last: &str) -> tests::Answer {
        let mut input = events::form(&self.world.db, &self.claire.actor, &self.slug).await.unwrap();
        (input.starts_date, input.ends_date) = (first.to_owned(), last.to_owned());
        let value = serde_json::to_value(&input).unwrap();
        let pairs: Vec<(&str, &str)> =
            value.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
        self.claire.post(&self.path("/edit"), &pairs).await
    }

    /// The stored starts of the talks.
    async fn starts(&self) -> Vec<String> {
        let talks = events::page(&self.world.db, &self.claire.actor, &self.slug).await.unwrap().talks;
        talks.into_iter().map(|talk| talk.starts_local).collect()
    }

    /// Opens the form of the programme and saves it unchanged, as a browser does.
    async fn saves_the_programme_as_it_stands(&self) -> tests::Answer {
        self.saves_the_programme_with(None).await
    }

    /// The same with a title and a time in the first empty row.
    async fn saves_the_programme_with(&self, talk: Option<(&str, &str)>) -> tests::Answer {
        let page = self.claire.get(&self.path("/programme")).await;
        let fields = ["title", "time", "minutes", "session", "speakers"];
        let mut columns = fields.map(|name| (name, page.attributes(&format!("input[name={name}]"), "value")));
        if let Some((title, time)) = talk {
            let row = columns[0].1.iter().position(String::is_empty).unwrap();
            (columns[0].1[row], columns[1].1[row]) = (title.to_owned(), time.to_owned());
        }
        let rows = columns[0].1.len();
        let days: Vec<String> = (0..rows)
            .map(|row| {
                let chosen = page.attributes(&format!("#day-{row} option[selected]"), "value");
                // A browser sends the first choice if none is selected.
                chosen
                    .into_iter()
                    .next()
                    .or_else(|| page.attributes(&format!("#day-{row} option"), "value").into_iter().next())
                    .unwrap_or_default()
            })
            .collect();
        let version = page.value_of("version").unwrap();
        let mut pairs: Vec<(&str, &str)> = vec![("version", &version), ("act", "save")];
        for (name, values) in &columns {
            pairs.extend(values.iter().map(|value| (*name, value.as_str())));
        }
        pairs.extend(days.iter().map(|day| ("day", day.as_str())));
        self.claire.post(&self.path("/programme"), &pairs).await
    }
}

fn at(days: &[&str]) -> Vec<String> {
    days.iter().map(|day| format!("{day}T09:30")).collect()
}

#[tokio::test]
async fn talks_move_with_their_event_and_stay_when_the_programme_is_saved() {
    let school = School::new().await;
    let later = ["2026-12-07", "2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11"];
    let saved = school.moves(later[0], later[4]).await;
    assert_eq!(saved.location(), school.path("?done=talks-moved"));
    assert!(school.claire.get(saved.location()).await.shows("se déplacent avec l’événement, du même nombre de jours"));
    assert_eq!(school.starts().await, at(&later));
    assert_eq!(school.saves_the_programme_as_it_stands().await.status, 303);
    assert_eq!(school.starts().await, at(&later), "each talk on its own day");

    // The end stays and the school starts a day earlier: its talks keep their days.
    assert_eq!(school.moves("2026-12-06", later[4]).await.location(), school.path("?done=saved"));
    assert_eq!(school.starts().await, at(&later));
}

#[tokio::test]
async fn an_event_that_shrinks_or_grows_at_both_ends_keeps_its_talks() {
    let school = School::new().await;
    assert_eq!(school.moves(DAYS[1], DAYS[3]).await.location(), school.path("?done=saved"));
    assert_eq!(school.starts().await, at(&DAYS), "three days of the five: each talk on its own day");
    assert_eq!(school.moves("2026-11-29", "2026-12-05").await.location(), school.path("?done=saved"));
    assert_eq!(school.starts().await, at(&DAYS));
    // Both ends change: the talks move.
    assert_eq!(school.moves("2026-11-30", "2026-12-04").await.location(), school.path("?done=saved"));
    assert_eq!(school.moves("2026-12-02", "2026-12-06").await.location(), school.path("?done=talks-moved"));
    assert_eq!(school.starts().await[0], "2026-12-02T09:30");
}

#[tokio::test]
async fn a_talk_outside_the_days_of_its_event_stays_and_says_so() {
    let school = School::new().await;
    school.moves(DAYS[0], DAYS[2]).await;
    assert_eq!(school.starts().await, at(&DAYS), "nothing is moved in silence");
    let page = school.world.guest().get(&school.path("")).await;
    let outside: Vec<String> = page.all(".half-day").into_iter().filter(|words| words.contains("hors des dates")).collect();
    assert_eq!(outside.len(), 2, "{:?}", page.all(".half-day"));
    let form = school.claire.get(&school.path("/programme")).await;
    assert!(form.all("#day-4 option[selected]")[0].contains("hors des dates de l’événement"), "{:?}", form.all("#day-4 option"));
    assert_eq!(school.saves_the_programme_as_it_stands().await.status, 303);
    assert_eq!(school.starts().await, at(&DAYS));

    // A day outside the event and its programme is refused, and stays selected.
    let version = school.claire.get(&school.path("/programme")).await.value_of("version").unwrap();
    let wrong = [("version", version.as_str()), ("title", "Visite"), ("time", "10:00"), ("day", "2026-12-24")];
    let refused = school.claire.post(&school.path("/programme"), &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.attributes("#day-0 option[selected]", "value"), ["2026-12-24"]);
    // The same for an event of one day: a talk outside it does not move to the first day.
    school.moves(DAYS[0], DAYS[0]).await;
    assert_eq!(school.saves_the_programme_as_it_stands().await.status, 303);
    assert_eq!(school.starts().await, at(&DAYS));
}

#[tokio::test]
async fn a_new_talk_is_on_the_first_day_of_its_event() {
    let school = School::new().await;
    // The first two talks stay before the school.
    school.moves(DAYS[2], DAYS[4]).await;
    assert_eq!(school.starts().await, at(&DAYS));
    let form = school.claire.get(&school.path("/programme")).await;
    assert_eq!(form.attributes("#day-5 option", "value"), DAYS[2..], "what nobody chose is not offered");
    assert_eq!(form.attributes("#day-0 option[selected]", "value"), DAYS[..1]);
    assert_eq!(school.saves_the_programme_with(Some(("Visite", "08:00"))).await.status, 303);
    assert_eq!(school.starts().await[2], format!("{}T08:00", DAYS[2]), "{:?}", school.starts().await);
    // Also for an event of one day whose first talks are outside it: the fields of the form stay in their rows.
    school.moves(DAYS[4], DAYS[4]).await;
    assert_eq!(school.saves_the_programme_with(Some(("Bilan", "18:00"))).await.status, 303);
    assert_eq!(school.starts().await.last().unwrap(), &format!("{}T18:00", DAYS[4]), "{:?}", school.starts().await);
}

#[tokio::test]
async fn a_copy_with_another_year_gets_the_address_of_that_year() {
    let school = School::new().await;
    let copy = school.claire.post(&school.path("/clone"), &[]).await;
    assert_eq!(copy.location(), "/events/ecole-rust-2027/edit?done=duplicated");
    let copied = School { slug: "ecole-rust-2027".to_owned(), world: school.world, claire: school.claire };
    let saved = copied.moves("2028-11-27", "2028-12-01").await;
    assert_eq!(saved.location(), "/events/ecole-rust-2028?done=talks-moved");
    assert_eq!(copied.claire.get("/events/ecole-rust-2027").await.status, 404);
    let copied = School { slug: "ecole-rust-2028".to_owned(), ..copied };
    assert_eq!(copied.starts().await[0], "2028-11-27T09:30");
    // After publication the address stays, because others may have it.
    events::publish(&copied.world.db, &copied.claire.actor, &copied.slug).await.unwrap();
    assert_eq!(copied.moves("2029-11-26", "2029-11-30").await.location(), "/events/ecole-rust-2028?done=talks-moved");
}

#[tokio::test]
async fn a_year_in_the_title_stays_in_the_address() {
    let school = School::new().await;
    let input = EventInput { title: "Bilan 2026".to_owned(), ..school_of("2026-12-14", "2026-12-15") };
    let slug = events::create(&school.world.db, &school.claire.actor, "sil", &input).await.unwrap();
    assert_eq!(slug, "bilan-2026");
    let bilan = School { slug, ..school };
    assert_eq!(bilan.moves("2027-01-14", "2027-01-15").await.location(), "/events/bilan-2026?done=saved");
}

#[tokio::test]
async fn two_drafts_that_move_to_one_year_at_once_get_two_addresses() {
    for _ in 0..6 {
        let school = School::new().await;
        let duplicate = async |slug: &str| events::duplicate(&school.world.db, &school.claire.actor, slug).await.unwrap();
        let one = duplicate("ecole-rust").await;
        let two = duplicate(&one).await;
        assert_eq!([one.as_str(), two.as_str()], ["ecole-rust-2027", "ecole-rust-2028"]);
        let forms = [
            events::form(&school.world.db, &school.claire.actor, &one).await.unwrap(),
            events::form(&school.world.db, &school.claire.actor, &two).await.unwrap(),
        ];
        let [first, second] =
            forms.map(|form| EventInput { starts_date: "2030-12-02".to_owned(), ends_date: "2030-12-06".to_owned(), ..form });
        let (one, two) = tokio::join!(
            events::edit(&school.world.db, &school.claire.actor, &one, &first),
            events::edit(&school.world.db, &school.claire.actor, &two, &second)
        );
        let mut slugs = [one.unwrap().slug, two.unwrap().slug];
        slugs.sort();
        assert_eq!(slugs, ["ecole-rust-2", "ecole-rust-2030"]);
    }
}

#[tokio::test]
async fn a_past_event_cannot_be_postponed_but_cancelled_for_a_year() {
    let school = School::new().await;
    let (db, claire) = (&school.world.db, &school.claire);
    school.world.advance(Duration::days(20));
    let claire_now = school.world.sign_in_again(claire).await;
    let page = claire_now.get(&school.path("")).await;
    let links = page.attributes(".coordinator-actions a", "href");
    assert!(!links.contains(&school.path("/postpone")) && links.contains(&school.path("/cancel")), "{links:?}");
    assert!(page.shows("N’a pas eu lieu…") && !page.shows("Annuler…"), "{}", page.words());
    assert_eq!(events::postpone(db, &claire.actor, &school.slug, "").await, Err(Error::Closed));
    assert!(claire_now.get(&school.path("/cancel")).await.shows("Noter que cet événement n’a pas eu lieu"));

    school.world.advance(Duration::days(400));
    let claire_now = school.world.sign_in_again(claire).await;
    assert!(!claire_now.get(&school.path("")).await.shows("N’a pas eu lieu"));
    assert_eq!(events::cancel(db, &claire.actor, &school.slug, "").await, Err(Error::Closed));
    assert_eq!(claire_now.get(&school.path("/cancel")).await.status, 409);
}

#[tokio::test]
async fn participants_hear_of_the_cancellation_of_a_postponed_event() {
    let school = School::new().await;
    let (db, claire) = (&school.world.db, &school.claire);
    let ada = school.world.person("Ada Lovelace").await;
    ada.post(&school.path("/register"), &[]).await;
    events::postpone(db, &claire.actor, &school.slug, "").await.unwrap();
    // The old date passes without effect.
    school.world.advance(Duration::days(30));
    let claire_now = school.world.sign_in_again(claire).await;
    assert!(claire_now.get(&school.path("/cancel")).await.shows("Annuler et prévenir une personne"));
    events::cancel(db, &claire.actor, &school.slug, "").await.unwrap();
    let mail = school.world.last_mail_to(&ada.address).await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("event.cancelled", Some("CANCEL")));
}

#[tokio::test]
async fn an_edit_after_a_cancellation_keeps_the_typed_text() {
    let school = School::new().await;
    let opened = events::form(&school.world.db, &school.claire.actor, &school.slug).await.unwrap();
    events::cancel(&school.world.db, &school.claire.actor, &school.slug, "").await.unwrap();
    let form =
        [("act", "save"), ("version", opened.version.as_str()), ("title", "École Rust"), ("description", "Trois pages écrites hier.")];
    let refused = school.claire.post(&school.path("/edit"), &form).await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.value_of("description").as_deref(), Some("Trois pages écrites hier."));
    assert!(refused.shows("ce que vous avez écrit est toujours là"), "{}", refused.words());
}
