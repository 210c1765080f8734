//! A mailing of 5,000 survives: the server, a process of its own, is killed ten times while it sends, and started again.
//!
//! Every recipient is served. Only what was in its hands at a kill can be double, and exactly that is shown as doubtful.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use domain::clock::Clock;
use domain::db::Db;
use domain::lists::{self, MessageInput, MessageJournalQuery, SendInput, When};
use domain::networks::{self, NetworkInput};
use domain::policy::Actor;
use domain::rng::IdGenerator;
use tests::{Home, MailServer, SmtpAnswer};

const PEOPLE: usize = 5000;
const KILLS: usize = 10;

/// The message, with its readers: addresses that nobody here owns.
async fn fill(db: &Db) -> String {
    let text = str::to_owned;
    let input = NetworkInput {
        slug: text("sil"),
        acronym: text("SIL"),
        name: text("Réseau SIL"),
        kind: text("thematic"),
        hue: text("210"),
        join_policy: text("approval"),
        visibility: text("public"),
        ..NetworkInput::default()
    };
    networks::create(db, &Actor::System, &input).await.unwrap();
    let mut tx = db.write().await.unwrap();
    for number in 0..PEOPLE {
        let id: String = tx.new_id();
        sqlx::query(
            "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
             SELECT $1, l.id, NULL, $2, $2, $3, 'fr', 'subscribed', '2026-11-20T00:00:00Z' FROM list l WHERE l.slug = 'sil'",
        )
        .bind(id)
        .bind(format!("personne{number}@d{}.example", number % 7))
        .bind(format!("Personne {number}"))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let input = MessageInput {
        subject: text("À chaque personne, une fois"),
        body: text("Bonjour {{nom}},\n\nvoici **le programme**."),
        language: text("fr"),
        audience: vec![text("subscribers:")],
        ..MessageInput::default()
    };
    let id = lists::create(db, &Actor::System, "sil", &input).await.unwrap();
    let seen = SendInput { version: "1".to_owned(), seen: PEOPLE.to_string(), ..SendInput::default() };
    lists::send(db, &Actor::System, "sil", &id, When::Now, &seen).await.unwrap();
    id.to_string()
}

fn start(url: &str, smtp: u16, folder: &std::path::Path) -> Child {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    Command::new(env!("CARGO_BIN_EXE_site"))
        .arg("serve")
        .current_dir(folder)
        .env_clear()
        .envs([
            ("MAILLAGE_DATABASE", url),
            ("MAILLAGE_DEMO", "false"),
            ("MAILLAGE_LOG__LEVEL", "error"),
            ("MAILLAGE_SMTP__HOST", "127.0.0.1"),
        ])
        .envs([
            ("MAILLAGE_SMTP__TLS", "none"),
            ("MAILLAGE_SMTP__PORT", &smtp.to_string()),
            ("MAILLAGE_LISTEN", &format!("127.0.0.1:{port}")),
        ])
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

async fn addresses(db: &Db, query: &'static str) -> BTreeSet<String> {
    let mut tx = db.read().await.unwrap();
    let found: Vec<String> = sqlx::query_scalar(query).fetch_all(&mut *tx).await.unwrap();
    found.into_iter().collect()
}

async fn survives(processes: usize) {
    let (db, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    let message = fill(&db).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let folder = tempfile::tempdir().unwrap();
    let run = |home: &Home| -> Vec<Child> { (0..processes).map(|_| start(&home.url(), server.port, folder.path())).collect() };
    let mut in_hand = BTreeSet::new();
    for kill in 0..KILLS {
        let mut children = run(&home);
        // At random: after so many copies, and a little later.
        let random = IdGenerator::system().secret().reveal().bytes().map(usize::from).sum::<usize>();
        let wanted = server.count() + 20 + random % 250;
        let began = Instant::now();
        while server.count() < wanted {
            assert!(began.elapsed() < Duration::from_secs(30), "run {kill}: {} of {wanted} copies", server.count());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_micros(random as u64 % 20_000)).await;
        for child in &mut children {
            child.kill().unwrap();
        }
        for mut child in children {
            child.wait().unwrap();
        }
        in_hand.extend(addresses(&db, "SELECT address FROM copy WHERE state = 'sending'").await);
    }
    let mut children = run(&home);
    let began = Instant::now();
    while !addresses(&db, "SELECT address FROM copy WHERE state <> 'sent' LIMIT 1").await.is_empty() {
        assert!(began.elapsed() < Duration::from_secs(120), "not all are sent");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for child in &mut children {
        child.kill().unwrap();
        child.wait().unwrap();
    }

    let mut got: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for taken in server.taken() {
        let head = String::from_utf8_lossy(&taken.message).into_owned();
        let id = head.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned();
        got.entry(taken.recipient).or_default().push(id);
    }
    assert_eq!(got.len(), PEOPLE, "everybody is served");
    let doubles: BTreeSet<String> = got.iter().filter(|(_, ids)| ids.len() > 1).map(|(to, _)| to.clone()).collect();
    let doubtful = addresses(&db, "SELECT address FROM copy WHERE doubtful = 1").await;
    assert_eq!(doubtful, in_hand, "what was in hand at a kill is shown as doubtful, and nothing else is");
    assert!(doubles.is_subset(&doubtful), "only those are double: {:?}", doubles.difference(&doubtful));
    assert!(doubtful.len() <= KILLS * processes * server::mailing::WINDOW);
    for ids in got.values() {
        assert!(ids.iter().all(|id| id == &ids[0]), "twice the same: one Message-ID");
    }
    let query = MessageJournalQuery { state: "doubtful".to_owned(), ..MessageJournalQuery::default() };
    let journal = lists::journal(&db, &Actor::System, "sil", &message.as_str().into(), &query).await.unwrap();
    assert_eq!(journal.found as usize, doubtful.len(), "and the journal says so");
    println!("{} doubtful of {PEOPLE}, {} double", doubtful.len(), doubles.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailing_killed_ten_times_reaches_everybody() {
    survives(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_a_mailing_on_postgresql_and_are_killed_ten_times() {
    // On SQLite one process sends, as its lock says: two share nothing there that the first story does not show.
    if std::env::var("TEST_DATABASE_URL").is_ok() {
        survives(2).await;
    }
}
