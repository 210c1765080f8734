//! The configuration. Later sources override earlier ones: defaults, `maillage.toml`, the environment.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::error::{Actual, Kind};
use figment::providers::Serialized;
use serde::Deserialize;

mod lmtp;
mod mailing;
mod metrics;
mod proxy;
mod redacted;
mod smtp;

pub use lmtp::{Lmtp, LmtpAddress};
pub use mailing::{DkimKey, Mailings};
pub use metrics::Metrics;
pub use redacted::without_password;
pub use smtp::{Smtp, Tls};

/// Every key. `maillage.example.toml` explains each of them.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the program listens: an address and a port.
    pub listen: String,
    /// The public address; empty: `http://` followed by [`Config::listen`].
    pub address: String,
    /// `sqlite:<file>` or `postgres://…`.
    pub database: String,
    /// Whether neither a file nor the environment names the database: its path then depends on the working folder.
    #[serde(skip)]
    pub is_database_assumed: bool,
    /// The maximum number of database connections.
    pub connections: u32,
    /// The header in which a trusted proxy writes the client's address; empty: no proxy.
    pub client_header: String,
    /// The maximum number of connections of one client; 0: no limit.
    pub client_connections: usize,
    /// The size of the cache of rendered pages, in MiB; 0: no cache.
    pub cache: usize,
    /// A folder of pages; those missing in the database are created at each start. Empty: none.
    pub content: PathBuf,
    /// Whether this is a demonstration. By default only a development build without a configuration file is one.
    pub demo: Option<bool>,
    pub log: LogConfig,
    /// Metrics for Prometheus.
    pub metrics: Metrics,
    /// Outgoing mail.
    pub mail: MailConfig,
    pub smtp: Smtp,
    /// Messages to lists.
    pub mailing: Mailings,
    pub dkim: DkimKey,
    /// Incoming mail.
    pub lmtp: Lmtp,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// Text for people, JSON for programs.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`, `trace`, or more precise: `info,sqlx=warn`.
    pub level: String,
}

/// The format of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// Outgoing mail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailConfig {
    /// The sender, such as `Maillage <maillage@example.org>`.
    pub from: String,
    /// The folder where e-mails are written if there is no SMTP server.
    pub outbox: PathBuf,
    /// The name server that is asked for the policies of authors' domains (DMARC): an address and a port; empty: those of the system.
    pub resolver: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:3000".to_owned(),
            address: String::new(),
            database: "sqlite:data/maillage.db".to_owned(),
            is_database_assumed: false,
            connections: 8,
            client_header: String::new(),
            client_connections: 256,
            cache: 24,
            content: PathBuf::new(),
            demo: None,
            log: LogConfig::default(),
            metrics: Metrics::default(),
            mail: MailConfig::default(),
            smtp: Smtp::default(),
            mailing: Mailings::default(),
            dkim: DkimKey::default(),
            lmtp: Lmtp::default(),
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".to_owned() }
    }
}

impl Default for MailConfig {
    fn default() -> Self {
        Self { from: "Maillage <maillage@localhost>".to_owned(), outbox: "data/outbox".into(), resolver: String::new() }
    }
}

impl MailConfig {
    /// `None`: the name servers of the system.
    pub fn resolver(&self) -> Option<SocketAddr> {
        self.resolver.parse().ok()
    }
}

/// The file that is read, if it exists, when none is named.
const DEFAULT_FILE: &str = "maillage.toml";
/// The prefix of environment variables.
const PREFIX: &str = "MAILLAGE_";
/// Variables with that prefix that are not keys: the name of the file, and what xtask and the tests use.
const RESERVED_VARIABLES: [&str; 2] = ["MAILLAGE_CONFIG", "MAILLAGE_BIN"];

/// The names of integer types in errors of the parser.
const INTEGERS: [&str; 4] = ["u16", "u32", "usize", "i64"];

impl Config {
    /// Reads `file` (by default `maillage.toml`, if it exists), then the environment.
    ///
    /// # Errors
    /// A sentence for the administrator: what is wrong, where, and what would be right.
    pub fn read(file: Option<&Path>, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let text = match (file, std::fs::read_to_string(file.unwrap_or(Path::new(DEFAULT_FILE)))) {
            (_, Ok(text)) => Some(text),
            (None, Err(cause)) if cause.kind() == std::io::ErrorKind::NotFound => None,
            (_, Err(cause)) => return Err(format!("{} can't be read: {cause}.", file.unwrap_or(Path::new(DEFAULT_FILE)).display())),
        };
        let name = file.map_or_else(|| DEFAULT_FILE.to_owned(), |file| file.display().to_string());
        let environment: Vec<_> = environment.into_iter().collect();
        let is_database_set = environment.iter().any(|(name, _)| ["DATABASE_URL", "MAILLAGE_DATABASE"].contains(&&**name));
        let mut config = Self::from_text(text.as_deref().unwrap_or_default(), environment).map_err(|cause| match cause {
            ConfigErrorCause::File(cause) => format!("{name}: {cause}"),
            ConfigErrorCause::Environment(cause) => cause,
        })?;
        config.is_database_assumed = text.is_none() && !is_database_set;
        config.demo.get_or_insert(cfg!(debug_assertions) && text.is_none());
        config.check()?;
        Ok(config)
    }

