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

use super::edit_conflict::{differences, saved};
use super::notice;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, OnceForm, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, FormKey, LineField, SelectField, TextField};
use crate::islands::preview::MarkdownPreview;
use crate::labels::choices;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// Zones where people of these networks live, and zones of frequent partners.
const ZONES: &[&str] = &[
    "Europe/Paris",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Miquelon",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Zurich",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Montreal",
    "America/Sao_Paulo",
    "Africa/Dakar",
    "Africa/Tunis",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Australia/Sydney",
];

/// The form, and the button that sent it.
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
    /// The event, if it exists already.
    event: Option<Event>,
    /// How many people would be told of a new date.
    told: i64,
    hue: i64,
    /// The rendered text of the page, for a preview.
    preview: String,
    done: String,
    /// The values that someone else saved meanwhile, each with its field's label.
    saved: Vec<(String, String)>,
}

pub async fn new(context: RequestContext, Path(network): Path<String>) -> Result<Response> {
    let around = around_new(&context, &network).await?;
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
    form(&context, around, input, FormErrors::none(context.language)).await
}

/// Creates a draft.
pub async fn create(
    context: RequestContext,
    Path(network): Path<String>,
    OnceForm { db, input: sent }: OnceForm<EventForm>,
) -> Result<Response> {
    if sent.act == "preview" {
        return previewed(&context, around_new(&context, &network).await?, sent.input).await;
    }
    match events::create(&db, &context.actor, &network, &sent.input).await {
        Ok(slug) => Ok(context.go(&format!("/events/{slug}?done=created")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, around_new(&context, &network).await?, sent.input, errors).await
        }
    }
}

async fn around_new(context: &RequestContext, network: &str) -> Result<EventFormContext> {
    let page = networks::head(context.db(), &context.actor, network).await?;
    domain::policy::ask(context.db(), &context.actor, Act::CreateEvent(&page.card.id)).await?;
    Ok(EventFormContext {
        title: tr!(context.language, "events-new-for", network = page.card.acronym.clone()),
        back: format!("/networks/{network}/agenda"),
        event: None,
        told: 0,
        hue: page.card.hue,
        preview: String::new(),
        done: String::new(),
        saved: Vec::new(),
    })
}

/// The current form of an event.
pub async fn edit(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let input = events::form(context.db(), &context.actor, &slug).await?;
    let around = EventFormContext { done: done.done, ..around(&context, &slug).await? };
    form(&context, around, input, FormErrors::none(context.language)).await
}

/// Saves the event. If someone else changed it meanwhile, the typed values are shown beside the saved ones; saving again then overwrites
/// knowingly.
pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(sent): Form<EventForm>) -> Result<Response> {
    let language = context.language;
    if sent.act == "preview" {
        return previewed(&context, around(&context, &slug).await?, sent.input).await;
    }
    match events::edit(context.db(), &context.actor, &slug, &sent.input).await {
        Ok(EditOutcome { slug, talks_moved }) => {
            let done = if talks_moved > 0 { "talks-moved" } else { "saved" };
            Ok(context.go(&format!("/events/{slug}?done={done}")).into_response())
        }
        // Somebody cancelled the event meanwhile: keep the typed values on the page, so that they can be copied.
        Err(domain::Error::Closed) => form(&context, around(&context, &slug).await?, sent.input, FormErrors::closed(language)).await,
        Err(domain::Error::Stale) => {
            let current = events::form(context.db(), &context.actor, &slug).await?;
            let around = EventFormContext { saved: differences(language, &sent.input, &current), ..around(&context, &slug).await? };
            let input = EventInput { version: current.version, ..sent.input };
            form(&context, around, input, FormErrors::of(language, domain::Error::Stale)?).await
        }
        Err(error) => {
            let errors = FormErrors::of(language, error)?;
            form(&context, around(&context, &slug).await?, sent.input, errors).await
        }
    }
}

