//! `/events/{slug}/registrations/new`: entering a registration by hand.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::registrations::{self, AddInput};
use leptos::prelude::*;

use super::list_step;
use crate::breadcrumbs::{Breadcrumb, breadcrumbs};
use crate::error_page::Result;
use crate::extract::OnceForm;
use crate::fields::{ErrorSummary, FormErrors, FormKey, LineField, SelectField};
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn new(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    form(&context, &slug, AddInput::default(), FormErrors::none(context.language)).await
}

pub async fn create(context: RequestContext, Path(slug): Path<String>, OnceForm { db, input }: OnceForm<AddInput>) -> Result<Response> {
    match registrations::add(&db, &context.actor, &slug, &input).await {
        Ok(_) => Ok(context.redirect(&format!("/events/{slug}/registrations?done=added")).into_response()),
        // The event no longer takes registrations: keep the typed values on the page, so that they can be copied.
        Err(Error::Closed) => form(&context, &slug, input, FormErrors::closed(context.language)).await,
        Err(error) => form(&context, &slug, input, FormErrors::of(context.language, error)?).await,
    }
}

async fn form(context: &RequestContext, slug: &str, input: AddInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let event = registrations::check_may_add(context.db(), &context.actor, slug).await?;
    let title = tr!(language, "registrations-add-title");
    let is_past = event.is_past(context.now);
    let key = context.form_key();
    Ok(PageBuilder::titled(title.clone()).section(Section::Agenda).errors(&errors).private().render(context, move || {
        let offered = registrations::presences(event.mode);
        let presence = (offered.len() > 1).then(|| {
            let choices = offered.iter().map(|presence| (presence.code().to_owned(), label(language, *presence))).collect();
            view! { <SelectField name="presence" label=tr!(language, "registrations-add-presence") value=input.presence.clone() choices=choices required=true /> }
        });
        view! {
            {breadcrumbs(language, vec![Breadcrumb::event(language, &event), list_step(language, &event.slug)], title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            <p class="muted">{if is_past { tr!(language, "registrations-add-past") } else { tr!(language, "registrations-add-more") }}</p>
            <form class="form" method="post" novalidate>
                <FormKey value=key />
                <LineField name="given_name" label=tr!(language, "registrations-given-name") value=input.given_name required=true max_length=200 />
                <LineField name="family_name" label=tr!(language, "registrations-family-name") value=input.family_name required=true max_length=200 />
                <LineField name="address" kind="email" label=tr!(language, "memberships-add-address") value=input.address required=true />
                <LineField name="organisation" label=tr!(language, "registrations-organisation") value=input.organisation max_length=200 />
                {presence}
                <div class="form-actions"><button class="button">{tr!(language, "registrations-add")}</button></div>
            </form>
        }
    }))
}
