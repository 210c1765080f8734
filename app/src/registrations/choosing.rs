//! Choosing among requests, on the page of the answers: the buttons that decide, and what waits to be sent.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::enums::RegistrationDecision;
use domain::numbers::number;
use domain::registrations::{self, AnswerQuery, AnswerTable, DecisionInput};
use leptos::prelude::*;
use serde::Deserialize;

use super::answers::{page, table_address};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::FormErrors;
use crate::labels::label;
use crate::request_context::RequestContext;

/// Decides the requests that are ticked, or sends what was decided.
pub async fn update(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<AnswerQuery>,
    Form(input): Form<ChooseForm>,
) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    let done = if input.act == "send" {
        registrations::send_decisions(db, actor, &slug).await.map(|_| "sent")
    } else {
        let decision = DecisionInput { chosen: input.chosen, decision: input.decision };
        registrations::decide(db, actor, &slug, &decision).await.map(|_| "decided")
    };
    match done {
        Ok(done) => Ok(context
            .redirect(&table_address(&format!("/events/{slug}/registrations/answers"), &query, &query.sort, done))
            .into_response()),
        Err(error) => page(&context, &slug, query, "", FormErrors::of(context.language, error)?).await,
    }
}

/// The buttons below the table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChooseForm {
    /// `send`; else the decision counts.
    act: String,
    chosen: Vec<String>,
    decision: String,
}

/// What was decided and is not sent: the letters, and the button that sends all of them.
pub(super) fn send_view(language: Language, path: &str, table: &AnswerTable) -> Option<impl IntoView + use<>> {
    let pending = table.pending.filter(|_| table.may_decide)?;
    let count = |text: String, count: i64| view! { <div><dt>{text}</dt><dd>{number(language, count)}</dd></div> };
    let seats: Vec<_> = table
        .presence_seats
        .iter()
        .map(|seats| {
            let taken = number(language, seats.confirmed);
            let taken = seats.seats.map_or(taken.clone(), |of| format!("{taken} / {}", number(language, of)));
            view! { <div><dt>{tr!(language, "registrations-seats-taken", presence = label(language, seats.presence))}</dt><dd>{taken}</dd></div> }
        })
        .collect();
    let letters = format!("/events/{}/registrations/letters", table.event.slug);
    let total = pending.to_send();
    let send = (total > 0).then(|| {
        let action = path.to_owned();
        let text = tr!(language, "registrations-send-decisions", count = total, number = number(language, total));
        view! {
            <ConfirmDisclosure label=text.clone() explanation=tr!(language, "registrations-send-decisions-more")>
                <form class="form-actions" method="post" action=action>
                    <button class="button" name="act" value="send">{text}</button>
                </form>
            </ConfirmDisclosure>
        }
    });
    Some(view! {
        <section id="decisions" tabindex="-1" aria-labelledby="decisions-title">
            <h2 id="decisions-title">{tr!(language, "registrations-decisions")}</h2>
            <dl class="figures-row">
                {count(label(language, RegistrationDecision::Accepted), pending.accepted)}
                {count(label(language, RegistrationDecision::Waiting), pending.waiting)}
                {count(label(language, RegistrationDecision::Declined), pending.declined)}
                {count(tr!(language, "registrations-undecided"), pending.undecided)}
                {seats}
            </dl>
            <p><a href=letters>{tr!(language, "registrations-letters")}</a></p>
            {send}
        </section>
    })
}

/// The buttons that decide for everybody who is ticked.
pub(super) fn decision_buttons(language: Language) -> impl IntoView + use<> {
    let button =
        |code: &'static str, text: String| view! { <button class="button button-quiet" name="decision" value=code>{text}</button> };
    view! {
        <div class="choose-bar no-print" role="group" aria-label=tr!(language, "registrations-choose-ticked")>
            <span>{tr!(language, "registrations-choose-ticked")}</span>
            {button("accepted", tr!(language, "registrations-choose-accept"))}
            {button("waiting", tr!(language, "registrations-choose-wait"))}
            {button("declined", tr!(language, "registrations-choose-decline"))}
            {button("none", tr!(language, "registrations-choose-undo"))}
        </div>
    }
}
