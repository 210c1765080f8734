//! Doing what was planned for the members of a network.

use super::members::{Change, Said, SinceChange, Step, Workplace};
use super::plan::morning;
use crate::clock::Moment;
use crate::codes::{Language, SearchKind};
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{AddressId, PersonId};
use crate::networks::NetworkCard;
use crate::people::{affiliations, names, profile};
use crate::policy::Rights;
use crate::{dates, memberships, organisations, say, search};

/// Who imports, into what, and what the history says of it.
pub(super) struct Into<'a> {
    pub(super) rights: &'a Rights,
    pub(super) network: &'a NetworkCard,
    pub(super) language: Language,
    pub(super) file_name: &'a str,
    pub(super) reason: &'a str,
}

/// Does what was planned; `false` if the world has moved since.
pub(super) async fn write(tx: &mut Tx, into: &Into<'_>, steps: Vec<Step>) -> Result<bool> {
    let now = tx.now;
    let since = |day: &Option<String>| day.as_deref().and_then(morning).unwrap_or(now).min(now);
    let mut written = Vec::new();
    for step in steps {
        let (person, since, known) = match step {
            Step::Change(person, mut change) => {
                let moved = match change.since.take() {
                    Some(since) => begin(tx, into, &person, since).await?,
                    None => true,
                };
                if !moved {
                    return Ok(false);
                }
                correct(tx, &person, *change).await?;
                written.push(person.to_string());
                continue;
            }
            Step::Join(person, day) => (person, since(&day), true),
            Step::Create(said) => {
                let since = since(&said.since);
                match make(tx, into, *said, since).await? {
                    Some(person) => (person, since, false),
                    None => return Ok(false),
                }
            }
        };
        // Its coordination reads who they are from now on: somebody who has a profile hears of it, somebody unknown never gave their address.
        if !memberships::enrol(tx, into.rights, into.network, &person, since, into.reason, known).await? {
            return Ok(false);
        }
        written.push(person.to_string());
    }
    search::refresh_all(tx, SearchKind::Person, &written).await?;
    Ok(true)
}

/// Makes a person whose address is not proved; `None` if it has just become somebody's.
async fn make(tx: &mut Tx, into: &Into<'_>, said: Said, since: Moment) -> Result<Option<PersonId>> {
    let (person, address, now): (PersonId, AddressId, _) = (tx.fresh(), tx.fresh(), tx.now);
    sqlx::query(
        "INSERT INTO person (id, given_name, family_name, sort_name, profession, region, language, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 1)",
    )
    .bind(&person)
    .bind(&said.given_name)
    .bind(&said.family_name)
    .bind(names::sort_name(&said.given_name, &said.family_name))
    .bind(&said.profession)
    .bind(&said.region)
    .bind(into.language)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let written = sqlx::query(
        "INSERT INTO address (id, person, address, address_key, preferred, created_at) VALUES ($1, $2, $3, $4, 1, $5)
         ON CONFLICT (address_key) DO NOTHING",
    )
    .bind(address)
    .bind(&person)
    .bind(&said.address)
    .bind(names::address_key(&said.address))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(None);
    }
    if let Some(workplace) = said.workplace {
        let from = workplace.since.clone().unwrap_or_else(|| since.today());
        settle(tx, &person, workplace, &from).await?;
    }
    Ok(Some(person))
}

/// Moves the beginning of a membership; `false` if it has moved meanwhile.
async fn begin(tx: &mut Tx, into: &Into<'_>, person: &PersonId, change: SinceChange) -> Result<bool> {
    let morning = morning(&change.day).unwrap_or(tx.now).min(tx.now);
    // On the very day on which they came back, they came back after they left.
    let since = change.not_before.map_or(morning, |before| morning.max(before));
    let day = dates::date_of(into.language, &change.stands.today());
    let reason = say!(into.language, "imports-since-reason", file = into.file_name, day = day);
    memberships::begin_at(tx, into.rights, into.network, person, change.stands, since, &reason).await
}

/// Corrects what is written of a person, if anything is.
async fn correct(tx: &mut Tx, person: &PersonId, change: Change) -> Result<()> {
    let Change { given_name: None, family_name: None, profession: None, region: None, workplace: None, .. } = change else {
        return write_down(tx, person, change).await;
    };
    Ok(())
}

async fn write_down(tx: &mut Tx, person: &PersonId, change: Change) -> Result<()> {
    let now = tx.now;
    let (given, family): (String, String) =
        sqlx::query_as("SELECT given_name, family_name FROM person WHERE id = $1").bind(person).fetch_one(&mut **tx).await?;
    let (given, family) = (change.given_name.unwrap_or(given), change.family_name.unwrap_or(family));
    if change.profession.is_some() || change.region.is_some() {
        profile::remember(tx, person).await?;
    }
    sqlx::query(
        "UPDATE person SET given_name = $2, family_name = $3, sort_name = $4, profession = COALESCE($5, profession),
                           region = COALESCE($6, region), updated_at = $7, version = version + 1 WHERE id = $1",
    )
    .bind(person)
    .bind(&given)
    .bind(&family)
    .bind(names::sort_name(&given, &family))
    .bind(change.profession)
    .bind(change.region)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    match change.workplace {
        Some(workplace) => {
            let from = workplace.since.clone().unwrap_or_else(|| now.today());
            settle(tx, person, workplace, &from).await
        }
        None => Ok(()),
    }
}

async fn settle(tx: &mut Tx, person: &PersonId, workplace: Workplace, from: &str) -> Result<()> {
    let organisation = match workplace.known {
        Some(known) => known,
        None => organisations::find_or_create(tx, &workplace.name, &workplace.kind, &workplace.place, None).await?,
    };
    affiliations::move_to(tx, person, Some(&organisation), from).await
}
