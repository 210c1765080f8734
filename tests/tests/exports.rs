//! Exports: a network exports everything it owns, and nobody else exports anything.

use std::io::Read;

use domain::events::EventInput;
use domain::lists::{self, MessageInput};
use domain::reports::reviews::{self, ReviewInput};
use tests::{TestUser, World};

async fn event(world: &World, user: &TestUser, network: &str, title: &str) -> String {
    let input = EventInput {
        starts_date: "2026-12-01".to_owned(),
        ends_time: "16:00".to_owned(),
        description: "Le **programme**.".to_owned(),
        ..tests::webinar(title)
    };
    world.event(user, network, &input).await
}

#[tokio::test]
async fn a_coordinator_exports_everything_and_can_import_the_members_again() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let noa = world.coordinator(&cyb, "Noa Lemaire").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let former = world.member(&sil, "Sacha Vidal").await;
    former.post("/networks/sil/leave", &[]).await;
    world.member(&cyb, "Zoé Ailleurs").await;
    let slug = event(&world, &claire, "sil", "Journée des données").await;
    let other = event(&world, &noa, "cyb", "Affaire de CYB").await;
    assert_eq!(lea.post(&format!("/events/{slug}/register"), &[("presence", "online")]).await.status, 303);
    lea.post(&format!("/events/{other}/register"), &[("presence", "online")]).await;

    let guide = [("title", "Guide"), ("kind", "guide"), ("access", "members"), ("language", "fr"), ("body", "Le **guide**.")];
    assert_eq!(claire.post("/networks/sil/pages/new", &guide).await.status, 303);
    claire.upload_with("/networks/sil/pages/guide/attachments", &[("act", "attach")], "notes.txt", b"Des notes").await;

    let audience = vec!["subscribers:".to_owned()];
    let message = MessageInput {
        subject: "Avant la journée".to_owned(),
        body: "À jeudi".to_owned(),
        language: "fr".to_owned(),
        audience,
        ..MessageInput::default()
    };
    lists::create(&world.db, &claire.actor, "sil", &message).await.unwrap();

    let review = ReviewInput { highlights: "Une **belle** année.".to_owned(), version: "0".to_owned(), ..ReviewInput::default() };
    reviews::save(&world.db, &claire.actor, "sil", "2025", &review).await.unwrap();

    let page = claire.get("/networks/sil/export").await;
    assert!(page.shows("Toutes les données du réseau SIL") && page.shows("registrations.csv"));
    let answer = claire.get("/networks/sil/export.zip").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/zip"));
    let files = answer.files();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    for name in
        ["README.md", "network.md", "members.csv", "events.csv", "events.ics", "registrations.csv", "committees.csv", "organisations.csv"]
    {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    assert!(files["networks/sil/pages/guide.md"].ends_with("+++\nLe **guide**.\n"));
    assert_eq!(files["reviews/2025.md"], claire.get("/networks/sil/reviews/2025.md").await.body, "as its page gives it");
    assert!(files["reviews/2025.md"].contains("Une **belle** année."));
    assert_eq!(files["networks/sil/pages/guide/notes.txt"], "Des notes");
    assert!(files["README.md"].starts_with("# SIL – Réseau sil\n"));
    assert!(files["members.csv"].contains("Martinet;Léa") && files["members.csv"].contains("départ"));
    assert!(files["membership-history.csv"].contains("left"));
    assert!(files["committees.csv"].contains("Claire Fontaine"));
    assert!(files["registrations.csv"].contains("Martinet;Léa"));
    assert!(files["events.ics"].contains("SUMMARY:Journée des données"));
    assert!(files["messages.csv"].contains("Avant la journée") && files["messages.csv"].contains("draft"));
    assert!(files["subscriptions.csv"].contains("address") && files["message-copies.csv"].contains("perhaps_twice"));
    let markdown = &files[&format!("events/2026/{slug}.md")];
    assert!(markdown.starts_with("+++\nslug = ") && markdown.ends_with("+++\nLe **programme**.\n"), "{markdown}");
    for (name, text) in &files {
        assert!(!text.contains("Ailleurs") && !text.contains("Affaire de CYB"), "{name} holds what is CYB's");
    }

    let brought = claire.upload("/networks/sil/import", "members.csv", files["members.csv"].as_bytes()).await;
    let columns = claire.get(brought.location()).await;
    let chosen = columns.attributes("select[name=column] option[selected]", "value");
    let form: Vec<(&str, &str)> = chosen.iter().map(|code| ("column", code.as_str())).collect();
    let plan = claire.submit(brought.location(), &form).await;
    assert!(plan.shows("Rien à faire"), "what was exported stands already: {}", plan.words());
}

#[tokio::test]
async fn nobody_else_exports_anything() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let member = world.member(&sil, "Léa Martinet").await;
    let stranger = world.coordinator(&cyb, "Noa Lemaire").await;
    for path in ["/networks/sil/export", "/networks/sil/export.zip"] {
        assert_eq!(member.get(path).await.status, 404);
        assert_eq!(stranger.get(path).await.status, 404);
        assert_eq!(world.guest().get(path).await.status, 404);
    }
    let agnes = world.administrator("Agnès Delorme").await;
    assert_eq!(agnes.get("/networks/sil/export.zip").await.status, 200);
    let mut tx = world.db.read().await.unwrap();
    let noted: Vec<(String, String)> =
        sqlx::query_as("SELECT person, action FROM audit WHERE action = 'network.export'").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(noted, [(agnes.id.to_string(), "network.export".to_owned())], "who took it is noted");
}

