//! `/events/{slug}/registrations/{registration}`: the history of one registration, and ending it.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::dates;
use domain::ids::RegistrationId;
use domain::registrations;
use leptos::prelude::*;
use serde::Deserialize;

use super::{list_step, standing_view};
use crate::breadcrumbs::{Breadcrumb, breadcrumbs};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::Form;
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The history of a registration: answers "why was nobody moved up?".
pub async fn show(context: RequestContext, Path((slug, id)): Path<(String, String)>) -> Result<Response> {
    let (language, now) = (context.language, context.now);
    let mut record = registrations::record(context.db(), &context.actor, &slug, &RegistrationId::from(id)).await?;
    if record.name.is_empty() {
        record.name = tr!(language, "privacy-erased-person");
    }
    Ok(PageBuilder::titled(format!("{} – {}", record.name, record.event.title)).section(Section::Agenda).private().render(&context, move || {
        let (event, now) = (&record.event, now);
        let zone = domain::clock::zone(&event.zone).unwrap_or(domain::clock::HOME);
        let changes: Vec<_> = record
            .changes
            .iter()
            .map(|change| {
                let by = (!change.by.is_empty()).then(|| format!(", {}", change.by));
                view! {
                    <li>
                        <time datetime=change.at.to_string()>{dates::moment(language, change.at, zone)}</time>
                        {tr!(language, "fields-colon")}{label(language, change.state)}{by}
                    </li>
                }
            })
            .collect();
        let remove = record.may_remove.then(|| {
            let label = tr!(language, "registrations-remove", name = record.name.as_str());
            view! {
                <ConfirmDisclosure label=label.clone() explanation=if !event.concerns(now) { tr!(language, "registrations-remove-past") } else { tr!(language, "registrations-remove-more") }>
                    <form class="form-actions" method="post">
                        <button class="button button-danger">{label}</button>
                    </form>
                </ConfirmDisclosure>
            }
        });
        let revoke = record.may_remove.then(|| {
            view! {
                <ConfirmDisclosure label=tr!(language, "registrations-revoke-links") explanation=tr!(language, "registrations-revoke-links-more")>
                    <form class="form-actions" method="post">
                        <button class="button button-danger" name="act" value="revoke">{tr!(language, "registrations-revoke-links")}</button>
                    </form>
                </ConfirmDisclosure>
            }
        });
        let organisation = (!record.organisation.is_empty()).then(|| view! { {record.organisation.clone()}<br /> });
        view! {
            {breadcrumbs(language, vec![Breadcrumb::event(language, event), list_step(language, &event.slug)], record.name.clone())}
            <div class="narrow stack">
                <h1>{record.name.clone()}</h1>
                <p>{standing_view(language, &record.standing, registrations::presences(event.mode).len() > 1)}</p>
                <p>{organisation}<a href=format!("mailto:{}", record.address)>{record.address.clone()}</a></p>
                <h2>{tr!(language, "registrations-history")}</h2>
                <ol class="history">{changes}</ol>
                {remove}
                {revoke}
            </div>
        }
    }))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RecordAction {
    act: String,
}

/// Ends the registration, or revokes the links in its mails.
pub async fn update(
    context: RequestContext,
    Path((slug, id)): Path<(String, String)>,
    Form(action): Form<RecordAction>,
) -> Result<Response> {
    let id = RegistrationId::from(id);
    if action.act == "revoke" {
        registrations::revoke_links(context.db(), &context.actor, &slug, &id).await?;
        return Ok(context.redirect(&format!("/events/{slug}/registrations?done=revoked")).into_response());
    }
    registrations::remove(context.db(), &context.actor, &slug, &id).await?;
    Ok(context.redirect(&format!("/events/{slug}/registrations?done=removed")).into_response())
}
