//! The settings of a list: name, description, access to its archive.

use serde::{Deserialize, Serialize};

use super::{List, find_to_write, indexing};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db};
use crate::enums::ListArchive;
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::graph::NetworkHead;
use crate::policy::{self, Actor};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListInput {
    pub name: String,
    /// One or two sentences.
    pub description: String,
    /// A [`ListArchive`].
    pub archive: String,
    /// The version of the record when the form was opened.
    pub version: String,
}

impl From<&List> for ListInput {
    fn from(list: &List) -> Self {
        Self {
            name: list.name.clone(),
            description: list.description.clone(),
            archive: list.archive.to_string(),
            version: list.version.to_string(),
        }
    }
}

/// The form filled in from the stored list.
pub async fn form(db: &Db, actor: &Actor, slug: &str) -> Result<(NetworkHead, ListInput)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    Ok((head, ListInput::from(&list)))
}

/// Changes the list.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Invalid`] with every field to correct.
pub async fn edit(db: &Db, actor: &Actor, slug: &str, input: &ListInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let mut errors = Validation::default();
    let name = errors.check("name", fields::line(&input.name));
    let description = errors.check("description", fields::summary(&input.description));
    let archive = errors.check("archive", ListArchive::parse(&input.archive).map(Some));
    let (name, description, archive) = errors.or((name, description, archive.unwrap_or(ListArchive::Members)))?;
    let changed =
        sqlx::query("UPDATE list SET name = $3, description = $4, archive = $5, version = version + 1 WHERE id = $1 AND version = $2")
            .bind_all((&list.id, input.version.parse().unwrap_or(-1_i64), &name, &description, archive))
            .execute(&mut *tx)
            .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::Stale);
    }
    indexing::reindex(&mut tx, &List { archive, ..list.clone() }).await?;
    audit::record(&mut tx, &rights, AuditAction::ListEdit, list.id.as_str(), slug).await?;
    tx.commit().await
}
