//! Who joined and who left over a year. A person who moves from one network of a federation to another neither joins nor leaves it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::figures_query::span_of;
use super::register::{MembershipTransition, Register};
use crate::clock::{HOME, Timestamp};
use crate::error::Result;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipTurnover {
    /// January first.
    pub months: [MonthTurnover; 12],
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTurnover {
    /// People who became members of the network, or of one below it, and were in none of them before.
    pub joined: i64,
    /// People who ceased to be members of all of them.
    pub left: i64,
}

impl MembershipTurnover {
    /// The total of the year.
    pub fn total(&self) -> MonthTurnover {
        self.months
            .iter()
            .fold(MonthTurnover::default(), |sum, month| MonthTurnover { joined: sum.joined + month.joined, left: sum.left + month.left })
    }
}

/// The turnover of a year. Only the state at the end of each day counts: leaving one network and joining another on the same day changes
/// nothing for their federation.
pub(super) fn turnover(register: &Register, year: i32) -> Result<MembershipTurnover> {
    let (from, to) = span_of(year)?;
    let ((before, since), (until, _)) = (register.changes(from), register.changes(to));
    let mut roll = register.roll();
    for change in before {
        roll.apply(change);
    }
    let changes = since[..until.len() - before.len()].iter();
    let changes: Vec<(NaiveDate, &MembershipTransition)> =
        changes.filter_map(|change| Some((Timestamp::parse(change.at)?.local(HOME).date(), change))).collect();
    let mut turnover = MembershipTurnover::default();
    for changes in changes.chunk_by(|one, next| one.0 == next.0) {
        let mut members_before = BTreeMap::new();
        for (_, change) in changes {
            let person = roll.person_of(change);
            members_before.entry(person).or_insert(roll.has(person));
            roll.apply(change);
        }
        let month = &mut turnover.months[usize::try_from(changes[0].0.month0()).unwrap_or(0)];
        for (person, was_member) in members_before {
            month.joined += i64::from(roll.has(person) && !was_member);
            month.left += i64::from(was_member && !roll.has(person));
        }
    }
    Ok(turnover)
}

#[cfg(test)]
mod tests {
    use super::super::register::Histories;
    use super::*;

    fn turnover_of(changes: &[(&str, bool, &str)]) -> MembershipTurnover {
        let changes: Vec<_> = changes.iter().map(|(network, is_active, hour)| (*network, *is_active, format!("{hour}:00:00Z"))).collect();
        let changes: Vec<_> = changes.iter().map(|(network, is_active, at)| (*network, *is_active, at.as_str())).collect();
        turnover(&Register::of(&Histories::of_ada(&changes)), 2019).unwrap()
    }

    #[test]
    fn going_from_one_network_to_another_is_no_move_of_the_federation() {
        let moved = turnover_of(&[("sil", true, "2018-03-01T10"), ("sil", false, "2019-05-02T09"), ("cyb", true, "2019-05-02T15")]);
        assert_eq!(moved.total(), MonthTurnover::default());
        let left = turnover_of(&[("sil", true, "2019-03-01T10"), ("cyb", true, "2019-04-01T10"), ("sil", false, "2019-05-02T09")]);
        assert_eq!(left.total(), MonthTurnover { joined: 1, left: 0 });
        assert_eq!(left.months[2].joined, 1);
        let gone = turnover_of(&[("sil", true, "2018-03-01T10"), ("sil", false, "2019-06-30T22")]);
        assert_eq!(gone.months[6], MonthTurnover { joined: 0, left: 1 }, "the first of July in Paris");
        let later = turnover_of(&[("sil", true, "2018-03-01T10"), ("sil", false, "2019-12-31T23")]);
        assert_eq!(later.total(), MonthTurnover::default(), "the first of January in Paris");
    }
}
