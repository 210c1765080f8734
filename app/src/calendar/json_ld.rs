//! An event in the schema.org vocabulary, for search engines.

use chrono::TimeZone;
use domain::clock::{self, Timestamp};
use domain::enums::{EventMode, EventState, NetworkVisibility, OrganiserState, RegistrationPolicy};
use domain::events::{Event, EventPage};
use serde_json::{Value, json};

/// The event for [`crate::page::PageBuilder::json_ld`]. `address` makes a path absolute. The link of the video meeting is never included;
/// only public networks are named.
pub fn event_json_ld(event_page: &EventPage, now: Timestamp, address: impl Fn(&str) -> String) -> Value {
    let (event, organisers) = (&event_page.event, &event_page.organisers);
    let page = address(&format!("/events/{}", event.slug));
    let named = organisers.iter().filter(|organiser| {
        matches!(organiser.state, OrganiserState::Lead | OrganiserState::Accepted) && organiser.visibility == NetworkVisibility::Public
    });
    let organisers: Vec<Value> = named
        .map(|organiser| {
            json!({
                "@type": "Organization",
                "name": organiser.name,
                "alternateName": organiser.acronym,
                "url": address(&format!("/networks/{}", organiser.slug)),
            })
        })
        .collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": event.title,
        "startDate": time(event, &event.starts_local),
        "endDate": time(event, &event.ends_local),
        "eventStatus": match event.state {
            EventState::Cancelled => "https://schema.org/EventCancelled",
            EventState::Postponed => "https://schema.org/EventPostponed",
            EventState::Draft | EventState::Published => "https://schema.org/EventScheduled",
        },
        "eventAttendanceMode": match event.mode {
            EventMode::OnSite => "https://schema.org/OfflineEventAttendanceMode",
            EventMode::Online => "https://schema.org/OnlineEventAttendanceMode",
            EventMode::Hybrid => "https://schema.org/MixedEventAttendanceMode",
        },
        "location": location(event, &page),
        "organizer": organisers,
        "inLanguage": event.language.code(),
        "isAccessibleForFree": true,
    });
    let speakers: Vec<Value> = speakers(event_page);
    if !speakers.is_empty() {
        data["performer"] = json!(speakers);
    }
    if let Some(offer) = offer(event_page, now, &address) {
        data["offers"] = offer;
    }
    let seats = [("maximumPhysicalAttendeeCapacity", event.seats_on_site), ("maximumVirtualAttendeeCapacity", event.seats_online)];
    for (name, count) in seats {
        if let Some(count) = count {
            data[name] = json!(count);
        }
    }
    if !event.summary.is_empty() {
        data["description"] = json!(event.summary);
    }
    data
}

/// The speakers, each once, in the order of the programme.
fn speakers(event_page: &EventPage) -> Vec<Value> {
    let mut names: Vec<&str> = Vec::new();
    let mut speakers = Vec::new();
    for speaker in event_page.talks.iter().flat_map(|talk| &talk.speakers) {
        if names.contains(&speaker.name.as_str()) {
            continue;
        }
        names.push(&speaker.name);
        let mut person = json!({ "@type": "Person", "name": speaker.name });
        if !speaker.organisation.is_empty() {
            person["affiliation"] = json!({ "@type": "Organization", "name": speaker.organisation });
        }
        speakers.push(person);
    }
    speakers
}

/// How to take part, while registration is open to everyone.
fn offer(event_page: &EventPage, now: Timestamp, address: &impl Fn(&str) -> String) -> Option<Value> {
    let event = &event_page.event;
    if event.registration != RegistrationPolicy::Open || !event.takes_registrations(now) {
        return None;
    }
    let is_full = event_page.seats_left() == Some(0);
    Some(json!({
        "@type": "Offer",
        "url": address(&format!("/events/{}/register", event.slug)),
        "price": "0",
        "priceCurrency": "EUR",
        "availability": if is_full { "https://schema.org/SoldOut" } else { "https://schema.org/InStock" },
        "validThrough": event.registration_closes_at.unwrap_or(event.starts_at).to_string(),
    }))
}

fn location(event: &Event, page: &str) -> Value {
    let place = json!({ "@type": "Place", "name": event.place, "address": event.place });
    let online = json!({ "@type": "VirtualLocation", "url": page });
    match event.mode {
        EventMode::OnSite => place,
        EventMode::Online => online,
        EventMode::Hybrid => json!([place, online]),
    }
}

/// Only the date for an all-day event; otherwise the local time with its offset from UTC.
fn time(event: &Event, local: &str) -> Value {
    let (Ok(time), Ok(zone)) = (clock::local(local), clock::zone(&event.zone)) else { return json!(local) };
    if event.is_all_day() {
        return json!(time.date().to_string());
    }
    let start = zone.from_local_datetime(&time).earliest();
    start.map_or_else(|| json!(local), |start| json!(start.format("%Y-%m-%dT%H:%M:%S%:z").to_string()))
}
