//! A mail that becomes a post: one that comes now, or one of an old archive.

use std::collections::HashMap;

use chrono::Duration;
use formats::incoming_mail::IncomingMail;
use formats::mail_text::{is_reply, subject_key};
use sqlx::AssertSqlSafe;

use super::{Post, write};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx, placeholders};
use crate::enums::{HoldReason, Language, PostFormat, PostState};
use crate::error::Result;
use crate::files;
use crate::ids::{ListId, PersonId, PostId};
use crate::lists::List;
use crate::names;

/// For how long an answer without references finds its thread by the subject.
const WEEKS_BY_SUBJECT: i64 = 8;
/// The longest address in octets: that of a path without its brackets (RFC 5321, 4.5.3.1.3).
const MOST_ADDRESS: usize = 254;
/// The longest Message-ID in octets that is kept as it is.
const MOST_MESSAGE_ID: usize = 250;
/// The most characters of a mail that are its post's text; the mail itself keeps all.
const MOST_TEXT: usize = 60_000;
/// The most attached files of one mail that are kept beside it; the mail itself keeps all.
const MOST_FILES: usize = 50;
/// The most Message-IDs that one statement looks up.
const LOOKED_UP: usize = 500;

/// A mail, as read and as it came.
#[derive(Debug, Clone, Copy)]
pub(super) struct PostedMail<'a> {
    /// The domain of the Message-ID that a mail without one gets.
    pub(super) host: &'a str,
    pub(super) mail: &'a IncomingMail,
    pub(super) raw: &'a [u8],
}

/// What its mail does not say of a post.
#[derive(Debug, Clone)]
pub(super) struct PostPlacement {
    /// The author's account; `None`: unknown, or not proved.
    pub(super) person: Option<PersonId>,
    /// The post that it answers.
    pub(super) parent: Option<KnownPost>,
    pub(super) state: PostState,
    /// Of a held post.
    pub(super) hold_reason: Option<HoldReason>,
    pub(super) posted_at: Timestamp,
}

/// A post of the list, by its Message-ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownPost {
    pub(super) id: PostId,
    pub(super) thread: PostId,
    pub(super) state: PostState,
}

impl KnownPost {
    /// Whether it is in its thread, even if its text was removed: others may answer it.
    fn is_in_thread(&self) -> bool {
        matches!(self.state, PostState::Accepted | PostState::Removed)
    }
}

impl PostedMail<'_> {
    /// The address that the mail says it is from; empty if it says none that can be one.
    pub(super) fn author(&self) -> &str {
        let address = self.mail.from.first().map_or("", |author| author.address.as_str());
        if address.len() <= MOST_ADDRESS && !address.contains(char::is_control) { address } else { "" }
    }

    pub(super) fn language(&self) -> Language {
        let english = self.mail.content_language.as_deref().is_some_and(|language| language.to_ascii_lowercase().starts_with("en"));
        if english { Language::En } else { Language::Fr }
    }

    /// The Message-ID. For a mail without one, or with one that no index could hold: a digest of its content, so that it is known when it comes again.
    pub(super) fn message_id(&self) -> String {
        self.mail.message_id.clone().filter(|id| is_usable(id)).unwrap_or_else(|| format!("{}@{}", &files::hash(self.raw)[..32], self.host))
    }

    /// The Message-IDs of what it answers, the likeliest first: In-Reply-To, then References from the newest.
    pub(super) fn answered(&self) -> impl Iterator<Item = &str> {
        let ids = self.mail.in_reply_to.iter().chain(self.mail.references.iter().rev().take(20));
        ids.map(String::as_str).filter(|id| is_usable(id))
    }

    /// The post that the mail answers, among those of [`known_posts`].
    pub(super) fn answered_post(&self, known: &HashMap<String, KnownPost>) -> Option<KnownPost> {
        self.answered().find_map(|id| known.get(id).filter(|post| post.is_in_thread()).cloned())
    }

    /// As a last resort, the post that an answer has the subject of, in the weeks before `at`.
    pub(super) async fn post_by_subject(&self, conn: &mut Conn, list: &List, at: Timestamp) -> Result<Option<KnownPost>> {
        if !self.is_reply() {
            return Ok(None);
        }
        let since = at.plus(-Duration::days(WEEKS_BY_SUBJECT * 7));
        let recent: Vec<(PostId, PostId, String)> = sqlx::query_as(
            "SELECT id, thread, subject FROM post WHERE list = $1 AND state = 'accepted' AND posted_at > $2 AND posted_at <= $3
              ORDER BY posted_at DESC, id DESC LIMIT 200",
        )
        .bind_all((&list.id, since, at))
        .fetch_all(conn)
        .await?;
        let key = subject_key(&self.mail.subject);
        let found = recent.into_iter().find(|(.., subject)| subject_key(subject) == key);
        Ok(found.map(|(id, thread, _)| KnownPost { id, thread, state: PostState::Accepted }))
    }

    /// Whether its subject says that it answers something.
    pub(super) fn is_reply(&self) -> bool {
        is_reply(&self.mail.subject)
    }

    /// The post that it becomes.
    pub(super) fn post(&self, tx: &Tx, list: &List, placement: PostPlacement) -> Post {
        let id: PostId = tx.new_id();
        let PostPlacement { person, parent, state, hold_reason, posted_at } = placement;
        let name = self.mail.from.first().and_then(|author| author.name.clone());
        let name = name.unwrap_or_else(|| self.author().split('@').next().unwrap_or_default().to_owned());
        Post {
            thread: parent.as_ref().map_or_else(|| id.clone(), |parent| parent.thread.clone()),
            parent: parent.map(|parent| parent.id),
            list: list.id.clone(),
            message_id: self.message_id(),
            person,
            author_name: without_domains(&short(&name, 200)),
            author_address: self.author().to_owned(),
            author_key: names::address_key(self.author()),
            subject: Some(short(&self.mail.subject, 300)).filter(|subject| !subject.is_empty()).unwrap_or_else(|| "(…)".to_owned()),
            body: self.mail.text.chars().take(MOST_TEXT).collect(),
            language: self.language(),
            state,
            hold_reason: hold_reason.map(HoldReason::code).unwrap_or_default().to_owned(),
            posted_at,
            recipients: 0,
            format: PostFormat::Plain,
            source: Some(files::hash(self.raw)),
            id,
        }
    }
}

