//! The people to whom a mandate can be given, for the form that gives one.

use crate::db::{BindAll, Db};
use crate::error::Result;
use crate::graph;
use crate::like_pattern;
use crate::people::names;
use crate::policy::{self, Act, Actor};

/// The most members that [`candidates`] gives at once.
pub const CANDIDATES: usize = 300;

/// Some of the members of a network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Key and name, sorted by name; the person already chosen comes first.
    pub people: Vec<(String, String)>,
    /// Whether there are more members, who can then be searched by name.
    pub are_more: bool,
}

/// The members of a network whose name contains `query`, at most [`CANDIDATES`], for an actor who may give mandates. `chosen` is included whatever
/// their name.
pub async fn candidates(db: &Db, actor: &Actor, slug: &str, query: &str, chosen: &str) -> Result<Candidates> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?.id;
    policy::check(&rights, Act::Govern(&network))?;
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT p.id, p.family_name, p.given_name FROM person p
          WHERE p.id IN (SELECT g.person FROM belonging g WHERE g.network = $1 AND g.named = 1)
            AND (p.sort_name LIKE $2 ESCAPE '\\' OR p.id = $3)
          ORDER BY CASE WHEN p.id = $3 THEN 0 ELSE 1 END, p.sort_name, p.id LIMIT $4",
    )
    .bind_all((&network, like_pattern::contains(&names::normalize(query)), chosen, CANDIDATES as i64 + 1))
    .fetch_all(&mut *tx)
    .await?;
    let are_more = rows.len() > CANDIDATES;
    let people = rows.into_iter().take(CANDIDATES).map(|(id, family, given)| (id, names::full(&family, &given))).collect();
    Ok(Candidates { people, are_more })
}
