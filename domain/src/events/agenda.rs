//! Lists of events. Whatever the number of rows, a list is the same few queries.

use std::collections::HashMap;

use chrono::{Days, Duration, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use super::input::LONGEST_DAYS;
use super::{Holder, Seats};
use crate::clock::{self, HOME, Moment};
use crate::codes::{
    EventKind, EventLevel, EventMode, EventState, EventVisibility, HolderState, Language, Presence, RegistrationPolicy, RegistrationState,
};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::ids::{EventId, NetworkId};
use crate::networks::{self, NetworkCard};
use crate::policy::{self, Act, Actor, Rights};
use crate::{dates, visible_events, visible_networks};

/// The most events on one page of a list.
pub const PAGE: i64 = 50;
const PAGE_LEN: usize = 50;
/// The most events that are counted: beyond, « more than » is as good, and the cost of a list stays what it is as years go by.
pub const MOST: i64 = 500;
/// The most events in a month's table.
const MONTH: i64 = 500;

/// An event as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EventCard {
    /// Its key.
    pub id: EventId,
    /// Its name in the address bar.
    pub slug: String,
    /// What it is.
    pub kind: EventKind,
    /// How far it reaches.
    pub level: EventLevel,
    /// Where it takes place.
    pub mode: EventMode,
    /// Where it stands in its life.
    pub state: EventState,
    /// Who may see it.
    pub visibility: EventVisibility,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The language of its content.
    pub language: Language,
    /// 1: whole days.
    pub all_day: i64,
    /// Local time of its start.
    pub starts_local: String,
    /// Local time of its end; for whole days the last day.
    pub ends_local: String,
    /// Their zone.
    pub zone: String,
    /// When it starts.
    pub starts_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
    /// Place, as people read it.
    pub place: String,
    /// Who may register.
    pub registration: RegistrationPolicy,
    /// When registration closes; `None`: when it starts.
    pub registration_closes_at: Option<Moment>,
    /// `None`: as many as come.
    pub seats_on_site: Option<i64>,
    /// `None`: as many as come.
    pub seats_online: Option<i64>,
    /// The networks that hold it and that the reader may know of, the lead first.
    #[sqlx(skip)]
    pub holders: Vec<Holder>,
    /// The seats that are taken.
    #[sqlx(skip)]
    pub taken: Seats,
}

impl EventCard {
    /// Whether it is over at `now`.
    pub fn is_past(&self, now: Moment) -> bool {
        self.ends_at <= now
    }

    /// The day it starts, where it takes place.
    pub fn first_day(&self) -> NaiveDate {
        clock::local(&self.starts_local).map_or(NaiveDate::MIN, |start| start.date())
    }

    /// The day it ends, where it takes place.
    pub fn last_day(&self) -> NaiveDate {
        clock::local(&self.ends_local).map_or_else(|_| self.first_day(), |end| end.date())
    }

    /// Whether a registration can be made at `now`.
    pub fn takes_registrations(&self, now: Moment) -> bool {
        self.registration != RegistrationPolicy::None
            && self.state == EventState::Published
            && now < self.registration_closes_at.unwrap_or(self.starts_at)
            && now < self.ends_at
    }

    /// The seats that are left: `None` where there is no limit.
    pub fn seats_left(&self) -> Option<i64> {
        self.taken.left(self.mode, self.seats_on_site, self.seats_online)
    }
}

/// The filters of the agenda, as they stand in the address bar. What is not understood filters nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaQuery {
    /// Words of the title.
    pub q: String,
    /// A network's slug: what it holds, and what is held below it.
    pub network: String,
    /// An [`EventKind`].
    pub kind: String,
    /// `online`, `on_site` (both take in hybrid events), or a region's code.
    #[serde(rename = "where")]
    pub place: String,
    /// `past`; anything else is what is to come.
    pub when: String,
    /// An [`EventLevel`].
    pub level: String,
    /// From 1.
    pub page: String,
    /// `2026-11`: that month, whatever of it is past or to come.
    pub month: String,
}

impl AgendaQuery {
    /// Whether it asks for past events.
    pub fn is_past(&self) -> bool {
        self.when == "past"
    }

    /// The first day of the month asked for.
    pub fn first_of_month(&self) -> Option<NaiveDate> {
        clock::date(&format!("{}-01", self.month)).ok().filter(|_| self.month.len() == 7)
    }
}

