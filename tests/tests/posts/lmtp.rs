//! Mail for a list over LMTP, as a mail server of the same machine delivers it.

use std::sync::Arc;

use mailparse::MailHeaderMap;
use server::config::LmtpAddress;
use server::incoming::ListMailAcceptor;
use server::lmtp::{LmtpListener, LmtpSettings};
use tests::{MailServer, RunningWorker, SmtpAnswer, eventually_eq};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::sync::watch;

use super::*;

/// Sends lines over LMTP and reads the answers: their codes.
async fn converse(socket: &std::path::Path, lines: &[&str], answers: usize) -> Vec<String> {
    let mut stream = BufReader::new(UnixStream::connect(socket).await.unwrap());
    for line in lines {
        stream.write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
    }
    let mut codes = Vec::new();
    while codes.len() < answers {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).await.unwrap() > 0, "the server closed: {codes:?}");
        if line.as_bytes().get(3) == Some(&b' ') {
            codes.push(line[..3].to_owned());
        }
    }
    codes
}

#[tokio::test]
async fn a_mail_comes_by_lmtp_and_its_copies_leave_by_smtp() {
    let fixture = DiscussionFixture::open().await;
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("lmtp.sock");
    let db = fixture.world.db.clone().with_lists_host("lists.example.org");
    let listener = LmtpListener::bind(&LmtpAddress::Unix(socket.clone()), LmtpSettings::new("lists.example.org", 1 << 20)).await.unwrap();
    let acceptor = ListMailAcceptor { db: db.clone(), trusted_relays: Arc::new(["mx.example.org".to_owned()]), wakeup: Arc::default() };
    let (stop, stopping) = watch::channel(false);
    let serving = tokio::spawn(listener.serve(acceptor, stopping));

    let mail = [
        "LHLO mx.example.org",
        "MAIL FROM:<ada.lovelace@example.org>",
        "RCPT TO:<ri3-l@lists.example.org>",
        "RCPT TO:<nobody@lists.example.org>",
        "DATA",
        "Authentication-Results: mx.example.org; dkim=pass header.d=example.org",
        "Message-ID: <lmtp@example.org>",
        "From: Ada Lovelace <ada.lovelace@example.org>",
        "To: ri3-l@lists.example.org",
        "Subject: Calcul",
        "List-Unsubscribe: <https://ailleurs.fr/stop>",
        "List-Post: <mailto:ailleurs@ailleurs.fr>",
        "Archived-At: <https://ailleurs.fr/1>",
        "",
        "Une ligne.",
        "..",
        "La fin.",
        ".",
        "QUIT",
    ];
    // The greeting, LHLO, MAIL, two RCPT, DATA, one answer for the list that exists, QUIT.
    assert_eq!(converse(&socket, &mail, 8).await, ["220", "250", "250", "250", "550", "354", "250", "221"]);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post WHERE state = 'accepted'").await, 1, "250 means that it is committed");

    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&db, &tests::deliveries::smtp_config(server.port));
    eventually_eq("both members get it", 2, async || server.received().len()).await;
    worker.stops().await;
    for tests::ReceivedMail { message, .. } in server.received() {
        let copy = mailparse::parse_mail(&message).unwrap();
        let header = |name: &str| copy.headers.get_first_value(name).unwrap_or_default();
        assert_eq!(header("Message-ID"), "<lmtp@example.org>");
        assert_eq!(header("From"), "Ada Lovelace <ada.lovelace@example.org>", "the site sends for this domain");
        assert_eq!(header("Reply-To"), "RI3-L <ri3-l@lists.example.org>");
        assert_eq!(header("List-Id"), "<ri3-l.lists.127.0.0.1>");
        assert_eq!(header("Authentication-Results"), "", "the words of our relay are for us");
        assert!(!String::from_utf8_lossy(&message).contains("ailleurs.fr"), "another list leads nobody away from ours");
        assert_eq!(copy.get_body().unwrap().replace("\r\n", "\n"), "Une ligne.\n.\nLa fin.\n", "no line more");
    }
    stop.send(true).unwrap();
    serving.await.unwrap();
}
