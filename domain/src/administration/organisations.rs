//! Organisations, for administrators: corrected, given other names, and two made one.

use serde::{Deserialize, Serialize};

use super::{PAGE, door, pages};
use crate::audit;
use crate::codes::SearchKind;
use crate::db::{Conn, Db, Tx};
use crate::dice;
use crate::error::{Error, Problem, Result};
use crate::fields::{self, Faults};
use crate::ids::{OrganisationId, PersonId};
use crate::like;
use crate::organisations;
use crate::people::names;
use crate::policy::Actor;
use crate::search;

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
    /// What the form was opened with.
    pub version: String,
}

/// The most other names of an organisation: each is looked for among all of them.
const MOST_ALIASES: usize = 100;

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
    let input = read(&mut tx, id).await?;
    let people =
        sqlx::query_scalar("SELECT COUNT(DISTINCT person) FROM affiliation WHERE organisation = $1").bind(id).fetch_one(&mut *tx).await?;
    Ok(OrganisationPage { name: input.name.clone(), input, people })
}

/// The form of an organisation as it stands. Its version is what it says: whoever changes a word of it makes another one.
async fn read(conn: &mut Conn, id: &OrganisationId) -> Result<OrganisationInput> {
    let (name, kind, place, region): (String, String, String, Option<String>) =
        sqlx::query_as("SELECT name, kind, place, region FROM organisation WHERE id = $1").bind(id).fetch_one(&mut *conn).await?;
    let aliases: Vec<String> = sqlx::query_scalar("SELECT alias FROM organisation_alias WHERE organisation = $1 ORDER BY alias_key")
        .bind(id)
        .fetch_all(conn)
        .await?;
    let (region, aliases) = (region.unwrap_or_default(), aliases.join("\n"));
    let version = dice::hash(&[name.as_str(), &kind, &place, &region, &aliases].join("\r"));
    Ok(OrganisationInput { name, kind, place, region, aliases, version })
}

/// Writes the rows of organisations first: who changes or merges one of them at the same instant waits here.
async fn lock(conn: &mut Conn, one: &OrganisationId, other: &OrganisationId) -> Result<()> {
    sqlx::query("UPDATE organisation SET created_at = created_at WHERE id = $1 OR id = $2").bind(one).bind(other).execute(conn).await?;
    Ok(())
}

