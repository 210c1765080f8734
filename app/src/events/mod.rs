//! Events: the page of each, its forms, its card in lists.

mod card;
pub mod co_organisers;
mod coordinator_actions;
mod edit_conflict;
mod facts;
pub mod form;
mod form_sections;
pub mod lifecycle;
pub mod materials;
pub mod programme;
mod timeline;

pub use card::{datetime, event_card, lang_attribute, organiser_tag, state_label};
pub(crate) use edit_conflict::saved_values;

use axum::extract::Path;
use axum::response::Response;
use domain::enums::{EventState, EventVisibility, NetworkVisibility, OrganiserState};
use domain::events::{self, Event, EventPage};
use domain::numbers::number;
use domain::pages::PagePlace;
use domain::{Language, rendering};
use leptos::prelude::*;

use crate::breadcrumbs::Breadcrumb;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Query};
use crate::labels::label;
use crate::networks::stripes;
use crate::page::{PageBuilder, Section};
use crate::pages;
use crate::registrations;
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let page = events::page(context.db(), &context.actor, &slug).await?;
    let event = &page.event;
    let title = match state_label(language, event.state) {
        Some(state) => format!("{state} – {}", event.title),
        None => event.title.clone(),
    };
    let mut page_builder = PageBuilder::titled(title)
        .section(Section::Agenda)
        .hue(page.lead().map_or(0, |lead| lead.hue))
        .description(if event.summary.is_empty() { event.span(language) } else { event.summary.clone() });
    if is_public(&page) {
        let data = crate::calendar::event_json_ld(&page, context.now, |path| context.absolute(path));
        page_builder = page_builder.feed("text/calendar", event.title.clone(), format!("/events/{slug}/event.ics")).json_ld(data);
    }
    let texts = std::iter::once(&page.event.description).chain(page.talks.iter().map(|talk| &talk.summary)).cloned().collect();
    let mut texts = rendering::htmls(texts).await?.into_iter();
    let (description, abstracts) = (texts.next().unwrap_or_default(), texts.collect());
    Ok(page_builder.render(&context.clone(), move || {
        let lang = lang_attribute(language, page.event.language);
        let description = (!description.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="visually-hidden">{tr!(language, "events-field-description")}</h2>
                    <div class="prose" lang=lang inner_html=description.clone()></div>
                </section>
            }
        });
        let materials_and_pages = (timeline::materials(language, &page), event_pages(language, &page));
        // Only for those who saw the number when they confirmed the act: the number of registrations is not for other readers.
        let notified =
            if page.may.edit && page.event.concerns(context.now) { page.seats_taken.confirmed() + page.seats_taken.waiting } else { 0 };
        // A past event starts with its materials.
        let is_over = page.event.is_past(context.now) && page.event.state == EventState::Published;
        let (before, after) =
            if is_over { (Some((materials_and_pages, turnout(language, &page))), None) } else { (None, Some(materials_and_pages)) };
        view! {
            {notice(language, &done.done, notified)}
            {registrations::notice(language, &done.done)}
            {header(language, &page)}
            {state_banner(language, &context, &page)}
            <div class="columns">
                {before}
                {facts::facts(&context, &page)}
                {coordinator_actions::actions(&context, &page)}
                {coordinator_actions::invitations(language, &page)}
                {description}
                {timeline::programme(language, &page, abstracts)}
                {after}
            </div>
        }
    }))
}

/// Attendance: the reader's own, and the number for those who hold the event.
fn turnout(language: Language, page: &EventPage) -> Option<impl IntoView + use<>> {
    let turnout = page.attendance.as_ref()?;
    let counted = turnout.marked.filter(|(seats, _)| *seats > 0).map(|(seats, attended)| {
        let text =
            tr!(language, "events-attendance", count = attended, number = number(language, attended), seats = number(language, seats));
        view! { <p><a href=format!("/events/{}/registrations", page.event.slug)>{text}</a></p> }
    });
    let own_half_days: Vec<String> = turnout.own.iter().map(|half_day| crate::attendance::half_day_label(language, *half_day)).collect();
    let own_half_days = (!own_half_days.is_empty())
        .then(|| view! { <p>{tr!(language, "events-attendance-recorded", half_days = own_half_days.join(", "))}" "<a href="/me/certificates">{tr!(language, "certificates-mine-link")}</a></p> });
    (counted.is_some() || own_half_days.is_some()).then(|| {
        view! {
            <section aria-labelledby="turnout">
                <h2 id="turnout">{tr!(language, "events-attendance-title")}</h2>
                {own_half_days}
                {counted}
            </section>
        }
    })
}

fn event_pages(language: Language, page: &EventPage) -> Option<impl IntoView + use<>> {
    if page.pages.is_empty() {
        return None;
    }
    let place = PagePlace::Event(page.event.slug.clone());
    Some(view! {
        <section aria-labelledby="pages">
            <h2 id="pages">{tr!(language, "pages-menu")}</h2>
            {pages::links(language, &place, &page.pages)}
        </section>
    })
}

