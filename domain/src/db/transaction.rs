//! Transactions, the same for both databases.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::{Any, Transaction};

use super::form_keys::{self, FormKey};
use super::{Conn, SERVER_TIME};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::rng::{IdGenerator, Secret};

/// One unit of work, with one instant and one source of ids. Dropped without [`Tx::commit`], it is rolled back.
pub struct Tx {
    pub(super) tx: Transaction<'static, Any>,
    /// The instant of this work.
    pub now: Timestamp,
    pub(super) asks_server_for_time: bool,
    pub(super) is_sqlite: bool,
    pub(super) expects_many_rows: bool,
    pub(super) ids: IdGenerator,
    pub(super) address: Arc<str>,
    pub(super) contact: Arc<str>,
    pub(super) writes: bool,
    pub(super) form_key: Option<Arc<FormKey>>,
}

impl Tx {
    /// The present instant for all processes that share the database. Leases and rate limits count by it. On PostgreSQL it is the server's clock,
    /// so that a machine with a wrong clock takes nothing from the others. On SQLite all processes are on this machine.
    pub(crate) async fn shared_now(&mut self) -> Result<Timestamp> {
        if !self.asks_server_for_time {
            return Ok(self.now);
        }
        Ok(sqlx::query_scalar(SERVER_TIME).fetch_one(&mut *self.tx).await?)
    }

    /// A new key.
    pub fn new_id<Id: From<String>>(&self) -> Id {
        self.ids.new_id(self.now)
    }

    /// A new secret.
    pub fn secret(&self) -> Secret {
        self.ids.secret()
    }

    /// The absolute address of a path of the site.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// See [`Db::with_contact`](super::Db::with_contact); may be empty.
    pub fn contact(&self) -> &str {
        &self.contact
    }

    /// The host's name, for identifiers that must be unique in the world (RFC 5545 UID, RFC 5322 Message-ID).
    pub fn host(&self) -> &str {
        let rest = self.address.split_once("://").map_or(&*self.address, |(_, rest)| rest);
        rest.split([':', '/']).next().unwrap_or(rest)
    }

    /// Stores the path that the form of this work led to, for a second sending of the same form.
    pub(crate) async fn lead_to(&mut self, path: &str) -> Result<()> {
        match self.form_key.clone() {
            Some(key) => form_keys::lead_to(self, &key, path).await,
            None => Ok(()),
        }
    }

    /// Commits, and increments the revision.
    pub async fn commit(mut self) -> Result<()> {
        if self.writes {
            // Last, so that writers wait for each other only here and always in the same order.
            sqlx::query("UPDATE instance SET revision = revision + 1 WHERE id = 1").execute(&mut *self.tx).await?;
        }
        self.expect_few_rows().await?;
        self.tx.commit().await.map_err(Error::from)
    }

    /// Commits without incrementing the revision, so that rendered pages stay valid. For traces that no page shows to others.
    pub async fn commit_without_revision(mut self) -> Result<()> {
        self.expect_few_rows().await?;
        self.tx.commit().await.map_err(Error::from)
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.tx
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.tx
    }
}
