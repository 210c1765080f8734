//! Archived messages in the search: found by those who may read them.

use super::archive::messages;
use super::{ArchivedMessage, List};
use crate::codes::{ListArchive, PageAccess, SearchKind};
use crate::db::Tx;
use crate::error::Result;
use crate::ids::MessageId;
use crate::markdown;
use crate::search::{self, Entry};

/// A message that has left can be found.
pub(super) async fn add(tx: &mut Tx, list: &List, message: &MessageId) -> Result<()> {
    let found = messages(tx, list, message.as_str()).await?;
    write(tx, list, &found).await
}

/// Whom the archive is open to has changed.
pub(super) async fn again(tx: &mut Tx, list: &List) -> Result<()> {
    search::forget_shelf(tx, list.id.as_str()).await?;
    let found = messages(tx, list, "").await?;
    write(tx, list, &found).await
}

async fn write(tx: &mut Tx, list: &List, messages: &[ArchivedMessage]) -> Result<()> {
    let access = match list.archive {
        ListArchive::Public => PageAccess::Public,
        ListArchive::Members => PageAccess::Members,
        ListArchive::None => return Ok(()),
    };
    for message in messages {
        let body = super::impersonal(&message.body);
        let entry = Entry {
            kind: SearchKind::Message,
            subject: message.id.to_string(),
            shelf: list.id.to_string(),
            network: Some(list.network.clone()),
            access,
            path: format!("/lists/{}/archive/{}", list.slug, message.id),
            title: message.subject.clone(),
            body: markdown::plain(&body),
            language: message.language,
            at: message.sent_at.today(),
        };
        search::index(tx, &entry).await?;
    }
    Ok(())
}
