//! The visibility of figures.

use domain::enums::EventKind;
use domain::events::{self, EventInput};
use domain::policy::Actor;
use domain::reports::reviews::{self, ReviewInput};
use domain::reports::{self, EventFigures, FiguresQuery};
use tests::{Browser, TestUser, World};

fn event(title: &str, kind: &str, visibility: &str, day: &str) -> EventInput {
    let text = str::to_owned;
    EventInput { kind: text(kind), visibility: text(visibility), starts_date: text(day), ..tests::webinar(title) }
}

/// Inserts a confirmed registration, with or without an account.
async fn registered(world: &World, event: &str, person: Option<&TestUser>, address: &str) {
    let mut tx = world.db.write().await.unwrap();
    let (id, now): (String, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO registration (id, event, person, given_name, family_name, sort_name, address, address_key, organisation, organisation_kind,
                                   language, presence, state, queued_at, token_hash, created_at, updated_at)
         SELECT $1, e.id, $3, 'Quelque', 'Personne', 'personne quelque', $4, $4, '', 'agency', 'fr', 'online', 'confirmed', $5, $1, $5, $5
           FROM event e WHERE e.slug = $2",
    )
    .bind(id)
    .bind(event)
    .bind(person.map(|person| &person.id))
    .bind(address)
    .bind(now)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn run(world: &World, statement: &'static str, value: &str) {
    let mut tx = world.db.write().await.unwrap();
    sqlx::query(statement).bind(value).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn year(world: &World, kind: &str) -> EventFigures {
    let query = FiguresQuery { year: "2026".to_owned(), kind: kind.to_owned(), ..FiguresQuery::default() };
    reports::events(&world.db, &Actor::Guest, "sil", &query).await.unwrap()
}

#[tokio::test]
async fn a_breakdown_with_one_group_is_not_shown_by_itself() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &event("Un", "webinar", "public", "2026-11-24")).await;
    for number in 0..10 {
        registered(&world, &slug, None, &format!("agency{number}@example.org")).await;
    }
    let company = async |number: i64| {
        registered(&world, &slug, None, &format!("company{number}@example.org")).await;
        run(&world, "UPDATE registration SET organisation_kind = 'company' WHERE address LIKE $1", "company%").await;
    };
    company(0).await;
    let texts = ReviewInput { version: "0".to_owned(), ..ReviewInput::default() };
    reviews::save(&world.db, &claire.actor, "sil", "2026", &texts).await.unwrap();
    let count_charts = async |browser: &Browser, path: &str| browser.get(path).await.all("#figure-turnout-organisations").len();
    let (guest, figures) = (world.guest(), "/networks/sil/figures/events?year=2026");
    let kinds =
        async |browser: &TestUser| browser.get("/networks/sil/reviews/2026").await.shows("Inscriptions de 2026 par type d’organisation");
    assert_eq!((count_charts(&guest, figures).await, count_charts(&claire.browser, figures).await, kinds(&claire).await), (0, 1, false));
    // With two groups large enough, everyone reads them, in both places.
    for number in 1..6 {
        company(number).await;
    }
    assert_eq!((count_charts(&guest, figures).await, count_charts(&claire.browser, figures).await, kinds(&claire).await), (1, 1, true));
}

#[tokio::test]
async fn own_organisations_match_whatever_the_spelling() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (claire, ada) = (world.coordinator(&sil, "Claire Fontaine").await, world.member(&sil, "Ada Lovelace").await);
    let works = [("organisation", "École d’Électronique"), ("organisation_kind", "university"), ("started_on", "2020-01-01")];
    let added = ada.post("/me/affiliations/new", &works).await;
    assert_eq!(added.status, 303, "{}", added.words());
    let slug = world.event(&claire, "sil", &event("Un", "webinar", "public", "2026-11-24")).await;
    for (address, organisation) in
        [("a@example.org", "ecole d'electronique"), ("b@example.org", "ÉCOLE D’ÉLECTRONIQUE"), ("c@example.org", "Ailleurs")]
    {
        registered(&world, &slug, None, address).await;
        let mut tx = world.db.write().await.unwrap();
        sqlx::query("UPDATE registration SET organisation = $2 WHERE address = $1")
            .bind(address)
            .bind(organisation)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let query = FiguresQuery { year: "2026".to_owned(), ..FiguresQuery::default() };
    let figures = reports::events(&world.db, &claire.actor, "sil", &query).await.unwrap();
    let turnout = figures.events.held[0].turnout.expect("a coordinator reads who registered");
    assert_eq!((turnout.registered, turnout.own), (3, 2));
}

