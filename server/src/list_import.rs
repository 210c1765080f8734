//! `maillage lists`: an older list moves in, with its archive and its subscribers.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Subcommand;
use domain::db::Db;
use domain::lists;
use domain::policy::Actor;
use domain::posts::{self, ArchivedMail, ImportedBatch, RefusedMail};
use domain::search;
use domain::{Error, FieldProblem};
use formats::mbox::{MboxError, MboxReader};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::cli::Failure;

/// A line of progress follows each time that so many mails were read.
const PROGRESS: u64 = 1_000;
/// So many new mails are indexed together, while the next ones are stored.
const INDEXED_TOGETHER: u64 = 4_000;
/// The planner's statistics are made anew when there are so many new mails, and then each time that there are eight times as many: PostgreSQL would read
/// the whole of a table that it takes for small.
const ANALYSED_AFTER: u64 = 1_000;
const ANALYSED: &str = "ANALYZE post, file, file_part, post_attachment, search_entry, search_text, search_queue";
/// The bytes that are read from the file at once.
const BUFFER: usize = 1 << 20;

#[derive(Subcommand)]
pub(crate) enum ListCommand {
    /// Brings the archive of an older list into a discussion; run again after it was stopped, it goes on. Nothing is sent.
    Import {
        /// The address of the list on this site, without its domain: ri3-l.
        list: String,
        /// The archive: one file of mails (mbox), the oldest first.
        mbox: PathBuf,
    },
    /// Subscribes the addresses of a file to a list, except people who unsubscribed from it here. Nothing is sent.
    Subscribe {
        /// The address of the list on this site, without its domain: ri3-l.
        list: String,
        /// A CSV file: an address, a name and a language (fr, en) on each line; the last two may be missing.
        csv: PathBuf,
        /// Only says what would be done.
        #[arg(long)]
        dry_run: bool,
    },
}

pub(crate) async fn command(db: &Db, command: ListCommand) -> Result<(), Failure> {
    match command {
        ListCommand::Import { list, mbox } => import(db, &list, &mbox).await,
        ListCommand::Subscribe { list, csv, dry_run } => subscribe(db, &list, &csv, dry_run).await,
    }
}

/// What the reading thread hands over.
#[derive(Default)]
struct MboxBatch {
    mails: Vec<ArchivedMail>,
    bytes: usize,
    /// Places of the file that gave no mail, each with its number among the mails.
    errors: Vec<(u64, MboxError)>,
}

impl MboxBatch {
    /// Whether a mail of `bytes` must wait for the next one.
    fn is_full_for(&self, bytes: usize) -> bool {
        let count = self.mails.len() + self.errors.len();
        count >= posts::MOST_MAILS || (!self.mails.is_empty() && self.bytes + bytes > posts::MOST_BATCH_BYTES)
    }
}

/// The numbers of mails so far.
#[derive(Default)]
struct ArchiveCounts {
    imported: u64,
    known: u64,
    refused: u64,
}

impl ArchiveCounts {
    fn read(&self) -> u64 {
        self.imported + self.known + self.refused
    }
}

impl std::fmt::Display for ArchiveCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} imported, {} known already, {} refused", self.imported, self.known, self.refused)
    }
}

async fn import(db: &Db, list: &str, path: &Path) -> Result<(), Failure> {
    let file = File::open(path).map_err(|cause| unreadable(path, &cause))?;
    // No mail yet: is there such a list?
    import_batch(db, list, Vec::new()).await?;
    let (sender, mut batches) = mpsc::channel(1);
    let reading = tokio::task::spawn_blocking(move || read(file, &sender));
    let (mut counts, mut failure, mut has_mail, began) = (ArchiveCounts::default(), None, false, Instant::now());
    let mut indexing = ArchiveIndexing::default();
    while let Some(MboxBatch { mails, errors, .. }) = batches.recv().await {
        let before = counts.read();
        has_mail |= !mails.is_empty();
        let imported = import_batch(db, list, mails).await;
        let imported = imported.map_err(|Failure(sentence, status)| {
            let sentence = format!("{sentence} Before that: {counts}. The same command goes on.");
            Failure(sentence, status)
        })?;
        counts.imported += imported.imported;
        counts.known += imported.known;
        indexing.follow(db, counts.imported).await?;
        for sentence in refusals(imported.refused, &errors) {
            counts.refused += 1;
            eprintln!("{sentence}.");
        }
        // The reader ends with it.
        failure = errors.into_iter().map(|(_, error)| error).find(|error| matches!(error, MboxError::Unreadable { .. }));
        if before / PROGRESS < counts.read() / PROGRESS {
            let rate = counts.read() as f64 / began.elapsed().as_secs_f64().max(0.001);
            println!("{} mails read: {counts}; {rate:.0} a second.", counts.read());
        }
    }
    reading.await.map_err(|cause| format!("the file can't be read: {cause}."))?;
    println!("{counts}.");
    indexing.finish(db, counts.imported > 0).await?;
    match failure {
        Some(error) => Err(format!("{}: {error}. What was read until there is stored.", path.display()).into()),
        None if !has_mail => Err(format!("{} has no mail.", path.display()).into()),
        None => Ok(()),
    }
}

/// The search index and the planner's statistics, which follow the mails.
#[derive(Default)]
struct ArchiveIndexing {
    step: Option<JoinHandle<domain::Result<Option<usize>>>>,
    /// The imported mails when the last step began, and when the last statistics were made.
    indexed_at: u64,
    analysed_at: u64,
}

