//! A person's e-mail addresses. Each one is proved by a link before it gives any right. One of them is preferred.

mod notifications;
mod undo;

pub use undo::{RemovedAddress, UNDO_DAYS, removed_address, restore};

use chrono::Duration;

use self::notifications::AddressChange;
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, FieldProblem, Result};
use crate::fields;
use crate::ids::{AddressId, PersonId};
use crate::mail::{self, MailRecipient};
use crate::people::quota::{self, QuotaDecision, Requester};
use crate::people::sign_in_links::{self, NewSignInLink};
use crate::people::{self, accounts, names};
use crate::policy::{self, Actor, Rights};
use crate::registrations;
use crate::rng::{self, Secret};
use crate::sign_in::LinkOutcome;

/// Deletes what has expired: sessions, browsers unused for too long, and removed addresses that can no longer be taken back. Called by the cleanup
/// worker.
pub async fn delete_expired(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    let now = tx.now;
    people::delete_expired(&mut tx).await?;
    undo::delete_expired(&mut tx, now).await?;
    tx.commit_without_revision().await
}

/// The most proved addresses of a person. The limit exists because every address is notified of each change.
pub const MOST: usize = 10;
/// The most changes of addresses that a person makes in a day. The reason is the same as for [`MOST`].
pub const CHANGES_A_DAY: i64 = 30;

/// A proved address, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Address {
    pub id: AddressId,
    pub address: String,
    /// 1 for the address that mail is sent to, 0 for the others.
    preferred: i64,
    /// When it was proved.
    pub verified_at: Timestamp,
    /// No mail is sent there any more, because it came back: what a server said. `None`: mail is sent.
    pub bounce_reason: Option<String>,
}

impl Address {
    /// Whether mail is sent to this address.
    pub fn is_preferred(&self) -> bool {
        self.preferred == 1
    }
}

/// The actor's addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The proved addresses, the preferred one first.
    pub proved: Vec<Address>,
    /// The addresses to which a link was sent that is still valid.
    pub waiting: Vec<String>,
}

/// The actor's addresses.
pub async fn list(db: &Db, actor: &Actor) -> Result<Addresses> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?;
    let proved = proved(&mut tx, person).await?;
    let now = tx.now;
    let waiting: Vec<String> =
        sqlx::query_scalar("SELECT address FROM sign_in WHERE person = $1 AND used_at IS NULL AND expires_at > $2 ORDER BY created_at, id")
            .bind_all((person, now))
            .fetch_all(&mut *tx)
            .await?;
    let mut distinct: Vec<String> = Vec::new();
    for address in waiting {
        let key = names::address_key(&address);
        let is_known = proved.iter().map(|proved| &proved.address).chain(&distinct).any(|known| names::address_key(known) == key);
        if !is_known {
            distinct.push(address);
        }
    }
    Ok(Addresses { proved, waiting: distinct })
}

