//! Creates, changes and removes pages.

use serde::{Deserialize, Serialize};

use super::{Page, PageOwnerHead, PagePlace, attachments, body, find_locked, find_owner_to_write, find_to_write};
use crate::agenda::slug;
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db, Tx};
use crate::enums::{Language, PageAccess, PageKind, SearchKind};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{PageId, PersonId};
use crate::limits;
use crate::policy::{self, Actor};
use crate::search_index;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageInput {
    pub title: String,
    /// Its slug; empty: made from the title. The slug of an existing page does not change, so that links keep working.
    pub slug: String,
    /// A [`PageKind`].
    pub kind: String,
    /// A [`PageAccess`].
    pub access: String,
    /// Not empty: a draft, which only those who may write here can read.
    pub draft: String,
    /// A [`Language`].
    pub language: String,
    /// Its place in the menu, from 1; empty: not in the menu.
    pub position: String,
    /// Markdown.
    pub body: String,
    /// The reason for the change, in one line, for readers of the revisions.
    pub note: String,
    /// The version of the record when the form was opened.
    pub version: String,
}

/// The form once checked.
#[derive(Debug, Clone)]
pub(crate) struct PageFacts {
    pub(crate) title: String,
    pub(crate) slug: String,
    pub(crate) kind: PageKind,
    pub(crate) access: PageAccess,
    pub(crate) draft: bool,
    pub(crate) language: Language,
    pub(crate) position: Option<i64>,
    pub(crate) body: String,
    pub(crate) note: String,
}

/// Path segments below `pages/` that no page can have as its slug.
const RESERVED: [&str; 1] = ["new"];

impl PageInput {
    pub(crate) fn check(&self) -> Result<PageFacts> {
        let mut errors = Validation::default();
        let title = errors.check("title", fields::line(&self.title));
        let requested = match (self.slug.trim(), slug::of(&title)) {
            // A single letter is a valid title, but too short for a slug.
            ("", letter) if letter.len() == 1 => format!("page-{letter}"),
            ("", from_title) => from_title,
            (typed, _) => typed.to_owned(),
        };
        // A title of punctuation alone gives no slug: the field then asks for one. A missing title gets no second error.
        let slug =
            if errors.touches("title") && requested.is_empty() { String::new() } else { errors.check("slug", fields::slug(&requested)) };
        if RESERVED.contains(&&*slug) {
            errors.note("slug", FieldProblem::SlugTaken);
        }
        let kind = errors.check("kind", PageKind::parse(&self.kind).map(Some)).unwrap_or(PageKind::Page);
        let access = errors.check("access", PageAccess::parse(&self.access).map(Some)).unwrap_or(PageAccess::Committee);
        let language = errors.check("language", Language::parse(&self.language).map(Some)).unwrap_or(Language::Fr);
        let position = errors.check("position", menu_position(&self.position));
        let body = errors.check("body", fields::text(&self.body));
        let note = errors.check("note", fields::optional_line(&self.note));
        errors.or(PageFacts { title, slug, kind, access, draft: !self.draft.is_empty(), language, position, body, note })
    }

    fn of(page: &Page, body: String) -> Self {
        Self {
            title: page.title.clone(),
            slug: page.slug.clone(),
            kind: page.kind.to_string(),
            access: page.access.to_string(),
            draft: if page.is_draft() { "1".to_owned() } else { String::new() },
            language: page.language.to_string(),
            position: page.position.map(|position| position.to_string()).unwrap_or_default(),
            body,
            note: String::new(),
            version: page.version.to_string(),
        }
    }
}

fn menu_position(typed: &str) -> Result<Option<i64>, FieldProblem> {
    const MOST: i64 = 999;
    match typed.trim() {
        "" => Ok(None),
        digits => digits.parse().ok().filter(|position| (1..=MOST).contains(position)).map(Some).ok_or(FieldProblem::NotACount(MOST)),
    }
}

/// The owner of a new page, and its form.
pub async fn new_input(db: &Db, actor: &Actor, place: &PagePlace, language: Language) -> Result<(PageOwnerHead, PageInput)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let owner = find_owner_to_write(&mut tx, &rights, place).await?;
    let input = PageInput {
        kind: PageKind::Page.to_string(),
        access: PageAccess::Public.to_string(),
        language: language.to_string(),
        ..PageInput::default()
    };
    Ok((owner, input))
}

/// The form filled in from the stored page.
pub async fn form(db: &Db, actor: &Actor, place: &PagePlace, slug: &str) -> Result<(PageOwnerHead, Page, PageInput)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (owner, page) = find_to_write(&mut tx, &rights, place, slug).await?;
    let body = body(&mut tx, &page.id, page.revision).await?;
    let input = PageInput::of(&page, body);
    Ok((owner, page, input))
}

/// The most pages of one network or event.
const MOST_PAGES: usize = 500;

