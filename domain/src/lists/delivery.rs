//! Copies on their way, as workers see them.
//!
//! Any number of workers, in any number of processes, share them. A worker takes a small handful, marked as in its hands in the same
//! commit that notes what became of the handful before: one commit for some dozen copies, and never more of them in flight than its
//! window. What it holds is its own as long as its row in `mailing_worker` is alive; each turn renews it.
//!
//! **Once, as far as anyone can**: the rule of [`crate::mail::queue`]. Only a worker that dies, or a line that breaks between the end of a
//! text and the answer to it, leaves copies of which nobody can know whether they left: exactly those in its hands. They are sent again,
//! with the same Message-ID and Date, and are marked as doubtful in the journal: perhaps twice, never not at all.

use chrono::Duration;
use sqlx::AssertSqlSafe;

use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::delivery::not_held;
use crate::enums::{CopyState, Language, MessageState};
use crate::error::Result;
use crate::ids::{CopyId, MessageId};

mod notes;
mod pace;
mod rendering;
mod script;
mod sent;

pub use notes::{BREAKS, CopyNote, Fate};
use notes::{event, note, settle};
pub use pace::Pace;
pub use rendering::{CopyTemplate, RenderedCopy};
pub use script::{Script, script};
pub use sent::{SentCopy, sent_copy};

/// How long a worker that gives no sign is believed to be alive, in seconds. At work it renews at each turn.
pub const LEASE_SECONDS: i64 = 20;

/// A copy in a worker's hands.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct Copy {
    pub id: CopyId,
    pub message: MessageId,
    /// Of the message: a draft changes between two proofs.
    pub version: i64,
    pub proof: i64,
    pub address: String,
    pub domain: String,
    pub name: String,
    pub language: Language,
    pub why: String,
    pub opt_out: String,
    pub queued_at: Timestamp,
    /// Of a copy to the people of an event: which event.
    pub event: Option<String>,
    reads_archive: i64,
}

impl Copy {
    /// Whether its reader may read the list's archive.
    pub fn reads_archive(&self) -> bool {
        self.reads_archive == 1
    }

    /// Whether it is for the people of an event, who need not read the list.
    pub fn is_of_event(&self) -> bool {
        self.opt_out.starts_with("e.")
    }
}

/// The columns of a [`Copy`], over `copy`. Who reads the archive: everybody where it and the network are public, else the members; see
/// `Act::ReadArchive`.
macro_rules! copy_columns {
    () => {
        "id, message, (SELECT m.version FROM message m WHERE m.id = copy.message) AS version, proof, address, domain, name, language, why, opt_out,
         queued_at,
         (SELECT r.event FROM registration r WHERE copy.opt_out LIKE 'e.%' AND r.id = substr(copy.opt_out, 3)) AS event,
         (SELECT COUNT(*) FROM message m JOIN list l ON l.id = m.list JOIN network n ON n.id = l.network
           WHERE m.id = copy.message
             AND ((l.archive = 'public' AND n.visibility = 'public')
                  OR (l.archive <> 'none' AND EXISTS (SELECT 1 FROM belonging g WHERE g.network = l.network AND g.person = copy.person)))) AS reads_archive"
    };
}
use copy_columns;

/// What a turn gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimedCopies {
    /// Copies for the worker's hands.
    pub copies: Vec<Copy>,
    /// The worker was believed to be dead, and what it held has gone to others: what it has not begun is not its own any more.
    pub lost: bool,
}

/// One turn of a worker, in one commit: notes what became of copies, renews its lease (`holds`: it has copies in its hands), takes up to
/// `want` more at the pace allowed, none of the domains in `busy`.
pub async fn turn(
    db: &Db,
    worker: &str,
    notes: &[CopyNote],
    holds: bool,
    want: usize,
    busy: &[String],
    pace: &Pace,
) -> Result<ClaimedCopies> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    let lost = !renew(&mut tx, now, worker).await? && holds;
    note(&mut tx, now, worker, notes).await?;
    let copies = if want == 0 || lost { Vec::new() } else { claim(&mut tx, now, worker, want, busy, pace, db.is_sqlite()).await? };
    tx.commit_quietly().await?;
    Ok(ClaimedCopies { copies, lost })
}

/// Says that the worker is alive; `false` if it was not known as such.
async fn renew(tx: &mut Tx, now: Timestamp, worker: &str) -> Result<bool> {
    let until = now.plus(Duration::seconds(LEASE_SECONDS));
    let known = sqlx::query("UPDATE mailing_worker SET alive_until = $2 WHERE id = $1").bind(worker).bind(until).execute(&mut **tx).await?;
    if known.rows_affected() == 1 {
        return Ok(true);
    }
    sqlx::query("INSERT INTO mailing_worker (id, alive_until) VALUES ($1, $2)").bind(worker).bind(until).execute(&mut **tx).await?;
    Ok(false)
}

