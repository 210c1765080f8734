//! The instance's name and look.

use axum::response::{IntoResponse, Response};
use domain::administration::{self, InstanceInput};
use leptos::prelude::*;

use super::{AdminListQuery, breadcrumbs, page, success_notice};
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField, SelectField};
use crate::request_context::RequestContext;

pub async fn edit(context: RequestContext, Query(query): Query<AdminListQuery>) -> Result<Response> {
    let input = administration::instance_form(context.db(), &context.actor).await?;
    Ok(form(&context, input, &query.done, FormErrors::none(context.language)))
}

pub async fn update(context: RequestContext, Form(input): Form<InstanceInput>) -> Result<Response> {
    match administration::save_instance(context.db(), &context.actor, &input).await {
        Ok(()) => Ok(context.redirect("/admin/instance?done=saved").into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            Ok(form(&context, input, "", errors))
        }
    }
}

fn form(context: &RequestContext, input: InstanceInput, done: &str, errors: FormErrors) -> Response {
    let (language, done) = (context.language, done.to_owned());
    let title = tr!(language, "administration-instance");
    page(&title).errors(&errors).render(context, move || {
        let languages = vec![("fr".to_owned(), "Français".to_owned()), ("en".to_owned(), "English".to_owned())];
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {success_notice(&done, language)}
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <LineField name="name" label=tr!(language, "administration-name") value=input.name required=true max_length=200 />
                <LineField name="motto" label=tr!(language, "administration-motto") value=input.motto max_length=200 />
                <LineField name="hue" label=tr!(language, "administration-hue") hint=tr!(language, "administration-hue-hint") value=input.hue />
                <LineField name="contact" label=tr!(language, "administration-contact") hint=tr!(language, "administration-contact-hint") value=input.contact max_length=254 />
                <SelectField name="language" label=tr!(language, "administration-language") hint=tr!(language, "administration-language-hint") value=input.language choices=languages required=true />
                <div class="form-actions"><button class="button">{tr!(language, "fields-save")}</button></div>
            </form>
        }
    })
}
