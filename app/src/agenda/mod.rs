//! The agenda: upcoming and past events, of everything or of a network, as a list and as a month.

mod filters;
pub mod month;

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use domain::clock::{HOME, Timestamp};
use domain::events::{self, Agenda, AgendaQuery, EventCard};
use domain::numbers::number;
use domain::{Language, dates, networks, taxonomies};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::events::event_card;
use crate::extract::{DoneQuery, Query};
use crate::islands::filters::LiveFilters;
use crate::networks::{NetworkTab, masthead, tabs};
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

pub(crate) use filters::{AgendaFilters, address};

pub async fn index(context: RequestContext, Query(query): Query<AgendaQuery>) -> Result<Response> {
    let language = context.language;
    let agenda = events::list(context.db(), &context.actor, &query).await?;
    let regions = taxonomies::regions(context.db(), language).await?;
    let title = match &agenda.network {
        Some(network) => tr!(language, "agenda-title-of", network = network.acronym.clone()),
        None => tr!(language, "agenda-title"),
    };
    let page = with_feeds(
        PageBuilder::titled(title.clone()).section(Section::Agenda).description(tr!(language, "agenda-lead")),
        &title,
        "/agenda",
        &query,
    );
    Ok(page.render(&context.clone(), move || {
        let month = address("/agenda/month", &AgendaQuery { page: String::new(), ..query.clone() });
        let filters = AgendaFilters { path: "/agenda".to_owned(), networks: agenda.networks.clone(), regions, month: false };
        view! {
            <div class="page-title">
                <h1>{title}</h1>
                <div class="actions">
                    <a class="button button-quiet" id="month-view" href=month>{tr!(language, "agenda-month-view")}</a>
                    {subscribe_menu(&context, "/agenda", &query)}
                </div>
            </div>
            <LiveFilters>
                {filters.view(language, &query)}
                {results(&context, "/agenda", &query, &agenda)}
            </LiveFilters>
        }
    }))
}

/// The agenda of a network and of all networks below it, as a page of the network.
pub async fn of_network(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<AgendaQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    let language = context.language;
    let network = networks::head(context.db(), &context.actor, &slug).await?;
    let query = AgendaQuery { network: slug.clone(), ..query };
    let agenda = events::list(context.db(), &context.actor, &query).await?;
    let regions = taxonomies::regions(context.db(), language).await?;
    let title = tr!(language, "agenda-title-of", network = network.card.acronym.clone());
    let path = format!("/networks/{slug}/agenda");
    // The network is in the path: the filters and the feeds of this page don't repeat it.
    let query = AgendaQuery { network: String::new(), ..query };
    let page =
        PageBuilder::titled(title.clone()).section(Section::Networks).hue(network.card.hue).description(network.card.summary.clone());
    let page = with_feeds(page, &title, &path, &query);
    Ok(page.render(&context.clone(), move || {
        let new_event_link = network.may.edit.then(|| {
            view! { <a class="button" href=format!("/networks/{slug}/events/new")>{tr!(language, "agenda-new-event")}</a> }
        });
        let notice = match done.done.as_str() {
            "declined" => Some(tr!(language, "agenda-done-declined")),
            "removed" => Some(tr!(language, "agenda-done-removed")),
            _ => None,
        };
        let notice = notice.map(|text| view! { <div class="notice" role="status"><p>{text}</p></div> });
        let filters = AgendaFilters { path: path.clone(), networks: Vec::new(), regions, month: false };
        view! {
            {masthead(language, &network)}
            {tabs(language, &network, NetworkTab::Agenda)}
            {notice}
            <div class="page-title">
                <h2>{tr!(language, "shell-agenda")}</h2>
                <div class="actions">{new_event_link}{subscribe_menu(&context, &path, &query)}</div>
            </div>
            <LiveFilters>
                {filters.view(language, &query)}
                {results(&context, &path, &query, &agenda)}
            </LiveFilters>
        }
    }))
}

/// The feeds of the same events: filters by network, kind, place or level also filter the feed.
fn feed(path: &str, query: &AgendaQuery, extension: &str) -> String {
    let filters = AgendaQuery { q: String::new(), when: String::new(), page: String::new(), month: String::new(), ..query.clone() };
    address(&format!("{path}.{extension}"), &filters)
}

fn with_feeds(page: PageBuilder, title: &str, path: &str, query: &AgendaQuery) -> PageBuilder {
    page.feed("text/calendar", title, feed(path, query, "ics")).feed("application/atom+xml", title, feed(path, query, "atom"))
}

