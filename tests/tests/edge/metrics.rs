//! Metrics for monitoring.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use domain::Language;
use domain::administration;
use domain::mail::{self, MailContent, MailRecipient};
use domain::policy::Actor;
use http_body_util::BodyExt;
use server::http::HttpSettings;
use server::metrics::{self, MetricsSources, RequestMetrics};
use tests::{Duration, World};
use tower::ServiceExt;

/// A world with metrics: its site, and the client that reads them.
struct WatchedSite {
    world: World,
    site: Router,
    figures: Router,
}

async fn watched() -> WatchedSite {
    let world = World::new().await;
    let requests = Arc::<RequestMetrics>::default();
    let site = world.site(&HttpSettings { metrics: Some(requests.clone()), ..HttpSettings::default() });
    let sources = MetricsSources { db: world.db.clone(), file: None, requests, connections: (Arc::default(), 100), started: 1_700_000_000 };
    WatchedSite { world, site, figures: metrics::router(sources) }
}

async fn ask(router: &Router, method: Method, path: &str) -> (u16, String) {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    (status, String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap())
}

impl WatchedSite {
    /// Every sample by its name and labels. Other lines must be comments of a known kind.
    async fn samples(&self) -> BTreeMap<String, f64> {
        let (status, text) = ask(&self.figures, Method::GET, "/metrics").await;
        assert_eq!(status, 200);
        let mut samples = BTreeMap::new();
        for line in text.lines() {
            if line.starts_with("# HELP ") || line.starts_with("# TYPE ") {
                continue;
            }
            let (name, value) = line.rsplit_once(' ').expect(line);
            assert!(samples.insert(name.to_owned(), value.parse().expect(line)).is_none(), "twice: {line}");
        }
        samples
    }

