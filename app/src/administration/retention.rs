//! The retention of data, and the nightly purge.

use axum::response::{IntoResponse, Response};
use domain::administration::{self, Purged, RetentionInput};
use leptos::prelude::*;
use serde::Deserialize;

use super::journal_details::purge_counts;
use super::{AdminListQuery, breadcrumbs, page, success_notice};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, LineField};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RetentionAction {
    act: String,
}

pub async fn edit(context: RequestContext, Query(query): Query<AdminListQuery>) -> Result<Response> {
    let input = administration::retention(context.db(), &context.actor).await?.input();
    let foreseen = administration::purge_preview(context.db(), &context.actor).await?;
    Ok(form(&context, input, foreseen, None, &query.done, FormErrors::none(context.language)))
}

/// Saves the form, after a confirmation if more than today would be purged; or asks for the purge now instead of tonight.
pub async fn update(context: RequestContext, Query(action): Query<RetentionAction>, Form(input): Form<RetentionInput>) -> Result<Response> {
    if action.act == "purge" {
        administration::request_purge(context.db(), &context.actor).await?;
        return Ok(context.redirect("/admin/retention?done=purged").into_response());
    }
    match administration::save_retention(context.db(), &context.actor, &input).await {
        Ok(()) => Ok(context.redirect("/admin/retention?done=saved").into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let foreseen = administration::purge_preview(context.db(), &context.actor).await?;
            // Invalid days need no confirmation: they are refused.
            let after_change = if errors.has_error("sure") {
                Some(administration::purge_preview_with(context.db(), &context.actor, &input).await?)
            } else {
                None
            };
            Ok(form(&context, input, foreseen, after_change, "", errors))
        }
    }
}

/// `after_change`: what tonight's purge would remove with the typed values, to be confirmed before they are saved.
fn form(
    context: &RequestContext,
    input: RetentionInput,
    foreseen: Purged,
    after_change: Option<Purged>,
    done: &str,
    errors: FormErrors,
) -> Response {
    let (language, done) = (context.language, done.to_owned());
    let title = tr!(language, "administration-retention");
    let purge = if foreseen == Purged::default() {
        view! { <p class="muted">{tr!(language, "administration-purge-nothing")}</p> }.into_any()
    } else {
        let counts = purge_counts(language, &foreseen.to_string());
        view! {
            <ConfirmDisclosure label=tr!(language, "administration-purge-now") explanation=tr!(language, "administration-purge-more", what = counts)>
                <form method="post" action="/admin/retention?act=purge" class="form-actions">
                    <button class="button button-danger">{tr!(language, "administration-purge-submit")}</button>
                </form>
            </ConfirmDisclosure>
        }
        .into_any()
    };
    page(&title).errors(&errors).render(context, move || {
        // Made here: a field finds its errors in the context of the page that is rendered.
        let confirmation = after_change.map(|after_change| {
            let counts = purge_counts(language, &after_change.to_string());
            view! {
                <p class="notice notice-bad">{tr!(language, "administration-retention-preview", what = counts)}</p>
                <ChoicesField name="sure" legend=tr!(language, "fields-confirm") chosen=Vec::new()
                    choices=vec![("1".to_owned(), tr!(language, "administration-retention-confirm"))] />
            }
        });
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {success_notice(&done, language)}
            <ErrorSummary />
            <p class="lead">{tr!(language, "administration-retention-lead")}</p>
            <form class="form" method="post" novalidate>
                <LineField name="registrations" kind="number" min=1 label=tr!(language, "administration-retention-registrations") hint=tr!(language, "administration-retention-registrations-hint") value=input.registrations />
                <LineField name="mails" kind="number" min=1 label=tr!(language, "administration-retention-mails") hint=tr!(language, "administration-retention-mails-hint") value=input.mails />
                <LineField name="copies" kind="number" min=1 label=tr!(language, "administration-retention-copies") hint=tr!(language, "administration-retention-copies-hint") value=input.copies />
                <LineField name="audit" kind="number" min=1 label=tr!(language, "administration-retention-audit") value=input.audit />
                <LineField name="sessions" kind="number" min=1 label=tr!(language, "administration-retention-sessions") hint=tr!(language, "administration-retention-sessions-hint") value=input.sessions />
                <p class="muted">{tr!(language, "administration-retention-fixed")}</p>
                {confirmation}
                <div class="form-actions"><button class="button">{tr!(language, "fields-save")}</button></div>
            </form>
            {purge}
        }
    })
}
