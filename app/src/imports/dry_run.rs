//! The third step says line by line what the import would do; the fourth does it, and nothing else.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::codes::{Column, MembershipState};
use domain::ids::ImportId;
use domain::imports::{self, Counts, DryRun, Note, Outcome, Planned};
use domain::words::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::{At, column_words, framed, way};
use crate::extract::Form;
use crate::fault::Result;
use crate::fields::{ErrorSummary, Refusal};
use crate::visit::Visit;

/// What comes back with the button.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Agreed {
    shown: String,
    leave_out: String,
}

/// What the import would do, or did.
pub async fn show(visit: Visit, Path(at): Path<At>) -> Result<Response> {
    page(&visit, &at, Refusal::none(visit.language)).await
}

/// Does it.
pub async fn run(visit: Visit, Path(at): Path<At>, Form(agreed): Form<Agreed>) -> Result<Response> {
    let (id, leave_out) = (ImportId::from(at.id.as_str()), !agreed.leave_out.is_empty());
    match imports::run(visit.db(), &visit.who, &at.target(), &id, visit.language, &agreed.shown, leave_out).await {
        Ok(_) => Ok(visit.go(&at.step("/plan")).into_response()),
        Err(error) => page(&visit, &at, Refusal::of(visit.language, error)?).await,
    }
}

async fn page(visit: &Visit, at: &At, refusal: Refusal) -> Result<Response> {
    let language = visit.language;
    let run = imports::dry_run(visit.db(), &visit.who, &at.target(), &ImportId::from(at.id.as_str()), language).await?;
    let at = at.clone();
    let title = if run.done_at.is_some() { t!(language, "imports-done-title") } else { t!(language, "imports-plan-title") };
    Ok(framed(&refusal, run.network.as_ref(), title.clone()).status(refusal.status()).render(visit, move || {
        let stale = refusal.status() == 409;
        let stale = stale.then(|| view! { <div class="notice notice-warning" role="alert"><p>{t!(language, "imports-moved")}</p></div> });
        // The sentence of a stale form speaks of what was typed; here nothing was.
        let summary = stale.is_none().then(|| view! { <ErrorSummary refusal=refusal.clone() /> });
        let body =
            if run.done_at.is_some() { done(language, &at, &run).into_any() } else { plan(language, &at, &run, &refusal).into_any() };
        view! {
            {way(language, &at, run.network.as_ref(), Some(t!(language, "imports-step-plan")))}
            <h1>{title}</h1>
            {summary}
            {stale}
            {body}
        }
    }))
}

fn done(language: Language, at: &At, run: &DryRun) -> impl IntoView + use<> {
    let next = match &run.network {
        Some(card) => {
            view! { <a class="button" href=format!("/networks/{}/members", card.slug)>{t!(language, "imports-see-members")}</a> }.into_any()
        }
        None => view! { <a class="button" href="/admin/organisations">{t!(language, "imports-see-organisations")}</a> }.into_any(),
    };
    view! {
        <div class="notice notice-good" role="status"><p>{t!(language, "imports-done", file = run.file_name.as_str())}</p></div>
        {figures(language, run.counts)}
        <p class="actions">{next}" "<a class="button button-quiet" href=at.start()>{t!(language, "imports-other-file")}</a></p>
    }
}

fn figures(language: Language, counts: Counts) -> impl IntoView {
    let shown = [
        (counts.created, t!(language, "imports-count-created")),
        (counts.joined, t!(language, "imports-count-joined")),
        (counts.changed, t!(language, "imports-count-changed")),
        (counts.same, t!(language, "imports-count-same")),
        (counts.refused, t!(language, "imports-count-refused")),
    ];
    let shown: Vec<_> = shown
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| view! { <div><dt>{words}</dt><dd>{number(language, count as i64)}</dd></div> })
        .collect();
    view! { <dl class="figures-row">{shown}</dl> }
}

