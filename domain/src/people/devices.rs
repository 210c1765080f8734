//! Browsers in which a person has signed in before, known by a cookie. The cookie gives no access. It only gives the browser its own quota of
//! links.

use chrono::Duration;

use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::error::Result;
use crate::ids::PersonId;
use crate::rng::Secret;

/// How long a browser is known after its last sign-in, in days.
pub const LIFETIME_DAYS: i64 = 365;
/// The same in seconds, for the cookie.
pub const LIFETIME_SECONDS: i64 = LIFETIME_DAYS * 24 * 3600;
/// The most known browsers of one person. The one unused for longest is forgotten first.
const MOST: i64 = 20;

/// Whether the owner of a proved address has signed in with this browser.
pub(crate) async fn is_known(tx: &mut Tx, device: &Secret, address_key: &str) -> Result<bool> {
    let oldest_use = oldest_use(tx.now);
    let row = sqlx::query(
        "SELECT 1 FROM known_device d JOIN address a ON a.person = d.person
          WHERE d.token_hash = $1 AND a.address_key = $2 AND a.verified_at IS NOT NULL AND d.last_used_at > $3",
    )
    .bind_all((device.hash(), address_key, oldest_use))
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.is_some())
}

/// Remembers that a person has signed in with this browser, and gives its cookie. A cookie with an unknown secret is replaced, so that nobody can
/// choose the secret of another person's browser.
pub(crate) async fn register(tx: &mut Tx, person: &PersonId, device: Option<&Secret>) -> Result<Secret> {
    let now = tx.now;
    let token = match device {
        Some(device) if exists(tx, device).await? => device.clone(),
        _ => tx.secret(),
    };
    sqlx::query(
        "INSERT INTO known_device (token_hash, person, created_at, last_used_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (token_hash, person) DO UPDATE SET last_used_at = excluded.last_used_at",
    )
    .bind_all((token.hash(), person, now))
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "DELETE FROM known_device WHERE person = $1 AND token_hash NOT IN
            (SELECT token_hash FROM known_device WHERE person = $1 ORDER BY last_used_at DESC, token_hash LIMIT $2)",
    )
    .bind_all((person, MOST))
    .execute(&mut **tx)
    .await?;
    Ok(token)
}

async fn exists(conn: &mut Conn, device: &Secret) -> Result<bool> {
    let row = sqlx::query("SELECT 1 FROM known_device WHERE token_hash = $1").bind(device.hash()).fetch_optional(conn).await?;
    Ok(row.is_some())
}

/// Forgets all browsers of the person.
pub(crate) async fn delete_all(conn: &mut Conn, person: &PersonId) -> Result<()> {
    sqlx::query("DELETE FROM known_device WHERE person = $1").bind(person).execute(conn).await?;
    Ok(())
}

/// Forgets the browsers that have been unused for too long.
pub(crate) async fn delete_expired(conn: &mut Conn, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM known_device WHERE last_used_at <= $1").bind(oldest_use(now)).execute(conn).await?;
    Ok(())
}

fn oldest_use(now: Timestamp) -> Timestamp {
    now.plus(Duration::days(-LIFETIME_DAYS))
}
