//! What has left and could not be noted in the database: kept in a small file until it is, by this process or by the next.
//!
//! A mail server has said yes, and the database is away. If the program ends now, the next one would send the mail again.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use domain::clock::Moment;
use domain::db::Db;
use domain::lists;
use domain::mail::queue;

use crate::cli::file_of;
use crate::config::Config;

/// More than any process can have under way in years of outages: what is longer is no file of ours.
const MOST_BYTES: u64 = 16 << 20;

/// The file, and what this process has written to it. Without a place, it is told in the log alone.
#[derive(Debug, Default)]
pub struct UnnotedFile {
    path: PathBuf,
    open: Mutex<BTreeSet<String>>,
}

/// What has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left<'a> {
    /// A single mail.
    Mail(&'a str),
    /// A copy of a message to many.
    Copy(&'a str),
}

impl Left<'_> {
    fn key(self) -> String {
        match self {
            Self::Mail(id) => format!("mail {id}"),
            Self::Copy(id) => format!("copy {id}"),
        }
    }
}

impl UnnotedFile {
    /// Beside a SQLite file; for PostgreSQL in the state directory that systemd names, else in the working folder.
    pub fn of(config: &Config) -> Arc<Self> {
        let path = match file_of(config) {
            Some(file) => {
                let mut name = file.as_os_str().to_owned();
                name.push(".unnoted");
                name.into()
            }
            None => {
                let folder = std::env::var("STATE_DIRECTORY").unwrap_or_default();
                Path::new(folder.split(':').next().unwrap_or_default()).join("maillage.unnoted")
            }
        };
        Self::at(path)
    }

    /// A file at that place.
    pub fn at(path: PathBuf) -> Arc<Self> {
        Arc::new(Self { path, open: Mutex::default() })
    }

    /// Keeps that something has left, once, and on the disk.
    pub fn keep(&self, left: Left<'_>, at: Moment) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let key = left.key();
        if open.contains(&key) {
            return;
        }
        match self.append(&format!("{key} {at}\n")) {
            Ok(()) => {
                tracing::warn!(what = key, file = %self.path.display(), "has left, and is noted in a file: the database does not take it")
            }
            Err(cause) => {
                tracing::error!(what = key, file = %self.path.display(), %cause, "has left, and can't be noted anywhere but here")
            }
        }
        open.insert(key);
    }

    fn append(&self, line: &str) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path)?;
        file.write_all(line.as_bytes())?;
        file.sync_all()
    }

    /// The database knows by now. When it knows all of it, the file goes.
    pub fn noted(&self, left: Left<'_>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.remove(&left.key()) && open.is_empty() {
            let _ = std::fs::remove_file(&self.path);
        }
    }

    /// Whether something waits to be noted.
    pub fn is_open(&self) -> bool {
        !self.open.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Notes what an earlier process left, before anything is sent; how much it was.
    ///
    /// # Errors
    /// In words: then nothing may be sent.
    pub async fn catch_up(&self, db: &Db, keep_text: bool) -> Result<usize, String> {
        let failed = |cause: &dyn std::fmt::Display| format!("{} can't be noted: {cause}", self.path.display());
        match std::fs::metadata(&self.path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(0),
            Err(cause) => return Err(failed(&cause)),
            Ok(metadata) if metadata.len() > MOST_BYTES => return Err(failed(&"it is too long to be ours")),
            Ok(_) => {}
        }
        let text = std::fs::read(&self.path).map_err(|cause| failed(&cause))?;
        let mut count = 0;
        for line in String::from_utf8_lossy(&text).lines() {
            let mut words = line.split(' ');
            // A line that was cut by a full disk names nothing.
            let (Some(kind), Some(id), Some(at)) = (words.next(), words.next(), words.next().and_then(Moment::parse)) else { continue };
            let noted = match kind {
                "mail" => queue::note_sent(db, &id.into(), at, keep_text).await,
                "copy" => lists::note_sent(db, &id.into(), at).await,
                _ => continue,
            };
            noted.map_err(|cause| failed(&cause))?;
            count += 1;
        }
        std::fs::remove_file(&self.path).map_err(|cause| failed(&cause))?;
        Ok(count)
    }
}
