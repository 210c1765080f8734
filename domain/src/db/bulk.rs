//! Writing many rows at once, and the statistics of the database's planner.

use sqlx::AssertSqlSafe;

use super::{Db, Tx};
use crate::error::{Error, Result};

/// The number of 4 KiB pages that a transaction may change before SQLite writes some of them out early. Rows do not arrive in the order of their
/// indexes, so a page written too early is soon read, changed and written again, and the cost of a row would grow with the table. 16 MiB. The
/// memory is only used once a transaction has changed that much.
pub(super) const SPILL: &str = "PRAGMA cache_spill = 4096";
/// Keeps the copies for undoing a statement in memory. SQLite copies each page before a statement with many rows changes it, and drops the copies
/// when the statement ends. When they went to a file, they were most of what the program wrote.
pub(super) const TEMPORARY: &str = "PRAGMA temp_store = MEMORY";
/// As [`SPILL`], for work at a command line, where a person waits, or work that is known to change many rows: 256 MiB.
const SPILL_OF_MANY: &str = "PRAGMA cache_spill = 65536";
/// The rows of one statement of [`Tx::insert_short_rows`].
const SHORT_ROWS: usize = 2000;
/// The number of rows that SQLite reads of each index for its estimate, so that a large table costs no more than a small one.
const SAMPLE: &str = "PRAGMA analysis_limit = 1000";

/// `count` placeholders of SQL from `$first` on, as in `$3, $4, $5`.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// The placeholders of many rows in one statement: `($1, $2), ($3, $4)`. Use a thousand at most, far below SQLite's limit of 32,766: its parser
/// searches the list of parameters for each one.
pub fn many(rows: usize, width: usize) -> String {
    let row = |row: usize| (1..=width).map(|column| format!("${}", row * width + column)).collect::<Vec<_>>().join(", ");
    (0..rows).map(|number| format!("({})", row(number))).collect::<Vec<_>>().join(", ")
}

impl Tx {
    /// [`many`] for a statement that binds nothing else, with thousands of values. On SQLite the placeholders have no numbers: the driver would look for the
    /// name of each among those of all.
    pub(crate) fn rows(&self, rows: usize, width: usize) -> String {
        if !self.is_sqlite {
            return many(rows, width);
        }
        let row = format!("({})", vec!["?"; width].join(", "));
        vec![row.as_str(); rows].join(", ")
    }

    /// Inserts rows of a text and two numbers into these three columns, as in `search_word (word, entry, weight)`. A million of them take a quarter of the
    /// time that they would with [`Tx::rows`], since each statement has a few long values instead of thousands of short ones.
    pub(crate) async fn insert_short_rows(&mut self, into: &'static str, rows: &[(String, i64, i64)]) -> Result<()> {
        let (sqlite, postgres) = (
            "SELECT r.value ->> 0, r.value ->> 1, r.value ->> 2 FROM json_each($1) r",
            "SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS BIGINT[]))",
        );
        for rows in rows.chunks(SHORT_ROWS) {
            let statement = format!("INSERT INTO {into} {}", if self.is_sqlite { sqlite } else { postgres });
            let insert = sqlx::query(AssertSqlSafe(statement));
            let insert = if self.is_sqlite {
                insert.bind(serde_json::to_string(rows).map_err(|_| Error::Internal)?)
            } else {
                let array = |values: Vec<String>| format!("{{{}}}", values.join(","));
                let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
                insert
                    .bind(array(rows.iter().map(|(text, ..)| quoted(text)).collect()))
                    .bind(array(rows.iter().map(|(_, first, _)| first.to_string()).collect()))
                    .bind(array(rows.iter().map(|(.., second)| second.to_string()).collect()))
            };
            insert.execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// Prepares the transaction to write many rows: raises the memory limit of SQLite, lifts the time limit of PostgreSQL.
    pub async fn expect_many_rows(&mut self) -> Result<()> {
        if self.is_sqlite {
            self.expects_many_rows = true;
            sqlx::query(SPILL_OF_MANY).execute(&mut *self.tx).await?;
        } else {
            // The time limit is meant for requests.
            sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// Has PostgreSQL plan each statement once for a connection, whatever its values are. For work that comes hundreds of times a second: the plan of a
    /// statement about all readers of a list takes longer than all the rest. It loses where a good plan depends on the values.
    pub(crate) async fn reuse_plans(&mut self) -> Result<()> {
        if !self.is_sqlite {
            sqlx::query("SET LOCAL plan_cache_mode = force_generic_plan").execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// Restores the connection's limit. If a transaction is dropped without a commit, its connection keeps a limit that is
    /// higher than it needs.
    pub(super) async fn expect_few_rows(&mut self) -> Result<()> {
        if self.expects_many_rows {
            sqlx::query(SPILL).execute(&mut *self.tx).await?;
        }
        Ok(())
    }
}

impl Db {
    /// Updates the planner's statistics, after many rows were written and every night. Without them SQLite does not know which words are rare, and
    /// PostgreSQL takes new tables for empty. Open connections see the new statistics only after they are reopened. A failure is only logged,
    /// because the rows are already written.
    pub async fn analyze(&self) {
        let statements: &[&'static str] = if self.is_sqlite() { &[SAMPLE, "ANALYZE"] } else { &["ANALYZE"] };
        if let Err(cause) = self.try_analyze(statements).await {
            tracing::warn!(%cause, "the tables could not be analysed");
        }
    }

    /// [`Db::analyze`] for tables that have just begun to grow, where a whole run would take seconds each time. PostgreSQL takes a new table for small,
    /// and reads the whole of it for each row of another that refers to it; SQLite is quick, and analyses all tables.
    pub async fn analyze_tables(&self, tables: &'static str) {
        if self.is_sqlite() {
            return self.analyze().await;
        }
        if let Err(cause) = self.try_analyze(&[tables]).await {
            tracing::warn!(%cause, "the tables could not be analysed");
        }
    }

    async fn try_analyze(&self, statements: &[&'static str]) -> Result<()> {
        let mut conn = self.pool.acquire().await?;
        for statement in statements {
            sqlx::query(*statement).execute(&mut *conn).await?;
        }
        Ok(())
    }
}
