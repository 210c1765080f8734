//! Organisations, for administrators: creating, correcting, adding aliases, merging.

mod merge;
mod unmerge;

use serde::{Deserialize, Serialize};

use super::{PAGE, pages};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::OrganisationId;
use crate::like_pattern;
use crate::names;
use crate::organisations::{self, NewOrganisation};
use crate::policy::{self, Act, Actor};
use crate::rng;
use crate::search_index;

pub use merge::{MergePreview, MergeSide, merge_organisations, merge_preview, organisation_called};
pub(super) use unmerge::delete_expired_merges;
pub use unmerge::{RecentMerge, UNDO_DAYS, Unmerged, unmerge_organisations};

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedOrganisation {
    pub id: OrganisationId,
    pub name: String,
    pub kind_fr: String,
    pub kind_en: String,
    /// Its town; may be empty.
    pub place: String,
    /// How many people were ever affiliated with it.
    pub people: i64,
}

#[derive(Debug, Clone)]
pub struct OrganisationPage {
    pub name: String,
    pub input: OrganisationInput,
    /// How many people were ever affiliated with it.
    pub people: i64,
    /// Organisations that were merged into it lately, and can be separated again.
    pub merges: Vec<RecentMerge>,
}

/// The form of an organisation, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationInput {
    pub name: String,
    /// The code of its kind.
    pub kind: String,
    /// Its town, or nothing.
    pub place: String,
    /// The code of its region, or nothing.
    pub region: String,
    /// Its aliases, one per line.
    pub aliases: String,
    /// The version with which the form was opened.
    pub version: String,
}

/// The most aliases of an organisation: each is looked up among the names of all organisations.
const MOST_ALIASES: usize = 100;

/// A page of the organisations with a name that contains `typed`; how many there are, the number of the page, and the number of pages.
pub async fn organisation_list(db: &Db, actor: &Actor, typed: &str, page: &str) -> Result<(Vec<ListedOrganisation>, i64, i64, i64)> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let pattern = like_pattern::contains(&names::normalize(typed));
    let total: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM organisation o WHERE o.name_key LIKE $1 ESCAPE '\\'
             OR EXISTS (SELECT 1 FROM organisation_alias a WHERE a.organisation = o.id AND a.alias_key LIKE $1 ESCAPE '\\')",
    )
    .bind(&pattern)
    .fetch_one(&mut *tx)
    .await?;
    let (page, pages) = pages(page, total);
    let organisations = sqlx::query_as(
        "SELECT o.id, o.name, k.name_fr AS kind_fr, k.name_en AS kind_en, o.place,
                (SELECT COUNT(DISTINCT f.person) FROM affiliation f WHERE f.organisation = o.id) AS people
           FROM organisation o JOIN organisation_kind k ON k.code = o.kind
          WHERE o.name_key LIKE $1 ESCAPE '\\'
             OR EXISTS (SELECT 1 FROM organisation_alias a WHERE a.organisation = o.id AND a.alias_key LIKE $1 ESCAPE '\\')
          ORDER BY o.name_key, o.id LIMIT $2 OFFSET $3",
    )
    .bind_all((&pattern, PAGE, (page - 1) * PAGE))
    .fetch_all(&mut *tx)
    .await?;
    Ok((organisations, total, page, pages))
}

/// An organisation.
pub async fn organisation(db: &Db, actor: &Actor, id: &OrganisationId) -> Result<OrganisationPage> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let input = read(&mut tx, id).await?;
    let people =
        sqlx::query_scalar("SELECT COUNT(DISTINCT person) FROM affiliation WHERE organisation = $1").bind(id).fetch_one(&mut *tx).await?;
    let merges = unmerge::recent(&mut tx, id).await?;
    Ok(OrganisationPage { name: input.name.clone(), input, people, merges })
}

/// The current form of an organisation. Its version is derived from its content: every change gives another one.
async fn read(conn: &mut Conn, id: &OrganisationId) -> Result<OrganisationInput> {
    let (name, kind, place, region): (String, String, String, Option<String>) =
        sqlx::query_as("SELECT name, kind, place, region FROM organisation WHERE id = $1").bind(id).fetch_one(&mut *conn).await?;
    let aliases: Vec<String> = sqlx::query_scalar("SELECT alias FROM organisation_alias WHERE organisation = $1 ORDER BY alias_key")
        .bind(id)
        .fetch_all(conn)
        .await?;
    let (region, aliases) = (region.unwrap_or_default(), aliases.join("\n"));
    let version = rng::hash(&[name.as_str(), &kind, &place, &region, &aliases].join("\r"));
    Ok(OrganisationInput { name, kind, place, region, aliases, version })
}

/// Locks the rows of the organisations: a concurrent change or merge of one of them waits here.
async fn lock(conn: &mut Conn, one: &OrganisationId, other: &OrganisationId) -> Result<()> {
    sqlx::query("UPDATE organisation SET created_at = created_at WHERE id = $1 OR id = $2").bind(one).bind(other).execute(conn).await?;
    Ok(())
}

