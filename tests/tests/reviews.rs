//! The yearly review: a draft that is written, adopted, and then never changes.

use domain::Error;
use domain::reports::reviews::{self, ReviewInput};
use tests::{TestUser, World};

fn texts(highlights: &str, plans: &str, version: &str) -> ReviewInput {
    ReviewInput { highlights: highlights.to_owned(), plans: plans.to_owned(), version: version.to_owned(), ..ReviewInput::default() }
}

/// SIL with its coordinator Noa, two members, and a draft for 2026.
async fn drafted(world: &World) -> TestUser {
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    world.member(&sil, "Ada Lovelace").await;
    world.member(&sil, "Grace Hopper").await;
    reviews::save(&world.db, &noa.actor, "sil", "2026", &texts("Huit **journées**.", "Rust.", "0")).await.unwrap();
    noa
}

#[tokio::test]
async fn a_draft_review_is_for_coordinators_and_an_adopted_one_for_everyone() {
    let world = World::new().await;
    let noa = drafted(&world).await;
    let stranger = world.person("Lou Martin").await;
    for browser in [&world.guest(), &stranger.browser] {
        for end in ["", ".md", ".pdf"] {
            assert_eq!(browser.get(&format!("/networks/sil/reviews/2026{end}")).await.status, 404, "{end}");
        }
        assert!(!browser.get("/networks/sil/reviews").await.shows("2026"));
    }
    assert_eq!(world.guest().get("/networks/sil/reviews/2026/edit").await.status, 401);
    assert_eq!(stranger.get("/networks/sil/reviews/2026/edit").await.status, 403);
    assert_eq!(stranger.post("/networks/sil/reviews/2026/adopt", &[("on", "2026-11-20"), ("version", "1")]).await.status, 403);
    let draft = noa.get("/networks/sil/reviews/2026").await;
    assert!(draft.shows("Projet, chiffres au 20 novembre 2026") && draft.shows("Membres 2"), "{}", draft.words());

    let question = noa.get("/networks/sil/reviews/2026/adopt").await;
    assert!(question.shows("membres comptés 2"), "{}", question.words());
    let version = question.value_of("version").unwrap();
    let future = noa.post("/networks/sil/reviews/2026/adopt", &[("on", "2026-11-21"), ("version", &version)]).await;
    assert_eq!((future.status.as_u16(), future.error_of("on").is_some()), (422, true));
    assert!(question.shows("L’année 2026 n’est pas finie"), "{}", question.words());
    let unticked = noa.post("/networks/sil/reviews/2026/adopt", &[("on", "2026-11-20"), ("version", &version)]).await;
    assert_eq!((unticked.status.as_u16(), unticked.error_of("unfinished").is_some()), (422, true));
    assert_eq!(world.guest().get("/networks/sil/reviews/2026").await.status, 404, "nothing was adopted");
    let form = [("on", "2026-11-20"), ("version", &*version), ("unfinished", "1")];
    let done = noa.post("/networks/sil/reviews/2026/adopt", &form).await;
    assert_eq!(done.location(), "/networks/sil/reviews/2026?done=adopted");
    let page = world.guest().get("/networks/sil/reviews/2026").await;
    assert!(page.shows("avant la fin de l’année : chiffres au 20 novembre 2026") && page.shows("L’année 2026 n’était pas finie"));
    assert!(page.shows("Adopté le 20 novembre 2026") && page.body.contains("<strong>journées</strong>"), "{}", page.words());
    assert!(page.shows("Coordination Nom Rôle Depuis Jusqu’au Noa Lemaire coordination"), "{}", page.words());
    assert!(!page.body.contains("Lovelace"), "who is a member stays between them");
}

