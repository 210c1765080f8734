//! The addresses of the signed-in person.

use axum::response::{IntoResponse, Response};
use domain::addresses::{self, Address};
use domain::clock::{HOME, Timestamp};
use domain::sign_in::LinkOutcome;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::{breadcrumbs, notice};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The fields of the page's three buttons; one of them was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    address: String,
    prefer: String,
    remove: String,
}

pub async fn index(context: RequestContext, Query(done): Query<DoneQuery>) -> Result<Response> {
    page(&context, AddressNotice::Done(done.done), String::new(), FormErrors::none(context.language)).await
}

pub async fn update(context: RequestContext, Form(form): Form<AddressForm>) -> Result<Response> {
    let (db, actor, language) = (context.db(), &context.actor, context.language);
    let done = if !form.prefer.is_empty() {
        addresses::prefer(db, actor, &form.prefer.as_str().into()).await?;
        "preferred"
    } else if !form.remove.is_empty() {
        addresses::remove(db, actor, &form.remove.as_str().into()).await?;
        "removed"
    } else {
        match addresses::add(db, actor, &form.address, &context.client, language).await {
            Ok(LinkOutcome::Sent) => "sent",
            Ok(LinkOutcome::RetryAt(at)) => {
                return page(&context, AddressNotice::RetryAt(at), form.address, FormErrors::none(language)).await;
            }
            Err(error) => return page(&context, AddressNotice::Nothing, form.address, FormErrors::of(language, error)?).await,
        }
    };
    Ok(context.redirect(&format!("/me/addresses?done={done}")).into_response())
}

enum AddressNotice {
    Nothing,
    /// The code of the act that succeeded.
    Done(String),
    /// No link is sent before that moment.
    RetryAt(Timestamp),
}

async fn page(context: &RequestContext, notice_kind: AddressNotice, typed: String, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let addresses = addresses::list(context.db(), &context.actor).await?;
    let (done, retry) = match &notice_kind {
        AddressNotice::Nothing => ("", None),
        AddressNotice::Done(code) => (code.as_str(), None),
        AddressNotice::RetryAt(at) => ("", Some(*at)),
    };
    let done = match done {
        "sent" => Some(tr!(language, "people-address-sent")),
        "added" => Some(tr!(language, "people-address-added")),
        "preferred" => Some(tr!(language, "people-address-preferred")),
        "removed" => Some(tr!(language, "people-address-removed")),
        _ => None,
    };
    let title = tr!(language, "people-addresses");
    let outbox = context.state.demo.then(|| {
        view! { <p class="muted">{tr!(language, "people-demo-outbox")}" "<a href="/outbox">{tr!(language, "shell-outbox")}</a></p> }
    });
    let page = PageBuilder::titled(title.clone()).section(Section::Me).errors(&errors).private();
    let page = if retry.is_some() { page.status(429) } else { page };
    Ok(page.render(context, move || {
        let is_last = addresses.proved.len() == 1;
        let proved: Vec<_> = addresses.proved.iter().map(|address| row(language, address, is_last)).collect();
        let waiting: Vec<_> = addresses
            .waiting
            .into_iter()
            .map(|address| view! { <li><p>{address}" "<span class="badge badge-warning">{tr!(language, "people-address-unconfirmed")}</span></p></li> })
            .collect();
        view! {
            {breadcrumbs(language, title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            {notice(language, done)}
            {retry.map(|at| retry_notice(language, at))}
            <p class="lead">{tr!(language, "people-addresses-lead")}</p>
            <ul class="rows">{proved}{waiting}</ul>
            <h2>{tr!(language, "people-address-new")}</h2>
            <form class="form" method="post" novalidate>
                <LineField name="address" kind="email" label=tr!(language, "people-address-label") hint=tr!(language, "people-address-hint") value=typed required=true autocomplete="email" />
                <div class="form-actions"><button class="button">{tr!(language, "people-address-add")}</button></div>
            </form>
            {outbox}
        }
    }))
}

/// Says that no link is sent now, when the next one can be, and that the newest link sent before still works.
fn retry_notice(language: Language, at: Timestamp) -> impl IntoView + use<> {
    view! {
        <div class="notice notice-warning" role="alert">
            <p>{tr!(language, "people-link-quota")}" "{tr!(language, "people-link-quota-retry", at = dates::moment(language, at, HOME))}</p>
        </div>
    }
}

fn row(language: Language, address: &Address, is_last: bool) -> impl IntoView + use<> {
    let (id, name) = (address.id.to_string(), address.address.clone());
    let preferred =
        address.is_preferred().then(|| view! { " "<span class="badge badge-good">{tr!(language, "people-address-is-preferred")}</span> });
    let button = |field: &'static str, class: &'static str, label: String| {
        view! {
            <button class=class name=field value=id.clone()>{label}<span class="visually-hidden">" "{name.clone()}</span></button>
        }
    };
    let prefer = (!address.is_preferred()).then(|| {
        view! { <form method="post">{button("prefer", "button button-quiet", tr!(language, "people-address-prefer"))}</form> }
    });
    let remove = (!is_last).then(|| {
        let sure = button("remove", "button button-danger", tr!(language, "people-address-remove"));
        view! {
            <ConfirmDisclosure label=tr!(language, "people-address-remove") subject=name.clone() explanation=tr!(language, "people-address-remove-more", days = addresses::UNDO_DAYS)>
                <form method="post" class="form-actions">{sure}</form>
            </ConfirmDisclosure>
        }
    });
    let suspended = address.bounce_reason.clone().map(|reason| {
        view! {
            <div class="notice notice-warning">
                <p><strong>{tr!(language, "bounce-suspended")}</strong>" "{(!reason.is_empty()).then(|| tr!(language, "bounce-answer", answer = reason))}</p>
                <p>{tr!(language, "bounce-suspended-more")}</p>
                <form method="post" action="/sign-in">
                    <input type="hidden" name="address" value=address.address.clone() />
                    <input type="hidden" name="next" value="/me/addresses" />
                    <button class="button button-quiet">{tr!(language, "bounce-prove-again")}</button>
                </form>
            </div>
        }
    });
    let buttons = (prefer.is_some() || remove.is_some()).then(|| view! { <div class="actions">{prefer}" "{remove}</div> });
    view! {
        <li>
            <div><p><strong>{address.address.clone()}</strong>{preferred}</p>{suspended}</div>
            {buttons}
        </li>
    }
}
