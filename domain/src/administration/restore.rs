//! What is made of a backup before it takes the place of a database.

use std::path::PathBuf;

use crate::clock::Timestamp;
use crate::db::{BackupFile, Conn};
use crate::delivery;
use crate::people::sessions;

/// Puts a copy of the backup in the place of the database `url`, brought up to date, with its [deliveries held](crate::delivery) and nobody
/// signed in. What was there is kept beside it: gives its name, if there was anything.
///
/// # Errors
/// In words: a program uses the database; the copy can't be made. The database is as it was then.
pub async fn restore(backup: &BackupFile, url: &str, now: Timestamp) -> Result<Option<PathBuf>, String> {
    let ready = async |conn: &mut Conn| {
        delivery::hold(conn, now).await.map_err(|cause| cause.to_string())?;
        sessions::end_everybodys(conn).await.map_err(|cause| cause.to_string())
    };
    backup.restore(url, now, ready).await
}
