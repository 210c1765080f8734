//! An archive that leaves while it is packed. Packing is work for a thread of its own; what is in memory at a time is what was read in one
//! instant, packed (texts and tables), then one part of one attachment: however many there are and however slowly they are fetched.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::clock::{HOME, Timestamp};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::pages;
use formats::archive::ZipArchive;

/// The octets of a chunk, about.
const CHUNK: usize = 128 << 10;

/// An archive on its way.
pub struct Download {
    chunks: Receiver<Result<Vec<u8>>>,
}

impl Download {
    /// The next octets; nothing after the end. An error is the last thing that comes: what came so far is no archive.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        self.chunks.recv().await
    }
}

/// A file that is read part by part when its turn comes.
pub(super) struct DeferredFile {
    /// Its name in the archive.
    pub(super) name: String,
    /// The hash of its content.
    pub(super) hash: String,
    /// Its octets.
    pub(super) size: u64,
}

enum ArchiveStep {
    /// A whole file.
    File(String, Vec<u8>),
    /// From here on what is packed leaves.
    Flow,
    /// A file begins, which packing makes smaller or not.
    Begin(String, bool),
    /// It goes on.
    Part(Vec<u8>),
    /// The archive is whole.
    End,
}

/// The way to the thread that packs.
pub(super) struct PackingThread {
    steps: Sender<ArchiveStep>,
    chunks: Receiver<Result<Vec<u8>>>,
}

impl PackingThread {
    /// Begins an archive whose files bear that moment.
    pub(super) fn begin(now: Timestamp) -> Self {
        let (steps, to_do) = channel(2);
        let (done, chunks) = channel(2);
        tokio::task::spawn_blocking(move || pack(now, to_do, &done));
        Self { steps, chunks }
    }

    /// Packs a file, and keeps it until [`PackingThread::send`].
    pub(super) async fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.steps.send(ArchiveStep::File(name.to_owned(), bytes)).await.map_err(|_| Error::Internal)
    }

    /// Lets the archive leave, with these files at its end. They are read when their turn comes, without a transaction that would last as
    /// long as the way; one that is gone by then breaks the archive off rather than be missing in it.
    pub(super) fn send(self, db: &Db, files: Vec<DeferredFile>) -> Download {
        let (db, steps) = (db.clone(), self.steps);
        // Whoever stops fetching ends both: nobody takes the next step.
        tokio::spawn(async move {
            if let Err(error) = follow(&db, &steps, files).await {
                tracing::warn!(%error, "an archive was not fetched to its end");
            }
        });
        Download { chunks: self.chunks }
    }
}

async fn follow(db: &Db, steps: &Sender<ArchiveStep>, files: Vec<DeferredFile>) -> Result<()> {
    let step = async |step: ArchiveStep| steps.send(step).await.map_err(|_| Error::Closed);
    step(ArchiveStep::Flow).await?;
    for file in files {
        let gains = pages::is_text(&file.name);
        step(ArchiveStep::Begin(file.name, gains)).await?;
        let mut at = 0;
        while at < file.size {
            let part = pages::part(db, &file.hash, at).await?;
            if part.is_empty() {
                return Err(Error::NotFound);
            }
            at += part.len() as u64;
            step(ArchiveStep::Part(part)).await?;
        }
    }
    step(ArchiveStep::End).await
}

/// Packs until the end, or until nobody wants it any more.
fn pack(now: Timestamp, mut steps: Receiver<ArchiveStep>, chunks: &Sender<Result<Vec<u8>>>) {
    let gate = Arc::new(AtomicU8::new(HELD));
    let mut archive = ZipArchive::new(ChunkWriter { held: Vec::new(), gate: gate.clone(), chunks: chunks.clone() }, now.local(HOME));
    while let Some(step) = steps.blocking_recv() {
        let done = match step {
            ArchiveStep::File(name, bytes) => archive.add(&name, &bytes),
            ArchiveStep::Flow => {
                gate.store(OPEN, Ordering::Relaxed);
                Ok(())
            }
            ArchiveStep::Begin(name, gains) => archive.begin(&name, gains),
            ArchiveStep::Part(bytes) => archive.part(&bytes),
            ArchiveStep::End => {
                match archive.finish() {
                    Ok(mut outlet) => outlet.flow(),
                    Err(cause) => tracing::error!(%cause, "an archive"),
                }
                return;
            }
        };
        if let Err(cause) = &done {
            tracing::error!(%cause, "an archive");
        }
        if done.is_err() || chunks.is_closed() {
            break;
        }
    }
    // Broken off: what is written when the archive goes must not make it look whole.
    gate.store(SHUT, Ordering::Relaxed);
    drop(chunks.blocking_send(Err(Error::Internal)));
}

/// What is packed is kept.
const HELD: u8 = 0;
/// It leaves.
const OPEN: u8 = 1;
/// It is thrown away.
const SHUT: u8 = 2;

/// Where the archive is written: by the chunk.
struct ChunkWriter {
    held: Vec<u8>,
    gate: Arc<AtomicU8>,
    chunks: Sender<Result<Vec<u8>>>,
}

impl ChunkWriter {
    fn flow(&mut self) {
        // Nobody there: the packer sees it before its next step.
        drop(self.chunks.blocking_send(Ok(std::mem::take(&mut self.held))));
    }
}

impl Write for ChunkWriter {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let gate = self.gate.load(Ordering::Relaxed);
        if gate != SHUT {
            self.held.extend_from_slice(octets);
        }
        if gate == OPEN && self.held.len() >= CHUNK {
            self.flow();
        }
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
