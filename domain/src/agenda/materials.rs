//! The materials of an event: slides, recordings, links.

use serde::{Deserialize, Serialize};

use super::{Event, begin_edit, event_access, find};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db};
use crate::enums::MaterialKind;
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::ids::{EventId, MaterialId};
use crate::limits;
use crate::policy::{self, Act, Actor};

/// The most materials of one event.
const MOST: usize = 200;

/// Slides, a recording or a link.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Material {
    pub id: MaterialId,
    pub kind: MaterialKind,
    pub title: String,
    pub url: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MaterialInput {
    /// A [`MaterialKind`].
    pub kind: String,
    pub title: String,
    pub url: String,
}

/// The event and its materials, for the page that changes them.
pub async fn materials(db: &Db, actor: &Actor, slug: &str) -> Result<(Event, Vec<Material>)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&event_access(&event, &organisers)?))?;
    let materials = materials_of(&mut tx, &event.id).await?;
    Ok((event, materials))
}

/// Adds a material.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct.
pub async fn add_material(db: &Db, actor: &Actor, slug: &str, input: &MaterialInput) -> Result<()> {
    let (mut tx, rights, event, _) = begin_edit(db, actor, slug).await?;
    let mut errors = Validation::default();
    let kind = MaterialKind::parse(&input.kind).unwrap_or_else(|problem| {
        errors.note("kind", problem);
        MaterialKind::Link
    });
    let title = errors.check("title", fields::line(&input.title));
    let url = errors.check("url", fields::link(&input.url));
    errors.or(())?;
    limits::check_limit(&mut tx, ("material", "event"), event.id.as_str(), MOST, "title").await?;
    let id: MaterialId = tx.new_id();
    sqlx::query(
        "INSERT INTO material (id, event, position, kind, title, url)
         SELECT $1, $2, COALESCE(MAX(position), 0) + 1, $3, $4, $5 FROM material WHERE event = $2",
    )
    .bind_all((&id, &event.id, kind, &title, &url))
    .execute(&mut *tx)
    .await?;
    audit::record(&mut tx, &rights, AuditAction::EventAddMaterial, event.id.as_str(), &url).await?;
    tx.lead_to(&format!("/events/{slug}/materials")).await?;
    tx.commit().await
}

/// Removes a material.
///
/// # Errors
/// [`Error::NotFound`] if the event has none with that key.
pub async fn remove_material(db: &Db, actor: &Actor, slug: &str, material: &MaterialId) -> Result<()> {
    let (mut tx, rights, event, _) = begin_edit(db, actor, slug).await?;
    let removed = sqlx::query("DELETE FROM material WHERE id = $1 AND event = $2").bind(material).bind(&event.id).execute(&mut *tx).await?;
    if removed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    audit::record(&mut tx, &rights, AuditAction::EventRemoveMaterial, event.id.as_str(), material.as_str()).await?;
    tx.commit().await
}

/// The materials of an event, in order.
pub(crate) async fn materials_of(conn: &mut Conn, event: &EventId) -> Result<Vec<Material>> {
    Ok(sqlx::query_as("SELECT id, kind, title, url FROM material WHERE event = $1 ORDER BY position, id")
        .bind(event)
        .fetch_all(conn)
        .await?)
}
