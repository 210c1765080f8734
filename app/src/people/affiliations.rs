//! One affiliation: adding, correcting, ending, removing.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::people::affiliations::{self, AffiliationInput};
use domain::taxonomies;
use leptos::prelude::*;
use serde::Deserialize;

use super::dashboard_step;
use crate::breadcrumbs::breadcrumbs;
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{Form, OnceForm};
use crate::fields::{ErrorSummary, FormErrors, FormKey, LineField};
use crate::organisations::OrganisationFields;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
pub struct AffiliationForm {
    #[serde(flatten)]
    input: AffiliationInput,
    #[serde(default)]
    act: String,
}

pub async fn new(context: RequestContext) -> Result<Response> {
    affiliations::list(context.db(), &context.actor).await?;
    form(&context, true, AffiliationInput::default(), FormErrors::none(context.language)).await
}

pub async fn create(context: RequestContext, OnceForm { db, input }: OnceForm<AffiliationInput>) -> Result<Response> {
    match affiliations::add(&db, &context.actor, &input).await {
        Ok(()) => Ok(context.redirect("/me/profile?done=affiliation").into_response()),
        Err(error) => form(&context, true, input, FormErrors::of(context.language, error)?).await,
    }
}

pub async fn edit(context: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let input = affiliations::form(context.db(), &context.actor, &id.into()).await?;
    form(&context, false, input, FormErrors::none(context.language)).await
}

pub async fn update(context: RequestContext, Path(id): Path<String>, Form(sent): Form<AffiliationForm>) -> Result<Response> {
    let id = id.into();
    if sent.act == "remove" {
        affiliations::remove(context.db(), &context.actor, &id).await?;
        return Ok(context.redirect("/me/profile?done=removed").into_response());
    }
    match affiliations::correct(context.db(), &context.actor, &id, &sent.input).await {
        Ok(()) => Ok(context.redirect("/me/profile?done=affiliation").into_response()),
        Err(error) => form(&context, false, sent.input, FormErrors::of(context.language, error)?).await,
    }
}

async fn form(context: &RequestContext, is_new: bool, input: AffiliationInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let kinds = taxonomies::organisation_kinds(context.db(), language).await?;
    let title = if is_new { tr!(language, "people-affiliation-add") } else { tr!(language, "people-affiliation") };
    let page = PageBuilder::titled(title.clone()).section(Section::Me).errors(&errors);
    let key = is_new.then(|| context.form_key());
    Ok(page.render(context, move || {
        let remove = (!is_new).then(|| {
            view! {
                <ConfirmDisclosure label=tr!(language, "people-affiliation-remove") explanation=tr!(language, "people-affiliation-remove-more")>
                    <button class="button button-danger" name="act" value="remove">{tr!(language, "people-affiliation-remove")}</button>
                </ConfirmDisclosure>
            }
        });
        view! {
            {breadcrumbs(language, vec![dashboard_step(language), ("/me/profile".to_owned(), tr!(language, "people-profile")).into()], title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                {key.map(|key| view! { <FormKey value=key /> })}
                <OrganisationFields label=tr!(language, "people-organisation") hint=tr!(language, "organisations-hint") required=true
                    value=input.organisation kind=input.organisation_kind place=input.organisation_place kinds=kinds />
                <LineField name="started_on" kind="date" label=tr!(language, "people-affiliation-from") value=input.started_on required=true />
                <LineField name="ended_on" kind="date" label=tr!(language, "people-affiliation-to") hint=tr!(language, "people-affiliation-to-hint") value=input.ended_on />
                <div class="form-actions">
                    <button class="button" name="act" value="save">{tr!(language, "people-profile-save")}</button>
                    " "<a class="button button-quiet" href="/me/profile">{tr!(language, "people-affiliation-cancel")}</a>
                </div>
                {remove}
            </form>
        }
    }))
}
