//! Files created for the caller.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A download with a name of ours: letters, digits, hyphens and a dot. Its content depends on the caller and changes, so no cache stores
/// it.
pub(crate) fn file(kind: &str, name: &str, content: impl Into<Body>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content.into()).into_response()
}

/// A CSV table for a spreadsheet.
pub(crate) fn csv(name: &str, content: impl Into<Body>) -> Response {
    file("text/csv; charset=utf-8", name, content)
}
