//! Mails that a relay hands over by LMTP: to a discussion with few readers, whose copies leave at the same time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use domain::db::Db;
use tests::subscribe_strangers;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::bench_server::BenchServer;
use crate::list_mails::MailSeries;
use crate::lists::{self, START};

/// Connections of the relay at once.
pub const CONNECTIONS: usize = 8;
/// The mails that are handed over at most, and for how long.
const MAILS: usize = 4000;
/// The mails before those, which are not measured: PostgreSQL plans for empty tables until it has analysed them, as it does by itself within a minute.
const WARM_UP: usize = 400;
const TIME: Duration = Duration::from_secs(20);
/// The size of a mail in bytes.
pub const BYTES: usize = 5000;
/// Readers of the list.
pub const READERS: usize = 2;
/// Posts of one author that a list takes in an hour (`domain/src/posts/write.rs`): more of them have to wait.
const HOURLY_POSTS: usize = 20;
const LIST: &str = "debit-l";
/// How long the server may take to listen, to answer a command, and to send the last copies.
const START_TIMEOUT: Duration = Duration::from_secs(10);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(90);
const COPIES_TIMEOUT: Duration = Duration::from_secs(120);

pub struct LmtpFigures {
    /// Mails a second that were answered with 250.
    pub rate: f64,
    /// The number of answers by their code.
    pub codes: BTreeMap<u16, usize>,
    /// The median time from the start of a mail to its answer.
    pub p50: Duration,
    /// The time that one mail in a hundred exceeds.
    pub p99: Duration,
    /// From the last answer to the last copy.
    pub copies_after: Duration,
    /// The most memory of the process, in MiB.
    pub peak: f64,
}

