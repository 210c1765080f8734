//! A post by mail to the 5,000 subscribers of a discussion: from the answer of LMTP to the last copy.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use tests::{MailServer, subscribe_strangers};

use crate::bench_server::BenchServer;
use crate::list_mails::MailSeries;
use crate::lists::{self, AUTHOR_DOMAIN, START};
use crate::lmtp::{self, BenchLmtpClient};

const COPIES: usize = 5000;
const LIST: &str = "grande-l";
/// How long the copies may take.
const TIMEOUT: Duration = Duration::from_secs(120);

pub struct PostFigures {
    /// From the start of the mail to its answer.
    pub answer: Duration,
    /// From the answer to the first copy.
    pub first: Duration,
    /// Copies a second, from the answer to the last copy.
    pub rate: f64,
    /// The most memory of the process, in MiB.
    pub peak: f64,
}

/// Subscribes 5,000 people without an account, one of whom posts, and waits until the mail server has every copy.
///
/// # Errors
/// The mail was not taken; the copies did not leave in two minutes, or do not each have a sender and an unsubscribe link of their own.
pub async fn measure(server: &mut BenchServer, network: &str) -> Result<PostFigures, String> {
    let db = server.db().await?;
    lists::create_discussion(&db, network, LIST, "subscribers").await?;
    subscribe_strangers(&db, LIST, (0..COPIES).map(|number| (format!("Personne {number}"), reader(number)))).await;
    db.close().await;
    let (author, to, head) = (reader(0), lists::address(LIST), lists::verified(AUTHOR_DOMAIN));
    let mail = MailSeries { name: "grande", to: &to, head: &head, bytes: lmtp::BYTES }.mail(0, &author, START);
    let (sink, port) = lists::start(server).await?;
    let mut client = BenchLmtpClient::connect(port).await?;
    let before = sink.count();
    let began = Instant::now();
    let code = client.deliver(&author, &to, &mail).await?;
    let (answer, answered_at) = (began.elapsed(), Instant::now());
    if code != 250 {
        return Err(format!("a post to 5,000 subscribers was answered with {code}"));
    }
    let first = wait_for(&sink, before + 1, answered_at).await?;
    // The site may send other mails, and they count, too.
    let mut expected = before + COPIES;
    let last = loop {
        let last = wait_for(&sink, expected, answered_at).await?;
        match COPIES.saturating_sub(count_readers(&sink)) {
            0 => break last,
            missing => expected += missing,
        }
    };
    let peak = server.peak();
    server.stop();
    let (senders, links) = count_personal(&sink);
    if senders < COPIES || links < COPIES {
        return Err(format!("{COPIES} copies have {senders} senders and {links} unsubscribe links"));
    }
    Ok(PostFigures { answer, first, rate: COPIES as f64 / last.as_secs_f64(), peak })
}

/// The address of a reader. One domain in seven is that of the author.
fn reader(number: usize) -> String {
    match number % 7 {
        0 => format!("lecteur{number}@{AUTHOR_DOMAIN}"),
        domain => format!("lecteur{number}@d{domain}.example"),
    }
}

/// Waits until the mail server has so many mails. Returns the time since `start`.
async fn wait_for(sink: &MailServer, count: usize, start: Instant) -> Result<Duration, String> {
    while sink.count() < count {
        if start.elapsed() > TIMEOUT {
            return Err(format!("{} of {count} copies after two minutes", sink.count()));
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Ok(start.elapsed())
}

fn count_readers(sink: &MailServer) -> usize {
    let received = sink.received();
    received.iter().map(|mail| mail.recipient.as_str()).filter(|recipient| recipient.starts_with("lecteur")).collect::<HashSet<_>>().len()
}

/// The number of envelope senders that name a delivery (VERP), and that of unsubscribe links.
fn count_personal(sink: &MailServer) -> (usize, usize) {
    let (commands, received) = (sink.commands(), sink.received());
    let senders: HashSet<&str> = commands.iter().map(String::as_str).filter(|line| line.starts_with("MAIL FROM:<bounces+")).collect();
    let links: HashSet<&[u8]> = received.iter().filter_map(|mail| unsubscribe_link(&mail.message)).collect();
    (senders.len(), links.len())
}

/// What follows the path of all unsubscribe links.
fn unsubscribe_link(mail: &[u8]) -> Option<&[u8]> {
    const PATH: &[u8] = b"/unsubscribe/";
    let start = mail.windows(PATH.len()).position(|part| part == PATH)? + PATH.len();
    let length = mail[start..].iter().position(|byte| *byte == b'>')?;
    Some(&mail[start..start + length])
}
