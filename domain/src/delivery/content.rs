//! The content of deliveries. It is read when a worker has claimed them, and rendered when they leave.

use std::collections::HashMap;
use std::sync::Arc;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::MessageId;
use crate::lists::{self, InstanceKey, ListMail, MessageTemplate};
use crate::mail::{self, Delivery, RenderedMail, StoredMail};

/// The most messages whose templates are cached: few are sent at the same time.
const TEMPLATES: usize = 8;

/// A delivery with its content.
#[derive(Clone)]
pub struct PreparedDelivery {
    pub delivery: Delivery,
    content: DeliveryContent,
}

#[derive(Clone)]
enum DeliveryContent {
    Mail { mail: StoredMail, site: Arc<str> },
    Message { template: Arc<MessageTemplate>, list_mail: ListMail },
}

impl PreparedDelivery {
    /// As its recipient gets it; `None` if the message has no text in its language.
    pub fn render(&self) -> Option<RenderedMail> {
        let Delivery { language, cause, .. } = &self.delivery;
        match &self.content {
            DeliveryContent::Mail { mail, site } => Some(mail.render(*language, cause, site)),
            DeliveryContent::Message { template, list_mail } => template.render(&self.delivery, list_mail),
        }
    }
}

/// Reads the content of deliveries, and caches what the deliveries of one message share.
#[derive(Default)]
pub struct ContentCache {
    unsubscribe_address: String,
    key: Option<InstanceKey>,
    templates: HashMap<MessageId, Arc<MessageTemplate>>,
}

impl ContentCache {
    /// `unsubscribe_address` receives requests to unsubscribe by mail; empty: there is none.
    pub fn new(unsubscribe_address: &str) -> Self {
        Self { unsubscribe_address: unsubscribe_address.to_owned(), ..Self::default() }
    }

    /// Reads the content of these deliveries, in a fixed number of queries. Returns those that can leave, and those whose message can't be rendered
    /// now. Deliveries whose content was removed meanwhile are in neither.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if nothing can be read now; the log has the reason.
    pub async fn prepare(&mut self, db: &Db, deliveries: Vec<Delivery>) -> Result<(Vec<PreparedDelivery>, Vec<Delivery>)> {
        let ids = |is_mail: bool| {
            let of_kind = deliveries.iter().filter(|delivery| delivery.message.is_none() == is_mail);
            of_kind.map(|delivery| delivery.id.clone()).collect::<Vec<_>>()
        };
        let (mails, copies) = (ids(true), ids(false));
        let mut tx = db.read().await?;
        let mut mails = mail::stored_mails(&mut tx, &mails).await?;
        let mut list_mails = lists::list_mails(&mut tx, &copies).await?;
        drop(tx);
        let site: Arc<str> = db.link("").into();
        let (mut prepared, mut unreadable) = (Vec::with_capacity(deliveries.len()), Vec::new());
        for delivery in deliveries {
            let content = match &delivery.message {
                None => mails.remove(&delivery.id).map(|mail| DeliveryContent::Mail { mail, site: site.clone() }),
                Some(message) => match list_mails.remove(&delivery.id) {
                    None => None,
                    Some(list_mail) => match self.template(db, message, list_mail.version).await {
                        Ok(template) => Some(DeliveryContent::Message { template, list_mail }),
                        // A broken message must not hold back other mail.
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
        // The version is compared because a draft changes between two proofs.
        if let Some(template) = self.templates.get(message).filter(|template| template.version() == version) {
            return Ok(template.clone());
        }
        let key = match &self.key {
            Some(key) => key.clone(),
            None => self.key.insert(InstanceKey::of(db).await?).clone(),
        };
        // In a task of its own: a panic concerns this message alone.
        let (db, id, address) = (db.clone(), message.clone(), self.unsubscribe_address.clone());
        let task = tokio::spawn(async move { MessageTemplate::read(&db, &id, key, &address).await });
        let template = Arc::new(task.await.map_err(|_| Error::Internal)??);
        if self.templates.len() >= TEMPLATES {
            self.templates.clear();
        }
        self.templates.insert(message.clone(), template.clone());
        Ok(template)
    }
}
