//! Reads a page, and lists the pages of a network or an event.

use super::{Attachment, Page, PageOwnerHead, PagePlace, attachments, body, find, find_owner_to_write, find_to_write};
use crate::db::{BindAll, Conn, Db};
use crate::enums::{Language, PageAccess, PageKind};
use crate::error::{Error, Result};
use crate::fields;
use crate::policy::{self, Actor, Rights};
use crate::visible_pages;
use crate::{preview, rendering};
use formats::markdown::{self, LinkedFile, PageText};

/// A page as its reader sees it.
#[derive(Debug, Clone)]
pub struct PageView {
    pub owner: PageOwnerHead,
    pub page: Page,
    /// Markdown.
    pub body: String,
    pub attachments: Vec<Attachment>,
    /// The pages of the same menu, as far as the reader may read them, in order.
    pub menu: Vec<PageLink>,
}

impl PageView {
    /// The text, rendered.
    ///
    /// # Errors
    /// [`Error::Internal`]; the log says why.
    pub async fn text(&self) -> Result<PageText> {
        render_page(&self.owner.place.page(&self.page.slug), &self.body, &self.attachments).await
    }
}

/// Renders a text of the page with that address. Names of its files become links to them.
async fn render_page(address: &str, body: &str, attachments: &[Attachment]) -> Result<PageText> {
    let files: Vec<LinkedFile> =
        attachments.iter().map(|file| LinkedFile { name: file.name.clone(), alternative: file.alternative.clone() }).collect();
    let (body, folder) = (body.to_owned(), format!("{address}/attachments"));
    rendering::beside_requests(body.len(), move || markdown::page(&body, &folder, &files)).await
}

/// Renders typed text as it would appear on the page with that slug, or on a new page if the slug is empty.
///
/// # Errors
/// [`crate::Error::Invalid`] on `body`; [`crate::Error::TooMany`] beyond thirty a minute; as [`super::form`] for actors who may not write here.
pub async fn preview(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, typed: &str) -> Result<String> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let attachments = if slug.is_empty() {
        find_owner_to_write(&mut tx, &rights, place).await?;
        Vec::new()
    } else {
        let (_, page) = find_to_write(&mut tx, &rights, place, slug).await?;
        attachments::of(&mut tx, &page.id).await?
    };
    drop(tx);
    preview::authorize(db, actor)?;
    let body = fields::text(typed).map_err(|problem| Error::field("body", problem))?;
    Ok(render_page(&place.page(slug), &body, &attachments).await?.html)
}

/// A page in a list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PageLink {
    pub slug: String,
    pub title: String,
    pub kind: PageKind,
    pub access: PageAccess,
    /// 1: a draft.
    pub draft: i64,
    /// The language of its content.
    pub language: Language,
    /// Its place in the menu; `None`: not in the menu.
    pub position: Option<i64>,
    /// The day of its last change.
    pub on: String,
}

/// The most pages in a list.
const MOST: i64 = 500;

/// A page, for `actor`.
///
/// # Errors
/// [`crate::Error::NotFound`] for a page that `actor` may not know of.
pub async fn page(db: &Db, actor: &Actor, place: &PagePlace, slug: &str) -> Result<PageView> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (owner, page) = find(&mut tx, &rights, place, slug).await?;
    let body = body(&mut tx, &page.id, page.revision).await?;
    let attachments = attachments::of(&mut tx, &page.id).await?;
    let menu = menu(&mut tx, &rights, owner.key()).await?;
    Ok(PageView { owner, page, body, attachments, menu })
}

/// The pages of a network or event that the reader may read: those in the menu first, in order, then the others by title.
pub(crate) async fn list_pages(conn: &mut Conn, rights: &Rights, owner: &str) -> Result<Vec<PageLink>> {
    Ok(sqlx::query_as(concat!(
        "SELECT p.slug, p.title, p.kind, p.access, p.draft, p.language, p.position, substr(p.updated_at, 1, 10) AS \"on\" FROM page p
          WHERE p.owner = $3 AND ",
        visible_pages!(),
        " ORDER BY CASE WHEN p.position IS NULL THEN 1 ELSE 0 END, p.position, lower(p.title), p.id LIMIT $4"
    ))
    .bind_all((rights.key(), rights.today(), owner, MOST))
    .fetch_all(conn)
    .await?)
}

/// The pages in the menu of a network or event that the reader may read, in order.
pub(crate) async fn menu(conn: &mut Conn, rights: &Rights, owner: &str) -> Result<Vec<PageLink>> {
    Ok(list_pages(conn, rights, owner).await?.into_iter().filter(|link| link.position.is_some()).collect())
}
