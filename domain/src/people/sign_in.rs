//! Signing in by a link: no password to steal, no account to open first. A link proves an address, once, for a quarter of an hour.

use super::links::{self, LINK_MINUTES, Link, Used};
use super::{names, sessions};
use crate::audit;
use crate::clock::Moment;
use crate::codes::Language;
use crate::db::{Conn, Db, Tx};
use crate::dice::{self, Secret};
use crate::error::{Error, Result};
use crate::fields::{self, Faults};
use crate::ids::{AddressId, PersonId};
use crate::mail::{self, Letter, Recipient};
use crate::policy::{self, Act, Actor, Rights};
use crate::say;

/// What a link would do, for the page that asks before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The address that the link proves.
    pub address: String,
    /// The person it would be added to; `None`: the link signs in.
    pub adds_to: Option<PersonId>,
}

/// Somebody has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// For the cookie.
    pub token: Secret,
    /// The path they wanted; as it was given to [`ask`].
    pub next: String,
    /// They have not said yet what to call them.
    pub is_new: bool,
}

/// Sends a link to an address. Whether it is known or not makes no difference to the asker: the link to an unknown address
/// makes its account when it is used. Beyond 5 links in 15 minutes or 10 in a day asked by one `client`, or 30 in a day in all, an address
/// is sent nothing more, silently.
///
/// # Errors
/// [`Error::Invalid`] on `address`; [`Error::TooMany`] beyond 20 links in 15 minutes from one `client`.
pub async fn ask(db: &Db, address: &str, client: &str, next: &str, language: Language) -> Result<()> {
    let mut faults = Faults::default();
    let address = faults.check("address", fields::address(address));
    let address = faults.or(address)?;
    let mut tx = db.write().await?;
    let client = dice::hash(client);
    if !links::may_mail(&mut tx, &address, &client).await? {
        return Ok(());
    }
    let link = Link { address: &address, adds_to: None, client: &client, next, language };
    let link = links::write(&mut tx, &link).await?;
    let (person, name) = reader(&mut tx, &address).await?;
    let letter = Letter {
        cause: "sign_in.link",
        once: None,
        subject: say!(language, "sign-in-subject", site = crate::administration::name_in(&mut tx).await?),
        body: say!(language, "sign-in-body", link = link, minutes = LINK_MINUTES),
        calendar: None,
    };
    mail::post(&mut tx, &Recipient { person, name, address, language }, &letter).await?;
    tx.commit_quietly().await
}

