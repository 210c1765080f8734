//! A mailing of 5,000 and 300 single mails survive: the server, a process of its own, is killed ten times while it sends, and started again.
//!
//! Every recipient is served. Only a mail that was in flight at a kill can arrive twice, and exactly these are marked as doubtful. The kills are
//! drawn from a seed, which is printed: `SURVIVAL_SEED` repeats a run.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use domain::administration::{self, DOUBTFUL, MailQuery};
use domain::clock::Clock;
use domain::db::Db;
use domain::enums::Language;
use domain::lists::{self, MessageJournalQuery};
use domain::mail::{self, MailContent, MailRecipient};
use domain::networks;
use domain::policy::Actor;
use domain::rng::IdGenerator;
use server::delivery::{SINGLE_CONNECTIONS, WINDOW};
use tests::{Home, MailServer, SmtpAnswer, eventually, eventually_within, message, network, send_message, subscribe_strangers};

const PEOPLE: usize = 5000;
const SINGLE: usize = 300;
const KILLS: usize = 10;

/// Sends a message to subscribers without an account.
async fn fill(db: &Db) -> String {
    networks::create(db, &Actor::System, &network("sil")).await.unwrap();
    let people = (0..PEOPLE).map(|number| (format!("Personne {number}"), format!("personne{number}@d{}.example", number % 7)));
    subscribe_strangers(db, "sil", people).await;
    let input = message("À chaque personne, une fois", "Bonjour {{nom}},\n\nvoici **le programme**.");
    send_message(db, &Actor::System, "sil", &input).await.to_string()
}

/// Queues single mails, urgent and normal ones. Each start gets a part of them.
async fn write_single(db: &Db, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let to = MailRecipient {
            person: None,
            name: format!("Personne {number}"),
            address: format!("seule{number}@d{}.example", number % 5),
            language: Language::Fr,
        };
        let cause = if number % 2 == 0 { "registration.confirmed" } else { "event.moved" };
        let content = MailContent { cause, subject: "Objet".to_owned(), body: "Bonjour.".to_owned(), ..MailContent::default() };
        let mut tx = db.write().await.unwrap();
        mail::post(&mut tx, &to, &content).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Numbers from a seed.
struct Draw(IdGenerator);

impl Draw {
    fn below(&self, most: usize) -> usize {
        self.0.secret().reveal().bytes().fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte))) % most
    }
}

fn seed() -> u64 {
    let from_environment = std::env::var("SURVIVAL_SEED").ok().map(|seed| seed.parse().expect("SURVIVAL_SEED is a number"));
    from_environment.unwrap_or_else(|| std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(1, |since| u64::from(since.subsec_nanos())))
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
    let seed = seed();
    println!("SURVIVAL_SEED={seed}");
    let draw = Draw(IdGenerator::seeded(seed));
    let mut in_flight = BTreeSet::new();
    for kill in 0..KILLS {
        write_single(&db, kill * SINGLE / KILLS..(kill + 1) * SINGLE / KILLS).await;
        let mut children = run(&home);
        // The kill comes after so many mails and a drawn delay.
        let wanted = server.count() + 20 + draw.below(250);
        let failure = std::fmt::from_fn(|f| write!(f, "run {kill}: {} of {wanted} mails", server.count()));
        eventually(failure, async || (server.count() >= wanted).then_some(())).await;
        tokio::time::sleep(Duration::from_micros(draw.below(20_000) as u64)).await;
        for child in &mut children {
            child.kill().unwrap();
        }
        for mut child in children {
            child.wait().unwrap();
        }
        in_flight.extend(addresses(&db, "SELECT address FROM delivery WHERE state = 'sending'").await);
    }
    let mut children = run(&home);
    eventually_within(Duration::from_secs(120), "all are sent", async || {
        addresses(&db, "SELECT address FROM delivery WHERE state <> 'sent' LIMIT 1").await.is_empty().then_some(())
    })
    .await;
    for child in &mut children {
        child.kill().unwrap();
        child.wait().unwrap();
    }

    let mut got: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for taken in server.received() {
        let head = String::from_utf8_lossy(&taken.message).into_owned();
        let id = head.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned();
        got.entry(taken.recipient).or_default().push(id);
    }
    assert_eq!(got.len(), PEOPLE + SINGLE, "everybody is served");
    let doubles: BTreeSet<String> = got.iter().filter(|(_, ids)| ids.len() > 1).map(|(to, _)| to.clone()).collect();
    let doubtful = addresses(&db, "SELECT address FROM delivery WHERE doubtful = 1").await;
    assert_eq!(doubtful, in_flight, "what was in flight at a kill is shown as doubtful, and nothing else is");
    assert!(doubles.is_subset(&doubtful), "only those are double: {:?}", doubles.difference(&doubtful));
    assert!(doubtful.len() <= KILLS * processes * (WINDOW + SINGLE_CONNECTIONS));
    for ids in got.values() {
        assert!(ids.iter().all(|id| id == &ids[0]), "twice the same: one Message-ID");
    }
    let query = MessageJournalQuery { state: "doubtful".to_owned(), ..MessageJournalQuery::default() };
    let journal = lists::journal(&db, &Actor::System, "sil", &message.as_str().into(), &query).await.unwrap();
    let found =
        administration::mails(&db, &Actor::System, &MailQuery { state: DOUBTFUL.to_owned(), ..MailQuery::default() }).await.unwrap();
    assert_eq!((journal.total + found.total) as usize, doubtful.len(), "and their pages say so");
    println!("{} doubtful of {}, {} double", doubtful.len(), PEOPLE + SINGLE, doubles.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailing_killed_ten_times_reaches_everybody() {
    survives(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_a_mailing_on_postgresql_and_are_killed_ten_times() {
    // On SQLite the lock lets one process send, which the first story covers.
    if std::env::var("TEST_DATABASE_URL").is_ok() {
        survives(2).await;
    }
}
