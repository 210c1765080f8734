//! The messages of a list for their authors: drafts, scheduled messages, sent messages.

use super::choices::{AudienceChoice, read_choices};
use super::{List, find_to_write};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db};
use crate::enums::{Language, MessageState};
use crate::error::{Error, Result};
use crate::graph::NetworkHead;
use crate::ids::{ListId, MessageId, PersonId};
use crate::paging::Paging;
use crate::people::names;
use crate::policy::{self, Actor};

/// The number of messages on a page.
const PAGE: i64 = 50;

/// A message as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    pub id: MessageId,
    pub list: ListId,
    pub author: Option<PersonId>,
    pub subject: String,
    pub body: String,
    pub language: Language,
    pub state: MessageState,
    pub scheduled_at: Option<Timestamp>,
    pub expected: Option<i64>,
    pub held: i64,
    pub sent_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub recipients: i64,
    pub updated_at: Timestamp,
    pub version: i64,
}

/// The columns of a [`Message`].
macro_rules! message_columns {
    () => {
        "m.id, m.list, m.author, m.subject, m.body, m.language, m.state, m.scheduled_at, m.expected, m.held, m.sent_at, m.finished_at, \
         m.recipients, m.updated_at, m.version"
    };
}
pub(super) use message_columns;

/// A row in the list of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMessage {
    pub message: Message,
    pub author: String,
    /// The number of deliveries sent.
    pub sent: i64,
    /// The number of deliveries that failed for good.
    pub failed: i64,
}

#[derive(Debug, Clone)]
pub struct MessageList {
    pub head: NetworkHead,
    pub list: List,
    /// The number of people and addresses that the list writes to.
    pub subscribers: i64,
    /// The page, from 1.
    pub page: i64,
    /// The number of pages, at least 1.
    pub pages: i64,
    /// The messages not yet sent first, then the newest.
    pub messages: Vec<ListedMessage>,
}

#[derive(Debug, Clone)]
pub struct ShownMessage {
    pub head: NetworkHead,
    pub list: List,
    /// The message with its figures.
    pub listed: ListedMessage,
    /// The chosen audience.
    pub choices: Vec<AudienceChoice>,
}

/// The messages of a network, for actors who may write them. A page out of range becomes the first or the last one.
pub async fn messages(db: &Db, actor: &Actor, slug: &str, page: &str) -> Result<MessageList> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let subscribers = super::subscriptions::count(&mut tx, &list).await?;
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM message WHERE list = $1").bind(&list.id).fetch_one(&mut *tx).await?;
    let Paging { page, pages, skip } = Paging::of(page, count, PAGE);
    let messages = list_messages(&mut tx, &list, None, skip).await?;
    Ok(MessageList { head, list, subscribers, page, pages, messages })
}

/// One message, for actors who may write to the list.
pub async fn show(db: &Db, actor: &Actor, slug: &str, id: &MessageId) -> Result<ShownMessage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let listed = list_messages(&mut tx, &list, Some(id), 0).await?.pop().ok_or(Error::NotFound)?;
    let choices = read_choices(&mut tx, id).await?;
    Ok(ShownMessage { head, list, listed, choices })
}

/// The message with that key, if it is in that list. A message of another list is as unknown as a wrong key.
pub(super) async fn of_list(conn: &mut Conn, list: &List, id: &MessageId) -> Result<Message> {
    Ok(sqlx::query_as(concat!("SELECT ", message_columns!(), " FROM message m WHERE m.id = $1 AND m.list = $2"))
        .bind_all((id, &list.id))
        .fetch_one(conn)
        .await?)
}

#[derive(sqlx::FromRow)]
struct MessageRow {
    #[sqlx(flatten)]
    message: Message,
    given_name: Option<String>,
    family_name: Option<String>,
    sent: i64,
    failed: i64,
}

/// One message of a list, or a page of them.
async fn list_messages(conn: &mut Conn, list: &List, one: Option<&MessageId>, skip: i64) -> Result<Vec<ListedMessage>> {
    let rows: Vec<MessageRow> = sqlx::query_as(concat!(
        "SELECT ",
        message_columns!(),
        ", p.given_name, p.family_name,
           (SELECT COUNT(*) FROM delivery c WHERE c.message = m.id AND c.proof = 0 AND c.state = 'sent')
             + COALESCE((SELECT f.deliveries FROM delivery_figure f WHERE f.message = m.id AND f.what = 'sent'), 0) AS sent,
           (SELECT COUNT(*) FROM delivery c WHERE c.message = m.id AND c.proof = 0 AND c.state IN ('failed', 'bounced'))
             + COALESCE((SELECT CAST(SUM(f.deliveries) AS BIGINT) FROM delivery_figure f WHERE f.message = m.id AND f.what IN ('failed', 'bounced')), 0) AS failed
           FROM message m LEFT JOIN person p ON p.id = m.author
          WHERE m.list = $1 AND ($2 = '' OR m.id = $2)
          ORDER BY CASE WHEN m.state IN ('draft', 'scheduled') THEN 0 ELSE 1 END, COALESCE(m.sent_at, m.updated_at) DESC, m.id DESC LIMIT $3 OFFSET $4"
    ))
    .bind_all((&list.id, one.map_or("", MessageId::as_str), PAGE, skip))
    .fetch_all(conn)
    .await?;
    let listed = |row: MessageRow| ListedMessage {
        author: names::full(&row.given_name.unwrap_or_default(), &row.family_name.unwrap_or_default()),
        message: row.message,
        sent: row.sent,
        failed: row.failed,
    };
    Ok(rows.into_iter().map(listed).collect())
}
