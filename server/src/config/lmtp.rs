//! The section `[lmtp]`.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

/// Incoming mail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lmtp {
    /// Where the mail server of this machine delivers: see [`LmtpAddress`]. Empty: no incoming mail.
    pub listen: String,
    /// The domain of the addresses of lists; set if and only if there is incoming mail.
    pub domain: String,
    /// The maximum size of a mail, in bytes.
    pub max_size: usize,
    /// The names with which our own mail server signs its Authentication-Results (RFC 8601), separated by spaces. Empty: every mail is held for a
    /// moderator.
    pub trusted_relays: String,
}

/// Where LMTP is spoken. It has no sign-in, so never where other machines reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LmtpAddress {
    /// On the loopback interface.
    Tcp(SocketAddr),
    /// An absolute path.
    Unix(PathBuf),
}

/// The least and the greatest [`Lmtp::max_size`].
const SIZES: std::ops::RangeInclusive<usize> = 64 << 10..=100 << 20;

/// The most trusted relays.
const RELAYS: usize = 20;

impl Default for Lmtp {
    fn default() -> Self {
        Self { listen: String::new(), domain: String::new(), max_size: 10 << 20, trusted_relays: String::new() }
    }
}

impl Lmtp {
    pub(super) fn check(&self) -> Result<(), String> {
        self.address()?;
        if self.listen.is_empty() != self.domain.is_empty() {
            return Err("lmtp.listen and lmtp.domain go together.".to_owned());
        }
        let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !self.domain.is_empty() && !self.domain.split('.').all(is_label) {
            return Err(format!("lmtp.domain: “{}” is not a domain, such as lists.example.org.", self.domain));
        }
        if self.relays().len() > RELAYS || self.trusted_relays.contains([',', ';']) {
            return Err(format!("lmtp.trusted_relays: at most {RELAYS} names, separated by spaces."));
        }
        if !SIZES.contains(&self.max_size) {
            return Err(format!("lmtp.max_size: from {} to {} bytes.", SIZES.start(), SIZES.end()));
        }
        Ok(())
    }

    /// The names of the trusted relays.
    pub fn relays(&self) -> Vec<String> {
        self.trusted_relays.split_whitespace().map(str::to_owned).collect()
    }

    /// `None`: no incoming mail.
    ///
    /// # Errors
    /// A sentence that names the key and what would be right.
    pub fn address(&self) -> Result<Option<LmtpAddress>, String> {
        let listen = self.listen.as_str();
        if listen.is_empty() {
            return Ok(None);
        }
        let path = listen.strip_prefix("unix:").unwrap_or(listen);
        if path.starts_with('/') {
            return Ok(Some(LmtpAddress::Unix(path.into())));
        }
        match listen.parse::<SocketAddr>() {
            Ok(address) if address.ip().is_loopback() => Ok(Some(LmtpAddress::Tcp(address))),
            Ok(_) => Err(format!("lmtp.listen: other machines may reach {listen}, and LMTP has no sign-in; 127.0.0.1 or a Unix socket.")),
            Err(_) => {
                Err(format!("lmtp.listen: “{listen}” is neither an address with a port, such as 127.0.0.1:8024, nor an absolute path."))
            }
        }
    }
}
