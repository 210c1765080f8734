//! The third step shows row by row what the import would do; the fourth does exactly that.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::ids::ImportId;
use domain::imports::{self, DryRun, HOURS, ImportConfirmation, ImportCounts, LINES, PlannedRow, RowOutcome};
use domain::numbers::number;
use leptos::prelude::*;
use serde::Deserialize;

use super::row_notes::sentence;
use super::{ImportPath, import_breadcrumbs, import_page};
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ImportForm {
    shown: String,
    leave_out: String,
    accept: Vec<String>,
}

/// The dry run, or the result of the import.
pub async fn show(context: RequestContext, Path(at): Path<ImportPath>) -> Result<Response> {
    page(&context, &at, ImportConfirmation::default(), FormErrors::none(context.language)).await
}

pub async fn run(context: RequestContext, Path(at): Path<ImportPath>, Form(agreement): Form<ImportForm>) -> Result<Response> {
    let id = ImportId::from(at.id.as_str());
    let accepted = agreement.accept.iter().take(LINES).filter_map(|number| number.parse().ok()).collect();
    let agreement = ImportConfirmation { digest: agreement.shown, leave_out: !agreement.leave_out.is_empty(), accepted };
    match imports::run(context.db(), &context.actor, &at.target(), &id, context.language, &agreement).await {
        Ok(_) => Ok(context.redirect(&at.step("/plan")).into_response()),
        Err(error) => page(&context, &at, agreement, FormErrors::of(context.language, error)?).await,
    }
}

async fn page(context: &RequestContext, at: &ImportPath, agreement: ImportConfirmation, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let run = imports::dry_run(context.db(), &context.actor, &at.target(), &ImportId::from(at.id.as_str()), language).await?;
    let at = at.clone();
    let title = if run.done_at.is_some() { tr!(language, "imports-done-title") } else { tr!(language, "imports-dry-run-title") };
    Ok(import_page(run.network.as_ref(), title.clone()).errors(&errors).render(context, move || {
        let stale = errors.status() == 409;
        let stale = stale.then(|| view! { <div class="notice notice-warning" role="alert"><p>{tr!(language, "imports-stale")}</p></div> });
        // The sentence of a stale form refers to typed values; this form has none.
        let summary = stale.is_none().then(|| view! { <ErrorSummary /> });
        let body = if run.done_at.is_some() {
            result_view(language, &at, &run).into_any()
        } else {
            plan(language, &at, &run, &agreement, &errors).into_any()
        };
        view! {
            {import_breadcrumbs(language, &at, run.network.as_ref(), Some(tr!(language, "imports-step-dry-run")))}
            <h1>{title}</h1>
            {summary}
            {stale}
            {body}
        }
    }))
}

fn result_view(language: Language, at: &ImportPath, run: &DryRun) -> impl IntoView + use<> {
    let next = match &run.network {
        Some(card) => {
            view! { <a class="button" href=format!("/networks/{}/members", card.slug)>{tr!(language, "imports-members-link")}</a> }
                .into_any()
        }
        None => view! { <a class="button" href="/admin/organisations">{tr!(language, "imports-organisations-link")}</a> }.into_any(),
    };
    let rejected = run.has_rejected_rows.then(|| {
        view! {
            <div class="notice">
                <p>{tr!(language, "imports-rejected-retention", count = run.counts.rejected, hours = HOURS)}</p>
                <p>{rejected_rows_link(language, at)}</p>
            </div>
        }
    });
    view! {
        <div class="notice notice-good" role="status"><p>{tr!(language, "imports-done", file = run.file_name.as_str())}</p></div>
        {figures(language, run.counts)}
        {rejected}
        <p class="actions">{next}" "<a class="button button-quiet" href=at.start()>{tr!(language, "imports-other-file")}</a></p>
    }
}

fn rejected_rows_link(language: Language, at: &ImportPath) -> impl IntoView + use<> {
    view! { <a class="button button-quiet" href=at.step("/refused.csv") download="">{tr!(language, "imports-rejected-download")}</a> }
}

fn figures(language: Language, counts: ImportCounts) -> impl IntoView {
    let items = [
        (counts.created, tr!(language, "imports-count-created")),
        (counts.joined, tr!(language, "imports-count-existing")),
        (counts.changed, tr!(language, "imports-count-changed")),
        (counts.same, tr!(language, "imports-count-unchanged")),
        (counts.questioned, tr!(language, "imports-count-to-check")),
        (counts.rejected, tr!(language, "imports-count-rejected")),
    ];
    let items: Vec<_> = items
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, label)| view! { <div><dt>{label}</dt><dd>{number(language, count as i64)}</dd></div> })
        .collect();
    view! { <dl class="figures-row">{items}</dl> }
}

