//! The header of a network's pages: its name, related networks, tabs, breadcrumbs.

use domain::Language;
use domain::networks::{NetworkCard, NetworkHead};
use leptos::prelude::*;

use super::{network_tag, stripes};
use crate::breadcrumbs::Breadcrumb;
use crate::events::lang_attribute;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkTab {
    Presentation,
    Agenda,
    Library,
    Lists,
    Governance,
    Figures,
    /// Only for those who may see the members.
    Members,
}

/// The head of the public pages.
pub fn masthead(language: Language, head: &NetworkHead) -> impl IntoView + use<> {
    let card = &head.card;
    let hues: Vec<i64> = if head.children.is_empty() { vec![card.hue] } else { head.children.iter().map(|child| child.hue).collect() };
    let relatives = |label: String, cards: &[NetworkCard]| {
        (!cards.is_empty()).then(|| {
            let tags: Vec<_> = cards.iter().map(|card| view! { {network_tag(card)}" " }).collect();
            view! { <div><dt>{label}</dt><dd>{tags}</dd></div> }
        })
    };
    let relatives = (!head.parents.is_empty() || !head.children.is_empty()).then(|| {
        view! {
            <dl class="inline-list">
                {relatives(tr!(language, "networks-part-of"), &head.parents)}
                {relatives(tr!(language, "networks-children-heading"), &head.children)}
            </dl>
        }
    });
    let lang = lang_attribute(language, card.language);
    let summary = (!card.summary.is_empty()).then(|| view! { <p class="lead" lang=lang>{card.summary.clone()}</p> });
    view! {
        <header class="masthead">
            {stripes(hues)}
            <p class="acronym" aria-hidden="true">{card.acronym.clone()}</p>
            <h1 lang=lang><span class="visually-hidden">{format!("{} – ", card.acronym)}</span>{card.name.clone()}</h1>
            {summary}
            {relatives}
        </header>
    }
}

pub fn tabs(language: Language, head: &NetworkHead, current: NetworkTab) -> impl IntoView + use<> {
    let slug = &head.card.slug;
    let tabs = [
        (NetworkTab::Presentation, "", tr!(language, "networks-tab-presentation")),
        (NetworkTab::Agenda, "/agenda", tr!(language, "networks-tab-agenda")),
        (NetworkTab::Library, "/resources", tr!(language, "networks-tab-library")),
        (NetworkTab::Lists, "/lists", tr!(language, "networks-tab-lists")),
        (NetworkTab::Governance, "/governance", tr!(language, "networks-tab-governance")),
        (NetworkTab::Figures, "/figures", tr!(language, "networks-tab-reports")),
        (NetworkTab::Members, "/members", tr!(language, "networks-tab-members")),
    ];
    let links: Vec<_> = tabs
        .into_iter()
        .filter(|(tab, ..)| *tab != NetworkTab::Members || head.may.see_members)
        .map(|(tab, path, label)| {
            let current = (tab == current).then_some("page");
            view! { <li><a href=format!("/networks/{slug}{path}") aria-current=current>{label}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=head.card.acronym.clone()><ul>{links}</ul></nav> }
}

/// `steps` are between the network and this page.
pub fn breadcrumbs(language: Language, card: &NetworkCard, steps: Vec<(String, String)>, title: String) -> impl IntoView + use<> {
    let network = (format!("/networks/{}", card.slug), card.acronym.clone());
    let first = ("/networks".to_owned(), tr!(language, "shell-networks"));
    let steps = [first, network].into_iter().chain(steps).map(Breadcrumb::from).collect();
    crate::breadcrumbs::breadcrumbs(language, steps, title)
}

/// The notice of the act that just succeeded, above the page.
pub fn notice(text: Option<String>) -> impl IntoView {
    text.map(|text| view! { <div class="notice notice-good" role="status"><p>{text}</p></div> })
}
