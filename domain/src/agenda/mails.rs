//! Data that all mails about an event share.

use super::Event;
use crate::db::Tx;
use crate::error::Result;
use crate::fields;
use crate::mail::{ReplyTo, thread_of_event};

/// The data that all mails about an event share, read once for all recipients.
#[derive(Debug, Clone)]
pub(crate) struct EventMails {
    pub(crate) reply_to: Option<ReplyTo>,
    event: String,
    host: String,
}

impl EventMails {
    pub(crate) async fn about(tx: &mut Tx, event: &Event) -> Result<Self> {
        let reply_to = reply_to(tx, event).await?;
        Ok(Self { reply_to, event: event.id.to_string(), host: tx.host().to_owned() })
    }

    /// The mail thread about this event for one address.
    pub(crate) fn thread(&self, address: &str) -> Option<String> {
        Some(thread_of_event(&self.host, &self.event, address))
    }
}

/// The address for replies: the contact of the event if it is an address, else that of the lead network, under the network's name.
async fn reply_to(tx: &mut Tx, event: &Event) -> Result<Option<ReplyTo>> {
    let Ok(address) = fields::address(&event.contact) else { return ReplyTo::network(tx, &event.network).await };
    let name = sqlx::query_scalar("SELECT acronym FROM network WHERE id = $1").bind(&event.network).fetch_one(&mut **tx).await?;
    Ok(Some(ReplyTo { name, address }))
}
