//! Mail: a mail is queued in the transaction of what caused it. A worker sends it later: see `crate::delivery`.

pub(crate) mod bounces;
pub(crate) mod failing_addresses;
pub(crate) mod queue;
mod rendering;
mod reply_to;
mod retention;
pub mod text;

pub use failing_addresses::settle_probes;
pub use queue::{Delivery, DeliveryPriority};
pub(crate) use queue::{NewDelivery, QueuedContent, enqueue};
pub use rendering::{RenderedCalendar, RenderedMail};
pub(crate) use rendering::{StoredMail, stored_mails};
pub use reply_to::ReplyTo;
pub(crate) use retention::{delete_expired_mails, delete_expired_texts};

use crate::db::{BindAll, Tx};
use crate::enums::{DeliveryState, Language};
use crate::error::Result;
use crate::ids::{DeliveryId, NetworkId, PersonId};
use crate::names;
use crate::rng;
use words::tr;

/// The deliveries to erased people that are settled, in SQL.
macro_rules! settled {
    () => {
        "(SELECT d.id FROM delivery d WHERE d.forget = 1 AND d.state IN ('sent', 'failed', 'discarded', 'bounced', 'suspended'))"
    };
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRecipient {
    /// `None`: an address without an account.
    pub person: Option<PersonId>,
    /// For the To field; may be empty.
    pub name: String,
    pub address: String,
    pub language: Language,
}

/// A calendar object that goes with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedCalendar {
    /// The METHOD of RFC 5546: PUBLISH, REQUEST or CANCEL, as in the object.
    pub method: &'static str,
    pub calendar: String,
}

/// A mail to write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailContent {
    /// A code: `registration.confirmed`.
    pub cause: &'static str,
    /// A key that makes it unique: a second mail with the same key is not queued.
    pub once: Option<String>,
    /// One line.
    pub subject: String,
    /// Markdown: both parts are rendered from it.
    pub body: String,
    /// For the foot: why this address gets the mail and, if possible, how to stop it. One or two sentences; empty: the sentence of the cause.
    pub why: String,
    /// `None`: answers go to the sender, which nobody reads.
    pub reply_to: Option<ReplyTo>,
    /// The Message-ID, without brackets, to which all mails of a thread refer. No mail has it. See [`thread_of_event`].
    pub thread: Option<String>,
    /// The event as a calendar file.
    pub calendar: Option<AttachedCalendar>,
    /// The network in whose name it is, whose coordinators see whether it arrived. Mails about an event have their thread instead.
    pub network: Option<NetworkId>,
}

/// The thread of all mails to one address about one event, so that programs show them together. It is a digest, because many programs show headers
/// and the address must not appear there.
pub fn thread_of_event(host: &str, event: &str, address: &str) -> String {
    let digest = rng::hash(&format!("{event}\n{}", names::address_key(address)));
    format!("event.{}@{host}", &digest[..32])
}

/// The Message-ID of a delivery, without brackets. It is the same at each attempt, so that receivers recognise a duplicate.
pub fn message_id(delivery: &DeliveryId, host: &str) -> String {
    format!("{delivery}@{host}")
}

/// Queues a mail. It leaves only after the transaction commits. Does nothing if a mail with the same [`MailContent::once`] exists.
pub async fn post(tx: &mut Tx, to: &MailRecipient, content: &MailContent) -> Result<()> {
    insert(tx, to, content, false).await
}

/// [`post`], for a person who is erased: once the mail has left or has failed, only the fact that it existed is kept.
pub async fn post_and_erase(tx: &mut Tx, to: &MailRecipient, content: &MailContent) -> Result<()> {
    insert(tx, to, content, true).await
}

/// Deletes the content and the address of mails to erased people that are settled.
pub(crate) async fn erase_settled(tx: &mut Tx) -> Result<()> {
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
    let inserted = sqlx::query(
        "INSERT INTO mail (id, once, subject, subject_key, recipient_key, body, why, reply_to, reply_to_name, thread, calendar, calendar_method, network)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (once) DO NOTHING",
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
        &content.network,
    ))
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 0 {
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
        unsubscribe_target: String::new(),
        through: String::new(),
    };
    enqueue(tx, &QueuedContent::Mail { cause: content.cause, forget }, vec![recipient]).await
}

/// The label of a delivery's state.
pub fn state_label(language: Language, state: DeliveryState) -> String {
    match state {
        DeliveryState::Queued => tr!(language, "delivery-state-queued"),
        DeliveryState::Sending => tr!(language, "delivery-state-sending"),
        DeliveryState::Sent => tr!(language, "delivery-state-sent"),
        DeliveryState::Deferred => tr!(language, "delivery-state-deferred"),
        DeliveryState::Failed => tr!(language, "delivery-state-failed"),
        DeliveryState::Unsubscribed => tr!(language, "delivery-state-unsubscribed"),
        DeliveryState::Discarded => tr!(language, "delivery-state-discarded"),
        DeliveryState::Bounced => tr!(language, "delivery-state-bounced"),
        DeliveryState::Suspended => tr!(language, "delivery-state-suspended"),
    }
}
