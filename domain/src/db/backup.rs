//! Backups of a SQLite database: making one while the database is in use, and restoring one.

use std::fs::File;
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, Connection};

use super::file::{lock_exclusively, sibling_path};
use super::pool::{DatabaseAddress, file_url};
use super::probe::quick_check;
use super::schema::{self, Schema};
use super::{BindAll, Db};
use crate::clock::Timestamp;

/// The setting that holds the moment of the last good backup.
pub const BACKUP_SETTING: &str = "backup.last_at";

impl Db {
    /// Copies a SQLite database into `file` while it is in use. The copy is complete and consistent. It gets its name only after it was written to
    /// the disk and checked, so an interrupted copy never has that name.
    ///
    /// # Errors
    /// The cause in words. PostgreSQL is backed up with `pg_dump` instead.
    pub async fn backup(&self, file: &Path) -> Result<(), String> {
        if !self.is_sqlite() {
            return Err("PostgreSQL is backed up with pg_dump".to_owned());
        }
        if file.exists() {
            return Err(format!("{} is there already, and stays as it is", file.display()));
        }
        let part = sibling_path(file, ".part");
        remove(&part)?;
        let copied = self.copy_to(&part).await;
        let done = copied.and_then(|()| {
            std::fs::rename(&part, file).map_err(|cause| format!("{} can't be named so: {cause}", file.display()))?;
            sync_folder(file);
            Ok(())
        });
        if let Err(cause) = done {
            let _ = std::fs::remove_file(&part);
            return Err(cause);
        }
        self.record_backup().await
    }

    async fn copy_to(&self, part: &Path) -> Result<(), String> {
        let error = |cause: &dyn std::fmt::Display| format!("the copy could not be made: {cause}");
        let name = part.to_str().ok_or_else(|| error(&"its name is no text"))?;
        // SQLite fills an empty file. We create it, so that other users of the machine can't read it.
        create_private(part).map_err(|cause| error(&cause))?;
        sqlx::query("VACUUM INTO $1").bind(name).execute(&self.pool).await.map_err(|cause| error(&cause))?;
        File::open(part).and_then(|file| file.sync_all()).map_err(|cause| error(&cause))?;
        BackupFile::verify(part).await.map(drop)
    }

    async fn record_backup(&self) -> Result<(), String> {
        let recorded = async {
            let mut tx = self.write().await?;
            let now = tx.now;
            sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .bind_all((BACKUP_SETTING, now.to_string()))
                .execute(&mut *tx)
                .await?;
            tx.commit().await
        };
        recorded.await.map_err(|cause| format!("the copy is made, but the database could not note when: {cause}"))
    }
}

/// A backup that passed [`BackupFile::verify`].
#[derive(Debug)]
pub struct BackupFile {
    path: PathBuf,
    schema: Schema,
}

impl BackupFile {
    /// Checks that `file` is an intact database of this program, with a schema that it knows or can migrate. Writes nothing.
    ///
    /// # Errors
    /// The cause in words.
    pub async fn verify(file: &Path) -> Result<Self, String> {
        let error = |cause: &dyn std::fmt::Display| format!("{} can't be restored: {cause}", file.display());
        let metadata = std::fs::metadata(file).map_err(|cause| error(&cause))?;
        if !metadata.is_file() {
            return Err(error(&"it is not a file"));
        }
        if std::fs::metadata(sibling_path(file, "-wal")).is_ok_and(|log| log.len() > 0) {
            return Err(error(
                &"it has a log (-wal) beside it, so it was copied from a database in use. `maillage backup` makes a whole file",
            ));
        }
        // Immutable: SQLite creates no file beside it and takes no lock.
        sqlx::any::install_default_drivers();
        let url = format!("{}?mode=ro&immutable=1", file_url(file));
        let mut conn = AnyConnection::connect(&url).await.map_err(|cause| error(&cause))?;
        let checked = async {
            quick_check(&mut conn).await?;
            let schema = schema::read(&mut conn).await.map_err(|cause| cause.to_string())?;
            match schema {
                Schema::Current | Schema::Older(_) => Ok(schema),
                Schema::Missing => Err("it is no database of Maillage".to_owned()),
                Schema::Newer(_) | Schema::Changed(_) => Err(schema.check().err().unwrap_or_default()),
            }
        };
        let schema = checked.await.map_err(|cause| error(&cause))?;
        let _ = conn.close().await;
        Ok(Self { path: file.to_owned(), schema })
    }