async fn around(context: &RequestContext, slug: &str) -> Result<EventFormContext> {
    let page = events::page(context.db(), &context.actor, slug).await?;
    let tells = page.event.state == EventState::Published && !page.event.is_past(context.now);
    let told = if tells { page.taken.confirmed() + page.taken.waiting } else { 0 };
    let hue = page.lead().map_or(0, |lead| lead.hue);
    Ok(EventFormContext {
        title: tr!(context.language, "events-edit-title"),
        back: format!("/events/{slug}"),
        event: Some(page.event),
        told,
        hue,
        preview: String::new(),
        done: String::new(),
        saved: Vec::new(),
    })
}

/// The form with a preview of the event's text.
async fn previewed(context: &RequestContext, around: EventFormContext, input: EventInput) -> Result<Response> {
    match preview::preview(context.db(), &context.actor, "description", &input.description).await {
        Ok(preview) => form(context, EventFormContext { preview, ..around }, input, FormErrors::none(context.language)).await,
        Err(error) => form(context, around, input, FormErrors::of_preview(context.language, "description", error)?).await,
    }
}

async fn form(context: &RequestContext, around: EventFormContext, input: EventInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let regions = domain::taxonomies::regions(context.db(), language).await?;
    let page = PageBuilder::titled(around.title.clone()).section(Section::Agenda).hue(around.hue).errors(&errors);
    let key = around.event.is_none().then(|| context.form_key());
    Ok(page.render(context, move || {
        let actions = actions(language, &around);
        let preview = view! { <MarkdownPreview source="description".to_owned() title=tr!(language, "events-preview") html=around.preview.clone() /> };
        let breadcrumbs = around.event.as_ref().map(|event| super::breadcrumbs(language, event, tr!(language, "events-edit")));
        view! {
            {breadcrumbs}
            {notice(language, &around.done, 0)}
            <h1>{around.title.clone()}</h1>
            <ErrorSummary />
            {saved(language, &around.saved)}
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {key.map(|key| view! { <FormKey value=key /> })}
                {what(language, &input)}
                {when(language, &input)}
                {place(language, &input, regions)}
                {registration(language, &input)}
                <h2>{tr!(language, "events-section-page")}</h2>
                <TextField name="description" class="markdown" label=tr!(language, "events-field-description") hint=tr!(language, "fields-markdown-hint") value=input.description.clone() />
                {preview}
                <LineField name="contact" label=tr!(language, "events-field-contact") hint=tr!(language, "events-field-contact-hint") value=input.contact.clone() most=200 />
                <ChoicesField name="visibility" kind="radio" legend=tr!(language, "events-field-visibility") chosen=vec![input.visibility.clone()] choices={choices::<EventVisibility>(language)} />
                {actions}
            </form>
        }
    }))
}

fn what(language: Language, input: &EventInput) -> impl IntoView + use<> {
    let input = input.clone();
    view! {
        <LineField name="title" label=tr!(language, "events-field-title") value=input.title required=true most=200 />
        <TextField name="summary" label=tr!(language, "events-field-summary") value=input.summary />
        <SelectField name="kind" label=tr!(language, "events-field-kind") value=input.kind choices={choices::<EventKind>(language)} required=true />
        <SelectField name="level" label=tr!(language, "events-field-level") value=input.level choices={choices::<EventLevel>(language)} required=true />
        <SelectField name="language" label=tr!(language, "events-field-language") value=input.language choices={choices::<Language>(language)} required=true />
    }
}

