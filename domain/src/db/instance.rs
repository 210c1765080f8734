//! The instance's settings as mails, feeds and pages use them: name, look and contact.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Conn, Db, Tx};
use crate::enums::Language;
use crate::error::Result;

/// The name of an instance that has none set.
const NAME: &str = "Maillage";

/// The instance's name and look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// What people call it.
    pub name: String,
    /// A line in the footer; empty for the default one.
    pub motto: String,
    /// The accent colour of pages that belong to no network, an OKLCH hue; `None` for the default.
    pub hue: Option<i64>,
    /// The contact address; may be empty.
    pub contact: String,
    /// The language of guests whose browser asks for none of ours.
    pub language: Language,
}

impl Default for Instance {
    fn default() -> Self {
        Self { name: NAME.to_owned(), motto: String::new(), hue: None, contact: String::new(), language: Language::Fr }
    }
}

/// The instance's name and look at `revision`. Each process reads them once for each revision, so that a cached page costs no query.
pub async fn instance(db: &Db, revision: i64) -> Arc<Instance> {
    if let Some(cached) = db.cached_instance(revision) {
        return cached;
    }
    let read = async {
        let mut tx = db.read().await?;
        read_instance(&mut tx).await
    };
    match read.await {
        Ok(mut instance) => {
            if instance.contact.is_empty() {
                instance.contact = db.contact().to_owned();
            }
            db.cache_instance(revision, instance)
        }
        // The cause is in the log. A page without the name of its instance is better than none.
        Err(_) => Arc::default(),
    }
}

pub(crate) async fn all_settings(conn: &mut Conn) -> Result<HashMap<String, String>> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT name, value FROM setting").fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

pub(crate) async fn read_instance(conn: &mut Conn) -> Result<Instance> {
    let mut settings = all_settings(conn).await?;
    let mut text = |name: &str| settings.remove(name).unwrap_or_default();
    let default = Instance::default();
    Ok(Instance {
        name: Some(text("name")).filter(|name| !name.is_empty()).unwrap_or(default.name),
        motto: text("motto"),
        hue: text("hue").parse().ok(),
        contact: text("contact"),
        language: Language::parse(&text("language")).unwrap_or(default.language),
    })
}

/// The instance's name, for mails and feeds.
pub(crate) async fn name_in(conn: &mut Conn) -> Result<String> {
    Ok(read_instance(conn).await?.name)
}

/// The default language of this site, for new things.
pub(crate) async fn language_in(conn: &mut Conn) -> Result<Language> {
    Ok(read_instance(conn).await?.language)
}

/// The contact address of this site, for mails: the one that administrators set, else the address that mails come from; may be empty.
pub(crate) async fn contact_in(tx: &mut Tx) -> Result<String> {
    let contact = read_instance(tx).await?.contact;
    Ok(if contact.is_empty() { tx.contact().to_owned() } else { contact })
}
