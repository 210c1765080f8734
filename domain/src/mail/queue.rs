//! The outgoing queue, as workers and readers see it.
//!
//! Any number of workers, in any number of processes, share it: a worker *claims* rows and holds them by a lease that it
//! renews; what a dead worker held comes back when its lease is over.
//!
//! **Once, as far as anyone can.** A row is marked as sent right after the mail server said yes. If the program dies between
//! the two, or the line breaks before the answer, nobody can know whether the mail left. Such a mail is sent again: only the
//! answer 250 moves the responsibility to the other side (RFC 5321, 4.2.5 and 6.1), so a client that did not hear it still
//! has it, and a doubled mail is a smaller fault than a lost one. It goes with the same Message-ID and the same Date, by which
//! receivers tell that it is the same, and is marked as doubtful: exactly what was under way, never what a worker had only claimed.

mod list;
mod takeover;

pub use list::{ListedMail, PAGE, ShownMail, list, show};
pub use takeover::take_over;

use chrono::Duration;

use super::MailId;
use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::delivery::may_leave;
use crate::enums::{Language, MailState};
use crate::error::Result;

/// How long a worker that gives no sign is believed to be alive, in seconds. It renews what it holds well before.
pub const LEASE_SECONDS: i64 = 120;
/// What a deferred mail waits, in minutes, before it is tried again; after the last it has failed. Not before the fifth day
/// (RFC 5321, 4.5.4.1): a mailbox that is full on Friday is emptied on Monday.
pub const DELAYS_MINUTES: [i64; 10] = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60, 24 * 60, 24 * 60];
/// The longest of these delays: nothing that waits for another attempt is due later than that.
pub(crate) const LONGEST_DELAY: Duration = Duration::days(1);
/// How long a mail waits for a server that can't be reached, in days; then it has failed.
pub const HELD_UP_DAYS: i64 = 5;

/// A mail that its worker is to send now.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct Outgoing {
    pub id: MailId,
    pub cause: String,
    pub recipient_name: String,
    pub recipient: String,
    pub language: Language,
    pub message_id: String,
    pub subject: String,
    pub body: String,
    pub calendar: Option<String>,
    pub calendar_method: Option<String>,
    pub why: String,
    pub reply_to: String,
    pub reply_to_name: String,
    pub thread: String,
    pub created_at: Timestamp,
    lease: String,
    attempts: i64,
}

/// Takes up to `most` mails that are due, for `worker`: the longest due first. No other worker gets them while the lease runs.
pub async fn claim(db: &Db, worker: &str, most: i64) -> Result<Vec<Outgoing>> {
    let mut due = due(db, most).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    // In one order for all: workers that want the same rows wait for one another, and never in a circle.
    due.sort();
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    let mut claimed = Vec::new();
    for id in due {
        // The condition stands here again: what another worker took meanwhile is not due any more.
        let mail: Option<Outgoing> = sqlx::query_as(
            "UPDATE mail SET state = 'sending', lease = $2, lease_until = $3, attempts = attempts + 1
              WHERE id = $1 AND state = 'queued' AND next_attempt_at <= $4
              RETURNING id, cause, recipient_name, recipient, language, message_id, subject, body, calendar, calendar_method, why, reply_to,
                        reply_to_name, thread, created_at, lease, attempts",
        )
        .bind(id)
        .bind(worker)
        .bind(now.plus(Duration::seconds(LEASE_SECONDS)))
        .bind(now)
        .fetch_optional(&mut *tx)
        .await?;
        claimed.extend(mail);
    }
    tx.commit_quietly().await?;
    Ok(claimed)
}

/// Takes no lock: most looks find nothing.
async fn due(db: &Db, most: i64) -> Result<Vec<MailId>> {
    let query = concat!(
        "SELECT id FROM mail WHERE state = 'queued' AND next_attempt_at <= $1 AND ",
        may_leave!(),
        " ORDER BY next_attempt_at LIMIT $2"
    );
    Ok(sqlx::query_scalar(query).bind(db.shared_now().await?).bind(most).fetch_all(db.pool()).await?)
}

/// Says that `worker` is alive: what it holds stays its own for as long again.
pub async fn renew(db: &Db, worker: &str) -> Result<()> {
    let mut tx = db.write().await?;
    let until = tx.shared_now().await?.plus(Duration::seconds(LEASE_SECONDS));
    sqlx::query("UPDATE mail SET lease_until = $2 WHERE state = 'sending' AND lease = $1")
        .bind(worker)
        .bind(until)
        .execute(&mut *tx)
        .await?;
    tx.commit_quietly().await
}

/// Whether the mail is still the worker's who claimed it, which then has the whole lease to send it: to be asked right before it leaves.
/// From here on, until its outcome is noted, it may have left.
pub async fn hold(db: &Db, mail: &Outgoing) -> Result<bool> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    // The number of the attempt too: the same worker may have claimed it anew.
    let held = sqlx::query(
        "UPDATE mail SET lease_until = $3, handed_at = $5 WHERE id = $1 AND state = 'sending' AND lease = $2 AND attempts = $4",
    )
    .bind(&mail.id)
    .bind(&mail.lease)
    .bind(now.plus(Duration::seconds(LEASE_SECONDS)))
    .bind(mail.attempts)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let held = held.rows_affected() == 1;
    tx.commit_quietly().await?;
    Ok(held)
}

