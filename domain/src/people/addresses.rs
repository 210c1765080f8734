//! A person's addresses: each proved by a link before it gives anything, one of them preferred.

use super::links::{self, LINK_MINUTES, Link};
use super::{names, sign_in};
use crate::audit;
use crate::clock::Moment;
use crate::codes::Language;
use crate::db::{Conn, Db, Tx};
use crate::dice::{self, Secret};
use crate::error::{Error, Result};
use crate::fields;
use crate::ids::{AddressId, PersonId};
use crate::mail::{self, Letter, Recipient};
use crate::policy::{Actor, Rights};
use crate::say;

/// A proved address, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Address {
    /// Its key.
    pub id: AddressId,
    /// As it was typed.
    pub address: String,
    /// 1: where mail goes.
    preferred: i64,
    /// Since when it is proved.
    pub verified_at: Moment,
}

impl Address {
    /// Whether mail goes here.
    pub fn is_preferred(&self) -> bool {
        self.preferred == 1
    }
}

/// The actor's addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// Those that are proved, the preferred one first.
    pub proved: Vec<Address>,
    /// Those to which a link is under way.
    pub waiting: Vec<String>,
}

/// The actor's addresses.
pub async fn list(db: &Db, who: &Actor) -> Result<Addresses> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let person = rights.signed_in()?;
    let proved = proved(&mut tx, person).await?;
    let now = tx.now;
    let waiting: Vec<String> =
        sqlx::query_scalar("SELECT address FROM sign_in WHERE person = $1 AND used_at IS NULL AND expires_at > $2 ORDER BY created_at, id")
            .bind(person)
            .bind(now)
            .fetch_all(&mut *tx)
            .await?;
    let mut once: Vec<String> = Vec::new();
    for address in waiting {
        let key = names::address_key(&address);
        let known = proved.iter().map(|proved| &proved.address).chain(&once).any(|known| names::address_key(known) == key);
        if !known {
            once.push(address);
        }
    }
    Ok(Addresses { proved, waiting: once })
}

/// Sends a link that will add an address to the actor's. An address that is somebody else's makes no difference to see, but
/// its owner is told and no link is sent.
///
/// # Errors
/// [`Error::Invalid`] on `address`; [`Error::TooMany`], as for [`sign_in::ask`].
pub async fn add(db: &Db, who: &Actor, address: &str, client: &str, language: Language) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let person = rights.signed_in()?.clone();
    let address = fields::address(address).map_err(|problem| Error::field("address", problem))?;
    let client = dice::hash(client);
    if !links::may_mail(&mut tx, &address, &client).await? {
        return Ok(());
    }
    let owner = sign_in::owner(&mut tx, &names::address_key(&address)).await?.filter(|owner| owner.verified_at.is_some());
    if owner.as_ref().is_some_and(|owner| owner.person == person) {
        return Ok(());
    }
    // Written in any case: it counts for the limits, and the list shows the same to whoever tries the address of another.
    let link = Link { address: &address, adds_to: Some(&person), client: &client, next: "/me/addresses", language };
    let link = links::write(&mut tx, &link).await?;
    let site = crate::administration::name_in(&mut tx).await?;
    let (to, letter) = match owner {
        None => (Recipient { person: Some(person), name: String::new(), address, language }, proof(language, &link, &site)),
        Some(owner) => {
            let to = known(&mut tx, &owner.person, address).await?;
            let letter = warning(to.language, &to.address);
            (to, letter)
        }
    };
    mail::post(&mut tx, &to, &letter).await?;
    tx.commit_quietly().await
}

