//! Reading reviews: the list, one review, one review as a document.

use super::super::figures_query;
use super::content::{ReviewContent, build};
use super::edit::is_over;
use super::tables;
use crate::clock::Timestamp;
use crate::db::{BindAll, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::ids::NetworkId;
use crate::networks::{self, NetworkHead};
use crate::policy::{self, Act, Actor, Rights};
use formats::documents::Document;

#[derive(Debug, Clone)]
pub struct ReviewList {
    pub head: NetworkHead,
    /// Newest first; drafts only for members of the network's committees.
    pub reviews: Vec<ListedReview>,
    /// Years without a review, newest first; for those who write them.
    pub missing: Vec<i32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedReview {
    pub year: i32,
    /// The day on which it was adopted; `None`: a draft.
    pub adopted_on: Option<String>,
}

#[derive(Debug, Clone)]
pub struct ReviewPage {
    pub head: NetworkHead,
    pub content: ReviewContent,
    /// The day on which it was adopted; `None`: a draft, with figures counted now.
    pub adopted_on: Option<String>,
    /// When it was last written.
    pub updated_at: Timestamp,
    /// The version, for the form that adopts it.
    pub version: i64,
    pub is_over: bool,
    /// Whether the reader may write and adopt it.
    pub may_write: bool,
}

/// How many years back the list offers to start a review, even without data about them.
const YEARS_BACK: i32 = 4;
/// The most years of the list.
const MOST_YEARS: usize = 60;

/// The reviews that the reader may see. Five queries.
pub async fn list(db: &Db, actor: &Actor, slug: &str) -> Result<ReviewList> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = networks::head_in(&mut tx, &rights, slug).await?;
    let rows: Vec<(i64, String, Option<String>)> =
        sqlx::query_as("SELECT year, state, adopted_on FROM review WHERE network = $1 ORDER BY year DESC")
            .bind(&head.card.id)
            .fetch_all(&mut *tx)
            .await?;
    let is_visible = |adopted| policy::allows(&rights, Act::SeeReview(&head.card.id, head.card.visibility, adopted));
    let reviews: Vec<ListedReview> = rows
        .into_iter()
        .filter(|(_, state, _)| is_visible(state == "adopted"))
        .map(|(year, _, adopted_on)| ListedReview { year: i32::try_from(year).unwrap_or_default(), adopted_on })
        .collect();
    let missing = if policy::allows(&rights, Act::WriteReview(&head.card.id)) {
        let present = tx.now.year();
        let first = first_year(&mut tx, &head.card.id).await?.unwrap_or(present).min(present - YEARS_BACK + 1);
        let years = (first..=present).rev().take(MOST_YEARS);
        years.filter(|year| reviews.iter().all(|review| review.year != *year)).collect()
    } else {
        Vec::new()
    };
    Ok(ReviewList { head, reviews, missing })
}

/// The first year with data about the network, or about one below it.
async fn first_year(tx: &mut Tx, network: &NetworkId) -> Result<Option<i32>> {
    let first: Option<String> = sqlx::query_scalar(
        "SELECT MIN(x.day) FROM
          (SELECT MIN(c.at) AS day FROM membership_change c JOIN membership m ON m.id = c.membership
             JOIN counted_below b ON b.below = m.network WHERE b.network = $1
           UNION ALL SELECT MIN(e.starts_at) FROM event e JOIN event_network h ON h.event = e.id AND h.state IN ('lead', 'accepted')
             JOIN counted_below b ON b.below = h.network WHERE b.network = $1 AND e.state <> 'draft') x",
    )
    .bind(network)
    .fetch_one(&mut **tx)
    .await?;
    Ok(first.and_then(|day| day.get(..4)?.parse().ok()))
}

/// The review of a year. An adopted one is read as stored; a draft is counted now.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or none that the reader may see.
pub async fn review(db: &Db, actor: &Actor, slug: &str, year: &str) -> Result<ReviewPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let year = figures_query::year(year).ok().flatten().ok_or(Error::NotFound)?;
    read(&mut tx, &rights, slug, year).await
}

async fn read(tx: &mut Tx, rights: &Rights, slug: &str, year: i32) -> Result<ReviewPage> {
    let head = networks::head_in(tx, rights, slug).await?;
    type Row = (String, String, String, Option<String>, Option<String>, Timestamp, i64);
    let row: Row = sqlx::query_as(
        "SELECT state, highlights, plans, content, adopted_on, updated_at, version FROM review WHERE network = $1 AND year = $2",
    )
    .bind_all((&head.card.id, i64::from(year)))
    .fetch_one(&mut **tx)
    .await?;
    let (state, highlights, plans, content, adopted_on, updated_at, version) = row;
    policy::check(rights, Act::SeeReview(&head.card.id, head.card.visibility, state == "adopted"))?;
    let content = match content {
        Some(content) => serde_json::from_str(&content).map_err(|cause| {
            tracing::error!(%cause, slug, year, "a review");
            Error::Internal
        })?,
        None => build(tx, &head, year, &highlights, &plans).await?,
    };
    let mut content: ReviewContent = content;
    for counted in std::iter::once(&mut content.now).chain(&mut content.before) {
        counted.events.hide_private_titles(head.card.visibility);
    }
    let may_write = policy::allows(rights, Act::WriteReview(&head.card.id)) && state != "adopted";
    let is_over = is_over(year, rights.today());
    Ok(ReviewPage { head, content, adopted_on, updated_at, version, is_over, may_write })
}

/// All reviews of a network as Markdown, each with its year. The caller has checked the policy.
pub(crate) async fn of_network(tx: &mut Tx, rights: &Rights, slug: &str, language: Language) -> Result<Vec<(i32, String)>> {
    let years: Vec<i64> =
        sqlx::query_scalar("SELECT r.year FROM review r JOIN network n ON n.id = r.network WHERE n.slug = $1 ORDER BY r.year")
            .bind(slug)
            .fetch_all(&mut **tx)
            .await?;
    let mut texts = Vec::new();
    for year in years.into_iter().filter_map(|year| i32::try_from(year).ok()) {
        let review = read(tx, rights, slug, year).await?;
        texts.push((year, document(language, &review).markdown()));
    }
    Ok(texts)
}

/// A review as a document, in the reader's language: the same content as the page and the files.
pub fn document(language: Language, review: &ReviewPage) -> Document {
    tables::document(language, &review.content, review.adopted_on.as_deref())
}