/// One page of a list of events.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// The events, in order.
    pub cards: Vec<EventCard>,
    /// How many there are on all pages, up to [`MOST`].
    pub total: i64,
    /// Whether there are more than [`MOST`].
    pub is_more: bool,
    /// This page, from 1.
    pub page: i64,
    /// The number of pages that were counted, at least 1.
    pub pages: i64,
    /// Whether there is a page after this one.
    pub has_next: bool,
    /// The network asked for.
    pub network: Option<NetworkCard>,
    /// Every network that the reader may filter by.
    pub networks: Vec<NetworkCard>,
}

/// One page of the events that `who` may see and that the query asks for: coming ones from the next on, past ones from the last
/// back, or those of one month. Of a federation: everything below it, each event once. A draft is in the lists of its coordinators only.
///
/// # Errors
/// [`Error::NotFound`] for a network that `who` may not know of.
pub async fn list(db: &Db, who: &Actor, query: &AgendaQuery) -> Result<Agenda> {
    let mut tx = db.read().await?;
    let (rights, now) = (Rights::of(&mut tx, who).await?, tx.now);
    let networks = networks::visible(&mut tx, &rights).await?;
    let network = asked_network(&networks, query)?;
    let mut filter = Filter::of(&rights);
    filter.held_by(network.as_ref().map(|network| &network.id));
    filter.query(query, None);
    if let Some(first) = query.first_of_month() {
        filter.between(first, first + Months::new(1));
    } else if query.is_past() {
        filter.past(now);
    } else {
        filter.coming(now);
    }
    let asked: i64 = query.page.trim().parse().unwrap_or(1);
    let counted = if asked > 1 { Some(filter.count(&mut tx).await?) } else { None };
    let page = asked.clamp(1, counted.map_or(1, |count| if count > MOST { i64::MAX / PAGE } else { pages(count) }));
    let order = if query.is_past() { "e.starts_at DESC, e.id DESC" } else { "e.starts_at, e.id" };
    // One more than the page holds: whether there is another page needs no count.
    let mut cards = filter.cards(&mut tx, &rights, order, PAGE + 1, (page - 1) * PAGE).await?;
    let has_next = cards.len() > PAGE_LEN;
    cards.truncate(PAGE_LEN);
    let total = match counted {
        Some(count) => count,
        None if has_next => filter.count(&mut tx).await?,
        None => i64::try_from(cards.len()).unwrap_or(PAGE),
    };
    let (total, is_more) = (total.min(MOST), total > MOST);
    Ok(Agenda { cards, total, is_more, page, pages: pages(total), has_next, network, networks })
}

fn pages(total: i64) -> i64 {
    ((total + PAGE - 1) / PAGE).max(1)
}

/// The events of the weeks of a month, in order: for its table.
///
/// # Errors
/// [`Error::NotFound`] for a network that `who` may not know of.
pub async fn month(db: &Db, who: &Actor, query: &AgendaQuery, first: NaiveDate) -> Result<Agenda> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let networks = networks::visible(&mut tx, &rights).await?;
    let network = asked_network(&networks, query)?;
    let (start, end) = dates::month_edges(first);
    let mut filter = Filter::of(&rights);
    filter.held_by(network.as_ref().map(|network| &network.id));
    filter.query(query, None);
    // A day more at both ends: an event keeps the days of its own zone.
    filter.between(start - Days::new(1), end + Days::new(2));
    let cards = filter.cards(&mut tx, &rights, "e.starts_at, e.id", MONTH, 0).await?;
    let total = i64::try_from(cards.len()).unwrap_or(MONTH);
    Ok(Agenda { cards, total, is_more: false, page: 1, pages: 1, has_next: false, network, networks })
}

/// The next events that are published, at most `most`: of everything, or of a network and what is below it.
pub async fn coming(db: &Db, who: &Actor, network: Option<&NetworkId>, most: i64) -> Result<Vec<EventCard>> {
    let mut tx = db.read().await?;
    let (rights, now) = (Rights::of(&mut tx, who).await?, tx.now);
    let mut filter = Filter::of(&rights);
    filter.held_by(network);
    filter.coming(now);
    filter.sql.push_str(" AND e.state IN ('published', 'postponed')");
    filter.cards(&mut tx, &rights, "e.starts_at, e.id", most, 0).await
}

/// The events with those keys that `who` may see, in order of time: for lists that other slices decide.
pub async fn cards_of(conn: &mut Conn, rights: &Rights, events: &[EventId]) -> Result<Vec<EventCard>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let mut filter = Filter::of(rights);
    let list = events.iter().map(|event| filter.bind(event.to_string())).collect::<Vec<_>>().join(", ");
    filter.sql.push_str(&format!(" AND e.id IN ({list})"));
    filter.cards(conn, rights, "e.starts_at, e.id", i64::try_from(events.len()).unwrap_or(PAGE), 0).await
}

