//! Events: from a draft to a date in calendars; organised by several networks, counted once.

use domain::Error;
use domain::enums::EventState;
use domain::events::{self, AgendaQuery, EventInput, MaterialInput, ProgrammeInput};
use tests::{Duration, TestUser, World};

/// A webinar four days after the start of every story.
fn webinar(title: &str) -> EventInput {
    EventInput { video_link: "https://visio.example.org/secret".to_owned(), ..tests::webinar(title) }
}

/// The same as fields of a form.
fn sent(input: &EventInput) -> Vec<(String, String)> {
    let value = serde_json::to_value(input).unwrap();
    value.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
}

async fn post(person: &TestUser, path: &str, input: &EventInput) -> tests::Answer {
    let pairs = sent(input);
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.post(path, &pairs).await
}

async fn current(world: &World, user: &TestUser, slug: &str) -> EventInput {
    events::form(&world.db, &user.actor, slug).await.unwrap()
}

async fn event(world: &World, user: &TestUser, slug: &str) -> events::Event {
    events::page(&world.db, &user.actor, slug).await.unwrap().event
}

async fn titles(world: &World, user: &TestUser, query: AgendaQuery) -> Vec<String> {
    events::list(&world.db, &user.actor, &query).await.unwrap().cards.into_iter().map(|card| card.title).collect()
}

async fn registers(world: &World, event: &events::Event, address: &str, state: &str) {
    let mut tx = world.db.write().await.unwrap();
    let (id, token, now): (String, _, _) = (tx.new_id(), tx.secret(), tx.now);
    sqlx::query(
        "INSERT INTO registration (id, event, person, given_name, family_name, sort_name, address, address_key, organisation, organisation_kind,
                                   language, presence, state, queued_at, token_hash, created_at, updated_at)
         VALUES ($1, $2, NULL, 'Ada', 'Lovelace', 'lovelace ada', $3, $3, '', NULL, 'fr', 'online', $4, $5, $6, $5, $5)",
    )
    .bind(id)
    .bind(&event.id)
    .bind(address)
    .bind(state)
    .bind(now)
    .bind(token.hash())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_draft_is_seen_by_those_who_prepare_it_and_a_publication_by_all() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (claire, bo) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Bo Martin").await);
    let member = world.member(&sil, "Noa Lemaire").await;

    let created = post(&claire, "/networks/sil/events/new", &webinar("Rust à bord")).await;
    assert_eq!(created.location(), "/events/rust-a-bord?done=created");
    let address = "/events/rust-a-bord";

    assert!(claire.get(address).await.shows("Brouillon"));
    assert_eq!(world.guest().get(address).await.status, 404);
    assert_eq!(member.get(address).await.status, 404);
    assert_eq!(bo.get(address).await.status, 404);
    assert!(claire.get("/agenda").await.shows("Rust à bord"));
    assert!(!member.get("/agenda").await.shows("Rust à bord"));
    assert!(!claire.get("/").await.shows("Rust à bord"));

    claire.post("/events/rust-a-bord/co-organisers", &[("network", "cyb")]).await;
    assert!(bo.get(address).await.shows("SIL propose à CYB de co-organiser"));

    let asked = claire.get("/events/rust-a-bord/publish").await;
    assert!(asked.shows("réseaux invités à co-organiser"));
    assert_eq!(claire.post("/events/rust-a-bord/publish", &[]).await.status, 303);
    let page = world.guest().get(address).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.all("head > title"), ["Rust à bord – Maillage"]);
    assert!(page.shows("Rust à bord") && page.shows("mardi 24 novembre 2026") && page.shows("14 h – 15 h 30"));
    assert!(!page.body.contains("visio.example.org"), "the meeting is for those who registered");
    assert!(claire.get(address).await.body.contains("visio.example.org"));
    assert!(world.guest().get("/").await.shows("Rust à bord"));
    let mail = world.last_mail_to(&bo.address).await;
    assert!(mail.subject.contains("SIL vous propose de co-organiser"), "{}", mail.subject);
}