/// What a link would do. Changes nothing: programs that read mail follow links.
///
/// # Errors
/// [`Error::LinkOver`] for a link that was used, is too old or never was.
pub async fn peek(db: &Db, token: &Secret) -> Result<Asked> {
    let mut tx = db.read().await?;
    let now = tx.now;
    let row: Option<(String, Option<PersonId>)> =
        sqlx::query_as("SELECT address, person FROM sign_in WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
            .bind(token.hash())
            .bind(now)
            .fetch_optional(&mut *tx)
            .await?;
    let (address, adds_to) = row.ok_or(Error::LinkOver)?;
    Ok(Asked { address, adds_to })
}

/// Signs in by a link, which is over afterwards: of two that come at once with it, one enters. Whoever proves an address
/// that is nobody's becomes a new person. `device` is what the browser calls itself.
///
/// # Errors
/// [`Error::LinkOver`] for a link that was used, is too old, never was, or adds an address ([`super::addresses::prove`]).
pub async fn enter(db: &Db, token: &Secret, device: &str) -> Result<Entered> {
    let mut tx = db.write().await?;
    let used = links::use_up(&mut tx, token).await?;
    // A link that adds an address opens nothing: it was sent to an address that may turn out to be a stranger's.
    if used.person.is_some() {
        return Err(Error::LinkOver);
    }
    let person = owner_or_new(&mut tx, &used).await?;
    let is_new = is_nameless(&mut tx, &person).await?;
    let token = sessions::open(&mut tx, &person, device).await?;
    tx.commit().await?;
    Ok(Entered { token, next: used.next, is_new })
}

/// A link that signs in, to be printed on the machine that runs the program.
///
/// # Errors
/// [`Error::NotFound`] for any actor but the program itself.
pub async fn link(db: &Db, who: &Actor, address: &str) -> Result<String> {
    let mut tx = db.write().await?;
    let address = checked(&mut tx, who, address).await?;
    let link = links::write(&mut tx, &Link::printed(&address)).await?;
    tx.commit_quietly().await?;
    Ok(link)
}

/// Makes the owner of an address an administrator, the account included if there is none, and gives a link that signs in.
///
/// # Errors
/// [`Error::NotFound`] for any actor but the program itself.
pub async fn invite_administrator(db: &Db, who: &Actor, address: &str) -> Result<String> {
    let mut tx = db.write().await?;
    let address = checked(&mut tx, who, address).await?;
    let now = tx.now;
    let owner = owner(&mut tx, &names::address_key(&address)).await?;
    let person = match owner {
        Some(owner) => owner.person,
        None => create(&mut tx, &address, None, Language::Fr).await?.ok_or(Error::Internal)?,
    };
    sqlx::query("UPDATE person SET administrator_since = COALESCE(administrator_since, $2) WHERE id = $1")
        .bind(&person)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    let rights = Rights::of(&mut tx, who).await?;
    audit::note(&mut tx, &rights, "person.administrator", person.as_str(), &address).await?;
    let link = links::write(&mut tx, &Link::printed(&address)).await?;
    tx.commit().await?;
    Ok(link)
}

async fn checked(tx: &mut Tx, who: &Actor, address: &str) -> Result<String> {
    let rights = Rights::of(tx, who).await?;
    policy::check(&rights, Act::Administer)?;
    // An administrator is a person: nobody signs in as somebody else from a page.
    if *who != Actor::System {
        return Err(Error::NotFound);
    }
    fields::address(address).map_err(|problem| Error::field("address", problem))
}

/// Who has an address.
#[derive(sqlx::FromRow)]
pub(super) struct Owner {
    pub(super) person: PersonId,
    pub(super) verified_at: Option<Moment>,
    /// How many addresses this person has proved.
    proved: i64,
}

pub(super) async fn owner(conn: &mut Conn, address_key: &str) -> Result<Option<Owner>> {
    Ok(sqlx::query_as(
        "SELECT a.person, a.verified_at,
                (SELECT COUNT(*) FROM address o WHERE o.person = a.person AND o.verified_at IS NOT NULL) AS proved
           FROM address a WHERE a.address_key = $1",
    )
    .bind(address_key)
    .fetch_optional(conn)
    .await?)
}

/// The person whom a proved address signs in.
async fn owner_or_new(tx: &mut Tx, used: &Used) -> Result<PersonId> {
    if let Some(owner) = owner(tx, &used.address_key).await? {
        if owner.verified_at.is_some() {
            return Ok(owner.person);
        }
        // Somebody was written down with this address (an invitation, an import) and now comes: the proof makes it theirs.
        // But an address that a known person merely claims gives that person's account to nobody.
        if owner.proved == 0 {
            verify(tx, &used.address_key).await?;
            return Ok(owner.person);
        }
        sqlx::query("DELETE FROM address WHERE address_key = $1 AND verified_at IS NULL")
            .bind(&used.address_key)
            .execute(&mut **tx)
            .await?;
    }
    let now = tx.now;
    match create(tx, &used.address, Some(now), used.language).await? {
        Some(person) => Ok(person),
        // Another link to the same address was used at the same instant.
        None => Ok(owner(tx, &used.address_key).await?.ok_or(Error::Internal)?.person),
    }
}

async fn verify(tx: &mut Tx, address_key: &str) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE address SET verified_at = $2 WHERE address_key = $1").bind(address_key).bind(now).execute(&mut **tx).await?;
    Ok(())
}

/// Makes a person without a name yet, with one address; `None` if the address has just become somebody's.
async fn create(tx: &mut Tx, address: &str, verified_at: Option<Moment>, language: Language) -> Result<Option<PersonId>> {
    let (person, id, now): (PersonId, AddressId, _) = (tx.fresh(), tx.fresh(), tx.now);
    sqlx::query(
        "INSERT INTO person (id, given_name, family_name, sort_name, language, created_at, updated_at, version)
         VALUES ($1, '', '', '', $2, $3, $3, 1)",
    )
    .bind(&person)
    .bind(language)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let written = sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at)
         VALUES ($1, $2, $3, $4, $5, 1, $6) ON CONFLICT (address_key) DO NOTHING",
    )
    .bind(id)
    .bind(&person)
    .bind(address)
    .bind(names::address_key(address))
    .bind(verified_at)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 {
        sqlx::query("DELETE FROM person WHERE id = $1").bind(&person).execute(&mut **tx).await?;
        return Ok(None);
    }
    let rights = Rights::of(tx, &Actor::Person(person.clone())).await?;
    audit::note(tx, &rights, "person.create", person.as_str(), "").await?;
    Ok(Some(person))
}

async fn is_nameless(conn: &mut Conn, person: &PersonId) -> Result<bool> {
    Ok(sqlx::query("SELECT 1 FROM person WHERE id = $1 AND (given_name = '' OR family_name = '')")
        .bind(person)
        .fetch_optional(conn)
        .await?
        .is_some())
}

/// Whom a link is sent to, if the address is a known one.
async fn reader(conn: &mut Conn, address: &str) -> Result<(Option<PersonId>, String)> {
    let row: Option<(PersonId, String, String)> = sqlx::query_as(
        "SELECT p.id, p.given_name, p.family_name FROM address a JOIN person p ON p.id = a.person
          WHERE a.address_key = $1 AND a.verified_at IS NOT NULL",
    )
    .bind(names::address_key(address))
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or((None, String::new()), |(person, given, family)| (Some(person), names::full(&given, &family))))
}
