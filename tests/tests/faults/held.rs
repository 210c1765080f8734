//! After a restore no mail leaves twice: deliveries are held until somebody decides, and sent mails are known as sent.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::db::Db;
use domain::delivery::{self, Release};
use domain::delivery::{DeliveryOutcome, DeliveryReport, due_messages};
use domain::enums::Language;
use domain::lists::{self, MessageInput, SendInput, SendingTime};
use domain::mail::{self, MailContent, MailRecipient};
use domain::policy::Actor;
use server::delivery::SentLog;
use tests::{Duration, MailServer, ManualWorker, SmtpAnswer, World, wait_until};

use super::{invited, new_site, open};

async fn queue(db: &Db, cause: &'static str, address: &str) {
    let to = MailRecipient { person: None, name: String::new(), address: address.to_owned(), language: Language::Fr };
    let letter = MailContent { cause, subject: "Objet".to_owned(), body: "Bonjour.".to_owned(), ..MailContent::default() };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
}

async fn state(db: &Db, address: &str) -> String {
    let mut tx = db.read().await.unwrap();
    sqlx::query_scalar("SELECT state FROM delivery WHERE address = $1").bind(address).fetch_one(&mut *tx).await.unwrap()
}

/// A site restored from a backup with three waiting mails, which had left since.
async fn restored(folder: &Path, server: &MailServer) -> tests::SiteProgram {
    let site = new_site(folder).mailing_to(server.port);
    let db = open(folder).await;
    for address in ["ada@example.org", "bob@example.org", "zoe@example.org"] {
        queue(&db, "event.moved", address).await;
    }
    db.close().await;
    site.does(&["backup", "copy.db"]);
    let running = site.serves();
    wait_until("all three leave", || server.count() == 3);
    assert!(running.stops());
    site.does(&["restore", "copy.db"]);
    site
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_site_sends_nothing_again_until_it_is_released() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let site = restored(folder.path(), &server).await;
    let output = site.does(&["check"]);
    assert!(output.contains("3 mails, 0 copies of messages and 0 scheduled messages of the backup wait"), "{output}");

    let link = invited(&site);
    let mut running = site.serves();
    running.signs_in(&link);
    let db = open(folder.path()).await;
    // Timestamps have whole seconds: a mail of the second of the restore counts as a mail of the backup.
    let restored_at = db.now();
    wait_until("the next second begins", || db.now() > restored_at);
    queue(&db, "event.cancelled", "new@example.org").await;
    // A requested link leaves. This shows that the worker runs and holds the others.
    assert_eq!(running.post("/sign-in", &[("address", super::ADMINISTRATOR)]).status, 200);
    wait_until("the link to sign in leaves", || server.count() == 4);
    assert_eq!(server.received()[3].recipient, super::ADMINISTRATOR);
    let page = running.get("/admin/mails").body;
    assert!(page.contains("Rien ne part") && page.contains("3 courriels de la sauvegarde attendent"), "{page}");
    assert!(running.get("/admin").body.contains("Rien ne part"));

    assert_eq!(running.post("/admin/mails", &[("release", "discard")]).header("location"), "/admin/mails?done=released");
    wait_until("what came since leaves", || server.count() == 5);
    assert_eq!(server.received()[4].recipient, "new@example.org");
    assert_eq!(state(&db, "ada@example.org").await, "discarded");
    assert!(!running.get("/admin/mails").body.contains("Rien ne part"));
    // A second press does nothing.
    assert_eq!(running.post("/admin/mails", &[("release", "send")]).status, 303);
    assert!(running.stops());
    assert_eq!(server.count(), 5);
    assert!(site.refuses(&["release"]).contains("nothing is held"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_released_from_the_command_line_leave() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let site = restored(folder.path(), &server).await;
    let output = site.does(&["release"]);
    assert!(output.contains("3 mails, 0 copies of messages and 0 scheduled messages of the backup leave from now on"), "{output}");
    let running = site.serves();
    wait_until("all three leave again", || server.count() == 6);
    assert!(running.stops());
    let db = open(folder.path()).await;
    let mut tx = db.read().await.unwrap();
    let doubtful: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM delivery WHERE doubtful = 1").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(doubtful, 3, "they had left before");
}

/// A mailing and a scheduled message of the backup.
async fn mailing(release: Release) -> (World, tests::TestUser) {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let agnes = world.administrator("Agnès Delorme").await;
    world.member(&sil, "Ada Lovelace").await;
    world.member(&sil, "Bob Martin").await;
    let input = MessageInput {
        subject: "Programme".to_owned(),
        body: "Voici le programme.".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    };
    let confirmation = SendInput { version: "1".to_owned(), seen: "2".to_owned(), ..SendInput::default() };
    let sent = lists::create(&world.db, &Actor::System, "sil", &input).await.unwrap();
    lists::send(&world.db, &Actor::System, "sil", &sent, SendingTime::Now, &confirmation).await.unwrap();
    let later = lists::create(&world.db, &Actor::System, "sil", &input).await.unwrap();
    let scheduled = SendInput { date: "2026-11-20".to_owned(), time: "11:00".to_owned(), ..confirmation };
    lists::send(&world.db, &Actor::System, "sil", &later, SendingTime::Later, &scheduled).await.unwrap();
    world.advance(Duration::hours(2));
    delivery::hold_all(&world.db, &agnes.actor).await.unwrap();

    let claimed = ManualWorker::named("worker").claims(&world.db, 10).await;
    assert_eq!(claimed, [], "no copy is given to a worker");
    assert_eq!(due_messages(&world.db).await.unwrap(), [], "no message is sent because its time has come");
    let held = delivery::held_deliveries(&world.db, &agnes.actor).await.unwrap().unwrap();
    assert_eq!((held.mails, held.copies, held.messages, held.newer), (0, 2, 1, 0));
    let page = agnes.get("/admin/mails").await;
    assert!(page.shows("2 exemplaires de messages de la sauvegarde attendent") && page.shows("1 message programmé aurait dû partir"));
    let ada = world.person("Zoé Brun").await;
    assert_eq!(ada.post("/admin/mails", &[("release", "send")]).await.status, 404, "only administrators decide");
    assert!(
        delivery::held_deliveries(&world.db, &ada.actor).await.is_err() && delivery::release(&world.db, &ada.actor, release).await.is_err()
    );
    delivery::release(&world.db, &agnes.actor, release).await.unwrap();
    (world, agnes)
}

async fn values(world: &World, query: &'static str) -> Vec<String> {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_all(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn copies_released_after_a_restore_are_doubtful() {
    let (world, agnes) = mailing(Release::Send).await;
    let claimed = ManualWorker::named("worker").claims(&world.db, 10).await;
    assert_eq!(claimed.len(), 2);
    assert_eq!(values(&world, "SELECT address FROM delivery WHERE doubtful = 1").await.len(), 2);
    assert_eq!(due_messages(&world.db).await.unwrap().len(), 1);
    assert!(agnes.get("/admin/journal").await.shows("a repris les envois après une restauration"));
}

#[tokio::test]
async fn copies_discarded_after_a_restore_are_settled() {
    let (world, agnes) = mailing(Release::Discard).await;
    let claimed = ManualWorker::named("worker").claims(&world.db, 10).await;
    assert_eq!(claimed, []);
    assert_eq!(values(&world, "SELECT DISTINCT state FROM delivery WHERE message IS NOT NULL").await, ["discarded"]);
    assert_eq!(values(&world, "SELECT state FROM message ORDER BY state").await, ["draft", "sending"]);
    lists::finish_messages(&world.db).await.unwrap();
    assert_eq!(values(&world, "SELECT state FROM message ORDER BY state").await, ["draft", "sent"]);
    assert!(agnes.get("/admin/journal").await.shows("a abandonné les envois d’une sauvegarde restaurée"));
}

#[tokio::test]
async fn a_discarded_mail_to_an_erased_person_loses_its_text() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let to = MailRecipient { person: None, name: "Ada Byron".to_owned(), address: "ada@example.org".to_owned(), language: Language::Fr };
    let letter =
        MailContent { cause: "event.cancelled", subject: "Objet".to_owned(), body: "Bonjour.".to_owned(), ..MailContent::default() };
    let mut tx = world.db.write().await.unwrap();
    mail::post_and_erase(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
    world.advance(Duration::hours(1));
    delivery::hold_all(&world.db, &agnes.actor).await.unwrap();
    delivery::release(&world.db, &agnes.actor, Release::Discard).await.unwrap();
    assert_eq!(
        values(&world, "SELECT d.state || d.address || d.name || m.subject FROM delivery d JOIN mail m ON m.id = d.mail").await,
        ["discarded"]
    );
}

#[tokio::test]
async fn a_confirmation_link_leaves_while_everything_else_is_held() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    delivery::hold_all(&world.db, &agnes.actor).await.unwrap();
    world.advance(Duration::minutes(1));
    for (cause, address) in [("registration.asked", "guest@example.org"), ("event.moved", "ada@example.org")] {
        queue(&world.db, cause, address).await;
    }
    let claimed = ManualWorker::named("worker").claims(&world.db, 10).await;
    assert_eq!(claimed.iter().map(|mail| mail.address.as_str()).collect::<Vec<_>>(), ["guest@example.org"]);
}

static BEGUN: AtomicBool = AtomicBool::new(false);
static ANSWERS: AtomicBool = AtomicBool::new(false);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mail_that_left_during_an_outage_does_not_leave_again() {
    let folder = tempfile::tempdir().unwrap();
    let (file, aside) = (folder.path().join("site.db"), folder.path().join("aside.db"));
    let server = MailServer::start(|_, _| {
        BEGUN.store(true, Ordering::SeqCst);
        wait_until("the story lets it answer", || ANSWERS.load(Ordering::SeqCst));
        SmtpAnswer::Yes
    })
    .await;
    let site = new_site(folder.path()).mailing_to(server.port);
    let db = open(folder.path()).await;
    queue(&db, "event.moved", "ada@example.org").await;
    db.close().await;
    let running = site.serves();
    wait_until("the mail is on its way", || BEGUN.load(Ordering::SeqCst));
    // The database disappears before the mail server accepts the mail, and the program is killed.
    std::fs::rename(&file, &aside).unwrap();
    ANSWERS.store(true, Ordering::SeqCst);
    let unnoted = folder.path().join("site.db.unnoted");
    wait_until("what left is noted in a file", || std::fs::read_to_string(&unnoted).is_ok_and(|text| text.starts_with("delivery ")));
    running.dies();
    std::fs::rename(&aside, &file).unwrap();

    let running = site.serves();
    assert!(!unnoted.exists());
    let db = open(folder.path()).await;
    assert_eq!(state(&db, "ada@example.org").await, "sent");
    assert!(running.stops());
    assert_eq!(server.count(), 1);
}

fn sent(id: &str) -> DeliveryReport {
    DeliveryReport { delivery: id.into(), address_key: String::new(), is_mail: true, outcome: DeliveryOutcome::Sent }
}

#[tokio::test]
async fn each_process_logs_sent_mail_in_a_file_of_its_own() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mut ids: Vec<String> = Vec::new();
    for address in ["ada@example.org", "bob@example.org", "zoe@example.org"] {
        queue(&world.db, "event.moved", address).await;
        let id = sqlx::query_scalar("SELECT id FROM delivery WHERE address = $1").bind(address);
        ids.push(id.fetch_one(&mut *world.db.read().await.unwrap()).await.unwrap());
    }
    let count = || std::fs::read_dir(folder.path()).unwrap().count();
    let (first, second) = (SentLog::among_others(folder.path(), "a"), SentLog::among_others(folder.path(), "b"));
    first.add(&[sent(&ids[0])], world.db.now());
    second.add(&[sent(&ids[1])], world.db.now());
    // As before processes had files of their own.
    std::fs::write(folder.path().join("maillage.unnoted"), format!("mail {} {}\n", ids[2], world.db.now())).unwrap();
    assert_eq!(count(), 3);
    let third = SentLog::among_others(folder.path(), "c");
    assert_eq!(third.catch_up(&world.db, false).await, Ok(1), "those who live note their own");
    assert_eq!((state(&world.db, "zoe@example.org").await.as_str(), count()), ("sent", 2));
    // One process dies, and the other goes on.
    drop(first);
    assert_eq!(third.catch_up(&world.db, false).await, Ok(1));
    assert_eq!(state(&world.db, "ada@example.org").await, "sent");
    assert_ne!(state(&world.db, "bob@example.org").await, "sent");
    second.add(&[sent("another")], world.db.now());
    second.remove([sent(&ids[1])]);
    assert_eq!(count(), 1, "the other is not recorded yet");
    second.remove([sent("another")]);
    assert_eq!(count(), 0);
}
