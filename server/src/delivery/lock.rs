//! One process at a time sends the mails of a SQLite file: the system takes the lock back whatever way the process ends.

use std::fs::File;
use std::path::Path;

/// Held as long as it lives: no other process sends from the same SQLite file, so that what it finds in the hands of another is the dead's.
#[derive(Debug)]
pub struct ProcessLock(#[allow(dead_code, reason = "holds the lock")] File);

impl ProcessLock {
    /// The lock of that database; `None` for PostgreSQL, and when another process holds it (then leases decide, as on PostgreSQL).
    pub fn of(database: &str) -> Option<Self> {
        let file = database.strip_prefix("sqlite:")?;
        let file = file.split('?').next().unwrap_or(file).trim_start_matches("//");
        let file = File::create(Path::new(&format!("{file}.mailing"))).ok()?;
        file.try_lock().ok()?;
        Some(Self(file))
    }
}
