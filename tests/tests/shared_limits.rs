//! Limits of what one visitor may use of shared resources: rows of a form, figures, the write lock.

use domain::events::{self, EventInput, ProgrammeInput};
use domain::reports::reviews::{self, ReviewInput};
use futures_util::future::join_all;
use tests::{Duration, TestUser, World, eventually};

/// A school of three days of SIL.
async fn school(world: &World) -> (TestUser, String) {
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let text = str::to_owned;
    let input = EventInput {
        kind: text("school"),
        starts_date: text("2027-03-10"),
        starts_time: text("09:00"),
        ends_date: text("2027-03-12"),
        ends_time: text("17:30"),
        registration: text("none"),
        ..tests::webinar("École Rust")
    };
    let slug = events::create(&world.db, &claire.actor, "sil", &input).await.unwrap();
    (claire, slug)
}

/// `count` different days.
fn days(count: i64) -> Vec<String> {
    (0..count).map(day).collect()
}

fn day(number: i64) -> String {
    tests::Timestamp::parse("2000-01-01T00:00:00Z").unwrap().plus(Duration::days(number)).to_string()[..10].to_owned()
}

#[tokio::test]
async fn a_programme_with_too_many_rows_is_refused_before_it_is_rendered() {
    let world = World::new().await;
    let (claire, slug) = school(&world).await;
    let path = format!("/events/{slug}/programme");
    let many = days(9_990);
    for (act, version) in [("add", "1"), ("save", "1"), ("save", "77")] {
        let mut form = vec![("act", act), ("version", version)];
        form.extend(many.iter().map(|day| ("day", day.as_str())));
        let answer = claire.post(&path, &form).await;
        assert_eq!(answer.status, 413, "{act} {version}");
        assert!(answer.bytes.len() < 50_000, "{act} {version}: {}", answer.bytes.len());
        // Somebody without the right learns nothing more.
        assert!([403, 404].contains(&world.person(&format!("Bo {act} {version}")).await.post(&path, &form).await.status.as_u16()));
    }
    // The most rows of a programme, each on a day of its own: each row offers the days of the event and its own.
    let mut form = vec![("act", "add"), ("version", "1")];
    form.extend(many[..300].iter().map(|day| ("day", day.as_str())));
    let page = claire.post(&path, &form).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attributes("#day-299 option", "value"), [&many[299], "2027-03-10", "2027-03-11", "2027-03-12"]);
    assert_eq!(page.attributes("#day-299 option[selected]", "value"), [many[299].as_str()]);
    assert!(page.bytes.len() < 1_000_000, "{}", page.bytes.len());
    // No row more than can be saved.
    assert_eq!(page.attributes("select[name=day]", "id").len(), 300);
}

#[tokio::test]
async fn a_programme_with_the_most_talks_can_be_saved_again() {
    let world = World::new().await;
    let (claire, slug) = school(&world).await;
    let programme = ProgrammeInput {
        version: events::form(&world.db, &claire.actor, &slug).await.unwrap().version,
        title: (1..=299).map(|talk| format!("Exposé {talk}")).collect(),
        ..ProgrammeInput::default()
    };
    events::set_programme(&world.db, &claire.actor, &slug, &programme).await.unwrap();
    let path = format!("/events/{slug}/programme");
    let page = claire.get(&path).await;
    let (titles, version) = (page.attributes("input[name=title]", "value"), page.value_of("version").unwrap());
    let mut form = vec![("act", "save"), ("version", version.as_str())];
    form.extend(titles.iter().map(|title| ("title", title.as_str())));
    assert_eq!(claire.post(&path, &form).await.status, 303);
}

#[tokio::test]
async fn figures_are_counted_whatever_the_query_says() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    world.coordinator(&sil, "Claire Fontaine").await;
    for path in ["/networks/sil/figures", "/networks/sil/figures/events", "/networks/sil/figures/lists", "/networks/sil/figures/overlap"] {
        let guest = world.guest();
        let mut answers = Vec::new();
        for number in 0..35 {
            answers.push(guest.get(&format!("{path}?x={number}")).await.status.as_u16());
        }
        assert_eq!(answers.iter().filter(|status| **status == 429).count(), 5, "{path}: {answers:?}");
        assert_eq!(guest.get(path).await.status.as_u16(), if path.ends_with("overlap") { answers[0] } else { 200 }, "{path}");
        world.advance(Duration::minutes(1));
    }
}

#[tokio::test]
async fn files_of_reviews_are_rate_limited() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let input = ReviewInput { highlights: "Huit journées.".to_owned(), version: "0".to_owned(), ..ReviewInput::default() };
    reviews::save(&world.db, &claire.actor, "sil", "2025", &input).await.unwrap();
    let version = claire.get("/networks/sil/reviews/2025/adopt").await.value_of("version").unwrap();
    let adopted = claire.post("/networks/sil/reviews/2025/adopt", &[("on", "2025-12-31"), ("version", &version)]).await;
    assert_eq!(adopted.status, 303, "{}", adopted.words());
    let guest = world.guest();
    for number in 0..31 {
        let status = guest.get("/networks/sil/reviews/2025.pdf").await.status;
        assert_eq!(status.as_u16(), if number < 30 { 200 } else { 429 }, "{number}");
    }
    assert_eq!(guest.get("/networks/sil/reviews/2025").await.status, 200);
}

#[tokio::test]
async fn a_long_write_locks_nobody_out() {
    let world = World::new().await;
    let mut people = Vec::new();
    for number in 0..24 {
        people.push(world.person(&format!("Ada Lovelace{number}")).await);
    }
    world.advance(Duration::hours(3));
    // A write transaction stays open, so the use of sessions can't be recorded.
    let mut writing = world.db.write().await.unwrap();
    sqlx::query("UPDATE session SET device = device").execute(&mut *writing).await.unwrap();
    for round in 0..2 {
        let pages = people.iter().map(|ada| ada.get("/me"));
        for (number, page) in join_all(pages).await.into_iter().enumerate() {
            assert_eq!(page.status, 200, "{round} {number}");
            assert_eq!(page.header("set-cookie"), "", "what could not be prolonged is not said to be");
        }
    }
    assert_eq!(world.guest().get("/").await.status, 200);
    drop(writing);
    // Then they are recorded one after the other.
    eventually("a session is noted as used", async || {
        people[0].get("/me").await;
        let waiting = sqlx::query_scalar("SELECT COUNT(*) FROM session WHERE last_seen_at < $1").bind(world.db.now());
        let waiting: i64 = waiting.fetch_one(&mut *world.db.read().await.unwrap()).await.unwrap();
        (waiting < 24).then_some(())
    })
    .await;
}
