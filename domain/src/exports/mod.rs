//! Exports: everything that a network owns, as one archive that other programs read. A network is never captive.

pub(crate) mod archive;
mod event_files;
pub(crate) mod table;
mod tables;

pub use table::Held;

use archive::Archive;

use crate::audit;
use crate::calendar;
use crate::codes::Language;
use crate::db::Db;
use crate::error::Result;
use crate::memberships::{self, MemberQuery};
use crate::networks::{self, NetworkCard};
use crate::pages;
use crate::policy::{self, Act, Actor, Rights};
use crate::say;

/// The network, for the page that says what its archive holds.
///
/// # Errors
/// [`crate::Error::NotFound`] for who does not coordinate it.
pub async fn page(db: &Db, who: &Actor, slug: &str) -> Result<NetworkCard> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let network = networks::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::ExportNetwork(&network.id))?;
    Ok(network)
}

/// Everything that a network owns, as a ZIP archive, all of it at one instant. What is in memory at a time is the archive so far and one file.
///
/// # Errors
/// As for [`page`].
pub async fn network(db: &Db, who: &Actor, slug: &str, language: Language) -> Result<Vec<u8>> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let network = networks::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::ExportNetwork(&network.id))?;
    let mut archive = Archive::new(tx.now);
    let date = tx.now.today();
    archive.add(
        "README.md",
        say!(language, "exports-readme", network = network.acronym.as_str(), name = network.name.as_str(), date = date).as_bytes(),
    )?;
    archive.add("network.md", event_files::network(&mut tx, &network).await?.as_bytes())?;
    let everyone = MemberQuery { state: "all".to_owned(), ..MemberQuery::default() };
    archive.add("members.csv", &memberships::sheet(&mut tx, &rights, &network.id, &everyone, language).await?)?;
    for table in tables::OF_NETWORK {
        let held = table.read(&mut tx, network.id.as_str(), language).await?;
        archive.add(&format!("{}.csv", table.name), &held.csv(language))?;
    }
    archive.add("events.ics", calendar::of_network(&mut tx, &rights, &network).await?.as_bytes())?;
    for (name, text) in event_files::of_network(&mut tx, &network.id).await? {
        archive.add(&name, text.as_bytes())?;
    }
    // As `maillage content export` writes them, so that they can be taken in again.
    for page in pages::of_network(&mut tx, slug).await? {
        let path = page.place.page(&page.slug);
        let path = path.trim_start_matches('/');
        archive.add(&format!("{path}.md"), page.text.as_bytes())?;
        for (name, hash) in &page.files {
            archive.add(&format!("{path}/{name}"), &pages::whole(&mut tx, hash).await?)?;
        }
    }
    drop(tx);
    let mut tx = db.write().await?;
    audit::note(&mut tx, &rights, "network.export", network.id.as_str(), slug).await?;
    tx.commit_quietly().await?;
    archive.finish()
}