#[tokio::test]
async fn a_person_counts_once_under_all_addresses_and_after_erasure() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (lou, lea) = (world.person("Lou Martin").await, world.person("Lea Martinet").await);
    let first = world.event(&claire, "sil", &event("Un", "webinar", "public", "2026-11-24")).await;
    let second = world.event(&claire, "sil", &event("Deux", "school", "public", "2026-11-25")).await;
    // Lou registered with two addresses of one account, Léa once with her account and once as a guest, somebody else twice as a guest.
    registered(&world, &first, Some(&lou), &lou.address).await;
    registered(&world, &second, Some(&lou), "lou@ailleurs.example.org").await;
    registered(&world, &first, None, &lea.address).await;
    registered(&world, &second, Some(&lea), "lea@ailleurs.example.org").await;
    for event in [&first, &second] {
        registered(&world, event, None, "passage@example.org").await;
    }
    let people = async || (year(&world, "").await.events.people, year(&world, "school").await.events.people);
    assert_eq!(people().await, (Some(3), Some(3)));
    run(&world, "UPDATE address SET address = $1, address_key = $1 WHERE address_key LIKE 'lou.%'", "martin@ailleurs.example.org").await;
    assert_eq!(people().await, (Some(3), Some(3)), "an address changes");
    world.advance(chrono::Duration::days(10));
    domain::privacy::erase(&world.db, &lou.actor, "martin@ailleurs.example.org").await.unwrap();
    domain::privacy::erase(&world.db, &lea.actor, &lea.address).await.unwrap();
    assert_eq!(people().await, (Some(3), Some(3)), "they are nobody now, and still two of three");
}

#[tokio::test]
async fn figures_of_one_kind_in_a_stored_year_are_those_of_that_kind() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let school = world.event(&claire, "sil", &event("École", "school", "public", "2026-11-24")).await;
    let webinar = world.event(&claire, "sil", &event("Webinaire", "webinar", "public", "2026-11-25")).await;
    let lost = world.event(&claire, "sil", &event("Perdue", "school", "public", "2026-11-26")).await;
    registered(&world, &school, None, "un@example.org").await;
    registered(&world, &webinar, None, "un@example.org").await;
    registered(&world, &webinar, None, "deux@example.org").await;
    run(&world, "UPDATE event SET state = 'cancelled' WHERE slug = $1", &lost).await;
    world.advance(chrono::Duration::days(60));
    let turnouts = async || {
        let mut turnouts = Vec::new();
        for kind in ["", "school", "webinar", "meeting"] {
            let events = year(&world, kind).await.events;
            turnouts.push((events.held.len(), events.lost, events.people));
        }
        turnouts
    };
    let expected = [(2, 1, Some(2)), (1, 1, Some(1)), (1, 0, Some(2)), (0, 0, Some(0))];
    assert_eq!(turnouts().await, expected);
    let mut tx = world.db.write().await.unwrap();
    reports::take_snapshot(&mut tx, &sil.id, 2026).await.unwrap();
    sqlx::query("DELETE FROM registration").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(turnouts().await, expected, "kept by kind");
    let page = world.guest().get("/networks/sil/figures/events?year=2026&kind=webinar").await;
    assert!(page.shows("2 personnes différentes") && !page.shows("annulés"), "{}", page.words());

    // A year stored before kinds existed has no figures for one kind, rather than those of all kinds.
    let mut tx = world.db.write().await.unwrap();
    let frozen_content: String = sqlx::query_scalar("SELECT content FROM frozen_year").fetch_one(&mut *tx).await.unwrap();
    drop(tx);
    let mut frozen_content: serde_json::Value = serde_json::from_str(&frozen_content).unwrap();
    frozen_content.as_object_mut().unwrap().remove("kinds").expect("what is kept by kind");
    run(&world, "UPDATE frozen_year SET content = $1", &frozen_content.to_string()).await;
    assert_eq!(turnouts().await, [(2, 1, Some(2)), (1, 0, None), (1, 0, None), (0, 0, None)]);
    let page = world.guest().get("/networks/sil/figures/events?year=2026&kind=webinar").await;
    assert!(page.shows("Participation en 2026") && !page.shows("personnes différentes"), "{}", page.words());
    assert!(year(&world, "").await.events.held.iter().any(|event| event.kind == EventKind::School));
}

/// The rows of the table of single events.
async fn listed(browser: &Browser, path: &str) -> Vec<String> {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200);
    page.all("figure[aria-labelledby=figure-events] tbody tr")
}

