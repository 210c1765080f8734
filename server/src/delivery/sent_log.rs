//! The log of sent mail that the database could not record: a small file, until this process or the next one records it.
//!
//! Without it, a program that ends while the database is away would send mails again that a server has accepted.

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

/// More than any process can write in years of outages: a longer file is not one of these.
const MAX_BYTES: u64 = 16 << 20;
/// The names of files on PostgreSQL begin and end so. Before each process had a file of its own, it was called `maillage.unnoted`.
const NAME_START: &str = "maillage";
const NAME_END: &str = ".unnoted";
/// The first word of a line. Before 2026-12 single mails and copies of messages had a word each.
const LINE_START: &str = "delivery";
const FORMER_LINE_STARTS: [&str; 2] = ["mail", "copy"];

/// The file, and the deliveries that this process wrote to it. Without a path, only the log of the program has them.
#[derive(Debug, Default)]
pub struct SentLog {
    path: PathBuf,
    /// Other processes have files beside this one. A process locks its file while it lives.
    is_one_of_many: bool,
    open: Mutex<OpenSentLog>,
}

#[derive(Debug, Default)]
struct OpenSentLog {
    ids: BTreeSet<String>,
    /// The file, while there is something in it.
    file: Option<File>,
}

impl SentLog {
    /// Beside a SQLite file; for PostgreSQL in the state directory that systemd names, else in the working folder, with a name of this process's
    /// own (`maillage.<id>.unnoted`): several may serve one database from one machine.
    pub fn of(config: &Config, db: &Db) -> Arc<Self> {
        match file_of(config) {
            Some(file) => Self::at(with_suffix(file, ".unnoted")),
            None => {
                let folder = std::env::var("STATE_DIRECTORY").unwrap_or_default();
                let folder = Path::new(folder.split(':').next().unwrap_or_default()).to_owned();
                Self::among_others(&folder, &db.ids().new_id::<String>(db.now()))
            }
        }
    }

    /// A file that no other process uses.
    pub fn at(path: PathBuf) -> Arc<Self> {
        Arc::new(Self { path, ..Self::default() })
    }

    /// A file in a folder with the files of other processes; `id` is that of this process.
    pub fn among_others(folder: &Path, id: &str) -> Arc<Self> {
        let path = folder.join(format!("{NAME_START}.{id}{NAME_END}"));
        Arc::new(Self { path, is_one_of_many: true, ..Self::default() })
    }

    /// Writes the deliveries that were sent to the file, each once, and syncs it.
    pub fn add(&self, reports: &[DeliveryReport], at: Timestamp) {
        let mut open = self.open();
        for report in reports.iter().filter(|report| report.outcome == DeliveryOutcome::Sent) {
            let id = report.delivery.to_string();
            if open.ids.contains(&id) {
                continue;
            }
            match self.append(&mut open.file, &format!("{LINE_START} {id} {at}\n")) {
                Ok(()) => {
                    tracing::warn!(delivery = id, file = %self.path.display(), "has left, and is kept in a file: the database is away")
                }
                Err(cause) => {
                    tracing::error!(delivery = id, file = %self.path.display(), %cause, "has left, and can't be kept in a file")
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
        // Locked before it gets its name, so that no process takes it for the file of a dead one.
        let unnamed = with_suffix(&self.path, ".new");
        let file = options.open(&unnamed)?;
        file.lock()?;
        std::fs::rename(&unnamed, &self.path)?;
        Ok(file)
    }

    /// Removes deliveries that the database has recorded. The file is deleted with the last of them.
    pub fn remove(&self, reports: impl IntoIterator<Item = DeliveryReport>) {
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

    /// Records the deliveries in the files of earlier processes, before anything is sent. Returns their number. For a single file, the caller
    /// makes sure that no other process uses it.
    ///
    /// # Errors
    /// A sentence for the administrator. Nothing may be sent then.
    pub async fn catch_up(&self, db: &Db, keep_text: bool) -> Result<usize, String> {
        let mut count = 0;
        for path in self.files_of_dead_processes()? {
            let describe = |cause: &dyn std::fmt::Display| format!("{} can't be recorded: {cause}", path.display());
            let file = match File::open(&path) {
                Ok(file) => file,
                Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
                Err(cause) => return Err(describe(&cause)),
            };
            if self.is_one_of_many {
                match file.try_lock() {
                    Ok(()) => {}
                    // Its process lives, or another one is reading it.
                    Err(TryLockError::WouldBlock) => continue,
                    Err(TryLockError::Error(cause)) => return Err(describe(&cause)),
                }
            }
            count += record(db, &file, keep_text).await.map_err(|cause| describe(&cause))?;
            std::fs::remove_file(&path).map_err(|cause| describe(&cause))?;
        }
        Ok(count)
    }

    fn files_of_dead_processes(&self) -> Result<Vec<PathBuf>, String> {
        if !self.is_one_of_many {
            return Ok(vec![self.path.clone()]);
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let files = std::fs::read_dir(folder).map_err(|cause| format!("{} can't be read: {cause}", folder.display()))?;
        let names = files.filter_map(|file| Some(file.ok()?.file_name()));
        let own_names = names.filter(|name| name.to_str().is_some_and(|name| name.starts_with(NAME_START) && name.ends_with(NAME_END)));
        Ok(own_names.map(|name| folder.join(name)).collect())
    }
}

async fn record(db: &Db, mut file: &File, keep_text: bool) -> Result<usize, String> {
    let describe = |cause: &dyn std::fmt::Display| cause.to_string();
    if file.metadata().map_err(|cause| describe(&cause))?.len() > MAX_BYTES {
        return Err("it is too long for a log of sent mail".to_owned());
    }
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(|cause| describe(&cause))?;
    let mut count = 0;
    for line in String::from_utf8_lossy(&text).lines() {
        let mut words = line.split(' ');
        // A line that a full disk has cut is skipped.
        let (Some(kind), Some(id), Some(at)) = (words.next(), words.next(), words.next().and_then(Timestamp::parse)) else { continue };
        if kind != LINE_START && !FORMER_LINE_STARTS.contains(&kind) {
            continue;
        }
        delivery::record_sent(db, &id.into(), at, keep_text).await.map_err(|cause| describe(&cause))?;
        count += 1;
    }
    Ok(count)
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
