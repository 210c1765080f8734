//! The invented people of the demo, with their organisations and memberships. This is only a plan: nothing here writes to the database.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use deunicode::deunicode;

use super::dates;
use super::files::{DemoContent, OrganisationFile, SliceFile};
use super::rng::DemoRng;
use domain::clock;

/// People and organisations are identified by their index.
pub(super) struct DemoPlan<'a> {
    pub(super) content: &'a DemoContent,
    pub(super) today: NaiveDate,
    pub(super) people: Vec<DemoPerson>,
    pub(super) memberships: Vec<Membership>,
    addresses: BTreeSet<String>,
    names: DemoRng,
}

pub(super) struct DemoPerson {
    pub(super) key: Option<String>,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) address: String,
    pub(super) organisation: usize,
    pub(super) profession: String,
    pub(super) region: String,
    pub(super) administrator: bool,
    /// Their former organisation, and the last day there.
    pub(super) former: Option<(usize, NaiveDate)>,
    /// The first day at the first organisation.
    pub(super) started: NaiveDate,
}

impl DemoPerson {
    /// The index of the organisation where they worked on `date`.
    pub(super) fn organisation_on(&self, date: NaiveDate) -> usize {
        match self.former {
            Some((former, last_day)) if date <= last_day => former,
            _ => self.organisation,
        }
    }
}

/// A person's history in a network.
#[derive(Default)]
pub(super) struct Membership {
    pub(super) person: usize,
    pub(super) network: String,
    pub(super) requested: Option<NaiveDate>,
    pub(super) joined: Option<NaiveDate>,
    pub(super) left: Option<NaiveDate>,
    pub(super) refused: Option<NaiveDate>,
    pub(super) message: String,
}

impl Membership {
    /// Whether the person was a member on `date`.
    pub(super) fn active_on(&self, date: NaiveDate) -> bool {
        self.joined.is_some_and(|joined| joined <= date) && self.left.is_none_or(|left| date < left)
    }

    fn start(&self) -> Option<NaiveDate> {
        self.requested.into_iter().chain(self.joined).min()
    }
}

impl<'a> DemoPlan<'a> {
    /// Invents the people that `content` describes, as of `today`.
    ///
    /// # Errors
    /// The rule of the files that can't be satisfied.
    pub(super) fn of(content: &'a DemoContent, today: NaiveDate) -> Result<Self, String> {
        let (people, memberships) = (Vec::new(), Vec::new());
        let mut plan = Self { content, today, people, memberships, addresses: BTreeSet::new(), names: DemoRng::of("names") };
        for person in &content.people.person {
            let organisation = plan.organisation(&person.organisation)?;
            plan.add(&person.given, &person.family, organisation, &person.profession, &person.region);
            if let Some(added) = plan.people.last_mut() {
                (added.key, added.administrator) = (Some(person.key.clone()), person.administrator);
            }
        }
        for rule in &content.people.members {
            plan.fill_network(rule)?;
        }
        let filled: BTreeSet<&str> = content.people.members.iter().map(|rule| rule.network.as_str()).collect();
        for (index, person) in content.people.person.iter().enumerate() {
            for network in person.networks.iter().filter(|network| !filled.contains(network.slug.as_str())) {
                let joined = clock::date(&network.joined).map_err(|_| format!("{}: “{}” is not a date", person.key, network.joined))?;
                plan.join(index, &network.slug, joined, &mut DemoRng::of(&person.key));
            }
        }
        plan.assign_organisations();
        Ok(plan)
    }

    /// The index of an organisation, by its name.
    pub(super) fn organisation(&self, name: &str) -> Result<usize, String> {
        let index = self.content.organisations.iter().position(|organisation| organisation.name == name);
        index.ok_or_else(|| format!("organisations.toml has no “{name}”"))
    }

    /// The index of a person, by their key.
    pub(super) fn person(&self, key: &str) -> Result<usize, String> {
        let index = self.people.iter().position(|person| person.key.as_deref() == Some(key));
        index.ok_or_else(|| format!("people.toml has no “{key}”"))
    }

