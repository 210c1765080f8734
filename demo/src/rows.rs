//! Rows collected in memory, then written table by table, many in one statement: thousands of rows take a second or two.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use domain::clock::Timestamp;
use domain::db::{Conn, many};
use domain::error::Result;

/// A value in a row. A null keeps the type of its column, which PostgreSQL requires.
#[derive(Debug, Clone)]
pub(super) enum DemoValue {
    Text(Option<String>),
    Number(Option<i64>),
}

/// The tables that the demo fills, each after the tables that it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DemoTable {
    Person,
    Address,
    Organisation,
    OrganisationAlias,
    Affiliation,
    Network,
    NetworkParent,
    NetworkPole,
    NetworkResource,
    Membership,
    MembershipChange,
    Committee,
    Mandate,
    Event,
    Form,
    Question,
    EventNetwork,
    Talk,
    Speaker,
    Material,
    Registration,
    RegistrationChange,
    Answer,
    Attendance,
}

impl DemoTable {
    fn name_and_columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Person => (
                "person",
                "id, given_name, family_name, sort_name, profession, region, language, administrator_since, created_at, updated_at, version",
            ),
            Self::Address => ("address", "id, person, address, address_key, verified_at, preferred, created_at"),
            Self::Organisation => ("organisation", "id, name, name_key, kind, place, region, created_at"),
            Self::OrganisationAlias => ("organisation_alias", "alias_key, alias, organisation"),
            Self::Affiliation => ("affiliation", "id, person, organisation, started_on, ended_on"),
            Self::Network => (
                "network",
                "id, slug, acronym, name, kind, summary, description, region, hue, join_policy, join_domain, visibility, contact, \
                 includes_below, created_at, updated_at, version",
            ),
            Self::NetworkParent => ("network_parent", "child, parent"),
            Self::NetworkPole => ("network_pole", "network, position, name"),
            Self::NetworkResource => ("network_resource", "id, network, position, title, url"),
            Self::Membership => ("membership", "id, network, person, state, since, message"),
            Self::MembershipChange => ("membership_change", "id, membership, state, at, by_person, reason"),
            Self::Committee => ("committee", "id, network, name, description, coordinates, position"),
            Self::Mandate => ("mandate", "id, committee, person, role, started_on, ended_on"),
            Self::Event => (
                "event",
                "id, slug, network, kind, level, mode, state, state_note, visibility, title, summary, description, language, all_day, \
                 starts_local, ends_local, zone, starts_at, ends_at, place, region, video_link, contact, registration, \
                 registration_closes_at, on_request, seats_on_site, seats_online, uid, sequence, changed_at, published_at, created_by, created_at, \
                 updated_at, version",
            ),
            Self::Form => ("form", "id, event, number, version"),
            Self::Question => (
                "question",
                "id, form, number, position, question_key, kind, label, hint, required, organisers_only, choices, condition_key, condition_value, \
                 kept_days",
            ),
            Self::EventNetwork => ("event_network", "event, network, state, position, asked_at, answered_at, answered_by"),
            Self::Talk => ("talk", "id, event, position, session, starts_local, minutes, title, abstract"),
            Self::Speaker => ("speaker", "id, talk, position, name, organisation"),
            Self::Material => ("material", "id, event, position, kind, title, url"),
            Self::Registration => (
                "registration",
                "id, event, person, given_name, family_name, sort_name, address, address_key, organisation, organisation_kind, language, \
                 presence, state, queued_at, token_hash, created_at, updated_at",
            ),
            Self::RegistrationChange => ("registration_change", "id, registration, state, at, by_person"),
            Self::Answer => ("answer", "registration, question, position, value, answered_at"),
            Self::Attendance => ("attendance", "registration, half_day, present, marked_at, marked_by"),
        }
    }
}

/// Rows to write.
#[derive(Default)]
pub(super) struct Rows(BTreeMap<DemoTable, Vec<Vec<DemoValue>>>);

impl Rows {
    /// Adds a row, with its cells in the order of the table's columns.
    pub(super) fn add(&mut self, table: DemoTable, cells: Vec<DemoValue>) {
        self.0.entry(table).or_default().push(cells);
    }

    /// The number of collected rows of `table`.
    pub(super) fn count(&self, table: DemoTable) -> usize {
        self.0.get(&table).map_or(0, Vec::len)
    }

    /// Writes all rows, in the order that foreign keys require.
    pub(super) async fn insert(self, conn: &mut Conn) -> Result<()> {
        for (table, rows) in self.0 {
            let (name, columns) = table.name_and_columns();
            let width = columns.split(',').count();
            for part in rows.chunks(1000 / width) {
                let statement = format!("INSERT INTO {name} ({columns}) VALUES {}", many(part.len(), width));
                let mut query = sqlx::query(AssertSqlSafe(statement));
                for cell in part.iter().flatten() {
                    query = match cell {
                        DemoValue::Text(text) => query.bind(text.as_deref()),
                        DemoValue::Number(number) => query.bind(*number),
                    };
                }
                query.execute(&mut *conn).await?;
            }
        }
        Ok(())
    }
}

/// The cells of a row, from any values that convert to cells.
macro_rules! row {
    ($($cell:expr),+ $(,)?) => { vec![$($crate::rows::DemoValue::from($cell)),+] };
}
pub(super) use row;

impl From<&str> for DemoValue {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<&String> for DemoValue {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}

impl From<String> for DemoValue {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for DemoValue {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<Option<&str>> for DemoValue {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(str::to_owned))
    }
}

impl From<Timestamp> for DemoValue {
    fn from(moment: Timestamp) -> Self {
        Self::Text(Some(moment.to_string()))
    }
}

impl From<Option<Timestamp>> for DemoValue {
    fn from(moment: Option<Timestamp>) -> Self {
        Self::Text(moment.map(|moment| moment.to_string()))
    }
}

impl From<i64> for DemoValue {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Option<i64>> for DemoValue {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for DemoValue {
    fn from(yes: bool) -> Self {
        Self::Number(Some(i64::from(yes)))
    }
}
