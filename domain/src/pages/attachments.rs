//! The files of a page.

use super::{Page, PageOwnerHead, PagePlace, file_kinds, find, find_locked, find_to_write};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::files;
use crate::ids::{AttachmentId, PageId};
use crate::policy::{self, Actor};
use crate::search_index;

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Attachment {
    pub id: AttachmentId,
    /// Its name, as links use it.
    pub name: String,
    pub media_type: String,
    /// For pictures: the alternative text.
    pub alternative: String,
    /// The SHA-256 of its content, in hexadecimal.
    pub hash: String,
    /// Its size, in bytes.
    pub size: i64,
}

impl Attachment {
    /// Whether it is a picture, which pages show inline.
    pub fn is_picture(&self) -> bool {
        file_kinds::is_picture(&self.media_type)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    /// Its name, as sent by the browser.
    pub name: String,
    /// For pictures: the alternative text.
    pub alternative: String,
    pub content: Vec<u8>,
}

/// A file that the reader may read; [`super::part`] reads its content.
#[derive(Debug, Clone)]
pub struct OpenedAttachment {
    pub attachment: Attachment,
}

/// The most files per page.
const MOST: usize = 200;

/// A page and its files, for actors who may write it.
pub async fn attachments(db: &Db, actor: &Actor, place: &PagePlace, slug: &str) -> Result<(PageOwnerHead, Page, Vec<Attachment>)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (owner, page) = find_to_write(&mut tx, &rights, place, slug).await?;
    let attachments = of(&mut tx, &page.id).await?;
    Ok((owner, page, attachments))
}

/// Opens a file of a page, for actors who may read the page.
pub async fn open(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, name: &str) -> Result<OpenedAttachment> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (_, page) = find(&mut tx, &rights, place, slug).await?;
    let attachment = of(&mut tx, &page.id).await?.into_iter().find(|attachment| attachment.name == name).ok_or(Error::NotFound)?;
    Ok(OpenedAttachment { attachment })
}

/// The result of an upload, with the file's name as links use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachOutcome {
    /// The file is new.
    New(String),
    /// The file is new and was renamed: another file has its name.
    Renamed(String),
    /// The file was there; its alternative text is new.
    Described(String),
    /// The file was there; nothing changed.
    Same(String),
}

impl AttachOutcome {
    /// The name that links use.
    pub fn name(&self) -> &str {
        match self {
            Self::New(name) | Self::Renamed(name) | Self::Described(name) | Self::Same(name) => name,
        }
    }
}

/// Attaches a file to a page. The same content under the same name is stored once; a new alternative text replaces the old one.
///
/// # Errors
/// [`Error::Invalid`]: [`FieldProblem::FileTooLarge`], [`FieldProblem::NotAFileKind`], a picture without alternative text.
pub async fn attach(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, upload: &Upload) -> Result<AttachOutcome> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    let outcome = add(&mut tx, &page.id, upload).await?;
    match &outcome {
        AttachOutcome::New(name) | AttachOutcome::Renamed(name) => {
            audit::record(&mut tx, &rights, AuditAction::PageAttach, page.id.as_str(), &format!("{}/{name}", place.page(slug))).await?;
        }
        AttachOutcome::Described(name) => audit::record(&mut tx, &rights, AuditAction::PageDescribe, page.id.as_str(), name).await?,
        AttachOutcome::Same(_) => {}
    }
    tx.commit().await?;
    Ok(outcome)
}

/// Changes the alternative text of a picture.
pub async fn describe(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, id: &AttachmentId, alternative: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    let attachment = of(&mut tx, &page.id).await?.into_iter().find(|attachment| attachment.id == *id).ok_or(Error::NotFound)?;
    let alternative = check_alternative(&attachment.media_type, alternative)?;
    describe_as(&mut tx, &page.id, id, &alternative).await?;
    audit::record(&mut tx, &rights, AuditAction::PageDescribe, page.id.as_str(), &attachment.name).await?;
    tx.commit().await
}

