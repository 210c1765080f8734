//! The version of the schema, and its migrations.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, SqlSafeStr};

use super::{BindAll, Db};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Migrations whose text was changed after databases had been made with them, with the checksums of their former texts. A later migration makes up
/// for each change: 0070 for 0038.
const FORMER_CHECKSUMS: [(i64, &str); 1] =
    [(38, "67ce6361febf3321cc47d4aea066c82bd7db18075559f08a8f1feef7cf98e87c6768bd7cc3ea0b63c81f487203ae67d6")];

/// How long one process waits for another that migrates the same SQLite file.
const TIMEOUT: Duration = Duration::from_secs(120);

/// The schema of a database, compared with that of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// The database holds nothing of ours.
    Missing,
    /// The number of migrations that it lacks.
    Older(usize),
    /// The schema of this program.
    Current,
    /// It has this migration, which this program does not know: a newer program made it.
    Newer(i64),
    /// Its text of this migration differs from ours: a program that was never released made it.
    Changed(i64),
}

impl Schema {
    /// Checks that the program can start with this schema.
    ///
    /// # Errors
    /// The cause in words for the person who runs the program.
    pub fn check(self) -> Result<(), String> {
        match self {
            Self::Current => Ok(()),
            Self::Missing => Err("there is nothing of Maillage in this database: `maillage migrate` makes a new site in it, `maillage restore` puts a backup in its place".to_owned()),
            Self::Older(migrations) => Err(format!("the schema is older than this program by {migrations} steps: `maillage migrate` brings it up to date")),
            Self::Newer(migration) => Err(format!(
                "the schema is newer than this program (it has step {migration}, and we know {}): start the newer program, or restore the backup from before the upgrade",
                last_known()
            )),
            Self::Changed(migration) => Err(format!("step {migration} of the schema is not the one of this program: it was made by another build")),
        }
    }
}

/// The last migration that this program knows.
fn last_known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

pub(super) async fn read(conn: &mut AnyConnection) -> Result<Schema, sqlx::Error> {
    let rows: Result<Vec<(i64, Vec<u8>)>, _> = sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations").fetch_all(conn).await;
    let applied: BTreeMap<i64, Vec<u8>> = match rows {
        Ok(rows) => rows.into_iter().collect(),
        Err(cause) if is_no_such_table(&cause) => return Ok(Schema::Missing),
        Err(cause) => return Err(cause),
    };
    if applied.is_empty() {
        return Ok(Schema::Missing);
    }
    let own_checksums: BTreeMap<i64, &[u8]> = MIGRATIONS.iter().map(|migration| (migration.version, &*migration.checksum)).collect();
    if let Some(migration) = applied.keys().rev().find(|migration| !own_checksums.contains_key(migration)) {
        return Ok(Schema::Newer(*migration));
    }
    let is_changed = |migration: i64, checksum: &[u8]| {
        own_checksums.get(&migration).is_some_and(|own_checksums| *own_checksums != checksum) && !is_former(migration, checksum)
    };
    if let Some((migration, _)) = applied.iter().find(|(migration, checksum)| is_changed(**migration, checksum)) {
        return Ok(Schema::Changed(*migration));
    }
    Ok(if own_checksums.len() == applied.len() { Schema::Current } else { Schema::Older(own_checksums.len() - applied.len()) })
}

fn is_former(migration: i64, checksum: &[u8]) -> bool {
    let checksum: String = checksum.iter().map(|octet| format!("{octet:02x}")).collect();
    FORMER_CHECKSUMS.contains(&(migration, &checksum))
}

