//! A person's own data: everything that is stored, in words; exporting it, correcting it, consents.

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

/// How many lines of a table the page shows; an export has all of them.
const SHOWN: usize = 20;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    purpose: Vec<String>,
}

pub async fn show(context: RequestContext, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let held = privacy::held(context.db(), &context.actor, language).await?;
    let consents = privacy::consents(context.db(), &context.actor).await?;
    let done = match done.done.as_str() {
        "agreed" => Some(tr!(language, "privacy-done-agreed")),
        "left" => Some(tr!(language, "privacy-done-left")),
        _ => None,
    };
    let title = tr!(language, "privacy-title");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).private().render(&context, move || {
        let tables: Vec<_> = held.iter().map(|held| table(language, held)).collect();
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
            {agreeing(language, &consents)}
            {tables}
            <section class="stack" aria-labelledby="end">
                <h2 id="end">{tr!(language, "privacy-end")}</h2>
                <p>{tr!(language, "privacy-end-more")}</p>
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
    Ok(context.go("/me/data?done=agreed").into_response())
}

/// Everything as JSON, for a program.
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

fn agreeing(language: Language, consents: &Consents) -> impl IntoView + use<> {
    let boxes: Vec<_> = Purpose::ALL
        .iter()
        .map(|purpose| {
            let (words, more) = (label(language, *purpose), label_in(language, "purpose-more", *purpose));
            let checked = consents.standing.contains(purpose);
            view! {
                <label class="choice">
                    <input type="checkbox" name="purpose" value=purpose.code() checked=checked />
                    " "
                    <span>{words}</span>
                    <span class="field-hint">{more}</span>
                </label>
            }
        })
        .collect();
    let history: Vec<_> = consents
        .history
        .iter()
        .map(|consent| {
            let words = label(language, consent.purpose);
            let given = dates::moment(language, consent.given_at, HOME);
            let line = match consent.withdrawn_at {
                Some(taken) => {
                    tr!(language, "privacy-consent-over", what = words, given = given, taken = dates::moment(language, taken, HOME))
                }
                None => tr!(language, "privacy-consent-stands", what = words, given = given),
            };
            view! { <li>{line}</li> }
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

fn table(language: Language, held: &ExportedTable) -> impl IntoView + use<> {
    let name = labels::table(language, held.name);
    let id = format!("t-{}", held.name);
    let correct = labels::form_of(held.name).map(
        |path| view! { <p><a href=path>{tr!(language, "privacy-correct")}<span class="visually-hidden">{format!(" {name}")}</span></a></p> },
    );
    let body = if held.rows.is_empty() {
        view! { <p class="soft">{tr!(language, "privacy-nothing")}</p> }.into_any()
    } else if let (Some(row), true) = (held.rows.first(), held.name == "profile") {
        let pairs: Vec<_> = held
            .columns
            .iter()
            .zip(labels::cells(language, held, row))
            .filter(|(column, cell)| !cell.is_empty() && is_read(held, column))
            .map(|(column, cell)| view! { <div><dt>{labels::column(language, column)}</dt><dd>{cell}</dd></div> })
            .collect();
        view! { <dl class="relatives">{pairs}</dl> }.into_any()
    } else {
        let heads: Vec<_> = held
            .columns
            .iter()
            .filter(|column| is_read(held, column))
            .map(|column| view! { <th scope="col">{labels::column(language, column)}</th> })
            .collect();
        let rows: Vec<_> = held.rows.iter().take(SHOWN).map(|row| line(language, held, row)).collect();
        let more = (held.rows.len() > SHOWN)
            .then(|| view! { <p class="soft">{tr!(language, "privacy-more", shown = SHOWN, count = held.rows.len())}</p> });
        view! {
            <div class="table-scroll" role="group" aria-labelledby=id.clone() tabindex="0">
                <table class="table-stack">
                    <thead><tr>{heads}</tr></thead>
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
fn is_read(held: &ExportedTable, column: &str) -> bool {
    !held.columns.iter().any(|other| other.strip_suffix("_name") == Some(column))
}

fn line(language: Language, held: &ExportedTable, row: &[String]) -> impl IntoView + use<> {
    let cells: Vec<_> = held
        .columns
        .iter()
        .zip(labels::cells(language, held, row))
        .filter(|(column, _)| is_read(held, column))
        .map(|(column, cell)| {
            let cell = Some(cell).filter(|text| !text.is_empty());
            view! { <td data-label=labels::column(language, column)>{cell}</td> }
        })
        .collect();
    view! { <tr>{cells}</tr> }
}
