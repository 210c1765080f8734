//! Pages as files, for a network that keeps them in git. The command line exports and imports them.

use super::front_matter::{FrontFile, FrontMatter};
use super::{PagePlace, Upload, attachments, body, find_locked, find_owner_to_write, insert, revise};
use crate::audit::{self, AuditAction};
use crate::db::{Conn, Db};
use crate::enums::{Language, PageAccess, PageKind};
use crate::error::{Error, Result};
use crate::ids::PageId;
use crate::policy::{self, Actor};
use crate::search_index;

/// A page as written to a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPage {
    /// The network or event it belongs to.
    pub place: PagePlace,
    /// Its slug: the file is `<slug>.md`, the folder of its attachments `<slug>/`.
    pub slug: String,
    /// The text of the file.
    pub text: String,
    /// The names of its attachments, and the hashes by which [`super::read`] reads them.
    pub files: Vec<(String, String)>,
}

/// The result of importing a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageImport {
    /// The page is new.
    Created,
    /// The page has a new revision, or other data of it changed.
    Changed,
    Same,
    /// The page was different, and was left as it is.
    Left,
}

/// Every page of a network and of the events it leads, or of all networks.
///
/// # Errors
/// [`Error::NotFound`] if there is no such network; [`Error::Forbidden`] for anyone but the program itself and administrators.
pub async fn export(db: &Db, actor: &Actor, network: Option<&str>) -> Result<Vec<WrittenPage>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    if !rights.administers() {
        return Err(Error::Forbidden);
    }
    let subject = match network {
        Some(network) => crate::graph::find(&mut tx, &rights, network).await?.id.to_string(),
        None => "instance".to_owned(),
    };
    let pages = network_pages(&mut tx, network.unwrap_or_default()).await?;
    drop(tx);
    audit::record_export(db, actor, AuditAction::PageExport, &subject, "").await?;
    Ok(pages)
}

/// [`export`], for a caller who may read everything the network owns; all networks if `network` is empty.
pub(crate) async fn network_pages(conn: &mut Conn, network: &str) -> Result<Vec<WrittenPage>> {
    type Row = (PageId, Option<String>, Option<String>, String, String, PageKind, PageAccess, Language, Option<i64>, i64, String);
    let pages: Vec<Row> = sqlx::query_as(
        "SELECT p.id, n.slug, e.slug, p.slug, p.title, p.kind, p.access, p.language, p.position, p.draft, r.body
           FROM page p JOIN page_revision r ON r.page = p.id AND r.number = p.revision
           LEFT JOIN network n ON n.id = p.network LEFT JOIN event e ON e.id = p.event LEFT JOIN network l ON l.id = e.network
          WHERE $1 = '' OR n.slug = $1 OR l.slug = $1 ORDER BY n.slug, e.slug, p.slug",
    )
    .bind(network)
    .fetch_all(&mut *conn)
    .await?;
    let mut exported = Vec::new();
    for (id, network, event, slug, title, kind, access, language, menu, draft, body) in pages {
        let attachments = attachments::of(conn, &id).await?;
        let file =
            |attachment: &super::Attachment| FrontFile { name: attachment.name.clone(), alternative: attachment.alternative.clone() };
        let front = FrontMatter { title, kind, access, language, menu, draft: draft != 0, file: attachments.iter().map(file).collect() };
        let place = network.map(PagePlace::Network).or(event.map(PagePlace::Event)).ok_or(Error::Internal)?;
        let files = attachments.into_iter().map(|attachment| (attachment.name, attachment.hash)).collect();
        exported.push(WrittenPage { place, slug, text: front.write(&body), files });
    }
    Ok(exported)
}

/// Imports a page from its file. `files` returns the content of each attachment the file names. With `over`, a page that differs gets a new revision
/// with `note`. Importing the same file again changes nothing.
///
/// # Errors
/// [`Error::Invalid`] with the problems; [`Error::NotFound`] if there is no such network or event. On an error nothing is written.
pub async fn import(
    db: &Db,
    actor: &Actor,
    place: &PagePlace,
    slug: &str,
    (front, text): (&FrontMatter, &str),
    files: &[Upload],
    (over, note): (bool, &str),
) -> Result<PageImport> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let facts = front.input(slug, text.to_owned(), note).check()?;
    let (page, outcome) = match find_locked(&mut tx, &rights, place, slug).await {
        Ok((_, page)) => {
            let same = page.title == facts.title
                && (page.kind, page.access, page.language) == (facts.kind, facts.access, facts.language)
                && (page.position, page.is_draft()) == (facts.position, facts.draft)
                && body(&mut tx, &page.id, page.revision).await? == facts.body;
            if !same && over {
                revise(&mut tx, &page, &facts, rights.person()).await?;
            }
            (
                page.id,
                if same {
                    PageImport::Same
                } else if over {
                    PageImport::Changed
                } else {
                    PageImport::Left
                },
            )
        }
        Err(Error::NotFound) => {
            let owner = find_owner_to_write(&mut tx, &rights, place).await?;
            (insert(&mut tx, &owner, &facts, rights.person()).await?, PageImport::Created)
        }
        Err(error) => return Err(error),
    };
    let mut changed = false;
    if outcome == PageImport::Created || over {
        for upload in files {
            changed |= import_file(&mut tx, &page, upload).await?;
        }
        for attachment in attachments::of(&mut tx, &page).await? {
            if !files.iter().any(|upload| upload.name == attachment.name) {
                attachments::detach_file(&mut tx, &attachment).await?;
                changed = true;
            }
        }
    }
    let outcome = if outcome == PageImport::Same && changed { PageImport::Changed } else { outcome };
    if matches!(outcome, PageImport::Same | PageImport::Left) {
        return Ok(outcome);
    }
    if changed {
        search_index::refresh::<crate::pages::FoundPages>(&mut tx, page.as_str()).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::PageImport, page.as_str(), &place.page(slug)).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Replaces the attachment of the same name; returns whether anything changed.
async fn import_file(tx: &mut crate::db::Tx, page: &PageId, upload: &Upload) -> Result<bool> {
    if super::file_kinds::name(&upload.name) != upload.name {
        return Err(Error::field("file", crate::FieldProblem::NotAFileKind));
    }
    let existing = attachments::of(tx, page).await?.into_iter().find(|attachment| attachment.name == upload.name);
    if let Some(existing) = &existing {
        if existing.hash == crate::files::hash(&upload.content) && existing.alternative == upload.alternative {
            return Ok(false);
        }
        attachments::detach_file(tx, existing).await?;
    }
    attachments::add(tx, page, upload).await?;
    Ok(true)
}