    /// The members of `networks`, or of networks below them, on `date`.
    pub(super) fn members_on(&self, networks: &[String], date: NaiveDate) -> Vec<usize> {
        let below = self.below(networks);
        let active = self.memberships.iter().filter(|membership| below.contains(&membership.network) && membership.active_on(date));
        active.map(|membership| membership.person).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn below(&self, networks: &[String]) -> BTreeSet<String> {
        let mut below = BTreeSet::new();
        let mut waiting = networks.to_vec();
        while let Some(slug) = waiting.pop() {
            if below.insert(slug.clone()) {
                let children = self.content.networks.iter().filter(|network| network.parents.contains(&slug));
                waiting.extend(children.map(|network| network.slug.clone()));
            }
        }
        below
    }

    /// Invents a person of `slice`, in `region` and with `profession` if these are given.
    pub(super) fn invent(
        &mut self,
        slice: &SliceFile,
        region: Option<&str>,
        profession: Option<&str>,
        rng: &mut DemoRng,
    ) -> Result<usize, String> {
        let organisation = self.employer(slice, region, rng)?;
        let (given, family) = self.name();
        let place = &self.content.organisations[organisation];
        let region = match region {
            Some(region) => region.to_owned(),
            None if rng.happens(20) => rng.pick(&place.also).unwrap_or(&place.region).clone(),
            None => place.region.clone(),
        };
        let profession = profession.map_or_else(|| usual_profession(place, rng), str::to_owned);
        Ok(self.add(&given, &family, organisation, &profession, &region))
    }

    /// An organisation of `slice`, with people of `region`.
    pub(super) fn employer(&self, slice: &SliceFile, region: Option<&str>, rng: &mut DemoRng) -> Result<usize, String> {
        let included = || self.content.organisations.iter().enumerate().filter(|(_, organisation)| slice.includes(organisation));
        let is_in_region = |organisation: &OrganisationFile| {
            region.is_none_or(|region| organisation.region == region || organisation.also.iter().any(|also| also == region))
        };
        let mut choices: Vec<(usize, usize)> = included()
            .filter(|(_, organisation)| is_in_region(organisation))
            .map(|(index, organisation)| (index, organisation.weight))
            .collect();
        if choices.is_empty() {
            choices = included().map(|(index, organisation)| (index, organisation.weight)).collect();
        }
        rng.weighted(&choices).copied().ok_or_else(|| "a slice of people.toml or of an event includes no organisation".to_owned())
    }

    /// A name that nobody has yet.
    pub(super) fn name(&mut self) -> (String, String) {
        loop {
            let given = self.names.pick(&self.content.people.given).cloned().unwrap_or_default();
            let family = self.names.pick(&self.content.people.family).cloned().unwrap_or_default();
            if self.addresses.insert(address(&given, &family)) {
                return (given, family);
            }
        }
    }

    fn add(&mut self, given: &str, family: &str, organisation: usize, profession: &str, region: &str) -> usize {
        let address = address(given, family);
        self.addresses.insert(address.clone());
        self.people.push(DemoPerson {
            key: None,
            given: given.to_owned(),
            family: family.to_owned(),
            address,
            organisation,
            profession: profession.to_owned(),
            region: region.to_owned(),
            administrator: false,
            former: None,
            started: self.today,
        });
        self.people.len() - 1
    }

    /// Adds a membership that began on `joined`. Where the network asks for requests, the request came some days before.
    pub(super) fn join(&mut self, person: usize, network: &str, joined: NaiveDate, rng: &mut DemoRng) {
        let requested = self.requires_request(network).then(|| joined - Duration::days(rng.between(1, 9)));
        self.memberships.push(Membership { person, network: network.to_owned(), requested, joined: Some(joined), ..Membership::default() });
    }

    fn requires_request(&self, slug: &str) -> bool {
        let network = self.content.networks.iter().find(|network| network.slug == slug);
        network.is_some_and(|network| network.join_policy == domain::enums::JoinPolicy::Approval)
    }

    /// Gives everyone an organisation before their first membership. Some move later, to an organisation of the same sort, so that the mix
    /// of every network is the same on every date.
    fn assign_organisations(&mut self) {
        let mut starts: BTreeMap<usize, NaiveDate> = BTreeMap::new();
        for membership in &self.memberships {
            let date = membership.start().unwrap_or(self.today);
            starts.entry(membership.person).and_modify(|earliest| *earliest = date.min(*earliest)).or_insert(date);
        }
        let mut rng = DemoRng::of("careers");
        for (index, person) in self.people.iter_mut().enumerate() {
            let start = starts.get(&index).copied().unwrap_or(self.today);
            person.started = start - Duration::days(rng.between(40, 2600));
            let current = &self.content.organisations[person.organisation];
            let is_similar = |other: &OrganisationFile| {
                other.kind == current.kind && other.groups == current.groups && other.name != current.name && other.region == current.region
            };
            let others: Vec<usize> =
                self.content.organisations.iter().enumerate().filter(|(_, other)| is_similar(other)).map(|(index, _)| index).collect();
            let long_enough = (self.today - start).num_days() > 400;
            if person.key.is_none() && !["cnes", "agency"].contains(&current.kind.as_str()) && long_enough && rng.happens(15) {
                let moved = dates::some_day(start + Duration::days(120), self.today - Duration::days(60), &mut rng);
                person.former = rng.pick(&others).map(|former| (*former, moved));
            }
        }
    }
}

fn usual_profession(organisation: &OrganisationFile, rng: &mut DemoRng) -> String {
    let choices: &[(&str, usize)] = match organisation.kind.as_str() {
        "laboratory" => &[("engineer", 45), ("researcher", 36), ("doctoral", 11), ("technician", 8)],
        "university" => &[("teacher_researcher", 40), ("engineer", 38), ("doctoral", 14), ("researcher", 8)],
        "association" | "other" => &[("engineer", 50), ("management", 50)],
        _ => &[("engineer", 80), ("management", 11), ("technician", 6), ("researcher", 3)],
    };
    rng.weighted(choices).copied().unwrap_or("engineer").to_owned()
}

/// `noemie.dos-santos@example.org`.
pub(super) fn address(given: &str, family: &str) -> String {
    let plain = |name: &str| {
        let ascii = deunicode(name).to_lowercase();
        ascii.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect::<String>()
    };
    format!("{}.{}@example.org", plain(given), plain(family))
}
