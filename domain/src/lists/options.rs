//! How a reader wants the mail of a list: each mail, a digest, none; own posts or not; a pause. They choose on the site or by the link of any mail of the
//! list, without signing in.

use std::collections::HashMap;

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::audience::Recipient;
use super::unsubscribe::{ReaderLink, open_reader_link};
use super::{List, by_id, find, subscriptions};
use crate::audit::{self, AuditAction};
use crate::clock::{self, HOME, Timestamp};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{DigestFormat, ListKind, ReadingRhythm};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{ListId, PersonId};
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

/// The options of a reader, as stored. The default is that of a reader without a row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct ReadingOptions {
    pub(crate) rhythm: ReadingRhythm,
    pub(crate) format: DigestFormat,
    own_posts: i64,
    paused_until: Option<String>,
    pub(super) digest_from: Timestamp,
    /// They left digests then, and are owed one more.
    pub(super) digest_until: Option<Timestamp>,
}

impl Default for ReadingOptions {
    fn default() -> Self {
        let digest_from = Timestamp::from_seconds(0);
        Self { rhythm: ReadingRhythm::Each, format: DigestFormat::Plain, own_posts: 1, paused_until: None, digest_from, digest_until: None }
    }
}

impl ReadingOptions {
    fn is_paused(&self, today: &str) -> bool {
        self.paused_until.as_deref().is_some_and(|until| until > today)
    }

    /// Whether messages of coordinators reach them. A digest is of posts: messages come at once.
    pub(super) fn takes_messages(&self, today: &str) -> bool {
        self.rhythm != ReadingRhythm::None && !self.is_paused(today)
    }

    /// Whether a post reaches them at once; `is_own`: they wrote it.
    pub(super) fn takes_post(&self, today: &str, is_own: bool) -> bool {
        self.rhythm == ReadingRhythm::Each && !self.is_paused(today) && (self.own_posts == 1 || !is_own)
    }

    /// Whether they get the digests of that rhythm.
    pub(super) fn takes_digest(&self, today: &str, rhythm: ReadingRhythm) -> bool {
        self.rhythm == rhythm && !self.is_paused(today)
    }

    fn has_digests(&self, today: &str) -> bool {
        matches!(self.rhythm, ReadingRhythm::Daily | ReadingRhythm::Weekly) && !self.is_paused(today)
    }

    /// Where their next digest begins: where the last one ended, or with the day on which a pause ended.
    pub(super) fn next_digest_from(&self) -> Timestamp {
        let resumed = self.paused_until.as_deref().and_then(|day| clock::local(&format!("{day}T00:00")).ok());
        let resumed = resumed.and_then(|midnight| clock::moment(midnight, HOME).ok());
        resumed.map_or(self.digest_from, |resumed| resumed.max(self.digest_from))
    }

    fn input(&self) -> ReadingOptionsInput {
        ReadingOptionsInput {
            rhythm: self.rhythm.to_string(),
            format: self.format.to_string(),
            own_posts: if self.own_posts == 1 { "yes".to_owned() } else { String::new() },
            paused_until: self.paused_until.clone().unwrap_or_default(),
        }
    }
}

/// A reader of a list: an account, or the subscription of an address without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListReader {
    Person(PersonId),
    Subscription(String),
}

