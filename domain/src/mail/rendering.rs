//! A mail as its reader gets it: its words in both parts, and what its headers say.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use super::{ReplyTo, text};
use crate::db::{Conn, placeholders};
use crate::enums::Language;
use crate::error::Result;
use crate::ids::DeliveryId;

/// What a mail says, whoever sends it and however it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// By whose name it goes, before the site's address; `None`: the site's own.
    pub from_name: Option<String>,
    /// One line.
    pub subject: String,
    /// Of the words.
    pub language: Language,
    /// For those who read no HTML.
    pub plain: String,
    /// A whole document.
    pub html: String,
    /// Where answers go; `None`: to the sender, which nobody reads.
    pub reply_to: Option<ReplyTo>,
    /// The Message-ID, without brackets, that the mails of its thread refer to.
    pub thread: Option<String>,
    /// The event as a calendar file.
    pub calendar: Option<RenderedCalendar>,
    /// Headers that only mails of a list have, to be written as they are (RFC 2369, RFC 2919, RFC 8058).
    pub list_headers: Vec<(&'static str, String)>,
}

/// A calendar object in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedCalendar {
    /// The METHOD of RFC 5546.
    pub method: String,
    /// The object.
    pub text: String,
}

/// The words of a single mail, as they are kept.
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
    words: StoredMail,
}

/// The words of the mails of these deliveries.
pub(crate) async fn stored(conn: &mut Conn, deliveries: &[DeliveryId]) -> Result<HashMap<DeliveryId, StoredMail>> {
    if deliveries.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = format!(
        "SELECT id, subject, body, why, reply_to, reply_to_name, thread, calendar, calendar_method FROM mail WHERE id IN ({})",
        placeholders(1, deliveries.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let rows: Vec<StoredMailRow> = deliveries.iter().fold(query, |query, id| query.bind(id.clone())).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.words)).collect())
}

impl StoredMail {
    /// As its reader gets it; `site` is the address of the site.
    pub(crate) fn render(&self, language: Language, cause: &str, site: &str) -> RenderedMail {
        let why = text::reason(language, cause, &self.why);
        let named = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
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
            reply_to: named(&self.reply_to).map(|address| ReplyTo { name: self.reply_to_name.clone(), address }),
            thread: named(&self.thread),
            calendar,
            list_headers: Vec::new(),
        }
    }
}
