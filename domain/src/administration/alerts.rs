//! Alerts to administrators: stalled outgoing mail, a missing backup.
//!
//! Each administrator gets one mail when an alert is raised. The alert ends when its cause has gone, and can be raised again only after that.

use chrono::Duration;

use crate::clock::{HOME, Timestamp};
use crate::dates;
use crate::db::{BACKUP_SETTING, BindAll, Conn, Db, Tx};
use crate::delivery::held_in;
use crate::enums::{AlertKind, Language};
use crate::error::Result;
use crate::ids::PersonId;
use crate::mail::{self, MailContent, MailRecipient};
use crate::names;
use words::numbers::number;
use words::tr;

/// How long the oldest mail may wait.
const MAIL_WAITS: Duration = Duration::hours(1);
/// The maximum age of the last backup.
const BACKUP_AGE: Duration = Duration::days(7);
/// The setting that stores when the wait for a first backup began.
const WATCHED_SETTING: &str = "alerts.since";

/// A lasting problem, of which administrators were notified.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Alert {
    pub kind: AlertKind,
    /// Since when the oldest mail waits; or when the last backup was made.
    pub since: Timestamp,
    /// When administrators were notified.
    pub raised_at: Timestamp,
}

/// Runs one check: raises new alerts, ends past ones. Safe in several processes at once: only one of them sends the mails.
pub async fn watch(db: &Db) -> Result<()> {
    // Most checks change nothing: they must not block writers.
    let mut read = db.read().await?;
    let now = db.shared_now().await?;
    let (watched, alerts) = (setting(&mut read, WATCHED_SETTING).await?, current_alerts(&mut read).await?);
    let current_causes = causes(db, &mut read, now).await?;
    drop(read);
    if watched.is_some() && current_causes.iter().all(|(kind, since)| since.is_some() == alerts.iter().any(|alert| alert.kind == *kind)) {
        return Ok(());
    }
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind_all((WATCHED_SETTING, now.to_string()))
        .execute(&mut *tx)
        .await?;
    let causes = causes(db, &mut tx, now).await?;
    let mut changed = false;
    for (kind, since) in causes {
        changed |= match since {
            Some(since) => raise(&mut tx, &Alert { kind, since, raised_at: now }).await?,
            None => end(&mut tx, kind).await?,
        };
    }
    if changed { tx.commit().await } else { tx.commit_without_revision().await }
}

/// Each kind of alert, and since when it has a cause.
async fn causes(db: &Db, tx: &mut Tx, now: Timestamp) -> Result<[(AlertKind, Option<Timestamp>); 2]> {
    let no_backup_since = if db.is_sqlite() { backup_missing_since(tx, now).await? } else { None };
    Ok([(AlertKind::Mail, stalled_since(tx, now).await?), (AlertKind::Backup, no_backup_since)])
}

/// Since when mail has been stalled, if it has been for an hour.
async fn stalled_since(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>> {
    let oldest = oldest_undelivered(tx, now).await?;
    let before = now.plus(-MAIL_WAITS);
    Ok([oldest.mail, oldest.copy].into_iter().flatten().find(|since| *since <= before))
}

/// The oldest delivery of each kind that waits longer than it should, or that will if nothing leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OldestUndelivered {
    /// Of a single mail, when it was written: one that has been due for an hour, or one after which nothing has left.
    pub(super) mail: Option<Timestamp>,
    /// Of a copy of a message, when it was due.
    pub(super) copy: Option<Timestamp>,
}

/// The deliveries that would be stalled if nothing left from now on. Not counted: a mail that its own mailbox defers while others leave;
/// copies that wait for hours because of the configured rate while some leave; mails that carry alerts; anything held after a restore,
/// which an administrator sees at once and decides about.
pub(super) async fn oldest_undelivered(tx: &mut Tx, now: Timestamp) -> Result<OldestUndelivered> {
    if held_in(tx).await?.is_some() {
        return Ok(OldestUndelivered::default());
    }
    let before = now.plus(-MAIL_WAITS);
    let last_sent_at: Option<Timestamp> =
        sqlx::query_scalar("SELECT MAX(sent_at) FROM delivery WHERE state = 'sent' AND mail IS NOT NULL").fetch_one(&mut **tx).await?;
    let mail: Option<Timestamp> = sqlx::query_scalar(
        "SELECT MIN(queued_at) FROM delivery WHERE mail IS NOT NULL AND (due_at IS NOT NULL OR worker IS NOT NULL)
            AND cause NOT IN ('alert.mail', 'alert.backup') AND (due_at <= $1 OR queued_at > $2)",
    )
    .bind_all((before, last_sent_at.map(|last_sent_at| last_sent_at.to_string()).unwrap_or_default()))
    .fetch_one(&mut **tx)
    .await?;
    let copy: Option<Timestamp> = sqlx::query_scalar(
        "SELECT MIN(due_at) FROM delivery WHERE mail IS NULL AND (due_at IS NOT NULL OR worker IS NOT NULL) AND due_at <= $1",
    )
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    let Some(copy) = copy else { return Ok(OldestUndelivered { mail, copy: None }) };
    let statement = "SELECT 1 FROM message m JOIN delivery c ON c.message = m.id
                 WHERE (m.state = 'sending' OR m.finished_at > $1) AND c.sent_at > $1 LIMIT 1";
    let some_left = sqlx::query(statement).bind(before).fetch_optional(&mut **tx).await?;
    Ok(OldestUndelivered { mail, copy: some_left.is_none().then_some(copy) })
}

