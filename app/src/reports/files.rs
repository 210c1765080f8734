//! Tables as files.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::reports::{self, FiguresQuery};

use crate::extract::Query;
use crate::fault::Result;
use crate::visit::RequestContext;

/// A table, or all those of a page, for a spreadsheet.
pub async fn table(
    visit: RequestContext,
    Path((slug, file)): Path<(String, String)>,
    Query(asked): Query<FiguresQuery>,
) -> Result<Response> {
    super::count_made(&visit)?;
    let sheet = reports::export(visit.db(), &visit.who, &slug, &file, &asked, visit.language).await?;
    Ok(download(sheet.kind, &sheet.name, sheet.content))
}

/// A file to keep, under a name of ours: letters, digits, hyphens and a point.
pub(super) fn download(kind: &str, name: &str, content: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        // What it counts depends on who asks, and changes.
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}
