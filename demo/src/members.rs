//! Fills a network with exactly the members that people.toml describes: their number, organisations and dates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};

use super::dates::some_day;
use super::files::{MembersFile, SliceFile};
use super::plan::{DemoPlan, Membership};
use super::rng::DemoRng;
use domain::clock;

/// A member in one of the slices of a network.
struct PlacedMember {
    person: usize,
    slice: usize,
    /// `None` until a random date is drawn.
    joined: Option<NaiveDate>,
}

impl DemoPlan<'_> {
    /// Finds or invents the members that `rule` describes, and the people who left, requested membership or were refused.
    pub(super) fn fill_network(&mut self, rule: &MembersFile) -> Result<(), String> {
        let rng = &mut DemoRng::of(&rule.network);
        let mut places = FreePlaces::of(rule);
        let mut members = self.place_named(rule, &mut places)?;
        let named = members.len();
        self.place_members_of_others(rule, &mut places, &mut members, rng);
        self.place_invented(rule, &mut places, &mut members, rng)?;
        if members.len() != rule.total {
            return Err(format!("people.toml: {} has {} members in total, but {} in its slices", rule.network, rule.total, members.len()));
        }
        let predecessors = draw_dates(rule, &mut members, self.today, rng)?;
        for (index, joined) in predecessors {
            self.add_predecessor(rule, &members[index], joined, members[index].joined.unwrap_or(self.today), rng)?;
        }
        self.replace_members(rule, &mut members, named, rng)?;
        for member in &members {
            self.join(member.person, &rule.network, member.joined.unwrap_or(self.today), rng);
        }
        self.add_requests(rule, rng)
    }

    fn place_named(&self, rule: &MembersFile, places: &mut FreePlaces) -> Result<Vec<PlacedMember>, String> {
        let mut members = Vec::new();
        for (person, file) in self.content.people.person.iter().enumerate() {
            let Some(membership) = file.networks.iter().find(|membership| membership.slug == rule.network) else { continue };
            let describe = |problem: &str| format!("people.toml: {} in {}: {problem}", file.key, rule.network);
            let joined = clock::date(&membership.joined).map_err(|_| describe("not a date"))?;
            let slice = places.claim(self, rule, person).ok_or_else(|| describe("fits no slice that has room"))?;
            members.push(PlacedMember { person, slice, joined: Some(joined) });
        }
        Ok(members)
    }

    /// Takes members of other networks first: many people belong to several.
    fn place_members_of_others(&self, rule: &MembersFile, places: &mut FreePlaces, members: &mut Vec<PlacedMember>, rng: &mut DemoRng) {
        let mut placed: BTreeSet<usize> = members.iter().map(|member| member.person).collect();
        for reuse in &rule.reuse {
            let mut candidates = self.members_on(std::slice::from_ref(&reuse.from), self.today);
            candidates.retain(|person| self.people[*person].key.is_none());
            rng.shuffle(&mut candidates);
            let mut wanted = reuse.count;
            for person in candidates {
                if wanted > 0
                    && !placed.contains(&person)
                    && let Some(slice) = places.claim(self, rule, person)
                {
                    members.push(PlacedMember { person, slice, joined: None });
                    placed.insert(person);
                    wanted -= 1;
                }
            }
        }
    }

    fn place_invented(
        &mut self,
        rule: &MembersFile,
        places: &mut FreePlaces,
        members: &mut Vec<PlacedMember>,
        rng: &mut DemoRng,
    ) -> Result<(), String> {
        for (index, slice) in rule.slices.iter().enumerate() {
            for _ in 0..places.slices[index].count {
                let region = draw_remaining(&mut places.slices[index].regions, rng);
                let profession =
                    if slice.profession.is_some() { slice.profession.clone() } else { draw_remaining(&mut places.professions, rng) };
                let person = self.invent(slice, region.as_deref(), profession.as_deref(), rng)?;
                members.push(PlacedMember { person, slice: index, joined: None });
            }
        }
        Ok(())
    }

    /// Lets some members leave and replaces each by a new one of the same sort: the totals stay.
    fn replace_members(&mut self, rule: &MembersFile, members: &mut [PlacedMember], named: usize, rng: &mut DemoRng) -> Result<(), String> {
        let grown_by = match rule.milestones.last() {
            Some(milestone) => parse_date(rule, &milestone.on)?,
            None => parse_date(rule, &rule.founded)? + Duration::days(365),
        };
        let early = |member: &PlacedMember| member.joined.is_some_and(|joined| joined < grown_by) && rule.slices[member.slice].count > 2;
        let mut early: Vec<usize> = (named..members.len()).filter(|index| early(&members[*index])).collect();
        rng.shuffle(&mut early);
        for index in early.into_iter().take(rule.turnover) {
            let member = &mut members[index];
            let joined = member.joined.unwrap_or(grown_by);
            let left = some_day((grown_by + Duration::days(1)).max(joined + Duration::days(200)), self.today - Duration::days(100), rng);
            member.joined = Some(some_day(left, left + Duration::days(45), rng));
            self.add_predecessor(rule, &members[index], joined, left, rng)?;
        }
        Ok(())
    }

    /// A person of the same sort as `successor`, who was a member from `joined` until `left`.
    fn add_predecessor(
        &mut self,
        rule: &MembersFile,
        successor: &PlacedMember,
        joined: NaiveDate,
        left: NaiveDate,
        rng: &mut DemoRng,
    ) -> Result<(), String> {
        let person = &self.people[successor.person];
        let (region, profession) = (person.region.clone(), person.profession.clone());
        let person = self.invent(&rule.slices[successor.slice], Some(&region), Some(&profession), rng)?;
        self.join(person, &rule.network, joined, rng);
        if let Some(membership) = self.memberships.last_mut() {
            membership.left = Some(left);
        }
        Ok(())
    }

    fn add_requests(&mut self, rule: &MembersFile, rng: &mut DemoRng) -> Result<(), String> {
        let slices: Vec<(&SliceFile, usize)> = rule.slices.iter().map(|slice| (slice, slice.count)).collect();
        let invent = |plan: &mut Self, rng: &mut DemoRng| {
            let slice = rng.weighted(&slices).ok_or_else(|| format!("people.toml: {} has no slices", rule.network))?;
            plan.invent(slice, None, slice.profession.as_deref(), rng)
        };
        for message in &rule.requests {
            let person = invent(self, rng)?;
            let requested = Some(self.today - Duration::days(rng.between(1, 20)));
            let (network, message) = (rule.network.clone(), message.clone());
            self.memberships.push(Membership { person, network, requested, message, ..Membership::default() });
        }
        for _ in 0..rule.refused {
            let person = invent(self, rng)?;
            let requested = self.today - Duration::days(rng.between(90, 1200));
            let refused = Some(requested + Duration::days(rng.between(3, 20)));
            let (network, requested) = (rule.network.clone(), Some(requested));
            self.memberships.push(Membership { person, network, requested, refused, ..Membership::default() });
        }
        Ok(())
    }
}

