//! Filling the search index with things that are not in it yet.

use sqlx::AssertSqlSafe;

use crate::agenda::FoundEvents;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::graph::FoundNetworks;
use crate::lists::FoundMessages;
use crate::pages::FoundPages;
use crate::people::FoundPeople;
use crate::posts::FoundPosts;
use crate::search_index::{SearchSource, insert, key, words, write_words};

/// Increased when words are folded or stemmed differently. The next start then rebuilds the index.
const VERSION: i64 = 2;
/// The number of things that are read at once.
const BATCH: usize = 100;
/// A transaction ends once it has this many words, or this many things. Other writers wait no longer than it takes. With larger numbers, fewer
/// pages of the index are written twice.
const WORDS: usize = 50_000;
const THINGS: usize = 4000;
/// The most missing things that are looked up at once, because their keys are held in memory.
const MOST_MISSING: usize = 200_000;

/// Indexes what is missing, in small steps, and returns how many things that were. It can run at any time and in several processes at once: newer
/// entries that verbs have written meanwhile are kept.
pub async fn catch_up(db: &Db) -> Result<usize> {
    match version(db).await? {
        VERSION => {}
        // It was never filled. The entries that verbs have written until now are valid.
        0 => {
            let mut tx = db.write().await?;
            set_version(&mut tx).await?;
            tx.commit_without_revision().await?;
        }
        _ => clear(db).await?,
    }
    let count = backfill::<FoundNetworks>(db).await?
        + backfill::<FoundEvents>(db).await?
        + backfill::<FoundPages>(db).await?
        + backfill::<FoundPeople>(db).await?
        + backfill::<FoundMessages>(db).await?
        + backfill::<FoundPosts>(db).await?;
    if count > 0 {
        // Increments the revision: cached pages of results are incomplete.
        db.write().await?.commit().await?;
    }
    Ok(count)
}

/// Indexes what is missing of one kind, and returns how many things that were.
async fn backfill<S: SearchSource>(db: &Db) -> Result<usize> {
    let missing = format!(
        "{} t.id > $1 AND NOT EXISTS (SELECT 1 FROM search_entry s WHERE s.kind = '{}' AND s.subject = t.id)
          ORDER BY t.id LIMIT {MOST_MISSING}",
        S::KEYS,
        S::KIND
    );
    let (mut count, mut last) = (0, String::new());
    loop {
        let mut subjects: Vec<String> = sqlx::query_scalar(AssertSqlSafe(missing.clone())).bind(&last).fetch_all(db.pool()).await?;
        let Some(newest) = subjects.last() else { return Ok(count) };
        last.clone_from(newest);
        count += index_batches::<S>(db, &mut subjects).await?;
    }
}

/// Empties the index and fills it again. Returns how many things it holds.
pub async fn rebuild(db: &Db) -> Result<usize> {
    clear(db).await?;
    let count = catch_up(db).await?;
    db.analyze().await;
    Ok(count)
}

/// Sorted by entry, so that a page of the index is not written again for each batch. A transaction ends
/// once it has [`WORDS`] words or [`THINGS`] things.
async fn index_batches<S: SearchSource>(db: &Db, subjects: &mut [String]) -> Result<usize> {
    subjects.sort_by_cached_key(|subject| key(S::KIND, subject));
    let mut batches = subjects.chunks(BATCH);
    let mut count = 0;
    while batches.len() > 0 {
        let mut tx = db.write().await?;
        tx.expect_many_rows().await?;
        let (mut found_words, mut subjects_read) = (Vec::new(), 0);
        while found_words.len() < WORDS && subjects_read < THINGS {
            let Some(batch) = batches.next() else { break };
            subjects_read += batch.len();
            for entry in S::entries(&mut tx, batch).await? {
                // If a verb was faster, its entry is newer than ours.
                if insert(&mut tx, &entry, false).await? {
                    found_words.extend(words(&entry));
                    count += 1;
                }
            }
        }
        found_words.sort_by(|one, other| (&one.word, one.entry).cmp(&(&other.word, other.entry)));
        write_words(&mut tx, &found_words).await?;
        tx.commit_without_revision().await?;
    }
    Ok(count)
}

async fn version(db: &Db) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT version FROM search_index WHERE id = 1").fetch_one(db.pool()).await?)
}

async fn set_version(conn: &mut Conn) -> Result<()> {
    sqlx::query("UPDATE search_index SET version = $1 WHERE id = 1").bind(VERSION).execute(conn).await?;
    Ok(())
}

async fn clear(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    tx.expect_many_rows().await?;
    sqlx::query("DELETE FROM search_word").execute(&mut *tx).await?;
    sqlx::query("DELETE FROM search_entry").execute(&mut *tx).await?;
    set_version(&mut tx).await?;
    tx.commit().await
}
