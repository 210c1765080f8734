//! The managers of a list, who need not be coordinators: they change it, and moderate its posts.

use crate::db::{BindAll, Conn, Tx};
use crate::error::{FieldProblem, Result};
use crate::ids::{ListId, PersonId};
use crate::people::accounts::proved_owner;
use crate::people::names;

/// The most managers of one list.
const MOST: usize = 20;

/// The preferred addresses of the managers of a list.
pub(super) async fn addresses(conn: &mut Conn, list: &ListId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT a.address FROM list_manager m JOIN address a ON a.person = m.person AND a.preferred = 1 WHERE m.list = $1 ORDER BY a.address_key",
    )
    .bind(list)
    .fetch_all(conn)
    .await?)
}

/// The people of these addresses, one a line. Each must be the proved address of an account.
pub(super) async fn parse(conn: &mut Conn, typed: &str) -> Result<Result<Vec<PersonId>, FieldProblem>> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST + 1).collect();
    if lines.len() > MOST {
        return Ok(Err(FieldProblem::TooMany(MOST)));
    }
    let mut people = Vec::new();
    for line in lines {
        match proved_owner(conn, &names::address_key(line)).await? {
            Some(person) if !people.contains(&person) => people.push(person),
            Some(_) => {}
            None => return Ok(Err(FieldProblem::NoAccount)),
        }
    }
    Ok(Ok(people))
}

/// Replaces the managers of a list; those who stay keep their day.
pub(super) async fn replace(tx: &mut Tx, list: &ListId, people: &[PersonId]) -> Result<()> {
    let now = tx.now;
    let before: Vec<PersonId> =
        sqlx::query_scalar("SELECT person FROM list_manager WHERE list = $1").bind(list).fetch_all(&mut **tx).await?;
    for person in before.iter().filter(|person| !people.contains(person)) {
        sqlx::query("DELETE FROM list_manager WHERE list = $1 AND person = $2").bind_all((list, person)).execute(&mut **tx).await?;
    }
    for person in people.iter().filter(|person| !before.contains(person)) {
        sqlx::query("INSERT INTO list_manager (list, person, since) VALUES ($1, $2, $3)")
            .bind_all((list, person, now))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
