//! A network's page: presentation, next events, coordinators, joining.

use axum::extract::Path;
use axum::response::Response;
use domain::enums::{JoinPolicy, MembershipState, Purpose};
use domain::events::{self, AgendaQuery, EventCard};
use domain::networks::{self, NetworkCard, NetworkHead, NetworkPage};
use domain::numbers::number;
use domain::pages::PagePlace;
use domain::{Language, privacy, rendering};
use leptos::prelude::*;

use super::contact::{by_invitation, contact};
use super::header::{NetworkTab, masthead, notice, tabs};
use crate::agenda::subscribe;
use crate::error_page::Result;
use crate::events::{event_card, foreign};
use crate::extract::{DoneQuery, Query};
use crate::fields::{FormErrors, TextField};
use crate::page::{PageBuilder, Section};
use crate::pages;
use crate::request_context::RequestContext;

/// The number of events on the page.
const NEXT: i64 = 5;

pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(told): Query<DoneQuery>) -> Result<Response> {
    page(&context, &slug, &told.done, JoinAttempt::first(context.language)).await
}

/// A failed attempt to join, as typed.
pub struct JoinAttempt {
    /// The message to the coordinators.
    pub message: String,
    pub errors: FormErrors,
    /// Whether this network takes people by invitation only, which has an answer of its own.
    pub by_invitation: bool,
    /// Whether the form asks for consent to being listed in the directories, which the person has not given yet.
    pub offers_directory: bool,
}

impl JoinAttempt {
    fn first(language: Language) -> Self {
        Self { message: String::new(), errors: FormErrors::none(language), by_invitation: false, offers_directory: false }
    }
}

fn done_words(language: Language, code: &str, network: &NetworkPage) -> Option<String> {
    let acronym = network.head.card.acronym.as_str();
    let is_through = !network.through.is_empty() && network.standing != Some(MembershipState::Active);
    let networks = network.through.join(", ");
    match code {
        "joined" if is_through => Some(tr!(language, "memberships-already-through", network = acronym, networks = networks)),
        "left" if is_through => Some(tr!(language, "memberships-done-left-through", network = acronym, networks = networks)),
        "joined" => Some(tr!(language, "memberships-done-joined", network = acronym)),
        "requested" => Some(tr!(language, "memberships-done-requested", network = acronym)),
        "left" => Some(tr!(language, "memberships-done-left", network = acronym)),
        "saved" => Some(tr!(language, "networks-done-saved")),
        _ => None,
    }
}

/// The page, also as the answer to a failed attempt to join.
pub async fn page(context: &RequestContext, slug: &str, done: &str, mut asked: JoinAttempt) -> Result<Response> {
    let language = context.language;
    let network = networks::page(context.db(), &context.actor, slug).await?;
    let stands = matches!(network.standing, Some(MembershipState::Active | MembershipState::Requested));
    if context.visitor.is_some() && !stands && network.through.is_empty() {
        asked.offers_directory = !privacy::consents(context.db(), &context.actor).await?.standing.contains(&Purpose::Directory);
    }
    let coming = events::coming(context.db(), &context.actor, Some(&network.head.card.id), NEXT).await?;
    let told = done_words(language, done, &network);
    let card = network.head.card.clone();
    let title = format!("{} – {}", card.acronym, card.name);
    let page = PageBuilder::titled(title).section(Section::Networks).hue(card.hue).description(card.summary.clone()).errors(&asked.errors);
    let page = if asked.by_invitation { page.status(403) } else { page };
    let page = feeds(page, language, &network.head);
    let visitor = context.clone();
    let description = rendering::html(&network.description).await?;
    Ok(page.render(context, move || {
        let refused = asked.by_invitation.then(|| {
            view! { <div class="notice notice-bad" role="alert"><p>{by_invitation(&visitor, &network)}</p></div> }
        });
        let lang = foreign(language, card.language);
        let poles: Vec<_> = network.poles.iter().map(|pole| view! { <li lang=lang>{pole.clone()}</li> }).collect();
        let poles =
            (!poles.is_empty()).then(|| view! { <div class="prose"><h2>{tr!(language, "networks-poles")}</h2><ul>{poles}</ul></div> });
        let description = (!description.is_empty()).then(|| view! { <div class="prose" lang=lang inner_html=description></div> });
        view! {
            {masthead(language, &network.head)}
            {tabs(language, &network.head, NetworkTab::Presentation)}
            {notice(told)}
            {refused}
            <div class="columns">
                <aside class="facts" aria-label=tr!(language, "networks-facts")>
                    {figures(language, &network)}
                    {standing(&visitor, &network, asked)}
                    {menu(language, &network)}
                    {coordination(language, &network)}
                    {contact(&visitor, &network)}
                    <div class="facts-group">
                        <h2>{tr!(language, "networks-follow")}</h2>
                        {subscribe(&visitor, &format!("/networks/{}/agenda", card.slug), &AgendaQuery::default())}
                    </div>
                    {region(language, &network)}
                </aside>
                {coordinate(language, &network)}
                {description}
                {poles}
                {next(&visitor, &card, &coming)}
            </div>
        }
    }))
}

