//! Signing in: ask for a link, read the mail, confirm by a button (programs that read mail follow links).

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::clock::{HOME, Timestamp};
use domain::dates;
use domain::people::{LINK_MINUTES, sessions};
use domain::rng::Secret;
use domain::sign_in::{LinkOutcome, LinkRequest, SignInBrowser};
use domain::{addresses, sign_in};
use leptos::prelude::*;
use serde::Deserialize;

use super::with_next;
use crate::error_page::{HttpError, Result};
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::language::local_path;
use crate::page::PageBuilder;
use crate::request_context::{DEVICE_COOKIE, RequestContext, carries_secret, cookie};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    address: String,
    next: String,
}

pub async fn new(context: RequestContext, Query(input): Query<SignInForm>) -> Response {
    if context.visitor.is_some() {
        return context.redirect(destination(&input.next)).into_response();
    }
    form(&context, input, FormErrors::none(context.language))
}

/// Sends the link. The page is the same for known and unknown addresses.
pub async fn create(context: RequestContext, headers: HeaderMap, Form(input): Form<SignInForm>) -> Result<Response> {
    let (language, next) = (context.language, destination(&input.next));
    let device = device(&headers);
    let request = LinkRequest { address: &input.address, client: &context.client, device: device.as_ref(), next, language };
    match sign_in::request_link(context.db(), &request).await {
        Ok(LinkOutcome::Sent) => Ok(sent_page(&context, input.address)),
        Ok(LinkOutcome::RetryAt(at)) => Ok(retry_page(&context, input.address, at)),
        Err(error) => Ok(form(&context, input, FormErrors::of(language, error)?)),
    }
}

/// The cookie that identifies this browser, if it has one.
fn device(headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, DEVICE_COOKIE).map(Secret::from_text)
}

fn form(context: &RequestContext, input: SignInForm, errors: FormErrors) -> Response {
    let language = context.language;
    let title = tr!(language, "people-sign-in");
    PageBuilder::titled(title.clone()).errors(&errors).render(context, move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary />
                <p>{tr!(language, "people-sign-in-more", minutes = LINK_MINUTES)}</p>
                <form class="form" method="post" action="/sign-in" novalidate>
                    <input type="hidden" name="next" value=destination(&input.next).to_owned() />
                    <LineField name="address" kind="email" label=tr!(language, "people-your-address") value=input.address required=true autocomplete="email" />
                    <div class="form-actions"><button class="button">{tr!(language, "people-send-link")}</button></div>
                </form>
                <p class="muted">{tr!(language, "people-sign-up-more")}</p>
            </div>
        }
    })
}

fn sent_page(context: &RequestContext, address: String) -> Response {
    let language = context.language;
    let outbox = context.state.demo.then(|| {
        view! { <p>{tr!(language, "people-demo-outbox")}" "<a href="/outbox">{tr!(language, "shell-outbox")}</a></p> }
    });
    PageBuilder::titled(tr!(language, "people-link-sent")).private().render(context, move || {
        view! {
            <div class="narrow stack">
                <h1>{tr!(language, "people-link-sent")}</h1>
                <p class="lead">
                    {tr!(language, "people-link-sent-to")}" "<strong>{address.trim().to_owned()}</strong>
                    {tr!(language, "people-link-sent-delay")}
                </p>
                <p>{tr!(language, "people-link-sent-more", minutes = LINK_MINUTES)}</p>
                {outbox}
                <p><a href="/sign-in">{tr!(language, "people-link-another")}</a></p>
            </div>
        }
    })
}

/// Says that no link is sent now, when the next one can be, and that the newest link sent before still works.
fn retry_page(context: &RequestContext, address: String, at: Timestamp) -> Response {
    let language = context.language;
    let page = PageBuilder::titled(tr!(language, "people-link-quota-title")).status(429).private().render(context, move || {
        view! {
            <div class="narrow stack">
                <h1>{tr!(language, "people-link-quota-title")}</h1>
                <p class="lead"><strong>{address.trim().to_owned()}</strong></p>
                <p>{tr!(language, "people-link-quota")}</p>
                <p>{tr!(language, "people-link-quota-retry", at = dates::moment(language, at, HOME))}</p>
                <p><a href="/sign-in">{tr!(language, "people-link-another")}</a></p>
            </div>
        }
    });
    let seconds = (at.seconds() - context.now.seconds()).max(1);
    (AppendHeaders([(RETRY_AFTER, seconds.to_string())]), page).into_response()
}

