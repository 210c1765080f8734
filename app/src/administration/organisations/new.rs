//! An organisation made by hand.

use axum::response::{IntoResponse, Response};
use domain::administration::{self, OrganisationInput};
use leptos::prelude::*;

use super::{Lists, fields, way};
use crate::administration::{breadcrumbs, page};
use crate::extract::OnceForm;
use crate::fault::Result;
use crate::fields::{ErrorSummary, FormErrors, FormKey};
use crate::visit::RequestContext;

/// The blank form.
pub async fn new(visit: RequestContext) -> Result<Response> {
    administration::organisation_form(visit.db(), &visit.who).await?;
    form(&visit, OrganisationInput { kind: "laboratory".to_owned(), ..OrganisationInput::default() }, FormErrors::none(visit.language))
        .await
}

/// Makes it.
pub async fn create(visit: RequestContext, OnceForm { db, input }: OnceForm<OrganisationInput>) -> Result<Response> {
    match administration::create_organisation(&db, &visit.who, &input).await {
        Ok(id) => Ok(visit.go(&format!("/admin/organisations/{id}?done=created")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(visit.language, error)?;
            form(&visit, input, errors).await
        }
    }
}

async fn form(visit: &RequestContext, input: OrganisationInput, errors: FormErrors) -> Result<Response> {
    let language = visit.language;
    let lists = Lists::read(visit).await?;
    let key = visit.form_key();
    let title = tr!(language, "administration-organisation-new");
    Ok(page(&title).errors(&errors).render(visit, move || {
        view! {
            {breadcrumbs(language, way(language), title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <FormKey value=key />
                {fields(language, input, lists)}
                <div class="form-actions"><button class="button">{tr!(language, "administration-organisation-create")}</button></div>
            </form>
        }
    }))
}
