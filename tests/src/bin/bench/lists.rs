//! Discussion lists by mail: what comes by LMTP, the copies of a post, and an archive.

use std::fmt::Write as _;

use domain::db::Db;
use domain::lists::{self, ListInput};
use domain::policy::Actor;
use tests::{DnsAnswer, DnsServer, MailServer, SmtpAnswer};

use crate::bench_server::{BenchServer, BenchSubjects, free_port};
use crate::{archive, lmtp, milliseconds, post};

/// The domain of the addresses of lists.
const HOST: &str = "lists.example.org";
/// A domain that asks receivers to reject mail in its name (DMARC), so that the copies of its authors have another From.
pub const AUTHOR_DOMAIN: &str = "d0.example";
/// The date of the first mail of a series: the first of January 2016, in seconds since 1970.
pub const START: i64 = 1_451_606_400;

/// The address of a list.
pub fn address(list: &str) -> String {
    format!("{list}@{HOST}")
}

/// What the relay says of a mail that it knows to come from `domain`.
pub fn verified(domain: &str) -> String {
    format!("Authentication-Results: mx.example.org; dkim=pass header.d={domain}\r\n")
}

/// Creates an open discussion without a rule: only its subscribers receive it.
pub async fn create_discussion(db: &Db, network: &str, list: &str, posting: &str) -> Result<(), String> {
    let input = ListInput {
        name: format!("Mesure {list}"),
        slug: list.to_owned(),
        kind: "discussion".to_owned(),
        archive: "public".to_owned(),
        posting: posting.to_owned(),
        ..ListInput::default()
    };
    lists::create_list(db, &Actor::System, network, &input).await.map(drop).map_err(|cause| format!("the list {list}: {cause:?}"))
}

/// Starts the server beside a name server and a mail server that takes everything. Returns the latter, and the port of LMTP.
pub async fn start(server: &mut BenchServer) -> Result<(MailServer, u16), String> {
    let sink = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let name_server = DnsServer::start([("_dmarc.d0.example", DnsAnswer::Text("v=DMARC1; p=reject"))]).await;
    let port = free_port()?;
    let (smtp, resolver, listen) = (sink.port.to_string(), name_server.address.to_string(), format!("127.0.0.1:{port}"));
    server.start(&[
        ("MAILLAGE_SMTP__HOST", "127.0.0.1"),
        ("MAILLAGE_SMTP__TLS", "none"),
        ("MAILLAGE_SMTP__PORT", &smtp),
        ("MAILLAGE_MAIL__FROM", "Maillage <maillage@example.org>"),
        ("MAILLAGE_MAIL__RESOLVER", &resolver),
        ("MAILLAGE_LMTP__LISTEN", &listen),
        ("MAILLAGE_LMTP__DOMAIN", HOST),
        ("MAILLAGE_LMTP__TRUSTED_RELAYS", "mx.example.org"),
    ])?;
    Ok((sink, port))
}

/// The two rows that take less than a minute. `network` has members; both lists are its own.
pub async fn measure_mail(server: &mut BenchServer, network: &str) -> Result<String, String> {
    let taken = lmtp::measure(server, network).await?;
    let post = post::measure(server, network).await?;
    let others: Vec<String> =
        taken.codes.iter().filter(|(code, _)| **code != 250).map(|(code, count)| format!("{count} with {code}")).collect();
    let mut report = String::new();
    let _ = writeln!(
        report,
        "\nLMTP, {} connections, mails of {} bytes to a discussion with {} readers: {:.0} mails a second (aim: 300), p50 {:.2} ms, p99 {:.2} ms.\n\
         {} were answered with 250, others: {}. The last copy left {:.0} ms after the last answer; {:.0} MiB resident at most.",
        lmtp::CONNECTIONS,
        lmtp::BYTES,
        lmtp::READERS,
        taken.rate,
        milliseconds(taken.p50),
        milliseconds(taken.p99),
        taken.codes.get(&250).copied().unwrap_or(0),
        if others.is_empty() { "none".to_owned() } else { others.join(", ") },
        milliseconds(taken.copies_after),
        taken.peak
    );
    let _ = writeln!(
        report,
        "\nA post of {} bytes by LMTP to 5,000 subscribers: answered after {:.0} ms; the first copy {:.0} ms after the answer (aim: under 2,000), \
         {:.0} copies a second with VERP and personal links (aim: 2,000), {:.0} MiB resident at most (aim: under 100).",
        lmtp::BYTES,
        milliseconds(post.answer),
        milliseconds(post.first),
        post.rate,
        post.peak
    );
    Ok(report)
}

/// Those rows, then an archive of so many mails: its import, and its pages.
pub async fn measure(server: &mut BenchServer, mails: usize) -> Result<String, String> {
    let db = server.db().await?;
    let subjects = BenchSubjects::find(&db).await?;
    db.close().await;
    let mut report = measure_mail(server, &subjects.network).await?;
    report.push_str(&archive::measure(server, &subjects, mails).await?);
    Ok(report)
}
