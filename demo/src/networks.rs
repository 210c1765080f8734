//! Networks of the demo, their committees and mandates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::network_files::{CommitteeFile, DemoNetworkFile, MandateFile};
use super::plan::DemoPlan;
use super::rng::DemoRng;
use super::rows::{DemoTable, Rows, row};
use domain::clock::{self, Timestamp};
use domain::db::Tx;
use domain::ids::{CommitteeId, NetworkId, PersonId};

/// A mandate and the person picked for it.
pub(super) struct DemoMandate {
    person: usize,
    role: String,
    started: NaiveDate,
    ended: Option<NaiveDate>,
}

/// The mandates of every committee, by network, in the order of its committees.
pub(super) struct DemoMandates(BTreeMap<String, Vec<(bool, Vec<DemoMandate>)>>);

impl DemoMandates {
    /// Picks a member for each mandate without a person.
    pub(super) fn of(plan: &DemoPlan) -> Result<Self, String> {
        let mut by_network = BTreeMap::new();
        for network in &plan.content.networks {
            let mut rng = DemoRng::of(&format!("{} committees", network.slug));
            let mut committees = Vec::new();
            for committee in &network.committees {
                committees.push((committee.coordinates, plan_mandates(plan, network, committee, &mut rng)?));
            }
            by_network.insert(network.slug.clone(), committees);
        }
        Ok(Self(by_network))
    }

    /// The coordinator of `network` on `date`; before the first mandate, its first coordinator.
    pub(super) fn coordinator(&self, network: &str, date: NaiveDate) -> Option<usize> {
        let committees = self.0.get(network)?.iter().filter(|(coordinates, _)| *coordinates);
        let mut sorted: Vec<&DemoMandate> = committees.flat_map(|(_, mandates)| mandates).collect();
        sorted.sort_by_key(|mandate| mandate.started);
        let running = sorted.iter().find(|mandate| mandate.started <= date && mandate.ended.is_none_or(|ended| date <= ended));
        running.or(sorted.first()).map(|mandate| mandate.person)
    }
}

fn plan_mandates(
    plan: &DemoPlan,
    network: &DemoNetworkFile,
    committee: &CommitteeFile,
    rng: &mut DemoRng,
) -> Result<Vec<DemoMandate>, String> {
    let describe = |problem: &str| format!("networks/{}.md: {}: {problem}", network.slug, committee.name);
    let date = |text: &str| clock::date(text).map_err(|_| describe(&format!("“{text}” is not a date")));
    let mut holders = BTreeSet::new();
    for mandate in &committee.mandates {
        if let Some(key) = &mandate.person {
            holders.insert(plan.person(key)?);
        }
    }
    let mut mandates = Vec::new();
    for mandate in &committee.mandates {
        let (started, ended) = (date(&mandate.started_on)?, mandate.ended_on.as_deref().map(date).transpose()?);
        let (person, started) = match &mandate.person {
            Some(key) => (plan.person(key)?, started),
            None => pick_member(plan, network, mandate, started, &holders, rng).ok_or_else(|| describe("no member for a mandate"))?,
        };
        holders.insert(person);
        mandates.push(DemoMandate { person, role: mandate.role.clone(), started, ended });
    }
    Ok(mandates)
}

/// Picks a member who joined before the mandate started and has not left; otherwise the first who joined, from that day on. Doctoral students
/// are picked only if there is nobody else.
fn pick_member(
    plan: &DemoPlan,
    network: &DemoNetworkFile,
    mandate: &MandateFile,
    started: NaiveDate,
    holders: &BTreeSet<usize>,
    rng: &mut DemoRng,
) -> Option<(usize, NaiveDate)> {
    let fits = |person: usize| {
        let organisation = &plan.content.organisations[plan.people[person].organisation];
        let works_there = mandate.organisation.as_ref().is_none_or(|name| *name == organisation.name);
        works_there && !holders.contains(&person) && plan.people[person].key.is_none()
    };
    let members = plan
        .memberships
        .iter()
        .filter(|membership| membership.network == network.slug && membership.active_on(plan.today) && fits(membership.person));
    let mut choices: Vec<(usize, NaiveDate)> =
        members.filter_map(|membership| membership.joined.map(|joined| (membership.person, joined))).collect();
    let is_permanent = |(person, _): &(usize, NaiveDate)| plan.people[*person].profession != "doctoral";
    if choices.iter().any(is_permanent) {
        choices.retain(is_permanent);
    }
    let early: Vec<usize> = choices.iter().filter(|(_, joined)| *joined <= started).map(|(person, _)| *person).collect();
    if let Some(person) = rng.pick(&early) {
        return Some((*person, started));
    }
    choices.sort_by_key(|(_, joined)| *joined);
    choices.first().copied()
}

/// Adds the rows of networks, poles, resources, committees and mandates. Returns the networks' keys by their short names.
pub(super) fn add(
    tx: &Tx,
    rows: &mut Rows,
    plan: &DemoPlan,
    mandates: &DemoMandates,
    people: &[PersonId],
) -> Result<BTreeMap<String, NetworkId>, String> {
    let networks = &plan.content.networks;
    let ids: BTreeMap<String, NetworkId> = networks.iter().map(|network| (network.slug.clone(), tx.new_id())).collect();
    for network in networks {
        let id = ids.get(&network.slug).map_or("", NetworkId::as_str);
        add_network(tx, rows, network, id, tx.now);
        for parent in &network.parents {
            let parent = ids.get(parent).ok_or_else(|| format!("networks/{}.md: no network “{parent}”", network.slug))?;
            rows.add(DemoTable::NetworkParent, row![id, parent.as_str()]);
        }
        let committees = mandates.0.get(&network.slug).map_or(&[][..], Vec::as_slice);
        for (position, (committee, (_, mandates))) in (0_i64..).zip(network.committees.iter().zip(committees)) {
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
