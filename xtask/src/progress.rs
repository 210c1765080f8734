//! Progress of long steps, for the person who waits.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::CommandResult;

/// Steps shorter than this are not announced.
const ANNOUNCE_AFTER: Duration = Duration::from_secs(1);

/// Runs `work`. If it takes longer than [`ANNOUNCE_AFTER`], announces it and then prints its duration.
pub fn step<T>(what: &str, work: impl FnOnce() -> CommandResult<T>) -> CommandResult<T> {
    let (end, wait) = mpsc::channel::<()>();
    let announcement = what.to_owned();
    let announcer = thread::spawn(move || {
        let is_long = wait.recv_timeout(ANNOUNCE_AFTER) == Err(RecvTimeoutError::Timeout);
        if is_long {
            announce(&format!("{announcement} ..."));
        }
        is_long
    });
    let start = Instant::now();
    let outcome = work();
    drop(end);
    let is_long = announcer.join().unwrap_or(false);
    if is_long && outcome.is_ok() {
        announce(&format!("{what}: {}", seconds(start.elapsed())));
    }
    outcome
}

/// Prints a line of xtask between those of other programs. A closed terminal is not an error.
pub fn announce(line: &str) {
    let _ = writeln!(io::stderr(), "==> {line}");
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 20 s`.
pub fn seconds(duration: Duration) -> String {
    let total = duration.as_secs_f64();
    if total < 10.0 {
        format!("{total:.1} s")
    } else if total < 60.0 {
        format!("{total:.0} s")
    } else {
        format!("{} min {:02} s", duration.as_secs() / 60, duration.as_secs() % 60)
    }
}

/// The steps so far with their durations, for the last line.
#[derive(Default)]
pub struct Summary {
    steps: Vec<String>,
}

impl Summary {
    /// Runs one step and records its duration and result.
    pub fn record(&mut self, name: &str, work: impl FnOnce() -> CommandResult) -> CommandResult {
        announce(name);
        let start = Instant::now();
        let outcome = work();
        let verdict = if outcome.is_ok() { "" } else { " FAILED after" };
        self.steps.push(format!("{name}{verdict} {}", seconds(start.elapsed())));
        outcome
    }

    pub fn print(&self) {
        if !self.steps.is_empty() {
            announce(&self.steps.join(" · "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_for_people() {
        assert_eq!(seconds(Duration::from_millis(440)), "0.4 s");
        assert_eq!(seconds(Duration::from_millis(12_300)), "12 s");
        assert_eq!(seconds(Duration::from_secs(200)), "3 min 20 s");
    }
}
