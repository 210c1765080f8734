//! The second step: what each column holds.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::Column;
use domain::ids::ImportId;
use domain::imports::{self, ColumnMatching, FileLine, LEAVE_EMPTY, MatchInput};
use domain::{Language, taxonomies};
use leptos::prelude::*;
use serde::Deserialize;

use super::{ImportPath, import_breadcrumbs, import_page, truncate};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors, SelectField};
use crate::labels::label;
use crate::request_context::RequestContext;

/// The chosen values: one for each column, in their order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ColumnsForm {
    act: String,
    heading: String,
    column: Vec<String>,
    kind: String,
}

pub async fn edit(context: RequestContext, Path(at): Path<ImportPath>) -> Result<Response> {
    page(&context, &at, None, FormErrors::none(context.language)).await
}

/// Saves the choices: the row that names the columns, or what each column holds.
pub async fn update(context: RequestContext, Path(at): Path<ImportPath>, Form(chosen): Form<ColumnsForm>) -> Result<Response> {
    let id = ImportId::from(at.id.as_str());
    if chosen.act == "heading" {
        return match imports::choose_heading(context.db(), &context.actor, &at.target(), &id, &chosen.heading).await {
            Ok(()) => Ok(context.redirect(&at.step("")).into_response()),
            Err(error) => page(&context, &at, None, FormErrors::of(context.language, error)?).await,
        };
    }
    let input = MatchInput { columns: chosen.column, kind: chosen.kind };
    match imports::match_columns(context.db(), &context.actor, &at.target(), &id, &input).await {
        Ok(has_unknown_values) => Ok(context.redirect(&at.step(if has_unknown_values { "/values" } else { "/plan" })).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &at, Some(input), errors).await
        }
    }
}

async fn page(context: &RequestContext, at: &ImportPath, typed: Option<MatchInput>, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let mut matching = imports::column_matching(context.db(), &context.actor, &at.target(), &ImportId::from(at.id.as_str())).await?;
    if let Some(typed) = typed {
        matching.columns = typed.columns.iter().map(|code| Column::parse(code).unwrap_or(Column::Ignored)).collect();
        matching.kind = typed.kind;
    }
    let kinds = taxonomies::organisation_kinds(context.db(), language).await?;
    let at = at.clone();
    let title = tr!(language, "imports-columns-title");
    Ok(import_page(matching.network.as_ref(), title.clone()).errors(&errors).render(context, move || {
        let rows: Vec<_> = (0..matching.headings.len()).map(|index| row(language, &at, &matching, index, &errors)).collect();
        let leave_out = matching.network.is_some().then(|| (LEAVE_EMPTY.to_owned(), tr!(language, "imports-kind-leave-out")));
        let kinds = std::iter::once((String::new(), tr!(language, "imports-kind-none"))).chain(leave_out).chain(kinds).collect();
        let heading = heading_form(language, &matching, errors.has_error("heading"));
        let missing = errors.sentence("columns").map(|error| view! { <p class="field-error" id="columns-error">{error}</p> });
        view! {
            {import_breadcrumbs(language, &at, matching.network.as_ref(), Some(tr!(language, "imports-step-columns")))}
            <h1>{title}</h1>
            <ErrorSummary />
            <p class="lead">{tr!(language, "imports-columns-lead", file = matching.file_name.as_str(), count = matching.row_count, number = domain::numbers::number(language, i64::try_from(matching.row_count).unwrap_or(i64::MAX)))}</p>
            {heading}
            <form method="post" class="stack" novalidate>
                {missing}
                <table class="table-stack" id="columns" tabindex="-1">
                    <caption class="visually-hidden">{tr!(language, "imports-columns-caption")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(language, "imports-columns-heading")}</th>
                            <th scope="col">{tr!(language, "imports-columns-sample")}</th>
                            <th scope="col">{tr!(language, "imports-columns-content")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <div class="form">
                    <SelectField name="kind" label=tr!(language, "imports-kind") hint=tr!(language, "imports-kind-hint") value=matching.kind.clone() choices=kinds />
                    <div class="form-actions">
                        <button class="button">{tr!(language, "imports-preview")}</button>
                        " "
                        <a class="button button-quiet" href=at.start()>{tr!(language, "imports-other-file")}</a>
                    </div>
                </div>
            </form>
        }
    }))
}

/// The choice of the row that names the columns: lists made for people have a title above it. Open if no column was recognised.
fn heading_form(language: Language, matching: &ColumnMatching, is_wrong: bool) -> impl IntoView + use<> {
    let is_open = is_wrong || matching.columns.iter().all(|column| *column == Column::Ignored);
    let row = |row: &FileLine| {
        let cells: Vec<_> = row.cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect();
        (row.number.to_string(), tr!(language, "imports-heading-row", line = row.number.to_string(), cells = truncate(&cells.join(" · "))))
    };
    let choices =
        std::iter::once((String::new(), tr!(language, "imports-heading-none"))).chain(matching.first_lines.iter().map(row)).collect();
    let current = matching.heading.map(|number| number.to_string()).unwrap_or_default();
    let text = match matching.heading {
        Some(number) => tr!(language, "imports-heading-found", line = number.to_string()),
        None => tr!(language, "imports-heading-not-found"),
    };
    view! {
        <p>{text}</p>
        <ConfirmDisclosure label=tr!(language, "imports-heading-change") explanation=tr!(language, "imports-heading-change-more") open=is_open>
            <form method="post" class="form" novalidate>
                <SelectField name="heading" label=tr!(language, "imports-heading") hint=tr!(language, "imports-heading-hint") value=current choices=choices required=true />
                <div class="form-actions"><button class="button button-quiet" name="act" value="heading">{tr!(language, "imports-heading-submit")}</button></div>
            </form>
        </ConfirmDisclosure>
    }
}

fn row(language: Language, at: &ImportPath, matching: &ColumnMatching, index: usize, errors: &FormErrors) -> impl IntoView + use<> {
    let field = format!("column-{index}");
    let heading = match matching.headings[index].as_str() {
        "" => tr!(language, "imports-columns-unnamed", number = (index + 1).to_string()),
        heading => truncate(heading),
    };
    let sample: Vec<String> = matching
        .sample
        .iter()
        .filter_map(|sample_row| sample_row.cells.get(index))
        .filter(|cell| !cell.is_empty())
        .map(|cell| truncate(cell))
        .collect();
    let chosen = matching.columns.get(index).copied().unwrap_or(Column::Ignored);
    let options: Vec<_> = at
        .target()
        .columns()
        .iter()
        .map(|column| view! { <option value=column.code() selected=*column == chosen>{label(language, *column)}</option> })
        .collect();
    errors.register_label(&field, &heading);
    let error = errors.sentence(&field);
    let (invalid, described) = (error.is_some().then_some("true"), error.is_some().then(|| format!("{field}-error")));
    let sample = (!sample.is_empty()).then(|| sample.join(" · "));
    view! {
        <tr>
            <th scope="row"><label for=field.clone()>{heading}</label></th>
            <td class="muted small" data-label=tr!(language, "imports-columns-sample")>{sample}</td>
            <td data-label=tr!(language, "imports-columns-content")>
                <div class="field">
                    {error.map(|error| view! { <p class="field-error" id=format!("{field}-error")>{error}</p> })}
                    <select id=field name="column" aria-invalid=invalid aria-describedby=described>{options}</select>
                </div>
            </td>
        </tr>
    }
}
