//! Lists of choices that are data: each instance edits its own.

use crate::db::Db;
use crate::enums::Language;
use crate::error::Result;

/// A choice: its code and its name in the reader's language.
pub type NamedCode = (String, String);

/// Regions that are offered, in order.
pub async fn regions(db: &Db, language: Language) -> Result<Vec<NamedCode>> {
    choices(db, language, "SELECT code, name_fr, name_en FROM region WHERE code NOT IN (SELECT x.code FROM retired_choice x WHERE x.list = 'region') ORDER BY position, code").await
}

/// Professions that are offered, in order.
pub async fn professions(db: &Db, language: Language) -> Result<Vec<NamedCode>> {
    choices(db, language, "SELECT code, name_fr, name_en FROM profession WHERE code NOT IN (SELECT x.code FROM retired_choice x WHERE x.list = 'profession') ORDER BY position, code").await
}

/// Kinds of organisation that are offered, in order.
pub async fn organisation_kinds(db: &Db, language: Language) -> Result<Vec<NamedCode>> {
    choices(db, language, "SELECT code, name_fr, name_en FROM organisation_kind WHERE code NOT IN (SELECT x.code FROM retired_choice x WHERE x.list = 'organisation_kind') ORDER BY position, code").await
}

async fn choices(db: &Db, language: Language, query: &'static str) -> Result<Vec<NamedCode>> {
    let mut tx = db.read().await?;
    let rows: Vec<(String, String, String)> = sqlx::query_as(query).fetch_all(&mut *tx).await?;
    Ok(rows.into_iter().map(|(code, french, english)| (code, if language == Language::Fr { french } else { english })).collect())
}
