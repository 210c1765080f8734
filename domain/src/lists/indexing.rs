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
        "SELECT t.id FROM (SELECT DISTINCT m.id FROM message m JOIN list l ON l.network = (SELECT o.network FROM list o WHERE o.id = m.list)
            WHERE l.archive <> 'none' AND ",
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
    search_index::remove_group(tx, SearchKind::Message, list.id.as_str()).await?;
    let messages: Vec<String> = sqlx::query_scalar(concat!(
        "SELECT m.id FROM list l JOIN message m ON m.list IN (SELECT o.id FROM list o WHERE o.network = l.network) WHERE l.id = $1 AND ",
        is_archived!()
    ))
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
    let lock_statement = format!(
        "UPDATE list SET version = version WHERE network IN (SELECT o.network FROM list o JOIN message m ON m.list = o.id WHERE m.id IN ({places}))"
    );
    let mut lock = sqlx::query(AssertSqlSafe(lock_statement));
    let select_statement = format!(
        "SELECT m.id, m.subject, m.body, m.language, m.sent_at, l.id, l.network, l.slug, l.archive, l.archive_from_joining
           FROM message m JOIN list l ON l.network = (SELECT o.network FROM list o WHERE o.id = m.list)
          WHERE m.id IN ({places}) AND l.archive <> 'none' AND {}
          ORDER BY m.id, CASE l.archive WHEN 'public' THEN 0 WHEN 'members' THEN 1 ELSE 2 END, l.main DESC, l.id",
        is_archived!()
    );
    let mut select = sqlx::query_as(AssertSqlSafe(select_statement));
    for message in messages {
        lock = lock.bind(message);
        select = select.bind(message);
    }
    lock.execute(&mut **tx).await?;
    let mut rows: Vec<ArchivedMessageRow> = select.fetch_all(&mut **tx).await?;
    // A message to several lists is found in its most open archive.
    rows.dedup_by(|later, first| later.0 == first.0);
    let length = rows.iter().map(|(_, _, body, ..)| body.len()).sum();
    rendering::within_transaction(length, move || rows.into_iter().filter_map(entry).collect()).await
}

type ArchivedMessageRow = (String, String, String, Language, Timestamp, ListId, NetworkId, String, ListArchive, i64);

fn entry((id, subject, body, language, sent_at, list, network, slug, archive, from_joining): ArchivedMessageRow) -> Option<SearchEntry> {
    let access = match archive {
        ListArchive::Public => PageAccess::Public,
        ListArchive::Members if from_joining == 0 => PageAccess::Members,
        // Subscribers, and members who joined since, read it on the page of the list; a search finds it for coordinators.
        ListArchive::Members | ListArchive::Subscribers => PageAccess::Committee,
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
