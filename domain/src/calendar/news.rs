//! What is new, for feed readers, and what there is, for search engines.

use sqlx::AssertSqlSafe;

use super::words::Words;
use crate::clock::Moment;
use crate::codes::{EventState, Language};
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::events::{AgendaQuery, Filter};
use crate::networks::{self, NetworkCard};
use crate::policy::{Actor, Rights};
use crate::{dates, visible_networks, visible_pages};

/// How many events a list of news holds.
const MOST: i64 = 50;

/// An event as news: published, changed, postponed or cancelled.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct News {
    /// RFC 5545 UID: the same thing in every feed.
    pub uid: String,
    /// Its name in the address bar.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The language of its content.
    pub language: Language,
    /// Where it stands in its life.
    pub state: EventState,
    /// Why it is postponed or cancelled.
    pub state_note: String,
    /// When it was first published.
    pub published_at: Option<Moment>,
    /// When it changed last.
    pub changed_at: Moment,
    /// What people call the lead network.
    pub lead: String,
    all_day: i64,
    starts_local: String,
    ends_local: String,
    zone: String,
    /// Place, as people read it.
    pub place: String,
}

impl News {
    /// Its title, with what became of it.
    pub fn headline(&self) -> String {
        let words = Words::of(self.language);
        let mut line = String::new();
        match self.state {
            EventState::Cancelled => words.cancelled.put(&mut line, &self.title),
            EventState::Postponed => words.postponed.put(&mut line, &self.title),
            EventState::Draft | EventState::Published => line.push_str(&self.title),
        }
        line
    }

    /// When it happens, in the language of its content.
    pub fn span(&self) -> String {
        dates::span(self.language, self.all_day != 0, &self.starts_local, &self.ends_local, &self.zone)
    }
}

/// The events that the agenda's query asks for and `who` may see, drafts aside, the last change first; and the network asked for.
///
/// # Errors
/// [`crate::Error::NotFound`] for a network that `who` may not know of.
pub async fn news(db: &Db, who: &Actor, query: &AgendaQuery) -> Result<(Option<NetworkCard>, Vec<News>)> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let network = match query.network.trim() {
        "" => None,
        slug => Some(networks::find(&mut tx, &rights, slug).await?),
    };
    let mut filter = Filter::of(&rights);
    filter.query(query, network.as_ref().map(|network| &network.id));
    let sql = format!(
        "SELECT e.uid, e.slug, e.title, e.summary, e.language, e.state, e.state_note, e.published_at, e.changed_at, n.acronym AS lead,
                e.all_day, e.starts_local, e.ends_local, e.zone, e.place
           FROM event e JOIN network n ON n.id = e.network WHERE e.state <> 'draft' AND {} ORDER BY e.changed_at DESC, e.id DESC LIMIT {MOST}",
        filter.sql
    );
    let mut rows = sqlx::query_as(AssertSqlSafe(sql));
    for value in &filter.values {
        rows = rows.bind(value);
    }
    Ok((network, rows.fetch_all(&mut *tx).await?))
}

/// The paths that anyone may read, each with its last change: for search engines.
pub async fn places(db: &Db) -> Result<Vec<(String, Moment)>> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, &Actor::Guest).await?;
    let mut places = networks(&mut tx, &rights).await?;
    places.extend(pages(&mut tx, &rights).await?);
    places.extend(events(&mut tx, &rights).await?);
    Ok(places)
}

async fn networks(conn: &mut Conn, rights: &Rights) -> Result<Vec<(String, Moment)>> {
    let rows = sqlx::query_as(concat!(
        "SELECT '/networks/' || n.slug, n.updated_at FROM network n WHERE ",
        visible_networks!(),
        " ORDER BY lower(n.acronym), n.id"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}

/// At most 3,000.
async fn pages(conn: &mut Conn, rights: &Rights) -> Result<Vec<(String, Moment)>> {
    let rows = sqlx::query_as(concat!(
        "SELECT CASE WHEN w.slug IS NULL THEN '/events/' || h.slug ELSE '/networks/' || w.slug END || '/pages/' || p.slug, p.updated_at
           FROM page p LEFT JOIN network w ON w.id = p.network LEFT JOIN event h ON h.id = p.event WHERE p.draft = 0 AND ",
        visible_pages!(),
        " ORDER BY p.updated_at DESC, p.id LIMIT 3000"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}

/// At most 45,000: a sitemap holds 50,000 addresses.
async fn events(conn: &mut Conn, rights: &Rights) -> Result<Vec<(String, Moment)>> {
    let filter = Filter::of(rights);
    let sql = format!(
        "SELECT '/events/' || e.slug, e.updated_at FROM event e WHERE e.state <> 'draft' AND {} ORDER BY e.starts_at DESC, e.id LIMIT 45000",
        filter.sql
    );
    let mut rows = sqlx::query_as(AssertSqlSafe(sql));
    for value in &filter.values {
        rows = rows.bind(value);
    }
    Ok(rows.fetch_all(conn).await?)
}
