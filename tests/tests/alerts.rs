//! Alerts: administrators get one mail about stuck mail and one about a missing backup, for as long as the problem
//! lasts. The database also updates its statistics.

use domain::Language;
use domain::administration::watch;
use domain::delivery::DeliveryOutcome;
use domain::mail::{self, MailContent, MailRecipient};
use futures_util::FutureExt;
use tests::{Duration, ManualWorker, TestUser, World};

async fn post(world: &World, address: &str) {
    let to = MailRecipient { person: None, name: String::new(), address: address.to_owned(), language: Language::Fr };
    let text = str::to_owned;
    let letter = MailContent { cause: "sign_in.link", subject: text("Le lien"), body: text("Le lien"), ..MailContent::default() };
    let mut tx = world.db.write().await.unwrap();
    mail::post(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
}

/// Sends everything that is due.
async fn all_leave(world: &World) {
    ManualWorker::named("worker").settles_all(&world.db, DeliveryOutcome::Sent).await;
}

async fn speaks(world: &World, person: &TestUser, language: &'static str) {
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE person SET language = $2 WHERE id = $1").bind(&person.id).bind(language).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn told(world: &World, person: &TestUser) -> Vec<String> {
    world.mails_to(&person.address).await.into_iter().map(|mail| mail.subject).collect()
}

async fn backed_up(world: &World) {
    let mut tx = world.db.write().await.unwrap();
    let now = tx.now;
    sqlx::query("INSERT INTO setting (name, value) VALUES ('backup.last_at', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind(now.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_administrator_gets_one_alert_about_stuck_mail() {
    let world = World::new().await;
    let (agnes, bob) = (world.administrator("Agnès Delorme").await, world.administrator("Bob Miller").await);
    let ada = world.person("Ada Lovelace").await;
    speaks(&world, &bob, "en").await;
    backed_up(&world).await;
    post(&world, "zoe@example.org").await;
    world.advance(Duration::minutes(59));
    watch(&world.db).await.unwrap();
    assert!(told(&world, &agnes).await.is_empty(), "not yet");
    assert!(!agnes.get("/admin").await.shows("Des courriels attendent"));

    world.advance(Duration::minutes(1));
    watch(&world.db).await.unwrap();
    assert_eq!(told(&world, &agnes).await, ["Maillage\u{202f}: des courriels attendent"]);
    assert_eq!(told(&world, &bob).await, ["Maillage: e-mails are waiting"]);
    let mail = world.last_mail_to(&agnes.address).await;
    assert!(
        mail.body.contains("depuis le vendredi 20 novembre 2026")
            && mail.body.contains("tout\u{202f}: 1")
            && mail.body.contains("/admin/mails?state=unsettled"),
        "{}",
        mail.body
    );
    let page = agnes.get("/admin").await;
    assert!(page.shows("Des courriels attendent depuis"), "{}", page.words());
    assert_eq!(page.shows("Dernière sauvegarde"), world.db.is_sqlite(), "{}", page.words());
    assert!(told(&world, &ada).await.is_empty());

    // While it lasts there is no second alert.
    for _ in 0..5 {
        world.advance(Duration::hours(2));
        watch(&world.db).await.unwrap();
    }
    assert_eq!((told(&world, &agnes).await.len(), told(&world, &bob).await.len()), (1, 1));

    // Everything has left. The next problem gets a new alert.
    all_leave(&world).await;
    watch(&world.db).await.unwrap();
    assert!(!agnes.get("/admin").await.shows("Des courriels attendent depuis"));
    post(&world, "zoe@example.org").await;
    world.advance(Duration::minutes(30));
    watch(&world.db).await.unwrap();
    assert_eq!(told(&world, &agnes).await.len(), 1);
    world.advance(Duration::minutes(30));
    watch(&world.db).await.unwrap();
    watch(&world.db).await.unwrap();
    assert_eq!((told(&world, &agnes).await.len(), told(&world, &bob).await.len()), (2, 2));
}

#[tokio::test]
async fn one_full_mailbox_is_no_alert_and_a_server_that_defers_all_is() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    backed_up(&world).await;
    let defer = async || {
        ManualWorker::named("worker").settles_all(&world.db, DeliveryOutcome::Deferred("452 mailbox full".to_owned())).await;
    };
    post(&world, "full@example.org").await;
    defer().await;
    for _ in 0..3 {
        world.advance(Duration::minutes(1));
        defer().await;
        post(&world, "zoe@example.org").await;
        ManualWorker::named("worker").settles_all(&world.db, DeliveryOutcome::Sent).await;
        world.advance(Duration::minutes(25));
        watch(&world.db).await.unwrap();
    }
    assert!(told(&world, &agnes).await.is_empty(), "others leave");

    for _ in 0..2 {
        post(&world, "zoe@example.org").await;
        defer().await;
    }
    for _ in 0..15 {
        world.advance(Duration::minutes(5));
        defer().await;
        watch(&world.db).await.unwrap();
    }
    assert_eq!(told(&world, &agnes).await.len(), 1, "nothing has left since these were written");
}

#[tokio::test]
async fn a_missing_backup_is_alerted_once_after_a_week() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let week_by_week = async |days: i64| {
        for _ in 0..days {
            world.advance(Duration::days(1));
            watch(&world.db).await.unwrap();
            all_leave(&world).await;
        }
        told(&world, &agnes).await.len()
    };
    watch(&world.db).await.unwrap();
    assert_eq!(week_by_week(6).await, 0, "a site that was never saved is given a week");
    if !world.db.is_sqlite() {
        assert_eq!(week_by_week(20).await, 0, "PostgreSQL is saved by others");
        assert!(!agnes.get("/admin").await.shows("sauvegarde"));
        return;
    }
    assert!(agnes.get("/admin").await.shows("Aucune sauvegarde n’a encore été faite"));
    assert_eq!(week_by_week(14).await, 1, "and is told once");
    let mail = world.last_mail_to(&agnes.address).await;
    assert!(mail.subject == "Maillage\u{202f}: la sauvegarde manque" && mail.body.contains("maillage backup"), "{}", mail.body);
    assert!(agnes.get("/admin").await.shows("Aucune sauvegarde n’a été faite depuis plus d’une semaine"));

    backed_up(&world).await;
    watch(&world.db).await.unwrap();
    let page = agnes.get("/admin").await;
    assert!(!page.shows("plus d’une semaine") && page.shows("Dernière sauvegarde"), "{}", page.words());
    assert_eq!(week_by_week(6).await, 1);
    assert_eq!(week_by_week(10).await, 2, "the next time it is told again");
    assert!(agnes.get("/admin").await.shows("La dernière sauvegarde a plus d’une semaine"));
}

