//! What administrators said of the instance, as mails, feeds and pages say it: its name and look, whom to write to.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Conn, Db, Tx};
use crate::enums::Language;
use crate::error::Result;

/// What an instance is called that nobody has named.
const NAME: &str = "Maillage";

/// The instance's name and look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// What people call it.
    pub name: String,
    /// A line in the footer; empty: the program's own.
    pub motto: String,
    /// The accent colour of pages that are no network's, an OKLCH hue; `None`: the program's own.
    pub hue: Option<i64>,
    /// Whom to write to; may be empty.
    pub contact: String,
    /// The language of guests whose browser names none of ours.
    pub language: Language,
}

impl Default for Instance {
    fn default() -> Self {
        Self { name: NAME.to_owned(), motto: String::new(), hue: None, contact: String::new(), language: Language::Fr }
    }
}

/// The instance's name and look at `revision`: read once a revision by each process, so that a page that is kept costs nothing more.
pub async fn instance(db: &Db, revision: i64) -> Arc<Instance> {
    if let Some(known) = db.known_instance(revision) {
        return known;
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
            db.know_instance(revision, instance)
        }
        // Its cause is in the log; a page without its instance's name is better than none.
        Err(_) => Arc::default(),
    }
}

pub(crate) async fn all(conn: &mut Conn) -> Result<HashMap<String, String>> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT name, value FROM setting").fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

pub(crate) async fn read_instance(conn: &mut Conn) -> Result<Instance> {
    let mut all = all(conn).await?;
    let mut text = |name: &str| all.remove(name).unwrap_or_default();
    let standard = Instance::default();
    Ok(Instance {
        name: Some(text("name")).filter(|name| !name.is_empty()).unwrap_or(standard.name),
        motto: text("motto"),
        hue: text("hue").parse().ok(),
        contact: text("contact"),
        language: Language::parse(&text("language")).unwrap_or(standard.language),
    })
}

/// What the instance is called: for mails and feeds.
pub(crate) async fn name_in(conn: &mut Conn) -> Result<String> {
    Ok(read_instance(conn).await?.name)
}

/// The language of this site where nothing says another. For new things.
pub(crate) async fn language_in(conn: &mut Conn) -> Result<Language> {
    Ok(read_instance(conn).await?.language)
}

/// Whom to write to about this site: what administrators said, else the address that mails come from; may be empty. For mails.
pub(crate) async fn contact_in(tx: &mut Tx) -> Result<String> {
    let contact = read_instance(tx).await?.contact;
    Ok(if contact.is_empty() { tx.contact().to_owned() } else { contact })
}