impl ListReader {
    fn columns(&self) -> (Option<&PersonId>, Option<&str>) {
        match self {
            Self::Person(person) => (Some(person), None),
            Self::Subscription(subscription) => (None, Some(subscription)),
        }
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
    let list = by_id(tx, &link.list).await.map_err(|_| Error::LinkOver)?;
    let is_reader = match &link.reader {
        ListReader::Person(person) => subscriptions::is_reader(tx, &list, person).await?,
        ListReader::Subscription(subscription) => subscriptions::is_open(tx, &list, subscription).await?,
    };
    if is_reader { Ok(list) } else { Err(Error::LinkOver) }
}

async fn stored(conn: &mut Conn, list: &ListId, reader: &ListReader) -> Result<ReadingOptions> {
    let (person, subscription) = reader.columns();
    let found = sqlx::query_as(
        "SELECT rhythm, format, own_posts, paused_until, digest_from, digest_until FROM reading_option WHERE list = $1 AND (person = $2 OR subscription = $3)",
    )
    .bind_all((list, person, subscription))
    .fetch_optional(conn)
    .await?;
    Ok(found.unwrap_or_default())
}

/// The options of all readers of a list who have some, by the target of their unsubscribe link.
pub(super) async fn of_list(conn: &mut Conn, list: &ListId) -> Result<HashMap<String, ReadingOptions>> {
    #[derive(sqlx::FromRow)]
    struct ReaderOptionsRow {
        target: String,
        #[sqlx(flatten)]
        options: ReadingOptions,
    }
    let rows: Vec<ReaderOptionsRow> = sqlx::query_as(
        "SELECT CASE WHEN person IS NULL THEN 's.' || subscription ELSE 'l.' || list || '.' || person END AS target, rhythm, format, own_posts, paused_until, digest_from, digest_until
           FROM reading_option WHERE list = $1",
    )
    .bind(list)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.target, row.options)).collect())
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
    // Times are whole seconds: a post of this one is rather sent twice than never.
    let (digest_from, digest_until) = (now.plus(-Duration::seconds(1)), before.digest_until);
    let mut after = ReadingOptions { rhythm, format, own_posts: i64::from(own_posts), paused_until, digest_from, digest_until };
    match (before.has_digests(&today), after.has_digests(&today)) {
        // From one rhythm to the other: the next digest begins where the last one ended.
        (true, true) => after.digest_from = before.next_digest_from(),
        // One more digest, unless they want no mail: what was posted since the last one is in no other mail.
        (true, false) if rhythm != ReadingRhythm::None => (after.digest_from, after.digest_until) = (before.next_digest_from(), Some(now)),
        (false, true) if before.digest_until.is_some() => (after.digest_from, after.digest_until) = (before.digest_from, None),
        (false, false) if rhythm != ReadingRhythm::None => after.digest_from = before.digest_from,
        _ => after.digest_until = None,
    }
    write(tx, list, reader, &after).await
}

/// Stores checked options.
async fn write(tx: &mut Tx, list: &List, reader: &ListReader, options: &ReadingOptions) -> Result<ReadingRhythm> {
    let (id, (person, subscription)): (String, _) = (tx.new_id(), reader.columns());
    let conflict = if person.is_some() { "(list, person)" } else { "(list, subscription)" };
    let statement = format!(
        "INSERT INTO reading_option (id, list, person, subscription, rhythm, format, own_posts, paused_until, digest_from, digest_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT {conflict} DO UPDATE SET rhythm = excluded.rhythm, format = excluded.format, own_posts = excluded.own_posts,
               paused_until = excluded.paused_until, digest_from = excluded.digest_from, digest_until = excluded.digest_until"
    );
    // Safe: the only part that is not literal is one of the two above.
    sqlx::query(sqlx::AssertSqlSafe(statement))
        .bind_all((id, &list.id, person, subscription, options.rhythm, options.format, options.own_posts, &options.paused_until))
        .bind_all((options.digest_from, options.digest_until))
        .execute(&mut **tx)
        .await?;
    Ok(options.rhythm)
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

/// The next digest of a reader begins there; the one that they were owed, if any, is sent.
pub(crate) async fn move_digest_reader(conn: &mut Conn, list: &List, recipient: &Recipient, to: Timestamp) -> Result<()> {
    let subscription = recipient.unsubscribe_target.strip_prefix("s.").unwrap_or_default();
    sqlx::query("UPDATE reading_option SET digest_from = $4, digest_until = NULL WHERE list = $1 AND (person = $2 OR subscription = $3)")
        .bind_all((&list.id, recipient.person.as_ref().filter(|_| subscription.is_empty()), subscription, to))
        .execute(conn)
        .await?;
    Ok(())
}

/// After a restore, what digests had before stays unsent: the next ones begin now.
pub(crate) async fn restart_digests(tx: &mut Tx) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE reading_option SET digest_from = $1, digest_until = NULL WHERE digest_from < $1")
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A reader who unsubscribed has no options any more: who comes back begins as everybody.
pub(super) async fn delete_of_subscription(conn: &mut Conn, subscription: &str) -> Result<()> {
    sqlx::query(
        "DELETE FROM reading_option WHERE subscription = $1
            OR EXISTS (SELECT 1 FROM subscription s WHERE s.id = $1 AND s.list = reading_option.list AND s.person = reading_option.person)",
    )
    .bind(subscription)
    .execute(conn)
    .await?;
    Ok(())
}
