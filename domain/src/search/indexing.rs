//! Filling the search index: with what waits in its queue, and with what was never in it.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use crate::agenda::FoundEvents;
use crate::db::{Conn, Db, Tx, placeholders};
use crate::enums::SearchKind;
use crate::error::Result;
use crate::graph::FoundNetworks;
use crate::lists::FoundMessages;
use crate::pages::FoundPages;
use crate::people::FoundPeople;
use crate::posts::FoundPosts;
use crate::search_index::{LONGEST_STATEMENT, SearchEntry, SearchSource, index_all};

/// Increased when words are folded or stemmed differently. The next start then rebuilds the index.
const VERSION: i64 = 3;
/// The octets of texts that one step reads beside the requests of a site, about a hundred posts: other writers wait for a tenth of a second.
pub const SMALL_STEP: usize = 256 << 10;
/// As [`SMALL_STEP`] while somebody waits for the index: some four thousand posts. Pages of the index are then written less often. On SQLite, other writers
/// wait for two or three seconds.
pub const LARGE_STEP: usize = 8 << 20;
/// The most things of one step.
const THINGS: usize = 5000;

/// Indexes everything that is missing. Returns how many things are new in the index.
pub async fn catch_up(db: &Db) -> Result<usize> {
    enqueue_missing(db).await?;
    index_queue(db).await
}

/// Empties the index and fills it again. Returns how many things it holds.
pub async fn rebuild(db: &Db) -> Result<usize> {
    let mut tx = db.write().await?;
    tx.expect_many_rows().await?;
    clear(&mut tx).await?;
    tx.commit().await?;
    let count = catch_up(db).await?;
    db.analyze().await;
    Ok(count)
}

/// Puts everything that is missing into the queue. An index of another version is emptied first.
pub async fn enqueue_missing(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    tx.expect_many_rows().await?;
    match version(&mut tx).await? {
        VERSION => {}
        // It was never filled. The entries that verbs have written until now are valid.
        0 => set_version(&mut tx).await?,
        _ => clear(&mut tx).await?,
    }
    enqueue_missing_of::<FoundNetworks>(&mut tx).await?;
    enqueue_missing_of::<FoundEvents>(&mut tx).await?;
    enqueue_missing_of::<FoundPages>(&mut tx).await?;
    enqueue_missing_of::<FoundPeople>(&mut tx).await?;
    enqueue_missing_of::<FoundMessages>(&mut tx).await?;
    enqueue_missing_of::<FoundPosts>(&mut tx).await?;
    tx.commit_without_revision().await
}

/// Indexes everything that is in the queue. Returns how many things are new in the index.
pub async fn index_queue(db: &Db) -> Result<usize> {
    let mut count = 0;
    while let Some(new) = index_step(db, LARGE_STEP).await? {
        count += new;
    }
    Ok(count)
}

/// Indexes things of the queue, in one transaction, until it has read texts of so many octets. Returns how many things are new in the index; `None` if
/// the queue is empty. Several processes may do so at once: what one takes out of the queue, no other has.
pub async fn index_step(db: &Db, octets: usize) -> Result<Option<usize>> {
    let first: Option<SearchKind> = sqlx::query_scalar("SELECT kind FROM search_queue LIMIT 1").fetch_optional(db.pool()).await?;
    let Some(kind) = first else { return Ok(None) };
    let new = match kind {
        SearchKind::Network => index_step_of::<FoundNetworks>(db, octets).await,
        SearchKind::Event => index_step_of::<FoundEvents>(db, octets).await,
        SearchKind::Page => index_step_of::<FoundPages>(db, octets).await,
        SearchKind::Person => index_step_of::<FoundPeople>(db, octets).await,
        SearchKind::Message => index_step_of::<FoundMessages>(db, octets).await,
        SearchKind::Post => index_step_of::<FoundPosts>(db, octets).await,
    };
    new.map(Some)
}

async fn index_step_of<S: SearchSource>(db: &Db, most: usize) -> Result<usize> {
    let next = format!("SELECT subject FROM search_queue WHERE kind = $1 ORDER BY subject LIMIT {THINGS}");
    let subjects: Vec<String> = sqlx::query_scalar(AssertSqlSafe(next)).bind(S::KIND).fetch_all(db.pool()).await?;
    let mut tx = db.write().await?;
    tx.expect_many_rows().await?;
    let (mut entries, mut octets): (Vec<SearchEntry>, usize) = (Vec::new(), 0);
    for subjects in subjects.chunks(LONGEST_STATEMENT) {
        // In this order: a verb that changes one of them meanwhile has taken it out of the queue, or waits until its former text is indexed.
        let read = S::entries(&mut tx, subjects).await?;
        let taken = take::<S>(&mut tx, subjects).await?;
        octets += read.iter().map(|entry| entry.body.len()).sum::<usize>();
        entries.extend(read.into_iter().filter(|entry| taken.contains(&entry.subject)));
        if octets >= most {
            break;
        }
    }
    let new = index_all(&mut tx, entries).await?;
    // Cached pages of results are incomplete.
    tx.commit().await?;
    Ok(new)
}

/// Takes those of these things out of the queue that are still there, and returns them. Until the transaction ends, verbs that change them wait.
async fn take<S: SearchSource>(tx: &mut Tx, subjects: &[String]) -> Result<HashSet<String>> {
    let statement =
        format!("DELETE FROM search_queue WHERE kind = $1 AND subject IN ({}) RETURNING subject", placeholders(2, subjects.len()));
    let query = sqlx::query_scalar(AssertSqlSafe(statement)).bind(S::KIND);
    let taken: Vec<String> = subjects.iter().fold(query, |query, subject| query.bind(subject.clone())).fetch_all(&mut **tx).await?;
    Ok(taken.into_iter().collect())
}

/// Puts the things of a kind that have no entry into the queue.
async fn enqueue_missing_of<S: SearchSource>(conn: &mut Conn) -> Result<()> {
    let statement = format!(
        "INSERT INTO search_queue (kind, subject)
         SELECT '{0}', k.id FROM ({1} NOT EXISTS (SELECT 1 FROM search_entry s WHERE s.kind = '{0}' AND s.subject = t.id)) k WHERE 1 = 1
             ON CONFLICT DO NOTHING",
        S::KIND,
        S::KEYS
    );
    sqlx::query(AssertSqlSafe(statement)).execute(conn).await?;
    Ok(())
}

async fn version(conn: &mut Conn) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT version FROM search_index WHERE id = 1").fetch_one(conn).await?)
}

async fn set_version(conn: &mut Conn) -> Result<()> {
    sqlx::query("UPDATE search_index SET version = $1 WHERE id = 1").bind(VERSION).execute(conn).await?;
    Ok(())
}

async fn clear(conn: &mut Conn) -> Result<()> {
    sqlx::query("DELETE FROM search_word").execute(&mut *conn).await?;
    sqlx::query("DELETE FROM search_text").execute(&mut *conn).await?;
    sqlx::query("DELETE FROM search_entry").execute(&mut *conn).await?;
    set_version(conn).await
}
