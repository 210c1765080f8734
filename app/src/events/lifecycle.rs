//! Publishing, postponing, cancelling, removing: each has one confirmation page that shows its consequences in figures.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::clock::Timestamp;
use domain::enums::EventState;
use domain::events::{self, Consequence, Event};
use domain::numbers::number;
use domain::{Error, FieldProblem, Language};
use leptos::prelude::*;
use serde::Deserialize;

use crate::error_page::Result;
use crate::extract::{Form, OnceForm};
use crate::fields::{ErrorSummary, FormErrors, TextField};
use crate::form_errors::sentence;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateNoteForm {
    state_note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LifecycleAct {
    Publish,
    Postpone,
    Cancel,
    Remove,
}

impl LifecycleAct {
    /// Whether the act is possible for the event at `now`.
    fn is_possible(self, event: &Event, now: Timestamp) -> bool {
        match self {
            Self::Publish => matches!(event.state, EventState::Draft | EventState::Postponed),
            Self::Postpone => event.may_be_postponed(now),
            Self::Cancel => event.may_be_cancelled(now),
            Self::Remove => event.state == EventState::Draft,
        }
    }
}

/// The confirmation page.
pub async fn show_publish(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    ask(context, slug, LifecycleAct::Publish).await
}

pub async fn publish(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let done = events::publish(context.db(), &context.actor, &slug).await;
    turned(context, slug, LifecycleAct::Publish, StateNoteForm::default(), done, "published").await
}

/// The confirmation page.
pub async fn show_postpone(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    ask(context, slug, LifecycleAct::Postpone).await
}

pub async fn postpone(context: RequestContext, Path(slug): Path<String>, Form(note): Form<StateNoteForm>) -> Result<Response> {
    let done = events::postpone(context.db(), &context.actor, &slug, &note.state_note).await;
    turned(context, slug, LifecycleAct::Postpone, note, done, "postponed").await
}

/// The confirmation page.
pub async fn show_cancel(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    ask(context, slug, LifecycleAct::Cancel).await
}

pub async fn cancel(context: RequestContext, Path(slug): Path<String>, Form(note): Form<StateNoteForm>) -> Result<Response> {
    let done = events::cancel(context.db(), &context.actor, &slug, &note.state_note).await;
    turned(context, slug, LifecycleAct::Cancel, note, done, "cancelled").await
}

/// The confirmation page for a draft.
pub async fn show_delete(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    ask(context, slug, LifecycleAct::Remove).await
}

/// Removes a draft.
pub async fn delete(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let network = events::remove(context.db(), &context.actor, &slug).await?;
    Ok(context.go(&format!("/networks/{network}/agenda?done=removed")).into_response())
}

/// Only a button.
#[derive(Debug, Default, Deserialize)]
pub struct CloneForm {}

/// Makes a copy, and redirects to its form.
pub async fn duplicate(context: RequestContext, Path(slug): Path<String>, OnceForm { db, .. }: OnceForm<CloneForm>) -> Result<Response> {
    let copy = events::clone(&db, &context.actor, &slug).await?;
    Ok(context.go(&format!("/events/{copy}/edit?done=cloned")).into_response())
}

async fn ask(context: RequestContext, slug: String, turn: LifecycleAct) -> Result<Response> {
    let errors = FormErrors::none(context.language);
    confirmation(&context, &slug, turn, StateNoteForm::default(), errors).await
}

async fn turned(
    context: RequestContext,
    slug: String,
    turn: LifecycleAct,
    note: StateNoteForm,
    done: domain::Result<()>,
    code: &str,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(context.go(&format!("/events/{slug}?done={code}")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            confirmation(&context, &slug, turn, note, errors).await
        }
    }
}

async fn confirmation(
    context: &RequestContext,
    slug: &str,
    turn: LifecycleAct,
    note: StateNoteForm,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let (event, consequence) = events::consequence(context.db(), &context.actor, slug).await?;
    if !turn.is_possible(&event, context.now) {
        return Err(Error::Closed.into());
    }
    let again = event.state == EventState::Postponed;
    let is_over = !event.concerns(context.now);
    let lacks_date = turn == LifecycleAct::Publish && event.lacks_date(context.now);
    let title = match turn {
        LifecycleAct::Publish if again => tr!(language, "events-publish-again-title"),
        LifecycleAct::Publish => tr!(language, "events-publish-title"),
        LifecycleAct::Postpone => tr!(language, "events-postpone-title"),
        LifecycleAct::Cancel if is_over => tr!(language, "events-cancel-past-title"),
        LifecycleAct::Cancel => tr!(language, "events-cancel-title"),
        LifecycleAct::Remove => tr!(language, "events-remove-title"),
    };
    let page = PageBuilder::titled(title.clone()).section(Section::Agenda).errors(&errors);
    let back = format!("/events/{slug}");
    Ok(page.render(context, move || {
        let asks_why = matches!(turn, LifecycleAct::Postpone | LifecycleAct::Cancel).then(|| {
            view! { <TextField name="state_note" label=tr!(language, "events-note") hint=tr!(language, "events-note-hint") value=note.state_note.clone() /> }
        });
        if lacks_date {
            return view! {
                <div class="narrow stack">
                    <h1>{title}</h1>
                    <p class="lead"><span lang=super::foreign(language, event.language)>{event.title.clone()}</span><br />{event.span(language)}</p>
                    <div class="notice notice-warning" role="alert" id="starts_date"><p>{sentence(language, &FieldProblem::DateIsOver)}</p></div>
                    <p class="form-actions">
                        <a class="button" href=format!("/events/{}/edit", event.slug)>{tr!(language, "events-publish-date")}</a>
                        " "
                        <a class="button button-quiet" href=back>{tr!(language, "events-keep")}</a>
                    </p>
                </div>
            }
            .into_any();
        }
        let class = if matches!(turn, LifecycleAct::Cancel | LifecycleAct::Remove) { "button button-danger" } else { "button" };
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary />
                <p class="lead"><span lang=super::foreign(language, event.language)>{event.title.clone()}</span><br />{event.span(language)}</p>
                {figures(language, turn, &event, &consequence)}
                <form class="form" method="post" novalidate>
                    {asks_why}
                    <div class="form-actions">
                        <button class=class>{button(language, turn, is_over, &event, &consequence)}</button>
                        " "
                        <a class="button button-quiet" href=back>{tr!(language, "events-keep")}</a>
                    </div>
                </form>
            </div>
        }
        .into_any()
    }))
}

