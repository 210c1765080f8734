//! Waiting for what another task or another process does. A story waits for a state and never for a time.

use std::fmt::{Debug, Display};
use std::time::{Duration, Instant};

/// How long anything may take before the story has failed. No story asserts a time.
const TIMEOUT: Duration = Duration::from_secs(60);
const INTERVAL: Duration = Duration::from_millis(20);

/// Calls `probe` again and again until it gives something; the story fails with `what` after a minute.
pub async fn eventually<T>(what: impl Display, probe: impl AsyncFnMut() -> Option<T>) -> T {
    eventually_within(TIMEOUT, what, probe).await
}

/// [`eventually`], with a timeout of its own: for work that takes long in a build for development.
pub async fn eventually_within<T>(timeout: Duration, what: impl Display, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = probe().await {
            return found;
        }
        assert!(began.elapsed() < timeout, "{what}");
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Waits until a value is the expected one; the story fails with the last value.
pub async fn eventually_eq<T: PartialEq + Debug>(what: impl Display, expected: T, mut value: impl AsyncFnMut() -> T) {
    let last = std::cell::RefCell::new(None);
    let failure = std::fmt::from_fn(|f| write!(f, "{what}: {:?} and not {expected:?}", last.borrow()));
    eventually(failure, async || {
        let now = value().await;
        let is_expected = now == expected;
        last.replace(Some(now));
        is_expected.then_some(())
    })
    .await;
}

/// [`eventually`] for a story without a runtime: it blocks its thread.
pub fn wait_until(what: impl Display, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < TIMEOUT, "{what}");
        std::thread::sleep(INTERVAL);
    }
}
