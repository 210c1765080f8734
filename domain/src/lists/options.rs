//! How a reader wants the mail of a list: each mail, a digest, none; own posts or not; a pause. They choose on the site or by the link of any mail of the
//! list, without signing in.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::reading_options::{ListReader, ReadingOptions, stored, write};
use super::unsubscribe::{ReaderLink, open_reader_link};
use super::{List, by_id, find, subscriptions};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::enums::{DigestFormat, ListKind, ReadingRhythm};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::policy::{self, Actor};

/// The longest pause, in days.
const MOST_DAYS: i64 = 2 * 366;

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingOptionsInput {
    /// A [`ReadingRhythm`].
    pub rhythm: String,
    /// A [`DigestFormat`].
    pub format: String,
    /// Not empty: a copy of their own posts, too.
    pub own_posts: String,
    /// A date, the first day with mail again; empty: no pause.
    pub paused_until: String,
}

/// The form of a reader's options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingOptionsForm {
    pub list: List,
    /// The address of a reader who came by a link.
    pub address: Option<String>,
    pub input: ReadingOptionsInput,
}

impl ReadingOptionsForm {
    /// Whether digests and own posts are among the choices: of a discussion.
    pub fn has_posts(&self) -> bool {
        self.list.kind == ListKind::Discussion
    }
}

/// The options of the actor for a list whose mail they receive.
///
/// # Errors
/// [`Error::SignedOut`]; [`Error::NotFound`] for a list whose mail they do not receive.
pub async fn options(db: &Db, actor: &Actor, address: &str) -> Result<ReadingOptionsForm> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (_, list) = find(&mut tx, &rights, address).await?;
    let person = rights.signed_in()?.clone();
    if !subscriptions::is_reader(&mut tx, &list, &person).await? {
        return Err(Error::NotFound);
    }
    let stored = stored(&mut tx, &list.id, &ListReader::Person(person)).await?;
    Ok(ReadingOptionsForm { list, address: None, input: stored.input() })
}

/// Stores them.
///
/// # Errors
/// As for [`options`]; [`Error::Invalid`] with every field to correct.
pub async fn set_options(db: &Db, actor: &Actor, address: &str, input: &ReadingOptionsInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find(&mut tx, &rights, address).await?;
    let person = rights.signed_in()?.clone();
    if !subscriptions::is_reader(&mut tx, &list, &person).await? {
        return Err(Error::NotFound);
    }
    let rhythm = put(&mut tx, &list, &ListReader::Person(person), input).await?;
    audit::record(&mut tx, &rights, AuditAction::SubscriptionOptions, list.id.as_str(), rhythm.code()).await?;
    tx.commit().await
}

/// The options of the reader who has the link of a mail.
///
/// # Errors
/// [`Error::LinkOver`] for a link that is not one of a list's reader, or whose reader does not receive the list any more.
pub async fn options_by_link(db: &Db, token: &str) -> Result<ReadingOptionsForm> {
    let link = open_reader_link(db, token).await?;
    let mut tx = db.read().await?;
    let list = readable(&mut tx, &link).await?;
    let stored = stored(&mut tx, &list.id, &link.reader).await?;
    Ok(ReadingOptionsForm { list, address: Some(link.address), input: stored.input() })
}

/// Stores them: the link proves who wants it.
///
/// # Errors
/// As for [`options_by_link`]; [`Error::Invalid`] with every field to correct.
pub async fn set_options_by_link(db: &Db, token: &str, input: &ReadingOptionsInput) -> Result<()> {
    let link = open_reader_link(db, token).await?;
    let mut tx = db.write().await?;
    let list = readable(&mut tx, &link).await?;
    put(&mut tx, &list, &link.reader, input).await?;
    tx.commit().await
}

/// The list of a link, if its reader still receives its mail.
async fn readable(tx: &mut Tx, link: &ReaderLink) -> Result<List> {
    let list = by_id(tx, &link.list).await.map_err(|error| if error == Error::NotFound { Error::LinkOver } else { error })?;
    let is_reader = match &link.reader {
        ListReader::Person(person) => subscriptions::is_reader(tx, &list, person).await?,
        ListReader::Subscription(subscription) => subscriptions::is_open(tx, &list, subscription).await?,
    };
    if is_reader { Ok(list) } else { Err(Error::LinkOver) }
}

/// Checks and stores the options of a reader.
async fn put(tx: &mut Tx, list: &List, reader: &ListReader, input: &ReadingOptionsInput) -> Result<ReadingRhythm> {
    let is_discussion = list.kind == ListKind::Discussion;
    let mut errors = Validation::default();
    let rhythm = ReadingRhythm::parse(&input.rhythm).map(Some).and_then(|rhythm| match rhythm {
        Some(ReadingRhythm::Daily | ReadingRhythm::Weekly) if !is_discussion => Err(FieldProblem::NotAChoice),
        rhythm => Ok(rhythm),
    });
    let rhythm = errors.check("rhythm", rhythm).unwrap_or(ReadingRhythm::Each);
    // The form of announcements does not show these.
    let (format, own_posts) = if is_discussion {
        let format = errors.check("format", DigestFormat::parse(&input.format).map(Some)).unwrap_or(DigestFormat::Plain);
        (format, !input.own_posts.is_empty())
    } else {
        (DigestFormat::Plain, true)
    };
    let paused_until = errors.check("paused_until", pause(tx, &input.paused_until));
    errors.or(())?;
    // Locks the list: no digest is made meanwhile.
    sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(&list.id).execute(&mut **tx).await?;
    let (today, now) = (tx.now.today(), tx.now);
    let before = stored(tx, &list.id, reader).await?;
    // A post may have got the lock first with a later time: the one more digest has it, too.
    let newest: Option<Timestamp> =
        sqlx::query_scalar("SELECT MAX(posted_at) FROM post WHERE list = $1 AND state = 'accepted' AND imported = 0")
            .bind(&list.id)
            .fetch_one(&mut **tx)
            .await?;
    let left_at = newest.map_or(now, |newest| newest.max(now));
    // Times are whole seconds: a post of this one is rather sent twice than never.
    let (digest_from, digest_until) = (now.plus(-Duration::seconds(1)), before.digest_until);
    let mut after = ReadingOptions { rhythm, format, own_posts: i64::from(own_posts), paused_until, digest_from, digest_until };
    match (before.has_digests(&today), after.has_digests(&today)) {
        // From one rhythm to the other: the next digest begins where the last one ended.
        (true, true) => after.digest_from = before.next_digest_from(),
        // One more digest, unless they want no mail: what was posted since the last one is in no other mail.
        (true, false) if rhythm != ReadingRhythm::None => {
            (after.digest_from, after.digest_until) = (before.next_digest_from(), Some(left_at))
        }
        // Back before that one left: it comes with the next. What was sent at once meanwhile comes twice, rather than never.
        (false, true) if before.digest_until.is_some() => (after.digest_from, after.digest_until) = (before.digest_from, None),
        (false, false) if rhythm != ReadingRhythm::None => after.digest_from = before.digest_from,
        _ => after.digest_until = None,
    }
    write(tx, list, reader, &after).await
}

/// The first day with mail again: a day to come, within two years.
fn pause(tx: &Tx, typed: &str) -> Result<Option<String>, FieldProblem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day = fields::date(typed)?;
    if day <= tx.now.today() || day > tx.now.plus(Duration::days(MOST_DAYS)).today() {
        return Err(FieldProblem::NotToCome);
    }
    Ok(Some(day))
}
