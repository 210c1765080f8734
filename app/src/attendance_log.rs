//! `/events/{slug}/registrations/log`: the log of an online event marks attendance: upload, dry run, marks.

use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Response};
use domain::attendance::{self, HalfDay, LogInput, LogMatch, LogPlan};
use domain::events::Event;
use domain::numbers::number;
use domain::{Error, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::attendance::half_day_label;
use crate::breadcrumbs::{Breadcrumb, breadcrumbs};
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::Form;
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, LineField, SelectField};
use crate::imports::{file_field, read_file};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The form of the dry run: shown again, or applied.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct LogForm {
    #[serde(flatten)]
    input: LogInput,
    /// `apply`: mark what the dry run shows.
    act: String,
}

pub async fn new(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let event = attendance::log_page(context.db(), &context.actor, &slug).await?;
    Ok(upload_page(&context, event, FormErrors::none(context.language)))
}

/// Reads the file. Nothing is stored: the table comes back with the form of the dry run.
pub async fn upload(context: RequestContext, Path(slug): Path<String>, form: Multipart) -> Result<Response> {
    let event = attendance::log_page(context.db(), &context.actor, &slug).await?;
    let outcome = match read_file(form).await {
        Ok((_, bytes)) => attendance::read_log(context.db(), &context.actor, &slug, bytes).await,
        Err(error) => Err(error.0),
    };
    match outcome {
        Ok(plan) => Ok(plan_page(&context, plan, FormErrors::none(context.language))),
        Err(error) => Ok(upload_page(&context, event, FormErrors::of(context.language, error)?)),
    }
}

