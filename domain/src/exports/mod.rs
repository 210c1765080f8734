//! Exports: everything that a network owns, as one archive that other programs can read. A network can always leave with its data.

pub(crate) mod download;
mod event_files;
pub(crate) mod table;
mod tables;

pub use download::Download;
pub use table::ExportedTable;

use download::{DeferredFile, PackingThread};

use crate::audit::{self, AuditAction};
use crate::calendar;
use crate::db::Db;
use crate::enums::Language;
use crate::error::Result;
use crate::memberships::{self, MemberQuery};
use crate::networks::{self, NetworkCard};
use crate::pages;
use crate::policy::{self, Act, Actor};
use crate::reports::reviews;
use words::tr;

/// The network, for the page that says what its archive holds.
///
/// # Errors
/// [`crate::Error::NotFound`] unless the actor coordinates it.
pub async fn page(db: &Db, actor: &Actor, slug: &str) -> Result<NetworkCard> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let network = networks::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::ExportNetwork(&network.id))?;
    Ok(network)
}

/// Everything that a network owns, as a ZIP archive, all of it at one instant. Tables and texts are read and packed before this returns;
/// attachments are read part by part during the download.
///
/// # Errors
/// As for [`page`].
pub async fn network(db: &Db, actor: &Actor, slug: &str, language: Language) -> Result<Download> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let network = networks::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::ExportNetwork(&network.id))?;
    let mut packer = PackingThread::begin(tx.now);
    let date = tx.now.today();
    let readme = tr!(language, "exports-readme", network = network.acronym.as_str(), name = network.name.as_str(), date = date);
    packer.add("README.md", readme.into_bytes()).await?;
    packer.add("network.md", event_files::network(&mut tx, &network).await?.into_bytes()).await?;
    let everyone = MemberQuery { state: "all".to_owned(), ..MemberQuery::default() };
    packer.add("members.csv", memberships::member_sheet(&mut tx, &rights, &network.id, &everyone, language).await?).await?;
    for table in tables::NETWORK_TABLES {
        let rows = table.read(&mut tx, network.id.as_str(), language).await?;
        packer.add(&format!("{}.csv", table.name), rows.csv(language)).await?;
    }
    packer.add("events.ics", calendar::network_calendar(&mut tx, &rights, &network).await?.into_bytes()).await?;
    for (name, text) in event_files::of_network(&mut tx, &network.id).await? {
        packer.add(&name, text.into_bytes()).await?;
    }
    for (year, text) in reviews::of_network(&mut tx, &rights, slug, language).await? {
        packer.add(&format!("reviews/{year}.md"), text.into_bytes()).await?;
    }
    // In the format of `maillage content export`, so that they can be imported again.
    let mut files = Vec::new();
    for page in pages::network_pages(&mut tx, slug).await? {
        let path = page.place.page(&page.slug);
        let path = path.trim_start_matches('/');
        packer.add(&format!("{path}.md"), page.text.into_bytes()).await?;
        for (name, hash) in page.files {
            let size = pages::size(&mut tx, &hash).await?;
            files.push(DeferredFile { name: format!("{path}/{name}"), hash, size });
        }
    }
    drop(tx);
    audit::record_export(db, actor, AuditAction::NetworkExport, network.id.as_str(), slug).await?;
    Ok(packer.send(db, files))
}
