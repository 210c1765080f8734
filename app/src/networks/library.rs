//! What a network keeps: its resources, and what past events left.

use axum::extract::Path;
use axum::response::Response;
use domain::networks::{self, PastEvent};
use domain::{Language, dates};
use leptos::prelude::*;

use super::head::{Tab, masthead, tabs};
use crate::events::material_words;
use crate::fault::Result;
use crate::page::{Page, Section};
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Response> {
    let language = visit.language;
    let library = networks::library(visit.db(), &visit.who, &slug).await?;
    let card = library.head.card.clone();
    let title = format!("{} – {}", t!(language, "networks-tab-library"), card.acronym);
    Ok(Page::titled(title).section(Section::Networks).hue(card.hue).render(&visit, move || {
        let resources: Vec<_> = library
            .resources
            .iter()
            .map(|resource| view! { <li><a href=resource.url.clone() rel="noopener">{resource.title.clone()}</a></li> })
            .collect();
        let is_empty = resources.is_empty() && library.events.is_empty();
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
            .then(|| view! { <div class="empty"><p>{t!(language, "networks-library-empty", network = card.acronym.as_str())}</p></div> });
        view! {
            {masthead(language, &library.head)}
            {tabs(language, &library.head, Tab::Library)}
            <h2>{t!(language, "networks-tab-library")}</h2>
            {resources}
            {years}
            {empty}
        }
    }))
}

fn year(event: &PastEvent) -> &str {
    event.on.get(..4).unwrap_or_default()
}

fn year_heading(id: String) -> impl IntoView {
    let words = id.trim_start_matches("y-").to_owned();
    view! { <h2 id=id>{words}</h2> }
}

fn event_view(language: Language, event: &PastEvent) -> impl IntoView + use<> {
    let materials: Vec<_> = event
        .materials
        .iter()
        .map(|kept| {
            view! {
                <li>
                    <a href=kept.url.clone() rel="noopener">{kept.title.clone()}</a>
                    " "
                    <span class="badge">{material_words(language, kept.kind)}</span>
                </li>
            }
        })
        .collect();
    view! {
        <article>
            <h3 lang=event.language.clone()><a href=format!("/events/{}", event.slug)>{event.title.clone()}</a></h3>
            <p class="small soft"><time datetime=event.on.clone()>{dates::day_of(language, &event.on)}</time></p>
            <ul class="materials">{materials}</ul>
        </article>
    }
}
