//! Detects a proxy that the configuration does not mention.

use super::Config;

impl Config {
    /// Why there must be a proxy although `client_header` is empty; `None` if nothing suggests one.
    pub fn untold_proxy(&self) -> Option<String> {
        let host = self.address.split_once("://").map_or("", |(_, rest)| rest.split([':', '/']).next().unwrap_or_default());
        let is_here = ["", "localhost"].contains(&host) || host.parse::<std::net::IpAddr>().is_ok();
        let sign = if self.address.starts_with("https:") {
            "address is https, which only a proxy can answer"
        } else if !is_here && self.listen.parse::<std::net::SocketAddr>().is_ok_and(|listen| listen.ip().is_loopback()) {
            "address is public, while listen is reached from this machine alone"
        } else {
            return None;
        };
        self.client_header.is_empty().then(|| {
            format!(
                "client_header is empty although there is a proxy ({sign}): limits of sign-in count all its clients as one. \
                 Name the header that it sets, such as X-Forwarded-For"
            )
        })
    }
}
