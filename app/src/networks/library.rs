//! The library of a network: its pages and resources, and the materials of past events.

use axum::extract::Path;
use axum::response::Response;
use domain::networks::{self, Library, PastEvent};
use domain::pages::PagePlace;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::header::{NetworkTab, masthead, tabs};
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::Query;
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::pages;
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LibraryQuery {
    done: String,
    /// Past events up to that year.
    until: String,
}

pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(query): Query<LibraryQuery>) -> Result<Response> {
    let language = context.language;
    let library = networks::library(context.db(), &context.actor, &slug, &query.until).await?;
    let card = library.head.card.clone();
    let title = format!("{} – {}", tr!(language, "networks-tab-library"), card.acronym);
    Ok(PageBuilder::titled(title).section(Section::Networks).hue(card.hue).render(&context, move || {
        let resources: Vec<_> = library
            .resources
            .iter()
            .map(|resource| view! { <li><a href=resource.url.clone() rel="noopener" lang=lang_attribute(language, card.language)>{resource.title.clone()}</a></li> })
            .collect();
        let is_empty = resources.is_empty() && library.events.is_empty() && library.pages.is_empty();
        let resources = (!resources.is_empty()).then(|| view! { <ul class="materials">{resources}</ul> });
        let years: Vec<_> = library
            .events
            .chunk_by(|one, other| year(one) == year(other))
            .map(|events| {
                let heading = format!("y-{}", year(&events[0]));
                let labelled_by = heading.clone();
                let events: Vec<_> = events.iter().map(|event| event_view(language, event)).collect();
                view! { <section class="stack" aria-labelledby=labelled_by>{year_heading(heading)}{events}</section> }
            })
            .collect();
        let empty = is_empty
            .then(|| view! { <div class="empty"><p>{tr!(language, "networks-library-empty", network = card.acronym.as_str())}</p></div> });
        view! {
            {masthead(language, &library.head)}
            {tabs(language, &library.head, NetworkTab::Library)}
            {pages::notice(language, &query.done)}
            <div class="page-title">
                <h2>{tr!(language, "networks-tab-library")}</h2>
                {new_page(language, &library)}
            </div>
            {network_pages(language, &library)}
            {resources}
            {years}
            {earlier_link(language, &library)}
            {empty}
        }
    }))
}

fn new_page(language: Language, library: &Library) -> Option<impl IntoView + use<>> {
    let slug = &library.head.card.slug;
    library.head.may.edit.then(|| view! { <a class="button" href=format!("/networks/{slug}/pages/new")>{tr!(language, "pages-new")}</a> })
}

fn network_pages(language: Language, library: &Library) -> Option<impl IntoView + use<>> {
    let place = PagePlace::Network(library.head.card.slug.clone());
    (!library.pages.is_empty()).then(|| pages::links(language, &place, &library.pages))
}

fn earlier_link(language: Language, library: &Library) -> Option<impl IntoView + use<>> {
    let (slug, year) = (&library.head.card.slug, library.older.clone()?);
    let label = tr!(language, "networks-library-older", year = year.as_str());
    Some(view! { <p><a class="button button-quiet" href=format!("/networks/{slug}/resources?until={year}")>{label}</a></p> })
}

fn year(event: &PastEvent) -> &str {
    event.on.get(..4).unwrap_or_default()
}

fn year_heading(id: String) -> impl IntoView {
    let year = id.trim_start_matches("y-").to_owned();
    view! { <h2 id=id>{year}</h2> }
}

fn event_view(language: Language, event: &PastEvent) -> impl IntoView + use<> {
    let materials: Vec<_> = event
        .materials
        .iter()
        .map(|material| {
            let label = material.kind.map_or_else(|| tr!(language, "page-kind-page"), |kind| label(language, kind));
            view! {
                <li>
                    <a href=material.url.clone() rel="noopener">{material.title.clone()}</a>
                    " "
                    <span class="badge">{label}</span>
                </li>
            }
        })
        .collect();
    view! {
        <article>
            <h3 lang=event.language.clone()><a href=format!("/events/{}", event.slug)>{event.title.clone()}</a></h3>
            <p class="small muted"><time datetime=event.on.clone()>{dates::day_of(language, &event.on)}</time></p>
            <ul class="materials">{materials}</ul>
        </article>
    }
}
