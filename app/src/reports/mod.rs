//! Reports: the figures of a network, and its reviews.

pub mod charts;
pub mod events;
pub mod files;
pub mod lists;
pub mod members;
pub mod overlap;
pub mod reviews;
pub mod table;

/// The figures that a query asks for, with no errors; for an invalid query, those of an empty one, with the errors of its form. A macro, because the
/// verbs differ in what they return.
macro_rules! read_figures {
    ($context:ident, $verb:path, $slug:ident, $query:ident) => {
        match $verb($context.db(), &$context.actor, &$slug, &$query).await {
            Ok(figures) => (figures, $crate::fields::FormErrors::none($context.language)),
            Err(error) => {
                let errors = $crate::fields::FormErrors::of($context.language, error)?;
                ($verb($context.db(), &$context.actor, &$slug, &FiguresQuery::default()).await?, errors)
            }
        }
    };
}
use read_figures;

use domain::Language;
use domain::networks::{NetworkCard, NetworkHead};
use domain::reports::{FiguresContext, FiguresQuery};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::fields::{FormErrors, SelectField};
use crate::networks::{NetworkTab, masthead, tabs};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportPart {
    Members,
    Events,
    /// Mailing lists.
    Lists,
    /// People who belong to two networks.
    Overlap,
    Reviews,
}

/// The head of each page of reports: the network, its tabs, the parts.
pub fn header(language: Language, head: &NetworkHead, current: ReportPart) -> impl IntoView + use<> {
    let path = format!("/networks/{}", head.card.slug);
    let parts = [
        (ReportPart::Members, "/figures", tr!(language, "reports-tab-members")),
        (ReportPart::Events, "/figures/events", tr!(language, "reports-tab-events")),
        (ReportPart::Lists, "/figures/lists", tr!(language, "reports-tab-lists")),
        (ReportPart::Overlap, "/figures/overlap", tr!(language, "reports-tab-overlap")),
        (ReportPart::Reviews, "/reviews", tr!(language, "reviews-title")),
    ];
    let links: Vec<_> = parts
        .into_iter()
        .filter(|(part, ..)| *part != ReportPart::Overlap || !head.children.is_empty())
        .map(|(part, end, label)| {
            let current = (part == current).then_some("page");
            view! { <li><a href=format!("{path}{end}") aria-current=current>{label}</a></li> }
        })
        .collect();
    view! {
        {masthead(language, head)}
        {tabs(language, head, NetworkTab::Figures)}
        <h2>{tr!(language, "networks-tab-reports")}</h2>
        <nav class="report-nav no-print" aria-label=tr!(language, "networks-tab-reports")><ul>{links}</ul></nav>
    }
}

/// Counts figures that are computed for this request: those of another day, year or kind than the page's default, and files. A network
/// address with nobody signed in has a lower limit per minute than a person, who may have a review to write.
///
/// # Errors
/// [`domain::Error::TooMany`].
fn count_computation(context: &RequestContext) -> Result<()> {
    Ok(context.state.figures.count(context, 30, 120)?)
}

/// As [`count_computation`], for any page with a query: the page without one is cached, and costs nothing.
///
/// # Errors
/// [`domain::Error::TooMany`].
fn count_query(context: &RequestContext) -> Result<()> {
    if context.path.contains('?') { count_computation(context) } else { Ok(()) }
}

fn title(language: Language, part: String, card: &NetworkCard) -> String {
    format!("{part} – {} – {}", tr!(language, "networks-tab-reports"), card.acronym)
}

/// Empty for the default figures.
fn query_string(query: &FiguresQuery) -> String {
    let pairs = [("on", &query.on), ("year", &query.year), ("organisations", &query.organisations), ("kind", &query.kind)];
    crate::address::address("", &pairs.map(|(name, value)| (name, value.as_str())))
}

/// The choice of a year, as typed: an invalid one stays visible, with its error.
fn year_field(language: Language, figures_context: &FiguresContext, typed: &str) -> impl IntoView + use<> {
    let year = if FormErrors::of_page().has_error("year") { typed.trim().to_owned() } else { figures_context.year.to_string() };
    let choices = figures_context.years.iter().map(|year| (year.to_string(), year.to_string())).collect();
    view! { <SelectField name="year" label=tr!(language, "reports-filter-year") value=year choices=choices required=true /> }
}

/// The error of a year in the address, on a page that has no field for it.
fn year_error() -> Option<impl IntoView + use<>> {
    FormErrors::of_page().sentence("year").map(|sentence| view! { <p class="field-error" role="alert">{sentence}</p> })
}

/// The note for readers who don't see small groups.
fn small_groups(language: Language, figures_context: &FiguresContext) -> Option<impl IntoView + use<>> {
    let few = domain::reports::K_MIN.to_string();
    (!figures_context.reads_small).then(|| view! { <p class="small muted">{tr!(language, "reports-small-groups", few = few)}</p> })
}

fn all_tables_link(language: Language, path: &str, page: &str, query: &str) -> impl IntoView + use<> {
    view! {
        <p class="no-print"><a class="button button-quiet" href=format!("{path}/{page}.xlsx{query}") download>{tr!(language, "reports-all-tables")}</a></p>
    }
}
