//! Tables as files.

use axum::extract::Path;
use axum::response::Response;
use domain::reports::{self, FiguresQuery};

use crate::downloads;
use crate::extract::Query;
use crate::fault::Result;
use crate::visit::RequestContext;

/// A table, or all those of a page, for a spreadsheet.
pub async fn show(
    visit: RequestContext,
    Path((slug, file)): Path<(String, String)>,
    Query(asked): Query<FiguresQuery>,
) -> Result<Response> {
    super::count_made(&visit)?;
    let sheet = reports::export(visit.db(), &visit.who, &slug, &file, &asked, visit.language).await?;
    Ok(downloads::file(sheet.kind, &sheet.name, sheet.content))
}
