//! Reports: the figures of a network, and its reviews.

pub mod charts;
pub mod events;
pub mod files;
pub mod members;
pub mod overlap;
pub mod reviews;
pub mod table;

use domain::Language;
use domain::networks::{NetworkCard, NetworkHead};
use domain::reports::{FiguresContext, FiguresQuery};
use leptos::prelude::*;

use crate::fault::Result;
use crate::fields::{FormErrors, SelectField};
use crate::networks::{NetworkTab, masthead, tabs};
use crate::request_context::RequestContext;

/// A page of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportPart {
    /// Who belongs.
    Members,
    /// What was held.
    Events,
    /// Who is in two networks.
    Overlap,
    /// What the committee makes of it.
    Reviews,
}

/// What stands above each page of reports: the network, its tabs, the parts.
pub fn top(language: Language, head: &NetworkHead, current: ReportPart) -> impl IntoView + use<> {
    let path = format!("/networks/{}", head.card.slug);
    let parts = [
        (ReportPart::Members, "/figures", tr!(language, "figures-members")),
        (ReportPart::Events, "/figures/events", tr!(language, "figures-events")),
        (ReportPart::Overlap, "/figures/overlap", tr!(language, "figures-overlap")),
        (ReportPart::Reviews, "/reviews", tr!(language, "reviews-title")),
    ];
    let links: Vec<_> = parts
        .into_iter()
        .filter(|(part, ..)| *part != ReportPart::Overlap || !head.children.is_empty())
        .map(|(part, end, words)| {
            let here = (part == current).then_some("page");
            view! { <li><a href=format!("{path}{end}") aria-current=here>{words}</a></li> }
        })
        .collect();
    view! {
        {masthead(language, head)}
        {tabs(language, head, NetworkTab::Figures)}
        <h2>{tr!(language, "networks-tab-figures")}</h2>
        <nav class="parts no-print" aria-label=tr!(language, "networks-tab-figures")><ul>{links}</ul></nav>
    }
}

/// Counts figures that are made for this request: those of another day, year or kind than the page shows by itself, and files. Fewer a
/// minute for a place of the network that nobody is signed in from than for a person, who may have a review to write.
///
/// # Errors
/// [`domain::Error::TooMany`].
fn count_made(context: &RequestContext) -> Result<()> {
    Ok(context.state.figures.count(context, 30, 120)?)
}

/// The same for a page with a query, whatever it says: the page without one is kept, and costs nothing.
///
/// # Errors
/// [`domain::Error::TooMany`].
fn count_asked(context: &RequestContext) -> Result<()> {
    if context.path.contains('?') { count_made(context) } else { Ok(()) }
}

/// The title of a page of reports.
fn title(language: Language, part: String, card: &NetworkCard) -> String {
    format!("{part} – {} – {}", tr!(language, "networks-tab-figures"), card.acronym)
}

/// What is asked, for the end of an address; nothing if nothing is.
fn query(asked: &FiguresQuery) -> String {
    let pairs = [("on", &asked.on), ("year", &asked.year), ("organisations", &asked.organisations), ("kind", &asked.kind)];
    crate::address::address("", &pairs.map(|(name, value)| (name, value.as_str())))
}

/// The choice of a year, as it was asked: one that can't be stays in sight, with its sentence.
fn year_field(language: Language, around: &FiguresContext, asked: &str) -> impl IntoView + use<> {
    let shown = if FormErrors::of_page().touches("year") { asked.trim().to_owned() } else { around.year.to_string() };
    let choices = around.years.iter().map(|year| (year.to_string(), year.to_string())).collect();
    view! { <SelectField name="year" label=tr!(language, "figures-year") value=shown choices=choices required=true /> }
}

/// What is wrong with a year of the address, on a page that has no field for it.
fn no_year() -> Option<impl IntoView + use<>> {
    FormErrors::of_page().sentence("year").map(|sentence| view! { <p class="field-error" role="alert">{sentence}</p> })
}

/// What is said of small groups to those who are not told of them.
fn small_groups(language: Language, around: &FiguresContext) -> Option<impl IntoView + use<>> {
    let few = domain::reports::FEW.to_string();
    (!around.reads_small).then(|| view! { <p class="small soft">{tr!(language, "figures-small-groups", few = few)}</p> })
}

/// A file that holds the whole page.
fn whole(language: Language, path: &str, page: &str, asked: &str) -> impl IntoView + use<> {
    view! {
        <p class="no-print"><a class="button button-quiet" href=format!("{path}/{page}.xlsx{asked}") download>{tr!(language, "figures-all-tables")}</a></p>
    }
}