#[tokio::test]
async fn a_network_that_accepts_shows_the_event_and_a_federation_shows_it_once() {
    let world = World::new().await;
    world.network_with("comet", |network| network.kind = "federation".to_owned()).await;
    let below = |network: &mut domain::networks::NetworkInput| network.parents = vec!["comet".to_owned()];
    let (sil, cyb) = (world.network_with("sil", below).await, world.network_with("cyb", below).await);
    let (claire, bo) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Bo Martin").await);
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    events::invite(&world.db, &claire.actor, &slug, "cyb").await.unwrap();
    let of = |network: &str| AgendaQuery { network: network.to_owned(), ..AgendaQuery::default() };

    assert_eq!(titles(&world, &bo, of("cyb")).await, Vec::<String>::new());
    let before = event(&world, &claire, &slug).await;
    world.advance(Duration::minutes(5));
    let answer = bo.post(&format!("/events/{slug}/co-organisers"), &[("network", "cyb"), ("answer", "accept")]).await;
    assert_eq!(answer.location(), format!("/events/{slug}?done=accepted"));

    for network in ["sil", "cyb", "comet"] {
        assert_eq!(titles(&world, &bo, of(network)).await, ["Rust à bord"], "{network}");
    }
    assert_eq!(world.guest().get("/networks/cyb/agenda").await.all(".event-card .network-tag"), ["SIL", "CYB"]);
    let after = event(&world, &claire, &slug).await;
    assert!(after.changed_at > before.changed_at && after.sequence == before.sequence);

    bo.post(&format!("/events/{slug}/co-organisers"), &[("network", "cyb"), ("answer", "decline")]).await;
    assert_eq!(titles(&world, &bo, of("cyb")).await, Vec::<String>::new());
    assert_eq!(titles(&world, &bo, of("comet")).await, ["Rust à bord"]);
}

#[tokio::test]
async fn only_the_invited_network_answers() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    world.network("ire").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let bo = world.coordinator(&cyb, "Bo Martin").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    events::invite(&world.db, &claire.actor, &slug, "ire").await.unwrap();

    let (db, accept) = (&world.db, true);
    assert_eq!(events::answer(db, &bo.actor, &slug, "cyb", accept).await, Err(Error::NotFound));
    // Only the two networks see the invitation.
    assert_eq!(events::answer(db, &bo.actor, &slug, "ire", accept).await, Err(Error::NotFound));
    assert_eq!(events::answer(db, &claire.actor, &slug, "ire", accept).await, Err(Error::NotFound));
    assert_eq!(events::invite(db, &bo.actor, &slug, "cyb").await, Err(Error::Forbidden));
}

#[tokio::test]
async fn invalid_fields_get_a_sentence_and_nothing_is_saved() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let good = || webinar("Rust à bord");
    let text = str::to_owned;
    let cases: Vec<(&str, EventInput)> = vec![
        ("title", EventInput { title: text("  "), ..good() }),
        ("title", EventInput { title: "x".repeat(300_000), ..good() }),
        ("ends_date", EventInput { ends_date: text("2026-11-23"), ..good() }),
        ("ends_date", EventInput { ends_time: text("13:59"), ..good() }),
        ("ends_date", EventInput { all_day: text("1"), ends_date: text("2026-11-23"), ..good() }),
        ("ends_date", EventInput { ends_date: text("2028-11-24"), ..good() }),
        ("starts_date", EventInput { starts_date: text("2026-02-30"), ..good() }),
        ("starts_time", EventInput { starts_time: text("25:00"), ..good() }),
        ("starts_time", EventInput { starts_date: text("2027-03-28"), starts_time: text("02:30"), ends_time: text("04:00"), ..good() }),
        ("ends_time", EventInput { ends_time: String::new(), ..good() }),
        ("zone", EventInput { zone: text("Europe/Atlantis"), ..good() }),
        ("seats_on_site", EventInput { seats_on_site: text("-3"), ..good() }),
        ("seats_online", EventInput { seats_online: text("beaucoup"), ..good() }),
        ("video_link", EventInput { video_link: text("javascript:alert(1)"), ..good() }),
        ("region", EventInput { region: text("atlantis"), ..good() }),
        ("kind", EventInput { kind: text("party"), ..good() }),
        ("closes_date", EventInput { closes_date: text("demain"), ..good() }),
    ];
    for (field, input) in cases {
        let answer = post(&claire, "/networks/sil/events/new", &input).await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(
            answer.all(".error-summary a").len() == 1 && answer.attributes(".error-summary a", "href") == [format!("#{field}")],
            "{field}"
        );
        if field != "title" {
            assert_eq!(answer.value_of("title").as_deref(), Some("Rust à bord"), "what was typed is kept");
        }
    }
    assert_eq!(titles(&world, &claire, AgendaQuery::default()).await, Vec::<String>::new());
}

