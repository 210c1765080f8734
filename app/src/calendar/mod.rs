//! Calendars and news for programs, a person's own feed addresses, and files for search engines.

mod atom;
mod json_ld;
pub mod personal;
mod response;
mod robots;

pub use atom::{agenda_news, network_news};
pub use json_ld::event_json_ld;
pub use robots::{robots, sitemap};

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::calendar::{self, FeedMark};
use domain::events::AgendaQuery;

use crate::conditional::Conditions;
use crate::error_page::Result;
use crate::extract::Query;
use crate::request_context::RequestContext;
pub(crate) use response::{FeedResponse, is_known};

pub(crate) const CALENDAR: &str = "text/calendar; charset=utf-8";

/// The agenda as a feed, with the same query as the page.
pub async fn agenda(context: RequestContext, headers: HeaderMap, Query(query): Query<AgendaQuery>) -> Result<Response> {
    feed(&context, &headers, &query, "agenda").await
}

/// A network's agenda as a feed: that of a federation includes everything below it.
pub async fn network(
    context: RequestContext,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Query(query): Query<AgendaQuery>,
) -> Result<Response> {
    feed(&context, &headers, &AgendaQuery { network: slug.clone(), ..query }, &slug).await
}

/// One event, to download or to subscribe to.
pub async fn event(context: RequestContext, headers: HeaderMap, Path(slug): Path<String>) -> Result<Response> {
    let feed = calendar::event(context.db(), &context.actor, &slug).await?;
    let body = if is_known(&Conditions::of(&headers), &feed.mark) { None } else { feed.calendar };
    Ok(FeedResponse { kind: CALENDAR, mark: feed.mark, body, file: Some(format!("{slug}.ics")), shared: context.visitor.is_none() }
        .respond())
}

async fn feed(context: &RequestContext, headers: &HeaderMap, query: &AgendaQuery, file: &str) -> Result<Response> {
    let conditions = Conditions::of(headers);
    let is_known = |mark: &FeedMark| is_known(&conditions, mark);
    let is_known_if_conditional: Option<calendar::IsKnown> = if conditions.is_empty() { None } else { Some(&is_known) };
    let feed =
        calendar::feed(context.db(), &context.state.written, &context.actor, context.language, query, is_known_if_conditional).await?;
    let file = Some(format!("{file}.ics"));
    Ok(FeedResponse { kind: CALENDAR, mark: feed.mark, body: feed.calendar, file, shared: context.visitor.is_none() }.respond())
}
