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

    fn start(&self) -> String {
        if self.slug.is_empty() { "/admin/import".to_owned() } else { format!("/networks/{}/import", self.slug) }
    }

    fn step(&self, end: &str) -> String {
        format!("{}/{}{end}", self.start(), self.id)
    }
}

pub async fn new(context: RequestContext, Path(at): Path<ImportPath>) -> Result<Response> {
    page(&context, &at, FormErrors::none(context.language)).await
}

pub async fn create(context: RequestContext, Path(at): Path<ImportPath>, form: Multipart) -> Result<Response> {
    let (name, bytes) = read_file(form).await?;
    match imports::upload(context.db(), &context.actor, &at.target(), &name, bytes).await {
        Ok(id) => Ok(context.redirect(&ImportPath { id: id.to_string(), ..at }.step("")).into_response()),
        Err(error) => page(&context, &at, FormErrors::of(context.language, error)?).await,
    }
}

/// The most parts of the form.
const MOST_PARTS: usize = 20;

/// The file of the form: its name, and its content.
pub(crate) async fn read_file(mut form: Multipart) -> Result<(String, Vec<u8>)> {
    let error_of = |status: StatusCode| if status == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::Invalid(Vec::new()) };
    // The form has one field: further parts are only skipped up to this limit.
    for _ in 0..MOST_PARTS {
        let Some(field) = form.next_field().await.map_err(|cause| error_of(cause.status()))? else { break };
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|cause| error_of(cause.status()))?;
            return Ok((name, bytes.to_vec()));
        }
    }
    Err(Error::field("file", FieldProblem::Required).into())
}

async fn page(context: &RequestContext, at: &ImportPath, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let opening = imports::upload_page(context.db(), &context.actor, &at.target()).await?;
    let at = at.clone();
    Ok(import_page(opening.network.as_ref(), title(language, opening.network.as_ref())).errors(&errors).render(context, move || {
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
        let (lead, rule) = match network {
            Some(card) => (tr!(language, "imports-lead", network = card.acronym.as_str()), tr!(language, "imports-rule-people")),
            None => (tr!(language, "imports-organisations-lead"), tr!(language, "imports-rule-organisations")),
        };
        view! {
            {import_breadcrumbs(language, &at, network, None)}
            <h1>{title(language, network)}</h1>
            <ErrorSummary />
            <p class="lead">{lead}</p>
            <form class="form" method="post" enctype="multipart/form-data" novalidate>
                {file_field()}
                <div class="form-actions"><button class="button">{tr!(language, "imports-upload")}</button></div>
            </form>
            {recent}
            <section class="stack prose" aria-labelledby="rules">
                <h2 id="rules">{tr!(language, "imports-rules")}</h2>
                <ul>
                    <li>{tr!(language, "imports-rule-steps")}</li>
                    <li>{rule}</li>
                    <li>{tr!(language, "imports-rule-repeat")}</li>
                    <li>{tr!(language, "imports-rule-retention", hours = HOURS)}</li>
                </ul>
            </section>
        }
    }))
}

pub(crate) fn file_field() -> impl IntoView {
    let errors = FormErrors::of_page();
    let language = errors.language();
    errors.register_label("file", &tr!(language, "imports-file"));
    let error = errors.sentence("file");
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() { "file-hint file-error" } else { "file-hint" };
    view! {
        <div class="field">
            <label for="file">{tr!(language, "imports-file")}</label>
            <p class="field-hint" id="file-hint">{tr!(language, "imports-file-hint", lines = domain::numbers::number(language, i64::try_from(LINES).unwrap_or(i64::MAX)))}</p>
            {error.map(|error| view! { <p class="field-error" id="file-error">{error}</p> })}
            <input id="file" name="file" type="file" required accept=".csv,.tsv,.txt,.xlsx,text/csv" aria-invalid=invalid aria-describedby=described />
        </div>
    }
}

fn recent_view(language: Language, at: &ImportPath, recent: &RecentImport) -> impl IntoView + use<> {
    let at = ImportPath { id: recent.id.to_string(), ..at.clone() };
    let uploaded_at = dates::moment(language, recent.created_at, HOME);
    let (path, badge) = match recent.done_at {
        Some(_) => (at.step("/plan"), view! { <span class="badge badge-good">{tr!(language, "imports-state-done")}</span> }.into_any()),
        None => (at.step(""), view! { <span class="badge badge-warning">{tr!(language, "imports-state-pending")}</span> }.into_any()),
    };
    view! {
        <li>
            <div>
                <p><a href=path>{recent.file_name.clone()}</a>" "{badge}</p>
                <p class="small muted">{uploaded_at}</p>
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
fn import_page(network: Option<&NetworkCard>, title: String) -> PageBuilder {
    let page = PageBuilder::titled(title).private();
    match network {
        Some(card) => page.section(Section::Networks).hue(card.hue),
        None => page.section(Section::Administration),
    }
}

/// `title` is that of a step after the first.
fn import_breadcrumbs(language: Language, at: &ImportPath, network: Option<&NetworkCard>, title: Option<String>) -> AnyView {
    let first = tr!(language, "imports-step-file");
    match (network, title) {
        (Some(card), None) => {
            let members = (format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members"));
            breadcrumbs(language, card, vec![members], first).into_any()
        }
        (Some(card), Some(title)) => {
            let members = (format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members"));
            breadcrumbs(language, card, vec![members, (at.start(), first)], title).into_any()
        }
        (None, None) => administration::breadcrumbs(language, Vec::new(), first).into_any(),
        (None, Some(title)) => administration::breadcrumbs(language, vec![(at.start(), first)], title).into_any(),
    }
}

/// The beginning of a cell, short enough for a page.
fn truncate(cell: &str) -> String {
    const SHOWN: usize = 80;
    let mut characters = cell.chars();
    let beginning: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() { format!("{beginning}…") } else { beginning }
}
