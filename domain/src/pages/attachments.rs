//! The files of a page.

use super::{Page, PageOwnerHead, PagePlace, files, find, find_locked, find_to_write, kinds};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{AttachmentId, PageId};
use crate::policy::{self, Actor};
use crate::search_index;

/// A file on a page.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Attachment {
    /// Its key.
    pub id: AttachmentId,
    /// Its name, as links use it.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// For pictures: what they show, in words.
    pub alternative: String,
    /// The hash of its content.
    pub hash: String,
    /// Its octets.
    pub size: i64,
}

impl Attachment {
    /// Whether it is shown in place.
    pub fn is_picture(&self) -> bool {
        kinds::is_picture(&self.media_type)
    }
}

/// A file as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    /// As the browser names it.
    pub name: String,
    /// For a picture: what it shows.
    pub alternative: String,
    /// Its octets.
    pub content: Vec<u8>,
}

/// A file that the reader may read; its octets come by [`super::part`].
#[derive(Debug, Clone)]
pub struct OpenedAttachment {
    /// The file.
    pub attachment: Attachment,
}

/// The most files of a page.
const MOST: usize = 200;

/// A page and its files, for those who write it.
pub async fn attachments(db: &Db, who: &Actor, place: &PagePlace, slug: &str) -> Result<(PageOwnerHead, Page, Vec<Attachment>)> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (kept, page) = find_to_write(&mut tx, &rights, place, slug).await?;
    let attachments = of(&mut tx, &page.id).await?;
    Ok((kept, page, attachments))
}

/// Opens a file of a page, for those who may read the page.
pub async fn open(db: &Db, who: &Actor, place: &PagePlace, slug: &str, name: &str) -> Result<OpenedAttachment> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (_, page) = find(&mut tx, &rights, place, slug).await?;
    let attachment = of(&mut tx, &page.id).await?.into_iter().find(|attachment| attachment.name == name).ok_or(Error::NotFound)?;
    Ok(OpenedAttachment { attachment })
}

/// What became of a file that was sent, by the name that links use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachOutcome {
    /// It is there now.
    New(String),
    /// Under another name than its own, which another file has.
    Renamed(String),
    /// It was there, and what it shows is said in other words now.
    Described(String),
    /// It was there.
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

/// Puts a file on a page. The same content under the same name is there once; words for it take the place of those it had.
///
/// # Errors
/// [`Error::Invalid`]: [`FieldProblem::FileTooLarge`], [`FieldProblem::NotAFileKind`], a picture without words for it.
pub async fn attach(db: &Db, who: &Actor, place: &PagePlace, slug: &str, upload: &Upload) -> Result<AttachOutcome> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    let attached = add(&mut tx, &page.id, upload).await?;
    match &attached {
        AttachOutcome::New(name) | AttachOutcome::Renamed(name) => {
            audit::record(&mut tx, &rights, AuditAction::PageAttach, page.id.as_str(), &format!("{}/{name}", place.page(slug))).await?;
        }
        AttachOutcome::Described(name) => audit::record(&mut tx, &rights, AuditAction::PageDescribe, page.id.as_str(), name).await?,
        AttachOutcome::Same(_) => {}
    }
    tx.commit().await?;
    Ok(attached)
}

/// Changes the words for a picture.
pub async fn describe(db: &Db, who: &Actor, place: &PagePlace, slug: &str, id: &AttachmentId, alternative: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    let attachment = of(&mut tx, &page.id).await?.into_iter().find(|attachment| attachment.id == *id).ok_or(Error::NotFound)?;
    let alternative = words(&attachment.media_type, alternative)?;
    describe_as(&mut tx, &page.id, id, &alternative).await?;
    audit::record(&mut tx, &rights, AuditAction::PageDescribe, page.id.as_str(), &attachment.name).await?;
    tx.commit().await
}

/// Takes a file off a page; its content goes with its last use.
pub async fn detach(db: &Db, who: &Actor, place: &PagePlace, slug: &str, id: &AttachmentId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
    let (_, page) = find_locked(&mut tx, &rights, place, slug).await?;
    let attachment = of(&mut tx, &page.id).await?.into_iter().find(|attachment| attachment.id == *id).ok_or(Error::NotFound)?;
    take_off(&mut tx, &attachment).await?;
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

/// Writes a file of a page whose row is locked.
pub(super) async fn add(tx: &mut Tx, page: &PageId, upload: &Upload) -> Result<AttachOutcome> {
    let mut faults = Validation::default();
    let name = kinds::name(&upload.name);
    if upload.name.trim().is_empty() || upload.content.is_empty() {
        faults.note("file", FieldProblem::Required);
    } else if upload.content.len() > files::MOST_BYTES {
        faults.note("file", FieldProblem::FileTooLarge(files::MOST_BYTES / 1_000_000));
    }
    let media_type = if faults.touches("file") { "" } else { faults.check("file", kinds::media_type(&name, &upload.content)) };
    let alternative = faults.gather(words(media_type, &upload.alternative))?;
    faults.or(())?;
    let hash = files::keep(tx, &upload.content).await?;
    let there = of(tx, page).await?;
    if let Some(same) = there.iter().find(|other| other.name == name && other.hash == hash) {
        if alternative.is_empty() || same.alternative == alternative {
            return Ok(AttachOutcome::Same(name));
        }
        describe_as(tx, page, &same.id, &alternative).await?;
        return Ok(AttachOutcome::Described(name));
    }
    if there.len() >= MOST {
        return Err(Error::TooLarge);
    }
    let own = name;
    let name = free(&own, &there);
    let (id, now): (AttachmentId, _) = (tx.new_id(), tx.now);
    sqlx::query("INSERT INTO attachment (id, page, name, media_type, alternative, hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind_all((&id, page, &name, media_type, &alternative, &hash, now))
        .execute(&mut **tx)
        .await?;
    search_index::refresh::<crate::pages::FoundPages>(tx, page.as_str()).await?;
    Ok(if name == own { AttachOutcome::New(name) } else { AttachOutcome::Renamed(name) })
}

async fn describe_as(tx: &mut Tx, page: &PageId, id: &AttachmentId, alternative: &str) -> Result<()> {
    sqlx::query("UPDATE attachment SET alternative = $2 WHERE id = $1").bind(id).bind(alternative).execute(&mut **tx).await?;
    search_index::refresh::<crate::pages::FoundPages>(tx, page.as_str()).await
}

/// Takes one file off; its content goes with its last use.
pub(super) async fn take_off(tx: &mut Tx, attachment: &Attachment) -> Result<()> {
    sqlx::query("DELETE FROM attachment WHERE id = $1").bind(&attachment.id).execute(&mut **tx).await?;
    files::let_go(tx, &attachment.hash).await
}

/// Takes every file off a page.
pub(super) async fn clear(tx: &mut Tx, page: &PageId) -> Result<()> {
    for attachment in of(tx, page).await? {
        take_off(tx, &attachment).await?;
    }
    Ok(())
}

/// A picture must be told in words; other files need none.
fn words(media_type: &str, typed: &str) -> Result<String> {
    let words = if kinds::is_picture(media_type) { fields::line(typed) } else { fields::optional_line(typed) };
    words.map_err(|problem| Error::field("alternative", problem))
}

/// The name, with a number if another file has it.
fn free(name: &str, there: &[Attachment]) -> String {
    let taken = |name: &str| there.iter().any(|other| other.name == name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut tried = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{stem}-{number}.{ending}")));
    tried.find(|name| !taken(name)).unwrap_or_default()
}
