//! Registrations and attendance: the confirmed registrations of the events of a year. The kind of organisation is the one stored with each
//! registration on its day.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::events::{YearEvents, bind_year, is_of_year};
use super::figures_query::{end_of, last_day};
use super::register::Register;
use super::row_packing::{PackedRows, packed};
use crate::db::Conn;
use crate::enums::EventKind;
use crate::error::Result;
use crate::ids::NetworkId;
use crate::people::names;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnoutFigures {
    pub registered: i64,
    /// Those who attended at least one half-day; `None` if attendance was not recorded.
    pub present: Option<i64>,
    /// Registrations from the network's own organisations: those where one of its members worked at the end of that year.
    pub own: i64,
}

impl TurnoutFigures {
    fn add(&mut self, other: &Self) {
        self.registered += other.registered;
        self.own += other.own;
        self.present = match (self.present, other.present) {
            (None, present) | (present, None) => present,
            (Some(one), Some(more)) => Some(one + more),
        };
    }
}

/// Registrations and attendance by kind of event and by kind of organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindTurnout {
    /// By kind of event.
    pub events: BTreeMap<EventKind, TurnoutFigures>,
    /// By kind of organisation; the empty code: not known.
    pub organisations: BTreeMap<String, TurnoutFigures>,
}

/// The turnout of a year: of each event, of each kind, and the number of different people who registered. A person counts once, whatever
/// address they used, signed in or not, and after they were erased. One query.
pub(super) async fn turnout(
    conn: &mut Conn,
    network: &NetworkId,
    year: i32,
    kind: Option<EventKind>,
    events: &mut YearEvents,
) -> Result<KindTurnout> {
    let query = sqlx::query_as(concat!(
        "SELECT 'registration', ",
        packed!(
            "r.event",
            "COALESCE(r.organisation_kind, '')",
            "COALESCE(CAST(r.came AS TEXT), '')",
            "COALESCE(r.person, (SELECT oa.person FROM address oa WHERE oa.address_key = r.address_key AND oa.verified_at IS NOT NULL),
                      r.address_key)"
        ),
        " FROM event e JOIN registration r ON r.event = e.id AND r.state = 'confirmed' WHERE e.state = 'published' AND ",
        is_of_year!()
    ));
    let rows = PackedRows::fetch(bind_year(query, network, year, kind)?, conn).await?;
    let numbers: HashMap<&str, usize> = events.held.iter().enumerate().map(|(number, event)| (event.id.as_str(), number)).collect();
    let mut turnouts = vec![TurnoutFigures::default(); events.held.len()];
    let mut organisations: BTreeMap<&str, TurnoutFigures> = BTreeMap::new();
    let mut people = HashSet::new();
    for [event, organisation, came, participant] in rows.of("registration") {
        let Some(number) = numbers.get(event) else { continue };
        let registration = TurnoutFigures { registered: 1, present: came.parse().ok(), own: 0 };
        turnouts[*number].add(&registration);
        organisations.entry(organisation).or_default().add(&registration);
        people.insert(participant);
    }
    let mut kinds: BTreeMap<EventKind, TurnoutFigures> = BTreeMap::new();
    for (event, turnout) in events.held.iter_mut().zip(turnouts) {
        if turnout.registered > 0 {
            kinds.entry(event.kind).or_default().add(&turnout);
        }
        event.turnout = Some(turnout);
    }
    events.people = Some(i64::try_from(people.len()).unwrap_or(0));
    let organisations = organisations.into_iter().map(|(code, turnout)| (code.to_owned(), turnout)).collect();
    Ok(KindTurnout { events: kinds, organisations })
}

/// Sets for each event of `events` how many registered from the network's own organisations, by a name or an alias, ignoring accents and
/// case, as for the kinds of organisations. One query.
pub(super) async fn count_own(
    conn: &mut Conn,
    register: &Register<'_>,
    network: &NetworkId,
    year: i32,
    kind: Option<EventKind>,
    events: &mut YearEvents,
) -> Result<()> {
    let query = sqlx::query_as(concat!(
        "SELECT 'affiliation', ",
        packed!("x.person", "x.organisation"),
        " FROM affiliation x WHERE x.started_on <= $6 AND (x.ended_on IS NULL OR x.ended_on >= $6) UNION ALL SELECT 'name', ",
        packed!("o.id", "o.name_key"),
        " FROM organisation o UNION ALL SELECT 'name', ",
        packed!("s.organisation", "s.alias_key"),
        " FROM organisation_alias s UNION ALL SELECT 'registration', ",
        packed!("r.event", "r.organisation"),
        " FROM event e JOIN registration r ON r.event = e.id AND r.state = 'confirmed' WHERE e.state = 'published' AND ",
        is_of_year!()
    ));
    let day = last_day(year);
    let rows = PackedRows::fetch(bind_year(query, network, year, kind)?.bind(day.clone()), conn).await?;
    let members: HashSet<&str> = register.members(end_of(&day)?).map(|member| register.people[member.person]).collect();
    let affiliations = rows.of("affiliation").filter(|[person, _]| members.contains(person));
    let own: HashSet<&str> = affiliations.map(|[_, organisation]| organisation).collect();
    let own_names: HashSet<&str> = rows.of("name").filter(|[key, _]| own.contains(key)).map(|[_, name]| name).collect();
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for [event, organisation] in rows.of("registration") {
        *counts.entry(event).or_default() += i64::from(own_names.contains(names::normalize(organisation).as_str()));
    }
    for event in &mut events.held {
        if let Some(turnout) = &mut event.turnout {
            turnout.own = counts.get(event.id.as_str()).copied().unwrap_or(0);
        }
    }
    Ok(())
}
