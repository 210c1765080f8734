//! Looks every few minutes for what administrators must be told; any process that serves the database does it.

use std::time::Duration;

use domain::administration;
use domain::db::Db;
use tokio::sync::watch;

/// The alerts are about an hour or a week; minutes of delay do not matter.
const PAUSE: Duration = Duration::from_secs(300);
/// The first look is later than the start, so that mail that waited for the program can leave first.
const FIRST: Duration = Duration::from_secs(60);

/// Watches until `stop` turns true. A demo never alerts: nobody reads its mail.
pub async fn run(db: Db, demo: bool, mut stop: watch::Receiver<bool>) {
    if demo {
        return;
    }
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        // The error is in the log; the next look is minutes away.
        drop(administration::watch(&db).await);
        pause = PAUSE;
    }
}
