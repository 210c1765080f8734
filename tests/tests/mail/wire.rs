//! Mails as the server reads them: addresses of every script, names that look like headers, lines of every length.

use tests::{ServerBehaviour, TestUser, message, send_message, subscribe_strangers};

use super::*;

/// Neither a name nor a subject may become a header.
const INJECTED: &str = "Zoé\r\nBcc: all@example.org\r\n\r\n<script>";

async fn write(db: &Db, name: &str, address: &str, subject: &str, body: &str) {
    let to = MailRecipient { person: None, name: name.to_owned(), address: address.to_owned(), language: Language::Fr };
    let (subject, body) = (subject.to_owned(), body.to_owned());
    let content = MailContent { cause: "network.news", subject, body, ..MailContent::default() };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &content).await.unwrap();
    tx.commit().await.unwrap();
}

/// No mail server on the way has to mend it: ASCII, CRLF, short lines, each header once.
fn assert_well_formed(message: &[u8]) {
    let text = String::from_utf8_lossy(message);
    assert!(message.is_ascii(), "{text}");
    assert!(!message.contains(&0), "{text}");
    for (at, byte) in message.iter().enumerate() {
        match byte {
            b'\n' => assert!(at > 0 && message[at - 1] == b'\r', "a bare LF at {at}: {text}"),
            b'\r' => assert_eq!(message.get(at + 1), Some(&b'\n'), "a bare CR at {at}: {text}"),
            _ => {}
        }
    }
    assert!(text.lines().all(|line| line.len() <= 998), "{text}");
    let mail = mailparse::parse_mail(message).unwrap();
    assert!(mail.headers.get_first_value("Bcc").is_none(), "{text}");
    for name in ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version"] {
        assert_eq!(mail.headers.get_all_headers(name).len(), 1, "{name} once (RFC 5322, 3.6): {text}");
    }
}

#[tokio::test]
async fn no_name_or_subject_becomes_a_header_and_no_text_breaks_a_line() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let long = format!("{}\n\n{}", "long".repeat(600), "é".repeat(3000));
    let texts = [".\n\n.\n..deux\n.\r\n", "From là-bas\nFrom here\n", &long, "plain ascii\n.\nQUIT\n", ""];
    for (number, text) in texts.iter().enumerate() {
        write(&world.db, INJECTED, &format!("p{number}@example.org"), INJECTED, text).await;
    }
    write(&world.db, "\"; Robert <x@y>, (", "p5@example.org", &"=?utf-8?q?x?= ".repeat(60), "x").await;
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&server));
    settles(&world.db, "sent").await;
    worker.stops().await;
    let received = server.received();
    assert_eq!(received.len(), texts.len() + 1);
    for mail in &received {
        assert_well_formed(&mail.message);
        let parsed = mailparse::parse_mail(&mail.message).unwrap();
        let to = mailparse::addrparse_header(parsed.headers.get_first_header("To").unwrap()).unwrap();
        assert_eq!(to.extract_single_info().map(|one| one.addr), Some(mail.recipient.clone()), "one recipient, the one of the envelope");
        let body = part(&parsed, "text/plain").get_body().unwrap();
        if let Some(text) = mail.recipient[1..2].parse().ok().and_then(|number: usize| texts.get(number)) {
            let text = text.trim_end().replace("\r\n", "\n");
            assert!(body.replace("\r\n", "\n").starts_with(&text), "every dot arrives: {body}");
        }
    }
}

