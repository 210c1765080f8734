//! The facts of an event: date, registration, calendar, place, audience, seats.

use domain::dates;
use domain::enums::{EventMode, EventState, EventVisibility, RegistrationPolicy};
use domain::events::{EventPage, location};
use domain::numbers::number;
use domain::{Language, clock, fields};
use leptos::prelude::*;

use super::{datetime, is_public, lang_attribute};
use crate::labels::label;
use crate::registrations;
use crate::request_context::RequestContext;

/// The column of facts. The reader's actions come right after the date.
pub(super) fn facts(context: &RequestContext, page: &EventPage) -> impl IntoView + use<> {
    let language = context.language;
    let event = &page.event;
    let region = page.region.as_ref().map(|(french, english)| if language == Language::Fr { french.clone() } else { english.clone() });
    let region = region.map(|region| view! { <dd class="small muted">{region}</dd> });
    let closes = event.takes_registrations(context.now).then_some(event.registration_closes_at).flatten().map(|closes| {
        let zone = clock::zone(&event.zone).unwrap_or(clock::HOME);
        view! { <div><dt>{tr!(language, "events-registration-deadline")}</dt><dd>{dates::moment(language, closes, zone)}</dd></div> }
    });
    let contact = (!event.contact.is_empty()).then(|| {
        let contact = match fields::address(&event.contact) {
            Ok(address) => view! { <a href=format!("mailto:{address}")>{address.clone()}</a> }.into_any(),
            Err(_) => event.contact.clone().into_any(),
        };
        view! { <div><dt>{tr!(language, "events-contact")}</dt><dd>{contact}</dd></div> }
    });
    let lang = lang_attribute(language, event.language).filter(|_| event.mode == EventMode::OnSite && !event.place.trim().is_empty());
    view! {
        <aside class="facts" aria-label=tr!(language, "events-facts")>
            <dl>{date_rows(language, page)}</dl>
            {registrations::box_view(context, &page.event.slug, &page.registration)}
            {calendar_menu(context, page)}
            <dl>
                <div>
                    <dt>{tr!(language, "events-where")}</dt>
                    <dd lang=lang>{location(language, event.mode, &event.place)}</dd>
                    {region}
                </div>
                <div><dt>{tr!(language, "events-access")}</dt><dd>{audience_text(language, page)}</dd></div>
                {seats(context, page)}
                {closes}
                {contact}
            </dl>
            {video(context, page)}
        </aside>
    }
}

/// The link to an upcoming video meeting. A guest reads who it is for, if the event has no registration.
fn video(context: &RequestContext, page: &EventPage) -> Option<AnyView> {
    let (language, event) = (context.language, &page.event);
    if !page.has_video_link || event.is_past(context.now) || matches!(event.state, EventState::Postponed | EventState::Cancelled) {
        return None;
    }
    let for_members = event.registration == RegistrationPolicy::None;
    let note = if for_members { tr!(language, "events-video-for-members") } else { tr!(language, "events-video-for-registered") };
    let action = if page.may.see_video_link {
        let link = event.video_link.clone();
        view! { <p class="links"><a href=link rel="noopener noreferrer">{tr!(language, "events-video-join")}</a></p> }.into_any()
    } else if for_members && context.visitor.is_none() {
        view! { <p class="links"><a href=crate::shell::sign_in_path(context)>{tr!(language, "shell-sign-in")}</a></p> }.into_any()
    } else if for_members {
        ().into_any()
    } else {
        // Registration is offered above.
        return None;
    };
    Some(view! { <div class="facts-group"><h2>{tr!(language, "events-video")}</h2><p class="small">{note}</p>{action}</div> }.into_any())
}

