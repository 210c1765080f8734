//! Leaving a network.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MembershipState;
use domain::{memberships, networks};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let language = context.language;
    let network = networks::page(context.db(), &context.actor, &slug).await?;
    if network.standing != Some(MembershipState::Active) {
        return Ok(context.redirect(&format!("/networks/{slug}")).into_response());
    }
    let more = if network.through.is_empty() {
        tr!(language, "memberships-leave-more")
    } else {
        let (networks, network) = (network.through.join(", "), network.head.card.acronym.as_str());
        tr!(language, "memberships-leave-still-member", networks = networks, network = network)
    };
    let card = network.head.card;
    let title = tr!(language, "memberships-leave-title", network = card.acronym.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).render(&context, move || {
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
                        <a class="button button-quiet" href=back>{tr!(language, "memberships-cancel")}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Leaves, or withdraws a request.
pub async fn leave(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    memberships::leave(context.db(), &context.actor, &slug).await?;
    // A person who leaves a private network no longer sees it.
    match networks::head(context.db(), &context.actor, &slug).await {
        Ok(_) => Ok(context.redirect(&format!("/networks/{slug}?done=left")).into_response()),
        Err(_) => Ok(context.redirect("/networks").into_response()),
    }
}
