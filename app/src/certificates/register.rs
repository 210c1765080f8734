//! `/events/{slug}/certificates`: who gets a certificate, for how many hours; all of them at once; taking one back.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::certificates::{self, CertificateRegister, CertificateState, HalfDayLength, LengthsInput, RegisteredCertificate};
use domain::ids::RegistrationId;
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::pdf;
use crate::attendance::half_day_label;
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::downloads;
use crate::error_page::Result;
use crate::events::{self, lang_attribute};
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// An act on all certificates of the event.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    /// `archive`, `send`, `lengths`.
    act: String,
    half_day: Vec<String>,
    length: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CertificateForm {
    /// `download`, `revoke`, `restore`.
    act: String,
}

pub async fn index(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let register = certificates::register(context.db(), &context.actor, &slug).await?;
    Ok(page(&context, register, &done.done, None, FormErrors::none(context.language)))
}

pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(form): Form<RegisterForm>) -> Result<Response> {
    let (db, actor, path) = (context.db(), &context.actor, format!("/events/{slug}/certificates"));
    match form.act.as_str() {
        "archive" => {
            let archive = certificates::archive(db, actor, &slug).await?;
            Ok(downloads::file("application/zip", &format!("attestations-{slug}.zip"), archive))
        }
        "send" => {
            certificates::send_all(db, actor, &slug).await?;
            Ok(context.redirect(&format!("{path}?done=sent")).into_response())
        }
        _ => {
            let input = LengthsInput { half_day: form.half_day, length: form.length };
            match certificates::set_lengths(db, actor, &slug, &input).await {
                Ok(()) => Ok(context.redirect(&format!("{path}?done=saved")).into_response()),
                Err(error) => {
                    let errors = FormErrors::of(context.language, error)?;
                    let register = certificates::register(db, actor, &slug).await?;
                    Ok(page(&context, register, "", Some(input.length), errors))
                }
            }
        }
    }
}

pub async fn update_one(
    context: RequestContext,
    Path((slug, registration)): Path<(String, String)>,
    Form(form): Form<CertificateForm>,
) -> Result<Response> {
    let (db, actor, registration) = (context.db(), &context.actor, RegistrationId::from(registration));
    let done = match form.act.as_str() {
        "revoke" => {
            certificates::revoke(db, actor, &slug, &registration).await?;
            "revoked"
        }
        "restore" => {
            certificates::restore(db, actor, &slug, &registration).await?;
            "restored"
        }
        _ => return Ok(pdf(certificates::for_participant(db, actor, &slug, &registration).await?)),
    };
    Ok(context.redirect(&format!("/events/{slug}/certificates?done={done}")).into_response())
}

fn page(context: &RequestContext, register: CertificateRegister, done: &str, typed: Option<Vec<String>>, errors: FormErrors) -> Response {
    let language = context.language;
    let success = match done {
        "sent" => Some(tr!(language, "certificates-sent")),
        "saved" => Some(tr!(language, "certificates-lengths-saved")),
        "revoked" => Some(tr!(language, "certificates-done-revoked")),
        "restored" => Some(tr!(language, "certificates-done-restored")),
        _ => None,
    };
    let title = format!("{} – {}", tr!(language, "certificates-register"), register.event.title);
    PageBuilder::titled(title).section(Section::Agenda).private().errors(&errors).render(context, move || {
        let (event, path) = (&register.event, format!("/events/{}/certificates", register.event.slug));
        let body = match (register.is_open, register.people.is_empty()) {
            (false, _) => view! { <div class="empty"><p>{tr!(language, "certificates-not-yet")}</p></div> }.into_any(),
            (true, true) => view! {
                <div class="empty">
                    <p>{tr!(language, "certificates-nobody")}</p>
                    <p><a href=format!("/events/{}/registrations", event.slug)>{tr!(language, "registrations-list")}</a></p>
                </div>
            }
            .into_any(),
            (true, false) => view! {
                {lengths(language, &path, &register.lengths, typed)}
                {people(language, &path, &register)}
            }
            .into_any(),
        };
        view! {
            {events::breadcrumbs(language, event, tr!(language, "certificates-register"))}
            <h1>{tr!(language, "certificates-register")}</h1>
            <p class="muted"><span lang=lang_attribute(language, event.language)>{event.title.clone()}</span>", "{event.span(language)}</p>
            {success.map(|success| view! { <div class="notice notice-good" role="status"><p><strong>{tr!(language, "registrations-done")}</strong>" "{success}</p></div> })}
            <ErrorSummary />
            <p>{tr!(language, "certificates-register-lead")}" "<a href=format!("/networks/{}/certificate-text", register.network)>{tr!(language, "certificates-text-link")}</a></p>
            {body}
        }
    })
}

