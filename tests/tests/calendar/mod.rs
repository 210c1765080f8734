//! Calendars as other programs read them: feeds, single events, personal feeds, Atom.

use axum::http::Method;
use domain::calendar::personal::{self, FeedInput};
use domain::enums::FeedScope;
use domain::events::{self, EventInput};
use tests::{Answer, Duration, TestUser, World};

mod reader;
mod written;
use reader::{Calendar, VEvent, read};

/// A webinar four days after the start of every story.
fn webinar(title: &str) -> EventInput {
    EventInput { video_link: "https://visio.example.org/secret".to_owned(), ..tests::webinar(title) }
}

async fn edited(world: &World, user: &TestUser, slug: &str, change: impl FnOnce(&mut EventInput)) {
    let mut input = events::form(&world.db, &user.actor, slug).await.unwrap();
    change(&mut input);
    events::edit(&world.db, &user.actor, slug, &input).await.unwrap();
}

/// Inserts the rows of a registration.
async fn registers(world: &World, person: &TestUser, slug: &str, state: &str) {
    let mut tx = world.db.write().await.unwrap();
    let (id, now): (String, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO registration (id, event, person, given_name, family_name, sort_name, address, address_key, organisation, language, presence, state,
                                   queued_at, token_hash, created_at, updated_at)
         SELECT $1, e.id, $2, 'Ada', 'Lovelace', 'lovelace ada', $3, $3, '', 'fr', 'online', $4, $5, $1, $5, $5 FROM event e WHERE e.slug = $6
         ON CONFLICT (event, person) DO UPDATE SET state = $4, updated_at = $5",
    )
    .bind(id)
    .bind(&person.id)
    .bind(&person.address)
    .bind(state)
    .bind(now)
    .bind(slug)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn address_of(world: &World, person: &TestUser, scope: FeedScope) -> String {
    let input = FeedInput { name: "Téléphone".to_owned(), scope: scope.to_string() };
    let secret = personal::create(&world.db, &person.actor, &input).await.unwrap();
    format!("/feeds/{}.ics", secret.reveal())
}

fn titles(calendar: &Calendar) -> Vec<&str> {
    calendar.entries.iter().map(|entry| entry.text("SUMMARY")).collect()
}

fn only(answer: &Answer) -> VEvent {
    let mut calendar = read(answer);
    assert_eq!(calendar.entries.len(), 1, "{}", answer.body);
    calendar.entries.remove(0)
}

#[tokio::test]
async fn an_event_of_two_networks_is_in_each_feed_and_once_in_the_federation() {
    let world = World::new().await;
    let comet = world.network("comet").await;
    let below = |network: &mut domain::networks::NetworkInput| network.parents = vec!["comet".to_owned()];
    let (sil, cyb) = (world.network_with("sil", below).await, world.network_with("cyb", below).await);
    let (claire, denis) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Denis Roche").await);
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    let guest = world.guest();
    events::invite(&world.db, &claire.actor, &slug, "cyb").await.unwrap();
    let before = guest.get("/networks/cyb/agenda.ics").await;
    assert!(read(&before).entries.is_empty(), "asked is not yet accepted");
    let lead_before = guest.get("/networks/sil/agenda.ics").await;

    // In the same second: the entity tag must not depend on the clock.
    events::answer(&world.db, &denis.actor, &slug, "cyb", true).await.unwrap();

    for network in ["sil", "cyb", &comet.slug] {
        let entry = only(&guest.get(&format!("/networks/{network}/agenda.ics")).await);
        assert_eq!(entry.text("CATEGORIES"), "Webinaire,SIL,CYB", "{network}");
    }
    let lead_after = guest.get("/networks/sil/agenda.ics").await;
    assert_ne!(lead_before.header("etag"), lead_after.header("etag"));
}

#[tokio::test]
async fn a_feed_is_the_same_bytes_until_something_changes() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    let guest = world.guest();

    let first = guest.get("/networks/sil/agenda.ics").await;
    assert_eq!(first.status, 200);
    assert_eq!(first.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(first.header("cache-control"), "public, no-cache");
    assert_eq!(first.header("last-modified"), "Fri, 20 Nov 2026 09:00:00 GMT");
    world.advance(Duration::hours(30));
    let second = guest.get("/networks/sil/agenda.ics").await;
    assert_eq!((first.body.as_str(), first.header("etag")), (second.body.as_str(), second.header("etag")));

    let tag = first.header("etag").to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let answer = guest.get_with("/networks/sil/agenda.ics", &[("if-none-match", &known)]).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str(), answer.header("etag")), (304, "", tag.as_str()), "{known}");
    }
    let since = [("if-modified-since", "Fri, 20 Nov 2026 09:00:00 GMT")];
    assert_eq!(guest.get_with("/networks/sil/agenda.ics", &since).await.status, 304);
    let head = guest.send(Method::HEAD, "/networks/sil/agenda.ics", &[], None).await;
    assert_eq!((head.status.as_u16(), head.body.as_str(), head.header("etag")), (200, "", tag.as_str()));

    edited(&world, &claire, &slug, |input| input.starts_time = "13:00".to_owned()).await;
    let moved = guest.get_with("/networks/sil/agenda.ics", &[("if-none-match", &tag)]).await;
    assert_eq!(moved.status, 200);
    assert_eq!(guest.get_with("/networks/sil/agenda.ics", &since).await.status, 200);
    let (old, new) = (only(&first), only(&moved));
    assert_eq!(old.text("UID"), new.text("UID"));
    assert_eq!((old.text("SEQUENCE"), new.text("SEQUENCE")), ("0", "1"));
    assert_eq!(new.text("LAST-MODIFIED"), "20261121T150000Z");
    assert_eq!(new.text("DTSTAMP"), new.text("LAST-MODIFIED"));
}

