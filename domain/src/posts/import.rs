//! Bringing the archive of an older list into a discussion, a batch of mails at a time.
//!
//! A mail of an archive becomes an accepted post, with the date that it had. Nothing is sent, nobody is told, nobody is trusted for it. A mail that the
//! list has already, by its Message-ID, is skipped: an import that was stopped is simply run again, and two exports of one list may overlap.
//!
//! Archives are in the order of time. Of a mail whose parent comes later, nothing is rewritten when the parent comes: it has begun its own thread.

use formats::incoming_mail::{self, IncomingMail, UnreadableMail};

use super::posted_mail::{self, KnownPost, PostPlacement, PostedMail, known_posts, short};
use super::{Post, indexing, managed_discussion};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::enums::PostState;
use crate::error::{Error, Result};
use crate::ids::PostId;
use crate::lists::List;
use crate::names;
use crate::people::accounts::proved_owners;
use crate::policy::{self, Actor};
use crate::rendering;

/// The most mails of a batch. Other writers wait a fraction of a second, and get their turn while the next batch is read.
pub const MOST_MAILS: usize = 200;
/// The most bytes of a batch of several mails. A mail is in memory three times: as it came, decoded, and on its way to the database.
pub const MOST_BATCH_BYTES: usize = 8 << 20;
/// The largest mail, in bytes. It is more than providers send (Gmail: 25 MB), and still fits into memory as above.
pub const MOST_MAIL_BYTES: usize = 32 << 20;

/// A mail of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedMail {
    /// Its number in the archive, by which it is named if it is refused.
    pub number: u64,
    /// When the older list got it, if the archive says so: seconds since 1970.
    pub arrived_at: Option<i64>,
    /// As it came.
    pub bytes: Vec<u8>,
}

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedBatch {
    pub imported: u64,
    /// The list had them, or an earlier mail of the batch has the same Message-ID.
    pub known: u64,
    /// By their number.
    pub refused: Vec<RefusedMail>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedMail {
    /// See [`ArchivedMail::number`].
    pub number: u64,
    /// Its Message-ID, else its subject, as they are in the archive; empty if it has neither.
    pub name: String,
    pub reason: MailRefusal,
}

/// Why a mail can't become a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailRefusal {
    /// It has more than [`MOST_MAIL_BYTES`].
    #[error("the mail is too large")]
    TooLarge,
    #[error("{0}")]
    Unreadable(UnreadableMail),
    /// Nobody could be shown as its author, or erase it later.
    #[error("the mail has no address in From")]
    NoAuthor,
    /// Neither its own nor one of the archive.
    #[error("the mail has no date")]
    NoDate,
}

/// Imports mails into a discussion, closed or not, in one transaction. Without mails, it only checks the policy and the list.
///
/// A post has the date of its mail; that of the archive if the mail has none, or one to come; and the present one if both are to come. It begins a
/// thread unless it answers a post: by In-Reply-To, by References, or by its subject within the eight weeks before it.
///
/// A batch takes some thirty statements, and more for attached files and large mails. A mail of which only the subject can tell its thread takes five.
/// The posts are found once they are indexed: by a program that serves, soon; else by `search::index_queued`.
///
/// # Errors
/// [`Error::NotFound`] for actors who do not manage the list, and for a list of announcements; [`Error::TooLarge`] for more than [`MOST_MAILS`], or
/// for several mails of more than [`MOST_BATCH_BYTES`] together.
pub async fn import_batch(db: &Db, actor: &Actor, address: &str, mails: Vec<ArchivedMail>) -> Result<ImportedBatch> {
    check_policy(db, actor, address).await?;
    let bytes: usize = mails.iter().map(|mail| mail.bytes.len()).sum();
    if mails.len() > MOST_MAILS || (mails.len() > 1 && bytes > MOST_BATCH_BYTES) {
        return Err(Error::TooLarge);
    }
    // Outside of the transaction: other writers go on meanwhile.
    let read = rendering::beside_requests(bytes, move || mails.into_iter().map(ReadableMail::read).collect::<Vec<_>>()).await?;
    let mut batch = ImportedBatch::default();
    let mut readable = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(mail) => readable.push(mail),
            Err(refused) => batch.refused.push(refused),
        }
    }
    if readable.is_empty() {
        return Ok(batch);
    }
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let list = managed_discussion(&mut tx, &rights, address).await?;
    // As for mails that come: each sees the Message-IDs of those before it.
    sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(&list.id).execute(&mut *tx).await?;
    let stored = store(&mut tx, &list, &readable).await?;
    batch.imported = stored.len() as u64;
    batch.known = (readable.len() - stored.len()) as u64;
    if !stored.is_empty() {
        indexing::enqueue(&mut tx, &stored).await?;
        audit::record_daily(&mut tx, &rights, AuditAction::ListImport, list.id.as_str(), &list.slug).await?;
        tx.commit().await?;
    }
    Ok(batch)
}

