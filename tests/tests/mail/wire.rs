//! What is on the wire: addresses of every script, names that would be headers, lines of every length.

use domain::lists::{self, MessageInput, SendInput, SendingTime};
use tests::{ServerBehaviour, TestUser};

use super::*;

/// What no name and no subject may become.
const INJECTED: &str = "Zoé\r\nBcc: all@example.org\r\n\r\n<script>";

async fn write(db: &Db, name: &str, address: &str, subject: &str, body: &str) {
    let to = MailRecipient { person: None, name: name.to_owned(), address: address.to_owned(), language: Language::Fr };
    let (subject, body) = (subject.to_owned(), body.to_owned());
    let letter = MailContent { cause: "network.news", subject, body, ..MailContent::default() };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
}

/// Nothing that a mail server between us and the reader would have to mend.
fn is_fit_to_travel(message: &[u8]) {
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
async fn no_name_and_no_subject_becomes_a_header_and_no_text_breaks_the_line() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let long = format!("{}\n\n{}", "long".repeat(600), "é".repeat(3000));
    let texts = [".\n\n.\n..deux\n.\r\n", "From là-bas\nFrom here\n", &long, "plain ascii\n.\nQUIT\n", ""];
    for (number, text) in texts.iter().enumerate() {
        write(&world.db, INJECTED, &format!("p{number}@example.org"), INJECTED, text).await;
    }
    write(&world.db, "\"; Robert <x@y>, (", "p5@example.org", &"=?utf-8?q?x?= ".repeat(60), "x").await;
    let worker = RunningWorker::forgetting(&world.db, &towards(&server));
    settles(&world.db, "sent").await;
    worker.stops().await;
    let taken = server.taken();
    assert_eq!(taken.len(), texts.len() + 1);
    for mail in &taken {
        is_fit_to_travel(&mail.message);
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
async fn a_mail_to_another_script_leaves_as_the_server_takes_it_or_is_refused_by_us() {
    let world = World::new().await;
    let plain = MailServer::with(ServerBehaviour { offers: &["8BITMIME"], ..ServerBehaviour::default() }, |_, _| SmtpAnswer::Yes).await;
    for address in ["ada@été.example", "zoé@example.org", "not an address"] {
        write(&world.db, "Zoé", address, "Bonjour", "Bonjour").await;
    }
    let worker = RunningWorker::forgetting(&world.db, &towards(&plain));
    let settled = async |expected: [&str; 3]| {
        for _ in 0..600 {
            let now = states(&world.db).await;
            if now.iter().map(|(_, state)| state.as_str()).eq(expected) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{:?}", states(&world.db).await);
    };
    settled(["sent", "failed", "failed"]).await;
    worker.stops().await;
    assert_eq!(plain.taken().len(), 1);
    assert_eq!(plain.taken()[0].recipient, "ada@xn--t-9fab.example");
    is_fit_to_travel(&plain.taken()[0].message);
    assert!(!plain.commands().iter().any(|command| command.contains("zoé")), "a server without SMTPUTF8 is not asked (RFC 6531, 3.4)");
    let found = administration::mails(&world.db, &Actor::System, &MailQuery::default()).await.unwrap();
    assert!(found.mails.iter().any(|mail| mail.last_error.contains("SMTPUTF8")));

    let wide = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    write(&world.db, "Zoé", "zoé@example.org", "Bonjour", "Bonjour").await;
    write(&world.db, "Ada", "ada@example.org", "Bonjour", "Bonjour").await;
    let worker = RunningWorker::forgetting(&world.db, &towards(&wide));
    for _ in 0..600 {
        if wide.count() == 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    worker.stops().await;
    let mut asked: Vec<String> = wide.commands().into_iter().filter(|command| command.starts_with("MAIL")).collect();
    asked.sort();
    assert_eq!(asked, ["MAIL FROM:<maillage@example.org>", "MAIL FROM:<maillage@example.org> SMTPUTF8"], "only where it is needed");
}

/// A network with a coordinator whose list these addresses read, by these names, as an old table might have brought them.
async fn list_of(world: &World, readers: &[(&str, &str)]) -> TestUser {
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let mut tx = world.db.write().await.unwrap();
    for (name, address) in readers {
        let id: String = tx.new_id();
        sqlx::query(
            "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
             SELECT $1, id, NULL, $2, $2, $3, 'fr', 'subscribed', '2026-11-20T00:00:00Z' FROM list WHERE slug = 'sil'",
        )
        .bind(id)
        .bind(*address)
        .bind(*name)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    claire
}

#[tokio::test]
async fn copies_to_a_list_are_as_fit_to_travel_whatever_their_readers_are_called() {
    let world = World::new().await;
    let readers = [
        (INJECTED, "zoe@example.org"),
        ("\u{e002}{{nom}}", "mark@example.org"),
        ("Ada", "ada@été.example"),
        ("Noé", "noé@example.org"),
        ("\"; (", "quote@example.org"),
    ];
    let claire = list_of(&world, &readers).await;
    let body = format!("Bonjour {{{{nom}}}},\n\n.\n\n.QUIT\n\rseul\r\n\n{}\n\n{}", "long".repeat(600), "é".repeat(3000));
    let input = MessageInput {
        subject: format!("Le programme {}", "très ".repeat(35)),
        body,
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    };
    let id = lists::create(&world.db, &claire.actor, "sil", &input).await.unwrap();
    let seen = SendInput { version: "1".to_owned(), seen: readers.len().to_string(), ..SendInput::default() };
    lists::send(&world.db, &claire.actor, "sil", &id, SendingTime::Now, &seen).await.unwrap();
    let server = MailServer::with(ServerBehaviour { offers: &["8BITMIME"], ..ServerBehaviour::default() }, |_, _| SmtpAnswer::Yes).await;
    let work = RunningWorker::on(&world.db, &towards(&server));
    let states = async || -> Vec<(String, String, String)> {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_as("SELECT address, state, last_error FROM delivery WHERE message IS NOT NULL ORDER BY address")
            .fetch_all(&mut *tx)
            .await
            .unwrap()
    };
    for _ in 0..600 {
        if states().await.iter().all(|(_, state, _)| state == "sent" || state == "failed") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    work.stops().await;
    let failed: Vec<_> = states().await.into_iter().filter(|(_, state, _)| state == "failed").collect();
    assert!(failed.len() == 1 && failed[0].0 == "noé@example.org" && failed[0].2.contains("SMTPUTF8"), "{failed:?}");
    let mut recipients: Vec<_> = server.taken().into_iter().map(|mail| mail.recipient).collect();
    recipients.sort();
    assert_eq!(recipients, ["ada@xn--t-9fab.example", "mark@example.org", "quote@example.org", "zoe@example.org"]);
    for mail in server.taken() {
        is_fit_to_travel(&mail.message);
        let parsed = mailparse::parse_mail(&mail.message).unwrap();
        for name in ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Help", "List-Post"] {
            assert_eq!(parsed.headers.get_all_headers(name).len(), 1, "{name}");
        }
        let plain = part(&parsed, "text/plain").get_body().unwrap();
        assert!(plain.replace("\r\n", "\n").contains("\n.\n\n.QUIT\n"), "{plain}");
    }
}
