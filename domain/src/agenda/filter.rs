//! The filter of a list of events, as an SQL condition.

use chrono::{Duration, NaiveDate};
use sqlx::AssertSqlSafe;

use super::cards::{self, EventCard};
use super::input::{self, LONGEST_DAYS};
use super::list::AgendaQuery;
use crate::clock::{HOME, Timestamp};
use crate::db::Conn;
use crate::enums::{EventKind, EventLevel, SearchKind};
use crate::error::Result;
use crate::ids::{EventId, NetworkId};
use crate::policy::Rights;
use crate::{like_pattern, search_index, visible_events, visible_networks};

/// An SQL condition over `event e`, with the values of its placeholders `$1`, `$2`…
#[derive(Clone)]
pub(crate) struct EventFilter {
    /// The condition, over `event e`; `$1` and `$2` are the reader and today.
    pub(crate) sql: String,
    /// The values of the placeholders, from `$1`.
    pub(crate) values: Vec<String>,
}

impl EventFilter {
    /// Starts with the events the reader may see.
    pub(crate) fn of(rights: &Rights) -> Self {
        Self { sql: visible_events!().to_owned(), values: vec![rights.key().to_owned(), rights.today().to_owned()] }
    }

    /// Adds a value and returns its placeholder.
    pub(crate) fn bind(&mut self, value: String) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// Adds a condition. `{}` in it stands for the placeholder of `value`.
    pub(crate) fn and(&mut self, condition: &'static str, value: String) {
        let placeholder = self.bind(value);
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace("{}", &placeholder));
    }

    /// Keeps events organised by the network or by a network below it. A part that the reader may not know of matches nothing.
    pub(crate) fn network(&mut self, network: &NetworkId) {
        self.and(
            concat!(
                "e.id IN (SELECT h.event FROM event_network h WHERE h.state IN ('lead', 'accepted') AND h.network IN (
                            SELECT b.below FROM network_below b JOIN network n ON n.id = b.below WHERE b.network = {} AND ",
                visible_networks!(),
                "))"
            ),
            network.to_string(),
        );
    }

    /// [`Self::network`] for one page of a list in order of time. The condition is checked on each event in turn, so that the scan stops when the
    /// page is full.
    pub(crate) fn organised_by(&mut self, network: Option<&NetworkId>) {
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

    /// Keeps events that are not over. No event lasts longer than [`LONGEST_DAYS`], so earlier years are not read.
    pub(crate) fn upcoming(&mut self, now: Timestamp) {
        self.and("e.starts_at > {}", longest_before(now).to_string());
        self.and("e.ends_at > {}", now.to_string());
    }

    /// Keeps published and postponed events, not drafts or cancelled ones.
    pub(crate) fn active(&mut self) {
        self.sql.push_str(" AND e.state IN ('published', 'postponed')");
    }

    pub(crate) fn with_ids(&mut self, events: &[EventId]) {
        let list = events.iter().map(|event| self.bind(event.to_string())).collect::<Vec<_>>().join(", ");
        self.sql.push_str(&format!(" AND e.id IN ({list})"));
    }

    /// Keeps events that are over.
    pub(crate) fn past(&mut self, now: Timestamp) {
        self.and("e.starts_at <= {}", now.to_string());
        self.and("e.ends_at <= {}", now.to_string());
    }

    /// Keeps events that take place on or after `first` and before `after`.
    pub(crate) fn between(&mut self, first: NaiveDate, after: NaiveDate) {
        let first = midnight(first);
        self.and("e.starts_at > {}", longest_before(first).to_string());
        self.and("e.ends_at > {}", first.to_string());
        self.and("e.starts_at < {}", midnight(after).to_string());
    }

    /// Adds the filters of the query string.
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
        let text: String = query.q.trim().chars().take(crate::fields::LINE).collect();
        if !text.is_empty() {
            let title = self.bind(like_pattern::contains(&text.to_lowercase()));
            // The slug is the title without capitals and accents: "donnees" finds "Données" on both databases.
            let slug = super::slug::of(&text);
            let slug = if slug.is_empty() { title.clone() } else { self.bind(like_pattern::contains(&slug)) };
            // Every word of the event also matches, in any of its forms, as in the search.
            let condition = search_index::condition(SearchKind::Event, "e.id", &text, &mut |value| self.bind(value));
            let condition = condition.map(|condition| format!(" OR {condition}")).unwrap_or_default();
            self.sql.push_str(&format!(" AND (lower(e.title) LIKE {title} ESCAPE '\\' OR e.slug LIKE {slug} ESCAPE '\\'{condition})"));
        }
    }

    /// Counts the events, but stops at `most + 1`.
    pub(crate) async fn count(&self, conn: &mut Conn, most: i64) -> Result<i64> {
        let sql = format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM event e WHERE {} LIMIT {}) counted", self.sql, most + 1);
        let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
        for value in &self.values {
            query = query.bind(value);
        }
        Ok(query.fetch_one(conn).await?)
    }

    /// The events with their organisers and seats. Three queries.
    pub(crate) async fn cards(
        &self,
        conn: &mut Conn,
        rights: &Rights,
        order: &'static str,
        most: i64,
        skip: i64,
    ) -> Result<Vec<EventCard>> {
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
        let mut organisers = cards::organisers_of(conn, rights, &events).await?;
        let mut seats = cards::seats_taken_of(conn, &events).await?;
        for card in &mut cards {
            card.organisers = organisers.remove(&card.id).unwrap_or_default();
            card.seats_taken = seats.remove(&card.id).unwrap_or_default();
        }
        Ok(cards)
    }
}

fn longest_before(moment: Timestamp) -> Timestamp {
    moment.plus(Duration::days(-LONGEST_DAYS - 1))
}

fn midnight(day: NaiveDate) -> Timestamp {
    input::start_of_day(day, HOME)
}
