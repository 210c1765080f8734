//! Sessions: rows that their owner can list and revoke. The cookie carries the token, and the row stores its hash.

use std::time::Duration as StdDuration;

use chrono::Duration;
use sqlx::{FromRow, Row};

use super::devices;
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::ids::{PersonId, SessionId};
use crate::policy::{self, Actor};
use crate::rng::Secret;

/// How long a session lives without being used, in days.
pub const LIFETIME_DAYS: i64 = 30;
/// The same in seconds, for the cookie.
pub const LIFETIME_SECONDS: i64 = LIFETIME_DAYS * 24 * 3600;
/// How long a request waits for the update of its session.
const UPDATE_WAIT: StdDuration = StdDuration::from_millis(300);
/// The longest life of a session in days, even if it is used, so that a stolen cookie does not work for ever.
pub const MOST_DAYS: i64 = 180;

/// The signed-in person of a request.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Visitor {
    pub person: PersonId,
    pub session: SessionId,
    /// The given name in the greeting; empty until the person has set it.
    pub given_name: String,
    /// Their family name; empty until the person has set it.
    pub family_name: String,
    pub language: Language,
    /// When the session was last used, to within an hour or so.
    last_seen_at: Timestamp,
    created_at: Timestamp,
    administrator_since: Option<Timestamp>,
    /// Set if this request has prolonged the session: the cookie must be sent again with this lifetime in seconds.
    #[sqlx(skip)]
    pub prolonged_for: Option<i64>,
}

impl Visitor {
    /// Whether they administer the instance, to show the link to that page. The policy decides what they may do.
    pub fn administers(&self) -> bool {
        self.administrator_since.is_some()
    }

    /// The person as an actor.
    pub fn actor(&self) -> Actor {
        Actor::Person(self.person.clone())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Session {
    pub id: SessionId,
    /// The browser, by its own description.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to within an hour or so.
    pub last_seen_at: Timestamp,
}

/// The number of the last committed change ([`Db::revision`]), and the owner of the cookie's token: `None` for a token that is unknown, revoked or
/// expired. One query.
pub async fn identify(db: &Db, token: Option<&Secret>) -> Result<(i64, Option<Visitor>)> {
    let Some(token) = token else {
        return Ok((db.revision().await?, None));
    };
    let now = db.now();
    // Without a transaction: it is a single statement, and the most frequent one.
    let row = sqlx::query(
        "SELECT i.revision, s.person, s.id AS session, p.given_name, p.family_name, p.language, s.last_seen_at, s.created_at,
                p.administrator_since
           FROM instance i LEFT JOIN session s ON s.token_hash = $1 AND s.expires_at > $2 AND s.created_at > $3 LEFT JOIN person p ON p.id = s.person
          WHERE i.id = 1",
    )
    .bind_all((token.hash(), now, oldest(now)))
    .fetch_one(db.pool())
    .await
    .map_err(|cause| db.map_error(cause))?;
    let revision = row.try_get("revision")?;
    if row.try_get::<Option<String>, _>("session")?.is_none() {
        return Ok((revision, None));
    }
    let mut visitor = Visitor::from_row(&row)?;
    if visitor.last_seen_at.plus(Duration::hours(1)) < now {
        let until = until(now, visitor.created_at);
        if prolong(db, &visitor.session, until).await {
            visitor.prolonged_for = Some(until.seconds() - now.seconds());
        }
    }
    Ok((revision, Some(visitor)))
}

/// The owner of the cookie's token; `None` for a token that is unknown, revoked or expired.
pub async fn visitor(db: &Db, token: &Secret) -> Result<Option<Visitor>> {
    Ok(identify(db, Some(token)).await?.1)
}

/// The sessions of `actor`, the one used last first.
pub async fn list(db: &Db, actor: &Actor) -> Result<Vec<Session>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let now = tx.now;
    Ok(sqlx::query_as(
        "SELECT id, device, created_at, last_seen_at FROM session WHERE person = $1 AND expires_at > $2 AND created_at > $3
                         ORDER BY last_seen_at DESC, id DESC",
    )
    .bind_all((rights.signed_in()?, now, oldest(now)))
    .fetch_all(&mut *tx)
    .await?)
}

/// Ends one of the actor's own sessions. To sign out, end the present one.
///
/// # Errors
/// [`Error::NotFound`] for another person's session.
pub async fn revoke(db: &Db, actor: &Actor, session: &SessionId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let ended = sqlx::query("DELETE FROM session WHERE id = $1 AND person = $2").bind(session).bind(&person).execute(&mut *tx).await?;
    if ended.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    audit::record(&mut tx, &rights, AuditAction::SessionClose, person.as_str(), "").await?;
    tx.commit_without_revision().await
}

/// Ends all of the actor's sessions except `except`, if that is one of theirs. Returns how many. If it is `None`, the known browsers are forgotten
/// too.
pub async fn revoke_all(db: &Db, actor: &Actor, except: Option<&SessionId>) -> Result<u64> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let ended = sqlx::query("DELETE FROM session WHERE person = $1 AND id <> $2")
        .bind_all((&person, except.map_or("", SessionId::as_str)))
        .execute(&mut *tx)
        .await?
        .rows_affected();
    if except.is_none() {
        devices::delete_all(&mut tx, &person).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::SessionCloseAll, person.as_str(), &ended.to_string()).await?;
    tx.commit_without_revision().await?;
    Ok(ended)
}

