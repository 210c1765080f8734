//! What the mail server answers, and what becomes of it.

use super::*;

#[tokio::test]
async fn later_is_tried_again_never_is_final_and_nobody_waits_for_another() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin", "Later Once", "Never There"]).await;
    let id = desk.sends(&["subscribers:"]).await;
    let server = MailServer::start(|to, before| match (to, before) {
        (to, 0) if to.starts_with("later") => SmtpAnswer::Later,
        (to, _) if to.starts_with("never") => SmtpAnswer::Never,
        _ => SmtpAnswer::Yes,
    })
    .await;
    let work = RunningWorker::on(&desk.world.db, &towards(server.port));
    let state = |copies: &[(String, String)], who: &str| copies.iter().find(|(to, _)| to.starts_with(who)).unwrap().1.clone();
    until(&desk.world.db, |copies| ["ada", "bo", "later", "never"].map(|who| state(copies, who)) == ["sent", "sent", "deferred", "failed"])
        .await;
    let journal = desk.claire.get(&format!("/networks/sil/messages/{id}/journal?state=deferred")).await;
    assert!(journal.shows("451") && journal.shows("prochain essai"), "{}", journal.words());
    desk.world.later(Duration::minutes(2));
    until(&desk.world.db, |copies| state(copies, "later") == "sent").await;
    work.stops().await;
    assert_eq!(server.attempts("never.there@example.org"), 1, "never is never");
    assert_eq!(server.attempts("later.once@example.org"), 2);
    assert!(desk.claire.get(&format!("/networks/sil/messages/{id}")).await.shows("un échec"));
}

#[tokio::test]
async fn a_line_that_breaks_after_the_text_makes_a_copy_doubtful_and_it_is_sent_again_as_the_same() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin"]).await;
    let id = desk.sends(&["subscribers:"]).await;
    let server =
        MailServer::start(|to, before| if to.starts_with("ada") && before == 0 { SmtpAnswer::Silence } else { SmtpAnswer::Yes }).await;
    let work = RunningWorker::on(&desk.world.db, &towards(server.port));
    until(&desk.world.db, |copies| {
        copies.iter().filter(|(_, state)| state == "sent").count() == 1 && copies.iter().any(|(_, state)| state == "deferred")
    })
    .await;
    desk.world.later(Duration::seconds(20));
    until(&desk.world.db, all("sent")).await;
    work.stops().await;
    let journal = desk.claire.get(&format!("/networks/sil/messages/{id}/journal?state=doubtful")).await;
    assert!(
        journal.shows("ada.lovelace@example.org") && !journal.shows("bo.martin") && journal.shows("peut-être deux fois"),
        "{}",
        journal.words()
    );
}

#[tokio::test]
async fn a_server_that_can_not_be_reached_costs_no_copy_an_attempt() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin"]).await;
    desk.sends(&["subscribers:"]).await;
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let work = RunningWorker::on(&desk.world.db, &towards(closed));
    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
    work.stops().await;
    let mut tx = desk.world.db.read().await.unwrap();
    let burnt: Vec<(i64, i64, i64, String)> =
        sqlx::query_as("SELECT attempts, breaks, doubtful, state FROM delivery WHERE message IS NOT NULL")
            .fetch_all(&mut *tx)
            .await
            .unwrap();
    drop(tx);
    assert!(burnt.iter().all(|copy| *copy == (0, 0, 0, "queued".to_owned())), "{burnt:?}");
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let work = RunningWorker::on(&desk.world.db, &towards(server.port));
    until(&desk.world.db, all("sent")).await;
    work.stops().await;
}

#[tokio::test]
async fn a_domain_that_stalls_holds_back_itself_alone() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin", "Max Petit"]).await;
    let mut tx = desk.world.db.write().await.unwrap();
    for number in 0..80 {
        let id: String = tx.new_id();
        sqlx::query(
            "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
             SELECT $1, id, NULL, $2, $2, '', 'fr', 'subscribed', '2026-11-20T00:00:00Z' FROM list WHERE slug = 'sil'",
        )
        .bind(id)
        .bind(format!("a{number:02}@stalled.example"))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    desk.sends(&["subscribers:"]).await;
    let server = MailServer::start(|to, _| if to.ends_with("@stalled.example") { SmtpAnswer::Nothing } else { SmtpAnswer::Yes }).await;
    let work = RunningWorker::on(&desk.world.db, &towards(server.port));
    until(&desk.world.db, |copies| copies.iter().filter(|(to, state)| to.ends_with("@example.org") && state == "sent").count() == 3).await;
    assert!(
        copies(&desk.world.db).await.iter().any(|(to, state)| to.ends_with("@stalled.example") && state == "sending"),
        "while the others hang"
    );
    work.stops().await;
}