/// Stores mails and their files, once by their hash, and their posts, each after the one that it answers. Four statements for some ninety mails, and one
/// for each file; more if there is much in them.
pub(super) async fn store_all(tx: &mut Tx, mails: &[(PostedMail<'_>, Post)], is_imported: bool) -> Result<()> {
    let raws: Vec<&[u8]> = mails.iter().map(|(mail, _)| mail.raw).collect();
    files::store_all(tx, &raws).await?;
    write::insert_all(tx, mails.iter().map(|(_, post)| post), is_imported).await?;
    for (mail, post) in mails {
        let attachments = mail.mail.attachments.get(..MOST_FILES).unwrap_or(&mail.mail.attachments);
        let contents: Vec<&[u8]> = attachments.iter().map(|file| &*file.bytes).collect();
        let hashes = files::store_all(tx, &contents).await?;
        for (position, (file, hash)) in (0_i64..).zip(attachments.iter().zip(hashes)) {
            sqlx::query("INSERT INTO post_attachment (post, position, name, media_type, hash) VALUES ($1, $2, $3, $4, $5)")
                .bind_all((&post.id, position, short(&file.name, 200), short(&file.content_type, 200), hash))
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(())
}

/// The posts of the list with these Message-IDs, whatever their state. One statement for each [`LOOKED_UP`] of them.
pub(super) async fn known_posts(conn: &mut Conn, list: &ListId, message_ids: &[&str]) -> Result<HashMap<String, KnownPost>> {
    let mut known = HashMap::new();
    for part in message_ids.chunks(LOOKED_UP) {
        let statement =
            format!("SELECT message_id, id, thread, state FROM post WHERE list = $1 AND message_id IN ({})", placeholders(2, part.len()));
        let mut query = sqlx::query_as(AssertSqlSafe(statement)).bind(list);
        for message_id in part {
            query = query.bind(*message_id);
        }
        let rows: Vec<(String, PostId, PostId, PostState)> = query.fetch_all(&mut *conn).await?;
        known.extend(rows.into_iter().map(|(message_id, id, thread, state)| (message_id, KnownPost { id, thread, state })));
    }
    Ok(known)
}

/// Whether a Message-ID can be looked up.
fn is_usable(id: &str) -> bool {
    !id.is_empty() && id.len() <= MOST_MESSAGE_ID && !id.contains(char::is_control)
}

/// A name whose words that look like addresses lose their domain: pages that everyone reads show it.
fn without_domains(name: &str) -> String {
    let words = name.split(' ').map(|word| word.split_once('@').map_or(word, |(local, _)| local));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The start of a text of others, without characters that no database keeps.
pub(super) fn short(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect::<String>().trim().to_owned()
}
