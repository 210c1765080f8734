//! The invented people of the demo: who they are, where they work, which networks they joined and left. This is only the plan; nothing here
//! writes to the database.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use deunicode::deunicode;

use super::files::{DemoContent, OrganisationFile, SliceFile};
use super::rng::DemoRng;
use super::when;
use domain::clock;

/// Everyone, with their memberships. People and organisations are identified by their index.
pub(super) struct DemoCast<'a> {
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
    pub(super) before: Option<(usize, NaiveDate)>,
    /// The first day at the first organisation.
    pub(super) started: NaiveDate,
}

impl DemoPerson {
    /// The index of the organisation where they worked on `date`.
    pub(super) fn organisation_on(&self, date: NaiveDate) -> usize {
        match self.before {
            Some((before, last_day)) if date <= last_day => before,
            _ => self.organisation,
        }
    }
}

/// A person's history in a network.
#[derive(Default)]
pub(super) struct Membership {
    pub(super) person: usize,
    pub(super) network: String,
    pub(super) asked: Option<NaiveDate>,
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

    fn began(&self) -> Option<NaiveDate> {
        self.asked.into_iter().chain(self.joined).min()
    }
}

impl<'a> DemoCast<'a> {
    /// Invents everyone that `content` asks for, as of `today`.
    ///
    /// # Errors
    /// The rule of the files that can't be satisfied.
    pub(super) fn plan(content: &'a DemoContent, today: NaiveDate) -> Result<Self, String> {
        let (people, memberships) = (Vec::new(), Vec::new());
        let mut cast = Self { content, today, people, memberships, addresses: BTreeSet::new(), names: DemoRng::of("names") };
        for person in &content.people.person {
            let organisation = cast.organisation(&person.organisation)?;
            cast.add(&person.given, &person.family, organisation, &person.profession, &person.region);
            if let Some(added) = cast.people.last_mut() {
                (added.key, added.administrator) = (Some(person.key.clone()), person.administrator);
            }
        }
        for rule in &content.people.members {
            cast.fill(rule)?;
        }
        let ruled: BTreeSet<&str> = content.people.members.iter().map(|rule| rule.network.as_str()).collect();
        for (index, person) in content.people.person.iter().enumerate() {
            for network in person.networks.iter().filter(|network| !ruled.contains(network.slug.as_str())) {
                let joined = clock::date(&network.joined).map_err(|_| format!("{}: « {} » is no date", person.key, network.joined))?;
                cast.join(index, &network.slug, joined, &mut DemoRng::of(&person.key));
            }
        }
        cast.employ();
        Ok(cast)
    }

    /// The index of an organisation, by its name.
    pub(super) fn organisation(&self, name: &str) -> Result<usize, String> {
        let known = self.content.organisations.iter().position(|organisation| organisation.name == name);
        known.ok_or_else(|| format!("organisations.toml has no « {name} »"))
    }

    /// The index of a person, by their key.
    pub(super) fn person(&self, key: &str) -> Result<usize, String> {
        let known = self.people.iter().position(|person| person.key.as_deref() == Some(key));
        known.ok_or_else(|| format!("people.toml has no « {key} »"))
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
        luck: &mut DemoRng,
    ) -> Result<usize, String> {
        let organisation = self.employer(slice, region, luck)?;
        let (given, family) = self.name();
        let place = &self.content.organisations[organisation];
        let region = match region {
            Some(region) => region.to_owned(),
            None if luck.happens(20) => luck.pick(&place.also).unwrap_or(&place.region).clone(),
            None => place.region.clone(),
        };
        let profession = profession.map_or_else(|| usual_profession(place, luck), str::to_owned);
        Ok(self.add(&given, &family, organisation, &profession, &region))
    }

