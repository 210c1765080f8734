//! Rows of organisations, people, affiliations and memberships.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};

use super::dates::in_working_hours;
use super::files::KindFile;
use super::networks::DemoMandates;
use super::plan::{DemoPerson, DemoPlan, Membership};
use super::rng::DemoRng;
use super::rows::{DemoTable, Rows, row};
use domain::db::Tx;
use domain::error::Result;
use domain::ids::{MembershipId, NetworkId, OrganisationId, PersonId};
use domain::people::names::{normalize, sort_name};

/// Writes the kinds of organisation that the files name, in their order: other rows refer to them.
pub(super) async fn write_kinds(tx: &mut Tx, kinds: &[KindFile]) -> Result<()> {
    for (position, kind) in (1_i64..).zip(kinds) {
        sqlx::query(
            "INSERT INTO organisation_kind (code, name_fr, name_en, position) VALUES ($1, $2, $3, $4)
             ON CONFLICT (code) DO UPDATE SET name_fr = excluded.name_fr, name_en = excluded.name_en, position = excluded.position",
        )
        .bind(&kind.code)
        .bind(&kind.name_fr)
        .bind(&kind.name_en)
        .bind(position)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Adds organisations and their aliases. Returns their keys, in the order of the file.
pub(super) fn add_organisations(tx: &Tx, rows: &mut Rows, plan: &DemoPlan) -> Vec<OrganisationId> {
    let mut ids = Vec::new();
    for organisation in &plan.content.organisations {
        let id: OrganisationId = tx.new_id();
        let (name, place) = (&organisation.name, &organisation.place);
        let region = organisation.region.as_str();
        rows.add(DemoTable::Organisation, row![id.as_str(), name, normalize(name), &organisation.kind, place, region, tx.now]);
        for alias in &organisation.aliases {
            rows.add(DemoTable::OrganisationAlias, row![normalize(alias), alias, id.as_str()]);
        }
        ids.push(id);
    }
    ids
}

/// Adds people, each with a verified address and their affiliations.
pub(super) fn add_people(tx: &Tx, rows: &mut Rows, plan: &DemoPlan, organisations: &[OrganisationId], ids: &[PersonId]) {
    let mut first_seen: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for membership in &plan.memberships {
        let start = membership.requested.into_iter().chain(membership.joined).min().unwrap_or(plan.today);
        first_seen.entry(membership.person).and_modify(|seen| *seen = start.min(*seen)).or_insert(start);
    }
    let mut rng = DemoRng::of("accounts");
    for (index, (person, id)) in plan.people.iter().zip(ids).enumerate() {
        let seen = first_seen.get(&index).copied().unwrap_or(plan.today - Duration::days(30));
        let created = in_working_hours(seen - Duration::days(rng.between(1, 3)), &mut rng);
        let administrator = person.administrator.then_some(created);
        let (given, family) = (&person.given, &person.family);
        let abroad = person.region == "abroad" && rng.happens(70);
        let language = if abroad { "en" } else { "fr" };
        let (profession, region) = (&person.profession, &person.region);
        let cells = row![
            id.as_str(),
            given,
            family,
            sort_name(given, family),
            profession,
            region,
            language,
            administrator,
            created,
            created,
            1_i64
        ];
        rows.add(DemoTable::Person, cells);
        let address = &person.address;
        rows.add(DemoTable::Address, row![tx.new_id::<String>(), id.as_str(), address, address, created, 1_i64, created]);
        add_affiliations(tx, rows, person, id, organisations);
    }
}

fn add_affiliations(tx: &Tx, rows: &mut Rows, person: &DemoPerson, id: &PersonId, organisations: &[OrganisationId]) {
    let mut started = person.started;
    if let Some((former, last_day)) = person.former {
        let cells = row![tx.new_id::<String>(), id.as_str(), organisations[former].as_str(), started.to_string(), last_day.to_string()];
        rows.add(DemoTable::Affiliation, cells);
        started = last_day + Duration::days(1);
    }
    let current = organisations[person.organisation].as_str();
    rows.add(DemoTable::Affiliation, row![tx.new_id::<String>(), id.as_str(), current, started.to_string(), None::<String>]);
}

/// Adds memberships, each with its history: requested, accepted or refused, left.
pub(super) fn add_memberships(
    tx: &Tx,
    rows: &mut Rows,
    plan: &DemoPlan,
    mandates: &DemoMandates,
    ids: &[PersonId],
    networks: &BTreeMap<String, NetworkId>,
) -> Result<(), String> {
    let mut rng = DemoRng::of("memberships");
    for membership in &plan.memberships {
        let network = networks.get(&membership.network);
        let network = network.ok_or_else(|| format!("people.toml: no network “{}”", membership.network))?;
        let id: MembershipId = tx.new_id();
        let person = ids[membership.person].as_str();
        let mut state = "requested";
        let mut since = tx.now;
        let mut changes = Vec::new();
        for (next, date, decided) in history(membership) {
            let reason = match next {
                "refused" => rng.pick(&plan.content.people.refused_because),
                "left" => rng.pick(&plan.content.people.left_because),
                _ => None,
            };
            let reason = reason.map_or("", String::as_str);
            let by =
                if decided { mandates.coordinator(&membership.network, date).map(|person| ids[person].as_str()) } else { Some(person) };
            // A history is ordered by time: two changes on one day are a few hours apart at most.
            let at = in_working_hours(date, &mut rng);
            (state, since) = (next, if changes.is_empty() { at } else { at.max(since.plus(Duration::minutes(7))) });
            changes.push(row![tx.new_id::<String>(), id.as_str(), next, since, by, reason]);
        }
        rows.add(DemoTable::Membership, row![id.as_str(), network.as_str(), person, state, since, &membership.message]);
        for change in changes {
            rows.add(DemoTable::MembershipChange, change);
        }
    }
    Ok(())
}

/// The changes of a membership: the state, the day, whether a coordinator decided it.
fn history(membership: &Membership) -> Vec<(&'static str, NaiveDate, bool)> {
    let requested = membership.requested.map(|date| ("requested", date, false));
    let joined = membership.joined.map(|date| ("active", date, membership.requested.is_some()));
    let refused = membership.refused.map(|date| ("refused", date, true));
    let left = membership.left.map(|date| ("left", date, false));
    [requested, joined, refused, left].into_iter().flatten().collect()
}
