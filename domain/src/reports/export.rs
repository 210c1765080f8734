//! Every table of the figures as a file: one table as CSV or as a workbook, or all tables of a page in one workbook.

use super::list_tables::list_table;
use super::pages;
use super::tables::{event_tables, member_tables, overlap_table};
use super::{FiguresQuery, LISTED};
use crate::audit::{self, AuditAction};
use crate::db::Db;
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::policy::Actor;
use formats::spreadsheets::{self, SheetTable};

/// The pages of figures, as addresses name them.
const PAGES: [&str; 4] = ["members", "events", "lists", "overlap"];

/// Tables of a day; the others are of a year.
const DAYS: [&str; 7] = ["overlap", "members", "kinds", "networks", "professions", "regions", "seniority"];

#[derive(Debug, Clone)]
pub struct ReportFile {
    /// Its name, with its day or its year, so that saved files can be told apart.
    pub name: String,
    pub kind: &'static str,
    pub content: Vec<u8>,
}

/// The file `file` of a network's figures: `members.xlsx` for every table of a page, `kinds.csv` or `kinds.xlsx` for one of them. It shows
/// the reader what the page shows, with the whole list of events, however long.
///
/// # Errors
/// [`Error::NotFound`] for a table that does not exist.
pub async fn export(db: &Db, actor: &Actor, slug: &str, file: &str, query: &FiguresQuery, language: Language) -> Result<ReportFile> {
    let (code, ending) = file.rsplit_once('.').ok_or(Error::NotFound)?;
    let (context, mut tables) = match code {
        "overlap" => {
            let figures = pages::overlap(db, actor, slug, query).await?;
            let table = overlap_table(language, &figures);
            (figures.context, vec![table])
        }
        "lists" => {
            let figures = pages::lists(db, actor, slug, query).await?;
            let table = list_table(language, &figures);
            (figures.context, vec![table])
        }
        "members" | "kinds" | "networks" | "professions" | "regions" | "seniority" | "moves" => {
            let figures = pages::members(db, actor, slug, query).await?;
            let tables = member_tables(language, &figures);
            (figures.context, tables)
        }
        "events" | "event-kinds" | "levels" | "levels-own" | "holders" | "turnout" | "turnout-organisations" => {
            let is_page_of_events = code == "events";
            let figures = pages::events_listed(db, actor, slug, query, if is_page_of_events { usize::MAX } else { LISTED }).await?;
            let tables = event_tables(language, &figures);
            (figures.context, tables)
        }
        _ => return Err(Error::NotFound),
    };
    let is_page = PAGES.contains(&code) && ending == "xlsx";
    if !is_page {
        tables.retain(|table| table.code == code);
    }
    // The name of a saved file says which day or year it shows.
    let period = if DAYS.contains(&code) { context.on.clone() } else { context.year.to_string() };
    let name = format!("{slug}-{code}-{period}.{ending}");
    let (kind, content) = match (ending, &tables[..]) {
        (_, []) => return Err(Error::NotFound),
        ("csv", [table]) => ("text/csv; charset=utf-8", SheetTable::csv(table, language)),
        ("xlsx", tables) => {
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", spreadsheets::workbook(language, tables)?)
        }
        _ => return Err(Error::NotFound),
    };
    audit::record_export(db, actor, AuditAction::FiguresExport, context.head.card.id.as_str(), &name).await?;
    Ok(ReportFile { name, kind, content })
}
