//! What has left and could not be recorded in the database: kept in a small file until it is, by this process or by the next.
//!
//! A mail server has said yes, and the database is away. If the program ends now, the next one would send the mail again.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::clock::Timestamp;
use domain::db::Db;
use domain::delivery::{self, DeliveryOutcome, DeliveryReport};

use crate::cli::file_of;
use crate::config::Config;

/// More than any process can have under way in years of outages: what is longer is no file of ours.
const MOST_BYTES: u64 = 16 << 20;
/// How the files of processes on PostgreSQL begin and end. Before they had names of their own, they were called `maillage.unnoted`.
const NAME: &str = "maillage";
const END: &str = ".unnoted";
/// How its lines begin; before 2026-12 single mails and copies of messages had a word each.
const WORD: &str = "delivery";
const FORMER_WORDS: [&str; 2] = ["mail", "copy"];

/// The file, and what this process has written to it. Without a place, it is told in the log alone.
#[derive(Debug, Default)]
pub struct SentLog {
    path: PathBuf,
    /// Other processes have files beside this one: then each is locked by the process that lives, and those of the dead are not.
    is_one_of_many: bool,
    open: Mutex<OpenSentLog>,
}

#[derive(Debug, Default)]
struct OpenSentLog {
    ids: BTreeSet<String>,
    /// The file, as long as there is something in it.
    file: Option<File>,
}

impl SentLog {
    /// Beside a SQLite file; for PostgreSQL in the state directory that systemd names, else in the working folder, with a name of this process's
    /// own (`maillage.<id>.unnoted`): several may serve one database from one machine.
    pub fn of(config: &Config, db: &Db) -> Arc<Self> {
        match file_of(config) {
            Some(file) => Self::at(beside(file, ".unnoted")),
            None => {
                let folder = std::env::var("STATE_DIRECTORY").unwrap_or_default();
                let folder = Path::new(folder.split(':').next().unwrap_or_default()).to_owned();
                Self::among_others(&folder, &db.ids().new_id::<String>(db.now()))
            }
        }
    }

    /// The file at that place, which no other process uses.
    pub fn at(path: PathBuf) -> Arc<Self> {
        Arc::new(Self { path, ..Self::default() })
    }

    /// A file in that folder, where other processes have theirs; `id` is this process's own.
    pub fn among_others(folder: &Path, id: &str) -> Arc<Self> {
        let path = folder.join(format!("{NAME}.{id}{END}"));
        Arc::new(Self { path, is_one_of_many: true, ..Self::default() })
    }

    /// Keeps those of the reports that say that something has left, each once, and on the disk.
    pub fn keep(&self, reports: &[DeliveryReport], at: Timestamp) {
        let mut open = self.open();
        for report in reports.iter().filter(|report| report.outcome == DeliveryOutcome::Sent) {
            let id = report.delivery.to_string();
            if open.ids.contains(&id) {
                continue;
            }
            match self.append(&mut open.file, &format!("{WORD} {id} {at}\n")) {
                Ok(()) => {
                    tracing::warn!(delivery = id, file = %self.path.display(), "has left, and is kept in a file: the database does not take it")
                }
                Err(cause) => {
                    tracing::error!(delivery = id, file = %self.path.display(), %cause, "has left, and can't be kept anywhere but here")
                }
            }
            open.ids.insert(id);
        }
    }

    fn open(&self) -> MutexGuard<'_, OpenSentLog> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn append(&self, open: &mut Option<File>, line: &str) -> std::io::Result<()> {
        let file = match open {
            Some(file) => file,
            None => open.insert(self.create()?),
        };
        file.write_all(line.as_bytes())?;
        file.sync_all()
    }

    fn create(&self) -> std::io::Result<File> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        if !self.is_one_of_many {
            return options.open(&self.path);
        }
        // Locked before it has its name: whoever looks for files of the dead never finds it without its lock.
        let unnamed = beside(&self.path, ".new");
        let file = options.open(&unnamed)?;
        file.lock()?;
        std::fs::rename(&unnamed, &self.path)?;
        Ok(file)
    }

    /// The database knows of these by now. When it knows of all, the file goes.
    pub fn recorded(&self, reports: impl IntoIterator<Item = DeliveryReport>) {
        let mut open = self.open();
        let mut removed = false;
        for report in reports {
            removed |= open.ids.remove(report.delivery.as_str());
        }
        if removed && open.ids.is_empty() {
            let _ = std::fs::remove_file(&self.path);
            open.file = None;
        }
    }

    /// Records what earlier processes left, before anything is sent; how much it was. Where this file is nobody else's, the caller knows that no
    /// other process uses it now.
    ///
    /// # Errors
    /// In words: then nothing may be sent.
    pub async fn catch_up(&self, db: &Db, keep_text: bool) -> Result<usize, String> {
        let mut count = 0;
        for path in self.left_behind()? {
            let failed = |cause: &dyn std::fmt::Display| format!("{} can't be recorded: {cause}", path.display());
            let file = match File::open(&path) {
                Ok(file) => file,
                Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
                Err(cause) => return Err(failed(&cause)),
            };
            if self.is_one_of_many {
                match file.try_lock() {
                    Ok(()) => {}
                    // Its process lives, or another one reads it now.
                    Err(TryLockError::WouldBlock) => continue,
                    Err(TryLockError::Error(cause)) => return Err(failed(&cause)),
                }
            }
            count += record(db, &file, keep_text).await.map_err(|cause| failed(&cause))?;
            std::fs::remove_file(&path).map_err(|cause| failed(&cause))?;
        }
        Ok(count)
    }

    fn left_behind(&self) -> Result<Vec<PathBuf>, String> {
        if !self.is_one_of_many {
            return Ok(vec![self.path.clone()]);
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let files = std::fs::read_dir(folder).map_err(|cause| format!("{} can't be read: {cause}", folder.display()))?;
        let names = files.filter_map(|file| Some(file.ok()?.file_name()));
        let ours = names.filter(|name| name.to_str().is_some_and(|name| name.starts_with(NAME) && name.ends_with(END)));
        Ok(ours.map(|name| folder.join(name)).collect())
    }
}

async fn record(db: &Db, mut file: &File, keep_text: bool) -> Result<usize, String> {
    let failed = |cause: &dyn std::fmt::Display| cause.to_string();
    if file.metadata().map_err(|cause| failed(&cause))?.len() > MOST_BYTES {
        return Err("it is too long to be ours".to_owned());
    }
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(|cause| failed(&cause))?;
    let mut count = 0;
    for line in String::from_utf8_lossy(&text).lines() {
        let mut words = line.split(' ');
        // A line that was cut by a full disk names nothing.
        let (Some(kind), Some(id), Some(at)) = (words.next(), words.next(), words.next().and_then(Timestamp::parse)) else { continue };
        if kind != WORD && !FORMER_WORDS.contains(&kind) {
            continue;
        }
        delivery::record_sent(db, &id.into(), at, keep_text).await.map_err(|cause| failed(&cause))?;
        count += 1;
    }
    Ok(count)
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}
