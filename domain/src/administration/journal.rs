//! The journal: who did what to which subject, and when.

use serde::{Deserialize, Serialize};

use super::{PAGE, pages};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db};
use crate::error::Result;
use crate::fields;
use crate::like_pattern;
use crate::names;
use crate::policy::{self, Act, Actor};

/// The query of the journal, as in the address bar. Invalid parts are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    /// Part of the name of the person.
    pub by: String,
    /// The prefix of an action: `event`, `membership.accept`.
    pub act: String,
    /// The key of the subject.
    pub subject: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// From 1.
    pub page: String,
}

#[derive(Debug, Clone)]
pub struct AuditPage {
    /// Newest first.
    pub acts: Vec<JournalEntry>,
    pub total: i64,
    /// From 1.
    pub page: i64,
    /// At least 1.
    pub pages: i64,
    /// The first parts of the existing actions: `event`, `membership`…
    pub kinds: Vec<String>,
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct JournalEntry {
    pub at: Timestamp,
    /// The key of the person; empty: the program, or a guest.
    pub person: String,
    given_name: String,
    family_name: String,
    /// The action: `event.publish`.
    pub action: String,
    /// The key of the subject.
    pub subject: String,
    /// The subject's current name; empty if it is gone, or has none.
    pub about: String,
    pub detail: String,
}

impl JournalEntry {
    /// The person's current name.
    pub fn by(&self) -> String {
        names::full(&self.given_name, &self.family_name)
    }
}

macro_rules! matching {
    () => {
        " FROM audit u LEFT JOIN person p ON p.id = u.person
         WHERE ($1 = '%%' OR p.sort_name LIKE $1 ESCAPE '\\') AND ($2 = '' OR u.action = $2 OR substr(u.action, 1, length($2) + 1) = $2 || '.')
           AND ($3 = '' OR u.subject = $3) AND ($4 = '' OR u.at >= $4) AND ($5 = '' OR u.at < $5) "
    };
}

/// A page of the journal.
pub async fn journal(db: &Db, actor: &Actor, query: &AuditQuery) -> Result<AuditPage> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let by = like_pattern::contains(&names::normalize(&query.by));
    let day = |typed: &str, more: i64| {
        let day = fields::date(typed).ok().and_then(|day| crate::clock::date(&day).ok())?;
        crate::imports::start_of_day(&(day + chrono::Days::new(more.unsigned_abs())).to_string())
    };
    let from = day(&query.from, 0).map(|at| at.to_string()).unwrap_or_default();
    let to = day(&query.to, 1).map(|at| at.to_string()).unwrap_or_default();
    let total: i64 = sqlx::query_scalar(concat!("SELECT COUNT(*)", matching!()))
        .bind_all((&by, query.act.trim(), query.subject.trim(), &from, &to))
        .fetch_one(&mut *tx)
        .await?;
    let (page, pages) = pages(&query.page, total);
    let acts = sqlx::query_as(concat!(
        "SELECT u.at, COALESCE(u.person, '') AS person, COALESCE(p.given_name, '') AS given_name, COALESCE(p.family_name, '') AS family_name,
                u.action, u.subject, u.detail,
                COALESCE((SELECT e.title FROM event e WHERE e.id = u.subject), (SELECT n.acronym FROM network n WHERE n.id = u.subject),
                         (SELECT x.given_name || ' ' || x.family_name FROM person x WHERE x.id = u.subject),
                         (SELECT x.given_name || ' ' || x.family_name || ', ' || n.acronym FROM membership m JOIN person x ON x.id = m.person
                            JOIN network n ON n.id = m.network WHERE m.id = u.subject),
                         (SELECT o.name FROM organisation o WHERE o.id = u.subject),
                         (SELECT c.name || ', ' || n.acronym FROM committee c JOIN network n ON n.id = c.network WHERE c.id = u.subject),
                         (SELECT x.given_name || ' ' || x.family_name || ', ' || n.acronym FROM mandate t JOIN committee c ON c.id = t.committee
                            JOIN network n ON n.id = c.network JOIN person x ON x.id = t.person WHERE t.id = u.subject),
                         (SELECT w.title FROM page w WHERE w.id = u.subject), (SELECT l.name FROM list l WHERE l.id = u.subject),
                         (SELECT s.subject FROM message s WHERE s.id = u.subject),
                         (SELECT e.title FROM registration r JOIN event e ON e.id = r.event WHERE r.id = u.subject), '') AS about",
        matching!(),
        "ORDER BY u.at DESC, u.id DESC LIMIT $6 OFFSET $7"
    ))
    .bind_all((by, query.act.trim(), query.subject.trim(), from, to, PAGE, (page - 1) * PAGE))
    .fetch_all(&mut *tx)
    .await?;
    let actions: Vec<String> = sqlx::query_scalar("SELECT DISTINCT action FROM audit ORDER BY action").fetch_all(&mut *tx).await?;
    let mut kinds: Vec<String> = actions.iter().filter_map(|action| action.split('.').next()).map(str::to_owned).collect();
    kinds.dedup();
    Ok(AuditPage { acts, total, page, pages, kinds })
}
