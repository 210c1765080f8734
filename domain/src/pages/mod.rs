//! Pages: Markdown that belongs to a network or an event, with all its revisions and attached files.

mod attachments;
mod difference;
mod edit;
mod file_kinds;
mod fixtures;
mod folder;
mod front_matter;
mod indexing;
mod revisions;
mod show;

pub(crate) use crate::files::size;
pub use crate::files::{MOST_BYTES, part, read};
pub use attachments::{AttachOutcome, Attachment, OpenedAttachment, Upload, attach, attachments, describe, detach, open};
pub use difference::{DiffLine, DiffWord, LineKind, difference};
pub(crate) use edit::clear;
use edit::{PageFacts, insert, revise};
pub use edit::{PageInput, create, edit, form, new_input, remove};
pub use file_kinds::extensions;
pub(crate) use file_kinds::is_text;
pub use fixtures::seed;
pub(crate) use folder::network_pages;
pub use folder::{PageImport, WrittenPage, export, import};
pub use front_matter::{FrontFile, FrontMatter};
pub(crate) use indexing::FoundPages;
pub use revisions::{ListedRevision, RevisionPage, restore, revision, revisions};
pub use show::{PageLink, PageView, page, preview};
pub(crate) use show::{list_pages, menu};

use crate::agenda;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::{Language, OrganiserState, PageAccess, PageKind};
use crate::error::{Error, Result};
use crate::graph;
use crate::ids::{EventId, NetworkId, PageId};
use crate::policy::{self, Act, PageOwner, Rights};

/// The owner of pages: a network or an event, by its slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagePlace {
    /// A network's pages.
    Network(String),
    /// An event's pages.
    Event(String),
}

impl PagePlace {
    /// The owner and slug of the page with that address; the slug is empty for `/networks/sil/pages/`, a new page.
    pub fn of(address: &str) -> Option<(Self, String)> {
        let mut parts = address.strip_prefix('/')?.split('/');
        let place = match (parts.next()?, parts.next()?) {
            ("networks", slug) => Self::Network(slug.to_owned()),
            ("events", slug) => Self::Event(slug.to_owned()),
            _ => return None,
        };
        match (parts.next()?, parts.next()?, parts.next()) {
            ("pages", page, None) => Some((place, page.to_owned())),
            _ => None,
        }
    }

    /// The owner's path: `/networks/sil`.
    pub fn path(&self) -> String {
        match self {
            Self::Network(slug) => format!("/networks/{slug}"),
            Self::Event(slug) => format!("/events/{slug}"),
        }
    }

    /// The path of a page: `/networks/sil/pages/guide`.
    pub fn page(&self, slug: &str) -> String {
        format!("{}/pages/{slug}", self.path())
    }
}

/// The network or event that owns pages, as the reader may know it.
#[derive(Debug, Clone)]
pub struct PageOwnerHead {
    pub place: PagePlace,
    /// A network's acronym, an event's title.
    pub name: String,
    /// The network's colour, or that of the event's lead network.
    pub hue: i64,
    /// Whether the reader may write pages here.
    pub may_write: bool,
    pub(crate) owner: PageOwner,
    pub(crate) network: Option<NetworkId>,
    pub(crate) event: Option<EventId>,
}

impl PageOwnerHead {
    /// The key of the network or event.
    pub(crate) fn key(&self) -> &str {
        let network = self.network.as_ref().map(NetworkId::as_str);
        network.or(self.event.as_ref().map(EventId::as_str)).unwrap_or_default()
    }
}

/// A page, without its text.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Page {
    pub id: PageId,
    pub slug: String,
    pub title: String,
    pub kind: PageKind,
    pub access: PageAccess,
    /// 1: only those who may write here can read it.
    pub draft: i64,
    /// The language of its content.
    pub language: Language,
    /// Its place in the menu; `None`: not in the menu.
    pub position: Option<i64>,
    /// The number of the current revision.
    pub revision: i64,
    pub updated_at: Timestamp,
    /// The version of the record, for its form.
    pub version: i64,
}