/// The confirmation page: the effect of the link, and the button that applies it.
pub async fn show(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    let language = context.language;
    let link = sign_in::link_effect(context.db(), &Secret::from_text(&token)).await?;
    let visitor = context.visitor.as_ref().map(|visitor| &visitor.person);
    let (title, button) = match &link.adds_to {
        None => (tr!(language, "people-welcome"), tr!(language, "people-sign-in-submit")),
        Some(person) if visitor == Some(person) => {
            (tr!(language, "people-address-confirm"), tr!(language, "people-address-confirm-submit"))
        }
        Some(_) => return Ok(wrong_account_page(&context)),
    };
    Ok(PageBuilder::titled(title.clone()).private().render(&context, move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead"><strong>{link.address}</strong></p>
                <form method="post"><button class="button">{button}</button></form>
            </div>
        }
    }))
}

/// A link that adds an address works only where the person who requested it is signed in. They come back to it through their mail.
fn wrong_account_page(context: &RequestContext) -> Response {
    let language = context.language;
    let sign_in = context.visitor.is_none().then(|| {
        view! { <p><a class="button" href="/sign-in">{tr!(language, "shell-sign-in")}</a></p> }
    });
    PageBuilder::titled(tr!(language, "people-address-confirm")).status(403).private().render(context, move || {
        view! {
            <div class="narrow stack">
                <h1>{tr!(language, "people-address-confirm")}</h1>
                <p class="lead">{tr!(language, "people-address-confirm-signed-out")}</p>
                {sign_in}
            </div>
        }
    })
}

/// Does what the link is for, once.
pub async fn enter(context: RequestContext, headers: HeaderMap, Path(token): Path<String>) -> Result<Response> {
    let token = Secret::from_text(&token);
    if sign_in::link_effect(context.db(), &token).await?.adds_to.is_some() {
        addresses::prove(context.db(), &context.actor, &token).await?;
        return Ok(context.redirect("/me/addresses?done=added").into_response());
    }
    let device = device(&headers);
    let browser = SignInBrowser { name: &context.device, device: device.as_ref() };
    let entered = sign_in::open_session(context.db(), &token, &browser).await?;
    // The cookie of the former session is about to be lost: nobody could end that session from this browser any more.
    end_current_session(&context).await?;
    let next = destination(&entered.next);
    let next = if entered.is_new { with_next("/me/profile?welcome=1", next) } else { next.to_owned() };
    let session = context.state.session_cookie(entered.token.reveal(), sessions::LIFETIME_SECONDS);
    let device = context.state.device_cookie(entered.device.reveal());
    Ok((AppendHeaders([(SET_COOKIE, session), (SET_COOKIE, device)]), context.redirect(&next)).into_response())
}

pub async fn sign_out(context: RequestContext) -> Result<Response> {
    end_current_session(&context).await?;
    Ok((AppendHeaders([(SET_COOKIE, context.state.session_cookie("", 0))]), context.redirect("/")).into_response())
}

async fn end_current_session(context: &RequestContext) -> Result<()> {
    let Some(visitor) = &context.visitor else { return Ok(()) };
    match sessions::revoke(context.db(), &context.actor, &visitor.session).await {
        Ok(()) | Err(domain::Error::NotFound) => Ok(()),
        Err(error) => Err(HttpError(error)),
    }
}

/// Where to go afterwards: a path of this site, by default the person's own page. A path that carries a secret is never stored.
fn destination(next: &str) -> &str {
    match local_path(next) {
        "/" => "/me",
        path if carries_secret(path) => "/me",
        path => path,
    }
}
