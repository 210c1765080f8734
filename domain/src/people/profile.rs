//! A person's own profile.

use serde::{Deserialize, Serialize};

use super::{affiliations, names};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{OrganisationId, PersonId};
use crate::organisations;
use crate::policy::{self, Actor};
use crate::search_index;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileInput {
    /// The given name, which pages use in the greeting.
    pub given_name: String,
    pub family_name: String,
    /// A profession's code, or nothing.
    pub profession: String,
    /// A region's code, or nothing.
    pub region: String,
    /// The code of a [`Language`].
    pub language: String,
    /// The name or an alias of the organisation they work for from today on, or nothing.
    pub organisation: String,
    /// The kind of a new organisation.
    pub organisation_kind: String,
    /// The town of a new organisation.
    pub organisation_place: String,
    /// The version with which the form was opened.
    pub version: String,
}

/// The form of the actor's profile with its present values.
pub async fn form(db: &Db, actor: &Actor) -> Result<ProfileInput> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?;
    let (given_name, family_name, profession, region, language, version): (String, String, Option<String>, Option<String>, Language, i64) =
        sqlx::query_as("SELECT given_name, family_name, profession, region, language, version FROM person WHERE id = $1")
            .bind(person)
            .fetch_one(&mut *tx)
            .await?;
    let organisation = affiliations::current(&mut tx, person, rights.today()).await?.map(|affiliation| affiliation.name);
    Ok(ProfileInput {
        given_name,
        family_name,
        profession: profession.unwrap_or_default(),
        region: region.unwrap_or_default(),
        language: language.to_string(),
        organisation: organisation.unwrap_or_default(),
        version: version.to_string(),
        ..ProfileInput::default()
    })
}

/// Changes the actor's profile. A different organisation begins today, and the former one ends.
///
/// # Errors
/// [`Error::Stale`] if it changed after the form was opened; [`Error::Invalid`] with every field to correct.
pub async fn edit(db: &Db, actor: &Actor, input: &ProfileInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let checked = check(&mut tx, input).await?;
    if profession_and_region(&mut tx, &person).await? != (checked.profession.clone(), checked.region.clone()) {
        store_past_profile(&mut tx, &person).await?;
    }
    update(&mut tx, &person, &checked, input.version.parse().unwrap_or(-1)).await?;
    affiliations::move_to(&mut tx, &person, checked.organisation.as_ref(), rights.today()).await?;
    search_index::refresh::<crate::people::FoundPeople>(&mut tx, person.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::PersonEdit, person.as_str(), "").await?;
    tx.commit().await
}

/// The content of the form, after the checks.
struct CheckedProfile {
    given_name: String,
    family_name: String,
    profession: Option<String>,
    region: Option<String>,
    language: Language,
    organisation: Option<OrganisationId>,
}

async fn check(tx: &mut Tx, input: &ProfileInput) -> Result<CheckedProfile> {
    let mut errors = Validation::default();
    let given_name = errors.check("given_name", fields::line(&input.given_name));
    let family_name = errors.check("family_name", fields::line(&input.family_name));
    let profession = check_choice(tx, &mut errors, "profession", &input.profession, "SELECT 1 FROM profession WHERE code = $1").await?;
    let region = check_choice(tx, &mut errors, "region", &input.region, "SELECT 1 FROM region WHERE code = $1").await?;
    let language = errors.check("language", Language::parse(&input.language).map(Some)).unwrap_or(Language::Fr);
    let organisation = if input.organisation.trim().is_empty() {
        None
    } else {
        let organisation =
            organisations::find_or_create(tx, &input.organisation, &input.organisation_kind, &input.organisation_place, None).await;
        Some(errors.gather(organisation)?)
    };
    errors.or(CheckedProfile { given_name, family_name, profession, region, language, organisation })
}

/// The code of a taxonomy, or nothing.
async fn check_choice(conn: &mut Conn, errors: &mut Validation, field: &str, code: &str, exists: &'static str) -> Result<Option<String>> {
    if code.is_empty() {
        return Ok(None);
    }
    if sqlx::query(exists).bind(code).fetch_optional(conn).await?.is_none() {
        errors.note(field, FieldProblem::NotAChoice);
    }
    Ok(Some(code.to_owned()))
}

/// Saves the person's profile as it was until yesterday, so that figures of past days do not change. Call it before changing a profession or a
/// region. Only the first call of a day has an effect.
pub(crate) async fn store_past_profile(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let yesterday = tx.now.local(crate::clock::HOME).date().pred_opt().unwrap_or_default().to_string();
    sqlx::query(
        "INSERT INTO profile_past (person, until, profession, region) SELECT id, $2, profession, region FROM person WHERE id = $1
         ON CONFLICT (person, until) DO NOTHING",
    )
    .bind_all((person, yesterday))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn profession_and_region(tx: &mut Tx, person: &PersonId) -> Result<(Option<String>, Option<String>)> {
    Ok(sqlx::query_as("SELECT profession, region FROM person WHERE id = $1").bind(person).fetch_one(&mut **tx).await?)
}

async fn update(tx: &mut Tx, person: &PersonId, profile: &CheckedProfile, version: i64) -> Result<()> {
    let now = tx.now;
    let changed = sqlx::query(
        "UPDATE person SET given_name = $3, family_name = $4, sort_name = $5, profession = $6, region = $7, language = $8,
                           updated_at = $9, version = version + 1
          WHERE id = $1 AND version = $2",
    )
    .bind_all((
        person,
        version,
        &profile.given_name,
        &profile.family_name,
        names::sort_name(&profile.given_name, &profile.family_name),
        &profile.profession,
        &profile.region,
        profile.language,
        now,
    ))
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() == 1 { Ok(()) } else { Err(Error::Stale) }
}
