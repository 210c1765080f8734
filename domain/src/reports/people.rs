//! The members of a network on a day: how many, and what they are. Each person counts once.

use std::collections::BTreeMap;

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::asked::end_of;
use super::label::{Label, Share, Taxonomies, shares};
use super::small::merged;
use crate::clock::{self, Moment};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::NetworkId;

/// Where one range of seniority ends and the next begins, in years.
const YEARS: [i64; 5] = [0, 1, 3, 5, 10];

/// The members of a network and of all below it at the end of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// The day.
    pub on: String,
    /// How many.
    pub total: i64,
    /// By kind of the organisation they worked for on that day.
    pub kinds: Vec<Share>,
    /// By the profession they declared then.
    pub professions: Vec<Share>,
    /// By the region they declared then.
    pub regions: Vec<Share>,
    /// By years since they first were a member.
    pub seniority: Vec<Share>,
    /// Members of each network below it, itself included, by its key. A person may be in several.
    pub networks: BTreeMap<String, i64>,
}

impl People {
    /// For everyone to read: no group of fewer than [`super::FEW`].
    pub(super) fn for_everyone(self) -> Self {
        Self {
            kinds: merged(&self.kinds),
            professions: merged(&self.professions),
            regions: merged(&self.regions),
            seniority: merged(&self.seniority),
            ..self
        }
    }
}

/// Who was an active member of `$1` or of a network below it before the moment `$2`, in which network, and since when for the first time:
/// as `active (network, person, first)`. Most stand where they stood then; only the others are looked up in their history.
macro_rules! active_then {
    () => {
        "again AS MATERIALIZED (
             SELECT c.membership AS id, MIN(c.at) AS first FROM membership_change c
              WHERE c.state = 'active' AND c.membership IN (SELECT l.membership FROM membership_change l WHERE l.state = 'left')
              GROUP BY c.membership),
         active AS MATERIALIZED (
             SELECT m.network, m.person, COALESCE(g.first, m.since) AS first FROM membership m LEFT JOIN again g ON g.id = m.id
              WHERE m.network IN (SELECT b.below FROM network_below b WHERE b.network = $1) AND m.state = 'active' AND m.since < $2
             UNION ALL
             SELECT m.network, m.person, (SELECT MIN(f.at) FROM membership_change f WHERE f.membership = m.id AND f.state = 'active')
               FROM membership m
              WHERE m.network IN (SELECT b.below FROM network_below b WHERE b.network = $1) AND (m.state <> 'active' OR m.since >= $2)
                AND 'active' = (SELECT c.state FROM membership_change c WHERE c.membership = m.id AND c.at < $2 ORDER BY c.at DESC, c.id DESC LIMIT 1))"
    };
}
pub(super) use active_then;

/// The members at the end of `on`; of `organisations` alone, if that is a kind of organisation. One query: a row for each network, and
/// one for each mix of kind, profession, region and range of years.
pub(super) async fn people(conn: &mut Conn, taxonomies: &Taxonomies, network: &NetworkId, on: &str, organisations: &str) -> Result<People> {
    type Row = (Option<String>, Option<String>, Option<String>, Option<String>, i64, i64);
    let [first, second, third, fourth] = thresholds(on)?;
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "WITH ",
        active_then!(),
        ", one AS (SELECT person, MIN(first) AS first FROM active GROUP BY person)
         SELECT a.network, NULL AS kind, NULL AS profession, NULL AS region, 0 AS years, COUNT(*) FROM active a GROUP BY a.network
         UNION ALL
         SELECT NULL, o.kind, CASE WHEN h.person IS NULL THEN p.profession ELSE h.profession END,
                CASE WHEN h.person IS NULL THEN p.region ELSE h.region END, CASE WHEN q.first > $5 THEN 0 WHEN q.first > $6 THEN 1 WHEN q.first > $7 THEN 2 WHEN q.first > $8 THEN 3 ELSE 4 END, COUNT(*)
           FROM one q JOIN person p ON p.id = q.person
           LEFT JOIN profile_past h ON h.person = q.person
                 AND h.until = (SELECT MIN(x.until) FROM profile_past x WHERE x.person = q.person AND x.until >= $3)
           LEFT JOIN organisation o ON o.id = (
                SELECT x.organisation FROM affiliation x
                 WHERE x.person = q.person AND x.started_on <= $3 AND (x.ended_on IS NULL OR x.ended_on >= $3)
                 ORDER BY x.started_on DESC, x.id DESC LIMIT 1)
          WHERE $4 = '' OR o.kind = $4
          GROUP BY 2, 3, 4, 5"
    ))
    .bind(network)
    .bind(end_of(on)?)
    .bind(on)
    .bind(organisations)
    .bind(first)
    .bind(second)
    .bind(third)
    .bind(fourth)
    .fetch_all(conn)
    .await?;
    let mut counts: [BTreeMap<String, i64>; 3] = Default::default();
    let (mut years, mut networks, mut total) = (BTreeMap::new(), BTreeMap::new(), 0);
    for (network, kind, profession, region, range, count) in rows {
        if let Some(network) = network {
            networks.insert(network, count);
            continue;
        }
        total += count;
        for (counts, code) in counts.iter_mut().zip([kind, profession, region]) {
            *counts.entry(code.unwrap_or_default()).or_default() += count;
        }
        *years.entry(usize::try_from(range).unwrap_or(0)).or_insert(0) += count;
    }
    Ok(People {
        on: on.to_owned(),
        total,
        kinds: shares(&taxonomies.organisations, &counts[0]),
        professions: shares(&taxonomies.professions, &counts[1]),
        regions: shares(&taxonomies.regions, &counts[2]),
        seniority: years.into_iter().map(|(at, count)| Share { label: years_of(at), count }).collect(),
        networks,
    })
}

/// Who came after the first of these moments has been there for less than a year; after the second, than three…
fn thresholds(on: &str) -> Result<[Moment; 4]> {
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
