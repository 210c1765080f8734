//! Archived messages in the search index, found by actors who may read them.

use sqlx::AssertSqlSafe;

use super::List;
use super::archive::is_archived;
use crate::clock::Timestamp;
use crate::db::{Tx, placeholders};
use crate::enums::{Language, ListArchive, PageAccess, SearchKind};
use crate::error::Result;
use crate::ids::{ListId, MessageId, NetworkId};
use crate::rendering;
use crate::search_index::{self, SearchEntry, SearchSource};
use formats::markdown;

/// Messages in an open archive.
pub(crate) struct FoundMessages;

impl SearchSource for FoundMessages {
    const KIND: SearchKind = SearchKind::Message;
    const KEYS: &'static str = concat!(
        "SELECT t.id FROM (SELECT m.id FROM message m JOIN list l ON l.id = m.list WHERE l.archive <> 'none' AND ",
        is_archived!(),
        ") t WHERE"
    );

    async fn entries(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
        entries(tx, subjects).await
    }
}

/// Indexes a message that has been sent.
pub(super) async fn add(tx: &mut Tx, message: &MessageId) -> Result<()> {
    search_index::refresh::<FoundMessages>(tx, message.as_str()).await
}

/// Indexes the messages again after the archive was opened or closed.
pub(super) async fn reindex(tx: &mut Tx, list: &List) -> Result<()> {
    search_index::remove_group(tx, list.id.as_str()).await?;
    let messages: Vec<String> = sqlx::query_scalar(concat!("SELECT m.id FROM message m WHERE m.list = $1 AND ", is_archived!()))
        .bind(&list.id)
        .fetch_all(&mut **tx)
        .await?;
    search_index::refresh_all::<FoundMessages>(tx, &messages).await
}

/// The entries for these messages, if an open archive has them. Their lists stay locked until the transaction ends: a transaction that closes an
/// archive meanwhile waits, then removes the entries written here.
async fn entries(tx: &mut Tx, messages: &[String]) -> Result<Vec<SearchEntry>> {
    let places = placeholders(1, messages.len());
    // Safe: the format adds numbered placeholders only.
    let lock_statement = format!("UPDATE list SET version = version WHERE id IN (SELECT m.list FROM message m WHERE m.id IN ({places}))");
    let mut lock = sqlx::query(AssertSqlSafe(lock_statement));
    let select_statement = format!(
        "SELECT m.id, m.subject, m.body, m.language, m.sent_at, l.id, l.network, l.slug, l.archive
           FROM message m JOIN list l ON l.id = m.list WHERE m.id IN ({places}) AND {}",
        is_archived!()
    );
    let mut select = sqlx::query_as(AssertSqlSafe(select_statement));
    for message in messages {
        lock = lock.bind(message);
        select = select.bind(message);
    }
    lock.execute(&mut **tx).await?;
    let rows: Vec<ArchivedMessageRow> = select.fetch_all(&mut **tx).await?;
    let length = rows.iter().map(|(_, _, body, ..)| body.len()).sum();
    rendering::within_transaction(length, move || rows.into_iter().filter_map(entry).collect()).await
}

type ArchivedMessageRow = (String, String, String, Language, Timestamp, ListId, NetworkId, String, ListArchive);

fn entry((id, subject, body, language, sent_at, list, network, slug, archive): ArchivedMessageRow) -> Option<SearchEntry> {
    let access = match archive {
        ListArchive::Public => PageAccess::Public,
        ListArchive::Members => PageAccess::Members,
        ListArchive::None => return None,
    };
    Some(SearchEntry {
        kind: SearchKind::Message,
        path: format!("/lists/{slug}/archive/{id}"),
        subject: id,
        group: list.to_string(),
        network: Some(network),
        access,
        title: subject,
        body: markdown::plain(&super::without_name_marks(&body)),
        language,
        at: sent_at.today(),
    })
}
