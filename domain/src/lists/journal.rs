//! What became of each copy of a message: « did she get it? ».

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::messages::of_list;
use super::{Message, find_to_write, retention};
use crate::audit;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::enums::{CopyState, Language};
use crate::error::Result;
use crate::ids::{CopyId, MessageId};
use crate::like;
use crate::networks::NetworkHead;
use crate::paging::Paging;
use crate::people::names;
use crate::policy::{Actor, Rights};
use crate::say;
use crate::spreadsheets;

/// Lines of a page.
pub const PAGE: i64 = 100;

/// What is asked of the journal, as it stands in the address bar; what is not understood asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageJournalQuery {
    /// Part of a name or an address.
    pub q: String,
    /// A [`CopyState`], or `doubtful`, or `left` for those who unsubscribed by this copy.
    pub state: String,
    /// From 1.
    pub page: String,
}

/// A message's journal.
#[derive(Debug, Clone)]
pub struct MessageJournal {
    /// The network.
    pub head: NetworkHead,
    /// The message.
    pub message: Message,
    /// Copies by state, whatever was asked; only those that there are.
    pub counts: Vec<(CopyState, i64)>,
    /// Copies that may have left twice.
    pub doubtful: i64,
    /// People who unsubscribed by their copy.
    pub left: i64,
    /// Since when its lines are forgotten, and only figures stay; `None` as long as it has them.
    pub forgotten: Option<Timestamp>,
    /// Copies to members of networks whose lists of members the reader may not read: they stand in no line.
    pub unnamed: i64,
    /// Copies that answer the query.
    pub found: i64,
    /// The page, from 1.
    pub page: i64,
    /// Its lines.
    pub lines: Vec<CopyLine>,
}

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct CopyLine {
    pub name: String,
    pub address: String,
    pub why: String,
    pub state: CopyState,
    pub is_doubtful: bool,
    /// When it is tried again.
    pub due_at: Option<Timestamp>,
    pub last_error: String,
    /// From the first to the last.
    pub steps: Vec<CopyStep>,
}

/// Something that happened to a copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyStep {
    /// When.
    pub at: Timestamp,
    /// `queued`, `deferred`, `failed`, `interrupted`, `sent`, `unsubscribed`.
    pub step: String,
    /// What the other side said.
    pub detail: String,
}

/// The journal of a message, for those who write to the list.
pub async fn journal(db: &Db, who: &Actor, slug: &str, id: &MessageId, query: &MessageJournalQuery) -> Result<MessageJournal> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = of_list(&mut tx, &list, id).await?;
    if let Some(retention::Frozen { counts, doubtful, left, since }) = retention::frozen(&mut tx, id).await? {
        return Ok(MessageJournal {
            head,
            message,
            counts,
            doubtful,
            left,
            forgotten: Some(since),
            unnamed: 0,
            found: 0,
            page: 1,
            lines: Vec::new(),
        });
    }
    let counts: Vec<(CopyState, i64)> =
        sqlx::query_as("SELECT state, COUNT(*) FROM copy WHERE message = $1 AND proof = 0 GROUP BY state ORDER BY state")
            .bind(id)
            .fetch_all(&mut *tx)
            .await?;
    let (doubtful, left): (i64, i64) = sqlx::query_as(
        "SELECT COUNT(CASE WHEN doubtful = 1 THEN 1 END), COUNT(unsubscribed_at)
           FROM copy WHERE message = $1 AND proof = 0",
    )
    .bind(id)
    .fetch_one(&mut *tx)
    .await?;
    let found = count(&mut tx, &rights, id, query).await?;
    let Paging { page, skip, .. } = Paging::of(&query.page, found, PAGE);
    let rows = rows(&mut tx, &rights, id, query, PAGE, skip).await?;
    let lines = with_steps(&mut tx, &head, id, rows).await?;
    let unnamed = unnamed(&mut tx, &rights, id).await?;
    Ok(MessageJournal { head, message, counts, doubtful, left, forgotten: None, unnamed, found, page, lines })
}

