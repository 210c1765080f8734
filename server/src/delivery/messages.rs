//! Messages to lists as a whole: sent when they are due, and finished when their last delivery is settled; and digests. This runs beside the worker, so that
//! neither waits for the other.

use std::time::Duration;

use domain::db::Db;
use domain::{delivery, lists, posts};
use tokio::sync::watch;

const INTERVAL: Duration = Duration::from_secs(3);
/// Digests are looked for once in so many rounds: each minute.
const DIGEST_ROUNDS: u32 = 20;

/// Runs until `stop` turns true.
pub(super) async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    for round in 0_u32.. {
        if round % DIGEST_ROUNDS == 0
            && let Ok(digests @ 1..) = posts::send_due_digests(&db).await
        {
            tracing::info!(digests, "digests queued");
        }
        // Errors are in the log, and the next attempt comes soon.
        drop(delivery::send_due_messages(&db).await);
        drop(lists::finish_messages(&db).await);
        tokio::select! {
            () = tokio::time::sleep(INTERVAL) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}
