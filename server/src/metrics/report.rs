//! The report, gathered on each request.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::administration::{self, OperationFigures};
use domain::clock::Timestamp;
use domain::db::Db;
use domain::policy::Actor;

use super::text::{MetricKind, MetricsText};
use super::{RequestMetrics, SECONDS};
use crate::listener::ConnectionCounts;
use crate::process;

/// A slower database is reported as down: when something is wrong, the figures of the process matter more.
const PATIENCE: Duration = Duration::from_secs(3);
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The sources of the metrics. Cheap to clone.
#[derive(Clone)]
pub struct MetricsSources {
    /// The database.
    pub db: Db,
    /// The file of the database (SQLite).
    pub file: Option<PathBuf>,
    /// Counts of requests.
    pub requests: Arc<RequestMetrics>,
    /// Counts of connections to the site, and their maximum.
    pub connections: (Arc<ConnectionCounts>, usize),
    /// When the process started, in seconds since 1970.
    pub started: i64,
}

/// Serves `/metrics` and nothing else.
pub fn router(sources: MetricsSources) -> Router {
    Router::new().route("/metrics", get(show)).with_state(sources)
}

async fn show(State(sources): State<MetricsSources>) -> Response {
    let figures = tokio::time::timeout(PATIENCE, administration::operation_figures(&sources.db, &Actor::System)).await;
    let text = sources.report(figures.ok().and_then(Result::ok).as_ref());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

impl MetricsSources {
    fn report(&self, figures: Option<&OperationFigures>) -> String {
        let mut text = MetricsText::default();
        text.family("maillage_build_info", MetricKind::Gauge, "The version that runs.");
        text.sample("maillage_build_info", &[("version", VERSION)], 1.0);
        self.process(&mut text);
        self.requests(&mut text);
        self.connections(&mut text);
        self.database(&mut text, figures.is_some());
        if let Some(figures) = figures {
            deliveries(&mut text, figures, self.db.now());
            operations(&mut text, figures);
        }
        text.into_string()
    }

    fn process(&self, text: &mut MetricsText) {
        text.one("process_start_time_seconds", MetricKind::Gauge, "When the process began, since 1970.", self.started as f64);
        // Only Linux provides these.
        if let Some(bytes) = process::resident_bytes() {
            text.one("process_resident_memory_bytes", MetricKind::Gauge, "Memory in use.", bytes as f64);
        }
        if let Ok(open) = std::fs::read_dir("/proc/self/fd") {
            text.one("process_open_fds", MetricKind::Gauge, "Descriptors in use.", open.count() as f64);
        }
    }

    fn requests(&self, text: &mut MetricsText) {
        let counted = self.requests.counted();
        text.family("maillage_requests_total", MetricKind::Counter, "Requests answered, by the pattern of their route.");
        for (labels, count) in &counted.requests {
            let status = labels.status.to_string();
            let labels = [("route", &*labels.route), ("method", labels.method), ("status", status.as_str())];
            text.sample("maillage_requests_total", &labels, *count as f64);
        }
        let name = "maillage_request_duration_seconds";
        text.family(name, MetricKind::Histogram, "How long answers took to make.");
        let mut below = 0;
        for (bound, count) in SECONDS.iter().zip(counted.durations) {
            below += count;
            text.sample(&format!("{name}_bucket"), &[("le", &bound.to_string())], below as f64);
        }
        let all: u64 = counted.durations.iter().sum();
        text.sample(&format!("{name}_bucket"), &[("le", "+Inf")], all as f64);
        text.sample(&format!("{name}_sum"), &[], counted.seconds);
        text.sample(&format!("{name}_count"), &[], all as f64);
    }

    fn connections(&self, text: &mut MetricsText) {
        let (counts, limit) = &self.connections;
        let read = |count: &std::sync::atomic::AtomicU64| count.load(Ordering::Relaxed) as f64;
        text.one("maillage_connections", MetricKind::Gauge, "Connections of clients, open now.", read(&counts.open));
        text.one("maillage_connections_max", MetricKind::Gauge, "Connections of clients at most.", *limit as f64);
        text.one("maillage_connections_total", MetricKind::Counter, "Connections accepted.", read(&counts.accepted));
        text.family("maillage_connections_closed_total", MetricKind::Counter, "Connections that the server closed or refused, by reason.");
        for (reason, count) in [("refused", &counts.refused), ("evicted", &counts.evicted), ("timeout", &counts.timed_out)] {
            text.sample("maillage_connections_closed_total", &[("reason", reason)], read(count));
        }
    }

    fn database(&self, text: &mut MetricsText, is_up: bool) {
        text.one("maillage_database_up", MetricKind::Gauge, "1 if the database answers.", f64::from(u8::from(is_up)));
        let pool = self.db.pool_use();
        text.family("maillage_database_connections", MetricKind::Gauge, "Connections to the database, by state.");
        text.sample("maillage_database_connections", &[("state", "busy")], f64::from(pool.busy));
        text.sample("maillage_database_connections", &[("state", "idle")], f64::from(pool.idle));
        text.one("maillage_database_connections_max", MetricKind::Gauge, "Connections to the database at most.", f64::from(pool.most));
        let Some(file) = &self.file else { return };
        let bytes = |suffix: &str| {
            let mut name = file.clone().into_os_string();
            name.push(suffix);
            std::fs::metadata(name).map_or(0, |file| file.len()) as f64
        };
        text.one("maillage_database_bytes", MetricKind::Gauge, "The file of the database (SQLite).", bytes(""));
        text.one("maillage_database_wal_bytes", MetricKind::Gauge, "Its write-ahead log (SQLite).", bytes("-wal"));
    }
}

fn deliveries(text: &mut MetricsText, figures: &OperationFigures, now: Timestamp) {
    let age = |since: Option<Timestamp>| since.map_or(0, |since| (now.seconds() - since.seconds()).max(0)) as f64;
    let mut pair = |name: &str, help: &str, mails: f64, copies: f64| {
        text.family(name, MetricKind::Gauge, help);
        text.sample(name, &[("kind", "mail")], mails);
        text.sample(name, &[("kind", "copy")], copies);
    };
    pair(
        "maillage_delivery_queued",
        "What waits to be sent: single mails, and copies of messages to lists.",
        figures.queued_mails as f64,
        figures.queued_copies as f64,
    );
    pair(
        "maillage_delivery_oldest_age_seconds",
        "How long the oldest of them has been waiting that should have left: what one mailbox defers, or the pace set, while others leave does not count.",
        age(figures.oldest_mail),
        age(figures.oldest_copy),
    );
    pair("maillage_delivery_failed", "What could not be sent and is kept.", figures.failed_mails as f64, figures.failed_copies as f64);
    text.family("maillage_delivery_doubtful", MetricKind::Gauge, "What may have left twice.");
    text.sample("maillage_delivery_doubtful", &[("kind", "mail")], figures.doubtful_mails as f64);
    text.sample("maillage_delivery_doubtful", &[("kind", "copy")], figures.doubtful_copies as f64);
}

/// Events that never happened have no sample.
fn operations(text: &mut MetricsText, figures: &OperationFigures) {
    if let Some(at) = figures.backed_up_at {
        text.one(
            "maillage_backup_last_timestamp_seconds",
            MetricKind::Gauge,
            "When the last backup was made, since 1970.",
            at.seconds() as f64,
        );
    }
    if let Some(at) = figures.purged_at {
        text.one("maillage_purge_last_timestamp_seconds", MetricKind::Gauge, "The day of the last purge, since 1970.", at.seconds() as f64);
    }
}