/// Checks the policy before anything is read: nobody makes the program read mails for a list that they don't manage.
async fn check_policy(db: &Db, actor: &Actor, address: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    managed_discussion(&mut tx, &rights, address).await.map(drop)
}

/// A mail that can become a post.
struct ReadableMail {
    mail: IncomingMail,
    /// Its own, else that of the archive, in seconds since 1970.
    date: i64,
    /// That of the archive, else its own.
    arrived_at: i64,
    raw: Vec<u8>,
}

impl ReadableMail {
    fn read(archived: ArchivedMail) -> Result<Self, RefusedMail> {
        let ArchivedMail { number, arrived_at, bytes } = archived;
        match Self::parse(&bytes, arrived_at) {
            Ok((mail, date, arrived_at)) => Ok(Self { mail, date, arrived_at, raw: bytes }),
            Err(reason) => Err(RefusedMail { number, name: name(&bytes), reason }),
        }
    }

    fn parse(bytes: &[u8], arrived_at: Option<i64>) -> Result<(IncomingMail, i64, i64), MailRefusal> {
        if bytes.len() > MOST_MAIL_BYTES {
            return Err(MailRefusal::TooLarge);
        }
        let mut mail = incoming_mail::read(bytes).map_err(MailRefusal::Unreadable)?;
        if mail.from.is_empty() {
            mail.from.extend(incoming_mail::disguised_author(bytes));
        }
        incoming_mail::rejoin_html(&mut mail);
        if (PostedMail { host: "", mail: &mail, raw: bytes }).author().is_empty() {
            return Err(MailRefusal::NoAuthor);
        }
        let date = mail.date.or(arrived_at).ok_or(MailRefusal::NoDate)?;
        Ok((mail, date, arrived_at.unwrap_or(date)))
    }

    /// Never to come: the thread would stay the newest of the list.
    fn posted_at(&self, now: Timestamp) -> Timestamp {
        let date = Timestamp::from_seconds(self.date);
        if date <= now { date } else { Timestamp::from_seconds(self.arrived_at).min(now) }
    }
}

/// What a person finds a mail by, as it is in the archive.
fn name(bytes: &[u8]) -> String {
    let value = |header| incoming_mail::header_values(bytes, header).into_iter().find(|value| !value.is_empty());
    short(&value("Message-ID").or_else(|| value("Subject")).unwrap_or_default(), 200)
}

/// Stores the mails that the list does not have, in order, and returns their posts.
async fn store(tx: &mut Tx, list: &List, readable: &[ReadableMail]) -> Result<Vec<PostId>> {
    let host = tx.host().to_owned();
    let mails: Vec<PostedMail<'_>> = readable.iter().map(|mail| PostedMail { host: &host, mail: &mail.mail, raw: &mail.raw }).collect();
    let message_ids: Vec<String> = mails.iter().map(PostedMail::message_id).collect();
    let mut looked_up: Vec<&str> = mails.iter().flat_map(|mail| mail.answered()).chain(message_ids.iter().map(String::as_str)).collect();
    looked_up.sort_unstable();
    looked_up.dedup();
    let mut known = known_posts(tx, &list.id, &looked_up).await?;
    if message_ids.iter().all(|message_id| known.contains_key(message_id)) {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = mails.iter().map(|mail| names::address_key(mail.author())).collect();
    let accounts = proved_owners(tx, &keys.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    tx.expect_many_rows().await?;
    let (mut stored, mut waiting): (Vec<PostId>, Vec<(PostedMail<'_>, Post)>) = (Vec::new(), Vec::new());
    for ((mail, message_id), readable) in mails.iter().zip(message_ids.iter()).zip(readable) {
        if known.contains_key(message_id) {
            continue;
        }
        let posted_at = readable.posted_at(tx.now);
        let mut parent = mail.answered_post(&known);
        if parent.is_none() && mail.is_reply() {
            // It may answer one of those that wait.
            posted_mail::store_all(tx, &std::mem::take(&mut waiting), true).await?;
            parent = mail.post_by_subject(tx, list, posted_at).await?;
        }
        // No relay says any more whether a mail of then was its author's. The older list believed it, the name is shown in any case, and an account
        // gains nothing by it but the right to its own posts: to read them in its data, and to erase them.
        let person = accounts.get(&names::address_key(mail.author())).cloned();
        let (state, hold_reason) = (PostState::Accepted, None);
        let post = mail.post(tx, list, PostPlacement { person, parent, state, hold_reason, posted_at });
        known.insert(message_id.clone(), KnownPost { id: post.id.clone(), thread: post.thread.clone(), state });
        stored.push(post.id.clone());
        waiting.push((*mail, post));
    }
    posted_mail::store_all(tx, &waiting, true).await?;
    Ok(stored)
}
