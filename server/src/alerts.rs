//! Checks every few minutes whether administrators need an alert. Any process that serves the database does it.

use std::time::Duration;

use domain::administration;
use domain::db::Db;
use tokio::sync::watch;

/// The alerts are about an hour or a week; minutes of delay do not matter.
const INTERVAL: Duration = Duration::from_secs(300);
/// The first check is later than the start, so that mail that waited for the program can leave first.
const FIRST_DELAY: Duration = Duration::from_secs(60);

/// Watches until `stop` turns true. A demo never alerts: nobody reads its mail.
pub async fn run(db: Db, demo: bool, mut stop: watch::Receiver<bool>) {
    if demo {
        return;
    }
    let mut pause = FIRST_DELAY;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        // The error is in the log; the next check is minutes away.
        drop(administration::watch(&db).await);
        pause = INTERVAL;
    }
}
