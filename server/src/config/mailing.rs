//! The sections `[mailing]` and `[dkim]`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::delivery::RateLimits;
use serde::Deserialize;

/// Messages to lists.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mailings {
    /// The maximum number of connections to the SMTP server.
    pub connections: usize,
    /// Copies per minute in total; 0: as fast as the server accepts them.
    pub per_minute: i64,
    /// Copies per minute to any one domain; 0: no limit.
    pub per_domain: i64,
    /// Copies per minute to particular domains.
    pub domains: BTreeMap<String, i64>,
    /// The address for requests to unsubscribe by e-mail; empty: only the link.
    pub unsubscribe_address: String,
}

impl Default for Mailings {
    fn default() -> Self {
        Self { connections: 4, per_minute: 0, per_domain: 0, domains: BTreeMap::new(), unsubscribe_address: String::new() }
    }
}

impl Mailings {
    pub(super) fn check(&self) -> Result<(), String> {
        if !(1..=32).contains(&self.connections) {
            return Err("mailing.connections: from 1 to 32.".to_owned());
        }
        if self.per_minute < 0 || self.per_domain < 0 || self.domains.values().any(|limit| *limit < 0) {
            return Err("mailing: copies a minute are a whole number; 0 is no limit.".to_owned());
        }
        if !self.unsubscribe_address.is_empty() && domain::fields::address(&self.unsubscribe_address).is_err() {
            return Err(format!("mailing.unsubscribe_address: “{}” is not an address.", self.unsubscribe_address));
        }
        Ok(())
    }

    /// The rate limits, for the queue.
    pub fn rate_limits(&self) -> RateLimits {
        let domains = self.domains.iter().map(|(domain, limit)| (domain.to_lowercase(), *limit)).collect();
        RateLimits { total: self.per_minute, domain: self.per_domain, domains }
    }
}

/// The DKIM signature of every e-mail. All three keys are set, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DkimKey {
    /// The signing domain: that of the sender.
    pub domain: String,
    /// The name of the key in the DNS: `<selector>._domainkey.<domain>`.
    pub selector: String,
    /// The file with the private key.
    pub key: PathBuf,
}

impl DkimKey {
    /// Whether e-mails are signed.
    pub fn is_set(&self) -> bool {
        !self.domain.is_empty()
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let all = [self.domain.is_empty(), self.selector.is_empty(), self.key.as_os_str().is_empty()];
        if all.iter().any(|empty| *empty != all[0]) {
            return Err("dkim.domain, dkim.selector and dkim.key go together.".to_owned());
        }
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        if !plain(&self.domain) || !plain(&self.selector) {
            return Err("dkim.domain and dkim.selector are names of the DNS: letters, digits, hyphens and dots.".to_owned());
        }
        Ok(())
    }
}
