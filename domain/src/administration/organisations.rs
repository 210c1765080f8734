//! Organisations, for administrators: corrected, given other names, and two made one.

use serde::{Deserialize, Serialize};

use super::{PAGE, door, pages};
use crate::audit;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Problem, Result};
use crate::fields::{self, Faults};
use crate::ids::OrganisationId;
use crate::like;
use crate::organisations;
use crate::people::names;
use crate::policy::Actor;

/// An organisation in the list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedOrganisation {
    /// Its key.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its kind, in French.
    pub kind_fr: String,
    /// Its kind, in English.
    pub kind_en: String,
    /// Its town; may be empty.
    pub place: String,
    /// How many people were ever there.
    pub people: i64,
}

/// An organisation, and its other names.
#[derive(Debug, Clone)]
pub struct OrganisationPage {
    /// What it is called.
    pub name: String,
    /// The form as it stands.
    pub input: OrganisationInput,
    /// How many people were ever there.
    pub people: i64,
}

/// The form of an organisation, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationInput {
    /// Its name.
    pub name: String,
    /// The code of its kind.
    pub kind: String,
    /// Its town, or nothing.
    pub place: String,
    /// The code of its region, or nothing.
    pub region: String,
    /// Its other names, one a line.
    pub aliases: String,
}

/// A page of the organisations of which a name holds what was typed, how many there are, which page it is and of how many.
pub async fn organisation_list(db: &Db, who: &Actor, typed: &str, page: &str) -> Result<(Vec<ListedOrganisation>, i64, i64, i64)> {
    let mut tx = db.read().await?;
    door(&mut tx, who).await?;
    let wanted = like::anywhere(&names::plain(typed));
    let total: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM organisation o WHERE o.name_key LIKE $1 ESCAPE '\\'
             OR EXISTS (SELECT 1 FROM organisation_alias a WHERE a.organisation = o.id AND a.alias_key LIKE $1 ESCAPE '\\')",
    )
    .bind(&wanted)
    .fetch_one(&mut *tx)
    .await?;
    let (page, pages) = pages(page, total);
    let found = sqlx::query_as(
        "SELECT o.id, o.name, k.name_fr AS kind_fr, k.name_en AS kind_en, o.place,
                (SELECT COUNT(DISTINCT f.person) FROM affiliation f WHERE f.organisation = o.id) AS people
           FROM organisation o JOIN organisation_kind k ON k.code = o.kind
          WHERE o.name_key LIKE $1 ESCAPE '\\'
             OR EXISTS (SELECT 1 FROM organisation_alias a WHERE a.organisation = o.id AND a.alias_key LIKE $1 ESCAPE '\\')
          ORDER BY o.name_key, o.id LIMIT $2 OFFSET $3",
    )
    .bind(&wanted)
    .bind(PAGE)
    .bind((page - 1) * PAGE)
    .fetch_all(&mut *tx)
    .await?;
    Ok((found, total, page, pages))
}

/// An organisation.
pub async fn organisation(db: &Db, who: &Actor, id: &OrganisationId) -> Result<OrganisationPage> {
    let mut tx = db.read().await?;
    door(&mut tx, who).await?;
    let (name, kind, place, region, people): (String, String, String, Option<String>, i64) = sqlx::query_as(
        "SELECT o.name, o.kind, o.place, o.region, (SELECT COUNT(DISTINCT f.person) FROM affiliation f WHERE f.organisation = o.id)
           FROM organisation o WHERE o.id = $1",
    )
    .bind(id)
    .fetch_one(&mut *tx)
    .await?;
    let aliases: Vec<String> = sqlx::query_scalar("SELECT alias FROM organisation_alias WHERE organisation = $1 ORDER BY alias_key")
        .bind(id)
        .fetch_all(&mut *tx)
        .await?;
    let input = OrganisationInput { name: name.clone(), kind, place, region: region.unwrap_or_default(), aliases: aliases.join("\n") };
    Ok(OrganisationPage { name, input, people })
}