fn when(language: Language, input: &EventInput) -> impl IntoView + use<> {
    let input = input.clone();
    let mut zones: Vec<(String, String)> = ZONES.iter().map(|zone| ((*zone).to_owned(), zone.replace('_', " "))).collect();
    if !zones.iter().any(|(zone, _)| *zone == input.zone) {
        zones.push((input.zone.clone(), input.zone.clone()));
    }
    view! {
        <h2>{tr!(language, "events-section-when")}</h2>
        <label class="choice">
            <input type="checkbox" name="all_day" value="1" checked=!input.all_day.is_empty() />
            " "
            <span>{tr!(language, "events-field-all-day")}</span>
        </label>
        <fieldset class="field">
            <legend>{tr!(language, "events-field-starts")}</legend>
            <div class="field-row">
                <LineField name="starts_date" kind="date" of=tr!(language, "events-field-starts") label=tr!(language, "events-field-day") value=input.starts_date required=true />
                <LineField name="starts_time" kind="time" of=tr!(language, "events-field-starts") label=tr!(language, "events-field-time") value=input.starts_time required=true />
            </div>
        </fieldset>
        <fieldset class="field">
            <legend>{tr!(language, "events-field-ends")}</legend>
            <p class="field-hint">{tr!(language, "events-field-ends-hint")}</p>
            <div class="field-row">
                <LineField name="ends_date" kind="date" of=tr!(language, "events-field-ends") label=tr!(language, "events-field-day") value=input.ends_date required=true />
                <LineField name="ends_time" kind="time" of=tr!(language, "events-field-ends") label=tr!(language, "events-field-time") value=input.ends_time required=true />
            </div>
        </fieldset>
        <SelectField name="zone" label=tr!(language, "events-field-zone") value=input.zone choices=zones required=true />
    }
}

fn place(language: Language, input: &EventInput, regions: Vec<(String, String)>) -> impl IntoView + use<> {
    let input = input.clone();
    let regions: Vec<_> = std::iter::once((String::new(), tr!(language, "fields-none"))).chain(regions).collect();
    view! {
        <h2>{tr!(language, "events-section-where")}</h2>
        <ChoicesField name="mode" kind="radio" legend=tr!(language, "events-field-mode") chosen=vec![input.mode] choices={choices::<EventMode>(language)} />
        <LineField name="place" label=tr!(language, "events-field-place") hint=tr!(language, "events-field-place-hint") value=input.place most=200 />
        <SelectField name="region" label=tr!(language, "events-field-region") value=input.region choices=regions />
        <LineField name="video_link" kind="url" label=tr!(language, "events-field-video-link") hint=tr!(language, "events-field-video-link-hint") value=input.video_link />
    }
}

fn registration(language: Language, input: &EventInput) -> impl IntoView + use<> {
    let input = input.clone();
    view! {
        <h2>{tr!(language, "events-section-registration")}</h2>
        <ChoicesField name="registration" kind="radio" legend=tr!(language, "events-field-registration") chosen=vec![input.registration] choices={choices::<RegistrationPolicy>(language)} />
        <fieldset class="field">
            <legend>{tr!(language, "events-field-closes")}" "<span class="optional">{tr!(language, "fields-optional")}</span></legend>
            <p class="field-hint">{tr!(language, "events-field-closes-hint")}</p>
            <div class="field-row">
                <LineField name="closes_date" kind="date" of=tr!(language, "events-field-closes") label=tr!(language, "events-field-day") value=input.closes_date required=false />
                <LineField name="closes_time" kind="time" of=tr!(language, "events-field-closes") label=tr!(language, "events-field-time") value=input.closes_time required=false />
            </div>
        </fieldset>
        <LineField name="seats_on_site" kind="number" least=1 label=tr!(language, "events-field-seats-on-site") hint=tr!(language, "events-field-seats-hint") value=input.seats_on_site />
        <LineField name="seats_online" kind="number" least=1 label=tr!(language, "events-field-seats-online") hint=tr!(language, "events-field-seats-hint") value=input.seats_online />
    }
}

fn actions(language: Language, around: &EventFormContext) -> impl IntoView + use<> {
    let (save, keep) = match around.event {
        Some(_) => {
            (tr!(language, "events-save-told", count = around.told, number = number(language, around.told)), tr!(language, "events-keep"))
        }
        None => (tr!(language, "events-create"), tr!(language, "events-abandon")),
    };
    view! {
        <div class="form-actions">
            <button class="button" name="act" value="save">{save}</button>
            " "
            <button class="button button-quiet" name="act" value="preview">{tr!(language, "events-preview")}</button>
            " "
            <a class="button button-quiet" href=around.back.clone()>{keep}</a>
        </div>
    }
}
