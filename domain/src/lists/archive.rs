//! The archive of a list: sent messages, for those whom the list lets read them. Messages to the participants of an event only are not in it.

use super::{List, access, find};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Language, ListArchive};
use crate::error::{Error, Result};
use crate::graph::NetworkHead;
use crate::ids::MessageId;
use crate::joined_list;
use crate::paging::Paging;
use crate::policy::{self, Act, Actor, ListAccess, Rights};

/// The messages that the archive of a list has, over `message m` and `list l`: those sent to the whole list, whoever else got them. Readers of the archive read what subscribers
/// of the list got. Messages to members only (of the network, of those below it, or of all of these) or to the participants of an event are between
/// the coordinators and them, however many they are: an archive may be public, and members are written to as members.
macro_rules! is_archived {
    () => {
        "m.state IN ('sending', 'sent') AND m.sent_at IS NOT NULL
         AND EXISTS (SELECT 1 FROM message_choice c WHERE c.message = m.id AND c.kind = 'subscribers'
                      AND ((c.subject = '' AND m.list = l.id) OR c.subject IN (SELECT la.address FROM list_address la WHERE la.list = l.id)))
         AND NOT EXISTS (SELECT 1 FROM message_choice c WHERE c.message = m.id AND c.kind = 'organisations')"
    };
}
pub(crate) use is_archived;

/// The number of messages on a page.
const PAGE: i64 = 100;
/// A first day after all others.
const NOTHING: &str = "9999-12-31";

#[derive(Debug, Clone)]
pub struct ListArchivePage {
    pub head: NetworkHead,
    pub list: List,
    /// The page, from 1.
    pub page: i64,
    /// The number of pages, at least 1.
    pub pages: i64,
    pub messages: Vec<ArchivedMessage>,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ArchivedMessage {
    pub id: MessageId,
    pub subject: String,
    /// Markdown.
    pub body: String,
    pub language: Language,
    pub sent_at: Timestamp,
}

/// The first day of the archive that the actor may read, if they may read it: for a list that is read from one's joining, the day on which they joined.
/// Empty: all of it, as for managers of the list.
pub(crate) async fn archive_start(tx: &mut Tx, rights: &Rights, list: &List, access: &ListAccess) -> Result<String> {
    if list.archive_from_joining == 0 || list.archive == ListArchive::Public || policy::allows(rights, Act::ManageList(access)) {
        return Ok(String::new());
    }
    let today = tx.now.today();
    let joined: Option<String> = sqlx::query_scalar(concat!("SELECT ", joined_list!("$1", "$2", "$3")))
        .bind_all((&list.id, rights.key(), today))
        .fetch_one(&mut **tx)
        .await?;
    Ok(joined.unwrap_or_else(|| NOTHING.to_owned()))
}

/// One page of the archive of a list. A page out of range becomes the first or the last one.
///
/// # Errors
/// [`Error::NotFound`] for actors who may not read the archive, and if there is none.
pub async fn archive(db: &Db, actor: &Actor, slug: &str, page: &str) -> Result<ListArchivePage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find(&mut tx, &rights, slug).await?;
    let access = access(&mut tx, &rights, &head, &list).await?;
    policy::check(&rights, Act::ReadArchive(&access))?;
    let start = archive_start(&mut tx, &rights, &list, &access).await?;
    let count: i64 = sqlx::query_scalar(concat!(
        "SELECT COUNT(*) FROM list l JOIN message m ON m.list IN (SELECT o.id FROM list o WHERE o.network = l.network)
          WHERE l.id = $1 AND m.sent_at >= $2 AND ",
        is_archived!()
    ))
    .bind_all((&list.id, &start))
    .fetch_one(&mut *tx)
    .await?;
    let Paging { page, pages, skip } = Paging::of(page, count, PAGE);
    let messages = messages(&mut tx, &list, &start, "", skip).await?;
    Ok(ListArchivePage { head, list, page, pages, messages })
}

/// One message of the archive, with its list.
///
/// # Errors
/// As for [`archive`].
pub async fn archived_message(db: &Db, actor: &Actor, slug: &str, id: &MessageId) -> Result<(ListArchivePage, ArchivedMessage)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find(&mut tx, &rights, slug).await?;
    let access = access(&mut tx, &rights, &head, &list).await?;
    policy::check(&rights, Act::ReadArchive(&access))?;
    let start = archive_start(&mut tx, &rights, &list, &access).await?;
    let message = messages(&mut tx, &list, &start, id.as_str(), 0).await?.into_iter().next().ok_or(Error::NotFound)?;
    Ok((ListArchivePage { head, list, page: 1, pages: 1, messages: Vec::new() }, message))
}

async fn messages(conn: &mut Conn, list: &List, start: &str, one: &str, skip: i64) -> Result<Vec<ArchivedMessage>> {
    Ok(sqlx::query_as(concat!(
        "SELECT m.id, m.subject, m.body, m.language, m.sent_at FROM list l JOIN message m ON m.list IN (SELECT o.id FROM list o WHERE o.network = l.network)
          WHERE l.id = $1 AND ($2 = '' OR m.id = $2) AND m.sent_at >= $5 AND ",
        is_archived!(),
        " ORDER BY m.sent_at DESC, m.id DESC LIMIT $3 OFFSET $4",
    ))
    .bind_all((&list.id, one, PAGE, skip, start))
    .fetch_all(conn)
    .await?)
}

/// Removes the personal marks from a text: "Bonjour {{nom}}," becomes "Bonjour,".
pub fn without_name_marks(body: &str) -> String {
    [" {{nom}}", " {{name}}", "{{nom}}", "{{name}}"].iter().fold(body.to_owned(), |text, mark| text.replace(mark, ""))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_for_nobody_has_no_gap_where_the_name_was() {
        assert_eq!(super::without_name_marks("Bonjour {{nom}},\n\n{{name}}: see you"), "Bonjour,\n\n: see you");
    }
}