fn plan(language: Language, at: &ImportPath, run: &DryRun, agreement: &ImportConfirmation, errors: &FormErrors) -> impl IntoView + use<> {
    let counts = run.counts;
    let rows: Vec<_> = run.rows.iter().map(|planned| row(language, planned, agreement)).collect();
    let values = (run.unknown_values > 0)
        .then(|| view! { <a class="button button-quiet" href=at.step("/values")>{tr!(language, "imports-back-to-values")}</a>" " });
    let back = view! { {values}<a class="button button-quiet" href=at.step("")>{tr!(language, "imports-back-to-columns")}</a> };
    let left_out = counts.rejected + counts.questioned;
    let act = if counts.to_write() + counts.questioned == 0 {
        view! {
            <div class="notice" role="status"><p>{tr!(language, "imports-nothing")}</p></div>
            <p class="actions">{back}" "<a class="button button-quiet" href=at.start()>{tr!(language, "imports-other-file")}</a></p>
        }
        .into_any()
    } else {
        let leave_out = (left_out > 0).then(|| leave_out(language, left_out, agreement.leave_out, errors));
        let questioned = (counts.questioned > 0).then(|| {
            let error = errors.has_error("accept").then(|| tr!(language, "imports-same-person-required"));
            errors.register_label("accept", &tr!(language, "imports-count-to-check"));
            view! {
                <div class="notice notice-warning" id="accept" tabindex="-1">
                    {error.map(|error| view! { <p class="field-error">{error}</p> })}
                    <p>{tr!(language, "imports-same-person-question", count = counts.questioned, number = number(language, counts.questioned as i64))}</p>
                </div>
            }
        });
        let label = if counts.to_write() == 0 {
            tr!(language, "imports-run-ticked")
        } else {
            tr!(language, "imports-run", count = counts.to_write(), number = number(language, counts.to_write() as i64))
        };
        view! {
            <form class="form" id="run" method="post" novalidate>
                <input type="hidden" name="shown" value=run.digest.clone() />
                {questioned}
                {leave_out}
                <p class="small muted">{tr!(language, "imports-all-or-nothing")}</p>
                <div class="form-actions">
                    <button class="button">{label}</button>
                    " "
                    {back}
                </div>
            </form>
        }
        .into_any()
    };
    let rejected = (left_out > 0).then(|| {
        view! {
            <p class="small muted">{tr!(language, "imports-rejected-more")}</p>
            <p>{rejected_rows_link(language, at)}</p>
        }
    });
    view! {
        <p class="lead">{tr!(language, "imports-dry-run-lead", file = run.file_name.as_str())}</p>
        {figures(language, counts)}
        {act}
        {rejected}
        <table class="table-stack">
            <caption>{tr!(language, "imports-dry-run-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "imports-dry-run-row")}</th>
                    <th scope="col">{tr!(language, "imports-dry-run-cells")}</th>
                    <th scope="col">{tr!(language, "imports-dry-run-outcome")}</th>
                    <th scope="col">{tr!(language, "imports-dry-run-notes")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn leave_out(language: Language, count: usize, is_agreed: bool, errors: &FormErrors) -> impl IntoView + use<> {
    let error = errors.has_error("leave_out").then(|| tr!(language, "imports-leave-out-required"));
    errors.register_label("leave_out", &tr!(language, "imports-leave-out", count = count));
    let described = error.is_some().then_some("leave_out-error");
    view! {
        <div class="field">
            {error.map(|error| view! { <p class="field-error" id="leave_out-error">{error}</p> })}
            <label class="choice">
                <input id="leave_out" type="checkbox" name="leave_out" value="1" checked=is_agreed aria-describedby=described />
                " "
                <span>{tr!(language, "imports-leave-out", count = count)}</span>
            </label>
        </div>
    }
}

fn row(language: Language, planned: &PlannedRow, agreement: &ImportConfirmation) -> impl IntoView + use<> {
    let (class, label) = match planned.outcome {
        _ if planned.questioned => ("badge badge-warning", tr!(language, "imports-outcome-to-check")),
        RowOutcome::Created => ("badge badge-good", tr!(language, "imports-outcome-created")),
        RowOutcome::Joined => ("badge badge-good", tr!(language, "imports-outcome-joined")),
        RowOutcome::Changed => ("badge badge-warning", tr!(language, "imports-outcome-changed")),
        RowOutcome::Same => ("badge", tr!(language, "imports-outcome-unchanged")),
        RowOutcome::Rejected => ("badge badge-bad", tr!(language, "imports-outcome-rejected")),
    };
    let notes: Vec<String> = planned.notes.iter().map(|note| sentence(language, note)).collect();
    let notes = (!notes.is_empty()).then(|| notes.join(" "));
    let accept = planned.questioned.then(|| {
        let checked = agreement.accepted.contains(&planned.number);
        view! {
            <label class="choice">
                <input type="checkbox" name="accept" value=planned.number.to_string() form="run" checked=checked />
                " "
                <span>{tr!(language, "imports-same-person-tick")}<span class="visually-hidden">{format!(" ({} {})", tr!(language, "imports-dry-run-row"), planned.number)}</span></span>
            </label>
        }
    });
    view! {
        <tr>
            <th scope="row"><span class="visually-hidden">{tr!(language, "imports-dry-run-row")}" "</span>{planned.number}</th>
            <td data-label=tr!(language, "imports-dry-run-cells")>{(!planned.label.is_empty()).then(|| planned.label.clone())}</td>
            <td data-label=tr!(language, "imports-dry-run-outcome")><span class=class>{label}</span></td>
            <td data-label=tr!(language, "imports-dry-run-notes")>{notes}{accept}</td>
        </tr>
    }
}
