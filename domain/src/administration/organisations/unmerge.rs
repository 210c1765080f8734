//! Undoing a merge of organisations. What it changed is put back where nobody has changed it since; everything else stays.

use chrono::Duration;

use super::{lock, read, refresh_people};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{OrganisationId, PersonId};
use crate::organisations;
use crate::people::names;
use crate::policy::{self, Act, Actor};

/// How many days a merge can be undone; then the data for that is deleted.
pub const UNDO_DAYS: i64 = 30;

/// An organisation that was merged into another lately.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RecentMerge {
    pub id: String,
    /// The name of the merged organisation.
    pub name: String,
    pub merged_at: Timestamp,
    /// How many people were affiliated with it.
    pub people: i64,
}

impl RecentMerge {
    /// Until when it can be undone.
    pub fn until(&self) -> Timestamp {
        self.merged_at.plus(Duration::days(UNDO_DAYS))
    }
}

/// The result of undoing a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmerged {
    /// The organisation that exists again.
    pub organisation: OrganisationId,
    /// Affiliations that somebody changed meanwhile: they stay as they are.
    pub unchanged: i64,
}

/// The merges into an organisation that can be undone, newest first. If a later merge changed the same affiliations, the later one must be
/// undone first: each merge stores what it found.
pub(super) async fn recent(tx: &mut Tx, kept: &OrganisationId) -> Result<Vec<RecentMerge>> {
    let since = tx.now.plus(Duration::days(-UNDO_DAYS));
    Ok(sqlx::query_as(
        "SELECT m.id, m.name, m.merged_at,
                (SELECT COUNT(DISTINCT f.person) FROM merged_affiliation f WHERE f.organisation_merge = m.id AND f.organisation = m.organisation) AS people
           FROM organisation_merge m WHERE m.kept = $1 AND m.merged_at > $2
            AND NOT EXISTS (SELECT 1 FROM organisation_merge l JOIN merged_affiliation a ON a.organisation_merge = l.id
                              JOIN merged_affiliation b ON b.organisation_merge = m.id AND b.span = a.affiliation
                             WHERE l.kept = m.kept AND (l.merged_at > m.merged_at OR l.merged_at = m.merged_at AND l.id > m.id))
          ORDER BY m.merged_at DESC, m.id DESC",
    )
    .bind_all((kept, since))
    .fetch_all(&mut **tx)
    .await?)
}

#[derive(sqlx::FromRow)]
struct KeptMerge {
    organisation: OrganisationId,
    name: String,
    aliases: String,
}

/// A former affiliation, and the one that it became part of.
#[derive(sqlx::FromRow)]
struct FormerAffiliation {
    affiliation: String,
    person: PersonId,
    organisation: OrganisationId,
    started_on: String,
    ended_on: Option<String>,
    span: String,
    span_ended_on: Option<String>,
}

/// Undoes a merge. Moved affiliations go back, with their current dates. Periods that were joined are split again, unless somebody has
/// changed the joined one. Aliases go back if the kept organisation still has them.
///
/// # Errors
/// [`Error::NotFound`] without such a merge into `kept`; [`Error::Closed`] after [`UNDO_DAYS`]; [`FieldProblem::NameTaken`] on `unmerge` if
/// another organisation has the name by now.
pub async fn unmerge_organisations(db: &Db, actor: &Actor, kept: &OrganisationId, merge: &str) -> Result<Unmerged> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    lock(&mut tx, kept, kept).await?;
    // The kept organisation may itself be merged into another by now: that merge must be undone first.
    read(&mut tx, kept).await?;
    let statement = "SELECT organisation, name, aliases FROM organisation_merge WHERE id = $1 AND kept = $2";
    let stored: KeptMerge = sqlx::query_as(statement).bind(merge).bind(kept).fetch_one(&mut *tx).await?;
    if recent(&mut tx, kept).await?.iter().all(|recent| recent.id != merge) {
        return Err(Error::Closed);
    }
    let id = &stored.organisation;
    free_name(&mut tx, kept, &stored.name).await?;
    sqlx::query(
        "INSERT INTO organisation (id, name, name_key, kind, place, region, created_at)
         SELECT organisation, name, $2, kind, place, region, created_at FROM organisation_merge WHERE id = $1",
    )
    .bind_all((merge, names::normalize(&stored.name)))
    .execute(&mut *tx)
    .await?;
    for alias in stored.aliases.lines() {
        sqlx::query("UPDATE organisation_alias SET organisation = $1 WHERE alias_key = $2 AND organisation = $3")
            .bind_all((id, alias, kept))
            .execute(&mut *tx)
            .await?;
    }
    let unchanged = put_back(&mut tx, merge, id, kept).await?;
    delete(&mut tx, merge).await?;
    for organisation in [id, kept] {
        refresh_people(&mut tx, organisation).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::OrganisationUnmerge, id.as_str(), &stored.name).await?;
    tx.commit().await?;
    Ok(Unmerged { organisation: stored.organisation, unchanged })
}

