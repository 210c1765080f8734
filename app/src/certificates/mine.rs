//! `/me/certificates`: the events that the signed-in person attended, their certificates, and a statement for each year.

use axum::response::Response;
use domain::certificates::{self, AttendedEvent, AttendedYear};
use domain::ids::RegistrationId;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::pdf;
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::Form;
use crate::page::{PageBuilder, Section};
use crate::people::breadcrumbs;
use crate::request_context::RequestContext;

/// One of them is filled in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DocumentForm {
    /// A registration, for its certificate.
    registration: String,
    /// A year, for its statement.
    year: String,
}

pub async fn index(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let years = certificates::attended(context.db(), &context.actor).await?;
    let title = tr!(language, "certificates-mine");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).private().render(&context, move || {
        let years = if years.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "certificates-mine-none")}</p></div> }.into_any()
        } else {
            years.iter().map(|attended| year(language, attended)).collect_view().into_any()
        };
        view! {
            {breadcrumbs(language, title.clone())}
            <h1>{title}</h1>
            <p class="lead">{tr!(language, "certificates-mine-lead")}</p>
            {years}
        }
    }))
}

/// Gives the document: a certificate is made when it is asked for, so that this is no link.
pub async fn download(context: RequestContext, Form(form): Form<DocumentForm>) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    let issued = match form.year.as_str() {
        "" => certificates::own(db, actor, &RegistrationId::from(form.registration)).await?,
        year => certificates::yearly_statement(db, actor, year, context.language).await?,
    };
    Ok(pdf(issued))
}

fn year(language: Language, attended: &AttendedYear) -> impl IntoView + use<> {
    let rows: Vec<_> = attended.events.iter().map(|event| row(language, event)).collect();
    let total = attended.minutes();
    let statement = (total > 0).then(|| {
        view! {
            <form method="post" action="/me/certificates">
                <button class="button button-quiet" name="year" value=attended.year.clone()>{tr!(language, "certificates-statement-button", year = attended.year.as_str())}</button>
            </form>
        }
    });
    view! {
        <section class="stack">
            <h2>{attended.year.clone()}</h2>
            <div class="table-scroll">
                <table class="table-stack">
                    <caption class="visually-hidden">{tr!(language, "certificates-mine-caption", year = attended.year.as_str())}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(language, "certificates-event")}</th>
                            <th scope="col">{tr!(language, "certificates-dates")}</th>
                            <th scope="col">{tr!(language, "certificates-duration")}</th>
                            <th scope="col">{tr!(language, "certificates-title")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p><strong>{tr!(language, "certificates-year-total", hours = dates::duration(language, total))}</strong></p>
            {statement}
        </section>
    }
}

fn row(language: Language, attended: &AttendedEvent) -> impl IntoView + use<> {
    let event = &attended.event;
    let certificate = if attended.is_revoked {
        view! { <span class="muted">{tr!(language, "certificates-state-revoked")}</span> }.into_any()
    } else {
        view! {
            <form method="post" action="/me/certificates">
                <button class="button button-quiet" name="registration" value=attended.registration.to_string()>
                    {tr!(language, "certificates-download")}
                    <span class="visually-hidden">{format!(" {}", event.title)}</span>
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/events/{}", event.slug) lang=lang_attribute(language, event.language)>{event.title.clone()}</a></th>
            <td data-label=tr!(language, "certificates-dates")>{event.span(language)}</td>
            <td data-label=tr!(language, "certificates-duration")>{dates::duration(language, attended.minutes)}</td>
            <td>{certificate}</td>
        </tr>
    }
}
