//! `/registrations/{token}`: one registration, by the link of a mail and without an account. Reading it changes nothing.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use domain::codes::{Presence, RegistrationState};
use domain::dice::Secret;
use domain::registrations::{self, Ticket, Whose};
use domain::{Error, Language};
use leptos::prelude::*;
use serde::Deserialize;

use super::form::Done;
use super::{presence_choice, presence_words, room_words, standing_view};
use crate::fault::Result;
use crate::page::Page;
use crate::visit::Visit;

/// The buttons of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Turn {
    /// `confirm`, `withdraw`, `change`.
    act: String,
    /// A presence, where there is a choice.
    presence: String,
}

/// The page.
pub async fn show(visit: Visit, Path(token): Path<String>, Query(done): Query<Done>) -> Result<Response> {
    let ticket = registrations::peek(visit.db(), &Secret::from_text(&token)).await?;
    Ok(page(&visit, ticket, &done.done))
}

/// What a button does.
pub async fn turn(visit: Visit, Path(token): Path<String>, Form(turn): Form<Turn>) -> Result<Response> {
    let secret = Secret::from_text(&token);
    let (db, whose) = (visit.db(), Whose::Link(&secret));
    match turn.act.as_str() {
        "confirm" => registrations::confirm(db, &secret, &turn.presence).await?,
        "withdraw" => registrations::withdraw(db, whose).await?,
        "change" => registrations::change_presence(db, whose, &turn.presence).await?,
        _ => return Err(Error::Invalid(Vec::new()).into()),
    };
    Ok(visit.go(&format!("/registrations/{token}?done={}", turn.act)).into_response())
}

fn page(visit: &Visit, ticket: Ticket, done: &str) -> Response {
    let language = visit.language;
    let title = match ticket.standing.state {
        RegistrationState::Unconfirmed => t!(language, "registrations-ticket-unconfirmed"),
        RegistrationState::Confirmed => t!(language, "registrations-ticket-confirmed"),
        RegistrationState::Waiting => t!(language, "registrations-ticket-waiting"),
        RegistrationState::Withdrawn => t!(language, "registrations-ticket-withdrawn"),
    };
    let told = ["confirm", "withdraw", "change"].contains(&done).then(|| {
        view! { <div class="notice notice-good" role="status"><p><strong>{t!(language, "registrations-done")}</strong>" "{t!(language, "registrations-done-mail")}</p></div> }
    });
    // Its address is a key: no cache keeps it.
    Page::titled(title.clone()).private().render(visit, move || {
        let event = &ticket.event;
        let who = [ticket.name.clone(), ticket.organisation.clone(), ticket.address.clone()];
        let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let is_there = ticket.standing.presence == Presence::OnSite && !event.place.is_empty();
        let place = is_there.then(|| view! { <br />{event.place.clone()} });
        let video = (!event.video_link.is_empty()).then(|| {
            view! { <p><a class="button" href=event.video_link.clone() rel="noopener noreferrer">{t!(language, "registrations-join")}</a></p> }
        });
        view! {
            <div class="narrow stack">
                {told}
                <h1>{title}</h1>
                <p class="lead">
                    <a href=format!("/events/{}", event.slug) lang=event.language.code()>{event.title.clone()}</a>
                    <br />{event.span(language)}{place}
                </p>
                <p>{standing_view(language, &ticket.standing, ticket.rooms.len() > 1)}<br /><span class="soft">{who}</span></p>
                {video}
                {turns(language, &ticket)}
            </div>
        }
    })
}

/// What can be done, by a button each.
fn turns(language: Language, ticket: &Ticket) -> AnyView {
    let has_choice = ticket.rooms.len() > 1;
    let state = ticket.standing.state;
    if ticket.is_past {
        return ().into_any();
    }
    match state {
        RegistrationState::Unconfirmed | RegistrationState::Withdrawn if !ticket.is_open => {
            view! { <p class="soft">{t!(language, "registrations-closed")}</p> }.into_any()
        }
        RegistrationState::Unconfirmed | RegistrationState::Withdrawn => {
            let choice = has_choice.then(|| presence_choice(language, &ticket.rooms, Some(ticket.standing.presence), "presence"));
            let room = ticket.rooms.first().filter(|_| !has_choice);
            let room = room.map(|room| view! { <p class="small">{room_words(language, room)}</p> });
            let words = match state {
                RegistrationState::Withdrawn => t!(language, "registrations-again"),
                _ => t!(language, "registrations-confirm"),
            };
            view! {
                <form class="stack" method="post">
                    {choice}
                    {room}
                    <button class="button" name="act" value="confirm">{words}</button>
                </form>
            }
            .into_any()
        }
        RegistrationState::Confirmed | RegistrationState::Waiting => {
            let others: Vec<_> = ticket
                .rooms
                .iter()
                .filter(|room| room.presence != ticket.standing.presence && ticket.is_open)
                .map(|room| {
                    let presence = presence_words(language, room.presence);
                    let (warning, words) = if room.has_seat() {
                        (String::new(), t!(language, "registrations-change-to", presence = presence))
                    } else {
                        (
                            format!(" {}", t!(language, "registrations-change-warning")),
                            t!(language, "registrations-change-queue", presence = presence),
                        )
                    };
                    view! {
                        <form class="stack" method="post">
                            <input type="hidden" name="presence" value=room.presence.code() />
                            <p class="small">{room_words(language, room)}{warning}</p>
                            <button class="button button-quiet" name="act" value="change">{words}</button>
                        </form>
                    }
                })
                .collect();
            view! {
                {others}
                <form method="post"><button class="button button-quiet" name="act" value="withdraw">{t!(language, "registrations-withdraw")}</button></form>
            }
            .into_any()
        }
    }
}
