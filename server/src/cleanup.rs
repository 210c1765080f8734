//! Deletes what has reached the end of its life, every hour; any process that serves the database does it.

use std::time::Duration;

use domain::db::Db;
use domain::{addresses, administration, lists, mail, posts, registrations, search};
use tokio::sync::watch;

/// Later than the start: the person who starts the program waits for the first page.
const FIRST_DELAY: Duration = Duration::from_secs(60);
const INTERVAL: Duration = Duration::from_secs(3600);
/// How soon a purge requested by an administrator begins.
const POLL_INTERVAL: Duration = Duration::from_secs(10);

/// Cleans up until `stop` turns true. First has the search index read what is not in it yet.
pub async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    drop(search::enqueue_missing(&db).await);
    let mut pause = FIRST_DELAY;
    loop {
        tokio::select! {
            () = tokio::time::sleep(POLL_INTERVAL) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        pause = pause.saturating_sub(POLL_INTERVAL);
        if !pause.is_zero() && !matches!(administration::is_purge_requested(&db).await, Ok(true)) {
            continue;
        }
        // Errors are in the log; the next attempt is an hour away.
        if let Ok(registrations @ 1..) = registrations::delete_unconfirmed(&db).await {
            tracing::info!(registrations, "unconfirmed registrations deleted");
        }
        drop(registrations::clear_clients(&db).await);
        drop(lists::delete_expired_requests(&db).await);
        drop(addresses::delete_expired(&db).await);
        if let Ok(posts @ 1..) = posts::return_undecided(&db).await {
            tracing::info!(posts, "undecided posts returned to their authors");
        }
        drop(posts::remind_moderators(&db).await);
        if let Ok(addresses @ 1..) = mail::settle_probes(&db).await {
            tracing::info!(addresses, "addresses that work again");
        }
        if let Ok(Some(purged)) = administration::nightly(&db).await {
            tracing::info!(%purged, "expired data deleted");
        }
        drop(search::enqueue_missing(&db).await);
        pause = INTERVAL;
    }
}
