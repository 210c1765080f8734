//! Limits on the number of rows that belong to one thing: pages, mails and figures read all of them at once.

use sqlx::AssertSqlSafe;

use crate::db::Conn;
use crate::error::{Error, FieldProblem, Result};

/// Refuses one more row of `table` where `column` is `owner` if there are `most` already. This is not a lock: two transactions at the same instant
/// may both pass.
///
/// # Errors
/// [`FieldProblem::TooMany`] on `field`.
pub(crate) async fn check_limit(
    conn: &mut Conn,
    (table, column): (&'static str, &'static str),
    owner: &str,
    most: usize,
    field: &str,
) -> Result<()> {
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM {table} WHERE {column} = $1 LIMIT {most}) counted");
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(owner).fetch_one(conn).await?;
    if usize::try_from(count).unwrap_or(0) < most { Ok(()) } else { Err(Error::field(field, FieldProblem::TooMany(most))) }
}
