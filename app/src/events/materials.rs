//! The materials of an event: slides, recordings, links; adding and removing them.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MaterialKind;
use domain::events::{self, MaterialInput};
use leptos::prelude::*;
use serde::Deserialize;

use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::OnceForm;
use crate::fields::{ErrorSummary, FormErrors, FormKey, LineField, SelectField};
use crate::labels::{choices, label};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MaterialForm {
    remove: String,
    #[serde(flatten)]
    input: MaterialInput,
}

pub async fn edit(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    page(&context, &slug, MaterialInput::default(), FormErrors::none(context.language)).await
}

pub async fn update(
    context: RequestContext,
    Path(slug): Path<String>,
    OnceForm { db, input: form }: OnceForm<MaterialForm>,
) -> Result<Response> {
    let done = if form.remove.is_empty() {
        events::add_material(&db, &context.actor, &slug, &form.input).await
    } else {
        events::remove_material(context.db(), &context.actor, &slug, &form.remove.into()).await
    };
    match done {
        Ok(()) => Ok(context.redirect(&format!("/events/{slug}/materials")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, form.input, errors).await
        }
    }
}

async fn page(context: &RequestContext, slug: &str, input: MaterialInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let (event, materials) = events::materials(context.db(), &context.actor, slug).await?;
    let title = tr!(language, "events-materials-title");
    let page = PageBuilder::titled(title.clone()).section(Section::Agenda).errors(&errors);
    let key = context.form_key();
    Ok(page.render(context, move || {
        let rows: Vec<_> = materials
            .into_iter()
            .map(|material| {
                view! {
                    <li>
                        <p>
                            <a href=material.url.clone() rel="noopener">{material.title.clone()}</a>
                            " "
                            <span class="badge">{label(language, material.kind)}</span>
                        </p>
                        <ConfirmDisclosure label=tr!(language, "events-material-remove") subject=material.title.clone() explanation=tr!(language, "events-material-remove-more")>
                            <form method="post" class="form-actions">
                                <button class="button button-danger" name="remove" value=material.id.to_string()>
                                    {tr!(language, "events-material-remove")}<span class="visually-hidden">" "{material.title}</span>
                                </button>
                            </form>
                        </ConfirmDisclosure>
                    </li>
                }
            })
            .collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "events-materials-empty")}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        let kinds = choices::<MaterialKind>(language);
        view! {
            {super::breadcrumbs(language, &event, tr!(language, "events-materials"))}
            <h1>{title}</h1>
            <ErrorSummary />
            {list}
            <form class="form" method="post" novalidate>
                <FormKey value=key />
                <SelectField name="kind" label=tr!(language, "events-material-kind") value=input.kind choices=kinds required=true />
                <LineField name="title" label=tr!(language, "events-material-title") value=input.title required=true max_length=200 />
                <LineField name="url" kind="url" label=tr!(language, "events-material-url") value=input.url required=true />
                <div class="form-actions"><button class="button">{tr!(language, "events-material-add")}</button></div>
            </form>
        }
    }))
}
