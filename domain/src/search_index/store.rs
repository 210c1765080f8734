//! The rows of the index: entries, their words, and the queue of things to read again.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use super::words::{WordReader, WordWeights, truncate};
use super::{SearchEntry, SearchSource};
use crate::db::{BindAll, Tx, placeholders};
use crate::enums::{Language, SearchKind};
use crate::error::Result;
use crate::rendering;

/// The most things of one statement.
pub(crate) const LONGEST_STATEMENT: usize = 90;
/// The most entries whose words are written together, in the order of the index: the more there are, the fewer of its pages are looked up twice.
const WORDS_OF_ENTRIES: usize = 10 * LONGEST_STATEMENT;

/// Indexes a thing, in place of its former entry, in the transaction of the verb that changes it.
pub async fn index(tx: &mut Tx, entry: &SearchEntry) -> Result<()> {
    dequeue(tx, entry.kind, std::slice::from_ref(&entry.subject)).await?;
    index_all(tx, vec![entry.clone()]).await.map(drop)
}

/// Reads a thing again and indexes it; removes its entry if it is gone.
pub async fn refresh<S: SearchSource>(tx: &mut Tx, subject: &str) -> Result<()> {
    refresh_all::<S>(tx, &[subject.to_owned()]).await
}

/// [`refresh`] for many things of one kind at once.
pub async fn refresh_all<S: SearchSource>(tx: &mut Tx, subjects: &[String]) -> Result<()> {
    for subjects in subjects.chunks(LONGEST_STATEMENT) {
        // In the order of the queue's own work: a source may lock what it reads.
        let entries = S::entries(tx, subjects).await?;
        dequeue(tx, S::KIND, subjects).await?;
        let gone: Vec<String> =
            subjects.iter().filter(|subject| !entries.iter().any(|entry| entry.subject == **subject)).cloned().collect();
        remove_entries(tx, S::KIND, &gone).await?;
        index_all(tx, entries).await?;
    }
    Ok(())
}

/// Removes a thing from the index, and from the queue.
pub async fn remove(tx: &mut Tx, kind: SearchKind, subject: &str) -> Result<()> {
    let subjects = [subject.to_owned()];
    dequeue(tx, kind, &subjects).await?;
    remove_entries(tx, kind, &subjects).await
}

/// Removes everything of that kind in that group from the index.
pub async fn remove_group(tx: &mut Tx, kind: SearchKind, group: &str) -> Result<()> {
    let statement = format!(
        "DELETE FROM search_entry WHERE id IN (SELECT id FROM search_entry WHERE kind = $1 AND group_key = $2 LIMIT {LONGEST_STATEMENT}) RETURNING id"
    );
    loop {
        let removed: Vec<i64> = sqlx::query_scalar(AssertSqlSafe(statement.clone())).bind_all((kind, group)).fetch_all(&mut **tx).await?;
        if removed.is_empty() {
            return Ok(());
        }
        remove_texts(tx, &removed).await?;
    }
}