/// Replaces the checksum of migrations that were made from a former text by that of the present text, so that later migrations can run.
async fn adopt_former_migrations(conn: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let former = MIGRATIONS.iter().filter(|migration| FORMER_CHECKSUMS.iter().any(|(version, _)| *version == migration.version));
    for migration in former {
        sqlx::query("UPDATE _sqlx_migrations SET checksum = $2 WHERE version = $1 AND checksum <> $2")
            .bind_all((migration.version, migration.checksum.to_vec()))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The statements of a migration for one database. A line `-- on SQLite` or `-- on PostgreSQL` begins statements for that database alone, `-- on both`
/// ends them. They are for what one SQL text can't say: SQLite can't drop a constraint.
fn statements_on(is_sqlite: bool, migration: &str) -> String {
    let other = if is_sqlite { "-- on PostgreSQL" } else { "-- on SQLite" };
    let mut is_for_us = true;
    let mut statements = String::with_capacity(migration.len());
    for line in migration.lines() {
        match line {
            "-- on SQLite" | "-- on PostgreSQL" => is_for_us = line != other,
            "-- on both" => is_for_us = true,
            _ if is_for_us => {
                statements.push_str(line);
                statements.push('\n');
            }
            _ => {}
        }
    }
    statements
}

/// The migrations as this database runs them, under the checksums of their whole texts.
fn migrator(is_sqlite: bool) -> Migrator {
    let migration = |migration: &Migration| {
        let sql = AssertSqlSafe(statements_on(is_sqlite, migration.sql.as_str())).into_sql_str();
        Migration { sql, ..migration.clone() }
    };
    Migrator { migrations: Cow::Owned(MIGRATIONS.iter().map(migration).collect()), ..Migrator::DEFAULT }
}

/// "No such table" of SQLite (1), `undefined_table` of PostgreSQL.
fn is_no_such_table(cause: &sqlx::Error) -> bool {
    cause.as_database_error().is_some_and(|cause| match cause.code().as_deref() {
        Some("42P01") => true,
        Some("1") => cause.message().contains("no such table"),
        _ => false,
    })
}

/// Runs the missing migrations, in one transaction on SQLite, on a connection that is closed afterwards. If several processes call it, one does the work and the others find it done.
pub(super) async fn migrate(conn: &mut AnyConnection, is_sqlite: bool) -> Result<(), String> {
    let failed = |cause: &dyn std::fmt::Display| format!("the schema can't be brought up to date: {cause}");
    let schema = read(conn).await.map_err(|cause| failed(&cause))?;
    match schema {
        Schema::Current => return Ok(()),
        Schema::Newer(_) | Schema::Changed(_) => return schema.check(),
        Schema::Missing | Schema::Older(_) => {}
    }
    if !is_sqlite {
        // An index of a large table may take longer than any request waits. Processes wait for each other at a lock of PostgreSQL.
        sqlx::query("SET statement_timeout = 0").execute(&mut *conn).await.map_err(|cause| failed(&cause))?;
        if schema != Schema::Missing {
            adopt_former_migrations(conn).await.map_err(|cause| failed(&cause))?;
        }
        return migrator(is_sqlite).run_direct(None, conn, false).await.map_err(|cause| failed(&cause));
    }
    // A table that is made anew is dropped first, while others refer to it (sqlite.org/lang_altertable.html, 7). Not possible within a transaction.
    sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut *conn).await.map_err(|cause| failed(&cause))?;
    let start = Instant::now();
    let mut tx = loop {
        match conn.begin_with("BEGIN IMMEDIATE").await {
            Ok(tx) => break tx,
            // SQLite reports "busy" after ten seconds. A large file takes longer.
            Err(cause) if super::is_outage(&cause) && start.elapsed() < TIMEOUT && is_busy(&cause) => {}
            Err(cause) => return Err(failed(&cause)),
        }
    };
    if schema != Schema::Missing {
        adopt_former_migrations(&mut tx).await.map_err(|cause| failed(&cause))?;
    }
    migrator(is_sqlite).run_direct(None, &mut *tx, false).await.map_err(|cause| failed(&cause))?;
    if sqlx::query("PRAGMA foreign_key_check").fetch_optional(&mut *tx).await.map_err(|cause| failed(&cause))?.is_some() {
        return Err("the schema can't be brought up to date: a row would refer to one that does not exist".to_owned());
    }
    tx.commit().await.map_err(|cause| failed(&cause))
}

pub(super) fn is_busy(cause: &sqlx::Error) -> bool {
    let code = cause.as_database_error().and_then(|cause| cause.code()?.parse::<i64>().ok());
    code.is_some_and(|code| [5, 6].contains(&(code & 0xff)))
}

impl Db {
    /// The schema that the database has.
    ///
    /// # Errors
    /// The cause in words for the person who runs the program.
    pub async fn schema(&self) -> Result<Schema, String> {
        let mut conn = self.pool.acquire().await.map_err(|cause| format!("the database does not answer: {cause}"))?;
        read(&mut conn).await.map_err(|cause| format!("the schema can't be read: {cause}"))
    }

    /// Runs the missing migrations. It may be called at each start, by several processes at once.
    ///
    /// # Errors
    /// The cause in words for the person who starts the program.
    pub async fn migrate(&self) -> Result<(), String> {
        let mut conn = self.source.connect().await.map_err(|cause| format!("the schema can't be brought up to date: {cause}"))?;
        let done = migrate(&mut conn, self.is_sqlite()).await;
        let _ = conn.close().await;
        done
    }
}

#[cfg(test)]
mod tests {
    use super::statements_on;

    #[test]
    fn a_database_gets_its_own_statements_and_those_for_both() {
        let migration = "-- why\nA;\n-- on SQLite\nB;\n-- on PostgreSQL\nC;\n-- on both\nD;\n";
        assert_eq!(statements_on(true, migration), "-- why\nA;\nB;\nD;\n");
        assert_eq!(statements_on(false, migration), "-- why\nA;\nC;\nD;\n");
    }
}