/// Everything that answers the query, for a spreadsheet: the lines of the page, and no others.
pub async fn journal_csv(
    db: &Db,
    who: &Actor,
    slug: &str,
    id: &MessageId,
    query: &MessageJournalQuery,
    language: Language,
) -> Result<Vec<u8>> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    of_list(&mut tx, &list, id).await?;
    let rows = rows(&mut tx, &rights, id, query, i64::MAX, 0).await?;
    let lines = with_steps(&mut tx, &head, id, rows).await?;
    let heading = [
        say!(language, "lists-sheet-name"),
        say!(language, "lists-sheet-address"),
        say!(language, "lists-sheet-why"),
        say!(language, "lists-sheet-state"),
        say!(language, "lists-sheet-doubtful"),
        say!(language, "lists-sheet-queued"),
        say!(language, "lists-sheet-sent"),
        say!(language, "lists-sheet-unsubscribed"),
        say!(language, "lists-sheet-error"),
    ];
    let table = lines.into_iter().map(|line| {
        let at = |step: &str| line.steps.iter().find(|one| one.step == step).map(|one| one.at.to_string()).unwrap_or_default();
        let doubtful = if line.is_doubtful { say!(language, "lists-sheet-yes") } else { String::new() };
        [
            line.name.clone(),
            line.address.clone(),
            super::reasons_of(language, &line.why).join(", "),
            state_words(language, line.state),
            doubtful,
            at("queued"),
            at("sent"),
            at("unsubscribed"),
            line.last_error.clone(),
        ]
    });
    let sheet = spreadsheets::csv(language, &heading, table);
    drop(tx);
    audit::record_export(db, who, "message.export", id.as_str(), "").await?;
    Ok(sheet)
}

/// A state, as a word.
pub fn state_words(language: Language, state: CopyState) -> String {
    match state {
        CopyState::Queued => say!(language, "lists-state-queued"),
        CopyState::Sending => say!(language, "lists-state-sending"),
        CopyState::Sent => say!(language, "lists-state-sent"),
        CopyState::Deferred => say!(language, "lists-state-deferred"),
        CopyState::Failed => say!(language, "lists-state-failed"),
        CopyState::Unsubscribed => say!(language, "lists-state-unsubscribed"),
        CopyState::Discarded => say!(language, "lists-state-discarded"),
    }
}

#[derive(sqlx::FromRow)]
struct CopyRow {
    id: CopyId,
    name: String,
    address: String,
    why: String,
    through: String,
    state: CopyState,
    doubtful: i64,
    due_at: Option<Timestamp>,
    last_error: String,
    queued_at: Timestamp,
    sent_at: Option<Timestamp>,
    unsubscribed_at: Option<Timestamp>,
}

/// Whether person `$1` may read to whom `copy c` went, on the day `$2`: [`Act::SeeMembers`] in SQL, over the networks by whose lists of members
/// alone it found its reader.
macro_rules! is_named {
    () => {
        "(c.through = ''
          OR EXISTS (SELECT 1 FROM mandate t JOIN committee k ON k.id = t.committee AND k.coordinates = 1
                      WHERE t.person = $1 AND t.started_on <= $2 AND (t.ended_on IS NULL OR t.ended_on >= $2)
                        AND ' ' || c.through || ' ' LIKE '% ' || k.network || ' %')
          OR EXISTS (SELECT 1 FROM person v WHERE v.id = $1 AND v.administrator_since IS NOT NULL))"
    };
}

async fn unnamed(conn: &mut Conn, rights: &Rights, id: &MessageId) -> Result<i64> {
    Ok(sqlx::query_scalar(concat!("SELECT COUNT(*) FROM copy c WHERE c.message = $3 AND c.proof = 0 AND NOT ", is_named!()))
        .bind(rights.key())
        .bind(rights.today())
        .bind(id)
        .fetch_one(conn)
        .await?)
}

macro_rules! asked {
    () => {
        concat!(
            " FROM copy c WHERE c.message = $3 AND c.proof = 0 AND ($4 = '' OR c.sort_name LIKE $5 ESCAPE '\\' OR c.address_key LIKE $6 ESCAPE '\\')
            AND ($7 = '' OR c.state = $7 OR ($7 = 'doubtful' AND c.doubtful = 1) OR ($7 = 'left' AND c.unsubscribed_at IS NOT NULL)) AND ",
            is_named!()
        )
    };
}

