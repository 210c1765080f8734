//! Mail: every message is a row, written in the transaction of what caused it. A worker sends it later.

mod answers;
pub mod queue;
pub mod text;

pub use answers::ReplyTo;

use crate::db::Tx;
use crate::enums::Language;
use crate::error::Result;
use crate::ids::{MailId, PersonId};
use crate::names;
use crate::rng;

/// Who a mail is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRecipient {
    /// The account, if there is one.
    pub person: Option<PersonId>,
    /// The name in the To field; may be empty.
    pub name: String,
    /// The address.
    pub address: String,
    /// The language to write in.
    pub language: Language,
}

/// A calendar object that goes with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedCalendar {
    /// The METHOD of RFC 5546: PUBLISH, REQUEST, CANCEL; the object carries the same.
    pub method: &'static str,
    /// The object.
    pub calendar: String,
}

/// A mail to write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailContent {
    /// What caused it: `registration.confirmed`.
    pub cause: &'static str,
    /// What must be said once, to this recipient: a second letter with the same text is not written.
    pub once: Option<String>,
    /// One line.
    pub subject: String,
    /// Markdown: both parts are rendered from it.
    pub body: String,
    /// At the foot: why this address gets it and, where that is possible, how to stop it. A sentence or two; empty: as the cause says.
    pub why: String,
    /// Where answers go; `None`: to the sender, which nobody reads.
    pub reply_to: Option<ReplyTo>,
    /// The Message-ID, without brackets, that the mails of one thread refer to; no mail bears it. See [`thread_of_event`].
    pub thread: Option<String>,
    /// The event as a calendar file.
    pub calendar: Option<AttachedCalendar>,
}

/// The thread of all mails to one address about one event: programs show them together. A digest, because many programs show the headers.
pub fn thread_of_event(host: &str, event: &str, address: &str) -> String {
    let digest = rng::hash(&format!("{event}\n{}", names::address_key(address)));
    format!("event.{}@{host}", &digest[..32])
}

/// Writes a mail to the outgoing queue; it leaves when the transaction commits, and only then.
pub async fn post(tx: &mut Tx, to: &MailRecipient, letter: &MailContent) -> Result<()> {
    insert(tx, to, letter).await?;
    Ok(())
}

/// [`post`] to somebody who is erased: once the mail has left or is given up, nothing of it stays but that it was written.
pub async fn post_and_forget(tx: &mut Tx, to: &MailRecipient, letter: &MailContent) -> Result<()> {
    let id = insert(tx, to, letter).await?;
    sqlx::query("UPDATE mail SET forget = 1 WHERE id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Forgets the mails to people who are erased that have left, are given up or discarded.
pub(crate) async fn forget_settled(tx: &mut Tx) -> Result<()> {
    sqlx::query(
        "UPDATE mail SET forget = 0, recipient_name = '', recipient = '', subject = '', body = '', calendar = NULL, once = NULL, last_error = '',
                why = '', reply_to = '', reply_to_name = '', thread = ''
          WHERE forget = 1 AND state IN ('sent', 'failed', 'discarded')",
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert(tx: &mut Tx, to: &MailRecipient, letter: &MailContent) -> Result<MailId> {
    let (id, now): (MailId, _) = (tx.new_id(), tx.now);
    let message_id = format!("{id}@{}", tx.host());
    let calendar = letter.calendar.as_ref();
    sqlx::query(
        "INSERT INTO mail (id, cause, once, person, recipient_name, recipient, language, message_id, subject, body, calendar, calendar_method, why, reply_to, reply_to_name, thread,
                           state, attempts, next_attempt_at, last_error, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'queued', 0, $17, '', $17)
         ON CONFLICT (once) DO NOTHING",
    )
    .bind(&id)
    .bind(letter.cause)
    .bind(&letter.once)
    .bind(&to.person)
    .bind(&to.name)
    .bind(&to.address)
    .bind(to.language)
    .bind(message_id)
    .bind(&letter.subject)
    .bind(&letter.body)
    .bind(calendar.map(|attached| attached.calendar.as_str()))
    .bind(calendar.map(|attached| attached.method))
    .bind(&letter.why)
    .bind(letter.reply_to.as_ref().map_or("", |to| to.address.as_str()))
    .bind(letter.reply_to.as_ref().map_or("", |to| to.name.as_str()))
    .bind(letter.thread.as_deref().unwrap_or_default())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(id)
}