fn asked_network(networks: &[NetworkCard], query: &AgendaQuery) -> Result<Option<NetworkCard>> {
    match query.network.trim() {
        "" => Ok(None),
        slug => networks.iter().find(|network| network.slug == slug).cloned().map(Some).ok_or(Error::NotFound),
    }
}

fn longest_before(moment: Moment) -> Moment {
    moment.plus(Duration::days(-LONGEST_DAYS - 1))
}

fn midnight(day: NaiveDate) -> Moment {
    super::input::start_of_day(day, HOME)
}

/// A condition over `event e` in the making: the text, and the values of its `$1`, `$2`…
pub(crate) struct Filter {
    /// The condition, over `event e`; `$1` and `$2` are the reader and today.
    pub(crate) sql: String,
    /// What its places stand for, from `$1`.
    pub(crate) values: Vec<String>,
}

impl Filter {
    /// What the reader may see.
    pub(crate) fn of(rights: &Rights) -> Self {
        Self { sql: visible_events!().to_owned(), values: vec![rights.key().to_owned(), rights.today().to_owned()] }
    }

    /// Keeps a value; its place in the text.
    pub(crate) fn bind(&mut self, value: String) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// One more condition, written with `{}` where its one value goes.
    pub(crate) fn and(&mut self, condition: &'static str, value: String) {
        let place = self.bind(value);
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace("{}", &place));
    }

    /// What the network holds, and what is held below it. The part of a network that the reader may not know of shows nothing.
    pub(crate) fn network(&mut self, network: &NetworkId) {
        self.and(
            concat!(
                "e.id IN (SELECT h.event FROM network_below b JOIN event_network h ON h.network = b.below AND h.state IN ('lead', 'accepted')
                            JOIN network n ON n.id = h.network WHERE b.network = {} AND ",
                visible_networks!(),
                ")"
            ),
            network.to_string(),
        );
    }

    /// [`Self::network`] for a page of a list, in the order of time: asked of each event on the way, so that the way ends with the page.
    fn held_by(&mut self, network: Option<&NetworkId>) {
        let Some(network) = network else { return };
        self.and(
            concat!(
                "EXISTS (SELECT 1 FROM event_network h JOIN network_below b ON b.below = h.network AND b.network = {}
                           JOIN network n ON n.id = h.network WHERE h.event = e.id AND h.state IN ('lead', 'accepted') AND ",
                visible_networks!(),
                ")"
            ),
            network.to_string(),
        );
    }

    /// What is not over. No event lasts longer than [`LONGEST_DAYS`]: the years before are not even looked at.
    fn coming(&mut self, now: Moment) {
        self.and("e.starts_at > {}", longest_before(now).to_string());
        self.and("e.ends_at > {}", now.to_string());
    }

    /// What is over.
    fn past(&mut self, now: Moment) {
        self.and("e.starts_at <= {}", now.to_string());
        self.and("e.ends_at <= {}", now.to_string());
    }

    /// What takes place from the first day until the day before the second.
    fn between(&mut self, first: NaiveDate, after: NaiveDate) {
        let first = midnight(first);
        self.and("e.starts_at > {}", longest_before(first).to_string());
        self.and("e.ends_at > {}", first.to_string());
        self.and("e.starts_at < {}", midnight(after).to_string());
    }

    /// What the address bar asks for.
    pub(crate) fn query(&mut self, query: &AgendaQuery, network: Option<&NetworkId>) {
        if let Some(network) = network {
            self.network(network);
        }
        if let Ok(kind) = EventKind::parse(&query.kind) {
            self.and("e.kind = {}", kind.to_string());
        }
        if let Ok(level) = EventLevel::parse(&query.level) {
            self.and("e.level = {}", level.to_string());
        }
        match query.place.as_str() {
            "" => {}
            "online" | "on_site" => self.and("e.mode IN ({}, 'hybrid')", query.place.clone()),
            region => self.and("e.region = {}", region.to_owned()),
        }
        let words: String = query.q.trim().chars().take(crate::fields::LINE).collect();
        if !words.is_empty() {
            let title = self.bind(format!("%{}%", escape_like(&words.to_lowercase())));
            // The slug is the title without capitals and accents: « donnees » finds « Données » on both databases.
            let slug = super::slug::of(&words);
            let slug = if slug.is_empty() { title.clone() } else { self.bind(format!("%{}%", escape_like(&slug))) };
            self.sql.push_str(&format!(" AND (lower(e.title) LIKE {title} ESCAPE '!' OR e.slug LIKE {slug} ESCAPE '!')"));
        }
    }

    async fn count(&self, conn: &mut Conn) -> Result<i64> {
        let sql = format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM event e WHERE {} LIMIT {}) counted", self.sql, MOST + 1);
        let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
        for value in &self.values {
            query = query.bind(value);
        }
        Ok(query.fetch_one(conn).await?)
    }

    /// The events, their holders and their seats: three queries.
    async fn cards(&self, conn: &mut Conn, rights: &Rights, order: &'static str, most: i64, skip: i64) -> Result<Vec<EventCard>> {
        let sql = format!(
            "SELECT e.id, e.slug, e.kind, e.level, e.mode, e.state, e.visibility, e.title, e.summary, e.language, e.all_day, e.starts_local,
                    e.ends_local, e.zone, e.starts_at, e.ends_at, e.place, e.registration, e.registration_closes_at, e.seats_on_site,
                    e.seats_online
               FROM event e WHERE {} ORDER BY {order} LIMIT {most} OFFSET {skip}",
            self.sql
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql));
        for value in &self.values {
            query = query.bind(value);
        }
        let mut cards: Vec<EventCard> = query.fetch_all(&mut *conn).await?;
        let events: Vec<EventId> = cards.iter().map(|card| card.id.clone()).collect();
        let mut holders = holders_of(conn, rights, &events).await?;
        let mut taken = taken_of(conn, &events).await?;
        for card in &mut cards {
            card.holders = holders.remove(&card.id).unwrap_or_default();
            card.taken = taken.remove(&card.id).unwrap_or_default();
        }
        Ok(cards)
    }
}

