//! A server that lets us wait: what hangs holds itself back, for as long as we are patient, and nobody else.

use tests::ServerBehaviour;

use super::*;

async fn row(db: &Db, address: &str) -> MailDetails {
    details(db, address).await
}

/// Waits until as many mails have that state.
async fn come_to(db: &Db, state: &str, count: usize) {
    for _ in 0..600 {
        if states(db).await.iter().filter(|(_, now)| now == state).count() == count {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("not {count} {state}: {:?}", states(db).await);
}

/// Waits until every mail waits for another attempt, and why.
async fn all_wait_because(db: &Db, recipients: &[String], why: &str) {
    for _ in 0..600 {
        let mut waiting = 0;
        for recipient in recipients {
            let row = row(db, recipient).await;
            waiting += usize::from(["queued", "deferred"].contains(&row.listed.state.code()) && row.listed.last_error.contains(why));
        }
        if waiting == recipients.len() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{:?}", row(db, &recipients[0]).await);
}

#[tokio::test]
async fn mails_whose_server_says_nothing_more_are_deferred_and_the_others_leave() {
    let world = World::new().await;
    let server = MailServer::start(|to, before| if to.starts_with("stall") && before == 0 { SmtpAnswer::Nothing } else { SmtpAnswer::Yes });
    let server = server.await;
    // More than leave at once: were one of them waited for without end, the last would never leave.
    let stalled: Vec<String> = (0..2 * server::delivery::SINGLE_CONNECTIONS).map(|number| format!("stall{number}@example.org")).collect();
    for recipient in &stalled {
        post(&world.db, recipient).await;
    }
    post(&world.db, "zoe@example.org").await;
    let worker = RunningWorker::forgetting(&world.db, &towards(&server));
    come_to(&world.db, "sent", 1).await;
    all_wait_because(&world.db, &stalled, "no answer within 2 s").await;
    assert!(server.taken().iter().all(|mail| mail.recipient == "zoe@example.org"));
    world.later(Duration::minutes(1));
    settles(&world.db, "sent").await;
    worker.stops().await;
    assert_eq!(server.count(), stalled.len() + 1);
}

#[tokio::test]
async fn a_server_that_says_nothing_about_a_recipient_holds_back_that_mail_alone() {
    let world = World::new().await;
    let manners = ServerBehaviour {
        recipient: |to| if to.starts_with("stall") { SmtpAnswer::Nothing } else { SmtpAnswer::Yes },
        ..ServerBehaviour::default()
    };
    let server = MailServer::with(manners, |_, _| SmtpAnswer::Yes).await;
    let stalled: Vec<String> = (0..server::delivery::SINGLE_CONNECTIONS).map(|number| format!("stall{number}@example.org")).collect();
    for recipient in stalled.iter().map(String::as_str).chain(["zoe@example.org"]) {
        post(&world.db, recipient).await;
    }
    let worker = RunningWorker::forgetting(&world.db, &towards(&server));
    come_to(&world.db, "sent", 1).await;
    all_wait_because(&world.db, &stalled, "no answer within 2 s").await;
    worker.stops().await;
    assert_eq!(row(&world.db, &stalled[0]).await.attempts, 1);
}

#[tokio::test]
async fn a_server_that_does_not_greet_costs_no_mail_an_attempt() {
    let world = World::new().await;
    let manners = ServerBehaviour { greets: |before| before >= 4, ..ServerBehaviour::default() };
    let server = MailServer::with(manners, |_, _| SmtpAnswer::Yes).await;
    for number in 0..6 {
        post(&world.db, &format!("p{number}@example.org")).await;
    }
    let worker = RunningWorker::forgetting(&world.db, &towards(&server));
    settles(&world.db, "sent").await;
    worker.stops().await;
    assert_eq!(row(&world.db, "p0@example.org").await.attempts, 1, "the one that succeeded");
    assert_eq!(server.count(), 6);
}

#[tokio::test]
async fn a_server_that_can_not_be_reached_is_waited_for_five_days() {
    let world = World::new().await;
    let mut config = {
        let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
        towards(&server)
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    config.smtp.port = listener.local_addr().unwrap().port();
    drop(listener);
    post(&world.db, "zoe@example.org").await;
    let zoe = ["zoe@example.org".to_owned()];
    for _ in 0..5 {
        let worker = RunningWorker::forgetting(&world.db, &config);
        all_wait_because(&world.db, &zoe, "refused").await;
        worker.stops().await;
        assert_eq!(row(&world.db, "zoe@example.org").await.attempts, 0);
        world.later(Duration::hours(23));
    }
    world.later(Duration::hours(6));
    let worker = RunningWorker::forgetting(&world.db, &config);
    come_to(&world.db, "failed", 1).await;
    worker.stops().await;
    assert!(row(&world.db, "zoe@example.org").await.has_text, "its text is kept for who sends it again");
}

#[tokio::test]
async fn a_server_that_is_not_encrypted_from_its_start_is_told_nothing() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    post(&world.db, "zoe@example.org").await;
    let mut config = towards(&server);
    config.smtp.tls = Tls::Implicit;
    let worker = RunningWorker::forgetting(&world.db, &config);
    all_wait_because(&world.db, &["zoe@example.org".to_owned()], "127.0.0.1").await;
    worker.stops().await;
    assert_eq!(row(&world.db, "zoe@example.org").await.attempts, 0, "the configuration's fault, not the mail's");
    assert!(!server.commands().iter().any(|command| command.contains("EHLO")), "{:?}", server.commands());
}

#[tokio::test]
async fn mails_share_their_connections_and_say_goodbye_at_the_end() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    for number in 0..30 {
        post(&world.db, &format!("p{number}@example.org")).await;
    }
    let worker = RunningWorker::forgetting(&world.db, &towards(&server));
    settles(&world.db, "sent").await;
    worker.stops().await;
    let opened = server.connections();
    assert!(opened <= server::delivery::SINGLE_CONNECTIONS, "{opened} for 30 mails");
    for _ in 0..100 {
        if server.commands().iter().filter(|command| *command == "QUIT").count() == opened {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{opened} connections: {:?}", server.commands());
}
