//! Mail: what is to be sent is written in the transaction of what caused it. A worker sends it later: see `crate::delivery`.

pub(crate) mod queue;
mod rendering;
mod reply_to;
mod retention;
pub mod text;

pub use queue::{Delivery, DeliveryPriority};
pub(crate) use queue::{NewDelivery, QueuedContent, enqueue};
pub use rendering::{RenderedCalendar, RenderedMail};
pub(crate) use rendering::{StoredMail, stored};
pub use reply_to::ReplyTo;
pub(crate) use retention::{forget_failed, forget_old};

use crate::db::{BindAll, Tx};
use crate::enums::{DeliveryState, Language};
use crate::error::Result;
use crate::ids::{DeliveryId, PersonId};
use crate::names;
use crate::rng;
use words::tr;

/// The deliveries to people who are erased of which nothing is left to do.
macro_rules! settled {
    () => {
        "(SELECT d.id FROM delivery d WHERE d.forget = 1 AND d.state IN ('sent', 'failed', 'discarded'))"
    };
}

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
    /// What must be said once, to this recipient: a second mail with the same text is not written.
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

/// The Message-ID of a delivery, without brackets: the same at each attempt, by which receivers tell that a mail is the same.
pub fn message_id(delivery: &DeliveryId, host: &str) -> String {
    format!("{delivery}@{host}")
}

/// Writes a mail to the outgoing queue; it leaves when the transaction commits, and only then. What was said already is not said again: see
/// [`MailContent::once`].
pub async fn post(tx: &mut Tx, to: &MailRecipient, content: &MailContent) -> Result<()> {
    insert(tx, to, content, false).await
}

/// [`post`] to somebody who is erased: once the mail has left or is given up, nothing of it stays but that it was written.
pub async fn post_and_forget(tx: &mut Tx, to: &MailRecipient, content: &MailContent) -> Result<()> {
    insert(tx, to, content, true).await
}

/// Forgets the mails to people who are erased that have left, are given up or discarded.
pub(crate) async fn forget_settled(tx: &mut Tx) -> Result<()> {
    for statement in [
        concat!("DELETE FROM delivery_event WHERE delivery IN ", settled!()),
        concat!(
            "UPDATE mail SET subject = '', subject_key = '', recipient_key = '', body = '', calendar = NULL, once = NULL, why = '', reply_to = '', reply_to_name = '', thread = ''
              WHERE id IN ",
            settled!()
        ),
        concat!(
            "UPDATE delivery SET forget = 0, name = '', address = '', address_key = '', domain = '', last_error = '' WHERE id IN ",
            settled!()
        ),
    ] {
        sqlx::query(statement).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, to: &MailRecipient, content: &MailContent, forget: bool) -> Result<()> {
    let id: DeliveryId = tx.new_id();
    let calendar = content.calendar.as_ref();
    let written = sqlx::query(
        "INSERT INTO mail (id, once, subject, subject_key, recipient_key, body, why, reply_to, reply_to_name, thread, calendar, calendar_method)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (once) DO NOTHING",
    )
    .bind_all((
        &id,
        &content.once,
        &content.subject,
        names::normalize(&content.subject),
        names::normalize(&to.address),
        &content.body,
        &content.why,
        content.reply_to.as_ref().map_or("", |to| to.address.as_str()),
        content.reply_to.as_ref().map_or("", |to| to.name.as_str()),
        content.thread.as_deref().unwrap_or_default(),
        calendar.map(|attached| attached.calendar.as_str()),
        calendar.map(|attached| attached.method),
    ))
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(());
    }
    let recipient = NewDelivery {
        id,
        person: to.person.clone(),
        address: to.address.clone(),
        name: to.name.clone(),
        sort_name: String::new(),
        language: to.language,
        why: String::new(),
        opt_out: String::new(),
        through: String::new(),
    };
    enqueue(tx, &QueuedContent::Mail { cause: content.cause, forget }, vec![recipient]).await
}

/// Where a delivery stands, as a word.
pub fn state_words(language: Language, state: DeliveryState) -> String {
    match state {
        DeliveryState::Queued => tr!(language, "delivery-state-queued"),
        DeliveryState::Sending => tr!(language, "delivery-state-sending"),
        DeliveryState::Sent => tr!(language, "delivery-state-sent"),
        DeliveryState::Deferred => tr!(language, "delivery-state-deferred"),
        DeliveryState::Failed => tr!(language, "delivery-state-failed"),
        DeliveryState::Unsubscribed => tr!(language, "delivery-state-unsubscribed"),
        DeliveryState::Discarded => tr!(language, "delivery-state-discarded"),
    }
}
