//! The copies of a post as mails: rendered once for each language of the parts around its text. Then only the personal parts are filled in.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::AssertSqlSafe;

use super::list_headers::ListHeaders;
use super::{Post, mail_subject, post_columns};
use crate::db::{BindAll, Conn, Db, InstanceKey, Tx, placeholders};
use crate::enums::{Language, PostFormat, ReplyRule};
use crate::error::Result;
use crate::files;
use crate::ids::{DeliveryId, PostId};
use crate::lists::{self, List, TemplateTexts, reads_archive, reasons, token};
use crate::mail::text::escape;
use crate::mail::{Delivery, RenderedMail, ReplyTo};
use crate::rendering;
use formats::{incoming_mail, list_copy};
use words::tr;

/// The most ancestors in a References header.
const MOST_REFERENCES: usize = 20;

/// The data of one recipient's copy.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct PostMail {
    /// Whether the recipient may read the archive.
    reads_archive: i64,
}

#[derive(sqlx::FromRow)]
struct PostMailRow {
    id: DeliveryId,
    #[sqlx(flatten)]
    post_mail: PostMail,
}

/// The data of these copies. A post that was removed meanwhile has none.
pub(crate) async fn post_mails(conn: &mut Conn, deliveries: &[DeliveryId]) -> Result<HashMap<DeliveryId, PostMail>> {
    if deliveries.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = format!(
        "SELECT d.id, {}
           FROM delivery d JOIN post p ON p.id = d.post AND p.state = 'accepted' JOIN list l ON l.id = p.list JOIN network n ON n.id = l.network
          WHERE d.id IN ({})",
        reads_archive!(),
        placeholders(1, deliveries.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let rows: Vec<PostMailRow> = deliveries.iter().fold(query, |query, id| query.bind(id.clone())).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.post_mail)).collect())
}

/// The data that all copies of a post share.
pub(crate) struct PostTemplate {
    key: InstanceKey,
    post: Post,
    list: List,
    headers: ListHeaders,
    /// The Message-IDs of the posts above it, the oldest first.
    references: Vec<String>,
    /// The address of the post on the site.
    archived_at: String,
    unsubscribe: String,
    texts: Vec<(Language, TemplateTexts)>,
    /// The mail as it came, above the footer of the list, which the copies pass on.
    original: Option<Arc<Vec<u8>>>,
    /// See [`PostTemplate::author_address`].
    author_address: Option<String>,
}

impl PostTemplate {
    /// Reads and renders the shared parts of a post's copies.
    ///
    /// # Errors
    /// [`crate::Error::Internal`]; the log says why.
    pub(crate) async fn read(db: &Db, post: &PostId, key: InstanceKey, unsubscribe_address: &str) -> Result<Self> {
        let mut tx = db.read().await?;
        let post: Post =
            sqlx::query_as(concat!("SELECT ", post_columns!(), " FROM post p WHERE p.id = $1")).bind(post).fetch_one(&mut *tx).await?;
        let list = lists::by_id(&mut tx, &post.list).await?;
        let references = references(&mut tx, &post).await?;
        let host = tx.host().to_owned();
        drop(tx);
        let original = match &post.source {
            Some(source) => {
                let mail = files::read(db, source).await?;
                let mail = if list.footer.is_empty() { mail } else { list_copy::with_footer(&mail, &list.footer, post.id.as_str()) };
                Some(Arc::new(mail))
            }
            None => None,
        };
        let author_address = original.as_ref().and_then(|mail| only_author(mail));
        let page = db.link(&format!("/lists/{}", list.slug));
        let thread = db.link(&format!("/lists/{}/threads/{}", list.slug, post.thread));
        // Whoever gets the copy may answer; not all may read the thread on the site.
        let answer_at = format!("{thread}/answer?post={}", post.id);
        let archived_at = format!("{thread}#{}", post.id);
        let (html, text) = bodies(&post, &db.link("/")).await?;
        let texts = |language: Language| {
            let answer = tr!(language, "posts-foot-answer");
            TemplateTexts::of_post(language, post.language, &post.subject, (&text, &html), (&list.name, &list.footer, &answer, &answer_at))
        };
        Ok(Self {
            key,
            texts: Language::ALL.iter().map(|language| (*language, texts(*language))).collect(),
            headers: ListHeaders::new(&list, host, db.lists_host(), page, unsubscribe_address),
            references,
            archived_at,
            unsubscribe: db.link("/unsubscribe/"),
            original,
            author_address,
            post,
            list,
        })
    }

