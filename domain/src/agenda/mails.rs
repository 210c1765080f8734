//! What all mails about an event share, whoever they are for.

use super::Event;
use crate::db::Tx;
use crate::error::Result;
use crate::fields;
use crate::mail::{ReplyTo, thread_of_event};

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
        let reply_to = reply_to(tx, event).await?;
        Ok(Self { reply_to, event: event.id.to_string(), host: tx.host().to_owned() })
    }

    /// The thread of the mails about it to an address.
    pub(crate) fn thread(&self, address: &str) -> Option<String> {
        Some(thread_of_event(&self.host, &self.event, address))
    }
}

/// Where answers about an event go: to the address that it names, else to that of the network that leads it, by whose name it goes.
async fn reply_to(tx: &mut Tx, event: &Event) -> Result<Option<ReplyTo>> {
    let Ok(address) = fields::address(&event.contact) else { return ReplyTo::network(tx, &event.network).await };
    let name = sqlx::query_scalar("SELECT acronym FROM network WHERE id = $1").bind(&event.network).fetch_one(&mut **tx).await?;
    Ok(Some(ReplyTo { name, address }))
}