/// Detaches a file from a page. Its content is deleted with its last use.
pub async fn detach(db: &Db, actor: &Actor, place: &PagePlace, slug: &str, id: &AttachmentId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    let attachment = of(&mut tx, &page.id).await?.into_iter().find(|attachment| attachment.id == *id).ok_or(Error::NotFound)?;
    detach_file(&mut tx, &attachment).await?;
    search_index::refresh::<crate::pages::FoundPages>(&mut tx, page.id.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::PageDetach, page.id.as_str(), &attachment.name).await?;
    tx.commit().await
}

/// The files of a page, by name.
pub(super) async fn of(conn: &mut Conn, page: &PageId) -> Result<Vec<Attachment>> {
    Ok(sqlx::query_as(
        "SELECT a.id, a.name, a.media_type, a.alternative, a.hash, f.size FROM attachment a JOIN file f ON f.hash = a.hash
          WHERE a.page = $1 ORDER BY a.name",
    )
    .bind(page)
    .fetch_all(conn)
    .await?)
}

/// Adds a file to a page. The caller holds the lock on the page's row.
pub(super) async fn add(tx: &mut Tx, page: &PageId, upload: &Upload) -> Result<AttachOutcome> {
    let mut errors = Validation::default();
    let name = file_kinds::name(&upload.name);
    if upload.name.trim().is_empty() || upload.content.is_empty() {
        errors.note("file", FieldProblem::Required);
    } else if upload.content.len() > files::MOST_BYTES {
        errors.note("file", FieldProblem::FileTooLarge(files::MOST_BYTES / 1_000_000));
    }
    let media_type = if errors.touches("file") { "" } else { errors.check("file", file_kinds::media_type(&name, &upload.content)) };
    let alternative = errors.gather(check_alternative(media_type, &upload.alternative))?;
    errors.or(())?;
    let hash = files::store(tx, &upload.content).await?;
    let existing = of(tx, page).await?;
    if let Some(identical) = existing.iter().find(|other| other.name == name && other.hash == hash) {
        if alternative.is_empty() || identical.alternative == alternative {
            return Ok(AttachOutcome::Same(name));
        }
        describe_as(tx, page, &identical.id, &alternative).await?;
        return Ok(AttachOutcome::Described(name));
    }
    if existing.len() >= MOST {
        return Err(Error::TooLarge);
    }
    let requested_name = name;
    let name = free_name(&requested_name, &existing);
    let (id, now): (AttachmentId, _) = (tx.new_id(), tx.now);
    sqlx::query("INSERT INTO attachment (id, page, name, media_type, alternative, hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind_all((&id, page, &name, media_type, &alternative, &hash, now))
        .execute(&mut **tx)
        .await?;
    search_index::refresh::<crate::pages::FoundPages>(tx, page.as_str()).await?;
    Ok(if name == requested_name { AttachOutcome::New(name) } else { AttachOutcome::Renamed(name) })
}

async fn describe_as(tx: &mut Tx, page: &PageId, id: &AttachmentId, alternative: &str) -> Result<()> {
    sqlx::query("UPDATE attachment SET alternative = $2 WHERE id = $1").bind(id).bind(alternative).execute(&mut **tx).await?;
    search_index::refresh::<crate::pages::FoundPages>(tx, page.as_str()).await
}

/// Detaches one file. Its content is deleted with its last use.
pub(super) async fn detach_file(tx: &mut Tx, attachment: &Attachment) -> Result<()> {
    sqlx::query("DELETE FROM attachment WHERE id = $1").bind(&attachment.id).execute(&mut **tx).await?;
    files::delete_unused(tx, &attachment.hash).await
}

/// Detaches every file of a page.
pub(super) async fn clear(tx: &mut Tx, page: &PageId) -> Result<()> {
    for attachment in of(tx, page).await? {
        detach_file(tx, &attachment).await?;
    }
    Ok(())
}

/// The alternative text: required for a picture, not for other files.
fn check_alternative(media_type: &str, typed: &str) -> Result<String> {
    let alternative = if file_kinds::is_picture(media_type) { fields::line(typed) } else { fields::optional_line(typed) };
    alternative.map_err(|problem| Error::field("alternative", problem))
}

/// The name, with a number if another file has it.
fn free_name(name: &str, existing: &[Attachment]) -> String {
    let is_taken = |name: &str| existing.iter().any(|other| other.name == name);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut candidates = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{stem}-{number}.{extension}")));
    candidates.find(|name| !is_taken(name)).unwrap_or_default()
}
