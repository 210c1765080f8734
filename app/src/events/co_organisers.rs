//! The networks that hold an event together: inviting, withdrawing, answering.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::clock::HOME;
use domain::enums::OrganiserState;
use domain::events::{self, EventPage, Organiser};
use domain::{Error, Language, dates, networks};
use leptos::prelude::*;
use serde::Deserialize;

use super::{notice, organiser_tag};
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors, SelectField};
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The forms of this page and of the event's page. One of them was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CoOrganiserForm {
    /// The slug of the network that is invited, or that answers.
    network: String,
    answer: String,
    /// The slug of the network whose invitation is withdrawn.
    withdraw: String,
}

/// The page where the lead invites networks.
pub async fn edit(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    page(&context, &slug, String::new(), done.done, FormErrors::none(context.language)).await
}

pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(form): Form<CoOrganiserForm>) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    match form.answer.as_str() {
        "accept" => {
            events::answer(db, actor, &slug, &form.network, true).await?;
            return Ok(context.redirect(&format!("/events/{slug}?done=accepted")).into_response());
        }
        "decline" => {
            events::answer(db, actor, &slug, &form.network, false).await?;
            // A network that declines no longer sees a draft: go to its own agenda.
            return Ok(context.redirect(&format!("/networks/{}/agenda?done=declined", form.network)).into_response());
        }
        _ => {}
    }
    if !form.withdraw.is_empty() {
        events::withdraw_invitation(db, actor, &slug, &form.withdraw).await?;
        return Ok(context.redirect(&format!("/events/{slug}/co-organisers?done=withdrawn")).into_response());
    }
    let result = if form.network.is_empty() {
        Err(Error::field("network", domain::FieldProblem::Required))
    } else {
        events::invite(db, actor, &slug, &form.network).await
    };
    match result {
        Ok(()) => Ok(context.redirect(&format!("/events/{slug}/co-organisers?done=invited")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, form.network, String::new(), errors).await
        }
    }
}

async fn page(context: &RequestContext, slug: &str, typed: String, done: String, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let (event, organisers) = events::co_organisers(context.db(), &context.actor, slug).await?;
    let networks = networks::list_placed(context.db(), &context.actor).await?;
    let is_invited = |card: &networks::NetworkCard| {
        organisers.iter().any(|organiser| organiser.network == card.id && organiser.state != OrganiserState::Declined)
    };
    let choices: Vec<(String, String)> = std::iter::once((String::new(), tr!(language, "fields-no-choice")))
        .chain(
            networks
                .iter()
                .filter(|network| !is_invited(&network.card))
                .map(|network| (network.card.slug.clone(), format!("{} – {}", network.card.acronym, network.card.name))),
        )
        .collect();
    let hue = organisers.first().map_or(0, |lead| lead.hue);
    let title = tr!(language, "events-organisers");
    let page = PageBuilder::titled(title.clone()).section(Section::Agenda).hue(hue).errors(&errors);
    Ok(page.render(context, move || {
        let invite = (event.state != domain::enums::EventState::Cancelled).then(|| {
            view! {
                <form class="form" method="post" novalidate>
                    <SelectField name="network" label=tr!(language, "events-invite") hint=tr!(language, "events-invite-hint") value=typed choices=choices required=true />
                    <div class="form-actions"><button class="button">{tr!(language, "events-invite-submit")}</button></div>
                </form>
            }
        });
        view! {
            {super::breadcrumbs(language, &event, tr!(language, "events-edit-co-organisers"))}
            {notice(language, &done, 0)}
            <h1>{title}</h1>
            <ErrorSummary />
            {organiser_list(language, &event.slug, &organisers, true)}
            {invite}
        }
    }))
}

/// The invited networks and their answers, on the event's own page, for its coordinators.
pub(super) fn rows(language: Language, page: &EventPage) -> Option<impl IntoView + use<>> {
    (page.may.edit && page.organisers.len() > 1).then(|| organiser_list(language, &page.event.slug, &page.organisers, true))
}

fn organiser_list(language: Language, slug: &str, organisers: &[Organiser], edit: bool) -> impl IntoView + use<> {
    let action = format!("/events/{slug}/co-organisers");
    let rows: Vec<_> = organisers
        .iter()
        .map(|organiser| {
            let day = |moment: domain::clock::Timestamp| dates::day(language, moment.local(HOME).date());
            let (class, since) = match organiser.state {
                OrganiserState::Lead => ("muted", None),
                OrganiserState::Accepted => {
                    ("badge badge-good", organiser.answered_at.map(|at| tr!(language, "events-organiser-on", day = day(at))))
                }
                OrganiserState::Declined => {
                    ("badge badge-warning", organiser.answered_at.map(|at| tr!(language, "events-organiser-on", day = day(at))))
                }
                OrganiserState::Invited => ("badge", Some(tr!(language, "events-organiser-since", day = day(organiser.asked_at)))),
            };
            let withdraw = (edit && matches!(organiser.state, OrganiserState::Invited | OrganiserState::Declined)).then(|| {
                let of = tr!(language, "events-invitation-withdraw-network", network = organiser.acronym.clone());
                view! {
                    <form method="post" action=action.clone()>
                        <button class="button button-quiet" name="withdraw" value=organiser.slug.clone()>
                            {tr!(language, "events-invitation-withdraw")}<span class="visually-hidden">" "{of}</span>
                        </button>
                    </form>
                }
            });
            view! {
                <li>
                    <p>
                        {organiser_tag(organiser)}
                        " "
                        <span class=class>{label(language, organiser.state)}</span>
                        " "
                        {since.map(|since| view! { <span class="muted">{since}</span> })}
                    </p>
                    {withdraw}
                </li>
            }
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }
}
