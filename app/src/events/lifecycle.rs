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

pub async fn show_publish(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    confirm(context, slug, LifecycleAct::Publish).await
}

pub async fn publish(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let done = events::publish(context.db(), &context.actor, &slug).await;
    respond(context, slug, LifecycleAct::Publish, StateNoteForm::default(), done, "published").await
}

pub async fn show_postpone(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    confirm(context, slug, LifecycleAct::Postpone).await
}

pub async fn postpone(context: RequestContext, Path(slug): Path<String>, Form(note): Form<StateNoteForm>) -> Result<Response> {
    let done = events::postpone(context.db(), &context.actor, &slug, &note.state_note).await;
    respond(context, slug, LifecycleAct::Postpone, note, done, "postponed").await
}

pub async fn show_cancel(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    confirm(context, slug, LifecycleAct::Cancel).await
}

pub async fn cancel(context: RequestContext, Path(slug): Path<String>, Form(note): Form<StateNoteForm>) -> Result<Response> {
    let done = events::cancel(context.db(), &context.actor, &slug, &note.state_note).await;
    respond(context, slug, LifecycleAct::Cancel, note, done, "cancelled").await
}

pub async fn show_delete(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    confirm(context, slug, LifecycleAct::Remove).await
}

pub async fn delete(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let network = events::remove(context.db(), &context.actor, &slug).await?;
    Ok(context.redirect(&format!("/networks/{network}/agenda?done=removed")).into_response())
}

#[derive(Debug, Default, Deserialize)]
pub struct DuplicateForm {}

/// Makes a copy, and redirects to its form.
pub async fn duplicate(
    context: RequestContext,
    Path(slug): Path<String>,
    OnceForm { db, .. }: OnceForm<DuplicateForm>,
) -> Result<Response> {
    let copy = events::duplicate(&db, &context.actor, &slug).await?;
    Ok(context.redirect(&format!("/events/{copy}/edit?done=duplicated")).into_response())
}

async fn confirm(context: RequestContext, slug: String, act: LifecycleAct) -> Result<Response> {
    let errors = FormErrors::none(context.language);
    confirmation(&context, &slug, act, StateNoteForm::default(), errors).await
}

async fn respond(
    context: RequestContext,
    slug: String,
    act: LifecycleAct,
    note: StateNoteForm,
    done: domain::Result<()>,
    code: &str,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(context.redirect(&format!("/events/{slug}?done={code}")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            confirmation(&context, &slug, act, note, errors).await
        }
    }
}

async fn confirmation(
    context: &RequestContext,
    slug: &str,
    act: LifecycleAct,
    note: StateNoteForm,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let (event, consequence) = events::consequence(context.db(), &context.actor, slug).await?;
    if !act.is_possible(&event, context.now) {
        return Err(Error::Closed.into());
    }
    let again = event.state == EventState::Postponed;
    let is_over = !event.concerns(context.now);
    let lacks_date = act == LifecycleAct::Publish && event.lacks_date(context.now);
    let title = match act {
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
        let note_field = matches!(act, LifecycleAct::Postpone | LifecycleAct::Cancel).then(|| {
            view! { <TextField name="state_note" label=tr!(language, "events-reason") hint=tr!(language, "events-reason-hint") value=note.state_note.clone() /> }
        });
        if lacks_date {
            return view! {
                <div class="narrow stack">
                    <h1>{title}</h1>
                    <p class="lead"><span lang=super::lang_attribute(language, event.language)>{event.title.clone()}</span><br />{event.span(language)}</p>
                    <div class="notice notice-warning" role="alert" id="starts_date"><p>{sentence(language, &FieldProblem::DateIsOver)}</p></div>
                    <p class="form-actions">
                        <a class="button" href=format!("/events/{}/edit", event.slug)>{tr!(language, "events-publish-date")}</a>
                        " "
                        <a class="button button-quiet" href=back>{tr!(language, "fields-cancel")}</a>
                    </p>
                </div>
            }
            .into_any();
        }
        let class = if matches!(act, LifecycleAct::Cancel | LifecycleAct::Remove) { "button button-danger" } else { "button" };
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary />
                <p class="lead"><span lang=super::lang_attribute(language, event.language)>{event.title.clone()}</span><br />{event.span(language)}</p>
                {figures(language, act, &event, &consequence)}
                <form class="form" method="post" novalidate>
                    {note_field}
                    <div class="form-actions">
                        <button class=class>{button(language, act, is_over, &event, &consequence)}</button>
                        " "
                        <a class="button button-quiet" href=back>{tr!(language, "fields-cancel")}</a>
                    </div>
                </form>
            </div>
        }
        .into_any()
    }))
}

fn notified(act: LifecycleAct, event: &Event, consequence: &Consequence) -> i64 {
    match act {
        LifecycleAct::Publish if event.state == EventState::Draft => 0,
        LifecycleAct::Remove => 0,
        _ => consequence.notified(),
    }
}

fn button(language: Language, act: LifecycleAct, is_over: bool, event: &Event, consequence: &Consequence) -> String {
    let count = notified(act, event, consequence);
    let people = number(language, count);
    match act {
        LifecycleAct::Publish => tr!(language, "events-publish-submit", count = count, number = people),
        LifecycleAct::Postpone => tr!(language, "events-postpone-submit", count = count, number = people),
        LifecycleAct::Cancel if is_over => tr!(language, "events-cancel-past-submit"),
        LifecycleAct::Cancel => tr!(language, "events-cancel-submit", count = count, number = people),
        LifecycleAct::Remove => tr!(language, "events-remove-submit"),
    }
}

fn figures(language: Language, act: LifecycleAct, event: &Event, consequence: &Consequence) -> impl IntoView + use<> {
    if act == LifecycleAct::Remove {
        return view! { <p>{tr!(language, "events-remove-more")}</p> }.into_any();
    }
    let row = |label: String, figure: i64| view! { <div><dt>{label}</dt><dd>{number(language, figure)}</dd></div> };
    let people = (event.state != EventState::Draft).then(|| row(tr!(language, "events-figure-notified"), consequence.notified()));
    let waiting = (consequence.waiting > 0).then(|| row(tr!(language, "events-figure-waiting"), consequence.waiting));
    let invited = (event.state == EventState::Draft && consequence.invited > 0)
        .then(|| row(tr!(language, "events-figure-invited"), consequence.invited));
    view! { <dl class="consequences">{people}{waiting}{row(tr!(language, "events-figure-organisers"), consequence.organisers)}{invited}</dl> }
        .into_any()
}