/// The form of the lengths. `typed`: what was refused.
fn lengths(language: Language, path: &str, lengths: &[HalfDayLength], typed: Option<Vec<String>>) -> impl IntoView + use<> {
    let errors = FormErrors::of_page();
    let rows: Vec<_> = lengths
        .iter()
        .enumerate()
        .map(|(at, length)| {
            let (id, label) = (format!("length-{at}"), half_day_label(language, length.half_day));
            errors.register_label(&id, &label);
            let error = errors.sentence(&id);
            let (invalid, described) = (error.is_some().then_some("true"), error.is_some().then(|| format!("{id}-error")));
            let value = typed.as_ref().and_then(|typed| typed.get(at).cloned()).unwrap_or_else(|| dates::duration(language, length.minutes));
            view! {
                <div class="field">
                    <label for=id.clone()>{label}</label>
                    {error.map(|error| view! { <p class="field-error" id=format!("{id}-error")>{error}</p> })}
                    <input type="hidden" name="half_day" value=length.half_day.to_string() />
                    <input id=id.clone() name="length" value=value maxlength="20" required aria-invalid=invalid aria-describedby=described />
                </div>
            }
        })
        .collect();
    view! {
        <section class="stack">
            <h2>{tr!(language, "certificates-lengths")}</h2>
            <p class="muted">{tr!(language, "certificates-lengths-more")}</p>
            <form class="form" method="post" action=path.to_owned() novalidate>
                {rows}
                <div class="form-actions"><button class="button button-quiet" name="act" value="lengths">{tr!(language, "certificates-lengths-save")}</button></div>
            </form>
        </section>
    }
}

fn people(language: Language, path: &str, register: &CertificateRegister) -> impl IntoView + use<> {
    let count = register.people.len();
    let rows: Vec<_> = register.people.iter().map(|person| row(language, path, person)).collect();
    let shown = number(language, i64::try_from(count).unwrap_or(i64::MAX));
    let (path, again) = (path.to_owned(), path.to_owned());
    view! {
        <section class="stack">
            <h2>{tr!(language, "certificates-people", count = count, number = shown)}</h2>
            <div class="toolbar">
                <form method="post" action=path>
                    <button class="button button-quiet" name="act" value="archive">{tr!(language, "certificates-archive")}</button>
                </form>
                <ConfirmDisclosure label=tr!(language, "certificates-send") explanation=tr!(language, "certificates-send-more")>
                    <form method="post" action=again>
                        <button class="button" name="act" value="send">{tr!(language, "certificates-send")}</button>
                    </form>
                </ConfirmDisclosure>
            </div>
            <div class="table-scroll">
                <table class="table-stack">
                    <caption class="visually-hidden">{tr!(language, "certificates-register")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(language, "certificates-name")}</th>
                            <th scope="col">{tr!(language, "certificates-duration")}</th>
                            <th scope="col">{tr!(language, "certificates-state")}</th>
                            <th scope="col">{tr!(language, "certificates-title")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(language: Language, path: &str, person: &RegisteredCertificate) -> impl IntoView + use<> {
    let action = format!("{path}/{}", person.registration);
    let (state, is_revoked) = match &person.issued {
        None => (tr!(language, "certificates-state-none"), false),
        Some((code, CertificateState::Revoked)) => (format!("{} ({code})", tr!(language, "certificates-state-revoked")), true),
        Some((code, CertificateState::Valid)) => (tr!(language, "certificates-state-issued", code = code.as_str()), false),
        Some((code, _)) => (tr!(language, "certificates-state-corrected", code = code.as_str()), false),
    };
    let subject = || view! { <span class="visually-hidden">{format!(" {}", person.name)}</span> };
    let download = (!is_revoked).then(|| {
        view! { <form method="post" action=action.clone()><button class="button button-quiet" name="act" value="download">{tr!(language, "certificates-download")}{subject()}</button></form> }
    });
    let change = match (&person.issued, is_revoked) {
        (None, _) => None,
        (Some(_), true) => Some(
            view! { <form method="post" action=action.clone()><button class="button button-quiet" name="act" value="restore">{tr!(language, "certificates-restore")}{subject()}</button></form> }
                .into_any(),
        ),
        (Some(_), false) => Some(
            view! {
                <ConfirmDisclosure label=tr!(language, "certificates-revoke") subject=person.name.clone() explanation=tr!(language, "certificates-revoke-more")>
                    <form method="post" action=action.clone()>
                        <button class="button button-danger" name="act" value="revoke">{tr!(language, "certificates-revoke")}</button>
                    </form>
                </ConfirmDisclosure>
            }
            .into_any(),
        ),
    };
    view! {
        <tr>
            <th scope="row"><a href=path.replace("/certificates", &format!("/registrations/{}", person.registration))>{person.name.clone()}</a></th>
            <td data-label=tr!(language, "certificates-duration")>{dates::duration(language, person.minutes)}</td>
            <td data-label=tr!(language, "certificates-state")>{state}</td>
            <td><div class="stack">{download}{change}</div></td>
        </tr>
    }
}
