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

use super::{List, by_id};
use crate::clock::Moment;
use crate::codes::{CopyState, Language, ListArchive, MessageState};
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::ids::{CopyId, ListId, MessageId};
use crate::mail::queue::DELAYS_MINUTES;
use crate::people::names;

mod pace;

pub use pace::Pace;

/// How long a worker that gives no sign is believed to be alive, in seconds. At work it renews at each turn.
pub const LEASE_SECONDS: i64 = 20;
/// How often a line may break, or a process die, with the same copy in its hands before it has failed.
pub const BREAKS: i64 = 20;

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
    pub queued_at: Moment,
}

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
pub struct Note {
    /// The copy.
    pub copy: CopyId,
    /// What became of it.
    pub fate: Fate,
}

/// What a turn gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// Copies for the worker's hands.
    pub copies: Vec<Copy>,
    /// The worker was believed to be dead, and what it held has gone to others: what it has not begun is not its own any more.
    pub lost: bool,
}

/// One turn of a worker, in one commit: notes what became of copies, renews its lease (`holds`: it has copies in its hands), takes up to
/// `want` more at the pace allowed, none of the domains in `busy`.
pub async fn turn(db: &Db, worker: &str, notes: &[Note], holds: bool, want: usize, busy: &[String], pace: &Pace) -> Result<Turn> {
    let mut tx = db.write().await?;
    let lost = !renew(&mut tx, worker).await? && holds;
    note(&mut tx, worker, notes).await?;
    let copies = if want == 0 || lost { Vec::new() } else { claim(&mut tx, worker, want, busy, pace, db.is_sqlite()).await? };
    tx.commit_quietly().await?;
    Ok(Turn { copies, lost })
}

/// Says that the worker is alive; `false` if it was not known as such.
async fn renew(tx: &mut Tx, worker: &str) -> Result<bool> {
    let until = tx.now.plus(Duration::seconds(LEASE_SECONDS));
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
    let now = tx.now;
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
    if taken > 0 {
        tx.commit_quietly().await?;
    }
    Ok(taken)
}

/// A worker that stops gives back what it has not begun, and says that it is gone.
pub async fn take_back(db: &Db, worker: &str, notes: &[Note], gone: bool) -> Result<()> {
    let mut tx = db.write().await?;
    note(&mut tx, worker, notes).await?;
    if gone {
        sqlx::query("DELETE FROM mailing_worker WHERE id = $1").bind(worker).execute(&mut *tx).await?;
    }
    tx.commit_quietly().await
}

async fn note(tx: &mut Tx, worker: &str, notes: &[Note]) -> Result<()> {
    let now = tx.now;
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
    for Note { copy, fate } in notes {
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

async fn settle(tx: &mut Tx, copy: &CopyId, state: CopyState, due: Option<Moment>, why: &str) -> Result<()> {
    sqlx::query("UPDATE copy SET state = $2, due_at = $3, last_error = $4 WHERE id = $1")
        .bind(copy)
        .bind(state)
        .bind(due)
        .bind(short(why))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn event(tx: &mut Tx, copy: &CopyId, step: &str, detail: &str) -> Result<()> {
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

async fn claim(tx: &mut Tx, worker: &str, want: usize, busy: &[String], pace: &Pace, sqlite: bool) -> Result<Vec<Copy>> {
    let now = tx.now;
    let want = pace::open(tx, pace, want).await?;
    if want == 0 {
        return Ok(Vec::new());
    }
    // SQLite has one writer at a time; on PostgreSQL workers would wait for one another's rows.
    let lock = if sqlite { "" } else { "FOR UPDATE OF c SKIP LOCKED" };
    let busy_domains = if busy.is_empty() { String::new() } else { format!("AND c.domain NOT IN ({})", places(4, busy.len())) };
    let statement = format!(
        "SELECT c.id, c.domain FROM copy c WHERE c.due_at <= $1 {busy_domains}
            AND NOT EXISTS (SELECT 1 FROM mailing_pace p WHERE p.domain = c.domain AND p.free_at >= $2)
          ORDER BY c.due_at, c.id LIMIT $3 {lock}"
    );
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(now).bind(pace::horizon(now)).bind(want as i64);
    let due: Vec<(CopyId, String)> = busy.iter().fold(query, |query, domain| query.bind(domain.clone())).fetch_all(&mut **tx).await?;
    let due = pace::spend(tx, pace, due).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let statement = format!(
        "UPDATE copy SET state = 'sending', worker = $1, due_at = NULL WHERE due_at IS NOT NULL AND id IN ({})
         RETURNING id, message, (SELECT m.version FROM message m WHERE m.id = copy.message) AS version, proof, address, domain, name, language,
                   why, opt_out, queued_at",
        places(2, due.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(worker.to_owned());
    Ok(due.into_iter().fold(query, |query, id| query.bind(id)).fetch_all(&mut **tx).await?)
}

/// `$3, $4, $5`.
fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// What all copies of a message share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Of the message, as in the copies.
    pub version: i64,
    /// The list's name and its name in the address bar.
    pub list: (String, String),
    /// The network's acronym.
    pub acronym: String,
    /// One line.
    pub subject: String,
    /// Markdown.
    pub body: String,
    /// Of the text.
    pub language: Language,
    /// Who wrote it: name and address, for answers.
    pub reply_to: Option<(String, String)>,
    /// Whether there is an archive.
    pub has_archive: bool,
}

/// A message, and the names and the address of who wrote it.
#[derive(sqlx::FromRow)]
struct ScriptRow {
    list: ListId,
    version: i64,
    subject: String,
    body: String,
    language: Language,
    given_name: Option<String>,
    family_name: Option<String>,
    address: Option<String>,
}

/// Reads what the copies of a message share.
pub async fn script(db: &Db, message: &MessageId) -> Result<Script> {
    let mut tx = db.read().await?;
    let ScriptRow { list, version, subject, body, language, given_name, family_name, address } = sqlx::query_as(
        "SELECT m.list, m.version, m.subject, m.body, m.language, p.given_name, p.family_name, a.address
           FROM message m LEFT JOIN person p ON p.id = m.author LEFT JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE m.id = $1",
    )
    .bind(message)
    .fetch_one(&mut *tx)
    .await?;
    let List { slug, name, archive, network, .. } = by_id(&mut tx, &list).await?;
    let acronym = sqlx::query_scalar("SELECT acronym FROM network WHERE id = $1").bind(network).fetch_one(&mut *tx).await?;
    let author = names::full(&given_name.unwrap_or_default(), &family_name.unwrap_or_default());
    Ok(Script {
        version,
        list: (name, slug),
        acronym,
        subject,
        body,
        language,
        reply_to: address.map(|address| (author, address)),
        has_archive: archive != ListArchive::None,
    })
}

/// Scheduled messages whose time has come.
pub async fn due_messages(db: &Db) -> Result<Vec<MessageId>> {
    Ok(sqlx::query_scalar("SELECT id FROM message WHERE state = 'scheduled' AND scheduled_at <= $1 ORDER BY scheduled_at")
        .bind(db.now())
        .fetch_all(db.pool())
        .await?)
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
