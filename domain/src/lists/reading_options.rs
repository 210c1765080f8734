//! The reading options of readers, as stored: their rhythm, and where their next digest begins.

use std::collections::HashMap;

use super::List;
use super::audience::Recipient;
use super::options::ReadingOptionsInput;
use crate::clock::{self, HOME, Timestamp};
use crate::db::{BindAll, Conn, Tx};
use crate::enums::{DigestFormat, ReadingRhythm};
use crate::error::Result;
use crate::ids::{ListId, PersonId};

/// The options of a reader, as stored. The default is that of a reader without a row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct ReadingOptions {
    pub(crate) rhythm: ReadingRhythm,
    pub(crate) format: DigestFormat,
    pub(super) own_posts: i64,
    /// A date: the first day with mail again.
    pub(super) paused_until: Option<String>,
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

    pub(super) fn has_digests(&self, today: &str) -> bool {
        matches!(self.rhythm, ReadingRhythm::Daily | ReadingRhythm::Weekly) && !self.is_paused(today)
    }

    /// Where their next digest begins: where the last one ended, or with the day on which a pause ended.
    pub(super) fn next_digest_from(&self) -> Timestamp {
        let resumed = self.paused_until.as_deref().and_then(|day| clock::local(&format!("{day}T00:00")).ok());
        let resumed = resumed.and_then(|midnight| clock::moment(midnight, HOME).ok());
        resumed.map_or(self.digest_from, |resumed| resumed.max(self.digest_from))
    }

    pub(super) fn input(&self) -> ReadingOptionsInput {
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
    pub(super) fn columns(&self) -> (Option<&PersonId>, Option<&str>) {
        match self {
            Self::Person(person) => (Some(person), None),
            Self::Subscription(subscription) => (None, Some(subscription)),
        }
    }
}

/// The options of one reader.
pub(super) async fn stored(conn: &mut Conn, list: &ListId, reader: &ListReader) -> Result<ReadingOptions> {
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

/// Stores checked options.
pub(super) async fn write(tx: &mut Tx, list: &List, reader: &ListReader, options: &ReadingOptions) -> Result<ReadingRhythm> {
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
