//! Restoring an address that was removed from an account, by the link in a mail, without a session. A page asks first, because programs
//! that read mail follow links.

use axum::extract::Path;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::addresses;
use domain::clock::HOME;
use domain::dates;
use domain::rng::Secret;
use leptos::prelude::*;

use crate::error_page::Result;
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    let language = context.language;
    let removed = addresses::removed_address(context.db(), &Secret::from_text(&token)).await?;
    let title = tr!(language, "people-address-restore");
    Ok(PageBuilder::titled(title.clone()).private().render(&context, move || {
        let at = dates::moment(language, removed.removed_at, HOME);
        let leaving = (!removed.displaced.is_empty()).then(
            || view! { <li>{tr!(language, "people-address-restore-effect-addresses", addresses = removed.displaced.join(", "))}</li> },
        );
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead"><strong>{removed.address}</strong></p>
                <p>{tr!(language, "people-address-restore-lead", at = at)}</p>
                <p>{tr!(language, "people-address-restore-effects")}</p>
                <ul>
                    <li>{tr!(language, "people-address-restore-effect-sign-in")}</li>
                    <li>{tr!(language, "people-address-restore-effect-sessions")}</li>
                    {leaving}
                    <li>{tr!(language, "people-address-restore-effect-notified")}</li>
                </ul>
                <form method="post"><button class="button">{tr!(language, "people-address-restore-submit")}</button></form>
            </div>
        }
    }))
}

/// Restores the address. The session of this browser may be among those that end.
pub async fn restore(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    let language = context.language;
    let address = addresses::restore(context.db(), &Secret::from_text(&token)).await?;
    let title = tr!(language, "people-address-restored");
    let guest = RequestContext { visitor: None, ..context.clone() };
    let page = PageBuilder::titled(title.clone()).private().render(&guest, move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{tr!(language, "people-address-restored-more", address = address)}</p>
                <p><a class="button" href="/sign-in">{tr!(language, "people-sign-in")}</a></p>
            </div>
        }
    });
    Ok((AppendHeaders([(SET_COOKIE, context.state.session_cookie("", 0))]), page).into_response())
}
