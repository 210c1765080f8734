//! Whole sessions: what a client sends, and what it reads.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use super::test_client::{LmtpClient, MAX_SIZE, ScriptedAcceptor, codes, converse, settings};
use super::{IncomingEnvelope, MemoryBudget};

const LHLO: &str = "LHLO client.example.org\r\n";

/// An envelope whose text follows.
fn envelope(recipients: &[&str]) -> String {
    let recipients: String = recipients.iter().map(|recipient| format!("RCPT TO:<{recipient}@lists.example.org>\r\n")).collect();
    format!("MAIL FROM:<claire@example.org>\r\n{recipients}DATA\r\n")
}

/// The answers after LHLO.
async fn after_lhlo(input: &[u8]) -> (Vec<String>, Vec<IncomingEnvelope>) {
    let (answers, delivered) = converse(&[LHLO.as_bytes(), input].concat()).await;
    (answers[6..].to_vec(), delivered)
}

#[tokio::test]
async fn a_mail_is_delivered_with_its_envelope() {
    let acceptor = ScriptedAcceptor::default();
    let mut client = LmtpClient::connect(&acceptor, settings()).await;
    client.send(LHLO).await;
    for expected in ["-lists.example.org", "-PIPELINING", "-ENHANCEDSTATUSCODES", "-8BITMIME", "-SMTPUTF8", " SIZE 100000"] {
        assert_eq!(client.line().await, format!("250{expected}"));
    }
    assert_eq!(client.ask("MAIL FROM:<zoé@example.org> SMTPUTF8 BODY=8BITMIME SIZE=20").await, "250 2.1.0 ok");
    assert_eq!(client.ask("RCPT TO:<ri3-l@lists.example.org>").await, "250 2.1.5 ok");
    assert_eq!(client.ask("DATA").await, "354 send the mail; CR LF . CR LF ends it");
    assert_eq!(client.ask("Subject: Été\r\n\r\n..\r\n.").await, "250 2.0.0 ok");
    // A bounce, in the same session.
    assert_eq!(client.ask("MAIL FROM:<>").await, "250 2.1.0 ok");
    assert_eq!(client.ask("RCPT TO:<postmaster>").await, "250 2.1.5 ok");
    assert_eq!(&client.ask("DATA").await[..3], "354");
    assert_eq!(client.ask(".").await, "250 2.0.0 ok");
    client.send("QUIT\r\n").await;
    assert_eq!(client.rest().await, "221 2.0.0 bye\r\n");
    let mail = |sender: &str, recipient: &str, text: &str| IncomingEnvelope {
        sender: sender.to_owned(),
        recipients: vec![recipient.to_owned()],
        bytes: text.as_bytes().to_vec(),
    };
    let expected = [mail("zoé@example.org", "ri3-l@lists.example.org", "Subject: Été\r\n\r\n.\r\n"), mail("", "postmaster", "")];
    assert_eq!(*acceptor.delivered.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_conversation_may_come_in_one_write() {
    let mail = envelope(&["a", "b"]) + "one\r\n.\r\n" + &envelope(&["c"]) + "two\r\n.\r\nNOOP\r\nVRFY a\r\nRSET\r\nQUIT\r\n";
    let (answers, delivered) = after_lhlo(mail.as_bytes()).await;
    let expected = ["250", "250", "250", "354", "250", "250", "250", "250", "354", "250", "250", "252", "250", "221"];
    assert_eq!(codes(&answers), expected);
    assert_eq!(delivered.iter().map(|mail| &mail.bytes[..]).collect::<Vec<_>>(), [&b"one\r\n"[..], b"two\r\n"]);
}

#[tokio::test]
async fn each_accepted_recipient_has_one_answer_after_the_mail() {
    let recipients = ["small", "a", "unknown", "later", "away", "closed", "never", "a"];
    let (answers, delivered) = after_lhlo((envelope(&recipients) + ".\r\nQUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&answers[..9]), ["250", "250", "250", "550", "250", "451", "550", "250", "250"]);
    assert_eq!((answers[3].as_str(), answers[6].as_str()), ("550 5.1.1 no such address", "550 5.7.1 the list is closed"));
    let expected = ["552 5.3.4 too large", "250 2.0.0 ok", "451 4.3.0 temporarily unavailable", "550 5.7.1 members only", "250 2.0.0 ok"];
    assert_eq!(answers[10..15], expected);
    assert_eq!(delivered[0].recipients.len(), 5);
    // An acceptor that forgets recipients.
    let (answers, _) = after_lhlo((envelope(&["a", "forgotten", "b"]) + ".\r\nQUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&answers[5..]), ["250", "451", "451", "221"]);
}

#[tokio::test]
async fn a_mail_that_is_too_large_is_refused_early_or_late() {
    // With the recipients in the same packet, which are no errors of the client.
    let declared = format!("MAIL FROM:<a@example.org> SIZE={}\r\n", MAX_SIZE + 1) + &"RCPT TO:<b@example.org>\r\n".repeat(50) + "QUIT\r\n";
    let (answers, _) = after_lhlo(declared.as_bytes()).await;
    assert_eq!(codes(&answers), [&["552"][..], &["503"; 50], &["221"]].concat());
    let line = "x".repeat(998) + "\r\n";
    let mail = |lines| envelope(&["a", "b"]) + &line.repeat(lines) + ".\r\n";
    let (answers, delivered) =
        after_lhlo((mail(MAX_SIZE / 1000 + 1) + &mail(2_000) + &mail(MAX_SIZE / 1000) + "QUIT\r\n").as_bytes()).await;
    let expected = |code| ["250", "250", "250", "354", code, code];
    assert_eq!(codes(&answers), [&expected("552")[..], &expected("552"), &expected("250"), &["221"]].concat());
    assert_eq!(delivered.iter().map(|mail| mail.bytes.len()).collect::<Vec<_>>(), [MAX_SIZE]);
}

#[tokio::test]
async fn a_bare_line_feed_smuggles_no_second_mail() {
    for end in ["\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n.\r\r\n", "\r\n.\0\r\n"] {
        let smuggled = format!("{}hello{end}{}forged\r\n.\r\nQUIT\r\n", envelope(&["a"]), envelope(&["b"]));
        let (answers, delivered) = after_lhlo(smuggled.as_bytes()).await;
        assert_eq!((codes(&answers), delivered.len()), (vec!["250", "250", "354", "250", "221"], 1), "{}", end.escape_debug());
    }
    // Nor a command.
    let (answers, delivered) = after_lhlo(b"NOOP\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nQUIT\r\n").await;
    assert_eq!((codes(&answers), delivered.len()), (vec!["500", "503", "221"], 0));
}

#[tokio::test]
async fn a_mail_without_its_end_is_not_delivered() {
    let mail = envelope(&["a"]) + "Subject: x\r\n\r\nhello\r\n.\r\n";
    for length in (0..mail.len()).rev() {
        let (_, delivered) = after_lhlo(&mail.as_bytes()[..length]).await;
        assert_eq!(delivered, [], "{length}");
    }
}

#[tokio::test]
async fn recipients_beyond_the_hundredth_are_for_another_copy() {
    let many = vec!["a"; 10_000];
    let (answers, delivered) = after_lhlo((envelope(&many) + ".\r\n" + &envelope(&["b"]) + ".\r\nQUIT\r\n").as_bytes()).await;
    let codes = codes(&answers);
    assert!(codes[1..101].iter().all(|code| *code == "250") && codes[101..10_001].iter().all(|code| *code == "452"));
    assert_eq!((codes[10_001], codes.len()), ("354", 10_001 + 1 + 100 + 5));
    assert_eq!(delivered.iter().map(|mail| mail.recipients.len()).collect::<Vec<_>>(), [100, 1]);
}

#[tokio::test]
async fn commands_out_of_order_are_refused() {
    let early = b"MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nEHLO a\r\nQUIT\r\n";
    assert_eq!(codes(&converse(early).await.0), ["503", "503", "503", "500", "221"]);
    let late = "RCPT TO:<b@example.org>\r\nDATA\r\nMAIL FROM:<a@example.org>\r\nMAIL FROM:<a@example.org>\r\nDATA\r\nRCPT TO:<unknown@x>\r\nDATA\r\n\
                RSET\r\nRCPT TO:<b@example.org>\r\nMAIL FROM:<zoé@example.org>\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<zoé@example.org>\r\nQUIT\r\n";
    let expected = ["503", "503", "250", "503", "503", "550", "503", "250", "503", "553", "250", "553", "221"];
    assert_eq!(codes(&after_lhlo(late.as_bytes()).await.0), expected);
    // A second LHLO gives up the mail that has begun.
    let again = format!("{}{LHLO}RCPT TO:<a@example.org>\r\nQUIT\r\n", "MAIL FROM:<a@example.org>\r\n");
    assert_eq!(codes(&after_lhlo(again.as_bytes()).await.0)[7..], ["503", "221"]);
}

#[tokio::test]
async fn a_long_line_is_skipped_to_its_end() {
    let fits = format!("NOOP {}\r\n", "x".repeat(2_041));
    let long = format!("NOOP {}\r\n", "x".repeat(2_042));
    let endless = format!("{}\r\n", "x\n".repeat(500_000));
    let (answers, _) = after_lhlo(format!("{fits}{long}{endless}NOOP\r\nQUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&answers), ["250", "500", "500", "250", "221"]);
}

#[tokio::test]
async fn rubbish_and_requests_of_browsers_end_the_session() {
    let rubbish: Vec<u8> = (0..200_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let (answers, _) = converse(&rubbish).await;
    assert!(answers.iter().all(|answer| answer.starts_with("500")) || answers.last().unwrap().starts_with("421"), "{answers:?}");
    let (answers, _) = converse("?\r\n".repeat(1_000).as_bytes()).await;
    assert_eq!((answers.len(), answers[20].as_str()), (21, "421 4.7.0 too many errors"));
    let posted = format!("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n{LHLO}{}.\r\n", envelope(&["a"]));
    assert_eq!(converse(posted.as_bytes()).await, (vec!["421 4.7.0 this is LMTP".to_owned()], vec![]));
}

#[tokio::test]
async fn a_slow_client_is_told_and_left() {
    let acceptor = ScriptedAcceptor::default();
    let mut limits = settings();
    limits.command_timeout = Duration::from_millis(20);
    let mut client = LmtpClient::connect(&acceptor, limits.clone()).await;
    client.send("NOO").await;
    assert_eq!(client.rest().await, "421 4.4.2 too slow\r\n");
    (limits.command_timeout, limits.data_timeout) = (Duration::from_secs(20), Duration::from_millis(20));
    let mut client = LmtpClient::connect(&acceptor, limits.clone()).await;
    client.begin(&["a"]).await;
    client.ask("DATA").await;
    assert_eq!(client.rest().await, "421 4.4.2 too slow\r\n");
    // Neither is late by itself, but the session is.
    (limits.data_timeout, limits.session_timeout) = (Duration::from_secs(20), Duration::from_millis(20));
    let client = LmtpClient::connect(&acceptor, limits.clone()).await;
    assert_eq!(client.rest().await, "421 4.4.2 too slow\r\n");
    // So is one that never pauses.
    let mut client = LmtpClient::connect(&acceptor, limits.clone()).await;
    while client.stream.write_all(b"x").await.is_ok() {}
    assert!(client.line().await.ends_with("421 4.4.2 too slow"));
    // A client that does not read its answers.
    limits.command_timeout = Duration::from_millis(20);
    let LmtpClient { mut stream, server, stop: _stop } = LmtpClient::connect(&acceptor, limits).await;
    drop(stream.write_all("NOOP\r\n".repeat(100_000).as_bytes()).await);
    server.await.unwrap().unwrap();
    assert_eq!(acceptor.delivered.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn a_stop_waits_for_the_mail_in_transfer_alone() {
    let gate = Arc::new(Notify::new());
    let acceptor = ScriptedAcceptor { gate: Some(gate.clone()), ..Default::default() };
    let idle = LmtpClient::connect(&acceptor, settings()).await;
    idle.stop.send(true).unwrap();
    assert_eq!(idle.rest().await, "421 4.3.2 the server is stopping\r\n");
    let mut busy = LmtpClient::connect(&acceptor, settings()).await;
    busy.begin(&["a", "b"]).await;
    busy.ask("DATA").await;
    busy.send("hello\r\n").await;
    busy.stop.send(true).unwrap();
    busy.send(".\r\nMAIL FROM:<a@example.org>\r\n").await;
    gate.notify_one();
    assert_eq!(busy.rest().await, "250 2.0.0 ok\r\n250 2.0.0 ok\r\n421 4.3.2 the server is stopping\r\n");
    assert_eq!(acceptor.delivered.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn large_mails_wait_for_the_memory_of_others() {
    let gate = Arc::new(Notify::new());
    let acceptor = ScriptedAcceptor { gate: Some(gate.clone()), ..Default::default() };
    let mut limits = settings();
    (limits.memory, limits.memory_timeout) = (MemoryBudget::new(MAX_SIZE), Duration::from_millis(20));
    let mut first = LmtpClient::connect(&acceptor, limits.clone()).await;
    let mut second = LmtpClient::connect(&acceptor, limits.clone()).await;
    for client in [&mut first, &mut second] {
        client.ask("LHLO client.example.org").await;
        client.ask("MAIL FROM:<a@example.org> SIZE=90000").await;
        client.ask("RCPT TO:<b@example.org>").await;
    }
    assert_eq!(&first.ask("DATA").await[..3], "354");
    assert_eq!(second.ask("DATA").await, "452 4.3.1 too many large mails at once: come back later");
    // A mail that is larger than it was declared to be does not wait either.
    second.ask("RSET").await;
    second.begin(&["a"]).await;
    second.ask("DATA").await;
    assert_eq!(second.ask(&(("x".repeat(998) + "\r\n").repeat(20) + ".")).await, "452 4.3.1 too many large mails at once: come back later");
    first.send("hello\r\n.\r\n").await;
    gate.notify_one();
    assert_eq!(first.line().await, "250 2.0.0 ok");
    second.begin(&["a"]).await;
    second.ask("DATA").await;
    gate.notify_one();
    assert_eq!(second.ask(".").await, "250 2.0.0 ok");
}
