//! Organisations, where people work. People find one by typing its name. The first person who names a new one creates it.

use sqlx::AssertSqlSafe;

use crate::db::{BindAll, Conn, Db, Tx, many};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::OrganisationId;
use crate::like_pattern;
use crate::names::normalize;
use crate::policy::{self, Actor};

/// The most organisations that [`search`] proposes.
pub const PROPOSALS: i64 = 8;

/// An organisation proposed while a person types.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OrganisationProposal {
    pub id: OrganisationId,
    pub name: String,
    /// Its town; may be empty.
    pub place: String,
}

/// At most [`PROPOSALS`] organisations with `text` in their name or an alias, whatever the accents and capitals; those that begin with it come
/// first. Empty text gives none.
///
/// # Errors
/// [`Error::SignedOut`] for a guest, so that robots can't read the register.
pub async fn search(db: &Db, actor: &Actor, text: &str) -> Result<Vec<OrganisationProposal>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    rights.signed_in()?;
    let Ok(text) = fields::line(text) else { return Ok(Vec::new()) };
    let text = normalize(&text);
    Ok(sqlx::query_as(
        r"SELECT o.id, o.name, o.place FROM organisation o
           WHERE o.name_key LIKE $1 ESCAPE '\'
              OR EXISTS (SELECT 1 FROM organisation_alias a WHERE a.organisation = o.id AND a.alias_key LIKE $1 ESCAPE '\')
           ORDER BY CASE WHEN o.name_key LIKE $2 ESCAPE '\' THEN 0 ELSE 1 END, o.name_key, o.id LIMIT $3",
    )
    .bind_all((like_pattern::contains(&text), like_pattern::starts_with(&text), PROPOSALS))
    .fetch_all(&mut *tx)
    .await?)
}

/// The organisation with that name or alias. If there is none, creates it with its kind and town.
///
/// # Errors
/// [`Error::Invalid`] on `organisation`, and for a new one on `organisation_kind` and `organisation_place`.
pub async fn find_or_create(tx: &mut Tx, name: &str, kind: &str, place: &str, region: Option<&str>) -> Result<OrganisationId> {
    let mut errors = Validation::default();
    let name = errors.check("organisation", fields::line(name));
    let name = errors.or(name)?;
    if let Some(existing) = find(tx, &name).await? {
        return Ok(existing);
    }
    let mut errors = Validation::default();
    let place = errors.check("organisation_place", fields::optional_line(place));
    if kind.is_empty() {
        errors.note("organisation_kind", FieldProblem::Required);
    } else if !kind_exists(tx, kind).await? {
        errors.note("organisation_kind", FieldProblem::NotAChoice);
    }
    let place = errors.or(place)?;
    insert(tx, &name, kind, &place, region).await?;
    find(tx, &name).await?.ok_or(Error::Internal)
}

pub(crate) struct NewOrganisation {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) place: String,
    pub(crate) region: Option<String>,
}

/// Creates organisations. The caller has checked that their names are free. `false` if one of them exists by now; the others are created.
pub(crate) async fn insert_all(tx: &mut Tx, organisations: &[NewOrganisation]) -> Result<bool> {
    let (now, mut inserted) = (tx.now, 0);
    for organisations in organisations.chunks(100) {
        let statement = format!(
            "INSERT INTO organisation (id, name, name_key, kind, place, region, created_at) VALUES {} ON CONFLICT (name_key) DO NOTHING",
            many(organisations.len(), 7)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for organisation in organisations {
            let id: OrganisationId = tx.new_id();
            query = query
                .bind(id)
                .bind(&organisation.name)
                .bind(normalize(&organisation.name))
                .bind(&organisation.kind)
                .bind(&organisation.place)
                .bind(&organisation.region)
                .bind(now);
        }
        inserted += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(inserted == organisations.len() as u64)
}

/// Gives an organisation an alias, unless that name is taken.
pub(crate) async fn add_alias(conn: &mut Conn, organisation: &OrganisationId, alias: &str) -> Result<()> {
    if find(conn, alias).await?.is_none() {
        add_aliases(conn, &[(organisation.clone(), alias.to_owned())]).await?;
    }
    Ok(())
}

/// Gives organisations aliases that the caller found free; `false` if one of them is taken by now.
pub(crate) async fn add_aliases(conn: &mut Conn, aliases: &[(OrganisationId, String)]) -> Result<bool> {
    let mut inserted = 0;
    for aliases in aliases.chunks(100) {
        let statement = format!(
            "INSERT INTO organisation_alias (alias_key, alias, organisation) VALUES {} ON CONFLICT (alias_key) DO NOTHING",
            many(aliases.len(), 3)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (organisation, alias) in aliases {
            query = query.bind(normalize(alias)).bind(alias).bind(organisation);
        }
        inserted += query.execute(&mut *conn).await?.rows_affected();
    }
    Ok(inserted == aliases.len() as u64)
}

/// The organisation with that name or alias.
pub async fn find(conn: &mut Conn, name: &str) -> Result<Option<OrganisationId>> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM organisation WHERE name_key = $1
         UNION SELECT organisation FROM organisation_alias WHERE alias_key = $1 LIMIT 1",
    )
    .bind(normalize(name))
    .fetch_optional(conn)
    .await?)
}

async fn kind_exists(conn: &mut Conn, code: &str) -> Result<bool> {
    Ok(sqlx::query("SELECT 1 FROM organisation_kind WHERE code = $1").bind(code).fetch_optional(conn).await?.is_some())
}

/// Inserts it, unless somebody else has just done so.
async fn insert(tx: &mut Tx, name: &str, kind: &str, place: &str, region: Option<&str>) -> Result<()> {
    let (id, now): (OrganisationId, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO organisation (id, name, name_key, kind, place, region, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (name_key) DO NOTHING",
    )
    .bind_all((id, name, normalize(name), kind, place, region, now))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