/// The blank form of an organisation.
///
/// # Errors
/// [`Error::NotFound`] unless the actor is an administrator.
pub async fn organisation_form(db: &Db, actor: &Actor) -> Result<()> {
    policy::authorize(db, actor, Act::Administer).await
}

/// Creates an organisation.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct; [`FieldProblem::NameTaken`] on `name` or `aliases` where another organisation has the
/// name.
pub async fn create_organisation(db: &Db, actor: &Actor, input: &OrganisationInput) -> Result<OrganisationId> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let CheckedOrganisation { name, place, region, aliases } = check(&mut tx, None, input).await?;
    let new = NewOrganisation { name: name.clone(), kind: input.kind.clone(), place, region };
    // Somebody may have created it after the names were checked.
    if !organisations::insert_all(&mut tx, &[new]).await? {
        return Err(Error::field("name", FieldProblem::NameTaken));
    }
    let id = organisations::find(&mut tx, &name).await?.ok_or(Error::Internal)?;
    for alias in &aliases {
        organisations::add_alias(&mut tx, &id, alias).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::OrganisationCreate, id.as_str(), &name).await?;
    tx.lead_to(&format!("/admin/organisations/{id}?done=created")).await?;
    tx.commit().await?;
    Ok(id)
}

/// Corrects an organisation. A new kind changes present and past figures: the old one was wrong. The organisation is still found by its
/// former name, which people typed when they registered.
///
/// # Errors
/// [`Error::Stale`] if it changed since the form was opened; [`Error::Invalid`] with every field to correct; [`FieldProblem::NameTaken`] on
/// `name` or `aliases` where another organisation has the name.
pub async fn edit_organisation(db: &Db, actor: &Actor, id: &OrganisationId, input: &OrganisationInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    lock(&mut tx, id, id).await?;
    let before = read(&mut tx, id).await?;
    let checked = check(&mut tx, Some(id), input).await?;
    if input.version != before.version {
        return Err(Error::Stale);
    }
    sqlx::query("UPDATE organisation SET name = $2, name_key = $3, kind = $4, place = $5, region = $6 WHERE id = $1")
        .bind_all((id, &checked.name, names::normalize(&checked.name), &input.kind, &checked.place, &checked.region))
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM organisation_alias WHERE organisation = $1").bind(id).execute(&mut *tx).await?;
    for alias in checked.aliases.iter().chain(std::iter::once(&before.name)) {
        organisations::add_alias(&mut tx, id, alias).await?;
    }
    if checked.name != before.name {
        refresh_people(&mut tx, id).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::OrganisationEdit, id.as_str(), &checked.name).await?;
    tx.commit().await
}

struct CheckedOrganisation {
    name: String,
    place: String,
    region: Option<String>,
    aliases: Vec<String>,
}

/// Checks a form. `own`: the organisation of the form, whose own names are allowed.
async fn check(conn: &mut Conn, own: Option<&OrganisationId>, input: &OrganisationInput) -> Result<CheckedOrganisation> {
    let mut errors = Validation::default();
    let name = errors.check("name", fields::line(&input.name));
    let place = errors.check("place", fields::optional_line(&input.place));
    let aliases: Vec<String> = input.aliases.lines().map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
    if aliases.len() > MOST_ALIASES {
        return Err(Error::field("aliases", FieldProblem::TooMany(MOST_ALIASES)));
    }
    for (field, code, exists) in [
        ("kind", &input.kind, "SELECT 1 FROM organisation_kind WHERE code = $1"),
        ("region", &input.region, "SELECT 1 FROM region WHERE code = $1"),
    ] {
        if (field == "kind" || !code.is_empty()) && sqlx::query(exists).bind(code).fetch_optional(&mut *conn).await?.is_none() {
            errors.note(field, FieldProblem::NotAChoice);
        }
    }
    for (field, name) in std::iter::once(("name", &name)).chain(aliases.iter().map(|alias| ("aliases", alias))) {
        if organisations::find(conn, name).await?.is_some_and(|other| own != Some(&other)) && !errors.touches(field) {
            errors.note(field, FieldProblem::NameTaken);
        }
        if let Err(problem) = fields::optional_line(name)
            && !errors.touches(field)
        {
            errors.note(field, problem);
        }
    }
    let region = Some(input.region.clone()).filter(|region| !region.is_empty());
    errors.or(CheckedOrganisation { name, place, region, aliases })
}

/// Updates the index of the people who are found by the names of the organisation.
async fn refresh_people(tx: &mut Tx, id: &OrganisationId) -> Result<()> {
    let people: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT person FROM affiliation WHERE organisation = $1 AND ended_on IS NULL ORDER BY person")
            .bind(id)
            .fetch_all(&mut **tx)
            .await?;
    search_index::refresh_all::<crate::people::FoundPeople>(tx, &people).await
}
