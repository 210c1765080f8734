//! Creating committees, correcting and ending mandates: for coordinators with a running mandate, and for administrators.

use serde::{Deserialize, Serialize};

use super::coordination_guard::CoordinationGuard;
use super::coverage::CoordinationCoverage;
use super::versions;
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::graph;
use crate::ids::{CommitteeId, MandateId, NetworkId};
use crate::limits;
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};

const MOST_COMMITTEES: usize = 50;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommitteeInput {
    pub name: String,
    pub description: String,
    /// `1` if its running mandates give the coordinator's rights.
    pub coordinates: String,
    /// `1` if the actor confirms that rights end with the change.
    pub sure: String,
    /// The version with which the form was opened.
    pub version: String,
}

/// The form of a mandate, as it was sent. The person can only be set when the mandate is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MandateInput {
    /// The key of a member.
    pub person: String,
    /// The address of anyone else.
    pub address: String,
    /// Given name, for an address without an account.
    pub given_name: String,
    /// Family name, for an address without an account.
    pub family_name: String,
    /// Free text.
    pub role: String,
    /// The first day.
    pub started_on: String,
    /// The last day, or nothing.
    pub ended_on: String,
    /// `1` if the actor confirms that rights end with the change.
    pub sure: String,
    /// The version with which the form was opened.
    pub version: String,
}

/// The form of a committee with its present values.
pub async fn committee_form(db: &Db, actor: &Actor, slug: &str, committee: &CommitteeId) -> Result<CommitteeInput> {
    let mut tx = db.read().await?;
    let (_, network) = authorize(&mut tx, actor, slug).await?;
    let (name, description, coordinates, version): (String, String, i64, i64) =
        sqlx::query_as("SELECT name, description, coordinates, version FROM committee WHERE id = $1 AND network = $2")
            .bind_all((committee, &network))
            .fetch_one(&mut *tx)
            .await?;
    let coordinates = if coordinates == 1 { "1".to_owned() } else { String::new() };
    Ok(CommitteeInput { name, description, coordinates, version: version.to_string(), ..CommitteeInput::default() })
}

/// The form of a mandate with its present values, and the person's name.
pub async fn mandate_form(db: &Db, actor: &Actor, slug: &str, mandate: &MandateId) -> Result<(MandateInput, String)> {
    let mut tx = db.read().await?;
    let (_, network) = authorize(&mut tx, actor, slug).await?;
    type Row = (String, String, Option<String>, i64, String, String);
    let (role, started_on, ended_on, version, given, family): Row = sqlx::query_as(
        "SELECT m.role, m.started_on, m.ended_on, m.version, p.given_name, p.family_name
           FROM mandate m JOIN committee c ON c.id = m.committee JOIN person p ON p.id = m.person WHERE m.id = $1 AND c.network = $2",
    )
    .bind_all((mandate, &network))
    .fetch_one(&mut *tx)
    .await?;
    let input =
        MandateInput { role, started_on, ended_on: ended_on.unwrap_or_default(), version: version.to_string(), ..MandateInput::default() };
    Ok((input, names::full(&given, &family)))
}

/// Creates a committee, at the end of the list.
pub async fn create_committee(db: &Db, actor: &Actor, slug: &str, input: &CommitteeInput) -> Result<CommitteeId> {
    let mut tx = db.write().await?;
    let (rights, network) = authorize(&mut tx, actor, slug).await?;
    let (name, description, coordinates) = check_committee(input)?;
    limits::check_limit(&mut tx, ("committee", "network"), network.as_str(), MOST_COMMITTEES, "name").await?;
    let id: CommitteeId = tx.new_id();
    sqlx::query(
        "INSERT INTO committee (id, network, name, description, coordinates, position)
         VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(position), 0) + 1 FROM committee WHERE network = $2))",
    )
    .bind_all((&id, &network, &name, description, coordinates))
    .execute(&mut *tx)
    .await?;
    audit::record(&mut tx, &rights, AuditAction::CommitteeCreate, id.as_str(), &name).await?;
    tx.lead_to(&format!("/networks/{slug}/governance/edit?done=saved")).await?;
    tx.commit().await?;
    Ok(id)
}

/// Renames a committee, or changes the rights that its mandates give.
///
/// # Errors
/// [`FieldProblem::LastCoordination`] on `coordinates` if the network would be left without a coordinator; [`FieldProblem::EndsCoordination`] as
/// for [`edit_mandate`]; [`Error::Stale`] if somebody else changed it after the form was opened.
pub async fn edit_committee(db: &Db, actor: &Actor, slug: &str, committee: &CommitteeId, input: &CommitteeInput) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, network) = authorize(&mut tx, actor, slug).await?;
    let guard = CoordinationGuard::open(&mut tx, &network).await?;
    let coverage = CoordinationCoverage::of(&mut tx, &network).await?;
    let (name, description, coordinates) = check_committee(input)?;
    versions::lock_committee(&mut tx, &network, committee, &input.version).await?;
    sqlx::query("UPDATE committee SET name = $2, description = $3, coordinates = $4 WHERE id = $1")
        .bind_all((committee, &name, description, coordinates))
        .execute(&mut *tx)
        .await?;
    guard.check(&mut tx, &rights, "coordinates").await?;
    coverage.confirm(&mut tx, &rights, &network, !input.sure.is_empty()).await?;
    audit::record(&mut tx, &rights, AuditAction::CommitteeEdit, committee.as_str(), &name).await?;
    tx.commit().await
}

