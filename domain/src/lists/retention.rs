//! Reduces old journals of messages to figures without names.
//!
//! The recipients of a message are of interest for weeks, perhaps for a year. After that the journal is a record of people that nobody needs. The
//! number of recipients stays for good. The links at the foot of the mails go on working: they contain all they need.

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::enums::DeliveryState;
use crate::error::Result;
use crate::ids::MessageId;

/// The figures of a message whose lines were deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeliverySnapshot {
    /// The number of deliveries in each state; states without any are left out.
    pub(super) counts: Vec<(DeliveryState, i64)>,
    pub(super) doubtful: i64,
    pub(super) unsubscribed: i64,
    /// When the lines were deleted.
    pub(super) since: Timestamp,
}

/// Reduces the journals of messages sent before `before` to figures, and deletes older proofs; returns the number of journals. A message with a
/// delivery still in flight keeps its journal.
pub(crate) async fn delete_expired_journals(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let messages: Vec<MessageId> = sqlx::query_scalar(
        "SELECT m.id FROM message m WHERE m.state = 'sent' AND m.sent_at < $1 AND EXISTS (SELECT 1 FROM delivery c WHERE c.message = m.id AND c.proof = 0)
            AND NOT EXISTS (SELECT 1 FROM delivery c WHERE c.message = m.id AND c.proof = 0 AND (c.due_at IS NOT NULL OR c.worker IS NOT NULL))",
    )
    .bind(before)
    .fetch_all(&mut **tx)
    .await?;
    let now = tx.now;
    for message in &messages {
        for statement in [
            "INSERT INTO delivery_figure (message, what, deliveries, since)
             SELECT message, state, COUNT(*), $2 FROM delivery WHERE message = $1 AND proof = 0 GROUP BY message, state",
            "INSERT INTO delivery_figure (message, what, deliveries, since)
             SELECT $1, 'doubtful', COUNT(*), $2 FROM delivery WHERE message = $1 AND proof = 0 AND doubtful = 1",
            "INSERT INTO delivery_figure (message, what, deliveries, since)
             SELECT $1, 'left', COUNT(*), $2 FROM delivery WHERE message = $1 AND proof = 0 AND unsubscribed_at IS NOT NULL",
        ] {
            sqlx::query(statement).bind(message).bind(now).execute(&mut **tx).await?;
        }
        for statement in [
            "DELETE FROM delivery_event WHERE delivery IN (SELECT id FROM delivery WHERE message = $1 AND proof = 0)",
            "DELETE FROM delivery WHERE message = $1 AND proof = 0",
        ] {
            sqlx::query(statement).bind(message).execute(&mut **tx).await?;
        }
    }
    for statement in [
        "DELETE FROM delivery_event WHERE delivery IN (SELECT id FROM delivery WHERE proof = 1 AND due_at IS NULL AND worker IS NULL AND queued_at < $1)",
        "DELETE FROM delivery WHERE proof = 1 AND due_at IS NULL AND worker IS NULL AND queued_at < $1",
    ] {
        sqlx::query(statement).bind(before).execute(&mut **tx).await?;
    }
    Ok(messages.len() as u64)
}

/// The figures of a reduced journal; `None` if the journal still has its lines.
pub(super) async fn snapshot(conn: &mut Conn, message: &MessageId) -> Result<Option<DeliverySnapshot>> {
    let rows: Vec<(String, i64, Timestamp)> =
        sqlx::query_as("SELECT what, deliveries, since FROM delivery_figure WHERE message = $1 ORDER BY what")
            .bind(message)
            .fetch_all(conn)
            .await?;
    let Some(since) = rows.first().map(|(.., since)| *since) else { return Ok(None) };
    let count_of = |what: &str| rows.iter().find(|(one, ..)| one == what).map_or(0, |(_, copies, _)| *copies);
    let counts = rows.iter().filter_map(|(what, copies, _)| DeliveryState::parse(what).ok().map(|state| (state, *copies))).collect();
    Ok(Some(DeliverySnapshot { counts, doubtful: count_of("doubtful"), unsubscribed: count_of("left"), since }))
}
