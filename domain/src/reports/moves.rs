//! Who came and who left over a year. A person who goes from one network of a federation to another neither joins it nor leaves it.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::asked::span_of;
use crate::clock::{HOME, Moment};
use crate::codes::MembershipState;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{MembershipId, NetworkId, PersonId};

/// The twelve months of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// January first.
    pub months: [Month; 12],
}

/// A month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// People who became members of the network, or of one below, and were not before.
    pub joined: i64,
    /// People who ceased to be members of any.
    pub left: i64,
}

impl Moves {
    /// Over the year.
    pub fn total(&self) -> Month {
        self.months.iter().fold(Month::default(), |sum, month| Month { joined: sum.joined + month.joined, left: sum.left + month.left })
    }
}

/// The moves of a year. One query: the whole history, up to the end of the year, of those for whom something changed in it.
pub(super) async fn moves(conn: &mut Conn, network: &NetworkId, year: i32) -> Result<Moves> {
    let (from, to) = span_of(year)?;
    let rows: Vec<(PersonId, MembershipId, MembershipState, Moment)> = sqlx::query_as(
        "SELECT m.person, m.id, c.state, c.at FROM membership m JOIN membership_change c ON c.membership = m.id
          WHERE m.network IN (SELECT b.below FROM network_below b WHERE b.network = $1) AND c.at < $3
            AND m.person IN (
                SELECT x.person FROM membership_change y JOIN membership x ON x.id = y.membership
                 WHERE y.at >= $2 AND y.at < $3 AND x.network IN (SELECT b.below FROM network_below b WHERE b.network = $1))
          ORDER BY m.person, c.at, c.id",
    )
    .bind(network)
    .bind(from)
    .bind(to)
    .fetch_all(conn)
    .await?;
    let mut moves = Moves::default();
    for changes in rows.chunk_by(|one, next| one.0 == next.0) {
        of_person(&mut moves, changes, from);
    }
    Ok(moves)
}

/// Adds the moves of one person, whose changes are in the order of time. A day counts by its end: leaving one network and joining another
/// on the same day changes nothing for their federation.
fn of_person(moves: &mut Moves, changes: &[(PersonId, MembershipId, MembershipState, Moment)], from: Moment) {
    let mut active: BTreeMap<&MembershipId, bool> = BTreeMap::new();
    let mut was_member = false;
    for day in changes.chunk_by(|one, next| one.3.today() == next.3.today()) {
        for (_, membership, state, _) in day {
            active.insert(membership, *state == MembershipState::Active);
        }
        let is_member = active.values().any(|active| *active);
        let at = day[0].3;
        if at >= from {
            let month = &mut moves.months[usize::try_from(at.local(HOME).month0()).unwrap_or(0)];
            month.joined += i64::from(is_member && !was_member);
            month.left += i64::from(was_member && !is_member);
        }
        was_member = is_member;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moves_of(changes: &[(&str, MembershipState, &str)]) -> Moves {
        let moment = |day: &str| Moment::parse(&format!("{day}:00:00Z")).unwrap();
        let changes: Vec<_> =
            changes.iter().map(|(membership, state, day)| ("ada".into(), (*membership).into(), *state, moment(day))).collect();
        let mut moves = Moves::default();
        of_person(&mut moves, &changes, moment("2018-12-31T23"));
        moves
    }

    #[test]
    fn going_from_one_network_to_another_is_no_move_of_the_federation() {
        use MembershipState::{Active, Left};
        let moved = moves_of(&[("sil", Active, "2018-03-01T10"), ("sil", Left, "2019-05-02T09"), ("cyb", Active, "2019-05-02T15")]);
        assert_eq!(moved.total(), Month::default());
        let left = moves_of(&[("sil", Active, "2019-03-01T10"), ("cyb", Active, "2019-04-01T10"), ("sil", Left, "2019-05-02T09")]);
        assert_eq!(left.total(), Month { joined: 1, left: 0 });
        assert_eq!(left.months[2].joined, 1);
        let gone = moves_of(&[("sil", Active, "2018-03-01T10"), ("sil", Left, "2019-06-30T22")]);
        assert_eq!(gone.months[6], Month { joined: 0, left: 1 }, "the first of July in Paris");
    }
}
