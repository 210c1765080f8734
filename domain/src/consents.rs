//! A person's consents, by purpose, with dates. There is no consent until the person gives it.

use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Purpose;
use crate::error::Result;
use crate::ids::PersonId;
use crate::people;
use crate::policy::{self, Actor, Rights};

/// A consent that was given, and perhaps withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Consent {
    /// What it was given for.
    pub purpose: Purpose,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it was withdrawn; `None` while it is valid.
    pub withdrawn_at: Option<Timestamp>,
}

/// A person's consents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consents {
    /// The purposes that the person agrees to today.
    pub standing: Vec<Purpose>,
    /// Every consent ever given, the latest first.
    pub history: Vec<Consent>,
}

/// The actor's consents.
pub async fn consents(db: &Db, who: &Actor) -> Result<Consents> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let person = rights.signed_in()?.clone();
    let history = history(&mut tx, &person).await?;
    let standing = history.iter().filter(|consent| consent.withdrawn_at.is_none()).map(|consent| consent.purpose).collect();
    Ok(Consents { standing, history })
}

async fn history(conn: &mut Conn, person: &PersonId) -> Result<Vec<Consent>> {
    Ok(sqlx::query_as("SELECT purpose, given_at, withdrawn_at FROM consent WHERE person = $1 ORDER BY given_at DESC, id DESC")
        .bind(person)
        .fetch_all(conn)
        .await?)
}

/// Sets the purposes that the actor agrees to; all others are withdrawn. A consent that is already valid keeps its date.
pub async fn agree(db: &Db, who: &Actor, purposes: &[Purpose]) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
    let person = rights.signed_in()?.clone();
    people::hold(&mut tx, &person).await?;
    let standing: Vec<Purpose> =
        history(&mut tx, &person).await?.iter().filter(|one| one.withdrawn_at.is_none()).map(|one| one.purpose).collect();
    for purpose in Purpose::ALL {
        match (purposes.contains(purpose), standing.contains(purpose)) {
            (true, false) => {
                give(&mut tx, &person, *purpose).await?;
                audit::record(&mut tx, &rights, AuditAction::ConsentGive, person.as_str(), purpose.code()).await?;
            }
            (false, true) => {
                withdraw(&mut tx, &person, Some(*purpose), "form").await?;
                audit::record(&mut tx, &rights, AuditAction::ConsentWithdraw, person.as_str(), purpose.code()).await?;
            }
            _ => {}
        }
    }
    tx.commit().await
}

/// Adds a consent to this purpose as part of another act of the person. Idempotent.
pub(crate) async fn agree_within(tx: &mut Tx, rights: &Rights, person: &PersonId, purpose: Purpose) -> Result<()> {
    if history(tx, person).await?.iter().any(|consent| consent.purpose == purpose && consent.withdrawn_at.is_none()) {
        return Ok(());
    }
    give(tx, person, purpose).await?;
    audit::record(tx, rights, AuditAction::ConsentGive, person.as_str(), purpose.code()).await
}

async fn give(tx: &mut Tx, person: &PersonId, purpose: Purpose) -> Result<()> {
    let (id, now) = (tx.new_id::<String>(), tx.now);
    sqlx::query("INSERT INTO consent (id, person, purpose, given_at, given_how, withdrawn_how) VALUES ($1, $2, $3, $4, 'form', '')")
        .bind_all((id, person, purpose, now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Withdraws one consent, or all of them if `purpose` is `None`.
pub(crate) async fn withdraw(tx: &mut Tx, person: &PersonId, purpose: Option<Purpose>, how: &str) -> Result<u64> {
    let now = tx.now;
    let taken = sqlx::query(
        "UPDATE consent SET withdrawn_at = $3, withdrawn_how = $4 WHERE person = $1 AND withdrawn_at IS NULL AND ($2 = '' OR purpose = $2)",
    )
    .bind_all((person, purpose.map_or("", Purpose::code), now, how))
    .execute(&mut **tx)
    .await?;
    Ok(taken.rows_affected())
}
