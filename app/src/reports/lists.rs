//! The mailing lists of a year, beside the year before.

use axum::extract::Path;
use axum::response::Response;
use domain::Language;
use domain::numbers::number;
use domain::reports::{self, FiguresQuery, LISTED, ListFigures};
use leptos::prelude::*;

use super::table::figure;
use super::{ReportPart, count_query, header, query_string, read_figures, title, year_field};
use crate::error_page::Result;
use crate::extract::Query;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The page; an invalid year shows the current one.
pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(query): Query<FiguresQuery>) -> Result<Response> {
    let language = context.language;
    count_query(&context)?;
    let (figures, errors) = read_figures!(context, reports::lists, slug, query);
    let card = figures.context.head.card.clone();
    let title = title(language, tr!(language, "reports-tab-lists"), &card);
    let page = PageBuilder::titled(title).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(&context, move || {
        let path = format!("/networks/{}/figures", card.slug);
        let typed = query.year.clone();
        let query = if errors.status() == 200 { query_string(&query) } else { String::new() };
        let year = figures.context.year.to_string();
        let lists = if figures.lists.lists.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "reports-no-list", network = card.acronym.as_str(), year = year)}</p></div> }
                .into_any()
        } else {
            lists(language, &figures, &path, &query).into_any()
        };
        view! {
            {header(language, &figures.context.head, ReportPart::Lists)}
            <div class="toolbar no-print">
                <form method="get" action=format!("{path}/lists")>
                    {year_field(language, &figures.context, &typed)}
                    <button class="button button-quiet">{tr!(language, "reports-filter-submit")}</button>
                </form>
            </div>
            {lists}
        }
    }))
}

fn lists(language: Language, figures: &ListFigures, path: &str, query: &str) -> impl IntoView + use<> {
    let files = format!("{path}/tables");
    let total = figures.lists.total;
    let authors = total.authors.cell().text(language);
    let mut table = reports::list_table(language, figures);
    let count = figures.lists.lists.len();
    let full_list_link = (count > LISTED).then(|| {
        // The last row is the total.
        table.rows.drain(LISTED..count);
        let count = number(language, i64::try_from(count).unwrap_or(0));
        view! { <p><a href=format!("{files}/lists.csv{query}") download>{tr!(language, "reports-each-list-file", number = count)}</a></p> }
    });
    let unfinished = (!figures.is_over).then(|| {
        let (year, before) = (figures.context.year.to_string(), (figures.context.year - 1).to_string());
        view! { <p class="small muted">{tr!(language, "reports-lists-unfinished", year = year, before = before)}</p> }
    });
    let hidden = (!figures.context.reads_small).then(|| view! { <p class="small muted">{reports::hidden_authors_note(language)}</p> });
    view! {
        <dl class="figures-row">
            <div><dt>{tr!(language, "reports-lists-messages")}</dt><dd>{number(language, total.messages)}</dd></div>
            <div><dt>{tr!(language, "reports-lists-threads")}</dt><dd>{number(language, total.threads)}</dd></div>
            <div><dt>{tr!(language, "reports-lists-posts")}</dt><dd>{number(language, total.posts)}</dd></div>
            <div><dt>{tr!(language, "reports-lists-authors")}</dt><dd>{authors}</dd></div>
        </dl>
        {unfinished}
        {figure(language, 0, &table, ().into_any(), Some((&files, query)))}
        {full_list_link}
        <p class="small muted">{reports::lists_definition(language)}</p>
        {hidden}
    }
}
