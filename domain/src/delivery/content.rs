//! The content of deliveries. It is read when a worker has claimed them, and rendered when they leave.

use std::sync::Arc;

use super::template_cache::TemplateCache;
use crate::db::{Db, InstanceKey};
use crate::error::Result;
use crate::ids::{DigestId, MessageId, PostId};
use crate::lists::{self, ListMail, MessageTemplate};
use crate::mail::bounces::return_address;
use crate::mail::{self, Delivery, RenderedMail, StoredMail};
use crate::posts::{self, DigestTemplate, PostMail, PostTemplate};

/// The most messages, and the most posts, whose templates are cached.
const TEMPLATES: usize = 8;
/// The most digests whose templates are cached: each has up to a hundred posts, in each language.
const DIGEST_TEMPLATES: usize = 2;
/// The most bytes of mails as they came that cached templates keep.
const ORIGINALS: usize = 20 << 20;

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
    Post { template: Arc<PostTemplate>, post_mail: PostMail },
    Digest { template: Arc<DigestTemplate> },
}

impl PreparedDelivery {
    /// As its recipient gets it; `None` if the message has no text in its language.
    pub fn render(&self) -> Option<RenderedMail> {
        let Delivery { language, cause, .. } = &self.delivery;
        match &self.content {
            DeliveryContent::Mail { mail, site } => Some(mail.render(*language, cause, site)),
            DeliveryContent::Message { template, list_mail } => template.render(&self.delivery, list_mail),
            DeliveryContent::Post { template, post_mail } => template.render(&self.delivery, post_mail),
            DeliveryContent::Digest { template } => template.render(&self.delivery),
        }
    }

    /// Whether the list puts a prefix before the subject of the mail that it passes on.
    pub fn has_subject_prefix(&self) -> bool {
        matches!(&self.content, DeliveryContent::Post { template, .. } if template.has_prefix())
    }

    /// The address of its author, if it is a copy of a mail that has exactly one: it may leave in their name.
    pub fn author_address(&self) -> Option<&str> {
        match &self.content {
            DeliveryContent::Post { template, .. } => template.author_address(),
            DeliveryContent::Mail { .. } | DeliveryContent::Message { .. } | DeliveryContent::Digest { .. } => None,
        }
    }
}

/// Reads the content of deliveries, and caches what the deliveries of one message share.
pub struct ContentCache {
    unsubscribe_address: String,
    key: Option<InstanceKey>,
    templates: TemplateCache<MessageId, MessageTemplate>,
    post_templates: TemplateCache<PostId, PostTemplate>,
    digest_templates: TemplateCache<DigestId, DigestTemplate>,
}

impl Default for ContentCache {
    fn default() -> Self {
        Self::new("")
    }
}

impl ContentCache {
    /// `unsubscribe_address` receives requests to unsubscribe by mail; empty: there is none.
    pub fn new(unsubscribe_address: &str) -> Self {
        Self {
            unsubscribe_address: unsubscribe_address.to_owned(),
            key: None,
            templates: TemplateCache::new(TEMPLATES),
            post_templates: TemplateCache::bounded(TEMPLATES, ORIGINALS, PostTemplate::original_size),
            digest_templates: TemplateCache::new(DIGEST_TEMPLATES),
        }
    }

