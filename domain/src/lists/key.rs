//! What makes links and marks that can't be guessed, and that need no row of their own.
//!
//! A copy's one-click link is derived from the instance's key and from what the link ends, so that it can be written into every copy
//! without storing a secret for each, holds for as long as the key does (for ever: it is in the database, and in its backups), and
//! still holds when the copy itself was forgotten.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::db::Db;
use crate::error::Result;

/// Octets of a mark: 128 bits.
const MARK: usize = 16;

/// The instance's key. Never shown, never logged.
#[derive(Clone)]
pub struct InstanceKey(Hmac<Sha256>);

impl InstanceKey {
    /// Reads the key; the first who asks makes it.
    pub async fn of(db: &Db) -> Result<Self> {
        if let Some(key) = Self::read(db).await? {
            return Ok(key);
        }
        let mut tx = db.write().await?;
        let secret = tx.secret();
        // Another process may be as early as this one: one of the two keys stays.
        sqlx::query("INSERT INTO mailing_key (id, secret) VALUES (1, $1) ON CONFLICT (id) DO NOTHING")
            .bind(secret.reveal())
            .execute(&mut *tx)
            .await?;
        tx.commit_without_revision().await?;
        Self::read(db).await?.ok_or(crate::Error::Internal)
    }

    async fn read(db: &Db) -> Result<Option<Self>> {
        let secret: Option<String> = sqlx::query_scalar("SELECT secret FROM mailing_key WHERE id = 1").fetch_optional(db.pool()).await?;
        secret.map(|secret| Self::new(secret.as_bytes())).transpose()
    }

    fn new(secret: &[u8]) -> Result<Self> {
        Hmac::new_from_slice(secret).map(Self).map_err(|_| crate::Error::Internal)
    }

    /// HMAC-SHA-256 (RFC 2104) over `purpose` and `text`.
    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        self.0.clone().chain_update(purpose).chain_update("\n").chain_update(text)
    }

    /// A mark for `text`: 128 bits that only this instance can make. `purpose` keeps marks of one kind from serving as another's.
    pub fn mark(&self, purpose: &str, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(&self.mac(purpose, text).finalize().into_bytes()[..MARK])
    }

    /// Whether `mark` is that of `text`. It takes as long whichever character is wrong.
    pub fn made(&self, purpose: &str, text: &str, mark: &str) -> bool {
        let octets = URL_SAFE_NO_PAD.decode(mark).unwrap_or_default();
        // A shorter mark is none: HMAC itself would take a single octet.
        octets.len() == MARK && self.mac(purpose, text).verify_truncated_left(&octets).is_ok()
    }
}

impl std::fmt::Debug for InstanceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_links_that_were_sent_stay_the_same() {
        let key = InstanceKey::new(b"secret").unwrap();
        assert_eq!(key.mark("stop", "l.sil.ada"), "C93EpxR-cM9Mj-HXH5wD0w");
        // A key longer than a block of SHA-256 is hashed first.
        assert_eq!(InstanceKey::new(&[0xaa; 131]).unwrap().mark("stop", "l.sil.ada"), "DF6siNcu98fr_CObOcsHlg");
    }

    #[test]
    fn a_mark_serves_one_text_and_one_purpose() {
        let key = InstanceKey::new(b"secret").unwrap();
        let mark = key.mark("stop", "l.sil.ada");
        assert!(key.made("stop", "l.sil.ada", &mark));
        assert!(!key.made("stop", "l.sil.bob", &mark) && !key.made("form", "l.sil.ada", &mark) && !key.made("stop", "l.sil.ada", ""));
        assert!(!key.made("stop", "l.sil.ada", &mark[..4]) && !key.made("stop", "l.sil.ada", &format!("{mark}A")));
    }
}
