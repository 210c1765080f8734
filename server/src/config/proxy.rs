//! Detects a proxy that the configuration does not mention.

use super::Config;

impl Config {
    /// Why there must be a proxy although `client_header` is empty; `None` if nothing suggests one.
    pub fn missing_client_header(&self) -> Option<String> {
        let host = self.address.split_once("://").map_or("", |(_, rest)| rest.split([':', '/']).next().unwrap_or_default());
        let is_local = ["", "localhost"].contains(&host) || host.parse::<std::net::IpAddr>().is_ok();
        let evidence = if self.address.starts_with("https:") {
            "address is https, which only a proxy can answer"
        } else if !is_local && self.listen.parse::<std::net::SocketAddr>().is_ok_and(|listen| listen.ip().is_loopback()) {
            "address is public, but only this machine reaches listen"
        } else {
            return None;
        };
        self.client_header.is_empty().then(|| {
            format!(
                "client_header is empty although there is a proxy ({evidence}): limits of sign-in count all its clients as one. \
                 Name the header that it sets, such as X-Forwarded-For"
            )
        })
    }
}
