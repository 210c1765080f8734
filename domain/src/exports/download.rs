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
use formats::zip::ArchiveWriter;

/// Approximate size of a chunk, in octets.
const CHUNK: usize = 128 << 10;

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
    StartSending,
    /// Starts a file: its name, and whether to compress it.
    Begin(String, bool),
    /// The next part of the current file.
    Part(Vec<u8>),
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
        let (steps, received_steps) = channel(2);
        let (sent_chunks, chunks) = channel(2);
        tokio::task::spawn_blocking(move || pack(now, received_steps, &sent_chunks));
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
            if let Err(error) = send_steps(&db, &steps, files).await {
                tracing::warn!(%error, "an archive was not fetched to its end");
            }
        });
        Download { chunks: self.chunks }
    }
}

async fn send_steps(db: &Db, steps: &Sender<ArchiveStep>, files: Vec<DeferredFile>) -> Result<()> {
    let step = async |step: ArchiveStep| steps.send(step).await.map_err(|_| Error::Closed);
    step(ArchiveStep::StartSending).await?;
    for file in files {
        let is_compressible = pages::is_text(&file.name);
        step(ArchiveStep::Begin(file.name, is_compressible)).await?;
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
    let mode = Arc::new(AtomicU8::new(BUFFERING));
    let mut archive = ArchiveWriter::new(ChunkWriter { buffer: Vec::new(), mode: mode.clone(), chunks: chunks.clone() }, now.local(HOME));
    while let Some(step) = steps.blocking_recv() {
        let result = match step {
            ArchiveStep::File(name, bytes) => archive.add(&name, &bytes),
            ArchiveStep::StartSending => {
                mode.store(SENDING, Ordering::Relaxed);
                Ok(())
            }
            ArchiveStep::Begin(name, is_compressible) => archive.begin(&name, is_compressible),
            ArchiveStep::Part(bytes) => archive.write(&bytes),
            ArchiveStep::End => {
                match archive.finish() {
                    Ok(mut outlet) => outlet.send_buffer(),
                    Err(cause) => tracing::error!(%cause, "an archive"),
                }
                return;
            }
        };
        if let Err(cause) = &result {
            tracing::error!(%cause, "an archive");
        }
        if result.is_err() || chunks.is_closed() {
            break;
        }
    }
    // Aborted: what the archive writes when it is dropped must not make it look complete.
    mode.store(DISCARDING, Ordering::Relaxed);
    drop(chunks.blocking_send(Err(Error::Internal)));
}

/// Packed octets are kept.
const BUFFERING: u8 = 0;
/// Packed octets are sent.
const SENDING: u8 = 1;
/// Packed octets are discarded.
const DISCARDING: u8 = 2;

struct ChunkWriter {
    buffer: Vec<u8>,
    mode: Arc<AtomicU8>,
    chunks: Sender<Result<Vec<u8>>>,
}

impl ChunkWriter {
    fn send_buffer(&mut self) {
        // The receiver is gone: the packer notices before its next step.
        drop(self.chunks.blocking_send(Ok(std::mem::take(&mut self.buffer))));
    }
}

impl Write for ChunkWriter {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let mode = self.mode.load(Ordering::Relaxed);
        if mode != DISCARDING {
            self.buffer.extend_from_slice(octets);
        }
        if mode == SENDING && self.buffer.len() >= CHUNK {
            self.send_buffer();
        }
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
