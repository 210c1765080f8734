//! Certificates of attendance: who gets one, what it says, how anybody checks it.

use domain::attendance::{self, AttendanceInput};
use domain::certificates::{self, CertificateTextInput, LengthsInput};
use domain::events::{self, EventInput};
use domain::registrations::{self, ParticipantQuery, RegistrationInput};
use domain::{Error, FieldProblem};
use tests::{Answer, Duration, TestUser, World};

const GUEST: &str = "gael@example.net";

/// RI3's day in Lyon, 9:00 to 17:00 on 24 November: Ada was there, Noa in the morning alone, Zoé was not, and Gaël, who has no account, all day.
struct CertifiedDay {
    world: World,
    claire: TestUser,
    ada: TestUser,
    noa: TestUser,
    zoe: TestUser,
    slug: String,
}

/// The text of a PDF, with ordinary spaces.
fn text_of(answer: &Answer) -> String {
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/pdf"), "{}", answer.words());
    let pdf = lopdf::Document::load_mem(&answer.bytes).expect("a PDF");
    let text = pdf.extract_text(&pdf.get_pages().into_keys().collect::<Vec<_>>()).expect("its text");
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\u{a0}', '\u{202f}'], " ")
}

impl CertifiedDay {
    async fn new() -> Self {
        let world = World::new().await;
        let ri3 = world.network("ri3").await;
        let claire = world.coordinator(&ri3, "Claire Fontaine").await;
        let text = str::to_owned;
        let input = EventInput {
            kind: text("thematic_day"),
            mode: text("on_site"),
            place: text("Lyon"),
            starts_time: text("09:00"),
            ends_time: text("17:00"),
            ..tests::webinar("Journée <Rust>")
        };
        let slug = world.event(&claire, "ri3", &input).await;
        let (ada, noa, zoe) = (world.person("Ada Lovelace").await, world.person("Noa Lemaire").await, world.person("Zoé Aubry").await);
        for person in [&ada, &noa, &zoe] {
            registrations::register(&world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
        }
        let guest = world.guest();
        let form = [("given_name", "Gaël"), ("family_name", "Le Bihan"), ("address", GUEST), ("organisation", "Institut Pascal")];
        guest.submit(&format!("/events/{slug}/register"), &form).await;
        guest.post(&world.last_mail_to(GUEST).await.link("/registrations/"), &[("act", "confirm")]).await;
        Self { world, claire, ada, noa, zoe, slug }
    }

    /// The day is over, and attendance is marked.
    async fn held() -> Self {
        let day = Self::new().await;
        day.world.advance(Duration::days(5));
        day.marks(&[("Lovelace", true, true), ("Lemaire", true, false), ("Aubry", false, false), ("Le Bihan", true, true)]).await;
        day
    }

    async fn id(&self, family_name: &str) -> String {
        let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &ParticipantQuery::default()).await.unwrap();
        list.participants.into_iter().find(|row| row.family_name == family_name).unwrap().id.to_string()
    }

    /// Marks who was present in the morning and in the afternoon, whatever was marked before.
    async fn marks(&self, people: &[(&str, bool, bool)]) {
        let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &ParticipantQuery::default()).await.unwrap();
        let mut input = AttendanceInput { half_days: "2026-11-24 am,2026-11-24 pm".to_owned(), ..AttendanceInput::default() };
        for (name, morning, afternoon) in people {
            let row = list.participants.iter().find(|row| row.family_name == *name).unwrap();
            let shown = row.marks.iter().map(|mark| mark.map_or('-', |present| if present { 'y' } else { 'n' }));
            input.shown.push(format!("{} {}", row.id, shown.collect::<String>()));
            for half_day in [morning.then_some("am"), afternoon.then_some("pm")].into_iter().flatten() {
                input.present.push(format!("{} 2026-11-24 {half_day}", row.id));
            }
        }
        attendance::mark(&self.world.db, &self.claire.actor, &self.slug, &input).await.unwrap();
    }

    async fn downloads(&self, user: &TestUser, family_name: &str) -> Answer {
        user.post("/me/certificates", &[("registration", &self.id(family_name).await)]).await
    }

    /// The code of a person's current certificate.
    async fn code(&self, family_name: &str) -> String {
        let mut tx = self.world.db.read().await.unwrap();
        sqlx::query_scalar("SELECT code FROM certificate WHERE registration = $1 AND replaced_at IS NULL")
            .bind(self.id(family_name).await)
            .fetch_one(&mut *tx)
            .await
            .unwrap()
    }

    /// The heading of the page of a code, as a stranger sees it.
    async fn worth(&self, code: &str) -> String {
        let page = self.world.guest().get(&format!("/certificates/{code}")).await;
        assert_eq!(page.status, 200, "{}", page.words());
        page.all("h1").remove(0)
    }

    fn path(&self, rest: &str) -> String {
        format!("/events/{}/certificates{rest}", self.slug)
    }
}

