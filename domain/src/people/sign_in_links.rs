//! Links sent by mail. Each row proves an address, once, within a quarter of an hour. [`super::quota`] limits how many are sent.

use chrono::Duration;

use super::names;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::ids::PersonId;
use crate::mail::failing_addresses;
use crate::rng::Secret;

/// How long a link is valid, in minutes.
pub const LINK_MINUTES: i64 = 15;

pub(crate) struct NewSignInLink<'a> {
    pub(crate) address: &'a str,
    pub(crate) adds_to: Option<&'a PersonId>,
    /// The hash of the requesting client.
    pub(crate) client: &'a str,
    /// The hash of the known device of the request; may be empty.
    pub(crate) device: &'a str,
    pub(crate) next: &'a str,
    pub(crate) language: Language,
}

impl<'a> NewSignInLink<'a> {
    /// A link that is printed and not sent. It has no client, so no quota counts it.
    pub(crate) fn printed(address: &'a str) -> Self {
        Self { address, adds_to: None, client: "", device: "", next: "/me", language: Language::Fr }
    }
}

/// Writes a link and gives its absolute URL, which only its reader learns: the row stores a hash.
pub(crate) async fn create(tx: &mut Tx, link: &NewSignInLink<'_>) -> Result<String> {
    let (id, token, now): (String, Secret, _) = (tx.new_id(), tx.secret(), tx.now);
    sqlx::query(
        "INSERT INTO sign_in (id, token_hash, address, address_key, person, client, device, next, language, created_at, expires_at, used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL)",
    )
    .bind_all((
        id, token.hash(), link.address, names::address_key(link.address), link.adds_to, link.client, link.device, link.next,
        link.language, now, now.plus(Duration::minutes(LINK_MINUTES)),
    ))
    .execute(&mut **tx)
    .await?;
    delete_expired(tx, now).await?;
    Ok(tx.link(&format!("/sign-in/{}", token.reveal())))
}

/// The person who has the address of a link, proved or not, while the link is valid. Used to lock the person before the link. For a link that adds
/// an address, this is not the person to whom it is added.
pub(crate) async fn address_owner(tx: &mut Tx, token: &Secret) -> Result<Option<PersonId>> {
    let now = tx.now;
    Ok(sqlx::query_scalar(
        "SELECT a.person FROM sign_in s JOIN address a ON a.address_key = s.address_key
          WHERE s.token_hash = $1 AND s.used_at IS NULL AND s.expires_at > $2",
    )
    .bind_all((token.hash(), now))
    .fetch_optional(&mut **tx)
    .await?)
}

/// Invalidates the links that add an address to that person. The rows stay for the quotas.
pub(crate) async fn revoke_additions(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE sign_in SET used_at = $2 WHERE person = $1 AND used_at IS NULL").bind(person).bind(now).execute(&mut **tx).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(crate) struct UsedSignInLink {
    pub(crate) address: String,
    pub(crate) address_key: String,
    pub(crate) person: Option<PersonId>,
    pub(crate) next: String,
    pub(crate) language: Language,
}

/// Marks a link as used. Only one of several concurrent calls succeeds. The mail arrived: the address works.
///
/// # Errors
/// [`Error::LinkOver`] if the link is unknown, used or expired.
pub(crate) async fn consume(tx: &mut Tx, token: &Secret) -> Result<UsedSignInLink> {
    let now = tx.now;
    let used: Option<UsedSignInLink> = sqlx::query_as(
        "UPDATE sign_in SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING address, address_key, person, next, language",
    )
    .bind_all((token.hash(), now))
    .fetch_optional(&mut **tx)
    .await?;
    let used = used.ok_or(Error::LinkOver)?;
    failing_addresses::lift(tx, &used.address_key).await?;
    Ok(used)
}

/// Deletes links that no limit counts any more.
async fn delete_expired(conn: &mut Conn, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM sign_in WHERE created_at < $1").bind(now.plus(Duration::days(-2))).execute(conn).await?;
    Ok(())
}
