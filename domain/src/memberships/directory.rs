//! The directory of a network, where members read about each other what each of them agreed to show. Only people who agreed are in it.

use crate::db::{BindAll, Db};
use crate::enums::Purpose;
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::people::names;
use crate::policy::{self, Act, Actor};
use crate::{consents, people};

use super::rows::{affiliation_on, members_by_name};

#[derive(Debug, Clone)]
pub struct Directory {
    pub head: NetworkHead,
    /// The members who agreed to be in it, by name.
    pub entries: Vec<DirectoryEntry>,
    pub holds_reader: bool,
}

/// A member as the other members see them: without an address.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DirectoryEntry {
    person: String,
    given_name: String,
    family_name: String,
    /// The organisation they work for today; may be empty.
    pub organisation: String,
    pub profession_fr: String,
    /// Their profession, in English; may be empty.
    pub profession_en: String,
    pub region_fr: String,
    /// Their region, in English; may be empty.
    pub region_en: String,
    /// The acronyms, separated by commas, of the networks below through which they are members; empty for a membership of their own.
    pub through: String,
}

impl DirectoryEntry {
    /// Family name, then given name.
    pub fn name(&self) -> String {
        names::full(&self.family_name, &self.given_name)
    }
}

/// The directory, for the members of the network.
///
/// # Errors
/// [`crate::Error::NotFound`] for everybody else.
pub async fn directory(db: &Db, actor: &Actor, slug: &str) -> Result<Directory> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::SeeDirectory(&head.card.id))?;
    let entries: Vec<DirectoryEntry> = sqlx::query_as(concat!(
        "SELECT p.id AS person, p.given_name, p.family_name, COALESCE(o.name, '') AS organisation,
                COALESCE(f.name_fr, '') AS profession_fr, COALESCE(f.name_en, '') AS profession_en,
                COALESCE(r.name_fr, '') AS region_fr, COALESCE(r.name_en, '') AS region_en, m.through
           FROM ",
        members_by_name!(),
        " JOIN person p ON p.id = m.person AND p.family_name <> ''
           LEFT JOIN profession f ON f.code = p.profession LEFT JOIN region r ON r.code = p.region
           LEFT JOIN affiliation w ON w.id = ",
        affiliation_on!("$2"),
        " LEFT JOIN organisation o ON o.id = w.organisation
          WHERE EXISTS (SELECT 1 FROM consent c WHERE c.person = p.id AND c.purpose = $3 AND c.withdrawn_at IS NULL)
          ORDER BY p.sort_name, p.id"
    ))
    .bind_all((&head.card.id, rights.today(), Purpose::Directory))
    .fetch_all(&mut *tx)
    .await?;
    let holds_reader = entries.iter().any(|entry| entry.person == rights.key());
    Ok(Directory { head, entries, holds_reader })
}

/// Records that the reader agrees to be in the directories of all their networks. Called from the page of one of them. Idempotent.
///
/// # Errors
/// [`crate::Error::NotFound`] for an actor who may not read this directory.
pub async fn enter_directory(db: &Db, actor: &Actor, slug: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::SeeDirectory(&network.id))?;
    let person = rights.signed_in()?.clone();
    people::lock(&mut tx, &person).await?;
    consents::agree_in(&mut tx, &rights, &person, Purpose::Directory).await?;
    tx.commit().await
}