#[tokio::test]
async fn who_was_present_gets_a_certificate_that_anybody_checks() {
    let day = CertifiedDay::held().await;
    let mine = day.ada.get("/me/certificates").await;
    assert!(mine.shows("Journée <Rust>") && mine.shows("Total : 7 h"), "{}", mine.words());
    let text = text_of(&day.downloads(&day.ada, "Lovelace").await);
    for expected in
        ["Attestation de présence", "Ada Lovelace a participé à « Journée <Rust> », le 24 novembre 2026, Lyon", "matin 3 h 30", "Total 7 h"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let code = day.code("Lovelace").await;
    assert_eq!(text_of(&day.downloads(&day.ada, "Lovelace").await), text, "the same one, as long as nothing changed");
    assert_eq!(day.code("Lovelace").await, code);
    let shown = code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-");
    assert!(text.contains(&shown), "{text}");

    let guest = day.world.guest();
    let typed = guest.get(&format!("/certificates?code={}", shown.to_lowercase())).await;
    assert_eq!(typed.location(), format!("/certificates/{code}"));
    let page = guest.get(&format!("/certificates/{code}")).await;
    assert!(page.shows("Attestation valable") && page.shows("Ada Lovelace") && page.shows("7 h"), "{}", page.words());
    assert_eq!(page.header("cache-control"), "no-store", "the address is a secret");
    let morning = text_of(&day.downloads(&day.noa, "Lemaire").await);
    assert!(morning.contains("matin 3 h 30 Établie") && !morning.contains("après-midi"), "{morning}");
}

#[tokio::test]
async fn nobody_else_gets_one() {
    let day = CertifiedDay::new().await;
    day.marks(&[("Lovelace", true, true)]).await;
    assert_eq!(day.downloads(&day.ada, "Lovelace").await.status, 404, "the day is not over");
    assert!(day.claire.get(&day.path("")).await.shows("quand l’événement est terminé"));
    assert_eq!(day.claire.post(&day.path(""), &[("act", "archive")]).await.status, 409);
    day.world.advance(Duration::days(5));
    day.marks(&[("Aubry", false, false)]).await;
    assert_eq!(day.downloads(&day.zoe, "Aubry").await.status, 404, "she was absent");
    assert_eq!(day.downloads(&day.noa, "Lemaire").await.status, 404, "nobody marked him");
    assert_eq!(day.downloads(&day.zoe, "Lovelace").await.status, 404, "another person's");
    assert!(matches!(day.world.guest().get("/me/certificates").await.status.as_u16(), 303 | 401));
    let cyb = day.world.network("cyb").await;
    let bo = day.world.coordinator(&cyb, "Bo Martin").await;
    assert_eq!(bo.get(&day.path("")).await.status, 404);
    let id = day.id("Lovelace").await;
    for (act, form) in
        [("", vec![("act", "archive")]), (&*format!("/{id}"), vec![("act", "download")]), (&*format!("/{id}"), vec![("act", "revoke")])]
    {
        assert_eq!(bo.post(&day.path(act), &form).await.status, 404, "{act}");
        assert_eq!(day.ada.post(&day.path(act), &form).await.status, 404, "{act}");
    }
    assert_eq!(bo.get("/networks/ri3/certificate-text").await.status, 403);
    text_of(&day.downloads(&day.ada, "Lovelace").await);
    let code = day.code("Lovelace").await;
    events::cancel(&day.world.db, &day.claire.actor, &day.slug, "Grève").await.unwrap();
    assert_eq!(day.downloads(&day.ada, "Lovelace").await.status, 404, "the day did not take place");
    assert_eq!(day.worth(&code).await, "Attestation à renouveler");
}

#[tokio::test]
async fn the_page_of_a_code_says_what_it_is_worth_now() {
    let day = CertifiedDay::held().await;
    day.downloads(&day.ada, "Lovelace").await;
    let first = day.code("Lovelace").await;
    day.marks(&[("Lovelace", true, false)]).await;
    assert_eq!(day.worth(&first).await, "Attestation à renouveler", "attendance was corrected");
    day.downloads(&day.ada, "Lovelace").await;
    let second = day.code("Lovelace").await;
    assert_ne!(first, second);
    assert_eq!(day.worth(&first).await, "Attestation remplacée");
    assert_eq!(day.worth(&second).await, "Attestation valable");

    let lengths = LengthsInput {
        half_day: vec!["2026-11-24 am".to_owned(), "2026-11-24 pm".to_owned()],
        length: vec!["4 h".to_owned(), "2h45".to_owned()],
    };
    certificates::set_lengths(&day.world.db, &day.claire.actor, &day.slug, &lengths).await.unwrap();
    assert_eq!(day.worth(&second).await, "Attestation à renouveler", "so were the hours");
    assert!(text_of(&day.downloads(&day.ada, "Lovelace").await).contains("matin 4 h Établie"));
    let third = day.code("Lovelace").await;

    let one = day.path(&format!("/{}", day.id("Lovelace").await));
    assert_eq!(day.claire.post(&one, &[("act", "revoke")]).await.status, 303);
    assert_eq!(day.worth(&third).await, "Attestation retirée");
    assert_eq!(day.downloads(&day.ada, "Lovelace").await.status, 404, "and she gets no other that says the same");
    assert!(day.ada.get("/me/certificates").await.shows("retirée"));
    assert_eq!(day.claire.post(&one, &[("act", "restore")]).await.status, 303);
    assert_eq!(day.worth(&third).await, "Attestation valable");
    let wrong = LengthsInput { length: vec!["trois".to_owned(), "2h45".to_owned()], ..lengths };
    let form = [("act", "lengths"), ("half_day", "2026-11-24 am"), ("length", "trois"), ("half_day", "2026-11-24 pm"), ("length", "2h45")];
    let refused = day.claire.post(&day.path(""), &form).await;
    assert!(refused.status == 422 && refused.error_of("length-0").is_some(), "{}", refused.words());
    assert!(refused.attributes("input[name=length]", "value").contains(&"trois".to_owned()), "what was typed stays");
    let refused = certificates::set_lengths(&day.world.db, &day.claire.actor, &day.slug, &wrong).await;
    assert_eq!(refused, Err(Error::field("length-0", FieldProblem::NotALength)));
}

#[tokio::test]
async fn who_has_no_account_downloads_by_the_link_of_a_mail() {
    let day = CertifiedDay::held().await;
    assert_eq!(day.claire.post(&day.path(""), &[("act", "send")]).await.status, 303);
    let mail = day.world.last_mail_to(GUEST).await;
    assert_eq!(mail.cause, "certificate.ready");
    let link = mail.link("/registrations/");
    let guest = day.world.guest();
    assert!(guest.get(&link).await.shows("Télécharger l’attestation"));
    let text = text_of(&guest.post(&link, &[("act", "certificate")]).await);
    assert!(text.contains("Gaël Le Bihan"), "{text}");
    day.claire.post(&day.path(""), &[("act", "send")]).await;
    let mails = day.world.mails_to(GUEST).await;
    assert_eq!(mails.iter().filter(|mail| mail.cause == "certificate.ready").count(), 1, "once, however often it is asked for");
    let absent = day.world.mails_to(&day.zoe.address).await;
    assert!(absent.iter().all(|mail| mail.cause != "certificate.ready"), "not who was absent");
    let archive = day.claire.post(&day.path(""), &[("act", "archive")]).await;
    let mut names: Vec<String> = archive.files().into_keys().map(|name| name[..name.len() - 9].to_owned()).collect();
    names.sort();
    let expected = ["ada-lovelace", "gael-le-bihan", "noa-lemaire"].map(|name| format!("attestation-{}-{name}", day.slug));
    assert_eq!(names, expected);
}

#[tokio::test]
async fn a_certificate_outlives_the_names_that_are_erased() {
    let day = CertifiedDay::held().await;
    day.downloads(&day.ada, "Lovelace").await;
    let code = day.code("Lovelace").await;
    assert!(day.ada.get("/me/data").await.shows(&code), "what is held is shown");
    domain::privacy::erase(&day.world.db, &day.ada.actor, &day.ada.address).await.unwrap();
    let (guest, path) = (day.world.guest(), format!("/certificates/{code}"));
    let page = guest.get(&path).await;
    assert!(page.shows("Attestation valable") && page.shows("Journée <Rust>") && !page.shows("Lovelace"), "{}", page.words());
    assert!(guest.post(&path, &[("name", "ada LOVELACE")]).await.shows("C’est le nom de l’attestation"));
    assert!(guest.post(&path, &[("name", "Noa Lemaire")]).await.shows("Ce n’est pas le nom"));
    let mut tx = day.world.db.read().await.unwrap();
    let stored: Vec<(String, String, String)> =
        sqlx::query_as("SELECT name, organisation, body FROM certificate").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(stored, [(String::new(), String::new(), String::new())]);
}

#[tokio::test]
async fn codes_are_not_guessed() {
    let day = CertifiedDay::held().await;
    let guest = day.world.guest();
    let long = "A".repeat(1000);
    for (at, code) in ["0000000000000000", "x", "é", &long].into_iter().cycle().take(30).enumerate() {
        let page = guest.get(&format!("/certificates/{code}")).await;
        assert_eq!(page.status, 422, "{at} {code}: {}", page.words());
    }
    assert_eq!(guest.get("/certificates/0000000000000000").await.status, 429);
    assert_eq!(guest.get("/certificates").await.status, 200);
}

#[tokio::test]
async fn a_network_writes_its_own_text() {
    let day = CertifiedDay::held().await;
    let path = "/networks/ri3/certificate-text";
    day.downloads(&day.ada, "Lovelace").await;
    let form = day.claire.get(path).await;
    assert!(form.body.contains("{{nom}}") && form.status == 200);
    let version = form.value_of("version").unwrap();
    for (body, field) in [("Quelqu’un est venu.", "body"), ("{{nom}} {{prénom}}", "body"), (&*"{{nom}} ".repeat(400), "body")] {
        let refused = day.claire.post(path, &[("body", body), ("signatory", "Claire"), ("version", &version)]).await;
        assert!(refused.status == 422 && refused.error_of(field).is_some(), "{}", refused.words());
        assert!(refused.body.contains("Claire"), "what was typed stays");
    }
    let body = "**{{nom}}** a suivi {{événement}} ({{heures}}, {{dates}}, {{lieu}}) de {{réseau}}.";
    let typed = [("body", body), ("signatory", "Claire Fontaine, coordinatrice"), ("version", version.as_str())];
    let sample = day.claire.post(path, &[typed[0], typed[1], typed[2], ("act", "sample")]).await;
    assert!(text_of(&sample).contains("Claire Fontaine, coordinatrice"));
    assert_eq!(day.claire.post(path, &typed).await.status, 303);
    let stale = CertificateTextInput { body: body.to_owned(), signatory: String::new(), version };
    assert_eq!(certificates::edit_text(&day.world.db, &day.claire.actor, "ri3", &stale).await, Err(Error::Stale));
    let text = text_of(&day.downloads(&day.ada, "Lovelace").await);
    assert!(
        text.contains("Ada Lovelace a suivi Journée <Rust> (7 h, le 24 novembre 2026, Lyon)") && text.contains("coordinatrice"),
        "{text}"
    );
}

#[tokio::test]
async fn a_year_is_summed_up_for_the_employer() {
    let day = CertifiedDay::held().await;
    let statement = day.ada.post("/me/certificates", &[("year", "2026")]).await;
    let (text, code) = (text_of(&statement), day.code("Lovelace").await);
    assert!(text.contains("pour une durée totale de 7 h") && text.contains(&code[..4]), "{text}");
    for year in ["2025", "", "x"] {
        assert_eq!(day.ada.post("/me/certificates", &[("year", year)]).await.status, 404, "{year}");
    }
    assert_eq!(day.zoe.post("/me/certificates", &[("year", "2026")]).await.status, 404);
    assert!(day.zoe.get("/me/certificates").await.shows("Aucune présence"));
}
