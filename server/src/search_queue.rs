//! Indexes for the search what waits in its queue; any process that serves the database does it.

use std::time::{Duration, Instant};

use domain::db::Db;
use domain::search;
use tokio::sync::watch;

/// How soon a post is found. Those that come meanwhile are indexed together, which costs less.
const INTERVAL: Duration = Duration::from_secs(1);
/// After an error, which is in the log.
const RETRY_INTERVAL: Duration = Duration::from_secs(30);
/// The time between two steps, as a multiple of the time that the last one took: if mails come in floods, the site and the mails go first.
const REST: u32 = 9;

/// Works on the queue until `stop` turns true.
pub async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    let mut pause = INTERVAL;
    loop {
        let step = async {
            tokio::time::sleep(pause).await;
            let began = Instant::now();
            let done = search::index_step(&db, search::SMALL_STEP).await;
            if done.is_ok() { INTERVAL.max(began.elapsed() * REST) } else { RETRY_INTERVAL }
        };
        pause = tokio::select! {
            pause = step => pause,
            _ = stop.wait_for(|stop| *stop) => return,
        };
    }
}
