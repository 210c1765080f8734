//! The participant list and attendance, for the organisers of the event alone.

use domain::attendance::AttendanceInput;
use domain::events::{self, EventInput};
use domain::networks::NetworkCard;
use domain::registrations::{self, ParticipantQuery, RegistrationInput};
use tests::{TestUser, World};

/// A day in Toulouse with two half-days, organised by SIL and CYB; two seats, three people.
struct AttendanceDay {
    world: World,
    claire: TestUser,
    bo: TestUser,
    ire: NetworkCard,
    slug: String,
}

impl AttendanceDay {
    async fn new() -> Self {
        let world = World::new().await;
        let (sil, cyb, ire) = (world.network("sil").await, world.network("cyb").await, world.network("ire").await);
        let (claire, bo) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Bo Martin").await);
        let slug = day(&world, &claire, "Journée qualification").await;
        events::invite(&world.db, &claire.actor, &slug, "cyb").await.unwrap();
        events::answer(&world.db, &bo.actor, &slug, "cyb", true).await.unwrap();
        for name in ["Ada Lovelace", "Noa Lemaire", "Zoé Aubry"] {
            let person = world.person(name).await;
            registrations::register(&world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
        }
        Self { world, claire, bo, ire, slug }
    }

    fn path(&self, rest: &str) -> String {
        format!("/events/{}/registrations{rest}", self.slug)
    }

    async fn id(&self, family_name: &str) -> String {
        let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &ParticipantQuery::default()).await.unwrap();
        list.participants.into_iter().find(|row| row.family_name == family_name).unwrap().id.to_string()
    }

    /// Whether each of the two attended, as the figures read it, by name.
    async fn came(&self) -> Vec<(String, Option<i64>)> {
        let query = "SELECT family_name, came FROM registration WHERE state = 'confirmed' ORDER BY family_name";
        sqlx::query_as(query).fetch_all(&mut *self.world.db.read().await.unwrap()).await.unwrap()
    }

    async fn marks(&self, family_name: &str) -> Vec<Option<bool>> {
        let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &ParticipantQuery::default()).await.unwrap();
        list.participants.into_iter().find(|row| row.family_name == family_name).unwrap().marks
    }
}

async fn day(world: &World, user: &TestUser, title: &str) -> String {
    let text = str::to_owned;
    let input = EventInput {
        kind: text("thematic_day"),
        starts_time: text("09:00"),
        ends_time: text("17:30"),
        mode: text("on_site"),
        place: text("Toulouse"),
        seats_on_site: text("2"),
        ..tests::webinar(title)
    };
    world.event(user, "sil", &input).await
}

#[tokio::test]
async fn the_list_is_for_the_coordinators_of_every_organising_network() {
    let day = AttendanceDay::new().await;
    let world = &day.world;
    let strangers = [
        world.person("Stan Ger").await,
        world.coordinator(&day.ire, "Iris Petit").await,
        world.member(&domain::networks::page(&world.db, &day.claire.actor, "sil").await.unwrap().head.card, "Max Roche").await,
    ];
    let id = day.id("Lovelace").await;
    for rest in [String::new(), ".csv".to_owned(), format!("/{id}")] {
        let path = day.path(&rest);
        for holder in [&day.claire, &day.bo] {
            let page = holder.get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.body.contains("Lovelace"));
        }
        assert_eq!(world.guest().get(&path).await.status, 404, "{path}");
        for stranger in &strangers {
            let page = stranger.get(&path).await;
            assert_eq!(page.status, 404, "{path} for {}", stranger.name);
            assert!(!page.body.contains("Lovelace"));
        }
    }
    // A past mandate gives no rights.
    let late = world.person("Lou Tard").await;
    let cyb = domain::networks::page(&world.db, &day.claire.actor, "cyb").await.unwrap().head.card;
    world.mandate(&late, &cyb, Some("2026-11-20")).await;
    assert_eq!(late.get(&day.path("")).await.status, 200);
    world.advance(tests::Duration::days(1));
    assert_eq!(late.get(&day.path("")).await.status, 404);
    // A co-organiser reads and marks; only the lead ends registrations.
    assert_eq!(day.bo.post(&day.path(&format!("/{id}")), &[]).await.status, 403);
    assert_eq!(day.claire.post(&day.path(&format!("/{id}")), &[]).await.location(), day.path("?done=removed"));
    assert_eq!(world.last_mail_to("ada.lovelace@example.org").await.cause, "registration.withdrawn");
    assert_eq!(world.last_mail_to("zoé.aubry@example.org").await.cause, "registration.promoted");
    let history = day.claire.get(&day.path(&format!("/{id}"))).await.all(".history li");
    assert!(history[0].contains("désinscription, Claire Fontaine"), "{history:?}");
}