/// The mail server has taken it. Without `keep_text` its text is forgotten: it may hold links that open something, and
/// they have no business in the backups of years to come. Who got what, when and why stays.
pub async fn sent(db: &Db, mail: &Outgoing, keep_text: bool) -> Result<()> {
    let mut tx = db.write().await?;
    let now = tx.now;
    // Whoever holds it by now: it has left.
    record_sent(&mut tx, &mail.id, now, keep_text).await?;
    tx.commit_quietly().await
}

/// The mail had left at `at`, as an earlier process kept in a file: whatever has become of it since, it has left.
pub async fn note_sent(db: &Db, id: &MailId, at: Timestamp, keep_text: bool) -> Result<()> {
    let mut tx = db.write().await?;
    record_sent(&mut tx, id, at, keep_text).await?;
    tx.commit_quietly().await
}

async fn record_sent(tx: &mut Tx, id: &MailId, at: Timestamp, keep_text: bool) -> Result<()> {
    sqlx::query(
        "UPDATE mail SET state = 'sent', sent_at = $2, lease = NULL, lease_until = NULL, handed_at = NULL, last_error = '',
                body = CASE WHEN $3 = 1 THEN body ELSE '' END, calendar = CASE WHEN $3 = 1 THEN calendar ELSE NULL END
          WHERE id = $1 AND state <> 'sent'",
    )
    .bind(id)
    .bind(at)
    .bind(i64::from(keep_text))
    .execute(&mut **tx)
    .await?;
    super::forget_settled(tx).await
}

/// The mail server said « later »: tried again after a delay that grows, in the end [given up](failed).
pub async fn deferred(db: &Db, mail: &Outgoing, cause: &str) -> Result<()> {
    postpone(db, mail, cause, false).await
}

/// The connection broke between the end of the mail and the answer to it: as [`deferred`], and doubtful, because it may have left.
pub async fn interrupted(db: &Db, mail: &Outgoing, cause: &str) -> Result<()> {
    postpone(db, mail, cause, true).await
}

async fn postpone(db: &Db, mail: &Outgoing, cause: &str, doubtful: bool) -> Result<()> {
    let delay = usize::try_from(mail.attempts - 1).ok().and_then(|past| DELAYS_MINUTES.get(past));
    match delay {
        Some(minutes) => settle(db, mail, MailState::Queued, Some(Duration::minutes(*minutes)), cause, doubtful).await,
        None => settle(db, mail, MailState::Failed, None, cause, doubtful).await,
    }
}

/// The mail server could not be reached, or did not want us: no fault of the mail, which is as if it had not been claimed. One that has
/// waited [for days](HELD_UP_DAYS) is [given up](failed).
pub async fn held_up(db: &Db, mail: &Outgoing, cause: &str) -> Result<()> {
    if mail.created_at.plus(Duration::days(HELD_UP_DAYS)) < db.now() {
        return failed(db, mail, cause).await;
    }
    let mut tx = db.write().await?;
    sqlx::query(
        "UPDATE mail SET state = 'queued', attempts = attempts - 1, lease = NULL, lease_until = NULL, handed_at = NULL, last_error = $3
          WHERE id = $1 AND state = 'sending' AND lease = $2",
    )
    .bind(&mail.id)
    .bind(&mail.lease)
    .bind(short(cause))
    .execute(&mut *tx)
    .await?;
    tx.commit_quietly().await
}

fn short(cause: &str) -> String {
    cause.chars().take(500).collect()
}

/// The mail server said « never ». Its text is kept for some days, for an administrator who has found out why and sends it again.
pub async fn failed(db: &Db, mail: &Outgoing, cause: &str) -> Result<()> {
    settle(db, mail, MailState::Failed, None, cause, false).await
}

async fn settle(db: &Db, mail: &Outgoing, state: MailState, delay: Option<Duration>, cause: &str, doubtful: bool) -> Result<()> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    sqlx::query(
        "UPDATE mail SET state = $3, next_attempt_at = COALESCE($4, next_attempt_at), doubtful = CASE WHEN $6 = 1 THEN 1 ELSE doubtful END, lease = NULL, lease_until = NULL, handed_at = NULL, last_error = $5
          WHERE id = $1 AND state = 'sending' AND lease = $2",
    )
    .bind(&mail.id)
    .bind(&mail.lease)
    .bind(state)
    .bind(delay.map(|delay| now.plus(delay)))
    .bind(short(cause))
    .bind(i64::from(doubtful))
    .execute(&mut *tx)
    .await?;
    super::forget_settled(&mut tx).await?;
    tx.commit_quietly().await
}

/// A worker that stops gives back what it has claimed and not begun: as if it had not been claimed.
pub async fn put_back(db: &Db, mail: &Outgoing) -> Result<()> {
    let mut tx = db.write().await?;
    sqlx::query(
        "UPDATE mail SET state = 'queued', attempts = attempts - 1, lease = NULL, lease_until = NULL, handed_at = NULL
          WHERE id = $1 AND state = 'sending' AND lease = $2",
    )
    .bind(&mail.id)
    .bind(&mail.lease)
    .execute(&mut *tx)
    .await?;
    tx.commit_quietly().await
}
