//! Exported tables: a query, and column names that are the same in every language.

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Row};

use crate::db::Conn;
use crate::enums::Language;
use crate::error::{Error, Result};
use formats::spreadsheets;

/// A table to export. Each column of its query is text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExportTable {
    /// The name of its file and its key in JSON.
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// The query. `$1` is the owner; `{name}` is the name of a choice in the reader's language. Codes never change; names are for people.
    pub(crate) query: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedTable {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    pub rows: Vec<Vec<String>>,
}

impl ExportTable {
    pub(crate) async fn read(&self, conn: &mut Conn, owner: &str, language: Language) -> Result<ExportedTable> {
        let name = match language {
            Language::Fr => "name_fr",
            Language::En => "name_en",
        };
        // Safe: `{name}` is replaced by one of two constant names.
        let fetched = sqlx::query(AssertSqlSafe(self.query.replace("{name}", name))).bind(owner).fetch_all(conn).await?;
        let mut rows = Vec::with_capacity(fetched.len());
        for row in fetched {
            let cells: Result<Vec<String>, sqlx::Error> =
                (0..self.columns.len()).map(|at| row.try_get::<Option<String>, _>(at).map(Option::unwrap_or_default)).collect();
            rows.push(cells.map_err(Error::from)?);
        }
        Ok(ExportedTable { name: self.name, columns: self.columns, rows })
    }
}

impl ExportedTable {
    /// As CSV, for a spreadsheet.
    pub fn csv(&self, language: Language) -> Vec<u8> {
        let heading: Vec<String> = self.columns.iter().map(|column| (*column).to_owned()).collect();
        spreadsheets::csv(language, &heading, &self.rows)
    }

    /// As JSON: a list of objects.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<String>| {
            let pairs = self.columns.iter().zip(row).map(|(column, cell)| ((*column).to_owned(), Value::from(cell.as_str())));
            Value::Object(pairs.collect::<Map<_, _>>())
        };
        Value::Array(self.rows.iter().map(object).collect())
    }
}
