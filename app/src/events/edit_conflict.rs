//! The values that someone else saved while a form was open.

use domain::Language;
use domain::enums::{EventKind, EventLevel, EventMode, EventVisibility, RegistrationPolicy};
use domain::events::EventInput;
use leptos::prelude::*;

use crate::labels::{Labelled, stored_label};

/// The fields whose saved value differs from the typed one, with the saved value.
pub(super) fn differences(language: Language, typed: &EventInput, saved: &EventInput) -> Vec<(String, String)> {
    let mut differences = Vec::new();
    let mut compare = |label: String, typed: &str, saved: &str, shown_value: String| {
        if typed.trim().replace("\r\n", "\n") != saved.trim() {
            differences.push((label, shown_value));
        }
    };
    let mut compare_text = |label: String, typed: &str, saved: &str| compare(label, typed, saved, saved.to_owned());
    compare_text(tr!(language, "events-field-title"), &typed.title, &saved.title);
    compare_text(tr!(language, "events-field-summary"), &typed.summary, &saved.summary);
    compare_text(tr!(language, "events-field-description"), &typed.description, &saved.description);
    compare_text(
        tr!(language, "events-field-starts"),
        &format!("{} {}", typed.starts_date, typed.starts_time),
        &format!("{} {}", saved.starts_date, saved.starts_time),
    );
    compare_text(
        tr!(language, "events-field-ends"),
        &format!("{} {}", typed.ends_date, typed.ends_time),
        &format!("{} {}", saved.ends_date, saved.ends_time),
    );
    compare_text(tr!(language, "events-field-zone"), &typed.zone, &saved.zone);
    compare_text(tr!(language, "events-field-place"), &typed.place, &saved.place);
    compare_text(tr!(language, "events-field-video-link"), &typed.video_link, &saved.video_link);
    compare_text(tr!(language, "events-field-contact"), &typed.contact, &saved.contact);
    compare_text(tr!(language, "events-field-seats-on-site"), &typed.seats_on_site, &saved.seats_on_site);
    compare_text(tr!(language, "events-field-seats-online"), &typed.seats_online, &saved.seats_online);
    let kind = stored_label(language, EventKind::LIST, &saved.kind);
    compare(tr!(language, "events-field-kind"), &typed.kind, &saved.kind, kind);
    let level = stored_label(language, EventLevel::LIST, &saved.level);
    compare(tr!(language, "events-field-level"), &typed.level, &saved.level, level);
    let mode = stored_label(language, EventMode::LIST, &saved.mode);
    compare(tr!(language, "events-field-mode"), &typed.mode, &saved.mode, mode);
    let registration = stored_label(language, RegistrationPolicy::LIST, &saved.registration);
    compare(tr!(language, "events-field-registration"), &typed.registration, &saved.registration, registration);
    let admission = |on_request: &str| match on_request {
        "" => tr!(language, "events-on-request-no"),
        _ => tr!(language, "events-on-request-yes"),
    };
    compare(tr!(language, "events-field-on-request"), &typed.on_request, &saved.on_request, admission(&saved.on_request));
    let visibility = stored_label(language, EventVisibility::LIST, &saved.visibility);
    compare(tr!(language, "events-field-visibility"), &typed.visibility, &saved.visibility, visibility);
    differences
}

/// The values that someone else saved meanwhile, where they differ from the typed ones.
pub(crate) fn saved_values(language: Language, saved: &[(String, String)]) -> Option<impl IntoView + use<>> {
    if saved.is_empty() {
        return None;
    }
    let rows: Vec<_> = saved
        .iter()
        .map(|(label, value)| {
            let value = if value.trim().is_empty() { tr!(language, "fields-saved-empty") } else { value.clone() };
            view! { <div><dt>{label.clone()}</dt><dd>{value}</dd></div> }
        })
        .collect();
    Some(view! {
        <section class="facts" aria-labelledby="saved">
            <h2 id="saved">{tr!(language, "fields-saved-values")}</h2>
            <dl>{rows}</dl>
        </section>
    })
}
