//! Who registered and who came: confirmed registrations of the events of a year. The kind of organisation is the one that each
//! registration kept from its day.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::asked::last_day;
use super::events::{YearEvents, bind_year, events_of_year};
use crate::codes::EventKind;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::NetworkId;

/// How many registered and came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnout {
    /// Confirmed registrations.
    pub registered: i64,
    /// Those who came to a half-day at least; `None` if nobody noted who came.
    pub present: Option<i64>,
    /// Registrations from the network's own organisations: those where one of its members worked at the end of that year.
    pub own: i64,
}

impl Turnout {
    fn add(&mut self, other: &Self) {
        self.registered += other.registered;
        self.own += other.own;
        self.present = match (self.present, other.present) {
            (None, present) | (present, None) => present,
            (Some(one), Some(more)) => Some(one + more),
        };
    }
}

/// How many registered and came, of a kind of events and of a kind of organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindTurnout {
    /// By kind of event.
    pub events: BTreeMap<EventKind, Turnout>,
    /// By kind of organisation; the empty code: not known.
    pub organisations: BTreeMap<String, Turnout>,
}

/// Whether somebody with the registration `r` came: 1, 0, or null if nothing was noted of them.
macro_rules! came {
    () => {
        "(SELECT MAX(a.present) FROM attendance a WHERE a.registration = r.id)"
    };
}

/// The turnout of a year by kind, and how many different people registered. Two queries.
pub(super) async fn by_kind(conn: &mut Conn, network: &NetworkId, year: i32, kind: Option<EventKind>) -> Result<(KindTurnout, i64)> {
    type Row = (EventKind, Option<String>, i64, i64, i64);
    let query = sqlx::query_as(concat!(
        "SELECT t.kind, t.organisation_kind, COUNT(*), COUNT(t.came), CAST(COALESCE(SUM(t.came), 0) AS BIGINT)
           FROM (SELECT v.kind, r.organisation_kind, ",
        came!(),
        " AS came FROM event v JOIN registration r ON r.event = v.id AND r.state = 'confirmed'
                  WHERE v.state = 'published' AND v.id IN (",
        events_of_year!(),
        ")) t GROUP BY t.kind, t.organisation_kind"
    ));
    let rows: Vec<Row> = bind_year!(query, network, year, kind).fetch_all(&mut *conn).await?;
    let mut turnout = KindTurnout::default();
    for (kind, organisation, registered, noted, present) in rows {
        let part = Turnout { registered, present: (noted > 0).then_some(present), own: 0 };
        turnout.events.entry(kind).or_default().add(&part);
        turnout.organisations.entry(organisation.unwrap_or_default()).or_default().add(&part);
    }
    let query = sqlx::query_scalar(concat!(
        "SELECT COUNT(DISTINCT r.address_key) FROM event v JOIN registration r ON r.event = v.id AND r.state = 'confirmed'
          WHERE v.state = 'published' AND v.id IN (",
        events_of_year!(),
        ")"
    ));
    let people: i64 = bind_year!(query, network, year, kind).fetch_one(conn).await?;
    Ok((turnout, people))
}

/// Gives each event of `events` its turnout. One query. An organisation is the network's own by its name or by another name of it.
pub(super) async fn by_event(
    conn: &mut Conn,
    network: &NetworkId,
    year: i32,
    kind: Option<EventKind>,
    events: &mut YearEvents,
) -> Result<()> {
    type Row = (String, i64, i64, i64, i64);
    let query = sqlx::query_as(concat!(
        "WITH own AS MATERIALIZED (
              SELECT DISTINCT x.organisation AS id FROM membership m
                JOIN affiliation x ON x.person = m.person AND x.started_on <= $6 AND (x.ended_on IS NULL OR x.ended_on >= $6)
               WHERE m.network IN (SELECT b.below FROM network_below b WHERE b.network = $1)
                 AND 'active' = (SELECT c.state FROM membership_change c WHERE c.membership = m.id AND c.at < $7
                                  ORDER BY c.at DESC, c.id DESC LIMIT 1)),
          called AS MATERIALIZED (
              SELECT o.name FROM own JOIN organisation o ON o.id = own.id
              UNION SELECT s.alias FROM own JOIN organisation_alias s ON s.organisation = own.id)
          SELECT t.event, COUNT(*), COUNT(t.came), CAST(COALESCE(SUM(t.came), 0) AS BIGINT), COUNT(t.own)
            FROM (SELECT r.event, called.name AS own, ",
        came!(),
        " AS came FROM registration r LEFT JOIN called ON called.name = r.organisation
                   WHERE r.state = 'confirmed' AND r.event IN (",
        events_of_year!(),
        ")) t GROUP BY t.event"
    ));
    let day = last_day(year);
    let end = super::asked::end_of(&day)?;
    let rows: Vec<Row> = bind_year!(query, network, year, kind).bind(&day).bind(end).fetch_all(conn).await?;
    let turnouts: HashMap<String, Turnout> = rows
        .into_iter()
        .map(|(event, registered, noted, present, own)| (event, Turnout { registered, present: (noted > 0).then_some(present), own }))
        .collect();
    for event in &mut events.held {
        event.turnout = Some(turnouts.get(&event.id).copied().unwrap_or_default());
    }
    Ok(())
}
