//! `/events/{slug}/registrations`: registrations and attendance, for those who hold the event.

use axum::extract::Path;
use axum::response::Response;
use domain::Language;
use domain::attendance::HalfDay;
use domain::enums::RegistrationState;
use domain::numbers::number;
use domain::registrations::{self, Participant, ParticipantList, ParticipantQuery, PresenceSeats};
use leptos::prelude::*;

use super::answers::answers_title;
use super::{column_order, state_class, state_field};
use crate::attendance::half_day_label;
use crate::downloads;
use crate::error_page::Result;
use crate::events;
use crate::events::lang_attribute;
use crate::extract::{DoneQuery, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<ParticipantQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    let list = registrations::list(context.db(), &context.actor, &slug, &query).await?;
    Ok(page(&context, list, query, &done.done, FormErrors::none(context.language)))
}

/// Every registration that matches the query, for a spreadsheet.
pub async fn export(context: RequestContext, Path(slug): Path<String>, Query(query): Query<ParticipantQuery>) -> Result<Response> {
    let file = registrations::export(context.db(), &context.actor, &slug, &query, context.language).await?;
    Ok(downloads::csv(&format!("{slug}-{}.csv", context.now.today()), file))
}

pub(crate) fn page(context: &RequestContext, list: ParticipantList, query: ParticipantQuery, done: &str, errors: FormErrors) -> Response {
    let language = context.language;
    let hue = list.organisers.iter().find(|organiser| organiser.network == list.event.network).map_or(0, |lead| lead.hue);
    let success = match done {
        "marked" => Some(tr!(language, "registrations-attendance-saved")),
        "added" => Some(tr!(language, "registrations-added")),
        "revoked" => Some(tr!(language, "registrations-links-revoked")),
        "removed" => Some(tr!(language, "registrations-removed")),
        _ => None,
    };
    let title = format!("{} – {}", tr!(language, "registrations-list"), list.event.title);
    PageBuilder::titled(title).section(Section::Agenda).hue(hue).errors(&errors).render(context, move || {
        let path = format!("/events/{}/registrations", list.event.slug);
        let table = if list.participants.is_empty() {
            let text = if query == ParticipantQuery::default() { tr!(language, "registrations-nobody-yet") } else { tr!(language, "registrations-nobody") };
            view! { <div class="empty"><p>{text}</p></div> }.into_any()
        } else {
            table(language, &path, &list, &query).into_any()
        };
        let event = format!("/events/{}", list.event.slug);
        let log = view! { <li><a href=format!("{event}/registrations/log")>{tr!(language, "attendance-log")}</a></li> };
        let certificates = list.may_add.then(|| {
            view! { <li><a href=format!("{event}/certificates")>{tr!(language, "certificates-register")}</a></li> }
        });
        let answers = view! { <li><a href=format!("{event}/registrations/answers")>{answers_title(language, list.event.is_on_request())}</a></li> };
        let certificates = view! { <ul class="links no-print">{answers}{log}{certificates}</ul> };
        view! {
            {events::breadcrumbs(language, &list.event, tr!(language, "registrations-list"))}
            <h1>{tr!(language, "registrations-list")}</h1>
            <p class="muted"><span lang=lang_attribute(language, list.event.language)>{list.event.title.clone()}</span>", "{list.event.span(language)}</p>
            {success.map(|success| view! { <div class="notice notice-good" role="status"><p><strong>{tr!(language, "registrations-done")}</strong>" "{success}</p></div> })}
            <ErrorSummary />
            {figures(language, &list.presence_seats)}
            {toolbar(language, &path, &query, list.may_add)}
            {certificates}
            <p class="count" role="status">{tr!(language, "registrations-count", count = list.participants.len(), number = number(language, i64::try_from(list.participants.len()).unwrap_or(i64::MAX)))}</p>
            {table}
        }
    })
}

fn figures(language: Language, rooms: &[PresenceSeats]) -> impl IntoView + use<> {
    let seats: Vec<_> = rooms
        .iter()
        .map(|room| {
            let taken = number(language, room.confirmed);
            let taken = room.seats.map_or(taken.clone(), |seats| format!("{taken} / {}", number(language, seats)));
            view! { <div><dt>{label(language, room.presence)}</dt><dd>{taken}</dd></div> }
        })
        .collect();
    let waiting = rooms.iter().map(|room| room.waiting).sum();
    view! {
        <dl class="figures-row">
            {seats}
            <div><dt>{tr!(language, "registrations-waiting")}</dt><dd>{number(language, waiting)}</dd></div>
        </dl>
    }
}

fn toolbar(language: Language, path: &str, query: &ParticipantQuery, may_add: bool) -> impl IntoView + use<> {
    let add = may_add.then(|| {
        view! { <a class="button button-quiet" href=format!("{path}/new")>{tr!(language, "registrations-add-title")}</a> }
    });
    let csv = address(&format!("{path}.csv"), query, &query.sort, "");
    view! {
        <div class="toolbar no-print">
            <form method="get">
                <div class="field field-wide">
                    <label for="q">{tr!(language, "registrations-search")}</label>
                    <input id="q" name="q" type="search" value=query.q.clone() />
                </div>
                {state_field(language, &query.state)}
                <button class="button button-quiet">{tr!(language, "registrations-filter")}</button>
            </form>
            {add}
            <a class="button button-quiet" href=csv>{tr!(language, "registrations-export")}</a>
        </div>
    }
}

