//! Answers of the mail server and their effects on copies.

use tests::{eventually_eq, subscribe_strangers};

use super::*;

#[tokio::test]
async fn a_refused_copy_is_deferred_or_failed_and_holds_back_no_other() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin", "Later Once", "Never There"]).await;
    let id = fixture.sends(&["subscribers:"]).await;
    let server = MailServer::start(|to, before| match (to, before) {
        (to, 0) if to.starts_with("later") => SmtpAnswer::Later,
        (to, _) if to.starts_with("never") => SmtpAnswer::Never,
        _ => SmtpAnswer::Yes,
    })
    .await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    let state = |copies: &[(String, String)], start: &str| copies.iter().find(|(to, _)| to.starts_with(start)).unwrap().1.clone();
    until(&fixture.world.db, |copies| {
        ["ada", "bo", "later", "never"].map(|start| state(copies, start)) == ["sent", "sent", "deferred", "failed"]
    })
    .await;
    let journal = fixture.claire.get(&format!("/networks/sil/messages/{id}/journal?state=deferred")).await;
    assert!(journal.shows("451") && journal.shows("prochain essai"), "{}", journal.words());
    fixture.world.advance(Duration::minutes(2));
    until(&fixture.world.db, |copies| state(copies, "later") == "sent").await;
    worker.stops().await;
    assert_eq!(server.attempts("never.there@example.org"), 1, "a refusal is final");
    assert_eq!(server.attempts("later.once@example.org"), 2);
    assert!(fixture.claire.get(&format!("/networks/sil/messages/{id}")).await.shows("un échec"));
}

#[tokio::test]
async fn a_copy_whose_connection_broke_after_its_text_is_doubtful_and_resent() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    let id = fixture.sends(&["subscribers:"]).await;
    let server =
        MailServer::start(|to, before| if to.starts_with("ada") && before == 0 { SmtpAnswer::Hangup } else { SmtpAnswer::Yes }).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    until(&fixture.world.db, |copies| {
        copies.iter().filter(|(_, state)| state == "sent").count() == 1 && copies.iter().any(|(_, state)| state == "deferred")
    })
    .await;
    fixture.world.advance(Duration::seconds(20));
    until(&fixture.world.db, all("sent")).await;
    worker.stops().await;
    let journal = fixture.claire.get(&format!("/networks/sil/messages/{id}/journal?state=doubtful")).await;
    assert!(
        journal.shows("ada.lovelace@example.org") && !journal.shows("bo.martin") && journal.shows("peut-être deux fois"),
        "{}",
        journal.words()
    );
}

#[tokio::test]
async fn a_server_that_can_not_be_reached_costs_no_copy_an_attempt() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    fixture.sends(&["subscribers:"]).await;
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(closed));
    // Every copy has the reason why it waits.
    let copies = eventually("the refusal is recorded", async || {
        let mut tx = fixture.world.db.read().await.unwrap();
        let copies: Vec<(i64, i64, i64, String, String)> =
            sqlx::query_as("SELECT attempts, breaks, doubtful, state, last_error FROM delivery WHERE message IS NOT NULL")
                .fetch_all(&mut *tx)
                .await
                .unwrap();
        copies.iter().all(|copy| copy.4.contains("refused")).then_some(copies)
    })
    .await;
    worker.stops().await;
    for (attempts, breaks, doubtful, state, _) in copies {
        assert_eq!((attempts, breaks, doubtful, state.as_str()), (0, 0, 0, "queued"));
    }
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    until(&fixture.world.db, all("sent")).await;
    worker.stops().await;
}

#[tokio::test]
async fn a_domain_that_stalls_holds_back_itself_alone() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin", "Max Petit"]).await;
    subscribe_strangers(&fixture.world.db, "sil", (0..80).map(|number| ("", format!("a{number:02}@stalled.example")))).await;
    fixture.sends(&["subscribers:"]).await;
    let server = MailServer::start(|to, _| if to.ends_with("@stalled.example") { SmtpAnswer::Stall } else { SmtpAnswer::Yes }).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    until(&fixture.world.db, |copies| copies.iter().filter(|(to, state)| to.ends_with("@example.org") && state == "sent").count() == 3)
        .await;
    assert!(
        copies(&fixture.world.db).await.iter().any(|(to, state)| to.ends_with("@stalled.example") && state == "sending"),
        "while the others hang"
    );
    worker.stops().await;
}