/// Has things of that kind read again soon: in a second, while the program serves. Several together may be many.
pub(crate) async fn enqueue(tx: &mut Tx, kind: SearchKind, subjects: &[String]) -> Result<()> {
    for subjects in subjects.chunks(LONGEST_STATEMENT) {
        let statement = format!("INSERT INTO search_queue (kind, subject) VALUES {} ON CONFLICT DO NOTHING", tx.rows(subjects.len(), 2));
        let query = sqlx::query(AssertSqlSafe(statement));
        subjects.iter().fold(query, |query, subject| query.bind(kind).bind(subject.clone())).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Takes things out of the queue. If their entries are being written from it, it waits until they are: what the caller then does comes after.
async fn dequeue(tx: &mut Tx, kind: SearchKind, subjects: &[String]) -> Result<()> {
    let statement = format!("DELETE FROM search_queue WHERE kind = $1 AND subject IN ({})", placeholders(2, subjects.len()));
    let query = sqlx::query(AssertSqlSafe(statement)).bind(kind);
    subjects.iter().fold(query, |query, subject| query.bind(subject.clone())).execute(&mut **tx).await?;
    Ok(())
}

/// Writes entries of one kind in place of their former ones, and of their words those that changed. Returns how many entries are new.
///
/// The words of some entries are found while those of others are written: with many entries, each takes half of the time.
pub(crate) async fn index_all(tx: &mut Tx, entries: Vec<SearchEntry>) -> Result<usize> {
    let (mut new, mut reader, mut found) = (0, WordReader::new(), WordChanges::default());
    let mut entries = entries.into_iter();
    loop {
        let part: Vec<SearchEntry> = entries.by_ref().take(WORDS_OF_ENTRIES).collect();
        let is_last = part.is_empty();
        let (mut former, mut ids) = (HashMap::new(), HashMap::new());
        for part in part.chunks(LONGEST_STATEMENT) {
            former.extend(former_texts(tx, part).await?);
            ids.extend(upsert(tx, part).await?);
        }
        new += part.len() - former.len();
        let (written, next) = tokio::join!(found.write(tx), find_changes(reader, part, former, ids));
        written?;
        (reader, found) = next?;
        if is_last {
            return Ok(new);
        }
    }
}

/// What changes in the words of entries.
async fn find_changes(
    mut reader: WordReader,
    entries: Vec<SearchEntry>,
    former: HashMap<i64, StoredTextRow>,
    ids: HashMap<String, i64>,
) -> Result<(WordReader, WordChanges)> {
    let length = entries.iter().map(|entry| entry.body.len()).sum();
    let find = move || {
        let mut changes = WordChanges::default();
        for entry in &entries {
            let Some(id) = ids.get(&entry.subject) else { continue };
            let former = former.get(id).map(|row| row.words(&mut reader)).unwrap_or_default();
            changes.add(*id, former, reader.words(&entry.title, &entry.body, entry.language));
        }
        changes.inserted.sort_unstable();
        (reader, changes)
    };
    rendering::within_transaction(length, find).await
}

/// The text of an entry as it is stored, as far as its words depend on it.
#[derive(sqlx::FromRow)]
struct StoredTextRow {
    entry: i64,
    title: String,
    body: String,
    language: Language,
}

impl StoredTextRow {
    fn words(&self, reader: &mut WordReader) -> WordWeights {
        reader.words(&self.title, &self.body, self.language)
    }
}

/// The texts of the stored entries of the same things, by the ids of these. The entries stay locked.
async fn former_texts(tx: &mut Tx, entries: &[SearchEntry]) -> Result<HashMap<i64, StoredTextRow>> {
    let Some(first) = entries.first() else { return Ok(HashMap::new()) };
    let statement =
        format!("UPDATE search_entry SET at = at WHERE kind = $1 AND subject IN ({}) RETURNING id", placeholders(2, entries.len()));
    let query = sqlx::query_scalar(AssertSqlSafe(statement)).bind(first.kind);
    let ids: Vec<i64> = entries.iter().fold(query, |query, entry| query.bind(entry.subject.clone())).fetch_all(&mut **tx).await?;
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = format!("SELECT entry, title, body, language FROM search_text WHERE entry IN ({})", placeholders(1, ids.len()));
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let rows: Vec<StoredTextRow> = ids.iter().fold(query, |query, id| query.bind(*id)).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (row.entry, row)).collect())
}

