//! What a feed reads of the events.

use sqlx::AssertSqlSafe;

use crate::agenda::EventFilter;
use crate::calendar_entry::CalendarEntry;
use crate::db::Conn;
use crate::error::Result;

/// What changes whenever the entry of an event does, as SQL for one line of text that begins with its key.
pub(super) fn revision(also: &str) -> String {
    format!("e.id || ' ' || e.version || ' ' || e.holders_version || ' ' || e.changed_at || ' ' || {also}")
}

/// What a reader adds to the entries of a feed, as SQL over `event e`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReaderColumns {
    /// Where the reader stands in an event.
    pub(super) standing: &'static str,
    /// The link of the video meeting that they may read.
    pub(super) video_link: &'static str,
    /// More that the bytes depend on: text.
    pub(super) also: &'static str,
}

impl ReaderColumns {
    /// A feed that says the same to everyone who may read it.
    pub(super) const NONE: Self = Self { standing: "''", video_link: "''", also: "''" };

    /// Whether the entries depend on the reader.
    pub(super) fn is_personal(&self) -> bool {
        self.standing != Self::NONE.standing || self.video_link != Self::NONE.video_link
    }
}

/// The entries of the events that the filter finds, by their beginning, with what the reader adds.
pub(super) async fn entries(conn: &mut Conn, filter: &EventFilter, reader: ReaderColumns) -> Result<Vec<CalendarEntry>> {
    let ReaderColumns { standing, video_link, also } = reader;
    let revision = revision(also);
    let sql = format!(
        "SELECT e.uid, e.slug, e.sequence, e.changed_at, e.published_at, e.language, e.kind, e.mode, e.state, e.state_note, e.title, e.summary,
                CASE WHEN e.summary = '' THEN substr(e.description, 1, 2000) ELSE '' END AS beginning,
                e.all_day, e.starts_local, e.ends_local, e.zone, e.place,
                COALESCE((SELECT string_agg(fn.acronym, '\n' ORDER BY fh.position, fn.acronym)
                            FROM event_network fh JOIN network fn ON fn.id = fh.network
                           WHERE fh.event = e.id AND (fh.state = 'lead' OR (fh.state = 'accepted' AND fn.visibility = 'public'))), '') AS holders,
                {standing} AS standing, {video_link} AS video_link, {revision} AS revision
           FROM event e WHERE {} ORDER BY e.starts_at, e.id",
        filter.sql
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for value in &filter.values {
        query = query.bind(value);
    }
    Ok(query.fetch_all(conn).await?)
}

/// The last changes. Of all events that are published, not of those in the feed: what left a feed is a change of it too.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct FeedRevision {
    pub(super) changed_at: Option<String>,
    pub(super) updated_at: Option<String>,
    pub(super) networks_updated_at: Option<String>,
    /// Rises with every change of a network.
    pub(super) networks: i64,
}

pub(super) async fn newest(conn: &mut Conn) -> Result<FeedRevision> {
    Ok(sqlx::query_as(
        "SELECT (SELECT MAX(changed_at) FROM event WHERE state <> 'draft') AS changed_at,
                (SELECT MAX(updated_at) FROM event WHERE state <> 'draft') AS updated_at,
                MAX(updated_at) AS networks_updated_at, CAST(COALESCE(SUM(version), 0) + COUNT(*) AS BIGINT) AS networks FROM network",
    )
    .fetch_one(conn)
    .await?)
}