/// Ends every session of a person and forgets their known browsers. Called after the person has proved their identity in another way.
pub(crate) async fn end_all(conn: &mut Conn, person: &PersonId) -> Result<u64> {
    let ended = sqlx::query("DELETE FROM session WHERE person = $1").bind(person).execute(&mut *conn).await?.rows_affected();
    devices::delete_all(conn, person).await?;
    Ok(ended)
}

/// Ends every session of everybody. Called after a restore, because sessions in a backup may have been ended since.
pub(crate) async fn delete_all(conn: &mut Conn) -> Result<()> {
    sqlx::query("DELETE FROM session").execute(conn).await?;
    Ok(())
}

/// Signs a person in and gives the token for the cookie. The caller has proved their identity in the same transaction.
pub(crate) async fn start(tx: &mut Tx, person: &PersonId, device: &str) -> Result<Secret> {
    let (id, token, now): (SessionId, Secret, _) = (tx.new_id(), tx.secret(), tx.now);
    sqlx::query(
        "INSERT INTO session (id, token_hash, person, device, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $5, $6)",
    )
    .bind_all((id, token.hash(), person, device.chars().take(200).collect::<String>(), now, now.plus(Duration::days(LIFETIME_DAYS))))
    .execute(&mut **tx)
    .await?;
    delete_expired(tx, now).await?;
    Ok(token)
}

/// Records the use of a session in a separate task, one session at a time. Returns whether it is done by now. A request does not depend on it: if
/// another writer is slow, or writes fail (the cause is in the log), the session stays valid as before.
async fn prolong(db: &Db, session: &SessionId, until: Timestamp) -> bool {
    let recorded = async {
        let turn = db.session_semaphore().acquire_owned().await.ok()?;
        let (db, session) = (db.clone(), session.clone());
        // The task continues when nobody waits for it any more, because an abandoned BEGIN would keep its connection.
        let update = tokio::spawn(async move {
            let result = record_use(&db, &session, until).await;
            drop(turn);
            result
        });
        update.await.ok()?.ok()
    };
    tokio::time::timeout(UPDATE_WAIT, recorded).await.is_ok_and(|recorded| recorded.is_some())
}

async fn record_use(db: &Db, session: &SessionId, until: Timestamp) -> Result<()> {
    let mut tx = db.write().await?;
    let now = tx.now;
    sqlx::query("UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1")
        .bind_all((session, now, until))
        .execute(&mut *tx)
        .await?;
    tx.commit_without_revision().await
}

/// The end of a session that is used at `now`: [`LIFETIME_DAYS`] later, and at most [`MOST_DAYS`] after it began.
fn until(now: Timestamp, created_at: Timestamp) -> Timestamp {
    now.plus(Duration::days(LIFETIME_DAYS)).min(created_at.plus(Duration::days(MOST_DAYS)))
}

/// Sessions that began at this instant or before are expired.
fn oldest(now: Timestamp) -> Timestamp {
    now.plus(Duration::days(-MOST_DAYS))
}

pub(crate) async fn delete_expired(conn: &mut Conn, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM session WHERE expires_at <= $1 OR created_at <= $2").bind(now).bind(oldest(now)).execute(conn).await?;
    Ok(())
}

/// Sets the language of the actor's pages and mails.
pub async fn set_language(db: &Db, actor: &Actor, language: Language) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    sqlx::query("UPDATE person SET language = $2 WHERE id = $1").bind(person).bind(language).execute(&mut *tx).await?;
    tx.commit().await
}
