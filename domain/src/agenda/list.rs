//! Lists of events. The number of queries does not depend on the number of rows.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::cards::EventCard;
use super::filter::EventFilter;
use crate::clock;
use crate::dates;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::graph::{self, NetworkCard};
use crate::ids::{EventId, NetworkId};
use crate::paging;
use crate::policy::{self, Actor, Rights};

/// The number of events on a page of a list.
pub const PAGE: i64 = 50;
const PAGE_LEN: usize = 50;
/// The most events counted. Beyond that, "more than" is enough, and the cost of a list does not grow over the years.
pub const MOST: i64 = 500;
/// The last page that can be read. Every row before a page is read to reach it; for 20,000 events back, filters are faster.
const FURTHEST: i64 = 400;
/// The most events in a month's table.
const MONTH: i64 = 500;

/// The filters of the agenda, as in the query string. Values that can't be parsed filter nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaQuery {
    /// Part of the title, or words that the search finds the event by.
    pub q: String,
    /// A network's slug: events organised by it or by a network below it.
    pub network: String,
    /// An [`EventKind`].
    pub kind: String,
    /// `online`, `on_site` (both include hybrid events), or a region's code.
    #[serde(rename = "where")]
    pub place: String,
    /// `past`; anything else means upcoming events.
    pub when: String,
    /// An [`EventLevel`].
    pub level: String,
    /// The page, from 1.
    pub page: String,
    /// A month, such as `2026-11`: its past and its upcoming events.
    pub month: String,
}

impl AgendaQuery {
    /// Whether the query is for past events.
    pub fn is_past(&self) -> bool {
        self.when == "past"
    }

    /// The first day of the requested month.
    pub fn first_of_month(&self) -> Option<NaiveDate> {
        clock::date(&format!("{}-01", self.month)).ok().filter(|_| self.month.len() == 7)
    }
}

/// One page of a list of events.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// The events, in order.
    pub cards: Vec<EventCard>,
    /// The number of events on all pages, at most [`MOST`].
    pub total: i64,
    /// Whether there are more than [`MOST`].
    pub is_more: bool,
    /// This page, from 1.
    pub page: i64,
    /// The number of pages counted, at least 1.
    pub pages: i64,
    /// Whether there is a page after this one.
    pub has_next: bool,
    pub network: Option<NetworkCard>,
    /// Every network the reader may filter by.
    pub networks: Vec<NetworkCard>,
}

/// One page of the events that match the query and that `actor` may see. Upcoming events start with the next one, past events with the latest; a
/// month is in order. For a federation, the list has everything below it, each event once. A draft is listed to its coordinators only.
///
/// # Errors
/// [`Error::NotFound`] for a network that `actor` may not know of.
pub async fn list(db: &Db, actor: &Actor, query: &AgendaQuery) -> Result<Agenda> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let now = tx.now;
    let networks = graph::visible(&mut tx, &rights).await?;
    let network = requested_network(&networks, query)?;
    let mut filter = EventFilter::of(&rights);
    filter.query(query, None);
    if let Some(first) = query.first_of_month() {
        filter.between(first, first + Months::new(1));
    } else if query.is_past() {
        filter.past(now);
    } else {
        filter.upcoming(now);
    }
    // The count gathers all events of the network at once; the page checks the organisers of each event in turn.
    let mut count_filter = filter.clone();
    if let Some(network) = &network {
        count_filter.network(&network.id);
        filter.organised_by(Some(&network.id));
    }
    let requested = paging::requested(&query.page).min(FURTHEST);
    // The count goes as far as the requested page needs: a page past the end becomes the last one.
    let count = if requested > 1 { Some(count_filter.count(&mut tx, MOST.max(requested * PAGE)).await?) } else { None };
    let page = requested.min(count.map_or(1, |count| paging::count(count, PAGE).min(FURTHEST)));
    let order = if query.is_past() { "e.starts_at DESC, e.id DESC" } else { "e.starts_at, e.id" };
    // One row more than the page holds shows whether there is a next page, without a count.
    let mut cards = filter.cards(&mut tx, &rights, order, PAGE + 1, (page - 1) * PAGE).await?;
    let has_next = cards.len() > PAGE_LEN;
    cards.truncate(PAGE_LEN);
    let total = match count {
        Some(count) => count,
        None if has_next => count_filter.count(&mut tx, MOST).await?,
        None => i64::try_from(cards.len()).unwrap_or(PAGE),
    };
    let (total, is_more) = (total.min(MOST), total > MOST);
    Ok(Agenda { cards, total, is_more, page, pages: paging::count(total, PAGE), has_next, network, networks })
}

/// The events of all weeks of a month, in order, for its table.
///
/// # Errors
/// [`Error::NotFound`] for a network that `actor` may not know of.
pub async fn month(db: &Db, actor: &Actor, query: &AgendaQuery, first: NaiveDate) -> Result<Agenda> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let networks = graph::visible(&mut tx, &rights).await?;
    let network = requested_network(&networks, query)?;
    let (start, end) = dates::month_edges(first);
    let mut filter = EventFilter::of(&rights);
    filter.organised_by(network.as_ref().map(|network| &network.id));
    filter.query(query, None);
    // One day more at both ends: an event keeps the days of its own zone.
    filter.between(start - Days::new(1), end + Days::new(2));
    let cards = filter.cards(&mut tx, &rights, "e.starts_at, e.id", MONTH, 0).await?;
    let total = i64::try_from(cards.len()).unwrap_or(MONTH);
    Ok(Agenda { cards, total, is_more: false, page: 1, pages: 1, has_next: false, network, networks })
}

/// The next published events, at most `most`: of all networks, or of one network and those below it.
pub async fn upcoming(db: &Db, actor: &Actor, network: Option<&NetworkId>, most: i64) -> Result<Vec<EventCard>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let now = tx.now;
    let mut filter = EventFilter::of(&rights);
    filter.organised_by(network);
    filter.upcoming(now);
    filter.active();
    filter.cards(&mut tx, &rights, "e.starts_at, e.id", most, 0).await
}

/// The events with those keys that `actor` may see, in order of time. Other modules choose the keys.
pub async fn cards_of(conn: &mut Conn, rights: &Rights, events: &[EventId]) -> Result<Vec<EventCard>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let mut filter = EventFilter::of(rights);
    filter.with_ids(events);
    filter.cards(conn, rights, "e.starts_at, e.id", i64::try_from(events.len()).unwrap_or(PAGE), 0).await
}

fn requested_network(networks: &[NetworkCard], query: &AgendaQuery) -> Result<Option<NetworkCard>> {
    match query.network.trim() {
        "" => Ok(None),
        slug => networks.iter().find(|network| network.slug == slug).cloned().map(Some).ok_or(Error::NotFound),
    }
}
