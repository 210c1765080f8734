//! `/events/{slug}/answers`: changing what one answered.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::forms::AnswersInput;
use domain::registrations::{self, GuestInput, RegistrationQuestions, RegistrationRef};
use leptos::prelude::*;

use super::form::form;
use crate::error_page::Result;
use crate::extract::{AnsweredForm, NoFields};
use crate::fields::{ErrorSummary, FormErrors};
use crate::forms::question_fields;
use crate::request_context::RequestContext;

/// Changes the answers to the form of the event.
pub async fn update(
    context: RequestContext,
    Path(slug): Path<String>,
    AnsweredForm { answers, .. }: AnsweredForm<NoFields>,
) -> Result<Response> {
    match registrations::change_answers(context.db(), RegistrationRef::Own(&context.actor, &slug), &answers).await {
        Ok(()) => Ok(context.redirect(&format!("/events/{slug}?done=answered")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let page = registrations::page(context.db(), &context.actor, &slug).await?;
            Ok(form(&context, page, GuestInput { answers, ..GuestInput::default() }, errors, None, None))
        }
    }
}

/// The answers of a registration, to change. `action` is the form's address.
pub(super) fn answers_form(
    language: Language,
    action: &str,
    questions: &RegistrationQuestions,
    typed: &AnswersInput,
) -> impl IntoView + use<> {
    let answers = if *typed == AnswersInput::default() { &questions.answers } else { typed };
    view! {
        <h2>{tr!(language, "registrations-own-answers")}</h2>
        <ErrorSummary />
        <form class="form" method="post" action=action.to_owned() novalidate>
            {question_fields(language, questions, answers)}
            <div class="form-actions"><button class="button" name="act" value="answers">{tr!(language, "registrations-save-answers")}</button></div>
        </form>
    }
}
