//! Erasing a person: their identity is removed. A row without a name stays, so that the figures of past years do not change.
//!
//! These stay: memberships with their dates, dated affiliations, profession and region, registrations with the kind of organisation and the
//! attendance, mandates that were held. These are removed: names, addresses, texts they wrote, sessions, links, calendar addresses, mails to them,
//! consents, files they uploaded, invitations to their addresses, and their name in mails to others. Adopted texts stay as they were adopted:
//! members of a committee are named in the year's review.

use super::departure::{self, DepartureSummary};
use super::mails;
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::PersonId;
use crate::people::names;
use crate::policy::{self, Actor};
use crate::{certificates, lists, memberships, posts, registrations, search_index};

/// The effects of an erasure on the actor, shown before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasurePreview {
    pub ends: DepartureSummary,
    /// The address to type as confirmation: the preferred one.
    pub address: String,
    /// The networks that they coordinate today, by acronym. Somebody else should coordinate these before the erasure.
    pub coordinates: Vec<String>,
    /// Whether they are the only administrator. They can't be erased before there is another one.
    pub is_last_administrator: bool,
}

/// The effects of an erasure on the actor.
///
/// # Errors
/// [`Error::SignedOut`].
pub async fn erasure_preview(db: &Db, actor: &Actor) -> Result<ErasurePreview> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
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
    Ok(ErasurePreview {
        ends: departure::count(&mut tx, &person).await?,
        address: address.unwrap_or_default(),
        coordinates,
        is_last_administrator: is_last_administrator(&mut tx, &person).await?,
    })
}

/// Erases the actor, who has typed one of their addresses as confirmation. Ends all their sessions. Idempotent.
///
/// # Errors
/// [`Error::Invalid`] on `confirmation`: with [`FieldProblem::NotYourAddress`] or [`FieldProblem::Required`], or with
/// [`FieldProblem::LastAdministrator`].
pub async fn erase(db: &Db, actor: &Actor, confirmation: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    // First of all locks the person: writes about them finish before this, and later ones find them erased, see [`crate::people::lock`]. It also
    // locks all administrators, so that of two who are erased at once, one waits here for the other.
    sqlx::query("UPDATE person SET version = version WHERE id = $1 OR administrator_since IS NOT NULL")
        .bind(&person)
        .execute(&mut *tx)
        .await?;
    if sqlx::query("SELECT 1 FROM erasure WHERE person = $1").bind(&person).fetch_optional(&mut *tx).await?.is_some() {
        return Ok(());
    }
    let typed = names::address_key(confirmation);
    let own_address = sqlx::query("SELECT 1 FROM address WHERE person = $1 AND address_key = $2")
        .bind_all((&person, &typed))
        .fetch_optional(&mut *tx)
        .await?;
    if own_address.is_none() {
        let problem = if typed.is_empty() { FieldProblem::Required } else { FieldProblem::NotYourAddress };
        return Err(Error::field("confirmation", problem));
    }
    if is_last_administrator(&mut tx, &person).await? {
        return Err(Error::field("confirmation", FieldProblem::LastAdministrator));
    }
    departure::leave(&mut tx, &rights, &person).await?;
    end_mandates(&mut tx, &person).await?;
    // Before the addresses are deleted, because guest registrations and mails are found by them.
    mails::erase_mails(&mut tx, &person).await?;
    // After the mails are deleted, so that the mails that remove events from the person's calendar are still sent.
    registrations::withdraw_upcoming(&mut tx, &person, true).await?;
    memberships::erase_from_mails(&mut tx, &person).await?;
    registrations::erase_person(&mut tx, &person).await?;
    certificates::erase_with_registrations(&mut tx).await?;
    certificates::erase_issuer(&mut tx, &person).await?;
    posts::erase_person(&mut tx, &person).await?;
    lists::erase_person(&mut tx, &person).await?;
    delete_texts(&mut tx, &person).await?;
    remove_name(&mut tx, &person).await?;
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

/// Ends running mandates today, and deletes those that have not begun.
async fn end_mandates(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let today = tx.now.today();
    sqlx::query("DELETE FROM mandate WHERE person = $1 AND started_on > $2").bind(person).bind(&today).execute(&mut **tx).await?;
    sqlx::query("UPDATE mandate SET ended_on = $2 WHERE person = $1 AND (ended_on IS NULL OR ended_on > $2)")
        .bind_all((person, &today))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes the texts they wrote, and those written about them.
async fn delete_texts(tx: &mut Tx, person: &PersonId) -> Result<()> {
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

/// Erases an unused account whose only address is about to go to another person. Mails to that address stay, because they are for the other person.
pub(crate) async fn erase_unused_account(tx: &mut Tx, person: &PersonId) -> Result<()> {
    crate::people::lock(tx, person).await?;
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
    remove_name(tx, person).await
}

async fn remove_name(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    sqlx::query("DELETE FROM address WHERE person = $1").bind(person).execute(&mut **tx).await?;
    sqlx::query(
        "UPDATE person SET given_name = '', family_name = '', sort_name = '', administrator_since = NULL, updated_at = $2, version = version + 1
          WHERE id = $1",
    )
    .bind_all((person, now))
    .execute(&mut **tx)
    .await?;
    // Without a name there is nothing to find.
    search_index::refresh::<crate::people::FoundPeople>(tx, person.as_str()).await?;
    sqlx::query("INSERT INTO erasure (person, at) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING")
        .bind_all((person, now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
