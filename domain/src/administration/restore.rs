//! Preparing a backup before it replaces a database.

use std::path::PathBuf;

use crate::clock::Timestamp;
use crate::db::{BackupFile, Conn};
use crate::delivery;
use crate::people::sessions;

/// Replaces the database `url` with a copy of the backup, migrated, with its [deliveries held](crate::delivery) and nobody signed in. The
/// former database is kept beside it: returns its name, if there was one.
///
/// # Errors
/// As text: a program uses the database, or the copy can't be made. The database is unchanged then.
pub async fn restore(backup: &BackupFile, url: &str, now: Timestamp) -> Result<Option<PathBuf>, String> {
    let ready = async |conn: &mut Conn| {
        delivery::hold(conn, now).await.map_err(|cause| cause.to_string())?;
        sessions::delete_all(conn).await.map_err(|cause| cause.to_string())
    };
    backup.restore(url, now, ready).await
}
