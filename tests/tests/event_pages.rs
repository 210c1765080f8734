//! Events before and after their date: their page, their cards, the head of the page.

use domain::events::{self, EventInput, MaterialInput};
use tests::{Duration, TestUser, World};

const SECRET: &str = "visio.example.org/secret";

/// A webinar four days after the start of every story.
fn webinar(title: &str) -> EventInput {
    let text = str::to_owned;
    EventInput {
        summary: text("Un récit de vol."),
        seats_online: text("30"),
        video_link: format!("https://{SECRET}"),
        ..tests::webinar(title)
    }
}

#[tokio::test]
async fn every_card_shows_the_time() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    claire.post(&format!("/events/{slug}/register"), &[]).await;
    for page in ["/", "/agenda", "/networks/sil", "/networks/sil/agenda", "/me"] {
        assert_eq!(claire.get(page).await.all(".event-card .hours"), ["14 h – 15 h 30"], "{page}");
    }
    assert_eq!(claire.get("/agenda/month?month=2026-11").await.all(".month li .hour"), ["14 h"]);
    let me = claire.get("/me").await;
    let (coming, networks) = (me.body.find("id=\"coming\"").unwrap(), me.body.find("id=\"mine\"").unwrap());
    assert!(coming < networks, "on a phone the next events come before networks and settings");
    assert_eq!(claire.get("/agenda").await.all(".event-card .seats"), ["29 places libres"]);

    let whole = EventInput { all_day: "1".to_owned(), ..webinar("Journée entière") };
    world.event(&claire, "sil", &whole).await;
    assert_eq!(world.guest().get("/agenda").await.all(".event-card .hours").len(), 1, "whole days have none");
}

#[tokio::test]
async fn an_event_in_another_zone_shows_both_times() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let input = EventInput {
        zone: "Pacific/Noumea".to_owned(),
        starts_time: "08:00".to_owned(),
        ends_time: "09:00".to_owned(),
        ..webinar("Calcul au Pacifique")
    };
    let slug = world.event(&claire, "sil", &input).await;
    let page = world.guest().get(&format!("/events/{slug}")).await;
    assert!(
        page.shows("soit lundi 23 novembre 2026, 22 h – 23 h à Paris") && page.shows("heure locale (Nouméa, UTC+11)"),
        "{}",
        page.words()
    );
    assert_eq!(world.guest().get("/agenda").await.all(".hours"), ["8 h – 9 h (Nouméa), lundi 23 novembre 2026, 22 h – 23 h à Paris"]);
    let ada = world.person("Ada Lovelace").await;
    ada.post(&format!("/events/{slug}/register"), &[]).await;
    let mail = world.last_mail_to(&ada.address).await.body.replace('\u{a0}', " ");
    assert!(mail.contains("(Nouméa), soit lundi 23 novembre 2026, 22 h – 23 h à Paris"), "{mail}");
    let near = world.event(&claire, "sil", &webinar("À Paris")).await;
    let near = world.guest().get(&format!("/events/{near}")).await;
    assert!(near.shows("heure locale (Paris, UTC+1)") && !near.shows("soit"), "{}", near.words());
}

#[tokio::test]
async fn a_past_event_leads_with_its_materials_and_offers_no_seats() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.person("Ada Lovelace").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    let path = format!("/events/{slug}");
    ada.post(&format!("{path}/register"), &[]).await;
    let before = ada.get(&path).await;
    assert!(before.body.contains(SECRET) && before.shows("29 places libres sur 30") && before.shows("Ajouter au calendrier"));
    let ticket = world.last_mail_to(&ada.address).await.link("/registrations/");

    world.advance(Duration::days(30));
    let (claire_now, ada_now) = (world.sign_in_again(&claire).await, world.sign_in_again(&ada).await);
    let slides = MaterialInput { kind: "slides".to_owned(), title: "Les planches".to_owned(), url: "https://example.org/a.pdf".to_owned() };
    events::add_material(&world.db, &claire.actor, &slug, &slides).await.unwrap();
    let list = claire_now.get(&format!("{path}/registrations")).await;
    let (shown, columns) = (list.value_of("shown").unwrap(), list.value_of("half_days").unwrap());
    let present = list.attributes("input[name=present]", "value");
    claire_now.post(&format!("{path}/registrations"), &[("half_days", &columns), ("shown", &shown), ("present", &present[0])]).await;

    for (user, page) in [("ada", ada_now.get(&path).await), ("claire", claire_now.get(&path).await)] {
        for gone in ["Rejoindre", "places libres", "Ajouter au calendrier", "Annuler…", "Reporter…"] {
            assert!(!page.shows(gone), "{user}: {gone}");
        }
        assert!(!page.body.contains(SECRET) || user == "claire", "the meeting is over");
        let (materials, facts) = (page.body.find("id=\"materials\"").unwrap(), page.body.find("class=\"facts\"").unwrap());
        assert!(materials < facts, "{user}: what is left comes first");
    }
    assert!(ada_now.get(&path).await.shows("Votre présence est notée : mar. 24 nov. après-midi."));
    assert!(claire_now.get(&path).await.shows("Présences notées : 1 (inscriptions : 1)"));
    assert!(!world.guest().get(&path).await.shows("présence"), "how many came is for those who hold it");
    assert!(!world.guest().get(&ticket).await.shows("Rejoindre la réunion"));
}

