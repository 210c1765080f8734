//! The events of a year that a network, or one below it, held. Each counts once, even if several networks held it.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::figures_query::span_of;
use super::participation::TurnoutFigures;
use super::row_packing::{PackedQuery, PackedRows, packed};
use crate::db::Conn;
use crate::enums::{EventKind, EventLevel, EventState, EventVisibility, NetworkVisibility};
use crate::error::{Error, Result};
use crate::ids::NetworkId;
use crate::networks::NetworkCard;

/// The events of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearEvents {
    /// The events that took place or will, by start. Deadlines are dates, not events.
    pub held: Vec<HeldEvent>,
    /// How many were cancelled or postponed without a new date.
    pub lost: i64,
    /// Different people among all registered; an address without an account counts as a person. `None`: no longer known.
    pub people: Option<i64>,
}

/// Activities, as reviews count them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ActionCounts {
    /// Schools and other trainings.
    pub schools: i64,
    /// Meetings of the network itself.
    pub meetings: i64,
    /// Everything else.
    pub others: i64,
}

/// An event that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldEvent {
    pub id: String,
    /// Its address and its title: only if everyone who reads the network's page may see the event, and only for a reader who may.
    #[serde(rename = "told")]
    pub disclosed: Option<(String, String)>,
    /// Whether everyone may see the event. A private network's own events are hidden again once that network is public.
    #[serde(default)]
    pub open: bool,
    pub kind: EventKind,
    pub level: EventLevel,
    /// The day on which it starts, in its own time zone.
    pub on: String,
    /// The acronyms of the networks that held it, the lead first. Networks that are not public are left out.
    #[serde(rename = "holders")]
    pub organisers: Vec<String>,
    /// How many networks held it, counting the public ones and the network itself.
    pub together: i64,
    /// Whether the network itself held it, and not only one below it.
    pub own: bool,
    /// Who registered and who came, if it was counted.
    pub turnout: Option<TurnoutFigures>,
}

impl HeldEvent {
    /// 0 for January.
    pub fn month(&self) -> usize {
        self.on.get(5..7).and_then(|month| month.parse::<usize>().ok()).map_or(0, |month| (month.max(1) - 1).min(11))
    }
}

impl YearEvents {
    /// Counts by kind and month.
    pub fn by_kind(&self) -> BTreeMap<EventKind, [i64; 12]> {
        let mut counts: BTreeMap<EventKind, [i64; 12]> = BTreeMap::new();
        for event in &self.held {
            counts.entry(event.kind).or_default()[event.month()] += 1;
        }
        counts
    }

    /// Counts by level: of all events, or of those that the network itself held.
    pub fn by_level(&self, own: bool) -> BTreeMap<EventLevel, ActionCounts> {
        let mut counts: BTreeMap<EventLevel, ActionCounts> = BTreeMap::new();
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

    /// How many events each network held: all of them, and those held with others. One event may count for several networks.
    pub fn by_organiser(&self) -> BTreeMap<String, (i64, i64)> {
        let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for event in &self.held {
            for organiser in &event.organisers {
                let (all, together) = counts.entry(organiser.clone()).or_default();
                *all += 1;
                *together += i64::from(event.together > 1);
            }
        }
        counts
    }

    /// How many events several networks held together.
    pub fn together(&self) -> i64 {
        i64::try_from(self.held.iter().filter(|event| event.together > 1).count()).unwrap_or(0)
    }
}

/// The condition that `event e` belongs to `$1` (a network with the public ones below it) and to the year `$2`, starts between `$3` and
/// `$4`, and is of the kind `$5`, if any. The year is that of the event's place; the two moments are a day wider and only let the database
/// use the index.
macro_rules! is_of_year {
    () => {
        "e.starts_at >= $3 AND e.starts_at < $4 AND substr(e.starts_local, 1, 4) = $2 AND e.kind <> 'deadline' AND e.state <> 'draft'
         AND ($5 = '' OR e.kind = $5)
         AND EXISTS (SELECT 1 FROM event_network h JOIN counted_below b ON b.below = h.network AND b.network = $1
                      WHERE h.event = e.id AND h.state IN ('lead', 'accepted'))"
    };
}
pub(super) use is_of_year;

/// Binds the five parameters of `is_of_year!()`.
pub(super) fn bind_year(query: PackedQuery, network: &NetworkId, year: i32, kind: Option<EventKind>) -> Result<PackedQuery> {
    let (from, to) = span_of(year)?;
    let (from, to) = (from.plus(chrono::Duration::days(-1)), to.plus(chrono::Duration::days(1)));
    Ok(query.bind(network.to_string()).bind(year.to_string()).bind(from).bind(to).bind(kind.map_or("", EventKind::code)))
}

/// The events of a year, without their participants. One query. A title is shown if everyone may see the event; in the pages of a private
/// network, also if the network itself holds it.
pub(super) async fn events(conn: &mut Conn, network: &NetworkCard, year: i32, kind: Option<EventKind>) -> Result<YearEvents> {
    let query = sqlx::query_as(concat!(
        "SELECT 'network', ",
        packed!("n.id", "n.visibility", "n.acronym"),
        " FROM network n UNION ALL SELECT 'event', ",
        packed!(
            "e.id",
            "e.slug",
            "e.kind",
            "e.level",
            "e.state",
            "e.starts_local",
            "e.visibility",
            "e.network",
            "(SELECT string_agg(h.network, ' ' ORDER BY h.position) FROM event_network h
               WHERE h.event = e.id AND h.state IN ('lead', 'accepted'))",
            "e.title"
        ),
        " FROM event e WHERE ",
        is_of_year!()
    ));
    let rows = PackedRows::fetch(bind_year(query, &network.id, year, kind)?, conn).await?;
    let networks: HashMap<&str, (bool, &str)> =
        rows.of("network").map(|[key, visibility, acronym]| (key, (visibility == "public", acronym))).collect();
    let is_public = |key: &str| networks.get(key).is_some_and(|(is_public, _)| *is_public);
    let own_key = network.id.as_str();
    let is_private = network.visibility == NetworkVisibility::Private;
    let mut events = YearEvents::default();
    for [id, slug, kind, level, state, starts_local, visibility, lead, organisers, title] in rows.of("event") {
        if state != EventState::Published.code() {
            events.lost += 1;
            continue;
        }
        let organisers: Vec<&str> = organisers.split(' ').collect();
        let own = organisers.contains(&own_key);
        let open = visibility == EventVisibility::Public.code() && is_public(lead);
        let shows_title = open || (is_private && own);
        let organisers: Vec<&str> = organisers.into_iter().filter(|key| is_public(key) || *key == own_key).collect();
        let names = organisers.iter().filter_map(|key| networks.get(key));
        events.held.push(HeldEvent {
            id: id.to_owned(),
            disclosed: shows_title.then(|| (slug.to_owned(), title.to_owned())),
            open,
            kind: EventKind::parse(kind).map_err(|_| Error::Internal)?,
            level: EventLevel::parse(level).map_err(|_| Error::Internal)?,
            on: starts_local.to_owned(),
            organisers: names.map(|(_, acronym)| (*acronym).to_owned()).collect(),
            together: i64::try_from(organisers.len()).unwrap_or(1),
            own,
            turnout: None,
        });
    }
    events.held.sort_unstable_by(|one, other| (&one.on, &one.id).cmp(&(&other.on, &other.id)));
    for event in &mut events.held {
        event.on.truncate("2026-11-24".len());
    }
    Ok(events)
}
