//! The only source of randomness, so that a test can set it.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

use crate::clock::Timestamp;

/// A source of ids and secrets.
#[derive(Debug, Clone)]
pub struct IdGenerator {
    rng: Arc<Mutex<StdRng>>,
    count: Arc<AtomicU16>,
}

impl IdGenerator {
    /// Seeded by the operating system.
    pub fn system() -> Self {
        Self::from_rng(StdRng::from_os_rng())
    }

    /// The same ids and secrets each time, for tests and demo data.
    pub fn seeded(seed: u64) -> Self {
        Self::from_rng(StdRng::seed_from_u64(seed))
    }

    fn from_rng(rng: StdRng) -> Self {
        Self { rng: Arc::new(Mutex::new(rng)), count: Arc::default() }
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }

    /// A new key, a version 7 UUID (RFC 9562): keys made later by the same process sort later.
    pub fn new_id<Id: From<String>>(&self, now: Timestamp) -> Id {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        // The twelve bits after the time count up, so that keys of one moment keep their order (RFC 9562, 6.2, method 1).
        let [high, low] = self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        (bytes[0], bytes[1]) = (high, low);
        let milliseconds = u64::try_from(now.seconds()).unwrap_or(0) * 1000;
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid().simple().to_string().into()
    }

    /// A new secret: 256 bits that fit in an address.
    pub fn secret(&self) -> Secret {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        Secret(URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// A token that gives access to something. It is shown once to its owner; only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A token from a link or a cookie.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The token itself, for a link or a cookie. Never log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash to store. A plain hash is enough, because the secret has 256 random bits.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256, in hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_one_moment_keep_their_order() {
        let ids = IdGenerator::seeded(1);
        let keys: Vec<String> = (0..300).map(|_| ids.new_id(Timestamp::from_seconds(1_800_000_000))).collect();
        let mut sorted = keys.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(keys, sorted);
    }
}
