//! Writing a review, and adopting it.

use serde::{Deserialize, Serialize};

use super::super::figures_query;
use super::content::build;
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::NetworkId;
use crate::networks::{self, NetworkHead};
use crate::policy::{self, Act, Actor, Rights};

/// The form of a review, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewInput {
    /// The highlights of the year, in Markdown.
    pub highlights: String,
    /// The plans for the next year, in Markdown.
    pub plans: String,
    /// For adopting: the day of the committee's decision.
    pub on: String,
    /// For adopting a year that is not over: `1` confirms that later events of the year will never be part of the review.
    pub unfinished: String,
    /// The version with which the form was opened; 0: no review existed.
    pub version: String,
}

/// The current form of a review; empty for a year that has none yet.
///
/// # Errors
/// [`Error::SignedOut`] or [`Error::Forbidden`] for those who may not write it; [`Error::Closed`] once adopted.
pub async fn form(db: &Db, actor: &Actor, slug: &str, year: &str) -> Result<ReviewInput> {
    let mut tx = db.read().await?;
    let (_, head, year) = authorize(&mut tx, actor, slug, year).await?;
    let row: Option<(String, String, String, i64)> =
        sqlx::query_as("SELECT state, highlights, plans, version FROM review WHERE network = $1 AND year = $2")
            .bind_all((&head.card.id, i64::from(year)))
            .fetch_optional(&mut *tx)
            .await?;
    match row {
        Some((state, ..)) if state == "adopted" => Err(Error::Closed),
        Some((_, highlights, plans, version)) => {
            Ok(ReviewInput { highlights, plans, version: version.to_string(), ..ReviewInput::default() })
        }
        None => Ok(ReviewInput { version: "0".to_owned(), ..ReviewInput::default() }),
    }
}

/// Whether `actor` may write it: for the preview of a text.
///
/// # Errors
/// As [`form`].
pub async fn preview_allowed(db: &Db, actor: &Actor, slug: &str, year: &str) -> Result<()> {
    form(db, actor, slug, year).await.map(|_| ())
}

/// Saves the texts of a draft, and creates the draft the first time.
///
/// # Errors
/// [`Error::Stale`] if someone else changed it since the form was opened; [`Error::Closed`] once adopted.
pub async fn save(db: &Db, actor: &Actor, slug: &str, year: &str, input: &ReviewInput) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, head, year) = authorize(&mut tx, actor, slug, year).await?;
    let (highlights, plans) = check(input)?;
    let network = &head.card.id;
    if input.version.trim() == "0" {
        insert(&mut tx, &rights, network, year, &highlights, &plans).await?;
    } else {
        lock(&mut tx, network, year, &input.version).await?;
        let now = tx.now;
        sqlx::query("UPDATE review SET highlights = $3, plans = $4, updated_at = $5, updated_by = $6 WHERE network = $1 AND year = $2")
            .bind_all((network, i64::from(year), &highlights, &plans, now, rights.person()))
            .execute(&mut *tx)
            .await?;
    }
    audit::record(&mut tx, &rights, AuditAction::ReviewWrite, network.as_str(), &year.to_string()).await?;
    tx.commit().await
}

/// Adopts a draft on a day: figures and texts are stored unchanged from then on. Committees also adopt in December; `unfinished` then
/// confirms that the year is not over.
///
/// # Errors
/// [`FieldProblem::ToCome`] on `on` for a future day, [`FieldProblem::NotOfYear`] for one before the year; [`FieldProblem::NotTicked`] on
/// `unfinished`; [`Error::Stale`] if the draft changed since the page was opened; [`Error::Closed`] once adopted; [`Error::NotFound`]
/// without a draft.
pub async fn adopt(db: &Db, actor: &Actor, slug: &str, year: &str, input: &ReviewInput) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, head, year) = authorize(&mut tx, actor, slug, year).await?;
    let mut errors = Validation::default();
    let allowed = |on: String| match (on.as_str() > rights.today(), on < format!("{year}-01-01")) {
        (true, _) => Err(FieldProblem::ToCome),
        (_, true) => Err(FieldProblem::NotOfYear(i64::from(year))),
        _ => Ok(Some(on)),
    };
    let on = errors.check("on", fields::date(&input.on).and_then(allowed)).unwrap_or_default();
    if !is_over(year, rights.today()) && input.unfinished.is_empty() {
        errors.note("unfinished", FieldProblem::NotTicked);
    }
    let on = errors.or(on)?;
    lock(&mut tx, &head.card.id, year, &input.version).await?;
    store_adopted(&mut tx, &rights, &head, year, &on).await?;
    audit::record(&mut tx, &rights, AuditAction::ReviewAdopt, head.card.id.as_str(), &year.to_string()).await?;
    tx.commit().await
}