/// Adds the address that a link proves to the person who asked for it, and who has to be the actor: whoever reads that
/// mailbox must not get into an account by somebody else's slip of the pen.
///
/// # Errors
/// [`Error::LinkOver`]; [`Error::NotFound`] for anybody but the person who asked.
pub async fn prove(db: &Db, who: &Actor, token: &Secret) -> Result<String> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let person = rights.signed_in()?.clone();
    let used = links::use_up(&mut tx, token).await?;
    if used.person.as_ref() != Some(&person) {
        return Err(Error::NotFound);
    }
    sqlx::query(
        "DELETE FROM address WHERE address_key = $1 AND verified_at IS NULL
            AND EXISTS (SELECT 1 FROM address o WHERE o.person = address.person AND o.verified_at IS NOT NULL)",
    )
    .bind(&used.address_key)
    .execute(&mut *tx)
    .await?;
    let (id, now): (AddressId, _) = (tx.fresh(), tx.now);
    let written = sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at) VALUES ($1, $2, $3, $4, $5, 0, $5)
         ON CONFLICT (address_key) DO NOTHING",
    )
    .bind(id)
    .bind(&person)
    .bind(&used.address)
    .bind(&used.address_key)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if written.rows_affected() == 0 {
        // It became somebody's since the link was sent.
        return Err(Error::LinkOver);
    }
    audit::note(&mut tx, &rights, "address.add", person.as_str(), &used.address).await?;
    tx.commit().await?;
    Ok(used.address)
}

/// Mail goes to this address from now on.
///
/// # Errors
/// [`Error::NotFound`] for another person's, or one that is not proved.
pub async fn prefer(db: &Db, who: &Actor, id: &AddressId) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let person = rights.signed_in()?.clone();
    lock(&mut tx, &person).await?;
    if !proved(&mut tx, &person).await?.iter().any(|address| address.id == *id) {
        return Err(Error::NotFound);
    }
    set_preferred(&mut tx, &person, id).await?;
    audit::note(&mut tx, &rights, "address.prefer", person.as_str(), id.as_str()).await?;
    tx.commit().await
}

/// Gives an address up. If mail went there, it goes to the oldest of those that stay.
///
/// # Errors
/// [`Error::NotFound`] for another person's; [`Error::Closed`] for the last one: nobody could sign in any more.
pub async fn remove(db: &Db, who: &Actor, id: &AddressId) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let person = rights.signed_in()?.clone();
    lock(&mut tx, &person).await?;
    let proved = proved(&mut tx, &person).await?;
    let gone = proved.iter().find(|address| address.id == *id).ok_or(Error::NotFound)?;
    let staying = proved.iter().filter(|address| address.id != *id).min_by_key(|address| (address.verified_at, address.id.clone()));
    let staying = staying.ok_or(Error::Closed)?;
    sqlx::query("DELETE FROM address WHERE id = $1").bind(id).execute(&mut *tx).await?;
    if gone.is_preferred() {
        set_preferred(&mut tx, &person, &staying.id).await?;
    }
    audit::note(&mut tx, &rights, "address.remove", person.as_str(), &gone.address).await?;
    tx.commit().await
}

/// The person's row is written first: on PostgreSQL, two that remove addresses at once take turns.
async fn lock(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE person SET updated_at = $2 WHERE id = $1").bind(person).bind(now).execute(&mut **tx).await?;
    Ok(())
}

async fn proved(conn: &mut Conn, person: &PersonId) -> Result<Vec<Address>> {
    Ok(sqlx::query_as(
        "SELECT id, address, preferred, verified_at FROM address WHERE person = $1 AND verified_at IS NOT NULL
          ORDER BY preferred DESC, address_key",
    )
    .bind(person)
    .fetch_all(conn)
    .await?)
}

async fn set_preferred(conn: &mut Conn, person: &PersonId, id: &AddressId) -> Result<()> {
    sqlx::query("UPDATE address SET preferred = CASE WHEN id = $2 THEN 1 ELSE 0 END WHERE person = $1")
        .bind(person)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// A person as the reader of a mail to one of their addresses.
async fn known(conn: &mut Conn, person: &PersonId, address: String) -> Result<Recipient> {
    let (given_name, family_name, language): (String, String, Language) =
        sqlx::query_as("SELECT given_name, family_name, language FROM person WHERE id = $1").bind(person).fetch_one(conn).await?;
    Ok(Recipient { person: Some(person.clone()), name: names::full(&given_name, &family_name), address, language })
}

fn proof(language: Language, link: &str, site: &str) -> Letter {
    Letter {
        cause: "address.proof",
        once: None,
        subject: say!(language, "address-proof-subject", site = site),
        body: say!(language, "address-proof-body", link = link, minutes = LINK_MINUTES),
        calendar: None,
    }
}

fn warning(language: Language, address: &str) -> Letter {
    Letter {
        cause: "address.warning",
        once: None,
        subject: say!(language, "address-warning-subject"),
        body: say!(language, "address-warning-body", address = address),
        calendar: None,
    }
}
