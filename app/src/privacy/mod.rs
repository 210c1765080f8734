//! A person's own data: everything that is stored; exporting it, correcting it, consents.

mod labels;

pub mod departure;
pub mod erasure;

use axum::response::{IntoResponse, Response};
use domain::clock::HOME;
use domain::enums::Purpose;
use domain::exports::ExportedTable;
use domain::privacy::{self, Consents};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::downloads;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::labels::{label, label_in};
use crate::page::{PageBuilder, Section};
use crate::people::{breadcrumbs, notice};
use crate::request_context::RequestContext;

/// How many rows of a table the page shows; an export has all of them.
const SHOWN_ROWS: usize = 20;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    purpose: Vec<String>,
}

pub async fn show(context: RequestContext, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let tables = privacy::personal_data(context.db(), &context.actor, language).await?;
    let consents = privacy::consents(context.db(), &context.actor).await?;
    let done = match done.done.as_str() {
        "agreed" => Some(tr!(language, "privacy-done-consents")),
        "left" => Some(tr!(language, "privacy-done-left")),
        _ => None,
    };
    let title = tr!(language, "privacy-title");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).private().render(&context, move || {
        let tables: Vec<_> = tables.iter().map(|tables| table(language, tables)).collect();
        view! {
            {breadcrumbs(language, title.clone())}
            <h1>{title}</h1>
            {notice(language, done)}
            <p class="lead">{tr!(language, "privacy-lead")}</p>
            <p class="actions">
                <a class="button" href="/me/data.zip" download="">{tr!(language, "privacy-csv")}</a>
                " "
                <a class="button button-quiet" href="/me/data.json" download="">{tr!(language, "privacy-json")}</a>
            </p>
            {consents_section(language, &consents)}
            {tables}
            <section class="stack" aria-labelledby="end">
                <h2 id="end">{tr!(language, "privacy-leaving")}</h2>
                <p>{tr!(language, "privacy-leaving-more")}</p>
                <p class="actions">
                    <a class="button button-quiet" href="/me/data/leave">{tr!(language, "privacy-leave-open")}</a>
                    " "
                    <a class="button button-danger" href="/me/data/erase">{tr!(language, "privacy-erase-open")}</a>
                </p>
            </section>
        }
    }))
}

/// Sets the consents to exactly the ticked ones.
pub async fn agree(context: RequestContext, Form(agreed): Form<ConsentForm>) -> Result<Response> {
    let purposes: Vec<Purpose> = agreed.purpose.iter().filter_map(|code| Purpose::parse(code).ok()).collect();
    privacy::agree(context.db(), &context.actor, &purposes).await?;
    Ok(context.redirect("/me/data?done=agreed").into_response())
}

pub async fn json(context: RequestContext) -> Result<Response> {
    let json = privacy::json(context.db(), &context.actor, context.language).await?;
    Ok(file(&context, "json", "application/json", json.into_bytes()))
}

/// Everything as an archive of tables, for spreadsheets.
pub async fn archive(context: RequestContext) -> Result<Response> {
    let archive = privacy::archive(context.db(), &context.actor, context.language).await?;
    Ok(file(&context, "zip", "application/zip", archive))
}

fn file(context: &RequestContext, end: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    downloads::file(kind, &format!("maillage-{}.{end}", context.now.today()), bytes)
}

