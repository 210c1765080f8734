//! Pages: writing, access, simultaneous edits, revisions.

mod files;
mod folder;

use domain::networks::NetworkCard;
use domain::pages::{self, PageInput, PagePlace};
use domain::registrations::{self, RegistrationInput};
use tests::{TestUser, World};

fn input(title: &str, access: &str) -> PageInput {
    PageInput {
        title: title.to_owned(),
        kind: "guide".to_owned(),
        access: access.to_owned(),
        language: "fr".to_owned(),
        body: format!("Texte de « {title} »."),
        ..PageInput::default()
    }
}

fn place(slug: &str) -> PagePlace {
    PagePlace::Network(slug.to_owned())
}

fn form<'a>(title: &'a str, body: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("act", "save"),
        ("title", title),
        ("kind", "guide"),
        ("access", "public"),
        ("language", "fr"),
        ("body", body),
        ("version", version),
    ]
}

async fn sil(world: &World) -> (NetworkCard, TestUser) {
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    (sil, claire)
}

#[tokio::test]
async fn a_coordinator_writes_a_page_and_everyone_reads_it() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    let mut sent = form("Guide d’accueil", "# Où aller\n\n## Le train\n\nPar la **gare**.\n\n# Où manger\n\nSur place.", "");
    sent.push(("position", "1"));
    let created = claire.submit("/networks/sil/pages/new", &sent).await;
    assert!(created.shows("La page est créée."), "{}", created.words());

    let guest = world.guest();
    let page = guest.get("/networks/sil/pages/guide-d-accueil").await;
    assert_eq!(page.status, 200);
    assert!(page.shows("Guide d’accueil") && page.body.contains("<strong>gare</strong>"));
    assert_eq!(page.attributes("nav.contents a", "href"), ["#t-ou-aller", "#t-le-train", "#t-ou-manger"]);
    assert_eq!(page.all("h2#t-ou-aller"), ["Où aller"]);
    assert!(page.all(".coordinator-actions").is_empty(), "a guest writes nothing here");
    assert!(guest.get("/sitemap.xml").await.body.contains("/networks/sil/pages/guide-d-accueil</loc>"));
    assert_eq!(guest.get("/networks/sil").await.all(".page-menu a"), ["Guide d’accueil"]);
    assert!(guest.get("/networks/sil/resources").await.shows("Guide d’accueil"));
    assert!(world.guest().in_english().get("/networks/sil/pages/guide-d-accueil").await.shows("Contents"));
}