/// How many people the act notifies.
fn told(turn: LifecycleAct, event: &Event, consequence: &Consequence) -> i64 {
    match turn {
        LifecycleAct::Publish if event.state == EventState::Draft => 0,
        LifecycleAct::Remove => 0,
        _ => consequence.told(),
    }
}

fn button(language: Language, turn: LifecycleAct, is_over: bool, event: &Event, consequence: &Consequence) -> String {
    let told = told(turn, event, consequence);
    let people = number(language, told);
    match turn {
        LifecycleAct::Publish => tr!(language, "events-publish-tell", count = told, number = people),
        LifecycleAct::Postpone => tr!(language, "events-postpone-do", count = told, number = people),
        LifecycleAct::Cancel if is_over => tr!(language, "events-cancel-past-do"),
        LifecycleAct::Cancel => tr!(language, "events-cancel-do", count = told, number = people),
        LifecycleAct::Remove => tr!(language, "events-remove-do"),
    }
}

fn figures(language: Language, turn: LifecycleAct, event: &Event, consequence: &Consequence) -> impl IntoView + use<> {
    if turn == LifecycleAct::Remove {
        return view! { <p>{tr!(language, "events-remove-more")}</p> }.into_any();
    }
    let row = |words: String, figure: i64| view! { <div><dt>{words}</dt><dd>{number(language, figure)}</dd></div> };
    let people = (event.state != EventState::Draft).then(|| row(tr!(language, "events-figure-told"), consequence.told()));
    let waiting = (consequence.waiting > 0).then(|| row(tr!(language, "events-figure-waiting"), consequence.waiting));
    let invited = (event.state == EventState::Draft && consequence.invited > 0)
        .then(|| row(tr!(language, "events-figure-invited"), consequence.invited));
    view! { <dl class="consequence">{people}{waiting}{row(tr!(language, "events-figure-holders"), consequence.holders)}{invited}</dl> }
        .into_any()
}
