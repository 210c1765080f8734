//! A network's rows, as they are written.

use super::edit::CheckedNetwork;
use crate::db::Tx;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::NetworkId;

/// # Errors
/// [`FieldProblem::SlugTaken`], also when another network takes the slug at the same instant.
pub(super) async fn insert(tx: &mut Tx, id: &NetworkId, network: &CheckedNetwork) -> Result<()> {
    let now = tx.now;
    let inserted = sqlx::query(
        "INSERT INTO network (id, slug, acronym, name, kind, summary, description, region, hue, join_policy, join_domain, visibility,
                              contact, includes_below, created_at, updated_at, version, language)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, 1, $16)
         ON CONFLICT (slug) DO NOTHING",
    )
    .bind(id)
    .bind(&network.slug)
    .bind(&network.acronym)
    .bind(&network.name)
    .bind(network.kind)
    .bind(&network.summary)
    .bind(&network.description)
    .bind(&network.region)
    .bind(network.hue)
    .bind(network.join_policy)
    .bind(&network.join_domain)
    .bind(network.visibility)
    .bind(&network.contact)
    .bind(i64::from(network.includes_below))
    .bind(now)
    .bind(network.language)
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 1 { Ok(()) } else { Err(Error::field("slug", FieldProblem::SlugTaken)) }
}

/// # Errors
/// [`Error::Stale`] if it is not that version any more.
pub(super) async fn update(tx: &mut Tx, id: &NetworkId, network: &CheckedNetwork, version: i64) -> Result<()> {
    let now = tx.now;
    let changed = sqlx::query(
        "UPDATE network SET acronym = $3, name = $4, kind = $5, summary = $6, description = $7, region = $8, hue = $9, join_policy = $10,
                            join_domain = $11, visibility = $12, contact = $13, includes_below = $14, updated_at = $15, language = $16,
                            version = version + 1
          WHERE id = $1 AND version = $2",
    )
    .bind(id)
    .bind(version)
    .bind(&network.acronym)
    .bind(&network.name)
    .bind(network.kind)
    .bind(&network.summary)
    .bind(&network.description)
    .bind(&network.region)
    .bind(network.hue)
    .bind(network.join_policy)
    .bind(&network.join_domain)
    .bind(network.visibility)
    .bind(&network.contact)
    .bind(i64::from(network.includes_below))
    .bind(now)
    .bind(network.language)
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Writes the lists that belong to the network in place of those it had.
pub(super) async fn rewrite(tx: &mut Tx, id: &NetworkId, network: &CheckedNetwork) -> Result<()> {
    sqlx::query("DELETE FROM network_pole WHERE network = $1").bind(id).execute(&mut **tx).await?;
    for (position, pole) in (0_i64..).zip(&network.poles) {
        sqlx::query("INSERT INTO network_pole (network, position, name) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(position)
            .bind(pole)
            .execute(&mut **tx)
            .await?;
    }
    sqlx::query("DELETE FROM network_resource WHERE network = $1").bind(id).execute(&mut **tx).await?;
    for (position, (url, title)) in (0_i64..).zip(&network.resources) {
        let resource: String = tx.new_id();
        sqlx::query("INSERT INTO network_resource (id, network, position, title, url) VALUES ($1, $2, $3, $4, $5)")
            .bind(resource)
            .bind(id)
            .bind(position)
            .bind(title)
            .bind(url)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
