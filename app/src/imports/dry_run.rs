//! The third step shows line by line what the import would do; the fourth does exactly that.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::ids::ImportId;
use domain::imports::{self, Agreement, DryRun, HOURS, ImportCounts, LINES, LineOutcome, PlannedLine};
use domain::numbers::number;
use leptos::prelude::*;
use serde::Deserialize;

use super::row_notes::sentence;
use super::{ImportPath, framed, way};
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors};
use crate::request_context::RequestContext;

/// The fields of the confirmation form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ImportForm {
    shown: String,
    leave_out: String,
    accept: Vec<String>,
}

/// The dry run, or the result of the import.
pub async fn show(context: RequestContext, Path(at): Path<ImportPath>) -> Result<Response> {
    page(&context, &at, Agreement::default(), FormErrors::none(context.language)).await
}

pub async fn run(context: RequestContext, Path(at): Path<ImportPath>, Form(agreed): Form<ImportForm>) -> Result<Response> {
    let id = ImportId::from(at.id.as_str());
    let accepted = agreed.accept.iter().take(LINES).filter_map(|number| number.parse().ok()).collect();
    let agreed = Agreement { shown: agreed.shown, leave_out: !agreed.leave_out.is_empty(), accepted };
    match imports::run(context.db(), &context.actor, &at.target(), &id, context.language, &agreed).await {
        Ok(_) => Ok(context.go(&at.step("/plan")).into_response()),
        Err(error) => page(&context, &at, agreed, FormErrors::of(context.language, error)?).await,
    }
}

async fn page(context: &RequestContext, at: &ImportPath, agreed: Agreement, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let run = imports::dry_run(context.db(), &context.actor, &at.target(), &ImportId::from(at.id.as_str()), language).await?;
    let at = at.clone();
    let title = if run.done_at.is_some() { tr!(language, "imports-done-title") } else { tr!(language, "imports-plan-title") };
    Ok(framed(run.network.as_ref(), title.clone()).errors(&errors).render(context, move || {
        let stale = errors.status() == 409;
        let stale = stale.then(|| view! { <div class="notice notice-warning" role="alert"><p>{tr!(language, "imports-moved")}</p></div> });
        // The sentence of a stale form refers to typed values; this form has none.
        let summary = stale.is_none().then(|| view! { <ErrorSummary /> });
        let body = if run.done_at.is_some() {
            done(language, &at, &run).into_any()
        } else {
            plan(language, &at, &run, &agreed, &errors).into_any()
        };
        view! {
            {way(language, &at, run.network.as_ref(), Some(tr!(language, "imports-step-plan")))}
            <h1>{title}</h1>
            {summary}
            {stale}
            {body}
        }
    }))
}

fn done(language: Language, at: &ImportPath, run: &DryRun) -> impl IntoView + use<> {
    let next = match &run.network {
        Some(card) => {
            view! { <a class="button" href=format!("/networks/{}/members", card.slug)>{tr!(language, "imports-see-members")}</a> }
                .into_any()
        }
        None => view! { <a class="button" href="/admin/organisations">{tr!(language, "imports-see-organisations")}</a> }.into_any(),
    };
    let refused = run.keeps_refused.then(|| {
        view! {
            <div class="notice">
                <p>{tr!(language, "imports-refused-kept", count = run.counts.refused, hours = HOURS)}</p>
                <p>{refused_link(language, at)}</p>
            </div>
        }
    });
    view! {
        <div class="notice notice-good" role="status"><p>{tr!(language, "imports-done", file = run.file_name.as_str())}</p></div>
        {figures(language, run.counts)}
        {refused}
        <p class="actions">{next}" "<a class="button button-quiet" href=at.start()>{tr!(language, "imports-other-file")}</a></p>
    }
}

fn refused_link(language: Language, at: &ImportPath) -> impl IntoView + use<> {
    view! { <a class="button button-quiet" href=at.step("/refused.csv") download="">{tr!(language, "imports-refused-download")}</a> }
}

fn figures(language: Language, counts: ImportCounts) -> impl IntoView {
    let shown = [
        (counts.created, tr!(language, "imports-count-created")),
        (counts.joined, tr!(language, "imports-count-joined")),
        (counts.changed, tr!(language, "imports-count-changed")),
        (counts.same, tr!(language, "imports-count-same")),
        (counts.questioned, tr!(language, "imports-count-questioned")),
        (counts.refused, tr!(language, "imports-count-refused")),
    ];
    let shown: Vec<_> = shown
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| view! { <div><dt>{words}</dt><dd>{number(language, count as i64)}</dd></div> })
        .collect();
    view! { <dl class="figures-row">{shown}</dl> }
}

