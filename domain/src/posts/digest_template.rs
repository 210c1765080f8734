//! The mails of a digest: a table of contents, and the posts below it or, in the MIME format, as mails of their own.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use sqlx::AssertSqlSafe;

use super::digests::digested;
use super::list_headers::ListHeaders;
use super::template::bodies;
use super::{Post, digests, mail_subject, post_columns};
use crate::clock::{HOME, Timestamp};
use crate::dates;
use crate::db::{BindAll, Conn, Db, InstanceKey, placeholders};
use crate::enums::{Language, PostFormat};
use crate::error::Result;
use crate::ids::{DigestId, ListId};
use crate::lists::{self, TemplateTexts, reasons, token};
use crate::mail::text::escape;
use crate::mail::{Delivery, RenderedMail, ReplyTo};
use crate::rendering;
use formats::list_copy::PlainMail;
use formats::mail_text::{MailBlock, paragraphs};
use words::tr;

/// What stands for a text that is not repeated.
const LEFT_OUT: &str = "[…]";
/// The most characters of one post.
const MOST_TEXT: usize = 20_000;
/// The most bytes of the texts of all posts together, as text and as HTML. What comes after is named, with its link: providers cut or refuse longer mails.
const MOST_TEXTS: usize = 500_000;

/// The data that all mails of a digest share.
pub(crate) struct DigestTemplate {
    key: InstanceKey,
    headers: ListHeaders,
    unsubscribe: String,
    posted_until: Timestamp,
    posts: usize,
    texts: Vec<DigestTexts>,
    parts: Arc<Vec<Vec<u8>>>,
}

/// In the language of the parts around the posts.
struct DigestTexts {
    language: Language,
    /// A table of contents, and the posts.
    whole: TemplateTexts,
    /// The table alone, before posts that are mails of their own.
    contents: TemplateTexts,
}

/// A post as it is shown in a digest.
struct DigestPost {
    post: Post,
    html: String,
    text: String,
    /// Where it is answered.
    link: String,
    /// The Message-ID of the post that it answers.
    answered: Option<String>,
}

#[derive(sqlx::FromRow)]
struct DigestRow {
    list: ListId,
    posted_after: Timestamp,
    posted_until: Timestamp,
}

#[derive(sqlx::FromRow)]
struct DigestPostRow {
    #[sqlx(flatten)]
    post: Post,
    answered: Option<String>,
}

