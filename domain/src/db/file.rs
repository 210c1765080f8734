//! The file of a SQLite database: whether it exists, is ours, and is still the one that was opened.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::Connection;

use super::pool::DatabaseAddress;
use super::schema::is_busy;

/// How long a process that creates the file waits for another one that does the same.
const TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(super) struct DatabaseFile {
    path: PathBuf,
    /// The identity of the file for the operating system; `None` if the system gives none.
    identity: Option<(u64, u64)>,
    /// Set while the file is missing or replaced, so that this is logged once for each outage.
    is_lost: AtomicBool,
    /// A lock that all users of the database share. A restore takes it exclusively.
    lock: Mutex<Option<File>>,
}

impl DatabaseFile {
    /// # Errors
    /// The cause in words for the person who starts the program.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        match std::fs::metadata(path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                return Err(format!(
                    "there is no database at {}: `maillage migrate` makes a new one, `maillage restore` puts a backup there. If there was one, is its disk mounted?",
                    path.display()
                ));
            }
            Ok(metadata) if !metadata.is_file() => return Err(format!("{} is not a file", path.display())),
            // The attempt to connect reports any other problem.
            _ => {}
        }
        let lock = lock_shared(path)?;
        Ok(Self { path: path.to_owned(), identity: None, is_lost: AtomicBool::new(false), lock: Mutex::new(lock) })
    }

    /// Creates the file if it is missing: an empty database in the journal mode that we use.
    pub(super) async fn create(path: &Path, source: &DatabaseAddress) -> Result<(), String> {
        if path.exists() {
            return Ok(());
        }
        let start = Instant::now();
        loop {
            match source.connect_or_create().await {
                Ok(conn) => {
                    let _ = conn.close().await;
                    return Ok(());
                }
                // SQLite does not wait on its own while another process changes the mode.
                Err(cause) if is_busy(&cause) && start.elapsed() < TIMEOUT => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(cause) => return Err(explain(path, &format!("the database can't be made: {cause}"))),
            }
        }
    }

    /// Makes [`DatabaseFile::check_identity`] compare with the present file from now on.
    pub(super) fn remember_identity(&mut self) {
        self.identity = std::fs::metadata(&self.path).ok().as_ref().and_then(identity);
    }

    /// Checks that the file at this path is still the one that was opened. Anything written after a replacement is lost.
    ///
    /// # Errors
    /// The cause in words for the person who runs the program. It is also logged, once for each outage.
    pub(super) fn check_identity(&self) -> Result<(), String> {
        let Some(expected) = self.identity else { return Ok(()) };
        let problem = match std::fs::metadata(&self.path) {
            Ok(metadata) if identity(&metadata) == Some(expected) => {
                self.is_lost.store(false, Ordering::Relaxed);
                return Ok(());
            }
            Ok(_) => "the file of the database was replaced while we use it",
            Err(cause) if cause.kind() == ErrorKind::NotFound => "the file of the database was removed while we use it",
            // A disk that does not answer does not prove that the file was replaced.
            Err(_) => return Ok(()),
        };
        if !self.is_lost.swap(true, Ordering::Relaxed) {
            tracing::error!(file = %self.path.display(), "{problem}: nothing is written any more. Put it back, or restart the program");
        }
        Err(problem.to_owned())
    }

    /// Releases the lock: the database is not in use any more.
    pub(super) fn unlock(&self) {
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Explains why the file can't be opened. SQLite itself only says that it can't.
    pub(super) fn explain(&self, cause: &str) -> String {
        explain(&self.path, cause)
    }
}

fn explain(path: &Path, cause: &str) -> String {
    if let Err(denied) = OpenOptions::new().read(true).write(path.exists()).open(path)
        && denied.kind() == ErrorKind::PermissionDenied
    {
        return format!("{} can't be read and written by this user{}", path.display(), owner(path));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.exists() {
        return format!("the folder {} does not exist", folder.display());
    }
    format!("{cause} ({})", path.display())
}

#[cfg(unix)]
fn owner(path: &Path) -> String {
    use std::os::unix::fs::MetadataExt;
    let Ok(metadata) = std::fs::metadata(path) else { return String::new() };
    let name = if metadata.uid() == 0 { "root".to_owned() } else { format!("user {}", metadata.uid()) };
    format!(": it belongs to {name}, with mode {:o}. Was a command run as another user? `chown` gives it back", metadata.mode() & 0o777)
}

#[cfg(not(unix))]
fn owner(_: &Path) -> String {
    String::new()
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems don't tell")]
fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// `<database>.lock`, which every user of the database locks in shared mode.
fn lock_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(sibling_path(path, ".lock"))
}

/// `<path><end>`, the way SQLite names the files that belong to a database.
pub(super) fn sibling_path(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn lock_shared(path: &Path) -> Result<Option<File>, String> {
    // If no lock file can be created here, no file can replace the database either.
    let Ok(file) = lock_file(path) else { return Ok(None) };
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(format!("a backup is being restored to {}", path.display())),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Takes the lock exclusively, to replace the database. Nobody else uses the database while this lock exists.
///
/// # Errors
/// The cause in words for the person who runs the program.
pub(super) fn lock_exclusively(path: &Path) -> Result<File, String> {
    // A server of an earlier version does not share that lock, but holds this one.
    if let Ok(former_lock) = File::open(sibling_path(path, ".mailing"))
        && matches!(former_lock.try_lock(), Err(TryLockError::WouldBlock))
    {
        return Err(format!("a program uses {}: stop it first", path.display()));
    }
    let file = lock_file(path).map_err(|cause| format!("{} can't be locked: {cause}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(format!("a program uses {}: stop it first", path.display())),
        Err(TryLockError::Error(cause)) => Err(format!("{} can't be locked: {cause}", path.display())),
    }
}
