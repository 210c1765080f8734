//! What a person agrees to: by purpose, with dates. Nothing is agreed to until they say so.

use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Purpose;
use crate::error::Result;
use crate::ids::PersonId;
use crate::people;
use crate::policy::{self, Actor, Rights};

/// What was agreed to, and taken back.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Consent {
    /// To what.
    pub purpose: Purpose,
    /// When.
    pub given_at: Timestamp,
    /// Until when; `None`: it stands.
    pub withdrawn_at: Option<Timestamp>,
}

/// A person's consents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consents {
    /// What stands today.
    pub standing: Vec<Purpose>,
    /// Everything that was ever agreed to, the latest first.
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

/// The actor agrees to these purposes and to no others, from now on. What stands already keeps its date.
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

/// The person agrees to this purpose too, as a part of another act of theirs; agreeing twice changes nothing.
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

/// Takes back a consent, or all of them.
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