/// Its name became an alias of the kept organisation. If another organisation has it by now, it can't come back.
async fn free_name(conn: &mut Conn, kept: &OrganisationId, name: &str) -> Result<()> {
    let key = names::normalize(name);
    sqlx::query("DELETE FROM organisation_alias WHERE alias_key = $1 AND organisation = $2")
        .bind_all((&key, kept))
        .execute(&mut *conn)
        .await?;
    match organisations::find(conn, name).await? {
        Some(_) => Err(Error::field("unmerge", FieldProblem::NameTaken)),
        None => Ok(()),
    }
}

/// Puts affiliations back; returns how many were left as they are.
async fn put_back(tx: &mut Tx, merge: &str, id: &OrganisationId, kept: &OrganisationId) -> Result<i64> {
    let former: Vec<FormerAffiliation> = sqlx::query_as(
        "SELECT affiliation, person, organisation, started_on, ended_on, span, span_ended_on FROM merged_affiliation
          WHERE organisation_merge = $1 ORDER BY span, affiliation",
    )
    .bind(merge)
    .fetch_all(&mut **tx)
    .await?;
    // Affiliations that were not joined: the merge changed only their organisation.
    let moved = sqlx::query(
        "UPDATE affiliation SET organisation = $2 WHERE organisation = $3 AND id IN (
             SELECT f.affiliation FROM merged_affiliation f WHERE f.organisation_merge = $1 AND f.span = f.affiliation
                AND NOT EXISTS (SELECT 1 FROM merged_affiliation o WHERE o.organisation_merge = $1 AND o.span = f.span AND o.affiliation <> f.affiliation))",
    )
    .bind_all((merge, id, kept))
    .execute(&mut **tx)
    .await?
    .rows_affected();
    let mut restored = i64::try_from(moved).unwrap_or(i64::MAX);
    for parts in former.chunk_by(|one, other| one.span == other.span).filter(|parts| parts.len() > 1) {
        let Some(first) = parts.iter().find(|part| part.affiliation == part.span) else { continue };
        let split = sqlx::query(
            "UPDATE affiliation SET organisation = $2, ended_on = $3
              WHERE id = $1 AND organisation = $4 AND started_on = $5 AND COALESCE(ended_on, '') = COALESCE($6, '')",
        )
        .bind_all((&first.affiliation, &first.organisation, &first.ended_on, kept, &first.started_on, &first.span_ended_on))
        .execute(&mut **tx)
        .await?;
        if split.rows_affected() == 0 {
            continue;
        }
        for part in parts.iter().filter(|part| part.affiliation != part.span) {
            sqlx::query("INSERT INTO affiliation (id, person, organisation, started_on, ended_on) VALUES ($1, $2, $3, $4, $5)")
                .bind_all((&part.affiliation, &part.person, &part.organisation, &part.started_on, &part.ended_on))
                .execute(&mut **tx)
                .await?;
        }
        restored += i64::try_from(parts.len()).unwrap_or(i64::MAX);
    }
    Ok(i64::try_from(former.len()).unwrap_or(i64::MAX) - restored)
}

async fn delete(conn: &mut Conn, merge: &str) -> Result<()> {
    for statement in ["DELETE FROM merged_affiliation WHERE organisation_merge = $1", "DELETE FROM organisation_merge WHERE id = $1"] {
        sqlx::query(statement).bind(merge).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Deletes the data for undoing merges that can't be undone any more.
pub(in crate::administration) async fn delete_expired_merges(tx: &mut Tx) -> Result<()> {
    let before = tx.now.plus(Duration::days(-UNDO_DAYS));
    for statement in [
        "DELETE FROM merged_affiliation WHERE organisation_merge IN (SELECT m.id FROM organisation_merge m WHERE m.merged_at <= $1)",
        "DELETE FROM organisation_merge WHERE merged_at <= $1",
    ] {
        sqlx::query(statement).bind(before).execute(&mut **tx).await?;
    }
    Ok(())
}