impl ArchiveIndexing {
    /// Begins another step if there are many new mails, once the last one has ended.
    async fn follow(&mut self, db: &Db, imported: u64) -> Result<(), Failure> {
        if imported >= ANALYSED_AFTER.max(self.analysed_at * 8) {
            self.analysed_at = imported;
            db.analyze_tables(ANALYSED).await;
        }
        if imported >= self.indexed_at + INDEXED_TOGETHER {
            self.indexed_at = imported;
            self.end_step().await?;
            let db = db.clone();
            self.step = Some(tokio::spawn(async move { search::index_step(&db, search::LARGE_STEP).await }));
        }
        Ok(())
    }

    async fn end_step(&mut self) -> Result<(), Failure> {
        let Some(step) = self.step.take() else { return Ok(()) };
        match step.await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(cause)) => Err(unsearchable(cause)),
            Err(cause) => Err(unsearchable(cause)),
        }
    }

    /// Indexes the rest: of this run, or of one that was stopped before.
    async fn finish(mut self, db: &Db, has_imported: bool) -> Result<(), Failure> {
        self.end_step().await?;
        search::index_queue(db).await.map_err(unsearchable)?;
        if has_imported {
            db.analyze_tables(ANALYSED).await;
        }
        Ok(())
    }
}

fn unsearchable(cause: impl std::fmt::Display) -> Failure {
    format!("the mails are stored, but can't all be searched yet: {cause}. The same command goes on.").into()
}

/// One sentence for each mail that is not stored, in the order of the file: its number, its Message-ID or subject, and the reason.
fn refusals(refused: Vec<RefusedMail>, errors: &[(u64, MboxError)]) -> Vec<String> {
    let mails = refused.into_iter().map(|mail| (mail.number, format!("mail {} ({}): {}", mail.number, mail.name, mail.reason)));
    let places = errors.iter().filter(|(_, error)| !matches!(error, MboxError::Unreadable { .. }));
    let places = places.map(|(number, error)| (*number, format!("mail {number}: {error}")));
    let mut sentences: Vec<(u64, String)> = mails.chain(places).collect();
    sentences.sort();
    sentences.into_iter().map(|(_, sentence)| sentence).collect()
}

async fn import_batch(db: &Db, list: &str, mails: Vec<ArchivedMail>) -> Result<ImportedBatch, Failure> {
    posts::import_batch(db, &Actor::System, list, mails).await.map_err(|error| match error {
        Error::NotFound => format!("there is no discussion “{list}”.").into(),
        cause => format!("the mails could not be stored: {cause}.").into(),
    })
}

/// Reads the file batch by batch, two of them ahead of the database at most. Ends with the file, or when nobody takes the batches any more.
fn read(file: File, batches: &mpsc::Sender<MboxBatch>) {
    let mut batch = MboxBatch::default();
    let mut number = 0;
    for item in MboxReader::new(BufReader::with_capacity(BUFFER, file), 0, posts::MOST_MAIL_BYTES) {
        let bytes = item.as_ref().map_or(0, |mail| mail.bytes.len());
        if batch.is_full_for(bytes) && batches.blocking_send(std::mem::take(&mut batch)).is_err() {
            return;
        }
        number += u64::from(!matches!(item, Err(MboxError::NoSeparator { .. } | MboxError::Unreadable { .. })));
        match item {
            Ok(mail) => {
                batch.bytes += bytes;
                batch.mails.push(ArchivedMail { number, arrived_at: mail.arrived_at, bytes: mail.bytes });
            }
            Err(error) => batch.errors.push((number, error)),
        }
    }
    // The last one. Nobody takes it if the import has failed.
    let _ = batches.blocking_send(batch);
}

async fn subscribe(db: &Db, list: &str, path: &Path, dry_run: bool) -> Result<(), Failure> {
    let mut csv = Vec::new();
    // One byte more than the domain takes, which then says so.
    let most = (lists::MOST_MEGABYTES * 1_000_000 + 1) as u64;
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut csv)).map_err(|cause| unreadable(path, &cause))?;
    let imported = lists::import_subscribers(db, &Actor::System, list, csv, dry_run).await.map_err(|error| match error {
        Error::NotFound => format!("there is no list “{list}”."),
        Error::Closed => format!("the list “{list}” is closed."),
        Error::Invalid(errors) => {
            let problems: Vec<String> = errors.iter().map(|error| sentence(&error.problem)).collect();
            format!("{}: {}.", path.display(), problems.join(", "))
        }
        cause => format!("the addresses could not be stored: {cause}. The same command goes on."),
    })?;
    for refused in &imported.refused {
        eprintln!("line {} ({}): {}.", refused.line, printable(&refused.address), refused.reason);
    }
    let note = if dry_run { "Nothing was written. It would be: " } else { "" };
    println!("{note}{} subscribed, {} known already, {} refused.", imported.subscribed, imported.known, imported.refused.len());
    Ok(())
}

/// The start of a text of others, on one line: a terminal runs nothing in it.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn sentence(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::NotATable => "not a CSV file".to_owned(),
        FieldProblem::EmptyTable => "no line has anything in it".to_owned(),
        FieldProblem::TooManyLines(most) => format!("more than {most} lines"),
        FieldProblem::TooMuchText(most) => format!("more than {most} MB of text"),
        FieldProblem::FileTooLarge(most) => format!("more than {most} MB"),
        _ => "the file has no addresses that can be read".to_owned(),
    }
}

fn unreadable(path: &Path, cause: &std::io::Error) -> String {
    format!("{} can't be read: {cause}.", path.display())
}
