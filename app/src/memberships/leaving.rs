//! Leaving a network.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MembershipState;
use domain::{memberships, networks};
use leptos::prelude::*;

use crate::fault::Result;
use crate::networks::head::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::visit::RequestContext;

/// What leaving means, asked once.
pub async fn show(visit: RequestContext, Path(slug): Path<String>) -> Result<Response> {
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
