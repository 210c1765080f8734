//! Runs the site, from the first connection to the last response.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::rate_limit::RateLimit;
use app::request_context::AppState;
use axum::Router;
use domain::calendar::EntryCache;
use domain::db::Db;
use tokio::net::TcpListener;

use crate::alerts;
use crate::cleanup;
use crate::cli::{Failure, create, file_of, open};
use crate::config::Config;
use crate::delivery::{DeliveryWorker, ProcessLock, SentLog};
use crate::demo;
use crate::dkim::Signer;
use crate::http::{self, HttpSettings};
use crate::incoming::ListMailAcceptor;
use crate::listener::{ConnectionLimits, Listener};
use crate::lmtp::{LmtpListener, LmtpSettings};
use crate::metrics::{self, MetricsSources, RequestMetrics};
use crate::page_folder;
use crate::process;
use crate::search_queue;
use crate::shutdown;
use crate::site_files;

/// The maximum number of connections to the metrics address.
const MAX_METRICS_CONNECTIONS: usize = 16;
/// How long requests and mail may take to finish after the program is told to stop.
const FINISH_TIMEOUT: Duration = Duration::from_secs(18);
/// How long closing the database may take after that; the sum is less than [`shutdown::TIMEOUT`].
const CLOSE_TIMEOUT: Duration = Duration::from_secs(3);

/// Serves until SIGTERM or Ctrl-C, then finishes the requests it has begun, gives back the mail it has claimed, and ends.
pub async fn serve(config: &Config) -> Result<(), Failure> {
    let stopping = shutdown::listen()?;
    // A demonstration may start without a database.
    let db = if config.is_demo() { create(config).await? } else { open(config).await? };
    if config.is_demo() {
        demo::load_if_empty(&db).await?;
    }
    let lock = ProcessLock::of(&config.database).map(Arc::new);
    let sent_log = SentLog::of(config, &db);
    // Another process that sends from this SQLite file is writing to its own log of sent mail, and will record that mail itself.
    if (lock.is_some() || !db.is_sqlite())
        && let count @ 1.. = sent_log.catch_up(&db, config.is_demo()).await?
    {
        tracing::warn!(count, "mails had left when an earlier process ended: recorded now");
    }
    if !config.content.as_os_str().is_empty() {
        // Pages changed on the site stay: a start never undoes anyone's work.
        tracing::info!(pages = %page_folder::import(&db, &config.content, false).await?, "content");
    }
    let site = Arc::new(site_files::names());
    let state = AppState {
        db: db.clone(),
        written: EntryCache::default(),
        site,
        demo: config.is_demo(),
        figures: RateLimit::default(),
        certificates: RateLimit::default(),
    };
    let metrics = (!config.metrics.listen.is_empty()).then(Arc::<RequestMetrics>::default);
    let settings = HttpSettings {
        address: config.address(),
        client_header: config.client_header.parse().ok(),
        cache_bytes: config.cache << 20,
        wakeup: Arc::default(),
        metrics: metrics.clone(),
        ..HttpSettings::default()
    };
    let worker = DeliveryWorker::new(db.clone(), config).map_err(Failure::configuration)?;
    let worker = worker.with_wakeup(settings.wakeup.clone()).with_lock(lock).with_sent_log(sent_log).with_kept_text(config.is_demo());
    let router = http::site(state, &settings);
    let listener =
        Listener { socket: bind(&config.listen).await?, limits: limits(config), timeouts: Default::default(), counts: Arc::default() };
    let metrics_listener = match metrics {
        Some(requests) => Some(listen_for_metrics(config, &db, requests, &listener).await?),
        None => None,
    };
    let incoming = match config.lmtp.address().map_err(Failure::configuration)? {
        Some(address) => Some(LmtpListener::bind(&address, LmtpSettings::new(&config.lmtp.domain, config.lmtp.max_size)).await?),
        None => None,
    };
    let trusted_relays = config.lmtp.relays().into();
    let acceptor = ListMailAcceptor { db: db.clone(), trusted_relays, wakeup: settings.wakeup.clone() };
    println!("Maillage is at {}", config.address());
    if config.is_demo() {
        demo::print_links(&db).await;
    }

    for sentence in config.missing_client_header().into_iter().chain(Signer::exposure(&config.dkim)) {
        tracing::warn!("{sentence}");
    }
    let delivering = tokio::spawn(worker.run(stopping.clone()));
    let cleaning = tokio::spawn(cleanup::run(db.clone(), stopping.clone()));
    let indexing = tokio::spawn(search_queue::run(db.clone(), stopping.clone()));
    let watching = tokio::spawn(alerts::run(db.clone(), config.is_demo(), stopping.clone()));
    let receiving = tokio::spawn({
        let stop = stopping.clone();
        async move {
            if let Some(listener) = incoming {
                listener.serve(acceptor, stop).await;
            }
        }
    });
    if let Some((listener, router)) = metrics_listener {
        // Nobody waits for it at the end, so that metrics can be read until the last moment.
        drop(tokio::spawn(listener.serve(router, stopping.clone())));
    }
    let serving = tokio::spawn(listener.serve(router, stopping.clone()));
    let mut stop = stopping;
    drop(stop.wait_for(|stop| *stop).await);
    // All at the same time, so that none waits for another that hangs.
    let finished =
        tokio::time::timeout(FINISH_TIMEOUT, async { tokio::join!(serving, receiving, delivering, cleaning, indexing, watching) });
    if finished.await.is_err() {
        tracing::warn!(seconds = FINISH_TIMEOUT.as_secs(), "requests or mails were still under way");
    }
    if tokio::time::timeout(CLOSE_TIMEOUT, db.close()).await.is_err() {
        tracing::warn!("the database could not be closed in time");
    }
    Ok(())
}

async fn bind(address: &str) -> Result<TcpListener, Failure> {
    Ok(TcpListener::bind(address).await.map_err(|cause| format!("{address} can't be listened to: {cause}."))?)
}

/// Behind a proxy there is no limit per client: all connections come from the proxy.
fn limits(config: &Config) -> ConnectionLimits {
    let is_direct = config.client_header.is_empty() && config.client_connections > 0;
    let per_client = is_direct.then_some(config.client_connections);
    ConnectionLimits { total: process::max_client_connections(), per_client, counts_loopback: false }
}

/// The listener and the router of the metrics.
async fn listen_for_metrics(
    config: &Config,
    db: &Db,
    requests: Arc<RequestMetrics>,
    site: &Listener,
) -> Result<(Listener, Router), Failure> {
    let sources = MetricsSources {
        db: db.clone(),
        file: file_of(config).map(Path::to_owned),
        requests,
        connections: (site.counts.clone(), site.limits.total),
        started: db.now().seconds(),
    };
    let limits = ConnectionLimits { total: MAX_METRICS_CONNECTIONS, per_client: None, counts_loopback: false };
    let socket = bind(&config.metrics.listen).await?;
    Ok((Listener { socket, limits, timeouts: Default::default(), counts: Arc::default() }, metrics::router(sources)))
}
