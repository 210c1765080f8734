//! News for feed readers, and the public paths for search engines.

use sqlx::AssertSqlSafe;

use crate::agenda::{AgendaQuery, EventFilter};
use crate::calendar_entry::CalendarLabels;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::enums::{EventState, Language};
use crate::error::Result;
use crate::networks::{self, NetworkCard};
use crate::policy::{self, Actor, Rights};
use crate::{dates, visible_networks, visible_pages};

/// The most events in a news feed.
const MOST: i64 = 50;

/// A news entry about an event: published, changed, postponed or cancelled.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EventNews {
    /// RFC 5545 UID: the same in every feed.
    pub uid: String,
    pub slug: String,
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The language of its content.
    pub language: Language,
    pub state: EventState,
    /// Why it is postponed or cancelled.
    pub state_note: String,
    pub published_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    /// The acronym of the lead network.
    pub lead: String,
    all_day: i64,
    starts_local: String,
    ends_local: String,
    zone: String,
    /// The place, as free text.
    pub place: String,
}

impl EventNews {
    /// Its title, with its state if it is postponed or cancelled.
    pub fn headline(&self) -> String {
        let labels = CalendarLabels::of(self.language);
        let mut headline = String::new();
        match self.state {
            EventState::Cancelled => labels.cancelled.append(&mut headline, &self.title),
            EventState::Postponed => labels.postponed.append(&mut headline, &self.title),
            EventState::Draft | EventState::Published => headline.push_str(&self.title),
        }
        headline
    }

    /// Its dates and times, in the language of its content.
    pub fn span(&self) -> String {
        dates::span(self.language, self.all_day != 0, &self.starts_local, &self.ends_local, &self.zone)
    }
}

/// The news for one reader.
#[derive(Debug, Clone)]
pub struct NewsList {
    pub network: Option<NetworkCard>,
    /// The entries, the latest change first.
    pub news: Vec<EventNews>,
    /// The last change of an event; without events, the last change of the network, or of the networks that the reader may know of.
    pub updated_at: Timestamp,
}

/// The events that match the agenda's query and that `actor` may see, without drafts, the latest change first; and the network filtered by.
///
/// # Errors
/// [`crate::Error::NotFound`] for a network that `actor` may not know of.
pub async fn news(db: &Db, actor: &Actor, query: &AgendaQuery) -> Result<NewsList> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let network = match query.network.trim() {
        "" => None,
        slug => Some(networks::find(&mut tx, &rights, slug).await?),
    };
    let mut filter = EventFilter::of(&rights);
    filter.query(query, network.as_ref().map(|network| &network.id));
    let sql = format!(
        "SELECT e.uid, e.slug, e.title, e.summary, e.language, e.state, e.state_note, e.published_at, e.changed_at, n.acronym AS lead,
                e.all_day, e.starts_local, e.ends_local, e.zone, e.place
           FROM event e JOIN network n ON n.id = e.network WHERE e.state <> 'draft' AND {} ORDER BY e.changed_at DESC, e.id DESC LIMIT {MOST}",
        filter.sql
    );
    let mut select = sqlx::query_as(AssertSqlSafe(sql));
    for value in &filter.values {
        select = select.bind(value);
    }
    let news: Vec<EventNews> = select.fetch_all(&mut *tx).await?;
    let updated_at = match news.first() {
        Some(news) => news.changed_at,
        None => networks_updated_at(&mut tx, &rights, network.as_ref()).await?,
    };
    Ok(NewsList { network, news, updated_at })
}

/// The last change of the network, or of all networks that the reader may know of; the start of this day if there is none, so that repeated requests
/// get the same answer.
async fn networks_updated_at(tx: &mut Tx, rights: &Rights, network: Option<&NetworkCard>) -> Result<Timestamp> {
    let last_change =
        sqlx::query_scalar(concat!("SELECT MAX(n.updated_at) FROM network n WHERE ($3 = '' OR n.id = $3) AND ", visible_networks!()));
    let id = network.map(|network| network.id.to_string()).unwrap_or_default();
    let last_change: Option<String> = last_change.bind(rights.key()).bind(rights.today()).bind(id).fetch_one(&mut **tx).await?;
    let today = tx.now.seconds().div_euclid(86_400) * 86_400;
    Ok(last_change.and_then(|last_change| Timestamp::parse(&last_change)).unwrap_or(Timestamp::from_seconds(today)))
}

/// The public paths, each with its last change, for search engines.
pub async fn public_paths(db: &Db) -> Result<Vec<(String, Timestamp)>> {
    let (mut tx, rights) = policy::begin_read(db, &Actor::Guest).await?;
    let mut paths = networks(&mut tx, &rights).await?;
    paths.extend(pages(&mut tx, &rights).await?);
    paths.extend(events(&mut tx, &rights).await?);
    Ok(paths)
}

async fn networks(conn: &mut Conn, rights: &Rights) -> Result<Vec<(String, Timestamp)>> {
    let select = sqlx::query_as(concat!(
        "SELECT '/networks/' || n.slug, n.updated_at FROM network n WHERE ",
        visible_networks!(),
        " ORDER BY lower(n.acronym), n.id"
    ));
    Ok(select.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}

/// At most 3,000.
async fn pages(conn: &mut Conn, rights: &Rights) -> Result<Vec<(String, Timestamp)>> {
    let select = sqlx::query_as(concat!(
        "SELECT CASE WHEN w.slug IS NULL THEN '/events/' || h.slug ELSE '/networks/' || w.slug END || '/pages/' || p.slug, p.updated_at
           FROM page p LEFT JOIN network w ON w.id = p.network LEFT JOIN event h ON h.id = p.event WHERE p.draft = 0 AND ",
        visible_pages!(),
        " ORDER BY p.updated_at DESC, p.id LIMIT 3000"
    ));
    Ok(select.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}

/// At most 45,000: a sitemap holds 50,000 addresses.
async fn events(conn: &mut Conn, rights: &Rights) -> Result<Vec<(String, Timestamp)>> {
    let filter = EventFilter::of(rights);
    let sql = format!(
        "SELECT '/events/' || e.slug, e.updated_at FROM event e WHERE e.state <> 'draft' AND {} ORDER BY e.starts_at DESC, e.id LIMIT 45000",
        filter.sql
    );
    let mut select = sqlx::query_as(AssertSqlSafe(sql));
    for value in &filter.values {
        select = select.bind(value);
    }
    Ok(select.fetch_all(conn).await?)
}
