//! `/events/{slug}/registrations/{registration}`: the history of one registration, and ending it.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::dates;
use domain::forms::AnswersInput;
use domain::ids::RegistrationId;
use domain::registrations;
use leptos::prelude::*;
use serde::Deserialize;

use super::{list_step, standing_view};
use crate::breadcrumbs::{Breadcrumb, breadcrumbs};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::AnsweredForm;
use crate::fields::{ErrorSummary, FormErrors, TextField};
use crate::forms::{answer_text, question_fields};
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The history of a registration: answers "why was nobody moved up?".
pub async fn show(context: RequestContext, Path((slug, id)): Path<(String, String)>) -> Result<Response> {
    page(&context, &slug, &RegistrationId::from(id), TypedRecord::Nothing, FormErrors::none(context.language)).await
}

/// What was typed and refused.
enum TypedRecord {
    Nothing,
    Answers(AnswersInput),
    Note(String),
}

/// The page, with what was refused and why.
async fn page(context: &RequestContext, slug: &str, id: &RegistrationId, typed: TypedRecord, errors: FormErrors) -> Result<Response> {
    let (language, now) = (context.language, context.now);
    let mut record = registrations::record(context.db(), &context.actor, slug, id).await?;
    if record.name.is_empty() {
        record.name = tr!(language, "privacy-erased-person");
    }
    let title = format!("{} – {}", record.name, record.event.title);
    Ok(PageBuilder::titled(title).section(Section::Agenda).errors(&errors).private().render(context, move || {
        let (event, now) = (&record.event, now);
        let zone = domain::clock::zone(&event.zone).unwrap_or(domain::clock::HOME);
        let changes: Vec<_> = record
            .changes
            .iter()
            .map(|change| {
                let by = (!change.by.is_empty()).then(|| format!(", {}", change.by));
                view! {
                    <li>
                        <time datetime=change.at.to_string()>{dates::moment(language, change.at, zone)}</time>
                        {tr!(language, "fields-colon")}{label(language, change.state)}{by}
                    </li>
                }
            })
            .collect();
        let remove = record.may_remove.then(|| {
            let label = tr!(language, "registrations-remove", name = record.name.as_str());
            view! {
                <ConfirmDisclosure label=label.clone() explanation=if !event.concerns(now) { tr!(language, "registrations-remove-past") } else { tr!(language, "registrations-remove-more") }>
                    <form class="form-actions" method="post">
                        <button class="button button-danger">{label}</button>
                    </form>
                </ConfirmDisclosure>
            }
        });
        let revoke = record.may_remove.then(|| {
            view! {
                <ConfirmDisclosure label=tr!(language, "registrations-revoke-links") explanation=tr!(language, "registrations-revoke-links-more")>
                    <form class="form-actions" method="post">
                        <button class="button button-danger" name="act" value="revoke">{tr!(language, "registrations-revoke-links")}</button>
                    </form>
                </ConfirmDisclosure>
            }
        });
        let answers: Vec<_> = record
            .answers
            .iter()
            .map(|answer| {
                let text = answer_text(language, answer.kind, &answer.values);
                view! { <div><dt>{answer.label.clone()}</dt><dd>{text}</dd></div> }
            })
            .collect();
        let answers = (!answers.is_empty()).then(|| view! { <h2>{tr!(language, "registrations-answers")}</h2><dl class="answers">{answers}</dl> });
        let correct = (record.may_edit && !record.questions.is_empty()).then(|| {
            let label = tr!(language, "registrations-correct-answers");
            let (answers, is_refused) = match &typed {
                TypedRecord::Answers(answers) => (answers, true),
                _ => (&record.questions.answers, false),
            };
            view! {
                <details open=is_refused>
                    <summary>{label}</summary>
                    <form class="form" method="post" novalidate>
                        {question_fields(language, &record.questions, answers)}
                        <div class="form-actions"><button class="button" name="act" value="answers">{tr!(language, "registrations-save-answers")}</button></div>
                    </form>
                </details>
            }
        });
        let note = record.may_edit.then(|| {
            let note = match &typed {
                TypedRecord::Note(note) => note.clone(),
                _ => record.note.clone(),
            };
            view! {
                <form class="form" method="post" novalidate>
                    <TextField name="note" label=tr!(language, "registrations-note") hint=tr!(language, "registrations-note-hint") value=note />
                    <div class="form-actions"><button class="button button-quiet" name="act" value="note">{tr!(language, "registrations-note-save")}</button></div>
                </form>
            }
        });
        let organisation = (!record.organisation.is_empty()).then(|| view! { {record.organisation.clone()}<br /> });
        view! {
            {breadcrumbs(language, vec![Breadcrumb::event(language, event), list_step(language, &event.slug)], record.name.clone())}
            <div class="narrow stack">
                <h1>{record.name.clone()}</h1>
                <ErrorSummary />
                <p>{standing_view(language, &record.standing, registrations::presences(event.mode).len() > 1)}</p>
                <p>{organisation}<a href=format!("mailto:{}", record.address)>{record.address.clone()}</a></p>
                {answers}
                {correct}
                {note}
                <h2>{tr!(language, "registrations-history")}</h2>
                <ol class="history">{changes}</ol>
                {remove}
                {revoke}
            </div>
        }
    }))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RecordAction {
    act: String,
    note: String,
}

/// Ends the registration, corrects its answers, or revokes the links in its mails.
pub async fn update(
    context: RequestContext,
    Path((slug, id)): Path<(String, String)>,
    AnsweredForm { input: action, answers }: AnsweredForm<RecordAction>,
) -> Result<Response> {
    let id = RegistrationId::from(id);
    if action.act == "revoke" {
        registrations::revoke_links(context.db(), &context.actor, &slug, &id).await?;
        return Ok(context.redirect(&format!("/events/{slug}/registrations?done=revoked")).into_response());
    }
    if action.act == "note" {
        return match registrations::write_note(context.db(), &context.actor, &slug, &id, &action.note).await {
            Ok(()) => Ok(context.redirect(&format!("/events/{slug}/registrations/{id}")).into_response()),
            Err(error) => page(&context, &slug, &id, TypedRecord::Note(action.note), FormErrors::of(context.language, error)?).await,
        };
    }
    if action.act == "answers" {
        return match registrations::edit_answers(context.db(), &context.actor, &slug, &id, &answers).await {
            Ok(()) => Ok(context.redirect(&format!("/events/{slug}/registrations/{id}")).into_response()),
            Err(error) => page(&context, &slug, &id, TypedRecord::Answers(answers), FormErrors::of(context.language, error)?).await,
        };
    }
    registrations::remove(context.db(), &context.actor, &slug, &id).await?;
    Ok(context.redirect(&format!("/events/{slug}/registrations?done=removed")).into_response())
}