#[tokio::test]
async fn an_event_is_named_to_its_readers_and_counted_for_others() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let stranger = world.person("Ada Ailleurs").await;
    world.event(&claire, "sil", &event("Pour tout le monde", "webinar", "public", "2026-11-24")).await;
    let members_event = world.event(&claire, "sil", &event("Entre nous", "school", "members", "2026-11-25")).await;
    registered(&world, &members_event, None, "un@example.org").await;
    let path = "/networks/sil/figures/events?year=2026";
    for browser in [&world.guest(), &stranger.browser] {
        let rows = listed(browser, path).await;
        assert_eq!(rows.len(), 2);
        assert!(rows[0].contains("Pour tout le monde") && rows[1].contains("1 autre, réservé aux membres"), "{rows:?}");
        assert!(!rows[1].contains("25 novembre") && !rows[1].contains("École"), "{rows:?}");
        let file = browser.get("/networks/sil/figures/tables/events.csv?year=2026").await;
        assert!(!file.body.contains("25 novembre") && file.body.contains("1 autre, réservé aux membres;;;;;;\r\n"), "{}", file.body);
    }
    for browser in [&claire.browser, &lea.browser] {
        let rows = listed(browser, path).await;
        assert!(rows.len() == 2 && rows[1].contains("Entre nous") && rows[1].contains("25 novembre"), "{rows:?}");
    }
    assert!(world.guest().get(path).await.shows("Événements 2"), "counted");
}

#[tokio::test]
async fn opening_a_network_does_not_open_its_earlier_private_events() {
    let world = World::new().await;
    let bureau = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    world.event(&zoe, "bureau", &event("Réunion confidentielle", "meeting", "members", "2026-11-20")).await;
    let texts = ReviewInput { version: "0".to_owned(), ..ReviewInput::default() };
    reviews::save(&world.db, &zoe.actor, "bureau", "2026", &texts).await.unwrap();
    let version = reviews::form(&world.db, &zoe.actor, "bureau", "2026").await.unwrap().version;
    let adoption = ReviewInput { on: "2026-11-20".to_owned(), unfinished: "1".to_owned(), version, ..ReviewInput::default() };
    reviews::adopt(&world.db, &zoe.actor, "bureau", "2026", &adoption).await.unwrap();
    let mut tx = world.db.write().await.unwrap();
    reports::take_snapshot(&mut tx, &bureau.id, 2026).await.unwrap();
    tx.commit().await.unwrap();
    let (review, figures) = ("/networks/bureau/reviews/2026", "/networks/bureau/figures/events?year=2026");
    for path in [review, figures] {
        assert!(zoe.get(path).await.shows("Réunion confidentielle"), "{path}");
        assert_eq!(world.guest().get(path).await.status, 404, "{path}");
    }
    run(&world, "UPDATE network SET visibility = 'public' WHERE slug = $1", "bureau").await;
    for path in [review, figures, "/networks/bureau/reviews/2026.md"] {
        let page = world.guest().get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("confidentielle"), "{path}");
    }
    assert!(world.guest().get(review).await.shows("S’y ajoute 1 événement réservé aux membres"));
    assert!(zoe.get(figures).await.shows("Réunion confidentielle"), "those who may see it still read of it");
}

#[tokio::test]
async fn public_member_figures_are_those_of_today_and_of_year_ends() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    for at in 0..6 {
        world.member(&sil, &format!("Camille Dupont{at}")).await;
    }
    world.advance(chrono::Duration::days(60));
    let guest = world.guest();
    let tables = async |browser: &Browser, day: &str| {
        let page = browser.get(&format!("/networks/sil/figures?on={day}")).await;
        let file = browser.get(&format!("/networks/sil/figures/tables/professions.csv?on={day}")).await.status.as_u16();
        let is_explained = page.shows("n’est montrée à tout le monde que pour aujourd’hui et pour le dernier jour de chaque année passée");
        assert!(page.shows("Départs") || page.shows("départs"), "{}", page.words());
        (page.all("figure[aria-labelledby=figure-professions]").len(), is_explained, file)
    };
    for day in ["2026-12-31", "2027-01-19", ""] {
        assert_eq!(tables(&guest, day).await, (1, false, 200), "{day}");
    }
    for day in ["2026-12-30", "2026-11-30", "2027-01-18"] {
        assert_eq!(tables(&guest, day).await, (0, true, 404), "{day}");
        assert_eq!(tables(&noa.browser, day).await, (1, false, 200), "{day}, for who reads the list itself");
    }
    for day in ["2027-12-31", "2030-12-31"] {
        assert_eq!(guest.get(&format!("/networks/sil/figures?on={day}")).await.status, 422, "{day} is to come");
    }
    assert!(guest.get("/networks/sil/figures?on=2026-12-30").await.shows("membres au 30 décembre 2026 6"), "how many is told");

    let slug = world.event(&noa, "sil", &event("École", "school", "public", "2027-02-01")).await;
    for at in 0..6 {
        registered(&world, &slug, None, &format!("personne{at}@example.org")).await;
    }
    let organisations = "figure[aria-labelledby=figure-turnout-organisations]";
    let both = "/networks/sil/figures/events?year=2027&kind=school";
    assert_eq!(guest.get("/networks/sil/figures/events?year=2027").await.all(organisations).len(), 1);
    assert_eq!(guest.get(both).await.all(organisations).len(), 0, "two questions at once are for coordinators");
    assert_eq!(noa.get(both).await.all(organisations).len(), 1);
}

