//! `/certificates`: anybody checks a certificate by its code; `/certificates/{secret}`: what it is worth.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::certificates::{self, CertificateCheck, CertificateState};
use domain::{Error, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::attendance::half_day_label;
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CodeQuery {
    code: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NameForm {
    name: String,
}

/// The form for a code. A code is not part of this page's address for longer than one redirect.
pub async fn index(context: RequestContext, Query(query): Query<CodeQuery>) -> Result<Response> {
    let code = certificates::clean_code(&query.code);
    if !code.is_empty() {
        return Ok(context.redirect(&format!("/certificates/{code}")).into_response());
    }
    Ok(form(&context, String::new(), FormErrors::none(context.language)))
}

fn form(context: &RequestContext, typed: String, errors: FormErrors) -> Response {
    let language = context.language;
    let title = tr!(language, "certificates-check-title");
    PageBuilder::titled(title.clone()).errors(&errors).render(context, move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{tr!(language, "certificates-check-lead")}</p>
                <ErrorSummary />
                <form class="form" method="get" action="/certificates" novalidate>
                    <LineField name="code" label=tr!(language, "certificates-code-field") hint=tr!(language, "certificates-code-hint") value=typed required=true max_length=40 />
                    <div class="form-actions"><button class="button">{tr!(language, "certificates-check-button")}</button></div>
                </form>
            </div>
        }
    })
}

pub async fn show(context: RequestContext, Path(code): Path<String>) -> Result<Response> {
    respond(context, code, String::new()).await
}

/// Compares a name with that of the certificate. The name is sent in the form, so that it is in no address.
pub async fn compare(context: RequestContext, Path(code): Path<String>, Form(typed): Form<NameForm>) -> Result<Response> {
    respond(context, code, typed.name).await
}

async fn respond(context: RequestContext, code: String, name: String) -> Result<Response> {
    context.state.certificates.count(&context, 30, 60)?;
    match certificates::verify(context.db(), &code, &name).await {
        Ok(check) => Ok(page(&context, check, name)),
        Err(Error::NotFound) => {
            let errors = FormErrors::of(context.language, Error::field("code", domain::FieldProblem::UnknownCode))?;
            Ok(form(&context, code.chars().take(40).collect(), errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(context: &RequestContext, check: CertificateCheck, typed: String) -> Response {
    let language = context.language;
    let (class, title, more) = match check.state {
        CertificateState::Valid => (
            "notice notice-good",
            tr!(language, "certificates-valid"),
            tr!(language, "certificates-valid-more", network = check.network_name.as_str()),
        ),
        CertificateState::Replaced => {
            ("notice notice-warning", tr!(language, "certificates-replaced"), tr!(language, "certificates-replaced-more"))
        }
        CertificateState::Corrected => {
            ("notice notice-warning", tr!(language, "certificates-corrected"), tr!(language, "certificates-corrected-more"))
        }
        CertificateState::Revoked => {
            ("notice notice-warning", tr!(language, "certificates-revoked"), tr!(language, "certificates-revoked-more"))
        }
    };
    PageBuilder::titled(title.clone()).private().render(context, move || {
        let event = match &check.event_slug {
            Some(slug) => view! { <a href=format!("/events/{slug}")>{check.event_title.clone()}</a> }.into_any(),
            None => view! { {check.event_title.clone()} }.into_any(),
        };
        view! {
            <div class="narrow stack">
                <h1>{title.clone()}</h1>
                <div class=class role="status"><p>{more}</p></div>
                {facts(language, &check, event)}
                {name(language, &check, typed)}
                <p><a href="/certificates">{tr!(language, "certificates-check-another")}</a></p>
            </div>
        }
    })
}

fn facts(language: Language, check: &CertificateCheck, event: AnyView) -> impl IntoView + use<> {
    let half_days: Vec<_> = check
        .half_days
        .iter()
        .map(|(half_day, minutes)| view! { <li>{half_day_label(language, *half_day)}{tr!(language, "fields-colon")}{dates::duration(language, *minutes)}</li> })
        .collect();
    let name =
        (!check.name.is_empty()).then(|| view! { <div><dt>{tr!(language, "certificates-name")}</dt><dd>{check.name.clone()}</dd></div> });
    view! {
        <dl class="stack">
            {name}
            <div><dt>{tr!(language, "certificates-event")}</dt><dd>{event}</dd></div>
            <div><dt>{tr!(language, "certificates-network")}</dt><dd>{check.network_name.clone()}</dd></div>
            <div><dt>{tr!(language, "certificates-half-days")}</dt><dd><ul>{half_days}</ul></dd></div>
            <div><dt>{tr!(language, "certificates-total")}</dt><dd>{dates::duration(language, check.minutes)}</dd></div>
            <div><dt>{tr!(language, "certificates-issued")}</dt><dd>{dates::date_of(language, &check.issued_at.today())}</dd></div>
            <div><dt>{tr!(language, "certificates-code-column")}</dt><dd>{check.code.clone()}</dd></div>
        </dl>
    }
}

/// A certificate whose name is erased: whoever holds it types the name that it shows.
fn name(language: Language, check: &CertificateCheck, typed: String) -> Option<AnyView> {
    if !check.name.is_empty() {
        return None;
    }
    let answer = check.is_its_name.map(|is_its_name| {
        let (class, text) = if is_its_name {
            ("notice notice-good", tr!(language, "certificates-name-right"))
        } else {
            ("notice notice-warning", tr!(language, "certificates-name-wrong"))
        };
        view! { <div class=class role="status"><p>{text}</p></div> }
    });
    let view = view! {
        <section class="stack">
            <h2>{tr!(language, "certificates-name-title")}</h2>
            <p>{tr!(language, "certificates-name-more")}</p>
            {answer}
            <form class="form" method="post" novalidate>
                <LineField name="name" label=tr!(language, "certificates-name") value=typed required=true max_length=200 />
                <div class="form-actions"><button class="button button-quiet">{tr!(language, "certificates-name-button")}</button></div>
            </form>
        </section>
    };
    Some(view.into_any())
}
