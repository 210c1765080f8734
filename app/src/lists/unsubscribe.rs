//! The link that ends one kind of mail: `/unsubscribe/{token}`. A GET changes nothing: mail scanners and other programs follow links too.

use axum::extract::Path;
use axum::response::Response;
use domain::lists::{self, UnsubscribePage};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

/// Names the kind of mail that the link ends, with a button.
pub async fn show(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    let link = lists::unsubscribe_page(context.db(), &token).await?;
    Ok(page(&context, &token, &link))
}

/// Unsubscribes: for the button, and for mail programs (RFC 8058). Those send a body that need not be read, follow no redirect, and have no
/// session. Some omit the body.
pub async fn update(context: RequestContext, Path(token): Path<String>, body: String) -> Result<Response> {
    if body.split('&').any(|pair| pair == "act=back") {
        lists::resubscribe(context.db(), &token).await?;
    } else {
        lists::unsubscribe(context.db(), &token).await?;
    }
    let link = lists::unsubscribe_page(context.db(), &token).await?;
    Ok(page(&context, &token, &link))
}

fn page(context: &RequestContext, token: &str, link: &UnsubscribePage) -> Response {
    let language = context.language;
    let name = link.name.as_str();
    let (title, more) = match (link.stopped, link.of_event) {
        (true, _) if name.is_empty() => (tr!(language, "lists-unsubscribe-inactive"), String::new()),
        (true, false) => (tr!(language, "lists-unsubscribe-done", list = name), tr!(language, "lists-unsubscribe-done-more")),
        (true, true) => (tr!(language, "lists-unsubscribe-event-done", event = name), tr!(language, "lists-unsubscribe-event-done-more")),
        (false, false) => (tr!(language, "lists-unsubscribe-question", list = name), tr!(language, "lists-unsubscribe-question-more")),
        (false, true) => {
            (tr!(language, "lists-unsubscribe-event-question", event = name), tr!(language, "lists-unsubscribe-event-question-more"))
        }
    };
    let address = Some(link.address.clone()).filter(|address| !address.is_empty());
    let (stopped, is_gone) = (link.stopped, link.name.is_empty() || (link.stopped && !link.may_resubscribe));
    let options = link.has_options.then(|| format!("/unsubscribe/{token}/options"));
    // The page's address is a secret: no cache stores it.
    PageBuilder::titled(title.clone()).private().render(context, move || {
        let button = match (is_gone, stopped) {
            (true, _) => ().into_any(),
            (false, true) => view! { <form method="post"><button class="button button-quiet" name="act" value="back">{tr!(language, "lists-unsubscribe-undo")}</button></form> }.into_any(),
            (false, false) => view! { <form method="post"><button class="button" name="act" value="stop">{tr!(language, "lists-unsubscribe-submit")}</button></form> }.into_any(),
        };
        let options = options.map(|path| view! { <p><a href=path>{tr!(language, "lists-unsubscribe-options")}</a></p> });
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                {address.map(|address| view! { <p class="lead">{address}</p> })}
                <p>{more}</p>
                {button}
                {options}
            </div>
        }
    })
}
