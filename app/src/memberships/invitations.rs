//! An invitation to join a network. Its reader must have signed in with the address to which it was sent.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::ids::InvitationId;
use domain::memberships;
use leptos::prelude::*;

use crate::error_page::Result;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let language = context.language;
    let invitation = memberships::invitation(context.db(), &context.actor, &InvitationId::from(id)).await?;
    let card = invitation.network;
    let title = tr!(language, "memberships-invitation-title", network = card.acronym.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let by = (!invitation.by.is_empty()).then(|| view! { <p class="muted">{tr!(language, "memberships-invitation-by", by = invitation.by.as_str())}</p> });
        let act = if invitation.accepted_at.is_some() {
            view! { <p><a class="button" href=format!("/networks/{}", card.slug)>{card.acronym.clone()}</a></p> }.into_any()
        } else {
            view! { <form method="post"><button class="button">{tr!(language, "memberships-join", network = card.acronym.as_str())}</button></form> }.into_any()
        };
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{card.name.clone()}</p>
                {(!card.summary.is_empty()).then(|| view! { <p>{card.summary.clone()}</p> })}
                {by}
                {act}
            </div>
        }
    }))
}

/// Accepts it. A person without a name is asked for it first.
pub async fn accept(context: RequestContext, Path(id): Path<String>) -> Result<Response> {
    match memberships::accept(context.db(), &context.actor, &InvitationId::from(id.as_str())).await {
        Ok(network) => Ok(context.redirect(&format!("/networks/{}?done=joined", network.slug)).into_response()),
        Err(Error::Invalid(_)) => Ok(context.redirect(&format!("/me/profile?next=%2Finvitations%2F{id}")).into_response()),
        Err(error) => Err(error.into()),
    }
}
