//! The members of a network on a day: how many there are, with breakdowns. Each person counts once.

use std::collections::{BTreeMap, HashMap};

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::figures_query::end_of;
use super::k_anonymity::merged;
use super::label::{Label, ReportShare, Taxonomies, shares};
use super::register::Register;
use super::row_packing::{PackedRows, packed};
use crate::clock::{self, Timestamp};
use crate::db::Conn;
use crate::error::{Error, Result};

/// The boundaries of the ranges of seniority, in years.
const YEARS: [i64; 5] = [0, 1, 3, 5, 10];

/// The members of a network and of all networks below it, at the end of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleFigures {
    pub on: String,
    /// How many there are.
    pub total: i64,
    /// By kind of the organisation they worked for on that day.
    pub kinds: Vec<ReportShare>,
    /// By the profession in their profile on that day.
    pub professions: Vec<ReportShare>,
    /// By the region in their profile on that day.
    pub regions: Vec<ReportShare>,
    /// By years since they first became a member.
    pub seniority: Vec<ReportShare>,
    /// Members of each network below it, itself included, by key. A person may be in several.
    pub networks: BTreeMap<String, i64>,
}

impl PeopleFigures {
    /// The figures for everyone to read: no group of fewer than [`super::K_MIN`].
    pub(super) fn for_public(self) -> Self {
        Self {
            kinds: merged(&self.kinds),
            professions: merged(&self.professions),
            regions: merged(&self.regions),
            seniority: merged(&self.seniority),
            ..self
        }
    }

    /// The total only, without breakdowns.
    pub(super) fn total_only(self) -> Self {
        Self { on: self.on, total: self.total, networks: self.networks, ..Self::default() }
    }
}

/// The codes of a person on a day.
#[derive(Clone, Default)]
struct PersonTraits<'a> {
    profession: &'a str,
    region: &'a str,
    /// The last day on which the earlier profession and region held, if they are used.
    until: Option<&'a str>,
    /// The affiliation that began last: its first day and its key.
    affiliated: (&'a str, &'a str),
    organisation: &'a str,
}

/// The members at the end of `on`; only those of `organisations`, if that is a kind of organisation. One query.
pub(super) async fn people(
    conn: &mut Conn,
    taxonomies: &Taxonomies,
    register: &Register<'_>,
    on: &str,
    organisations: &str,
) -> Result<PeopleFigures> {
    let profiles = fetch_profiles(conn, on).await?;
    let traits = collect_traits(register, &profiles);
    let kinds: HashMap<&str, &str> = profiles.of("organisation").map(|[key, kind]| (key, kind)).collect();
    let mut firsts = vec![None; register.people.len()];
    let mut networks: BTreeMap<&str, i64> = BTreeMap::new();
    for member in register.members(end_of(on)?) {
        *networks.entry(member.network).or_default() += 1;
        let first = firsts[member.person].get_or_insert(member.first);
        *first = member.first.min(first);
    }
    let thresholds = thresholds(on)?.map(|moment| moment.to_string());
    let mut counts: [BTreeMap<&str, i64>; 3] = Default::default();
    let (mut years, mut total) = (BTreeMap::new(), 0);
    for (traits, first) in traits.iter().zip(firsts) {
        let kind = kinds.get(traits.organisation).copied().unwrap_or_default();
        let Some(first) = first.filter(|_| organisations.is_empty() || kind == organisations) else { continue };
        total += 1;
        for (counts, code) in counts.iter_mut().zip([kind, traits.profession, traits.region]) {
            *counts.entry(code).or_default() += 1;
        }
        let range = thresholds.iter().take_while(|threshold| first <= threshold.as_str()).count();
        *years.entry(range).or_insert(0) += 1;
    }
    Ok(PeopleFigures {
        on: on.to_owned(),
        total,
        kinds: shares(&taxonomies.organisations, &counts[0]),
        professions: shares(&taxonomies.professions, &counts[1]),
        regions: shares(&taxonomies.regions, &counts[2]),
        seniority: years.into_iter().map(|(at, count)| ReportShare { label: years_of(at), count }).collect(),
        networks: networks.into_iter().map(|(key, count)| (key.to_owned(), count)).collect(),
    })
}

/// The current and former profiles of everyone, and their affiliations on that day. One query.
async fn fetch_profiles(conn: &mut Conn, on: &str) -> Result<PackedRows> {
    let query = sqlx::query_as(concat!(
        "SELECT 'person', ",
        packed!("p.id", "COALESCE(p.profession, '')", "COALESCE(p.region, '')"),
        " FROM person p UNION ALL SELECT 'past', ",
        packed!("h.person", "h.until", "COALESCE(h.profession, '')", "COALESCE(h.region, '')"),
        " FROM profile_past h WHERE h.until >= $1 UNION ALL SELECT 'affiliation', ",
        packed!("x.person", "x.started_on", "x.id", "x.organisation"),
        " FROM affiliation x WHERE x.started_on <= $1 AND (x.ended_on IS NULL OR x.ended_on >= $1) UNION ALL SELECT 'organisation', ",
        packed!("o.id", "o.kind"),
        " FROM organisation o"
    ));
    PackedRows::fetch(query.bind(on.to_owned()), conn).await
}

/// The traits of each person of the register, in the order of their numbers.
fn collect_traits<'a>(register: &Register<'a>, profiles: &'a PackedRows) -> Vec<PersonTraits<'a>> {
    let numbers: HashMap<&str, usize> = register.people.iter().enumerate().map(|(number, person)| (*person, number)).collect();
    let mut traits = vec![PersonTraits::default(); register.people.len()];
    for [person, profession, region] in profiles.of("person") {
        if let Some(number) = numbers.get(person) {
            traits[*number] = PersonTraits { profession, region, ..PersonTraits::default() };
        }
    }
    // The earliest former profile that reaches the day holds what was declared then.
    for [person, until, profession, region] in profiles.of("past") {
        if let Some(traits) = numbers.get(person).map(|number| &mut traits[*number])
            && traits.until.is_none_or(|earlier| until < earlier)
        {
            *traits = PersonTraits { profession, region, until: Some(until), ..traits.clone() };
        }
    }
    for [person, started_on, key, organisation] in profiles.of("affiliation") {
        if let Some(traits) = numbers.get(person).map(|number| &mut traits[*number])
            && traits.affiliated < (started_on, key)
        {
            *traits = PersonTraits { affiliated: (started_on, key), organisation, ..traits.clone() };
        }
    }
    traits
}

/// The moments that separate the ranges: a member who joined after the first has less than one year of seniority; after the second, less
/// than three…
fn thresholds(on: &str) -> Result<[Timestamp; 4]> {
    let day = clock::date(on).map_err(|_| Error::Internal)?;
    let mut moments = [end_of(on)?; 4];
    for (moment, years) in moments.iter_mut().zip(&YEARS[1..]) {
        let back = Months::new(u32::try_from(years * 12).unwrap_or_default());
        *moment = end_of(&day.checked_sub_months(back).ok_or(Error::Internal)?.to_string())?;
    }
    Ok(moments)
}

fn years_of(at: usize) -> Label {
    let at = at.min(YEARS.len() - 1);
    Label::Years(YEARS[at], YEARS.get(at + 1).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seniority_is_counted_in_years_to_the_day() {
        let moments = thresholds("2020-02-29").unwrap().map(|moment| moment.to_string());
        assert_eq!(moments[..2], ["2019-02-28T23:00:00Z", "2017-02-28T23:00:00Z"]);
        assert_eq!((years_of(0), years_of(4)), (Label::Years(0, Some(1)), Label::Years(10, None)));
    }
}
