//! Conditional requests (RFC 9110, 13): a client that has the current state gets 304 and no body. Pages, feeds, attachments and the site's
//! static files all evaluate conditions here.

use std::time::SystemTime;

use axum::http::HeaderMap;
use headers::{ETag, HeaderMapExt, IfModifiedSince, IfNoneMatch};

#[derive(Debug, Clone, Default)]
pub struct Conditions {
    none_match: Option<IfNoneMatch>,
    modified_since: Option<IfModifiedSince>,
}

impl Conditions {
    /// Reads the conditions of a request. An unreadable condition is ignored.
    pub fn of(headers: &HeaderMap) -> Self {
        Self { none_match: headers.typed_get(), modified_since: headers.typed_get() }
    }

    /// Whether there are none: then the current state need not be determined first.
    pub fn is_empty(&self) -> bool {
        self.none_match.is_none() && self.modified_since.is_none()
    }

    /// Whether the client has the current state. Tags are compared weakly; the date counts only if no tag was sent (RFC 9110, 13.1.3).
    pub fn are_met(&self, tag: Option<&ETag>, modified: Option<SystemTime>) -> bool {
        match (&self.none_match, &self.modified_since, modified) {
            (Some(if_none_match), ..) => tag.is_some_and(|tag| !if_none_match.precondition_passes(tag)),
            (None, Some(since), Some(modified)) => !since.is_modified(modified),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;
    use axum::http::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH};
    use std::time::Duration;

    /// 2026-11-20T09:00:00Z
    const MODIFIED: Duration = Duration::from_secs(1_795_165_200);

    fn are_met(headers: &[(HeaderName, &str)], modified: Option<Duration>) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value.parse().unwrap());
        }
        Conditions::of(&map).are_met("\"abc\"".parse().ok().as_ref(), modified.map(|after| SystemTime::UNIX_EPOCH + after))
    }

    #[test]
    fn a_tag_is_known_in_a_list_weak_or_by_the_star() {
        for list in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x,y\" , W/\"abc\"", "*", "\"x\",\"abc\",\"z\""] {
            assert!(are_met(&[(IF_NONE_MATCH, list)], Some(MODIFIED)), "{list}");
        }
        for list in ["\"abcd\"", "abc", "\"x\"", "\"", "", "W/"] {
            assert!(!are_met(&[(IF_NONE_MATCH, list)], Some(MODIFIED)), "{list}");
        }
        assert!(are_met(&[(IF_NONE_MATCH, "\"x\""), (IF_NONE_MATCH, "\"abc\"")], Some(MODIFIED)));
    }

    #[test]
    fn a_date_counts_only_without_a_tag() {
        let same = (IF_MODIFIED_SINCE, "Fri, 20 Nov 2026 09:00:00 GMT");
        assert!(are_met(std::slice::from_ref(&same), Some(MODIFIED)));
        assert!(!are_met(&[(IF_MODIFIED_SINCE, "Fri, 20 Nov 2026 08:59:59 GMT")], Some(MODIFIED)));
        assert!(!are_met(&[same.clone(), (IF_NONE_MATCH, "\"other\"")], Some(MODIFIED)));
        assert!(!are_met(&[same], None));
        assert!(!are_met(&[(IF_MODIFIED_SINCE, "hier")], Some(MODIFIED)));
        assert!(!are_met(&[], Some(MODIFIED)));
    }
}
