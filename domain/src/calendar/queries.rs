//! Queries of the feeds.

use sqlx::AssertSqlSafe;

use crate::agenda::EventFilter;
use crate::calendar_entry::CalendarEntry;
use crate::db::Conn;
use crate::error::Result;

/// SQL for one line of text that starts with the event's key and changes whenever its entry does.
pub(super) fn revision(also: &str) -> String {
    format!("e.id || ' ' || e.version || ' ' || e.holders_version || ' ' || e.changed_at || ' ' || {also}")
}

/// Reader-specific columns of a feed's entries, as SQL over `event e`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReaderColumns {
    /// The reader's standing in an event.
    pub(super) standing: &'static str,
    /// The video link, if the reader may read it.
    pub(super) video_link: &'static str,
    /// Other text that the bytes depend on.
    pub(super) also: &'static str,
}

impl ReaderColumns {
    /// For a feed that is the same for everyone who may read it.
    pub(super) const NONE: Self = Self { standing: "''", video_link: "''", also: "''" };

    /// Whether the entries depend on the reader.
    pub(super) fn is_personal(&self) -> bool {
        self.standing != Self::NONE.standing || self.video_link != Self::NONE.video_link
    }
}

/// The entries of the events that match the filter, in order of their start, with the reader's columns.
pub(super) async fn entries(conn: &mut Conn, filter: &EventFilter, reader: ReaderColumns) -> Result<Vec<CalendarEntry>> {
    let ReaderColumns { standing, video_link, also } = reader;
    let revision = revision(also);
    let sql = format!(
        "SELECT e.uid, e.slug, e.sequence, e.changed_at, e.published_at, e.language, e.kind, e.mode, e.state, e.state_note, e.title, e.summary,
                CASE WHEN e.summary = '' THEN substr(e.description, 1, 2000) ELSE '' END AS beginning,
                e.all_day, e.starts_local, e.ends_local, e.zone, e.place,
                COALESCE((SELECT string_agg(fn.acronym, '\n' ORDER BY fh.position, fn.acronym)
                            FROM event_network fh JOIN network fn ON fn.id = fh.network
                           WHERE fh.event = e.id AND (fh.state = 'lead' OR (fh.state = 'accepted' AND fn.visibility = 'public'))), '') AS organisers,
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

/// The last changes: of all published events, not only those in the feed, since an event that leaves a feed changes it too.
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