#[tokio::test]
async fn the_list_is_searched_sorted_and_exported_without_formulas() {
    let day = AttendanceDay::new().await;
    let guest = day.world.guest();
    let form = [
        ("given_name", "<script>alert(1)</script>"),
        ("family_name", "=HYPERLINK(1)"),
        ("address", "x@example.net"),
        ("organisation", "Électronique & Cie"),
    ];
    guest.post(&format!("/events/{}/register", day.slug), &form).await;
    guest.post(&day.world.last_mail_to("x@example.net").await.link("/registrations/"), &[("act", "confirm")]).await;

    let names = |page: &tests::Answer| page.all("tbody th");
    let page = day.claire.get(&day.path("")).await;
    assert_eq!(names(&page), ["=HYPERLINK(1) <script>alert(1)</script>", "Aubry Zoé", "Lemaire Noa", "Lovelace Ada"]);
    assert!(!page.body.contains("<script>alert"));
    assert_eq!(page.all(".figures-row dd"), ["2 / 2", "2"]);
    assert_eq!(names(&day.claire.get(&day.path("?sort=-since")).await)[0], "=HYPERLINK(1) <script>alert(1)</script>");
    assert_eq!(names(&day.claire.get(&day.path("?q=zoe")).await), ["Aubry Zoé"]);
    assert_eq!(names(&day.claire.get(&day.path("?q=ELECTRO&state=waiting")).await).len(), 1);
    assert!(day.claire.get(&day.path("?q=personne&state=nonsense&sort=nonsense")).await.shows("Personne ne correspond"));

    let sheet = day.claire.get(&day.path(".csv")).await;
    assert!(sheet.body.starts_with("\u{feff}Nom;Prénom;") && sheet.header("content-disposition").contains("attachment"));
    assert!(sheet.body.contains("\n'=HYPERLINK(1);") && sheet.body.contains("liste d’attente;2;"), "{}", sheet.body);
    let ticket = guest.get(&day.world.last_mail_to("x@example.net").await.link("/registrations/")).await;
    assert!(!ticket.body.contains("<script>alert"));
}

#[tokio::test]
async fn attendance_is_marked_by_half_day_and_an_empty_box_means_absent() {
    let day = AttendanceDay::new().await;
    let (ada, noa) = (day.id("Lovelace").await, day.id("Lemaire").await);
    let page = day.bo.get(&day.path("")).await;
    assert_eq!(page.all("th.check"), ["mar. 24 nov. matin", "mar. 24 nov. après-midi"]);
    assert_eq!(page.attributes("input[name=present]", "value").len(), 4, "who waits has no box");
    let shown = page.attributes("input[name=shown]", "value");
    let columns = page.value_of("half_days").unwrap();
    let (morning, afternoon) = (format!("{ada} 2026-11-24 am"), format!("{noa} 2026-11-24 pm"));

    let form = [("half_days", columns.as_str()), ("shown", &shown[0]), ("shown", &shown[1]), ("present", &morning)];
    assert_eq!(day.bo.post(&day.path("?q="), &form).await.location(), day.path("?done=marked"));
    assert_eq!(day.marks("Lovelace").await, [Some(true), Some(false)]);
    assert_eq!(day.marks("Lemaire").await, [Some(false), Some(false)]);
    assert!(day.claire.get(&day.path(".csv")).await.body.contains(";oui;non\r\n"));

    // A page that was opened before the marks changes only its own boxes.
    let form = [("half_days", columns.as_str()), ("shown", &shown[0]), ("shown", &shown[1]), ("present", &afternoon)];
    day.claire.post(&day.path(""), &form).await;
    assert_eq!(day.marks("Lovelace").await, [Some(true), Some(false)]);
    assert_eq!(day.marks("Lemaire").await, [Some(false), Some(true)]);
}

