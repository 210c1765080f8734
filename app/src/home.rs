//! The home page: the next events, and the networks.

use axum::response::Response;
use domain::networks::PlacedNetwork;
use domain::{Language, events, networks};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::events::{event_card, lang_attribute};
use crate::networks::{network_tag, no_network};
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

const NEXT_EVENTS: i64 = 7;

pub async fn show(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let networks = networks::list_placed(context.db(), &context.actor).await?;
    let events = events::upcoming(context.db(), &context.actor, None, NEXT_EVENTS).await?;
    let now = context.now;
    let empty_notice = networks.is_empty().then(|| no_network(&context));
    let sign_in = context.visitor.is_none().then(|| view! { <a class="button" href="/sign-in">{tr!(language, "shell-sign-in")}</a> });
    let page = PageBuilder::default()
        .description(tr!(language, "home-lead"))
        .feed("text/calendar", tr!(language, "agenda-title"), "/agenda.ics")
        .feed("application/atom+xml", tr!(language, "agenda-title"), "/agenda.atom");
    Ok(page.render(&context, move || {
        let tiles = tiles(language, &networks);
        let event_list = if events.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "home-empty")}</p></div> }.into_any()
        } else {
            let cards: Vec<_> = events.iter().map(|card| event_card(language, now, card)).collect();
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
                    <h2 id="next">{tr!(language, "home-upcoming")}</h2>
                    {event_list}
                    <p><a class="button button-quiet" href="/agenda">{tr!(language, "home-full-agenda")}</a></p>
                </section>
                <section class="sidebar" aria-labelledby="networks">
                    <h2 id="networks"><a href="/networks">{tr!(language, "shell-networks")}</a></h2>
                    {empty_notice}
                    {(!tiles.is_empty()).then(|| view! { <ul class="tiles tiles-compact">{tiles}</ul> })}
                </section>
            </div>
        }
    }))
}

/// The networks without a parent, each with those below it.
fn tiles(language: Language, networks: &[PlacedNetwork]) -> Vec<AnyView> {
    let tops = networks.iter().filter(|network| network.parents.is_empty());
    let tile = |top: &PlacedNetwork| {
        let children = networks.iter().filter(|network| network.parents.contains(&top.card.id));
        let children: Vec<_> = children.map(|network| view! { {network_tag(&network.card)} " " }).collect();
        let children = (!children.is_empty()).then(|| view! { <p class="network-tags">{children}</p> });
        view! {
            <li style=format!("--hue: {}", top.card.hue)>
                <h3><a href=format!("/networks/{}", top.card.slug)>{top.card.acronym.clone()}</a></h3>
                <p class="muted" lang=lang_attribute(language, top.card.language)>{top.card.name.clone()}</p>
                {children}
            </li>
        }
        .into_any()
    };
    tops.map(tile).collect()
}
