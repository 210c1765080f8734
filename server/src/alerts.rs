//! Looks after what administrators must hear of without looking: every few minutes, in any process that serves the database.

use std::time::Duration;

use domain::administration;
use domain::db::Db;
use tokio::sync::watch;

/// What waits an hour, or a week, is told within minutes.
const PAUSE: Duration = Duration::from_secs(300);
/// Not at once: mails that waited for the program to start leave first.
const FIRST: Duration = Duration::from_secs(60);

/// Watches until `stop` says so. A demo has nobody to tell, and writes its mails to files.
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
        // Its fault is in the log, and the next look comes in minutes.
        drop(administration::watch(&db).await);
        pause = PAUSE;
    }
}