/// Removes a committee that never had a mandate.
///
/// # Errors
/// [`Error::Closed`] if it has one, because past decisions stay readable; [`Error::Stale`] if somebody else changed it after the form was opened.
pub async fn remove_committee(db: &Db, actor: &Actor, slug: &str, committee: &CommitteeId, version: &str) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, network) = authorize(&mut tx, actor, slug).await?;
    versions::lock_committee(&mut tx, &network, committee, version).await?;
    if sqlx::query("SELECT 1 FROM mandate WHERE committee = $1 LIMIT 1").bind(committee).fetch_optional(&mut *tx).await?.is_some() {
        return Err(Error::Closed);
    }
    sqlx::query("DELETE FROM committee WHERE id = $1").bind(committee).execute(&mut *tx).await?;
    audit::record(&mut tx, &rights, AuditAction::CommitteeRemove, committee.as_str(), "").await?;
    tx.commit().await
}

/// Corrects a mandate's texts and dates. Setting a last day ends it.
///
/// # Errors
/// [`FieldProblem::LastCoordination`] on `ended_on` if the network would have no coordinator tomorrow, unless the actor is an administrator;
/// [`FieldProblem::EndsCoordination`] on `sure` if the actor or everybody stops coordinating from some day on and this is not confirmed;
/// [`Error::Stale`] if somebody else changed it after the form was opened.
pub async fn edit_mandate(db: &Db, actor: &Actor, slug: &str, mandate: &MandateId, input: &MandateInput) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, network) = authorize(&mut tx, actor, slug).await?;
    let guard = CoordinationGuard::open(&mut tx, &network).await?;
    let coverage = CoordinationCoverage::of(&mut tx, &network).await?;
    let mut errors = Validation::default();
    let (role, started_on, ended_on) = check_mandate(input, &mut errors);
    errors.or(())?;
    versions::lock_mandate(&mut tx, &network, mandate, &input.version).await?;
    sqlx::query("UPDATE mandate SET role = $2, started_on = $3, ended_on = $4 WHERE id = $1")
        .bind_all((mandate, &role, &started_on, &ended_on))
        .execute(&mut *tx)
        .await?;
    guard.check(&mut tx, &rights, "ended_on").await?;
    coverage.confirm(&mut tx, &rights, &network, !input.sure.is_empty()).await?;
    let dates = format!("{started_on} {}", ended_on.unwrap_or_default());
    audit::record(&mut tx, &rights, AuditAction::MandateEdit, mandate.as_str(), dates.trim()).await?;
    tx.commit().await
}

/// Removes a mandate that was given by mistake. It disappears from the page, and the audit journal keeps it.
///
/// # Errors
/// As [`edit_mandate`].
pub async fn revoke_mandate(db: &Db, actor: &Actor, slug: &str, mandate: &MandateId, input: &MandateInput) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, network) = authorize(&mut tx, actor, slug).await?;
    let guard = CoordinationGuard::open(&mut tx, &network).await?;
    let coverage = CoordinationCoverage::of(&mut tx, &network).await?;
    versions::lock_mandate(&mut tx, &network, mandate, &input.version).await?;
    sqlx::query("DELETE FROM mandate WHERE id = $1").bind(mandate).execute(&mut *tx).await?;
    guard.check(&mut tx, &rights, "ended_on").await?;
    coverage.confirm(&mut tx, &rights, &network, !input.sure.is_empty()).await?;
    audit::record(&mut tx, &rights, AuditAction::MandateTakeBack, mandate.as_str(), "").await?;
    tx.commit().await
}

/// The rights of an actor who may govern the network, and the network.
pub(super) async fn authorize(tx: &mut Tx, actor: &Actor, slug: &str) -> Result<(Rights, NetworkId)> {
    let rights = Rights::of(tx, actor).await?;
    let network = graph::find(tx, &rights, slug).await?.id;
    policy::check(&rights, Act::Govern(&network))?;
    Ok((rights, network))
}

fn check_committee(input: &CommitteeInput) -> Result<(String, String, i64)> {
    let mut errors = Validation::default();
    let name = errors.check("name", fields::line(&input.name));
    let description = errors.check("description", fields::summary(&input.description));
    errors.or((name, description, i64::from(!input.coordinates.is_empty())))
}

pub(super) fn check_mandate(input: &MandateInput, errors: &mut Validation) -> (String, String, Option<String>) {
    let role = errors.check("role", fields::line(&input.role));
    let started_on = errors.check("started_on", fields::date(&input.started_on));
    let ended_on = errors.check("ended_on", fields::optional_date(&input.ended_on));
    if ended_on.as_ref().is_some_and(|last| *last < started_on) {
        errors.note("ended_on", FieldProblem::EndsBeforeStart);
    }
    (role, started_on, ended_on)
}
