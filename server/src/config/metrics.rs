//! The section `[metrics]`.

use serde::Deserialize;

/// Metrics for Prometheus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// The address for metrics, apart from the site; empty: none.
    pub listen: String,
}

impl Metrics {
    /// `site` is the address that the site listens on.
    pub(super) fn check(&self, site: &str) -> Result<(), String> {
        if !self.listen.is_empty() && self.listen.parse::<std::net::SocketAddr>().is_err() {
            return Err(format!("metrics.listen: “{}” is not an address with a port, such as 127.0.0.1:9464.", self.listen));
        }
        if self.listen == site {
            return Err("metrics.listen: an address of its own, not that of the site, which everybody reads.".to_owned());
        }
        Ok(())
    }
}
