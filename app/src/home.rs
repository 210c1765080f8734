//! The home page: the next events, and the networks.

use axum::response::Response;
use domain::networks::PlacedNetwork;
use domain::{Language, events, networks};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::events::{event_card, foreign};
use crate::networks::{no_network, tag};
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

/// The number of events on the home page.
const NEXT: i64 = 7;

pub async fn show(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let networks = networks::placed(context.db(), &context.actor).await?;
    let next = events::coming(context.db(), &context.actor, None, NEXT).await?;
    let now = context.now;
    let none = networks.is_empty().then(|| no_network(&context));
    let sign_in = context.visitor.is_none().then(|| view! { <a class="button" href="/sign-in">{tr!(language, "shell-sign-in")}</a> });
    let page = PageBuilder::default()
        .description(tr!(language, "home-lead"))
        .feed("text/calendar", tr!(language, "agenda-title"), "/agenda.ics")
        .feed("application/atom+xml", tr!(language, "agenda-title"), "/agenda.atom");
    Ok(page.render(&context, move || {
        let tiles = tiles(language, &networks);
        let coming = if next.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "home-empty")}</p></div> }.into_any()
        } else {
            let cards: Vec<_> = next.iter().map(|card| event_card(language, now, card)).collect();
            view! { <ol class="agenda">{cards}</ol> }.into_any()
        };
        view! {
            <div class="page-title">
                <div class="stack">
                    <h1>{tr!(language, "home-title")}</h1>
                    <p class="lead">{tr!(language, "home-lead")}</p>
                </div>
                {sign_in}
            </div>
            <div class="home columns">
                <section aria-labelledby="next">
                    <h2 id="next">{tr!(language, "home-next")}</h2>
                    {coming}
                    <p><a class="button button-quiet" href="/agenda">{tr!(language, "home-all")}</a></p>
                </section>
                <section class="beside" aria-labelledby="networks">
                    <h2 id="networks"><a href="/networks">{tr!(language, "shell-networks")}</a></h2>
                    {none}
                    {(!tiles.is_empty()).then(|| view! { <ul class="tiles tiles-compact">{tiles}</ul> })}
                </section>
            </div>
        }
    }))
}

/// The networks without a parent, each with those below it.
fn tiles(language: Language, networks: &[PlacedNetwork]) -> Vec<AnyView> {
    let tops = networks.iter().filter(|network| network.parents.is_empty());
    let line = |top: &PlacedNetwork| {
        let below = networks.iter().filter(|network| network.parents.contains(&top.card.id));
        let below: Vec<_> = below.map(|network| view! { {tag(&network.card)} " " }).collect();
        let below = (!below.is_empty()).then(|| view! { <p class="network-tags">{below}</p> });
        view! {
            <li style=format!("--hue: {}", top.card.hue)>
                <h3><a href=format!("/networks/{}", top.card.slug)>{top.card.acronym.clone()}</a></h3>
                <p class="soft" lang=foreign(language, top.card.language)>{top.card.name.clone()}</p>
                {below}
            </li>
        }
        .into_any()
    };
    tops.map(line).collect()
}
