//! PostgreSQL stopped, frozen or refusing: every request is answered at once, and the log has the cause.

use std::time::Duration;

use domain::clock::Clock;
use domain::db::Db;
use domain::rng::IdGenerator;
use tests::{MailServer, Postgres, RunningServer, SiteProgram, SmtpAnswer, World, wait_until};

fn is_asked() -> bool {
    std::env::var("TEST_DATABASE_URL").is_ok()
}

fn program(folder: &std::path::Path, url: &str) -> SiteProgram {
    SiteProgram::new(env!("CARGO_BIN_EXE_site"), folder, url)
}

/// Pages say in both languages that the site is unavailable and when to come back.
fn is_away(server: &RunningServer) {
    let page = server.get("/agenda?month=2026-11");
    assert_eq!((page.status, page.header("retry-after")), (503, "10"), "{}", server.log());
    assert!(page.body.contains("Le site ne peut pas répondre pour l’instant"), "{}", page.body);
    let english = server.get_with("/agenda?month=2026-11", "Accept-Language: en");
    assert_eq!(english.status, 503);
    assert!(english.body.contains("The site can’t answer right now"), "{}", english.body);
    let ready = server.get("/readyz");
    assert_eq!((ready.status, ready.header("retry-after")), (503, "10"));
    assert!(["the database can't be written\n", "the database does not answer\n"].contains(&ready.body.as_str()), "{}", ready.body);
    assert_eq!(server.get("/healthz").status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_or_frozen_postgresql_is_reported_at_once() {
    if !is_asked() {
        // SQLite has no server that could be away.
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut postgres = Postgres::start();
    let mail_server = MailServer::start(|_, _| SmtpAnswer::Stall).await;
    let site = program(folder.path(), &postgres.url()).mailing_to(mail_server.port);
    assert!(site.refuses(&["serve"]).contains("there is nothing of Maillage in this database"));
    site.does(&["migrate"]);
    let server = site.serves();
    assert_eq!(server.get("/").status, 200);

    postgres.stops();
    is_away(&server);
    wait_until("the cause is in the log", || server.log().contains("Connection refused"));
    let output = site.refuses(&["serve"]);
    assert!(output.contains("Connection refused"), "{output}");
    assert_eq!(output.matches("Connection refused").count(), 1, "once: {output}");
    assert!(site.refuses(&["check"]).contains("Connection refused"));
    postgres.runs();
    wait_until("it is back", || server.get("/agenda").status == 200 && server.get("/readyz").status == 200);

    postgres.freezes();
    is_away(&server);
    assert!(site.refuses(&["serve"]).contains("no answer in 4 seconds"));
    postgres.thaws();
    wait_until("it is back", || server.get("/agenda").status == 200 && server.get("/readyz").status == 200);
    postgres.freezes();
    is_away(&server);
    // It stops although the database hangs.
    assert!(server.stops());
    postgres.thaws();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_begin_that_is_cancelled_leaves_no_transaction_behind() {
    let world = World::new().await;
    let url = world.url();
    let db = Db::open(&url, 1, Clock::System, IdGenerator::system()).await.unwrap();
    let other = Db::open(&url, 1, Clock::System, IdGenerator::system()).await.unwrap();
    for number in 0..300 {
        let patience = Duration::from_micros(number * 7);
        drop(tokio::time::timeout(patience, db.write()).await);
        drop(tokio::time::timeout(patience, db.read()).await);
    }
    // A connection left inside a transaction would commit nothing and see nothing new.
    for number in 0..5 {
        let mut tx = db.write().await.unwrap();
        sqlx::query("INSERT INTO setting (name, value) VALUES ($1, '')").bind(format!("story.{number}")).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = other.read().await.unwrap();
        let visible: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM setting WHERE name LIKE 'story.%'").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(visible, number + 1);
    }
}
