//! Writes the plan for the members of a network. Many lines share a statement: a full file must be done before its request times out.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use super::lookup;
use super::members::{MemberChange, MemberFacts, MemberStep, SinceChange, Workplace};
use super::plan::start_of_day;
use crate::clock::Timestamp;
use crate::db::{BindAll, Tx, many};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::ids::{AddressId, OrganisationId, PersonId};
use crate::memberships::NewMember;
use crate::networks::NetworkCard;
use crate::organisations::NewOrganisation;
use crate::people::{affiliations, names, profile};
use crate::policy::Rights;
use crate::{dates, memberships, organisations, search_index};
use words::tr;

/// The importer, the target, and the text for the history.
pub(super) struct MemberImport<'a> {
    pub(super) rights: &'a Rights,
    pub(super) network: &'a NetworkCard,
    pub(super) language: Language,
    pub(super) file_name: &'a str,
    pub(super) reason: &'a str,
}

struct NewPerson {
    person: PersonId,
    facts: MemberFacts,
    since: Timestamp,
}

/// Writes the planned steps; `false` if the data has changed since.
pub(super) async fn write(tx: &mut Tx, import: &MemberImport<'_>, mut steps: Vec<MemberStep>) -> Result<bool> {
    let now = tx.now;
    let since = |day: &Option<String>| day.as_deref().and_then(start_of_day).unwrap_or(now).min(now);
    create_organisations(tx, &mut steps).await?;
    let (mut created, mut joined, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for step in steps {
        match step {
            MemberStep::Create(facts) => created.push(NewPerson { person: tx.new_id(), since: since(&facts.since), facts: *facts }),
            // The coordinators can read their profile from now on, so a person who has one is told.
            MemberStep::Join(person, day) => joined.push(NewMember { person, since: since(&day), notify: true }),
            MemberStep::Change(person, change) => changes.push((person, *change)),
        }
    }
    if !create_people(tx, import, &created).await? {
        return Ok(false);
    }
    // A new person never gave their address: they get no mail before they sign in.
    joined.extend(created.iter().map(|created| NewMember { person: created.person.clone(), since: created.since, notify: false }));
    if !memberships::enrol(tx, import.rights, import.network, &joined, import.reason).await? {
        return Ok(false);
    }
    let mut changed_people: Vec<String> = created.into_iter().map(|created| created.person.to_string()).collect();
    for (person, mut change) in changes {
        let is_moved = match change.since.take() {
            Some(since) => correct_start(tx, import, &person, since).await?,
            None => true,
        };
        if !is_moved || !correct_profile(tx, &person, change).await? {
            return Ok(false);
        }
        changed_people.push(person.to_string());
    }
    search_index::refresh_all::<crate::people::FoundPeople>(tx, &changed_people).await?;
    Ok(true)
}

/// Creates the new organisations, each once, and sets the organisation of every workplace.
async fn create_organisations(tx: &mut Tx, steps: &mut [MemberStep]) -> Result<()> {
    let mut new_workplaces: Vec<&mut Workplace> =
        steps.iter_mut().filter_map(MemberStep::workplace).filter(|place| place.known.is_none()).collect();
    let mut new: BTreeMap<String, NewOrganisation> = BTreeMap::new();
    for place in &new_workplaces {
        let (name, kind, place) = (place.name.clone(), place.kind.clone(), place.place.clone());
        new.entry(names::normalize(&name)).or_insert(NewOrganisation { name, kind, place, region: None });
    }
    let keys: Vec<String> = new.keys().cloned().collect();
    organisations::insert_all(tx, &new.into_values().collect::<Vec<_>>()).await?;
    let known = lookup::organisations(tx, &keys).await?;
    for place in &mut new_workplaces {
        place.known = Some(known.get(&names::normalize(&place.name)).ok_or(Error::Internal)?.id.clone());
    }
    Ok(())
}

/// Creates people whose addresses are not proved; `false` if one of the addresses has just been taken.
async fn create_people(tx: &mut Tx, import: &MemberImport<'_>, created: &[NewPerson]) -> Result<bool> {
    let now = tx.now;
    for created in created.chunks(100) {
        let statement = format!(
            "INSERT INTO person (id, given_name, family_name, sort_name, profession, region, language, created_at, updated_at, version) VALUES {}",
            many(created.len(), 10)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for NewPerson { person, facts, .. } in created {
            query = query
                .bind(person)
                .bind(&facts.given_name)
                .bind(&facts.family_name)
                .bind(names::sort_name(&facts.given_name, &facts.family_name))
                .bind(&facts.profession)
                .bind(&facts.region)
                .bind(import.language)
                .bind(now)
                .bind(now)
                .bind(1_i64);
        }
        query.execute(&mut **tx).await?;
        let statement = format!(
            "INSERT INTO address (id, person, address, address_key, preferred, created_at) VALUES {} ON CONFLICT (address_key) DO NOTHING",
            many(created.len(), 6)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for NewPerson { person, facts, .. } in created {
            let id: AddressId = tx.new_id();
            let key = names::address_key(&facts.address);
            query = query.bind(id).bind(person).bind(&facts.address).bind(key).bind(1_i64).bind(now);
        }
        if query.execute(&mut **tx).await?.rows_affected() != created.len() as u64 {
            return Ok(false);
        }
    }
    let affiliated: Vec<(&PersonId, &OrganisationId, String)> = created
        .iter()
        .filter_map(|created| {
            let workplace = created.facts.workplace.as_ref()?;
            let from = workplace.since.clone().unwrap_or_else(|| created.since.today());
            Some((&created.person, workplace.known.as_ref()?, from))
        })
        .collect();
    affiliations::insert_all(tx, &affiliated).await?;
    Ok(true)
}

/// Moves the start of a membership; `false` if it has changed meanwhile.
async fn correct_start(tx: &mut Tx, import: &MemberImport<'_>, person: &PersonId, change: SinceChange) -> Result<bool> {
    let start_of_day = start_of_day(&change.day).unwrap_or(tx.now).min(tx.now);
    // On the day of their return, the return comes after the leaving.
    let since = change.not_before.map_or(start_of_day, |before| start_of_day.max(before));
    let day = dates::date_of(import.language, &change.current.today());
    let reason = tr!(import.language, "imports-since-reason", file = import.file_name, day = day);
    memberships::correct_start(tx, import.rights, import.network, person, change.current, since, &reason).await
}

/// Corrects the data of a person, if anything differs; `false` if somebody has changed it meanwhile, or if the person has signed in since
/// and owns their profile.
async fn correct_profile(tx: &mut Tx, person: &PersonId, change: MemberChange) -> Result<bool> {
    let now = tx.now;
    let Some(name) = change.name else { return Ok(true) };
    if change.profession.is_some() || change.region.is_some() {
        profile::store_past_profile(tx, person).await?;
    }
    let updated = sqlx::query(
        "UPDATE person SET given_name = $2, family_name = $3, sort_name = $4, profession = COALESCE($5, profession),
                           region = COALESCE($6, region), updated_at = $7, version = version + 1
          WHERE id = $1 AND version = $8 AND NOT EXISTS (SELECT 1 FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)",
    )
    .bind_all((
        person,
        &name.given,
        &name.family,
        names::sort_name(&name.given, &name.family),
        change.profession,
        change.region,
        now,
        name.version,
    ))
    .execute(&mut **tx)
    .await?;
    if updated.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(workplace) = change.workplace {
        let from = workplace.since.unwrap_or_else(|| now.today());
        affiliations::move_to(tx, person, workplace.known.as_ref(), &from).await?;
    }
    Ok(true)
}
