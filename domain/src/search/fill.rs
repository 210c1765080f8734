//! Filling the index: what existed before it, and what was written without a word to it.

use sqlx::AssertSqlSafe;

use super::{insert, sources, words, write_words};
use crate::codes::SearchKind;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::lists::is_archived;

/// Raised when words are folded or stemmed in another way: the index is then filled anew at the next start.
const VERSION: i64 = 2;
/// How many things are read, and made findable, in one transaction.
const BATCH: usize = 100;

/// Makes findable what is not yet, a little at a time; gives how many things that were. Safe at any moment, in several processes at
/// once: what a verb has written meanwhile is newer, and stays.
pub async fn catch_up(db: &Db) -> Result<usize> {
    match version(db).await? {
        VERSION => {}
        // It was never filled: what verbs have written since it exists is good.
        0 => {
            let mut tx = db.write().await?;
            be_of_version(&mut tx).await?;
            tx.commit_quietly().await?;
        }
        _ => clear(db).await?,
    }
    let mut made = 0;
    for (kind, missing) in [
        (SearchKind::Network, "SELECT t.id FROM network t WHERE"),
        (SearchKind::Event, "SELECT t.id FROM event t WHERE"),
        (SearchKind::Page, "SELECT t.id FROM page t WHERE"),
        (SearchKind::Person, "SELECT t.id FROM person t WHERE (t.given_name <> '' OR t.family_name <> '') AND"),
        (
            SearchKind::Message,
            concat!(
                "SELECT t.id FROM (SELECT m.id FROM message m JOIN list l ON l.id = m.list WHERE l.archive <> 'none' AND ",
                is_archived!(),
                ") t WHERE"
            ),
        ),
    ] {
        let missing = format!(
            "{missing} NOT EXISTS (SELECT 1 FROM search_entry s WHERE s.kind = '{kind}' AND s.subject = t.id) ORDER BY t.id LIMIT {}",
            BATCH * 10
        );
        loop {
            let subjects: Vec<String> = sqlx::query_scalar(AssertSqlSafe(missing.clone())).fetch_all(db.pool()).await?;
            let mut written = 0;
            for subjects in subjects.chunks(BATCH) {
                written += fill(db, kind, subjects).await?;
            }
            made += written;
            if written == 0 || subjects.len() < BATCH * 10 {
                break;
            }
        }
    }
    if made > 0 {
        // Pages of results that were kept meanwhile are not whole.
        db.write().await?.commit().await?;
    }
    Ok(made)
}

/// Empties the index and fills it anew; gives how many things can be found.
pub async fn rebuild(db: &Db) -> Result<usize> {
    clear(db).await?;
    catch_up(db).await
}

async fn fill(db: &Db, kind: SearchKind, subjects: &[String]) -> Result<usize> {
    let mut tx = db.write().await?;
    let mut found = Vec::new();
    let mut written = 0;
    for entry in sources::load(&mut tx, kind, subjects).await? {
        // A verb that was faster has read it later than we did.
        if insert(&mut tx, &entry, false).await? {
            found.extend(words(&entry));
            written += 1;
        }
    }
    write_words(&mut tx, &found).await?;
    tx.commit_quietly().await?;
    Ok(written)
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
    sqlx::query("DELETE FROM search_word").execute(&mut *tx).await?;
    sqlx::query("DELETE FROM search_entry").execute(&mut *tx).await?;
    be_of_version(&mut tx).await?;
    tx.commit().await
}
