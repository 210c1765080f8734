//! The refused lines, to correct and upload again.

use serde::{Deserialize, Serialize};

use super::heading::Table;
use super::plan::{LineNote, LineOutcome, PlannedLine};
use super::{ImportTarget, UploadRow, door, find, plan};
use crate::db::Db;
use crate::enums::{Column, Language};
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::policy::Actor;
use formats::spreadsheets::read::FileLine;

/// The lines of a file that are not imported, as the file wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedLines {
    /// The headings; empty where the file has none.
    pub headings: Vec<String>,
    /// The content of each column.
    pub columns: Vec<Column>,
    /// Each line, and why it is refused.
    pub lines: Vec<(FileLine, Vec<LineNote>)>,
}

impl RefusedLines {
    /// The lines that a plan refuses, or that wait for a decision.
    pub(super) fn of(table: Table, columns: &[Column], planned: &[PlannedLine]) -> Self {
        let refused = table.below.into_iter().zip(planned).filter(|(_, plan)| plan.outcome == LineOutcome::Refused || plan.questioned);
        Self {
            headings: table.headings,
            columns: columns.to_vec(),
            lines: refused.map(|(line, plan)| (line, plan.notes.clone())).collect(),
        }
    }

    /// As stored; empty where no line is refused.
    pub(super) fn to_text(&self) -> Result<String> {
        if self.lines.is_empty() { Ok(String::new()) } else { serde_json::to_string(self).map_err(|_| Error::Internal) }
    }

    fn from_text(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|_| Error::Internal)
    }
}

/// The lines that the import would refuse now, or did refuse; until it is done, also the questioned ones.
///
/// # Errors
/// [`Error::NotFound`] for another person's file, before its columns are matched, and where no line is refused.
pub async fn refused_lines(db: &Db, who: &Actor, target: &ImportTarget, id: &ImportId, language: Language) -> Result<RefusedLines> {
    let mut tx = db.read().await?;
    let (_, network, person) = door(&mut tx, who, target).await?;
    let kept: UploadRow = find(&mut tx, id, &person, network.as_ref()).await?;
    let refused = match (kept.done_at, kept.refused.as_str()) {
        (Some(_), "") => return Err(Error::NotFound),
        (Some(_), text) => RefusedLines::from_text(text)?,
        (None, _) => {
            let (planned, _) = plan(&mut tx, language, network.as_ref(), &kept).await?;
            RefusedLines::of(kept.table()?, &kept.columns()?, &planned)
        }
    };
    if refused.lines.is_empty() { Err(Error::NotFound) } else { Ok(refused) }
}
