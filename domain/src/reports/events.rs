//! The events of a year that a network, or one below it, held: each counts once, whoever held it with whom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::asked::span_of;
use super::participation::Turnout;
use crate::codes::{EventKind, EventLevel, EventState, NetworkVisibility};
use crate::db::Conn;
use crate::error::Result;
use crate::networks::NetworkCard;

/// The events of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearEvents {
    /// Those that took place or will, in the order of time. Deadlines are dates, not events.
    pub held: Vec<HeldEvent>,
    /// How many were cancelled or postponed without a new date.
    pub lost: i64,
    /// Different people among all registered; an address without an account is a person.
    pub people: i64,
}

/// What was done, as reviews count it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Actions {
    /// Schools and other trainings.
    pub schools: i64,
    /// Meetings: a network meets itself.
    pub meetings: i64,
    /// Everything else.
    pub others: i64,
}

/// An event that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldEvent {
    /// Its key.
    pub id: String,
    /// Its address and its title: only where everyone who reads the network's page may see the event.
    pub told: Option<(String, String)>,
    /// Its kind.
    pub kind: EventKind,
    /// Its level.
    pub level: EventLevel,
    /// The day on which it starts, where it takes place.
    pub on: String,
    /// The acronyms of the networks that held it, the lead first; those that not everyone may know of are left out.
    pub holders: Vec<String>,
    /// How many networks held it.
    pub together: i64,
    /// Whether the network itself held it, and not only one below it.
    pub own: bool,
    /// Who registered and who came, if it was counted.
    pub turnout: Option<Turnout>,
}

impl HeldEvent {
    /// 0 for January.
    pub fn month(&self) -> usize {
        self.on.get(5..7).and_then(|month| month.parse::<usize>().ok()).map_or(0, |month| (month.max(1) - 1).min(11))
    }
}

impl YearEvents {
    /// How many by kind and month.
    pub fn by_kind(&self) -> BTreeMap<EventKind, [i64; 12]> {
        let mut counts: BTreeMap<EventKind, [i64; 12]> = BTreeMap::new();
        for event in &self.held {
            counts.entry(event.kind).or_default()[event.month()] += 1;
        }
        counts
    }

    /// How many by level: of all, or of those that the network itself held.
    pub fn by_level(&self, own: bool) -> BTreeMap<EventLevel, Actions> {
        let mut counts: BTreeMap<EventLevel, Actions> = BTreeMap::new();
        for event in self.held.iter().filter(|event| event.own || !own) {
            let actions = counts.entry(event.level).or_default();
            match event.kind {
                EventKind::School => actions.schools += 1,
                EventKind::Meeting => actions.meetings += 1,
                _ => actions.others += 1,
            }
        }
        counts
    }

    /// How many each network held, alone or with others. One event may count for several.
    pub fn by_holder(&self) -> BTreeMap<String, (i64, i64)> {
        let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for event in &self.held {
            for holder in &event.holders {
                let (all, together) = counts.entry(holder.clone()).or_default();
                *all += 1;
                *together += i64::from(event.together > 1);
            }
        }
        counts
    }

    /// How many several networks held together.
    pub fn together(&self) -> i64 {
        i64::try_from(self.held.iter().filter(|event| event.together > 1).count()).unwrap_or(0)
    }
}

/// The events of `$1` (a network with all below it) in the year `$2` whose start lies between `$3` and `$4`, of the kind `$5` if any. The
/// year is that of the place; the two moments, a day wider, only let the index find them.
macro_rules! events_of_year {
    () => {
        "SELECT e.id FROM event e
          WHERE e.starts_at >= $3 AND e.starts_at < $4 AND substr(e.starts_local, 1, 4) = $2 AND e.kind <> 'deadline' AND e.state <> 'draft'
            AND ($5 = '' OR e.kind = $5)
            AND EXISTS (SELECT 1 FROM event_network h JOIN network_below b ON b.below = h.network AND b.network = $1
                         WHERE h.event = e.id AND h.state IN ('lead', 'accepted'))"
    };
}
pub(super) use events_of_year;

/// Binds the five parameters of `events_of_year!()`.
macro_rules! bind_year {
    ($query:expr, $network:expr, $year:expr, $kind:expr) => {{
        let (from, to) = $crate::reports::events::span($year)?;
        $query.bind($network).bind($year.to_string()).bind(from).bind(to).bind($kind.map_or("", $crate::codes::EventKind::code))
    }};
}
pub(super) use bind_year;

/// A year with a day more on either side.
pub(super) fn span(year: i32) -> Result<(crate::clock::Moment, crate::clock::Moment)> {
    let (from, to) = span_of(year)?;
    Ok((from.plus(chrono::Duration::days(-1)), to.plus(chrono::Duration::days(1))))
}

/// One event and one of the networks that hold it.
#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    slug: String,
    title: String,
    kind: EventKind,
    level: EventLevel,
    state: EventState,
    starts_local: String,
    public: i64,
    own: i64,
    holder: String,
    holder_public: i64,
}

/// The events of a year, without their participants. One query. A title is told if everyone may see the event; in the pages of a private
/// network, if the network itself holds it.
pub(super) async fn events(conn: &mut Conn, network: &NetworkCard, year: i32, kind: Option<EventKind>) -> Result<YearEvents> {
    let query = sqlx::query_as(concat!(
        "SELECT e.id, e.slug, e.title, e.kind, e.level, e.state, e.starts_local, n.acronym AS holder,
                CASE WHEN e.visibility = 'public' AND l.visibility = 'public' THEN 1 ELSE 0 END AS public,
                CASE WHEN EXISTS (SELECT 1 FROM event_network x WHERE x.event = e.id AND x.network = $1 AND x.state IN ('lead', 'accepted'))
                     THEN 1 ELSE 0 END AS own,
                CASE WHEN n.visibility = 'public' OR n.id = $1 THEN 1 ELSE 0 END AS holder_public
           FROM event e JOIN network l ON l.id = e.network
           JOIN event_network h ON h.event = e.id AND h.state IN ('lead', 'accepted') JOIN network n ON n.id = h.network
          WHERE e.id IN (",
        events_of_year!(),
        ") ORDER BY e.starts_local, e.id, h.position"
    ));
    let rows: Vec<Row> = bind_year!(query, &network.id, year, kind).fetch_all(conn).await?;
    let is_private = network.visibility == NetworkVisibility::Private;
    let mut events = YearEvents::default();
    for rows in rows.chunk_by(|one, next| one.id == next.id) {
        let first = &rows[0];
        if first.state != EventState::Published {
            events.lost += 1;
            continue;
        }
        let tells = first.public == 1 || (is_private && first.own == 1);
        events.held.push(HeldEvent {
            id: first.id.clone(),
            told: tells.then(|| (first.slug.clone(), first.title.clone())),
            kind: first.kind,
            level: first.level,
            on: first.starts_local.chars().take(10).collect(),
            holders: rows.iter().filter(|row| row.holder_public == 1).map(|row| row.holder.clone()).collect(),
            together: i64::try_from(rows.len()).unwrap_or(1),
            own: first.own == 1,
            turnout: None,
        });
    }
    Ok(events)
}
