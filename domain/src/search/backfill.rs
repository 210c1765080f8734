//! Filling the search index with things that are not in it yet.

use sqlx::AssertSqlSafe;

use crate::agenda::FoundEvents;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::graph::FoundNetworks;
use crate::lists::FoundMessages;
use crate::pages::FoundPages;
use crate::people::FoundPeople;
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
const LOOKED_FOR: usize = 200_000;

/// Indexes what is missing, in small steps, and returns how many things that were. It can run at any time and in several processes at once: newer
/// entries that verbs have written meanwhile are kept.
pub async fn catch_up(db: &Db) -> Result<usize> {
    match version(db).await? {
        VERSION => {}
        // It was never filled. The entries that verbs have written until now are valid.
        0 => {
            let mut tx = db.write().await?;
            be_of_version(&mut tx).await?;
            tx.commit_without_revision().await?;
        }
        _ => clear(db).await?,
    }
    let made = fill::<FoundNetworks>(db).await?
        + fill::<FoundEvents>(db).await?
        + fill::<FoundPages>(db).await?
        + fill::<FoundPeople>(db).await?
        + fill::<FoundMessages>(db).await?;
    if made > 0 {
        // Increments the revision: cached pages of results are incomplete.
        db.write().await?.commit().await?;
    }
    Ok(made)
}

/// Indexes what is missing of one kind, and returns how many things that were.
async fn fill<S: SearchSource>(db: &Db) -> Result<usize> {
    let missing = format!(
        "{} t.id > $1 AND NOT EXISTS (SELECT 1 FROM search_entry s WHERE s.kind = '{}' AND s.subject = t.id)
          ORDER BY t.id LIMIT {LOOKED_FOR}",
        S::KEYS,
        S::KIND
    );
    let (mut made, mut last) = (0, String::new());
    loop {
        let mut subjects: Vec<String> = sqlx::query_scalar(AssertSqlSafe(missing.clone())).bind(&last).fetch_all(db.pool()).await?;
        let Some(found) = subjects.last() else { return Ok(made) };
        last.clone_from(found);
        made += fill_all::<S>(db, &mut subjects).await?;
    }
}

/// Empties the index and fills it again. Returns how many things it holds.
pub async fn rebuild(db: &Db) -> Result<usize> {
    clear(db).await?;
    let made = catch_up(db).await?;
    db.analyze().await;
    Ok(made)
}

/// Sorted by entry, so that a page of the index is not written again for each batch. A transaction ends
/// once it has [`WORDS`] words or [`THINGS`] things.
async fn fill_all<S: SearchSource>(db: &Db, subjects: &mut [String]) -> Result<usize> {
    subjects.sort_by_cached_key(|subject| key(S::KIND, subject));
    let mut batches = subjects.chunks(BATCH);
    let mut made = 0;
    while batches.len() > 0 {
        let mut tx = db.write().await?;
        tx.expect_many_rows().await?;
        let (mut found, mut looked) = (Vec::new(), 0);
        while found.len() < WORDS && looked < THINGS {
            let Some(batch) = batches.next() else { break };
            looked += batch.len();
            for entry in S::entries(&mut tx, batch).await? {
                // If a verb was faster, its entry is newer than ours.
                if insert(&mut tx, &entry, false).await? {
                    found.extend(words(&entry));
                    made += 1;
                }
            }
        }
        found.sort_by(|one, other| (&one.word, one.entry).cmp(&(&other.word, other.entry)));
        write_words(&mut tx, &found).await?;
        tx.commit_without_revision().await?;
    }
    Ok(made)
}

async fn version(db: &Db) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT version FROM search_index WHERE id = 1").fetch_one(db.pool()).await?)
}

async fn be_of_version(conn: &mut Conn) -> Result<()> {
    sqlx::query("UPDATE search_index SET version = $1 WHERE id = 1").bind(VERSION).execute(conn).await?;
    Ok(())
}

async fn clear(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    tx.expect_many_rows().await?;
    sqlx::query("DELETE FROM search_word").execute(&mut *tx).await?;
    sqlx::query("DELETE FROM search_entry").execute(&mut *tx).await?;
    be_of_version(&mut tx).await?;
    tx.commit().await
}