    /// An organisation of `slice`, with people of `region`.
    pub(super) fn employer(&self, slice: &SliceFile, region: Option<&str>, luck: &mut DemoRng) -> Result<usize, String> {
        let meant = || self.content.organisations.iter().enumerate().filter(|(_, organisation)| slice.means(organisation));
        let here = |organisation: &OrganisationFile| {
            region.is_none_or(|region| organisation.region == region || organisation.also.iter().any(|also| also == region))
        };
        let mut choices: Vec<(usize, usize)> =
            meant().filter(|(_, organisation)| here(organisation)).map(|(index, organisation)| (index, organisation.weight)).collect();
        if choices.is_empty() {
            choices = meant().map(|(index, organisation)| (index, organisation.weight)).collect();
        }
        luck.weighted(&choices).copied().ok_or_else(|| "a slice of people.toml or of an event means no organisation".to_owned())
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
            before: None,
            started: self.today,
        });
        self.people.len() - 1
    }

    /// A membership that began on `joined`. Where the network asks for requests, the request came some days before.
    pub(super) fn join(&mut self, person: usize, network: &str, joined: NaiveDate, luck: &mut DemoRng) {
        let asked = self.asks(network).then(|| joined - Duration::days(luck.between(1, 9)));
        self.memberships.push(Membership { person, network: network.to_owned(), asked, joined: Some(joined), ..Membership::default() });
    }

    fn asks(&self, slug: &str) -> bool {
        let network = self.content.networks.iter().find(|network| network.slug == slug);
        network.is_some_and(|network| network.join_policy == domain::enums::JoinPolicy::Approval)
    }

    /// Gives everyone an organisation before their first membership. Some move later, to an organisation of the same sort, so that the mix
    /// of every network is the same on every date.
    fn employ(&mut self) {
        let mut began: BTreeMap<usize, NaiveDate> = BTreeMap::new();
        for membership in &self.memberships {
            let date = membership.began().unwrap_or(self.today);
            began.entry(membership.person).and_modify(|earliest| *earliest = date.min(*earliest)).or_insert(date);
        }
        let mut luck = DemoRng::of("careers");
        for (index, person) in self.people.iter_mut().enumerate() {
            let began = began.get(&index).copied().unwrap_or(self.today);
            person.started = began - Duration::days(luck.between(40, 2600));
            let now_at = &self.content.organisations[person.organisation];
            let same_sort = |other: &OrganisationFile| {
                other.kind == now_at.kind && other.groups == now_at.groups && other.name != now_at.name && other.region == now_at.region
            };
            let others: Vec<usize> =
                self.content.organisations.iter().enumerate().filter(|(_, other)| same_sort(other)).map(|(index, _)| index).collect();
            let long_enough = (self.today - began).num_days() > 400;
            if person.key.is_none() && !["cnes", "agency"].contains(&now_at.kind.as_str()) && long_enough && luck.happens(15) {
                let moved = when::some_day(began + Duration::days(120), self.today - Duration::days(60), &mut luck);
                person.before = luck.pick(&others).map(|before| (*before, moved));
            }
        }
    }
}

fn usual_profession(organisation: &OrganisationFile, luck: &mut DemoRng) -> String {
    let choices: &[(&str, usize)] = match organisation.kind.as_str() {
        "laboratory" => &[("engineer", 45), ("researcher", 36), ("doctoral", 11), ("technician", 8)],
        "university" => &[("teacher_researcher", 40), ("engineer", 38), ("doctoral", 14), ("researcher", 8)],
        "association" | "other" => &[("engineer", 50), ("management", 50)],
        _ => &[("engineer", 80), ("management", 11), ("technician", 6), ("researcher", 3)],
    };
    luck.weighted(choices).copied().unwrap_or("engineer").to_owned()
}

/// `noemie.dos-santos@example.org`.
pub(super) fn address(given: &str, family: &str) -> String {
    let plain = |name: &str| {
        let ascii = deunicode(name).to_lowercase();
        ascii.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect::<String>()
    };
    format!("{}.{}@example.org", plain(given), plain(family))
}
