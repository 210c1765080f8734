//! A new organisation.

use axum::response::{IntoResponse, Response};
use domain::administration::{self, OrganisationInput};
use leptos::prelude::*;

use super::{OrganisationChoices, fields, list_breadcrumb};
use crate::administration::{breadcrumbs, page};
use crate::error_page::Result;
use crate::extract::OnceForm;
use crate::fields::{ErrorSummary, FormErrors, FormKey};
use crate::request_context::RequestContext;

pub async fn new(context: RequestContext) -> Result<Response> {
    administration::organisation_form(context.db(), &context.actor).await?;
    form(&context, OrganisationInput { kind: "laboratory".to_owned(), ..OrganisationInput::default() }, FormErrors::none(context.language))
        .await
}

pub async fn create(context: RequestContext, OnceForm { db, input }: OnceForm<OrganisationInput>) -> Result<Response> {
    match administration::create_organisation(&db, &context.actor, &input).await {
        Ok(id) => Ok(context.redirect(&format!("/admin/organisations/{id}?done=created")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, input, errors).await
        }
    }
}

async fn form(context: &RequestContext, input: OrganisationInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let choices = OrganisationChoices::read(context).await?;
    let key = context.form_key();
    let title = tr!(language, "administration-organisation-new");
    Ok(page(&title).errors(&errors).render(context, move || {
        view! {
            {breadcrumbs(language, list_breadcrumb(language), title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <FormKey value=key />
                {fields(language, input, choices)}
                <div class="form-actions"><button class="button">{tr!(language, "administration-organisation-create")}</button></div>
            </form>
        }
    }))
}