#[tokio::test]
async fn a_cancelled_event_stays_as_cancelled_and_a_postponed_one_as_tentative() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    let guest = world.guest();
    let (feed, single) = ("/agenda.ics", format!("/events/{slug}/event.ics"));

    events::postpone(&world.db, &claire.actor, &slug, "La salle est en travaux.").await.unwrap();
    let postponed = only(&guest.get(feed).await);
    assert_eq!((postponed.text("STATUS"), postponed.text("SEQUENCE")), ("TENTATIVE", "1"));
    events::cancel(&world.db, &claire.actor, &slug, "").await.unwrap();
    for path in [feed, &single] {
        let cancelled = only(&guest.get(path).await);
        assert_eq!((cancelled.text("STATUS"), cancelled.text("SEQUENCE")), ("CANCELLED", "2"), "{path}");
        assert_eq!(cancelled.text("SUMMARY"), "Annulé\u{202f}: DevOps");
    }
    world.advance(Duration::days(300));
    assert_eq!(read(&guest.get(feed).await).entries.len(), 1, "for a year");
    world.advance(Duration::days(100));
    assert_eq!(read(&guest.get(feed).await).entries.len(), 0);
}

#[tokio::test]
async fn an_event_is_the_same_alone_and_in_every_feed() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Où\u{202f}? «\u{a0}à Toulouse\u{a0}», ici; et <là>")).await;
    let guest = world.guest();
    let alone = only(&guest.get(&format!("/events/{slug}/event.ics")).await);
    assert_eq!(alone.text("URL"), format!("http://127.0.0.1:3000/events/{slug}"));
    for path in ["/agenda.ics", "/agenda.ics?kind=webinar&where=online", "/networks/sil/agenda.ics", "/agenda.ics?network=sil"] {
        assert_eq!(only(&guest.get(path).await), alone, "{path}");
    }
    assert!(read(&guest.get("/agenda.ics?kind=school").await).entries.is_empty());
    assert!(read(&guest.get("/agenda.ics?where=on_site").await).entries.is_empty());
    assert_eq!(guest.get("/networks/unknown/agenda.ics").await.status, 404);
    assert_eq!(guest.get("/agenda.ics?network=unknown").await.status, 404);
    assert_eq!(guest.get("/events/unknown/event.ics").await.status, 404);
}

#[tokio::test]
async fn times_are_right_on_both_sides_of_a_clock_change() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let cases = [
        ("Europe/Paris", "2027-03-27", "2027-03-27T13:00:00Z"),
        ("Europe/Paris", "2027-03-28", "2027-03-28T12:00:00Z"),
        ("Europe/Paris", "2027-10-31", "2027-10-31T13:00:00Z"),
        ("Europe/Paris", "2027-10-30", "2027-10-30T12:00:00Z"),
        ("America/Cayenne", "2027-07-01", "2027-07-01T17:00:00Z"),
        ("Pacific/Noumea", "2027-07-01", "2027-07-01T03:00:00Z"),
        ("America/New_York", "2027-03-20", "2027-03-20T18:00:00Z"),
        ("Australia/Lord_Howe", "2027-01-10", "2027-01-10T03:00:00Z"),
    ];
    for (zone, date, _) in cases {
        let input = EventInput { zone: zone.to_owned(), starts_date: date.to_owned(), ..webinar(&format!("{zone} {date}")) };
        world.event(&claire, "sil", &input).await;
    }
    let answer = world.guest().get("/agenda.ics").await;
    let calendar = read(&answer);
    assert_eq!(answer.body.matches("TZID:Europe/Paris").count(), 1, "each zone once");
    for (zone, date, expected) in cases {
        let entry = calendar.entries.iter().find(|entry| entry.text("SUMMARY") == format!("{zone} {date}")).unwrap();
        assert_eq!(calendar.instant(entry, "DTSTART"), expected, "{zone}");
    }
}

