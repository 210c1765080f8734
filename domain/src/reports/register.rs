//! The register: the history of every membership of a network and of the public ones below it (`counted_below`). The figures of any day are
//! counted from it.

use std::collections::HashMap;

use super::row_packing::{PackedRows, packed};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::NetworkId;

/// The histories as stored: the data behind a [`Register`].
pub(super) struct Histories {
    memberships: PackedRows,
    changes: PackedRows,
}

pub(super) struct Register<'a> {
    /// The keys of everyone who ever was a member or asked to be one.
    pub(super) people: Vec<&'a str>,
    /// The network, and the index of the person in `people`.
    memberships: Vec<(&'a str, usize)>,
    /// By time.
    changes: Vec<MembershipTransition<'a>>,
}

/// A change of a membership's state.
pub(super) struct MembershipTransition<'a> {
    membership: usize,
    pub(super) at: &'a str,
    id: &'a str,
    is_active: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ActiveMember<'a> {
    pub(super) network: &'a str,
    /// The index of the person.
    pub(super) person: usize,
    /// When they first became a member.
    pub(super) first: &'a str,
}

impl Histories {
    /// Reads the histories. Two queries: joining them here takes a fraction of the time that the databases need.
    pub(super) async fn read(conn: &mut Conn, network: &NetworkId) -> Result<Self> {
        let memberships = sqlx::query_as(concat!(
            "SELECT m.network, ",
            packed!("m.person", "m.id"),
            " FROM membership m WHERE m.network IN (SELECT b.below FROM counted_below b WHERE b.network = $1) GROUP BY m.network"
        ));
        let changes = sqlx::query_as(concat!(
            "SELECT 'change', ",
            packed!("c.membership", "c.at", "c.id", "CASE c.state WHEN 'active' THEN '1' ELSE '0' END"),
            " FROM membership_change c"
        ));
        Ok(Self {
            memberships: PackedRows::fetch(memberships.bind(network.to_string()), conn).await?,
            changes: PackedRows::fetch(changes, conn).await?,
        })
    }
}

impl<'a> Register<'a> {
    /// Sorts the histories.
    pub(super) fn of(histories: &'a Histories) -> Self {
        let (mut people, mut memberships) = (Vec::new(), Vec::new());
        let (mut numbers, mut keys) = (HashMap::new(), HashMap::new());
        for (network, rows) in histories.memberships.groups() {
            for [person, membership] in rows {
                let number = *numbers.entry(person).or_insert_with(|| {
                    people.push(person);
                    people.len() - 1
                });
                keys.insert(membership, memberships.len());
                memberships.push((network, number));
            }
        }
        let change = |[membership, at, id, is_active]: [&'a str; 4]| {
            keys.get(membership).map(|membership| MembershipTransition { membership: *membership, at, id, is_active: is_active == "1" })
        };
        let mut changes: Vec<MembershipTransition> = histories.changes.of("change").filter_map(change).collect();
        changes.sort_unstable_by_key(|change| (change.at, change.id));
        Self { people, memberships, changes }
    }

    /// The changes before that moment, and those from it on.
    pub(super) fn changes(&self, moment: Timestamp) -> (&[MembershipTransition<'a>], &[MembershipTransition<'a>]) {
        let moment = moment.to_string();
        self.changes.split_at(self.changes.partition_point(|change| change.at < moment.as_str()))
    }

    /// The members just before that moment: a person once for each network.
    pub(super) fn members(&self, end: Timestamp) -> impl Iterator<Item = ActiveMember<'a>> {
        let mut standing = vec![(false, None); self.memberships.len()];
        for change in self.changes(end).0 {
            let (is_active, first) = &mut standing[change.membership];
            *is_active = change.is_active;
            if change.is_active {
                first.get_or_insert(change.at);
            }
        }
        self.memberships.iter().zip(standing).filter_map(|((network, person), (is_active, first))| {
            first.filter(|_| is_active).map(|first| ActiveMember { network, person: *person, first })
        })
    }

    /// The roll before the first change.
    pub(super) fn roll(&self) -> MembershipRoll<'_> {
        MembershipRoll { register: self, active: vec![false; self.memberships.len()], networks: vec![0; self.people.len()] }
    }
}

/// In how many networks each person is a member, as changes are applied.
pub(super) struct MembershipRoll<'a> {
    register: &'a Register<'a>,
    active: Vec<bool>,
    networks: Vec<usize>,
}

impl MembershipRoll<'_> {
    pub(super) fn person_of(&self, change: &MembershipTransition) -> usize {
        self.register.memberships[change.membership].1
    }

    pub(super) fn has(&self, person: usize) -> bool {
        self.networks[person] > 0
    }

    pub(super) fn apply(&mut self, change: &MembershipTransition) {
        let person = self.person_of(change);
        let was_active = std::mem::replace(&mut self.active[change.membership], change.is_active);
        self.networks[person] = self.networks[person] + usize::from(change.is_active) - usize::from(was_active);
    }
}

#[cfg(test)]
impl Histories {
    /// The histories of one person, `ada`: networks that are also the keys of her memberships, whether she is active, moments.
    pub(super) fn of_ada(changes: &[(&str, bool, &str)]) -> Self {
        let memberships: Vec<(&str, [[&str; 2]; 1])> = changes.iter().map(|(network, ..)| (*network, [["ada", *network]])).collect();
        let memberships: std::collections::BTreeMap<&str, &[[&str; 2]]> = memberships.iter().map(|(key, rows)| (*key, &rows[..])).collect();
        let changes: Vec<[&str; 4]> =
            changes.iter().map(|(network, is_active, at)| [*network, *at, "", if *is_active { "1" } else { "0" }]).collect();
        Self {
            memberships: PackedRows::rows_of(&memberships.into_iter().collect::<Vec<_>>()),
            changes: PackedRows::rows_of(&[("change", &changes[..])]),
        }
    }
}
