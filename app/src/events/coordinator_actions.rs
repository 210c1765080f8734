//! The actions of an event's coordinators, on its page.

use domain::Language;
use domain::enums::{EventState, OrganiserState, RegistrationPolicy};
use domain::events::EventPage;
use domain::lists::AudienceChoice;
use domain::numbers::number;
use leptos::prelude::*;

use super::co_organisers;
use crate::fields::FormKey;
use crate::request_context::RequestContext;

pub(super) fn actions(context: &RequestContext, page: &EventPage) -> Option<impl IntoView + use<>> {
    let (language, event, now) = (context.language, &page.event, context.now);
    let address = |rest: &str| format!("/events/{}/{rest}", event.slug);
    let link = |rest: &str, label: String| view! { <a class="button button-quiet" href=address(rest)>{label}</a> };
    if !page.may.edit && !page.may.see_registrations && page.may.write_from.is_none() {
        return None;
    }
    let count = page.seats_taken.confirmed() + page.seats_taken.waiting;
    let registrations = (page.may.see_registrations && event.state != EventState::Draft)
        .then(|| link("registrations", tr!(language, "events-registrations", count = count, number = number(language, count))));
    let write =
        page.may.write_from.as_ref().filter(|_| page.seats_taken.confirmed() > 0 && event.state != EventState::Draft).map(|network| {
            let href = crate::address::address(
                &format!("/networks/{}/messages/new", network.slug),
                &[("audience", &AudienceChoice::participants(&event.slug).to_string())],
            );
            view! { <a class="button button-quiet" href=href>{tr!(language, "events-write-message")}</a> }
        });
    let key = context.form_key();
    let edit = page.may.edit.then(|| {
        let edit = (event.state != EventState::Cancelled).then(|| link("edit", tr!(language, "events-edit")));
        let publish = match event.state {
            EventState::Draft => {
                Some(view! { <a class="button" href=address("publish")>{tr!(language, "events-publish-open")}</a> }.into_any())
            }
            EventState::Postponed => Some(link("publish", tr!(language, "events-publish-again-open")).into_any()),
            _ => None,
        };
        let postpone = event.may_be_postponed(now).then(|| link("postpone", tr!(language, "events-postpone-open")));
        let cancel = event.may_be_cancelled(now).then(|| {
            let to_come = event.concerns(now);
            link("cancel", if to_come { tr!(language, "events-cancel-open") } else { tr!(language, "events-cancel-past-open") })
        });
        let takes_registrations = event.registration != RegistrationPolicy::None;
        let remove = (event.state == EventState::Draft).then(|| link("remove", tr!(language, "events-remove-open")));
        view! {
            {publish}
            {edit}
            {link("programme", tr!(language, "events-edit-programme"))}
            {takes_registrations.then(|| link("form", tr!(language, "forms-edit")))}
            {link("materials", tr!(language, "events-edit-materials"))}
            {link("pages/new", tr!(language, "pages-new"))}
            {link("co-organisers", tr!(language, "events-edit-co-organisers"))}
            <form method="post" action=address("clone")><FormKey value=key /><button class="button button-quiet">{tr!(language, "events-duplicate")}</button></form>
            {postpone}
            {cancel}
            {remove}
        }
    });
    Some(view! {
        <section class="coordinator-actions" aria-labelledby="coordinate">
            <h2 id="coordinate">{tr!(language, "events-coordination")}</h2>
            <div class="stack">
                <div class="actions">{registrations}{write}{edit}</div>
                {co_organisers::rows(language, page)}
            </div>
        </section>
    })
}

/// The invitations that the reader can answer for a network.
pub(super) fn invitations(language: Language, page: &EventPage) -> Option<impl IntoView + use<>> {
    if page.may.answer_for.is_empty() || page.event.state == EventState::Cancelled {
        return None;
    }
    let lead = page.lead().map(|lead| lead.acronym.clone()).unwrap_or_default();
    let items: Vec<_> = page
        .may
        .answer_for
        .iter()
        .map(|organiser| {
            let name = organiser.acronym.clone();
            let button = |value: &'static str, class: &'static str, text: String| {
                let of = tr!(language, "events-invitation-network", network = name.clone());
                view! { <button class=class name="answer" value=value>{text}<span class="visually-hidden">" "{of}</span></button> }
            };
            let (text, buttons) = match organiser.state {
                OrganiserState::Accepted => (
                    tr!(language, "events-invitation-accepted", network = name.clone()),
                    button("decline", "button button-quiet", tr!(language, "events-invitation-accepted-leave")).into_any(),
                ),
                OrganiserState::Declined => (
                    tr!(language, "events-invitation-declined", network = name.clone()),
                    button("accept", "button button-quiet", tr!(language, "events-invitation-declined-join")).into_any(),
                ),
                _ => (
                    tr!(language, "events-invitation", lead = lead.clone(), network = name.clone()),
                    view! {
                        {button("accept", "button", tr!(language, "events-invitation-accept"))}
                        " "
                        {button("decline", "button button-quiet", tr!(language, "events-invitation-decline"))}
                    }
                    .into_any(),
                ),
            };
            view! {
                <li style=format!("--hue: {}", organiser.hue)>
                    <p>{text}</p>
                    <form method="post" class="actions" action=format!("/events/{}/co-organisers", page.event.slug)>
                        <input type="hidden" name="network" value=organiser.slug.clone() />
                        {buttons}
                    </form>
                </li>
            }
        })
        .collect();
    Some(view! {
        <section class="coordinator-actions" aria-labelledby="answers">
            <h2 id="answers">{tr!(language, "events-edit-co-organisers")}</h2>
            <ul class="rows">{items}</ul>
        </section>
    })
}
