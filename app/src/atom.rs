//! Atom feeds (RFC 4287): what stands around the entries, and the response.

use std::fmt::Write;

use axum::http::HeaderMap;
use axum::response::Response;
use domain::Language;
use domain::calendar::FeedMark;
use domain::clock::Timestamp;
use domain::rng;

use crate::calendar::{FeedResponse, is_known};
use crate::conditional::Conditions;
use crate::request_context::RequestContext;

pub(crate) const ATOM: &str = "application/atom+xml";

/// The head of a feed. Its texts are not escaped yet.
pub(crate) struct AtomHead<'a> {
    pub(crate) language: Language,
    /// The address of the feed, which is also its id.
    pub(crate) address: &'a str,
    pub(crate) title: &'a str,
    pub(crate) updated: Timestamp,
    pub(crate) author: &'a str,
    /// The address of the page with the same content.
    pub(crate) page: &'a str,
}

impl AtomHead<'_> {
    /// The feed with these entries, which are XML.
    pub(crate) fn feed(&self, entries: &str) -> String {
        let mut xml = String::with_capacity(1024 + entries.len());
        let _ = write!(
            xml,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
             <id>{this}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n<author><name>{author}</name></author>\n\
             <link rel=\"self\" type=\"{ATOM}\" href=\"{this}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n",
            language = self.language,
            this = escape(self.address),
            title = escape(self.title),
            updated = self.updated,
            author = escape(self.author),
            page = escape(self.page),
        );
        xml.push_str(entries);
        xml.push_str("</feed>\n");
        xml
    }
}

/// The response: the feed, or 304 for a client that has it. The feed is built for the comparison: it has fifty entries at most. An entry that left
/// it is a change too, so there is no date.
pub(crate) fn respond(context: &RequestContext, headers: &HeaderMap, feed: String) -> Response {
    let mark = FeedMark { etag: format!("\"{}\"", &rng::hash(&feed)[..32]), last_modified: None };
    let body = if is_known(&Conditions::of(headers), &mark) { None } else { Some(feed) };
    FeedResponse { kind: "application/atom+xml; charset=utf-8", mark, body, file: None, shared: context.visitor.is_none() }.respond()
}

/// The id of an entry: the UUID that its key begins with, which stays when its address changes; the link if the key holds none.
pub(crate) fn entry_id(key: &str, link: &str) -> String {
    match key.get(..32) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
            format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
        }
        _ => link.to_owned(),
    }
}

/// Escapes text for XML, in elements and attributes. Control characters, which XML 1.0 can't contain, are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_markup() {
        assert_eq!(escape("<script>\"R&D\"\u{0}\u{b}</script>"), "&lt;script&gt;&quot;R&amp;D&quot;&lt;/script&gt;");
        assert_eq!(escape("a\tb\r\nc\u{ffff}"), "a\tb\nc");
    }

    #[test]
    fn an_entry_keeps_its_id() {
        let id = entry_id("019e3b2c4d5e7f8090a1b2c3d4e5f607@example.org", "https://example.org/events/x");
        assert_eq!(id, "urn:uuid:019e3b2c-4d5e-7f80-90a1-b2c3d4e5f607");
        assert_eq!(entry_id("événement@example.org", "https://example.org/events/x"), "https://example.org/events/x");
    }
}