#[tokio::test]
async fn attending_one_half_day_counts_as_attending() {
    let day = AttendanceDay::new().await;
    let of = |noa, ada| vec![("Lemaire".to_owned(), noa), ("Lovelace".to_owned(), ada)];
    assert_eq!(day.came().await, of(None, None));
    let mark = async |half_day: &str, family_name: &str, was: Option<bool>, present: bool| {
        let (id, half_days) = (day.id(family_name).await, format!("2026-11-24 {half_day}"));
        let state = was.map_or('-', |was| if was { 'y' } else { 'n' });
        let ticked = present.then(|| format!("{id} {half_days}"));
        let input = AttendanceInput {
            half_days,
            shown: vec![format!("{id} {state}")],
            present: ticked.into_iter().collect(),
            ..AttendanceInput::default()
        };
        domain::attendance::mark(&day.world.db, &day.claire.actor, &day.slug, &input).await.unwrap();
    };
    mark("am", "Lovelace", None, true).await;
    mark("pm", "Lovelace", None, false).await;
    mark("pm", "Lemaire", None, false).await;
    assert_eq!(day.came().await, of(Some(0), Some(1)));
    mark("am", "Lovelace", Some(true), false).await;
    mark("pm", "Lemaire", Some(false), true).await;
    assert_eq!(day.came().await, of(Some(1), Some(0)), "a mark that was wrong is put right");
}

#[tokio::test]
async fn a_mark_for_another_event_changes_nothing() {
    let day = AttendanceDay::new().await;
    let world = &day.world;
    let other = self::day(world, &day.claire, "Autre journée").await;
    let eve = world.person("Eve Dubois").await;
    let foreign = registrations::register(&world.db, &eve.actor, &other, &RegistrationInput::default()).await.unwrap().registration;
    let (ada, zoe) = (day.id("Lovelace").await, day.id("Aubry").await);
    let good = format!("{ada} 2026-11-24 am");
    for bad in [format!("{foreign} 2026-11-24 am"), format!("{ada} 2026-11-25 am"), "nonsense".to_owned()] {
        let answer = day.claire.post(&day.path(""), &[("present", good.as_str()), ("present", &bad)]).await;
        assert_eq!(answer.status, 422, "{bad}");
    }
    let answer = day.claire.post(&day.path(""), &[("present", good.as_str()), ("present", &format!("{zoe} 2026-11-24 am"))]).await;
    assert_eq!(answer.status, 409, "who waits was not there");
    let ticked = answer.attributes("input[name=present][checked]", "value");
    assert_eq!(ticked, std::slice::from_ref(&good), "what was ticked stays ticked");
    assert_eq!(day.marks("Lovelace").await, [None, None]);

    let stranger = world.coordinator(&day.ire, "Iris Petit").await;
    assert_eq!(stranger.post(&day.path(""), &[("present", &good)]).await.status, 404);
    assert_eq!(world.guest().post(&day.path(""), &[("present", &good)]).await.status, 404);
    assert_eq!(day.marks("Lovelace").await, [None, None]);
}

#[tokio::test]
async fn a_whole_half_day_is_marked_by_one_button() {
    let day = AttendanceDay::new().await;
    let page = day.bo.get(&day.path("")).await;
    assert!(page.shows("Marquer présentes les 2 personnes de cette liste"), "{}", page.words());
    assert_eq!(page.attributes("select[name=whole] option", "value"), ["2026-11-24 am", "2026-11-24 pm"]);
    let buttons = page.attributes("main form[method=post] button", "value");
    assert_eq!(buttons, ["whole"], "the button that saves comes first and names no act: {}", page.body);
    let (shown, columns) = (page.attributes("input[name=shown]", "value"), page.value_of("half_days").unwrap());
    let ticked = format!("{} 2026-11-24 pm", day.id("Lovelace").await);
    let form = [
        ("half_days", columns.as_str()),
        ("shown", &shown[0]),
        ("shown", &shown[1]),
        ("present", &ticked),
        ("act", "whole"),
        ("whole", "2026-11-24 am"),
    ];
    assert_eq!(day.bo.post(&day.path(""), &form).await.location(), day.path("?done=marked"));
    assert_eq!(day.marks("Lovelace").await, [Some(true), Some(true)], "what is ticked elsewhere is kept");
    assert_eq!(day.marks("Lemaire").await, [Some(true), Some(false)]);
    // Only people on the shown list.
    let page = day.claire.get(&day.path("?q=lovelace")).await;
    assert!(page.shows("Marquer présente la personne de cette liste"));
    let foreign = [("half_days", columns.as_str()), ("shown", &shown[0]), ("act", "whole"), ("whole", "2026-11-25 am")];
    day.claire.post(&day.path(""), &foreign).await;
    assert_eq!(day.marks("Lemaire").await[0], Some(true), "a half-day that the event does not have marks nobody");
    let stranger = day.world.coordinator(&day.ire, "Iris Petit").await;
    assert_eq!(stranger.post(&day.path(""), &form).await.status, 404);
}