#[tokio::test]
async fn a_committee_reads_the_draft_review_but_cannot_edit_it() {
    let world = World::new().await;
    let noa = drafted(&world).await;
    let sil = domain::networks::head(&world.db, &noa.actor, "sil").await.unwrap().card;
    let cyb = world.network("cyb").await;
    let (ines, foreign) = (world.person("Inès Roux").await, world.person("Lou Martin").await);
    world.sits(&ines, &sil, Some("2026-11-30")).await;
    world.sits(&foreign, &cyb, None).await;
    world.member(&sil, "Alan Turing").await;

    assert!(ines.get("/networks/sil/reviews").await.shows("Bilan 2026 projet"));
    let draft = ines.get("/networks/sil/reviews/2026").await;
    assert!(draft.shows("Projet, chiffres au 20 novembre 2026") && draft.shows("Huit journées"), "{}", draft.words());
    assert!(draft.shows("visible que des comités du réseau"), "{}", draft.words());
    assert!(!draft.body.contains("/2026/edit") && !draft.body.contains("/2026/adopt"), "writing stays with the coordination");
    for end in [".md", ".pdf"] {
        assert_eq!(ines.get(&format!("/networks/sil/reviews/2026{end}")).await.status, 200, "{end}");
    }
    for path in ["/networks/sil/reviews/2026/edit", "/networks/sil/reviews/2026/adopt"] {
        assert_eq!(ines.get(path).await.status, 403, "{path}");
        assert_eq!(ines.post(path, &[("highlights", "x"), ("on", "2026-11-20"), ("version", "1")]).await.status, 403, "{path}");
    }
    assert!(!ines.get("/networks/sil/reviews").await.body.contains("/2025/edit"), "nor is another begun");

    for path in ["/networks/sil/reviews/2026", "/networks/sil/reviews/2026.pdf"] {
        assert_eq!(foreign.get(path).await.status, 404, "another network's committee: {path}");
    }
    world.advance(tests::Duration::days(11));
    assert_eq!(ines.get("/networks/sil/reviews/2026").await.status, 404, "the mandate has ended");
    assert_eq!(noa.get("/networks/sil/reviews/2026").await.status, 200);
}

#[tokio::test]
async fn a_private_network_is_open_to_its_committee_members() {
    let world = World::new().await;
    let sil = world.network_with("sil", |input| input.visibility = "private".to_owned()).await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    reviews::save(&world.db, &noa.actor, "sil", "2026", &texts("Huit journées.", "", "0")).await.unwrap();
    let ines = world.person("Inès Roux").await;
    for path in ["/networks/sil", "/networks/sil/reviews/2026"] {
        assert_eq!(ines.get(path).await.status, 404, "{path}");
    }
    world.sits(&ines, &sil, None).await;
    for path in ["/networks/sil", "/networks/sil/reviews/2026"] {
        assert_eq!(ines.get(path).await.status, 200, "{path}");
    }
    assert!(ines.get("/networks").await.shows("SIL"), "lists say the same as pages");
    assert_eq!(ines.get("/networks/sil/members").await.status, 404);
    assert!(!world.guest().get("/networks").await.shows("SIL"));
}

