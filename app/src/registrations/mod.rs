//! Registrations: the box on an event's page, the form, the page behind a mail's link, the list of participants.

pub mod answers;
pub mod choosing;
pub mod form;
pub mod letters;
pub mod manual_entry;
pub mod own_answers;
pub mod participants;
pub mod record;
pub mod registration_link;

use domain::Language;
use domain::enums::{Presence, RegistrationState};
use domain::numbers::number;
use domain::registrations::{Availability, PresenceSeats, RegistrationBox, RegistrationStanding, WithdrawConsequence};
use leptos::prelude::*;

use crate::breadcrumbs::Breadcrumb;
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::labels::label;
use crate::request_context::RequestContext;

/// The list of an event's registrations, as a breadcrumb.
fn list_step(language: Language, slug: &str) -> Breadcrumb {
    (format!("/events/{slug}/registrations"), tr!(language, "registrations-list")).into()
}

/// The field that filters a list by state; `chosen`: a code, or empty.
fn state_field(language: Language, chosen: &str) -> impl IntoView + use<> {
    let options: Vec<_> = RegistrationState::ALL
        .iter()
        .map(|state| view! { <option value=state.code() selected=chosen == state.code()>{label(language, *state)}</option> })
        .collect();
    view! {
        <div class="field">
            <label for="state">{tr!(language, "registrations-state")}</label>
            <select id="state" name="state">
                <option value="">{tr!(language, "registrations-state-all")}</option>
                {options}
            </select>
        </div>
    }
}

/// The order of a column that sorts a list, for `aria-sort`, and the order to which its heading leads. The list is sorted by name at first.
fn column_order(sort: &str, column: &str) -> (Option<&'static str>, String) {
    if sort == column || (sort.is_empty() && column == "name") {
        (Some("ascending"), format!("-{column}"))
    } else {
        ((sort.strip_prefix('-') == Some(column)).then_some("descending"), column.to_owned())
    }
}

/// The class of the badge of a state.
fn state_class(state: RegistrationState) -> &'static str {
    match state {
        RegistrationState::Confirmed => "badge badge-good",
        RegistrationState::Waiting | RegistrationState::Unconfirmed | RegistrationState::Requested => "badge badge-warning",
        RegistrationState::Declined | RegistrationState::Withdrawn => "badge",
    }
}

/// The state of a registration as a badge, with the place on the waiting list, and how the person takes part if there is a choice.
pub fn standing_view(language: Language, standing: &RegistrationStanding, has_choice: bool) -> impl IntoView + use<> {
    let class = state_class(standing.state);
    let place =
        standing.place.map(|place| format!(", {}", tr!(language, "registrations-waiting-list-place", place = number(language, place))));
    let presence = has_choice.then(|| format!(" {}", label(language, standing.presence)));
    view! { <span class=class>{label(language, standing.state)}</span>{presence}{place} }
}

/// The notice of an act on a registration, for the event's page: `?done=registered`, `waiting`, `unregistered`. `None` for other codes.
pub fn notice(language: Language, done: &str) -> Option<AnyView> {
    let (class, strong, rest) = match done {
        "registered" => ("notice notice-good", tr!(language, "registrations-done"), tr!(language, "registrations-done-registered")),
        "changed" => ("notice notice-good", tr!(language, "registrations-done"), tr!(language, "registrations-done-changed")),
        "answered" => ("notice notice-good", tr!(language, "registrations-done"), tr!(language, "registrations-done-answered")),
        "requested" => ("notice notice-good", tr!(language, "registrations-done"), tr!(language, "registrations-done-requested")),
        "waiting" => ("notice notice-warning", tr!(language, "registrations-done-full"), tr!(language, "registrations-done-waiting")),
        "unregistered" => ("notice notice-good", tr!(language, "registrations-done"), tr!(language, "registrations-done-withdrawn")),
        _ => return None,
    };
    Some(view! { <div class=class role="status"><p><strong>{strong}</strong>" "{rest}</p></div> }.into_any())
}

/// The registration box: the reader's possible actions, for the column of facts of an event's page, right after the date.
pub fn box_view(context: &RequestContext, slug: &str, desk: &RegistrationBox) -> AnyView {
    let language = context.language;
    match &desk.standing {
        Some(standing) if standing.is_active() => own_registration(language, slug, desk, standing).into_any(),
        Some(standing) if standing.state == RegistrationState::Declined => {
            view! { <p>{standing_view(language, standing, false)}</p> }.into_any()
        }
        _ => availability_view(context, slug, desk),
    }
}

