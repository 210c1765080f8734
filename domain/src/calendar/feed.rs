//! Calendar feeds: the events that match a query, for programs that poll them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;
use sqlx::AssertSqlSafe;

use super::entry_cache::{self, EntryCache, WrittenEntry};
use super::queries::{FeedRevision, ReaderColumns, entries, newest, revision};
use crate::agenda::{AgendaQuery, EventFilter, FEED_DAYS};
use crate::calendar_entry::CalendarEntry;
use crate::clock::{self, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::enums::{EventKind, FeedScope, Language};
use crate::error::{Error, Result};
use crate::ids::EventId;
use crate::networks::{self, NetworkCard};
use crate::policy::{self, Actor, Rights};
use crate::rng;
use crate::{own_networks, visible_video_links};
use formats::calendar::{self, CalendarWriter};
use words::tr;

/// Raise this with each change of this module's output, so that every program reads its feeds again.
const FORMAT: u8 = 3;
/// The years for which a feed without events describes the time zone of the site.
const EMPTY_YEARS: (i32, i32) = (2026, 2026);
/// How many days a seat that was given up stays in its owner's feed, as cancelled: long enough for every copy to be updated.
const WITHDRAWN_DAYS: i64 = 30;

/// The state of a feed, found without building it. Two states of one feed with the same mark have the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedMark {
    /// A strong entity tag, with its quotes.
    pub etag: String,
    /// Nothing in the feed changed after that. `None` if the reader's rights can change it too.
    pub last_modified: Option<Timestamp>,
}

/// Whether a reader already has a state.
pub type IsKnown<'a> = &'a (dyn Fn(&FeedMark) -> bool + Sync);

/// A feed, or only its state if the reader already has it.
#[derive(Debug, Clone)]
pub struct Feed {
    pub mark: FeedMark,
    /// The calendar; `None` if the reader has this state.
    pub calendar: Option<String>,
}

/// The events that match the agenda's query and that `actor` may see, without drafts. For a federation, the feed has everything below it, each event
/// once. `when`, `page` and `month` of the query have no effect: a feed has the last year and everything to come.
///
/// `is_known` says whether the reader already has a state: the feed is then not built. `None`: the reader has no state. Entries in `cache` are reused.
///
/// # Errors
/// [`Error::NotFound`] for a network that `actor` may not know of.
pub async fn feed(
    db: &Db,
    cache: &EntryCache,
    actor: &Actor,
    language: Language,
    query: &AgendaQuery,
    is_known: Option<IsKnown<'_>>,
) -> Result<Feed> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let source = FeedSource::agenda(&mut tx, &rights, language, query).await?;
    source.feed(&mut tx, &rights, cache, is_known).await
}

/// One event as a calendar of its own.
///
/// # Errors
/// [`Error::NotFound`] for an event that `actor` may not see, and for a draft: drafts are in no calendar.
pub async fn event(db: &Db, actor: &Actor, slug: &str) -> Result<Feed> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let mut filter = EventFilter::of(&rights);
    filter.and("e.state <> 'draft' AND e.slug = {}", slug.to_owned());
    let entries = entries(&mut tx, &filter, ReaderColumns::NONE).await?;
    let entry = entries.first().ok_or(Error::NotFound)?;
    let last_modified = Timestamp::parse(&entry.changed_at);
    let mut writer = CalendarWriter::with_capacity(4096);
    writer.begin_calendar();
    writer.zones(entry.years().map(|years| (entry.zone.as_str(), years)));
    entry.write(&mut writer, &tx.link(&format!("/events/{}", entry.slug)));
    writer.end("VCALENDAR");
    let calendar = writer.finish();
    let mark = FeedMark { etag: etag(&calendar), last_modified };
    Ok(Feed { mark, calendar: Some(calendar) })
}

/// Every event a network organises, of all times, as one calendar for the network's archive.
pub(crate) async fn network_calendar(tx: &mut Tx, rights: &Rights, network: &NetworkCard) -> Result<String> {
    let mut filter = EventFilter::of(rights);
    filter.and(
        "e.state <> 'draft' AND e.id IN (SELECT h.event FROM event_network h WHERE h.network = {} AND h.state IN ('lead', 'accepted'))",
        network.id.to_string(),
    );
    let path = format!("/networks/{}/agenda", network.slug);
    let source = FeedSource { filter, reader: ReaderColumns::NONE, name: network.acronym.clone(), network: Some(network.clone()), path };
    let events = tx.link("/events/");
    let entries: Vec<_> = entries(tx, &source.filter, ReaderColumns::NONE).await?.iter().map(|entry| write(entry, &events)).collect();
    Ok(source.calendar(tx, &entries))
}

