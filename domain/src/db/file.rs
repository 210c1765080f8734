//! The file of a SQLite database: that it is there, that it is ours, that it stays the one we opened.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::Connection;

use super::pool::DatabaseAddress;
use super::schema::is_busy;

/// How long a process that makes the file waits for another that does the same.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file that is open.
#[derive(Debug)]
pub(super) struct DatabaseFile {
    path: PathBuf,
    /// Which file it is, as the system counts; `None` where the system does not tell.
    identity: Option<(u64, u64)>,
    /// Said once an episode.
    is_lost: AtomicBool,
    /// Shared among all who use the database; who puts another in its place has it alone.
    lock: Mutex<Option<File>>,
}

impl DatabaseFile {
    /// # Errors
    /// In words for the person who starts the program.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        match std::fs::metadata(path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                return Err(format!(
                    "there is no database at {}: « maillage migrate » makes a new one, « maillage restore » puts a backup there. If there was one, is its disk mounted?",
                    path.display()
                ));
            }
            Ok(metadata) if !metadata.is_file() => return Err(format!("{} is not a file", path.display())),
            // What else hinders is told by the attempt to connect.
            _ => {}
        }
        let lock = share(path)?;
        Ok(Self { path: path.to_owned(), identity: None, is_lost: AtomicBool::new(false), lock: Mutex::new(lock) })
    }

    /// Makes the file if it is missing: an empty database, in the mode in which we use it.
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
                // SQLite does not wait by itself while another process changes the mode.
                Err(cause) if is_busy(&cause) && start.elapsed() < PATIENCE => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(cause) => return Err(explain(path, &format!("the database can't be made: {cause}"))),
            }
        }
    }

    /// From now on [`DatabaseFile::check_identity`] asks for this file.
    pub(super) fn remember_identity(&mut self) {
        self.identity = std::fs::metadata(&self.path).ok().as_ref().and_then(identity);
    }

    /// Whether the file at its place is still the one that was opened. What is written to another is lost.
    ///
    /// # Errors
    /// In words for the person who runs the program; they are logged once an episode.
    pub(super) fn check_identity(&self) -> Result<(), String> {
        let Some(known) = self.identity else { return Ok(()) };
        let fault = match std::fs::metadata(&self.path) {
            Ok(metadata) if identity(&metadata) == Some(known) => {
                self.is_lost.store(false, Ordering::Relaxed);
                return Ok(());
            }
            Ok(_) => "the file of the database was replaced while we use it",
            Err(cause) if cause.kind() == ErrorKind::NotFound => "the file of the database was removed while we use it",
            // A disk that does not answer is no other file.
            Err(_) => return Ok(()),
        };
        if !self.is_lost.swap(true, Ordering::Relaxed) {
            tracing::error!(file = %self.path.display(), "{fault}: nothing is written any more. Put it back, or restart the program");
        }
        Err(fault.to_owned())
    }

    /// It is not used any more.
    pub(super) fn unlock(&self) {
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Why it can't be opened: SQLite says no more than that.
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
    format!(": it belongs to {name}, with mode {:o}. Was a command run as another user? « chown » gives it back", metadata.mode() & 0o777)
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

/// `<database>.lock`: who uses the database shares it.
fn lock_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(beside(path, ".lock"))
}

/// `<path><end>`: SQLite names what belongs to a file so.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn share(path: &Path) -> Result<Option<File>, String> {
    // Where no file can be made, none can be put in place of the database either.
    let Ok(file) = lock_file(path) else { return Ok(None) };
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(format!("a backup is being restored to {}", path.display())),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// The lock of who puts another file in place of the database: nobody else uses it as long as this lives.
///
/// # Errors
/// In words for the person who runs the program.
pub(super) fn lock_alone(path: &Path) -> Result<File, String> {
    // A server of an earlier version, which does not share that lock, holds this one.
    if let Ok(sends) = File::open(beside(path, ".mailing"))
        && matches!(sends.try_lock(), Err(TryLockError::WouldBlock))
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
