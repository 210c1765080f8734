//! Where answers to a mail go: to somebody who reads them. Addresses of coordinators are their own and stand in no mail of the site, but for
//! what they send themselves.

use super::thread_of_event;
use crate::agenda::Event;
use crate::db::Tx;
use crate::db::instance;
use crate::error::Result;
use crate::fields;
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

    /// The contact of an event: the address that it names, else that of the network that leads it, by whose name it goes.
    pub(crate) async fn event(tx: &mut Tx, event: &Event) -> Result<Option<Self>> {
        let Ok(address) = fields::address(&event.contact) else { return Self::network(tx, &event.network).await };
        let name = sqlx::query_scalar("SELECT acronym FROM network WHERE id = $1").bind(&event.network).fetch_one(&mut **tx).await?;
        Ok(Some(Self { name, address }))
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

/// What all mails about an event share, whoever they are for: read once.
#[derive(Debug, Clone)]
pub(crate) struct EventMails {
    /// Where answers go.
    pub(crate) reply_to: Option<ReplyTo>,
    event: String,
    host: String,
}

impl EventMails {
    pub(crate) async fn about(tx: &mut Tx, event: &Event) -> Result<Self> {
        let reply_to = ReplyTo::event(tx, event).await?;
        Ok(Self { reply_to, event: event.id.to_string(), host: tx.host().to_owned() })
    }

    /// The thread of the mails about it to an address.
    pub(crate) fn thread(&self, address: &str) -> Option<String> {
        Some(thread_of_event(&self.host, &self.event, address))
    }
}