/// The next events, of the network and of those below it.
fn next(context: &RequestContext, card: &NetworkCard, coming: &[EventCard]) -> impl IntoView + use<> {
    let language = context.language;
    let list = if coming.is_empty() {
        view! { <p class="soft">{tr!(language, "networks-no-event", network = card.acronym.as_str())}</p> }.into_any()
    } else {
        let cards: Vec<_> = coming.iter().map(|event| event_card(language, context.now, event)).collect();
        view! { <ol class="agenda">{cards}</ol> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="next">
            <h2 id="next">{tr!(language, "networks-next-events")}</h2>
            {list}
            <p><a class="button button-quiet" href=format!("/networks/{}/agenda", card.slug)>{tr!(language, "networks-all-events")}</a></p>
        </section>
    }
}

/// Announces the feeds of a network in the head of a page.
pub fn feeds(page: PageBuilder, language: Language, head: &NetworkHead) -> PageBuilder {
    let (slug, acronym) = (&head.card.slug, head.card.acronym.as_str());
    let title = tr!(language, "networks-feed-title", network = acronym);
    page.feed("text/calendar", title.clone(), format!("/networks/{slug}/agenda.ics")).feed(
        "application/atom+xml",
        title,
        format!("/networks/{slug}/agenda.atom"),
    )
}

fn figures(language: Language, network: &NetworkPage) -> impl IntoView + use<> {
    let counts = network.counts;
    let recent = (counts.recent > 0).then(|| {
        view! { <div><dt>{tr!(language, "networks-recent-label")}</dt><dd>{number(language, counts.recent)}</dd></div> }
    });
    let own = (counts.members > 0 && counts.members < counts.members_below).then(|| {
        view! { <p class="small soft">{tr!(language, "networks-members-own", count = counts.members, number = number(language, counts.members))}</p> }
    });
    let includes = network.includes_below.then(|| view! { <p class="small soft">{tr!(language, "networks-includes-below-so")}</p> });
    view! {
        <dl class="figures-row">
            <div><dt>{tr!(language, "networks-members-label")}</dt><dd>{number(language, counts.members_below)}</dd></div>
            {recent}
        </dl>
        {own}
        {includes}
    }
}

/// The reader's membership, and what they can do about it.
fn standing(context: &RequestContext, network: &NetworkPage, asked: JoinAttempt) -> impl IntoView + use<> {
    let language = context.language;
    let card = &network.head.card;
    let (slug, acronym) = (card.slug.as_str(), card.acronym.as_str());
    match network.standing {
        Some(MembershipState::Active) => view! {
            <div class="facts-group">
                <p><span class="badge badge-good">{tr!(language, "memberships-you-belong")}</span></p>
                <p><a href=format!("/networks/{slug}/directory")>{tr!(language, "memberships-directory")}</a></p>
                <p><a href=format!("/networks/{slug}/leave")>{tr!(language, "memberships-leave-open", network = acronym)}</a></p>
            </div>
        }
        .into_any(),
        _ if !network.through.is_empty() => {
            let networks = network.through.join(", ");
            view! {
                <div class="facts-group">
                    <p><span class="badge badge-good">{tr!(language, "memberships-you-belong-through", networks = networks.as_str())}</span></p>
                    <p class="small soft">{tr!(language, "memberships-through-more", networks = networks, network = acronym)}</p>
                    <p><a href=format!("/networks/{slug}/directory")>{tr!(language, "memberships-directory")}</a></p>
                </div>
            }
        }
        .into_any(),
        Some(MembershipState::Requested) => view! {
            <div class="facts-group">
                <p><span class="badge badge-warning">{tr!(language, "memberships-you-wait")}</span></p>
                <p class="small soft">{tr!(language, "memberships-you-wait-more")}</p>
                <form method="post" action=format!("/networks/{slug}/leave")>
                    <button class="button-plain">{tr!(language, "memberships-take-back")}</button>
                </form>
            </div>
        }
        .into_any(),
        _ if network.join_policy == JoinPolicy::Invitation && !network.head.may.see_members => {
            view! { <p class="small soft">{by_invitation(context, network)}</p> }.into_any()
        }
        _ if context.visitor.is_none() => view! {
            <a class="button" href=format!("/sign-in?next=%2Fnetworks%2F{slug}")>{tr!(language, "memberships-sign-in", network = acronym)}</a>
            <p class="small soft">{policy_sentence(language, network)}</p>
        }
        .into_any(),
        _ => join_form(language, network, asked).into_any(),
    }
}

fn join_form(language: Language, network: &NetworkPage, asked: JoinAttempt) -> impl IntoView + use<> {
    let card = &network.head.card;
    let acronym = card.acronym.as_str();
    let asks = !network.head.may.see_members && matches!(network.join_policy, JoinPolicy::Approval | JoinPolicy::Domain);
    let message = asks.then(|| {
        view! { <TextField name="message" label=tr!(language, "memberships-message") value=asked.message /> }
    });
    let words = if asks && network.join_policy == JoinPolicy::Approval {
        tr!(language, "memberships-ask", network = acronym)
    } else {
        tr!(language, "memberships-join", network = acronym)
    };
    let directory = asked.offers_directory.then(|| {
        view! {
            <label class="choice">
                <input type="checkbox" name="directory" value="1" />
                " "
                <span>{tr!(language, "memberships-join-directory")}</span>
                <span class="field-hint">{tr!(language, "purpose-more-directory")}</span>
            </label>
        }
    });
    view! {
        <form class="stack" method="post" action=format!("/networks/{}/join", card.slug) novalidate>
            {message}
            <label class="choice"><input type="checkbox" name="no_list" value="1" />" "<span>{tr!(language, "lists-join-refuse")}</span></label>
            {directory}
            <button class="button">{words}</button>
        </form>
        <p class="small soft">{policy_sentence(language, network)}</p>
    }
}

fn policy_sentence(language: Language, network: &NetworkPage) -> String {
    match network.join_policy {
        JoinPolicy::Open => tr!(language, "memberships-policy-open"),
        JoinPolicy::Approval => tr!(language, "memberships-policy-approval"),
        JoinPolicy::Invitation => tr!(language, "memberships-by-invitation", network = network.head.card.acronym.as_str()),
        JoinPolicy::Domain => tr!(language, "memberships-policy-domain", domain = network.join_domain.as_str()),
    }
}

fn coordination(language: Language, network: &NetworkPage) -> impl IntoView + use<> {
    (!network.coordination.is_empty()).then(|| {
        let people: Vec<_> = network
            .coordination
            .iter()
            .map(|(name, role)| view! { <li>{name.clone()}", "<span class="soft">{role.clone()}</span></li> })
            .collect();
        view! {
            <div class="facts-group">
                <h2>{tr!(language, "networks-coordination")}</h2>
                <ul class="people">{people}</ul>
            </div>
        }
    })
}

/// The pages of the network, in the order of its menu.
fn menu(language: Language, network: &NetworkPage) -> Option<impl IntoView + use<>> {
    let place = PagePlace::Network(network.head.card.slug.clone());
    (!network.pages.is_empty()).then(|| pages::menu(language, &place, &network.pages, ""))
}

fn region(language: Language, network: &NetworkPage) -> impl IntoView + use<> {
    network.region.clone().map(|(french, english)| {
        let name = if language == Language::Fr { french } else { english };
        view! { <dl><div><dt>{tr!(language, "networks-region")}</dt><dd>{name}</dd></div></dl> }
    })
}

/// The actions of the coordinators.
fn coordinate(language: Language, network: &NetworkPage) -> impl IntoView + use<> {
    let card = &network.head.card;
    let slug = card.slug.clone();
    let requests = network.counts.requests;
    network.head.may.edit.then(|| {
        let requests = (requests > 0).then(|| {
            let words = tr!(language, "memberships-requests-count", count = requests);
            view! { <a class="button button-quiet" href=format!("/networks/{slug}/requests")>{words}</a>" " }
        });
        let placements = (network.counts.placements > 0 || !network.head.children.is_empty()).then(|| {
            let count = network.counts.placements;
            let words = if count > 0 { tr!(language, "networks-requests-count", count = count) } else { tr!(language, "networks-below") };
            view! { <a class="button button-quiet" href=format!("/networks/{slug}/below")>{words}</a>" " }
        });
        view! {
            <section class="coordinate" aria-labelledby="coordinate">
                <h2 id="coordinate">{tr!(language, "networks-coordination")}</h2>
                <div class="actions">
                    <a class="button button-quiet" href=format!("/networks/{slug}/events/new")>{tr!(language, "networks-new-event")}</a>
                    " "
                    {requests}
                    {placements}
                    <a class="button button-quiet" href=format!("/networks/{slug}/messages/new")>{tr!(language, "messages-new")}</a>
                    " "
                    <a class="button button-quiet" href=format!("/networks/{slug}/pages/new")>{tr!(language, "pages-new")}</a>
                    " "
                    <a class="button button-quiet" href=format!("/networks/{slug}/edit")>{tr!(language, "networks-edit")}</a>
                    " "
                    <a class="button button-quiet" href=format!("/networks/{slug}/export")>{tr!(language, "exports-open")}</a>
                </div>
            </section>
        }
    })
}
