//! How many people two networks of a federation share.

use axum::extract::Path;
use axum::response::Response;
use domain::reports::{self, FiguresQuery};
use leptos::prelude::*;

use super::table::figure;
use super::{ReportPart, count_query, header, query_string, read_figures, title, year_error};
use crate::error_page::Result;
use crate::extract::Query;
use crate::fields::LineField;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The page; for an invalid day, it shows an error and the figures of today.
pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(query): Query<FiguresQuery>) -> Result<Response> {
    let language = context.language;
    count_query(&context)?;
    let (figures, errors) = read_figures!(context, reports::overlap, slug, query);
    let card = figures.context.head.card.clone();
    let typed = if errors.status() == 200 { figures.context.on.clone() } else { query.on.clone() };
    let title = title(language, tr!(language, "reports-tab-overlap"), &card);
    let page = PageBuilder::titled(title).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(&context, move || {
        let path = format!("/networks/{}/figures", card.slug);
        let query = if errors.status() == 200 { query_string(&query) } else { String::new() };
        let table = reports::overlap_table(language, &figures);
        let hidden = (!figures.context.reads_small).then(|| {
            let few = reports::K_MIN.to_string();
            view! { <p class="small muted">{tr!(language, "reports-small-overlaps", few = few)}</p> }
        });
        view! {
            {header(language, &figures.context.head, ReportPart::Overlap)}
            {year_error()}
            <div class="toolbar no-print">
                <form method="get" action=format!("{path}/overlap")>
                    <LineField name="on" kind="date" label=tr!(language, "reports-filter-day") value=typed required=true />
                    <button class="button button-quiet">{tr!(language, "reports-filter-submit")}</button>
                </form>
            </div>
            <p class="muted">{tr!(language, "reports-overlap-lead")}</p>
            {figure(language, 0, &table, ().into_any(), Some((&format!("{path}/tables"), &query)))}
            {hidden}
        }
    }))
}