fn date_rows(language: Language, page: &EventPage) -> impl IntoView + use<> {
    let event = &page.event;
    let datetime = datetime(event.starts_at, &event.starts_local, &event.zone, event.is_all_day());
    let (start, end) = (clock::local(&event.starts_local), clock::local(&event.ends_local));
    let one_day = match (start, end) {
        (Ok(start), Ok(end)) if !event.is_all_day() && start.date() == end.date() => Some((start, end)),
        _ => None,
    };
    let text = match one_day {
        Some((start, end)) => {
            let (first, last) = (dates::time(language, start), dates::time(language, end));
            let hours = if start == end { first } else { format!("{first} – {last}") };
            view! { <time datetime=datetime>{dates::day(language, start.date())}</time><br /><span class="numbers">{hours}</span> }
                .into_any()
        }
        None => view! { <time datetime=datetime>{event.span(language)}</time> }.into_any(),
    };
    let zone = clock::zone(&event.zone).ok().filter(|_| !event.is_all_day() && event.state != EventState::Postponed).map(|zone| {
        let (city, offset) = (dates::city(language, zone.name()), dates::utc_offset(event.starts_at, zone));
        let home = one_day.and_then(|(start, end)| dates::home_span(language, start, end, &event.zone));
        let home = home.map(|home| view! { <dd class="numbers">{tr!(language, "events-home-time", home = home)}</dd> });
        view! { {home}<dd class="small muted">{tr!(language, "events-local-time", city = city, offset = offset)}</dd> }
    });
    let text = if event.state == EventState::Postponed {
        view! { <s>{text}</s><br /><span>{tr!(language, "events-postponed-undated")}</span> }.into_any()
    } else {
        text
    };
    view! { <div><dt>{tr!(language, "events-when")}</dt><dd class="when">{text}</dd>{zone}</div> }
}

/// Download, subscribe, copy: a calendar program can only subscribe to what anyone may read.
fn calendar_menu(context: &RequestContext, page: &EventPage) -> Option<impl IntoView + use<>> {
    let language = context.language;
    if page.event.state == EventState::Draft || page.event.is_past(context.now) {
        return None;
    }
    let path = format!("/events/{}/event.ics", page.event.slug);
    let address = context.absolute(&path);
    let subscribe = is_public(page).then(|| {
        let webcal = address.replacen("https://", "webcal://", 1).replacen("http://", "webcal://", 1);
        view! { <li><a href=webcal>{tr!(language, "events-calendar-subscribe")}</a></li> }
    });
    let copy = is_public(page).then(|| {
        view! {
            <div class="field">
                <label class="menu-note" for="calendar-address">{tr!(language, "events-calendar-address")}</label>
                <input id="calendar-address" readonly value=address.clone() />
            </div>
        }
    });
    Some(view! {
        <details class="menu">
            <summary class="button button-quiet">{tr!(language, "events-calendar-menu")}</summary>
            <div>
                <ul>
                    <li><a href=path>{tr!(language, "events-calendar-download")}</a></li>
                    {subscribe}
                </ul>
                {copy}
            </div>
        </details>
    })
}

fn audience_text(language: Language, page: &EventPage) -> String {
    let networks = || page.active_organisers().map(|organiser| organiser.acronym.clone()).collect::<Vec<_>>().join(", ");
    match (page.event.registration, page.event.visibility) {
        (_, EventVisibility::Members) | (RegistrationPolicy::Members, _) => tr!(language, "events-access-members", networks = networks()),
        (RegistrationPolicy::Open, _) => tr!(language, "events-access-everyone"),
        (RegistrationPolicy::None, _) => tr!(language, "events-no-registration"),
    }
}

/// `12 places libres sur 80 sur site, sans limite en ligne`; nothing once nobody can take one.
fn seats(context: &RequestContext, page: &EventPage) -> Option<impl IntoView + use<>> {
    let (language, event) = (context.language, &page.event);
    if event.registration == RegistrationPolicy::None || event.is_past(context.now) || event.state == EventState::Cancelled {
        return None;
    }
    let part = |seats: Option<i64>, taken: i64, mode: EventMode| {
        let place = label(language, mode);
        match seats {
            Some(seats) => {
                let count = (seats - taken).max(0);
                let left = number(language, count);
                tr!(language, "events-seats-of", count = count, left = left, total = number(language, seats), place = place)
            }
            None => tr!(language, "events-seats-unlimited", place = place),
        }
    };
    let on_site = (event.mode != EventMode::Online).then(|| part(event.seats_on_site, page.seats_taken.on_site, EventMode::OnSite));
    let online = (event.mode != EventMode::OnSite).then(|| part(event.seats_online, page.seats_taken.online, EventMode::Online));
    let text = [on_site, online].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(view! { <div><dt>{tr!(language, "events-seats")}</dt><dd class="numbers">{text}</dd></div> })
}