impl Page {
    /// Whether only those who may write here can read it.
    pub fn is_draft(&self) -> bool {
        self.draft != 0
    }
}

/// The network or event, if the reader may know of it. Every function about its pages starts here.
pub(crate) async fn find_owner(tx: &mut Tx, rights: &Rights, place: &PagePlace) -> Result<PageOwnerHead> {
    let (name, hue, owner, network, event) = match place {
        PagePlace::Network(slug) => {
            let card = graph::find(tx, rights, slug).await?;
            let owner = PageOwner::Network(card.id.clone(), card.visibility);
            (card.acronym, card.hue, owner, Some(card.id), None)
        }
        PagePlace::Event(slug) => {
            let (event, organisers) = agenda::find(tx, rights, slug).await?;
            let lead = organisers.iter().find(|organiser| organiser.state == OrganiserState::Lead).ok_or(Error::Internal)?;
            let has_seat = has_seat(tx, rights, &event.id).await?;
            let owner = PageOwner::Event(agenda::event_access(&event, &organisers)?, has_seat);
            (event.title, lead.hue, owner, None, Some(event.id))
        }
    };
    let may_write = policy::allows(rights, Act::WritePages(&owner));
    Ok(PageOwnerHead { place: place.clone(), name, hue, may_write, owner, network, event })
}

/// [`owner`], for actors who may write its pages.
pub(crate) async fn find_owner_to_write(tx: &mut Tx, rights: &Rights, place: &PagePlace) -> Result<PageOwnerHead> {
    let head = find_owner(tx, rights, place).await?;
    policy::check(rights, Act::WritePages(&head.owner))?;
    Ok(head)
}

/// The page with that slug, if the reader may read it.
pub(crate) async fn find(tx: &mut Tx, rights: &Rights, place: &PagePlace, slug: &str) -> Result<(PageOwnerHead, Page)> {
    let head = find_owner(tx, rights, place).await?;
    let page: Page = sqlx::query_as(
        "SELECT id, slug, title, kind, access, draft, language, position, revision, updated_at, version FROM page WHERE owner = $1 AND slug = $2",
    )
    .bind_all((head.key(), slug))
    .fetch_one(&mut **tx)
    .await?;
    policy::check(rights, Act::SeePage(&head.owner, page.access, page.is_draft()))?;
    Ok((head, page))
}

/// [`find`], for actors who may write here.
pub(crate) async fn find_to_write(tx: &mut Tx, rights: &Rights, place: &PagePlace, slug: &str) -> Result<(PageOwnerHead, Page)> {
    let found = find(tx, rights, place, slug).await?;
    policy::check(rights, Act::WritePages(&found.0.owner))?;
    Ok(found)
}

/// [`find_to_write`], with the page's row locked until the transaction ends.
pub(crate) async fn find_locked(tx: &mut Tx, rights: &Rights, place: &PagePlace, slug: &str) -> Result<(PageOwnerHead, Page)> {
    let head = find_owner_to_write(tx, rights, place).await?;
    sqlx::query("UPDATE page SET version = version WHERE owner = $1 AND slug = $2").bind(head.key()).bind(slug).execute(&mut **tx).await?;
    find_to_write(tx, rights, place, slug).await
}

async fn has_seat(conn: &mut Conn, rights: &Rights, event: &EventId) -> Result<bool> {
    let Some(person) = rights.person() else { return Ok(false) };
    let seat = sqlx::query("SELECT 1 FROM registration WHERE event = $1 AND person = $2 AND state = 'confirmed'").bind(event).bind(person);
    Ok(seat.fetch_optional(conn).await?.is_some())
}

/// The text of a revision.
async fn body(conn: &mut Conn, page: &PageId, number: i64) -> Result<String> {
    Ok(sqlx::query_scalar("SELECT body FROM page_revision WHERE page = $1 AND number = $2").bind(page).bind(number).fetch_one(conn).await?)
}
