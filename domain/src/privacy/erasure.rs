//! Being erased: who the person was is forgotten; the row of somebody without a name stays, so that the figures of past years stay.
//!
//! What stays: memberships with their dates, dated affiliations, profession and region, registrations with the kind of organisation
//! and who came, mandates that were held. What goes: names, addresses, words they wrote, sessions, links, calendar addresses, mails to
//! them, consents, files they brought, invitations to their addresses; and their name in mails to others.
//! What was adopted stays as it was adopted: who sat in a committee is named in the year's review.

use super::leaving::{self, LeavingSummary};
use super::mails;
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::PersonId;
use crate::people::names;
use crate::policy::{self, Actor};
use crate::{lists, memberships, registrations, search_index};

/// What being erased means for the actor, before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// What ends.
    pub ends: LeavingSummary,
    /// The address to type: the preferred one.
    pub address: String,
    /// Networks that they coordinate today, by acronym: somebody else should by then.
    pub coordinates: Vec<String>,
    /// They are the only administrator: they can't be erased before somebody else is one.
    pub is_last_administrator: bool,
}

/// What being erased means.
///
/// # Errors
/// [`Error::SignedOut`].
pub async fn before_erasing(db: &Db, who: &Actor) -> Result<Erasure> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let person = rights.signed_in()?.clone();
    let address: Option<String> = sqlx::query_scalar("SELECT address FROM address WHERE person = $1 AND preferred = 1")
        .bind(&person)
        .fetch_optional(&mut *tx)
        .await?;
    let coordinates = sqlx::query_scalar(
        "SELECT DISTINCT n.acronym FROM mandate t JOIN committee c ON c.id = t.committee AND c.coordinates = 1 JOIN network n ON n.id = c.network
          WHERE t.person = $1 AND t.started_on <= $2 AND (t.ended_on IS NULL OR t.ended_on >= $2) ORDER BY n.acronym",
    )
    .bind_all((&person, rights.today()))
    .fetch_all(&mut *tx)
    .await?;
    Ok(Erasure {
        ends: leaving::count(&mut tx, &person).await?,
        address: address.unwrap_or_default(),
        coordinates,
        is_last_administrator: is_last_administrator(&mut tx, &person).await?,
    })
}

/// Erases the actor, who typed an address of theirs to say that they mean it. Every session is over afterwards. Done twice, it changes
/// nothing.
///
/// # Errors
/// [`Error::Invalid`] on `confirmation`: another word than an address of theirs, or [`FieldProblem::LastAdministrator`].
pub async fn erase(db: &Db, who: &Actor, confirmation: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
    let person = rights.signed_in()?.clone();
    // First of all: what is being written about them is written, what comes after finds them gone, see [`crate::people::hold`]. And two
    // administrators who go at once: one waits here for the other.
    sqlx::query("UPDATE person SET version = version WHERE id = $1 OR administrator_since IS NOT NULL")
        .bind(&person)
        .execute(&mut *tx)
        .await?;
    if sqlx::query("SELECT 1 FROM erasure WHERE person = $1").bind(&person).fetch_optional(&mut *tx).await?.is_some() {
        return Ok(());
    }
    let typed = names::address_key(confirmation);
    let own = sqlx::query("SELECT 1 FROM address WHERE person = $1 AND address_key = $2")
        .bind_all((&person, &typed))
        .fetch_optional(&mut *tx)
        .await?;
    if own.is_none() {
        let problem = if typed.is_empty() { FieldProblem::Required } else { FieldProblem::NotYourAddress };
        return Err(Error::field("confirmation", problem));
    }
    if is_last_administrator(&mut tx, &person).await? {
        return Err(Error::field("confirmation", FieldProblem::LastAdministrator));
    }
    leaving::leave(&mut tx, &rights, &person).await?;
    end_mandates(&mut tx, &person).await?;
    // Before the addresses go: guests' registrations and mails are found by them.
    mails::forget(&mut tx, &person).await?;
    // After the mails: what takes the events out of the person's calendar still leaves.
    registrations::withdraw_coming(&mut tx, &person, true).await?;
    memberships::forget_in_letters(&mut tx, &person).await?;
    registrations::forget_person(&mut tx, &person).await?;
    lists::forget_person(&mut tx, &person).await?;
    forget_words(&mut tx, &person).await?;
    unname(&mut tx, &person).await?;
    audit::record(&mut tx, &rights, AuditAction::PersonErase, person.as_str(), "").await?;
    tx.commit().await
}

async fn is_last_administrator(conn: &mut Conn, person: &PersonId) -> Result<bool> {
    let (own, others): (i64, i64) = sqlx::query_as(
        "SELECT CAST(COALESCE(SUM(CASE WHEN id = $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN id <> $1 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM person WHERE administrator_since IS NOT NULL",
    )
    .bind(person)
    .fetch_one(conn)
    .await?;
    Ok(own > 0 && others == 0)
}

/// What runs ends today; what has not begun never was.
async fn end_mandates(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let today = tx.now.today();
    sqlx::query("DELETE FROM mandate WHERE person = $1 AND started_on > $2").bind(person).bind(&today).execute(&mut **tx).await?;
    sqlx::query("UPDATE mandate SET ended_on = $2 WHERE person = $1 AND (ended_on IS NULL OR ended_on > $2)")
        .bind_all((person, &today))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What they wrote, and what was written about them.
async fn forget_words(tx: &mut Tx, person: &PersonId) -> Result<()> {
    for statement in [
        "UPDATE membership_change SET reason = '' WHERE membership IN (SELECT id FROM membership WHERE person = $1)",
        "UPDATE membership SET message = '' WHERE person = $1",
        "UPDATE audit SET detail = '' WHERE subject = $1 OR subject IN (SELECT id FROM membership WHERE person = $1)",
        "DELETE FROM sign_in WHERE person = $1 OR address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)",
        "DELETE FROM invitation WHERE address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)",
        "DELETE FROM session WHERE person = $1",
        "DELETE FROM known_device WHERE person = $1",
        "DELETE FROM removed_address WHERE person = $1",
        "DELETE FROM consent WHERE person = $1",
        "DELETE FROM import WHERE person = $1",
    ] {
        sqlx::query(statement).bind(person).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Erases an account without a trace, whose only address is about to be another's. What was sent to that address stays: it is the other's.
pub(crate) async fn erase_blank(tx: &mut Tx, person: &PersonId) -> Result<()> {
    crate::people::hold(tx, person).await?;
    for statement in [
        "DELETE FROM sign_in WHERE person = $1",
        "DELETE FROM session WHERE person = $1",
        "DELETE FROM known_device WHERE person = $1",
        "DELETE FROM removed_address WHERE person = $1",
        "DELETE FROM consent WHERE person = $1",
        "DELETE FROM import WHERE person = $1",
    ] {
        sqlx::query(statement).bind(person).execute(&mut **tx).await?;
    }
    unname(tx, person).await
}

async fn unname(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    sqlx::query("DELETE FROM address WHERE person = $1").bind(person).execute(&mut **tx).await?;
    sqlx::query(
        "UPDATE person SET given_name = '', family_name = '', sort_name = '', administrator_since = NULL, updated_at = $2, version = version + 1
          WHERE id = $1",
    )
    .bind_all((person, now))
    .execute(&mut **tx)
    .await?;
    // Without a name there is nothing left to find.
    search_index::refresh::<crate::people::FoundPeople>(tx, person.as_str()).await?;
    sqlx::query("INSERT INTO erasure (person, at) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING")
        .bind_all((person, now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
