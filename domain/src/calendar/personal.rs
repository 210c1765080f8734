//! A person's own feed addresses: secret, named, revocable. An address is shown once; only its hash is stored.

use serde::{Deserialize, Serialize};

use super::entry_cache::EntryCache;
use super::feed::{Feed, FeedSource, IsKnown};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db};
use crate::enums::{FeedScope, Language};
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::ids::{FeedId, PersonId};
use crate::policy::{self, Actor, Rights};
use crate::rng::Secret;

/// The most addresses per person.
const MOST: i64 = 50;

/// The form for a new address, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedInput {
    /// The name its owner gives it, such as "Téléphone".
    pub name: String,
    /// A [`FeedScope`].
    pub scope: String,
}

/// An address as its owner sees it later, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonalFeed {
    pub id: FeedId,
    /// The name its owner gave it.
    pub name: String,
    /// The events it has.
    pub scope: FeedScope,
    pub created_at: Timestamp,
    /// The last day a program read it.
    pub last_used_on: Option<String>,
}

/// Creates an address and returns its secret, which nobody can read again.
///
/// # Errors
/// [`Error::Invalid`] for a name that is empty or too long, or an unknown scope; [`Error::TooMany`] after the fiftieth.
pub async fn create(db: &Db, actor: &Actor, input: &FeedInput) -> Result<Secret> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let mut errors = Validation::default();
    let name = errors.check("name", fields::line(&input.name));
    let scope = FeedScope::parse(&input.scope).unwrap_or_else(|problem| {
        errors.note("scope", problem);
        FeedScope::Registrations
    });
    let name = errors.or(name)?;
    if count(&mut tx, &person).await? >= MOST {
        return Err(Error::TooMany);
    }
    let (id, secret, now): (FeedId, _, _) = (tx.new_id(), tx.secret(), tx.now);
    sqlx::query("INSERT INTO feed (id, person, name, scope, token_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind_all((&id, &person, name, scope, secret.hash(), now))
        .execute(&mut *tx)
        .await?;
    audit::record(&mut tx, &rights, AuditAction::FeedCreate, id.as_str(), scope.code()).await?;
    tx.commit().await?;
    Ok(secret)
}

/// The actor's own addresses, the newest first.
pub async fn list(db: &Db, actor: &Actor) -> Result<Vec<PersonalFeed>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    Ok(sqlx::query_as("SELECT id, name, scope, created_at, last_used_on FROM feed WHERE person = $1 ORDER BY created_at DESC, id DESC")
        .bind(rights.signed_in()?)
        .fetch_all(&mut *tx)
        .await?)
}

/// Revokes one of the actor's own addresses: it is unknown from now on.
///
/// # Errors
/// [`Error::NotFound`] for another person's address.
pub async fn revoke(db: &Db, actor: &Actor, feed: &FeedId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let removed = sqlx::query("DELETE FROM feed WHERE id = $1 AND person = $2").bind(feed).bind(person).execute(&mut *tx).await?;
    if removed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    audit::record(&mut tx, &rights, AuditAction::FeedRevoke, feed.as_str(), "").await?;
    tx.commit().await
}

/// The feed behind a secret address: the events its owner may see now, whatever they could see when they created it.
///
/// - Registrations: confirmed ones, and waiting ones as TENTATIVE. Cancelled events, and for thirty days seats that were given up, are there as
///   CANCELLED, so that they leave every calendar that has a copy.
/// - Networks: every event organised by the networks of which its owner is a member.
///
/// `is_known` says whether the reader already has a state: the feed is then not built.
///
/// # Errors
/// [`Error::NotFound`] for a secret that is unknown or revoked.
pub async fn read(db: &Db, cache: &EntryCache, secret: &Secret, is_known: Option<IsKnown<'_>>) -> Result<Feed> {
    let mut tx = db.read().await?;
    let row = find_by_secret(&mut tx, secret).await?;
    let actor = Actor::Person(row.person);
    let rights = Rights::of(&mut tx, &actor).await?;
    let feed = FeedSource::personal(&tx, &rights, row.language, row.scope).feed(&mut tx, &rights, cache, is_known).await?;
    let today = tx.now.today();
    drop(tx);
    if row.last_used_on.as_deref() != Some(today.as_str()) {
        record_use(db, &row.id, &today).await?;
    }
    Ok(feed)
}

#[derive(sqlx::FromRow)]
struct PersonalFeedRow {
    id: FeedId,
    person: PersonId,
    scope: FeedScope,
    last_used_on: Option<String>,
    language: Language,
}

async fn find_by_secret(conn: &mut Conn, secret: &Secret) -> Result<PersonalFeedRow> {
    Ok(sqlx::query_as(
        "SELECT f.id, f.person, f.scope, f.last_used_on, p.language FROM feed f JOIN person p ON p.id = f.person WHERE f.token_hash = $1",
    )
    .bind(secret.hash())
    .fetch_one(conn)
    .await?)
}

async fn record_use(db: &Db, feed: &FeedId, today: &str) -> Result<()> {
    let mut tx = db.write().await?;
    sqlx::query("UPDATE feed SET last_used_on = $2 WHERE id = $1").bind(feed).bind(today).execute(&mut *tx).await?;
    tx.commit_without_revision().await
}

async fn count(conn: &mut Conn, person: &PersonId) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM feed WHERE person = $1").bind(person).fetch_one(conn).await?)
}