#[tokio::test]
async fn an_address_in_another_script_leaves_only_if_the_server_takes_it() {
    let world = World::new().await;
    let plain = MailServer::with(ServerBehaviour { offers: &["8BITMIME"], ..ServerBehaviour::default() }, |_, _| SmtpAnswer::Yes).await;
    for address in ["ada@été.example", "zoé@example.org", "not an address"] {
        write(&world.db, "Zoé", address, "Bonjour", "Bonjour").await;
    }
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&plain));
    let expected = vec!["sent".to_owned(), "failed".to_owned(), "failed".to_owned()];
    eventually_eq("states", expected, async || states(&world.db).await.into_iter().map(|(_, state)| state).collect()).await;
    worker.stops().await;
    assert_eq!(plain.received().len(), 1);
    assert_eq!(plain.received()[0].recipient, "ada@xn--t-9fab.example");
    assert_well_formed(&plain.received()[0].message);
    assert!(!plain.commands().iter().any(|command| command.contains("zoé")), "a server without SMTPUTF8 does not get it (RFC 6531, 3.4)");
    let found = administration::mails(&world.db, &Actor::System, &MailQuery::default()).await.unwrap();
    assert!(found.mails.iter().any(|mail| mail.last_error.contains("SMTPUTF8")));

    let wide = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    write(&world.db, "Zoé", "zoé@example.org", "Bonjour", "Bonjour").await;
    write(&world.db, "Ada", "ada@example.org", "Bonjour", "Bonjour").await;
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&wide));
    eventually_eq("mails taken", 2, async || wide.count()).await;
    worker.stops().await;
    let mut senders: Vec<String> = wide.commands().into_iter().filter(|command| command.starts_with("MAIL")).collect();
    senders.sort();
    assert_eq!(senders, ["MAIL FROM:<maillage@example.org>", "MAIL FROM:<maillage@example.org> SMTPUTF8"], "only where it is needed");
}

/// The coordinator of a network whose list has these subscribers, by name and address, as an old table might have brought them.
async fn list_of(world: &World, subscribers: &[(&str, &str)]) -> TestUser {
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    subscribe_strangers(&world.db, "sil", subscribers.iter().copied()).await;
    claire
}

#[tokio::test]
async fn the_name_and_address_of_a_subscriber_break_no_copy() {
    let world = World::new().await;
    let subscribers = [
        (INJECTED, "zoe@example.org"),
        ("\u{e002}{{nom}}", "mark@example.org"),
        ("Ada", "ada@été.example"),
        ("Noé", "noé@example.org"),
        ("\"; (", "quote@example.org"),
    ];
    let claire = list_of(&world, &subscribers).await;
    let body = format!("Bonjour {{{{nom}}}},\n\n.\n\n.QUIT\n\rseul\r\n\n{}\n\n{}", "long".repeat(600), "é".repeat(3000));
    send_message(&world.db, &claire.actor, "sil", &message(&format!("Le programme {}", "très ".repeat(35)), &body)).await;
    let server = MailServer::with(ServerBehaviour { offers: &["8BITMIME"], ..ServerBehaviour::default() }, |_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&world.db, &smtp_config(&server));
    let states = async || -> Vec<(String, String, String)> {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_as("SELECT address, state, last_error FROM delivery WHERE message IS NOT NULL ORDER BY address")
            .fetch_all(&mut *tx)
            .await
            .unwrap()
    };
    eventually_eq("copies under way", Vec::new(), async || {
        let mut others = states().await;
        others.retain(|(_, state, _)| state != "sent" && state != "failed");
        others
    })
    .await;
    worker.stops().await;
    let failed: Vec<_> = states().await.into_iter().filter(|(_, state, _)| state == "failed").collect();
    assert!(failed.len() == 1 && failed[0].0 == "noé@example.org" && failed[0].2.contains("SMTPUTF8"), "{failed:?}");
    let mut recipients: Vec<_> = server.received().into_iter().map(|mail| mail.recipient).collect();
    recipients.sort();
    assert_eq!(recipients, ["ada@xn--t-9fab.example", "mark@example.org", "quote@example.org", "zoe@example.org"]);
    for mail in server.received() {
        assert_well_formed(&mail.message);
        let parsed = mailparse::parse_mail(&mail.message).unwrap();
        for name in ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Help", "List-Post"] {
            assert_eq!(parsed.headers.get_all_headers(name).len(), 1, "{name}");
        }
        let plain = part(&parsed, "text/plain").get_body().unwrap();
        assert!(plain.replace("\r\n", "\n").contains("\n.\n\n.QUIT\n"), "{plain}");
    }
}