#[tokio::test]
async fn drafts_and_postponed_events_do_not_say_that_they_are_closed() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = events::create(&world.db, &claire.actor, "sil", &webinar("Rust à bord")).await.unwrap();
    let path = format!("/events/{slug}");
    let draft = claire.get(&path).await;
    assert!(draft.shows("Les inscriptions ouvriront à la publication") && !draft.shows("closes"), "{}", draft.words());
    events::publish(&world.db, &claire.actor, &slug).await.unwrap();
    events::postpone(&world.db, &claire.actor, &slug, "").await.unwrap();
    let page = world.guest().get(&path).await;
    assert_eq!(page.all(".when s"), ["mardi 24 novembre 202614 h – 15 h 30"]);
    assert!(
        page.shows("Reporté, date à venir") && page.shows("reprendront avec la nouvelle date") && !page.shows("closes"),
        "{}",
        page.words()
    );
    let agenda = world.guest().get("/agenda").await;
    assert_eq!(agenda.all(".event-card.is-postponed .badge"), ["Reporté, date à venir"]);
    assert!(agenda.all(".hours").is_empty() && agenda.all(".date-stamp")[0].starts_with("initialement"));
    assert!(world.guest().get(&format!("{path}/register")).await.shows("reprendront avec la nouvelle date"));
}

#[tokio::test]
async fn members_read_the_link_of_a_meeting_that_nobody_registers_for() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (claire, bo) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Bo Martin").await);
    let (member, co_member) = (world.member(&sil, "Noa Lemaire").await, world.member(&cyb, "Ada Lovelace").await);
    let stranger = world.person("Zoé Ailleurs").await;
    let input =
        EventInput { registration: "none".to_owned(), seats_online: String::new(), kind: "meeting".to_owned(), ..webinar("Réunion") };
    let slug = world.event(&claire, "sil", &input).await;
    let path = format!("/events/{slug}");
    events::invite(&world.db, &claire.actor, &slug, "cyb").await.unwrap();
    let feed = async |person: &TestUser, scope: &str| {
        person.submit("/me/feeds", &[("name", "Téléphone"), ("scope", scope)]).await.value_of_address()
    };
    let (of_member, of_co_member) = (feed(&member, "networks").await, feed(&co_member, "networks").await);
    let program = world.guest();

    assert!(member.get(&path).await.body.contains(SECRET));
    assert!(!co_member.get(&path).await.body.contains(SECRET), "its network was asked and has not answered");
    assert!(!program.get(&of_co_member).await.body.contains(SECRET));
    events::answer(&world.db, &bo.actor, &slug, "cyb", true).await.unwrap();
    for person in [&member, &co_member, &claire] {
        let page = person.get(&path).await;
        assert!(page.body.contains(SECRET) && page.shows("Réservée aux membres des réseaux organisateurs"), "{}", person.name);
    }
    for address in [&of_member, &of_co_member] {
        assert!(program.get(address).await.body.replace("\r\n ", "").contains(SECRET), "no mail brings it: the secret feed does");
    }
    let others = stranger.get(&path).await;
    assert!(!others.body.contains(SECRET) && others.shows("Réservée aux membres"));
    let guest = program.get(&path).await;
    assert!(!guest.body.contains(SECRET));
    assert_eq!(guest.attributes(".facts .facts-group .links a", "href"), [format!("/sign-in?next=%2Fevents%2F{slug}")]);
    for open in ["/agenda.ics", "/networks/sil/agenda.ics", &format!("{path}/event.ics")] {
        for reader in [&program, &member.browser] {
            assert!(!reader.get(open).await.body.contains("visio"), "{open}: shared with colleagues");
        }
    }
    // A former member does not see it any more, in any calendar.
    let etag = program.get(&of_member).await.header("etag").to_owned();
    member.post("/networks/sil/leave", &[]).await;
    assert!(!member.get(&path).await.body.contains(SECRET));
    let after = program.get_with(&of_member, &[("if-none-match", &etag)]).await;
    assert!(after.status == 200 && !after.body.contains(SECRET));
    // With registration, only participants see the link.
    let registered = world.event(&claire, "sil", &webinar("Webinaire")).await;
    let member = world.member(&sil, "Max Roche").await;
    assert!(!member.get(&format!("/events/{registered}")).await.body.contains(SECRET));
    let feed = feed(&member, "networks").await;
    assert_eq!(program.get(&feed).await.body.matches("CONFERENCE").count(), 1, "of the meeting alone");
}

