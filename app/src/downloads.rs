//! Files that are made for the caller, to keep.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A file under a name of ours: letters, digits, hyphens and a point. What it holds depends on the caller and changes, so that no cache
/// keeps it.
pub(crate) fn file(kind: &str, name: &str, content: impl Into<Body>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content.into()).into_response()
}

/// A table for a spreadsheet.
pub(crate) fn csv(name: &str, content: impl Into<Body>) -> Response {
    file("text/csv; charset=utf-8", name, content)
}