/// The reader's registration, and how to withdraw it.
fn own_registration(language: Language, slug: &str, desk: &RegistrationBox, standing: &RegistrationStanding) -> impl IntoView + use<> {
    let has_choice = desk.presence_seats.len() > 1;
    let change = ((has_choice || desk.asks) && desk.availability == Availability::Open).then(|| {
        view! { <p class="links"><a href=format!("/events/{slug}/register")>{if desk.asks { tr!(language, "registrations-change-answers") } else { tr!(language, "registrations-change") }}</a></p> }
    });
    let withdraw = desk.consequence.map(|consequence| withdraw_view(language, format!("/events/{slug}/withdraw"), consequence));
    view! {
        <div class="facts-group">
            <p>{standing_view(language, standing, has_choice)}</p>
            {change}
            {withdraw}
        </div>
    }
}

/// The button that withdraws, with a confirmation that says what becomes of the seat. `action` is the form's address.
fn withdraw_view(language: Language, action: String, consequence: WithdrawConsequence) -> impl IntoView {
    let label = tr!(language, "registrations-withdraw");
    view! {
        <ConfirmDisclosure label=label.clone() explanation=consequence_text(language, consequence)>
            <form class="form-actions" method="post" action=action>
                <button class="button button-danger" name="act" value="withdraw">{label}</button>
            </form>
        </ConfirmDisclosure>
    }
}

fn consequence_text(language: Language, consequence: WithdrawConsequence) -> String {
    match consequence {
        WithdrawConsequence::LosesPlace(place) => {
            tr!(language, "registrations-withdraw-waiting-list-place", place = number(language, place))
        }
        WithdrawConsequence::SeatGoes(waiting) => {
            tr!(language, "registrations-withdraw-seat-given", count = waiting, number = number(language, waiting))
        }
        WithdrawConsequence::LosesRequest => tr!(language, "registrations-withdraw-request"),
        WithdrawConsequence::Postponed => tr!(language, "registrations-withdraw-postponed"),
        WithdrawConsequence::BehindQueue => tr!(language, "registrations-withdraw-waiting-list"),
        WithdrawConsequence::MembersOnly => tr!(language, "registrations-withdraw-members"),
        WithdrawConsequence::SeatIsFree => tr!(language, "registrations-withdraw-seat-free"),
        WithdrawConsequence::NoWayBack => tr!(language, "registrations-withdraw-closed"),
    }
}

/// The other ways of taking part, one form each. A change that gives up a seat for a place on the waiting list asks for a confirmation.
/// `action` is the form's address.
fn changes_view(language: Language, action: &str, standing: &RegistrationStanding, rooms: &[PresenceSeats]) -> Vec<AnyView> {
    let others = rooms.iter().filter(|room| room.presence != standing.presence);
    let form = |room: &PresenceSeats, class: &'static str, label: String| {
        view! {
            <form class="stack" method="post" action=action.to_owned()>
                <input type="hidden" name="presence" value=room.presence.code() />
                <button class=class name="act" value="change">{label}</button>
            </form>
        }
    };
    others
        .map(|room| {
            let (seats, presence) = (seats_text(language, room), label(language, room.presence));
            if room.has_seat() {
                let label = tr!(language, "registrations-change-to", presence = presence);
                return view! { <p class="small">{seats}</p>{form(room, "button button-quiet", label)} }.into_any();
            }
            let label = tr!(language, "registrations-change-waiting-list", presence = presence);
            if standing.state != RegistrationState::Confirmed {
                return view! { <p class="small">{seats}</p>{form(room, "button button-quiet", label)} }.into_any();
            }
            let more = format!("{seats} {}", tr!(language, "registrations-change-warning"));
            let form = form(room, "button button-danger", label.clone()).into_any();
            view! { <ConfirmDisclosure label=label explanation=more>{form}</ConfirmDisclosure> }.into_any()
        })
        .collect()
}

