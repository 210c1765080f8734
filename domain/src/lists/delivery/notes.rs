//! What became of copies, and what follows from it.

use chrono::Duration;
use sqlx::AssertSqlSafe;

use super::places;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::enums::CopyState;
use crate::error::Result;
use crate::ids::CopyId;
use crate::mail::queue::DELAYS_MINUTES;

/// How often a line may break, or a process die, with the same copy in its hands before it has failed.
pub const BREAKS: i64 = 20;

/// What became of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The other side has it.
    Sent,
    /// It said « later »: why.
    Deferred(String),
    /// It said « never »: why.
    Failed(String),
    /// The line broke: why, and whether it may have it all the same.
    Broken(String, bool),
    /// It was not begun: as if it had not been taken.
    Back,
}

/// What became of which copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyNote {
    /// The copy.
    pub copy: CopyId,
    /// What became of it.
    pub fate: Fate,
}

pub(super) async fn note(tx: &mut Tx, now: Timestamp, worker: &str, notes: &[CopyNote]) -> Result<()> {
    let with = |fate: &Fate| notes.iter().filter(|note| note.fate == *fate).map(|note| note.copy.as_str()).collect::<Vec<_>>();
    let (sent, back) = (with(&Fate::Sent), with(&Fate::Back));
    if !sent.is_empty() {
        // Whoever holds it by now: it has left.
        let statement = format!(
            "UPDATE copy SET state = 'sent', sent_at = $1, due_at = NULL, worker = NULL, last_error = '' WHERE id IN ({}) AND state <> 'sent'",
            places(2, sent.len())
        );
        let query = sqlx::query(AssertSqlSafe(statement)).bind(now);
        sent.into_iter().fold(query, |query, id| query.bind(id.to_owned())).execute(&mut **tx).await?;
    }
    if !back.is_empty() {
        let statement = format!(
            "UPDATE copy SET state = CASE WHEN attempts > 0 THEN 'deferred' ELSE 'queued' END, due_at = $1, worker = NULL
              WHERE worker = $2 AND id IN ({})",
            places(3, back.len())
        );
        let query = sqlx::query(AssertSqlSafe(statement)).bind(now).bind(worker.to_owned());
        back.into_iter().fold(query, |query, id| query.bind(id.to_owned())).execute(&mut **tx).await?;
    }
    for CopyNote { copy, fate } in notes {
        let (why, broken) = match fate {
            Fate::Sent | Fate::Back => continue,
            Fate::Deferred(why) | Fate::Failed(why) => (why, false),
            Fate::Broken(why, _) => (why, true),
        };
        let counted: Option<(i64, i64)> = sqlx::query_as(
            "UPDATE copy SET attempts = attempts + $3, breaks = breaks + $4, worker = NULL WHERE id = $1 AND worker = $2 RETURNING attempts, breaks",
        )
        .bind(copy)
        .bind(worker)
        .bind(i64::from(!broken))
        .bind(i64::from(broken))
        .fetch_optional(&mut **tx)
        .await?;
        // Another has it by now: what it finds is what counts.
        let Some((attempts, breaks)) = counted else { continue };
        let (state, due, step) = match fate {
            Fate::Broken(_, doubtful) => {
                if *doubtful {
                    sqlx::query("UPDATE copy SET doubtful = 1 WHERE id = $1").bind(copy).execute(&mut **tx).await?;
                }
                let seconds = (5_i64 << breaks.clamp(0, 10)).min(3600);
                let step = if *doubtful { "interrupted" } else { "deferred" };
                (CopyState::Deferred, (breaks <= BREAKS).then(|| now.plus(Duration::seconds(seconds))), step)
            }
            Fate::Deferred(_) => {
                let delay = usize::try_from(attempts - 1).ok().and_then(|past| DELAYS_MINUTES.get(past));
                (CopyState::Deferred, delay.map(|minutes| now.plus(Duration::minutes(*minutes))), "deferred")
            }
            _ => (CopyState::Failed, None, "failed"),
        };
        let (state, step) = if due.is_none() { (CopyState::Failed, "failed") } else { (state, step) };
        settle(tx, copy, state, due, why).await?;
        event(tx, copy, step, why).await?;
    }
    Ok(())
}

pub(super) async fn settle(tx: &mut Tx, copy: &CopyId, state: CopyState, due: Option<Timestamp>, why: &str) -> Result<()> {
    sqlx::query("UPDATE copy SET state = $2, due_at = $3, last_error = $4 WHERE id = $1")
        .bind(copy)
        .bind(state)
        .bind(due)
        .bind(short(why))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn event(tx: &mut Tx, copy: &CopyId, step: &str, detail: &str) -> Result<()> {
    let now = tx.now;
    sqlx::query("INSERT INTO copy_event (copy, at, step, detail) VALUES ($1, $2, $3, $4)")
        .bind(copy)
        .bind(now)
        .bind(step)
        .bind(short(detail))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn short(why: &str) -> String {
    why.chars().take(500).collect()
}
