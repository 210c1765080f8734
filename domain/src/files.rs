//! File contents, in the database, each stored once by its hash: attachments of pages, mails that came for lists and their files.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::db::{BindAll, Conn, Db, Tx, placeholders};
use crate::error::Result;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 20_000_000;
/// The size of a part, in bytes.
const PART: usize = 256 << 10;
/// The most files of one statement.
const MOST_FILES: usize = 90;

/// Stores a content, if it is not stored yet; returns its hash.
pub(crate) async fn store(tx: &mut Tx, content: &[u8]) -> Result<String> {
    Ok(store_all(tx, &[content]).await?.pop().unwrap_or_default())
}

/// [`store`] for several contents, in as many statements as for one, or few more. Returns their hashes, in the same order.
pub(crate) async fn store_all(tx: &mut Tx, contents: &[&[u8]]) -> Result<Vec<String>> {
    let hashes: Vec<String> = contents.iter().map(|content| hash(content)).collect();
    let distinct: BTreeMap<&str, &[u8]> = hashes.iter().map(String::as_str).zip(contents.iter().copied()).collect();
    let distinct: Vec<(&str, &[u8])> = distinct.into_iter().collect();
    for files in distinct.chunks(MOST_FILES) {
        // Writes the row even if it exists: a transaction that removes the last use at this instant waits for this one, or this one for it.
        let statement = format!(
            "INSERT INTO file (hash, size, created_at) VALUES {} ON CONFLICT (hash) DO UPDATE SET size = excluded.size",
            tx.rows(files.len(), 3)
        );
        let (insert, now) = (sqlx::query(AssertSqlSafe(statement)), tx.now);
        let size = |content: &[u8]| i64::try_from(content.len()).unwrap_or(i64::MAX);
        files.iter().fold(insert, |query, (hash, content)| query.bind_all((*hash, size(content), now))).execute(&mut **tx).await?;
        let statement = format!("SELECT hash FROM file_part WHERE position = 0 AND hash IN ({})", placeholders(1, files.len()));
        let select = sqlx::query_scalar(AssertSqlSafe(statement));
        let stored: Vec<String> = files.iter().fold(select, |query, (hash, _)| query.bind(*hash)).fetch_all(&mut **tx).await?;
        let new = files.iter().filter(|(hash, _)| !stored.iter().any(|stored| stored == hash));
        let parts: Vec<(&str, i64, &[u8])> =
            new.flat_map(|(hash, content)| (0_i64..).zip(content.chunks(PART)).map(|(position, part)| (*hash, position, part))).collect();
        insert_parts(tx, &parts).await?;
    }
    Ok(hashes)
}

/// Inserts parts of files: many small ones with one statement, or a few large ones.
async fn insert_parts(tx: &mut Tx, mut parts: &[(&str, i64, &[u8])]) -> Result<()> {
    while !parts.is_empty() {
        let mut octets = 0;
        let fits = |(.., part): &&(&str, i64, &[u8])| {
            octets += part.len();
            octets <= PART
        };
        let (now, later) = parts.split_at(parts.iter().take_while(fits).count().max(1));
        let statement = format!("INSERT INTO file_part (hash, position, content) VALUES {}", tx.rows(now.len(), 3));
        let insert = sqlx::query(AssertSqlSafe(statement));
        now.iter().fold(insert, |query, (hash, position, part)| query.bind_all((*hash, *position, *part))).execute(&mut **tx).await?;
        parts = later;
    }
    Ok(())
}

/// SHA-256, in hexadecimal.
pub(crate) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Deletes a content that is no longer used.
pub(crate) async fn delete_unused(tx: &mut Tx, hash: &str) -> Result<()> {
    // Writes the row first, as [`store`] does: a transaction that stores the same content at this instant has either committed, or finds it gone and
    // stores it again.
    sqlx::query("UPDATE file SET size = size WHERE hash = $1").bind(hash).execute(&mut **tx).await?;
    let use_left = sqlx::query(
        "SELECT 1 FROM attachment WHERE hash = $1 UNION ALL SELECT 1 FROM post WHERE source = $1
                                UNION ALL SELECT 1 FROM post_attachment WHERE hash = $1",
    )
    .bind(hash)
    .fetch_optional(&mut **tx)
    .await?;
    if use_left.is_none() {
        for table in ["DELETE FROM file_part WHERE hash = $1", "DELETE FROM file WHERE hash = $1"] {
            sqlx::query(table).bind(hash).execute(&mut **tx).await?;
        }
    }
    Ok(())
}

/// The size of a file, in bytes.
pub(crate) async fn size(conn: &mut Conn, hash: &str) -> Result<u64> {
    let size: i64 = sqlx::query_scalar("SELECT size FROM file WHERE hash = $1").bind(hash).fetch_one(conn).await?;
    Ok(u64::try_from(size).unwrap_or(0))
}

/// The bytes from `at` to the end of their part; empty after the end of the file. For files that the caller may read.
pub async fn part(db: &Db, hash: &str, at: u64) -> Result<Vec<u8>> {
    let (position, start) = (at / PART as u64, at as usize % PART);
    let content: Option<Vec<u8>> = sqlx::query_scalar("SELECT content FROM file_part WHERE hash = $1 AND position = $2")
        .bind_all((hash, i64::try_from(position).unwrap_or(i64::MAX)))
        .fetch_optional(db.pool())
        .await?;
    let mut content = content.unwrap_or_default();
    Ok(content.split_off(start.min(content.len())))
}

/// The whole content, for files written to a folder.
pub async fn read(db: &Db, hash: &str) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        let more = part(db, hash, content.len() as u64).await?;
        if more.is_empty() {
            return Ok(content);
        }
        content.extend(more);
    }
}