    fn from_text(text: &str, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigErrorCause> {
        let file_error = |cause: toml::de::Error| ConfigErrorCause::File(cause.to_string());
        // The file alone first: errors of TOML show the line.
        let mut config: Self = toml::from_str(text).map_err(file_error)?;
        let mut merged = Figment::from(Serialized::defaults(text.parse::<toml::Table>().map_err(file_error)?));
        let mut variables: Vec<_> = environment.into_iter().collect();
        // Sorted, `DATABASE_URL` comes before `MAILLAGE_DATABASE`, which is the more specific and wins.
        variables.sort();
        for (name, value) in variables {
            let key = match name.strip_prefix(PREFIX) {
                Some(key) if !RESERVED_VARIABLES.contains(&&*name) => key.to_ascii_lowercase().replace("__", "."),
                None if name == "DATABASE_URL" => "database".to_owned(),
                _ => continue,
            };
            if let Some(sentence) = refused_key(&key) {
                return Err(ConfigErrorCause::Environment(format!("{name}: {sentence}")));
            }
            merged = merged.merge((&key, &value));
            // Read after each variable, so that an error names its own.
            config = merged
                .extract_lossy()
                .map_err(|cause| ConfigErrorCause::Environment(format!("{name}: {}", environment_error(&value, cause.kind))))?;
        }
        Ok(config)
    }

    /// Rules that the types can't express.
    ///
    /// # Errors
    /// A sentence that names the key and what would be right.
    pub fn check(&self) -> Result<(), String> {
        if self.listen.parse::<SocketAddr>().is_err() {
            return Err(format!("listen: “{}” is not an address with a port, such as 127.0.0.1:3000.", self.listen));
        }
        self.metrics.check(&self.listen)?;
        if !self.address.is_empty() && !is_origin(&self.address) {
            return Err(format!(
                "address: “{}” is not the address of a site, such as https://maillage.example.org, without a path.",
                self.address
            ));
        }
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|start| self.database.starts_with(start)) {
            return Err("database: it starts with sqlite: or postgres://.".to_owned());
        }
        if self.connections == 0 {
            return Err("connections: at least 1.".to_owned());
        }
        if !self.client_header.is_empty() && self.client_header.parse::<axum::http::HeaderName>().is_err() {
            return Err(format!("client_header: “{}” is not the name of a header, such as X-Forwarded-For.", self.client_header));
        }
        if self.mail.from.parse::<lettre::message::Mailbox>().is_err() {
            return Err(format!("mail.from: “{}” is not a sender, such as Maillage <maillage@example.org>.", self.mail.from));
        }
        if !self.mail.resolver.is_empty() && self.mail.resolver().is_none() {
            return Err(format!("mail.resolver: “{}” is not an address with a port, such as 127.0.0.1:53.", self.mail.resolver));
        }
        self.smtp.check()?;
        self.mailing.check()?;
        self.dkim.check()?;
        self.lmtp.check()
    }

    /// The public address, without a trailing slash.
    pub fn address(&self) -> String {
        if self.address.is_empty() { format!("http://{}", self.listen) } else { self.address.trim_end_matches('/').to_owned() }
    }

    /// Whether this is a demonstration.
    pub fn is_demo(&self) -> bool {
        self.demo.unwrap_or(false)
    }
}

enum ConfigErrorCause {
    File(String),
    Environment(String),
}

const NO_KEY: &str = "there is no such key; a key of a section is written MAILLAGE_SMTP__HOST.";
const NO_DOMAINS: &str = "there is no such key; limits of single domains are written in the file.";

/// Why a variable names no key: a domain has dots, which no variable can hold, and figment ends a key at its first empty part.
fn refused_key(key: &str) -> Option<&'static str> {
    if key.starts_with("mailing.domains") {
        return Some(NO_DOMAINS);
    }
    key.split('.').any(str::is_empty).then_some(NO_KEY)
}

/// Describes the error in the value of a variable.
fn environment_error(value: &str, kind: Kind) -> String {
    match kind {
        Kind::InvalidType(Actual::Map, _) => NO_KEY.to_owned(),
        Kind::UnknownVariant(_, known) => format!("“{value}” is none of {}.", known.join(", ")),
        Kind::InvalidType(_, expected) if expected == "a boolean" => format!("“{value}” is neither true nor false."),
        Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) if INTEGERS.contains(&&*expected) => {
            format!("“{value}” is not a whole number in its range.")
        }
        _ => NO_KEY.to_owned(),
    }
}

fn is_origin(address: &str) -> bool {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).map(|rest| rest.trim_end_matches('/'));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']))
}

#[cfg(test)]
mod tests;
