//! News in Atom (RFC 4287): events that were published, changed, postponed, cancelled. An entry keeps its id; `updated` is the stored
//! change.

use std::fmt::Write;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::calendar::{self, EventNews, FeedMark, NewsList};
use domain::events::AgendaQuery;
use domain::rng;

use super::response::{CalendarResponse, is_known};
use crate::conditional::Conditions;
use crate::error_page::Result;
use crate::extract::Query;
use crate::request_context::RequestContext;

pub async fn agenda_news(context: RequestContext, headers: HeaderMap, Query(query): Query<AgendaQuery>) -> Result<Response> {
    respond(&context, &headers, &query).await
}

pub async fn network_news(
    context: RequestContext,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Query(query): Query<AgendaQuery>,
) -> Result<Response> {
    respond(&context, &headers, &AgendaQuery { network: slug, ..query }).await
}

async fn respond(context: &RequestContext, headers: &HeaderMap, query: &AgendaQuery) -> Result<Response> {
    let list = calendar::news(context.db(), &context.actor, query).await?;
    let body = feed(context, &list);
    // The feed is built for the comparison: it has fifty entries at most. An entry that left the list is a change too, so there is no
    // date.
    let mark = FeedMark { etag: format!("\"{}\"", &rng::hash(&body)[..32]), last_modified: None };
    let body = if is_known(&Conditions::of(headers), &mark) { None } else { Some(body) };
    Ok(CalendarResponse { kind: "application/atom+xml; charset=utf-8", mark, body, file: None, shared: context.visitor.is_none() }
        .respond())
}

fn feed(context: &RequestContext, list: &NewsList) -> String {
    let language = context.language;
    let (network, news, updated) = (list.network.as_ref(), &list.news, list.updated_at);
    let title = match network {
        Some(network) => tr!(language, "calendar-atom-title-of", network = network.acronym.clone()),
        None => tr!(language, "calendar-atom-title"),
    };
    let page = context.absolute(&network.map_or_else(|| "/agenda".to_owned(), |network| format!("/networks/{}/agenda", network.slug)));
    let mut xml = String::with_capacity(1024 + news.len() * 1024);
    let _ = write!(
        xml,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <id>{this}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n<author><name>{author}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{this}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n",
        this = escape(&context.absolute(&context.path)),
        title = escape(&title),
        author = escape(network.map_or(context.instance.name.as_str(), |network| network.acronym.as_str())),
        page = escape(&page),
    );
    news.iter().for_each(|news| entry(&mut xml, context, news));
    xml.push_str("</feed>\n");
    xml
}

fn entry(xml: &mut String, context: &RequestContext, news: &EventNews) {
    let link = context.absolute(&format!("/events/{}", news.slug));
    let parts = [news.span(), news.place.clone(), news.state_note.clone(), news.summary.clone()];
    let parts: Vec<String> = parts.into_iter().filter(|parts| !parts.is_empty()).collect();
    let _ = write!(
        xml,
        "<entry xml:lang=\"{language}\">\n<id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n",
        language = news.language,
        id = escape(&id(&news.uid, &link)),
        title = escape(&news.headline()),
        updated = news.changed_at,
    );
    if let Some(published) = news.published_at {
        let _ = writeln!(xml, "<published>{published}</published>");
    }
    let _ = write!(
        xml,
        "<author><name>{author}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n<summary>{summary}</summary>\n</entry>\n",
        author = escape(&news.lead),
        link = escape(&link),
        summary = escape(&parts.join("\n")),
    );
}

/// The event's own UUID, which stays when its address changes; the link if the UID holds none.
fn id(uid: &str, link: &str) -> String {
    match uid.get(..32) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
            format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
        }
        _ => link.to_owned(),
    }
}

/// Escapes text for XML, in elements and attributes. Control characters, which XML 1.0 can't contain, are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
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
    }

    #[test]
    fn an_entry_keeps_its_id() {
        let id = id("019e3b2c4d5e7f8090a1b2c3d4e5f607@example.org", "https://example.org/events/x");
        assert_eq!(id, "urn:uuid:019e3b2c-4d5e-7f80-90a1-b2c3d4e5f607");
        assert_eq!(super::id("événement@example.org", "https://example.org/events/x"), "https://example.org/events/x");
    }
}