#[tokio::test]
async fn two_processes_send_one_alert() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    backed_up(&world).await;
    post(&world, "zoe@example.org").await;
    world.advance(Duration::hours(1));
    let (one, two) = tokio::join!(watch(&world.db), watch(&world.db));
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(told(&world, &agnes).await.len(), 1);
}

#[tokio::test]
async fn a_demo_sends_no_alerts() {
    let world = World::new().await;
    let (stop, stopping) = tokio::sync::watch::channel(false);
    server::alerts::run(world.db.clone(), true, stopping.clone()).await;
    let mut watching = std::pin::pin!(server::alerts::run(world.db.clone(), false, stopping));
    assert!(watching.as_mut().now_or_never().is_none(), "a site is, until it stops");
    stop.send(true).unwrap();
    watching.await;
}

/// The number of rows of `person` in the statistics of the database.
async fn believed(world: &World) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    let query = if world.db.is_sqlite() {
        "SELECT COALESCE((SELECT MAX(CAST(substr(stat, 1, instr(stat || ' ', ' ') - 1) AS BIGINT)) FROM sqlite_stat1 WHERE tbl = 'person'), 0)"
    } else {
        "SELECT CAST(GREATEST(reltuples, 0) AS BIGINT) FROM pg_class WHERE relname = 'person' AND relkind = 'r'"
    };
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn the_database_is_analyzed_after_a_load_and_every_night() {
    let world = World::new().await;
    let people = demo::load(&world.db).await.unwrap().people as i64;
    assert_eq!(believed(&world).await, people);
    for number in 0..20 {
        world.person(&format!("Personne Numéro{number}")).await;
    }
    world.advance(Duration::days(1));
    domain::administration::nightly(&world.db).await.unwrap().expect("a purge");
    assert_eq!(believed(&world).await, people + 20);
}