#[tokio::test]
async fn a_private_network_below_is_found_by_no_subtraction() {
    let world = World::new().await;
    let comet = world
        .network_with("comet", |network| {
            network.kind = "federation".to_owned();
            network.includes_below = "1".to_owned();
        })
        .await;
    let below = |slug: &'static str, visibility: &'static str| {
        world.network_with(slug, move |network| {
            network.parents = vec!["comet".to_owned()];
            network.visibility = visibility.to_owned();
        })
    };
    let (sil, cyb, bureau) = (below("sil", "public").await, below("cyb", "public").await, below("bureau", "private").await);
    let claire = world.coordinator(&comet, "Claire Fontaine").await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    world.joins(&zoe, &bureau).await;
    for (network, name) in [(&sil, "Ada Lovelace"), (&cyb, "Bo Martin"), (&bureau, "Max Caché")] {
        world.member(network, name).await;
    }
    let together = world.event(&claire, "comet", &event("Ensemble", "webinar", "public", "2026-11-24")).await;
    world.event(&zoe, "bureau", &event("Entre nous", "meeting", "public", "2026-11-25")).await;
    events::invite(&world.db, &claire.actor, &together, "sil").await.unwrap();
    run(
        &world,
        "INSERT INTO event_network (event, network, state, position, asked_at) SELECT e.id, n.id, 'accepted', 9, e.created_at
           FROM event e, network n WHERE n.slug = 'bureau' AND e.slug = $1",
        &together,
    )
    .await;
    let guest = world.guest();
    for (user, browser) in [("guest", &guest), ("coordinator", &claire.browser), ("of the private one", &zoe.browser)] {
        assert!(browser.get("/networks/comet").await.all(".figures-row dd")[0] == "2", "{user}: the network's page");
        assert!(browser.get("/networks/comet/figures").await.shows("membres au 20 novembre 2026 2"), "{user}: the figures");
        let file = browser.get("/networks/comet/figures/tables/networks.csv").await;
        assert!(file.body.contains("SIL;1") && !file.body.contains("BUREAU"), "{user}: {}", file.body);
        let moves = browser.get("/networks/comet/figures/tables/moves.csv?year=2026").await;
        assert!(moves.body.contains("Total;2;0"), "{user}: {}", moves.body);
        let overlap = browser.get("/networks/comet/figures/tables/overlap.csv").await;
        assert!(overlap.body.contains("CYB") && !overlap.body.contains("BUREAU"), "{user}: {}", overlap.body);
    }
    let figures = reports::events(&world.db, &Actor::Guest, "comet", &FiguresQuery::default()).await.unwrap().events;
    assert_eq!((figures.held.len(), figures.together()), (1, 0), "who is not known holds nothing with anybody");
    let own = reports::events(&world.db, &zoe.actor, "bureau", &FiguresQuery::default()).await.unwrap().events;
    assert_eq!((own.held.len(), own.together()), (2, 1), "its own pages count what is its own");
    let own = reports::members(&world.db, &zoe.actor, "bureau", &FiguresQuery::default()).await.unwrap();
    assert_eq!(own.people.total, 2);
    let listed = domain::networks::list(&world.db, &Actor::Guest).await.unwrap();
    assert_eq!(
        listed.iter().map(|network| (network.card.slug.as_str(), network.members)).collect::<Vec<_>>(),
        [("comet", 2), ("cyb", 1), ("sil", 1)]
    );
}
