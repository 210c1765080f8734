//! A network's page: presentation, next events, coordinators, joining.

use axum::extract::Path;
use axum::response::Response;
use domain::enums::{MembershipState, Purpose};
use domain::events::{self, AgendaQuery, EventCard};
use domain::networks::{self, NetworkCard, NetworkHead, NetworkPage};
use domain::numbers::number;
use domain::pages::PagePlace;
use domain::{Language, privacy, rendering};
use leptos::prelude::*;

use super::contact::{by_invitation, contact};
use super::header::{NetworkTab, masthead, notice, tabs};
use super::membership_box::{JoinAttempt, membership_box};
use crate::agenda::subscribe_menu;
use crate::error_page::Result;
use crate::events::{event_card, lang_attribute};
use crate::extract::{DoneQuery, Query};
use crate::page::{PageBuilder, Section};
use crate::pages;
use crate::request_context::RequestContext;

const NEXT_EVENTS: i64 = 5;

pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    page(&context, &slug, &done.done, JoinAttempt::first(context.language)).await
}

fn success_text(language: Language, code: &str, network: &NetworkPage) -> Option<String> {
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
pub async fn page(context: &RequestContext, slug: &str, done: &str, mut attempt: JoinAttempt) -> Result<Response> {
    let language = context.language;
    let network = networks::page(context.db(), &context.actor, slug).await?;
    let belongs = matches!(network.standing, Some(MembershipState::Active | MembershipState::Requested));
    if context.visitor.is_some() && !belongs && network.through.is_empty() {
        attempt.offers_directory = !privacy::consents(context.db(), &context.actor).await?.active.contains(&Purpose::Directory);
    }
    let upcoming = events::upcoming(context.db(), &context.actor, Some(&network.head.card.id), NEXT_EVENTS).await?;
    let success = success_text(language, done, &network);
    let card = network.head.card.clone();
    let title = format!("{} – {}", card.acronym, card.name);
    let page =
        PageBuilder::titled(title).section(Section::Networks).hue(card.hue).description(card.summary.clone()).errors(&attempt.errors);
    let page = if attempt.by_invitation { page.status(403) } else { page };
    let page = feeds(page, language, &network.head);
    let request = context.clone();
    let description = rendering::html(&network.description).await?;
    Ok(page.render(context, move || {
        let refusal = attempt.by_invitation.then(|| {
            view! { <div class="notice notice-bad" role="alert"><p>{by_invitation(&request, &network)}</p></div> }
        });
        let lang = lang_attribute(language, card.language);
        let poles: Vec<_> = network.poles.iter().map(|pole| view! { <li lang=lang>{pole.clone()}</li> }).collect();
        let poles =
            (!poles.is_empty()).then(|| view! { <div class="prose"><h2>{tr!(language, "networks-poles")}</h2><ul>{poles}</ul></div> });
        let description = (!description.is_empty()).then(|| view! { <div class="prose" lang=lang inner_html=description></div> });
        view! {
            {masthead(language, &network.head)}
            {tabs(language, &network.head, NetworkTab::Presentation)}
            {notice(success)}
            {refusal}
            <div class="columns">
                <aside class="facts" aria-label=tr!(language, "networks-facts")>
                    {figures(language, &network)}
                    {membership_box(&request, &network, attempt)}
                    {menu(language, &network)}
                    {coordination(language, &network)}
                    {contact(&request, &network)}
                    <div class="facts-group">
                        <h2>{tr!(language, "networks-follow")}</h2>
                        {subscribe_menu(&request, &format!("/networks/{}/agenda", card.slug), &AgendaQuery::default())}
                    </div>
                    {region(language, &network)}
                </aside>
                {coordinator_actions(language, &network)}
                {description}
                {poles}
                {next(&request, &card, &upcoming)}
            </div>
        }
    }))
}

fn next(context: &RequestContext, card: &NetworkCard, upcoming: &[EventCard]) -> impl IntoView + use<> {
    let language = context.language;
    let list = if upcoming.is_empty() {
        view! { <p class="muted">{tr!(language, "networks-no-event", network = card.acronym.as_str())}</p> }.into_any()
    } else {
        let cards: Vec<_> = upcoming.iter().map(|event| event_card(language, context.now, event)).collect();
        view! { <ol class="agenda">{cards}</ol> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="next">
            <h2 id="next">{tr!(language, "networks-upcoming-events")}</h2>
            {list}
            <p><a class="button button-quiet" href=format!("/networks/{}/agenda", card.slug)>{tr!(language, "networks-all-events")}</a></p>
        </section>
    }
}

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
        view! { <div><dt>{tr!(language, "networks-joined-label")}</dt><dd>{number(language, counts.recent)}</dd></div> }
    });
    let own_members = (counts.members > 0 && counts.members < counts.members_below).then(|| {
        view! { <p class="small muted">{tr!(language, "networks-members-direct", count = counts.members, number = number(language, counts.members))}</p> }
    });
    let includes = network.includes_below.then(|| view! { <p class="small muted">{tr!(language, "networks-includes-below-fact")}</p> });
    view! {
        <dl class="figures-row">
            <div><dt>{tr!(language, "networks-members-label")}</dt><dd>{number(language, counts.members_below)}</dd></div>
            {recent}
        </dl>
        {own_members}
        {includes}
    }
}

fn coordination(language: Language, network: &NetworkPage) -> impl IntoView + use<> {
    (!network.coordination.is_empty()).then(|| {
        let people: Vec<_> = network
            .coordination
            .iter()
            .map(|(name, role)| view! { <li>{name.clone()}", "<span class="muted">{role.clone()}</span></li> })
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
        view! { <dl><div><dt>{tr!(language, "fields-region")}</dt><dd>{name}</dd></div></dl> }
    })
}

fn coordinator_actions(language: Language, network: &NetworkPage) -> impl IntoView + use<> {
    let card = &network.head.card;
    let slug = card.slug.clone();
    let requests = network.counts.requests;
    network.head.may.edit.then(|| {
        let requests = (requests > 0).then(|| {
            let label = tr!(language, "memberships-requests-count", count = requests);
            view! { <a class="button button-quiet" href=format!("/networks/{slug}/requests")>{label}</a>" " }
        });
        let placements = (network.counts.placements > 0 || !network.head.children.is_empty()).then(|| {
            let count = network.counts.placements;
            let label =
                if count > 0 { tr!(language, "networks-requests-count", count = count) } else { tr!(language, "networks-children") };
            view! { <a class="button button-quiet" href=format!("/networks/{slug}/below")>{label}</a>" " }
        });
        view! {
            <section class="coordinator-actions" aria-labelledby="coordinate">
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
