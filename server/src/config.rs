//! The configuration: what the program assumes, then `maillage.toml`, then the environment, each over the one before.

use std::path::{Path, PathBuf};

use serde::Deserialize;

mod mailing;
mod metrics;
mod proxy;
mod shown;

pub use mailing::{DkimKey, Mailings};
pub use metrics::Metrics;
pub use shown::without_password;

/// Every key. `maillage.example.toml` says what each means.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the program listens.
    pub listen: String,
    /// The public address; empty: `http://` and [`Config::listen`].
    pub address: String,
    /// `sqlite:<file>` or `postgres://…`.
    pub database: String,
    /// Whether there is no file and nothing in the environment that says where the database is: then it depends on the working folder.
    #[serde(skip)]
    pub is_database_assumed: bool,
    /// Connections to the database at most.
    pub connections: u32,
    /// The header in which a trusted proxy writes where a request came from; empty: there is none.
    pub client_header: String,
    /// Connections of one client at most; 0: no limit.
    pub client_connections: usize,
    /// Mebibytes of rendered pages to keep; 0: none.
    pub cache: usize,
    /// A folder of pages that are made at the start if they are missing; empty: none.
    pub content: PathBuf,
    /// Whether this is a demonstration. Not said: a build for development without a configuration file is one.
    pub demo: Option<bool>,
    /// The log.
    pub log: Log,
    /// Figures for Prometheus.
    pub metrics: Metrics,
    /// Outgoing mail.
    pub mail: MailConfig,
    /// The server that takes outgoing mail.
    pub smtp: Smtp,
    /// Messages to many.
    pub mailing: Mailings,
    /// Signatures.
    pub dkim: DkimKey,
}

/// The log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// For people or for programs.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`, `trace`, or more exact: `info,sqlx=warn`.
    pub level: String,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "a choice whose name says all needs no sentence")]
pub enum LogFormat {
    Text,
    Json,
}

/// Outgoing mail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailConfig {
    /// The sender: `Maillage <maillage@example.org>`.
    pub from: String,
    /// Without an SMTP server: the folder where mails are written.
    pub outbox: PathBuf,
}

/// The server that takes outgoing mail.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Its name; empty: there is none, and mails are written to [`MailConfig::outbox`].
    pub host: String,
    /// Its port; 0: the usual one for [`Smtp::tls`].
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// Empty: no sign-in.
    pub user: String,
    /// For the user.
    pub password: String,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// By a command at its start; port 587.
    Starttls,
    /// From its start; port 465.
    Implicit,
    /// Not at all, for a server on this machine; port 25.
    None,
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
            log: Log::default(),
            metrics: Metrics::default(),
            mail: MailConfig::default(),
            smtp: Smtp::default(),
            mailing: Mailings::default(),
            dkim: DkimKey::default(),
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".to_owned() }
    }
}

impl Default for MailConfig {
    fn default() -> Self {
        Self { from: "Maillage <maillage@localhost>".to_owned(), outbox: "data/outbox".into() }
    }
}

impl Default for Smtp {
    fn default() -> Self {
        Self { host: String::new(), port: 0, tls: Tls::Starttls, user: String::new(), password: String::new() }
    }
}

/// The file that is read when none is named, if it is there.
const FILE: &str = "maillage.toml";
/// What a variable of the environment begins with.
const PREFIX: &str = "MAILLAGE_";
/// Variables with that prefix that are not keys: the file's name, and what the commands of a contributor use.
const NOT_KEYS: [&str; 2] = ["MAILLAGE_CONFIG", "MAILLAGE_BIN"];

impl Config {
    /// Reads `file`, or `maillage.toml` if it is there, and the environment.
    ///
    /// # Errors
    /// A sentence for the person who wrote it: what is wrong, where, and what would be right.
    pub fn read(file: Option<&Path>, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let text = match (file, std::fs::read_to_string(file.unwrap_or(Path::new(FILE)))) {
            (_, Ok(text)) => Some(text),
            (None, Err(cause)) if cause.kind() == std::io::ErrorKind::NotFound => None,
            (_, Err(cause)) => return Err(format!("{} can't be read: {cause}.", file.unwrap_or(Path::new(FILE)).display())),
        };
        let name = file.map_or_else(|| FILE.to_owned(), |file| file.display().to_string());
        let environment: Vec<_> = environment.into_iter().collect();
        let is_database_set = environment.iter().any(|(name, _)| ["DATABASE_URL", "MAILLAGE_DATABASE"].contains(&&**name));
        let mut config = Self::from_text(text.as_deref().unwrap_or_default(), environment).map_err(|cause| match cause {
            Cause::File(cause) => format!("{name}: {cause}"),
            Cause::Environment(cause) => cause,
        })?;
        config.is_database_assumed = text.is_none() && !is_database_set;
        config.demo.get_or_insert(cfg!(debug_assertions) && text.is_none());
        config.check()?;
        Ok(config)
    }