/// `%` and `_` as themselves.
fn escape_like(words: &str) -> String {
    words.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// `$1, $2, $3` for that many values.
fn places(count: usize) -> String {
    (1..=count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

#[derive(sqlx::FromRow)]
struct HolderRow {
    event: EventId,
    #[sqlx(flatten)]
    holder: Holder,
}

/// Who holds each of the events, as far as the reader may know: one query.
pub(crate) async fn holders_of(conn: &mut Conn, rights: &Rights, events: &[EventId]) -> Result<HashMap<EventId, Vec<Holder>>> {
    let sql = format!(
        "SELECT h.event, h.network, n.slug, n.acronym, n.name, n.hue, n.visibility, h.state, h.asked_at, h.answered_at
           FROM event_network h JOIN network n ON n.id = h.network
          WHERE h.state IN ('lead', 'accepted') AND h.event IN ({}) ORDER BY h.position, n.acronym",
        places(events.len().max(1))
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for event in events {
        query = query.bind(event);
    }
    if events.is_empty() {
        query = query.bind("");
    }
    let rows: Vec<HolderRow> = query.fetch_all(conn).await?;
    let mut holders: HashMap<EventId, Vec<Holder>> = HashMap::new();
    for row in rows.into_iter().filter(|row| is_known(rights, &row.holder)) {
        holders.entry(row.event).or_default().push(row.holder);
    }
    Ok(holders)
}

/// Whether the reader may know that this network holds something. Who leads is known to whoever sees the event.
pub(super) fn is_known(rights: &Rights, holder: &Holder) -> bool {
    holder.state == HolderState::Lead || policy::allows(rights, Act::SeeNetwork(&holder.network, holder.visibility))
}

/// The seats taken of each of the events: one query.
async fn taken_of(conn: &mut Conn, events: &[EventId]) -> Result<HashMap<EventId, Seats>> {
    let sql = format!(
        "SELECT event, presence, state, COUNT(*) FROM registration
          WHERE state IN ('confirmed', 'waiting') AND event IN ({}) GROUP BY event, presence, state",
        places(events.len().max(1))
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for event in events {
        query = query.bind(event);
    }
    if events.is_empty() {
        query = query.bind("");
    }
    let rows: Vec<(EventId, Presence, RegistrationState, i64)> = query.fetch_all(conn).await?;
    let mut taken: HashMap<EventId, Seats> = HashMap::new();
    for (event, presence, state, count) in rows {
        taken.entry(event).or_default().add(presence, state, count);
    }
    Ok(taken)
}

/// The seats taken of one event.
pub(crate) async fn taken(conn: &mut Conn, event: &EventId) -> Result<Seats> {
    Ok(taken_of(conn, std::slice::from_ref(event)).await?.remove(event).unwrap_or_default())
}
