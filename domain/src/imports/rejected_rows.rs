//! The rejected rows, to correct and upload again.

use serde::{Deserialize, Serialize};

use super::heading::Table;
use super::plan::{PlannedRow, RowNote, RowOutcome};
use super::{ImportTarget, UploadRow, authorize, find, plan};
use crate::db::Db;
use crate::enums::{Column, Language};
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::policy::Actor;
use formats::spreadsheets::read::FileLine;

/// The rows of a file that are not imported, as the file wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRows {
    /// The headings; empty where the file has none.
    pub headings: Vec<String>,
    /// The content of each column.
    pub columns: Vec<Column>,
    /// Each row, and why it is rejected.
    #[serde(rename = "lines")]
    pub rows: Vec<(FileLine, Vec<RowNote>)>,
}

impl RejectedRows {
    /// The rows that a plan rejects, or that wait for a decision.
    pub(super) fn of(table: Table, columns: &[Column], planned: &[PlannedRow]) -> Self {
        let rejected = table.rows.into_iter().zip(planned).filter(|(_, plan)| plan.outcome == RowOutcome::Rejected || plan.questioned);
        Self {
            headings: table.headings,
            columns: columns.to_vec(),
            rows: rejected.map(|(line, plan)| (line, plan.notes.clone())).collect(),
        }
    }

    /// As stored; empty where no row is rejected.
    pub(super) fn to_text(&self) -> Result<String> {
        if self.rows.is_empty() { Ok(String::new()) } else { serde_json::to_string(self).map_err(|_| Error::Internal) }
    }

    fn from_text(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|_| Error::Internal)
    }
}

/// The rows that the import would reject now, or did reject; until it is done, also the questioned ones.
///
/// # Errors
/// [`Error::NotFound`] for another person's file, before its columns are matched, and where no row is rejected.
pub async fn rejected_rows(db: &Db, actor: &Actor, target: &ImportTarget, id: &ImportId, language: Language) -> Result<RejectedRows> {
    let mut tx = db.read().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let upload: UploadRow = find(&mut tx, id, &person, network.as_ref()).await?;
    let rejected = match (upload.done_at, upload.rejected.as_str()) {
        (Some(_), "") => return Err(Error::NotFound),
        (Some(_), text) => RejectedRows::from_text(text)?,
        (None, _) => {
            let (planned, _) = plan(&mut tx, language, network.as_ref(), &upload).await?;
            RejectedRows::of(upload.table()?, &upload.columns()?, &planned)
        }
    };
    if rejected.rows.is_empty() { Err(Error::NotFound) } else { Ok(rejected) }
}