/// Sends a link that adds an address to the actor's. If the address belongs to another person, the actor sees no difference: no link is sent, and
/// the owner is notified.
///
/// # Errors
/// [`Error::Invalid`] on `address`, [`FieldProblem::TooManyAddresses`] included; [`Error::TooMany`] beyond [`CHANGES_A_DAY`].
pub async fn add(db: &Db, actor: &Actor, address: &str, client: &str, language: Language) -> Result<LinkOutcome> {
    let mut tx = db.write().await?;
    let (rights, person) = authorize_change(&mut tx, actor).await?;
    let address = fields::address(address).map_err(|problem| Error::field("address", problem))?;
    let existing = proved(&mut tx, &person).await?;
    let key = names::address_key(&address);
    if existing.iter().any(|proved| names::address_key(&proved.address) == key) {
        return Ok(LinkOutcome::Sent);
    }
    if existing.len() >= MOST {
        return Err(Error::field("address", FieldProblem::TooManyAddresses(MOST as i64)));
    }
    let client = rng::hash(client);
    if let QuotaDecision::RetryAt(at) = quota::check(&mut tx, &key, &Requester { client: &client, device: None, adds: true }).await? {
        return Ok(LinkOutcome::RetryAt(at));
    }
    let owner = accounts::find_owner(&mut tx, &key).await?.filter(|owner| owner.verified_at.is_some());
    // The link is written in every case. It counts for the limits, and the list of waiting addresses looks the same when the address belongs to
    // another person.
    let link = NewSignInLink { address: &address, adds_to: Some(&person), client: &client, device: "", next: "/me/addresses", language };
    let link = sign_in_links::create(&mut tx, &link).await?;
    let (recipient, content) = match owner {
        None => {
            let site = crate::db::instance::name_in(&mut tx).await?;
            let recipient = MailRecipient { person: Some(person.clone()), name: String::new(), address: address.clone(), language };
            (recipient, notifications::proof(language, &link, &site))
        }
        Some(owner) => {
            let recipient = notifications::recipient(&mut tx, &owner.person, &address).await?;
            let content = notifications::warning(&mut tx, &recipient).await?;
            (recipient, content)
        }
    };
    mail::post(&mut tx, &recipient, &content).await?;
    notifications::notify_change(&mut tx, &person, &existing, AddressChange::Requested, &address).await?;
    audit::record(&mut tx, &rights, AuditAction::AddressAsk, person.as_str(), &address).await?;
    tx.commit_without_revision().await?;
    Ok(LinkOutcome::Sent)
}

/// Adds the address that a link proves to the person who asked for it. That person must be the actor: if somebody mistypes an address, the reader
/// of that mailbox must not get into the account. Guest registrations made with the address belong to the actor from then on.
///
/// # Errors
/// [`Error::LinkOver`]; [`Error::NotFound`] for anybody but the person who asked.
pub async fn prove(db: &Db, actor: &Actor, token: &Secret) -> Result<String> {
    let mut tx = db.write().await?;
    let (rights, person) = authorize_change(&mut tx, actor).await?;
    let used = sign_in_links::consume(&mut tx, token).await?;
    if used.person.as_ref() != Some(&person) {
        return Err(Error::NotFound);
    }
    let existing = proved(&mut tx, &person).await?;
    if existing.len() >= MOST {
        return Err(Error::Closed);
    }
    let now = tx.now;
    if !insert(&mut tx, &person, (&used.address, &used.address_key), now, false).await? {
        // The address was given to somebody after the link was sent.
        return Err(Error::LinkOver);
    }
    registrations::adopt_all(&mut tx, &person).await?;
    let all = proved(&mut tx, &person).await?;
    notifications::notify_change(&mut tx, &person, &all, AddressChange::Added, &used.address).await?;
    audit::record(&mut tx, &rights, AuditAction::AddressAdd, person.as_str(), &used.address).await?;
    tx.commit().await?;
    Ok(used.address)
}

/// Makes this the address that mail is sent to.
///
/// # Errors
/// [`Error::NotFound`] for another person's address, or one that is not proved; [`Error::TooMany`] beyond [`CHANGES_A_DAY`].
pub async fn prefer(db: &Db, actor: &Actor, id: &AddressId) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, person) = authorize_change(&mut tx, actor).await?;
    let existing = proved(&mut tx, &person).await?;
    let chosen = existing.iter().find(|address| address.id == *id).ok_or(Error::NotFound)?;
    if chosen.is_preferred() {
        return Ok(());
    }
    set_preferred(&mut tx, &person, id).await?;
    notifications::notify_change(&mut tx, &person, &existing, AddressChange::Preferred, &chosen.address).await?;
    audit::record(&mut tx, &rights, AuditAction::AddressPrefer, person.as_str(), id.as_str()).await?;
    tx.commit().await
}

