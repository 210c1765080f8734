//! An event in a list: day, stripes, title, seats.

use chrono::Datelike;
use domain::Language;
use domain::clock::{self, Timestamp};
use domain::dates;
use domain::enums::{EventMode, EventState, EventVisibility, RegistrationPolicy};
use domain::events::{EventCard, Organiser, location};
use domain::numbers::number;
use leptos::prelude::*;

use crate::labels::label;
use crate::networks::stripes;

/// `None` for a published event.
pub fn state_label(language: Language, state: EventState) -> Option<String> {
    (state != EventState::Published).then(|| label(language, state))
}

/// An event in `<ol class="agenda">`, as its own `<li>`.
pub fn event_card(language: Language, now: Timestamp, card: &EventCard) -> impl IntoView + use<> {
    let hue = card.organisers.first().map_or(0, |lead| lead.hue);
    let cancelled = card.state == EventState::Cancelled;
    let postponed = card.state == EventState::Postponed;
    let state = if postponed { Some(tr!(language, "events-postponed-undated")) } else { state_label(language, card.state) };
    let badge_class = state.map(|state| view! { <span class=badge_class(card.state)>{state}</span> });
    let hours = dates::hours(language, card.all_day != 0, &card.starts_local, &card.ends_local, &card.zone)
        .filter(|_| !postponed)
        .map(|hours| view! { <span class="hours">{hours}</span> });
    let members = (card.visibility == EventVisibility::Members).then(|| view! { <span>{tr!(language, "events-members-only")}</span> });
    let tags: Vec<_> = card.organisers.iter().map(|organiser| view! { {organiser_tag(organiser)}" " }).collect();
    view! {
        <li>
            <article class="event-card" class:is-cancelled=cancelled class:is-postponed=postponed style=format!("--hue: {hue}")>
                {date_stamp(language, card)}
                {stripes(card.organisers.iter().map(|organiser| organiser.hue))}
                <div class="event-body">
                    <h3>
                        <a href=format!("/events/{}", card.slug) lang=lang_attribute(language, card.language)>{card.title.clone()}</a>
                    </h3>
                    <p class="event-meta">
                        {badge_class}
                        {hours}
                        <span>{label(language, card.kind)}</span>
                        <span class="network-tags">{tags}</span>
                        <span lang=place_lang(language, card)>{location(language, card.mode, &card.place)}</span>
                        {members}
                    </p>
                </div>
                <p class="seats">{seats_text(language, now, card)}</p>
            </article>
        </li>
    }
}

pub fn organiser_tag(organiser: &Organiser) -> impl IntoView + use<> {
    view! {
        <a
            class="network-tag"
            style=format!("--hue: {}", organiser.hue)
            href=format!("/networks/{}", organiser.slug)
            title=organiser.name.clone()
        >
            {organiser.acronym.clone()}
        </a>
    }
}

/// The language of a passage, if it differs from the page's.
pub fn lang_attribute(page: Language, content: Language) -> Option<&'static str> {
    (page != content).then(|| content.code())
}

/// A place is in the language of the event's content; "en ligne" is in the reader's.
fn place_lang(page: Language, card: &EventCard) -> Option<&'static str> {
    lang_attribute(page, card.language).filter(|_| card.mode == EventMode::OnSite && !card.place.trim().is_empty())
}

/// A moment for programs: local time with its offset, or only the day.
pub fn datetime(moment: Timestamp, local: &str, zone: &str, all_day: bool) -> String {
    match clock::zone(zone) {
        Ok(zone) if !all_day => moment.utc().with_timezone(&zone).format("%Y-%m-%dT%H:%M%:z").to_string(),
        _ => local.get(..10).unwrap_or(local).to_owned(),
    }
}

pub(super) fn badge_class(state: EventState) -> &'static str {
    match state {
        EventState::Cancelled => "badge badge-bad",
        EventState::Postponed => "badge badge-warning",
        EventState::Draft | EventState::Published => "badge",
    }
}

fn date_stamp(language: Language, card: &EventCard) -> impl IntoView + use<> {
    let (first, last) = (card.first_day(), card.last_day());
    let (weekday, month) = dates::stamp(language, first);
    let until = (first != last).then(|| {
        let (_, month) = dates::stamp(language, last);
        let same = (first.year(), first.month()) == (last.year(), last.month());
        let until = if same { format!("→ {}", last.day()) } else { format!("→ {} {month}", last.day()) };
        view! { <span>{until}</span> }
    });
    let former_date = (card.state == EventState::Postponed)
        .then(|| view! { <span class="visually-hidden">{tr!(language, "events-original-date")}" "</span> });
    view! {
        <time class="date-stamp" datetime=datetime(card.starts_at, &card.starts_local, &card.zone, card.all_day != 0)>
            {former_date}<span>{weekday}</span>" "<b>{first.day()}</b>" "<span>{month}</span>
            {until}
        </time>
    }
}

/// `12 places`, `complet`, `liste d’attente : 4`, or nothing.
fn seats_text(language: Language, now: Timestamp, card: &EventCard) -> String {
    if card.takes_registrations(now) {
        match card.seats_left() {
            Some(0) if card.seats_taken.waiting > 0 => {
                tr!(language, "events-seats-waiting", number = number(language, card.seats_taken.waiting))
            }
            Some(left) => tr!(language, "events-seats-left", count = left, number = number(language, left)),
            None => String::new(),
        }
    } else if card.state == EventState::Published && card.registration != RegistrationPolicy::None && now < card.starts_at {
        tr!(language, "events-registration-closed")
    } else {
        String::new()
    }
}
