//! A month of the agenda as a table of days.

use axum::response::Response;
use chrono::{Datelike, Months, NaiveDate};
use domain::clock::{self, HOME};
use domain::enums::EventState;
use domain::events::{self, Agenda, AgendaQuery, EventCard};
use domain::{Language, dates, taxonomies};
use leptos::prelude::*;

use super::{AgendaFilters, address, subscribe_menu};
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::Query;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The most events in the cell of a day; the others are behind a link.
const MAX_PER_DAY: usize = 3;

/// The month in the query, or the current one.
pub async fn show(context: RequestContext, Query(query): Query<AgendaQuery>) -> Result<Response> {
    let language = context.language;
    let today = context.now.local(HOME).date();
    let first = query.first_of_month().unwrap_or_else(|| today.with_day(1).unwrap_or(today));
    let query = AgendaQuery { month: first.format("%Y-%m").to_string(), page: String::new(), ..query };
    let agenda = events::month(context.db(), &context.actor, &query, first).await?;
    let regions = taxonomies::regions(context.db(), language).await?;
    let month = dates::month(language, first);
    let page = PageBuilder::titled(tr!(language, "agenda-month-caption", month = month.clone())).section(Section::Agenda);
    Ok(page.render(&context.clone(), move || {
        let list = address("/agenda", &AgendaQuery { month: String::new(), ..query.clone() });
        let filters = AgendaFilters { path: "/agenda/month".to_owned(), networks: agenda.networks.clone(), regions, month: true };
        view! {
            <div class="page-title">
                <h1>{tr!(language, "agenda-title")}</h1>
                <div class="actions">
                    <a class="button button-quiet" href=list>{tr!(language, "agenda-list-view")}</a>
                    {subscribe_menu(&context, "/agenda", &query)}
                </div>
            </div>
            {filters.view(language, &query)}
            {month_links(language, first, month.clone(), &query)}
            {table(language, first, today, month, &query, &agenda)}
        }
    }))
}

fn month_links(language: Language, first: NaiveDate, month: String, query: &AgendaQuery) -> impl IntoView + use<> {
    let to = |day: Option<NaiveDate>| {
        day.map(|day| {
            (
                address("/agenda/month", &AgendaQuery { month: day.format("%Y-%m").to_string(), ..query.clone() }),
                dates::month_and_year(language, day).0,
            )
        })
    };
    let previous = to(first.checked_sub_months(Months::new(1)))
        .map(|(path, name)| view! { <a class="button button-quiet" href=path rel="prev">{format!("← {name}")}</a> });
    let next = to(first.checked_add_months(Months::new(1)))
        .map(|(path, name)| view! { <a class="button button-quiet" href=path rel="next">{format!("{name} →")}</a> });
    view! { <div class="month-nav">{previous}<h2>{month}</h2>{next}</div> }
}

fn table(
    language: Language,
    first: NaiveDate,
    today: NaiveDate,
    month: String,
    query: &AgendaQuery,
    agenda: &Agenda,
) -> impl IntoView + use<> {
    let (start, end) = dates::month_edges(first);
    let days: Vec<NaiveDate> = start.iter_days().take_while(|day| *day <= end).collect();
    let headings: Vec<_> = days.iter().take(7).map(|day| view! { <th scope="col">{dates::weekday(language, *day)}</th> }).collect();
    let weeks: Vec<_> = days
        .chunks(7)
        .map(|week| {
            let cells: Vec<_> = week.iter().map(|day| cell(language, first, today, *day, query, agenda)).collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <table class="month">
            <caption class="visually-hidden">{tr!(language, "agenda-month-caption", month = month)}</caption>
            <thead><tr>{headings}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

fn cell(
    language: Language,
    first: NaiveDate,
    today: NaiveDate,
    day: NaiveDate,
    query: &AgendaQuery,
    agenda: &Agenda,
) -> impl IntoView + use<> {
    let events: Vec<&EventCard> = agenda.cards.iter().filter(|card| card.first_day() <= day && day <= card.last_day()).collect();
    let more_link = events.len().saturating_sub(MAX_PER_DAY);
    let items: Vec<_> = events
        .iter()
        .take(MAX_PER_DAY)
        .map(|card| {
            let hue = card.organisers.first().map_or(0, |lead| lead.hue);
            let cancelled = card.state == EventState::Cancelled;
            // The hour is shown on the first day only.
            let is_first_day = card.first_day() == day && card.all_day == 0 && card.state != EventState::Postponed;
            let hour = clock::local(&card.starts_local).ok().filter(|_| is_first_day);
            let hour = hour.map(|start| view! { <span class="hour numbers">{dates::time(language, start)}</span>" " });
            let state = crate::events::state_label(language, card.state)
                .map(|label| view! { " "<span class="visually-hidden">{format!("({label})")}</span> });
            view! {
                <li class:is-cancelled=cancelled class:is-postponed=card.state == EventState::Postponed style=format!("--hue: {hue}")>
                    {hour}
                    <a href=format!("/events/{}", card.slug) lang=lang_attribute(language, card.language)>{card.title.clone()}</a>
                    {state}
                </li>
            }
        })
        .collect();
    let more_link = (more_link > 0).then(|| {
        let all = format!("{}#d-{day}", address("/agenda", &AgendaQuery { month: day.format("%Y-%m").to_string(), ..query.clone() }));
        view! { <li><a href=all>{tr!(language, "agenda-month-more", count = more_link)}</a></li> }
    });
    let list = (!items.is_empty()).then(|| view! { <ul>{items}{more_link}</ul> });
    let today_mark = (day == today).then(|| view! { " "<span class="visually-hidden">{tr!(language, "agenda-today-mark")}</span> });
    let class = match (day == today, day.month() == first.month()) {
        (true, _) => Some("today"),
        (_, false) => Some("other-month"),
        _ => None,
    };
    view! {
        <td class=class>
            <time datetime=day.to_string()><span class="weekday">{dates::weekday(language, day)}</span>" "{day.day()}{today_mark}</time>
            {list}
        </td>
    }
}
