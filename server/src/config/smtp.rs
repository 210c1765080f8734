//! The section `[smtp]`.

use serde::Deserialize;

/// The SMTP server for outgoing mail.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Its name; empty: no server, and e-mails are written to [`outbox`](super::MailConfig::outbox).
    pub host: String,
    /// Its port; 0: the usual one for [`Smtp::tls`].
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// The user name; empty: no authentication.
    pub user: String,
    /// The password; set if and only if there is a user.
    pub password: String,
}

/// How an SMTP connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// By STARTTLS; port 587.
    Starttls,
    /// From the first byte; port 465.
    Implicit,
    /// Not at all: for a server on this machine; port 25.
    None,
}

impl Default for Smtp {
    fn default() -> Self {
        Self { host: String::new(), port: 0, tls: Tls::Starttls, user: String::new(), password: String::new() }
    }
}

impl Smtp {
    pub(super) fn check(&self) -> Result<(), String> {
        if self.user.is_empty() != self.password.is_empty() {
            return Err("smtp.user and smtp.password go together.".to_owned());
        }
        if !self.user.is_empty() && self.tls == Tls::None {
            return Err("smtp.tls: a password does not travel unprotected; starttls or implicit.".to_owned());
        }
        Ok(())
    }
}
