//! Posts: what people write to a discussion list, in threads.
//!
//! A post from the web and one by mail take the same way: the rules of [`rules`] accept it or hold it for a moderator, and an accepted post is
//! queued for everybody who receives the list, in the transaction that accepts it. A held post is never dropped: a moderator decides, or it is returned
//! to its author after [`DAYS_TO_DECIDE`]. Only the archive of an older list comes in another way: [`import_batch`].

mod attachments;
mod authentication;
mod commands;
mod decisions;
mod digest_template;
mod digests;
mod distribution;
mod fixtures;
mod import;
mod incoming;
mod indexing;
mod list_headers;
mod mail_addresses;
mod mailbox;
mod moderation;
mod moderation_links;
mod newest;
mod notifications;
mod people;
mod posted_mail;
mod rules;
mod template;
mod threads;
mod write;

pub use attachments::{PostFile, open_file};
pub use decisions::{ModerationDecision, decide, remove, return_undecided};
pub(crate) use digest_template::{DigestTemplate, count_digest_posts};
pub use digests::send_due_digests;
pub use fixtures::{SeededPost, seed_thread};
pub use import::{ArchivedMail, ImportedBatch, MOST_BATCH_BYTES, MOST_MAIL_BYTES, MOST_MAILS, MailRefusal, RefusedMail, import_batch};
pub use incoming::{ReceiveOutcome, receive};
pub(crate) use indexing::FoundPosts;
pub use mail_addresses::is_mail_address;
pub use mailbox::{MailboxExport, mailbox};
pub use moderation::{HeldPost, HeldPosts, held};
pub use moderation_links::{decide_by_link, held_by_link};
pub use newest::{NewestPosts, newest};
pub use notifications::remind_moderators;
pub(crate) use people::{delete_expired_deliveries, delete_expired_received_mails, delete_expired_refusals, erase_person};
pub use rules::{MailRule, PostingRule};
pub(crate) use template::{PostMail, PostTemplate, post_mails};
pub use threads::{DiscussionPage, DiscussionThread, ListedThread, ThreadPost, thread, threads};
pub use write::{PostForm, PostInput, PostOutcome, answer, answer_form, path_after, start, start_form};

use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::{HoldReason, Language, ListKind, PostFormat, PostState};
use crate::error::{Error, Result};
use crate::ids::{ListId, PersonId, PostId};
use crate::lists::{self, List};
use crate::policy::{self, Act, Rights};

/// The days after which a held post that no moderator decided on is returned to its author.
pub const DAYS_TO_DECIDE: i64 = 14;

/// A post as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Post {
    pub id: PostId,
    pub list: ListId,
    /// The first post of its thread.
    pub thread: PostId,
    /// The post that it answers.
    pub parent: Option<PostId>,
    /// RFC 5322, without brackets; the same in each copy.
    pub message_id: String,
    pub person: Option<PersonId>,
    /// Empty once erased.
    pub author_name: String,
    pub author_address: String,
    pub author_key: String,
    pub subject: String,
    /// In the format that `format` says; empty once removed.
    pub body: String,
    pub language: Language,
    pub state: PostState,
    /// Of a held post; else empty.
    pub hold_reason: String,
    pub posted_at: Timestamp,
    pub recipients: i64,
    pub format: PostFormat,
    /// The hash of the mail as it came; `None`: written on the site.
    pub source: Option<String>,
}

impl Post {
    /// Why it was held.
    pub fn hold_reason(&self) -> Option<HoldReason> {
        HoldReason::parse(&self.hold_reason).ok()
    }
}

/// The columns of a [`Post`], over `post p`.
macro_rules! post_columns {
    () => {
        "p.id, p.list, p.thread, p.parent, p.message_id, p.person, p.author_name, p.author_address, p.author_key, p.subject, p.body, p.language, \
         p.state, p.hold_reason, p.posted_at, p.recipients, p.format, p.source"
    };
}
use post_columns;

/// The subject of a post as that of a mail: with `Re:` for an answer.
fn mail_subject(subject: &str, is_answer: bool) -> String {
    let is_marked = subject.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    if is_answer && !is_marked { format!("Re: {subject}") } else { subject.to_owned() }
}

/// The discussion with that address, for actors who manage it.
async fn managed_discussion(tx: &mut Tx, rights: &Rights, address: &str) -> Result<List> {
    let (_, list, access) = lists::find_with_access(tx, rights, address).await?;
    policy::check(rights, Act::ManageList(&access))?;
    if list.kind == ListKind::Discussion { Ok(list) } else { Err(Error::NotFound) }
}

/// The post with that key, if it is in that list. A post of another list is as unknown as a wrong key.
async fn of_list(conn: &mut Conn, list: &List, id: &PostId) -> Result<Post> {
    Ok(sqlx::query_as(concat!("SELECT ", post_columns!(), " FROM post p WHERE p.id = $1 AND p.list = $2"))
        .bind_all((id, &list.id))
        .fetch_one(conn)
        .await?)
}
