//! Links sent by mail: rows that prove an address, once, for a quarter of an hour.

use chrono::Duration;

use super::names;
use crate::clock::Moment;
use crate::codes::Language;
use crate::db::{Conn, Tx};
use crate::dice::Secret;
use crate::error::{Error, Result};
use crate::ids::PersonId;

/// How long a link lives.
pub const LINK_MINUTES: i64 = 15;

/// A link to write.
pub(super) struct Link<'a> {
    pub(super) address: &'a str,
    pub(super) adds_to: Option<&'a PersonId>,
    /// The hash of whence it was asked.
    pub(super) client: &'a str,
    pub(super) next: &'a str,
    pub(super) language: Language,
}

impl<'a> Link<'a> {
    /// A link that is printed, not sent.
    pub(super) fn printed(address: &'a str) -> Self {
        Self { address, adds_to: None, client: "", next: "/me", language: Language::Fr }
    }
}

/// Writes a link and gives its absolute address, which is known to its reader alone.
pub(super) async fn write(tx: &mut Tx, link: &Link<'_>) -> Result<String> {
    let (id, token, now): (String, Secret, _) = (tx.fresh(), tx.secret(), tx.now);
    sqlx::query(
        "INSERT INTO sign_in (id, token_hash, address, address_key, person, client, next, language, created_at, expires_at, used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)",
    )
    .bind(id)
    .bind(token.hash())
    .bind(link.address)
    .bind(names::address_key(link.address))
    .bind(link.adds_to)
    .bind(link.client)
    .bind(link.next)
    .bind(link.language)
    .bind(now)
    .bind(now.plus(Duration::minutes(LINK_MINUTES)))
    .execute(&mut **tx)
    .await?;
    forget_old(tx, now).await?;
    Ok(tx.link(&format!("/sign-in/{}", token.reveal())))
}

/// Whether one more mail may go to an address, asked by a client: 5 in a quarter of an hour and 10 in a day, and 30 in a day whoever asks.
/// The small limits are each client's own, so that nobody shuts another out of their account. A brake, not a lock: two that ask at
/// the same instant may both pass.
///
/// # Errors
/// [`Error::TooMany`] for a client that asks for too many.
pub(super) async fn may_mail(tx: &mut Tx, address: &str, client: &str) -> Result<bool> {
    let now = tx.now;
    let (quarter, day) = (now.plus(Duration::minutes(-15)), now.plus(Duration::days(-1)));
    let by_client: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sign_in WHERE client = $1 AND created_at > $2")
        .bind(client)
        .bind(quarter)
        .fetch_one(&mut **tx)
        .await?;
    if by_client >= 20 {
        return Err(Error::TooMany);
    }
    let (lately, today, by_all): (i64, i64, i64) = sqlx::query_as(
        "SELECT CAST(COALESCE(SUM(CASE WHEN client = $4 AND created_at > $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN client = $4 THEN 1 ELSE 0 END), 0) AS BIGINT), COUNT(*)
           FROM sign_in WHERE address_key = $1 AND created_at > $3",
    )
    .bind(names::address_key(address))
    .bind(quarter)
    .bind(day)
    .bind(client)
    .fetch_one(&mut **tx)
    .await?;
    Ok(lately < 5 && today < 10 && by_all < 30)
}

/// A link that has just been used.
#[derive(sqlx::FromRow)]
pub(super) struct Used {
    pub(super) address: String,
    pub(super) address_key: String,
    pub(super) person: Option<PersonId>,
    pub(super) next: String,
    pub(super) language: Language,
}

/// Uses a link up: the row is written once, whoever comes at the same time.
///
/// # Errors
/// [`Error::LinkOver`].
pub(super) async fn use_up(tx: &mut Tx, token: &Secret) -> Result<Used> {
    let now = tx.now;
    sqlx::query_as(
        "UPDATE sign_in SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING address, address_key, person, next, language",
    )
    .bind(token.hash())
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::LinkOver)
}

/// Links that no limit counts any more.
async fn forget_old(conn: &mut Conn, now: Moment) -> Result<()> {
    sqlx::query("DELETE FROM sign_in WHERE created_at < $1").bind(now.plus(Duration::days(-2))).execute(conn).await?;
    Ok(())
}
