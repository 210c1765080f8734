//! A mailing of 5,000 and 300 single mails survive: the server, a process of its own, is killed ten times while it sends, and started again. So do 300
//! posts that come to a list by LMTP while their copies leave.
//!
//! Every recipient is served. Only a mail that was in flight at a kill can arrive twice, and exactly these are marked as doubtful. A post that was
//! answered with 250 is there once, however often the relay sent it. The kills are drawn from a seed, which is printed: `SURVIVAL_SEED` repeats a
//! run.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::administration::{self, DOUBTFUL, MailQuery};
use domain::clock::Clock;
use domain::db::Db;
use domain::enums::Language;
use domain::lists::{self, ListInput, MessageJournalQuery};
use domain::mail::{self, MailContent, MailRecipient};
use domain::networks;
use domain::policy::Actor;
use domain::rng::IdGenerator;
use mailparse::MailHeaderMap;
use server::delivery::{SINGLE_CONNECTIONS, WINDOW};
use tests::{
    DnsServer, Home, LmtpRelay, MailServer, ReceivedMail, RelayedMail, SiteProcess, SmtpAnswer, World, discussion, eventually,
    eventually_within, message, network, send_message, subscribe_strangers,
};

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

async fn column(db: &Db, query: &'static str) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_all(&mut *tx).await.unwrap()
}

async fn distinct(db: &Db, query: &'static str) -> BTreeSet<String> {
    column(db, query).await.into_iter().collect()
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
        in_flight.extend(distinct(&db, "SELECT address FROM delivery WHERE state = 'sending'").await);
    }
    let mut children = run(&home);
    eventually_within(Duration::from_secs(120), "all are sent", async || {
        distinct(&db, "SELECT address FROM delivery WHERE state <> 'sent' LIMIT 1").await.is_empty().then_some(())
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
    let doubtful = distinct(&db, "SELECT address FROM delivery WHERE doubtful = 1").await;
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

const POSTS: usize = 300;
/// Each of them writes twelve posts: a list takes twenty from one author in an hour.
const AUTHORS: usize = 25;
const READERS: [&str; 3] = ["lou@d0.example", "noa@d1.example", "max@d2.example"];
/// The connections of the relay.
const RELAYS: usize = 4;
/// Of so many mails, the relay first sends one without waiting for its answer.
const PATIENCE: usize = 12;
/// Answers and copies between two kills, on average: the last kill comes when some are still to come.
const STRETCH: usize = (POSTS + POSTS * READERS.len()) / (KILLS + 1);
/// All waits of the story together.
const LIMIT: Duration = Duration::from_secs(120);
const TO_LIST: &str = "ri3-l@lists.example.org";
const ACCEPTED: &str = "SELECT message_id FROM post WHERE state = 'accepted'";

/// A discussion where members write and people without an account read.
async fn open_discussion(world: &World) {
    let network = world.network("ri3").await;
    for number in 0..AUTHORS {
        world.member(&network, &format!("Autrice {number}")).await;
    }
    let list = ListInput { posting: "members".to_owned(), rules: Vec::new(), ..discussion("ri3-l", "ri3") };
    lists::create_list(&world.db, &Actor::System, "ri3", &list).await.unwrap();
    subscribe_strangers(&world.db, "ri3-l", READERS.map(|address| (address, address))).await;
}

fn post_id(number: usize) -> String {
    format!("{number}@example.org")
}

/// A mail that the relay has checked.
fn post(number: usize) -> RelayedMail {
    let (author, message_id) = (number % AUTHORS, post_id(number));
    let sender = format!("autrice.{author}@example.org");
    let text = format!(
        "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\nMessage-ID: <{message_id}>\r\n\
         From: Autrice {author} <{sender}>\r\nTo: {TO_LIST}\r\nSubject: Sujet {number}\r\n\r\nBonjour,\r\n\r\nvoici le message {number}.\r\n"
    );
    RelayedMail { message_id, sender, recipient: TO_LIST.to_owned(), text }
}

/// The mails that the relay hands over, and their answers.
struct RelayQueue {
    mails: Vec<RelayedMail>,
    next: AtomicUsize,
    /// The codes, by Message-ID.
    answers: Mutex<BTreeMap<String, u16>>,
}

impl RelayQueue {
    /// The work of one connection: the next mail, until it is answered.
    async fn empty(self: Arc<Self>, mut relay: LmtpRelay) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(mail) = self.mails.get(number) else { return };
            if number.is_multiple_of(PATIENCE) {
                relay.loses_patience(mail).await;
            }
            let code = relay.hands_over(mail).await;
            self.answers.lock().unwrap().insert(mail.message_id.clone(), code);
        }
    }

    /// The number of mails that are answered.
    fn count(&self) -> usize {
        self.answers.lock().unwrap().len()
    }

    /// The Message-IDs that were answered with 250.
    fn taken(&self) -> BTreeSet<String> {
        self.answers.lock().unwrap().iter().filter(|(_, code)| **code == 250).map(|(id, _)| id.clone()).collect()
    }

    /// Those that were not: with another code, or none.
    fn not_taken(&self) -> Vec<(String, Option<u16>)> {
        let answers = self.answers.lock().unwrap();
        let all = self.mails.iter().map(|mail| (mail.message_id.clone(), answers.get(&mail.message_id).copied()));
        all.filter(|(_, code)| *code != Some(250)).collect()
    }
}

