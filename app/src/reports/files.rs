//! Tables as files.

use axum::extract::Path;
use axum::response::Response;
use domain::reports::{self, FiguresQuery};

use crate::downloads;
use crate::error_page::Result;
use crate::extract::Query;
use crate::request_context::RequestContext;

/// A table, or all those of a page, for a spreadsheet.
pub async fn show(
    context: RequestContext,
    Path((slug, file)): Path<(String, String)>,
    Query(query): Query<FiguresQuery>,
) -> Result<Response> {
    super::count_computation(&context)?;
    let sheet = reports::export(context.db(), &context.actor, &slug, &file, &query, context.language).await?;
    Ok(downloads::file(sheet.kind, &sheet.name, sheet.content))
}
