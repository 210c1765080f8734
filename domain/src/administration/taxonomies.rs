//! Taxonomies: each instance adds choices, renames and orders them, and retires those that it no longer offers.

use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db};
use crate::enums::TaxonomyList;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::names;
use crate::policy::{self, Act, Actor};

#[derive(Debug, Clone)]
pub struct Taxonomy {
    pub list: TaxonomyList,
    /// In order, including retired ones.
    pub choices: Vec<ListedChoice>,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedChoice {
    pub code: String,
    pub name_fr: String,
    pub name_en: String,
    /// 1: no longer offered.
    retired: i64,
    /// How often it is used.
    pub used: i64,
}

impl ListedChoice {
    /// Whether it is no longer offered.
    pub fn is_retired(&self) -> bool {
        self.retired == 1
    }
}

/// The form of a choice, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChoiceInput {
    /// `save`, `up`, `down`, `retire`, `restore`, `remove`.
    pub act: String,
    pub code: String,
    pub name_fr: String,
    pub name_en: String,
}

/// The tables that use the choices of a list, as SQL over `c`.
fn uses_sql(list: TaxonomyList) -> &'static str {
    match list {
        TaxonomyList::OrganisationKind => {
            "(SELECT COUNT(*) FROM organisation o WHERE o.kind = c.code) + (SELECT COUNT(*) FROM registration r WHERE r.organisation_kind = c.code)
             + (SELECT COUNT(*) FROM organisation_merge m WHERE m.kind = c.code)"
        }
        TaxonomyList::Profession => {
            "(SELECT COUNT(*) FROM person p WHERE p.profession = c.code) + (SELECT COUNT(*) FROM profile_past h WHERE h.profession = c.code)"
        }
        TaxonomyList::Region => {
            "(SELECT COUNT(*) FROM person p WHERE p.region = c.code) + (SELECT COUNT(*) FROM profile_past h WHERE h.region = c.code)
             + (SELECT COUNT(*) FROM organisation o WHERE o.region = c.code) + (SELECT COUNT(*) FROM network n WHERE n.region = c.code)
             + (SELECT COUNT(*) FROM event e WHERE e.region = c.code) + (SELECT COUNT(*) FROM organisation_merge m WHERE m.region = c.code)"
        }
    }
}

async fn read(conn: &mut Conn, list: TaxonomyList) -> Result<Vec<ListedChoice>> {
    // Safe: the names of tables are the codes of the list, which are constants of this program.
    let text = format!(
        "SELECT c.code, c.name_fr, c.name_en, CASE WHEN x.code IS NULL THEN 0 ELSE 1 END AS retired, {} AS used
           FROM {list} c LEFT JOIN retired_choice x ON x.list = '{list}' AND x.code = c.code ORDER BY c.position, c.code",
        uses_sql(list)
    );
    Ok(sqlx::query_as(AssertSqlSafe(text)).fetch_all(conn).await?)
}

/// A list of choices.
pub async fn taxonomy(db: &Db, actor: &Actor, list: TaxonomyList) -> Result<Taxonomy> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    Ok(Taxonomy { list, choices: read(&mut tx, list).await? })
}

/// Locks the rows of a list: of two administrators who change it at once, the second sees the first one's changes.
async fn lock(conn: &mut Conn, list: TaxonomyList) -> Result<()> {
    sqlx::query(AssertSqlSafe(format!("UPDATE {list} SET position = position"))).execute(conn).await?;
    Ok(())
}

/// The most choices of a list: its form shows all of them.
const MOST: usize = 200;

/// Adds a choice at the end of its list.
///
/// # Errors
/// [`Error::Invalid`] on `name_fr` and `name_en`.
pub async fn add_choice(db: &Db, actor: &Actor, list: TaxonomyList, input: &ChoiceInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    lock(&mut tx, list).await?;
    let choices = read(&mut tx, list).await?;
    if choices.len() >= MOST {
        return Err(Error::field("name_fr", FieldProblem::TooMany(MOST)));
    }
    let (french, english) = check_names(input, &choices, "")?;
    let base: String = names::normalize(&english).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(40).collect();
    let base = if base.trim_matches('_').is_empty() { "choice".to_owned() } else { base.trim_matches('_').to_owned() };
    let is_free = |code: &String| choices.iter().all(|choice| choice.code != *code);
    let code = std::iter::once(base.clone()).chain((2..).map(|number| format!("{base}_{number}"))).find(is_free).unwrap_or(base);
    let added = sqlx::query(AssertSqlSafe(format!(
        "INSERT INTO {list} (code, name_fr, name_en, position) VALUES ($1, $2, $3, (SELECT COALESCE(MAX(position), 0) + 1 FROM {list}))
         ON CONFLICT (code) DO NOTHING"
    )))
    .bind_all((&code, &french, english))
    .execute(&mut *tx)
    .await?;
    // The list was empty: there was no row to lock.
    if added.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    audit::record(&mut tx, &rights, AuditAction::TaxonomyAdd, &code, &format!("{list}: {french}")).await?;
    tx.commit().await
}

