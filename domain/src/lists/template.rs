//! The template of a message: rendered once for each language around its text. Then only the personal parts are filled in.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::AssertSqlSafe;

use crate::db::{Conn, Db, InstanceKey, placeholders};
use crate::enums::Language;
use crate::error::Result;
use crate::ids::{DeliveryId, ListId, MessageId};
use crate::lists::audience::{foot, reasons, unsubscribe_label};
use crate::lists::{List, by_id, token};
use crate::mail::text::{document, escape};
use crate::mail::{Delivery, RenderedMail, ReplyTo, thread_of_event};
use crate::names;
use crate::rendering;
use words::tr;

/// Private-use characters mark the personal parts: nobody types them.
const NAME: &str = "\u{e000}";
const WHY: &str = "\u{e001}";
const LINK: &str = "\u{e002}";
const STOP: &str = "\u{e003}";
const PAGE: &str = "\u{e004}";
/// All of them: they are removed from typed text.
const MARKS: [char; 5] = ['\u{e000}', '\u{e001}', '\u{e002}', '\u{e003}', '\u{e004}'];

/// The data of one recipient's mail.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct ListMail {
    /// The version of the message: a draft changes between two proofs.
    pub(crate) version: i64,
    /// The event, if the mail is for its participants.
    event: Option<String>,
    /// The address of the list by which the message reached this recipient.
    list: String,
    reads_archive: i64,
}

/// Whether the recipient of `delivery d` may read the archive of `list l` of `network n`, in SQL: everybody if it and the network are public, else
/// members; see `Act::ReadArchive`.
macro_rules! reads_archive {
    () => {
        "CAST(CASE WHEN (l.archive = 'public' AND n.visibility = 'public')
                     OR (l.archive = 'subscribers' AND d.person IS NOT NULL)
                     OR (l.archive IN ('public', 'members') AND EXISTS (SELECT 1 FROM belonging g WHERE g.network = l.network AND g.person = d.person))
                   THEN 1 ELSE 0 END AS BIGINT) AS reads_archive"
    };
}
pub(crate) use reads_archive;

#[derive(sqlx::FromRow)]
struct ListMailRow {
    id: DeliveryId,
    #[sqlx(flatten)]
    list_mail: ListMail,
}

/// The data of the mails of these deliveries. A mail is of the list that its link unsubscribes from, else of the network's main list.
pub(crate) async fn list_mails(conn: &mut Conn, deliveries: &[DeliveryId]) -> Result<HashMap<DeliveryId, ListMail>> {
    if deliveries.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = format!(
        "SELECT d.id, m.version, (SELECT r.event FROM registration r WHERE d.unsubscribe_target LIKE 'e.%' AND r.id = substr(d.unsubscribe_target, 3)) AS event, l.slug AS list,
                {}
           FROM delivery d JOIN message m ON m.id = d.message
           JOIN list l ON l.id = COALESCE((SELECT o.id FROM list o WHERE d.unsubscribe_target LIKE '_.' || o.id || '.%'),
                                          (SELECT s.list FROM subscription s WHERE d.unsubscribe_target LIKE 's.%' AND s.id = substr(d.unsubscribe_target, 3)),
                                          m.list)
           JOIN network n ON n.id = l.network
          WHERE d.id IN ({})",
        reads_archive!(),
        placeholders(1, deliveries.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let rows: Vec<ListMailRow> = deliveries.iter().fold(query, |query, id| query.bind(id.clone())).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.list_mail)).collect())
}

/// The data that all mails of a message share.
pub(crate) struct MessageTemplate {
    key: InstanceKey,
    version: i64,
    acronym: String,
    subject: String,
    language: Language,
    reply_to: Option<ReplyTo>,
    /// The start of the address of a list on the site.
    lists: String,
    host: String,
    unsubscribe: String,
    unsubscribe_address: String,
    texts: Vec<(Language, TemplateTexts)>,
}