    fn from_text(text: &str, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, Cause> {
        let mut config: Self = toml::from_str(text).map_err(|cause| Cause::File(cause.to_string()))?;
        let mut variables: Vec<_> = environment.into_iter().collect();
        // `DATABASE_URL` first: `MAILLAGE_DATABASE` is the more exact of the two.
        variables.sort();
        for (name, value) in variables {
            let key = match name.strip_prefix(PREFIX) {
                Some(key) if !NOT_KEYS.contains(&&*name) => key.to_ascii_lowercase().replace("__", "."),
                None if name == "DATABASE_URL" => "database".to_owned(),
                _ => continue,
            };
            config.set(&key, &value).map_err(|cause| Cause::Environment(format!("{name}: {cause}")))?;
        }
        Ok(config)
    }

    /// Sets one key from text, as the environment has it.
    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        let owned = || value.to_owned();
        match key {
            "listen" => self.listen = owned(),
            "address" => self.address = owned(),
            "database" => self.database = owned(),
            "connections" => self.connections = whole(value)?,
            "client_header" => self.client_header = owned(),
            "client_connections" => self.client_connections = whole(value)?,
            "cache" => self.cache = whole(value)?,
            "content" => self.content = value.into(),
            "demo" => self.demo = Some(value.parse().map_err(|_| format!("« {value} » is neither true nor false."))?),
            "log.format" => self.log.format = choice(value)?,
            "log.level" => self.log.level = owned(),
            "metrics.listen" => self.metrics.listen = owned(),
            "mail.from" => self.mail.from = owned(),
            "mail.outbox" => self.mail.outbox = value.into(),
            "smtp.host" => self.smtp.host = owned(),
            "smtp.port" => self.smtp.port = whole(value)?,
            "smtp.tls" => self.smtp.tls = choice(value)?,
            "smtp.user" => self.smtp.user = owned(),
            "smtp.password" => self.smtp.password = owned(),
            _ if key.starts_with("mailing.") => self.mailing.set(key, value)?,
            _ if key.starts_with("dkim.") => self.dkim.set(key, value)?,
            _ => return Err("there is no such key; a key of a section is written MAILLAGE_SMTP__HOST.".to_owned()),
        }
        Ok(())
    }

    /// What types can't say.
    ///
    /// # Errors
    /// A sentence that names the key and what would be right.
    pub fn check(&self) -> Result<(), String> {
        if self.listen.parse::<std::net::SocketAddr>().is_err() {
            return Err(format!("listen: « {} » is not an address with a port, such as 127.0.0.1:3000.", self.listen));
        }
        self.metrics.check(&self.listen)?;
        if !self.address.is_empty() && !is_origin(&self.address) {
            return Err(format!(
                "address: « {} » is not the address of a site, such as https://maillage.example.org, without a path.",
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
            return Err(format!("client_header: « {} » is not the name of a header, such as X-Forwarded-For.", self.client_header));
        }
        if self.mail.from.parse::<lettre::message::Mailbox>().is_err() {
            return Err(format!("mail.from: « {} » is not a sender, such as Maillage <maillage@example.org>.", self.mail.from));
        }
        if self.smtp.user.is_empty() != self.smtp.password.is_empty() {
            return Err("smtp.user and smtp.password go together.".to_owned());
        }
        if !self.smtp.user.is_empty() && self.smtp.tls == Tls::None {
            return Err("smtp.tls: a password does not travel unprotected; starttls or implicit.".to_owned());
        }
        self.mailing.check()?;
        self.dkim.check()
    }

    /// The public address, without a slash at the end.
    pub fn address(&self) -> String {
        if self.address.is_empty() { format!("http://{}", self.listen) } else { self.address.trim_end_matches('/').to_owned() }
    }

    /// Whether this is a demonstration.
    pub fn is_demo(&self) -> bool {
        self.demo.unwrap_or(false)
    }
}

enum Cause {
    File(String),
    Environment(String),
}

fn whole<T: std::str::FromStr>(value: &str) -> Result<T, String> {
    value.trim().parse().map_err(|_| format!("« {value} » is not a whole number in its range."))
}

fn choice<T: serde::de::DeserializeOwned>(value: &str) -> Result<T, String> {
    T::deserialize(toml::Value::String(value.to_owned())).map_err(|cause| cause.message().to_owned())
}

fn is_origin(address: &str) -> bool {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).map(|rest| rest.trim_end_matches('/'));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']))
}

#[cfg(test)]
mod tests;