/// Renames a choice, moves it, retires it, offers it again, or removes one that is not used.
///
/// # Errors
/// [`Error::Invalid`] on `name_fr` and `name_en`; [`Error::Closed`] to remove one that is used; [`Error::NotFound`] without such a choice.
pub async fn edit_choice(db: &Db, actor: &Actor, list: TaxonomyList, input: &ChoiceInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let now = tx.now;
    lock(&mut tx, list).await?;
    let mut choices = read(&mut tx, list).await?;
    let at = choices.iter().position(|choice| choice.code == input.code).ok_or(Error::NotFound)?;
    match input.act.as_str() {
        "up" if at > 0 => choices.swap(at, at - 1),
        "down" if at + 1 < choices.len() => choices.swap(at, at + 1),
        "up" | "down" => return Ok(()),
        "retire" => {
            sqlx::query("INSERT INTO retired_choice (list, code, at) VALUES ($1, $2, $3) ON CONFLICT (list, code) DO NOTHING")
                .bind_all((list, &input.code, now))
                .execute(&mut *tx)
                .await?;
        }
        "restore" => {
            sqlx::query("DELETE FROM retired_choice WHERE list = $1 AND code = $2").bind(list).bind(&input.code).execute(&mut *tx).await?;
        }
        "remove" if choices[at].used > 0 => return Err(Error::Closed),
        "remove" => {
            sqlx::query("DELETE FROM retired_choice WHERE list = $1 AND code = $2").bind(list).bind(&input.code).execute(&mut *tx).await?;
            let removed =
                sqlx::query(AssertSqlSafe(format!("DELETE FROM {list} WHERE code = $1"))).bind(&input.code).execute(&mut *tx).await;
            // Somebody chose it after it was counted.
            if removed.as_ref().is_err_and(|cause| cause.as_database_error().is_some_and(|cause| cause.is_foreign_key_violation())) {
                return Err(Error::Closed);
            }
            removed?;
        }
        _ => {
            let (french, english) = check_names(input, &choices, &input.code)?;
            sqlx::query(AssertSqlSafe(format!("UPDATE {list} SET name_fr = $2, name_en = $3 WHERE code = $1")))
                .bind_all((&input.code, french, english))
                .execute(&mut *tx)
                .await?;
        }
    }
    if matches!(input.act.as_str(), "up" | "down") {
        for (position, choice) in (1_i64..).zip(&choices) {
            sqlx::query(AssertSqlSafe(format!("UPDATE {list} SET position = $2 WHERE code = $1")))
                .bind_all((&choice.code, position))
                .execute(&mut *tx)
                .await?;
        }
    }
    let act = if input.act.is_empty() { "save" } else { &input.act };
    audit::record(&mut tx, &rights, AuditAction::TaxonomyEdit, &input.code, &format!("{list}: {act}")).await?;
    tx.commit().await
}

fn check_names(input: &ChoiceInput, choices: &[ListedChoice], own: &str) -> Result<(String, String)> {
    let mut errors = Validation::default();
    let french = errors.check("name_fr", fields::line(&input.name_fr));
    let english = errors.check("name_en", fields::line(&input.name_en));
    let is_taken = |name: &str| {
        choices.iter().any(|choice| {
            choice.code != own
                && [&choice.name_fr, &choice.name_en].into_iter().any(|other| names::normalize(other) == names::normalize(name))
        })
    };
    for (field, name) in [("name_fr", &french), ("name_en", &english)] {
        if !name.is_empty() && is_taken(name) {
            errors.note(field, FieldProblem::NameTaken);
        }
    }
    errors.or((french, english))
}
