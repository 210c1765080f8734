//! `/events/{slug}/registrations/letters`: what an event writes to those whom it accepts, puts on the waiting list or declines.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::events::Event;
use domain::registrations::{self, LETTER_MARKS, LettersInput};
use leptos::prelude::*;

use super::answers::answers_title;
use super::list_step;
use crate::breadcrumbs::{Breadcrumb, breadcrumbs};
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors, TextField};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn edit(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let (event, letters) = registrations::letters(context.db(), &context.actor, &slug).await?;
    Ok(page(&context, event, letters, &done.done, FormErrors::none(context.language)))
}

pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(input): Form<LettersInput>) -> Result<Response> {
    match registrations::edit_letters(context.db(), &context.actor, &slug, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/events/{slug}/registrations/letters?done=saved")).into_response()),
        Err(error) => {
            let (event, _) = registrations::letters(context.db(), &context.actor, &slug).await?;
            Ok(page(&context, event, input, "", FormErrors::of(context.language, error)?))
        }
    }
}

fn page(context: &RequestContext, event: Event, letters: LettersInput, done: &str, errors: FormErrors) -> Response {
    let language = context.language;
    let title = tr!(language, "registrations-letters");
    let saved = (done == "saved").then(|| {
        view! { <div class="notice notice-good" role="status"><p><strong>{tr!(language, "registrations-done")}</strong>" "{tr!(language, "registrations-letters-saved")}</p></div> }
    });
    PageBuilder::titled(format!("{title} – {}", event.title)).section(Section::Agenda).errors(&errors).private().render(context, move || {
        let table = format!("/events/{}/registrations/answers", event.slug);
        let steps = vec![
            Breadcrumb::event(language, &event),
            list_step(language, &event.slug),
            (table, answers_title(language, event.is_on_request())).into(),
        ];
        view! {
            {breadcrumbs(language, steps, title.clone())}
            <h1>{title}</h1>
            {saved}
            <p>{tr!(language, "registrations-letters-lead", marks = LETTER_MARKS.join(", "))}</p>
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <TextField name="accepted" class="markdown" label=tr!(language, "registrations-letters-accepted") value=letters.accepted />
                <TextField name="waiting" class="markdown" label=tr!(language, "registrations-letters-waiting") value=letters.waiting />
                <TextField name="declined" class="markdown" label=tr!(language, "registrations-letters-declined") value=letters.declined />
                <div class="form-actions"><button class="button">{tr!(language, "events-save")}</button></div>
            </form>
        }
    })
}
