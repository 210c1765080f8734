//! Accounts: the owner of an address, and the account that the first proof of an address creates.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use super::names;
use super::sign_in_links::UsedSignInLink;
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx, placeholders};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::ids::{AddressId, PersonId};
use crate::policy::{Actor, Rights};

#[derive(sqlx::FromRow)]
pub(crate) struct AddressOwner {
    pub(crate) person: PersonId,
    pub(crate) verified_at: Option<Timestamp>,
    /// The number of addresses that this person has proved.
    proved: i64,
}

pub(crate) async fn find_owner(conn: &mut Conn, address_key: &str) -> Result<Option<AddressOwner>> {
    Ok(sqlx::query_as(
        "SELECT a.person, a.verified_at,
                (SELECT COUNT(*) FROM address o WHERE o.person = a.person AND o.verified_at IS NOT NULL) AS proved
           FROM address a WHERE a.address_key = $1",
    )
    .bind(address_key)
    .fetch_optional(conn)
    .await?)
}

/// The person who has proved the address. `address_key`: as [`names::address_key`] writes it.
pub(crate) async fn proved_owner(conn: &mut Conn, address_key: &str) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar("SELECT person FROM address WHERE address_key = $1 AND verified_at IS NOT NULL")
        .bind(address_key)
        .fetch_optional(conn)
        .await?)
}

/// The people who have proved these addresses, by the key of the address.
pub(crate) async fn proved_owners(conn: &mut Conn, address_keys: &[&str]) -> Result<HashMap<String, PersonId>> {
    if address_keys.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = format!(
        "SELECT address_key, person FROM address WHERE verified_at IS NOT NULL AND address_key IN ({})",
        placeholders(1, address_keys.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let rows: Vec<(String, PersonId)> = address_keys.iter().fold(query, |query, key| query.bind((*key).to_owned())).fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// The person whom a proved address signs in. Creates the account if there is none.
pub(crate) async fn find_or_create_owner(tx: &mut Tx, used: &UsedSignInLink) -> Result<PersonId> {
    if let Some(owner) = find_owner(tx, &used.address_key).await? {
        if owner.verified_at.is_some() {
            return Ok(owner.person);
        }
        // An invitation or an import created a person with this address, and now its owner signs in: the proof makes the account theirs. But if a
        // known person added the address without proving it, the proof must not open that person's account.
        if owner.proved == 0 {
            verify(tx, &used.address_key).await?;
            return Ok(owner.person);
        }
        release_claim(tx, &used.address_key).await?;
    }
    let now = tx.now;
    let account = NewAccount { address: &used.address, verified_at: Some(now), language: used.language, given_name: "", family_name: "" };
    match create(tx, &account).await? {
        Some(person) => Ok(person),
        // Another link to the same address was used at the same instant.
        None => Ok(find_owner(tx, &used.address_key).await?.ok_or(Error::Internal)?.person),
    }
}

/// Removes an unproved address from a person who has proved other addresses, because it may belong to somebody else.
pub(crate) async fn release_claim(conn: &mut Conn, address_key: &str) -> Result<()> {
    sqlx::query(
        "DELETE FROM address WHERE address_key = $1 AND verified_at IS NULL
            AND EXISTS (SELECT 1 FROM address o WHERE o.person = address.person AND o.verified_at IS NOT NULL)",
    )
    .bind(address_key)
    .execute(conn)
    .await?;
    Ok(())
}

/// Names the owner of an address whose account has no name and who has not signed in yet. Returns the person if there is such an account.
pub(crate) async fn name_owner(conn: &mut Conn, address: &str, given_name: &str, family_name: &str) -> Result<Option<PersonId>> {
    let owner = find_owner(conn, &names::address_key(address)).await?.filter(|owner| owner.proved == 0);
    let Some(AddressOwner { person, .. }) = owner else { return Ok(None) };
    let updated = sqlx::query(
        "UPDATE person SET given_name = $2, family_name = $3, sort_name = $4, version = version + 1 WHERE id = $1 AND family_name = ''",
    )
    .bind_all((&person, given_name, family_name, names::sort_name(given_name, family_name)))
    .execute(conn)
    .await?;
    Ok((updated.rows_affected() == 1).then_some(person))
}

/// Marks the address as proved.
async fn verify(tx: &mut Tx, address_key: &str) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE address SET verified_at = $2 WHERE address_key = $1").bind(address_key).bind(now).execute(&mut **tx).await?;
    Ok(())
}

pub(crate) struct NewAccount<'a> {
    pub(crate) address: &'a str,
    /// When the address was proved; `None` if its owner has not signed in yet.
    pub(crate) verified_at: Option<Timestamp>,
    pub(crate) language: Language,
    /// May be empty: the person is asked at the first sign-in.
    pub(crate) given_name: &'a str,
    /// May be empty, as the given name.
    pub(crate) family_name: &'a str,
}

/// Creates a person with one address; `None` if somebody else has just got the address.
pub(crate) async fn create(tx: &mut Tx, account: &NewAccount<'_>) -> Result<Option<PersonId>> {
    let (person, id, now): (PersonId, AddressId, _) = (tx.new_id(), tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO person (id, given_name, family_name, sort_name, language, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $6, 1)",
    )
    .bind_all((
        &person,
        account.given_name,
        account.family_name,
        names::sort_name(account.given_name, account.family_name),
        account.language,
        now,
    ))
    .execute(&mut **tx)
    .await?;
    let inserted = sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at)
         VALUES ($1, $2, $3, $4, $5, 1, $6) ON CONFLICT (address_key) DO NOTHING",
    )
    .bind_all((id, &person, account.address, names::address_key(account.address), account.verified_at, now))
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 0 {
        sqlx::query("DELETE FROM person WHERE id = $1").bind(&person).execute(&mut **tx).await?;
        return Ok(None);
    }
    let rights = Rights::of(tx, &Actor::Person(person.clone())).await?;
    audit::record(tx, &rights, AuditAction::PersonCreate, person.as_str(), "").await?;
    Ok(Some(person))
}

/// Whether the person has not set their name.
pub(crate) async fn is_nameless(conn: &mut Conn, person: &PersonId) -> Result<bool> {
    Ok(sqlx::query("SELECT 1 FROM person WHERE id = $1 AND (given_name = '' OR family_name = '')")
        .bind(person)
        .fetch_optional(conn)
        .await?
        .is_some())
}

/// Whether an account was created after `since` and is unused: no name, a single address, no memberships, mandates, registrations, feeds or
/// subscriptions.
pub(crate) async fn is_blank(conn: &mut Conn, person: &PersonId, since: Timestamp) -> Result<bool> {
    Ok(sqlx::query(
        "SELECT 1 FROM person p WHERE p.id = $1 AND p.created_at >= $2 AND p.given_name = '' AND p.family_name = ''
            AND p.administrator_since IS NULL AND (SELECT COUNT(*) FROM address a WHERE a.person = p.id) = 1
            AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id) AND NOT EXISTS (SELECT 1 FROM mandate t WHERE t.person = p.id)
            AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.person = p.id) AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.person = p.id)
            AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.person = p.id)",
    )
    .bind_all((person, since))
    .fetch_optional(conn)
    .await?
    .is_some())
}
