//! Where answers to a mail go: to somebody who reads them. Addresses of coordinators are their own and stand in no mail of the site, but for
//! what they send themselves.

use crate::db::Tx;
use crate::db::instance;
use crate::error::Result;
use crate::ids::NetworkId;

/// Where answers go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTo {
    /// Whose address it is; may be empty.
    pub name: String,
    /// The address.
    pub address: String,
}

impl ReplyTo {
    /// The contact of a network: its own, else the instance's.
    pub(crate) async fn network(tx: &mut Tx, network: &NetworkId) -> Result<Option<Self>> {
        match Self::network_alone(tx, network).await? {
            Some(contact) => Ok(Some(contact)),
            None => Self::instance(tx).await,
        }
    }

    /// The contact that a network names itself.
    pub(crate) async fn network_alone(tx: &mut Tx, network: &NetworkId) -> Result<Option<Self>> {
        let (name, address): (String, String) =
            sqlx::query_as("SELECT acronym, contact FROM network WHERE id = $1").bind(network).fetch_one(&mut **tx).await?;
        Ok((!address.is_empty()).then_some(Self { name, address }))
    }

    /// The contact of the instance.
    pub(crate) async fn instance(tx: &mut Tx) -> Result<Option<Self>> {
        let address = instance::contact_in(tx).await?;
        if address.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { name: instance::name_in(tx).await?, address }))
    }
}