#[tokio::test]
async fn markup_in_an_event_is_shown_as_typed() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let script = "<script>alert(1)</script></textarea>";
    let mut input = webinar(script);
    (input.summary, input.place, input.contact) = (script.to_owned(), script.to_owned(), script.to_owned());
    (input.description, input.mode) = (format!("{script}\n\n**fort**"), "on_site".to_owned());
    let slug = world.event(&claire, "sil", &input).await;

    for page in [
        format!("/events/{slug}"),
        format!("/events/{slug}/edit"),
        "/agenda".to_owned(),
        "/".to_owned(),
        "/agenda/month?month=2026-11".to_owned(),
    ] {
        let answer = claire.get(&page).await;
        assert_eq!(answer.status, 200, "{page}");
        assert!(!answer.body.contains("<script>alert"), "{page}");
    }
    assert_eq!(claire.get(&format!("/events/{slug}/edit")).await.value_of("title").as_deref(), Some(script));
}

#[tokio::test]
async fn a_stale_edit_is_refused_and_shows_the_saved_version() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    let opened = current(&world, &claire, &slug).await;

    let first = EventInput { title: "Rust en vol".to_owned(), ..opened.clone() };
    assert_eq!(post(&claire, &format!("/events/{slug}/edit"), &first).await.status, 303);
    let second = EventInput { contact: "ada@example.org".to_owned(), ..opened };
    let answer = post(&claire, &format!("/events/{slug}/edit"), &second).await;

    assert_eq!(answer.status, 409);
    assert!(answer.shows("Ce qui est enregistré maintenant") && answer.shows("Rust en vol"));
    assert_eq!(answer.value_of("contact").as_deref(), Some("ada@example.org"));
    assert_eq!(event(&world, &claire, &slug).await.title, "Rust en vol");
    assert_eq!(event(&world, &claire, &slug).await.contact, "");

    let again = EventInput { version: answer.value_of("version").unwrap(), ..second };
    assert_eq!(post(&claire, &format!("/events/{slug}/edit"), &again).await.status, 303, "saving again is a decision");
    assert_eq!(event(&world, &claire, &slug).await.contact, "ada@example.org");
}

#[tokio::test]
async fn the_revision_rises_for_time_place_title_and_state_alone() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = events::create(&world.db, &claire.actor, "sil", &webinar("Rust à bord")).await.unwrap();
    let change = async |alter: &dyn Fn(&mut EventInput)| {
        world.advance(Duration::minutes(1));
        let before = event(&world, &claire, &slug).await;
        let mut input = current(&world, &claire, &slug).await;
        alter(&mut input);
        events::edit(&world.db, &claire.actor, &slug, &input).await.unwrap();
        let after = event(&world, &claire, &slug).await;
        (after.sequence - before.sequence, after.changed_at > before.changed_at)
    };

    assert_eq!(change(&|input| input.title = "Rust".to_owned()).await, (0, true), "a draft has no revisions");
    events::publish(&world.db, &claire.actor, &slug).await.unwrap();
    assert_eq!(event(&world, &claire, &slug).await.sequence, 0);
    assert_eq!(change(&|input| input.starts_time = "14:30".to_owned()).await, (1, true));
    assert_eq!(change(&|input| input.zone = "Europe/London".to_owned()).await, (1, true));
    assert_eq!(change(&|input| input.place = "Toulouse".to_owned()).await, (1, true));
    assert_eq!(change(&|input| input.mode = "hybrid".to_owned()).await, (1, true));
    assert_eq!(change(&|input| input.title = "Rust en vol".to_owned()).await, (1, true));
    assert_eq!(change(&|input| input.description = "Un récit.".to_owned()).await, (0, true));
    assert_eq!(change(&|input| input.seats_online = "30".to_owned()).await, (0, false));
    assert_eq!(change(&|_| {}).await, (0, false));

    let sequence = event(&world, &claire, &slug).await.sequence;
    events::postpone(&world.db, &claire.actor, &slug, "Salle fermée.").await.unwrap();
    events::publish(&world.db, &claire.actor, &slug).await.unwrap();
    events::cancel(&world.db, &claire.actor, &slug, "").await.unwrap();
    assert_eq!(event(&world, &claire, &slug).await.sequence, sequence + 3);
}