pub(crate) fn subscribe_menu(context: &RequestContext, path: &str, query: &AgendaQuery) -> impl IntoView + use<> {
    let language = context.language;
    let (calendar, atom) = (feed(path, query, "ics"), feed(path, query, "atom"));
    let url = context.absolute(&calendar);
    let webcal = url.replacen("https://", "webcal://", 1).replacen("http://", "webcal://", 1);
    view! {
        <details class="menu" id="subscribe">
            <summary class="button button-quiet">{tr!(language, "agenda-subscribe")}</summary>
            <div>
                <ul>
                    <li><a href=webcal>{tr!(language, "agenda-subscribe-calendar")}</a></li>
                    <li><a href=calendar>{tr!(language, "agenda-subscribe-download")}</a></li>
                    <li><a href=atom>{tr!(language, "agenda-subscribe-atom")}</a></li>
                </ul>
                <div class="field">
                    <label class="menu-note" for="feed-address">{tr!(language, "agenda-subscribe-address")}</label>
                    <input id="feed-address" readonly value=url />
                </div>
            </div>
        </details>
    }
}

/// The parts that change with the filters: the count, the events by month, the pages.
fn results(context: &RequestContext, path: &str, query: &AgendaQuery, agenda: &Agenda) -> impl IntoView + use<> {
    let language = context.language;
    let months = months(language, context.now, query, agenda);
    let empty = agenda.cards.is_empty().then(|| empty(language, path, query));
    let total = number(language, agenda.total);
    let count = if agenda.is_more {
        tr!(language, "agenda-count-more", number = total)
    } else {
        tr!(language, "agenda-count", count = agenda.total, number = total)
    };
    view! {
        <p class="count" id="count" role="status">{count}</p>
        <div class="stack" id="results">
            {months}
            {empty}
            {pager(language, agenda.page, list_length(agenda), |page| address(path, &AgendaQuery { page: page.to_string(), ..query.clone() }))}
        </div>
    }
}

fn empty(language: Language, path: &str, query: &AgendaQuery) -> impl IntoView + use<> {
    let past = (!query.is_past()).then(|| {
        let past = address(path, &AgendaQuery { when: "past".to_owned(), page: String::new(), ..query.clone() });
        view! { <a class="button button-quiet" href=past>{tr!(language, "agenda-empty-past")}</a> }
    });
    view! {
        <div class="empty">
            <p>{tr!(language, "agenda-empty")}</p>
            <p class="actions">{past}" "<a class="button button-quiet" href=path.to_owned()>{tr!(language, "agenda-empty-all")}</a></p>
        </div>
    }
}

/// One section per month, in the order of the list. A line among the upcoming events marks today.
fn months(language: Language, now: Timestamp, query: &AgendaQuery, agenda: &Agenda) -> Vec<impl IntoView + use<>> {
    let today = now.local(HOME).date();
    let today_mark = (!query.is_past() && query.month.is_empty() && agenda.page == 1 && !agenda.cards.is_empty()).then_some(today);
    let first_of = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let mut sections: BTreeMap<NaiveDate, Vec<&EventCard>> = BTreeMap::new();
    for card in &agenda.cards {
        sections.entry(first_of(card.first_day())).or_default().push(card);
    }
    if let Some(today) = today_mark {
        sections.entry(first_of(today)).or_default();
    }
    let ordered: Vec<_> = if query.is_past() { sections.into_iter().rev().collect() } else { sections.into_iter().collect() };
    ordered
        .into_iter()
        .map(|(month, cards)| {
            let id = format!("m-{}", month.format("%Y-%m"));
            let today_line = today_mark.filter(|today| first_of(*today) == month);
            let earlier_count = today_line.map_or(cards.len(), |today| cards.iter().filter(|card| card.first_day() < today).count());
            let view = |card: &&EventCard| event_card(language, now, card);
            let (earlier, later): (Vec<_>, Vec<_>) =
                (cards[..earlier_count].iter().map(view).collect(), cards[earlier_count..].iter().map(view).collect());
            let today_line = today_line.map(|today| {
                view! { <li class="today"><span>{tr!(language, "agenda-today", day = dates::day(language, today))}</span></li> }
            });
            let (name, year) = dates::month_and_year(language, month);
            view! {
                <section class="agenda-month" aria-labelledby=id.clone()>
                    <h2 id=id.clone()>{name}" "<span>{year}</span></h2>
                    <ol class="agenda">{earlier}{today_line}{later}</ol>
                </section>
            }
        })
        .collect()
}

fn list_length(agenda: &Agenda) -> ListLength {
    if agenda.is_more { ListLength::Beyond(agenda.page + i64::from(agenda.has_next)) } else { ListLength::Page(agenda.pages) }
}
