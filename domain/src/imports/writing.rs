//! Writes the plan for the members of a network. Many lines share a statement: a full file must be done before its request times out.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use super::lookup;
use super::members::{MemberChange, MemberFacts, MemberStep, SinceChange, Workplace};
use super::plan::morning;
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
pub(super) struct Into<'a> {
    pub(super) rights: &'a Rights,
    pub(super) network: &'a NetworkCard,
    pub(super) language: Language,
    pub(super) file_name: &'a str,
    pub(super) reason: &'a str,
}

struct NewPerson {
    person: PersonId,
    said: MemberFacts,
    since: Timestamp,
}

/// Writes the planned steps; `false` if the data has changed since.
pub(super) async fn write(tx: &mut Tx, into: &Into<'_>, mut steps: Vec<MemberStep>) -> Result<bool> {
    let now = tx.now;
    let since = |day: &Option<String>| day.as_deref().and_then(morning).unwrap_or(now).min(now);
    found(tx, &mut steps).await?;
    let (mut made, mut joined, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for step in steps {
        match step {
            MemberStep::Create(said) => made.push(NewPerson { person: tx.new_id(), since: since(&said.since), said: *said }),
            // The coordinators can read their profile from now on, so a person who has one is told.
            MemberStep::Join(person, day) => joined.push(NewMember { person, since: since(&day), tell: true }),
            MemberStep::Change(person, change) => changes.push((person, *change)),
        }
    }
    if !make(tx, into, &made).await? {
        return Ok(false);
    }
    // A new person never gave their address: they get no mail before they sign in.
    joined.extend(made.iter().map(|made| NewMember { person: made.person.clone(), since: made.since, tell: false }));
    if !memberships::enrol(tx, into.rights, into.network, &joined, into.reason).await? {
        return Ok(false);
    }
    let mut written: Vec<String> = made.into_iter().map(|made| made.person.to_string()).collect();
    for (person, mut change) in changes {
        let moved = match change.since.take() {
            Some(since) => begin(tx, into, &person, since).await?,
            None => true,
        };
        if !moved || !correct(tx, &person, change).await? {
            return Ok(false);
        }
        written.push(person.to_string());
    }
    search_index::refresh_all::<crate::people::FoundPeople>(tx, &written).await?;
    Ok(true)
}

/// Creates the new organisations, each once, and sets the organisation of every workplace.
async fn found(tx: &mut Tx, steps: &mut [MemberStep]) -> Result<()> {
    let mut unknown: Vec<&mut Workplace> =
        steps.iter_mut().filter_map(MemberStep::workplace).filter(|place| place.known.is_none()).collect();
    let mut new: BTreeMap<String, NewOrganisation> = BTreeMap::new();
    for place in &unknown {
        let (name, kind, place) = (place.name.clone(), place.kind.clone(), place.place.clone());
        new.entry(names::normalize(&name)).or_insert(NewOrganisation { name, kind, place, region: None });
    }
    let keys: Vec<String> = new.keys().cloned().collect();
    organisations::insert_all(tx, &new.into_values().collect::<Vec<_>>()).await?;
    let known = lookup::organisations(tx, &keys).await?;
    for place in &mut unknown {
        place.known = Some(known.get(&names::normalize(&place.name)).ok_or(Error::Internal)?.id.clone());
    }
    Ok(())
}

/// Creates people whose addresses are not proved; `false` if one of the addresses has just been taken.
async fn make(tx: &mut Tx, into: &Into<'_>, made: &[NewPerson]) -> Result<bool> {
    let now = tx.now;
    for made in made.chunks(100) {
        let statement = format!(
            "INSERT INTO person (id, given_name, family_name, sort_name, profession, region, language, created_at, updated_at, version) VALUES {}",
            many(made.len(), 10)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for NewPerson { person, said, .. } in made {
            query = query
                .bind(person)
                .bind(&said.given_name)
                .bind(&said.family_name)
                .bind(names::sort_name(&said.given_name, &said.family_name))
                .bind(&said.profession)
                .bind(&said.region)
                .bind(into.language)
                .bind(now)
                .bind(now)
                .bind(1_i64);
        }
        query.execute(&mut **tx).await?;
        let statement = format!(
            "INSERT INTO address (id, person, address, address_key, preferred, created_at) VALUES {} ON CONFLICT (address_key) DO NOTHING",
            many(made.len(), 6)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for NewPerson { person, said, .. } in made {
            let id: AddressId = tx.new_id();
            let key = names::address_key(&said.address);
            query = query.bind(id).bind(person).bind(&said.address).bind(key).bind(1_i64).bind(now);
        }
        if query.execute(&mut **tx).await?.rows_affected() != made.len() as u64 {
            return Ok(false);
        }
    }
    let affiliated: Vec<(&PersonId, &OrganisationId, String)> = made
        .iter()
        .filter_map(|made| {
            let workplace = made.said.workplace.as_ref()?;
            let from = workplace.since.clone().unwrap_or_else(|| made.since.today());
            Some((&made.person, workplace.known.as_ref()?, from))
        })
        .collect();
    affiliations::begin_all(tx, &affiliated).await?;
    Ok(true)
}

/// Moves the start of a membership; `false` if it has changed meanwhile.
async fn begin(tx: &mut Tx, into: &Into<'_>, person: &PersonId, change: SinceChange) -> Result<bool> {
    let morning = morning(&change.day).unwrap_or(tx.now).min(tx.now);
    // On the day of their return, the return comes after the leaving.
    let since = change.not_before.map_or(morning, |before| morning.max(before));
    let day = dates::date_of(into.language, &change.stands.today());
    let reason = tr!(into.language, "imports-since-reason", file = into.file_name, day = day);
    memberships::begin_at(tx, into.rights, into.network, person, change.stands, since, &reason).await
}

/// Corrects the data of a person, if anything differs; `false` if somebody has changed it meanwhile, or if the person has signed in since
/// and owns their profile.
async fn correct(tx: &mut Tx, person: &PersonId, change: MemberChange) -> Result<bool> {
    let now = tx.now;
    let Some(name) = change.name else { return Ok(true) };
    if change.profession.is_some() || change.region.is_some() {
        profile::remember(tx, person).await?;
    }
    let written = sqlx::query(
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
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(workplace) = change.workplace {
        let from = workplace.since.unwrap_or_else(|| now.today());
        affiliations::move_to(tx, person, workplace.known.as_ref(), &from).await?;
    }
    Ok(true)
}
