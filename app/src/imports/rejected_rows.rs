//! The rejected rows as a file: the same columns, and the reason. It can be corrected and uploaded again.

use axum::extract::Path;
use axum::response::Response;
use domain::enums::Column;
use domain::ids::ImportId;
use domain::imports;
use formats::spreadsheets;

use super::ImportPath;
use super::row_notes::sentence;
use crate::downloads;
use crate::error_page::Result;
use crate::labels::label;
use crate::request_context::RequestContext;

pub async fn download(context: RequestContext, Path(at): Path<ImportPath>) -> Result<Response> {
    let language = context.language;
    let rejected = imports::rejected_rows(context.db(), &context.actor, &at.target(), &ImportId::from(at.id.as_str()), language).await?;
    let width = rejected.headings.len();
    let heading: Vec<String> = rejected
        .headings
        .into_iter()
        .enumerate()
        .map(|(at, heading)| match rejected.columns.get(at).copied().unwrap_or(Column::Ignored) {
            _ if !heading.is_empty() => heading,
            Column::Ignored => tr!(language, "imports-columns-unnamed", number = (at + 1).to_string()),
            column => label(language, column),
        })
        .chain([tr!(language, "imports-rejected-reason")])
        .collect();
    let rows = rejected.rows.into_iter().map(|(row, notes)| {
        let reason = notes.iter().map(|note| sentence(language, note)).collect::<Vec<_>>().join(" ");
        let reason = tr!(language, "imports-rejected-row", line = row.number.to_string(), why = reason);
        let mut cells = row.cells;
        cells.resize(width, String::new());
        cells.push(reason);
        cells
    });
    let name = format!("{}.csv", tr!(language, "imports-rejected-file-name"));
    Ok(downloads::csv(&name, spreadsheets::csv(language, &heading, rows)))
}
