//! The link that confirms a subscription: `/subscriptions/{token}`. A GET changes nothing: mail scanners follow links too.

use axum::extract::Path;
use axum::response::Response;
use domain::lists;
use domain::rng::Secret;
use leptos::prelude::*;

use crate::error_page::Result;
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    page(&context, &Secret::from_text(&token)).await
}

pub async fn confirm(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    let token = Secret::from_text(&token);
    lists::confirm(context.db(), &token).await?;
    page(&context, &token).await
}

async fn page(context: &RequestContext, token: &Secret) -> Result<Response> {
    let language = context.language;
    let subscription = lists::pending(context.db(), token).await?;
    let list = subscription.list.as_str();
    let title = if subscription.done {
        tr!(language, "lists-subscribe-done", list = list)
    } else {
        tr!(language, "lists-subscribe-question", list = list)
    };
    Ok(PageBuilder::titled(title.clone()).private().render(context, move || {
        let next = if subscription.done {
            view! { <p>{tr!(language, "lists-subscribe-done-more")}" "<a href=format!("/lists/{}", subscription.slug)>{tr!(language, "lists-back-to-list")}</a></p> }.into_any()
        } else {
            view! { <form method="post"><button class="button">{tr!(language, "lists-subscribe-submit")}</button></form> }.into_any()
        };
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{subscription.address.clone()}</p>
                {next}
            </div>
        }
    }))
}