#[tokio::test]
async fn the_feed_of_a_stranger_has_public_events_alone() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let office = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    world.mandate(&claire, &office, None).await;
    let ada = world.member(&sil, "Ada Lovelace").await;
    let stranger = world.person("Sam Stranger").await;
    world.event(&claire, "sil", &webinar("Public")).await;
    let members = world.event(&claire, "sil", &EventInput { visibility: "members".to_owned(), ..webinar("Members") }).await;
    let office_event = world.event(&claire, "bureau", &webinar("Office")).await;
    let draft = events::create(&world.db, &claire.actor, "sil", &webinar("Draft")).await.unwrap();

    let guest = world.guest();
    let own = address_of(&world, &stranger, FeedScope::Networks).await;
    let mut results = Vec::new();
    for path in ["/agenda.ics", "/networks/sil/agenda.ics", "/agenda.atom", "/networks/sil/agenda.atom", "/sitemap.xml", &own] {
        for browser in [&guest, &stranger.browser] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            for secret in ["Members", "Office", "Draft", "BUREAU", "visio.example.org", &members, &office_event, &draft] {
                assert!(!answer.body.contains(secret), "{path} holds {secret}");
            }
            results.push(answer.body.contains("ublic"));
        }
    }
    assert!(results.iter().filter(|results| **results).count() >= 10, "what is public is there");
    for slug in [&members, &office_event, &draft] {
        assert_eq!(stranger.get(&format!("/events/{slug}/event.ics")).await.status, 404);
    }
    for path in ["/networks/bureau/agenda.ics", "/networks/bureau/agenda.atom", "/agenda.ics?network=bureau", "/agenda.atom?network=bureau"]
    {
        assert_eq!(stranger.get(path).await.status, 404, "{path}");
    }

    let mut member_reads = titles(&read(&ada.get("/agenda.ics").await)).join(" ");
    assert_eq!(member_reads, "Public Members");
    assert_eq!(ada.get("/agenda.ics").await.header("cache-control"), "private, no-cache");
    member_reads = titles(&read(&claire.get("/agenda.ics").await)).join(" ");
    assert_eq!(member_reads, "Public Members Office", "a draft is in nobody's calendar");
    assert_eq!(claire.get(&format!("/events/{draft}/event.ics")).await.status, 404);
}

#[tokio::test]
async fn a_private_co_organiser_of_a_public_event_is_not_named() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let office = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    world.mandate(&claire, &office, None).await;
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    events::invite(&world.db, &claire.actor, &slug, "bureau").await.unwrap();
    events::answer(&world.db, &claire.actor, &slug, "bureau", true).await.unwrap();
    for path in ["/agenda.ics", &format!("/events/{slug}/event.ics"), "/agenda.atom"] {
        let answer = world.guest().get(path).await;
        assert!(answer.body.contains("DevOps") && !answer.body.contains("BUREAU"), "{path}");
    }
}

#[tokio::test]
async fn a_personal_feed_is_shown_once_follows_its_owner_and_is_revoked() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.member(&sil, "Ada Lovelace").await;
    world.event(&claire, "sil", &EventInput { visibility: "members".to_owned(), ..webinar("Members") }).await;

    let refused = ada.post("/me/feeds", &[("name", " "), ("scope", "networks")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_of("name").is_some());
    let created = ada.post("/me/feeds", &[("name", "Téléphone <3"), ("scope", "networks")]).await;
    assert_eq!((created.status.as_u16(), created.header("cache-control")), (200, "no-store"));
    let address = created.attributes(".feed-address input", "value").remove(0);
    assert_eq!(created.attributes(".feed-address a", "href"), [address.replace("http://", "webcal://")]);
    let page = ada.get("/me/feeds").await;
    assert!(page.shows("Téléphone <3") && page.shows("jamais lu"));
    assert!(!page.body.contains("/feeds/"), "shown once");

    // A calendar program has no cookie.
    let program = world.guest();
    let feed = program.get(&address).await;
    assert_eq!(titles(&read(&feed)), ["Members"]);
    assert_eq!((feed.header("cache-control"), feed.header("referrer-policy")), ("private, no-cache", "no-referrer"));
    assert!(feed.header("last-modified").is_empty(), "a membership changes it too");
    let tag = feed.header("etag").to_owned();
    assert_eq!(program.get_with(&address, &[("if-none-match", &tag)]).await.status, 304);
    let page = ada.get("/me/feeds").await;
    assert!(page.shows("lu le vendredi 20 novembre 2026"), "{}", page.words());

    // The policy is applied at each request.
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE membership SET state = 'left' WHERE person = $1").bind(&ada.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let after = program.get_with(&address, &[("if-none-match", &tag)]).await;
    assert_eq!(after.status, 200);
    assert!(read(&after).entries.is_empty());

    let id = personal::list(&world.db, &ada.actor).await.unwrap().remove(0).id.to_string();
    assert_eq!(claire.post("/me/feeds", &[("revoke", &id)]).await.status, 404, "another's can't be revoked");
    assert_eq!(program.get(&address).await.status, 200);
    assert_eq!(ada.post("/me/feeds", &[("revoke", &id)]).await.location(), "/me/feeds?done=revoked");
    assert_eq!(program.get(&address).await.status, 404);
    assert_eq!(program.get(address.trim_end_matches(".ics")).await.status, 404);
    assert_eq!(program.get("/feeds/.ics").await.status, 404);
    assert_eq!(program.get("/me/feeds").await.status, 401);
}

