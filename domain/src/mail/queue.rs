//! The queue of outgoing mail: one row of `delivery` for each mail to each address, whatever caused it. `crate::delivery` sends it.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use super::failing_addresses::{is_proof, suspended_among};
use crate::clock::Timestamp;
use crate::db::{BindAll, Tx, placeholders};
use crate::enums::{DeliveryState, Language};
use crate::error::Result;
use crate::ids::{DeliveryId, DigestId, MessageId, PersonId, PostId};
use crate::names;

/// The number of rows in one statement.
const ROWS: usize = 40;
/// From this number of deliveries on, they are more than a transaction usually writes.
const MANY: usize = 5000;
/// The columns that differ between the rows of a statement.
const COLUMNS: [&str; 13] = [
    "id",
    "person",
    "address",
    "address_key",
    "domain",
    "name",
    "sort_name",
    "language",
    "why",
    "unsubscribe_target",
    "through",
    "state",
    "due_at",
];

/// A delivery waits or is in flight, in SQL: over `delivery`, or over an alias of it.
macro_rules! unsettled {
    () => {
        "(due_at IS NOT NULL OR worker IS NOT NULL)"
    };
    ($alias:literal) => {
        concat!("(", $alias, ".due_at IS NOT NULL OR ", $alias, ".worker IS NOT NULL)")
    };
}
pub(crate) use unsettled;

/// The priority of a delivery. Deliveries never wait for those of a lower priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveryPriority {
    /// Somebody waits for it at a screen: a sign-in link, a confirmation.
    Urgent,
    /// Any other single mail.
    Normal,
    /// A copy of a message to a list.
    Bulk,
}

impl DeliveryPriority {
    /// The value in the database.
    pub fn value(self) -> i64 {
        self as i64
    }

    /// The priority of a single mail with that cause.
    fn of_mail(cause: &str) -> Self {
        let is_urgent = ["sign_in.", "address.", "registration."].iter().any(|slice| cause.starts_with(slice)) || cause == "list.confirm";
        if is_urgent { Self::Urgent } else { Self::Normal }
    }
}

/// A mail to one address, as a worker claims it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Delivery {
    pub id: DeliveryId,
    pub cause: String,
    /// A [`DeliveryPriority`].
    pub priority: i64,
    /// The message to a list that it is a copy of.
    pub message: Option<MessageId>,
    /// The post to a list that it is a copy of.
    pub post: Option<PostId>,
    /// The digest of a list that it is.
    pub digest: Option<DigestId>,
    pub address: String,
    pub domain: String,
    pub name: String,
    pub language: Language,
    pub why: String,
    pub unsubscribe_target: String,
    /// The envelope sender, to which failures are returned; empty: the site's sender.
    pub envelope_from: String,
    pub queued_at: Timestamp,
}

impl Delivery {
    /// Whether it is a single mail, and no copy of what went to a list.
    pub fn is_single(&self) -> bool {
        self.message.is_none() && self.post.is_none() && self.digest.is_none()
    }
}

/// The columns of a [`Delivery`], over `delivery`.
macro_rules! delivery_columns {
    () => {
        "id, cause, priority, message, post, digest, address, domain, name, language, why, unsubscribe_target, envelope_from, queued_at"
    };
}
pub(crate) use delivery_columns;