#[tokio::test]
async fn an_adopted_review_ignores_later_corrections() {
    let world = World::new().await;
    let noa = drafted(&world).await;
    let version = reviews::form(&world.db, &noa.actor, "sil", "2026").await.unwrap().version;
    let adoption = ReviewInput { on: "2026-11-20".to_owned(), version, unfinished: "1".to_owned(), ..ReviewInput::default() };
    reviews::adopt(&world.db, &noa.actor, "sil", "2026", &adoption).await.unwrap();
    let (english, french) = (world.guest().in_english(), world.guest());
    let read = async || {
        let mut texts = Vec::new();
        for browser in [&english, &french] {
            texts.push(browser.get("/networks/sil/reviews/2026.md").await.body);
        }
        texts
    };
    let before = read().await;
    assert!(before[0].contains("| Members | 2 | – | – |") && before[1].contains("| Membres | 2 | – | – |"), "{before:?}");

    world.advance(chrono::Duration::days(3));
    let mut tx = world.db.write().await.unwrap();
    for statement in [
        "DELETE FROM membership_change",
        "DELETE FROM membership",
        "UPDATE network SET acronym = 'AUTRE', name = 'Autre nom'",
        "UPDATE person SET family_name = 'Changé'",
        "UPDATE mandate SET ended_on = '2026-11-22'",
        "UPDATE organisation_kind SET name_fr = 'Autre'",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(read().await, before);
    let sil = domain::networks::head(&world.db, &domain::policy::Actor::System, "sil").await.unwrap().card;
    let lou = world.coordinator(&sil, "Lou Martin").await;
    for version in ["0", "1", "2", "3"] {
        assert_eq!(reviews::save(&world.db, &lou.actor, "sil", "2026", &texts("x", "y", version)).await, Err(Error::Closed));
        let again = ReviewInput { version: version.to_owned(), ..adoption.clone() };
        assert_eq!(reviews::adopt(&world.db, &lou.actor, "sil", "2026", &again).await, Err(Error::Closed));
    }
    assert_eq!(lou.get("/networks/sil/reviews/2026/edit").await.status, 409);
    assert_eq!(read().await, before);
}

#[tokio::test]
async fn a_stale_edit_of_a_draft_is_refused_and_loses_nothing() {
    let world = World::new().await;
    let noa = drafted(&world).await;
    let path = "/networks/sil/reviews/2026/edit";
    let opened = noa.get(path).await.value_of("version").unwrap();
    let lou = {
        let sil = domain::networks::head(&world.db, &noa.actor, "sil").await.unwrap().card;
        world.coordinator(&sil, "Lou Martin").await
    };
    let sent = lou.post(path, &[("highlights", "Neuf journées."), ("plans", "Rust."), ("version", &opened), ("act", "save")]).await;
    assert_eq!(sent.location(), "/networks/sil/reviews/2026?done=saved");
    let stale = noa.post(path, &[("highlights", "Dix journées."), ("plans", "Rust."), ("version", &opened), ("act", "save")]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.shows("Ce bilan a changé entre-temps") && stale.shows("Faits marquants"), "{}", stale.words());
    assert_eq!((stale.all(".difference del"), stale.all(".difference ins")), (vec!["Neuf".to_owned()], vec!["Dix".to_owned()]));
    assert!(stale.shows("Neuf journées.") && stale.value_of("highlights").unwrap().contains("Dix journées."), "{}", stale.words());
    let version = stale.value_of("version").unwrap();
    let form = [("highlights", "Dix **journées**."), ("plans", "Rust."), ("version", version.as_str()), ("act", "preview")];
    let preview = noa.post(path, &form).await;
    assert_eq!(preview.status, 200);
    assert!(
        preview.body.contains("Dix <strong>journées</strong>") && preview.value_of("highlights").unwrap().contains("Dix **journées**.")
    );
    let first = noa.post("/networks/sil/reviews/2025/edit", &[("highlights", "2025"), ("version", "0"), ("act", "save")]).await;
    assert_eq!(first.status, 303);
    let twice = lou.post("/networks/sil/reviews/2025/edit", &[("highlights", "Aussi 2025"), ("version", "0"), ("act", "save")]).await;
    assert!(twice.status == 409 && twice.value_of("highlights").unwrap().contains("Aussi 2025"), "{}", twice.words());
}

#[tokio::test]
async fn a_committee_reads_the_review_as_a_pdf() {
    let world = World::new().await;
    demo::load(&world.db).await.unwrap();
    let page = world.guest().get("/networks/sil/reviews/2019").await;
    assert!(page.shows("Bilan 2019 du réseau SIL") && page.shows("Adopté le 6 février 2020"), "{}", page.words());
    assert!(page.shows("User feedback in machine learning 18 juin SIL, ORB, OPS 46 44"), "{}", page.words());
    let review = reviews::review(&world.db, &domain::policy::Actor::Guest, "sil", "2019").await.unwrap();
    assert!(review.content.before.is_some(), "2018 stands beside it");

    let pdf = reviews::document(domain::Language::Fr, &review).pdf().unwrap();
    let read = lopdf::Document::load_mem(&pdf).unwrap();
    let pages: Vec<u32> = read.get_pages().into_keys().collect();
    assert!((3..=12).contains(&pages.len()), "{pages:?}");
    let text = read.extract_text(&pages).unwrap().replace('\u{a0}', " ");
    let squeezed: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Bilan 2019 du réseau SIL",
        "Adopté le 6 février 2020",
        "Faits marquants",
        "Perspectives",
        "Événements",
        "ORB, OPS",
        &format!("page 1 sur {}", pages.len()),
    ] {
        assert!(squeezed.contains(words), "{words}: {squeezed}");
    }
    let catalog = read.catalog().unwrap();
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Lang") && catalog.has(b"Outlines"), "tagged, in French, with an outline");
    let answer = world.guest().get("/networks/sil/reviews/2019.pdf").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/pdf"));
    let again = reviews::document(domain::Language::Fr, &review).pdf().unwrap();
    assert_eq!(again, pdf, "the same paper is the same file");
}