fn plan(language: Language, at: &At, run: &DryRun, refusal: &Refusal) -> impl IntoView + use<> {
    let counts = run.counts;
    let rows: Vec<_> = run.lines.iter().map(|line| row(language, line)).collect();
    let back = view! { <a class="button button-quiet" href=at.step("")>{t!(language, "imports-back-to-columns")}</a> };
    let act = if counts.to_write() == 0 {
        view! {
            <div class="notice" role="status"><p>{t!(language, "imports-nothing")}</p></div>
            <p class="actions">{back}" "<a class="button button-quiet" href=at.start()>{t!(language, "imports-other-file")}</a></p>
        }
        .into_any()
    } else {
        let leave_out = (counts.refused > 0).then(|| leave_out(language, counts.refused, refusal));
        view! {
            <form class="form" method="post" novalidate>
                <input type="hidden" name="shown" value=run.shown.clone() />
                {leave_out}
                <div class="form-actions">
                    <button class="button">{t!(language, "imports-run", count = counts.to_write(), number = domain::words::number(language, i64::try_from(counts.to_write()).unwrap_or(i64::MAX)))}</button>
                    " "
                    {back}
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <p class="lead">{t!(language, "imports-plan-lead", file = run.file_name.as_str())}</p>
        {figures(language, counts)}
        {act}
        <table class="table-stack">
            <caption>{t!(language, "imports-plan-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(language, "imports-line")}</th>
                    <th scope="col">{t!(language, "imports-about")}</th>
                    <th scope="col">{t!(language, "imports-outcome")}</th>
                    <th scope="col">{t!(language, "imports-notes")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn leave_out(language: Language, count: usize, refusal: &Refusal) -> impl IntoView + use<> {
    let fault = refusal.touches("leave_out").then(|| t!(language, "imports-leave-out-needed"));
    refusal.ask("leave_out", &t!(language, "imports-leave-out", count = count));
    let described = fault.is_some().then_some("leave_out-error");
    view! {
        <div class="field">
            {fault.map(|fault| view! { <p class="field-error" id="leave_out-error">{fault}</p> })}
            <label class="choice">
                <input id="leave_out" type="checkbox" name="leave_out" value="1" aria-describedby=described />
                " "
                <span>{t!(language, "imports-leave-out", count = count)}</span>
            </label>
        </div>
    }
}

fn row(language: Language, line: &Planned) -> impl IntoView + use<> {
    let (class, words) = match line.outcome {
        Outcome::Created => ("badge badge-good", t!(language, "imports-outcome-created")),
        Outcome::Joined => ("badge badge-good", t!(language, "imports-outcome-joined")),
        Outcome::Changed => ("badge badge-warning", t!(language, "imports-outcome-changed")),
        Outcome::Same => ("badge", t!(language, "imports-outcome-same")),
        Outcome::Refused => ("badge badge-bad", t!(language, "imports-outcome-refused")),
    };
    let notes: Vec<String> = line.notes.iter().map(|note| sentence(language, note)).collect();
    let notes = (!notes.is_empty()).then(|| notes.join(" "));
    view! {
        <tr>
            <th scope="row"><span class="visually-hidden">{t!(language, "imports-line")}" "</span>{line.number}</th>
            <td data-label=t!(language, "imports-about")>{(!line.label.is_empty()).then(|| line.label.clone())}</td>
            <td data-label=t!(language, "imports-outcome")><span class=class>{words}</span></td>
            <td data-label=t!(language, "imports-notes")>{notes}</td>
        </tr>
    }
}

/// What is to be said of a line.
fn sentence(language: Language, note: &Note) -> String {
    let named = |column: &Column| column_words(language, *column);
    match note {
        Note::NewPerson => t!(language, "imports-note-new-person"),
        Note::NewOrganisation(name) => t!(language, "imports-note-new-organisation", name = name.as_str()),
        Note::Sets(column, value) => t!(language, "imports-note-sets", column = named(column), value = value.as_str()),
        Note::SinceMoves(from, to) => {
            let (from, to) = (dates::date_of(language, from), dates::date_of(language, to));
            t!(language, "imports-note-since-moves", from = from, to = to)
        }
        Note::Stood(state, day) => stood(language, *state, dates::date_of(language, day)),
        Note::MemberOnly => t!(language, "imports-note-member-only"),
        Note::OwnProfile => t!(language, "imports-note-own-profile"),
        Note::Missing(Column::OrganisationKind) => t!(language, "imports-note-kind-missing"),
        Note::Missing(column) => t!(language, "imports-note-missing", column = named(column)),
        Note::Wrong(column @ (Column::Since | Column::AffiliatedSince), value) => {
            t!(language, "imports-note-not-a-day", column = named(column), value = value.as_str())
        }
        Note::Wrong(Column::Address, value) => t!(language, "imports-note-not-an-address", value = value.as_str()),
        Note::Wrong(column, value) => t!(language, "imports-note-unknown", column = named(column), value = value.as_str()),
        Note::TooLong(column) => t!(language, "imports-note-too-long", column = named(column)),
        Note::Unreadable(column) => t!(language, "imports-note-unreadable", column = named(column)),
        Note::Future(column) => t!(language, "imports-note-future", column = named(column)),
        Note::Twice(line) => t!(language, "imports-note-twice", line = line.to_string()),
        Note::HasLeft => t!(language, "imports-note-has-left"),
        Note::WasRefused => t!(language, "imports-note-was-refused"),
        Note::HasAsked => t!(language, "imports-note-has-asked"),
        Note::Claimed => t!(language, "imports-note-claimed"),
        Note::AliasTaken(alias) => t!(language, "imports-note-alias-taken", alias = alias.as_str()),
    }
}

/// Why nobody can be a member since a day before this one.
fn stood(language: Language, state: MembershipState, day: String) -> String {
    match state {
        MembershipState::Left => t!(language, "imports-note-stood-left", day = day),
        MembershipState::Requested => t!(language, "imports-note-stood-requested", day = day),
        MembershipState::Refused => t!(language, "imports-note-stood-refused", day = day),
        MembershipState::Active => t!(language, "imports-note-stood-active", day = day),
    }
}
