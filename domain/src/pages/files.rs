//! The content of files, once by its hash, in the database.

use sha2::{Digest, Sha256};

use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::Result;

/// The most octets of a file.
pub const MOST_BYTES: usize = 20_000_000;
/// The octets of a part.
const PART: usize = 256 << 10;

/// Keeps a content, if it is not kept yet; its hash.
pub(super) async fn keep(tx: &mut Tx, content: &[u8]) -> Result<String> {
    let hash = hash(content);
    let (size, now) = (i64::try_from(content.len()).unwrap_or(i64::MAX), tx.now);
    // Written even if it is there: whoever would take the last use of it away at this instant waits for us, or we for them.
    sqlx::query("INSERT INTO file (hash, size, created_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO UPDATE SET size = excluded.size")
        .bind_all((&hash, size, now))
        .execute(&mut **tx)
        .await?;
    let kept = sqlx::query("SELECT 1 FROM file_part WHERE hash = $1 AND position = 0").bind(&hash).fetch_optional(&mut **tx).await?;
    if kept.is_none() {
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
pub(super) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Forgets a content that nothing uses any more.
pub(super) async fn let_go(tx: &mut Tx, hash: &str) -> Result<()> {
    // Written first, as [`keep`] does: who puts the same content on a page at this instant has done so, or finds it gone and keeps it anew.
    sqlx::query("UPDATE file SET size = size WHERE hash = $1").bind(hash).execute(&mut **tx).await?;
    let used = sqlx::query("SELECT 1 FROM attachment WHERE hash = $1").bind(hash).fetch_optional(&mut **tx).await?;
    if used.is_none() {
        for table in ["DELETE FROM file_part WHERE hash = $1", "DELETE FROM file WHERE hash = $1"] {
            sqlx::query(table).bind(hash).execute(&mut **tx).await?;
        }
    }
    Ok(())
}

/// The octets of a file.
pub(crate) async fn size(conn: &mut Conn, hash: &str) -> Result<u64> {
    let size: i64 = sqlx::query_scalar("SELECT size FROM file WHERE hash = $1").bind(hash).fetch_one(conn).await?;
    Ok(u64::try_from(size).unwrap_or(0))
}

/// The octets from `at` on, as many as its part holds; nothing after the end. For files that a verb has opened.
pub async fn part(db: &Db, hash: &str, at: u64) -> Result<Vec<u8>> {
    let (position, within) = (at / PART as u64, at as usize % PART);
    let content: Option<Vec<u8>> = sqlx::query_scalar("SELECT content FROM file_part WHERE hash = $1 AND position = $2")
        .bind_all((hash, i64::try_from(position).unwrap_or(i64::MAX)))
        .fetch_optional(db.pool())
        .await?;
    let mut content = content.unwrap_or_default();
    Ok(content.split_off(within.min(content.len())))
}

/// All of a file, for what is written to a folder.
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
