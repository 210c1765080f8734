//! `/events/{slug}/register`: one click for a member, a form for a guest; changing and withdrawing a registration.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::RegistrationState;
use domain::forms::AnswersInput;
use domain::registrations::{
    self, Availability, GuestInput, GuestRequest, PresenceSeats, RegistrationBox, RegistrationFormPage, RegistrationInput, RegistrationRef,
    RegistrationStanding,
};
use domain::{Error, FieldProblem, Language};
use leptos::prelude::*;

use super::own_answers::answers_form;
use super::{changes_view, one_click, preferred, presence_choice, queue_text, register_label, sign_in_label, standing_view, withdraw_view};
use crate::error_page::{self, Result};
use crate::events;
use crate::events::lang_attribute;
use crate::extract::{AnsweredForm, Form};
use crate::fields::{ErrorSummary, FormErrors, HoneypotField, LineField};
use crate::forms::question_fields;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The form, or the reader's registration.
pub async fn new(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let page = registrations::page(context.db(), &context.actor, &slug).await?;
    Ok(form(&context, page, GuestInput::default(), FormErrors::none(context.language), None, None))
}

/// Registers: a member at once, a guest once the address is confirmed.
pub async fn register(
    context: RequestContext,
    Path(slug): Path<String>,
    AnsweredForm { input, answers }: AnsweredForm<GuestInput>,
) -> Result<Response> {
    let input = GuestInput { answers, ..input };
    let outcome = match &context.visitor {
        Some(_) => {
            let choice = RegistrationInput { presence: input.presence.clone(), answers: input.answers.clone() };
            registrations::register(context.db(), &context.actor, &slug, &choice).await.map(|standing| event(&slug, &standing))
        }
        None => {
            let request = GuestRequest { client: &context.client, language: context.language };
            match registrations::register_guest(context.db(), request, &slug, &input).await {
                // Shown without a redirect, so that the typed address is in no address bar.
                Ok(()) => return Ok(sent_page(&context, &registrations::page(context.db(), &context.actor, &slug).await?, &input.address)),
                Err(error) => Err(error),
            }
        }
    };
    match outcome {
        Ok(next) => Ok(context.redirect(&next).into_response()),
        Err(error @ (Error::Invalid(_) | Error::Forbidden | Error::Closed | Error::TooMany)) => {
            let page = registrations::page(context.db(), &context.actor, &slug).await?;
            let status = error_page::status(&error).as_u16();
            let is_nameless = is_nameless(&error);
            // The same sentence as on the error page, above the form with the typed values.
            let retry_text = (error == Error::TooMany).then(|| error_page::sentence(context.language, &error));
            let errors = FormErrors::of(context.language, error).unwrap_or_else(|_| FormErrors::none(context.language));
            if is_nameless {
                Ok(name_required_page(&context, &page))
            } else {
                Ok(form(&context, page, input, errors, Some(status), retry_text))
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes how the person takes part.
pub async fn change_presence(context: RequestContext, Path(slug): Path<String>, Form(input): Form<RegistrationInput>) -> Result<Response> {
    let standing = registrations::change_presence(context.db(), RegistrationRef::Own(&context.actor, &slug), &input.presence).await?;
    let done = if standing.state == RegistrationState::Waiting { "waiting" } else { "changed" };
    Ok(context.redirect(&format!("/events/{slug}?done={done}")).into_response())
}

pub async fn withdraw(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    registrations::withdraw(context.db(), RegistrationRef::Own(&context.actor, &slug)).await?;
    Ok(context.redirect(&format!("/events/{slug}?done=unregistered")).into_response())
}

/// The address of the event's page, with the notice about the registration's state.
fn event(slug: &str, standing: &RegistrationStanding) -> String {
    let done = match standing.state {
        RegistrationState::Waiting => "waiting",
        RegistrationState::Requested => "requested",
        _ => "registered",
    };
    format!("/events/{slug}?done={done}")
}

/// Whether the member has not given a name yet.
fn is_nameless(error: &Error) -> bool {
    matches!(error, Error::Invalid(errors) if errors.iter().all(|error| matches!(error.problem, FieldProblem::Required))
        && !errors.iter().any(|error| error.field == "address")
        && errors.iter().any(|error| error.field.ends_with("_name")))
}

fn event_breadcrumbs(language: Language, page: &RegistrationFormPage) -> impl IntoView + use<> {
    events::breadcrumbs(language, &page.event, tr!(language, "registrations-title"))
}

fn lead(language: Language, page: &RegistrationFormPage) -> impl IntoView + use<> {
    view! { <p class="lead"><span lang=lang_attribute(language, page.event.language)>{page.event.title.clone()}</span><br />{page.event.span(language)}</p> }
}

fn page_about(page: &RegistrationFormPage, title: String) -> PageBuilder {
    let hue = page.organisers.iter().find(|organiser| organiser.network == page.event.network).map_or(0, |lead| lead.hue);
    PageBuilder::titled(format!("{title} – {}", page.event.title)).section(Section::Agenda).hue(hue)
}

/// The page; `notice` gives a reason for a refusal that belongs to no field.
pub(super) fn form(
    context: &RequestContext,
    page: RegistrationFormPage,
    typed: GuestInput,
    errors: FormErrors,
    status: Option<u16>,
    notice: Option<String>,
) -> Response {
    let (language, context) = (context.language, context.clone());
    let is_mine = page.registration_box.standing.as_ref().is_some_and(RegistrationStanding::is_active);
    let title = match (is_mine, page.registration_box.is_on_request) {
        (true, _) => tr!(language, "registrations-title-own"),
        (false, true) => tr!(language, "registrations-request"),
        (false, false) => tr!(language, "registrations-title"),
    };
    let page_builder = page_about(&page, title.clone()).errors(&errors).status(status.unwrap_or(errors.status()));
    page_builder.render(&context.clone(), move || {
        let slug = page.event.slug.clone();
        let standing = page.registration_box.standing.clone();
        let standing = standing.filter(|standing| standing.is_active() || standing.state == RegistrationState::Declined);
        let body = match (&standing, page.registration_box.availability, context.visitor.is_some()) {
            (Some(standing), ..) => own_registration(language, &page, standing, &typed.answers).into_any(),
            (None, Availability::Open, true) if !page.questions.is_empty() => member_form(language, &page, typed).into_any(),
            (None, Availability::Open, true) => view! {
                <ErrorSummary />
                <p>{tr!(language, "registrations-one-click")}</p>
                {one_click(language, &slug, &page.registration_box, "presence")}
            }
            .into_any(),
            (None, Availability::Open, false) if page.registration_box.takes_guests => guest_form(language, &page, typed).into_any(),
            (None, Availability::Members, signed_in) => {
                let sign_in = (!signed_in).then(|| view! { <p><a class="button" href=format!("/sign-in?next=/events/{slug}")>{tr!(language, "registrations-sign-in")}</a></p> });
                let networks: Vec<_> = page
                    .organisers
                    .iter()
                    .filter(|organiser| organiser.network == page.event.network)
                    .map(|organiser| view! { <a href=format!("/networks/{}", organiser.slug)>{organiser.acronym.clone()}</a> })
                    .collect();
                view! { <p>{tr!(language, "registrations-members-only")}" "{networks}</p>{sign_in} }.into_any()
            }
            (None, Availability::NotYet, _) => view! { <p>{tr!(language, "registrations-not-published")}</p> }.into_any(),
            (None, Availability::Suspended, _) => view! { <p>{tr!(language, "registrations-postponed")}</p> }.into_any(),
            _ => view! { <p>{tr!(language, "registrations-closed")}</p> }.into_any(),
        };
        view! {
            {event_breadcrumbs(language, &page)}
            <div class="narrow stack">
                <h1>{title}</h1>
                {lead(language, &page)}
                {notice.map(|text| view! { <div class="notice notice-warning" role="alert"><p>{text}</p></div> })}
                {body}
            </div>
        }
    })
}

/// The member's registration, with the other way of taking part and the answers. `typed`: answers that were refused.
fn own_registration(
    language: Language,
    page: &RegistrationFormPage,
    standing: &RegistrationStanding,
    typed: &AnswersInput,
) -> impl IntoView + use<> {
    let slug = &page.event.slug;
    let is_open = page.registration_box.availability == Availability::Open && standing.is_active();
    let others = if is_open {
        changes_view(language, &format!("/events/{slug}/presence"), standing, &page.registration_box.presence_seats)
    } else {
        Vec::new()
    };
    let withdraw =
        page.registration_box.consequence.map(|consequence| withdraw_view(language, format!("/events/{slug}/withdraw"), consequence));
    let answers =
        (is_open && !page.questions.is_empty()).then(|| answers_form(language, &format!("/events/{slug}/answers"), &page.questions, typed));
    view! {
        <p>{standing_view(language, standing, page.registration_box.presence_seats.len() > 1)}</p>
        {answers}
        {others}
        {withdraw}
        <p><a href=format!("/events/{slug}")>{tr!(language, "registrations-back-to-event")}</a></p>
    }
}

/// The form of a member, for an event with questions.
fn member_form(language: Language, page: &RegistrationFormPage, typed: GuestInput) -> impl IntoView + use<> {
    let rooms = page.registration_box.presence_seats.clone();
    let full_notice = queue_text(language, &page.registration_box)
        .map(|text| view! { <div class="notice notice-warning" role="status"><p>{text}</p></div> });
    let answers = if typed.answers == AnswersInput::default() { &page.questions.answers } else { &typed.answers };
    view! {
        <ErrorSummary />
        <p>{tr!(language, "registrations-own-details")}</p>
        {full_notice}
        <form class="form" method="post" novalidate>
            {choice_of_presence(language, &rooms, &typed.presence)}
            {question_fields(language, &page.questions, answers)}
            <p class="small muted">{tr!(language, "registrations-privacy")}</p>
            <div class="form-actions"><button class="button">{register_label(language, &page.registration_box)}</button></div>
        </form>
    }
}

/// The ways to take part, if there is a choice, with the one that was chosen.
fn choice_of_presence(language: Language, rooms: &[PresenceSeats], typed: &str) -> Option<impl IntoView + use<>> {
    let chosen = rooms.iter().map(|room| room.presence).find(|presence| presence.code() == typed).or_else(|| preferred(rooms));
    (rooms.len() > 1).then(|| presence_choice(language, rooms, chosen, "presence"))
}

fn guest_form(language: Language, page: &RegistrationFormPage, typed: GuestInput) -> impl IntoView + use<> {
    let rooms = page.registration_box.presence_seats.clone();
    let full_notice = queue_text(language, &page.registration_box)
        .map(|text| view! { <div class="notice notice-warning" role="status"><p>{text}</p></div> });
    view! {
        <ErrorSummary />
        <p>
            {tr!(language, "registrations-guest")}" "
            <a href=format!("/sign-in?next=/events/{}", page.event.slug)>{sign_in_label(language, &page.registration_box)}</a>
        </p>
        {full_notice}
        <form class="form" method="post" novalidate>
            {choice_of_presence(language, &rooms, &typed.presence)}
            <LineField name="given_name" label=tr!(language, "registrations-given-name") value=typed.given_name required=true max_length=200 autocomplete="given-name" />
            <LineField name="family_name" label=tr!(language, "registrations-family-name") value=typed.family_name required=true max_length=200 autocomplete="family-name" />
            <LineField name="address" kind="email" label=tr!(language, "registrations-address") hint=tr!(language, "registrations-address-hint") value=typed.address required=true max_length=254 autocomplete="email" />
            <LineField name="organisation" label=tr!(language, "registrations-organisation") value=typed.organisation max_length=200 autocomplete="organization" />
            {question_fields(language, &page.questions, &typed.answers)}
            <HoneypotField language value=typed.leave_empty />
            <p class="small muted">{tr!(language, "registrations-privacy")}</p>
            <div class="form-actions"><button class="button">{register_label(language, &page.registration_box)}</button></div>
        </form>
    }
}

/// The mail is being sent. The text is the same whoever owns the address.
fn sent_page(context: &RequestContext, page: &RegistrationFormPage, address: &str) -> Response {
    let language = context.language;
    let (page, address) = (page.clone(), address.trim().to_owned());
    page_about(&page, tr!(language, "registrations-sent")).private().render(context, move || {
        view! {
            {event_breadcrumbs(language, &page)}
            <div class="narrow stack">
                <h1>{tr!(language, "registrations-sent")}</h1>
                <p class="lead">{tr!(language, "registrations-sent-to")}" "<strong>{address}</strong>"."</p>
                <p>{sent_text(language, &page.registration_box)}</p>
                <p>{tr!(language, "registrations-sent-not-received")}</p>
                <p><a href=format!("/events/{}", page.event.slug)>{tr!(language, "registrations-back-to-event")}</a></p>
            </div>
        }
    })
}

/// The result of opening the link: a seat, a place on the waiting list, or one of them where it depends on the way of taking part.
fn sent_text(language: Language, desk: &RegistrationBox) -> String {
    if desk.is_on_request {
        return tr!(language, "registrations-sent-request");
    }
    let rooms = desk.presence_seats.as_slice();
    match (rooms.iter().any(PresenceSeats::has_seat), rooms.iter().all(PresenceSeats::has_seat)) {
        (_, true) => tr!(language, "registrations-sent-more"),
        (false, _) => tr!(language, "registrations-sent-waiting-list"),
        _ => tr!(language, "registrations-sent-seat-or-waiting-list"),
    }
}

/// Asks for a name, which a seat requires.
fn name_required_page(context: &RequestContext, page: &RegistrationFormPage) -> Response {
    let language = context.language;
    let page = page.clone();
    page_about(&page, tr!(language, "registrations-name-missing")).status(422).render(context, move || {
        view! {
            {event_breadcrumbs(language, &page)}
            <div class="narrow stack">
                <h1>{tr!(language, "registrations-name-missing")}</h1>
                <p class="lead">{tr!(language, "registrations-name-missing-more")}</p>
                <p><a class="button" href=format!("/me/profile?next=/events/{}", page.event.slug)>{tr!(language, "registrations-name-missing-link")}</a></p>
            </div>
        }
    })
}
