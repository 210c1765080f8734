//! The members of a network on a day, and who joined and left in its year.

use axum::extract::Path;
use axum::response::Response;
use domain::numbers::number;
use domain::reports::{self, FiguresQuery, MemberFigures};
use domain::{Language, dates};
use leptos::prelude::*;

use super::charts::{Series, bars, months};
use super::table::figure;
use super::{ReportPart, all_tables_link, count_query, header, query_string, read_figures, small_groups, title, year_error};
use crate::error_page::Result;
use crate::extract::Query;
use crate::fields::{LineField, SelectField};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The page; for an invalid day, it shows an error and the figures of today.
pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(query): Query<FiguresQuery>) -> Result<Response> {
    let language = context.language;
    count_query(&context)?;
    let (figures, errors) = read_figures!(context, reports::members, slug, query);
    let card = figures.context.head.card.clone();
    let typed = if errors.status() == 200 { figures.context.on.clone() } else { query.on.clone() };
    let title = title(language, tr!(language, "reports-tab-members"), &card);
    let page = PageBuilder::titled(title).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(&context, move || {
        let day = dates::date_of(language, &figures.people.on);
        let path = format!("/networks/{}/figures", card.slug);
        let query = if errors.status() == 200 { query_string(&query) } else { String::new() };
        let charts = if figures.people.total == 0 {
            view! { <div class="empty"><p>{tr!(language, "reports-no-member", network = card.acronym.as_str(), day = day)}</p></div> }
                .into_any()
        } else {
            charts(language, &figures, &path, &query).into_any()
        };
        view! {
            {header(language, &figures.context.head, ReportPart::Members)}
            {filters(language, &figures, &path, typed)}
            {charts}
        }
    }))
}

/// The form: a day, and a kind of organisation for those who may cross breakdowns.
fn filters(language: Language, figures: &MemberFigures, path: &str, typed: String) -> impl IntoView + use<> {
    let figures_context = &figures.context;
    let kinds = figures_context.reads_small.then(|| {
        let all = (String::new(), tr!(language, "reports-filter-all-kinds"));
        let kinds_of_organisation = figures_context.organisations.iter().map(|(code, label)| (code.clone(), label.text(language)));
        let chosen = figures.organisations.as_ref().map(|(code, _)| code.clone()).unwrap_or_default();
        let choices = std::iter::once(all).chain(kinds_of_organisation).collect();
        view! { <SelectField name="organisations" label=tr!(language, "reports-filter-organisation-kind") value=chosen choices=choices required=true /> }
    });
    let years: Vec<_> = figures_context
        .years
        .iter()
        .skip(1)
        .take(8)
        .map(|year| view! { <a href=format!("{path}?on={year}-12-31")>{year.to_string()}</a>" " })
        .collect();
    view! {
        {year_error()}
        <div class="toolbar no-print">
            <form method="get" action=path.to_owned()>
                <LineField name="on" kind="date" label=tr!(language, "reports-filter-day") value=typed required=true />
                {kinds}
                <button class="button button-quiet">{tr!(language, "reports-filter-submit")}</button>
            </form>
            <p class="small links">{tr!(language, "reports-year-ends")}" "{years}</p>
        </div>
    }
}

fn charts(language: Language, figures: &MemberFigures, path: &str, query: &str) -> impl IntoView + use<> {
    let files = (format!("{path}/tables"), query.to_owned());
    let total = figures.turnover.total();
    let series = [
        Series { name: tr!(language, "reports-series-joined"), months: figures.turnover.months.map(|month| month.joined) },
        Series { name: tr!(language, "reports-series-left"), months: figures.turnover.months.map(|month| month.left) },
    ];
    let tables: Vec<_> = reports::member_tables(language, figures)
        .iter()
        .map(|table| {
            let drawing = match table.code {
                "moves" => months(language, &table.title, &series, false).into_any(),
                _ => bars(language, table).into_any(),
            };
            figure(language, 0, table, drawing, Some((&files.0, &files.1)))
        })
        .collect();
    let day = dates::date_of(language, &figures.people.on);
    let kind_note = figures.organisations.as_ref().map(|(_, label)| {
        let kind = label.text(language);
        view! { <p>{tr!(language, "reports-filtered-by-kind", kind = kind)}</p> }
    });
    let once_note =
        (!figures.networks.is_empty()).then(|| view! { <p class="small muted">{tr!(language, "reports-people-counted-once")}</p> });
    let year = figures.context.year.to_string();
    let no_breakdown_note =
        (!figures.shows_breakdowns).then(|| view! { <p class="muted">{tr!(language, "reports-breakdowns-withheld")}</p> });
    let small_groups_note = figures.shows_breakdowns.then(|| small_groups(language, &figures.context));
    view! {
        <dl class="figures-row">
            <div><dt>{tr!(language, "reports-members-on", day = day)}</dt><dd>{number(language, figures.people.total)}</dd></div>
            <div><dt>{tr!(language, "reports-joined-in", year = year.as_str())}</dt><dd>{number(language, total.joined)}</dd></div>
            <div><dt>{tr!(language, "reports-left-in", year = year.as_str())}</dt><dd>{number(language, total.left)}</dd></div>
        </dl>
        {kind_note}
        {once_note}
        {no_breakdown_note}
        {tables}
        {small_groups_note}
        {all_tables_link(language, &files.0, "members", query)}
    }
}
