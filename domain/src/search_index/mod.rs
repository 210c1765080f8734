//! The index of the search: what can be found, and by which words. Who may find it is for [`crate::search`].
//!
//! The index is two tables of our own rather than the full text of an engine: the same words are found on both databases, in the same
//! order, with one SQL text; and who may find what is judged in the same statement, so that counts tell no more than lists.
//! Words are folded (no accents, no capitals) and reduced to their Snowball stems here, before they are written and before they are asked.
//!
//! A verb that writes something to be found says so in its transaction: [`refresh`], which reads it where it is kept; [`forget`] when it is
//! gone. So the whole index can be filled anew at any time ([`crate::search::rebuild`]).

mod asked;
mod condition;
pub(crate) mod terms;

pub(crate) use asked::{SearchTerm, SearchTerms};
pub(crate) use condition::condition;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::db::{Conn, Tx, many};
use crate::enums::{Language, PageAccess, SearchKind};
use crate::error::Result;
use crate::ids::NetworkId;

/// What a slice makes findable. It reads its own entries, so that the index knows none of those who write to it.
pub trait SearchSource {
    /// What these are.
    const KIND: SearchKind;
    /// The keys of all of them, in SQL up to a condition over `t.id`.
    const KEYS: &'static str;

    /// The entries of these keys, those that exist. A fixed number of queries, however many there are.
    fn entries(tx: &mut Tx, subjects: &[String]) -> impl Future<Output = Result<Vec<SearchEntry>>> + Send;
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEntry {
    /// What it is.
    pub kind: SearchKind,
    /// Its key.
    pub subject: String,
    /// What it is part of, so that [`forget_shelf`] and [`open_shelf`] reach all of it at once: a list's key for a message; or empty.
    pub shelf: String,
    /// The network it belongs to.
    pub network: Option<NetworkId>,
    /// Who may find a message of that network. Events, pages, networks and people are judged by what they are, not by this.
    pub access: PageAccess,
    /// Where it is read.
    pub path: String,
    /// Its title: these words weigh most.
    pub title: String,
    /// Its words, plain ([`formats::markdown::plain`]): nothing that one who may find it may not read.
    pub body: String,
    /// Its language.
    pub language: Language,
    /// Its day, `2026-11-24`; empty if it has none.
    pub at: String,
}

/// The most of a text that is indexed and shown in excerpts, in octets.
const LONGEST: usize = 60_000;
/// What a word of the title weighs; a word of the text weighs up to [`TEXT_WEIGHT`].
const TITLE_WEIGHT: i64 = 12;
/// A word that comes back in a text says more of it, up to here.
const TEXT_WEIGHT: i64 = 4;

/// Makes something findable, in place of what was known of it: one call, in the transaction of the verb that writes it.
pub async fn index(tx: &mut Tx, entry: &SearchEntry) -> Result<()> {
    let id = key(entry.kind, &entry.subject);
    insert(tx, entry, true).await?;
    sqlx::query("DELETE FROM search_word WHERE entry = $1").bind(id).execute(&mut **tx).await?;
    write_words(tx, &words(entry)).await
}

/// Reads one of a slice's things anew and makes it findable as it stands; what is gone is forgotten.
pub async fn refresh<S: SearchSource>(tx: &mut Tx, subject: &str) -> Result<()> {
    match S::entries(tx, &[subject.to_owned()]).await?.pop() {
        Some(entry) => index(tx, &entry).await,
        None => forget(tx, S::KIND, subject).await,
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
        let ids: Vec<String> = (1..=entries.len()).map(|place| format!("${place}")).collect();
        let statement = format!("DELETE FROM search_word WHERE entry IN ({})", ids.join(", "));
        let old = entries.iter().fold(sqlx::query(AssertSqlSafe(statement)), |query, entry| query.bind(key(entry.kind, &entry.subject)));
        old.execute(&mut **tx).await?;
        write_words(tx, &entries.iter().flat_map(words).collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// It can't be found any more.
pub async fn forget(tx: &mut Tx, kind: SearchKind, subject: &str) -> Result<()> {
    let id = key(kind, subject);
    sqlx::query("DELETE FROM search_word WHERE entry = $1").bind(id).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM search_entry WHERE id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Nothing of that shelf can be found any more.
pub async fn forget_shelf(tx: &mut Tx, shelf: &str) -> Result<()> {
    sqlx::query("DELETE FROM search_word WHERE entry IN (SELECT id FROM search_entry WHERE shelf = $1)")
        .bind(shelf)
        .execute(&mut **tx)
        .await?;
    sqlx::query("DELETE FROM search_entry WHERE shelf = $1").bind(shelf).execute(&mut **tx).await?;
    Ok(())
}

/// From now on, what stands on that shelf is found by these.
pub async fn open_shelf(tx: &mut Tx, shelf: &str, access: PageAccess) -> Result<()> {
    sqlx::query("UPDATE search_entry SET access = $2 WHERE shelf = $1").bind(shelf).bind(access).execute(&mut **tx).await?;
    Ok(())
}

/// Rows of `$statement`, whose `{}` becomes as many places as there are subjects.
macro_rules! rows_of {
    ($tx:expr, $subjects:expr, $statement:literal) => {{
        let places: Vec<String> = (1..=$subjects.len()).map(|place| format!("${place}")).collect();
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(format!($statement, places.join(", "))));
        for subject in $subjects {
            query = query.bind(subject);
        }
        query.fetch_all(&mut **$tx).await?
    }};
}
pub(crate) use rows_of;

/// An entry of nothing but a title.
pub(crate) fn entry(kind: SearchKind, subject: String, path: String, title: String) -> SearchEntry {
    SearchEntry {
        kind,
        subject,
        shelf: String::new(),
        network: None,
        access: PageAccess::Public,
        path,
        title,
        body: String::new(),
        language: Language::Fr,
        at: String::new(),
    }
}

/// Texts as one, without those that are empty.
pub(crate) fn joined(texts: Vec<String>) -> String {
    texts.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The number of an entry: small in the index, and known without asking.
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
    for token in terms::tokens(cut(&entry.body)).filter(|token| token.finds(&entry.body)) {
        let weight = weights.entry(token.folded).or_default();
        *weight = (*weight + 1).min(TEXT_WEIGHT);
    }
    for token in terms::tokens(&entry.title).filter(|token| token.finds(&entry.title)) {
        *weights.entry(token.folded).or_default() += TITLE_WEIGHT;
    }
    weights.into_iter().map(|(word, weight)| IndexedWord { entry: id, stem: stemmer.stem(&word), word, weight }).collect()
}

/// Writes the entry itself; `over` one that is there, or only if there is none. Whether it was written.
pub(crate) async fn insert(conn: &mut Conn, entry: &SearchEntry, over: bool) -> Result<bool> {
    Ok(insert_all(conn, std::slice::from_ref(entry), over).await? > 0)
}

/// [`insert`] for several, in one statement; how many were written.
async fn insert_all(conn: &mut Conn, entries: &[SearchEntry], over: bool) -> Result<u64> {
    let conflict = if over {
        "DO UPDATE SET shelf = excluded.shelf, network = excluded.network, access = excluded.access, path = excluded.path,
                       title = excluded.title, body = excluded.body, language = excluded.language, at = excluded.at"
    } else {
        "DO NOTHING"
    };
    let statement = format!(
        "INSERT INTO search_entry (id, kind, subject, shelf, network, access, path, title, body, language, at)
         VALUES {} ON CONFLICT (id) {conflict}",
        many(entries.len(), 11)
    );
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for entry in entries {
        query = query
            .bind(key(entry.kind, &entry.subject))
            .bind(entry.kind)
            .bind(&entry.subject)
            .bind(&entry.shelf)
            .bind(&entry.network)
            .bind(entry.access)
            .bind(&entry.path)
            .bind(&entry.title)
            .bind(cut(&entry.body))
            .bind(entry.language)
            .bind(&entry.at);
    }
    Ok(query.execute(conn).await?.rows_affected())
}

/// Many words to a statement.
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

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}
