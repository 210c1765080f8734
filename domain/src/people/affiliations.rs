//! A person's affiliations to organisations, with dates, so that the figures of a past year stay true after a move. Several at the same time are
//! allowed.

use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use crate::audit::{self, AuditAction};
use crate::clock;
use crate::db::{BindAll, Conn, Db, Tx, many};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{AffiliationId, OrganisationId, PersonId};
use crate::limits;
use crate::organisations;
use crate::policy::{self, Actor};
use crate::search_index;

/// The most affiliations of a person, past ones included.
const MOST: usize = 100;

/// A person's affiliation to an organisation for some time.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Affiliation {
    pub id: AffiliationId,
    pub organisation: OrganisationId,
    pub name: String,
    /// Its town; may be empty.
    pub place: String,
    /// The first day.
    pub started_on: String,
    /// The last day; `None` if it runs.
    pub ended_on: Option<String>,
}

/// The form of an affiliation, as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AffiliationInput {
    /// The organisation's name or alias.
    pub organisation: String,
    /// The kind of a new organisation.
    pub organisation_kind: String,
    /// The town of a new organisation.
    pub organisation_place: String,
    /// The first day.
    pub started_on: String,
    /// The last day, or nothing.
    pub ended_on: String,
}

/// The actor's affiliations, the latest first.
pub async fn list(db: &Db, actor: &Actor) -> Result<Vec<Affiliation>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    of_person(&mut tx, rights.signed_in()?).await
}

/// The form of one of the actor's affiliations.
///
/// # Errors
/// [`Error::NotFound`] for another person's affiliation.
pub async fn form(db: &Db, actor: &Actor, id: &AffiliationId) -> Result<AffiliationInput> {
    let affiliation = list(db, actor).await?.into_iter().find(|affiliation| affiliation.id == *id).ok_or(Error::NotFound)?;
    Ok(AffiliationInput {
        organisation: affiliation.name,
        started_on: affiliation.started_on,
        ended_on: affiliation.ended_on.unwrap_or_default(),
        ..AffiliationInput::default()
    })
}

/// Adds an affiliation of the actor.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct.
pub async fn add(db: &Db, actor: &Actor, input: &AffiliationInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    limits::check_limit(&mut tx, ("affiliation", "person"), person.as_str(), MOST, "organisation").await?;
    let (organisation, started_on, ended_on) = check(&mut tx, input).await?;
    insert(&mut tx, &person, &organisation, &started_on, ended_on.as_deref()).await?;
    search_index::refresh::<crate::people::FoundPeople>(&mut tx, person.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::AffiliationAdd, person.as_str(), organisation.as_str()).await?;
    tx.lead_to("/me/profile?done=affiliation").await?;
    tx.commit().await
}

/// Corrects an affiliation of the actor, or ends it.
///
/// # Errors
/// [`Error::NotFound`] for another person's affiliation; [`Error::Invalid`] with every field to correct.
pub async fn correct(db: &Db, actor: &Actor, id: &AffiliationId, input: &AffiliationInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let (organisation, started_on, ended_on) = check(&mut tx, input).await?;
    let changed = sqlx::query("UPDATE affiliation SET organisation = $3, started_on = $4, ended_on = $5 WHERE id = $1 AND person = $2")
        .bind_all((id, &person, &organisation, started_on, ended_on))
        .execute(&mut *tx)
        .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    search_index::refresh::<crate::people::FoundPeople>(&mut tx, person.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::AffiliationCorrect, person.as_str(), organisation.as_str()).await?;
    tx.commit().await
}

/// Removes an affiliation of the actor, as if it had never been. To end one, use [`correct`].
///
/// # Errors
/// [`Error::NotFound`] for another person's affiliation.
pub async fn remove(db: &Db, actor: &Actor, id: &AffiliationId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let deleted = sqlx::query("DELETE FROM affiliation WHERE id = $1 AND person = $2").bind(id).bind(&person).execute(&mut *tx).await?;
    if deleted.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    search_index::refresh::<crate::people::FoundPeople>(&mut tx, person.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::AffiliationRemove, person.as_str(), id.as_str()).await?;
    tx.commit().await
}

