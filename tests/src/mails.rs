//! Mails in the queue. They are read with raw SQL: no verb shows the text of a mail to a real site.

use domain::db::Db;

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Mail {
    pub cause: String,
    pub recipient: String,
    pub subject: String,
    /// Markdown.
    pub body: String,
    pub calendar: Option<String>,
    /// The METHOD of the calendar object.
    pub calendar_method: Option<String>,
}

impl Mail {
    /// The path of the first link of the text that contains `part`.
    pub fn link(&self, part: &str) -> String {
        let stop = |c: char| c.is_whitespace() || "()<>[]\"".contains(c);
        let found = self.body.split(stop).find(|word| word.starts_with("http") && word.contains(part));
        let link = found.unwrap_or_else(|| panic!("a link with {part} in: {}", self.body));
        link.strip_prefix(crate::browser::ADDRESS).unwrap_or(link).trim_end_matches(['.', ',']).to_owned()
    }
}

/// Every mail, the oldest first.
pub async fn all(db: &Db) -> Vec<Mail> {
    let mut tx = db.read().await.expect("the database answers");
    sqlx::query_as(
        "SELECT d.cause, d.address AS recipient, m.subject, m.body, m.calendar, m.calendar_method
           FROM delivery d JOIN mail m ON m.id = d.mail ORDER BY d.queued_at, d.id",
    )
    .fetch_all(&mut *tx)
    .await
    .expect("the mails")
}
