//! Imports, in steps, each with its own address: upload a file, match its columns, give meanings to unknown values, check the dry run,
//! import. The same pages serve the members of a network and the organisations of the instance.

pub mod columns;
pub mod dry_run;
pub mod rejected_rows;
mod row_notes;
pub mod values;

use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::clock::HOME;
use domain::imports::{self, HOURS, ImportTarget, LINES, RecentImport};
use domain::networks::NetworkCard;
use domain::{Error, FieldProblem, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::administration;
use crate::error_page::Result;
use crate::fields::{ErrorSummary, FormErrors};
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The import: of a network, or of the administration.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ImportPath {
    slug: String,
    id: String,
}

impl ImportPath {
    fn target(&self) -> ImportTarget {
        if self.slug.is_empty() { ImportTarget::Organisations } else { ImportTarget::Members(self.slug.clone()) }
    }

    /// The address of the first step.
    fn start(&self) -> String {
        if self.slug.is_empty() { "/admin/import".to_owned() } else { format!("/networks/{}/import", self.slug) }
    }

    /// The address of a later step.
    fn step(&self, end: &str) -> String {
        format!("{}/{}{end}", self.start(), self.id)
    }
}

/// The upload page.
pub async fn new(context: RequestContext, Path(at): Path<ImportPath>) -> Result<Response> {
    page(&context, &at, FormErrors::none(context.language)).await
}

/// Receives the file.
pub async fn create(context: RequestContext, Path(at): Path<ImportPath>, form: Multipart) -> Result<Response> {
    let (name, bytes) = file(form).await?;
    match imports::bring(context.db(), &context.actor, &at.target(), &name, bytes).await {
        Ok(id) => Ok(context.go(&ImportPath { id: id.to_string(), ..at }.step("")).into_response()),
        Err(error) => page(&context, &at, FormErrors::of(context.language, error)?).await,
    }
}

/// The most parts of the form.
const MOST_PARTS: usize = 20;

/// The file of the form: its name, and its content.
async fn file(mut form: Multipart) -> Result<(String, Vec<u8>)> {
    let refused = |status: StatusCode| if status == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::Invalid(Vec::new()) };
    // The form has one field: further parts are only skipped up to this limit.
    for _ in 0..MOST_PARTS {
        let Some(field) = form.next_field().await.map_err(|cause| refused(cause.status()))? else { break };
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|cause| refused(cause.status()))?;
            return Ok((name, bytes.to_vec()));
        }
    }
    Err(Error::field("file", FieldProblem::Required).into())
}

async fn page(context: &RequestContext, at: &ImportPath, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let opening = imports::opening(context.db(), &context.actor, &at.target()).await?;
    let at = at.clone();
    Ok(framed(opening.network.as_ref(), title(language, opening.network.as_ref())).errors(&errors).render(context, move || {
        let network = opening.network.as_ref();
        let recent: Vec<_> = opening.recent.iter().map(|recent| recent_view(language, &at, recent)).collect();
        let recent = (!recent.is_empty()).then(|| {
            view! {
                <section class="stack" aria-labelledby="recent">
                    <h2 id="recent">{tr!(language, "imports-recent")}</h2>
                    <ul class="rows">{recent}</ul>
                </section>
            }
        });
        let (lead, explained) = match network {
            Some(card) => (tr!(language, "imports-lead", network = card.acronym.as_str()), tr!(language, "imports-people")),
            None => (tr!(language, "imports-organisations-lead"), tr!(language, "imports-organisations-rule")),
        };
        view! {
            {way(language, &at, network, None)}
            <h1>{title(language, network)}</h1>
            <ErrorSummary />
            <p class="lead">{lead}</p>
            <form class="form" method="post" enctype="multipart/form-data" novalidate>
                {file_field()}
                <div class="form-actions"><button class="button">{tr!(language, "imports-bring")}</button></div>
            </form>
            {recent}
            <section class="stack prose" aria-labelledby="rules">
                <h2 id="rules">{tr!(language, "imports-rules")}</h2>
                <ul>
                    <li>{tr!(language, "imports-rule-steps")}</li>
                    <li>{explained}</li>
                    <li>{tr!(language, "imports-rule-again")}</li>
                    <li>{tr!(language, "imports-rule-kept", hours = HOURS)}</li>
                </ul>
            </section>
        }
    }))
}

fn file_field() -> impl IntoView {
    let errors = FormErrors::of_page();
    let language = errors.language();
    errors.ask("file", &tr!(language, "imports-file"));
    let fault = errors.sentence("file");
    let invalid = fault.is_some().then_some("true");
    let described = if fault.is_some() { "file-hint file-error" } else { "file-hint" };
    view! {
        <div class="field">
            <label for="file">{tr!(language, "imports-file")}</label>
            <p class="field-hint" id="file-hint">{tr!(language, "imports-file-hint", lines = domain::numbers::number(language, i64::try_from(LINES).unwrap_or(i64::MAX)))}</p>
            {fault.map(|fault| view! { <p class="field-error" id="file-error">{fault}</p> })}
            <input id="file" name="file" type="file" required accept=".csv,.tsv,.txt,.xlsx,text/csv" aria-invalid=invalid aria-describedby=described />
        </div>
    }
}

fn recent_view(language: Language, at: &ImportPath, recent: &RecentImport) -> impl IntoView + use<> {
    let at = ImportPath { id: recent.id.to_string(), ..at.clone() };
    let brought = dates::moment(language, recent.created_at, HOME);
    let (path, badge) = match recent.done_at {
        Some(_) => (at.step("/plan"), view! { <span class="badge badge-good">{tr!(language, "imports-is-done")}</span> }.into_any()),
        None => (at.step(""), view! { <span class="badge badge-warning">{tr!(language, "imports-waits")}</span> }.into_any()),
    };
    view! {
        <li>
            <div>
                <p><a href=path>{recent.file_name.clone()}</a>" "{badge}</p>
                <p class="small soft">{brought}</p>
            </div>
        </li>
    }
}

fn title(language: Language, network: Option<&NetworkCard>) -> String {
    match network {
        Some(card) => tr!(language, "imports-title", network = card.acronym.as_str()),
        None => tr!(language, "imports-organisations-title"),
    }
}

/// A private page of an import, in the colour of its network.
fn framed(network: Option<&NetworkCard>, title: String) -> PageBuilder {
    let page = PageBuilder::titled(title).private();
    match network {
        Some(card) => page.section(Section::Networks).hue(card.hue),
        None => page.section(Section::Administration),
    }
}

/// The breadcrumbs; `here` for a step after the first.
fn way(language: Language, at: &ImportPath, network: Option<&NetworkCard>, here: Option<String>) -> AnyView {
    let first = tr!(language, "imports-step-file");
    match (network, here) {
        (Some(card), None) => {
            let members = (format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members"));
            breadcrumbs(language, card, vec![members], first).into_any()
        }
        (Some(card), Some(here)) => {
            let members = (format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members"));
            breadcrumbs(language, card, vec![members, (at.start(), first)], here).into_any()
        }
        (None, None) => administration::breadcrumbs(language, Vec::new(), first).into_any(),
        (None, Some(here)) => administration::breadcrumbs(language, vec![(at.start(), first)], here).into_any(),
    }
}

/// The part of a cell that a page can show.
fn cut(cell: &str) -> String {
    const SHOWN: usize = 80;
    let mut letters = cell.chars();
    let shown: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() { format!("{shown}…") } else { shown }
}