/// Moves the person to `organisation`, or to none, from a day on. Affiliations that began earlier end the day before. Those that began on that day
/// or later were mistakes, and are corrected.
pub(crate) async fn move_to(tx: &mut Tx, person: &PersonId, organisation: Option<&OrganisationId>, from: &str) -> Result<()> {
    let today = tx.now.today();
    let current = current(tx, person, &today).await?;
    if current.as_ref().map(|affiliation| &affiliation.organisation) == organisation {
        return Ok(());
    }
    if let Some(affiliation) = current {
        if affiliation.started_on.as_str() >= from {
            sqlx::query("DELETE FROM affiliation WHERE id = $1").bind(&affiliation.id).execute(&mut **tx).await?;
        } else {
            let eve = clock::date(from).ok().and_then(|day| day.pred_opt()).ok_or(Error::Internal)?.to_string();
            sqlx::query("UPDATE affiliation SET ended_on = $2 WHERE id = $1").bind(&affiliation.id).bind(eve).execute(&mut **tx).await?;
        }
    }
    match organisation {
        Some(organisation) => insert(tx, person, organisation, from, None).await,
        None => Ok(()),
    }
}

/// The person's affiliation on a day: the one that began last, if there are several.
pub(crate) async fn current(conn: &mut Conn, person: &PersonId, day: &str) -> Result<Option<Affiliation>> {
    let running = |affiliation: &Affiliation| {
        affiliation.started_on.as_str() <= day && affiliation.ended_on.as_deref().is_none_or(|ended_on| ended_on >= day)
    };
    Ok(of_person(conn, person).await?.into_iter().find(running))
}

async fn of_person(conn: &mut Conn, person: &PersonId) -> Result<Vec<Affiliation>> {
    Ok(sqlx::query_as(
        "SELECT f.id, f.organisation, o.name, o.place, f.started_on, f.ended_on
           FROM affiliation f JOIN organisation o ON o.id = f.organisation
          WHERE f.person = $1 ORDER BY f.started_on DESC, f.id DESC",
    )
    .bind(person)
    .fetch_all(conn)
    .await?)
}

async fn check(tx: &mut Tx, input: &AffiliationInput) -> Result<(OrganisationId, String, Option<String>)> {
    let mut errors = Validation::default();
    let started_on = errors.check("started_on", fields::date(&input.started_on));
    let ended_on = errors.check("ended_on", fields::optional_date(&input.ended_on));
    if ended_on.as_ref().is_some_and(|ended_on| *ended_on < started_on) && !errors.touches("started_on") {
        errors.note("ended_on", FieldProblem::EndsBeforeStart);
    }
    let organisation =
        organisations::find_or_create(tx, &input.organisation, &input.organisation_kind, &input.organisation_place, None).await;
    let organisation = errors.gather(organisation)?;
    errors.or((organisation, started_on, ended_on))
}

/// Adds the first affiliation of people who have none: the person, the organisation and the first day. Uses few statements for many people.
pub(crate) async fn insert_all(tx: &mut Tx, affiliations: &[(&PersonId, &OrganisationId, String)]) -> Result<()> {
    for affiliations in affiliations.chunks(100) {
        let statement = format!("INSERT INTO affiliation (id, person, organisation, started_on) VALUES {}", many(affiliations.len(), 4));
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (person, organisation, from) in affiliations {
            let id: AffiliationId = tx.new_id();
            query = query.bind(id).bind(*person).bind(*organisation).bind(from);
        }
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, person: &PersonId, organisation: &OrganisationId, started_on: &str, ended_on: Option<&str>) -> Result<()> {
    let id: AffiliationId = tx.new_id();
    sqlx::query("INSERT INTO affiliation (id, person, organisation, started_on, ended_on) VALUES ($1, $2, $3, $4, $5)")
        .bind_all((id, person, organisation, started_on, ended_on))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
