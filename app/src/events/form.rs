//! The form of an event: creating and editing.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::{EventKind, EventLevel, EventMode, EventState, EventVisibility, RegistrationPolicy};
use domain::events::{self, EditOutcome, Event, EventInput};
use domain::numbers::number;
use domain::policy::Act;
use domain::{Language, networks, preview};
use leptos::prelude::*;
use serde::Deserialize;

use super::edit_conflict::{differences, saved_values};
use super::form_sections::{date_fields, description_fields, place_fields, registration_fields};
use super::notice;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, OnceForm, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, FormKey, LineField, TextField};
use crate::islands::preview::MarkdownPreview;
use crate::labels::choices;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EventForm {
    /// `preview` shows the page's text and saves nothing.
    act: String,
    #[serde(flatten)]
    input: EventInput,
}

struct EventFormContext {
    title: String,
    back: String,
    event: Option<Event>,
    /// How many people would be notified of a new date.
    notified: i64,
    hue: i64,
    preview: String,
    done: String,
    /// The values that someone else saved meanwhile, each with its field's label.
    saved: Vec<(String, String)>,
}

pub async fn new(context: RequestContext, Path(network): Path<String>) -> Result<Response> {
    let form_context = new_form_context(&context, &network).await?;
    let input = EventInput {
        kind: EventKind::Webinar.to_string(),
        level: EventLevel::National.to_string(),
        mode: EventMode::Online.to_string(),
        visibility: EventVisibility::Public.to_string(),
        registration: RegistrationPolicy::Open.to_string(),
        language: context.language.to_string(),
        zone: domain::clock::HOME.name().to_owned(),
        ..EventInput::default()
    };
    form(&context, form_context, input, FormErrors::none(context.language)).await
}

pub async fn create(
    context: RequestContext,
    Path(network): Path<String>,
    OnceForm { db, input: sent }: OnceForm<EventForm>,
) -> Result<Response> {
    if sent.act == "preview" {
        return show_preview(&context, new_form_context(&context, &network).await?, sent.input).await;
    }
    match events::create(&db, &context.actor, &network, &sent.input).await {
        Ok(slug) => Ok(context.redirect(&format!("/events/{slug}?done=created")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, new_form_context(&context, &network).await?, sent.input, errors).await
        }
    }
}

async fn new_form_context(context: &RequestContext, network: &str) -> Result<EventFormContext> {
    let page = networks::head(context.db(), &context.actor, network).await?;
    domain::policy::authorize(context.db(), &context.actor, Act::CreateEvent(&page.card.id)).await?;
    Ok(EventFormContext {
        title: tr!(context.language, "events-new-for", network = page.card.acronym.clone()),
        back: format!("/networks/{network}/agenda"),
        event: None,
        notified: 0,
        hue: page.card.hue,
        preview: String::new(),
        done: String::new(),
        saved: Vec::new(),
    })
}

pub async fn edit(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let input = events::form(context.db(), &context.actor, &slug).await?;
    let form_context = EventFormContext { done: done.done, ..load_form_context(&context, &slug).await? };
    form(&context, form_context, input, FormErrors::none(context.language)).await
}

/// Saves the event. If someone else changed it meanwhile, the typed values are shown beside the saved ones; saving again then overwrites
/// knowingly.
pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(sent): Form<EventForm>) -> Result<Response> {
    let language = context.language;
    if sent.act == "preview" {
        return show_preview(&context, load_form_context(&context, &slug).await?, sent.input).await;
    }
    match events::edit(context.db(), &context.actor, &slug, &sent.input).await {
        Ok(EditOutcome { slug, talks_moved }) => {
            let done = if talks_moved > 0 { "talks-moved" } else { "saved" };
            Ok(context.redirect(&format!("/events/{slug}?done={done}")).into_response())
        }
        // Somebody cancelled the event meanwhile: keep the typed values on the page, so that they can be copied.
        Err(domain::Error::Closed) => {
            form(&context, load_form_context(&context, &slug).await?, sent.input, FormErrors::closed(language)).await
        }
        Err(domain::Error::Stale) => {
            let current = events::form(context.db(), &context.actor, &slug).await?;
            let form_context =
                EventFormContext { saved: differences(language, &sent.input, &current), ..load_form_context(&context, &slug).await? };
            let input = EventInput { version: current.version, ..sent.input };
            form(&context, form_context, input, FormErrors::of(language, domain::Error::Stale)?).await
        }
        Err(error) => {
            let errors = FormErrors::of(language, error)?;
            form(&context, load_form_context(&context, &slug).await?, sent.input, errors).await
        }
    }
}