fn consents_section(language: Language, consents: &Consents) -> impl IntoView + use<> {
    let boxes: Vec<_> = Purpose::ALL
        .iter()
        .map(|purpose| {
            let (label, more) = (label(language, *purpose), label_in(language, "purpose-more", *purpose));
            let checked = consents.active.contains(purpose);
            view! {
                <label class="choice">
                    <input type="checkbox" name="purpose" value=purpose.code() checked=checked />
                    " "
                    <span>{label}</span>
                    <span class="field-hint">{more}</span>
                </label>
            }
        })
        .collect();
    let history: Vec<_> = consents
        .history
        .iter()
        .map(|consent| {
            let label = label(language, consent.purpose);
            let given_at = dates::moment(language, consent.given_at, HOME);
            let text = match consent.withdrawn_at {
                Some(withdrawn_at) => {
                    tr!(
                        language,
                        "privacy-consent-withdrawn",
                        what = label,
                        given = given_at,
                        taken = dates::moment(language, withdrawn_at, HOME)
                    )
                }
                None => tr!(language, "privacy-consent-given", what = label, given = given_at),
            };
            view! { <li>{text}</li> }
        })
        .collect();
    let history = (!history.is_empty()).then(|| view! { <ol class="history small">{history}</ol> });
    view! {
        <section class="stack" aria-labelledby="consents">
            <h2 id="consents">{tr!(language, "privacy-consents")}</h2>
            <form class="form" method="post">
                <fieldset class="field">
                    <legend>{tr!(language, "privacy-consents-legend")}</legend>
                    <div class="choices">{boxes}</div>
                </fieldset>
                <div class="form-actions"><button class="button">{tr!(language, "privacy-consents-save")}</button></div>
            </form>
            {history}
        </section>
    }
}

fn table(language: Language, exported: &ExportedTable) -> impl IntoView + use<> {
    let name = labels::table(language, exported.name);
    let id = format!("t-{}", exported.name);
    let correct = labels::form_of(exported.name).map(
        |path| view! { <p><a href=path>{tr!(language, "privacy-correct")}<span class="visually-hidden">{format!(" {name}")}</span></a></p> },
    );
    let body = if exported.rows.is_empty() {
        view! { <p class="muted">{tr!(language, "privacy-no-data")}</p> }.into_any()
    } else if let (Some(row), true) = (exported.rows.first(), exported.name == "profile") {
        let pairs: Vec<_> = exported
            .columns
            .iter()
            .zip(labels::cells(language, exported, row))
            .filter(|(column, cell)| !cell.is_empty() && is_read(exported, column))
            .map(|(column, cell)| view! { <div><dt>{labels::column(language, column)}</dt><dd>{cell}</dd></div> })
            .collect();
        view! { <dl class="inline-list">{pairs}</dl> }.into_any()
    } else {
        let headings: Vec<_> = exported
            .columns
            .iter()
            .filter(|column| is_read(exported, column))
            .map(|column| view! { <th scope="col">{labels::column(language, column)}</th> })
            .collect();
        let rows: Vec<_> = exported.rows.iter().take(SHOWN_ROWS).map(|row| table_row(language, exported, row)).collect();
        let more = (exported.rows.len() > SHOWN_ROWS)
            .then(|| view! { <p class="muted">{tr!(language, "privacy-rows-shown", shown = SHOWN_ROWS, count = exported.rows.len())}</p> });
        view! {
            <div class="table-scroll" role="group" aria-labelledby=id.clone() tabindex="0">
                <table class="table-stack">
                    <thead><tr>{headings}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        }
        .into_any()
    };
    let labelled_by = id.clone();
    view! {
        <section class="stack" aria-labelledby=labelled_by>
            <h2 id=id>{name}</h2>
            {body}
            {correct}
        </section>
    }
}

/// Whether a column is for people: a code with its name in another column is for programs.
fn is_read(exported: &ExportedTable, column: &str) -> bool {
    !exported.columns.iter().any(|other| other.strip_suffix("_name") == Some(column))
}

fn table_row(language: Language, exported: &ExportedTable, row: &[String]) -> impl IntoView + use<> {
    let cells: Vec<_> = exported
        .columns
        .iter()
        .zip(labels::cells(language, exported, row))
        .filter(|(column, _)| is_read(exported, column))
        .map(|(column, cell)| {
            let cell = Some(cell).filter(|text| !text.is_empty());
            view! { <td data-label=labels::column(language, column)>{cell}</td> }
        })
        .collect();
    view! { <tr>{cells}</tr> }
}