fn plan(language: Language, at: &ImportPath, run: &DryRun, agreed: &Agreement, errors: &FormErrors) -> impl IntoView + use<> {
    let counts = run.counts;
    let rows: Vec<_> = run.lines.iter().map(|line| row(language, line, agreed)).collect();
    let values = (run.unknown_values > 0)
        .then(|| view! { <a class="button button-quiet" href=at.step("/values")>{tr!(language, "imports-back-to-values")}</a>" " });
    let back = view! { {values}<a class="button button-quiet" href=at.step("")>{tr!(language, "imports-back-to-columns")}</a> };
    let left = counts.refused + counts.questioned;
    let act = if counts.to_write() + counts.questioned == 0 {
        view! {
            <div class="notice" role="status"><p>{tr!(language, "imports-nothing")}</p></div>
            <p class="actions">{back}" "<a class="button button-quiet" href=at.start()>{tr!(language, "imports-other-file")}</a></p>
        }
        .into_any()
    } else {
        let leave_out = (left > 0).then(|| leave_out(language, left, agreed.leave_out, errors));
        let questioned = (counts.questioned > 0).then(|| {
            let fault = errors.touches("accept").then(|| tr!(language, "imports-accept-needed"));
            errors.ask("accept", &tr!(language, "imports-count-questioned"));
            view! {
                <div class="notice notice-warning" id="accept" tabindex="-1">
                    {fault.map(|fault| view! { <p class="field-error">{fault}</p> })}
                    <p>{tr!(language, "imports-questioned", count = counts.questioned, number = number(language, counts.questioned as i64))}</p>
                </div>
            }
        });
        let words = if counts.to_write() == 0 {
            tr!(language, "imports-run-accepted")
        } else {
            tr!(language, "imports-run", count = counts.to_write(), number = number(language, counts.to_write() as i64))
        };
        view! {
            <form class="form" id="run" method="post" novalidate>
                <input type="hidden" name="shown" value=run.shown.clone() />
                {questioned}
                {leave_out}
                <p class="small soft">{tr!(language, "imports-all-or-nothing")}</p>
                <div class="form-actions">
                    <button class="button">{words}</button>
                    " "
                    {back}
                </div>
            </form>
        }
        .into_any()
    };
    let refused = (left > 0).then(|| {
        view! {
            <p class="small soft">{tr!(language, "imports-refused-more")}</p>
            <p>{refused_link(language, at)}</p>
        }
    });
    view! {
        <p class="lead">{tr!(language, "imports-plan-lead", file = run.file_name.as_str())}</p>
        {figures(language, counts)}
        {act}
        {refused}
        <table class="table-stack">
            <caption>{tr!(language, "imports-plan-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "imports-line")}</th>
                    <th scope="col">{tr!(language, "imports-about")}</th>
                    <th scope="col">{tr!(language, "imports-outcome")}</th>
                    <th scope="col">{tr!(language, "imports-notes")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn leave_out(language: Language, count: usize, is_agreed: bool, errors: &FormErrors) -> impl IntoView + use<> {
    let fault = errors.touches("leave_out").then(|| tr!(language, "imports-leave-out-needed"));
    errors.ask("leave_out", &tr!(language, "imports-leave-out", count = count));
    let described = fault.is_some().then_some("leave_out-error");
    view! {
        <div class="field">
            {fault.map(|fault| view! { <p class="field-error" id="leave_out-error">{fault}</p> })}
            <label class="choice">
                <input id="leave_out" type="checkbox" name="leave_out" value="1" checked=is_agreed aria-describedby=described />
                " "
                <span>{tr!(language, "imports-leave-out", count = count)}</span>
            </label>
        </div>
    }
}

fn row(language: Language, line: &PlannedLine, agreed: &Agreement) -> impl IntoView + use<> {
    let (class, words) = match line.outcome {
        _ if line.questioned => ("badge badge-warning", tr!(language, "imports-outcome-questioned")),
        LineOutcome::Created => ("badge badge-good", tr!(language, "imports-outcome-created")),
        LineOutcome::Joined => ("badge badge-good", tr!(language, "imports-outcome-joined")),
        LineOutcome::Changed => ("badge badge-warning", tr!(language, "imports-outcome-changed")),
        LineOutcome::Same => ("badge", tr!(language, "imports-outcome-same")),
        LineOutcome::Refused => ("badge badge-bad", tr!(language, "imports-outcome-refused")),
    };
    let notes: Vec<String> = line.notes.iter().map(|note| sentence(language, note)).collect();
    let notes = (!notes.is_empty()).then(|| notes.join(" "));
    let accept = line.questioned.then(|| {
        let checked = agreed.accepted.contains(&line.number);
        view! {
            <label class="choice">
                <input type="checkbox" name="accept" value=line.number.to_string() form="run" checked=checked />
                " "
                <span>{tr!(language, "imports-accept")}<span class="visually-hidden">{format!(" ({} {})", tr!(language, "imports-line"), line.number)}</span></span>
            </label>
        }
    });
    view! {
        <tr>
            <th scope="row"><span class="visually-hidden">{tr!(language, "imports-line")}" "</span>{line.number}</th>
            <td data-label=tr!(language, "imports-about")>{(!line.label.is_empty()).then(|| line.label.clone())}</td>
            <td data-label=tr!(language, "imports-outcome")><span class=class>{words}</span></td>
            <td data-label=tr!(language, "imports-notes")>{notes}{accept}</td>
        </tr>
    }
}
