//! Progress of long steps, for the person who waits.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::CommandResult;

/// Steps shorter than this are not announced.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `work`. If it takes longer than [`PATIENCE`], announces it and then prints its duration.
pub fn step<T>(what: &str, work: impl FnOnce() -> CommandResult<T>) -> CommandResult<T> {
    let (done, wait) = mpsc::channel::<()>();
    let announced = what.to_owned();
    let announcer = thread::spawn(move || {
        let long = wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout);
        if long {
            say(&format!("{announced} ..."));
        }
        long
    });
    let start = Instant::now();
    let outcome = work();
    drop(done);
    let long = announcer.join().unwrap_or(false);
    if long && outcome.is_ok() {
        say(&format!("{what}: {}", seconds(start.elapsed())));
    }
    outcome
}

/// Prints one line of our own between those of other programs. A closed terminal is not an error.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "==> {line}");
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 20 s`.
pub fn seconds(duration: Duration) -> String {
    let all = duration.as_secs_f64();
    if all < 10.0 {
        format!("{all:.1} s")
    } else if all < 60.0 {
        format!("{all:.0} s")
    } else {
        format!("{} min {:02} s", duration.as_secs() / 60, duration.as_secs() % 60)
    }
}

/// The steps done so far, for the last line.
#[derive(Default)]
pub struct Summary {
    done: Vec<String>,
}

impl Summary {
    /// Runs one step and records its duration and result.
    pub fn record(&mut self, name: &str, work: impl FnOnce() -> CommandResult) -> CommandResult {
        say(name);
        let start = Instant::now();
        let outcome = work();
        let verdict = if outcome.is_ok() { "" } else { " FAILED after" };
        self.done.push(format!("{name}{verdict} {}", seconds(start.elapsed())));
        outcome
    }

    pub fn print(&self) {
        if !self.done.is_empty() {
            say(&self.done.join(" · "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(seconds(Duration::from_millis(440)), "0.4 s");
        assert_eq!(seconds(Duration::from_millis(12_300)), "12 s");
        assert_eq!(seconds(Duration::from_secs(200)), "3 min 20 s");
    }
}