/// Whether that year has ended.
pub(super) fn is_over(year: i32, today: &str) -> bool {
    today > figures_query::last_day(year).as_str()
}

/// Counts and stores the whole draft, as adopted on that day.
async fn store_adopted(tx: &mut Tx, rights: &Rights, head: &NetworkHead, year: i32, on: &str) -> Result<()> {
    let (network, number) = (&head.card.id, i64::from(year));
    let (highlights, plans): (String, String) = sqlx::query_as("SELECT highlights, plans FROM review WHERE network = $1 AND year = $2")
        .bind_all((network, number))
        .fetch_one(&mut **tx)
        .await?;
    let content = build(tx, head, year, &highlights, &plans).await?;
    let content = serde_json::to_string(&content).map_err(|_| Error::Internal)?;
    sqlx::query("UPDATE review SET state = 'adopted', content = $3, adopted_on = $4, adopted_by = $5 WHERE network = $1 AND year = $2")
        .bind_all((network, number, content, on, rights.person()))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A review of the demo, adopted on that day if there is one.
pub async fn seed(tx: &mut Tx, slug: &str, year: i32, (highlights, plans): (&str, &str), adopted_on: Option<&str>) -> Result<()> {
    let rights = Rights::of(tx, &Actor::System).await?;
    let head = networks::head_in(tx, &rights, slug).await?;
    insert(tx, &rights, &head.card.id, year, highlights, plans).await?;
    if let Some(on) = adopted_on {
        store_adopted(tx, &rights, &head, year, on).await?;
    }
    Ok(())
}

/// The network, for those who write its reviews, and the year.
async fn authorize(tx: &mut Tx, actor: &Actor, slug: &str, year: &str) -> Result<(Rights, NetworkHead, i32)> {
    let rights = Rights::of(tx, actor).await?;
    let head = networks::head_in(tx, &rights, slug).await?;
    policy::check(&rights, Act::WriteReview(&head.card.id))?;
    let year = figures_query::year(year).ok().flatten().filter(|year| *year <= tx.now.year()).ok_or(Error::NotFound)?;
    Ok((rights, head, year))
}

fn check(input: &ReviewInput) -> Result<(String, String)> {
    let mut errors = Validation::default();
    let highlights = errors.check("highlights", fields::text(&input.highlights).map(Some)).unwrap_or_default();
    let plans = errors.check("plans", fields::text(&input.plans).map(Some)).unwrap_or_default();
    errors.or((highlights, plans))
}

async fn insert(tx: &mut Tx, rights: &Rights, network: &NetworkId, year: i32, highlights: &str, plans: &str) -> Result<()> {
    let (id, now) = (tx.new_id::<String>(), tx.now);
    let inserted = sqlx::query(
        "INSERT INTO review (id, network, year, state, highlights, plans, created_at, updated_at, updated_by, version)
         VALUES ($1, $2, $3, 'draft', $4, $5, $6, $6, $7, 1) ON CONFLICT (network, year) DO NOTHING",
    )
    .bind_all((id, network, i64::from(year), highlights, plans, now, rights.person()))
    .execute(&mut **tx)
    .await?;
    match (inserted.rows_affected(), state(tx, network, year).await?.as_deref()) {
        (1, _) => Ok(()),
        (_, Some("adopted")) => Err(Error::Closed),
        _ => Err(Error::Stale),
    }
}

/// Locks the draft: a concurrent request waits, then finds another version.
async fn lock(tx: &mut Tx, network: &NetworkId, year: i32, version: &str) -> Result<()> {
    let locked =
        sqlx::query("UPDATE review SET version = version + 1 WHERE network = $1 AND year = $2 AND version = $3 AND state = 'draft'")
            .bind_all((network, i64::from(year), version.trim().parse::<i64>().unwrap_or(-1)))
            .execute(&mut **tx)
            .await?;
    match (locked.rows_affected(), state(tx, network, year).await?.as_deref()) {
        (1, _) => Ok(()),
        (_, None) => Err(Error::NotFound),
        (_, Some("adopted")) => Err(Error::Closed),
        _ => Err(Error::Stale),
    }
}

async fn state(conn: &mut Conn, network: &NetworkId, year: i32) -> Result<Option<String>> {
    Ok(sqlx::query_scalar("SELECT state FROM review WHERE network = $1 AND year = $2")
        .bind_all((network, i64::from(year)))
        .fetch_optional(conn)
        .await?)
}