/// The number of posts that each of these digests has now: fewer than before if one was removed meanwhile.
pub(crate) async fn count_digest_posts(conn: &mut Conn, digests: &[DigestId]) -> Result<HashMap<DigestId, i64>> {
    if digests.is_empty() {
        return Ok(HashMap::new());
    }
    let statement = format!(
        "SELECT g.id, (SELECT COUNT(*) FROM post p WHERE {}) FROM digest g WHERE g.id IN ({})",
        digested!("g.list", "g.posted_after", "g.posted_until"),
        placeholders(1, digests.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement));
    let rows: Vec<(DigestId, i64)> = digests.iter().fold(query, |query, id| query.bind(id.clone())).fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

impl DigestTemplate {
    /// Reads and renders the posts of a digest, those that were removed meanwhile left out.
    ///
    /// # Errors
    /// [`crate::Error::Internal`]; the log says why.
    pub(crate) async fn read(db: &Db, digest: &DigestId, key: InstanceKey, unsubscribe_address: &str) -> Result<Self> {
        let mut tx = db.read().await?;
        let row: DigestRow =
            sqlx::query_as("SELECT list, posted_after, posted_until FROM digest WHERE id = $1").bind(digest).fetch_one(&mut *tx).await?;
        let list = lists::by_id(&mut tx, &row.list).await?;
        let posts: Vec<DigestPostRow> = sqlx::query_as(concat!(
            "SELECT ",
            post_columns!(),
            ", (SELECT above.message_id FROM post above WHERE above.id = p.parent) AS answered FROM post p WHERE ",
            digested!("$1", "$2", "$3"),
            " ORDER BY p.posted_at, p.id"
        ))
        .bind_all((&row.list, row.posted_after, row.posted_until))
        .fetch_all(&mut *tx)
        .await?;
        let host = tx.host().to_owned();
        drop(tx);
        let page = db.link(&format!("/lists/{}", list.slug));
        let (mut shown, mut length) = (Vec::with_capacity(posts.len()), 0);
        for DigestPostRow { post, answered } in posts {
            // Whoever gets the digest may answer; not all may read the thread on the site.
            let link = format!("{page}/threads/{}/answer?post={}", post.thread, post.id);
            let mut post = shortened(post);
            if length > MOST_TEXTS {
                post.body = LEFT_OUT.to_owned();
            }
            let (html, text) = bodies(&post, &db.link("/")).await?;
            length += html.len() + text.len();
            shown.push(DigestPost { post, html, text, link, answered });
        }
        let headers = ListHeaders::new(&list, host, db.lists_host(), page, unsubscribe_address);
        let unsubscribe = db.link("/unsubscribe/");
        rendering::beside_requests(length, move || {
            let texts = |language: Language| DigestTexts {
                language,
                whole: whole(language, &headers, &shown),
                contents: framed(language, &headers, table_of_contents(language, &headers, &shown, false)),
            };
            let texts = Language::ALL.iter().map(|language| texts(*language)).collect();
            let parts = Arc::new(shown.iter().map(|post| post.as_mail(&headers)).collect());
            Self { key, unsubscribe, posted_until: row.posted_until, posts: shown.len(), texts, parts, headers }
        })
        .await
    }

    /// The number of its posts.
    pub(crate) fn posts(&self) -> i64 {
        self.posts as i64
    }

    /// The mail for one recipient.
    pub(crate) fn render(&self, delivery: &Delivery) -> Option<RenderedMail> {
        let texts = self.texts.iter().find(|texts| texts.language == delivery.language).or(self.texts.first())?;
        let language = texts.language;
        let is_mime = delivery.cause == digests::MIME;
        let unsubscribe = format!("{}{}", self.unsubscribe, token(&self.key, &delivery.unsubscribe_target, &delivery.id));
        let why = reasons(language, &delivery.why).join(", ");
        let template = if is_mime { &texts.contents } else { &texts.whole };
        let (plain, html) = template.fill("", &why, &tr!(language, "posts-foot-options"), &unsubscribe, &self.headers.page);
        let list = self.headers.name.as_str();
        let day = dates::date_of(language, &self.posted_until.local(HOME).date().to_string());
        Some(RenderedMail {
            from_name: Some(list.to_owned()),
            subject: tr!(language, "posts-digest-subject", list = list, day = day, count = self.posts),
            language,
            plain,
            html,
            reply_to: self.headers.takes_mail().then(|| ReplyTo { name: list.to_owned(), address: self.headers.address("") }),
            message_id: None,
            references: Vec::new(),
            calendar: None,
            list_headers: self.headers.write(&unsubscribe),
            parts: if is_mime { self.parts.clone() } else { Arc::default() },
            original: None,
        })
    }
}

/// The post with a text for a digest: without what it quotes, as that is in the archive or in the same digest, and not longer than [`MOST_TEXT`].
fn shortened(mut post: Post) -> Post {
    if post.format == PostFormat::Plain {
        let mut blocks: Vec<String> = Vec::new();
        for block in paragraphs(&post.body) {
            match block {
                MailBlock::Text(text) => blocks.push(text),
                MailBlock::Quote { .. } if blocks.last().is_none_or(|last| last != LEFT_OUT) => blocks.push(LEFT_OUT.to_owned()),
                MailBlock::Quote { .. } | MailBlock::Signature(_) => {}
            }
        }
        post.body = blocks.join("\n\n");
    }
    if post.body.chars().nth(MOST_TEXT).is_some() {
        post.body = post.body.chars().take(MOST_TEXT).chain([' ']).chain(LEFT_OUT.chars()).collect();
    }
    post
}

impl DigestPost {
    fn subject(&self) -> String {
        mail_subject(&self.post.subject, self.post.parent.is_some())
    }

    /// The post as a mail (RFC 5322), for programs that show each part of a digest as one and answer it: to the list, in its thread.
    fn as_mail(&self, headers: &ListHeaders) -> Vec<u8> {
        let address = headers.address("");
        let mail = PlainMail {
            from_name: &self.post.author_name,
            from_address: &self.post.author_address,
            reply_to: headers.takes_mail().then_some((headers.name.as_str(), address.as_str())),
            date: self.post.posted_at.seconds(),
            subject: &self.subject(),
            message_id: &self.post.message_id,
            in_reply_to: self.answered.as_deref(),
            references: &[],
            language: self.post.language.code(),
            text: &self.text,
        };
        mail.compose()
    }
}

/// The table of contents as text and as HTML. Its entries lead to the posts below it, or to where they are answered.
fn table_of_contents(language: Language, headers: &ListHeaders, posts: &[DigestPost], has_posts_below: bool) -> (String, String) {
    let intro = tr!(language, "posts-digest-intro", list = headers.name.as_str(), count = posts.len());
    let (mut text, mut html) = (format!("{intro}\n\n"), format!("<p>{}</p><ol>", escape(&intro)));
    for (at, post) in posts.iter().enumerate() {
        let (number, subject, author) = (at + 1, post.subject(), &post.post.author_name);
        let _ = writeln!(text, "{number}. {subject} – {author}");
        let href = if has_posts_below { format!("#p{number}") } else { post.link.clone() };
        let _ = write!(html, "<li><a href=\"{}\">{}</a> – {}</li>", escape(&href), escape(&subject), escape(author));
    }
    html.push_str("</ol>");
    (text, html)
}

fn whole(language: Language, headers: &ListHeaders, posts: &[DigestPost]) -> TemplateTexts {
    let (mut text, mut html) = table_of_contents(language, headers, posts, true);
    let answer = tr!(language, "posts-foot-answer");
    for (at, post) in posts.iter().enumerate() {
        let (number, subject) = (at + 1, post.subject());
        let by = format!("{}, {}", post.post.author_name, dates::moment(language, post.post.posted_at, HOME));
        let _ = write!(text, "\n{}\n{number}. {subject}\n{by}\n\n{}\n\n{answer}\n{}\n", "-".repeat(70), post.text.trim_end(), post.link);
        let _ = write!(
            html,
            "<hr><h2 id=\"p{number}\">{number}. {}</h2><p>{}</p><div lang=\"{}\">{}</div><p><a href=\"{}\">{}</a></p>",
            escape(&subject),
            escape(&by),
            post.post.language.code(),
            post.html,
            escape(&post.link),
            escape(&answer)
        );
    }
    framed(language, headers, (text, html))
}

/// The text and its HTML, above the foot of the list.
fn framed(language: Language, headers: &ListHeaders, (text, html): (String, String)) -> TemplateTexts {
    let page = tr!(language, "posts-digest-foot");
    TemplateTexts::of_post(language, language, &headers.name, (&text, &html), (&headers.name, "", &page, &headers.page))
}