/// Hands over mails on all connections, and waits until their copies have left.
///
/// # Errors
/// The server did not answer; a mail that it answered with 250 is not in the archive; the copies did not leave.
pub async fn measure(server: &mut BenchServer, network: &str) -> Result<LmtpFigures, String> {
    let db = server.db().await?;
    lists::create_discussion(&db, network, LIST, "members").await?;
    let readers = (0..READERS).map(|number| (format!("Lecture {number}"), format!("lecture{number}@d{number}.example")));
    subscribe_strangers(&db, LIST, readers).await;
    let mails = mails(&authors(&db, network).await?);
    let (sink, port) = lists::start(server).await?;
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        clients.push(BenchLmtpClient::connect(port).await?);
    }
    let mut warm_up = mails;
    let mails = warm_up.split_off(WARM_UP.min(warm_up.len()));
    for (author, mail) in &warm_up {
        clients[0].deliver(author, &lists::address(LIST), mail).await?;
    }
    while sink.count() < warm_up.len() * READERS {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    db.analyze().await;
    let began = Instant::now();
    let queue = Arc::new(LmtpQueue { mails, next: AtomicUsize::new(0), until: began + TIME });
    let tasks: Vec<_> = clients.into_iter().map(|client| tokio::spawn(hand_over(client, queue.clone()))).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.extend(task.await.map_err(|cause| cause.to_string())??);
    }
    let (elapsed, ended) = (began.elapsed(), Instant::now());
    let mut codes: BTreeMap<u16, usize> = BTreeMap::new();
    for (code, _) in &answers {
        *codes.entry(*code).or_default() += 1;
    }
    let taken = codes.get(&250).copied().unwrap_or(0);
    // A mail that waits for a moderator is answered in the same way.
    let posts = count_posts(&db).await?;
    if taken == 0 || posts != (warm_up.len() + taken) as i64 {
        return Err(format!("{posts} posts of {taken} mails that were answered with 250; all answers: {codes:?}"));
    }
    while sink.count() < (warm_up.len() + taken) * READERS {
        if ended.elapsed() > COPIES_TIMEOUT {
            return Err(format!("{} copies of {} mails after two minutes", sink.count(), warm_up.len() + taken));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let copies_after = ended.elapsed();
    let peak = server.peak();
    server.stop();
    db.close().await;
    let mut times: Vec<Duration> = answers.into_iter().map(|(_, time)| time).collect();
    times.sort_unstable();
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    Ok(LmtpFigures { rate: taken as f64 / elapsed.as_secs_f64(), codes, p50: at(0.50), p99: at(0.99), copies_after, peak })
}

/// The addresses of members, who may post and receive nothing: the list has no rule.
async fn authors(db: &Db, network: &str) -> Result<Vec<String>, String> {
    let mut tx = db.read().await.map_err(|cause| cause.to_string())?;
    let authors: Vec<String> = sqlx::query_scalar(
        "SELECT a.address FROM membership m JOIN network n ON n.id = m.network JOIN address a ON a.person = m.person
          WHERE n.slug = $1 AND m.state = 'active' AND a.verified_at IS NOT NULL AND a.preferred = 1 ORDER BY a.address LIMIT 1000",
    )
    .bind(network.to_owned())
    .fetch_all(&mut *tx)
    .await
    .map_err(|cause| cause.to_string())?;
    if authors.is_empty() { Err(format!("{network} has no members")) } else { Ok(authors) }
}

/// Each mail with its author, as many as the list takes within an hour.
fn mails(authors: &[String]) -> Vec<(String, String)> {
    let (head, to) = (lists::verified("example.org"), lists::address(LIST));
    let series = MailSeries { name: "debit", to: &to, head: &head, bytes: BYTES };
    let mail = |number: usize| {
        let author = &authors[number % authors.len()];
        (author.clone(), series.mail(number, author, START))
    };
    (0..(WARM_UP + MAILS).min(authors.len() * HOURLY_POSTS)).map(mail).collect()
}

async fn count_posts(db: &Db) -> Result<i64, String> {
    let mut tx = db.read().await.map_err(|cause| cause.to_string())?;
    sqlx::query_scalar("SELECT COUNT(*) FROM post p JOIN list l ON l.id = p.list WHERE l.slug = $1 AND p.state = 'accepted'")
        .bind(LIST)
        .fetch_one(&mut *tx)
        .await
        .map_err(|cause| cause.to_string())
}

/// The mails of all connections: each takes the next one.
struct LmtpQueue {
    /// Author and text.
    mails: Vec<(String, String)>,
    next: AtomicUsize,
    until: Instant,
}

/// Returns the code of each answer, and the time that it took.
async fn hand_over(mut client: BenchLmtpClient, queue: Arc<LmtpQueue>) -> Result<Vec<(u16, Duration)>, String> {
    let to = lists::address(LIST);
    let mut answers = Vec::new();
    while Instant::now() < queue.until {
        let Some((author, mail)) = queue.mails.get(queue.next.fetch_add(1, Ordering::Relaxed)) else { break };
        let began = Instant::now();
        let code = client.deliver(author, &to, mail).await?;
        answers.push((code, began.elapsed()));
    }
    Ok(answers)
}

/// The relay on one connection.
pub struct BenchLmtpClient {
    stream: BufReader<TcpStream>,
}

impl BenchLmtpClient {
    /// Connects to a server that may have just started, and greets it.
    pub async fn connect(port: u16) -> Result<Self, String> {
        let began = Instant::now();
        let stream = loop {
            match TcpStream::connect(("127.0.0.1", port)).await {
                Ok(stream) => break stream,
                Err(cause) if began.elapsed() > START_TIMEOUT => return Err(format!("LMTP: {cause}")),
                Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        };
        stream.set_nodelay(true).map_err(|cause| cause.to_string())?;
        let mut client = Self { stream: BufReader::new(stream) };
        let greeting = client.answer().await?;
        client.send("LHLO mx.example.org\r\n").await?;
        match (greeting, client.answer().await?) {
            (220, 250) => Ok(client),
            codes => Err(format!("LMTP: greeted with {codes:?}")),
        }
    }

    /// Hands a mail over as Postfix does: the envelope at once, then the text, whose lines end with CRLF and begin with no dot. Returns the code of
    /// the answer that decided.
    pub async fn deliver(&mut self, sender: &str, recipient: &str, mail: &str) -> Result<u16, String> {
        let envelope = format!("MAIL FROM:<{sender}> SIZE={}\r\nRCPT TO:<{recipient}>\r\nDATA\r\n", mail.len());
        self.send(&envelope).await?;
        let mut refusal = None;
        for expected in [250, 250, 354] {
            let code = self.answer().await?;
            if code != expected {
                refusal = refusal.or(Some(code));
            }
        }
        if let Some(code) = refusal {
            self.send("RSET\r\n").await?;
            self.answer().await?;
            return Ok(code);
        }
        self.send(&format!("{mail}.\r\n")).await?;
        self.answer().await
    }

    async fn send(&mut self, text: &str) -> Result<(), String> {
        self.stream.get_mut().write_all(text.as_bytes()).await.map_err(|cause| format!("LMTP: {cause}"))
    }

    /// The code of the next answer.
    async fn answer(&mut self) -> Result<u16, String> {
        let mut line = String::new();
        loop {
            line.clear();
            let read = tokio::time::timeout(ANSWER_TIMEOUT, self.stream.read_line(&mut line)).await;
            match read.map_err(|_| "LMTP: no answer".to_owned())?.map_err(|cause| format!("LMTP: {cause}"))? {
                0 => return Err("LMTP: the server closed the connection".to_owned()),
                _ if line.as_bytes().get(3) == Some(&b'-') => {}
                _ => return line.get(..3).and_then(|code| code.parse().ok()).ok_or_else(|| format!("LMTP: {line}")),
            }
        }
    }
}
