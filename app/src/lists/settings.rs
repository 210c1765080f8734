//! `/networks/{slug}/list`: the name of a list, and who may read its archive.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::enums::ListArchive;
use domain::lists::{self, ListInput};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, LineField, TextField};
use crate::labels::choices;
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn edit(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let (_, input) = lists::list_form(context.db(), &context.actor, &slug).await?;
    form(&context, &slug, input, FormErrors::none(context.language)).await
}

/// Saves the list. If someone else changed it meanwhile, the typed values stay, and saving again overwrites knowingly.
pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(input): Form<ListInput>) -> Result<Response> {
    match lists::edit_list(context.db(), &context.actor, &slug, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/lists/{slug}?done=saved")).into_response()),
        Err(Error::Stale) => {
            let (_, saved) = lists::list_form(context.db(), &context.actor, &slug).await?;
            form(&context, &slug, ListInput { version: saved.version, ..input }, FormErrors::of(context.language, Error::Stale)?).await
        }
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, &slug, input, errors).await
        }
    }
}

async fn form(context: &RequestContext, slug: &str, input: ListInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let (head, _) = lists::list_form(context.db(), &context.actor, slug).await?;
    let card = head.card;
    let title = tr!(language, "lists-settings");
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let archives = choices::<ListArchive>(language);
        let list = (format!("/lists/{}", card.slug), tr!(language, "networks-tab-list"));
        view! {
            {breadcrumbs(language, &card, vec![list], title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version />
                <LineField name="name" label=tr!(language, "lists-field-name") value=input.name required=true max_length=200 />
                <TextField name="description" label=tr!(language, "lists-description") hint=tr!(language, "lists-description-hint") value=input.description />
                <ChoicesField name="archive" kind="radio" legend=tr!(language, "lists-archive-access") chosen=vec![input.archive] choices=archives />
                <div class="form-actions"><button class="button">{tr!(language, "lists-save")}</button></div>
            </form>
        }
    }))
}
