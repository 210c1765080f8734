//! Messages to lists, as a whole: sent when their time has come, marked when their last delivery is settled. Beside the worker, so that neither
//! waits for the other.

use std::time::Duration;

use domain::db::Db;
use domain::{delivery, lists};
use tokio::sync::watch;

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(3);

/// Looks until `stop` says so.
pub(super) async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    loop {
        // Their faults are in the log, and the next look comes soon.
        drop(delivery::send_due_messages(&db).await);
        drop(lists::finish_messages(&db).await);
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}