/// Corrects an organisation. Its kind changes the figures of today and of the past: it was wrong before.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct; [`Problem::NameTaken`] on `name` or `aliases` where another organisation is called so.
pub async fn edit_organisation(db: &Db, who: &Actor, id: &OrganisationId, input: &OrganisationInput) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = door(&mut tx, who).await?;
    let mut faults = Faults::default();
    let name = faults.check("name", fields::line(&input.name));
    let place = faults.check("place", fields::optional_line(&input.place));
    let aliases: Vec<String> = input.aliases.lines().map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
    for (field, code, exists) in [
        ("kind", &input.kind, "SELECT 1 FROM organisation_kind WHERE code = $1"),
        ("region", &input.region, "SELECT 1 FROM region WHERE code = $1"),
    ] {
        if (field == "kind" || !code.is_empty()) && sqlx::query(exists).bind(code).fetch_optional(&mut *tx).await?.is_none() {
            faults.note(field, Problem::NotAChoice);
        }
    }
    for (field, called) in std::iter::once(("name", &name)).chain(aliases.iter().map(|alias| ("aliases", alias))) {
        if organisations::find(&mut tx, called).await?.is_some_and(|other| other != *id) && !faults.touches(field) {
            faults.note(field, Problem::NameTaken);
        }
        if fields::optional_line(called).is_err() && !faults.touches(field) {
            faults.note(field, Problem::TooLong(fields::LINE));
        }
    }
    faults.or(())?;
    let changed = sqlx::query("UPDATE organisation SET name = $2, name_key = $3, kind = $4, place = $5, region = $6 WHERE id = $1")
        .bind(id)
        .bind(&name)
        .bind(names::plain(&name))
        .bind(&input.kind)
        .bind(place)
        .bind(Some(&input.region).filter(|region| !region.is_empty()))
        .execute(&mut *tx)
        .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    sqlx::query("DELETE FROM organisation_alias WHERE organisation = $1").bind(id).execute(&mut *tx).await?;
    for alias in aliases {
        organisations::call(&mut tx, id, &alias).await?;
    }
    audit::note(&mut tx, &rights, "organisation.edit", id.as_str(), &name).await?;
    tx.commit().await
}

/// Makes two organisations one: everyone who was at `id` was at the one called `into`, which is called by both names from now on.
///
/// # Errors
/// [`Problem::Unknown`] on `into`: no other organisation is called so.
pub async fn merge_organisations(db: &Db, who: &Actor, id: &OrganisationId, into: &str) -> Result<OrganisationId> {
    let mut tx = db.write().await?;
    let rights = door(&mut tx, who).await?;
    let name: String = sqlx::query_scalar("SELECT name FROM organisation WHERE id = $1").bind(id).fetch_one(&mut *tx).await?;
    let kept = organisations::find(&mut tx, into).await?.filter(|kept| kept != id).ok_or_else(|| Error::field("into", Problem::Unknown))?;
    move_people(&mut tx, id, &kept).await?;
    for statement in
        ["UPDATE organisation_alias SET organisation = $2 WHERE organisation = $1", "DELETE FROM organisation WHERE id = $1 AND id <> $2"]
    {
        sqlx::query(statement).bind(id).bind(&kept).execute(&mut *tx).await?;
    }
    organisations::call(&mut tx, &kept, &name).await?;
    audit::note(&mut tx, &rights, "organisation.merge", kept.as_str(), &name).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Who was at both at once was at one: the affiliation that begins first goes on as long as the longer one.
async fn move_people(tx: &mut Tx, from: &OrganisationId, to: &OrganisationId) -> Result<()> {
    sqlx::query("UPDATE affiliation SET organisation = $2 WHERE organisation = $1").bind(from).bind(to).execute(&mut **tx).await?;
    loop {
        let twice = overlapping(tx, to).await?;
        if twice.is_empty() {
            return Ok(());
        }
        for (kept, gone, last) in twice {
            // One of a chain may be gone already: the next look finds what is left.
            let removed = sqlx::query("DELETE FROM affiliation WHERE id = $1 AND EXISTS (SELECT 1 FROM affiliation k WHERE k.id = $2)")
                .bind(gone)
                .bind(&kept)
                .execute(&mut **tx)
                .await?;
            if removed.rows_affected() == 1 {
                sqlx::query("UPDATE affiliation SET ended_on = $2 WHERE id = $1").bind(kept).bind(last).execute(&mut **tx).await?;
            }
        }
    }
}

/// Pairs of affiliations of one person at one organisation that share a day, and the last day of both together.
async fn overlapping(conn: &mut Conn, organisation: &OrganisationId) -> Result<Vec<(String, String, Option<String>)>> {
    Ok(sqlx::query_as(
        "SELECT a.id, b.id, CASE WHEN a.ended_on IS NULL OR b.ended_on IS NULL THEN NULL WHEN a.ended_on > b.ended_on THEN a.ended_on ELSE b.ended_on END
           FROM affiliation a JOIN affiliation b ON b.person = a.person AND b.organisation = a.organisation
            AND (b.started_on > a.started_on OR (b.started_on = a.started_on AND b.id > a.id))
          WHERE a.organisation = $1 AND (a.ended_on IS NULL OR a.ended_on >= b.started_on) ORDER BY a.person, a.started_on, a.id",
    )
    .bind(organisation)
    .fetch_all(conn)
    .await?)
}
