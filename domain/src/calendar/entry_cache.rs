//! A cache of written feed entries.
//!
//! A feed of a thousand events is read again whenever one of them changes, while the others stay the same. An entry depends on its event, whose
//! revision is part of the cache key, and on the names of the networks: when one of these changes, the whole cache is dropped. Nothing here depends
//! on the reader: the caller decides which entries a reader gets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::calendar_entry::CalendarEntry;
use formats::calendar::CalendarWriter;

/// The most entries in the cache, of at most one or two kilobytes each.
const MOST: usize = 20_000;

/// The written entries of one site. Cheap to clone; lost with the process, and then written again.
#[derive(Debug, Clone, Default)]
pub struct EntryCache(Arc<Mutex<CachedEntries>>);

#[derive(Debug, Default)]
struct CachedEntries {
    /// The names of the networks when these entries were written.
    names: String,
    /// By event key.
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
    /// The entry of an event whose page is at `link`.
    pub(super) fn of(entry: &CalendarEntry, link: &str) -> Self {
        let mut writer = CalendarWriter::with_capacity(1024);
        entry.write(&mut writer, link);
        let mut lines = writer.finish();
        lines.shrink_to_fit();
        Self { revision: entry.revision.clone(), zone: entry.zone.clone(), years: entry.years(), lines }
    }

    /// The event's key.
    pub(super) fn key(&self) -> &str {
        key(&self.revision)
    }
}

impl EntryCache {
    /// The entry for each revision, in order; `None` if the cache has none. A revision starts with the event's key and a space.
    pub(super) fn find(&self, names: &str, revisions: &[&str]) -> Vec<Option<Arc<WrittenEntry>>> {
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.names != names {
            *cache = CachedEntries { names: names.to_owned(), entries: HashMap::new() };
        }
        let find = |revision: &&str| cache.entries.get(key(revision)).filter(|entry| entry.revision == *revision).cloned();
        revisions.iter().map(find).collect()
    }

    /// Stores entries written with these names.
    pub(super) fn store(&self, names: &str, entries: &[Arc<WrittenEntry>]) {
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.names != names {
            return;
        }
        if cache.entries.len() + entries.len() > MOST {
            cache.entries.clear();
        }
        cache.entries.extend(entries.iter().map(|entry| (entry.key().to_owned(), entry.clone())));
    }
}

/// The event's key at the start of a revision.
pub(super) fn key(revision: &str) -> &str {
    revision.split(' ').next().unwrap_or(revision)
}