#[tokio::test]
async fn copies_leave_at_the_pace_that_the_configuration_sets() {
    let names: Vec<String> = (0..30).map(|number| format!("Personne Numéro{number}")).collect();
    let desk = MailingOffice::with(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    desk.sends(&["subscribers:"]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = towards(server.port);
    config.mailing.domains.insert("example.org".to_owned(), 300);
    let work = RunningWorker::on(&desk.world.db, &config);
    let sent = |copies: &[(String, String)]| copies.iter().filter(|(_, state)| state == "sent").count();
    // The clock stands still: one second's share leaves, and no more.
    until(&desk.world.db, |copies| sent(copies) == 5).await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(sent(&copies(&desk.world.db).await), 5, "300 a minute are 5 a second");
    for _ in 0..5 {
        desk.world.later(Duration::seconds(1));
        let before = sent(&copies(&desk.world.db).await);
        until(&desk.world.db, |copies| sent(copies) == before + 5).await;
    }
    work.stops().await;
}

#[tokio::test]
async fn who_unsubscribes_while_a_mailing_runs_gets_no_more_of_it() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin"]).await;
    desk.sends(&["subscribers:"]).await;
    let mut tx = desk.world.db.read().await.unwrap();
    let (copy, opt_out): (String, String) =
        sqlx::query_as("SELECT id, opt_out FROM delivery WHERE message IS NOT NULL AND address = 'ada.lovelace@example.org'")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    drop(tx);
    let key = lists::InstanceKey::of(&desk.world.db).await.unwrap();
    let link = format!("/unsubscribe/{}", lists::token(&key, &opt_out, &copy.as_str().into()));
    assert_eq!(desk.world.guest().post(&link, &[]).await.status, 200);
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let work = RunningWorker::on(&desk.world.db, &towards(server.port));
    until(&desk.world.db, |copies| copies.iter().all(|(_, state)| state == "sent" || state == "unsubscribed")).await;
    work.stops().await;
    assert_eq!(list_mails(&server).len(), 1);
    assert_eq!(list_mails(&server)[0].recipient, "bo.martin@example.org");
}

async fn event_of(desk: &MailingOffice, slug: &str) -> String {
    let mut tx = desk.world.db.read().await.unwrap();
    sqlx::query_scalar("SELECT id FROM event WHERE slug = $1").bind(slug.to_owned()).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn who_stopped_the_messages_of_an_event_keeps_the_seat_and_gets_no_more_of_them() {
    let desk = MailingOffice::with(&[]).await;
    let slug = desk.webinar().await;
    let zoe = desk.world.person("Zoé Aubry").await;
    registrations::register(&desk.world.db, &zoe.actor, &slug, &RegistrationInput::default()).await.unwrap();
    let choice = format!("participants:{slug}");
    desk.sends(&[&choice]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let work = RunningWorker::on(&desk.world.db, &towards(server.port));
    until(&desk.world.db, all("sent")).await;
    work.stops().await;
    let taken = list_mails(&server).remove(0);
    let mail = mailparse::parse_mail(&taken.message).unwrap();
    assert_eq!(mail.headers.get_first_value("List-Id").unwrap(), "<events.sil.lists.127.0.0.1>");
    assert!(mail.headers.get_first_value("List-Archive").is_none());
    let confirmed = desk.world.mails_to(&zoe.address).await;
    let thread = domain::mail::thread_of_event("127.0.0.1", &event_of(&desk, &slug).await, &zoe.address);
    assert_eq!(mail.headers.get_first_value("References").unwrap(), format!("<{thread}>"), "beside the confirmation");
    assert_eq!(confirmed[0].cause, "registration.confirmed");
    let link = mail.headers.get_first_value("List-Unsubscribe").unwrap();
    let link = link.trim_matches(['<', '>']).strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();
    assert!(desk.world.guest().post(&link, &[]).await.shows("Votre inscription reste valable"));
    let id = desk.draft(&[&choice]).await;
    assert!(desk.recipients(&id).await.is_empty());
    assert!(zoe.get("/me").await.shows("Rust à bord"), "the seat stays");
}
