//! Many rows at once: how they are written, and what the database's planner learns of them.

use super::{Db, Tx};
use crate::error::Result;

/// How many pages of 4 KiB a transaction may change before SQLite puts some of them aside. Rows come in another order than that of their
/// indexes: a page put aside too early is soon read again, changed and written once more, so that the cost of a row grows with the table.
/// 16 MiB; the memory is taken only while a transaction has changed as much.
pub(super) const SPILL: &str = "PRAGMA cache_spill = 4096";
/// A statement that writes many rows can be undone by itself: SQLite copies each page before it changes it, and forgets the copies when the
/// statement ends. In memory: in a file, these copies were most of what the program wrote.
pub(super) const TEMPORARY: &str = "PRAGMA temp_store = MEMORY";
/// As [`SPILL`], for work that a person waits for at a command line, or that is known to change as much: 256 MiB.
const SPILL_OF_MANY: &str = "PRAGMA cache_spill = 65536";
/// Rows that SQLite reads of each index to estimate it: a large table costs no more than a small one.
const SAMPLE: &str = "PRAGMA analysis_limit = 1000";

/// So many places for values in a list of SQL, from `$first` on: `$3, $4, $5`.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

impl Tx {
    /// Says that so much is written here that the usual memory would not do.
    pub async fn expect_many_rows(&mut self) -> Result<()> {
        if self.is_sqlite {
            self.expects_many_rows = true;
            sqlx::query(SPILL_OF_MANY).execute(&mut *self.tx).await?;
        } else {
            // The limit is for requests.
            sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// The connection is as it was. One that is dropped without a commit keeps a limit that is higher than it needs.
    pub(super) async fn expect_few_rows(&mut self) -> Result<()> {
        if self.expects_many_rows {
            sqlx::query(SPILL).execute(&mut *self.tx).await?;
        }
        Ok(())
    }
}

impl Db {
    /// Lets the planner count what there is: after many rows were written, and every night. Without it SQLite does not know which words are
    /// rare, and PostgreSQL takes new tables for empty. Connections that are open learn it when they are opened anew. A failure is logged:
    /// what was written before stands.
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
