//! `/networks/{slug}/certificate-text`: what a network's certificates say, and who signs them.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::certificates::{self, CertificateTextForm, CertificateTextInput};
use leptos::prelude::*;
use serde::Deserialize;

use super::pdf;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField, TextField};
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TextForm {
    body: String,
    signatory: String,
    version: String,
    /// `sample`: show it as a certificate first.
    act: String,
}

pub async fn edit(context: RequestContext, Path(network): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let form = certificates::text_form(context.db(), &context.actor, &network).await?;
    Ok(page(&context, form, &done.done, FormErrors::none(context.language)))
}

/// Saves the text, or shows it. If someone else changed it meanwhile, the typed text stays, and saving again overwrites knowingly.
pub async fn update(context: RequestContext, Path(network): Path<String>, Form(typed): Form<TextForm>) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    let input = CertificateTextInput { body: typed.body, signatory: typed.signatory, version: typed.version };
    let outcome = match typed.act.as_str() {
        "sample" => certificates::sample(db, actor, &network, &input).await.map(pdf),
        _ => {
            let saved = certificates::edit_text(db, actor, &network, &input).await;
            saved.map(|()| context.redirect(&format!("/networks/{network}/certificate-text?done=saved")).into_response())
        }
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(error) => {
            let is_stale = error == Error::Stale;
            let errors = FormErrors::of(context.language, error)?;
            let form = certificates::text_form(db, actor, &network).await?;
            let version = if is_stale { form.input.version.clone() } else { input.version.clone() };
            Ok(page(&context, CertificateTextForm { input: CertificateTextInput { version, ..input }, ..form }, "", errors))
        }
    }
}

fn page(context: &RequestContext, form: CertificateTextForm, done: &str, errors: FormErrors) -> Response {
    let language = context.language;
    let card = form.head.card.clone();
    let title = tr!(language, "certificates-text");
    let success = (done == "saved").then(|| tr!(language, "certificates-text-saved"));
    PageBuilder::titled(format!("{title} – {}", card.acronym)).section(Section::Networks).hue(card.hue).errors(&errors).render(
        context,
        move || {
            let input = form.input;
            let marks = form.marks.join(", ");
            view! {
                {breadcrumbs(language, &card, Vec::new(), title.clone())}
                <h1>{title}</h1>
                {success.map(|success| view! { <div class="notice notice-good" role="status"><p><strong>{tr!(language, "registrations-done")}</strong>" "{success}</p></div> })}
                <ErrorSummary />
                <form class="form" method="post" novalidate>
                    <input type="hidden" name="version" value=input.version />
                    <TextField name="body" class="markdown" label=tr!(language, "certificates-text-body") hint=tr!(language, "certificates-text-hint", marks = marks) value=input.body />
                    <LineField name="signatory" label=tr!(language, "certificates-signatory") hint=tr!(language, "certificates-signatory-hint") value=input.signatory max_length=200 />
                    <div class="form-actions">
                        <button class="button">{tr!(language, "certificates-text-save")}</button>
                        <button class="button button-quiet" name="act" value="sample">{tr!(language, "certificates-text-sample")}</button>
                    </div>
                </form>
            }
        },
    )
}
