//! The site, running: from the first connection to the last answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::visit::House;
use axum::serve::ListenerExt;
use domain::calendar::Written;
use tokio::net::TcpListener;

use crate::cli::{Failure, open};
use crate::config::Config;
use crate::content;
use crate::demo;
use crate::http::{self, Frontage};
use crate::mailer::Mailer;
use crate::mailing::{Mailing, OnlyOne};
use crate::site;
use crate::tidy;
use crate::worker::Worker;

/// How long requests may take to finish once the program is told to stop.
const PATIENCE: Duration = Duration::from_secs(20);

/// Serves until SIGTERM or Ctrl-C; then answers what it has begun, gives back the mails it holds, and ends.
pub async fn serve(config: &Config) -> Result<(), Failure> {
    let db = open(config).await?;
    if config.is_demo() {
        demo::load_if_empty(&db).await?;
    }
    if !config.content.as_os_str().is_empty() {
        // What was changed on the site since stays: a start never undoes anyone's work.
        tracing::info!(pages = %content::import(&db, &config.content, false).await?, "content");
    }
    let house = House { db: db.clone(), written: Written::default(), site: Arc::new(site::names()), demo: config.is_demo() };
    let frontage = Frontage {
        address: config.address(),
        client_header: config.client_header.parse().ok(),
        cache_bytes: config.cache << 20,
        posted: Arc::default(),
    };
    let mailer = Mailer::new(config).map_err(Failure::configuration)?;
    let worker = Worker { db: db.clone(), mailer, posted: frontage.posted.clone(), keep_text: config.is_demo() };
    let mailing = Mailing::new(db.clone(), config, OnlyOne::of(&config.database)).map_err(Failure::configuration)?;
    let router = http::site(house, &frontage);
    let listener = TcpListener::bind(&config.listen).await.map_err(|cause| format!("{} can't be listened to: {cause}.", config.listen))?;
    println!("Maillage is at {}", config.address());
    if config.is_demo() {
        demo::print_links(&db).await;
    }

    // Small answers leave at once instead of waiting for the client's acknowledgement.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let (stop, mut stopping) = tokio::sync::watch::channel(false);
    let working = tokio::spawn(worker.run(stopping.clone()));
    let mailing = tokio::spawn(mailing.run(stopping.clone()));
    let tidying = tokio::spawn(tidy::run(db.clone(), stopping.clone()));
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move { drop(stopping.wait_for(|stop| *stop).await) });
    let serving = tokio::spawn(async move { serving.await });
    told_to_stop().await;
    tracing::info!("stopping");
    let _ = stop.send(true);
    if tokio::time::timeout(PATIENCE, serving).await.is_err() {
        tracing::warn!(seconds = PATIENCE.as_secs(), "requests were still running");
    }
    drop(working.await);
    drop(mailing.await);
    drop(tidying.await);
    db.close().await;
    Ok(())
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! { _ = interrupted => {} _ = terminated.recv() => {} }
            }
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
