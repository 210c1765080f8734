//! Looks up the people and organisations of a file in the instance, for all lines at once.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

pub(super) use super::choices::{CellMeaning, ChoiceLookup};
use crate::clock::Timestamp;
use crate::db::{Conn, placeholders};
use crate::enums::MembershipState;
use crate::error::Result;
use crate::ids::{NetworkId, OrganisationId, PersonId};
use crate::people::names;

/// How many keys one query looks up.
const BATCH: usize = 400;

/// The owner of an address.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct KnownPerson {
    pub(super) address_key: String,
    pub(super) person: PersonId,
    /// 1: this address is proved.
    pub(super) verified: i64,
    /// The number of their proved addresses.
    pub(super) proved: i64,
    /// The state of their membership in the network; empty: none.
    pub(super) state: String,
    /// The start of that state.
    pub(super) since: Option<Timestamp>,
    /// The previous state and its start, `left 2020-02-03T09:00:00Z`; empty: none.
    pub(super) before: String,
    pub(super) version: i64,
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) profession: String,
    pub(super) region: String,
    /// 1: more than this network depends on their data.
    pub(super) bound: i64,
    /// Their current organisation; empty: none.
    pub(super) organisation: String,
}

impl KnownPerson {
    /// Whether the network may correct the person: they have never signed in, and only this network entered them.
    pub(super) fn is_correctable(&self) -> bool {
        self.proved == 0 && self.bound == 0 && self.state == "active"
    }

    /// Whether a line gives their address to somebody of another family name: a typing error, or a person who changed their name.
    pub(super) fn has_another_name(&self, given_name: &str, family_name: &str) -> bool {
        !names::may_be_same((given_name, family_name), (&self.given_name, &self.family_name))
    }

    /// Their name, if the importer can already read it.
    pub(super) fn visible_name(&self) -> Option<String> {
        (self.state == "active").then(|| names::full(&self.given_name, &self.family_name))
    }

    /// The previous state of their membership, and its start.
    pub(super) fn previous_state(&self) -> Option<(MembershipState, Timestamp)> {
        let (state, at) = self.before.split_once(' ')?;
        Some((MembershipState::parse(state).ok()?, Timestamp::parse(at)?))
    }
}

/// The owners of the addresses.
pub(super) async fn people(conn: &mut Conn, network: &NetworkId, today: &str, keys: &[String]) -> Result<HashMap<String, KnownPerson>> {
    let mut by_address_key = HashMap::new();
    for keys in keys.chunks(BATCH) {
        let text = format!(
            "SELECT a.address_key, a.person, CASE WHEN a.verified_at IS NULL THEN 0 ELSE 1 END AS verified,
                    (SELECT COUNT(*) FROM address o WHERE o.person = a.person AND o.verified_at IS NOT NULL) AS proved,
                    COALESCE(m.state, '') AS state, m.since,
                    COALESCE((SELECT c.state || ' ' || c.at FROM membership_change c WHERE c.membership = m.id
                               ORDER BY c.at DESC, c.id DESC LIMIT 1 OFFSET 1), '') AS before, p.version, p.given_name, p.family_name, COALESCE(p.profession, '') AS profession,
                    COALESCE(p.region, '') AS region,
                    CASE WHEN p.administrator_since IS NOT NULL OR EXISTS (SELECT 1 FROM mandate t WHERE t.person = p.id)
                           OR EXISTS (SELECT 1 FROM membership e WHERE e.person = p.id AND e.network <> $1) THEN 1 ELSE 0 END AS bound,
                    COALESCE((SELECT f.organisation FROM affiliation f
                               WHERE f.person = p.id AND f.started_on <= $2 AND (f.ended_on IS NULL OR f.ended_on >= $2)
                               ORDER BY f.started_on DESC, f.id DESC LIMIT 1), '') AS organisation
               FROM address a JOIN person p ON p.id = a.person LEFT JOIN membership m ON m.person = p.id AND m.network = $1
              WHERE a.address_key IN ({})",
            placeholders(3, keys.len())
        );
        // Safe: only numbered placeholders are added.
        let mut query = sqlx::query_as(AssertSqlSafe(text)).bind(network).bind(today);
        for key in keys {
            query = query.bind(key);
        }
        let rows: Vec<KnownPerson> = query.fetch_all(&mut *conn).await?;
        by_address_key.extend(rows.into_iter().map(|person| (person.address_key.clone(), person)));
    }
    Ok(by_address_key)
}

/// An organisation of the instance.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct KnownOrganisation {
    /// The name or the alias that found it.
    pub(super) found_by: String,
    pub(super) id: OrganisationId,
    pub(super) name_key: String,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) region: String,
}

/// The organisations of those names or aliases, each as [`names::normalize`].
pub(super) async fn organisations(conn: &mut Conn, keys: &[String]) -> Result<HashMap<String, KnownOrganisation>> {
    let mut by_key = HashMap::new();
    for keys in keys.chunks(BATCH) {
        let places = placeholders(1, keys.len());
        let text = format!(
            "SELECT a.alias_key AS found_by, o.id, o.name_key, o.kind, o.place, COALESCE(o.region, '') AS region
               FROM organisation_alias a JOIN organisation o ON o.id = a.organisation WHERE a.alias_key IN ({places})
             UNION ALL
             SELECT o.name_key, o.id, o.name_key, o.kind, o.place, COALESCE(o.region, '') FROM organisation o WHERE o.name_key IN ({places})"
        );
        // Safe: only numbered placeholders are added.
        let mut query = sqlx::query_as(AssertSqlSafe(text));
        for key in keys {
            query = query.bind(key);
        }
        let rows: Vec<KnownOrganisation> = query.fetch_all(&mut *conn).await?;
        // Names come after aliases, so that a name overrides an alias.
        by_key.extend(rows.into_iter().map(|organisation| (organisation.found_by.clone(), organisation)));
    }
    Ok(by_key)
}
