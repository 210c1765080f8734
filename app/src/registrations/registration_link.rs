//! `/registrations/{token}`: one registration, by the link in a mail and without an account. A GET changes nothing.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::{EventState, Presence, RegistrationState};
use domain::forms::AnswersInput;
use domain::registrations::{self, Availability, RegistrationPage, RegistrationRef};
use domain::rng::Secret;
use domain::{Error, Language};
use leptos::prelude::*;
use serde::Deserialize;

use super::own_answers::answers_form;
use super::{changes_view, presence_choice, seats_text, standing_view, withdraw_view};
use crate::calendar::CALENDAR;
use crate::certificates;
use crate::downloads;
use crate::error_page::Result;
use crate::events::{lang_attribute, state_label};
use crate::extract::{AnsweredForm, DoneQuery, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::forms::question_fields;
use crate::labels::label_in;
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegistrationLinkForm {
    /// `confirm`, `withdraw`, `change`, `answers`, `certificate`.
    act: String,
    /// A presence, if there is a choice.
    presence: String,
}

pub async fn show(context: RequestContext, Path(token): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let registration = registrations::registration_page(context.db(), &Secret::from_text(&token)).await?;
    Ok(page(&context, token, registration, &done.done, (AnswersInput::default(), FormErrors::none(context.language))))
}

pub async fn update(
    context: RequestContext,
    Path(token): Path<String>,
    AnsweredForm { input: form, answers }: AnsweredForm<RegistrationLinkForm>,
) -> Result<Response> {
    let secret = Secret::from_text(&token);
    let (db, registration) = (context.db(), RegistrationRef::Link(&secret));
    // The mail may have waited for a day: the page asks what it must, and a choice that is full by now is chosen anew.
    let sent = (answers != AnswersInput::default()).then_some(&answers);
    let done = match form.act.as_str() {
        "confirm" => registrations::confirm(db, &secret, &form.presence, sent).await.map(drop),
        "withdraw" => registrations::withdraw(db, registration).await.map(drop),
        "change" => registrations::change_presence(db, registration, &form.presence).await.map(drop),
        "answers" => registrations::change_answers(db, registration, &answers).await,
        "certificate" => return Ok(certificates::pdf(domain::certificates::own_by_link(db, &secret).await?)),
        _ => return Err(Error::Invalid(Vec::new()).into()),
    };
    if let Err(error) = done {
        let registration = registrations::registration_page(db, &secret).await?;
        if registration.questions.is_empty() {
            return Err(error.into());
        }
        return Ok(page(&context, token, registration, "", (answers, FormErrors::of(context.language, error)?)));
    }
    Ok(context.redirect(&format!("/registrations/{token}?done={}", form.act)).into_response())
}

/// The event as a calendar file, for the holder of the link.
pub async fn calendar(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    let (slug, file) = registrations::calendar(context.db(), &Secret::from_text(&token)).await?;
    Ok(downloads::file(CALENDAR, &format!("{slug}.ics"), file))
}

/// The page, with answers that were refused and why.
fn page(
    context: &RequestContext,
    token: String,
    registration: RegistrationPage,
    done: &str,
    (typed, errors): (AnswersInput, FormErrors),
) -> Response {
    let language = context.language;
    let title = label_in(language, "registration-link", registration.standing.state);
    let news = match done {
        "confirm" | "withdraw" | "change" => Some(tr!(language, "registrations-done-mail")),
        "answers" => Some(tr!(language, "registrations-done-answered")),
        _ => None,
    };
    let success = news.map(|news| {
        view! { <div class="notice notice-good" role="status"><p><strong>{tr!(language, "registrations-done")}</strong>" "{news}</p></div> }
    });
    // The page's address is a secret: no cache stores it.
    PageBuilder::titled(title.clone()).errors(&errors).private().render(context, move || {
        let event = &registration.event;
        let identity = [registration.name.clone(), registration.organisation.clone(), registration.address.clone()];
        let identity = identity.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let shows_place = registration.standing.presence == Presence::OnSite && !event.place.is_empty();
        let place = shows_place.then(|| view! { <br />{event.place.clone()} });
        let is_to_come = !registration.is_past && event.state == EventState::Published;
        let video = (is_to_come && !event.video_link.is_empty()).then(|| {
            view! { <p><a class="button" href=event.video_link.clone() rel="noopener noreferrer">{tr!(language, "registrations-join-video")}</a></p> }
        });
        let is_active = matches!(registration.standing.state, RegistrationState::Confirmed | RegistrationState::Waiting);
        let calendar = (is_to_come && is_active).then(|| {
            let path = format!("/registrations/{token}/event.ics");
            view! { <p><a class="button button-quiet" href=path>{tr!(language, "registrations-calendar")}</a></p> }
        });
        let state = state_label(language, event.state).map(|text| view! { <p><span class="badge badge-warning">{text}</span></p> });
        view! {
            <div class="narrow stack">
                {success}
                <h1>{title}</h1>
                <p class="lead">
                    <a href=format!("/events/{}", event.slug) lang=lang_attribute(language, event.language)>{event.title.clone()}</a>
                    <br />{event.span(language)}{place}
                </p>
                <p>{standing_view(language, &registration.standing, registration.presence_seats.len() > 1)}<br /><span class="muted">{identity}</span></p>
                {state}
                {video}
                {calendar}
                {actions(language, &format!("/registrations/{token}"), &registration, &typed)}
                <p><a href=format!("/events/{}", event.slug)>{tr!(language, "registrations-event-link")}</a></p>
            </div>
        }
    })
}

fn actions(language: Language, path: &str, registration: &RegistrationPage, typed: &AnswersInput) -> AnyView {
    let has_choice = registration.presence_seats.len() > 1;
    let state = registration.standing.state;
    if registration.is_past {
        let has_certificate = registration.has_certificate.then(|| {
            view! {
                <form method="post">
                    <p>{tr!(language, "certificates-link-more")}</p>
                    <button class="button" name="act" value="certificate">{tr!(language, "certificates-download")}</button>
                </form>
            }
        });
        return has_certificate.into_any();
    }
    match state {
        RegistrationState::Unconfirmed | RegistrationState::Withdrawn if registration.availability != Availability::Open => {
            let text = match registration.availability {
                Availability::Suspended => tr!(language, "registrations-postponed"),
                Availability::Members => tr!(language, "registrations-members-only"),
                _ => tr!(language, "registrations-closed"),
            };
            view! { <p class="muted">{text}</p> }.into_any()
        }
        RegistrationState::Unconfirmed | RegistrationState::Withdrawn => {
            let choice = has_choice
                .then(|| presence_choice(language, &registration.presence_seats, Some(registration.standing.presence), "presence"));
            let room = registration.presence_seats.first().filter(|_| !has_choice);
            let room = room.map(|room| view! { <p class="small">{seats_text(language, room)}</p> });
            let text = match state {
                RegistrationState::Withdrawn => tr!(language, "registrations-register-again"),
                _ if registration.event.is_on_request() => tr!(language, "registrations-confirm-request"),
                _ => tr!(language, "registrations-confirm"),
            };
            let answers = if *typed == AnswersInput::default() { &registration.questions.answers } else { typed };
            let form_class = if registration.questions.is_empty() { "stack" } else { "form" };
            view! {
                <ErrorSummary />
                <form class=form_class method="post" novalidate>
                    {choice}
                    {question_fields(language, &registration.questions, answers)}
                    {room}
                    <button class="button" name="act" value="confirm">{text}</button>
                </form>
            }
            .into_any()
        }
        RegistrationState::Declined => ().into_any(),
        RegistrationState::Requested | RegistrationState::Confirmed | RegistrationState::Waiting => {
            let others = if registration.availability == Availability::Open {
                changes_view(language, path, &registration.standing, &registration.presence_seats)
            } else {
                Vec::new()
            };
            let answers = (registration.availability == Availability::Open && !registration.questions.is_empty())
                .then(|| answers_form(language, path, &registration.questions, typed));
            view! {
                {answers}
                {others}
                {registration.consequence.map(|consequence| withdraw_view(language, path.to_owned(), consequence))}
            }
            .into_any()
        }
    }
}