#[tokio::test]
async fn a_slug_stays_and_is_never_shared() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let mut slugs = Vec::new();
    for _ in 0..3 {
        slugs.push(events::create(&world.db, &claire.actor, "sil", &webinar("Journées : données ?")).await.unwrap());
    }
    assert_eq!(slugs, ["journees-donnees", "journees-donnees-2026", "journees-donnees-2"]);

    let input = EventInput { title: "Autre titre".to_owned(), ..current(&world, &claire, &slugs[0]).await };
    events::edit(&world.db, &claire.actor, &slugs[0], &input).await.unwrap();
    assert_eq!(event(&world, &claire, "journees-donnees").await.title, "Autre titre");
}

#[tokio::test]
async fn moves_postponements_and_cancellations_reach_each_person_once() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    let page = event(&world, &claire, &slug).await;
    for (address, state) in [
        ("ada@example.org", "confirmed"),
        ("bo@example.org", "waiting"),
        ("gone@example.org", "withdrawn"),
        ("maybe@example.org", "unconfirmed"),
    ] {
        registers(&world, &page, address, state).await;
    }

    assert!(claire.get(&format!("/events/{slug}/edit")).await.shows("prévenir 2 personnes"));
    let input = EventInput { starts_time: "15:00".to_owned(), ends_time: "16:00".to_owned(), ..current(&world, &claire, &slug).await };
    events::edit(&world.db, &claire.actor, &slug, &input).await.unwrap();
    let mail = world.last_mail_to("ada@example.org").await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("event.moved", Some("REQUEST")));
    assert!(mail.body.contains("15\u{a0}h – 16") && mail.body.contains("Auparavant"), "{}", mail.body);

    let asked = claire.get(&format!("/events/{slug}/postpone")).await;
    assert!(asked.shows("Reporter et prévenir 2 personnes"), "{}", asked.words());
    claire.post(&format!("/events/{slug}/postpone"), &[("state_note", "Orateur souffrant.")]).await;
    let mail = world.last_mail_to("bo@example.org").await;
    assert!(mail.cause == "event.postponed" && mail.body.contains("Orateur souffrant."));
    let public_page = world.guest().get(&format!("/events/{slug}")).await;
    assert!(public_page.shows("Reporté.") && public_page.shows("Orateur souffrant."));

    claire.post(&format!("/events/{slug}/publish"), &[]).await;
    assert_eq!(world.last_mail_to("bo@example.org").await.cause, "event.dated");

    claire.post(&format!("/events/{slug}/cancel"), &[("state_note", "Plus de salle.")]).await;
    let mail = world.last_mail_to("ada@example.org").await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("event.cancelled", Some("CANCEL")));
    let public_page = world.guest().get("/agenda").await;
    assert_eq!(public_page.all(".is-cancelled h3"), ["Rust à bord"]);
    assert!(public_page.shows("Annulé"));

    for (address, count) in [("ada@example.org", 4), ("gone@example.org", 0), ("maybe@example.org", 0)] {
        assert_eq!(world.mails_to(address).await.len(), count, "{address}");
    }
    assert_eq!(claire.get(&format!("/events/{slug}/cancel")).await.status, 409);
    assert_eq!(events::publish(&world.db, &claire.actor, &slug).await, Err(Error::Closed));
    assert_eq!(post(&claire, &format!("/events/{slug}/edit"), &current(&world, &claire, &slug).await).await.status, 409);
}

