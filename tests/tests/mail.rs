//! Single mails: each leaves once, and its history can be read.

use domain::Language;
use domain::administration::{self, MailDetails, MailQuery};
use domain::db::Db;
use domain::delivery::DeliveryOutcome;
use domain::mail::{self, AttachedCalendar, MailContent, MailRecipient};
use domain::policy::Actor;
use mailparse::{MailHeaderMap, ParsedMail};
use server::config::{Config, Tls};
use tests::{Duration, MailServer, ManualWorker, RunningWorker, SmtpAnswer, World, eventually, eventually_eq};

mod takeover;
mod text;
mod urgency;
mod waiting;
mod wire;

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Journée « données »\r\nEND:VCALENDAR\r\n";

async fn post(db: &Db, address: &str) {
    let to = MailRecipient { person: None, name: "Zoé Été".to_owned(), address: address.to_owned(), language: Language::Fr };
    let content = MailContent {
        cause: "registration.confirmed",
        subject: "Inscription confirmée : journée données".to_owned(),
        body: "Bonjour **Zoé**,\n\n.un point au début\n\n[Votre inscription](http://127.0.0.1:3000/registrations/abc)".to_owned(),
        calendar: Some(AttachedCalendar { method: "REQUEST", calendar: CALENDAR.to_owned() }),
        ..MailContent::default()
    };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &content).await.unwrap();
    tx.commit().await.unwrap();
}

fn smtp_config(server: &MailServer) -> Config {
    tests::deliveries::smtp_config(server.port)
}

async fn states(db: &Db) -> Vec<(String, String)> {
    let found = administration::mails(db, &Actor::System, &MailQuery::default()).await.unwrap();
    let mut states: Vec<_> = found.mails.into_iter().map(|mail| (mail.address, mail.state.to_string())).collect();
    states.sort();
    states
}

async fn details(db: &Db, address: &str) -> MailDetails {
    let found = administration::mails(db, &Actor::System, &MailQuery::default()).await.unwrap();
    let id = &found.mails.iter().find(|mail| mail.address == address).unwrap().id;
    administration::mail(db, &Actor::System, id).await.unwrap()
}

/// Waits until every mail is in `state`.
async fn settles(db: &Db, state: &str) {
    eventually_eq("mails in another state", Vec::new(), async || {
        let mut others = states(db).await;
        others.retain(|(_, now)| now != state);
        others
    })
    .await;
}

fn part<'m>(mail: &'m ParsedMail<'m>, kind: &str) -> &'m ParsedMail<'m> {
    mail.parts().find(|part| part.ctype.mimetype == kind).unwrap_or_else(|| panic!("a part {kind}"))
}