async fn load_form_context(context: &RequestContext, slug: &str) -> Result<EventFormContext> {
    let page = events::page(context.db(), &context.actor, slug).await?;
    let notifies = page.event.state == EventState::Published && !page.event.is_past(context.now);
    let notified = if notifies { page.seats_taken.confirmed() + page.seats_taken.waiting } else { 0 };
    let hue = page.lead().map_or(0, |lead| lead.hue);
    Ok(EventFormContext {
        title: tr!(context.language, "events-edit-title"),
        back: format!("/events/{slug}"),
        event: Some(page.event),
        notified,
        hue,
        preview: String::new(),
        done: String::new(),
        saved: Vec::new(),
    })
}

async fn show_preview(context: &RequestContext, form_context: EventFormContext, input: EventInput) -> Result<Response> {
    match preview::preview(context.db(), &context.actor, "description", &input.description).await {
        Ok(preview) => form(context, EventFormContext { preview, ..form_context }, input, FormErrors::none(context.language)).await,
        Err(error) => form(context, form_context, input, FormErrors::of_preview(context.language, "description", error)?).await,
    }
}

async fn form(context: &RequestContext, form_context: EventFormContext, input: EventInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let regions = domain::taxonomies::regions(context.db(), language).await?;
    let page = PageBuilder::titled(form_context.title.clone()).section(Section::Agenda).hue(form_context.hue).errors(&errors);
    let key = form_context.event.is_none().then(|| context.form_key());
    Ok(page.render(context, move || {
        let actions = actions(language, &form_context);
        let preview = view! { <MarkdownPreview source="description".to_owned() title=tr!(language, "events-preview") html=form_context.preview.clone() /> };
        let breadcrumbs = form_context.event.as_ref().map(|event| super::breadcrumbs(language, event, tr!(language, "events-edit")));
        view! {
            {breadcrumbs}
            {notice(language, &form_context.done, 0)}
            <h1>{form_context.title.clone()}</h1>
            <ErrorSummary />
            {saved_values(language, &form_context.saved)}
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {key.map(|key| view! { <FormKey value=key /> })}
                {description_fields(language, &input)}
                {date_fields(language, &input)}
                {place_fields(language, &input, regions)}
                {registration_fields(language, &input)}
                <h2>{tr!(language, "events-section-page")}</h2>
                <TextField name="description" class="markdown" label=tr!(language, "events-field-description") hint=tr!(language, "fields-markdown-hint") value=input.description.clone() />
                {preview}
                <LineField name="contact" label=tr!(language, "events-field-contact") hint=tr!(language, "events-field-contact-hint") value=input.contact.clone() max_length=200 />
                <ChoicesField name="visibility" kind="radio" legend=tr!(language, "events-field-visibility") chosen=vec![input.visibility.clone()] choices={choices::<EventVisibility>(language)} />
                {actions}
            </form>
        }
    }))
}

fn actions(language: Language, form_context: &EventFormContext) -> impl IntoView + use<> {
    let (save, cancel) = match form_context.event {
        Some(_) => (
            tr!(language, "events-save-and-notify", count = form_context.notified, number = number(language, form_context.notified)),
            tr!(language, "fields-cancel"),
        ),
        None => (tr!(language, "events-create"), tr!(language, "fields-discard")),
    };
    view! {
        <div class="form-actions">
            <button class="button" name="act" value="save">{save}</button>
            " "
            <button class="button button-quiet" name="act" value="preview">{tr!(language, "events-preview")}</button>
            " "
            <a class="button button-quiet" href=form_context.back.clone()>{cancel}</a>
        </div>
    }
}
