//! Adopting a review: a confirmation page that says what it means.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::numbers::number;
use domain::reports::reviews::{self, ReviewInput};
use leptos::prelude::*;

use super::review_breadcrumbs;
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path((slug, year)): Path<(String, String)>) -> Result<Response> {
    let input = reviews::form(context.db(), &context.actor, &slug, &year).await?;
    let input = ReviewInput { on: context.now.today(), ..input };
    confirmation(&context, &slug, year, input, FormErrors::none(context.language)).await
}

pub async fn adopt(
    context: RequestContext,
    Path((slug, year)): Path<(String, String)>,
    Form(input): Form<ReviewInput>,
) -> Result<Response> {
    match reviews::adopt(context.db(), &context.actor, &slug, &year, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/reviews/{year}?done=adopted")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let current = reviews::form(context.db(), &context.actor, &slug, &year).await?;
            confirmation(&context, &slug, year, ReviewInput { on: input.on, unfinished: input.unfinished, ..current }, errors).await
        }
    }
}

async fn confirmation(context: &RequestContext, slug: &str, year: String, input: ReviewInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let review = reviews::review(context.db(), &context.actor, slug, &year).await?;
    let card = review.head.card.clone();
    let title = tr!(language, "reviews-adopt-title", year = year.as_str(), network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let path = format!("/networks/{}/reviews/{year}", card.slug);
        let events = i64::try_from(review.content.now.events.held.len()).unwrap_or(0);
        let title_in_breadcrumbs = tr!(language, "reviews-adopt");
        let unfinished = (!review.is_over).then(|| unfinished(language, &year, &input, &errors));
        view! {
            {review_breadcrumbs(language, &card, Some(year.clone()), Some(title_in_breadcrumbs))}
            <div class="narrow stack">
                <h1>{title.clone()}</h1>
                <ErrorSummary changed=tr!(language, "reviews-stale") />
                <p>{tr!(language, "reviews-adopt-lead")}</p>
                <dl class="consequences">
                    <div><dt>{tr!(language, "reviews-adopt-members")}</dt><dd>{number(language, review.content.now.people.total)}</dd></div>
                    <div><dt>{tr!(language, "reviews-adopt-events")}</dt><dd>{number(language, events)}</dd></div>
                </dl>
                <form class="form" method="post" action=format!("{path}/adopt") novalidate>
                    <input type="hidden" name="version" value=input.version.clone() />
                    <LineField name="on" kind="date" label=tr!(language, "reviews-adopt-day") hint=tr!(language, "reviews-adopt-day-hint") value=input.on.clone() required=true />
                    {unfinished}
                    <div class="form-actions">
                        <button class="button">{tr!(language, "reviews-adopt-submit")}</button>
                        " "
                        <a class="button button-quiet" href=path.clone()>{tr!(language, "reviews-cancel")}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Says that an adoption before the end of the year leaves later events out, with the box that confirms it.
fn unfinished(language: Language, year: &str, input: &ReviewInput, errors: &FormErrors) -> impl IntoView + use<> {
    let error = errors.sentence("unfinished");
    let (invalid, described) = (error.is_some().then_some("true"), error.is_some().then_some("unfinished-error"));
    let ticked = !input.unfinished.is_empty();
    view! {
        <div class="notice notice-warning">
            <p>{tr!(language, "reviews-adopt-unfinished", year = year)}</p>
            {error.map(|error| view! { <p class="field-error" id="unfinished-error">{error}</p> })}
            <label class="choice">
                <input id="unfinished" type="checkbox" name="unfinished" value="1" checked=ticked required=true aria-invalid=invalid aria-describedby=described />
                " "
                <span>{tr!(language, "reviews-adopt-unfinished-tick")}</span>
            </label>
        </div>
    }
}
