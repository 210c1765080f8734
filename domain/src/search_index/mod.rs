//! The search index: the things that can be found, and their words. [`crate::search`] decides who may find them.
//!
//! The index consists of two tables of our own instead of an engine's full-text search. The same words are found on both databases, in the same
//! order, with one SQL text. The same statement checks who may find what, so that counts reveal no more than lists. Words are folded (no accents,
//! no capitals) and reduced to their Snowball stems in this module, both in the index and in queries.
//!
//! A verb that changes something findable calls [`refresh`] in its transaction, which reads the thing from its own tables, or [`remove`] if it is
//! gone. The whole index can therefore be rebuilt at any time ([`crate::search::rebuild`]).

mod condition;
mod parsed_query;
pub(crate) mod terms;

pub(crate) use condition::condition;
pub(crate) use parsed_query::{SearchTerm, SearchTerms};

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::db::{BindAll, Conn, Tx, many, placeholders};
use crate::enums::{Language, PageAccess, SearchKind};
use crate::error::Result;
use crate::ids::NetworkId;

/// A module's source of search entries. It reads them itself, so that the index does not depend on the modules that use it.
pub trait SearchSource {
    const KIND: SearchKind;
    /// The keys of all its things, in SQL that ends before a condition on `t.id`.
    const KEYS: &'static str;