pub(crate) enum QueuedContent<'a> {
    /// A single mail. Its delivery has the same id. With `forget`, its content and address are deleted once it is settled.
    Mail { cause: &'static str, forget: bool },
    /// A message to a list. A proof goes to its author alone and is in no journal.
    Message { id: &'a MessageId, proof: bool },
    /// A post to a discussion list.
    Post { id: &'a PostId },
    /// A digest of a discussion list. The cause says its format.
    Digest { id: &'a DigestId, cause: &'static str },
}

/// The delivery to one recipient.
pub(crate) struct NewDelivery {
    pub(crate) id: DeliveryId,
    pub(crate) person: Option<PersonId>,
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) sort_name: String,
    pub(crate) language: Language,
    pub(crate) why: String,
    pub(crate) unsubscribe_target: String,
    pub(crate) through: String,
}

/// Queues the same content for each of these recipients. The deliveries are due as soon as the transaction commits; those to an address whose mail is
/// suspended are never due.
pub(crate) async fn enqueue(tx: &mut Tx, content: &QueuedContent<'_>, recipients: Vec<NewDelivery>) -> Result<()> {
    if recipients.len() > MANY {
        tx.expect_many_rows().await?;
    }
    let mut recipients = recipients.into_iter();
    loop {
        let rows: Vec<NewDelivery> = recipients.by_ref().take(ROWS).collect();
        if rows.is_empty() {
            return Ok(());
        }
        insert(tx, content, rows).await?;
    }
}

async fn insert(tx: &mut Tx, content: &QueuedContent<'_>, rows: Vec<NewDelivery>) -> Result<()> {
    let (now, width) = (tx.now, COLUMNS.len());
    let (cause, priority, proof, forget) = match content {
        QueuedContent::Mail { cause, forget } => (*cause, DeliveryPriority::of_mail(cause), false, *forget),
        // Its author waits for a proof.
        QueuedContent::Message { proof: true, .. } => ("list.message", DeliveryPriority::Normal, true, false),
        QueuedContent::Message { proof: false, .. } => ("list.message", DeliveryPriority::Bulk, false, false),
        QueuedContent::Post { .. } => ("list.post", DeliveryPriority::Bulk, false, false),
        QueuedContent::Digest { cause, .. } => (*cause, DeliveryPriority::Bulk, false, false),
    };
    let message = if let QueuedContent::Message { id, .. } = content { Some((*id).clone()) } else { None };
    let post = if let QueuedContent::Post { id } = content { Some((*id).clone()) } else { None };
    let digest = if let QueuedContent::Digest { id, .. } = content { Some((*id).clone()) } else { None };
    let keys: Vec<String> = rows.iter().map(|row| names::address_key(&row.address)).collect();
    let suspended = if is_proof(cause) { HashSet::new() } else { suspended_among(tx, &keys).await? };
    let row = |index: usize| {
        let first = index * width + 9;
        // A mail has the id of its delivery.
        let mail = if matches!(content, QueuedContent::Mail { .. }) { format!("${first}") } else { "NULL".to_owned() };
        format!("($1, $2, {mail}, $3, $7, $8, $4, $5, $6, {}, '', 0, 0, 0, '')", placeholders(first, width))
    };
    let statement = format!(
        "INSERT INTO delivery (cause, priority, mail, message, post, digest, proof, forget, queued_at, {},
                               envelope_from, doubtful, attempts, breaks, last_error) VALUES {}",
        COLUMNS.join(", "),
        (0..rows.len()).map(row).collect::<Vec<_>>().join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(statement)).bind_all((
        cause,
        priority.value(),
        message,
        i64::from(proof),
        i64::from(forget),
        now,
        post,
        digest,
    ));
    for (row, key) in rows.into_iter().zip(keys) {
        let state = if suspended.contains(&key) { DeliveryState::Suspended } else { DeliveryState::Queued };
        let domain = key.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_owned());
        query = query
            .bind(row.id)
            .bind(row.person)
            .bind(row.address)
            .bind(key)
            .bind(domain)
            .bind(row.name)
            .bind(row.sort_name)
            .bind(row.language)
            .bind(row.why)
            .bind(row.unsubscribe_target)
            .bind(row.through)
            .bind(state)
            .bind((state == DeliveryState::Queued).then_some(now));
    }
    query.execute(&mut **tx).await?;
    Ok(())
}

/// Adds a line to the history of a delivery. `detail` is cut at 500 characters.
pub(crate) async fn record_event(tx: &mut Tx, id: &DeliveryId, step: &str, detail: &str) -> Result<()> {
    let now = tx.now;
    sqlx::query("INSERT INTO delivery_event (delivery, at, step, detail) VALUES ($1, $2, $3, $4)")
        .bind_all((id, now, step, shorten(detail)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The start of what a server said.
pub(crate) fn shorten(text: &str) -> String {
    text.chars().take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_that_somebody_waits_for_go_first() {
        for cause in ["sign_in.link", "address.proof", "list.confirm", "registration.asked", "registration.confirmed"] {
            assert_eq!(DeliveryPriority::of_mail(cause), DeliveryPriority::Urgent, "{cause}");
        }
        for cause in ["event.cancelled", "membership.invited", "list.held", "alert.mail", "bounce.probe"] {
            assert_eq!(DeliveryPriority::of_mail(cause), DeliveryPriority::Normal, "{cause}");
        }
        assert!(DeliveryPriority::Urgent < DeliveryPriority::Normal && DeliveryPriority::Normal < DeliveryPriority::Bulk);
    }
}
