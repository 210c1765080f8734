//! Merging two organisations. A preview shows the figures; the merge requires that they are unchanged; it can be undone for a while.

use sqlx::AssertSqlSafe;

use super::{OrganisationInput, lock, read, refresh_people};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx, many, placeholders};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{OrganisationId, PersonId};
use crate::organisations;
use crate::people::names::normalize;
use crate::policy::{self, Act, Actor};
use crate::rng;

/// One of the two organisations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeSide {
    pub id: OrganisationId,
    pub form: OrganisationInput,
    /// How many people were ever affiliated with it.
    pub people: i64,
}

/// The changes that a merge would make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergePreview {
    /// The organisation that is merged and removed.
    pub merged: MergeSide,
    /// The organisation that stays.
    pub kept: MergeSide,
    /// People who were ever affiliated with both: they are counted once.
    pub at_both: i64,
    /// Affiliations that are moved.
    pub affiliations: i64,
    /// Events with registrations under a name of the removed organisation.
    pub events: i64,
    /// The digest of this preview; the form sends it back, to check that the preview is still the one shown.
    pub digest: String,
}

/// Finds the other organisation of that name.
///
/// # Errors
/// [`FieldProblem::Unknown`] on `into`: no other organisation has this name.
pub async fn organisation_called(db: &Db, actor: &Actor, id: &OrganisationId, name: &str) -> Result<OrganisationId> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    read(&mut tx, id).await?;
    organisations::find(&mut tx, name).await?.filter(|kept| kept != id).ok_or_else(|| Error::field("into", FieldProblem::Unknown))
}

/// The changes that merging `id` into `kept` would make.
///
/// # Errors
/// [`Error::NotFound`] if one of the two does not exist, or if they are the same.
pub async fn merge_preview(db: &Db, actor: &Actor, id: &OrganisationId, kept: &OrganisationId) -> Result<MergePreview> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    preview(&mut tx, id, kept).await
}

async fn preview(conn: &mut Conn, id: &OrganisationId, kept: &OrganisationId) -> Result<MergePreview> {
    if id == kept {
        return Err(Error::NotFound);
    }
    let (merged, kept) = (side(conn, id).await?, side(conn, kept).await?);
    let (affiliations, at_both): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM affiliation WHERE organisation = $1),
                (SELECT COUNT(DISTINCT f.person) FROM affiliation f JOIN affiliation o ON o.person = f.person AND o.organisation = $2
                  WHERE f.organisation = $1)",
    )
    .bind_all((&merged.id, &kept.id))
    .fetch_one(&mut *conn)
    .await?;
    let events = events_naming(conn, &merged.form).await?;
    let figures = format!("{} {} {affiliations} {at_both} {events}", merged.people, kept.people);
    let digest = rng::hash(&[merged.id.as_str(), &merged.form.version, kept.id.as_str(), &kept.form.version, &figures].join("\r"));
    Ok(MergePreview { merged, kept, at_both, affiliations, events, digest })
}

async fn side(conn: &mut Conn, id: &OrganisationId) -> Result<MergeSide> {
    let form = read(conn, id).await?;
    let people =
        sqlx::query_scalar("SELECT COUNT(DISTINCT person) FROM affiliation WHERE organisation = $1").bind(id).fetch_one(conn).await?;
    Ok(MergeSide { id: id.clone(), form, people })
}

/// People type their organisation when they register. The text counts as a name of this one, ignoring accents and case.
async fn events_naming(conn: &mut Conn, organisation: &OrganisationInput) -> Result<i64> {
    /// The most spellings of its names that are looked up.
    const MOST_SPELLINGS: usize = 400;
    let keys: Vec<String> = std::iter::once(organisation.name.as_str()).chain(organisation.aliases.lines()).map(normalize).collect();
    let typed: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT organisation FROM registration WHERE organisation <> ''").fetch_all(&mut *conn).await?;
    let spellings: Vec<String> = typed.into_iter().filter(|name| keys.contains(&normalize(name))).take(MOST_SPELLINGS).collect();
    if spellings.is_empty() {
        return Ok(0);
    }
    // Safe: only numbered placeholders are added.
    let text = format!("SELECT COUNT(DISTINCT event) FROM registration WHERE organisation IN ({})", placeholders(1, spellings.len()));
    let mut query = sqlx::query_scalar(AssertSqlSafe(text));
    for spelling in spellings {
        query = query.bind(spelling);
    }
    Ok(query.fetch_one(conn).await?)
}

/// Merges two organisations: affiliations with `id` become affiliations with `kept`, which gets the names of both. The merge can be undone
/// for thirty days ([`unmerge_organisations`](super::unmerge_organisations)).
///
/// # Errors
/// [`Error::Stale`] if the changes would not be those shown; [`Error::NotFound`] if one of the two does not exist.
pub async fn merge_organisations(db: &Db, actor: &Actor, id: &OrganisationId, kept: &OrganisationId, digest: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    // Another merge may have removed one of the two meanwhile: from here on none can.
    lock(&mut tx, id, kept).await?;
    let preview = preview(&mut tx, id, kept).await?;
    if preview.digest != digest {
        return Err(Error::Stale);
    }
    let name = preview.merged.form.name;
    let merge = store(&mut tx, id, kept).await?;
    // Changes its key. On PostgreSQL, a concurrent insert of a row that refers to it has come before, or waits.
    sqlx::query("UPDATE organisation SET name_key = 'merged ' || id WHERE id = $1").bind(id).execute(&mut *tx).await?;
    move_people(&mut tx, &merge, id, kept).await?;
    for statement in
        ["UPDATE organisation_alias SET organisation = $2 WHERE organisation = $1", "DELETE FROM organisation WHERE id = $1 AND id <> $2"]
    {
        sqlx::query(statement).bind(id).bind(kept).execute(&mut *tx).await?;
    }
    organisations::add_alias(&mut tx, kept, &name).await?;
    refresh_people(&mut tx, kept).await?;
    audit::record(&mut tx, &rights, AuditAction::OrganisationMerge, kept.as_str(), &name).await?;
    tx.commit().await
}

