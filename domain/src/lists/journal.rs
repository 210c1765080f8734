//! The journal of a message: the result of each delivery. It answers "did she get it?".

mod rows;

use serde::{Deserialize, Serialize};

use self::rows::{count, rows, unnamed, with_steps};
use super::messages::of_list;
use super::{Message, find_to_write, retention};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::enums::{DeliveryState, Language};
use crate::error::Result;
use crate::graph::NetworkHead;
use crate::ids::MessageId;
use crate::mail;
use crate::paging::Paging;
use crate::policy::{self, Actor};
use formats::spreadsheets;
use words::tr;

/// The number of lines on a page.
pub const PAGE: i64 = 100;

/// The filters of the journal, as in the query string. Values that can't be parsed filter nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageJournalQuery {
    /// Part of a name or an address.
    pub q: String,
    /// A [`DeliveryState`], or `doubtful`, or `left` for people who unsubscribed by this mail.
    pub state: String,
    /// The page, from 1.
    pub page: String,
}

#[derive(Debug, Clone)]
pub struct MessageJournal {
    pub head: NetworkHead,
    pub message: Message,
    /// The number of deliveries in each state, whatever the filters; states without any are left out.
    pub counts: Vec<(DeliveryState, i64)>,
    /// The number of deliveries that may have been sent twice.
    pub doubtful: i64,
    /// The number of people who unsubscribed by their mail.
    pub unsubscribed: i64,
    /// When the lines were deleted, leaving figures only; `None` if they are still there.
    pub reduced_at: Option<Timestamp>,
    /// The number of deliveries to members of networks whose members' lists the reader may not read: these have no line.
    pub unnamed: i64,
    /// The number of deliveries that match the filters.
    pub total: i64,
    /// The page, from 1.
    pub page: i64,
    pub deliveries: Vec<MessageDelivery>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageDelivery {
    pub name: String,
    pub address: String,
    pub why: String,
    pub state: DeliveryState,
    pub is_doubtful: bool,
    /// When it is tried again.
    pub due_at: Option<Timestamp>,
    pub last_error: String,
    /// The steps, the oldest first.
    pub steps: Vec<DeliveryStep>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeliveryStep {
    pub at: Timestamp,
    /// `queued`, `deferred`, `failed`, `interrupted`, `sent`, `delayed`, `bounced`, `unsubscribed`.
    pub step: String,
    /// The answer of the other server.
    pub detail: String,
}

/// The journal of a message, for actors who may write to the list.
pub async fn journal(db: &Db, actor: &Actor, slug: &str, id: &MessageId, query: &MessageJournalQuery) -> Result<MessageJournal> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = of_list(&mut tx, &list, id).await?;
    if let Some(retention::DeliverySnapshot { counts, doubtful, unsubscribed, since }) = retention::snapshot(&mut tx, id).await? {
        return Ok(MessageJournal {
            head,
            message,
            counts,
            doubtful,
            unsubscribed,
            reduced_at: Some(since),
            unnamed: 0,
            total: 0,
            page: 1,
            deliveries: Vec::new(),
        });
    }
    let counts: Vec<(DeliveryState, i64)> =
        sqlx::query_as("SELECT state, COUNT(*) FROM delivery WHERE message = $1 AND proof = 0 GROUP BY state ORDER BY state")
            .bind(id)
            .fetch_all(&mut *tx)
            .await?;
    let (doubtful, unsubscribed): (i64, i64) = sqlx::query_as(
        "SELECT COUNT(CASE WHEN doubtful = 1 THEN 1 END), COUNT(unsubscribed_at)
           FROM delivery WHERE message = $1 AND proof = 0",
    )
    .bind(id)
    .fetch_one(&mut *tx)
    .await?;
    let total = count(&mut tx, &rights, id, query).await?;
    let Paging { page, skip, .. } = Paging::of(&query.page, total, PAGE);
    let rows = rows(&mut tx, &rights, id, query, PAGE, skip).await?;
    let deliveries = with_steps(&mut tx, &head, id, rows).await?;
    let unnamed = unnamed(&mut tx, &rights, id).await?;
    Ok(MessageJournal { head, message, counts, doubtful, unsubscribed, reduced_at: None, unnamed, total, page, deliveries })
}

/// Everything that matches the filters, for a spreadsheet: the same lines as on the pages.
pub async fn journal_csv(
    db: &Db,
    actor: &Actor,
    slug: &str,
    id: &MessageId,
    query: &MessageJournalQuery,
    language: Language,
) -> Result<Vec<u8>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    of_list(&mut tx, &list, id).await?;
    let rows = rows(&mut tx, &rights, id, query, i64::MAX, 0).await?;
    let deliveries = with_steps(&mut tx, &head, id, rows).await?;
    let heading = [
        tr!(language, "delivery-log-column-name"),
        tr!(language, "delivery-log-column-address"),
        tr!(language, "delivery-log-column-reason"),
        tr!(language, "delivery-log-column-state"),
        tr!(language, "delivery-log-column-doubtful"),
        tr!(language, "delivery-log-column-queued"),
        tr!(language, "delivery-log-column-sent"),
        tr!(language, "delivery-log-column-unsubscribed"),
        tr!(language, "delivery-log-column-error"),
    ];
    let table = deliveries.into_iter().map(|delivery| {
        let at = |step: &str| delivery.steps.iter().find(|one| one.step == step).map(|one| one.at.to_string()).unwrap_or_default();
        let doubtful = if delivery.is_doubtful { tr!(language, "delivery-log-yes") } else { String::new() };
        [
            delivery.name.clone(),
            delivery.address.clone(),
            super::reasons_of(language, &delivery.why).join(", "),
            mail::state_label(language, delivery.state),
            doubtful,
            at("queued"),
            at("sent"),
            at("unsubscribed"),
            delivery.last_error.clone(),
        ]
    });
    let sheet = spreadsheets::csv(language, &heading, table);
    drop(tx);
    audit::record_export(db, actor, AuditAction::MessageExport, id.as_str(), "").await?;
    Ok(sheet)
}
