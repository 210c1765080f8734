//! The second step: what each column holds.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::codes::Column;
use domain::ids::ImportId;
use domain::imports::{self, MatchInput, Matching};
use domain::{Language, taxonomies};
use leptos::prelude::*;
use serde::Deserialize;

use super::{At, column_words, framed, way};
use crate::extract::Form;
use crate::fault::Result;
use crate::fields::{ErrorSummary, Refusal, SelectField};
use crate::visit::Visit;

/// What was chosen: one answer a column, in their order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    column: Vec<String>,
    kind: String,
}

/// The columns, as they were said or as they seem.
pub async fn show(visit: Visit, Path(at): Path<At>) -> Result<Response> {
    page(&visit, &at, None, Refusal::none(visit.language)).await
}

/// Keeps what was said.
pub async fn send(visit: Visit, Path(at): Path<At>, Form(chosen): Form<Chosen>) -> Result<Response> {
    let id = ImportId::from(at.id.as_str());
    let input = MatchInput { columns: chosen.column, kind: chosen.kind };
    match imports::match_columns(visit.db(), &visit.who, &at.target(), &id, &input).await {
        Ok(()) => Ok(visit.go(&at.step("/plan")).into_response()),
        Err(error) => {
            let refusal = Refusal::of(visit.language, error)?;
            page(&visit, &at, Some(input), refusal).await
        }
    }
}

async fn page(visit: &Visit, at: &At, typed: Option<MatchInput>, refusal: Refusal) -> Result<Response> {
    let language = visit.language;
    let mut matching = imports::matching(visit.db(), &visit.who, &at.target(), &ImportId::from(at.id.as_str())).await?;
    if let Some(typed) = typed {
        matching.columns = typed.columns.iter().map(|code| Column::parse(code).unwrap_or(Column::Ignored)).collect();
        matching.kind = typed.kind;
    }
    let kinds = taxonomies::organisation_kinds(visit.db(), language).await?;
    let at = at.clone();
    let title = t!(language, "imports-columns-title");
    Ok(framed(&refusal, matching.network.as_ref(), title.clone()).status(refusal.status()).render(visit, move || {
        let rows: Vec<_> = (0..matching.headings.len()).map(|index| row(language, &at, &matching, index, &refusal)).collect();
        let kinds = std::iter::once((String::new(), t!(language, "imports-kind-none"))).chain(kinds).collect();
        let missing = refusal.sentence("columns").map(|fault| view! { <p class="field-error" id="columns-error">{fault}</p> });
        view! {
            {way(language, &at, matching.network.as_ref(), Some(t!(language, "imports-step-columns")))}
            <h1>{title}</h1>
            <ErrorSummary refusal=refusal.clone() />
            <p class="lead">{t!(language, "imports-columns-lead", file = matching.file_name.as_str(), count = matching.lines, number = domain::words::number(language, i64::try_from(matching.lines).unwrap_or(i64::MAX)))}</p>
            <form method="post" class="stack" novalidate>
                {missing}
                <table class="table-stack" id="columns" tabindex="-1">
                    <caption class="visually-hidden">{t!(language, "imports-columns-caption")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(language, "imports-columns-heading")}</th>
                            <th scope="col">{t!(language, "imports-columns-sample")}</th>
                            <th scope="col">{t!(language, "imports-columns-holds")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <div class="form">
                    <SelectField name="kind" label=t!(language, "imports-kind") hint=t!(language, "imports-kind-hint") value=matching.kind.clone() choices=kinds refusal=refusal />
                    <div class="form-actions">
                        <button class="button">{t!(language, "imports-look")}</button>
                        " "
                        <a class="button button-quiet" href=at.start()>{t!(language, "imports-other-file")}</a>
                    </div>
                </div>
            </form>
        }
    }))
}

fn row(language: Language, at: &At, matching: &Matching, index: usize, refusal: &Refusal) -> impl IntoView + use<> {
    let field = format!("column-{index}");
    let heading = match matching.headings[index].as_str() {
        "" => t!(language, "imports-columns-nameless", number = (index + 1).to_string()),
        heading => cut(heading),
    };
    let sample: Vec<String> =
        matching.sample.iter().filter_map(|line| line.cells.get(index)).filter(|cell| !cell.is_empty()).map(|cell| cut(cell)).collect();
    let chosen = matching.columns.get(index).copied().unwrap_or(Column::Ignored);
    let options: Vec<_> = at
        .target()
        .columns()
        .iter()
        .map(|column| view! { <option value=column.code() selected=*column == chosen>{column_words(language, *column)}</option> })
        .collect();
    refusal.ask(&field, &heading);
    let fault = refusal.sentence(&field);
    let (invalid, described) = (fault.is_some().then_some("true"), fault.is_some().then(|| format!("{field}-error")));
    let sample = (!sample.is_empty()).then(|| sample.join(" · "));
    view! {
        <tr>
            <th scope="row"><label for=field.clone()>{heading}</label></th>
            <td class="soft small" data-label=t!(language, "imports-columns-sample")>{sample}</td>
            <td data-label=t!(language, "imports-columns-holds")>
                <div class="field">
                    {fault.map(|fault| view! { <p class="field-error" id=format!("{field}-error")>{fault}</p> })}
                    <select id=field name="column" aria-invalid=invalid aria-describedby=described>{options}</select>
                </div>
            </td>
        </tr>
    }
}

/// As much of a cell as a page can hold.
fn cut(cell: &str) -> String {
    const SHOWN: usize = 80;
    let mut letters = cell.chars();
    let shown: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() { format!("{shown}…") } else { shown }
}