/// Corrects an organisation. Its kind changes the figures of today and of the past: it was wrong before. It is still found by the name that
/// it had, which people typed when they registered.
///
/// # Errors
/// [`Error::Stale`] if it changed since the form was opened; [`Error::Invalid`] with every field to correct; [`Problem::NameTaken`] on `name` or `aliases` where another organisation is called so.
pub async fn edit_organisation(db: &Db, who: &Actor, id: &OrganisationId, input: &OrganisationInput) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = door(&mut tx, who).await?;
    lock(&mut tx, id, id).await?;
    let before = read(&mut tx, id).await?;
    let mut faults = Faults::default();
    let name = faults.check("name", fields::line(&input.name));
    let place = faults.check("place", fields::optional_line(&input.place));
    let aliases: Vec<String> = input.aliases.lines().map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
    if aliases.len() > MOST_ALIASES {
        return Err(Error::field("aliases", Problem::TooMany(MOST_ALIASES)));
    }
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
        if let Err(problem) = fields::optional_line(called)
            && !faults.touches(field)
        {
            faults.note(field, problem);
        }
    }
    faults.or(())?;
    if input.version != before.version {
        return Err(Error::Stale);
    }
    sqlx::query("UPDATE organisation SET name = $2, name_key = $3, kind = $4, place = $5, region = $6 WHERE id = $1")
        .bind(id)
        .bind(&name)
        .bind(names::plain(&name))
        .bind(&input.kind)
        .bind(place)
        .bind(Some(&input.region).filter(|region| !region.is_empty()))
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM organisation_alias WHERE organisation = $1").bind(id).execute(&mut *tx).await?;
    for alias in aliases.iter().chain(std::iter::once(&before.name)) {
        organisations::call(&mut tx, id, alias).await?;
    }
    if name != before.name {
        refresh_people(&mut tx, id).await?;
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
    lock(&mut tx, id, &kept).await?;
    // Another merge may have taken one of the two away meanwhile.
    if organisations::find(&mut tx, into).await?.as_ref() != Some(&kept) || organisations::find(&mut tx, &name).await?.as_ref() != Some(id)
    {
        return Err(Error::field("into", Problem::Unknown));
    }
    // A change of its key: on PostgreSQL whoever names it in another row at this instant has done so before, or waits.
    sqlx::query("UPDATE organisation SET name_key = 'merged ' || id WHERE id = $1").bind(id).execute(&mut *tx).await?;
    move_people(&mut tx, id, &kept).await?;
    for statement in
        ["UPDATE organisation_alias SET organisation = $2 WHERE organisation = $1", "DELETE FROM organisation WHERE id = $1 AND id <> $2"]
    {
        sqlx::query(statement).bind(id).bind(&kept).execute(&mut *tx).await?;
    }
    organisations::call(&mut tx, &kept, &name).await?;
    refresh_people(&mut tx, &kept).await?;
    audit::note(&mut tx, &rights, "organisation.merge", kept.as_str(), &name).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Who was at both at once was at one: times that share a day become one, from the first day to the last.
async fn move_people(tx: &mut Tx, from: &OrganisationId, to: &OrganisationId) -> Result<()> {
    sqlx::query("UPDATE affiliation SET organisation = $2 WHERE organisation = $1").bind(from).bind(to).execute(&mut **tx).await?;
    let times: Vec<Time> = sqlx::query_as(
        "SELECT id, person, started_on, ended_on FROM affiliation
          WHERE organisation = $1 AND person IN (SELECT f.person FROM affiliation f WHERE f.organisation = $1 GROUP BY f.person HAVING COUNT(*) > 1)
          ORDER BY person, started_on, id",
    )
    .bind(to)
    .fetch_all(&mut **tx)
    .await?;
    for (kept, gone) in spans(times) {
        for id in &gone {
            sqlx::query("DELETE FROM affiliation WHERE id = $1").bind(id).execute(&mut **tx).await?;
        }
        if !gone.is_empty() {
            sqlx::query("UPDATE affiliation SET ended_on = $2 WHERE id = $1").bind(kept.id).bind(kept.ended_on).execute(&mut **tx).await?;
        }
    }
    Ok(())
}

/// Somebody's time at an organisation; without a last day they are still there.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
struct Time {
    id: String,
    person: PersonId,
    started_on: String,
    ended_on: Option<String>,
}

/// Times in the order of people and first days, as spans that share no day; with each, those that are part of it now.
fn spans(times: Vec<Time>) -> Vec<(Time, Vec<String>)> {
    let mut spans: Vec<(Time, Vec<String>)> = Vec::new();
    for time in times {
        match spans.last_mut() {
            Some((span, gone)) if span.person == time.person && span.ended_on.as_ref().is_none_or(|last| *last >= time.started_on) => {
                span.ended_on = span.ended_on.take().zip(time.ended_on).map(|(one, other)| one.max(other));
                gone.push(time.id);
            }
            _ => spans.push((time, Vec::new())),
        }
    }
    spans
}

/// Who is found by the names of an organisation is found by its new ones.
async fn refresh_people(tx: &mut Tx, id: &OrganisationId) -> Result<()> {
    let people: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT person FROM affiliation WHERE organisation = $1 AND ended_on IS NULL ORDER BY person")
            .bind(id)
            .fetch_all(&mut **tx)
            .await?;
    search::refresh_all(tx, SearchKind::Person, &people).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_span_is_kept() {
        let time = |id: &str, person: &str, from: &str, to: &str| Time {
            id: id.to_owned(),
            person: person.to_owned().into(),
            started_on: from.to_owned(),
            ended_on: Some(to.to_owned()).filter(|to| !to.is_empty()),
        };
        let times = vec![
            time("a", "ada", "2010-01-01", "2015-12-31"),
            time("b", "ada", "2012-01-01", ""),
            time("c", "ada", "2014-01-01", "2016-12-31"),
            time("d", "bo", "2010-01-01", "2012-12-31"),
            time("e", "bo", "2011-01-01", "2011-12-31"),
            time("f", "bo", "2013-01-01", "2014-12-31"),
        ];
        let ends: Vec<_> =
            spans(times).into_iter().map(|(span, gone)| (span.id, span.ended_on.unwrap_or_default(), gone.concat())).collect();
        let end = |id: &str, to: &str, gone: &str| (id.to_owned(), to.to_owned(), gone.to_owned());
        assert_eq!(ends, [end("a", "", "bc"), end("d", "2012-12-31", "e"), end("f", "2014-12-31", "")]);
    }
}