/// When the last backup was made, if that is too long ago; if there is none, when the watch began.
async fn backup_missing_since(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>> {
    let watched = setting(tx, WATCHED_SETTING).await?.unwrap_or(now);
    let last = setting(tx, BACKUP_SETTING).await?.unwrap_or(watched);
    Ok((last.plus(BACKUP_AGE) <= now).then_some(last))
}

async fn setting(conn: &mut Conn, name: &'static str) -> Result<Option<Timestamp>> {
    let value: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE name = $1").bind(name).fetch_optional(conn).await?;
    Ok(value.as_deref().and_then(Timestamp::parse))
}

/// When the last good backup was made, as far as this database knows.
pub(super) async fn last_backup(conn: &mut Conn) -> Result<Option<Timestamp>> {
    setting(conn, BACKUP_SETTING).await
}

pub(super) async fn current_alerts(conn: &mut Conn) -> Result<Vec<Alert>> {
    Ok(sqlx::query_as("SELECT kind, since, raised_at FROM alert ORDER BY raised_at, kind").fetch_all(conn).await?)
}

async fn raise(tx: &mut Tx, alert: &Alert) -> Result<bool> {
    let raised = sqlx::query("INSERT INTO alert (kind, since, raised_at) VALUES ($1, $2, $3) ON CONFLICT (kind) DO NOTHING")
        .bind_all((alert.kind, alert.since, alert.raised_at))
        .execute(&mut **tx)
        .await?;
    if raised.rows_affected() == 0 {
        return Ok(false);
    }
    tracing::warn!(alert = alert.kind.code(), since = %alert.since, "administrators are notified");
    for administrator in administrators(tx).await? {
        notify(tx, alert, &administrator).await?;
    }
    Ok(true)
}

async fn end(tx: &mut Tx, kind: AlertKind) -> Result<bool> {
    let ended = sqlx::query("DELETE FROM alert WHERE kind = $1").bind(kind).execute(&mut **tx).await?;
    if ended.rows_affected() > 0 {
        tracing::info!(alert = kind.code(), "over");
    }
    Ok(ended.rows_affected() > 0)
}

async fn notify(tx: &mut Tx, alert: &Alert, administrator: &MailRecipient) -> Result<()> {
    let language = administrator.language;
    let site = crate::db::instance::name_in(tx).await?;
    let since = dates::moment(language, alert.since, HOME);
    let (site, since) = (site.as_str(), since.as_str());
    let (cause, subject, body) = match alert.kind {
        AlertKind::Mail => {
            let link = tx.link("/admin/mails?state=unsettled");
            let waiting = number(language, waiting(tx).await?);
            (
                "alert.mail",
                tr!(language, "alerts-mail-subject", site = site),
                tr!(language, "alerts-mail-body", site = site, since = since, number = waiting.as_str(), link = link.as_str()),
            )
        }
        AlertKind::Backup => {
            let link = tx.link("/admin");
            let subject = tr!(language, "alerts-backup-subject", site = site);
            let body = match last_backup(tx).await? {
                Some(_) => tr!(language, "alerts-backup-body", site = site, since = since, link = link.as_str()),
                None => tr!(language, "alerts-backup-never-body", site = site, since = since, link = link.as_str()),
            };
            ("alert.backup", subject, body)
        }
    };
    let person = administrator.person.as_ref().map_or("", PersonId::as_str);
    let once = Some(format!("{cause} {} {person}", alert.raised_at));
    mail::post(tx, administrator, &MailContent { cause, once, subject, body, ..MailContent::default() }).await
}

/// The number of waiting mails and copies.
async fn waiting(conn: &mut Conn) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT COUNT(*) FROM delivery WHERE cause NOT IN ('alert.mail', 'alert.backup') AND (due_at IS NOT NULL OR worker IS NOT NULL)",
    )
    .fetch_one(conn)
    .await?)
}

async fn administrators(conn: &mut Conn) -> Result<Vec<MailRecipient>> {
    let rows: Vec<(PersonId, String, String, String, Language)> = sqlx::query_as(
        "SELECT p.id, p.given_name, p.family_name, a.address, p.language FROM person p JOIN address a ON a.person = p.id AND a.preferred = 1
          WHERE p.administrator_since IS NOT NULL ORDER BY p.id",
    )
    .fetch_all(conn)
    .await?;
    let recipient = |(person, given, family, address, language): (PersonId, String, String, String, Language)| MailRecipient {
        person: Some(person),
        name: names::full(&given, &family),
        address,
        language,
    };
    Ok(rows.into_iter().map(recipient).collect())
}