/// The free places of a network.
struct FreePlaces {
    slices: Vec<FreeSlice>,
    professions: BTreeMap<String, usize>,
    counts_professions: bool,
}

struct FreeSlice {
    count: usize,
    regions: BTreeMap<String, usize>,
}

impl FreePlaces {
    fn of(rule: &MembersFile) -> Self {
        let free = |slice: &SliceFile| FreeSlice { count: slice.count, regions: slice.regions.clone() };
        let slices = rule.slices.iter().map(free).collect();
        Self { slices, professions: rule.professions.clone(), counts_professions: !rule.professions.is_empty() }
    }

    /// Claims the place that `person` fits, if there is one.
    fn claim(&mut self, plan: &DemoPlan, rule: &MembersFile, person: usize) -> Option<usize> {
        let person = &plan.people[person];
        let organisation = &plan.content.organisations[person.organisation];
        let position = rule.slices.iter().zip(&self.slices).position(|(slice, free)| {
            let profession_fits = match &slice.profession {
                Some(profession) => *profession == person.profession,
                None => !self.counts_professions || self.professions.get(&person.profession).is_some_and(|left| *left > 0),
            };
            let region_fits = slice.regions.is_empty() || free.regions.get(&person.region).is_some_and(|left| *left > 0);
            free.count > 0 && slice.includes(organisation) && profession_fits && region_fits
        })?;
        let free = &mut self.slices[position];
        free.count -= 1;
        if let Some(left) = free.regions.get_mut(&person.region) {
            *left -= 1;
        }
        if rule.slices[position].profession.is_none()
            && let Some(left) = self.professions.get_mut(&person.profession)
        {
            *left = left.saturating_sub(1);
        }
        Some(position)
    }
}

