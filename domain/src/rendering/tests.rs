//! A writer never waits for what guests have rendered.

use std::time::Duration;

use super::*;
use crate::clock::Clock;
use crate::db::Db;
use crate::events::{self, EventInput};
use crate::networks::{self, NetworkInput};
use crate::policy::Actor;
use crate::rng::IdGenerator;
use formats::documents::Document;

/// A file that goes with the test, with what SQLite puts beside it.
struct TemporaryDatabase(std::path::PathBuf);

impl Drop for TemporaryDatabase {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", "-lock"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

fn network() -> NetworkInput {
    let text = str::to_owned;
    NetworkInput {
        slug: text("sil"),
        acronym: text("SIL"),
        name: text("Réseau SIL"),
        kind: text("thematic"),
        hue: text("210"),
        join_policy: text("open"),
        visibility: text("public"),
        description: "Un mot et un autre. ".repeat(300),
        ..NetworkInput::default()
    }
}

fn event() -> EventInput {
    let text = str::to_owned;
    EventInput {
        title: text("Journée"),
        kind: text("meeting"),
        level: text("national"),
        language: text("fr"),
        visibility: text("public"),
        starts_date: text("2027-03-14"),
        starts_time: text("09:00"),
        ends_time: text("17:30"),
        zone: text("Europe/Paris"),
        mode: text("online"),
        registration: text("none"),
        description: "Un mot et un autre. ".repeat(300),
        ..EventInput::default()
    }
}

#[tokio::test]
async fn long_texts_are_saved_while_every_permit_is_taken() {
    let file = TemporaryDatabase(std::env::temp_dir().join(format!("maillage-rendering-{}.db", std::process::id())));
    let db = Db::create(&format!("sqlite:{}", file.0.display()), 2, Clock::System, IdGenerator::system()).await.unwrap();
    db.migrate().await.unwrap();
    let guests = PERMITS.acquire_many(2).await.unwrap();
    let saved = tokio::time::timeout(Duration::from_secs(30), async {
        networks::create(&db, &Actor::System, &network()).await?;
        events::create(&db, &Actor::System, "sil", &event()).await
    });
    assert!(saved.await.expect("nobody waits").is_ok());
    let document = Document {
        language: crate::Language::Fr,
        title: "Bilan".to_owned(),
        subtitle: String::new(),
        footer: String::new(),
        blocks: Vec::new(),
    };
    // A PDF is nothing that a page waits for, nor the other way round.
    assert_eq!(tokio::time::timeout(Duration::from_secs(30), pdf(document)).await.unwrap().map(|file| file.starts_with(b"%PDF")), Ok(true));
    drop(guests);
    let printing = PDF_PERMITS.acquire().await.unwrap();
    assert!(tokio::time::timeout(Duration::from_secs(30), html(&"Un mot. ".repeat(1000))).await.is_ok());
    drop(printing);
    db.close().await;
}
