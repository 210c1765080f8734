//! What deliveries say: read when a worker has them, rendered when they leave.

use std::collections::HashMap;
use std::sync::Arc;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::MessageId;
use crate::lists::{self, InstanceKey, ListMail, MessageTemplate};
use crate::mail::{self, Delivery, RenderedMail, StoredMail};

/// Messages whose templates are kept: few are on their way at once.
const TEMPLATES: usize = 8;

/// A delivery with what it says.
#[derive(Clone)]
pub struct PreparedDelivery {
    /// To whom.
    pub delivery: Delivery,
    content: DeliveryContent,
}

#[derive(Clone)]
enum DeliveryContent {
    Mail { words: StoredMail, site: Arc<str> },
    Message { template: Arc<MessageTemplate>, list_mail: ListMail },
}

impl PreparedDelivery {
    /// As its reader gets it; `None` if there are no words in its language.
    pub fn render(&self) -> Option<RenderedMail> {
        let Delivery { language, cause, .. } = &self.delivery;
        match &self.content {
            DeliveryContent::Mail { words, site } => Some(words.render(*language, cause, site)),
            DeliveryContent::Message { template, list_mail } => template.render(&self.delivery, list_mail),
        }
    }
}

/// Reads what deliveries say, and keeps what those of one message share.
#[derive(Default)]
pub struct ContentCache {
    /// Who answers requests to unsubscribe that come by mail; empty: nobody.
    unsubscribe_address: String,
    key: Option<InstanceKey>,
    templates: HashMap<MessageId, Arc<MessageTemplate>>,
}

impl ContentCache {
    /// With the address that answers requests to unsubscribe that come by mail; empty: nobody does.
    pub fn new(unsubscribe_address: &str) -> Self {
        Self { unsubscribe_address: unsubscribe_address.to_owned(), ..Self::default() }
    }

    /// Reads what these deliveries say, in a fixed number of queries; gives those that can leave, and those whose message can't be rendered now.
    /// What was removed meanwhile is left out.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if nothing can be read now; the log says why.
    pub async fn prepare(&mut self, db: &Db, deliveries: Vec<Delivery>) -> Result<(Vec<PreparedDelivery>, Vec<Delivery>)> {
        let of =
            |is_mail: bool| deliveries.iter().filter(|one| one.message.is_none() == is_mail).map(|one| one.id.clone()).collect::<Vec<_>>();
        let (mails, copies) = (of(true), of(false));
        let mut tx = db.read().await?;
        let mut words = mail::stored(&mut tx, &mails).await?;
        let mut list_mails = lists::list_mails(&mut tx, &copies).await?;
        drop(tx);
        let site: Arc<str> = db.link("").into();
        let (mut prepared, mut unreadable) = (Vec::with_capacity(deliveries.len()), Vec::new());
        for delivery in deliveries {
            let content = match &delivery.message {
                None => words.remove(&delivery.id).map(|words| DeliveryContent::Mail { words, site: site.clone() }),
                Some(message) => match list_mails.remove(&delivery.id) {
                    None => None,
                    Some(list_mail) => match self.template(db, message, list_mail.version).await {
                        Ok(template) => Some(DeliveryContent::Message { template, list_mail }),
                        // One message holds back no other mail.
                        Err(_) => {
                            unreadable.push(delivery);
                            continue;
                        }
                    },
                },
            };
            prepared.extend(content.map(|content| PreparedDelivery { delivery, content }));
        }
        Ok((prepared, unreadable))
    }

    async fn template(&mut self, db: &Db, message: &MessageId, version: i64) -> Result<Arc<MessageTemplate>> {
        // A draft changes between two proofs.
        if let Some(template) = self.templates.get(message).filter(|template| template.version() == version) {
            return Ok(template.clone());
        }
        let key = match &self.key {
            Some(key) => key.clone(),
            None => self.key.insert(InstanceKey::of(db).await?).clone(),
        };
        // In a task of its own: a fault in it is this message's alone.
        let (db, of, address) = (db.clone(), message.clone(), self.unsubscribe_address.clone());
        let read = tokio::spawn(async move { MessageTemplate::read(&db, &of, key, &address).await });
        let template = Arc::new(read.await.map_err(|_| Error::Internal)??);
        if self.templates.len() >= TEMPLATES {
            self.templates.clear();
        }
        self.templates.insert(message.clone(), template.clone());
        Ok(template)
    }
}
