//! Networks of the demo, their committees and mandates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::cast::DemoCast;
use super::network_files::{CommitteeFile, DemoNetworkFile, MandateFile};
use super::rng::DemoRng;
use super::rows::{DemoTable, Rows, row};
use domain::clock::{self, Timestamp};
use domain::db::Tx;
use domain::ids::{CommitteeId, NetworkId, PersonId};

/// A term and the person picked for it.
pub(super) struct DemoMandate {
    person: usize,
    role: String,
    started: NaiveDate,
    ended: Option<NaiveDate>,
}

/// The terms of every committee, by network, in the order of its committees.
pub(super) struct DemoMandates(BTreeMap<String, Vec<(bool, Vec<DemoMandate>)>>);

impl DemoMandates {
    /// Picks a member for each term that names nobody.
    pub(super) fn plan(cast: &DemoCast) -> Result<Self, String> {
        let mut offices = BTreeMap::new();
        for network in &cast.content.networks {
            let mut luck = DemoRng::of(&format!("{} committees", network.slug));
            let mut committees = Vec::new();
            for committee in &network.committees {
                committees.push((committee.coordinates, mandates(cast, network, committee, &mut luck)?));
            }
            offices.insert(network.slug.clone(), committees);
        }
        Ok(Self(offices))
    }

    /// The coordinator of `network` on `date`; before the first term, its first coordinator.
    pub(super) fn coordinator(&self, network: &str, date: NaiveDate) -> Option<usize> {
        let committees = self.0.get(network)?.iter().filter(|(coordinates, _)| *coordinates);
        let mut terms: Vec<&DemoMandate> = committees.flat_map(|(_, mandates)| mandates).collect();
        terms.sort_by_key(|term| term.started);
        let running = terms.iter().find(|term| term.started <= date && term.ended.is_none_or(|ended| date <= ended));
        running.or(terms.first()).map(|term| term.person)
    }
}

fn mandates(cast: &DemoCast, network: &DemoNetworkFile, committee: &CommitteeFile, luck: &mut DemoRng) -> Result<Vec<DemoMandate>, String> {
    let wrong = |what: &str| format!("networks/{}.md: {}: {what}", network.slug, committee.name);
    let date = |text: &str| clock::date(text).map_err(|_| wrong(&format!("« {text} » is no date")));
    let mut taken = BTreeSet::new();
    for mandate in &committee.mandates {
        if let Some(key) = &mandate.person {
            taken.insert(cast.person(key)?);
        }
    }
    let mut mandates = Vec::new();
    for mandate in &committee.mandates {
        let (started, ended) = (date(&mandate.started_on)?, mandate.ended_on.as_deref().map(date).transpose()?);
        let (person, started) = match &mandate.person {
            Some(key) => (cast.person(key)?, started),
            None => someone(cast, network, mandate, started, &taken, luck).ok_or_else(|| wrong("no member for a mandate"))?,
        };
        taken.insert(person);
        mandates.push(DemoMandate { person, role: mandate.role.clone(), started, ended });
    }
    Ok(mandates)
}

/// Picks a member from before the start of the term who has not left; otherwise the first who joined, from that day on. Doctoral students
/// are picked only if there is nobody else.
fn someone(
    cast: &DemoCast,
    network: &DemoNetworkFile,
    mandate: &MandateFile,
    started: NaiveDate,
    taken: &BTreeSet<usize>,
    luck: &mut DemoRng,
) -> Option<(usize, NaiveDate)> {
    let fits = |person: usize| {
        let organisation = &cast.content.organisations[cast.people[person].organisation];
        let there = mandate.organisation.as_ref().is_none_or(|name| *name == organisation.name);
        there && !taken.contains(&person) && cast.people[person].key.is_none()
    };
    let members = cast
        .memberships
        .iter()
        .filter(|membership| membership.network == network.slug && membership.active_on(cast.today) && fits(membership.person));
    let mut choices: Vec<(usize, NaiveDate)> =
        members.filter_map(|membership| membership.joined.map(|joined| (membership.person, joined))).collect();
    let is_settled = |(person, _): &(usize, NaiveDate)| cast.people[*person].profession != "doctoral";
    if choices.iter().any(is_settled) {
        choices.retain(is_settled);
    }
    let early: Vec<usize> = choices.iter().filter(|(_, joined)| *joined <= started).map(|(person, _)| *person).collect();
    if let Some(person) = luck.pick(&early) {
        return Some((*person, started));
    }
    choices.sort_by_key(|(_, joined)| *joined);
    choices.first().copied()
}

/// Adds the rows of networks, poles, resources, committees and mandates. Returns the networks' keys by their short names.
pub(super) fn add(
    tx: &Tx,
    rows: &mut Rows,
    cast: &DemoCast,
    offices: &DemoMandates,
    people: &[PersonId],
) -> Result<BTreeMap<String, NetworkId>, String> {
    let networks = &cast.content.networks;
    let ids: BTreeMap<String, NetworkId> = networks.iter().map(|network| (network.slug.clone(), tx.new_id())).collect();
    for network in networks {
        let id = ids.get(&network.slug).map_or("", NetworkId::as_str);
        add_network(tx, rows, network, id, tx.now);
        for parent in &network.parents {
            let parent = ids.get(parent).ok_or_else(|| format!("networks/{}.md: no network « {parent} »", network.slug))?;
            rows.add(DemoTable::NetworkParent, row![id, parent.as_str()]);
        }
        let terms = offices.0.get(&network.slug).map_or(&[][..], Vec::as_slice);
        for (position, (committee, (_, mandates))) in (0_i64..).zip(network.committees.iter().zip(terms)) {
            let key: CommitteeId = tx.new_id();
            let cells = row![key.as_str(), id, &committee.name, &committee.description, committee.coordinates, position];
            rows.add(DemoTable::Committee, cells);
            for mandate in mandates {
                let (started, ended) = (mandate.started.to_string(), mandate.ended.map(|ended| ended.to_string()));
                let person = people[mandate.person].as_str();
                rows.add(DemoTable::Mandate, row![tx.new_id::<String>(), key.as_str(), person, &mandate.role, started, ended]);
            }
        }
    }
    Ok(ids)
}

fn add_network(tx: &Tx, rows: &mut Rows, network: &DemoNetworkFile, id: &str, now: Timestamp) {
    let region = Some(network.region.as_str()).filter(|region| !region.is_empty());
    rows.add(
        DemoTable::Network,
        row![
            id,
            &network.slug,
            &network.acronym,
            &network.name,
            network.kind.code(),
            &network.summary,
            &network.description,
            region,
            network.hue,
            network.join_policy.code(),
            &network.join_domain,
            network.visibility.code(),
            &network.contact,
            network.includes_below,
            now,
            now,
            1_i64
        ],
    );
    for (position, pole) in (0_i64..).zip(&network.poles) {
        rows.add(DemoTable::NetworkPole, row![id, position, pole]);
    }
    for (position, resource) in (0_i64..).zip(&network.resources) {
        rows.add(DemoTable::NetworkResource, row![tx.new_id::<String>(), id, position, &resource.title, &resource.url]);
    }
}
