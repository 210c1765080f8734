//! Messages as their coordinators write them: drafts, what is scheduled, what has left.

use serde::{Deserialize, Serialize};

use super::choices::{Choice, choose, chosen, offered};
use super::{List, find_to_write};
use crate::audit;
use crate::clock::Moment;
use crate::codes::{ChoiceKind, Language, MessageState};
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Problem, Result};
use crate::fields::{self, Faults};
use crate::ids::{ListId, MessageId, PersonId};
use crate::networks::NetworkHead;
use crate::people::names;
use crate::policy::{Actor, Rights};

/// A message as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct Message {
    pub id: MessageId,
    pub list: ListId,
    pub author: Option<PersonId>,
    pub subject: String,
    pub body: String,
    pub language: Language,
    pub state: MessageState,
    pub scheduled_at: Option<Moment>,
    pub expected: Option<i64>,
    pub held: i64,
    pub sent_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    pub recipients: i64,
    pub updated_at: Moment,
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

/// The form of a message, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageInput {
    /// One line.
    pub subject: String,
    /// Markdown.
    pub body: String,
    /// Of the text.
    pub language: String,
    /// Choices as text: `subscribers:`, `members:sil`, `participants:journee`.
    pub audience: Vec<String>,
    /// `organisations:company`: members of these alone.
    pub organisations: Vec<String>,
    /// The version the form was opened with.
    pub version: String,
}

/// A line of the list of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMessage {
    /// The message.
    pub message: Message,
    /// Who wrote it.
    pub author: String,
    /// Copies that have left.
    pub sent: i64,
    /// Copies that never will.
    pub failed: i64,
}

/// The messages of a network.
#[derive(Debug, Clone)]
pub struct Messages {
    /// The network.
    pub head: NetworkHead,
    /// Its list.
    pub list: List,
    /// How many read it.
    pub readers: i64,
    /// What waits first, then the newest.
    pub messages: Vec<ListedMessage>,
}

/// A message's page.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The network.
    pub head: NetworkHead,
    /// Its list.
    pub list: List,
    /// The message.
    pub line: ListedMessage,
    /// Whom it is for.
    pub choices: Vec<Choice>,
}

/// The messages of a network, for those who write them.
pub async fn messages(db: &Db, who: &Actor, slug: &str) -> Result<Messages> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let readers = super::readers::count(&mut tx, &list).await?;
    let messages = lines(&mut tx, &list, None).await?;
    Ok(Messages { head, list, readers, messages })
}

/// One message, for those who write them.
pub async fn show(db: &Db, who: &Actor, slug: &str, id: &MessageId) -> Result<Shown> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let line = lines(&mut tx, &list, Some(id)).await?.pop().ok_or(Error::NotFound)?;
    let choices = chosen(&mut tx, id).await?;
    Ok(Shown { head, list, line, choices })
}

/// The form of a message that has not left.
pub async fn form(db: &Db, who: &Actor, slug: &str, id: &MessageId) -> Result<MessageInput> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = of_list(&mut tx, &list, id).await?;
    if message.state != MessageState::Draft {
        return Err(Error::Closed);
    }
    let (narrow, wide): (Vec<Choice>, Vec<Choice>) =
        chosen(&mut tx, id).await?.into_iter().partition(|choice| choice.kind == ChoiceKind::Organisations);
    Ok(MessageInput {
        subject: message.subject,
        body: message.body,
        language: message.language.to_string(),
        audience: wide.iter().map(Choice::to_string).collect(),
        organisations: narrow.iter().map(Choice::to_string).collect(),
        version: message.version.to_string(),
    })
}

/// Makes a draft.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct.
pub async fn create(db: &Db, who: &Actor, slug: &str, input: &MessageInput) -> Result<MessageId> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let checked = check(&mut tx, &rights, &list, &[], input).await?;
    let (id, now): (MessageId, _) = (tx.fresh(), tx.now);
    sqlx::query(
        "INSERT INTO message (id, list, author, subject, body, language, state, held, recipients, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 'draft', 0, 0, $7, $7, 1)",
    )
    .bind(&id)
    .bind(&list.id)
    .bind(rights.person())
    .bind(&checked.subject)
    .bind(&checked.body)
    .bind(checked.language)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    choose(&mut tx, &id, &checked.choices).await?;
    audit::note(&mut tx, &rights, "message.create", id.as_str(), slug).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a draft. Choices that the form did not offer, made before, stay if they are sent again.
