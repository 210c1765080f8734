//! Entries of feeds as they were written last.
//!
//! A feed of a thousand events is read anew whenever one of them changed, and the others say what they said. What an entry says
//! depends on its event, whose revision is part of what is kept, and on the names of the networks: where one of these changed,
//! everything is forgotten. Nothing here depends on who reads: which entries a reader gets was decided before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::calendar_entry::CalendarEntry;
use formats::calendar::CalendarWriter;

/// The most entries that are kept, at most a kilobyte each or two.
const MOST: usize = 20_000;

/// The entries of one site, written. Cheap to clone; lost with the process, and written again.
#[derive(Debug, Clone, Default)]
pub struct EntryCache(Arc<Mutex<CachedEntries>>);

#[derive(Debug, Default)]
struct CachedEntries {
    /// What the names of networks were when these were written.
    names: String,
    /// By the key of the event.
    entries: HashMap<String, Arc<WrittenEntry>>,
}

/// One VEVENT.
#[derive(Debug)]
pub(super) struct WrittenEntry {
    revision: String,
    pub(super) zone: String,
    pub(super) years: Option<(i32, i32)>,
    /// Its lines, folded.
    pub(super) lines: String,
}

impl WrittenEntry {
    /// Of an event whose page is at `link`.
    pub(super) fn of(entry: &CalendarEntry, link: &str) -> Self {
        let mut writer = CalendarWriter::with_room(1024);
        entry.write(&mut writer, link);
        let mut lines = writer.finish();
        lines.shrink_to_fit();
        Self { revision: entry.revision.clone(), zone: entry.zone.clone(), years: entry.years(), lines }
    }

    /// The key of its event.
    pub(super) fn key(&self) -> &str {
        key(&self.revision)
    }
}

impl EntryCache {
    /// For each revision, in order, the entry that says so, as far as there is one. A revision begins with the event's key and a space.
    pub(super) fn find(&self, names: &str, revisions: &[&str]) -> Vec<Option<Arc<WrittenEntry>>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.names != names {
            *kept = CachedEntries { names: names.to_owned(), entries: HashMap::new() };
        }
        let find = |revision: &&str| kept.entries.get(key(revision)).filter(|entry| entry.revision == *revision).cloned();
        revisions.iter().map(find).collect()
    }

    /// Keeps what was written while the names were these.
    pub(super) fn keep(&self, names: &str, entries: &[Arc<WrittenEntry>]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.names != names {
            return;
        }
        if kept.entries.len() + entries.len() > MOST {
            kept.entries.clear();
        }
        kept.entries.extend(entries.iter().map(|entry| (entry.key().to_owned(), entry.clone())));
    }
}

/// The event's key, at the beginning of its revision.
pub(super) fn key(revision: &str) -> &str {
    revision.split(' ').next().unwrap_or(revision)
}
