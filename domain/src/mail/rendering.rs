//! A mail as its recipient gets it: both parts of its text, and its headers.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::AssertSqlSafe;

use super::{ReplyTo, text};
use crate::db::{Conn, placeholders};
use crate::enums::Language;
use crate::error::Result;
use crate::ids::DeliveryId;

/// A mail, ready to be written as MIME.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// The name before the site's address in the From field; `None`: that of the site.
    pub from_name: Option<String>,
    /// One line.
    pub subject: String,
    /// The language of its text.
    pub language: Language,
    /// The part for programs that show no HTML.
    pub plain: String,
    /// A whole document.
    pub html: String,
    /// `None`: answers go to the sender, which nobody reads.
    pub reply_to: Option<ReplyTo>,
    /// The Message-ID, without brackets; `None`: that of the delivery. The copies of a post share one.
    pub message_id: Option<String>,
    /// The Message-IDs that it refers to, without brackets; the last one is that which it answers.
    pub references: Vec<String>,
    /// The event as a calendar file.
    pub calendar: Option<RenderedCalendar>,
    /// The headers of list mail (RFC 2369, RFC 2919, RFC 8058), written as they are.
    pub list_headers: Vec<(&'static str, String)>,
    /// Mails that are parts of this one (RFC 2046, 5.1.5), in ASCII with CRLF. Not empty: the plain text is their table of contents, and there is no HTML.
    pub parts: Arc<Vec<Vec<u8>>>,
    /// A mail that came for a list: its body is passed on as it is, below other headers.
    pub original: Option<Arc<Vec<u8>>>,
}

/// A calendar object in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedCalendar {
    /// The METHOD of RFC 5546.
    pub method: String,
    pub text: String,
}

/// The content of a single mail, as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct StoredMail {
    subject: String,
    body: String,
    why: String,
    reply_to: String,
    reply_to_name: String,
    thread: String,
    calendar: Option<String>,
    calendar_method: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StoredMailRow {
    id: DeliveryId,
    #[sqlx(flatten)]
    mail: StoredMail,
}

/// The content of these deliveries, which are single mails.
pub(crate) async fn stored_mails(conn: &mut Conn, deliveries: &[DeliveryId]) -> Result<HashMap<DeliveryId, StoredMail>> {
    if deliveries.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = format!(
        "SELECT id, subject, body, why, reply_to, reply_to_name, thread, calendar, calendar_method FROM mail WHERE id IN ({})",
        placeholders(1, deliveries.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let rows: Vec<StoredMailRow> = deliveries.iter().fold(query, |query, id| query.bind(id.clone())).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.mail)).collect())
}

impl StoredMail {
    /// The mail as its recipient gets it; `site` is the address of the site.
    pub(crate) fn render(&self, language: Language, cause: &str, site: &str) -> RenderedMail {
        let why = text::reason(language, cause, &self.why);
        let non_empty = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let calendar = self.calendar.as_ref().map(|text| RenderedCalendar {
            method: self.calendar_method.clone().unwrap_or_else(|| "PUBLISH".to_owned()),
            text: text.clone(),
        });
        RenderedMail {
            from_name: None,
            subject: self.subject.clone(),
            language,
            plain: text::plain(&self.body, &why, site),
            html: text::html(language, &self.subject, &self.body, &why, site),
            reply_to: non_empty(&self.reply_to).map(|address| ReplyTo { name: self.reply_to_name.clone(), address }),
            message_id: None,
            references: non_empty(&self.thread).into_iter().collect(),
            calendar,
            list_headers: Vec::new(),
            parts: Arc::default(),
            original: None,
        }
    }
}