#[tokio::test]
async fn seats_never_fall_below_those_taken_and_new_ones_go_to_the_queue() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let input = EventInput { seats_online: "2".to_owned(), ..webinar("Rust à bord") };
    let slug = world.event(&claire, "sil", &input).await;
    let page = event(&world, &claire, &slug).await;
    for (address, state) in [("a@example.org", "confirmed"), ("b@example.org", "confirmed"), ("c@example.org", "waiting")] {
        registers(&world, &page, address, state).await;
    }
    assert!(world.guest().get("/agenda").await.shows("liste d’attente : 1"));

    let fewer = EventInput { seats_online: "1".to_owned(), ..current(&world, &claire, &slug).await };
    let answer = post(&claire, &format!("/events/{slug}/edit"), &fewer).await;
    assert_eq!(answer.status, 422);
    assert!(answer.error_of("seats_online").is_some_and(|sentence| sentence.contains('2')));

    let more = EventInput { seats_online: "3".to_owned(), ..current(&world, &claire, &slug).await };
    events::edit(&world.db, &claire.actor, &slug, &more).await.unwrap();
    let seats_taken = events::page(&world.db, &claire.actor, &slug).await.unwrap().seats_taken;
    assert_eq!((seats_taken.online, seats_taken.waiting), (3, 0));
    assert_eq!(world.mails_to("c@example.org").await.len(), 1);
}

#[tokio::test]
async fn an_event_for_members_is_unknown_to_others() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (member, other) = (world.member(&sil, "Noa Lemaire").await, world.member(&cyb, "Ada Lovelace").await);
    let slug = world.event(&claire, "sil", &EventInput { visibility: "members".to_owned(), ..webinar("Entre nous") }).await;

    assert_eq!(member.get(&format!("/events/{slug}")).await.status, 200);
    assert_eq!(other.get(&format!("/events/{slug}")).await.status, 404);
    assert!(member.get("/agenda").await.shows("Entre nous"));
    for page in [
        "/agenda",
        "/",
        "/agenda?q=entre",
        "/agenda?network=sil",
        "/networks/sil/agenda",
        "/agenda/month?month=2026-11",
        "/agenda?month=2026-11",
    ] {
        assert!(!other.get(page).await.shows("Entre nous"), "{page}");
    }
}

#[tokio::test]
async fn the_events_of_a_private_network_stay_hidden() {
    let world = World::new().await;
    world.network_with("comet", |network| network.kind = "federation".to_owned()).await;
    let bureau = world
        .network_with("bureau", |network| {
            network.visibility = "private".to_owned();
            network.parents = vec!["comet".to_owned()];
        })
        .await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (secret, claire) = (world.coordinator(&bureau, "Max Secret").await, world.coordinator(&cyb, "Claire Fontaine").await);
    let hidden = world.event(&secret, "bureau", &webinar("Budget caché")).await;
    // A public network co-organises the event: it is visible, without the private network.
    let both = world.coordinator(&sil, "Lou Double").await;
    world.mandate(&both, &bureau, None).await;
    let shared = world.event(&both, "sil", &webinar("Ouvert à tous")).await;
    events::invite(&world.db, &both.actor, &shared, "bureau").await.unwrap();
    events::answer(&world.db, &secret.actor, &shared, "bureau", true).await.unwrap();

    let stranger = world.guest();
    for browser in [&stranger, &claire.browser] {
        assert_eq!(browser.get(&format!("/events/{hidden}")).await.status, 404);
        for page in [
            "/agenda",
            "/",
            "/agenda?q=budget",
            "/agenda?kind=webinar",
            "/networks/comet/agenda",
            "/agenda?network=comet",
            "/agenda/month?month=2026-11",
        ] {
            let answer = browser.get(page).await;
            assert!(!answer.body.contains("cach") && !answer.body.to_lowercase().contains("bureau"), "{page}");
        }
        assert!(!browser.get(&format!("/events/{shared}")).await.body.to_lowercase().contains("bureau"));
        assert!(!browser.get("/networks/comet/agenda").await.shows("Ouvert à tous"), "whose it is stays unknown");
        assert_eq!(browser.get("/networks/bureau/agenda").await.status, 404);
        assert_eq!(browser.get("/agenda?network=bureau").await.status, browser.get("/agenda?network=nobody").await.status);
    }
    assert!(secret.get("/networks/bureau/agenda").await.shows("Budget caché"));
    let own = world.event(&claire, "cyb", &webinar("Sécurité")).await;
    let asked = events::invite(&world.db, &claire.actor, &own, "bureau").await;
    assert_eq!(asked, events::invite(&world.db, &claire.actor, &own, "nobody").await, "a private network can't be found by asking it");
}

