//! An archive that is sent while it is packed. A thread of its own packs it. Memory holds the tables and texts, which are read at one
//! instant and packed, then one part of one attachment at a time: neither the number of attachments nor the speed of the client changes
//! that.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::clock::{HOME, Timestamp};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::pages;
use formats::archive::ZipArchive;

/// Approximate size of a chunk, in octets.
const CHUNK: usize = 128 << 10;

/// An archive being downloaded.
pub struct Download {
    chunks: Receiver<Result<Vec<u8>>>,
}

impl Download {
    /// The next octets; nothing after the end. An error comes last: what was sent before it is not a complete archive.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        self.chunks.recv().await
    }
}

/// A file that is read part by part when the archive reaches it.
pub(super) struct DeferredFile {
    pub(super) name: String,
    pub(super) hash: String,
    /// In octets.
    pub(super) size: u64,
}

enum ArchiveStep {
    /// A whole file.
    File(String, Vec<u8>),
    /// From here on, packed octets are sent.
    Flow,
    /// Starts a file: its name, and whether to compress it.
    Begin(String, bool),
    /// The next part of the current file.
    Part(Vec<u8>),
    /// The archive is complete.
    End,
}

/// A handle on the packing thread.
pub(super) struct PackingThread {
    steps: Sender<ArchiveStep>,
    chunks: Receiver<Result<Vec<u8>>>,
}

impl PackingThread {
    /// Begins an archive whose files bear the timestamp `now`.
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

    /// Sends the archive, with these files at its end. Each file is read when the archive reaches it, outside any transaction, which would
    /// otherwise last as long as the download. A file deleted meanwhile aborts the archive: it must not be silently missing.
    pub(super) fn send(self, db: &Db, files: Vec<DeferredFile>) -> Download {
        let (db, steps) = (db.clone(), self.steps);
        // A client that stops fetching ends both sides: nobody receives the next step.
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

/// Packs until the end, or until the receiver is gone.
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
    // Aborted: what the archive writes when it is dropped must not make it look complete.
    gate.store(SHUT, Ordering::Relaxed);
    drop(chunks.blocking_send(Err(Error::Internal)));
}

/// Packed octets are kept.
const HELD: u8 = 0;
/// Packed octets are sent.
const OPEN: u8 = 1;
/// Packed octets are discarded.
const SHUT: u8 = 2;

/// Writes the archive in chunks.
struct ChunkWriter {
    held: Vec<u8>,
    gate: Arc<AtomicU8>,
    chunks: Sender<Result<Vec<u8>>>,
}

impl ChunkWriter {
    fn flow(&mut self) {
        // The receiver is gone: the packer notices before its next step.
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
