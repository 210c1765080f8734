//! People, for administrators: finding them, granting and revoking the administrator's role, ending sessions.

use chrono::Duration;

use super::{PAGE, pages};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::PersonId;
use crate::like_pattern;
use crate::names;
use crate::people::sessions::{self, MOST_DAYS};
use crate::policy::{self, Act, Actor};

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedPerson {
    pub id: PersonId,
    given_name: String,
    family_name: String,
    /// The address to which mail is sent; may be empty.
    pub address: String,
    /// 1: that address is not proved.
    unproved: i64,
    pub administrator_since: Option<Timestamp>,
}

impl ListedPerson {
    /// The family name, then the given name.
    pub fn name(&self) -> String {
        names::full(&self.family_name, &self.given_name)
    }

    /// Whether others entered them and they have not signed in yet.
    pub fn is_unproved(&self) -> bool {
        self.unproved == 1
    }
}

macro_rules! listed {
    () => {
        "SELECT p.id, p.given_name, p.family_name, COALESCE(a.address, '') AS address,
                CASE WHEN a.id IS NOT NULL AND a.verified_at IS NULL THEN 1 ELSE 0 END AS unproved, p.administrator_since
           FROM person p LEFT JOIN address a ON a.person = p.id AND a.preferred = 1 "
    };
}

/// A page of the people whose name or address contains `typed`; how many there are, the number of the page, and the number of pages.
pub async fn people(db: &Db, actor: &Actor, typed: &str, page: &str) -> Result<(Vec<ListedPerson>, i64, i64, i64)> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let pattern = like_pattern::contains(&names::normalize(typed));
    const WHERE: &str =
        "WHERE p.id NOT IN (SELECT person FROM erasure) AND (p.sort_name LIKE $1 ESCAPE '\\' OR a.address_key LIKE $1 ESCAPE '\\')";
    let total: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT COUNT(*) FROM person p LEFT JOIN address a ON a.person = p.id AND a.preferred = 1 {WHERE}"
    )))
    .bind(&pattern)
    .fetch_one(&mut *tx)
    .await?;
    let (page, pages) = pages(page, total);
    let people = sqlx::query_as(sqlx::AssertSqlSafe(format!("{}{WHERE} ORDER BY p.sort_name, p.id LIMIT $2 OFFSET $3", listed!())))
        .bind_all((&pattern, PAGE, (page - 1) * PAGE))
        .fetch_all(&mut *tx)
        .await?;
    Ok((people, total, page, pages))
}

/// A person, as administrators see them.
#[derive(Debug, Clone)]
pub struct PersonPage {
    pub person: ListedPerson,
    pub addresses: Vec<PersonAddress>,
    /// The slug and the acronym of each.
    pub networks: Vec<(String, String)>,
    /// The number of open sessions.
    pub sessions: i64,
    /// When they last used the site.
    pub last_seen_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonAddress {
    pub address: String,
    pub verified_at: Option<Timestamp>,
}

/// A person.
///
/// # Errors
/// [`Error::NotFound`] for an unknown person, and for one who was erased.
pub async fn person(db: &Db, actor: &Actor, id: &PersonId) -> Result<PersonPage> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let person = sqlx::query_as(concat!(listed!(), "WHERE p.id = $1 AND p.id NOT IN (SELECT person FROM erasure)"))
        .bind(id)
        .fetch_one(&mut *tx)
        .await?;
    let addresses = sqlx::query_as("SELECT address, verified_at FROM address WHERE person = $1 ORDER BY preferred DESC, created_at")
        .bind(id)
        .fetch_all(&mut *tx)
        .await?;
    let networks = sqlx::query_as(
        "SELECT n.slug, n.acronym FROM membership m JOIN network n ON n.id = m.network WHERE m.person = $1 AND m.state = 'active' ORDER BY lower(n.acronym)",
    )
    .bind(id)
    .fetch_all(&mut *tx)
    .await?;
    let now = tx.now;
    let (sessions, last_seen_at) =
        sqlx::query_as("SELECT COUNT(*), MAX(last_seen_at) FROM session WHERE person = $1 AND expires_at > $2 AND created_at > $3")
            .bind_all((id, now, now.plus(Duration::days(-MOST_DAYS))))
            .fetch_one(&mut *tx)
            .await?;
    Ok(PersonPage { person, addresses, networks, sessions, last_seen_at })
}

/// Makes somebody an administrator, or revokes the role.
///
/// # Errors
/// [`FieldProblem::LastAdministrator`] on `administrator`; [`FieldProblem::NoAccount`] for a person without a proved address.
pub async fn set_administrator(db: &Db, actor: &Actor, id: &PersonId, administers: bool) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    // Two administrators who revoke each other's role at once: one waits here for the other. The version is written unchanged, so that no
    // open form becomes stale. One statement locks all the rows, including the person's, as erasure does: no deadlock.
    sqlx::query("UPDATE person SET version = version WHERE id = $1 OR administrator_since IS NOT NULL").bind(id).execute(&mut *tx).await?;
    let now = tx.now;
    let changed = if administers {
        let proved =
            sqlx::query("SELECT 1 FROM address WHERE person = $1 AND verified_at IS NOT NULL").bind(id).fetch_optional(&mut *tx).await?;
        if proved.is_none() {
            return Err(Error::field("administrator", FieldProblem::NoAccount));
        }
        sqlx::query("UPDATE person SET administrator_since = $2 WHERE id = $1 AND administrator_since IS NULL")
            .bind_all((id, now))
            .execute(&mut *tx)
            .await?
    } else {
        let others: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM person WHERE administrator_since IS NOT NULL AND id <> $1")
            .bind(id)
            .fetch_one(&mut *tx)
            .await?;
        if others == 0 {
            return Err(Error::field("administrator", FieldProblem::LastAdministrator));
        }
        sqlx::query("UPDATE person SET administrator_since = NULL WHERE id = $1 AND administrator_since IS NOT NULL")
            .bind(id)
            .execute(&mut *tx)
            .await?
    };
    if changed.rows_affected() == 0 {
        return Ok(());
    }
    let action = if administers { AuditAction::PersonAdministrator } else { AuditAction::PersonNoAdministrator };
    audit::record(&mut tx, &rights, action, id.as_str(), "").await?;
    tx.commit().await
}

/// Ends every session of a person and forgets their known browsers: for a lost phone.
pub async fn end_sessions(db: &Db, actor: &Actor, id: &PersonId) -> Result<u64> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let ended = sessions::end_all(&mut tx, id).await?;
    if ended > 0 {
        audit::record(&mut tx, &rights, AuditAction::SessionEnd, id.as_str(), &ended.to_string()).await?;
        tx.commit().await?;
    }
    Ok(ended)
}