#[tokio::test]
async fn only_coordinators_of_the_lead_change_an_event() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (claire, bo) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Bo Martin").await);
    let member = world.member(&sil, "Noa Lemaire").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    for page in ["edit", "publish", "postpone", "cancel", "remove", "co-organisers", "programme", "materials"] {
        let path = format!("/events/{slug}/{page}");
        assert_eq!(world.guest().get(&path).await.status, 401, "{page}");
        for person in [&member, &bo] {
            assert_eq!(person.get(&path).await.status, 403, "{page}");
            assert_eq!(person.post(&path, &[("network", "cyb"), ("version", "2"), ("title", "x")]).await.status, 403, "{page}");
        }
    }
    assert_eq!(bo.post(&format!("/events/{slug}/clone"), &[]).await.status, 403);
    assert_eq!(bo.get("/networks/sil/events/new").await.status, 403);
    assert_eq!(post(&bo, "/networks/sil/events/new", &webinar("Pirate")).await.status, 403);
    assert_eq!(event(&world, &claire, &slug).await.state, EventState::Published);
}

#[tokio::test]
async fn a_copy_is_a_draft_a_year_later_with_the_same_programme() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    let text = str::to_owned;
    let programme = ProgrammeInput {
        version: current(&world, &claire, &slug).await.version,
        title: vec![text("Pause"), text("Écrire un pilote"), text("  ")],
        time: vec![text("14:45"), text("14:00")],
        speakers: vec![text(""), text("Ada Lovelace, CNES ; Noa Lemaire")],
        minutes: vec![text("15"), text("45")],
        ..ProgrammeInput::default()
    };
    events::set_programme(&world.db, &claire.actor, &slug, &programme).await.unwrap();
    let slides = MaterialInput { kind: text("slides"), title: text("Supports"), url: text("https://example.org/a.pdf") };
    events::add_material(&world.db, &claire.actor, &slug, &slides).await.unwrap();
    let public_page = world.guest().get(&format!("/events/{slug}")).await;
    assert_eq!(public_page.all(".timeline time"), ["14:00", "14:45"], "in order of time");
    assert!(public_page.shows("Ada Lovelace , CNES · Noa Lemaire") && public_page.shows("Supports"), "{}", public_page.words());

    let answer = claire.post(&format!("/events/{slug}/clone"), &[]).await;
    assert_eq!(answer.location(), "/events/rust-a-bord-2027/edit?done=duplicated");
    let copy = events::page(&world.db, &claire.actor, "rust-a-bord-2027").await.unwrap();
    assert_eq!((copy.event.state, copy.event.starts_local.as_str()), (EventState::Draft, "2027-11-23T14:00"), "a Tuesday again");
    let talks: Vec<(&str, &str)> = copy.talks.iter().map(|talk| (talk.title.as_str(), talk.starts_local.as_str())).collect();
    assert_eq!(talks, [("Écrire un pilote", "2027-11-23T14:00"), ("Pause", "2027-11-23T14:45")]);
    assert!(copy.materials.is_empty() && copy.talks[0].speakers.len() == 2);

    assert_eq!(events::remove(&world.db, &claire.actor, &slug).await, Err(Error::Closed), "what was published stays");
    claire.post("/events/rust-a-bord-2027/remove", &[]).await;
    assert_eq!(claire.get("/events/rust-a-bord-2027").await.status, 404);
}

#[tokio::test]
async fn a_programme_grows_by_a_button_and_keeps_what_is_wrong() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    let path = format!("/events/{slug}/programme");
    let version = current(&world, &claire, &slug).await.version;

    let more = claire.post(&path, &[("version", &version), ("act", "add"), ("title", "Accueil"), ("time", "14:00")]).await;
    assert_eq!(more.status, 200);
    assert_eq!(more.attributes("input[name=title]", "value").first().map(String::as_str), Some("Accueil"));

    let wrong = [("version", version.as_str()), ("title", ""), ("time", "14h"), ("minutes", "-3"), ("speakers", "Ada")];
    let answer = claire.post(&path, &wrong).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.attributes(".error-summary a", "href"), ["#title-0", "#time-0", "#minutes-0"]);
    assert_eq!(claire.post(&path, &[("version", "77"), ("title", "Accueil")]).await.status, 409);
    assert!(events::page(&world.db, &claire.actor, &slug).await.unwrap().talks.is_empty());
}

