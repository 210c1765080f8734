//! The child networks of a network, and the requests to be placed there, which are answered here.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::clock::{HOME, Timestamp};
use domain::enums::PlacementState;
use domain::networks::{self, Placement};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::header::{breadcrumbs, notice};
use super::network_tag;
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PlacementAnswer {
    /// The slug of the network that requested its place.
    network: String,
    /// `accept` or `decline`.
    answer: String,
}

pub async fn index(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let success = match done.done.as_str() {
        "accept" => Some(tr!(context.language, "networks-children-done-accept")),
        "decline" => Some(tr!(context.language, "networks-children-done-decline")),
        _ => None,
    };
    page(&context, &slug, success, FormErrors::none(context.language)).await
}

pub async fn answer(context: RequestContext, Path(slug): Path<String>, Form(form): Form<PlacementAnswer>) -> Result<Response> {
    let accept = match form.answer.as_str() {
        "accept" => true,
        "decline" => false,
        _ => return Err(domain::Error::Invalid(Vec::new()).into()),
    };
    match networks::answer_placement(context.db(), &context.actor, &slug, &form.network, accept).await {
        Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/below?done={}", form.answer)).into_response()),
        Err(error) => page(&context, &slug, None, FormErrors::of(context.language, error)?).await,
    }
}

async fn page(context: &RequestContext, slug: &str, success: Option<String>, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let results = networks::placements(context.db(), &context.actor, slug).await?;
    let card = results.head.card;
    let title = tr!(language, "networks-children-title", network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        errors.register_label("parents", &tr!(language, "networks-children"));
        let rows: Vec<_> = results.placements.iter().map(|placement| row(language, placement)).collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "networks-children-empty")}</p></div> }.into_any()
        } else {
            view! { <ul class="rows" id="parents" tabindex="-1">{rows}</ul> }.into_any()
        };
        view! {
            {breadcrumbs(language, &card, Vec::new(), tr!(language, "networks-children"))}
            <h1>{title}</h1>
            {notice(success)}
            <ErrorSummary />
            <p class="muted">{tr!(language, "networks-children-lead", network = card.acronym.as_str())}</p>
            {list}
        }
    }))
}

fn row(language: Language, placement: &Placement) -> impl IntoView + use<> {
    let card = &placement.network;
    let day = |moment: Timestamp| dates::day(language, moment.local(HOME).date());
    let name = if placement.is_visible {
        view! { {network_tag(card)}" "<span>{card.name.clone()}</span> }.into_any()
    } else {
        // By asking, a network discloses its name; its page stays private.
        view! { <strong>{card.acronym.clone()}</strong>" "<span>{card.name.clone()}</span>" "<span class="badge">{tr!(language, "networks-children-private")}</span> }.into_any()
    };
    let (class, text) = match (placement.state, placement.asked_at, placement.answered_at) {
        (PlacementState::Requested, asked_at, _) => {
            ("badge badge-warning", tr!(language, "networks-children-requested", day = asked_at.map(day).unwrap_or_default()))
        }
        (PlacementState::Accepted, _, Some(at)) => ("badge badge-good", tr!(language, "networks-children-accepted-on", day = day(at))),
        (PlacementState::Accepted, ..) => ("badge badge-good", tr!(language, "networks-children-accepted")),
        (PlacementState::Declined, _, answered_at) => {
            ("badge", tr!(language, "networks-children-declined", day = answered_at.map(day).unwrap_or_default()))
        }
    };
    view! {
        <li>
            <p>{name}" "<span class=class>{text}</span></p>
            {answer_forms(language, placement)}
        </li>
    }
}

fn answer_forms(language: Language, placement: &Placement) -> AnyView {
    let (acronym, slug) = (placement.network.acronym.as_str(), placement.network.slug.clone());
    let accept = tr!(language, "networks-children-accept", network = acronym);
    let decline = tr!(language, "networks-children-decline", network = acronym);
    match placement.state {
        PlacementState::Requested => view! {
            <form method="post" class="form-actions">
                <input type="hidden" name="network" value=slug />
                <button class="button" name="answer" value="accept">{accept}</button>
                " "
                <button class="button button-quiet" name="answer" value="decline">{decline}</button>
            </form>
        }
        .into_any(),
        PlacementState::Declined => view! {
            <form method="post">
                <input type="hidden" name="network" value=slug />
                <button class="button button-quiet" name="answer" value="accept">{accept}</button>
            </form>
        }
        .into_any(),
        PlacementState::Accepted => {
            let ask = tr!(language, "networks-children-end-question", network = acronym);
            let end = tr!(language, "networks-children-end", network = acronym);
            view! {
                <ConfirmDisclosure label=end.clone() explanation=format!("{ask} {}", tr!(language, "networks-children-end-more"))>
                    <form method="post">
                        <input type="hidden" name="network" value=slug />
                        <button class="button button-danger" name="answer" value="decline">{end}</button>
                    </form>
                </ConfirmDisclosure>
            }
            .into_any()
        }
    }
}
