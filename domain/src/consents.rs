//! A person's consents, by purpose, with dates. There is no consent until the person gives it.

use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Purpose;
use crate::error::Result;
use crate::ids::PersonId;
use crate::people;
use crate::policy::{self, Actor, Rights};

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Consent {
    /// What it was given for.
    pub purpose: Purpose,
    pub given_at: Timestamp,
    /// When it was withdrawn; `None` while it is valid.
    pub withdrawn_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consents {
    /// The purposes that the person agrees to today.
    pub active: Vec<Purpose>,
    /// Every consent ever given, the latest first.
    pub history: Vec<Consent>,
}

/// The actor's consents.
pub async fn consents(db: &Db, actor: &Actor) -> Result<Consents> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let history = history(&mut tx, &person).await?;
    let active = history.iter().filter(|consent| consent.withdrawn_at.is_none()).map(|consent| consent.purpose).collect();
    Ok(Consents { active, history })
}

async fn history(conn: &mut Conn, person: &PersonId) -> Result<Vec<Consent>> {
    Ok(sqlx::query_as("SELECT purpose, given_at, withdrawn_at FROM consent WHERE person = $1 ORDER BY given_at DESC, id DESC")
        .bind(person)
        .fetch_all(conn)
        .await?)
}

/// Sets the purposes that the actor agrees to; all others are withdrawn. A consent that is already valid keeps its date.
pub async fn agree(db: &Db, actor: &Actor, purposes: &[Purpose]) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    people::lock(&mut tx, &person).await?;
    let active: Vec<Purpose> =
        history(&mut tx, &person).await?.iter().filter(|consent| consent.withdrawn_at.is_none()).map(|consent| consent.purpose).collect();
    for purpose in Purpose::ALL {
        match (purposes.contains(purpose), active.contains(purpose)) {
            (true, false) => {
                insert(&mut tx, &person, *purpose).await?;
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
pub(crate) async fn agree_in(tx: &mut Tx, rights: &Rights, person: &PersonId, purpose: Purpose) -> Result<()> {
    if history(tx, person).await?.iter().any(|consent| consent.purpose == purpose && consent.withdrawn_at.is_none()) {
        return Ok(());
    }
    insert(tx, person, purpose).await?;
    audit::record(tx, rights, AuditAction::ConsentGive, person.as_str(), purpose.code()).await
}

async fn insert(tx: &mut Tx, person: &PersonId, purpose: Purpose) -> Result<()> {
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
    let updated = sqlx::query(
        "UPDATE consent SET withdrawn_at = $3, withdrawn_how = $4 WHERE person = $1 AND withdrawn_at IS NULL AND ($2 = '' OR purpose = $2)",
    )
    .bind_all((person, purpose.map_or("", Purpose::code), now, how))
    .execute(&mut **tx)
    .await?;
    Ok(updated.rows_affected())
}
