//! A file of a page: whole, in part, or not modified. The browser is told to run nothing in it.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::db::Db;
use domain::{Error, pages};
use futures_util::stream;
use headers::{ETag, HeaderMapExt, IfRange};

use super::PagePath;
use crate::conditional::Conditions;
use crate::error_page::Result;
use crate::request_context::RequestContext;

/// The file runs nothing, is in no frame, and loads nothing.
const POLICY: &str = "default-src 'none'; sandbox";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RequestedRange {
    Whole,
    /// The first and the last octet, both included.
    Part(u64, u64),
    /// A part that does not exist.
    Nothing,
}

/// Sends the file, or the requested part (RFC 9110, 14).
pub async fn show(context: RequestContext, path: PagePath, headers: HeaderMap) -> Result<Response> {
    let opened = pages::open(context.db(), &context.actor, &path.place, &path.page, &path.last).await?;
    let file = opened.attachment;
    let size = u64::try_from(file.size).unwrap_or(0);
    let tag: ETag = format!("\"{}\"", file.hash).parse().map_err(|_| Error::Internal)?;
    let disposition = if file.is_picture() { "inline" } else { "attachment" };
    let mut response = match requested_range(&headers, &tag, size) {
        _ if Conditions::of(&headers).are_met(Some(&tag), None) => StatusCode::NOT_MODIFIED.into_response(),
        RequestedRange::Nothing => {
            (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{size}"))], "").into_response()
        }
        RequestedRange::Whole => (length(size), body(context.db().clone(), file.hash, 0, size)).into_response(),
        RequestedRange::Part(first, last) => (
            StatusCode::PARTIAL_CONTENT,
            [(header::CONTENT_RANGE, format!("bytes {first}-{last}/{size}"))],
            length(last + 1 - first),
            body(context.db().clone(), file.hash, first, last + 1),
        )
            .into_response(),
    };
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &file.media_type);
    set(header::CONTENT_DISPOSITION, &format!("{disposition}; filename=\"{}\"", file.name));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::ACCEPT_RANGES, "bytes");
    // The right to read it is checked at each request; the content is fetched once.
    set(header::CACHE_CONTROL, "private, no-cache");
    response.headers_mut().typed_insert(tag);
    Ok(response)
}

pub(crate) fn length(octets: u64) -> [(HeaderName, String); 1] {
    [(header::CONTENT_LENGTH, octets.to_string())]
}

/// The octets from `at` to before `end`, read while they are sent: a file is never whole in memory.
pub(crate) fn body(db: Db, hash: String, at: u64, end: u64) -> Body {
    Body::from_stream(stream::try_unfold((db, hash, at), move |(db, hash, at)| async move {
        if at >= end {
            return Ok(None);
        }
        let mut part = pages::part(&db, &hash, at).await.map_err(std::io::Error::other)?;
        part.truncate(usize::try_from(end - at).unwrap_or(usize::MAX));
        if part.is_empty() {
            return Err(std::io::Error::other("the file ends before its end"));
        }
        let at = at + part.len() as u64;
        Ok(Some((part, (db, hash, at))))
    }))
}

/// An unreadable range is ignored; several ranges get the whole file, as RFC 9110 (14.2) allows. It is parsed here because `headers::Range`
/// finds nothing in a suffix longer than the file, which means the whole file (14.1.2).
fn requested_range(headers: &HeaderMap, tag: &ETag, size: u64) -> RequestedRange {
    let Some(range) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()) else { return RequestedRange::Whole };
    // Only if the client's first part is of the same file; a date is not precise enough.
    let if_range = headers.typed_get::<IfRange>();
    if headers.contains_key(header::IF_RANGE) && if_range.is_none_or(|if_range| if_range.is_modified(Some(tag), None)) {
        return RequestedRange::Whole;
    }
    let Some((first, last)) = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return RequestedRange::Whole;
    };
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match (number(first.trim()), number(last.trim())) {
        (None, Some(0)) if first.trim().is_empty() => RequestedRange::Nothing,
        (None, Some(_)) if first.trim().is_empty() && size == 0 => RequestedRange::Nothing,
        (None, Some(count)) if first.trim().is_empty() => RequestedRange::Part(size.saturating_sub(count), size - 1),
        (Some(first), None) if last.trim().is_empty() => bounded_range(first, u64::MAX, size),
        (Some(first), Some(last)) if first <= last => bounded_range(first, last, size),
        _ => RequestedRange::Whole,
    }
}

fn bounded_range(first: u64, last: u64, size: u64) -> RequestedRange {
    if first >= size { RequestedRange::Nothing } else { RequestedRange::Part(first, last.min(size - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range_of(range: &str, if_range: Option<&str>) -> RequestedRange {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        if let Some(tag) = if_range {
            headers.insert(header::IF_RANGE, tag.parse().unwrap());
        }
        requested_range(&headers, &"\"h\"".parse().unwrap(), 100)
    }

    #[test]
    fn ranges_are_read_as_rfc_9110_says() {
        for (range, expected) in [
            ("bytes=0-9", RequestedRange::Part(0, 9)),
            ("bytes=90-", RequestedRange::Part(90, 99)),
            ("bytes=-10", RequestedRange::Part(90, 99)),
            ("bytes=-1000", RequestedRange::Part(0, 99)),
            ("bytes=95-1000", RequestedRange::Part(95, 99)),
            ("bytes=100-", RequestedRange::Nothing),
            ("bytes=-0", RequestedRange::Nothing),
            ("bytes=9-0", RequestedRange::Whole),
            ("bytes=0-1,5-6", RequestedRange::Whole),
            ("lines=0-1", RequestedRange::Whole),
            ("bytes=+1-2", RequestedRange::Whole),
            ("bytes=99999999999999999999-", RequestedRange::Nothing),
        ] {
            assert_eq!(range_of(range, None), expected, "{range}");
        }
        assert_eq!(range_of("bytes=0-9", Some("\"h\"")), RequestedRange::Part(0, 9));
        assert_eq!(range_of("bytes=0-9", Some("\"other\"")), RequestedRange::Whole);
    }
}
