//! Forms that make something, sent twice: by a double click, by a page that is sent again.
//!
//! The blank form carries a random key. The first transaction that makes something with it writes the key down, with where it led; any
//! other waits for that one at the unique row, makes nothing, and is led to the same place. The digest covers everything the form held:
//! whoever goes back and changes what they typed makes another thing, and loses nothing.

use chrono::Duration;

use super::{BindAll, Conn};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::rng;

/// How long a key is remembered: longer than a form stands open.
const DAYS: i64 = 2;

/// The digest of one sending: of the key with who sends it, where, and everything that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey(String);

impl FormKey {
    /// `content` holds the key of the form itself.
    pub fn of(person: &str, path: &str, content: &str) -> Self {
        Self(rng::hash(&format!("{person}\n{path}\n{content}")))
    }
}

/// Takes the key for this transaction.
///
/// # Errors
/// [`Error::AlreadyDone`], with where it led, if another transaction took it and was committed.
pub(crate) async fn take(conn: &mut Conn, key: &FormKey, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM form_key WHERE created_at < $1").bind(now.plus(Duration::days(-DAYS))).execute(&mut *conn).await?;
    let taken = sqlx::query("INSERT INTO form_key (digest, path, created_at) VALUES ($1, '/me', $2) ON CONFLICT (digest) DO NOTHING")
        .bind_all((&key.0, now))
        .execute(&mut *conn)
        .await?;
    if taken.rows_affected() == 1 {
        return Ok(());
    }
    let path = sqlx::query_scalar("SELECT path FROM form_key WHERE digest = $1").bind(&key.0).fetch_one(conn).await?;
    Err(Error::AlreadyDone(path))
}

/// Writes down where it led.
pub(crate) async fn lead_to(conn: &mut Conn, key: &FormKey, path: &str) -> Result<()> {
    sqlx::query("UPDATE form_key SET path = $2 WHERE digest = $1").bind(&key.0).bind(path).execute(conn).await?;
    Ok(())
}