/// Gives back what dead workers held: doubtful, and due at once. Without another process (`alone`), whoever is not `worker` is dead.
pub async fn take_over(db: &Db, worker: &str, alone: bool) -> Result<u64> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    let corrected = correct_times(&mut tx, now).await?;
    // Deleted first: a worker that is late finds that it was given up, and a second one that takes over finds nothing.
    sqlx::query("DELETE FROM mailing_worker WHERE alive_until < $1 OR ($2 = 1 AND id <> $3)")
        .bind(now)
        .bind(i64::from(alone))
        .bind(worker)
        .execute(&mut *tx)
        .await?;
    let dead: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT worker FROM copy WHERE worker IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mailing_worker w WHERE w.id = copy.worker)",
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut taken = 0;
    for dead in dead {
        let copies: Vec<(CopyId, i64)> =
            sqlx::query_as("UPDATE copy SET state = 'queued', doubtful = 1, breaks = breaks + 1, due_at = $2, worker = NULL WHERE worker = $1 RETURNING id, breaks")
                .bind(dead)
                .bind(now)
                .fetch_all(&mut *tx)
                .await?;
        for (copy, breaks) in copies {
            event(&mut tx, &copy, "interrupted", "").await?;
            if breaks > BREAKS {
                settle(&mut tx, &copy, CopyState::Failed, None, "interrupted each time").await?;
            }
            taken += 1;
        }
    }
    if taken > 0 || corrected {
        tx.commit_quietly().await?;
    }
    Ok(taken)
}

/// The copy had left at `at`, as an earlier process kept in a file: whatever has become of it since, it has left.
pub async fn note_sent(db: &Db, id: &CopyId, at: Timestamp) -> Result<()> {
    let mut tx = db.write().await?;
    sqlx::query(
        "UPDATE copy SET state = 'sent', sent_at = $2, due_at = NULL, worker = NULL, last_error = '' WHERE id = $1 AND state <> 'sent'",
    )
    .bind(id)
    .bind(at)
    .execute(&mut *tx)
    .await?;
    tx.commit_quietly().await
}

/// A clock that was ahead and was set right has left moments that are far away: nothing lies further ahead than its own length. Whether
/// anything did.
async fn correct_times(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let leases = sqlx::query("UPDATE mailing_worker SET alive_until = $1 WHERE alive_until > $1")
        .bind(now.plus(Duration::seconds(LEASE_SECONDS)))
        .execute(&mut **tx)
        .await?;
    let due = sqlx::query("UPDATE copy SET due_at = $1 WHERE due_at > $1 AND ((attempts = 0 AND breaks = 0) OR due_at > $2)")
        .bind(now)
        .bind(now.plus(crate::mail::queue::LONGEST_DELAY))
        .execute(&mut **tx)
        .await?;
    Ok(leases.rows_affected() + due.rows_affected() > 0)
}

/// A worker that stops gives back what it has not begun, and says that it is gone.
pub async fn take_back(db: &Db, worker: &str, notes: &[CopyNote], gone: bool) -> Result<()> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    note(&mut tx, now, worker, notes).await?;
    if gone {
        sqlx::query("DELETE FROM mailing_worker WHERE id = $1").bind(worker).execute(&mut *tx).await?;
    }
    tx.commit_quietly().await
}

async fn claim(tx: &mut Tx, now: Timestamp, worker: &str, want: usize, busy: &[String], pace: &Pace, sqlite: bool) -> Result<Vec<Copy>> {
    let want = pace::open(tx, now, pace, want).await?;
    if want == 0 {
        return Ok(Vec::new());
    }
    // SQLite has one writer at a time; on PostgreSQL workers would wait for one another's rows.
    let lock = if sqlite { "" } else { "FOR UPDATE OF c SKIP LOCKED" };
    let busy_domains = if busy.is_empty() { String::new() } else { format!("AND c.domain NOT IN ({})", places(5, busy.len())) };
    let not_held = not_held!();
    let statement = format!(
        "SELECT c.id, c.domain FROM copy c WHERE c.due_at <= $1 {busy_domains} AND {not_held}
            AND NOT EXISTS (SELECT 1 FROM mailing_pace p WHERE p.domain = c.domain AND p.free_at >= $2 AND p.free_at < $3)
          ORDER BY c.due_at, c.id LIMIT $4 {lock}"
    );
    let (waits, ahead) = pace::horizon(now);
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(now).bind(waits).bind(ahead).bind(want as i64);
    let due: Vec<(CopyId, String)> = busy.iter().fold(query, |query, domain| query.bind(domain.clone())).fetch_all(&mut **tx).await?;
    let due = pace::spend(tx, now, pace, due).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let statement = format!(
        "UPDATE copy SET state = 'sending', worker = $1, due_at = NULL WHERE due_at IS NOT NULL AND id IN ({}) RETURNING {}",
        places(2, due.len()),
        copy_columns!()
    );
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(worker.to_owned());
    Ok(due.into_iter().fold(query, |query, id| query.bind(id)).fetch_all(&mut **tx).await?)
}

/// `$3, $4, $5`.
fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// Scheduled messages whose time has come.
pub async fn due_messages(db: &Db) -> Result<Vec<MessageId>> {
    let query =
        concat!("SELECT id FROM message WHERE state = 'scheduled' AND scheduled_at <= $1 AND ", not_held!(), " ORDER BY scheduled_at");
    Ok(sqlx::query_scalar(query).bind(db.shared_now().await?).fetch_all(db.pool()).await?)
}

/// Marks messages of which every copy is settled.
pub async fn finish_messages(db: &Db) -> Result<()> {
    let open: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM message WHERE state = 'sending'").fetch_one(db.pool()).await?;
    if open == 0 {
        return Ok(());
    }
    let mut tx = db.write().await?;
    let now = tx.now;
    let finished = sqlx::query(
        "UPDATE message SET state = $2, finished_at = $1 WHERE state = 'sending'
            AND NOT EXISTS (SELECT 1 FROM copy c WHERE c.message = message.id AND c.proof = 0 AND (c.due_at IS NOT NULL OR c.worker IS NOT NULL))",
    )
    .bind(now)
    .bind(MessageState::Sent)
    .execute(&mut *tx)
    .await?;
    if finished.rows_affected() > 0 { tx.commit().await } else { Ok(()) }
}