#[tokio::test]
async fn a_page_is_open_to_its_readers_and_404_to_others() {
    let world = World::new().await;
    let (sil, claire) = sil(&world).await;
    for access in ["public", "members", "committee"] {
        pages::create(&world.db, &claire.actor, &place("sil"), &input(access, access)).await.unwrap();
    }
    pages::create(&world.db, &claire.actor, &place("sil"), &PageInput { draft: "1".to_owned(), ..input("draft", "public") }).await.unwrap();
    let member = world.member(&sil, "Léa Martinet").await;
    let sitter = world.person("Odile Verney").await;
    let mut tx = world.db.write().await.unwrap();
    for statement in [
        "INSERT INTO committee (id, network, name, description, coordinates, position) VALUES ('c', $1, 'Pôles', '', 0, 1)",
        "INSERT INTO mandate (id, committee, person, role, started_on, ended_on) VALUES ('m', 'c', $2, 'pôle', '2026-01-01', '2026-11-30')",
    ] {
        let query = if statement.contains("$2") { statement.replace("$2", "$1") } else { statement.to_owned() };
        let key = if statement.contains("$2") { sitter.id.as_str() } else { sil.id.as_str() };
        sqlx::query(sqlx::AssertSqlSafe(query)).bind(key).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let stranger = world.person("Ada Ailleurs").await;

    let readable = async |browser: &tests::Browser| {
        let mut results = Vec::new();
        for slug in ["public", "members", "committee", "draft"] {
            let status = browser.get(&format!("/networks/sil/pages/{slug}")).await.status.as_u16();
            assert!([200, 404].contains(&status), "{slug}: {status}");
            if status == 200 {
                results.push(slug);
            }
        }
        // Lists agree with the page itself.
        let mut listed = browser.get("/networks/sil/resources").await.all(".materials a");
        listed.sort_by_key(|title| ["public", "members", "committee", "draft"].iter().position(|known| known == title));
        assert_eq!(listed, results);
        results.join(" ")
    };
    assert_eq!(readable(&world.guest()).await, "public");
    assert_eq!(readable(&stranger.browser).await, "public");
    assert_eq!(readable(&member.browser).await, "public members");
    assert_eq!(readable(&sitter.browser).await, "public members committee");
    assert_eq!(readable(&claire.browser).await, "public members committee draft");
    assert_eq!(readable(&world.administrator("Agnès Delorme").await.browser).await, "public members committee draft");
    world.advance(tests::Duration::days(30));
    assert_eq!(readable(&sitter.browser).await, "public", "the mandate is over");
}

#[tokio::test]
async fn the_pages_of_an_event_are_for_its_networks_and_participants() {
    let world = World::new().await;
    let (sil, claire) = sil(&world).await;
    let slug = world.event(&claire, "sil", &tests::webinar("Rust à bord")).await;
    let page = claire
        .submit(
            &format!("/events/{slug}/pages/new"),
            &[("act", "save"), ("title", "Supports"), ("kind", "page"), ("access", "members"), ("language", "fr"), ("body", "Les vidéos.")],
        )
        .await;
    assert!(page.shows("La page est créée."), "{}", page.words());
    let address = format!("/events/{slug}/pages/supports");
    let (member, visitor) = (world.member(&sil, "Léa Martinet").await, world.person("Noa Lemaire").await);
    assert_eq!(member.get(&address).await.status, 200);
    assert_eq!(visitor.get(&address).await.status, 404);
    assert!(!visitor.get(&format!("/events/{slug}")).await.shows("Supports"));
    registrations::register(&world.db, &visitor.actor, &slug, &RegistrationInput::default()).await.unwrap();
    assert_eq!(visitor.get(&address).await.status, 200, "who has a seat reads it");
    assert!(visitor.get(&format!("/events/{slug}")).await.shows("Supports"));
    assert_eq!(visitor.post(&format!("{address}/edit"), &form("Pris", "", "1")).await.status, 403);
    // After the event, it is among the resources of the network, by year.
    world.advance(tests::Duration::days(10));
    let library = member.get("/networks/sil/resources").await;
    assert_eq!(library.all("section.stack h2"), ["2026"]);
    assert!(library.attributes(".materials a", "href").contains(&address), "{}", library.words());
    assert!(!world.guest().get("/networks/sil/resources").await.shows("Supports"));
}

#[tokio::test]
async fn the_second_of_two_edits_is_refused_and_loses_nothing() {
    let world = World::new().await;
    let (sil, claire) = sil(&world).await;
    let bastien = world.coordinator(&sil, "Bastien Carlier").await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Un\n\nLa réunion a lieu à Toulouse.\n\nTrois", "")).await;
    let opened = bastien.get("/networks/sil/pages/guide/edit").await.value_of("version").unwrap();
    claire.submit("/networks/sil/pages/guide/edit", &form("Guide", "Un\n\nLa réunion a lieu à Brest.\n\nTrois", &opened)).await;

    let mine = "Un\n\nLa réunion a lieu à Toulouse.\n\nTrois\n\nEt mon long paragraphe.";
    let refused = bastien.post("/networks/sil/pages/guide/edit", &form("Guide", mine, &opened)).await;
    assert_eq!(refused.status, 409);
    assert!(refused.shows("Cette page a changé entre-temps.") && refused.shows("Par Claire Fontaine"), "{}", refused.words());
    assert_eq!(refused.all("textarea[name=body]")[0], mine.split_whitespace().collect::<Vec<_>>().join(" "), "what was typed is kept");
    assert_eq!((refused.all(".difference .removed del"), refused.all(".difference ins").is_empty()), (vec!["Brest.".to_owned()], false));

    // Saving again is a decision, and the other version stays among the revisions.
    let version = refused.value_of("version").unwrap();
    let saved = bastien.submit("/networks/sil/pages/guide/edit", &form("Guide", mine, &version)).await;
    assert!(saved.shows("La page est enregistrée.") && saved.shows("Et mon long paragraphe."));
    assert_eq!(claire.get("/networks/sil/pages/guide/revisions").await.all(".rows li").len(), 3);
}

#[tokio::test]
async fn a_revision_is_compared_and_restored() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Première ligne.\n\nDeuxième ligne.", "")).await;
    let mut second = form("Guide neuf", "Première ligne.\n\nUne autre ligne.", "1");
    second.push(("note", "Relu avec Bastien"));
    claire.submit("/networks/sil/pages/guide/edit", &second).await;

    let list = claire.get("/networks/sil/pages/guide/revisions").await;
    assert!(list.shows("Relu avec Bastien") && list.shows("par Claire Fontaine"));
    let two = claire.get("/networks/sil/pages/guide/revisions/2").await;
    assert_eq!(two.all(".difference .removed"), ["Retiré : Deuxième ligne."]);
    assert_eq!(two.all(".difference .added"), ["Ajouté : Une autre ligne."]);
    assert_eq!((two.all("del")[0].as_str(), two.all("ins")[0].as_str()), ("Guide", "Guide neuf"), "the title changed too");
    assert!(two.all("form.form").is_empty(), "the version that is shown is not brought back");

    let back = claire.submit("/networks/sil/pages/guide/revisions/1", &[]).await;
    assert!(back.shows("L’ancienne version est rétablie") && back.shows("Deuxième ligne."));
    assert_eq!(claire.get("/networks/sil/pages/guide/revisions").await.all(".rows li").len(), 3, "nothing is lost");
    assert_eq!(claire.post("/networks/sil/pages/guide/revisions/3", &[]).await.status, 409);
    assert_eq!(claire.get("/networks/sil/pages/guide/revisions/9").await.status, 404);
    // A new position in the menu is no new revision.
    let mut same = form("Guide", "Première ligne.\n\nDeuxième ligne.", "3");
    same.push(("position", "4"));
    assert_eq!(claire.post("/networks/sil/pages/guide/edit", &same).await.status, 303);
    assert_eq!(claire.get("/networks/sil/pages/guide/revisions").await.all(".rows li").len(), 3);
}