impl MessageJournalQuery {
    /// What [`asked!`] binds from `$4` on.
    fn values(&self) -> [String; 4] {
        let state = Some(self.state.as_str()).filter(|state| CopyState::parse(state).is_ok() || ["doubtful", "left"].contains(state));
        [
            self.q.trim().to_owned(),
            like::anywhere(&names::plain(&self.q)),
            like::anywhere(&names::address_key(&self.q)),
            state.unwrap_or_default().to_owned(),
        ]
    }
}

async fn count(tx: &mut Tx, rights: &Rights, id: &MessageId, query: &MessageJournalQuery) -> Result<i64> {
    let [typed, name, address, state] = query.values();
    Ok(sqlx::query_scalar(concat!("SELECT COUNT(*)", asked!()))
        .bind(rights.key())
        .bind(rights.today())
        .bind(id)
        .bind(typed)
        .bind(name)
        .bind(address)
        .bind(state)
        .fetch_one(&mut **tx)
        .await?)
}

async fn rows(tx: &mut Tx, rights: &Rights, id: &MessageId, query: &MessageJournalQuery, most: i64, skip: i64) -> Result<Vec<CopyRow>> {
    let [typed, name, address, state] = query.values();
    Ok(sqlx::query_as(concat!(
        "SELECT c.id, c.name, c.address, c.why, c.through, c.state, c.doubtful, c.due_at, c.last_error, c.queued_at, c.sent_at, c.unsubscribed_at",
        asked!(),
        " ORDER BY c.sort_name, c.address_key, c.id LIMIT $8 OFFSET $9"
    ))
    .bind(rights.key())
    .bind(rights.today())
    .bind(id)
    .bind(typed)
    .bind(name)
    .bind(address)
    .bind(state)
    .bind(most)
    .bind(skip)
    .fetch_all(&mut **tx)
    .await?)
}

/// The lines with all that happened to them. One query.
/// The reasons of a copy that the writer may read. Copies of before 2026-12 hold more: that somebody whom the writer knows is also a member of
/// a network below.
fn told_reasons(why: &str, through: &str, own: &str) -> String {
    let is_told = |line: &&str| line.strip_prefix("member ").is_none_or(|network| network == own);
    match why.lines().filter(is_told).collect::<Vec<_>>() {
        told if through.is_empty() && !told.is_empty() => told.join("\n"),
        _ => why.to_owned(),
    }
}

async fn with_steps(conn: &mut Conn, head: &NetworkHead, id: &MessageId, rows: Vec<CopyRow>) -> Result<Vec<CopyLine>> {
    let events: Vec<(CopyId, Timestamp, String, String)> = sqlx::query_as(
        "SELECT e.copy, e.at, e.step, e.detail FROM copy c JOIN copy_event e ON e.copy = c.id WHERE c.message = $1 AND c.proof = 0 ORDER BY e.at",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    let mut by_copy: HashMap<CopyId, Vec<CopyStep>> = HashMap::new();
    for (copy, at, step, detail) in events {
        by_copy.entry(copy).or_default().push(CopyStep { at, step, detail });
    }
    let line = |row: CopyRow| {
        let step = |at: Timestamp, step: &str| CopyStep { at, step: step.to_owned(), detail: String::new() };
        let mut steps = vec![step(row.queued_at, "queued")];
        steps.extend(by_copy.remove(&row.id).unwrap_or_default());
        steps.extend(row.sent_at.map(|at| step(at, "sent")));
        steps.extend(row.unsubscribed_at.map(|at| step(at, "unsubscribed")));
        steps.sort_by_key(|step| step.at);
        CopyLine {
            name: row.name,
            address: row.address,
            why: told_reasons(&row.why, &row.through, &head.card.acronym),
            state: row.state,
            is_doubtful: row.doubtful == 1,
            due_at: row.due_at,
            last_error: row.last_error,
            steps,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}