/// Draws one of the remaining items, weighted by how many remain; `None` if nothing is counted.
fn draw_remaining(left: &mut BTreeMap<String, usize>, rng: &mut DemoRng) -> Option<String> {
    let choices: Vec<(String, usize)> = left.iter().map(|(name, count)| (name.clone(), *count)).collect();
    let drawn = rng.weighted(&choices)?.clone();
    left.entry(drawn.clone()).and_modify(|count| *count -= 1);
    Some(drawn)
}

/// Gives each member a day of joining, so that the network reaches the size of each milestone on its day, with the same mix. A member with
/// a given day after all places were filled takes the place of an earlier one. Returns these members, and the days on which the others had
/// joined.
fn draw_dates(
    rule: &MembersFile,
    members: &mut [PlacedMember],
    today: NaiveDate,
    rng: &mut DemoRng,
) -> Result<Vec<(usize, NaiveDate)>, String> {
    let weights: Vec<usize> = rule.slices.iter().map(|slice| slice.count).collect();
    let mut periods = Vec::new();
    let mut from = parse_date(rule, &rule.founded)?;
    let mut reached = vec![0; weights.len()];
    for milestone in &rule.milestones {
        let to = parse_date(rule, &milestone.on)?;
        let target = apportion(milestone.members, &weights);
        periods.push((from, to, subtract(&target, &reached)));
        // A member who joins on the day of a milestone counts in it.
        (from, reached) = (to + Duration::days(1), target);
    }
    periods.push((from, today - Duration::days(14), subtract(&weights, &reached)));
    let mut late = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let Some(joined) = member.joined else { continue };
        match periods.iter_mut().find(|(start, end, _)| *start <= joined && joined <= *end) {
            Some((_, _, quotas)) if quotas[member.slice] > 0 => quotas[member.slice] -= 1,
            _ => late.push(index),
        }
    }
    let mut order: Vec<usize> = (0..members.len()).filter(|index| members[*index].joined.is_none()).collect();
    rng.shuffle(&mut order);
    for index in order {
        let member = &mut members[index];
        let first = periods.iter().position(|(_, _, quotas)| quotas[member.slice] > 0);
        let period = first.unwrap_or(periods.len() - 1);
        let (start, end, quotas) = &mut periods[period];
        quotas[member.slice] = quotas[member.slice].saturating_sub(1);
        // The founders of a network all join in the same months.
        let end = if period == 0 && rng.happens(25) { (*end).min(*start + Duration::days(120)) } else { *end };
        member.joined = Some(some_day(*start, end, rng));
    }
    let mut predecessors = Vec::new();
    for index in late {
        let slice = members[index].slice;
        if let Some((start, end, quotas)) = periods.iter_mut().find(|(_, _, quotas)| quotas[slice] > 0) {
            quotas[slice] -= 1;
            predecessors.push((index, some_day(*start, *end, rng)));
        }
    }
    Ok(predecessors)
}

fn parse_date(rule: &MembersFile, date: &str) -> Result<NaiveDate, String> {
    clock::date(date).map_err(|_| format!("people.toml: members of {}: “{date}” is not a date", rule.network))
}

fn subtract(more: &[usize], less: &[usize]) -> Vec<usize> {
    more.iter().zip(less).map(|(more, less)| more.saturating_sub(*less)).collect()
}

/// Distributes `total` by `weights`, with the method of largest remainders.
pub(super) fn apportion(total: usize, weights: &[usize]) -> Vec<usize> {
    let sum = weights.iter().sum::<usize>().max(1);
    let mut shares: Vec<usize> = weights.iter().map(|weight| weight * total / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(weights[*index] * total % sum));
    let missing = total.saturating_sub(shares.iter().sum());
    for index in order.into_iter().take(missing) {
        shares[index] += 1;
    }
    shares
}