/// Stores the organisation before it is removed; returns the key of the stored merge.
async fn store(tx: &mut Tx, id: &OrganisationId, kept: &OrganisationId) -> Result<String> {
    let aliases: Vec<String> = sqlx::query_scalar("SELECT alias_key FROM organisation_alias WHERE organisation = $1 ORDER BY alias_key")
        .bind(id)
        .fetch_all(&mut **tx)
        .await?;
    let (merge, now): (String, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO organisation_merge (id, organisation, kept, name, kind, place, region, created_at, aliases, merged_at)
         SELECT $1, id, $3, name, kind, place, region, created_at, $4, $5 FROM organisation WHERE id = $2",
    )
    .bind_all((&merge, id, kept, aliases.join("\n"), now))
    .execute(&mut **tx)
    .await?;
    Ok(merge)
}

/// A person with affiliations to both has one from now on: periods that share a day become one, from the first day to the last. The former
/// affiliations are stored.
async fn move_people(tx: &mut Tx, merge: &str, from: &OrganisationId, to: &OrganisationId) -> Result<()> {
    let periods: Vec<AffiliationPeriod> = sqlx::query_as(
        "SELECT id, person, organisation, started_on, ended_on FROM affiliation
          WHERE organisation = $1 OR organisation = $2 AND person IN (SELECT f.person FROM affiliation f WHERE f.organisation = $1)
          ORDER BY person, started_on, id",
    )
    .bind_all((from, to))
    .fetch_all(&mut **tx)
    .await?;
    let spans = spans(periods);
    store_affiliations(tx, merge, from, &spans).await?;
    sqlx::query("UPDATE affiliation SET organisation = $2 WHERE organisation = $1").bind(from).bind(to).execute(&mut **tx).await?;
    for span in spans {
        let Some((first, merged)) = span.parts.split_first().filter(|(_, merged)| !merged.is_empty()) else { continue };
        for part in merged {
            sqlx::query("DELETE FROM affiliation WHERE id = $1").bind(&part.id).execute(&mut **tx).await?;
        }
        sqlx::query("UPDATE affiliation SET ended_on = $2 WHERE id = $1").bind(&first.id).bind(&span.ended_on).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Stores every affiliation that changes: all of the removed organisation, and those of the other that become part of a longer one.
async fn store_affiliations(tx: &mut Tx, merge: &str, from: &OrganisationId, spans: &[AffiliationSpan]) -> Result<()> {
    let changed: Vec<(&AffiliationPeriod, &str, &Option<String>)> = spans
        .iter()
        .flat_map(|span| span.parts.iter().map(move |part| (part, span)))
        .filter(|(part, span)| part.organisation == *from || span.parts.len() > 1)
        .filter_map(|(part, span)| Some((part, span.parts.first()?.id.as_str(), &span.ended_on)))
        .collect();
    for changed in changed.chunks(100) {
        let statement = format!(
            "INSERT INTO merged_affiliation (organisation_merge, affiliation, person, organisation, started_on, ended_on, span, span_ended_on)
             VALUES {}",
            many(changed.len(), 8)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (part, span, span_ended_on) in changed {
            query = query.bind(merge).bind(&part.id).bind(&part.person).bind(&part.organisation).bind(&part.started_on);
            query = query.bind(&part.ended_on).bind(*span).bind(*span_ended_on);
        }
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

/// A person's period at an organisation; without a last day it is current.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
struct AffiliationPeriod {
    id: String,
    person: PersonId,
    organisation: OrganisationId,
    started_on: String,
    ended_on: Option<String>,
}

/// Periods of one person, each sharing a day with an earlier one. They become one: the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct AffiliationSpan {
    parts: Vec<AffiliationPeriod>,
    ended_on: Option<String>,
}

/// Joins periods, ordered by person and first day, into spans that share no day.
fn spans(periods: Vec<AffiliationPeriod>) -> Vec<AffiliationSpan> {
    let mut spans: Vec<AffiliationSpan> = Vec::new();
    for period in periods {
        match spans.last_mut() {
            Some(span)
                if span.parts.first().is_some_and(|first| first.person == period.person)
                    && span.ended_on.as_ref().is_none_or(|last| *last >= period.started_on) =>
            {
                span.ended_on = span.ended_on.take().zip(period.ended_on.clone()).map(|(one, other)| one.max(other));
                span.parts.push(period);
            }
            _ => spans.push(AffiliationSpan { ended_on: period.ended_on.clone(), parts: vec![period] }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_span_is_kept() {
        let time = |id: &str, person: &str, from: &str, to: &str| AffiliationPeriod {
            id: id.to_owned(),
            person: person.to_owned().into(),
            organisation: "one".to_owned().into(),
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
        let of = |span: AffiliationSpan| {
            let merged: String = span.parts.iter().skip(1).map(|part| part.id.as_str()).collect();
            (span.parts[0].id.clone(), span.ended_on.unwrap_or_default(), merged)
        };
        let ends: Vec<_> = spans(times).into_iter().map(of).collect();
        let end = |id: &str, to: &str, merged: &str| (id.to_owned(), to.to_owned(), merged.to_owned());
        assert_eq!(ends, [end("a", "", "bc"), end("d", "2012-12-31", "e"), end("f", "2014-12-31", "")]);
    }
}