#[tokio::test]
async fn bad_input_gets_a_sentence_and_nothing_is_lost() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Texte", "")).await;
    for (field, value) in [
        ("title", " "),
        ("slug", "Un Deux"),
        ("slug", "new"),
        ("slug", "guide"),
        ("kind", "club"),
        ("access", ""),
        ("language", "de"),
        ("position", "0"),
        ("body", &"x".repeat(100_001)),
    ] {
        let mut sent = form("Autre", "Long texte typé", "");
        sent.retain(|(name, _)| *name != field);
        sent.push((field, value));
        let answer = claire.post("/networks/sil/pages/new", &sent).await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(answer.error_of(field).is_some(), "{field} = {value:.40}: {}", answer.words());
        if field != "body" {
            assert_eq!(answer.value_of("body").as_deref(), Some("Long texte typé"));
        }
    }
    let mut preview = form("Autre", "Un **mot** <script>alert(1)</script>", "");
    preview[0] = ("act", "preview");
    let preview = claire.post("/networks/sil/pages/new", &preview).await;
    assert!(preview.body.contains("<strong>mot</strong>") && !preview.body.contains("<script>alert"));
    assert_eq!(claire.get("/networks/sil/pages/autre").await.status, 404, "a preview saves nothing");
}

#[tokio::test]
async fn deleting_a_page_first_lists_what_goes_with_it() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Texte", "")).await;
    claire.upload_with("/networks/sil/pages/guide/attachments", &[("act", "attach")], "notes.txt", b"notes").await;
    let ask = claire.get("/networks/sil/pages/guide/remove").await;
    assert_eq!(ask.all(".consequences dd"), ["1", "1"]);
    let gone = claire.submit("/networks/sil/pages/guide/remove", &[]).await;
    assert!(gone.shows("La page est supprimée."));
    assert_eq!(claire.get("/networks/sil/pages/guide").await.status, 404);
    let mut tx = world.db.read().await.unwrap();
    let left: i64 = sqlx::query_scalar("SELECT (SELECT COUNT(*) FROM page_revision) + (SELECT COUNT(*) FROM attachment) + (SELECT COUNT(*) FROM file) + (SELECT COUNT(*) FROM file_part)").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(left, 0);
    let refused: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM audit WHERE action = 'page.remove'").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(refused, 1, "a deletion can be explained");
}