///
/// # Errors
/// [`Error::Closed`] if it is no draft any more; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit(db: &Db, who: &Actor, slug: &str, id: &MessageId, input: &MessageInput) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    if of_list(&mut tx, &list, id).await?.state != MessageState::Draft {
        return Err(Error::Closed);
    }
    let before = chosen(&mut tx, id).await?;
    let checked = check(&mut tx, &rights, &list, &before, input).await?;
    let now = tx.now;
    let changed = sqlx::query(
        "UPDATE message SET subject = $3, body = $4, language = $5, updated_at = $6, version = version + 1
          WHERE id = $1 AND version = $2 AND state = 'draft'",
    )
    .bind(id)
    .bind(input.version.parse().unwrap_or(-1_i64))
    .bind(&checked.subject)
    .bind(&checked.body)
    .bind(checked.language)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::Stale);
    }
    choose(&mut tx, id, &checked.choices).await?;
    audit::note(&mut tx, &rights, "message.edit", id.as_str(), slug).await?;
    tx.commit().await
}

/// Removes a draft, and the proofs that were sent of it.
///
/// # Errors
/// [`Error::Closed`] if it is no draft any more.
pub async fn remove(db: &Db, who: &Actor, slug: &str, id: &MessageId) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    if of_list(&mut tx, &list, id).await?.state != MessageState::Draft {
        return Err(Error::Closed);
    }
    for statement in [
        "DELETE FROM copy_event WHERE copy IN (SELECT id FROM copy WHERE message = $1)",
        "DELETE FROM copy WHERE message = $1",
        "DELETE FROM message_choice WHERE message = $1",
        "DELETE FROM message WHERE id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *tx).await?;
    }
    audit::note(&mut tx, &rights, "message.remove", id.as_str(), slug).await?;
    tx.commit().await
}

struct Checked {
    subject: String,
    body: String,
    language: Language,
    choices: Vec<Choice>,
}

async fn check(tx: &mut Tx, rights: &Rights, list: &List, before: &[Choice], input: &MessageInput) -> Result<Checked> {
    let mut faults = Faults::default();
    let subject = faults.check("subject", fields::line(&input.subject));
    let body = faults.check("body", fields::text(&input.body));
    if body.trim().is_empty() && !faults.touches("body") {
        faults.note("body", Problem::Required);
    }
    let language = faults.check("language", Language::parse(&input.language).map(Some));
    let offered = offered(tx, rights, list).await?;
    let mut choices = Vec::new();
    for (field, texts) in [("audience", &input.audience), ("organisations", &input.organisations)] {
        for text in texts.iter().filter(|text| !text.is_empty()) {
            match Choice::parse(text) {
                Ok(choice) if offered.holds(&choice) || before.contains(&choice) => choices.push(choice),
                _ => faults.note(field, Problem::NotAChoice),
            }
        }
    }
    faults.or(Checked { subject, body, language: language.unwrap_or(Language::Fr), choices })
}

/// The message with that key, of that list: another list's is as unknown as a wrong one.
pub(super) async fn of_list(conn: &mut Conn, list: &List, id: &MessageId) -> Result<Message> {
    Ok(sqlx::query_as(concat!("SELECT ", message_columns!(), " FROM message m WHERE m.id = $1 AND m.list = $2"))
        .bind(id)
        .bind(&list.id)
        .fetch_one(conn)
        .await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    message: Message,
    given_name: Option<String>,
    family_name: Option<String>,
    sent: i64,
    failed: i64,
}

/// One message of a list, or its newest hundred.
async fn lines(conn: &mut Conn, list: &List, one: Option<&MessageId>) -> Result<Vec<ListedMessage>> {
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "SELECT ",
        message_columns!(),
        ", p.given_name, p.family_name,
           (SELECT COUNT(*) FROM copy c WHERE c.message = m.id AND c.proof = 0 AND c.state = 'sent') AS sent,
           (SELECT COUNT(*) FROM copy c WHERE c.message = m.id AND c.proof = 0 AND c.state = 'failed') AS failed
           FROM message m LEFT JOIN person p ON p.id = m.author
          WHERE m.list = $1 AND ($2 = '' OR m.id = $2)
          ORDER BY CASE WHEN m.state IN ('draft', 'scheduled') THEN 0 ELSE 1 END, COALESCE(m.sent_at, m.updated_at) DESC, m.id DESC LIMIT 100"
    ))
    .bind(&list.id)
    .bind(one.map_or("", MessageId::as_str))
    .fetch_all(conn)
    .await?;
    let line = |row: Row| ListedMessage {
        author: names::full(&row.given_name.unwrap_or_default(), &row.family_name.unwrap_or_default()),
        message: row.message,
        sent: row.sent,
        failed: row.failed,
    };
    Ok(rows.into_iter().map(line).collect())
}
