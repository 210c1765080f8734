//! Memberships: joining and leaving; for coordinators, the members, their history, the requests.

pub mod directory;
pub mod history;
pub mod invitations;
pub mod members;
pub mod requests;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MembershipState;
use domain::memberships::JoinChoices;
use domain::{Error, memberships, networks};
use leptos::prelude::*;
use serde::Deserialize;

use crate::extract::Form;
use crate::fault::Result;
use crate::fields::FormErrors;
use crate::networks::head::breadcrumbs;
use crate::networks::presentation::{self, JoinAttempt};
use crate::page::{PageBuilder, Section};
use crate::visit::RequestContext;

/// What a person says when joining.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Joining {
    message: String,
    /// Anything: not the mail of the network's list.
    no_list: String,
    /// Anything: in the directories of one's networks.
    directory: String,
}

/// Joins, or asks to. A person who has not said their name says it first.
pub async fn join(visit: RequestContext, Path(slug): Path<String>, Form(input): Form<Joining>) -> Result<Response> {
    let language = visit.language;
    let choices = JoinChoices { refuses_list: !input.no_list.is_empty(), agrees_to_directory: !input.directory.is_empty() };
    let error = match memberships::join_saying(visit.db(), &visit.who, &slug, &input.message, choices).await {
        Ok(MembershipState::Requested) => return Ok(visit.go(&format!("/networks/{slug}?done=requested")).into_response()),
        Ok(_) => return Ok(visit.go(&format!("/networks/{slug}?done=joined")).into_response()),
        Err(error) => error,
    };
    let asked = match error {
        Error::Invalid(faults) if faults.iter().any(|fault| fault.field.ends_with("_name")) => {
            return Ok(visit.go(&format!("/me/profile?next=%2Fnetworks%2F{slug}")).into_response());
        }
        Error::Forbidden => {
            JoinAttempt { message: input.message, refusal: FormErrors::none(language), by_invitation: true, offers_directory: false }
        }
        error => {
            JoinAttempt { message: input.message, refusal: FormErrors::of(language, error)?, by_invitation: false, offers_directory: false }
        }
    };
    presentation::page(&visit, &slug, "", asked).await
}

/// What leaving means, asked once.
pub async fn ask_to_leave(visit: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let language = visit.language;
    let network = networks::page(visit.db(), &visit.who, &slug).await?;
    if network.standing != Some(MembershipState::Active) {
        return Ok(visit.go(&format!("/networks/{slug}")).into_response());
    }
    let more = if network.through.is_empty() {
        tr!(language, "memberships-leave-more")
    } else {
        let (networks, network) = (network.through.join(", "), network.head.card.acronym.as_str());
        tr!(language, "memberships-leave-stay-through", networks = networks, network = network)
    };
    let card = network.head.card;
    let title = tr!(language, "memberships-leave-title", network = card.acronym.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).render(&visit, move || {
        let back = format!("/networks/{}", card.slug);
        view! {
            {breadcrumbs(language, &card, Vec::new(), title.clone())}
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{more}</p>
                <form class="form" method="post">
                    <div class="form-actions">
                        <button class="button button-danger">{tr!(language, "memberships-leave", network = card.acronym.as_str())}</button>
                        " "
                        <a class="button button-quiet" href=back>{tr!(language, "memberships-stay")}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Leaves, or takes back a request.
pub async fn leave(visit: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    memberships::leave(visit.db(), &visit.who, &slug).await?;
    // Who leaves a private network does not see it any more.
    match networks::head(visit.db(), &visit.who, &slug).await {
        Ok(_) => Ok(visit.go(&format!("/networks/{slug}?done=left")).into_response()),
        Err(_) => Ok(visit.go("/networks").into_response()),
    }
}
