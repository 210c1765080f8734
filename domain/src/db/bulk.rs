//! Writing many rows at once, and the statistics of the database's planner.

use super::{Db, Tx};
use crate::error::Result;

/// The number of 4 KiB pages that a transaction may change before SQLite writes some of them out early. Rows do not arrive in the order of their
/// indexes, so a page written too early is soon read, changed and written again, and the cost of a row would grow with the table. 16 MiB. The
/// memory is only used once a transaction has changed that much.
pub(super) const SPILL: &str = "PRAGMA cache_spill = 4096";
/// Keeps the copies for undoing a statement in memory. SQLite copies each page before a statement with many rows changes it, and drops the copies
/// when the statement ends. When they went to a file, they were most of what the program wrote.
pub(super) const TEMPORARY: &str = "PRAGMA temp_store = MEMORY";
/// As [`SPILL`], for work at a command line, where a person waits, or work that is known to change many rows: 256 MiB.
const SPILL_OF_MANY: &str = "PRAGMA cache_spill = 65536";
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
        if let Err(cause) = self.try_analyze().await {
            tracing::warn!(%cause, "the tables could not be analysed");
        }
    }

    async fn try_analyze(&self) -> Result<()> {
        let statements: &[&'static str] = if self.is_sqlite() { &[SAMPLE, "ANALYZE"] } else { &["ANALYZE"] };
        let mut conn = self.pool.acquire().await?;
        for statement in statements {
            sqlx::query(*statement).execute(&mut *conn).await?;
        }
        Ok(())
    }
}
