//! The response of a feed.

use std::time::{Duration, SystemTime};

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, REFERRER_POLICY, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::calendar::FeedMark;
use headers::{ETag, HeaderMapExt, LastModified};

use crate::conditional::Conditions;

/// Whether the client already has this state of the feed.
pub(crate) fn is_known(conditions: &Conditions, mark: &FeedMark) -> bool {
    conditions.are_met(etag(mark).as_ref(), last_modified_time(mark))
}

fn etag(mark: &FeedMark) -> Option<ETag> {
    mark.etag.parse().ok()
}

fn last_modified_time(mark: &FeedMark) -> Option<SystemTime> {
    let seconds = u64::try_from(mark.last_modified?.seconds()).ok()?;
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

pub(crate) struct FeedResponse {
    pub(crate) kind: &'static str,
    pub(crate) mark: FeedMark,
    /// `None`: the client already has it.
    pub(crate) body: Option<String>,
    pub(crate) file: Option<String>,
    /// Whether it is the same for everyone who is not signed in; otherwise it is for one person.
    pub(crate) shared: bool,
}

impl FeedResponse {
    /// The response. A cache must revalidate it at every request.
    pub(crate) fn respond(self) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(if self.shared { "public, no-cache" } else { "private, no-cache" }));
        headers.insert(VARY, HeaderValue::from_static("Accept-Language, Cookie"));
        // The address of a feed may be a secret.
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        if let Some(etag) = etag(&self.mark) {
            headers.typed_insert(etag);
        }
        if let Some(last_modified_time) = last_modified_time(&self.mark) {
            headers.typed_insert(LastModified::from(last_modified_time));
        }
        let Some(body) = self.body else { return (StatusCode::NOT_MODIFIED, headers).into_response() };
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        // Inline: a phone then offers to add the event instead of saving a file.
        if let Some(placed) = self.file.and_then(|file| HeaderValue::from_str(&format!("inline; filename=\"{file}\"")).ok()) {
            headers.insert(CONTENT_DISPOSITION, placed);
        }
        (headers, body).into_response()
    }
}
