//! A mail server that stalls holds back the mails for which it stalls, up to a timeout, and no others.

use tests::ServerBehaviour;

use super::*;

async fn row(db: &Db, address: &str) -> MailDetails {
    details(db, address).await
}

/// Waits until as many mails have that state.
async fn reach(db: &Db, state: &str, count: usize) {
    eventually_eq(state, count, async || states(db).await.iter().filter(|(_, now)| now == state).count()).await;
}

/// Waits until every mail waits for another attempt for that reason.
async fn all_wait_because(db: &Db, recipients: &[String], reason: &str) {
    eventually_eq("mails that wait for another reason", Vec::new(), async || {
        let mut others = Vec::new();
        for recipient in recipients {
            let row = row(db, recipient).await;
            if !["queued", "deferred"].contains(&row.listed.state.code()) || !row.listed.last_error.contains(reason) {
                others.push((row.listed.state, row.listed.last_error));
            }
        }
        others
    })
    .await;
}

#[tokio::test]
async fn mails_whose_server_stalls_are_deferred_and_the_others_leave() {
    let world = World::new().await;
    let server = MailServer::start(|to, before| if to.starts_with("stall") && before == 0 { SmtpAnswer::Stall } else { SmtpAnswer::Yes });
    let server = server.await;
    // More than leave at once: if the worker waited for one of them without end, the last would never leave.
    let stalled: Vec<String> = (0..2 * server::delivery::SINGLE_CONNECTIONS).map(|number| format!("stall{number}@example.org")).collect();
    for recipient in &stalled {
        post(&world.db, recipient).await;
    }
    post(&world.db, "zoe@example.org").await;
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&server));
    reach(&world.db, "sent", 1).await;
    all_wait_because(&world.db, &stalled, "no answer within 2 s").await;
    assert!(server.received().iter().all(|mail| mail.recipient == "zoe@example.org"));
    world.advance(Duration::minutes(1));
    settles(&world.db, "sent").await;
    worker.stops().await;
    assert_eq!(server.count(), stalled.len() + 1);
}

#[tokio::test]
async fn a_server_silent_about_a_recipient_holds_back_that_mail_alone() {
    let world = World::new().await;
    let behaviour = ServerBehaviour {
        recipient: |to| if to.starts_with("stall") { SmtpAnswer::Stall } else { SmtpAnswer::Yes },
        ..ServerBehaviour::default()
    };
    let server = MailServer::with(behaviour, |_, _| SmtpAnswer::Yes).await;
    let stalled: Vec<String> = (0..server::delivery::SINGLE_CONNECTIONS).map(|number| format!("stall{number}@example.org")).collect();
    for recipient in stalled.iter().map(String::as_str).chain(["zoe@example.org"]) {
        post(&world.db, recipient).await;
    }
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&server));
    reach(&world.db, "sent", 1).await;
    all_wait_because(&world.db, &stalled, "no answer within 2 s").await;
    worker.stops().await;
    assert_eq!(row(&world.db, &stalled[0]).await.attempts, 1);
}

#[tokio::test]
async fn a_server_that_does_not_greet_costs_no_mail_an_attempt() {
    let world = World::new().await;
    let behaviour = ServerBehaviour { greets: |before| before >= 4, ..ServerBehaviour::default() };
    let server = MailServer::with(behaviour, |_, _| SmtpAnswer::Yes).await;
    for number in 0..6 {
        post(&world.db, &format!("p{number}@example.org")).await;
    }
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&server));
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
        smtp_config(&server)
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    config.smtp.port = listener.local_addr().unwrap().port();
    drop(listener);
    post(&world.db, "zoe@example.org").await;
    let zoe = ["zoe@example.org".to_owned()];
    for _ in 0..5 {
        let worker = RunningWorker::without_kept_text(&world.db, &config);
        all_wait_because(&world.db, &zoe, "refused").await;
        worker.stops().await;
        assert_eq!(row(&world.db, "zoe@example.org").await.attempts, 0);
        world.advance(Duration::hours(23));
    }
    world.advance(Duration::hours(6));
    let worker = RunningWorker::without_kept_text(&world.db, &config);
    reach(&world.db, "failed", 1).await;
    worker.stops().await;
    assert!(row(&world.db, "zoe@example.org").await.has_text, "its text is kept in case somebody sends it again");
}

#[tokio::test]
async fn a_server_without_implicit_tls_receives_nothing() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    post(&world.db, "zoe@example.org").await;
    let mut config = smtp_config(&server);
    config.smtp.tls = Tls::Implicit;
    let worker = RunningWorker::without_kept_text(&world.db, &config);
    all_wait_because(&world.db, &["zoe@example.org".to_owned()], "127.0.0.1").await;
    worker.stops().await;
    assert_eq!(row(&world.db, "zoe@example.org").await.attempts, 0, "the configuration is wrong, not the mail");
    assert!(!server.commands().iter().any(|command| command.contains("EHLO")), "{:?}", server.commands());
}

#[tokio::test]
async fn mails_share_their_connections_and_say_goodbye_at_the_end() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    for number in 0..30 {
        post(&world.db, &format!("p{number}@example.org")).await;
    }
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&server));
    settles(&world.db, "sent").await;
    worker.stops().await;
    let opened = server.connections();
    assert!(opened <= server::delivery::SINGLE_CONNECTIONS, "{opened} for 30 mails");
    eventually_eq("QUIT", opened, async || server.commands().iter().filter(|command| *command == "QUIT").count()).await;
}
