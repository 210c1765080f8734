//! The address for answers to a mail: somebody must read them. The addresses of coordinators are private. They are in no mail of the site, except
//! those that coordinators send themselves.

use crate::db::Tx;
use crate::db::instance;
use crate::error::Result;
use crate::ids::NetworkId;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTo {
    /// May be empty.
    pub name: String,
    pub address: String,
}

impl ReplyTo {
    /// The contact of a network; if it has none, the contact of the instance.
    pub(crate) async fn network(tx: &mut Tx, network: &NetworkId) -> Result<Option<Self>> {
        match Self::network_only(tx, network).await? {
            Some(contact) => Ok(Some(contact)),
            None => Self::instance(tx).await,
        }
    }

    /// The contact of a network, if it has one.
    pub(crate) async fn network_only(tx: &mut Tx, network: &NetworkId) -> Result<Option<Self>> {
        let (name, address): (String, String) =
            sqlx::query_as("SELECT acronym, contact FROM network WHERE id = $1").bind(network).fetch_one(&mut **tx).await?;
        Ok((!address.is_empty()).then_some(Self { name, address }))
    }

    /// The contact of the instance, if it has one.
    pub(crate) async fn instance(tx: &mut Tx) -> Result<Option<Self>> {
        let address = instance::contact_in(tx).await?;
        if address.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { name: instance::name_in(tx).await?, address }))
    }
}