#[tokio::test]
async fn a_mail_has_a_text_an_html_and_a_calendar_part() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    post(&world.db, "zoe@example.org").await;
    let worker = RunningWorker::without_kept_text(&world.db, &smtp_config(&server));
    settles(&world.db, "sent").await;
    worker.stops().await;

    let taken = server.received();
    let mail = mailparse::parse_mail(&taken[0].message).unwrap();
    let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
    assert_eq!(header("From"), "Maillage <maillage@example.org>");
    assert_eq!(header("To"), "Zoé Été <zoe@example.org>");
    assert_eq!(header("Subject"), "Inscription confirmée : journée données");
    assert_eq!(header("Date"), "Fri, 20 Nov 2026 09:00:00 +0000");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(header("Content-Language"), "fr");
    assert!(header("Message-ID").ends_with("@127.0.0.1>"), "{}", header("Message-ID"));

    let text = part(&mail, "text/plain").get_body().unwrap();
    assert!(text.contains(".un point au début") && text.contains("Vous recevez ce message"), "{text}");
    let html = part(&mail, "text/html").get_body().unwrap();
    assert!(html.contains("<strong>Zoé</strong>") && html.contains(r#"href="http://127.0.0.1:3000/registrations/abc""#), "{html}");
    let calendars: Vec<_> = mail.parts().filter(|part| part.ctype.mimetype == "text/calendar").collect();
    assert_eq!(calendars.len(), 2);
    assert_eq!(calendars[0].ctype.params.get("method").map(String::as_str), Some("REQUEST"));
    for calendar in calendars {
        assert_eq!(calendar.get_body_raw().unwrap(), CALENDAR.as_bytes());
    }

    // The text is deleted once it has left: it held a link that opens something.
    let sent = world.last_mail_to("zoe@example.org").await;
    assert_eq!((sent.body.as_str(), sent.calendar), ("", None));
    assert!(!details(&world.db, "zoe@example.org").await.has_text);
}

#[tokio::test]
async fn a_temporary_refusal_is_tried_again_and_a_final_one_is_not() {
    let world = World::new().await;
    let server = MailServer::start(|recipient, before| match (recipient.split('@').next().unwrap_or_default(), before) {
        ("later", 0) => SmtpAnswer::Later,
        ("silence", 0) => SmtpAnswer::Hangup,
        ("never", _) => SmtpAnswer::Never,
        _ => SmtpAnswer::Yes,
    })
    .await;
    for address in ["later@example.org", "silence@example.org", "never@example.org", "yes@example.org"] {
        post(&world.db, address).await;
    }
    let worker = RunningWorker::on(&world.db, &smtp_config(&server));
    let expected =
        |states: &[(&str, &str)]| states.iter().map(|(to, state)| (format!("{to}@example.org"), (*state).to_owned())).collect::<Vec<_>>();
    let first = expected(&[("later", "deferred"), ("never", "failed"), ("silence", "deferred"), ("yes", "sent")]);
    eventually_eq("after the first attempts", first, async || states(&world.db).await).await;
    assert!(["later", "silence"].iter().all(|to| server.attempts(&format!("{to}@example.org")) == 1));

    world.advance(Duration::minutes(1));
    let second = expected(&[("later", "sent"), ("never", "failed"), ("silence", "sent"), ("yes", "sent")]);
    eventually_eq("after the second attempts", second, async || states(&world.db).await).await;
    worker.stops().await;
    let mut taken: Vec<_> = server.received().into_iter().map(|mail| mail.recipient).collect();
    taken.sort();
    assert_eq!(taken, ["later@example.org", "silence@example.org", "yes@example.org"]);
    assert_eq!(server.attempts("never@example.org"), 1);
}

#[tokio::test]
async fn a_mail_keeps_its_message_id_and_date_at_each_attempt() {
    let world = World::new().await;
    let server = MailServer::start(|_, before| if before == 0 { SmtpAnswer::Hangup } else { SmtpAnswer::Yes }).await;
    post(&world.db, "zoe@example.org").await;
    let worker = RunningWorker::on(&world.db, &smtp_config(&server));
    settles(&world.db, "deferred").await;
    world.advance(Duration::minutes(1));
    settles(&world.db, "sent").await;
    worker.stops().await;
    let messages = server.attempted();
    assert_eq!(messages.len(), 2, "the server had read the first when the connection broke");
    for name in ["Message-ID", "Date"] {
        let values: Vec<_> = messages.iter().map(|bytes| mailparse::parse_mail(bytes).unwrap().headers.get_first_value(name)).collect();
        assert!(values[0].is_some() && values[0] == values[1], "{name}: {values:?}");
    }
}

#[tokio::test]
async fn a_mail_is_given_up_after_growing_delays() {
    let world = World::new().await;
    post(&world.db, "zoe@example.org").await;
    let worker = ManualWorker::named("w");
    let mut waits = Vec::new();
    while let [mail] = &worker.claims(&world.db, 10).await[..] {
        worker.reports(&world.db, mail, DeliveryOutcome::Deferred("451 busy".to_owned())).await;
        let due = details(&world.db, "zoe@example.org").await.due_at;
        let wait = due.map_or(0, |due| due.seconds() - world.db.now().seconds());
        waits.push(wait / 60);
        world.advance(Duration::seconds(wait));
    }
    // The eleventh attempt is the last.
    assert_eq!(waits, [1, 5, 30, 120, 360, 720, 1440, 1440, 1440, 1440, 0]);
    assert!(waits.iter().sum::<i64>() > 4 * 1440, "four days at least (RFC 5321, 4.5.4.1)");
    let row = details(&world.db, "zoe@example.org").await;
    assert_eq!((row.listed.state.to_string().as_str(), row.attempts), ("failed", 11));
    // Its text is kept in case somebody sends it again; the nightly cleanup deletes it after a week.
    assert!(row.has_text);
}

#[tokio::test]
async fn a_mail_waits_while_the_server_does_not_offer_starttls() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    post(&world.db, "zoe@example.org").await;
    let mut config = smtp_config(&server);
    config.smtp.tls = Tls::Starttls;
    let worker = RunningWorker::without_kept_text(&world.db, &config);
    let row = eventually("the reason is recorded", async || {
        Some(details(&world.db, "zoe@example.org").await).filter(|row| !row.listed.last_error.is_empty())
    })
    .await;
    worker.stops().await;
    assert_eq!(row.listed.state.to_string(), "queued");
    assert!(row.listed.last_error.contains("STARTTLS") && row.has_text, "{}", row.listed.last_error);
}

