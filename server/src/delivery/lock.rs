//! One process at a time sends the mails of a SQLite file. The system releases the lock however the process ends.

use std::fs::File;
use std::path::Path;

/// While this lives, no other process sends from the same SQLite file. A delivery in flight elsewhere then belongs to a dead process.
#[derive(Debug)]
pub struct ProcessLock(#[allow(dead_code, reason = "holds the lock")] File);

impl ProcessLock {
    /// Takes the lock of a database. `None` for PostgreSQL, and if another process holds it: then leases decide, as on PostgreSQL.
    pub fn of(database: &str) -> Option<Self> {
        let file = database.strip_prefix("sqlite:")?;
        let file = file.split('?').next().unwrap_or(file).trim_start_matches("//");
        let file = File::create(Path::new(&format!("{file}.mailing"))).ok()?;
        file.try_lock().ok()?;
        Some(Self(file))
    }
}