/// Whether anyone may read it: then calendar programs can subscribe by its address.
pub(crate) fn is_public(page: &EventPage) -> bool {
    page.event.state != EventState::Draft
        && page.event.visibility == EventVisibility::Public
        && page.lead().is_some_and(|lead| lead.visibility == NetworkVisibility::Public)
}

/// The notice of the act that just succeeded. `notified`: how many people got a mail.
pub(crate) fn notice(language: Language, done: &str, notified: i64) -> Option<impl IntoView + use<>> {
    let text = match done {
        "created" => tr!(language, "events-done-created"),
        "duplicated" => tr!(language, "events-done-duplicated"),
        "saved" => tr!(language, "events-done-saved"),
        "talks-moved" => tr!(language, "events-done-talks-moved"),
        "published" => tr!(language, "events-done-published"),
        "postponed" => tr!(language, "events-done-postponed", count = notified, number = number(language, notified)),
        "cancelled" => tr!(language, "events-done-cancelled", count = notified, number = number(language, notified)),
        "accepted" => tr!(language, "events-done-accepted"),
        "declined" => tr!(language, "events-done-declined"),
        "invited" => tr!(language, "events-done-invited"),
        "withdrawn" => tr!(language, "events-done-withdrawn"),
        _ => return None,
    };
    Some(view! { <div class="notice notice-good" role="status"><p>{text}</p></div> })
}

pub(crate) fn breadcrumbs(language: Language, event: &Event, title: String) -> impl IntoView + use<> {
    let agenda = ("/agenda".to_owned(), tr!(language, "shell-agenda"));
    crate::breadcrumbs::breadcrumbs(language, vec![agenda.into(), Breadcrumb::event(language, event)], title)
}

fn header(language: Language, page: &EventPage) -> impl IntoView + use<> {
    let event = &page.event;
    let lang = lang_attribute(language, event.language);
    let lead = page.lead().map(organiser_tag);
    let others: Vec<_> = page
        .active_organisers()
        .filter(|organiser| organiser.state == OrganiserState::Accepted)
        .map(|organiser| view! { {organiser_tag(organiser)}" " })
        .collect();
    let others = (!others.is_empty()).then(|| view! { " "{tr!(language, "events-organised-with")}" "{others} });
    let summary = (!event.summary.is_empty()).then(|| view! { <p class="lead" lang=lang>{event.summary.clone()}</p> });
    view! {
        <header class="event-header">
            <p class="event-kind">
                <span>{label(language, event.kind)}</span>
                " "
                <span>{tr!(language, "events-level", level = label(language, event.level))}</span>
                " "
                <span>{label(language, event.mode)}</span>
            </p>
            <h1 lang=lang>{event.title.clone()}</h1>
            {summary}
            <div class="organisers">
                {stripes(page.active_organisers().map(|organiser| organiser.hue).collect::<Vec<_>>())}
                <p>{tr!(language, "events-organised-by")}" "{lead}{others}</p>
            </div>
        </header>
    }
}

/// The state, unless the event is simply published.
fn state_banner(language: Language, context: &RequestContext, page: &EventPage) -> Option<impl IntoView + use<>> {
    let event = &page.event;
    let note = |otherwise: String| if event.state_note.is_empty() { otherwise } else { event.state_note.clone() };
    let lang = lang_attribute(language, event.language).filter(|_| !event.state_note.is_empty());
    let cancelled =
        if event.is_past(context.now) { tr!(language, "events-state-cancelled-past") } else { tr!(language, "events-state-cancelled") };
    let (class, word, more) = match event.state {
        EventState::Draft => ("state state-draft", tr!(language, "event-state-draft"), tr!(language, "events-state-draft")),
        EventState::Cancelled => ("state state-cancelled", tr!(language, "event-state-cancelled"), note(cancelled)),
        EventState::Postponed => {
            ("state state-postponed", tr!(language, "event-state-postponed"), note(tr!(language, "events-state-postponed")))
        }
        EventState::Published if event.is_past(context.now) => {
            let more =
                if page.materials.is_empty() { tr!(language, "events-state-past") } else { tr!(language, "events-state-past-materials") };
            ("state state-past", tr!(language, "events-past"), more)
        }
        EventState::Published if event.takes_registrations(context.now) && page.seats_left() == Some(0) => {
            let waiting = page.seats_taken.waiting;
            let more = tr!(language, "events-state-waiting", count = waiting, number = number(language, waiting));
            ("state state-full", tr!(language, "events-full"), more)
        }
        EventState::Published => return None,
    };
    Some(view! { <div class=class><p><strong>{format!("{word}.")}</strong>" "<span lang=lang>{more}</span></p></div> })
}