/// A text and its HTML, with marks for the personal parts.
pub(crate) struct TemplateTexts {
    plain: String,
    html: String,
}

/// A message, with the name and address of its author.
#[derive(sqlx::FromRow)]
struct MessageTextRow {
    list: ListId,
    version: i64,
    subject: String,
    body: String,
    language: Language,
    given_name: Option<String>,
    family_name: Option<String>,
    address: Option<String>,
}

impl MessageTemplate {
    /// Reads and renders the shared parts of a message's mails.
    ///
    /// # Errors
    /// [`crate::Error::Internal`]; the log says why.
    pub(crate) async fn read(db: &Db, message: &MessageId, key: InstanceKey, unsubscribe_address: &str) -> Result<Self> {
        let mut tx = db.read().await?;
        let row: MessageTextRow = sqlx::query_as(
            "SELECT m.list, m.version, m.subject, m.body, m.language, p.given_name, p.family_name, a.address
               FROM message m LEFT JOIN person p ON p.id = m.author LEFT JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE m.id = $1",
        )
        .bind(message)
        .fetch_one(&mut *tx)
        .await?;
        let List { network, .. } = by_id(&mut tx, &row.list).await?;
        let acronym: String = sqlx::query_scalar("SELECT acronym FROM network WHERE id = $1").bind(network).fetch_one(&mut *tx).await?;
        let host = tx.host().to_owned();
        drop(tx);
        let author = names::full(&row.given_name.unwrap_or_default(), &row.family_name.unwrap_or_default());
        let body = without_marks(&row.body).replace("{{nom}}", NAME).replace("{{name}}", NAME);
        let (html, text) = rendering::bulletins(&body, &db.link("/")).await?;
        let with_surroundings = |language: Language| TemplateTexts::new(language, row.language, &acronym, &row.subject, (&text, &html));
        Ok(Self {
            key,
            version: row.version,
            texts: Language::ALL.iter().map(|language| (*language, with_surroundings(*language))).collect(),
            acronym,
            subject: row.subject,
            language: row.language,
            reply_to: row.address.map(|address| ReplyTo { name: author, address }),
            lists: db.link("/lists/"),
            host,
            unsubscribe: db.link("/unsubscribe/"),
            unsubscribe_address: unsubscribe_address.to_owned(),
        })
    }

    pub(crate) fn version(&self) -> i64 {
        self.version
    }

    /// The mail for one recipient; `None` if there is no template in its language.
    pub(crate) fn render(&self, delivery: &Delivery, list_mail: &ListMail) -> Option<RenderedMail> {
        let (_, texts) = self.texts.iter().find(|(language, _)| *language == delivery.language).or(self.texts.first())?;
        let of_event = delivery.unsubscribe_target.starts_with("e.");
        let unsubscribe = format!("{}{}", self.unsubscribe, token(&self.key, &delivery.unsubscribe_target, &delivery.id));
        let why = reasons(delivery.language, &delivery.why).join(", ");
        let stop = unsubscribe_label(delivery.language, of_event);
        let (plain, html) = texts.fill(&delivery.name, &why, &stop, &unsubscribe, &format!("{}{}", self.lists, list_mail.list));
        Some(RenderedMail {
            from_name: Some(self.acronym.clone()),
            subject: self.subject.clone(),
            language: self.language,
            plain,
            html,
            reply_to: self.reply_to.clone(),
            message_id: None,
            references: list_mail.event.iter().map(|event| thread_of_event(&self.host, event, &delivery.address)).collect(),
            calendar: None,
            parts: Arc::default(),
            original: None,
            list_headers: self.list_headers(&unsubscribe, of_event, list_mail),
        })
    }