#[tokio::test]
async fn copies_leave_at_the_configured_rate() {
    let names: Vec<String> = (0..30).map(|number| format!("Personne Numéro{number}")).collect();
    let fixture = MailingFixture::with(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    fixture.sends(&["subscribers:"]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = smtp_config(server.port);
    config.mailing.domains.insert("example.org".to_owned(), 300);
    let worker = RunningWorker::on(&fixture.world.db, &config);
    let sent = |copies: &[(String, String)]| copies.iter().filter(|(_, state)| state == "sent").count();
    // The clock stands still: one second's share leaves, and no more. A single mail shows that another turn was taken.
    until(&fixture.world.db, |copies| sent(copies) == 5).await;
    post_single(&fixture.world.db).await;
    eventually_eq("single mails", 1, async || server.count() - list_mails(&server).len()).await;
    let waiting = copies(&fixture.world.db).await.iter().filter(|(_, state)| state == "queued").count();
    assert_eq!(waiting, 25, "300 a minute are 5 a second");
    for _ in 0..5 {
        fixture.world.advance(Duration::seconds(1));
        let before = sent(&copies(&fixture.world.db).await);
        until(&fixture.world.db, |copies| sent(copies) == before + 5).await;
    }
    worker.stops().await;
}

#[tokio::test]
async fn a_person_who_unsubscribes_while_a_mailing_runs_gets_no_copy() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    fixture.sends(&["subscribers:"]).await;
    let mut tx = fixture.world.db.read().await.unwrap();
    let (copy, unsubscribe_target): (String, String) =
        sqlx::query_as("SELECT id, unsubscribe_target FROM delivery WHERE message IS NOT NULL AND address = 'ada.lovelace@example.org'")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    drop(tx);
    let key = domain::db::InstanceKey::of(&fixture.world.db).await.unwrap();
    let link = format!("/unsubscribe/{}", lists::token(&key, &unsubscribe_target, &copy.as_str().into()));
    assert_eq!(fixture.world.guest().post(&link, &[]).await.status, 200);
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    until(&fixture.world.db, |copies| copies.iter().all(|(_, state)| state == "sent" || state == "unsubscribed")).await;
    worker.stops().await;
    assert_eq!(list_mails(&server).len(), 1);
    assert_eq!(list_mails(&server)[0].recipient, "bo.martin@example.org");
}

async fn event_of(fixture: &MailingFixture, slug: &str) -> String {
    let mut tx = fixture.world.db.read().await.unwrap();
    sqlx::query_scalar("SELECT id FROM event WHERE slug = $1").bind(slug.to_owned()).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn muting_an_event_stops_its_messages_and_keeps_the_seat() {
    let fixture = MailingFixture::with(&[]).await;
    let slug = fixture.webinar().await;
    let zoe = fixture.world.person("Zoé Aubry").await;
    registrations::register(&fixture.world.db, &zoe.actor, &slug, &RegistrationInput::default()).await.unwrap();
    let choice = format!("participants:{slug}");
    fixture.sends(&[&choice]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    until(&fixture.world.db, all("sent")).await;
    worker.stops().await;
    let received = list_mails(&server).remove(0);
    let mail = mailparse::parse_mail(&received.message).unwrap();
    assert_eq!(mail.headers.get_first_value("List-Id").unwrap(), "<events.sil.lists.127.0.0.1>");
    assert!(mail.headers.get_first_value("List-Archive").is_none());
    let confirmed = fixture.world.mails_to(&zoe.address).await;
    let thread = domain::mail::thread_of_event("127.0.0.1", &event_of(&fixture, &slug).await, &zoe.address);
    assert_eq!(mail.headers.get_first_value("References").unwrap(), format!("<{thread}>"), "beside the confirmation");
    assert_eq!(confirmed[0].cause, "registration.confirmed");
    let link = mail.headers.get_first_value("List-Unsubscribe").unwrap();
    let link = link.trim_matches(['<', '>']).strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();
    assert!(fixture.world.guest().post(&link, &[]).await.shows("Votre inscription reste valable"));
    let id = fixture.draft(&[&choice]).await;
    assert!(fixture.recipients(&id).await.is_empty());
    assert!(zoe.get("/me").await.shows("Rust à bord"), "the seat stays");
}