#[tokio::test]
async fn attachments_are_exported_unchanged_and_compressed_once() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let guide = [("title", "Guide"), ("kind", "guide"), ("access", "members"), ("language", "fr"), ("body", "Le guide.")];
    assert_eq!(claire.post("/networks/sil/pages/new", &guide).await.status, 303);
    // More than three chunks of incompressible bytes, and a text.
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    picture.extend((0_u32..800_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8));
    let notes = "Des notes. ".repeat(50_000).into_bytes();
    let path = "/networks/sil/pages/guide/attachments";
    let form = [("act", "attach"), ("alternative", "Un plan")];
    assert_eq!(claire.upload_with(path, &form, "plan.png", &picture).await.status, 303);
    assert_eq!(claire.upload_with(path, &[("act", "attach")], "notes.txt", &notes).await.status, 303);
    let answer = claire.get_with("/networks/sil/export.zip", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-encoding")), (200, ""), "an archive is packed already");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)).expect("an archive");
    for (name, content) in [("plan.png", &picture), ("notes.txt", &notes)] {
        let mut file = archive.by_name(&format!("networks/sil/pages/guide/{name}")).expect("a file");
        let mut octets = Vec::new();
        file.read_to_end(&mut octets).expect("whole");
        assert!(octets == *content, "{name}");
    }
    assert!(answer.bytes.len() < picture.len() + notes.len() / 4, "texts become smaller");
}

#[tokio::test]
async fn an_archive_breaks_off_if_one_of_its_files_disappears() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let guide = [("title", "Guide"), ("kind", "guide"), ("access", "members"), ("language", "fr"), ("body", "Le guide.")];
    claire.post("/networks/sil/pages/new", &guide).await;
    let path = "/networks/sil/pages/guide/attachments";
    for number in 0..12 {
        let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
        picture.extend((0_u32..900_000).map(|n| ((n + number).wrapping_mul(2_654_435_761) >> 24) as u8));
        let form = [("act", "attach"), ("alternative", "Un plan")];
        assert_eq!(claire.upload_with(path, &form, &format!("plan-{number}.png"), &picture).await.status, 303);
    }
    let mut download = domain::exports::network(&world.db, &claire.actor, "sil", domain::Language::Fr).await.unwrap();
    download.next().await.expect("a beginning").expect("octets");
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("DELETE FROM attachment").execute(&mut *tx).await.unwrap();
    sqlx::query("DELETE FROM file_part").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut last = None;
    while let Some(chunk) = download.next().await {
        last = Some(chunk);
    }
    assert_eq!(last, Some(Err(domain::Error::Internal)), "rather than be one that lacks something");
}

#[tokio::test]
async fn every_export_is_in_the_journal_with_its_actor() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let agnes = world.administrator("Agnès Delorme").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = event(&world, &claire, "sil", "Journée des données").await;
    let audience = vec!["subscribers:".to_owned()];
    let message = MessageInput {
        subject: "Avant la journée".to_owned(),
        body: "À jeudi".to_owned(),
        language: "fr".to_owned(),
        audience,
        ..MessageInput::default()
    };
    let message = lists::create(&world.db, &claire.actor, "sil", &message).await.unwrap();
    let files = [
        "/networks/sil/members.csv".to_owned(),
        format!("/events/{slug}/registrations.csv"),
        "/lists/sil/subscribers.csv".to_owned(),
        format!("/networks/sil/messages/{message}/journal.csv"),
        "/networks/sil/figures/tables/members.xlsx".to_owned(),
        "/networks/sil/export.zip".to_owned(),
        "/me/data.json".to_owned(),
        "/me/data.zip".to_owned(),
    ];
    for file in &files {
        for _ in 0..3 {
            assert_eq!(claire.get(file).await.status, 200, "{file}");
        }
    }
    let lines = agnes.get("/admin/journal?by=fontaine").await.all(".history li");
    let said = [
        "a exporté les membres du réseau SIL",
        "a exporté les inscriptions à l’événement Journée des données",
        "a exporté les abonnements à la liste SIL",
        "a exporté le journal d’envoi du message Avant la journée",
        "a exporté un tableau de chiffres du réseau SIL sil-members-2026-11-20.xlsx",
        "a exporté ses données personnelles",
        "a exporté les données du réseau SIL",
    ];
    for words in &said {
        assert_eq!(lines.iter().filter(|line| line.contains(*words)).count(), 1, "{words}: {lines:#?}");
    }
    assert_eq!(lines.iter().filter(|line| line.contains("a exporté")).count(), said.len(), "{lines:#?}");

    // A refused export leaves no entry, nor does the public file that a guest reads.
    assert_eq!(world.person("Bo Nilsson").await.get(&files[0]).await.status, 404);
    assert_eq!(world.guest().get(&files[4]).await.status, 200);
    world.advance(tests::Duration::minutes(6));
    assert_eq!(claire.get(&files[0]).await.status, 200);
    let lines = agnes.get("/admin/journal").await.all(".history li");
    assert_eq!(lines.iter().filter(|line| line.contains("a exporté")).count(), said.len() + 1, "{lines:#?}");
}