    async fn post(&self, address: &str) {
        let to = MailRecipient { person: None, name: "Zoé".to_owned(), address: address.to_owned(), language: Language::Fr };
        let letter =
            MailContent { cause: "event.cancelled", subject: "Sujet".to_owned(), body: "Texte".to_owned(), ..MailContent::default() };
        let mut tx = self.world.db.write().await.unwrap();
        mail::post(&mut tx, &to, &letter).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn requests_are_counted_by_route_and_never_by_path() {
    let watched = watched().await;
    watched.world.network("sil").await;
    for path in ["/networks/sil", "/networks/sil", "/networks/nothing", "/unsubscribe/secret-token", "/nowhere/secret-token"] {
        ask(&watched.site, Method::GET, path).await;
    }
    ask(&watched.site, Method::from_bytes(b"BREW").unwrap(), "/agenda").await;
    let samples = watched.samples().await;
    let count = |route: &str, method: &str, status: u16| {
        let name = format!("maillage_requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}");
        samples.get(&name).copied().unwrap_or_default()
    };
    assert_eq!((count("/networks/{slug}", "GET", 200), count("/networks/{slug}", "GET", 404)), (2.0, 1.0));
    assert_eq!((count("", "GET", 404), count("/agenda", "other", 405)), (1.0, 1.0));
    assert_eq!(samples["maillage_request_duration_seconds_count"], 6.0);
    assert_eq!(samples["maillage_request_duration_seconds_bucket{le=\"+Inf\"}"], 6.0);
    assert!(!samples.keys().any(|name| name.contains("secret-token")), "{samples:?}");
}

#[tokio::test]
async fn queued_and_failed_deliveries_are_counted() {
    let watched = watched().await;
    let samples = watched.samples().await;
    assert_eq!(samples["maillage_database_up"], 1.0);
    assert_eq!(samples["maillage_delivery_queued{kind=\"mail\"}"], 0.0);
    assert_eq!(samples["maillage_delivery_oldest_age_seconds{kind=\"mail\"}"], 0.0);
    assert!(!samples.contains_key("maillage_backup_last_timestamp_seconds"), "there never was one");

    watched.post("a@example.org").await;
    watched.world.advance(Duration::minutes(90));
    watched.post("b@example.org").await;
    watched.post("c@example.org").await;
    let mut tx = watched.world.db.write().await.unwrap();
    for statement in [
        "UPDATE delivery SET state = 'failed', due_at = NULL WHERE address = 'c@example.org'",
        "INSERT INTO setting (name, value) VALUES ('backup.last_at', '2026-11-20T03:00:00Z')",
        "INSERT INTO chore (name, done_on) VALUES ('purge', '2026-11-19')",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let samples = watched.samples().await;
    assert_eq!(samples["maillage_delivery_queued{kind=\"mail\"}"], 2.0);
    assert_eq!(samples["maillage_delivery_oldest_age_seconds{kind=\"mail\"}"], 5400.0);
    assert_eq!(samples["maillage_delivery_failed{kind=\"mail\"}"], 1.0);
    assert_eq!(samples["maillage_delivery_doubtful{kind=\"copy\"}"], 0.0);
    assert_eq!(samples["maillage_backup_last_timestamp_seconds"], 1_795_143_600.0);
    assert_eq!(samples["maillage_purge_last_timestamp_seconds"], 1_795_046_400.0);
}

#[tokio::test]
async fn a_mailbox_that_is_full_for_days_is_no_stuck_queue() {
    let watched = watched().await;
    for address in ["full@example.org", "sent@example.org"] {
        watched.post(address).await;
    }
    watched.world.advance(Duration::minutes(90));
    let mut tx = watched.world.db.write().await.unwrap();
    for statement in [
        "UPDATE delivery SET state = 'deferred', due_at = '2026-11-20T14:00:00Z', attempts = 3 WHERE address = 'full@example.org'",
        "UPDATE delivery SET state = 'sent', due_at = NULL, sent_at = '2026-11-20T09:30:00Z' WHERE address = 'sent@example.org'",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let age = "maillage_delivery_oldest_age_seconds{kind=\"mail\"}";
    let samples = watched.samples().await;
    assert_eq!((samples["maillage_delivery_queued{kind=\"mail\"}"], samples[age]), (1.0, 0.0));
    // A mail that was queued since and does not leave is counted at once. Alerts come after an hour.
    watched.post("next@example.org").await;
    watched.world.advance(Duration::minutes(50));
    assert_eq!(watched.samples().await[age], 3000.0);
    administration::watch(&watched.world.db).await.unwrap();
    assert_eq!(alerts(&watched.world).await, 0);
    watched.world.advance(Duration::minutes(15));
    administration::watch(&watched.world.db).await.unwrap();
    assert_eq!((watched.samples().await[age], alerts(&watched.world).await), (3900.0, 1));
}

async fn alerts(world: &World) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM alert WHERE kind = 'mail'").fetch_one(&mut *world.db.read().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn copies_are_counted_by_their_state() {
    let watched = watched().await;
    let sil = watched.world.network("sil").await;
    for name in ["Ada Lovelace", "Bob Martin", "Zoé Été"] {
        watched.world.member(&sil, name).await;
    }
    let coordinator = watched.world.coordinator(&sil, "Claire Fontaine").await;
    let input = domain::lists::MessageInput {
        subject: "Le programme".to_owned(),
        body: "Bonjour".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["members:sil".to_owned()],
        ..Default::default()
    };
    let id = domain::lists::create(&watched.world.db, &coordinator.actor, "sil", &input).await.unwrap();
    let confirmation = domain::lists::SendInput { version: "1".to_owned(), seen: "3".to_owned(), ..Default::default() };
    domain::lists::send(&watched.world.db, &coordinator.actor, "sil", &id, domain::lists::SendingTime::Now, &confirmation).await.unwrap();
    let mut tx = watched.world.db.write().await.unwrap();
    for statement in [
        "UPDATE delivery SET state = 'failed', due_at = NULL WHERE address = 'ada.lovelace@example.org'",
        "UPDATE delivery SET state = 'sending', due_at = NULL, worker = 'x', doubtful = 1 WHERE address = 'bob.martin@example.org'",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    watched.world.advance(Duration::minutes(2));
    let samples = watched.samples().await;
    assert_eq!(samples["maillage_delivery_queued{kind=\"copy\"}"], 2.0);
    assert_eq!(samples["maillage_delivery_oldest_age_seconds{kind=\"copy\"}"], 120.0);
    assert_eq!(samples["maillage_delivery_failed{kind=\"copy\"}"], 1.0);
    assert_eq!(samples["maillage_delivery_doubtful{kind=\"copy\"}"], 1.0);
}

#[tokio::test]
async fn the_site_itself_shows_no_figures() {
    let watched = watched().await;
    assert_eq!(ask(&watched.site, Method::GET, "/metrics").await.0, 404);
    assert_eq!(ask(&watched.figures, Method::GET, "/networks").await.0, 404);
    let member = watched.world.person("Ada Lovelace").await;
    for actor in [&member.actor, &Actor::Guest] {
        assert!(administration::operation_figures(&watched.world.db, actor).await.is_err());
    }
}

#[tokio::test]
async fn without_its_database_the_process_still_reports() {
    let watched = watched().await;
    watched.world.db.close().await;
    let samples = watched.samples().await;
    assert_eq!(samples["maillage_database_up"], 0.0);
    assert!(samples.keys().any(|name| name.starts_with("maillage_build_info{version=")));
    assert!(!samples.keys().any(|name| name.starts_with("maillage_delivery_")), "what is not known is not told");
}
