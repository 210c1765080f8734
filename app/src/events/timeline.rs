//! The programme as a timeline by half-day, and the materials.

use chrono::{NaiveDateTime, Timelike};
use domain::attendance::HalfDay;
use domain::events::{EventPage, Talk};
use domain::{Language, clock, dates};
use leptos::prelude::*;

use crate::labels::label;

use super::lang_attribute;

/// `abstracts`: the HTML of each talk's abstract.
pub(super) fn programme(language: Language, page: &EventPage, abstracts: Vec<String>) -> Option<impl IntoView + use<>> {
    if page.talks.is_empty() {
        return None;
    }
    let lang = lang_attribute(language, page.event.language);
    let mut abstracts = abstracts.into_iter();
    let parts: Vec<_> = parts(&page.talks)
        .into_iter()
        .map(|part| {
            let heading = part.half_day.map(|HalfDay { date, is_afternoon }| {
                let half = if is_afternoon { tr!(language, "events-afternoon") } else { tr!(language, "events-morning") };
                let outside = (!page.event.has_day(date))
                    .then(|| view! { " "<span class="badge badge-warning">{tr!(language, "events-outside-dates")}</span> });
                view! { {dates::day(language, date)}" "<span>{half}</span>{outside} }
            });
            let separator = heading.is_some().then_some(" – ");
            let session =
                (!part.session.is_empty()).then(|| view! { <span>{separator}<span lang=lang>{part.session.to_owned()}</span></span> });
            let heading = (heading.is_some() || session.is_some()).then(|| view! { <h3 class="half-day">{heading}{session}</h3> });
            let has_heading = heading.is_some();
            let view = |talk| talk_view(language, lang, talk, abstracts.next().unwrap_or_default(), has_heading);
            let talks: Vec<_> = part.talks.into_iter().map(view).collect();
            view! { {heading}<ol class="timeline">{talks}</ol> }
        })
        .collect();
    Some(view! {
        <section aria-labelledby="programme">
            <h2 id="programme">{tr!(language, "events-programme")}</h2>
            {parts}
        </section>
    })
}

/// Talks of one half-day and one session.
struct ProgrammePart<'a> {
    half_day: Option<HalfDay>,
    session: &'a str,
    talks: Vec<&'a Talk>,
}

/// The talks in order, split where the half-day or the session changes. A talk without a time stays with the one before.
fn parts(talks: &[Talk]) -> Vec<ProgrammePart<'_>> {
    let mut parts: Vec<ProgrammePart> = Vec::new();
    for talk in talks {
        let half_day = clock::local(&talk.starts_local).ok().map(HalfDay::at);
        match parts.last_mut() {
            Some(part) if (half_day.is_none() || part.half_day == half_day) && part.session == talk.session => part.talks.push(talk),
            last => {
                let half_day = half_day.or_else(|| last.and_then(|part| part.half_day));
                parts.push(ProgrammePart { half_day, session: &talk.session, talks: vec![talk] });
            }
        }
    }
    parts
}

fn talk_view(language: Language, lang: Option<&'static str>, talk: &Talk, text: String, has_heading: bool) -> impl IntoView + use<> {
    let time = match clock::local(&talk.starts_local) {
        Ok(start) => view! { <time datetime=start.format("%H:%M").to_string()>{hour(start)}</time> }.into_any(),
        Err(_) => view! { <span></span> }.into_any(),
    };
    let minutes = talk.minutes.map(|minutes| tr!(language, "events-minutes", minutes = minutes));
    if is_break(talk) {
        let minutes = minutes.map(|minutes| view! { " "<span class="small">{minutes}</span> });
        return view! { <li class="break">{time}<div><p><span lang=lang>{talk.title.clone()}</span>{minutes}</p></div></li> }.into_any();
    }
    let mut parts: Vec<AnyView> = Vec::new();
    for speaker in &talk.speakers {
        let organisation = (!speaker.organisation.is_empty()).then(|| format!(", {}", speaker.organisation));
        let separator = (!parts.is_empty()).then_some(" · ");
        parts.push(view! { {separator}<b>{speaker.name.clone()}</b>{organisation} }.into_any());
    }
    if let Some(minutes) = minutes {
        let separator = (!parts.is_empty()).then_some(" · ");
        parts.push(view! { {separator}<span class="numbers">{minutes}</span> }.into_any());
    }
    let speakers = (!parts.is_empty()).then(|| view! { <p class="speakers">{parts}</p> });
    let summary = (!text.is_empty()).then(|| {
        view! {
            <details>
                <summary>{tr!(language, "events-abstract")}</summary>
                <div class="prose" lang=lang inner_html=text></div>
            </details>
        }
    });
    let title = talk.title.clone();
    // Keeps the levels of headings in order where no half-day or session is above.
    let title = if has_heading { view! { <h4 lang=lang>{title}</h4> }.into_any() } else { view! { <h3 lang=lang>{title}</h3> }.into_any() };
    view! { <li>{time}<div>{title}{speakers}{summary}</div></li> }.into_any()
}

/// The prefixes of breaks between talks, in the languages of our events. A row with speakers or an abstract is a talk, whatever its name.
const BREAKS: &[&str] = &[
    "accueil",
    "apéritif",
    "buffet",
    "café",
    "clôture",
    "cocktail",
    "déjeuner",
    "dîner",
    "fin",
    "pause",
    "repas",
    "break",
    "breakfast",
    "closing",
    "coffee",
    "dinner",
    "end",
    "lunch",
    "welcome",
];

fn is_break(talk: &Talk) -> bool {
    let title = talk.title.to_lowercase();
    let begins = |word: &str| title.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    talk.speakers.is_empty() && talk.summary.is_empty() && BREAKS.iter().any(|word| begins(word))
}

/// `9:30`: in a column of hours, as timetables write it.
fn hour(start: NaiveDateTime) -> String {
    format!("{}:{:02}", start.hour(), start.minute())
}

pub(super) fn materials(language: Language, page: &EventPage) -> Option<impl IntoView + use<>> {
    if page.materials.is_empty() {
        return None;
    }
    let items: Vec<_> = page
        .materials
        .iter()
        .map(|material| {
            view! {
                <li>
                    <a href=material.url.clone() rel="noopener">{material.title.clone()}</a>
                    " "
                    <span class="badge">{label(language, material.kind)}</span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <section aria-labelledby="materials">
            <h2 id="materials">{tr!(language, "events-materials")}</h2>
            <ul class="materials">{items}</ul>
        </section>
    })
}
