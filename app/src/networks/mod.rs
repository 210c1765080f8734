//! Networks: the list of all, and the page of each.

pub mod child_networks;
mod contact;
pub mod form;
pub mod governance;
pub mod governance_edit;
pub mod header;
pub mod library;
pub mod membership_box;
pub mod presentation;

use std::collections::HashMap;

use axum::response::Response;
use domain::networks::{self, ListedNetwork, NetworkCard};
use domain::numbers::number;
use domain::policy::{self, Act};
use domain::{Language, administration};
use leptos::prelude::*;

pub use header::{NetworkTab, masthead, tabs};

use crate::administration::first_steps;
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub fn network_tag(card: &NetworkCard) -> impl IntoView + use<> {
    view! {
        <a class="network-tag" style=format!("--hue: {}", card.hue) href=format!("/networks/{}", card.slug) title=card.name.clone()>
            {card.acronym.clone()}
        </a>
    }
}

/// Crossing stripes: a hue for each network that holds something, the lead first. They are decoration: the names are beside them.
pub fn stripes(hues: impl IntoIterator<Item = i64>) -> impl IntoView {
    let stripes: Vec<_> = hues.into_iter().map(|hue| view! { <i style=format!("--hue: {hue}")></i> }).collect();
    view! { <span class="stripes" aria-hidden="true">{stripes}</span> }
}

/// Every network, one section per federation. A network with two parents is in both sections.
pub async fn index(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let networks = networks::list(context.db(), &context.actor).await?;
    let may_create = context.visitor.is_some() && policy::authorize(context.db(), &context.actor, Act::Administer).await.is_ok();
    let steps = if may_create { administration::first_steps(context.db(), &context.actor).await? } else { None };
    let none = networks.is_empty().then(|| no_network(&context));
    Ok(PageBuilder::titled(tr!(language, "networks-title")).section(Section::Networks).description(tr!(language, "networks-lead")).render(
        &context,
        move || {
            let (sections, standalone) = sections(networks);
            let sections: Vec<_> =
                sections.into_iter().map(|(federation, children)| federation_view(language, federation, children)).collect();
            let standalone = (!standalone.is_empty()).then(|| {
                let items: Vec<_> = standalone.iter().map(|network| tile(language, network, Vec::new())).collect();
                view! {
                    <section class="federation" aria-labelledby="others">
                        <header><h2 id="others">{tr!(language, "networks-others")}</h2></header>
                        <ul class="tiles">{items}</ul>
                    </section>
                }
            });
            view! {
                <div class="page-title">
                    <h1>{tr!(language, "networks-title")}</h1>
                    {may_create.then(|| view! { <a class="button button-quiet" href="/networks/new">{tr!(language, "networks-new")}</a> })}
                </div>
                {none}
                {steps.as_ref().map(|steps| first_steps::view(language, steps))}
                {sections}
                {standalone}
            }
        },
    ))
}

/// The text of an empty list of networks: the site is new, or its networks are visible to members only.
pub fn no_network(context: &RequestContext) -> impl IntoView + use<> {
    let language = context.language;
    let sign_in = context.visitor.is_none().then(|| view! { <p><a href="/sign-in">{tr!(language, "networks-none-sign-in")}</a></p> });
    view! { <div class="empty"><p>{tr!(language, "networks-none")}</p>{sign_in}</div> }
}

type ChildNetworks = Vec<(ListedNetwork, Vec<NetworkCard>)>;

/// Each network that has others below it, with those and the other federations of each; and the networks without parents or children.
fn sections(networks: Vec<ListedNetwork>) -> (Vec<(ListedNetwork, ChildNetworks)>, Vec<ListedNetwork>) {
    let cards: HashMap<_, _> = networks.iter().map(|network| (network.card.id.clone(), network.card.clone())).collect();
    let has_children = |network: &ListedNetwork| networks.iter().any(|other| other.parents.contains(&network.card.id));
    let (tops, others): (Vec<_>, Vec<_>) = networks.iter().cloned().partition(|network| has_children(network));
    let sections = tops.into_iter().map(|top| {
        let children = networks.iter().filter(|network| network.parents.contains(&top.card.id)).map(|network| {
            let other_parents =
                network.parents.iter().filter(|parent| **parent != top.card.id).filter_map(|parent| cards.get(parent).cloned()).collect();
            (network.clone(), other_parents)
        });
        let children = children.collect();
        (top, children)
    });
    (sections.collect(), others.into_iter().filter(|network| network.parents.is_empty()).collect())
}

fn federation_view(language: Language, federation: ListedNetwork, children: ChildNetworks) -> impl IntoView {
    let card = federation.card;
    let heading = format!("n-{}", card.slug);
    let labelled_by = heading.clone();
    let hues: Vec<i64> = children.iter().map(|(network, _)| network.card.hue).collect();
    let items: Vec<_> = children.into_iter().map(|(network, other_parents)| tile(language, &network, other_parents)).collect();
    view! {
        <section class="federation" aria-labelledby=labelled_by>
            <header>
                {stripes(hues)}
                <h2 id=heading style=format!("--hue: {}", card.hue)><a href=format!("/networks/{}", card.slug)>{card.acronym}</a></h2>
                <p class="muted" lang=lang_attribute(language, card.language)>{card.name}</p>
            </header>
            <ul class="tiles">{items}</ul>
        </section>
    }
}

fn tile(language: Language, network: &ListedNetwork, other_parents: Vec<NetworkCard>) -> impl IntoView + use<> {
    let card = &network.card;
    let other_parents_text = (!other_parents.is_empty()).then(|| {
        let links: Vec<_> =
            other_parents.into_iter().map(|other| view! { " "<a href=format!("/networks/{}", other.slug)>{other.acronym}</a> }).collect();
        view! { <p class="muted">{tr!(language, "networks-also-in")}{links}</p> }
    });
    view! {
        <li style=format!("--hue: {}", card.hue)>
            <h3><a href=format!("/networks/{}", card.slug)>{card.acronym.clone()}</a></h3>
            <p lang=lang_attribute(language, card.language)>{card.name.clone()}</p>
            {other_parents_text}
            <p class="muted numbers">{members_text(language, network.members)}</p>
        </li>
    }
}

/// `346 membres`.
pub fn members_text(language: Language, members: i64) -> String {
    tr!(language, "networks-members", count = members, number = number(language, members))
}
