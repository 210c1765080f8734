//! Writing the rows of a network.

use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

use super::edit::CheckedNetwork;
use crate::db::{BindAll, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::NetworkId;

/// The columns that the form fills, in the order of [`with_form`]. The insert and the update share this list.
macro_rules! form_columns {
    () => {
        "acronym, name, kind, summary, description, region, hue, join_policy, join_domain, visibility, contact, includes_below, language"
    };
}

/// The placeholders of [`form_columns!`].
macro_rules! form_values {
    () => {
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13"
    };
}

/// A statement that writes [`form_columns!`]. Its other parameters begin at `$14`.
fn with_form<'q>(statement: &'static str, network: &'q CheckedNetwork) -> Query<'q, Any, AnyArguments> {
    sqlx::query(statement)
        .bind_all((&network.acronym, &network.name, network.kind, &network.summary, &network.description, &network.region, network.hue))
        .bind_all((network.join_policy, &network.join_domain, network.visibility, &network.contact))
        .bind_all((i64::from(network.includes_below), network.language))
}

/// # Errors
/// [`FieldProblem::SlugTaken`], also when another transaction takes the slug at the same instant.
pub(super) async fn insert(tx: &mut Tx, id: &NetworkId, network: &CheckedNetwork) -> Result<()> {
    let statement = concat!(
        "INSERT INTO network (",
        form_columns!(),
        ", id, slug, created_at, updated_at, version) VALUES (",
        form_values!(),
        ", $14, $15, $16, $16, 1) ON CONFLICT (slug) DO NOTHING"
    );
    let inserted = with_form(statement, network).bind_all((id, &network.slug, tx.now)).execute(&mut **tx).await?;
    if inserted.rows_affected() == 1 { Ok(()) } else { Err(Error::field("slug", FieldProblem::SlugTaken)) }
}

/// # Errors
/// [`Error::Stale`] if the version is not `version` any more.
pub(super) async fn update(tx: &mut Tx, id: &NetworkId, network: &CheckedNetwork, version: i64) -> Result<()> {
    let statement = concat!(
        "UPDATE network SET (",
        form_columns!(),
        ") = (",
        form_values!(),
        "), updated_at = $16, version = version + 1 WHERE id = $14 AND version = $15"
    );
    let changed = with_form(statement, network).bind_all((id, version, tx.now)).execute(&mut **tx).await?;
    if changed.rows_affected() == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Replaces the lists that belong to the network.
pub(super) async fn replace_lists(tx: &mut Tx, id: &NetworkId, network: &CheckedNetwork) -> Result<()> {
    sqlx::query("DELETE FROM network_pole WHERE network = $1").bind(id).execute(&mut **tx).await?;
    for (position, pole) in (0_i64..).zip(&network.poles) {
        sqlx::query("INSERT INTO network_pole (network, position, name) VALUES ($1, $2, $3)")
            .bind_all((id, position, pole))
            .execute(&mut **tx)
            .await?;
    }
    sqlx::query("DELETE FROM network_resource WHERE network = $1").bind(id).execute(&mut **tx).await?;
    for (position, (url, title)) in (0_i64..).zip(&network.resources) {
        let resource: String = tx.new_id();
        sqlx::query("INSERT INTO network_resource (id, network, position, title, url) VALUES ($1, $2, $3, $4, $5)")
            .bind_all((resource, id, position, title, url))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