    /// The entries of those keys that exist. The number of queries does not depend on the number of keys.
    fn entries(tx: &mut Tx, subjects: &[String]) -> impl Future<Output = Result<Vec<SearchEntry>>> + Send;
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEntry {
    pub kind: SearchKind,
    /// Its key.
    pub subject: String,
    /// The group it belongs to, so that [`remove_group`] reaches the whole group: the list's key for a message or a post, otherwise empty.
    pub group: String,
    pub network: Option<NetworkId>,
    /// Who may find a message of that network. Everything else has its own rules and does not use it.
    pub access: PageAccess,
    pub path: String,
    /// Its title. Its words have the highest weight.
    pub title: String,
    /// Its text, plain ([`formats::markdown::plain`]). It may only contain text that every reader who can find the thing may read.
    pub body: String,
    pub language: Language,
    /// Its date, `2026-11-24`; empty if it has none.
    pub at: String,
}

/// The most octets of a text that are indexed and shown in excerpts.
const LONGEST: usize = 60_000;
/// The weight of a word in the title. A word in the text weighs up to [`TEXT_WEIGHT`].
const TITLE_WEIGHT: i64 = 12;
/// The most weight of a word in the text: it weighs more if it occurs more often, up to this.
const TEXT_WEIGHT: i64 = 4;

/// Indexes a thing, in place of its former entry, in the transaction of the verb that changes it.
pub async fn index(tx: &mut Tx, entry: &SearchEntry) -> Result<()> {
    let id = key(entry.kind, &entry.subject);
    insert(tx, entry, true).await?;
    sqlx::query("DELETE FROM search_word WHERE entry = $1").bind(id).execute(&mut **tx).await?;
    write_words(tx, &words(entry)).await
}

/// Reads a thing again and indexes it; removes its entry if it is gone.
pub async fn refresh<S: SearchSource>(tx: &mut Tx, subject: &str) -> Result<()> {
    match S::entries(tx, &[subject.to_owned()]).await?.pop() {
        Some(entry) => index(tx, &entry).await,
        None => remove(tx, S::KIND, subject).await,
    }
}

/// [`refresh`] for many things of one kind at once.
pub async fn refresh_all<S: SearchSource>(tx: &mut Tx, subjects: &[String]) -> Result<()> {
    for subjects in subjects.chunks(90) {
        let entries = S::entries(tx, subjects).await?;
        if entries.is_empty() {
            continue;
        }
        insert_all(tx, &entries, true).await?;
        let statement = format!("DELETE FROM search_word WHERE entry IN ({})", placeholders(1, entries.len()));
        let delete = entries.iter().fold(sqlx::query(AssertSqlSafe(statement)), |query, entry| query.bind(key(entry.kind, &entry.subject)));
        delete.execute(&mut **tx).await?;
        let mut found = entries.iter().flat_map(words).collect::<Vec<_>>();
        // In the order of the index by words, whose pages are then changed once each.
        found.sort_by(|one, other| (&one.word, one.entry).cmp(&(&other.word, other.entry)));
        write_words(tx, &found).await?;
    }
    Ok(())
}

/// Removes a thing from the index.
pub async fn remove(tx: &mut Tx, kind: SearchKind, subject: &str) -> Result<()> {
    let id = key(kind, subject);
    sqlx::query("DELETE FROM search_word WHERE entry = $1").bind(id).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM search_entry WHERE id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Removes everything of that kind in that group from the index.
pub async fn remove_group(tx: &mut Tx, kind: SearchKind, group: &str) -> Result<()> {
    for statement in [
        "DELETE FROM search_word WHERE entry IN (SELECT id FROM search_entry WHERE kind = $1 AND group_key = $2)",
        "DELETE FROM search_entry WHERE kind = $1 AND group_key = $2",
    ] {
        sqlx::query(statement).bind_all((kind, group)).execute(&mut **tx).await?;
    }
    Ok(())
}

/// The rows of `$statement`, in which `{}` is replaced by one placeholder for each subject.
macro_rules! rows_of {
    ($tx:expr, $subjects:expr, $statement:literal) => {{
        let places = $crate::db::placeholders(1, $subjects.len());
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(format!($statement, places)));
        for subject in $subjects {
            query = query.bind(subject);
        }
        query.fetch_all(&mut **$tx).await?
    }};
}
pub(crate) use rows_of;

/// An entry with only a title.
pub(crate) fn entry(kind: SearchKind, subject: String, path: String, title: String) -> SearchEntry {
    SearchEntry {
        kind,
        subject,
        group: String::new(),
        network: None,
        access: PageAccess::Public,
        path,
        title,
        body: String::new(),
        language: Language::Fr,
        at: String::new(),
    }
}

/// The texts that are not empty, joined to one.
pub(crate) fn join_texts(texts: Vec<String>) -> String {
    texts.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The id of an entry: a number that is shorter than its key in the index, and that is computed without a query.
pub(crate) fn key(kind: SearchKind, subject: &str) -> i64 {
    let hash = Sha256::digest(format!("{kind} {subject}"));
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_be_bytes(first) & i64::MAX
}

/// A word of an entry, as it is stored.
pub(crate) struct IndexedWord {
    pub(crate) entry: i64,
    pub(crate) word: String,
    stem: String,
    weight: i64,
}

pub(crate) fn words(entry: &SearchEntry) -> Vec<IndexedWord> {
    let id = key(entry.kind, &entry.subject);
    let stemmer = terms::Stems::of(entry.language);
    let mut weights: BTreeMap<String, i64> = BTreeMap::new();
    for token in terms::tokens(truncate(&entry.body)).filter(|token| token.is_searchable(&entry.body)) {
        let weight = weights.entry(token.normalized).or_default();
        *weight = (*weight + 1).min(TEXT_WEIGHT);
    }
    for token in terms::tokens(&entry.title).filter(|token| token.is_searchable(&entry.title)) {
        *weights.entry(token.normalized).or_default() += TITLE_WEIGHT;
    }
    weights.into_iter().map(|(word, weight)| IndexedWord { entry: id, stem: stemmer.stem(&word), word, weight }).collect()
}

/// Writes the entry itself. If there is one, it is replaced only if `replace` is true. Returns whether it was written.
pub(crate) async fn insert(conn: &mut Conn, entry: &SearchEntry, replace: bool) -> Result<bool> {
    Ok(insert_all(conn, std::slice::from_ref(entry), replace).await? > 0)
}

/// [`insert`] for several entries in one statement. Returns how many were written.
async fn insert_all(conn: &mut Conn, entries: &[SearchEntry], replace: bool) -> Result<u64> {
    let conflict = if replace {
        "DO UPDATE SET group_key = excluded.group_key, network = excluded.network, access = excluded.access, path = excluded.path,
                       title = excluded.title, body = excluded.body, language = excluded.language, at = excluded.at"
    } else {
        "DO NOTHING"
    };
    let statement = format!(
        "INSERT INTO search_entry (id, kind, subject, group_key, network, access, path, title, body, language, at)
         VALUES {} ON CONFLICT (id) {conflict}",
        many(entries.len(), 11)
    );
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for entry in entries {
        query = query
            .bind(key(entry.kind, &entry.subject))
            .bind(entry.kind)
            .bind(&entry.subject)
            .bind(&entry.group)
            .bind(&entry.network)
            .bind(entry.access)
            .bind(&entry.path)
            .bind(&entry.title)
            .bind(truncate(&entry.body))
            .bind(entry.language)
            .bind(&entry.at);
    }
    Ok(query.execute(conn).await?.rows_affected())
}

/// Writes many words with each statement.
pub(crate) async fn write_words(conn: &mut Conn, words: &[IndexedWord]) -> Result<()> {
    for part in words.chunks(200) {
        let statement = format!("INSERT INTO search_word (entry, word, stem, weight) VALUES {}", many(part.len(), 4));
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for word in part {
            query = query.bind(word.entry).bind(&word.word).bind(&word.stem).bind(word.weight);
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

fn truncate(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}
