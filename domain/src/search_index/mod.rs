//! The search index: the things that can be found, and their words. [`crate::search`] decides who may find them.
//!
//! The index consists of two tables of our own instead of an engine's full-text search. The same words are found on both databases, in the same
//! order, with one SQL text. The same statement checks who may find what, so that counts reveal no more than lists. Words are folded (no accents,
//! no capitals) and reduced to their Snowball stems in this module, both in the index and in queries.
//!
//! A verb that changes something findable calls [`refresh`] in its transaction, which reads the thing from its own tables, or [`remove`] if it is
//! gone. The whole index can therefore be rebuilt at any time ([`crate::search::rebuild`]). Where things come faster than their words can be written
//! one by one, as the posts of lists do, a verb only puts them into the queue ([`enqueue`]): they are found a second later.

mod condition;
mod parsed_query;
mod store;
pub(crate) mod terms;
mod words;

pub(crate) use condition::condition;
pub(crate) use parsed_query::{SearchTerm, SearchTerms};
pub(crate) use store::{LONGEST_STATEMENT, enqueue, index_all};
pub use store::{index, refresh, refresh_all, remove, remove_group};

use crate::db::Tx;
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