    /// Its schema.
    pub fn schema(&self) -> Schema {
        self.schema
    }

    /// Puts a copy of the backup in the place of the database `url`, after migrating it and calling `ready` on it. The old database is kept beside
    /// the new one. Gives its name, if there was one.
    ///
    /// # Errors
    /// The cause in words: a program uses the database, or the copy can't be made. The database is unchanged then.
    pub(crate) async fn restore(
        &self,
        url: &str,
        now: Timestamp,
        ready: impl AsyncFnOnce(&mut AnyConnection) -> Result<(), String>,
    ) -> Result<Option<PathBuf>, String> {
        let source = DatabaseAddress::parse(url)?;
        let Some(target) = source.file() else { return Err("PostgreSQL is restored with pg_restore or psql".to_owned()) };
        if let (Ok(from), Ok(to)) = (self.path.canonicalize(), target.canonicalize())
            && from == to
        {
            return Err("the backup is the database itself".to_owned());
        }
        let _lock = lock_exclusively(target)?;
        let new = sibling_path(target, ".restoring");
        for end in ["", "-wal", "-shm"] {
            remove(&sibling_path(&new, end))?;
        }
        let prepared = self.prepare(&new, ready).await;
        if let Err(cause) = prepared {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(sibling_path(&new, end));
            }
            return Err(cause);
        }
        put_in_place(&source, target, &new, now).await
    }

    /// Completes the copy before anything else is touched: migrated, `ready` and on the disk.
    async fn prepare(&self, new: &Path, ready: impl AsyncFnOnce(&mut AnyConnection) -> Result<(), String>) -> Result<(), String> {
        let error = |cause: &dyn std::fmt::Display| format!("the backup can't be prepared: {cause}");
        create_private(new).map_err(|cause| error(&cause))?;
        std::fs::copy(&self.path, new).map_err(|cause| error(&cause))?;
        make_private(new).map_err(|cause| error(&cause))?;
        let copy = DatabaseAddress::of_file(new)?;
        let mut conn = copy.connect().await.map_err(|cause| error(&cause))?;
        schema::migrate(&mut conn, true).await?;
        ready(&mut conn).await.map_err(|cause| error(&cause))?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut conn).await.map_err(|cause| error(&cause))?;
        conn.close().await.map_err(|cause| error(&cause))?;
        File::open(new).and_then(|file| file.sync_all()).map_err(|cause| error(&cause))
    }
}

/// Renames the old file to a name that contains the instant, with what its log still holds. Then moves the new file into its place in one step.
async fn put_in_place(source: &DatabaseAddress, target: &Path, new: &Path, now: Timestamp) -> Result<Option<PathBuf>, String> {
    let error = |cause: &dyn std::fmt::Display| format!("{} can't be put in place: {cause}", new.display());
    let mut former = None;
    if target.exists() {
        let moment: String = now.to_string().chars().filter(|c| *c != ':').collect();
        let former_path = sibling_path(target, &format!(".before-restore-{moment}"));
        if former_path.exists() {
            return Err(error(&format!("{} is there already", former_path.display())));
        }
        // Writes the log back into the file, if both are intact.
        if let Ok(conn) = source.connect().await {
            let _ = conn.close().await;
        }
        let log = sibling_path(target, "-wal");
        if log.exists() {
            std::fs::rename(&log, sibling_path(&former_path, "-wal")).map_err(|cause| error(&cause))?;
        }
        remove(&sibling_path(target, "-shm"))?;
        // A hard link where the system has them, so that the database's path never points to nothing.
        if std::fs::hard_link(target, &former_path).is_err()
            && let Err(cause) = std::fs::rename(target, &former_path)
        {
            // Moves the log back to its database.
            let _ = std::fs::rename(sibling_path(&former_path, "-wal"), &log);
            return Err(error(&cause));
        }
        former = Some(former_path);
    }
    for end in ["-wal", "-shm"] {
        remove(&sibling_path(target, end))?;
    }
    std::fs::rename(new, target).map_err(|cause| error(&cause))?;
    sync_folder(target);
    Ok(former)
}

fn remove(path: &Path) -> Result<(), String> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(format!("{} can't be removed: {cause}", path.display())),
        _ => Ok(()),
    }
}

/// Makes the new name survive a power cut. Not every system supports it.
fn sync_folder(file: &Path) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Needed because `std::fs::copy` also copies the permissions.
fn make_private(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
