//! All data held about a person: shown, as JSON, and as an archive for spreadsheets.

use serde_json::{Map, Value};

use super::tables::TABLES;
use crate::audit::{self, AuditAction};
use crate::clock::HOME;
use crate::db::Db;
use crate::enums::Language;
use crate::error::Result;
use crate::exports::ExportedTable;
use crate::policy::{self, Actor};
use formats::zip::ArchiveWriter;
use words::tr;

/// All data held about the actor.
///
/// # Errors
/// [`crate::Error::SignedOut`].
pub async fn personal_data(db: &Db, actor: &Actor, language: Language) -> Result<Vec<ExportedTable>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let mut tables = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        tables.push(table.read(&mut tx, person.as_str(), language).await?);
    }
    Ok(tables)
}

/// [`personal_data`] as JSON: an object with a list for each table.
pub async fn json(db: &Db, actor: &Actor, language: Language) -> Result<String> {
    let tables = personal_data(db, actor, language).await?;
    let object: Map<String, Value> = tables.iter().map(|table| (table.name.to_owned(), table.json())).collect();
    let json = serde_json::to_string_pretty(&Value::Object(object)).map_err(|_| crate::Error::Internal)?;
    record(db, actor).await?;
    Ok(json)
}

/// [`personal_data`] for spreadsheets: an archive with a file for each table.
pub async fn archive(db: &Db, actor: &Actor, language: Language) -> Result<Vec<u8>> {
    let tables = personal_data(db, actor, language).await?;
    let mut archive = ArchiveWriter::new(Vec::new(), db.now().local(HOME));
    archive.add("README.md", tr!(language, "privacy-readme").as_bytes())?;
    for table in tables {
        archive.add(&format!("{}.csv", table.name.replace('_', "-")), &table.csv(language))?;
    }
    let archive = archive.finish()?;
    record(db, actor).await?;
    Ok(archive)
}

async fn record(db: &Db, actor: &Actor) -> Result<()> {
    let Actor::Person(person) = actor else { return Ok(()) };
    audit::record_export(db, actor, AuditAction::PersonExport, person.as_str(), "").await
}