/// Writes the entries themselves. Returns their ids by subject.
async fn upsert(tx: &mut Tx, entries: &[SearchEntry]) -> Result<HashMap<String, i64>> {
    let statement = format!(
        "INSERT INTO search_entry (kind, subject, group_key, network, access, at, recency) VALUES {}
             ON CONFLICT (kind, subject) DO UPDATE SET group_key = excluded.group_key, network = excluded.network, access = excluded.access,
                at = excluded.at, recency = excluded.recency
         RETURNING subject, id",
        tx.rows(entries.len(), 7)
    );
    let insert = entries.iter().fold(sqlx::query_as(AssertSqlSafe(statement)), |insert, entry| {
        insert.bind_all((entry.kind, &entry.subject, &entry.group, &entry.network, entry.access, &entry.at, recency(entry)))
    });
    let rows: Vec<(String, i64)> = insert.fetch_all(&mut **tx).await?;
    let ids: HashMap<String, i64> = rows.into_iter().collect();
    let statement = format!(
        "INSERT INTO search_text (entry, path, title, body, language) VALUES {}
             ON CONFLICT (entry) DO UPDATE SET path = excluded.path, title = excluded.title, body = excluded.body, language = excluded.language",
        tx.rows(entries.len(), 5)
    );
    let insert = entries.iter().fold(sqlx::query(AssertSqlSafe(statement)), |insert, entry| {
        let id = ids.get(&entry.subject).copied().unwrap_or_default();
        insert.bind_all((id, &entry.path, &entry.title, truncate(&entry.body), entry.language))
    });
    insert.execute(&mut **tx).await?;
    Ok(ids)
}

/// The order among results with the same score: the newest first, then any, but the same after the index is filled again. One number instead of two texts
/// takes half of the time of a search with ten thousand results.
fn recency(entry: &SearchEntry) -> i64 {
    let day: i64 = entry.at.replace('-', "").parse().unwrap_or_default();
    let hash = Sha256::digest(&entry.subject);
    (day << 32) | hash.iter().take(4).fold(0, |number, octet| (number << 8) | i64::from(*octet))
}

async fn remove_entries(tx: &mut Tx, kind: SearchKind, subjects: &[String]) -> Result<()> {
    if subjects.is_empty() {
        return Ok(());
    }
    let statement = format!("DELETE FROM search_entry WHERE kind = $1 AND subject IN ({}) RETURNING id", placeholders(2, subjects.len()));
    let query = sqlx::query_scalar(AssertSqlSafe(statement)).bind(kind);
    let removed: Vec<i64> = subjects.iter().fold(query, |query, subject| query.bind(subject.clone())).fetch_all(&mut **tx).await?;
    remove_texts(tx, &removed).await
}

/// Removes the texts of entries, and their words.
async fn remove_texts(tx: &mut Tx, entries: &[i64]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let statement =
        format!("DELETE FROM search_text WHERE entry IN ({}) RETURNING entry, title, body, language", placeholders(1, entries.len()));
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let removed: Vec<StoredTextRow> = entries.iter().fold(query, |query, entry| query.bind(*entry)).fetch_all(&mut **tx).await?;
    let (mut changes, mut reader) = (WordChanges::default(), WordReader::new());
    for row in &removed {
        changes.add(row.entry, row.words(&mut reader), WordWeights::new());
    }
    changes.write(tx).await
}

/// The rows of words to delete and to insert.
#[derive(Default)]
struct WordChanges {
    /// By entry.
    deleted: Vec<(i64, Vec<String>)>,
    /// Word, entry, weight, in the order of the index.
    inserted: Vec<(String, i64, i64)>,
}

impl WordChanges {
    fn add(&mut self, entry: i64, mut former: WordWeights, words: WordWeights) {
        let mut deleted = Vec::new();
        for (word, weight) in words {
            match former.remove(&word) {
                Some(same) if same == weight => {}
                changed => {
                    if changed.is_some() {
                        deleted.push(word.clone());
                    }
                    self.inserted.push((word, entry, weight));
                }
            }
        }
        deleted.extend(former.into_keys());
        self.deleted.push((entry, deleted));
    }

    async fn write(self, tx: &mut Tx) -> Result<()> {
        for (entry, words) in &self.deleted {
            for part in words.chunks(LONGEST_STATEMENT) {
                let statement = format!("DELETE FROM search_word WHERE entry = $1 AND word IN ({})", placeholders(2, part.len()));
                let query = sqlx::query(AssertSqlSafe(statement)).bind(entry);
                part.iter().fold(query, |query, word| query.bind(word)).execute(&mut **tx).await?;
            }
        }
        tx.insert_short_rows("search_word (word, entry, weight)", &self.inserted).await
    }
}
