//! Where figures can be read.

use serde::Deserialize;

/// Figures for Prometheus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Where they can be read, apart from the site; empty: nowhere.
    pub listen: String,
}

impl Metrics {
    /// `site`: where the site listens.
    pub(super) fn check(&self, site: &str) -> Result<(), String> {
        if !self.listen.is_empty() && self.listen.parse::<std::net::SocketAddr>().is_err() {
            return Err(format!("metrics.listen: « {} » is not an address with a port, such as 127.0.0.1:9464.", self.listen));
        }
        if self.listen == site {
            return Err("metrics.listen: an address of its own, not that of the site, which everybody reads.".to_owned());
        }
        Ok(())
    }
}
