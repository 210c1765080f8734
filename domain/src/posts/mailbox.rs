//! The archive of a discussion as a mailbox (mboxrd), for those who manage the list: it has addresses.

use std::collections::VecDeque;

use super::{mail_subject, managed_discussion};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db};
use crate::enums::Language;
use crate::error::Result;
use crate::files;
use crate::ids::PostId;
use crate::lists::List;
use crate::policy::{self, Actor};
use crate::rendering;
use formats::list_copy::PlainMail;
use formats::mbox;

/// The number of posts that are read at once.
const PAGE: i64 = 200;
/// The size from which a piece of the file is sent, in bytes. A large mail makes a larger piece.
const CHUNK: usize = 128 << 10;

/// A mailbox that is read while it is sent: in memory are one page of posts and one mail.
pub struct MailboxExport {
    pub list: List,
    db: Db,
    actor: Actor,
    /// The rest of the current page.
    posts: VecDeque<ExportedPost>,
    /// The time and the key of the last post of that page, as stored; both empty before the first page.
    after: (String, String),
    has_ended: bool,
}

/// What the mail of a post is made of.
#[derive(sqlx::FromRow)]
struct ExportedPost {
    id: PostId,
    message_id: String,
    author_name: String,
    author_address: String,
    subject: String,
    /// Empty for a post that came by mail.
    body: String,
    language: Language,
    posted_at: Timestamp,
    source: Option<String>,
    /// The Message-ID of the post that it answers.
    answered: Option<String>,
    /// The Message-ID of the first post of its thread.
    first_of_thread: String,
}

/// The accepted posts of a discussion as mails, the oldest first, for actors who manage the list: those that came by mail as they came, with LF after
/// each line; those of the site as a text of Markdown. Removed posts are left out. The export is recorded.
///
/// # Errors
/// [`Error::NotFound`] for actors who do not manage the list, and for a list of announcements.
pub async fn mailbox(db: &Db, actor: &Actor, address: &str) -> Result<MailboxExport> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let list = managed_discussion(&mut tx, &rights, address).await?;
    drop(tx);
    audit::record_export(db, actor, AuditAction::PostExport, list.id.as_str(), "").await?;
    let (db, actor) = (db.clone(), actor.clone());
    Ok(MailboxExport { list, db, actor, posts: VecDeque::new(), after: Default::default(), has_ended: false })
}

impl MailboxExport {
    /// The next bytes of the file; `None` after its end. After an error, what was read before it is not the whole archive.
    ///
    /// # Errors
    /// [`Error::NotFound`] once the actor manages the list no more: each page asks the policy.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK {
            if self.posts.is_empty() && !self.has_ended {
                self.read_page().await?;
            }
            let Some(post) = self.posts.pop_front() else { break };
            chunk.extend(entry(&self.db, post).await?);
        }
        Ok(Some(chunk).filter(|chunk| !chunk.is_empty()))
    }

    /// Each page has a transaction of its own: one for the whole file would last as long as the download.
    async fn read_page(&mut self) -> Result<()> {
        let (mut tx, rights) = policy::begin_read(&self.db, &self.actor).await?;
        let list = managed_discussion(&mut tx, &rights, &self.list.slug).await?;
        let page = posts_after(&mut tx, &list, &self.after).await?;
        self.has_ended = (page.len() as i64) < PAGE;
        if let Some(last) = page.last() {
            self.after = (last.posted_at.to_string(), last.id.to_string());
        }
        self.posts = page.into();
        Ok(())
    }
}

async fn posts_after(conn: &mut Conn, list: &List, (at, id): &(String, String)) -> Result<Vec<ExportedPost>> {
    Ok(sqlx::query_as(
        "SELECT p.id, p.message_id, p.author_name, p.author_address, p.subject, CASE WHEN p.source IS NULL THEN p.body ELSE '' END AS body,
                p.language, p.posted_at, p.source, a.message_id AS answered, f.message_id AS first_of_thread
           FROM post p JOIN post f ON f.id = p.thread LEFT JOIN post a ON a.id = p.parent
          WHERE p.list = $1 AND p.state = 'accepted' AND (p.posted_at > $2 OR (p.posted_at = $2 AND p.id > $3))
          ORDER BY p.posted_at, p.id LIMIT $4",
    )
    .bind_all((&list.id, at, id, PAGE))
    .fetch_all(conn)
    .await?)
}

/// The mail of a post, as an entry of the mailbox.
async fn entry(db: &Db, post: ExportedPost) -> Result<Vec<u8>> {
    let mail = match &post.source {
        Some(source) => files::read(db, source).await?,
        None => post.compose(),
    };
    let (length, received_at) = (mail.len(), post.posted_at.seconds());
    rendering::beside_requests(length, move || {
        // The post was removed after its page was read, and its mail with it.
        let is_removed = post.source.is_some_and(|source| files::hash(&mail) != source);
        if is_removed { Vec::new() } else { mbox::entry(&post.author_address, received_at, &mail) }
    })
    .await
}

impl ExportedPost {
    /// The mail of a post that was written on the site. Its references are the first post of its thread and the one that it answers: mail programs need no
    /// more to show the thread.
    fn compose(&self) -> Vec<u8> {
        let answered = self.answered.as_deref();
        let mut references: Vec<&str> = answered.map(|_| self.first_of_thread.as_str()).into_iter().chain(answered).collect();
        references.dedup();
        let subject = mail_subject(&self.subject, answered.is_some());
        let mail = PlainMail {
            from_name: &self.author_name,
            from_address: &self.author_address,
            reply_to: None,
            date: self.posted_at.seconds(),
            subject: &subject,
            message_id: &self.message_id,
            in_reply_to: answered,
            references: &references,
            language: self.language.code(),
            text: &self.body,
        };
        mail.compose()
    }
}