#[tokio::test]
async fn the_head_of_a_page_has_its_address_and_languages() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust & <vol>")).await;
    let path = format!("/events/{slug}");
    let guest = world.guest();
    let page = guest.get(&path).await;
    let absolute = format!("http://127.0.0.1:3000{path}");
    let property = |page: &tests::Answer, name: &str| page.attributes(&format!("meta[property='og:{name}']"), "content");
    assert_eq!(page.attributes("link[rel=canonical]", "href"), std::slice::from_ref(&absolute));
    assert_eq!(
        page.attributes("link[rel=alternate][hreflang]", "href"),
        [format!("{absolute}?lang=fr"), format!("{absolute}?lang=en"), absolute.clone()]
    );
    assert_eq!(property(&page, "title"), ["Rust & <vol>"]);
    assert_eq!(
        (property(&page, "description"), property(&page, "locale")),
        (vec!["Un récit de vol.".to_owned()], vec!["fr_FR".to_owned()])
    );

    let english = guest.get(&format!("{path}?lang=en")).await;
    assert_eq!(english.attributes("html", "lang"), ["en"]);
    assert_eq!(english.attributes("link[rel=canonical]", "href"), [format!("{absolute}?lang=en")]);
    assert_eq!(english.attributes("h1", "lang"), ["fr"], "the content keeps its own");
    assert_eq!(english.attributes("form[action='/language'] input[name=next]", "value"), std::slice::from_ref(&path));
    for (asked, canonical) in [
        ("?page=1&lang=xx", "?page=1"),
        ("?when=past&page=1", "?when=past&page=1"),
        ("?month=2026-11&kind=", "?month=2026%2D11"),
        // A filtered list is part of the whole list, not one of its pages.
        ("?kind=webinar&page=1&lang=xx", ""),
        ("?when=past&kind=webinar&page=1", "?when=past"),
        ("?when=%22%3E&page=x", ""),
    ] {
        let page = guest.get(&format!("/agenda{asked}")).await;
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [format!("http://127.0.0.1:3000/agenda{canonical}")], "{asked}");
    }
    for (page, answer) in [("/me", claire.get("/me").await), ("/events/nothing", guest.get("/events/nothing").await)] {
        assert!(answer.attributes("link[rel=canonical], meta[property]", "rel").is_empty(), "{page}");
    }

    let data: serde_json::Value = serde_json::from_str(&page.all("script[type='application/ld+json']")[0]).unwrap();
    assert_eq!(data["offers"]["url"], format!("{absolute}/register"));
    assert_eq!(data["offers"]["availability"], "https://schema.org/InStock");
    assert!(!page.all("script[type='application/ld+json']")[0].contains("visio"));
}

#[tokio::test]
async fn pages_have_no_marks_of_the_renderer() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    for page in ["/", "/networks/sil", "/me", &format!("/events/{slug}"), "/networks"] {
        assert_eq!(claire.get(page).await.body.matches("<!>").count(), 0, "{page}");
    }
    // An island keeps its own marks; the HTML of the server in it has none.
    let agenda = claire.get("/agenda").await;
    assert!(agenda.body.contains("<leptos-island") && agenda.body.matches("<!>").count() <= 8, "{}", agenda.body.matches("<!>").count());
}

#[tokio::test]
async fn titles_in_another_language_are_marked() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    for rest in ["/edit", "/programme", "/materials", "/co-organisers", "/registrations", "/registrations/new", "/register", "/cancel"] {
        let english = claire.get(&format!("/events/{slug}{rest}?lang=en")).await;
        assert_eq!(english.status, 200, "{rest}");
        let titled: Vec<String> = english.all("main [lang=fr]").into_iter().filter(|words| words == "Rust à bord").collect();
        assert!(!titled.is_empty(), "{rest}: {:?}", english.all("main [lang=fr]"));
        let french = claire.get(&format!("/events/{slug}{rest}")).await;
        assert!(french.all("main [lang=fr]").is_empty(), "{rest}");
    }
}

/// The address of a feed, which the page shows only once.
trait ShowsAddress {
    fn value_of_address(&self) -> String;
}

impl ShowsAddress for tests::Answer {
    fn value_of_address(&self) -> String {
        self.attributes(".feed-address input", "value").remove(0)
    }
}