#[tokio::test]
async fn a_returned_mail_counts_as_never_tried() {
    let world = World::new().await;
    post(&world.db, "zoe@example.org").await;
    let worker = ManualWorker::named("one");
    let claimed = worker.claims(&world.db, 10).await;
    worker.reports(&world.db, &claimed[0], DeliveryOutcome::Returned).await;
    let row = details(&world.db, "zoe@example.org").await;
    assert_eq!((row.listed.state.to_string().as_str(), row.attempts, row.listed.is_doubtful()), ("queued", 0, false));
    assert_eq!(ManualWorker::named("two").claims(&world.db, 10).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_workers_on_one_database_send_each_mail_once() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    for n in 0..60 {
        post(&world.db, &format!("p{n:02}@example.org")).await;
    }
    let config = smtp_config(&server);
    let workers = [RunningWorker::on(&world.db, &config), RunningWorker::on(&world.db, &config), RunningWorker::on(&world.db, &config)];
    settles(&world.db, "sent").await;
    for worker in workers {
        worker.stops().await;
    }
    let mut taken: Vec<_> = server.received().into_iter().map(|mail| mail.recipient).collect();
    taken.sort();
    assert_eq!(taken, (0..60).map(|n| format!("p{n:02}@example.org")).collect::<Vec<_>>());
}

#[tokio::test]
async fn without_a_server_each_mail_is_a_file() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.mail.outbox = folder.path().join("outbox");
    post(&world.db, "zoe@example.org").await;
    let worker = RunningWorker::on(&world.db, &config);
    settles(&world.db, "sent").await;
    worker.stops().await;
    let files: Vec<_> = std::fs::read_dir(&config.mail.outbox).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].extension().unwrap(), "eml");
    let message = std::fs::read(&files[0]).unwrap();
    assert_eq!(mailparse::parse_mail(&message).unwrap().headers.get_first_value("To").unwrap(), "Zoé Été <zoe@example.org>");
}

#[tokio::test]
async fn only_an_administrator_reads_the_outgoing_mails() {
    let world = World::new().await;
    post(&world.db, "zoe@example.org").await;
    let (ada, claire) = (world.person("Ada Lovelace").await, world.administrator("Claire Fontaine").await);
    for actor in [&Actor::Guest, &ada.actor] {
        assert_eq!(administration::mails(&world.db, actor, &MailQuery::default()).await.err(), Some(domain::Error::NotFound));
    }
    assert_eq!(administration::mails(&world.db, &claire.actor, &MailQuery::default()).await.unwrap().total, 1);
}
