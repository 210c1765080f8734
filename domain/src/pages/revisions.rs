//! Earlier revisions of a page, for those who may write it.

use super::difference::{DiffLine, difference};
use super::{Page, PageFacts, PageOwnerHead, PagePlace, body, edit, find_locked, find_to_write};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db};
use crate::error::{Error, Result};
use crate::ids::PageId;
use crate::people::names;
use crate::policy::{self, Actor};

/// A revision in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRevision {
    /// Its number, from 1.
    pub number: i64,
    pub title: String,
    /// The reason for the change, in one line; may be empty.
    pub note: String,
    /// The author's name; `None`: the command line.
    pub author: Option<String>,
    pub at: Timestamp,
}

/// One revision, compared with the one before.
#[derive(Debug, Clone)]
pub struct RevisionPage {
    pub owner: PageOwnerHead,
    /// The page as it is now.
    pub page: Page,
    pub revision: ListedRevision,
    /// The title before, if it changed.
    pub title_before: Option<String>,
    /// The changes to the text.
    pub lines: Vec<DiffLine>,
}

/// The most revisions that a list shows.
const MOST: i64 = 500;

/// The revisions of a page, the newest first.
pub async fn revisions(db: &Db, actor: &Actor, place: &PagePlace, slug: &str) -> Result<(PageOwnerHead, Page, Vec<ListedRevision>)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (owner, page) = find_to_write(&mut tx, &rights, place, slug).await?;
    let revisions = list_revisions(&mut tx, &page.id, 1, i64::MAX).await?;
    Ok((owner, page, revisions))
}

/// One revision and its changes.
///
/// # Errors
/// [`Error::NotFound`] if the page has none with that number.
pub async fn revision(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, number: i64) -> Result<RevisionPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (owner, page) = find_to_write(&mut tx, &rights, place, slug).await?;
    let mut rows = list_revisions(&mut tx, &page.id, number.saturating_sub(1), number).await?.into_iter();
    let revision = rows.next().filter(|revision| revision.number == number).ok_or(Error::NotFound)?;
    let before = rows.next();
    let text = body(&mut tx, &page.id, number).await?;
    let text_before = match &before {
        Some(before) => body(&mut tx, &page.id, before.number).await?,
        None => String::new(),
    };
    let title_before = before.map(|before| before.title).filter(|title| *title != revision.title);
    // Comparing two long texts takes processor time: release the connection first, and use a thread that serves no other request.
    drop(tx);
    let lines = tokio::task::spawn_blocking(move || difference(&text_before, &text)).await.map_err(|cause| {
        tracing::error!(%cause, "a difference");
        Error::Internal
    })?;
    Ok(RevisionPage { owner, page, revision, title_before, lines })
}

/// Restores the title and text of a revision, as a new revision.
///
/// # Errors
/// [`Error::NotFound`] if the page has none with that number; [`Error::Closed`] if it is the current one.
pub async fn restore(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, number: i64, note: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    if number == page.revision {
        return Err(Error::Closed);
    }
    let (title, text): (String, String) = sqlx::query_as("SELECT title, body FROM page_revision WHERE page = $1 AND number = $2")
        .bind_all((&page.id, number))
        .fetch_one(&mut *tx)
        .await?;
    let facts = PageFacts {
        title,
        body: text,
        slug: page.slug.clone(),
        kind: page.kind,
        access: page.access,
        draft: page.is_draft(),
        language: page.language,
        position: page.position,
        note: note.to_owned(),
    };
    edit::revise(&mut tx, &page, &facts, rights.person()).await?;
    audit::record(&mut tx, &rights, AuditAction::PageRestore, page.id.as_str(), &format!("{} {number}", place.page(slug))).await?;
    tx.commit().await
}

/// Number, title, note; the author's given and family names; time.
type RevisionRow = (i64, String, String, Option<String>, Option<String>, Timestamp);

async fn list_revisions(conn: &mut Conn, page: &PageId, from: i64, to: i64) -> Result<Vec<ListedRevision>> {
    let rows: Vec<RevisionRow> = sqlx::query_as(
        "SELECT r.number, r.title, r.note, p.given_name, p.family_name, r.at FROM page_revision r LEFT JOIN person p ON p.id = r.author
          WHERE r.page = $1 AND r.number >= $2 AND r.number <= $3 ORDER BY r.number DESC LIMIT $4",
    )
    .bind_all((page, from, to, MOST))
    .fetch_all(conn)
    .await?;
    let revision = |(number, title, note, given, family, at): RevisionRow| {
        let author = given.zip(family).map(|(given, family)| names::full(&given, &family));
        ListedRevision { number, title, note, author, at }
    };
    Ok(rows.into_iter().map(revision).collect())
}
