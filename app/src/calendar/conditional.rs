//! Conditional requests (RFC 9110, 13): a program that has the present state of a feed gets 304 and no body.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, REFERRER_POLICY, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use domain::calendar::FeedMark;
use domain::clock::Timestamp;

/// What the asking program has already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ClientState {
    /// Entity tags without their `W/`; a weak comparison is what GET wants. `None`: no such header.
    tags: Option<Vec<String>>,
    since: Option<Timestamp>,
}

impl ClientState {
    pub(super) fn by(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(IF_NONE_MATCH).iter().peekable();
        let tags = values.peek().is_some().then(|| values.filter_map(|value| value.to_str().ok()).flat_map(tags).collect());
        let since = headers.get(IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok()).and_then(date);
        Self { tags, since }
    }

    /// Whether the program has anything: then it is worth finding out what, before building the feed.
    pub(super) fn is_something(&self) -> bool {
        self.tags.is_some() || self.since.is_some()
    }

    /// Whether that is the state in hand. The date counts only where no tag was sent, as the standard has it.
    pub(super) fn covers(&self, mark: &FeedMark) -> bool {
        match (&self.tags, self.since, mark.last_modified) {
            (Some(tags), ..) => tags.iter().any(|tag| tag == "*" || *tag == mark.etag),
            (None, Some(since), Some(modified)) => modified <= since,
            _ => false,
        }
    }
}

/// `"a", W/"b"` as `"a"` and `"b"`. A tag may hold a comma.
fn tags(list: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        rest = rest.trim_start_matches([',', ' ', '\t']);
        let tag = rest.strip_prefix("W/").unwrap_or(rest);
        let end = match tag.strip_prefix('"') {
            Some(inner) => inner.find('"').map_or(tag.len(), |end| end + 2),
            None => tag.find(',').unwrap_or(tag.len()),
        };
        if !tag[..end].trim().is_empty() {
            tags.push(tag[..end].trim().to_owned());
        }
        rest = &tag[end..];
    }
    tags
}

fn date(text: &str) -> Option<Timestamp> {
    DateTime::parse_from_rfc2822(text.trim()).ok().map(|date| Timestamp::from_seconds(date.timestamp()))
}

/// What is sent.
pub(super) struct CalendarAnswer {
    /// Content-Type.
    pub(super) kind: &'static str,
    /// Its state.
    pub(super) mark: FeedMark,
    /// `None`: the program has it.
    pub(super) body: Option<String>,
    /// What to call the file, where it is one.
    pub(super) file: Option<String>,
    /// Whether it is the same for everyone who is not signed in; otherwise it is for one person.
    pub(super) shared: bool,
}

impl CalendarAnswer {
    /// The answer: each time it is asked, a cache asks us whether it is still true.
    pub(super) fn answer(self) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(if self.shared { "public, no-cache" } else { "private, no-cache" }));
        headers.insert(VARY, HeaderValue::from_static("Accept-Language, Cookie"));
        // The address of a feed may be a secret.
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        put(&mut headers, ETAG, &self.mark.etag);
        if let Some(modified) = self.mark.last_modified {
            put(&mut headers, LAST_MODIFIED, &modified.utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string());
        }
        let Some(body) = self.body else { return (StatusCode::NOT_MODIFIED, headers).into_response() };
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(file) = &self.file {
            // Inline: a telephone then offers to add the event instead of keeping a file.
            put(&mut headers, CONTENT_DISPOSITION, &format!("inline; filename=\"{file}\""));
        }
        (headers, body).into_response()
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(headers: &[(HeaderName, &str)]) -> ClientState {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value.parse().unwrap());
        }
        ClientState::by(&map)
    }

    fn mark() -> FeedMark {
        FeedMark { etag: "\"abc\"".to_owned(), last_modified: Timestamp::parse("2026-11-20T09:00:00Z") }
    }

    #[test]
    fn a_tag_is_known_in_a_list_weak_or_by_the_star() {
        for list in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x,y\" , W/\"abc\"", "*", "\"x\",\"abc\",\"z\""] {
            assert!(known(&[(IF_NONE_MATCH, list)]).covers(&mark()), "{list}");
        }
        for list in ["\"abcd\"", "abc", "\"x\"", "\"", "", "W/"] {
            assert!(!known(&[(IF_NONE_MATCH, list)]).covers(&mark()), "{list}");
        }
        assert!(known(&[(IF_NONE_MATCH, "\"x\""), (IF_NONE_MATCH, "\"abc\"")]).covers(&mark()));
    }

    #[test]
    fn a_date_counts_only_without_a_tag() {
        let same = (IF_MODIFIED_SINCE, "Fri, 20 Nov 2026 09:00:00 GMT");
        assert!(known(std::slice::from_ref(&same)).covers(&mark()));
        assert!(!known(&[(IF_MODIFIED_SINCE, "Fri, 20 Nov 2026 08:59:59 GMT")]).covers(&mark()));
        assert!(!known(&[same.clone(), (IF_NONE_MATCH, "\"other\"")]).covers(&mark()));
        assert!(!known(&[same]).covers(&FeedMark { last_modified: None, ..mark() }));
        assert!(!known(&[(IF_MODIFIED_SINCE, "hier")]).covers(&mark()));
        assert!(!known(&[]).covers(&mark()));
    }
}