/// The deliveries that a killed program had in flight. PostgreSQL may still be committing what the program sent last: the lock waits for that.
async fn left_in_flight(db: &Db) -> Vec<String> {
    let mut tx = db.write().await.unwrap();
    if !db.is_sqlite() {
        sqlx::query("LOCK TABLE delivery IN SHARE MODE").execute(&mut *tx).await.unwrap();
    }
    let left: Vec<String> = sqlx::query_scalar("SELECT id FROM delivery WHERE state = 'sending'").fetch_all(&mut *tx).await.unwrap();
    tx.commit_without_revision().await.unwrap();
    left
}

/// What each reader got, and the envelope senders: one for each copy, by the reader's address and the Message-ID.
fn copies(sink: &MailServer) -> BTreeMap<String, Vec<String>> {
    let mut copies: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ReceivedMail { sender, recipient, message } in sink.received() {
        let id = mailparse::parse_mail(&message).unwrap().headers.get_first_value("Message-ID").unwrap();
        copies.entry(format!("{recipient} {}", id.trim().trim_matches(['<', '>']))).or_default().push(sender);
    }
    copies
}

/// Each post is there once, and each reader has it: twice only if its delivery is doubtful.
async fn assert_once(db: &Db, queue: &RelayQueue, sink: &MailServer) {
    let not_taken = queue.not_taken();
    assert!(not_taken.is_empty(), "the relay gets 250 for each mail: {not_taken:?}");
    let mut posts = column(db, ACCEPTED).await;
    posts.sort_unstable();
    assert_eq!(posts, queue.taken().into_iter().collect::<Vec<_>>(), "each mail is one post");
    assert_eq!(column(db, "SELECT id FROM post").await.len(), POSTS, "and none waits for a moderator");

    let copies = copies(sink);
    let expected: BTreeSet<String> =
        READERS.iter().flat_map(|reader| (0..POSTS).map(move |number| format!("{reader} {}", post_id(number)))).collect();
    let unserved: Vec<&String> = expected.iter().filter(|copy| !copies.contains_key(*copy)).collect();
    assert!(unserved.is_empty(), "every reader is served: {unserved:?}");
    assert_eq!(copies.len(), expected.len(), "nobody gets anything else");
    assert_eq!(column(db, "SELECT id FROM delivery").await.len(), expected.len(), "a delivery for each copy");
    let doubles: BTreeSet<String> = copies.iter().filter(|(_, senders)| senders.len() > 1).map(|(copy, _)| copy.clone()).collect();
    let doubtful =
        distinct(db, "SELECT d.address || ' ' || p.message_id FROM delivery d JOIN post p ON p.id = d.post WHERE d.doubtful = 1").await;
    assert!(doubles.is_subset(&doubtful), "only doubtful copies are double: {:?}", doubles.difference(&doubtful));

    let senders: BTreeSet<&String> = copies.values().flatten().collect();
    assert_eq!(senders.len(), copies.len(), "each copy has an envelope sender of its own");
    assert!(senders.iter().all(|sender| sender.starts_with("bounces+") && sender.ends_with("@lists.example.org")), "{senders:?}");
    assert!(copies.values().all(|senders| senders.iter().all(|sender| *sender == senders[0])), "which it has the second time, too");
    let repeated = column(db, "SELECT message_id FROM received_mail WHERE rule = 'duplicate'").await;
    assert!(!repeated.is_empty(), "some mails came twice");
    println!("{} doubtful of {}, {} double; {} mails came again", doubtful.len(), expected.len(), doubles.len(), repeated.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn posts_killed_ten_times_come_in_once_and_reach_every_reader() {
    let world = World::of_now().await;
    open_discussion(&world).await;
    let sink = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    // It knows no policy of any domain.
    let name_server = DnsServer::start([]).await;
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("lmtp.sock");
    let (url, smtp, resolver) = (world.url(), sink.port.to_string(), name_server.address.to_string());
    let settings = [
        ("MAILLAGE_LOG__LEVEL", "warn"),
        ("MAILLAGE_SMTP__HOST", "127.0.0.1"),
        ("MAILLAGE_SMTP__TLS", "none"),
        ("MAILLAGE_SMTP__PORT", smtp.as_str()),
        ("MAILLAGE_MAIL__RESOLVER", resolver.as_str()),
        ("MAILLAGE_LMTP__LISTEN", socket.to_str().unwrap()),
        ("MAILLAGE_LMTP__DOMAIN", "lists.example.org"),
        ("MAILLAGE_LMTP__TRUSTED_RELAYS", "mx.example.org"),
    ];
    let run = async || SiteProcess::start(env!("CARGO_BIN_EXE_site"), "", folder.path(), &url, &settings).await;
    let seed = seed();
    println!("SURVIVAL_SEED={seed}");
    let draw = Draw(IdGenerator::seeded(seed));

    let queue = Arc::new(RelayQueue { mails: (0..POSTS).map(post).collect(), next: AtomicUsize::new(0), answers: Mutex::default() });
    let relays: Vec<_> = (0..RELAYS).map(|_| tokio::spawn(queue.clone().empty(LmtpRelay::to(&socket)))).collect();
    let progress = || queue.count() + sink.count();
    let began = Instant::now();
    let left = || LIMIT.saturating_sub(began.elapsed());
    let mut in_flight = BTreeSet::new();
    for kill in 0..KILLS {
        let site = run().await;
        // The kill comes after so many answers and copies, and a drawn delay. At least one of them is of this run.
        let wanted = (kill * STRETCH + draw.below(STRETCH)).max(progress() + 1);
        let failure = std::fmt::from_fn(|f| {
            write!(f, "run {kill}: {} answers and {} copies of {wanted} in all: {}", queue.count(), sink.count(), site.log())
        });
        eventually_within(left(), failure, async || (progress() >= wanted).then_some(())).await;
        tokio::time::sleep(Duration::from_micros(draw.below(20_000) as u64)).await;
        // Kills it with SIGKILL.
        drop(site);
        in_flight.extend(left_in_flight(&world.db).await);
        let taken = queue.taken();
        let posts = distinct(&world.db, ACCEPTED).await;
        assert!(taken.is_subset(&posts), "kill {kill}: answered with 250 and lost: {:?}", taken.difference(&posts));
    }
    let site = run().await;
    let failure = std::fmt::from_fn(|f| write!(f, "without 250: {:?}: {}", queue.not_taken(), site.log()));
    eventually_within(left(), failure, async || (queue.count() == POSTS).then_some(())).await;
    let waiting = RefCell::new(Vec::<String>::new());
    let failure = std::fmt::from_fn(|f| write!(f, "copies wait, such as {:?}: {}", waiting.borrow(), site.log()));
    eventually_within(left(), failure, async || {
        let query = "SELECT address || ' ' || state || ' ' || last_error FROM delivery WHERE state <> 'sent' ORDER BY id LIMIT 5";
        let some = column(&world.db, query).await;
        let is_done = some.is_empty();
        waiting.replace(some);
        is_done.then_some(())
    })
    .await;
    for relay in relays {
        relay.await.unwrap();
    }
    drop(site);

    assert_once(&world.db, &queue, &sink).await;
    let doubtful = distinct(&world.db, "SELECT id FROM delivery WHERE doubtful = 1").await;
    assert_eq!(doubtful, in_flight, "what was in flight at a kill is shown as doubtful, and nothing else is");
    assert!(doubtful.len() <= KILLS * (WINDOW + SINGLE_CONNECTIONS));
}