fn table(language: Language, path: &str, list: &ParticipantList, query: &ParticipantQuery) -> impl IntoView + use<> {
    let has_choice = list.presence_seats.len() > 1;
    let columns: Vec<String> = list.half_days.iter().map(|half_day| half_day_label(language, *half_day)).collect();
    let headings: Vec<_> = columns.iter().map(|label| view! { <th scope="col" class="check">{label.clone()}</th> }).collect();
    let sortable_heading = |by: &'static str, label: String| {
        let (order, next) = column_order(&query.sort, by);
        view! { <th scope="col" aria-sort=order><a href=address(path, query, &next, "")>{label}</a></th> }
    };
    let rows: Vec<_> = list.participants.iter().map(|participant| row(language, path, list, &columns, participant, has_choice)).collect();
    let marked = list.participants.iter().filter(|participant| participant.state == RegistrationState::Confirmed).count();
    let save = (marked > 0).then(|| {
        view! {
            <div class="form-actions no-print"><button class="button">{tr!(language, "registrations-attendance-save")}</button></div>
            {mark_half_day_form(language, &list.half_days, marked)}
        }
    });
    let half_days = list.half_days.iter().map(HalfDay::to_string).collect::<Vec<_>>().join(",");
    view! {
        <form method="post" class="stack">
            <input type="hidden" name="half_days" value=half_days />
            <div class="table-scroll" role="region" aria-labelledby="participants" tabindex="0">
                <table class="table-stack">
                    <caption id="participants">{tr!(language, "registrations-attendance-caption")}</caption>
                    <thead>
                        <tr>
                            {sortable_heading("name", tr!(language, "registrations-name"))}
                            {sortable_heading("organisation", tr!(language, "registrations-organisation"))}
                            {sortable_heading("since", tr!(language, "registrations-registration"))}
                            {headings}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {save}
        </form>
    }
}

/// Marks a whole half-day: everyone on the list as present; absent people are unticked afterwards. It is below the button that saves, which
/// is the form's default button.
fn mark_half_day_form(language: Language, half_days: &[HalfDay], count: usize) -> impl IntoView + use<> {
    let options: Vec<_> = half_days
        .iter()
        .map(|half_day| view! { <option value=half_day.to_string()>{half_day_label(language, *half_day)}</option> })
        .collect();
    let label = tr!(
        language,
        "registrations-attendance-mark-all",
        count = count,
        number = number(language, i64::try_from(count).unwrap_or(i64::MAX))
    );
    view! {
        <div class="toolbar no-print">
            <div class="field">
                <label for="whole">{tr!(language, "registrations-attendance-half-day")}</label>
                <select id="whole" name="whole">{options}</select>
            </div>
            <button class="button button-quiet" name="act" value="whole">{label}</button>
        </div>
    }
}

fn row(
    language: Language,
    path: &str,
    list: &ParticipantList,
    columns: &[String],
    participant: &Participant,
    has_choice: bool,
) -> impl IntoView + use<> {
    let name = match participant.family_name.as_str() {
        "" => tr!(language, "privacy-erased-person"),
        family_name => format!("{family_name} {}", participant.given_name),
    };
    let is_confirmed = participant.state == RegistrationState::Confirmed;
    let shown_marks = is_confirmed.then(|| {
        let states: String = participant.marks.iter().map(|mark| mark.map_or('-', |present| if present { 'y' } else { 'n' })).collect();
        view! { <input type="hidden" name="shown" value=format!("{} {states}", participant.id) /> }
    });
    let boxes: Vec<_> = list
        .half_days
        .iter()
        .zip(columns)
        .zip(&participant.marks)
        .map(|((half_day, label), mark)| {
            if !is_confirmed {
                return view! { <td class="check"></td> }.into_any();
            }
            view! {
                <td class="check" data-label=label.clone()>
                    <label class="choice">
                        <input type="checkbox" name="present" value=format!("{} {half_day}", participant.id) checked=*mark == Some(true) />
                        <span class="visually-hidden">{format!("{name}, {label}")}</span>
                    </label>
                </td>
            }
            .into_any()
        })
        .collect();
    let class = state_class(participant.state);
    let organisation = (!participant.organisation.is_empty()).then(|| participant.organisation.clone());
    let presence = has_choice.then(|| format!(" {}", label(language, participant.presence)));
    let place =
        participant.place.map(|place| format!(", {}", tr!(language, "registrations-waiting-list-place", place = number(language, place))));
    view! {
        <tr>
            <th scope="row"><a href=format!("{path}/{}", participant.id)>{name}</a>{shown_marks}</th>
            // An empty cell must have no content at all: on a small screen it disappears.
            <td data-label=tr!(language, "registrations-organisation")>{organisation}</td>
            <td data-label=tr!(language, "registrations-registration")>
                <span><span class=class>{label(language, participant.state)}</span>{presence}{place}</span>
            </td>
            {boxes}
        </tr>
    }
}

/// The address of the same query in another order.
pub(crate) fn address(path: &str, query: &ParticipantQuery, sort: &str, done: &str) -> String {
    crate::address::address(path, &[("q", &query.q), ("state", &query.state), ("sort", sort), ("done", done)])
}
