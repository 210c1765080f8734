//! A coordinator's texts of a review.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::networks::{self, NetworkCard};
use domain::pages::{DiffLine, difference};
use domain::reports::reviews::{self, ReviewInput};
use domain::{Language, preview};
use leptos::prelude::*;
use serde::Deserialize;

use super::review_breadcrumbs;
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors, TextField};
use crate::islands::preview::MarkdownPreview;
use crate::page::{PageBuilder, Section};
use crate::pages::difference::difference as lines_view;
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    highlights: String,
    plans: String,
    version: String,
    act: String,
}

impl ReviewForm {
    fn input(&self) -> ReviewInput {
        ReviewInput {
            highlights: self.highlights.clone(),
            plans: self.plans.clone(),
            version: self.version.clone(),
            ..ReviewInput::default()
        }
    }
}

#[derive(Default)]
struct ReviewFormContext {
    /// Both rendered texts, for a preview.
    preview: (String, String),
    /// Texts that someone else saved meanwhile: the field's label, and the difference from the saved to the typed text.
    saved: Vec<(String, Vec<DiffLine>)>,
}

/// The current form of the draft; empty for a year without one.
pub async fn edit(context: RequestContext, Path((slug, year)): Path<(String, String)>) -> Result<Response> {
    let input = reviews::form(context.db(), &context.actor, &slug, &year).await?;
    form(&context, &slug, year, ReviewFormContext::default(), input, FormErrors::none(context.language)).await
}

/// Saves the draft. If someone else changed it meanwhile, the typed values are shown beside the saved ones; saving again then overwrites
/// knowingly.
pub async fn update(context: RequestContext, Path((slug, year)): Path<(String, String)>, Form(sent): Form<ReviewForm>) -> Result<Response> {
    let (language, input) = (context.language, sent.input());
    if sent.act == "preview" {
        reviews::preview_allowed(context.db(), &context.actor, &slug, &year).await?;
        return show_preview(&context, &slug, year, input).await;
    }
    match reviews::save(context.db(), &context.actor, &slug, &year, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/reviews/{year}?done=saved")).into_response()),
        Err(domain::Error::Stale) => {
            let current = reviews::form(context.db(), &context.actor, &slug, &year).await?;
            let form_context = ReviewFormContext { saved: differences(language, &input, &current), ..ReviewFormContext::default() };
            let input = ReviewInput { version: current.version, ..input };
            form(&context, &slug, year, form_context, input, FormErrors::of(language, domain::Error::Stale)?).await
        }
        Err(error) => form(&context, &slug, year, ReviewFormContext::default(), input, FormErrors::of(language, error)?).await,
    }
}

async fn show_preview(context: &RequestContext, slug: &str, year: String, input: ReviewInput) -> Result<Response> {
    let highlights = preview::preview(context.db(), &context.actor, "highlights", &input.highlights).await;
    let plans = preview::preview(context.db(), &context.actor, "plans", &input.plans).await;
    match (highlights, plans) {
        (Ok(highlights), Ok(plans)) => {
            let form_context = ReviewFormContext { preview: (highlights, plans), ..ReviewFormContext::default() };
            form(context, slug, year, form_context, input, FormErrors::none(context.language)).await
        }
        (Err(error), _) => {
            let errors = FormErrors::of_preview(context.language, "highlights", error)?;
            form(context, slug, year, ReviewFormContext::default(), input, errors).await
        }
        (_, Err(error)) => {
            let errors = FormErrors::of_preview(context.language, "plans", error)?;
            form(context, slug, year, ReviewFormContext::default(), input, errors).await
        }
    }
}

fn differences(language: Language, typed: &ReviewInput, saved: &ReviewInput) -> Vec<(String, Vec<DiffLine>)> {
    let plain = |text: &str| text.trim_end().replace("\r\n", "\n");
    let fields = [
        (tr!(language, "reviews-highlights"), &typed.highlights, &saved.highlights),
        (tr!(language, "reviews-plans"), &typed.plans, &saved.plans),
    ];
    let lines = fields.into_iter().map(|(label, typed, saved)| (label, difference(&plain(saved), &plain(typed))));
    lines.filter(|(_, lines)| !lines.is_empty()).collect()
}

/// The changes that someone else saved, above the form, which keeps the typed values.
fn saved_texts(language: Language, saved: &[(String, Vec<DiffLine>)]) -> Option<impl IntoView + use<>> {
    let fields: Vec<_> =
        saved.iter().map(|(label, lines)| view! { <p><strong>{label.clone()}</strong></p>{lines_view(language, lines)} }).collect();
    (!fields.is_empty()).then(|| {
        view! {
            <section class="facts stack" aria-labelledby="saved">
                <h2 id="saved">{tr!(language, "fields-saved-values")}</h2>
                <p class="small muted">{tr!(language, "pages-stale-legend")}</p>
                {fields}
            </section>
        }
    })
}

async fn form(
    context: &RequestContext,
    slug: &str,
    year: String,
    form_context: ReviewFormContext,
    input: ReviewInput,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let card: NetworkCard = networks::head(context.db(), &context.actor, slug).await?.card;
    let title = tr!(language, "reviews-edit-title", year = year.as_str(), network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let path = format!("/networks/{}/reviews", card.slug);
        let (highlights, plans) = form_context.preview.clone();
        view! {
            {review_breadcrumbs(language, &card, None, Some(title.clone()))}
            <h1>{title.clone()}</h1>
            <p class="muted">{tr!(language, "reviews-edit-lead")}</p>
            <ErrorSummary changed=tr!(language, "reviews-stale") />
            {saved_texts(language, &form_context.saved)}
            <form class="form" method="post" action=format!("{path}/{year}/edit") novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                <TextField name="highlights" class="markdown" label=tr!(language, "reviews-highlights") hint=tr!(language, "fields-markdown-hint") value=input.highlights.clone() />
                <MarkdownPreview source="highlights".to_owned() title=tr!(language, "reviews-preview-highlights") html=highlights />
                <TextField name="plans" class="markdown" label=tr!(language, "reviews-plans") hint=tr!(language, "fields-markdown-hint") value=input.plans.clone() />
                <MarkdownPreview source="plans".to_owned() title=tr!(language, "reviews-preview-plans") html=plans />
                <div class="form-actions">
                    <button class="button" name="act" value="save">{tr!(language, "reviews-save")}</button>
                    " "
                    <button class="button button-quiet" name="act" value="preview">{tr!(language, "reviews-preview")}</button>
                    " "
                    <a class="button button-quiet" href=path.clone()>{tr!(language, "reviews-cancel")}</a>
                </div>
            </form>
        }
    }))
}
