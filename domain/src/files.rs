//! File contents, in the database, each stored once by its hash: attachments of pages, mails that came for lists and their files.

use sha2::{Digest, Sha256};

use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::Result;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 20_000_000;
/// The size of a part, in bytes.
const PART: usize = 256 << 10;

/// Stores a content, if it is not stored yet; returns its hash.
pub(crate) async fn store(tx: &mut Tx, content: &[u8]) -> Result<String> {
    let hash = hash(content);
    let (size, now) = (i64::try_from(content.len()).unwrap_or(i64::MAX), tx.now);
    // Writes the row even if it exists: a transaction that removes the last use at this instant waits for this one, or this one for it.
    sqlx::query("INSERT INTO file (hash, size, created_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO UPDATE SET size = excluded.size")
        .bind_all((&hash, size, now))
        .execute(&mut **tx)
        .await?;
    let existing = sqlx::query("SELECT 1 FROM file_part WHERE hash = $1 AND position = 0").bind(&hash).fetch_optional(&mut **tx).await?;
    if existing.is_none() {
        for (position, part) in (0_i64..).zip(content.chunks(PART)) {
            sqlx::query("INSERT INTO file_part (hash, position, content) VALUES ($1, $2, $3)")
                .bind_all((&hash, position, part))
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(hash)
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
