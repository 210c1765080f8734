//! Forms that create something and are sent twice, by a double click or a reload.
//!
//! The blank form carries a random key. The first transaction that creates something with it stores the key and the path that it led to. Any other
//! transaction waits for the first one at the unique row, creates nothing, and leads to the same path. The digest covers the whole content of the
//! form. A person who goes back and changes the content therefore creates another thing, and loses nothing.

use chrono::Duration;

use super::{BindAll, Conn};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::rng;

/// How long a key is remembered, in days: longer than a form stays open.
const DAYS: i64 = 2;

/// The digest of one sending: the key, the sender, the path and the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey(String);

impl FormKey {
    /// `content` includes the key of the form.
    pub fn of(person: &str, path: &str, content: &str) -> Self {
        Self(rng::hash(&format!("{person}\n{path}\n{content}")))
    }
}

/// Takes the key for this transaction. Waits for another transaction that has taken it.
///
/// # Errors
/// [`Error::AlreadyDone`] with the path it led to, if that transaction was committed.
pub(crate) async fn claim(conn: &mut Conn, key: &FormKey, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM form_key WHERE created_at < $1").bind(now.plus(Duration::days(-DAYS))).execute(&mut *conn).await?;
    let claimed = sqlx::query("INSERT INTO form_key (digest, path, created_at) VALUES ($1, '/me', $2) ON CONFLICT (digest) DO NOTHING")
        .bind_all((&key.0, now))
        .execute(&mut *conn)
        .await?;
    if claimed.rows_affected() == 1 {
        return Ok(());
    }
    let path = sqlx::query_scalar("SELECT path FROM form_key WHERE digest = $1").bind(&key.0).fetch_one(conn).await?;
    Err(Error::AlreadyDone(path))
}

/// Stores the path that the form led to.
pub(crate) async fn lead_to(conn: &mut Conn, key: &FormKey, path: &str) -> Result<()> {
    sqlx::query("UPDATE form_key SET path = $2 WHERE digest = $1").bind(&key.0).bind(path).execute(conn).await?;
    Ok(())
}