pub(super) struct FeedSource {
    filter: EventFilter,
    reader: ReaderColumns,
    name: String,
    network: Option<NetworkCard>,
    /// The path of the page that shows the same events.
    path: String,
}

impl FeedSource {
    async fn agenda(tx: &mut Tx, rights: &Rights, language: Language, query: &AgendaQuery) -> Result<Self> {
        let network = match query.network.trim() {
            "" => None,
            slug => Some(networks::find(tx, rights, slug).await?),
        };
        let mut filter = Self::recent_and_upcoming(tx, rights);
        filter.query(query, network.as_ref().map(|network| &network.id));
        let publisher = match &network {
            Some(network) => network.acronym.clone(),
            None => crate::db::instance::name_in(tx).await?,
        };
        let name = match EventKind::parse(&query.kind) {
            Ok(kind) => format!("{publisher} – {}", crate::calendar_entry::CalendarLabels::of(language).kind(kind)),
            Err(_) => publisher,
        };
        let path = network.as_ref().map_or_else(|| "/agenda".to_owned(), |network| format!("/networks/{}/agenda", network.slug));
        Ok(Self { filter, reader: ReaderColumns::NONE, name, network, path })
    }

    /// The source of a personal feed with the scope its owner chose.
    pub(super) fn personal(tx: &Tx, rights: &Rights, language: Language, scope: FeedScope) -> Self {
        let mut filter = Self::recent_and_upcoming(tx, rights);
        match scope {
            FeedScope::Networks => {
                filter.sql.push_str(concat!(
                    " AND e.id IN (SELECT ph.event FROM event_network ph WHERE ph.state IN ('lead', 'accepted') AND ph.network IN ",
                    own_networks!(),
                    ")"
                ));
                // Without registration, no mail brings the video link: this feed does.
                let video_link = concat!(
                    "(CASE WHEN e.registration = 'none' AND e.state <> 'cancelled' AND ",
                    visible_video_links!(),
                    " THEN e.video_link ELSE '' END)"
                );
                let reader = ReaderColumns { video_link, also: video_link, ..ReaderColumns::NONE };
                Self::of_person(filter, reader, tr!(language, "calendar-my-networks"))
            }
            FeedScope::Registrations => {
                let forgotten = tx.now.plus(Duration::days(-WITHDRAWN_DAYS)).to_string();
                filter.and(
                    "e.id IN (SELECT pr.event FROM registration pr
                               WHERE pr.person = $1 AND (pr.state IN ('confirmed', 'waiting') OR (pr.state = 'withdrawn' AND pr.updated_at >= {})))",
                    forgotten,
                );
                let standing = "(SELECT pr.state FROM registration pr WHERE pr.event = e.id AND pr.person = $1)";
                let also = "(SELECT pr.state || pr.updated_at FROM registration pr WHERE pr.event = e.id AND pr.person = $1)";
                let reader = ReaderColumns { standing, also, ..ReaderColumns::NONE };
                Self::of_person(filter, reader, tr!(language, "calendar-my-registrations"))
            }
        }
    }

    fn of_person(filter: EventFilter, reader: ReaderColumns, name: String) -> Self {
        Self { filter, reader, name, network: None, path: "/me".to_owned() }
    }

    fn recent_and_upcoming(tx: &Tx, rights: &Rights) -> EventFilter {
        let mut filter = EventFilter::of(rights);
        // Counted in whole days: an event leaves the feed at midnight, not between two readings.
        let day = tx.now.seconds().div_euclid(86_400) - FEED_DAYS;
        filter.upcoming(Timestamp::from_seconds(day * 86_400));
        filter.sql.push_str(" AND e.state <> 'draft'");
        filter
    }

    pub(super) async fn feed(&self, tx: &mut Tx, rights: &Rights, cache: &EntryCache, is_known: Option<IsKnown<'_>>) -> Result<Feed> {
        // The networks are read first, then the events: if another change falls between the two, the reader asks once more than needed.
        let newest = newest(tx).await?;
        let revisions = self.revisions(tx).await?;
        let mark = self.mark(tx, rights, &newest, &revisions);
        if is_known.is_some_and(|is_known| is_known(&mark)) {
            return Ok(Feed { mark, calendar: None });
        }
        let entries = if !self.reader.is_personal() {
            self.entries(tx, cache, &newest, &revisions).await?
        } else {
            let events = tx.link("/events/");
            entries(tx, &self.filter, self.reader).await?.iter().map(|entry| write(entry, &events)).collect()
        };
        Ok(Feed { mark, calendar: Some(self.calendar(tx, &entries)) })
    }

    /// The entries with those revisions, in order. Only entries that are not in the cache are read.
    async fn entries(&self, tx: &mut Tx, cache: &EntryCache, newest: &FeedRevision, revisions: &str) -> Result<Vec<Arc<WrittenEntry>>> {
        let revisions: Vec<&str> = revisions.lines().collect();
        let names = format!("{:?} {}", newest.networks_updated_at, newest.networks);
        let cached = cache.find(&names, &revisions);
        let missing =
            || revisions.iter().zip(&cached).filter(|(_, cached)| cached.is_none()).map(|(revision, _)| entry_cache::key(revision));
        let ids: Vec<EventId> = missing().map(|id| EventId::from(id.to_owned())).collect();
        if ids.is_empty() {
            return Ok(cached.into_iter().flatten().collect());
        }
        let mut filter = self.filter.clone();
        if ids.len() < revisions.len() {
            filter.with_ids(&ids);
        }
        let events = tx.link("/events/");
        let written: Vec<_> = entries(tx, &filter, ReaderColumns::NONE).await?.iter().map(|entry| write(entry, &events)).collect();
        cache.store(&names, &written);
        let written: HashMap<&str, &Arc<WrittenEntry>> = written.iter().map(|entry| (entry.key(), entry)).collect();
        let in_order = revisions.iter().zip(cached).filter_map(|(revision, cached)| {
            // Skips an event that vanished in this instant: the next reading no longer has its revision.
            cached.or_else(|| written.get(entry_cache::key(revision)).map(|entry| Arc::clone(entry)))
        });
        Ok(in_order.collect())
    }

    /// The [`revision`] of every event, one per line.
    async fn revisions(&self, conn: &mut Conn) -> Result<String> {
        let sql = format!(
            "SELECT string_agg({}, '\n' ORDER BY e.starts_at, e.id) FROM event e WHERE {}",
            revision(self.reader.also),
            self.filter.sql
        );
        let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
        for value in &self.filter.values {
            query = query.bind(value);
        }
        let revisions: Option<String> = query.fetch_one(conn).await?;
        Ok(revisions.unwrap_or_default())
    }

    /// The mark of everything the bytes depend on: the events, their revisions and organisers, the names of the networks, the query.
    fn mark(&self, tx: &Tx, rights: &Rights, newest: &FeedRevision, revisions: &str) -> FeedMark {
        let content = format!("{FORMAT} {} {} {} {newest:?}\n{revisions}", rights.key(), self.name, tx.link(&self.path));
        // What a member may see can shrink from one day to the next without any change to an event.
        let is_guest = rights.person().is_none();
        let last_modified = newest.changed_at.as_ref().max(newest.updated_at.as_ref()).max(newest.networks_updated_at.as_ref());
        FeedMark { etag: etag(&content), last_modified: last_modified.filter(|_| is_guest).and_then(|text| Timestamp::parse(text)) }
    }

    fn calendar(&self, tx: &Tx, entries: &[Arc<WrittenEntry>]) -> String {
        let octets: usize = entries.iter().map(|entry| entry.lines.len()).sum();
        let mut writer = CalendarWriter::with_capacity(4096 + octets);
        writer.begin_calendar();
        // The property of RFC 7986, and the one that older programs read.
        writer.text("NAME", &self.name);
        writer.text("X-WR-CALNAME", &self.name);
        writer.value("URL", &tx.link(&self.path));
        writer.value_with("REFRESH-INTERVAL", &[("VALUE", "DURATION")], "PT1H");
        writer.value("X-PUBLISHED-TTL", "PT1H");
        if let Some(network) = &self.network {
            writer.value("COLOR", calendar::colour_name(network.hue));
        }
        writer.zones(entries.iter().filter_map(|entry| Some((entry.zone.as_str(), entry.years?))));
        if entries.is_empty() {
            // RFC 5545, 3.6: a calendar has at least one component. The years are always the same, so that the bytes are.
            writer.zones([(clock::HOME.name(), EMPTY_YEARS)]);
        }
        for entry in entries {
            writer.lines(&entry.lines);
        }
        writer.end("VCALENDAR");
        writer.finish()
    }
}

/// Writes an entry, for a site whose events have their pages below `events`.
fn write(entry: &CalendarEntry, events: &str) -> Arc<WrittenEntry> {
    Arc::new(WrittenEntry::of(entry, &format!("{events}{}", entry.slug)))
}

fn etag(text: &str) -> String {
    format!("\"{}\"", &rng::hash(text)[..32])
}