#[tokio::test]
async fn filters_combine_text_kind_place_and_time() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let text = str::to_owned;
    world.event(&claire, "sil", &webinar("Données et Éthique")).await;
    let school = EventInput {
        kind: text("school"),
        all_day: text("1"),
        starts_date: text("2026-12-01"),
        ends_date: text("2026-12-04"),
        mode: text("hybrid"),
        region: text("occ"),
        ..webinar("École 100 % Rust")
    };
    world.event(&claire, "sil", &school).await;
    let past = EventInput { starts_date: text("2026-11-10"), mode: text("on_site"), ..webinar("Réunion de rentrée") };
    world.event(&claire, "sil", &past).await;
    let asked = |change: &dyn Fn(&mut AgendaQuery)| {
        let mut query = AgendaQuery::default();
        change(&mut query);
        titles(&world, &claire, query)
    };

    assert_eq!(asked(&|_| {}).await, ["Données et Éthique", "École 100 % Rust"]);
    assert_eq!(asked(&|query| query.q = text("donnees")).await, ["Données et Éthique"]);
    assert_eq!(asked(&|query| query.q = text("ÉTHIQUE")).await, ["Données et Éthique"]);
    assert_eq!(asked(&|query| query.q = text("100 %")).await, ["École 100 % Rust"]);
    assert_eq!(asked(&|query| query.kind = text("school")).await, ["École 100 % Rust"]);
    assert_eq!(asked(&|query| query.place = text("online")).await.len(), 2);
    assert_eq!(asked(&|query| query.place = text("on_site")).await, ["École 100 % Rust"]);
    assert_eq!(asked(&|query| query.place = text("occ")).await, ["École 100 % Rust"]);
    assert_eq!(asked(&|query| query.when = text("past")).await, ["Réunion de rentrée"]);
    assert_eq!(asked(&|query| query.month = text("2026-11")).await, ["Réunion de rentrée", "Données et Éthique"]);

    let page = world.guest().get("/agenda?where=occ").await;
    assert_eq!(page.attributes("select[name=where] option[selected]", "value"), ["occ"]);
    assert!(page.body.contains("/agenda.ics?where=occ"), "the feed is filtered as the page is");
    let month = world.guest().get("/agenda/month?month=2026-12").await;
    assert_eq!(month.all("td li").len(), 4, "a school stands on each of its days");
    world.advance(Duration::days(15));
    assert_eq!(asked(&|_| {}).await, Vec::<String>::new(), "over on the midnight after its last day");
}

#[tokio::test]
async fn a_long_list_goes_on_page_by_page() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    for _ in 0..53 {
        world.event(&claire, "sil", &webinar("Rust à bord")).await;
    }
    let stranger = world.guest();
    for (address, rows, page, next) in [
        ("/agenda", 50, "1", Some("/agenda?page=2")),
        ("/agenda?page=2", 3, "2", None),
        ("/networks/sil/agenda?page=99", 3, "2", None),
        ("/agenda?page=-4", 50, "1", Some("/agenda?page=2")),
    ] {
        let answer = stranger.get(address).await;
        assert!(answer.shows("53 événements"), "{address}");
        assert_eq!(answer.all(".pagination [aria-current=page]"), [page], "{address}");
        assert_eq!(answer.all(".event-card").len(), rows, "{address}");
        assert_eq!(answer.attributes("a[rel=next]", "href").first().map(String::as_str), next, "{address}");
    }
}

#[tokio::test]
async fn times_are_local_to_the_place() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let text = str::to_owned;
    let reunion = world.event(&claire, "sil", &EventInput { zone: text("Indian/Reunion"), ..webinar("À La Réunion") }).await;
    let event_there = event(&world, &claire, &reunion).await;
    assert_eq!(
        (event_there.starts_local.as_str(), event_there.starts_at.to_string().as_str()),
        ("2026-11-24T14:00", "2026-11-24T10:00:00Z")
    );

    let days = EventInput {
        all_day: text("1"),
        starts_time: String::new(),
        ends_time: String::new(),
        ends_date: text("2026-11-26"),
        ..webinar("Trois jours")
    };
    let whole = event(&world, &claire, &world.event(&claire, "sil", &days).await).await;
    assert_eq!((whole.ends_local.as_str(), whole.ends_at.to_string().as_str()), ("2026-11-26T00:00", "2026-11-26T23:00:00Z"));
}
