//! The sections of an event's form.

use domain::Language;
use domain::enums::{EventKind, EventLevel, EventMode, RegistrationPolicy};
use domain::events::EventInput;
use leptos::prelude::*;

use crate::fields::{ChoicesField, LineField, SelectField, TextField};
use crate::labels::choices;

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

pub(super) fn description_fields(language: Language, input: &EventInput) -> impl IntoView + use<> {
    let input = input.clone();
    view! {
        <LineField name="title" label=tr!(language, "events-field-title") value=input.title required=true max_length=200 />
        <TextField name="summary" label=tr!(language, "events-field-summary") value=input.summary />
        <SelectField name="kind" label=tr!(language, "events-field-kind") value=input.kind choices={choices::<EventKind>(language)} required=true />
        <SelectField name="level" label=tr!(language, "events-field-level") value=input.level choices={choices::<EventLevel>(language)} required=true />
        <SelectField name="language" label=tr!(language, "events-field-language") value=input.language choices={choices::<Language>(language)} required=true />
    }
}

pub(super) fn date_fields(language: Language, input: &EventInput) -> impl IntoView + use<> {
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
                <LineField name="starts_date" kind="date" group=tr!(language, "events-field-starts") label=tr!(language, "events-field-day") value=input.starts_date required=true />
                <LineField name="starts_time" kind="time" group=tr!(language, "events-field-starts") label=tr!(language, "events-field-time") value=input.starts_time required=true />
            </div>
        </fieldset>
        <fieldset class="field">
            <legend>{tr!(language, "events-field-ends")}</legend>
            <p class="field-hint">{tr!(language, "events-field-ends-hint")}</p>
            <div class="field-row">
                <LineField name="ends_date" kind="date" group=tr!(language, "events-field-ends") label=tr!(language, "events-field-day") value=input.ends_date required=true />
                <LineField name="ends_time" kind="time" group=tr!(language, "events-field-ends") label=tr!(language, "events-field-time") value=input.ends_time required=true />
            </div>
        </fieldset>
        <SelectField name="zone" label=tr!(language, "events-field-zone") value=input.zone choices=zones required=true />
    }
}

pub(super) fn place_fields(language: Language, input: &EventInput, regions: Vec<(String, String)>) -> impl IntoView + use<> {
    let input = input.clone();
    let regions: Vec<_> = std::iter::once((String::new(), tr!(language, "fields-no-choice"))).chain(regions).collect();
    view! {
        <h2>{tr!(language, "events-section-where")}</h2>
        <ChoicesField name="mode" kind="radio" legend=tr!(language, "events-field-mode") chosen=vec![input.mode] choices={choices::<EventMode>(language)} />
        <LineField name="place" label=tr!(language, "events-field-place") hint=tr!(language, "events-field-place-hint") value=input.place max_length=200 />
        <SelectField name="region" label=tr!(language, "events-field-region") value=input.region choices=regions />
        <LineField name="video_link" kind="url" label=tr!(language, "events-field-video-link") hint=tr!(language, "events-field-video-link-hint") value=input.video_link />
    }
}

pub(super) fn registration_fields(language: Language, input: &EventInput) -> impl IntoView + use<> {
    let input = input.clone();
    view! {
        <h2>{tr!(language, "events-section-registration")}</h2>
        <ChoicesField name="registration" kind="radio" legend=tr!(language, "events-field-registration") chosen=vec![input.registration] choices={choices::<RegistrationPolicy>(language)} />
        <ChoicesField name="on_request" kind="radio" legend=tr!(language, "events-field-on-request") chosen=vec![input.on_request]
            choices=vec![(String::new(), tr!(language, "events-on-request-no")), ("1".to_owned(), tr!(language, "events-on-request-yes"))] />
        <fieldset class="field">
            <legend>{tr!(language, "events-field-closes")}" "<span class="optional">{tr!(language, "fields-optional")}</span></legend>
            <p class="field-hint">{tr!(language, "events-field-closes-hint")}</p>
            <div class="field-row">
                <LineField name="closes_date" kind="date" group=tr!(language, "events-field-closes") label=tr!(language, "events-field-day") value=input.closes_date required=false />
                <LineField name="closes_time" kind="time" group=tr!(language, "events-field-closes") label=tr!(language, "events-field-time") value=input.closes_time required=false />
            </div>
        </fieldset>
        <LineField name="seats_on_site" kind="number" min=1 label=tr!(language, "events-field-seats-on-site") hint=tr!(language, "events-field-seats-hint") value=input.seats_on_site />
        <LineField name="seats_online" kind="number" min=1 label=tr!(language, "events-field-seats-online") hint=tr!(language, "events-field-seats-hint") value=input.seats_online />
    }
}