#[tokio::test]
async fn a_registration_in_the_personal_feed_follows_its_seat() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.person("Ada Lovelace").await;
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    world.event(&claire, "sil", &webinar("Autre")).await;
    let address = address_of(&world, &ada, FeedScope::Registrations).await;
    let program = world.guest();
    assert!(read(&program.get(&address).await).entries.is_empty());

    registers(&world, &ada, &slug, "waiting").await;
    let waiting = only(&program.get(&address).await);
    assert_eq!((waiting.text("STATUS"), waiting.text("SUMMARY")), ("TENTATIVE", "Liste d’attente\u{202f}: DevOps"));
    registers(&world, &ada, &slug, "confirmed").await;
    let answer = program.get(&address).await;
    let confirmed = only(&answer);
    assert_eq!((confirmed.text("STATUS"), confirmed.text("TRANSP"), confirmed.text("SUMMARY")), ("CONFIRMED", "OPAQUE", "DevOps"));
    assert!(!answer.body.contains("visio.example.org"), "calendars are shared with colleagues");
    registers(&world, &ada, &slug, "withdrawn").await;
    assert_eq!(only(&program.get(&address).await).text("STATUS"), "CANCELLED");
    world.advance(Duration::days(31));
    assert!(read(&program.get(&address).await).entries.is_empty());
}

#[tokio::test]
async fn empty_feeds_are_complete_calendars_and_dated_atom_feeds() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let guest = world.guest();
    for path in ["/agenda.ics", "/networks/sil/agenda.ics", "/agenda.ics?kind=school"] {
        let feed = guest.get(path).await;
        assert_eq!((feed.status.as_u16(), feed.body.matches("BEGIN:V").count()), (200, 2), "one component: {}", feed.body);
        assert!(feed.body.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n") && !feed.body.contains("VEVENT"), "{}", feed.body);
        world.advance(Duration::days(400));
        assert_eq!(guest.get(path).await.body, feed.body, "the same bytes in another year");
    }
    let address = address_of(&world, &claire, FeedScope::Registrations).await;
    assert!(guest.get(&address).await.body.contains("BEGIN:VTIMEZONE"));
    let changed: String = {
        let mut tx = world.db.write().await.unwrap();
        sqlx::query("UPDATE network SET updated_at = '2027-03-01T09:00:00Z' WHERE slug = 'sil'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        "<updated>2027-03-01T09:00:00Z</updated>".to_owned()
    };
    for path in ["/agenda.atom", "/networks/sil/agenda.atom"] {
        let news = guest.get(path).await;
        assert!(news.body.contains(&changed) && !news.body.contains("<updated>1970"), "{path}: {}", news.body);
    }
}

#[tokio::test]
async fn the_atom_feed_is_well_formed_and_names_the_last_change() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    world.event(&claire, "sil", &webinar("R&D <script>alert(1)</script>")).await;
    world.advance(Duration::hours(1));
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    let answer = world.guest().get("/networks/sil/agenda.atom").await;
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    assert!(!answer.body.contains("<script"));
    assert_eq!(answer.body.matches("<entry").count(), 2);
    assert!(answer.body.contains("<updated>2026-11-20T10:00:00Z</updated>"));
    let (devops, other) = (answer.body.find("<title>DevOps").unwrap(), answer.body.find("<title>R&amp;D").unwrap());
    assert!(devops < other, "the last change first");
    assert!(answer.body.contains("urn:uuid:"));
    let unchanged = world.guest().get_with("/networks/sil/agenda.atom", &[("if-none-match", answer.header("etag"))]).await;
    assert_eq!(unchanged.status, 304);

    let sitemap = world.guest().get("/sitemap.xml").await;
    assert!(sitemap.body.contains(&format!("<loc>http://127.0.0.1:3000/events/{slug}</loc>")));
    assert!(world.guest().get("/robots.txt").await.body.contains("Disallow: /feeds/"));
}