/// Removes an address. If it was the preferred one, mail goes to the oldest of the remaining ones. All addresses are notified. The removed one can be
/// [taken back](restore) for [`UNDO_DAYS`].
///
/// # Errors
/// [`Error::NotFound`] for another person's address; [`Error::Closed`] for the last one, because nobody could sign in any more; [`Error::TooMany`]
/// beyond [`CHANGES_A_DAY`].
pub async fn remove(db: &Db, actor: &Actor, id: &AddressId) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, person) = authorize_change(&mut tx, actor).await?;
    let existing = proved(&mut tx, &person).await?;
    let removed = existing.iter().find(|address| address.id == *id).ok_or(Error::NotFound)?;
    let successor = existing.iter().filter(|address| address.id != *id).min_by_key(|address| (address.verified_at, address.id.clone()));
    let successor = successor.ok_or(Error::Closed)?;
    sqlx::query("DELETE FROM address WHERE id = $1").bind(id).execute(&mut *tx).await?;
    if removed.is_preferred() {
        set_preferred(&mut tx, &person, &successor.id).await?;
    }
    undo::offer_undo(&mut tx, &person, removed, &existing).await?;
    let others: Vec<Address> = existing.iter().filter(|address| address.id != *id).cloned().collect();
    notifications::notify_change(&mut tx, &person, &others, AddressChange::Removed, &removed.address).await?;
    audit::record(&mut tx, &rights, AuditAction::AddressRemove, person.as_str(), &removed.address).await?;
    tx.commit().await
}

/// The rights and the key of the actor, whose row is locked. Changes of addresses therefore run one after another, and a person erased meanwhile
/// gets no address.
async fn authorize_change(tx: &mut Tx, actor: &Actor) -> Result<(Rights, PersonId)> {
    let rights = Rights::of(tx, actor).await?;
    let person = rights.signed_in()?.clone();
    people::lock(tx, &person).await?;
    let since = tx.now.plus(Duration::days(-1));
    let changes: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM audit WHERE person = $1 AND at > $2 AND action LIKE 'address.%'")
        .bind_all((&person, since))
        .fetch_one(&mut **tx)
        .await?;
    if changes >= CHANGES_A_DAY { Err(Error::TooMany) } else { Ok((rights, person)) }
}

/// Inserts a proved address; `false` if somebody has it. It succeeds if the current holder has proved other addresses and never proved this one.
async fn insert(tx: &mut Tx, person: &PersonId, (address, key): (&str, &str), verified_at: Timestamp, preferred: bool) -> Result<bool> {
    accounts::release_claim(tx, key).await?;
    let (id, now): (AddressId, _) = (tx.new_id(), tx.now);
    let inserted = sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at) VALUES ($1, $2, $3, $4, $5, 0, $6)
         ON CONFLICT (address_key) DO NOTHING",
    )
    .bind_all((&id, person, address, key, verified_at, now))
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 1 && preferred {
        set_preferred(tx, person, &id).await?;
    }
    Ok(inserted.rows_affected() == 1)
}

async fn proved(conn: &mut Conn, person: &PersonId) -> Result<Vec<Address>> {
    Ok(sqlx::query_as(
        "SELECT a.id, a.address, a.preferred, a.verified_at, f.reason AS bounce_reason
           FROM address a LEFT JOIN failing_address f ON f.address_key = a.address_key AND f.suspended_at IS NOT NULL
          WHERE a.person = $1 AND a.verified_at IS NOT NULL ORDER BY a.preferred DESC, a.address_key",
    )
    .bind(person)
    .fetch_all(conn)
    .await?)
}

async fn set_preferred(conn: &mut Conn, person: &PersonId, id: &AddressId) -> Result<()> {
    sqlx::query("UPDATE address SET preferred = CASE WHEN id = $2 THEN 1 ELSE 0 END WHERE person = $1")
        .bind_all((person, id))
        .execute(conn)
        .await?;
    Ok(())
}
