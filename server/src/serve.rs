//! The site, running: from the first connection to the last answer.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::rate_limit::RateLimit;
use app::visit::AppState;
use axum::Router;
use domain::calendar::EntryCache;
use domain::db::Db;
use tokio::net::TcpListener;

use crate::alerts;
use crate::cleanup;
use crate::cli::{Failure, create, file_of, open};
use crate::config::Config;
use crate::content;
use crate::demo;
use crate::dkim::Signer;
use crate::http::{self, Frontage};
use crate::listener::{ConnectionLimits, Listener};
use crate::mailer::Mailer;
use crate::mailing::{MailingWorker, ProcessLock};
use crate::metrics::{self, MetricsSources, RequestMetrics};
use crate::process;
use crate::sent_log::UnnotedFile;
use crate::site;
use crate::stop;
use crate::worker::Worker;

/// Connections to the address of the metrics at most.
const WATCHERS: usize = 16;
/// How long requests and mails may take to finish once the program is told to stop.
const PATIENCE: Duration = Duration::from_secs(18);
/// How long the database may take to be closed then: in all less than [`stop::LONGEST`].
const LAST_PATIENCE: Duration = Duration::from_secs(3);

/// Serves until SIGTERM or Ctrl-C; then answers what it has begun, gives back the mails it holds, and ends.
pub async fn serve(config: &Config) -> Result<(), Failure> {
    let stopping = stop::listen()?;
    // A demonstration may begin with nothing.
    let db = if config.is_demo() { create(config).await? } else { open(config).await? };
    if config.is_demo() {
        demo::load_if_empty(&db).await?;
    }
    let alone = ProcessLock::of(&config.database).map(Arc::new);
    let unnoted = UnnotedFile::of(config, &db);
    // Another process that sends from this SQLite file is writing to its file of unnoted mails, and notes them itself.
    if (alone.is_some() || !db.is_sqlite())
        && let count @ 1.. = unnoted.catch_up(&db, config.is_demo()).await?
    {
        tracing::warn!(count, "had left when an earlier process ended: noted now");
    }
    if !config.content.as_os_str().is_empty() {
        // What was changed on the site since stays: a start never undoes anyone's work.
        tracing::info!(pages = %content::import(&db, &config.content, false).await?, "content");
    }
    let site = Arc::new(site::names());
    let house = AppState { db: db.clone(), written: EntryCache::default(), site, demo: config.is_demo(), figures: RateLimit::default() };
    let metrics = (!config.metrics.listen.is_empty()).then(Arc::<RequestMetrics>::default);
    let frontage = Frontage {
        address: config.address(),
        client_header: config.client_header.parse().ok(),
        cache_bytes: config.cache << 20,
        posted: Arc::default(),
        metrics: metrics.clone(),
        ..Frontage::default()
    };
    let mailer = Mailer::new(config).map_err(Failure::configuration)?;
    let worker = Worker {
        db: db.clone(),
        mailer,
        posted: frontage.posted.clone(),
        keep_text: config.is_demo(),
        unnoted: unnoted.clone(),
        alone: alone.clone(),
    };
    let mailing = MailingWorker::new(db.clone(), config, alone).map_err(Failure::configuration)?.keeping(unnoted);
    let router = http::site(house, &frontage);
    let listener =
        Listener { socket: bind(&config.listen).await?, limits: limits(config), timeouts: Default::default(), counts: Arc::default() };
    let watched = match metrics {
        Some(requests) => Some(watched(config, &db, requests, &listener).await?),
        None => None,
    };
    println!("Maillage is at {}", config.address());
    if config.is_demo() {
        demo::print_links(&db).await;
    }

    for sentence in config.untold_proxy().into_iter().chain(Signer::exposure(&config.dkim)) {
        tracing::warn!("{sentence}");
    }
    let working = tokio::spawn(worker.run(stopping.clone()));
    let mailing = tokio::spawn(mailing.run(stopping.clone()));
    let cleaning = tokio::spawn(cleanup::run(db.clone(), stopping.clone()));
    let watching = tokio::spawn(alerts::run(db.clone(), config.is_demo(), stopping.clone()));
    if let Some((listener, router)) = watched {
        // Read to the last, and waited for by nobody.
        drop(tokio::spawn(listener.serve(router, stopping.clone())));
    }
    let serving = tokio::spawn(listener.serve(router, stopping.clone()));
    let mut told = stopping;
    drop(told.wait_for(|stop| *stop).await);
    // All at once: none waits for another that hangs.
    let finished = tokio::time::timeout(PATIENCE, async { tokio::join!(serving, working, mailing, cleaning, watching) });
    if finished.await.is_err() {
        tracing::warn!(seconds = PATIENCE.as_secs(), "requests or mails were still under way");
    }
    if tokio::time::timeout(LAST_PATIENCE, db.close()).await.is_err() {
        tracing::warn!("the database could not be closed in time");
    }
    Ok(())
}

async fn bind(address: &str) -> Result<TcpListener, Failure> {
    Ok(TcpListener::bind(address).await.map_err(|cause| format!("{address} can't be listened to: {cause}."))?)
}

/// Behind a proxy all connections are the proxy's.
fn limits(config: &Config) -> ConnectionLimits {
    let is_direct = config.client_header.is_empty() && config.client_connections > 0;
    let per_client = is_direct.then_some(config.client_connections);
    ConnectionLimits { total: process::room_for_connections(), per_client, counts_loopback: false }
}

/// The figures, and where they are read.
async fn watched(config: &Config, db: &Db, requests: Arc<RequestMetrics>, site: &Listener) -> Result<(Listener, Router), Failure> {
    let sources = MetricsSources {
        db: db.clone(),
        file: file_of(config).map(Path::to_owned),
        requests,
        connections: (site.counts.clone(), site.limits.total),
        started: db.now().seconds(),
    };
    let limits = ConnectionLimits { total: WATCHERS, per_client: None, counts_loopback: false };
    let socket = bind(&config.metrics.listen).await?;
    Ok((Listener { socket, limits, timeouts: Default::default(), counts: Arc::default() }, metrics::router(sources)))
}
