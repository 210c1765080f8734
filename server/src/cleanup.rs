//! What is not kept longer than it is needed: forgotten every hour, by any process that serves the database.

use std::time::Duration;

use domain::db::Db;
use domain::{administration, lists, people, registrations, search};
use tokio::sync::watch;

/// Not at once: whoever starts the program waits for its first page.
const FIRST: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_secs(3600);
/// How soon what an administrator asks for is begun.
const LOOK: Duration = Duration::from_secs(10);

/// Forgets what is over until `stop` says so. What can't be found yet, because it is older than the index, is made findable first.
pub async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    catch_up(&db, &mut stop).await;
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        pause = pause.saturating_sub(LOOK);
        if !pause.is_zero() && !matches!(administration::asked(&db).await, Ok(true)) {
            continue;
        }
        // Its fault is in the log, and the next time comes in an hour.
        if let Ok(registrations @ 1..) = registrations::forget_unconfirmed(&db).await {
            tracing::info!(registrations, "registrations that nobody confirmed are forgotten");
        }
        drop(registrations::forget_clients(&db).await);
        drop(lists::forget_requests(&db).await);
        drop(people::forget_expired(&db).await);
        if let Ok(Some(purged)) = administration::nightly(&db).await {
            tracing::info!(%purged, "what was kept long enough is gone");
        }
        catch_up(&db, &mut stop).await;
        pause = PAUSE;
    }
}

async fn catch_up(db: &Db, stop: &mut watch::Receiver<bool>) {
    let caught = tokio::select! {
        caught = search::catch_up(db) => caught,
        _ = stop.wait_for(|stop| *stop) => return,
    };
    if let Ok(entries @ 1..) = caught {
        tracing::info!(entries, "more can be found");
    }
}
