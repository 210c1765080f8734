//! What is not kept longer than it is needed: forgotten every hour, by any process that serves the database.

use std::time::Duration;

use domain::db::Db;
use domain::registrations;
use tokio::sync::watch;

/// Not at once: whoever starts the program waits for its first page.
const FIRST: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_secs(3600);

/// Forgets what is over until `stop` says so.
pub async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        // Its fault is in the log, and the next time comes in an hour.
        if let Ok(registrations @ 1..) = registrations::forget_unconfirmed(&db).await {
            tracing::info!(registrations, "registrations that nobody confirmed are forgotten");
        }
        pause = PAUSE;
    }
}