fn availability_view(context: &RequestContext, slug: &str, desk: &RegistrationBox) -> AnyView {
    let language = context.language;
    let sign_in = || {
        let label = sign_in_label(language, desk);
        view! { <p class="small"><a href=format!("/sign-in?next=/events/{slug}")>{label}</a></p> }
    };
    match (desk.availability, context.visitor.is_some()) {
        (Availability::None, _) => ().into_any(),
        (Availability::Closed, _) if desk.is_past => ().into_any(),
        (Availability::NotYet, _) => view! { <p class="muted">{tr!(language, "registrations-not-published")}</p> }.into_any(),
        (Availability::Suspended, _) => view! { <p class="muted">{tr!(language, "registrations-postponed")}</p> }.into_any(),
        (Availability::Closed, _) => view! { <p class="muted">{tr!(language, "registrations-closed")}</p> }.into_any(),
        (Availability::Members, true) => view! { <p class="muted">{tr!(language, "registrations-members-only")}</p> }.into_any(),
        (Availability::Members, false) => {
            view! { <div class="facts-group"><p class="muted">{tr!(language, "registrations-members-only")}</p>{sign_in()}</div> }
                .into_any()
        }
        (Availability::Open, true) if desk.asks => {
            let full_notice = queue_text(language, desk).map(|label| view! { <p class="small">{label}</p> });
            view! {
                <a class="button" href=format!("/events/{slug}/register")>{register_label(language, desk)}</a>
                {full_notice}
            }
            .into_any()
        }
        (Availability::Open, true) => one_click(language, slug, desk, "registrations-box").into_any(),
        (Availability::Open, false) => {
            let full_notice = queue_text(language, desk).map(|label| view! { <p class="small">{label}</p> });
            view! {
                <a class="button" href=format!("/events/{slug}/register")>{register_label(language, desk)}</a>
                <div class="facts-group">{full_notice}{sign_in()}</div>
            }
            .into_any()
        }
    }
}

/// The form of a member: one button, and a choice where there is one.
fn one_click(language: Language, slug: &str, desk: &RegistrationBox, name: &str) -> impl IntoView + use<> {
    let rooms = desk.presence_seats.as_slice();
    let full_notice = (rooms.len() == 1).then(|| queue_text(language, desk)).flatten().map(|text| view! { <p class="small">{text}</p> });
    let choice = (rooms.len() > 1).then(|| presence_choice(language, rooms, preferred(rooms), name));
    view! {
        <form class="stack" method="post" action=format!("/events/{slug}/register")>
            {choice}
            {full_notice}
            <button class="button">{register_label(language, desk)}</button>
        </form>
    }
}

fn presence_choice(language: Language, rooms: &[PresenceSeats], chosen: Option<Presence>, name: &str) -> impl IntoView + use<> {
    let choices: Vec<_> = rooms
        .iter()
        .map(|room| {
            view! {
                <label class="choice">
                    <input type="radio" name="presence" value=room.presence.code() checked=Some(room.presence) == chosen />
                    " "
                    <span>{label(language, room.presence)}</span>
                    " "
                    <span class="field-hint">{seats_text(language, room)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field" id=name.to_owned() tabindex="-1">
            <legend>{tr!(language, "registrations-presence")}</legend>
            <div class="choices">{choices}</div>
        </fieldset>
    }
}

/// The first way with a free seat; else the first.
fn preferred(rooms: &[PresenceSeats]) -> Option<Presence> {
    rooms.iter().find(|room| room.has_seat()).or_else(|| rooms.first()).map(|room| room.presence)
}

/// Signing in saves a member the name, the address and the organisation; with questions or a request, it takes more than a click.
fn sign_in_label(language: Language, desk: &RegistrationBox) -> String {
    if desk.asks || desk.is_on_request { tr!(language, "registrations-sign-in-member") } else { tr!(language, "registrations-sign-in") }
}

/// The button says what will happen: a request, a seat, or a place on the waiting list.
fn register_label(language: Language, desk: &RegistrationBox) -> String {
    if desk.is_on_request {
        tr!(language, "registrations-request")
    } else if desk.presence_seats.iter().any(PresenceSeats::has_seat) {
        tr!(language, "registrations-register")
    } else {
        tr!(language, "registrations-join-waiting-list")
    }
}

/// Says that there is no seat, and how many are waiting.
fn queue_text(language: Language, desk: &RegistrationBox) -> Option<String> {
    if desk.is_on_request {
        return Some(tr!(language, "registrations-request-more"));
    }
    if desk.presence_seats.iter().any(PresenceSeats::has_seat) {
        return None;
    }
    let waiting = desk.presence_seats.iter().map(|room| room.waiting).sum::<i64>();
    Some(tr!(language, "registrations-seats-none", count = waiting, number = number(language, waiting)))
}

/// The free seats of one way of taking part.
fn seats_text(language: Language, room: &PresenceSeats) -> String {
    match (room.has_seat(), room.free()) {
        (true, None) => tr!(language, "registrations-seats-unlimited"),
        (true, Some(free)) => tr!(language, "registrations-seats-left", count = free, number = number(language, free)),
        (false, _) => tr!(language, "registrations-seats-none", count = room.waiting, number = number(language, room.waiting)),
    }
}
