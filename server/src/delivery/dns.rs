//! TXT records, as name servers answer.

use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData};

use super::dmarc::TxtLookup;

/// How long a query may take before it is sent again.
const QUERY_TIMEOUT: Duration = Duration::from_secs(2);

/// Asks the name servers of the system, or one that the configuration names.
pub(super) struct DnsResolver {
    server: Option<SocketAddr>,
}

impl DnsResolver {
    /// `None`: those of the system (`/etc/resolv.conf`).
    pub(super) fn new(server: Option<SocketAddr>) -> Self {
        Self { server }
    }

    /// Made anew for each query: the name servers of the system change, and may be missing when the program starts. Queries are rare.
    fn resolver(&self) -> Result<TokioResolver, NetError> {
        let mut builder = match self.server {
            Some(server) => {
                let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
                connections.iter_mut().for_each(|connection| connection.port = server.port());
                let servers = vec![NameServerConfig::new(server.ip(), true, connections)];
                TokioResolver::builder_with_config(ResolverConfig::from_name_servers(servers), TokioRuntimeProvider::default())
            }
            None => TokioResolver::builder_tokio()?,
        };
        let options = builder.options_mut();
        options.timeout = options.timeout.min(QUERY_TIMEOUT);
        options.use_hosts_file = ResolveHosts::Never;
        options.cache_size = 0;
        builder.build()
    }

    async fn look_up(&self, name: &str) -> Result<Vec<String>, NetError> {
        // The last dot keeps the search domains of the machine out.
        let name = Name::from_ascii(format!("{name}."))?;
        let resolver = self.resolver()?;
        match resolver.txt_lookup(name).await {
            Ok(answer) => {
                let texts = answer.answers().iter().filter_map(|record| match &record.data {
                    // A text longer than 255 bytes comes in pieces, which follow one another without a space.
                    RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
                    _ => None,
                });
                Ok(texts.collect())
            }
            Err(cause) if is_absence(&cause) => Ok(Vec::new()),
            Err(cause) => Err(cause),
        }
    }
}

impl TxtLookup for DnsResolver {
    async fn txt(&self, name: &str) -> Result<Vec<String>, String> {
        self.look_up(name).await.map_err(|cause| cause.to_string())
    }
}

/// Whether the answer is that there is no such name, or no such record. A referral to other servers is no answer.
fn is_absence(cause: &NetError) -> bool {
    let NetError::Dns(DnsError::NoRecordsFound(absence)) = cause else { return false };
    let is_referral = absence.ns.is_some() && absence.soa.is_none();
    matches!(absence.response_code, ResponseCode::NXDomain | ResponseCode::NoError) && !is_referral
}
