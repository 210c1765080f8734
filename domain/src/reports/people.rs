//! The members of a network on a day: how many, and what they are. Each person counts once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::asked::end_of;
use super::label::{Label, Share, Taxonomies, shares};
use super::small::merged;
use crate::db::Conn;
use crate::error::Result;
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

/// Who was an active member of `$1` or of a network below it before the moment `$2`, in which network, and since when for the first time.
macro_rules! active_then {
    () => {
        "SELECT m.network, m.person,
                (SELECT MIN(f.at) FROM membership_change f WHERE f.membership = m.id AND f.state = 'active') AS first
           FROM membership m
          WHERE m.network IN (SELECT b.below FROM network_below b WHERE b.network = $1)
            AND 'active' = (SELECT c.state FROM membership_change c WHERE c.membership = m.id AND c.at < $2 ORDER BY c.at DESC, c.id DESC LIMIT 1)"
    };
}
pub(super) use active_then;

/// The members at the end of `on`; of `organisations` alone, if that is a kind of organisation. One query: a row for each network, and
/// one for each mix of kind, profession, region and year of arrival.
pub(super) async fn people(conn: &mut Conn, taxonomies: &Taxonomies, network: &NetworkId, on: &str, organisations: &str) -> Result<People> {
    type Row = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, i64);
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "WITH active AS MATERIALIZED (",
        active_then!(),
        "), one AS (SELECT person, MIN(first) AS first FROM active GROUP BY person)
         SELECT a.network, NULL AS kind, NULL AS profession, NULL AS region, NULL AS day, COUNT(*) FROM active a GROUP BY a.network
         UNION ALL
         SELECT NULL, o.kind, CASE WHEN h.person IS NULL THEN p.profession ELSE h.profession END,
                CASE WHEN h.person IS NULL THEN p.region ELSE h.region END, substr(q.first, 1, 7), COUNT(*)
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
    .fetch_all(conn)
    .await?;
    let mut counts: [BTreeMap<String, i64>; 3] = Default::default();
    let (mut years, mut networks, mut total) = (BTreeMap::new(), BTreeMap::new(), 0);
    for (network, kind, profession, region, first, count) in rows {
        if let Some(network) = network {
            networks.insert(network, count);
            continue;
        }
        total += count;
        for (counts, code) in counts.iter_mut().zip([kind, profession, region]) {
            *counts.entry(code.unwrap_or_default()).or_default() += count;
        }
        *years.entry(range(&first.unwrap_or_default(), on)).or_insert(0) += count;
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

/// Which range of years lies between the month of `first` and the day `on`.
fn range(first: &str, on: &str) -> usize {
    let months = |text: &str| {
        let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or_default();
        part(0, 4) * 12 + part(5, 7)
    };
    let years = (months(on) - months(first)).max(0).div_euclid(12);
    YEARS.iter().rposition(|from| years >= *from).unwrap_or(0)
}

fn years_of(at: usize) -> Label {
    Label::Years(YEARS[at], YEARS.get(at + 1).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seniority_is_counted_from_the_month_of_arrival() {
        let label = |first, on| years_of(range(first, on));
        assert_eq!(label("2019-03", "2019-12-31"), Label::Years(0, Some(1)));
        assert_eq!(label("2018-12", "2019-12-31"), Label::Years(1, Some(3)));
        assert_eq!(label("2009-12", "2019-12-31"), Label::Years(10, None));
    }
}
