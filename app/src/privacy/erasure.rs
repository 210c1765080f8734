//! Erasing one's account: the page says first what it does, and asks for the address as a confirmation.

use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::privacy;
use leptos::prelude::*;
use serde::Deserialize;

use super::departure::consequences;
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The address, typed as a confirmation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ErasureForm {
    confirmation: String,
}

pub async fn show(context: RequestContext) -> Result<Response> {
    page(&context, String::new(), FormErrors::none(context.language)).await
}

pub async fn erase(context: RequestContext, Form(form): Form<ErasureForm>) -> Result<Response> {
    match privacy::erase(context.db(), &context.actor, &form.confirmation).await {
        Ok(()) => {
            Ok((AppendHeaders([(SET_COOKIE, context.state.session_cookie("", 0))]), context.redirect("/me/data/erased")).into_response())
        }
        Err(error) => page(&context, form.confirmation, FormErrors::of(context.language, error)?).await,
    }
}

/// Says that the account was erased. Anyone may open this page.
pub async fn erased(context: RequestContext) -> Response {
    let language = context.language;
    let title = tr!(language, "privacy-erased-title");
    PageBuilder::titled(title.clone()).render(&context, move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{tr!(language, "privacy-erased")}</p>
                <p><a href="/">{tr!(language, "privacy-erased-home-link")}</a></p>
            </div>
        }
    })
}

async fn page(context: &RequestContext, typed: String, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let erasure = privacy::erasure_preview(context.db(), &context.actor).await?;
    let title = tr!(language, "privacy-erase-title");
    let page = PageBuilder::titled(title.clone()).section(Section::Me).errors(&errors).private();
    Ok(page.render(context, move || {
        let coordinates = (!erasure.coordinates.is_empty()).then(|| {
            let text = tr!(language, "privacy-erase-coordinates", networks = erasure.coordinates.join(", "));
            view! { <div class="notice notice-warning"><p>{text}</p></div> }
        });
        let form = if erasure.is_last_administrator {
            view! { <div class="notice notice-bad" role="status"><p>{tr!(language, "problem-last-administrator")}</p></div> }.into_any()
        } else {
            view! {
                <form class="form" method="post" novalidate>
                    <LineField name="confirmation" label=tr!(language, "privacy-erase-confirm") hint=tr!(language, "privacy-erase-confirm-hint", address = erasure.address.as_str()) value=typed required=true autocomplete="off" max_length=254 />
                    <div class="form-actions">
                        <button class="button button-danger">{tr!(language, "privacy-erase")}</button>
                        " "
                        <a class="button button-quiet" href="/me/data">{tr!(language, "memberships-cancel")}</a>
                    </div>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary />
                <p class="lead">{tr!(language, "privacy-erase-lead")}</p>
                {consequences(language, &erasure.ends, true)}
                {coordinates}
                <div class="prose">
                    <h2>{tr!(language, "privacy-erase-deleted")}</h2>
                    <ul>
                        <li>{tr!(language, "privacy-erase-deleted-name")}</li>
                        <li>{tr!(language, "privacy-erase-deleted-mails")}</li>
                        <li>{tr!(language, "privacy-erase-deleted-mentions")}</li>
                        <li>{tr!(language, "privacy-erase-deleted-texts")}</li>
                        <li>{tr!(language, "privacy-erase-deleted-registrations")}</li>
                    </ul>
                    <h2>{tr!(language, "privacy-erase-kept")}</h2>
                    <ul>
                        <li>{tr!(language, "privacy-erase-kept-figures")}</li>
                        <li>{tr!(language, "privacy-erase-kept-audit-log")}</li>
                        <li>{tr!(language, "privacy-erase-kept-reviews")}</li>
                        <li>{tr!(language, "privacy-erase-kept-published")}</li>
                    </ul>
                </div>
                {form}
            </div>
        }
    }))
}
