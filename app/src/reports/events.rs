//! The events of a year: kinds, months, organisers, attendance.

use axum::extract::Path;
use axum::response::Response;
use domain::Language;
use domain::enums::EventKind;
use domain::numbers::number;
use domain::reports::{self, EventFigures, FiguresQuery, LISTED};
use leptos::prelude::*;

use super::charts::{Series, bars, months};
use super::table::figure;
use super::{ReportPart, all_tables_link, count_query, header, query_string, read_figures, small_groups, title, year_field};
use crate::error_page::Result;
use crate::extract::Query;
use crate::fields::SelectField;
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The page; an invalid year shows the current one.
pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(query): Query<FiguresQuery>) -> Result<Response> {
    let language = context.language;
    count_query(&context)?;
    let (figures, errors) = read_figures!(context, reports::events, slug, query);
    let card = figures.context.head.card.clone();
    let title = title(language, tr!(language, "reports-tab-events"), &card);
    let page = PageBuilder::titled(title).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(&context, move || {
        let path = format!("/networks/{}/figures", card.slug);
        let typed = query.year.clone();
        let query = if errors.status() == 200 { query_string(&query) } else { String::new() };
        let year = figures.context.year.to_string();
        let charts = if figures.events.held.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "reports-no-event", network = card.acronym.as_str(), year = year)}</p></div> }
                .into_any()
        } else {
            charts(language, &figures, &path, &query).into_any()
        };
        view! {
            {header(language, &figures.context.head, ReportPart::Events)}
            {filters(language, &figures, &path, &typed)}
            {charts}
        }
    }))
}

fn filters(language: Language, figures: &EventFigures, path: &str, typed: &str) -> impl IntoView + use<> {
    let all = (String::new(), tr!(language, "reports-filter-all-kinds"));
    let kinds = EventKind::ALL.iter().filter(|kind| **kind != EventKind::Deadline);
    let choices = std::iter::once(all).chain(kinds.map(|kind| (kind.to_string(), label(language, *kind)))).collect();
    let chosen = figures.kind.map(|kind| kind.to_string()).unwrap_or_default();
    view! {
        <div class="toolbar no-print">
            <form method="get" action=format!("{path}/events")>
                {year_field(language, &figures.context, typed)}
                <SelectField name="kind" label=tr!(language, "reports-filter-event-kind") value=chosen choices=choices required=true />
                <button class="button button-quiet">{tr!(language, "reports-filter-submit")}</button>
            </form>
        </div>
    }
}

fn charts(language: Language, figures: &EventFigures, path: &str, query: &str) -> impl IntoView + use<> {
    let files = (format!("{path}/tables"), query.to_owned());
    let events = &figures.events;
    let series: Vec<Series> = events.by_kind().into_iter().map(|(kind, months)| Series { name: label(language, kind), months }).collect();
    let event_tables = reports::event_tables(language, figures);
    let first = event_tables.iter().map(|table| table.code).find(|code| code.starts_with("levels"));
    let tables: Vec<_> = event_tables
        .iter()
        .map(|table| {
            let drawing = match table.code {
                "event-kinds" => months(language, &table.title, &series, true).into_any(),
                code if Some(code) == first => view! { <p class="small muted">{reports::actions_definition(language)}</p> }.into_any(),
                "levels" | "levels-own" | "events" => ().into_any(),
                _ => bars(language, table).into_any(),
            };
            figure(language, 0, table, drawing, Some((&files.0, &files.1)))
        })
        .collect();
    let full_list_link = (events.held.len() > LISTED).then(|| {
        let file = format!("{}/events.csv{query}", files.0);
        let count = number(language, i64::try_from(events.held.len()).unwrap_or(0));
        view! { <p><a href=file download>{tr!(language, "reports-each-event-file", number = count)}</a></p> }
    });
    let registered: i64 = figures.turnout.events.values().map(|turnout| turnout.registered).sum();
    let lost = (events.lost > 0)
        .then(|| view! { <div><dt>{tr!(language, "reports-events-cancelled")}</dt><dd>{number(language, events.lost)}</dd></div> });
    let people = events
        .people
        .map(|people| view! { <div><dt>{tr!(language, "reports-events-people")}</dt><dd>{number(language, people)}</dd></div> });
    let once_note = (!figures.context.head.children.is_empty())
        .then(|| view! { <p class="small muted">{tr!(language, "reports-events-counted-once")}</p> });
    view! {
        <dl class="figures-row">
            <div><dt>{tr!(language, "reports-tab-events")}</dt><dd>{number(language, i64::try_from(events.held.len()).unwrap_or(0))}</dd></div>
            <div><dt>{tr!(language, "reports-events-co-organised")}</dt><dd>{number(language, events.together())}</dd></div>
            {lost}
            <div><dt>{tr!(language, "reports-events-registrations")}</dt><dd>{number(language, registered)}</dd></div>
            {people}
        </dl>
        {once_note}
        {tables}
        {full_list_link}
        {small_groups(language, &figures.context)}
        {all_tables_link(language, &files.0, "events", query)}
    }
}