    /// Reads the content of these deliveries, in a fixed number of queries. Returns those that can leave, and those whose message can't be rendered
    /// now. Deliveries whose content was removed meanwhile are in neither.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if nothing can be read now; the log has the reason.
    pub async fn prepare(&mut self, db: &Db, deliveries: Vec<Delivery>) -> Result<(Vec<PreparedDelivery>, Vec<Delivery>)> {
        let ids = |is_of_kind: fn(&Delivery) -> bool| {
            deliveries.iter().filter(|delivery| is_of_kind(delivery)).map(|delivery| delivery.id.clone()).collect::<Vec<_>>()
        };
        let (mails, messages, posts) = (ids(Delivery::is_single), ids(|one| one.message.is_some()), ids(|one| one.post.is_some()));
        let mut tx = db.read().await?;
        let mut mails = mail::stored_mails(&mut tx, &mails).await?;
        let mut list_mails = lists::list_mails(&mut tx, &messages).await?;
        let mut post_mails = posts::post_mails(&mut tx, &posts).await?;
        let mut digests: Vec<DigestId> = deliveries.iter().filter_map(|delivery| delivery.digest.clone()).collect();
        digests.sort();
        digests.dedup();
        let digest_posts = posts::count_digest_posts(&mut tx, &digests).await?;
        drop(tx);
        let site: Arc<str> = db.link("").into();
        // Where lists take mail, what comes back is read, too.
        let return_key = if db.lists_host().is_empty() { None } else { Some(self.key(db).await?) };
        let (mut prepared, mut unreadable) = (Vec::with_capacity(deliveries.len()), Vec::new());
        for mut delivery in deliveries {
            if let Some(key) = return_key.as_ref().filter(|_| delivery.envelope_from.is_empty()) {
                delivery.envelope_from = return_address(key, db.lists_host(), &delivery.id);
            }
            let content = match (&delivery.message, &delivery.post) {
                (Some(message), _) => match list_mails.remove(&delivery.id) {
                    None => continue,
                    Some(list_mail) => {
                        let template = self.template(db, message, list_mail.version).await;
                        template.map(|template| DeliveryContent::Message { template, list_mail })
                    }
                },
                (None, Some(post)) => match post_mails.remove(&delivery.id) {
                    None => continue,
                    Some(post_mail) => self.post_template(db, post).await.map(|template| DeliveryContent::Post { template, post_mail }),
                },
                (None, None) if let Some(digest) = &delivery.digest => {
                    let posts = digest_posts.get(digest).copied().unwrap_or_default();
                    self.digest_template(db, digest, posts).await.map(|template| DeliveryContent::Digest { template })
                }
                (None, None) => match mails.remove(&delivery.id) {
                    None => continue,
                    Some(mail) => Ok(DeliveryContent::Mail { mail, site: site.clone() }),
                },
            };
            match content {
                Ok(content) => prepared.push(PreparedDelivery { delivery, content }),
                // A broken message must not hold back other mail.
                Err(_) => unreadable.push(delivery),
            }
        }
        Ok((prepared, unreadable))
    }

    async fn key(&mut self, db: &Db) -> Result<InstanceKey> {
        Ok(match &self.key {
            Some(key) => key.clone(),
            None => self.key.insert(InstanceKey::of(db).await?).clone(),
        })
    }

    /// The text of a post never changes once it is accepted.
    async fn post_template(&mut self, db: &Db, post: &PostId) -> Result<Arc<PostTemplate>> {
        let key = self.key(db).await?;
        let (db, id, address) = (db.clone(), post.clone(), self.unsubscribe_address.clone());
        let read = async move { PostTemplate::read(&db, &id, key, &address).await };
        self.post_templates.get(post, |_| true, read).await
    }

    /// The texts of a digest with that number of posts: a post that is removed leaves with no mail any more.
    async fn digest_template(&mut self, db: &Db, digest: &DigestId, posts: i64) -> Result<Arc<DigestTemplate>> {
        let key = self.key(db).await?;
        let (db, id, address) = (db.clone(), digest.clone(), self.unsubscribe_address.clone());
        let read = async move { DigestTemplate::read(&db, &id, key, &address).await };
        self.digest_templates.get(digest, |template| template.posts() == posts, read).await
    }

    /// The version is compared because a draft changes between two proofs.
    async fn template(&mut self, db: &Db, message: &MessageId, version: i64) -> Result<Arc<MessageTemplate>> {
        let key = self.key(db).await?;
        let (db, id, address) = (db.clone(), message.clone(), self.unsubscribe_address.clone());
        let read = async move { MessageTemplate::read(&db, &id, key, &address).await };
        self.templates.get(message, |template| template.version() == version, read).await
    }
}
