//! Restoring a removed address, by the link in a mail to it, without a session: for owners who read that a thief of their session replaced
//! their address.
//!
//! Seniority decides, so that a thief can't undo the owner's undoing. Only an address that was the account's oldest, or had been proved for
//! [`UNDO_DAYS`], gets a link. Using the link removes the addresses that were proved after it and lately.

use chrono::Duration;

use super::notifications::{self, AddressChange};
use super::{Address, insert, proved, set_preferred};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::ids::{AddressId, PersonId};
use crate::people::{accounts, lock, sessions, sign_in_links};
use crate::policy::{Actor, Rights};
use crate::rng::Secret;
use crate::{privacy, registrations};

/// How many days a removed address can be restored.
pub const UNDO_DAYS: i64 = 14;

/// An address that can be restored, for the confirmation page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedAddress {
    pub address: String,
    pub removed_at: Timestamp,
    /// Addresses that are removed from the account when it is restored.
    pub displaced: Vec<String>,
}

#[derive(sqlx::FromRow)]
struct AddressRemoval {
    person: PersonId,
    address: String,
    address_key: String,
    verified_at: Timestamp,
    preferred: i64,
    removed_at: Timestamp,
}

impl AddressRemoval {
    /// Whether restoring this address removes `address`: it was proved after this one, and within [`UNDO_DAYS`] before the removal or
    /// since.
    fn displaces(&self, address: &Address) -> bool {
        address.verified_at > self.verified_at && address.verified_at > self.removed_at.plus(Duration::days(-UNDO_DAYS))
    }
}

/// Tells an address that it was removed, with the link that restores it if it may have one. `all`: the addresses before the removal.
pub(super) async fn offer_undo(tx: &mut Tx, person: &PersonId, removed: &Address, all: &[Address]) -> Result<()> {
    let now = tx.now;
    delete_expired(tx, now).await?;
    let is_oldest = all.iter().all(|address| address.verified_at >= removed.verified_at);
    if !is_oldest && removed.verified_at > now.plus(Duration::days(-UNDO_DAYS)) {
        return notifications::notify_removed(tx, person, &removed.address, None).await;
    }
    let token = tx.secret();
    sqlx::query(
        "INSERT INTO removed_address (token_hash, person, address, address_key, verified_at, preferred, removed_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind_all((
        token.hash(),
        person,
        &removed.address,
        crate::names::address_key(&removed.address),
        removed.verified_at,
        removed.preferred,
        now,
        now.plus(Duration::days(UNDO_DAYS)),
    ))
    .execute(&mut **tx)
    .await?;
    let link = tx.link(&format!("/sign-in/address/{}", token.reveal()));
    notifications::notify_removed(tx, person, &removed.address, Some(&link)).await
}

/// The effect of a link of [`offer_undo`]. Changes nothing: programs that read mail follow links.
///
/// # Errors
/// [`Error::LinkOver`].
pub async fn removed_address(db: &Db, token: &Secret) -> Result<RemovedAddress> {
    let mut tx = db.read().await?;
    let removal = find(&mut tx, token).await?;
    let displaced = proved(&mut tx, &removal.person).await?.into_iter().filter(|address| removal.displaces(address));
    Ok(RemovedAddress {
        displaced: displaced.map(|address| address.address).collect(),
        address: removal.address,
        removed_at: removal.removed_at,
    })
}

/// Restores a removed address, which is proved as before. Newly proved addresses of less seniority are removed, every session ends, and
/// open links that add an address are void. Returns the address, to sign in with.
///
/// # Errors
/// [`Error::LinkOver`]; [`Error::Closed`] if the address belongs to another account by now.
pub async fn restore(db: &Db, token: &Secret) -> Result<String> {
    let mut tx = db.write().await?;
    let person = find(&mut tx, token).await?.person;
    lock(&mut tx, &person).await.map_err(|error| if error == Error::SignedOut { Error::LinkOver } else { error })?;
    // Read again with the person locked: of two concurrent uses, the link works once.
    let removal = find(&mut tx, token).await?;
    let rights = Rights::of(&mut tx, &Actor::Person(person.clone())).await?;
    let before = proved(&mut tx, &person).await?;
    let displaced: Vec<&Address> = before.iter().filter(|address| removal.displaces(address)).collect();
    let is_preferred = removal.preferred == 1 || displaced.iter().any(|address| address.is_preferred());
    reassign(&mut tx, &rights, &removal, is_preferred).await?;
    for address in &displaced {
        sqlx::query("DELETE FROM address WHERE id = $1").bind(&address.id).execute(&mut *tx).await?;
        audit::record(&mut tx, &rights, AuditAction::AddressRemove, person.as_str(), &address.address).await?;
    }
    revoke_access(&mut tx, &removal).await?;
    registrations::adopt_all(&mut tx, &person).await?;
    let mut recipients = proved(&mut tx, &person).await?;
    recipients.extend(displaced.into_iter().cloned());
    notifications::notify_change(&mut tx, &person, &recipients, AddressChange::Restored, &removal.address).await?;
    audit::record(&mut tx, &rights, AuditAction::AddressRestore, person.as_str(), &removal.address).await?;
    tx.commit().await?;
    Ok(removal.address)
}

