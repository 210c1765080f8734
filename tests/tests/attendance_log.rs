//! The log of a webinar marks attendance: a dry run first, nothing before it is confirmed.

use domain::registrations::{self, ParticipantQuery, RegistrationInput};
use tests::{Answer, TestUser, World};

/// A log as Zoom writes it, with what stands above it: Ada came twice, Noa under another address, Zoé for three minutes; Jean Martin is two people.
const ZOOM: &str = "Meeting ID,Topic,Start Time\n123 456,Rust,24/11/2026\n\nName (Original Name),User Email,Join Time,Duration (Minutes),Guest\n\
    Ada L.,ADA.LOVELACE@example.org,14:00,20,No\nAda L.,ada.lovelace@example.org,14:30,40,No\nLEMAIRE Noa (LPC),noa@home.example,14:00,75,Yes\n\
    Zoé Aubry,,14:02,3,Yes\nJean Martin,,14:00,80,Yes\n<script>alert(1)</script>,x@example.net,14:00,12,Yes\n";

struct LoggedWebinar {
    world: World,
    claire: TestUser,
    slug: String,
}

impl LoggedWebinar {
    async fn new() -> Self {
        let world = World::new().await;
        let ri3 = world.network("ri3").await;
        let claire = world.coordinator(&ri3, "Claire Fontaine").await;
        let slug = world.event(&claire, "ri3", &tests::webinar("Rust à bord")).await;
        for name in ["Ada Lovelace", "Noa Lemaire", "Zoé Aubry"] {
            let person = world.person(name).await;
            registrations::register(&world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
        }
        for address in ["jean@cnrs.example", "jean@inria.example"] {
            let guest = world.guest();
            guest
                .submit(&format!("/events/{slug}/register"), &[("given_name", "Jean"), ("family_name", "Martin"), ("address", address)])
                .await;
            guest.post(&world.last_mail_to(address).await.link("/registrations/"), &[("act", "confirm")]).await;
        }
        Self { world, claire, slug }
    }

    fn path(&self, rest: &str) -> String {
        format!("/events/{}/registrations/log{rest}", self.slug)
    }

    async fn uploads(&self, bytes: &[u8]) -> Answer {
        self.claire.upload(&self.path("/file"), "log.csv", bytes).await
    }

    /// The marks of everybody with a seat, by family name and address.
    async fn marks(&self) -> Vec<(String, Vec<Option<bool>>)> {
        let list = registrations::list(&self.world.db, &self.claire.actor, &self.slug, &ParticipantQuery::default()).await.unwrap();
        list.participants.into_iter().map(|row| (row.family_name, row.marks)).collect()
    }

    /// The form of a dry run, as its page shows it, with changes.
    async fn sends(&self, plan: &Answer, changes: &[(&'static str, &str)]) -> Answer {
        let names = ["table", "address", "name", "time", "least", "half_day"];
        let mut form: Vec<(&str, String)> = names.iter().map(|name| (*name, chosen(plan, name))).collect();
        for (name, value) in changes {
            form.retain(|(known, _)| known != name);
            form.push((name, (*value).to_owned()));
        }
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.claire.post(&self.path(""), &form).await
    }
}

/// The value of a field: an input, or the selected choice.
fn chosen(page: &Answer, name: &str) -> String {
    let selected = page.attributes(&format!("select[name={name}] option[selected]"), "value").into_iter().next();
    selected.or_else(|| page.value_of(name)).unwrap_or_else(|| panic!("{name}: {}", page.words()))
}

#[tokio::test]
async fn a_dry_run_shows_whom_it_finds_and_marks_nobody() {
    let webinar = LoggedWebinar::new().await;
    let plan = webinar.uploads(ZOOM.as_bytes()).await;
    assert!(plan.shows("2 personnes seraient notées présentes"), "{}", plan.words());
    assert!(plan.shows("2 personnes inscrites ne sont pas dans le journal"), "both of that name: {}", plan.words());
    assert_eq!(plan.all("main tbody tr").len(), 3);
    assert!(plan.shows("par son adresse") && plan.shows("par son nom") && plan.shows("trop peu de temps"), "{}", plan.words());
    assert!(plan.shows("plusieurs personnes inscrites ont ce nom") && plan.shows("<script>alert(1)</script>"), "{}", plan.words());
    assert!(!plan.body.contains("<script>alert(1)"), "as text alone");
    let not_marked = || vec![None];
    assert!(webinar.marks().await.iter().all(|(_, marks)| *marks == not_marked()));

    let again = webinar.sends(&plan, &[("least", "61"), ("act", "plan")]).await;
    assert!(again.shows("Une personne serait notée présente"), "{}", again.words());
    assert_eq!(webinar.sends(&again, &[("act", "apply")]).await.status, 303);
    let marked = |name: &str, mark: Option<bool>| (name.to_owned(), vec![mark]);
    assert_eq!(
        webinar.marks().await,
        [marked("Aubry", None), marked("Lemaire", Some(true)), marked("Lovelace", None), marked("Martin", None), marked("Martin", None)]
    );
    assert_eq!(webinar.sends(&plan, &[("act", "apply"), ("absent", "yes")]).await.status, 303);
    assert_eq!(
        webinar.marks().await,
        [
            marked("Aubry", Some(false)),
            marked("Lemaire", Some(true)),
            marked("Lovelace", Some(true)),
            marked("Martin", Some(false)),
            marked("Martin", Some(false))
        ]
    );
}

#[tokio::test]
async fn wrong_columns_and_files_get_a_sentence_and_change_nothing() {
    let webinar = LoggedWebinar::new().await;
    let plan = webinar.uploads(ZOOM.as_bytes()).await;
    for (change, field) in [
        (("address", "99"), "address"),
        (("name", "-1"), "name"),
        (("time", ""), "time"),
        (("least", "beaucoup"), "least"),
        (("least", "-1"), "least"),
        (("half_day", "2020-01-01 am"), "half_day"),
    ] {
        for act in ["plan", "apply"] {
            let refused = webinar.sends(&plan, &[change, ("act", act)]).await;
            assert!(refused.status == 422 && refused.error_of(field).is_some(), "{change:?}: {}", refused.words());
            assert_eq!(chosen(&refused, "table"), chosen(&plan, "table"), "the log is not lost");
        }
    }
    let neither = webinar.sends(&plan, &[("address", ""), ("name", ""), ("act", "plan")]).await;
    assert!(neither.error_of("address").is_some(), "{}", neither.words());
    for table in ["", "{}", "[1]", "{\"columns\":[\"a\"],\"rows\":[[]]}"] {
        let refused = webinar.sends(&plan, &[("table", table), ("act", "apply")]).await;
        assert!(refused.status == 422 && refused.error_of("file").is_some(), "{table}: {}", refused.words());
    }
    for file in [&b""[..], b"\0\0\0\0", b"PK\x03\x04 no workbook", b"only a heading\n"] {
        let refused = webinar.uploads(file).await;
        assert!(refused.status == 422 && refused.error_of("file").is_some(), "{file:?}: {}", refused.words());
    }
    // A log without addresses and with columns of other names: nobody is found before they are chosen.
    let other = webinar.uploads("Qui;Combien\nLovelace Ada;1:10:00\n".as_bytes()).await;
    assert!(other.shows("Personne ne serait noté présent"), "{}", other.words());
    let found = webinar.sends(&other, &[("name", "0"), ("time", "1"), ("address", ""), ("act", "plan")]).await;
    assert!(found.shows("Une personne serait notée présente"), "{}", found.words());
    assert!(webinar.marks().await.iter().all(|(_, marks)| *marks == [None]));
}

#[tokio::test]
async fn only_those_who_mark_attendance_read_logs() {
    let webinar = LoggedWebinar::new().await;
    let plan = webinar.uploads(ZOOM.as_bytes()).await;
    let cyb = webinar.world.network("cyb").await;
    let bo = webinar.world.coordinator(&cyb, "Bo Martin").await;
    for stranger in [&bo.browser, &webinar.world.guest()] {
        assert_eq!(stranger.get(&webinar.path("")).await.status, 404);
        assert_eq!(stranger.upload(&webinar.path("/file"), "log.csv", ZOOM.as_bytes()).await.status, 404);
        let form = [("table", chosen(&plan, "table")), ("act", "apply".to_owned())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(stranger.post(&webinar.path(""), &form).await.status, 404);
    }
}
