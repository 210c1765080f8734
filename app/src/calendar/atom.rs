//! News in Atom (RFC 4287): events that were published, changed, postponed, cancelled. An entry keeps its id; `updated` is the stored
//! change.

use std::fmt::Write;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::calendar::{self, EventNews, NewsList};
use domain::events::AgendaQuery;

use crate::atom::{self, AtomHead, escape};
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
    Ok(atom::respond(context, headers, feed(context, &list)))
}

fn feed(context: &RequestContext, list: &NewsList) -> String {
    let language = context.language;
    let network = list.network.as_ref();
    let title = match network {
        Some(network) => tr!(language, "calendar-atom-title-of", network = network.acronym.clone()),
        None => tr!(language, "calendar-atom-title"),
    };
    let address = context.absolute(&context.path);
    let page = context.absolute(&network.map_or_else(|| "/agenda".to_owned(), |network| format!("/networks/{}/agenda", network.slug)));
    let mut entries = String::with_capacity(list.news.len() * 1024);
    list.news.iter().for_each(|news| entry(&mut entries, context, news));
    let author = network.map_or(context.instance.name.as_str(), |network| network.acronym.as_str());
    AtomHead { language, address: &address, title: &title, updated: list.updated_at, author, page: &page }.feed(&entries)
}

fn entry(xml: &mut String, context: &RequestContext, news: &EventNews) {
    let link = context.absolute(&format!("/events/{}", news.slug));
    let parts = [news.span(), news.place.clone(), news.state_note.clone(), news.summary.clone()];
    let parts: Vec<String> = parts.into_iter().filter(|parts| !parts.is_empty()).collect();
    let _ = write!(
        xml,
        "<entry xml:lang=\"{language}\">\n<id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n",
        language = news.language,
        id = escape(&atom::entry_id(&news.uid, &link)),
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