/// Revokes every access that somebody else may have: sessions, links that add an address, links that restore an address of less seniority,
/// and this link.
async fn revoke_access(tx: &mut Tx, removal: &AddressRemoval) -> Result<()> {
    let ended = sessions::end_all(tx, &removal.person).await?;
    sign_in_links::revoke_additions(tx, &removal.person).await?;
    sqlx::query("DELETE FROM removed_address WHERE person = $1 AND (address_key = $2 OR (verified_at > $3 AND verified_at > $4))")
        .bind_all((&removal.person, &removal.address_key, removal.verified_at, removal.removed_at.plus(Duration::days(-UNDO_DAYS))))
        .execute(&mut **tx)
        .await?;
    tracing::info!(sessions = ended, "an address was taken back");
    Ok(())
}

/// Gives the address back to its person. It may be nobody's, or be entered for somebody who never proved it, or belong to an unused
/// account: signing in with a stolen address creates such an account.
///
/// # Errors
/// [`Error::Closed`] if it belongs to an account in use.
async fn reassign(tx: &mut Tx, rights: &Rights, removal: &AddressRemoval, is_preferred: bool) -> Result<()> {
    if let Some(owner) = accounts::find_owner(tx, &removal.address_key).await? {
        if owner.person == removal.person && owner.verified_at.is_some() {
            let id: AddressId =
                sqlx::query_scalar("SELECT id FROM address WHERE address_key = $1").bind(&removal.address_key).fetch_one(&mut **tx).await?;
            return if is_preferred { set_preferred(tx, &removal.person, &id).await } else { Ok(()) };
        }
        if owner.person != removal.person && owner.verified_at.is_some() {
            if !accounts::is_blank(tx, &owner.person, removal.removed_at).await? {
                return Err(Error::Closed);
            }
            privacy::erase_unused_account(tx, &owner.person).await?;
        }
        if owner.verified_at.is_none() {
            delete_unproved(tx, rights, &owner.person, &removal.address_key).await?;
        }
    }
    let address = (removal.address.as_str(), removal.address_key.as_str());
    if insert(tx, &removal.person, address, removal.verified_at, is_preferred).await? { Ok(()) } else { Err(Error::Closed) }
}

/// Removes an address from a person for whom somebody else entered it and who never proved it. Their mail goes to another of their
/// addresses, if there is one.
async fn delete_unproved(tx: &mut Tx, rights: &Rights, person: &PersonId, address_key: &str) -> Result<()> {
    sqlx::query("DELETE FROM address WHERE address_key = $1 AND verified_at IS NULL").bind(address_key).execute(&mut **tx).await?;
    let next: Option<AddressId> = sqlx::query_scalar(
        "SELECT id FROM address WHERE person = $1 AND NOT EXISTS (SELECT 1 FROM address p WHERE p.person = $1 AND p.preferred = 1)
          ORDER BY CASE WHEN verified_at IS NULL THEN 1 ELSE 0 END, verified_at, created_at, id LIMIT 1",
    )
    .bind(person)
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(next) = next {
        set_preferred(tx, person, &next).await?;
    }
    audit::record(tx, rights, AuditAction::AddressStrike, person.as_str(), address_key).await
}

async fn find(tx: &mut Tx, token: &Secret) -> Result<AddressRemoval> {
    let now = tx.now;
    sqlx::query_as(
        "SELECT person, address, address_key, verified_at, preferred, removed_at FROM removed_address WHERE token_hash = $1 AND expires_at > $2",
    )
    .bind_all((token.hash(), now))
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::LinkOver)
}

/// Deletes removed addresses that can't be restored any more.
pub(super) async fn delete_expired(conn: &mut Conn, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM removed_address WHERE expires_at <= $1").bind(now).execute(conn).await?;
    Ok(())
}
