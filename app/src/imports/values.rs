//! Between the columns and the dry run: values that no list of the instance has, each once, and their meaning.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::Column;
use domain::ids::ImportId;
use domain::imports::{self, LEAVE_EMPTY, MOST_VALUES, MeaningInput, UnknownValue, UnknownValues};
use domain::numbers::number;
use domain::{Language, taxonomies};
use leptos::prelude::*;
use serde::Deserialize;

use super::{ImportPath, import_breadcrumbs, import_page, truncate};
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors};
use crate::labels::label;
use crate::request_context::RequestContext;

/// The choices: a column, a value and its meaning for each, in their order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ValuesForm {
    column: Vec<String>,
    value: Vec<String>,
    meaning: Vec<String>,
}

/// The values, with their chosen or proposed meaning.
pub async fn edit(context: RequestContext, Path(at): Path<ImportPath>) -> Result<Response> {
    page(&context, &at, None, FormErrors::none(context.language)).await
}

pub async fn update(context: RequestContext, Path(at): Path<ImportPath>, Form(chosen): Form<ValuesForm>) -> Result<Response> {
    let id = ImportId::from(at.id.as_str());
    let choices = chosen.column.into_iter().zip(chosen.value).zip(chosen.meaning).take(MOST_VALUES);
    let input: Vec<_> = choices.map(|((column, key), meaning)| MeaningInput { column, key, meaning }).collect();
    match imports::set_meanings(context.db(), &context.actor, &at.target(), &id, &input).await {
        Ok(_) => Ok(context.redirect(&at.step("/plan")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &at, Some(input), errors).await
        }
    }
}

async fn page(context: &RequestContext, at: &ImportPath, typed: Option<Vec<MeaningInput>>, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let mut unknown =
        imports::unknown_values(context.db(), &context.actor, &at.target(), &ImportId::from(at.id.as_str()), language).await?;
    for choice in typed.into_iter().flatten() {
        let value = unknown.values.iter_mut().find(|value| value.column.code() == choice.column && value.key == choice.key);
        if let Some(value) = value {
            (value.meaning, value.proposal) = (choice.meaning, String::new());
        }
    }
    let regions = taxonomies::regions(context.db(), language).await?;
    let lists = HashMap::from([
        (Column::Profession, taxonomies::professions(context.db(), language).await?),
        (Column::OrganisationKind, taxonomies::organisation_kinds(context.db(), language).await?),
        (Column::Region, regions.clone()),
        (Column::OrganisationRegion, regions),
    ]);
    let at = at.clone();
    let title = tr!(language, "imports-values-title");
    Ok(import_page(unknown.network.as_ref(), title.clone()).errors(&errors).render(context, move || {
        let UnknownValues { network, file_name, values, more } = unknown;
        let rows: Vec<_> = values.iter().enumerate().map(|(index, value)| row(language, index, value, &lists, &errors)).collect();
        let more = (more > 0).then(|| view! { <p class="small muted">{tr!(language, "imports-values-more", count = more, number = number(language, more as i64), shown = number(language, MOST_VALUES as i64))}</p> });
        let form = if values.is_empty() {
            view! {
                <div class="notice" role="status"><p>{tr!(language, "imports-values-none")}</p></div>
                <p class="actions"><a class="button" href=at.step("/plan")>{tr!(language, "imports-preview")}</a></p>
            }
            .into_any()
        } else {
            view! {
                <p class="lead">{tr!(language, "imports-values-lead", file = file_name)}</p>
                <p>{tr!(language, "imports-values-choices")}</p>
                <form method="post" class="stack" novalidate>
                    <table class="table-stack">
                        <caption class="visually-hidden">{tr!(language, "imports-values-caption")}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{tr!(language, "imports-values-value")}</th>
                                <th scope="col">{tr!(language, "imports-values-column")}</th>
                                <th scope="col">{tr!(language, "imports-values-rows")}</th>
                                <th scope="col">{tr!(language, "imports-values-meaning")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    {more}
                    <div class="form-actions">
                        <button class="button">{tr!(language, "imports-preview")}</button>
                        " "
                        <a class="button button-quiet" href=at.step("")>{tr!(language, "imports-back-to-columns")}</a>
                    </div>
                </form>
            }
            .into_any()
        };
        view! {
            {import_breadcrumbs(language, &at, network.as_ref(), Some(tr!(language, "imports-step-values")))}
            <h1>{title}</h1>
            <ErrorSummary />
            {form}
        }
    }))
}

fn row(
    language: Language,
    index: usize,
    value: &UnknownValue,
    lists: &HashMap<Column, Vec<(String, String)>>,
    errors: &FormErrors,
) -> impl IntoView + use<> {
    let field = format!("meaning-{index}");
    let name = truncate(&value.value);
    errors.register_label(&field, &name);
    let error = errors.sentence(&field);
    let is_proposed = value.meaning.is_empty() && !value.proposal.is_empty();
    let chosen = if is_proposed { value.proposal.clone() } else { value.meaning.clone() };
    let listed_choices = lists.get(&value.column).into_iter().flatten().cloned();
    let refuse = tr!(language, "imports-values-reject", count = value.lines);
    let choices =
        [(String::new(), refuse), (LEAVE_EMPTY.to_owned(), tr!(language, "imports-values-empty"))].into_iter().chain(listed_choices);
    let options: Vec<_> = choices
        .map(|(code, label)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect();
    let hint =
        is_proposed.then(|| view! { <p class="field-hint" id=format!("{field}-hint")>{tr!(language, "imports-values-suggested")}</p> });
    let described = [(error.is_some(), "error"), (is_proposed, "hint")];
    let described: Vec<_> = described.iter().filter(|(is_there, _)| *is_there).map(|(_, end)| format!("{field}-{end}")).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = error.is_some().then_some("true");
    view! {
        <tr>
            <th scope="row"><label for=field.clone()>{name}</label></th>
            <td data-label=tr!(language, "imports-values-column")>{label(language, value.column)}</td>
            <td data-label=tr!(language, "imports-values-rows")>{number(language, value.lines as i64)}</td>
            <td data-label=tr!(language, "imports-values-meaning")>
                <div class="field">
                    <input type="hidden" name="column" value=value.column.code() />
                    <input type="hidden" name="value" value=value.key.clone() />
                    {error.map(|error| view! { <p class="field-error" id=format!("{field}-error")>{error}</p> })}
                    {hint}
                    <select id=field name="meaning" aria-invalid=invalid aria-describedby=described>{options}</select>
                </div>
            </td>
        </tr>
    }
}
