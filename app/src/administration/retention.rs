//! The retention of data, and the nightly purge.

use axum::response::{IntoResponse, Response};
use domain::administration::{self, Purged, RetentionInput};
use leptos::prelude::*;
use serde::Deserialize;

use super::journal_details::counted;
use super::{AdminListQuery, breadcrumbs, page, told};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, LineField};
use crate::request_context::RequestContext;

/// The button that was pressed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RetentionAction {
    act: String,
}

pub async fn edit(context: RequestContext, Query(asked): Query<AdminListQuery>) -> Result<Response> {
    let input = administration::retention(context.db(), &context.actor).await?.input();
    let foreseen = administration::foreseen(context.db(), &context.actor).await?;
    Ok(form(&context, input, foreseen, None, &asked.done, FormErrors::none(context.language)))
}

/// Saves the form, after a confirmation if more than today would be purged; or asks for the purge now instead of tonight.
pub async fn update(
    context: RequestContext,
    Query(pressed): Query<RetentionAction>,
    Form(input): Form<RetentionInput>,
) -> Result<Response> {
    if pressed.act == "purge" {
        administration::ask_purge(context.db(), &context.actor).await?;
        return Ok(context.go("/admin/retention?done=purged").into_response());
    }
    match administration::save_retention(context.db(), &context.actor, &input).await {
        Ok(()) => Ok(context.go("/admin/retention?done=saved").into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let foreseen = administration::foreseen(context.db(), &context.actor).await?;
            // Invalid days need no confirmation: they are refused.
            let would = if errors.touches("sure") {
                Some(administration::foreseen_with(context.db(), &context.actor, &input).await?)
            } else {
                None
            };
            Ok(form(&context, input, foreseen, would, "", errors))
        }
    }
}

/// `would`: what tonight's purge would remove with the typed values, to be confirmed before they are saved.
fn form(
    context: &RequestContext,
    input: RetentionInput,
    foreseen: Purged,
    would: Option<Purged>,
    done: &str,
    errors: FormErrors,
) -> Response {
    let (language, done) = (context.language, done.to_owned());
    let title = tr!(language, "administration-retention");
    let purge = if foreseen == Purged::default() {
        view! { <p class="soft">{tr!(language, "administration-purge-nothing")}</p> }.into_any()
    } else {
        let what = counted(language, &foreseen.to_string());
        view! {
            <ConfirmDisclosure words=tr!(language, "administration-purge-now") more=tr!(language, "administration-purge-more", what = what)>
                <form method="post" action="/admin/retention?act=purge" class="form-actions">
                    <button class="button button-danger">{tr!(language, "administration-purge-do")}</button>
                </form>
            </ConfirmDisclosure>
        }
        .into_any()
    };
    page(&title).errors(&errors).render(context, move || {
        // Made here: a field finds its errors in the context of the page that is rendered.
        let sure = would.map(|would| {
            let what = counted(language, &would.to_string());
            view! {
                <p class="notice notice-bad">{tr!(language, "administration-retention-would", what = what)}</p>
                <ChoicesField name="sure" legend=tr!(language, "governance-sure") chosen=Vec::new()
                    choices=vec![("1".to_owned(), tr!(language, "administration-retention-sure"))] />
            }
        });
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {told(&done, language)}
            <ErrorSummary />
            <p class="lead">{tr!(language, "administration-retention-lead")}</p>
            <form class="form" method="post" novalidate>
                <LineField name="registrations" kind="number" least=1 label=tr!(language, "administration-keep-registrations") hint=tr!(language, "administration-keep-registrations-hint") value=input.registrations />
                <LineField name="mails" kind="number" least=1 label=tr!(language, "administration-keep-mails") hint=tr!(language, "administration-keep-mails-hint") value=input.mails />
                <LineField name="copies" kind="number" least=1 label=tr!(language, "administration-keep-copies") hint=tr!(language, "administration-keep-copies-hint") value=input.copies />
                <LineField name="audit" kind="number" least=1 label=tr!(language, "administration-keep-audit") value=input.audit />
                <LineField name="sessions" kind="number" least=1 label=tr!(language, "administration-keep-sessions") hint=tr!(language, "administration-keep-sessions-hint") value=input.sessions />
                <p class="soft">{tr!(language, "administration-keep-fixed")}</p>
                {sure}
                <div class="form-actions"><button class="button">{tr!(language, "networks-save")}</button></div>
            </form>
            {purge}
        }
    })
}
