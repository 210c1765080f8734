//! What makes links and marks that can't be guessed, and that need no row of their own.
//!
//! A copy's one-click link is derived from the instance's key and from what the link ends, so that it can be written into every copy
//! without storing a secret for each, holds for as long as the key does (for ever: it is in the database, and in its backups), and
//! still holds when the copy itself was forgotten.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::db::Db;
use crate::error::Result;

const BLOCK: usize = 64;

/// The instance's key. Never shown, never logged.
#[derive(Clone)]
pub struct InstanceKey(Vec<u8>);

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
        Ok(secret.map(|secret| Self(secret.into_bytes())))
    }

    /// A mark for `text`: 128 bits that only this instance can make. `purpose` keeps marks of one kind from serving as another's.
    pub fn mark(&self, purpose: &str, text: &str) -> String {
        let whole = hmac(&self.0, format!("{purpose}\n{text}").as_bytes());
        URL_SAFE_NO_PAD.encode(&whole[..16])
    }

    /// Whether `mark` is that of `text`. It takes as long whichever character is wrong.
    pub fn made(&self, purpose: &str, text: &str, mark: &str) -> bool {
        let right = self.mark(purpose, text);
        let differences = right.bytes().zip(mark.bytes()).fold(0, |sum, (one, other)| sum | (one ^ other));
        right.len() == mark.len() && differences == 0
    }
}

impl std::fmt::Debug for InstanceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// HMAC-SHA-256 (RFC 2104).
fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let keyed = |pad: u8| Sha256::new().chain_update(block.map(|byte| byte ^ pad));
    let inner = keyed(0x36).chain_update(text).finalize();
    keyed(0x5c).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_rfc_4231() {
        let hex = |bytes: [u8; 32]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(hex(hmac(&[0x0b; 20], b"Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        let long = hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(hex(long), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    #[test]
    fn a_mark_serves_one_text_and_one_purpose() {
        let key = InstanceKey(b"secret".to_vec());
        let mark = key.mark("stop", "l.sil.ada");
        assert!(key.made("stop", "l.sil.ada", &mark));
        assert!(!key.made("stop", "l.sil.bob", &mark) && !key.made("form", "l.sil.ada", &mark) && !key.made("stop", "l.sil.ada", ""));
    }
}
