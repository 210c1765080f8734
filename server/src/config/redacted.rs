//! Shows a configuration in the log without its secrets.

use super::{Config, Smtp};

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let password = if self.password.is_empty() { "" } else { "…" };
        f.debug_struct("Smtp")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("user", &self.user)
            .field("password", &password)
            .finish()
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("address", &self.address())
            .field("database", &without_password(&self.database))
            .field("connections", &self.connections)
            .field("client_header", &self.client_header)
            .field("client_connections", &self.client_connections)
            .field("cache", &self.cache)
            .field("content", &self.content)
            .field("demo", &self.demo)
            .field("log", &self.log)
            .field("metrics", &self.metrics)
            .field("mail", &self.mail)
            .field("smtp", &self.smtp)
            .field("mailing", &self.mailing)
            .field("dkim", &self.dkim)
            .field("lmtp", &self.lmtp)
            .finish()
    }
}

/// `postgres://user:…@host/base`. The query is hidden too: it may contain a password.
pub fn without_password(url: &str) -> String {
    let (before, query) = url.split_once('?').map_or((url, ""), |(before, _)| (before, "?…"));
    match before.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (user, host))) => format!("{scheme}://{}:…@{host}{query}", user.split(':').next().unwrap_or_default()),
        None => format!("{before}{query}"),
    }
}
