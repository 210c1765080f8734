//! Tables that are taken away: a query, and names for its columns that stay the same in every language.

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Row};

use crate::db::Conn;
use crate::enums::Language;
use crate::error::{Error, Result};
use formats::spreadsheets;

/// A table to take away. Each column of its query is text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExportTable {
    /// What it is called: its file, its key.
    pub(crate) name: &'static str,
    /// Its columns.
    pub(crate) columns: &'static [&'static str],
    /// The query: `$1` is whose it is, `{name}` the name of a choice in the reader's language. Codes never change, names are for people.
    pub(crate) query: &'static str,
}

/// A table, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedTable {
    /// What it is called.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Its lines.
    pub rows: Vec<Vec<String>>,
}

impl ExportTable {
    /// Reads it for one owner.
    pub(crate) async fn read(&self, conn: &mut Conn, owner: &str, language: Language) -> Result<ExportedTable> {
        let name = match language {
            Language::Fr => "name_fr",
            Language::En => "name_en",
        };
        // Safe: one of two names is put into a text of this program.
        let found = sqlx::query(AssertSqlSafe(self.query.replace("{name}", name))).bind(owner).fetch_all(conn).await?;
        let mut rows = Vec::with_capacity(found.len());
        for row in found {
            let cells: Result<Vec<String>, sqlx::Error> =
                (0..self.columns.len()).map(|at| row.try_get::<Option<String>, _>(at).map(Option::unwrap_or_default)).collect();
            rows.push(cells.map_err(Error::from)?);
        }
        Ok(ExportedTable { name: self.name, columns: self.columns, rows })
    }
}

impl ExportedTable {
    /// For a spreadsheet.
    pub fn csv(&self, language: Language) -> Vec<u8> {
        let heading: Vec<String> = self.columns.iter().map(|column| (*column).to_owned()).collect();
        spreadsheets::csv(language, &heading, &self.rows)
    }

    /// For a program: a list of objects.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<String>| {
            let pairs = self.columns.iter().zip(row).map(|(column, cell)| ((*column).to_owned(), Value::from(cell.as_str())));
            Value::Object(pairs.collect::<Map<_, _>>())
        };
        Value::Array(self.rows.iter().map(object).collect())
    }
}
