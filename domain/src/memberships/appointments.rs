//! Appointments: giving a mandate to a member, to a person with an account, or to somebody without one. The holder is notified by mail.

use chrono::Duration;

use super::mandate_edits::{MandateInput, authorize, check_mandate};
use super::{invitations, notifications};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::graph;
use crate::ids::{CommitteeId, MandateId, NetworkId, PersonId};
use crate::limits;
use crate::people::accounts::{self, NewAccount};
use crate::people::names;
use crate::policy::{Actor, Rights};
use crate::search_index;

/// The most mandates of a committee, past ones included.
const MOST_MANDATES: usize = 1000;
/// The most mandates that one person gives in a day. Each one sends a mail, perhaps to somebody who does not know the site.
const DAILY_LIMIT: i64 = 100;

/// Gives a mandate, and notifies its holder by mail. An address without an account gets one with the name in the form. An account without a name,
/// whose owner has not signed in yet, also gets that name. The owner signs in with that address, and has the rights from then on.
///
/// # Errors
/// [`FieldProblem::NewHolder`] on `address` if a name is needed and missing; [`FieldProblem::Unknown`] on `person`; problems of the dates;
/// [`Error::TooMany`] beyond a hundred a day.
pub async fn give_mandate(db: &Db, actor: &Actor, slug: &str, committee: &CommitteeId, input: &MandateInput) -> Result<MandateId> {
    let mut tx = db.write().await?;
    let (rights, network) = authorize(&mut tx, actor, slug).await?;
    let (name, coordinates): (String, i64) = sqlx::query_as("SELECT name, coordinates FROM committee WHERE id = $1 AND network = $2")
        .bind_all((committee, &network))
        .fetch_one(&mut *tx)
        .await?;
    check_limit(&mut tx, &rights).await?;
    let mut errors = Validation::default();
    let holder = holder(&mut tx, &network, input, &mut errors).await?;
    let (role, started_on, ended_on) = check_mandate(input, &mut errors);
    let person = match errors.or(holder)? {
        MandateHolder::Known(person) => person,
        MandateHolder::New { address, given_name, family_name } => {
            let language = graph::mail_language(&mut tx, &network, &address).await?;
            let account = NewAccount { address: &address, verified_at: None, language, given_name: &given_name, family_name: &family_name };
            accounts::release_claim(&mut tx, &names::address_key(&address)).await?;
            let person = match accounts::name_owner(&mut tx, &address, &given_name, &family_name).await? {
                Some(invited) => invited,
                None => accounts::create(&mut tx, &account).await?.ok_or_else(|| Error::field("address", FieldProblem::NewHolder))?,
            };
            search_index::refresh::<crate::people::FoundPeople>(&mut tx, person.as_str()).await?;
            person
        }
    };
    limits::check_limit(&mut tx, ("mandate", "committee"), committee.as_str(), MOST_MANDATES, "person").await?;
    let id: MandateId = tx.new_id();
    sqlx::query("INSERT INTO mandate (id, committee, person, role, started_on, ended_on) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind_all((&id, committee, &person, &role, &started_on, &ended_on))
        .execute(&mut *tx)
        .await?;
    if rights.person() != Some(&person) {
        let by = invitations::person_name(&mut tx, rights.person()).await?;
        let mandate = notifications::GivenMandate {
            id: &id,
            committee: &name,
            coordinates: coordinates == 1,
            role: &role,
            started_on: &started_on,
            ended_on: ended_on.as_deref(),
        };
        notifications::mandate_given(&mut tx, &network, &person, &by, &mandate).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::MandateGive, id.as_str(), &format!("{name}: {role}")).await?;
    tx.lead_to(&format!("/networks/{slug}/governance/edit?done=saved")).await?;
    tx.commit().await?;
    Ok(id)
}

async fn check_limit(tx: &mut Tx, rights: &Rights) -> Result<()> {
    let since = tx.now.plus(Duration::days(-1));
    let given_today: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM audit WHERE person = $1 AND at > $2 AND action = 'mandate.give'")
        .bind_all((rights.person(), since))
        .fetch_one(&mut **tx)
        .await?;
    if given_today >= DAILY_LIMIT { Err(Error::TooMany) } else { Ok(()) }
}

/// The person that the form names.
enum MandateHolder {
    Known(PersonId),
    /// Nobody has the address yet, or its owner has no name.
    New {
        address: String,
        given_name: String,
        family_name: String,
    },
}

impl Default for MandateHolder {
    fn default() -> Self {
        Self::Known(PersonId::default())
    }
}

/// The person that the form names: by address if it gives one, else among the members.
async fn holder(conn: &mut Conn, network: &NetworkId, input: &MandateInput, errors: &mut Validation) -> Result<MandateHolder> {
    if input.address.trim().is_empty() {
        let member: Option<PersonId> =
            sqlx::query_scalar("SELECT DISTINCT person FROM belonging WHERE network = $1 AND person = $2 AND named = 1")
                .bind_all((network, &input.person))
                .fetch_optional(conn)
                .await?;
        let problem = if input.person.is_empty() { FieldProblem::Required } else { FieldProblem::Unknown };
        return Ok(errors.check("person", member.ok_or(problem).map(MandateHolder::Known)));
    }
    let address = errors.check("address", fields::address(&input.address));
    if errors.touches("address") {
        return Ok(MandateHolder::default());
    }
    if let Some(person) = find_owner(conn, &address).await? {
        return Ok(MandateHolder::Known(person));
    }
    if input.given_name.trim().is_empty() && input.family_name.trim().is_empty() {
        errors.note("address", FieldProblem::NewHolder);
        return Ok(MandateHolder::default());
    }
    let given_name = errors.check("given_name", fields::line(&input.given_name));
    let family_name = errors.check("family_name", fields::line(&input.family_name));
    Ok(MandateHolder::New { address, given_name, family_name })
}

/// The owner of the address: a person who has proved it, or a person with a name who has not signed in yet. An address that a known person has not
/// proved counts as free.
async fn find_owner(conn: &mut Conn, address: &str) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar(
        "SELECT a.person FROM address a JOIN person p ON p.id = a.person
          WHERE a.address_key = $1 AND (a.verified_at IS NOT NULL OR (p.family_name <> ''
            AND NOT EXISTS (SELECT 1 FROM address o WHERE o.person = a.person AND o.verified_at IS NOT NULL)))",
    )
    .bind(names::address_key(address))
    .fetch_optional(conn)
    .await?)
}