    /// The headers of RFC 2919, 2369 and 8058. The participants of an event are not the subscribers of the list: they get a list identifier of their
    /// own.
    fn list_headers(&self, unsubscribe: &str, of_event: bool, list_mail: &ListMail) -> Vec<(&'static str, String)> {
        let (slug, host, page) = (&list_mail.list, &self.host, format!("{}{}", self.lists, list_mail.list));
        let id = if of_event { format!("<events.{slug}.lists.{host}>") } else { format!("<{slug}.lists.{host}>") };
        let by_mail = match self.unsubscribe_address.as_str() {
            "" => String::new(),
            address => format!(", <mailto:{address}?subject=unsubscribe%20{slug}>"),
        };
        let mut headers = vec![
            ("List-Id", id),
            ("List-Unsubscribe", format!("<{unsubscribe}>{by_mail}")),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            ("List-Help", format!("<{page}>")),
            ("List-Post", "NO".to_owned()),
        ];
        // Only for recipients who can read the archive.
        if list_mail.reads_archive == 1 && !of_event {
            headers.push(("List-Archive", format!("<{page}/archive>")));
        }
        headers
    }
}

/// A typed text without the characters that mark personal parts.
pub(crate) fn without_marks(text: &str) -> String {
    text.replace(MARKS, "")
}

impl TemplateTexts {
    /// The parts with a recipient's own values in place of the marks.
    pub(crate) fn fill(&self, name: &str, why: &str, stop: &str, unsubscribe: &str, page: &str) -> (String, String) {
        // Without a name, the space before it is removed too: "Bonjour,".
        let gap = format!(" {NAME}");
        let mark = if name.trim().is_empty() { gap.as_str() } else { NAME };
        let fill = |text: &str, name: &str, why: &str, stop: &str| {
            text.replace(mark, name)
                .replace(NAME, name)
                .replace(WHY, why)
                .replace(STOP, stop)
                .replace(LINK, unsubscribe)
                .replace(PAGE, page)
        };
        (fill(&self.plain, name, why, stop), fill(&self.html, &escape(name), &escape(why), &escape(stop)))
    }

    /// The text of a post and its HTML, within the parts around them: the footer of the list, where to answer it on the site, why it came, how to stop.
    pub(crate) fn of_post(
        language: Language,
        of_text: Language,
        subject: &str,
        (text, html): (&str, &str),
        (list, footer, answer, answer_at): (&str, &str, &str, &str),
    ) -> Self {
        let why = foot(language, list, WHY);
        let stop_at = tr!(language, "lists-footer-unsubscribe-at", stop = STOP);
        let (plain_footer, html_footer) = match without_marks(footer) {
            footer if footer.is_empty() => (String::new(), String::new()),
            footer => (format!("{footer}\n\n"), format!("<p style=\"white-space: pre-wrap\">{}</p>", escape(&footer))),
        };
        let plain = format!("{}\n\n-- \n{plain_footer}{answer}\n{answer_at}\n\n{why}\n\n{stop_at}\n{LINK}\n", text.trim_end());
        let foot = format!(
            "{html_footer}<p lang=\"{language}\"><a href=\"{}\">{}</a><br>{}<br><a href=\"{LINK}\">{STOP}</a></p>",
            escape(answer_at),
            escape(answer),
            escape(&why)
        );
        Self { plain, html: document(of_text, subject, html, &foot) }
    }

    /// The text and its HTML, within the parts around them in `language`.
    fn new(language: Language, of_text: Language, acronym: &str, subject: &str, (text, html): (&str, &str)) -> Self {
        let why = foot(language, acronym, WHY);
        let (stop_at, page_at) = (tr!(language, "lists-footer-unsubscribe-at", stop = STOP), tr!(language, "lists-footer-page"));
        let plain = format!("{}\n\n-- \n{why}\n\n{stop_at}\n{LINK}\n\n{page_at}\n{PAGE}\n", text.trim_end());
        let foot = format!("<p lang=\"{language}\">{}<br><a href=\"{LINK}\">{STOP}</a><br><a href=\"{PAGE}\">{PAGE}</a></p>", escape(&why));
        Self { plain, html: document(of_text, subject, html, &foot) }
    }
}