/// Creates a page; returns its slug.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct: [`FieldProblem::SlugTaken`]…
pub async fn create(db: &Db, actor: &Actor, place: &PagePlace, input: &PageInput) -> Result<String> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let owner = find_owner_to_write(&mut tx, &rights, place).await?;
    let facts = input.check()?;
    limits::check_limit(&mut tx, ("page", "owner"), owner.key(), MOST_PAGES, "title").await?;
    let id = insert(&mut tx, &owner, &facts, rights.person()).await?;
    audit::record(&mut tx, &rights, AuditAction::PageCreate, id.as_str(), &place.page(&facts.slug)).await?;
    tx.lead_to(&place.page(&facts.slug)).await?;
    tx.commit().await?;
    Ok(facts.slug)
}

/// Changes a page. A change of title or text makes a new revision.
///
/// # Errors
/// [`Error::Stale`] if someone changed it since the form was opened; [`Error::Invalid`] with every field to correct.
pub async fn edit(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, input: &PageInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    if input.version.trim().parse() != Ok(page.version) {
        return Err(Error::Stale);
    }
    let facts = PageInput { slug: page.slug.clone(), ..input.clone() }.check()?;
    revise(&mut tx, &page, &facts, rights.person()).await?;
    audit::record(&mut tx, &rights, AuditAction::PageEdit, page.id.as_str(), &place.page(slug)).await?;
    tx.commit().await
}

/// Removes a page with its revisions and files.
pub async fn remove(db: &Db, actor: &Actor, place: &PagePlace, slug: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    delete(&mut tx, &page.id).await?;
    audit::record(&mut tx, &rights, AuditAction::PageRemove, page.id.as_str(), &place.page(slug)).await?;
    tx.commit().await
}

/// Removes every page of a network or event that is itself removed.
pub(crate) async fn clear(tx: &mut Tx, owner: &str) -> Result<()> {
    let pages: Vec<PageId> = sqlx::query_scalar("SELECT id FROM page WHERE owner = $1").bind(owner).fetch_all(&mut **tx).await?;
    for page in pages {
        delete(tx, &page).await?;
    }
    Ok(())
}

async fn delete(tx: &mut Tx, page: &PageId) -> Result<()> {
    attachments::clear(tx, page).await?;
    for table in ["DELETE FROM page_revision WHERE page = $1", "DELETE FROM page WHERE id = $1"] {
        sqlx::query(table).bind(page).execute(&mut **tx).await?;
    }
    search_index::remove(tx, SearchKind::Page, page.as_str()).await
}

/// Inserts a page and its first revision.
///
/// # Errors
/// [`FieldProblem::SlugTaken`], also if another page takes the slug at the same instant.
pub(crate) async fn insert(tx: &mut Tx, owner: &PageOwnerHead, facts: &PageFacts, author: Option<&PersonId>) -> Result<PageId> {
    let (id, now): (PageId, _) = (tx.new_id(), tx.now);
    let inserted = sqlx::query(
        "INSERT INTO page (id, owner, network, event, slug, title, kind, access, draft, language, position, revision, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12, 1) ON CONFLICT (owner, slug) DO NOTHING",
    )
    .bind_all((
        &id, owner.key(), &owner.network, &owner.event, &facts.slug, &facts.title, facts.kind, facts.access, i64::from(facts.draft),
        facts.language, facts.position, now,
    ))
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 0 {
        return Err(Error::field("slug", FieldProblem::SlugTaken));
    }
    add_revision(tx, &id, 1, facts, author).await?;
    search_index::refresh::<crate::pages::FoundPages>(tx, id.as_str()).await?;
    Ok(id)
}

/// Updates a page to `facts`. A change of title or text makes a new revision.
pub(crate) async fn revise(tx: &mut Tx, page: &Page, facts: &PageFacts, author: Option<&PersonId>) -> Result<()> {
    let has_changed = page.title != facts.title || body(tx, &page.id, page.revision).await? != facts.body;
    let (revision, now) = (page.revision + i64::from(has_changed), tx.now);
    sqlx::query(
        "UPDATE page SET title = $2, kind = $3, access = $4, draft = $5, language = $6, position = $7, revision = $8, updated_at = $9,
                         version = version + 1
          WHERE id = $1",
    )
    .bind_all((&page.id, &facts.title, facts.kind, facts.access, i64::from(facts.draft), facts.language, facts.position, revision, now))
    .execute(&mut **tx)
    .await?;
    if has_changed {
        add_revision(tx, &page.id, revision, facts, author).await?;
    }
    search_index::refresh::<crate::pages::FoundPages>(tx, page.id.as_str()).await
}

async fn add_revision(tx: &mut Tx, page: &PageId, number: i64, facts: &PageFacts, author: Option<&PersonId>) -> Result<()> {
    let now = tx.now;
    sqlx::query("INSERT INTO page_revision (page, number, title, body, note, author, at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind_all((page, number, &facts.title, &facts.body, &facts.note, author, now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