    /// The size of the mail that came, in bytes.
    pub(crate) fn original_size(&self) -> usize {
        self.original.as_ref().map_or(0, |original| original.len())
    }

    /// The copy for one recipient.
    pub(crate) fn render(&self, delivery: &Delivery, post_mail: &PostMail) -> Option<RenderedMail> {
        let (_, texts) = self.texts.iter().find(|(language, _)| *language == delivery.language).or(self.texts.first())?;
        let unsubscribe = format!("{}{}", self.unsubscribe, token(&self.key, &delivery.unsubscribe_target, &delivery.id));
        let why = reasons(delivery.language, &delivery.why).join(", ");
        let (plain, html) = texts.fill("", &why, &tr!(delivery.language, "posts-foot-options"), &unsubscribe, &self.headers.page);
        Some(RenderedMail {
            from_name: Some(tr!(delivery.language, "posts-from", author = self.post.author_name.as_str(), list = self.list.name.as_str())),
            subject: self.subject(),
            language: self.post.language,
            plain,
            html,
            reply_to: Some(self.reply_to()),
            parts: Arc::default(),
            original: self.original.clone(),
            message_id: Some(self.post.message_id.clone()),
            references: self.references.clone(),
            calendar: None,
            list_headers: self.list_headers(&unsubscribe, post_mail),
        })
    }

    /// Whether subjects get a prefix.
    pub(crate) fn has_prefix(&self) -> bool {
        !self.list.subject_prefix.is_empty()
    }

    /// The address in the From field of the mail that the copies pass on, if there is one mail and one address.
    pub(crate) fn author_address(&self) -> Option<&str> {
        self.author_address.as_deref()
    }

    /// With the prefix of the list, once, if it has one.
    fn subject(&self) -> String {
        list_copy::subject_with_prefix(&mail_subject(&self.post.subject, self.post.parent.is_some()), &self.list.subject_prefix)
    }

    /// Answers go to the list, if mail reaches it and its rule says so; else to the author.
    fn reply_to(&self) -> ReplyTo {
        if !self.headers.takes_mail() || self.list.reply_to == ReplyRule::Author {
            return ReplyTo { name: self.post.author_name.clone(), address: self.post.author_address.clone() };
        }
        ReplyTo { name: self.list.name.clone(), address: self.headers.address("") }
    }

    /// The headers of RFC 2919, 2369, 8058 and 5064.
    fn list_headers(&self, unsubscribe: &str, post_mail: &PostMail) -> Vec<(&'static str, String)> {
        let mut headers = self.headers.write(unsubscribe);
        if self.original.is_some() {
            headers.push(("X-Original-From", list_copy::address_field(&self.post.author_name, &self.post.author_address)));
        }
        if post_mail.reads_archive == 1 {
            headers.push(("List-Archive", format!("<{}/threads>", self.headers.page)));
            headers.push(("Archived-At", format!("<{}>", self.archived_at)));
        }
        headers
    }
}

/// A mail that a moderator accepted may name several authors, or none.
fn only_author(mail: &[u8]) -> Option<String> {
    let [author] = <[_; 1]>::try_from(incoming_mail::authors(mail)).ok()?;
    Some(author.address)
}

/// The text of a post as HTML and as plain text. That of a mail has no markup.
pub(super) async fn bodies(post: &Post, site: &str) -> Result<(String, String)> {
    let body = lists::without_template_marks(&post.body);
    match post.format {
        PostFormat::Markdown => rendering::bulletins(&body, site).await,
        PostFormat::Plain => Ok((format!("<p style=\"white-space: pre-wrap\">{}</p>", escape(&body)), body)),
    }
}

/// The Message-IDs of the posts above this one.
async fn references(tx: &mut Tx, post: &Post) -> Result<Vec<String>> {
    let (mut references, mut parent) = (Vec::new(), post.parent.clone());
    while let Some(id) = parent.filter(|_| references.len() < MOST_REFERENCES) {
        let above: (String, Option<PostId>) = sqlx::query_as("SELECT message_id, parent FROM post WHERE id = $1 AND list = $2")
            .bind_all((&id, &post.list))
            .fetch_one(&mut **tx)
            .await?;
        references.push(above.0);
        parent = above.1;
    }
    references.reverse();
    Ok(references)
}
