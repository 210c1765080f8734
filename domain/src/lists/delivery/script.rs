//! What all copies of a message share, read once.

use crate::db::Db;
use crate::enums::Language;
use crate::error::Result;
use crate::ids::{ListId, MessageId};
use crate::lists::{List, by_id};
use crate::people::names;

/// What all copies of a message share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Of the message, as in the copies.
    pub version: i64,
    /// The list's name and its name in the address bar.
    pub list: (String, String),
    /// The network's acronym.
    pub acronym: String,
    /// One line.
    pub subject: String,
    /// Markdown.
    pub body: String,
    /// Of the text.
    pub language: Language,
    /// Who wrote it: name and address, for answers.
    pub reply_to: Option<(String, String)>,
}

/// A message, and the names and the address of who wrote it.
#[derive(sqlx::FromRow)]
struct ScriptRow {
    list: ListId,
    version: i64,
    subject: String,
    body: String,
    language: Language,
    given_name: Option<String>,
    family_name: Option<String>,
    address: Option<String>,
}

/// Reads what the copies of a message share.
pub async fn script(db: &Db, message: &MessageId) -> Result<Script> {
    let mut tx = db.read().await?;
    let ScriptRow { list, version, subject, body, language, given_name, family_name, address } = sqlx::query_as(
        "SELECT m.list, m.version, m.subject, m.body, m.language, p.given_name, p.family_name, a.address
           FROM message m LEFT JOIN person p ON p.id = m.author LEFT JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE m.id = $1",
    )
    .bind(message)
    .fetch_one(&mut *tx)
    .await?;
    let List { slug, name, network, .. } = by_id(&mut tx, &list).await?;
    let acronym = sqlx::query_scalar("SELECT acronym FROM network WHERE id = $1").bind(network).fetch_one(&mut *tx).await?;
    let author = names::full(&given_name.unwrap_or_default(), &family_name.unwrap_or_default());
    Ok(Script { version, list: (name, slug), acronym, subject, body, language, reply_to: address.map(|address| (author, address)) })
}