pub async fn plan(context: RequestContext, Path(slug): Path<String>, Form(form): Form<LogForm>) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    let outcome = if form.act == "apply" {
        match attendance::apply_log(db, actor, &slug, &form.input).await {
            Ok(_) => return Ok(context.redirect(&format!("/events/{slug}/registrations?done=marked")).into_response()),
            Err(error) => Err(error),
        }
    } else {
        attendance::plan_log(db, actor, &slug, &form.input).await
    };
    match outcome {
        Ok(plan) => Ok(plan_page(&context, plan, FormErrors::none(context.language))),
        Err(error @ Error::Invalid(_)) => {
            let errors = FormErrors::of(context.language, error)?;
            match attendance::refused_log(db, actor, &slug, &form.input).await? {
                Some(plan) => Ok(plan_page(&context, plan, errors)),
                None => {
                    let event = attendance::log_page(db, actor, &slug).await?;
                    Ok(upload_page(&context, event, errors))
                }
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn head(language: Language, event: &Event) -> impl IntoView + use<> {
    let list = (format!("/events/{}/registrations", event.slug), tr!(language, "registrations-list"));
    view! {
        {breadcrumbs(language, vec![Breadcrumb::event(language, event), list.into()], tr!(language, "attendance-log"))}
        <h1>{tr!(language, "attendance-log")}</h1>
        <p class="muted"><span lang=lang_attribute(language, event.language)>{event.title.clone()}</span>", "{event.span(language)}</p>
    }
}

fn upload_page(context: &RequestContext, event: Event, errors: FormErrors) -> Response {
    let language = context.language;
    let title = format!("{} – {}", tr!(language, "attendance-log"), event.title);
    PageBuilder::titled(title).section(Section::Agenda).private().errors(&errors).render(context, move || {
        let action = format!("/events/{}/registrations/log/file", event.slug);
        view! {
            {head(language, &event)}
            <ErrorSummary />
            <p>{tr!(language, "attendance-log-lead")}</p>
            <form class="form" method="post" action=action enctype="multipart/form-data" novalidate>
                {file_field()}
                <div class="form-actions"><button class="button">{tr!(language, "attendance-log-read")}</button></div>
            </form>
        }
    })
}

fn plan_page(context: &RequestContext, plan: LogPlan, errors: FormErrors) -> Response {
    let language = context.language;
    let title = format!("{} – {}", tr!(language, "attendance-log"), plan.event.title);
    let is_checked = errors.status() == 200;
    PageBuilder::titled(title).section(Section::Agenda).private().errors(&errors).render(context, move || {
        let found = is_checked.then(|| results(language, &plan));
        view! {
            {head(language, &plan.event)}
            <ErrorSummary />
            <form class="form" method="post" action=format!("/events/{}/registrations/log", plan.event.slug) novalidate>
                {form(language, &plan)}
                <div class="form-actions">
                    <button class="button button-quiet" name="act" value="plan">{tr!(language, "attendance-log-again")}</button>
                </div>
                {found}
            </form>
        }
    })
}

fn form(language: Language, plan: &LogPlan) -> impl IntoView + use<> {
    let input = plan.input.clone();
    let columns = |none: String| {
        let named = plan.columns.iter().enumerate().map(|(at, heading)| {
            let heading =
                if heading.is_empty() { tr!(language, "attendance-log-column", number = (at + 1).to_string()) } else { heading.clone() };
            (at.to_string(), heading)
        });
        std::iter::once((String::new(), none)).chain(named).collect::<Vec<_>>()
    };
    let none = tr!(language, "attendance-log-no-column");
    let half_days: Vec<_> =
        plan.half_days.iter().map(|half_day| (HalfDay::to_string(half_day), half_day_label(language, *half_day))).collect();
    let absent = vec![("yes".to_owned(), tr!(language, "attendance-log-absent"))];
    view! {
        <input type="hidden" name="table" value=input.table />
        <SelectField name="address" label=tr!(language, "attendance-log-address") value=input.address choices=columns(none.clone()) required=true />
        <SelectField name="name" label=tr!(language, "attendance-log-name") hint=tr!(language, "attendance-log-name-hint") value=input.name choices=columns(none.clone()) required=true />
        <SelectField name="time" label=tr!(language, "attendance-log-time") value=input.time choices=columns(none) required=true />
        <LineField name="least" kind="number" label=tr!(language, "attendance-log-least") value=input.least required=true min=0 />
        <SelectField name="half_day" label=tr!(language, "attendance-log-half-day") value=input.half_day choices=half_days required=true />
        <ChoicesField name="absent" legend=tr!(language, "attendance-log-others") chosen=vec![input.absent] choices=absent />
    }
}

/// What the form would mark, with the button that does it.
fn results(language: Language, plan: &LogPlan) -> impl IntoView + use<> {
    let present = plan.participants.iter().filter(|found| found.is_present).count();
    let count = |count: usize| number(language, i64::try_from(count).unwrap_or(i64::MAX));
    let rows: Vec<_> = plan
        .participants
        .iter()
        .map(|found| {
            let by = match found.by {
                LogMatch::Address => tr!(language, "attendance-log-by-address"),
                LogMatch::Name => tr!(language, "attendance-log-by-name"),
            };
            let state = if found.is_present { tr!(language, "attendance-log-present") } else { tr!(language, "attendance-log-too-short") };
            view! {
                <tr>
                    <th scope="row">{found.name.clone()}</th>
                    <td data-label=tr!(language, "certificates-duration")>{dates::duration(language, found.minutes)}</td>
                    <td data-label=tr!(language, "attendance-log-found")>{by}</td>
                    <td data-label=tr!(language, "certificates-state")>{state}</td>
                </tr>
            }
        })
        .collect();
    let unknown: Vec<_> = plan
        .unknown
        .iter()
        .map(|visitor| {
            let why = visitor.is_ambiguous.then(|| format!(" – {}", tr!(language, "attendance-log-ambiguous")));
            view! { <li>{visitor.name.clone()}", "{dates::duration(language, visitor.minutes)}{why}</li> }
        })
        .collect();
    let unknown = (!unknown.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{tr!(language, "attendance-log-unknown", count = plan.unknown.len(), number = count(plan.unknown.len()))}</h2>
                <p class="muted">{tr!(language, "attendance-log-unknown-more")}</p>
                <ul>{unknown}</ul>
            </section>
        }
    });
    let table = (!rows.is_empty()).then(|| {
        view! {
            <div class="table-scroll">
                <table class="table-stack">
                    <caption class="visually-hidden">{tr!(language, "attendance-log")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(language, "certificates-name")}</th>
                            <th scope="col">{tr!(language, "certificates-duration")}</th>
                            <th scope="col">{tr!(language, "attendance-log-found")}</th>
                            <th scope="col">{tr!(language, "certificates-state")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let missing = tr!(language, "attendance-log-missing", count = plan.missing, number = count(plan.missing));
    view! {
        <section class="stack">
            <h2>{tr!(language, "attendance-log-result", count = present, number = count(present))}</h2>
            <p>{missing}</p>
            {table}
            {unknown}
            <div class="form-actions"><button class="button" name="act" value="apply">{tr!(language, "attendance-log-apply")}</button></div>
        </section>
    }
}
