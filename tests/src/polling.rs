//! Waiting for what another task or another process does. A story waits for a state and never for a time.

use std::fmt::Display;
use std::time::{Duration, Instant};

/// How long anything may take before the story has failed. No story asserts a time.
const TIMEOUT: Duration = Duration::from_secs(60);
const INTERVAL: Duration = Duration::from_millis(20);

/// Asks again and again until there is an answer; the story fails with `what` after a minute.
pub async fn eventually<T>(what: impl Display, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = probe().await {
            return found;
        }
        assert!(began.elapsed() < TIMEOUT, "{what}");
        tokio::time::sleep(INTERVAL).await;
    }
}

/// The same for a story without a runtime: it holds up its thread.
pub fn wait_until(what: impl Display, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < TIMEOUT, "{what}");
        std::thread::sleep(INTERVAL);
    }
}