#[tokio::test]
async fn last_year_is_shown_as_far_as_known_and_zero_is_a_value() {
    let world = World::new().await;
    let noa = drafted(&world).await;
    world.advance(chrono::Duration::days(60));
    reviews::save(&world.db, &noa.actor, "sil", "2027", &texts("Rien encore.", "", "0")).await.unwrap();
    let page = noa.get("/networks/sil/reviews/2027").await;
    let rows = page.all("figure[aria-labelledby^=figure-summary] tbody tr");
    assert!(rows.contains(&"Événements00=".to_owned()) && rows.contains(&"Inscriptions00=".to_owned()), "{rows:?}");
    assert!(!page.shows("Membres par réseau"), "{}", page.words());
    // A past year is adopted without that question.
    let version = reviews::form(&world.db, &noa.actor, "sil", "2026").await.unwrap().version;
    assert!(!noa.get("/networks/sil/reviews/2026/adopt").await.shows("n’est pas finie"));
    let done = noa.post("/networks/sil/reviews/2026/adopt", &[("on", "2027-01-10"), ("version", &version)]).await;
    assert_eq!(done.location(), "/networks/sil/reviews/2026?done=adopted");
    assert!(!world.guest().get("/networks/sil/reviews/2026").await.shows("n’était pas finie"));
}

#[tokio::test]
async fn characters_missing_in_the_pdf_fonts_are_replaced_with_a_note() {
    let world = World::new().await;
    let noa = drafted(&world).await;
    reviews::save(&world.db, &noa.actor, "sil", "2025", &texts("Accueil de 北京, avec des crabes 🦀.", "", "0")).await.unwrap();
    let text_of = async |year: &str| {
        let review = reviews::review(&world.db, &noa.actor, "sil", year).await.unwrap();
        let pdf = lopdf::Document::load_mem(&reviews::document(domain::Language::Fr, &review).pdf().unwrap()).unwrap();
        let text = pdf.extract_text(&pdf.get_pages().into_keys().collect::<Vec<_>>()).unwrap().replace('\u{a0}', " ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let text = text_of("2025").await;
    assert!(text.contains("Bei Jing") && text.contains("crabes ?.") && text.contains("n’a pas toutes les écritures"), "{text}");
    assert!(!text_of("2026").await.contains("écritures"));
}

#[tokio::test]
async fn a_review_can_be_started_for_each_year_with_data() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    world.member(&sil, "Ada Lovelace").await;
    let years = async || {
        let links = noa.get("/networks/sil/reviews").await.attributes("main a[href$='/edit']", "href");
        links.iter().filter_map(|link| link.split('/').nth(4)?.parse::<i32>().ok()).collect::<Vec<_>>()
    };
    assert_eq!(years().await, [2026, 2025, 2024, 2023]);
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE membership_change SET at = '2019-05-02T08:00:00Z'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(years().await, (2019..=2026).rev().collect::<Vec<_>>());
    let page = noa.get("/networks/sil/reviews").await;
    assert_eq!(page.all("details a").len(), 4, "the earlier ones stand behind a word: {}", page.body);
    // The past of another network does not count, and only writers can start a review.
    let cyb = world.network("cyb").await;
    let lou = world.coordinator(&cyb, "Lou Martin").await;
    assert_eq!(lou.get("/networks/cyb/reviews").await.attributes("main a[href$='/edit']", "href").len(), 4);
    assert!(world.guest().get("/networks/sil/reviews").await.attributes("main a[href$='/edit']", "href").is_empty());
}
