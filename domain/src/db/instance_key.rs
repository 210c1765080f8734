//! Unguessable links and marks that need no row of their own.
//!
//! The one-click link of a mail is derived from the instance's key and from the target of the link. It can thus be written into every mail without
//! storing a secret for each. It is valid for as long as the key (for ever: the key is in the database and its backups), even after the delivery was
//! deleted.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Db;
use crate::error::Result;

/// The size of a mark in bytes: 128 bits.
const MARK: usize = 16;
/// The size of a short mark in bytes: 64 bits.
const SHORT_MARK: usize = 8;

/// The key of the instance. Never shown, never logged.
#[derive(Clone)]
pub struct InstanceKey(Hmac<Sha256>);

impl InstanceKey {
    /// Reads the key; the first call creates it.
    pub async fn of(db: &Db) -> Result<Self> {
        if let Some(key) = Self::read(db).await? {
            return Ok(key);
        }
        let mut tx = db.without_form_key().write().await?;
        let secret = tx.secret();
        // Another process may do this at the same time: one of the two keys stays.
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

    /// A mark for `text`: 128 bits that only this instance can make. With `purpose`, a mark of one kind can't be used as one of another.
    pub fn mark(&self, purpose: &str, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(&self.mac(purpose, text).finalize().into_bytes()[..MARK])
    }

    /// A mark of 64 bits in small letters and digits, for addresses of mail: a local part has 64 octets at most (RFC 5321, 4.5.3.1.1), and servers on
    /// the way may change its case. A client has to ask this instance for each guess.
    pub fn short_mark(&self, purpose: &str, text: &str) -> String {
        self.mac(purpose, text).finalize().into_bytes()[..SHORT_MARK].iter().map(|octet| format!("{octet:02x}")).collect()
    }

    /// Whether `mark` is the [`short_mark`](Self::short_mark) of `text`, in constant time.
    pub fn verify_short(&self, purpose: &str, text: &str, mark: &str) -> bool {
        let octet = |at: usize| mark.get(2 * at..2 * at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let octets: Option<Vec<u8>> = (0..SHORT_MARK).map(octet).collect();
        mark.len() == 2 * SHORT_MARK && octets.is_some_and(|octets| self.mac(purpose, text).verify_truncated_left(&octets).is_ok())
    }

    /// Whether `mark` is the mark of `text`, in constant time.
    pub fn verify(&self, purpose: &str, text: &str, mark: &str) -> bool {
        let octets = URL_SAFE_NO_PAD.decode(mark).unwrap_or_default();
        // A shorter mark is invalid: HMAC itself would accept a single byte.
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
        assert!(key.verify("stop", "l.sil.ada", &mark));
        assert!(!key.verify("stop", "l.sil.bob", &mark) && !key.verify("form", "l.sil.ada", &mark) && !key.verify("stop", "l.sil.ada", ""));
        let short = key.short_mark("bounce", "0199");
        assert!(
            short.len() == 16 && key.verify_short("bounce", "0199", &short) && key.verify_short("bounce", "0199", &short.to_uppercase())
        );
        assert!(!key.verify_short("bounce", "0198", &short) && !key.verify_short("stop", "0199", &short));
        for wrong in ["", &short[..8], &format!("{short}00"), "é0000000000000000", "+0000000000000000"] {
            assert!(!key.verify_short("bounce", "0199", wrong), "{wrong}");
        }
        assert!(!key.verify("stop", "l.sil.ada", &mark[..4]) && !key.verify("stop", "l.sil.ada", &format!("{mark}A")));
    }
}
