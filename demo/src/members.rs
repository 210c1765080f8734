//! Fills a network with exactly the members that people.toml asks for: how many, from which organisations, since when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};

use super::cast::{DemoCast, Membership};
use super::files::{MembersFile, SliceFile};
use super::rng::DemoRng;
use super::when::some_day;
use domain::clock;

/// A member found for one of a network's slices.
struct PlacedMember {
    person: usize,
    slice: usize,
    /// Given in the files, or random.
    joined: Option<NaiveDate>,
}

impl DemoCast<'_> {
    /// Finds or invents the members that `rule` asks for, and the people who left, asked or were refused.
    pub(super) fn fill(&mut self, rule: &MembersFile) -> Result<(), String> {
        let luck = &mut DemoRng::of(&rule.network);
        let mut seats = FreePlaces::of(rule);
        let mut found = self.named(rule, &mut seats)?;
        let named = found.len();
        self.reused(rule, &mut seats, &mut found, luck);
        self.invented(rule, &mut seats, &mut found, luck)?;
        if found.len() != rule.total {
            return Err(format!("people.toml: {} asks for {} members, its slices give {}", rule.network, rule.total, found.len()));
        }
        let before = date(rule, &mut found, self.today, luck)?;
        for (index, joined) in before {
            self.came_before(rule, &found[index], joined, found[index].joined.unwrap_or(self.today), luck)?;
        }
        self.turn_over(rule, &mut found, named, luck)?;
        for member in &found {
            self.join(member.person, &rule.network, member.joined.unwrap_or(self.today), luck);
        }
        self.ask(rule, luck)
    }

    fn named(&self, rule: &MembersFile, seats: &mut FreePlaces) -> Result<Vec<PlacedMember>, String> {
        let mut found = Vec::new();
        for (person, file) in self.content.people.person.iter().enumerate() {
            let Some(membership) = file.networks.iter().find(|membership| membership.slug == rule.network) else { continue };
            let wrong = |what: &str| format!("people.toml: {} in {}: {what}", file.key, rule.network);
            let joined = clock::date(&membership.joined).map_err(|_| wrong("no date"))?;
            let slice = seats.claim(self, rule, person).ok_or_else(|| wrong("fits no slice that has room"))?;
            found.push(PlacedMember { person, slice, joined: Some(joined) });
        }
        Ok(found)
    }

    /// Takes members of other networks first: many people belong to several.
    fn reused(&self, rule: &MembersFile, seats: &mut FreePlaces, found: &mut Vec<PlacedMember>, luck: &mut DemoRng) {
        let mut taken: BTreeSet<usize> = found.iter().map(|member| member.person).collect();
        for reuse in &rule.reuse {
            let mut known = self.members_on(std::slice::from_ref(&reuse.from), self.today);
            known.retain(|person| self.people[*person].key.is_none());
            luck.shuffle(&mut known);
            let mut wanted = reuse.count;
            for person in known {
                if wanted > 0
                    && !taken.contains(&person)
                    && let Some(slice) = seats.claim(self, rule, person)
                {
                    found.push(PlacedMember { person, slice, joined: None });
                    taken.insert(person);
                    wanted -= 1;
                }
            }
        }
    }

    fn invented(
        &mut self,
        rule: &MembersFile,
        seats: &mut FreePlaces,
        found: &mut Vec<PlacedMember>,
        luck: &mut DemoRng,
    ) -> Result<(), String> {
        for (index, slice) in rule.slices.iter().enumerate() {
            for _ in 0..seats.slices[index].count {
                let region = take(&mut seats.slices[index].regions, luck);
                let profession = if slice.profession.is_some() { slice.profession.clone() } else { take(&mut seats.professions, luck) };
                let person = self.invent(slice, region.as_deref(), profession.as_deref(), luck)?;
                found.push(PlacedMember { person, slice: index, joined: None });
            }
        }
        Ok(())
    }

    /// Lets some members leave and replaces each by a new one of the same sort: the totals stay.
    fn turn_over(&mut self, rule: &MembersFile, found: &mut [PlacedMember], named: usize, luck: &mut DemoRng) -> Result<(), String> {
        let settled = match rule.milestones.last() {
            Some(milestone) => read(rule, &milestone.on)?,
            None => read(rule, &rule.founded)? + Duration::days(365),
        };
        let early = |member: &PlacedMember| member.joined.is_some_and(|joined| joined < settled) && rule.slices[member.slice].count > 2;
        let mut early: Vec<usize> = (named..found.len()).filter(|index| early(&found[*index])).collect();
        luck.shuffle(&mut early);
        for index in early.into_iter().take(rule.turnover) {
            let member = &mut found[index];
            let joined = member.joined.unwrap_or(settled);
            let left = some_day((settled + Duration::days(1)).max(joined + Duration::days(200)), self.today - Duration::days(100), luck);
            member.joined = Some(some_day(left, left + Duration::days(45), luck));
            self.came_before(rule, &found[index], joined, left, luck)?;
        }
        Ok(())
    }

    /// A person of the same sort as `successor`, who was a member from `joined` until `left`.
    fn came_before(
        &mut self,
        rule: &MembersFile,
        successor: &PlacedMember,
        joined: NaiveDate,
        left: NaiveDate,
        luck: &mut DemoRng,
    ) -> Result<(), String> {
        let person = &self.people[successor.person];
        let (region, profession) = (person.region.clone(), person.profession.clone());
        let person = self.invent(&rule.slices[successor.slice], Some(&region), Some(&profession), luck)?;
        self.join(person, &rule.network, joined, luck);
        if let Some(membership) = self.memberships.last_mut() {
            membership.left = Some(left);
        }
        Ok(())
    }

    fn ask(&mut self, rule: &MembersFile, luck: &mut DemoRng) -> Result<(), String> {
        let slices: Vec<(&SliceFile, usize)> = rule.slices.iter().map(|slice| (slice, slice.count)).collect();
        let someone = |cast: &mut Self, luck: &mut DemoRng| {
            let slice = luck.weighted(&slices).ok_or_else(|| format!("people.toml: {} has no slices", rule.network))?;
            cast.invent(slice, None, slice.profession.as_deref(), luck)
        };
        for message in &rule.requests {
            let person = someone(self, luck)?;
            let asked = Some(self.today - Duration::days(luck.between(1, 20)));
            let (network, message) = (rule.network.clone(), message.clone());
            self.memberships.push(Membership { person, network, asked, message, ..Membership::default() });
        }
        for _ in 0..rule.refused {
            let person = someone(self, luck)?;
            let asked = self.today - Duration::days(luck.between(90, 1200));
            let refused = Some(asked + Duration::days(luck.between(3, 20)));
            let (network, asked) = (rule.network.clone(), Some(asked));
            self.memberships.push(Membership { person, network, asked, refused, ..Membership::default() });
        }
        Ok(())
    }
}

