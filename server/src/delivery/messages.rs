//! Messages to lists as a whole: sent when they are due, and finished when their last delivery is settled. This runs beside the worker, so that
//! neither waits for the other.

use std::time::Duration;

use domain::db::Db;
use domain::{delivery, lists};
use tokio::sync::watch;

const INTERVAL: Duration = Duration::from_secs(3);

/// Runs until `stop` turns true.
pub(super) async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    loop {
        // Errors are in the log, and the next attempt comes soon.
        drop(delivery::send_due_messages(&db).await);
        drop(lists::finish_messages(&db).await);
        tokio::select! {
            () = tokio::time::sleep(INTERVAL) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}