/// The free places of a network.
struct FreePlaces {
    slices: Vec<Free>,
    professions: BTreeMap<String, usize>,
    counts_professions: bool,
}

struct Free {
    count: usize,
    regions: BTreeMap<String, usize>,
}

impl FreePlaces {
    fn of(rule: &MembersFile) -> Self {
        let free = |slice: &SliceFile| Free { count: slice.count, regions: slice.regions.clone() };
        let slices = rule.slices.iter().map(free).collect();
        Self { slices, professions: rule.professions.clone(), counts_professions: !rule.professions.is_empty() }
    }

    /// Takes the place that `person` fits, if there is one.
    fn claim(&mut self, cast: &DemoCast, rule: &MembersFile, person: usize) -> Option<usize> {
        let person = &cast.people[person];
        let organisation = &cast.content.organisations[person.organisation];
        let position = rule.slices.iter().zip(&self.slices).position(|(slice, free)| {
            let profession_fits = match &slice.profession {
                Some(profession) => *profession == person.profession,
                None => !self.counts_professions || self.professions.get(&person.profession).is_some_and(|left| *left > 0),
            };
            let region_fits = slice.regions.is_empty() || free.regions.get(&person.region).is_some_and(|left| *left > 0);
            free.count > 0 && slice.means(organisation) && profession_fits && region_fits
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
fn take(left: &mut BTreeMap<String, usize>, luck: &mut DemoRng) -> Option<String> {
    let choices: Vec<(String, usize)> = left.iter().map(|(name, count)| (name.clone(), *count)).collect();
    let taken = luck.weighted(&choices)?.clone();
    left.entry(taken.clone()).and_modify(|count| *count -= 1);
    Some(taken)
}

/// Gives each member a day of joining, so that the network reaches the size of each milestone on its day, with the same mix. A member with
/// a given day after all places were filled takes the place of an earlier one. Returns these members, and the days on which the others had
/// joined.
fn date(rule: &MembersFile, found: &mut [PlacedMember], today: NaiveDate, luck: &mut DemoRng) -> Result<Vec<(usize, NaiveDate)>, String> {
    let weights: Vec<usize> = rule.slices.iter().map(|slice| slice.count).collect();
    let mut periods = Vec::new();
    let mut from = read(rule, &rule.founded)?;
    let mut reached = vec![0; weights.len()];
    for milestone in &rule.milestones {
        let to = read(rule, &milestone.on)?;
        let target = apportion(milestone.members, &weights);
        periods.push((from, to, minus(&target, &reached)));
        // A member who joins on the day of a milestone counts in it.
        (from, reached) = (to + Duration::days(1), target);
    }
    periods.push((from, today - Duration::days(14), minus(&weights, &reached)));
    let mut late = Vec::new();
    for (index, member) in found.iter().enumerate() {
        let Some(joined) = member.joined else { continue };
        match periods.iter_mut().find(|(start, end, _)| *start <= joined && joined <= *end) {
            Some((_, _, quotas)) if quotas[member.slice] > 0 => quotas[member.slice] -= 1,
            _ => late.push(index),
        }
    }
    let mut order: Vec<usize> = (0..found.len()).filter(|index| found[*index].joined.is_none()).collect();
    luck.shuffle(&mut order);
    for index in order {
        let member = &mut found[index];
        let first = periods.iter().position(|(_, _, quotas)| quotas[member.slice] > 0);
        let period = first.unwrap_or(periods.len() - 1);
        let (start, end, quotas) = &mut periods[period];
        quotas[member.slice] = quotas[member.slice].saturating_sub(1);
        // The founders of a network all join in the same months.
        let end = if period == 0 && luck.happens(25) { (*end).min(*start + Duration::days(120)) } else { *end };
        member.joined = Some(some_day(*start, end, luck));
    }
    let mut before = Vec::new();
    for index in late {
        let slice = found[index].slice;
        if let Some((start, end, quotas)) = periods.iter_mut().find(|(_, _, quotas)| quotas[slice] > 0) {
            quotas[slice] -= 1;
            before.push((index, some_day(*start, *end, luck)));
        }
    }
    Ok(before)
}

fn read(rule: &MembersFile, date: &str) -> Result<NaiveDate, String> {
    clock::date(date).map_err(|_| format!("people.toml: members of {}: « {date} » is no date", rule.network))
}

fn minus(more: &[usize], less: &[usize]) -> Vec<usize> {
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
