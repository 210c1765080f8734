//! `/events/{slug}/registrations/answers`: what everybody answered, for those who prepare the event.

use axum::extract::Path;
use axum::response::Response;
use domain::Language;
use domain::enums::RegistrationState;
use domain::numbers::number;
use domain::registrations::{self, AnswerColumn, AnswerQuery, AnswerTable, AnswerTableRow};
use leptos::prelude::*;

use super::list_step;
use crate::address::address;
use crate::breadcrumbs::{Breadcrumb, breadcrumbs};
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::Query;
use crate::forms::answer_text;
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn index(context: RequestContext, Path(slug): Path<String>, Query(query): Query<AnswerQuery>) -> Result<Response> {
    let table = registrations::answer_table(context.db(), &context.actor, &slug, &query).await?;
    let language = context.language;
    let hue = table.organisers.iter().find(|organiser| organiser.network == table.event.network).map_or(0, |lead| lead.hue);
    let title = tr!(language, "registrations-answers");
    let page = PageBuilder::titled(format!("{title} – {}", table.event.title)).section(Section::Agenda).hue(hue);
    Ok(page.render(&context, move || {
        let path = format!("/events/{}/registrations/answers", table.event.slug);
        let count = table.rows.len();
        let text = tr!(language, "registrations-count", count = count, number = number(language, i64::try_from(count).unwrap_or(i64::MAX)));
        let body = if table.columns.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "registrations-answers-no-form")}</p></div> }.into_any()
        } else {
            view! {
                {filters(language, &path, &table, &query)}
                <p class="count" role="status">{text}</p>
                {totals_view(language, &path, &table)}
                {table_view(language, &path, &table, &query)}
            }
            .into_any()
        };
        view! {
            {breadcrumbs(language, vec![Breadcrumb::event(language, &table.event), list_step(language, &table.event.slug)], title.clone())}
            <h1>{title}</h1>
            <p class="muted"><span lang=lang_attribute(language, table.event.language)>{table.event.title.clone()}</span>", "{table.event.span(language)}</p>
            {body}
        }
    }))
}

fn filters(language: Language, path: &str, table: &AnswerTable, query: &AnswerQuery) -> impl IntoView + use<> {
    let states: Vec<_> = RegistrationState::ALL
        .iter()
        .map(|state| view! { <option value=state.code() selected=query.state == state.code()>{label(language, *state)}</option> })
        .collect();
    let answers: Vec<_> = table
        .columns
        .iter()
        .filter(|column| !column.values.is_empty())
        .map(|column| {
            let option = |value: &str, text: String| {
                let code = format!("{}|{value}", column.key);
                let selected = code == query.answer;
                view! { <option value=code selected=selected>{text}</option> }
            };
            let mut options: Vec<_> =
                column.values.iter().map(|value| option(value, answer_text(language, column.kind, std::slice::from_ref(value)))).collect();
            options.push(option("", tr!(language, "registrations-answers-none")));
            view! { <optgroup label=column.label.clone()>{options}</optgroup> }
        })
        .collect();
    view! {
        <div class="toolbar no-print">
            <form method="get" action=path.to_owned()>
                <div class="field field-wide">
                    <label for="q">{tr!(language, "registrations-search")}</label>
                    <input id="q" name="q" type="search" value=query.q.clone() />
                </div>
                <div class="field">
                    <label for="state">{tr!(language, "registrations-state")}</label>
                    <select id="state" name="state"><option value="">{tr!(language, "registrations-state-all")}</option>{states}</select>
                </div>
                <div class="field">
                    <label for="answer">{tr!(language, "registrations-answers-filter")}</label>
                    <select id="answer" name="answer"><option value="">{tr!(language, "registrations-answers-all")}</option>{answers}</select>
                </div>
                <button class="button button-quiet">{tr!(language, "registrations-filter")}</button>
            </form>
            <a class="button button-quiet" href=format!("/events/{}/registrations.csv", table.event.slug)>{tr!(language, "registrations-export")}</a>
        </div>
    }
}

/// How many have each choice: what the caterer and the hotel ask for.
fn totals_view(language: Language, path: &str, table: &AnswerTable) -> impl IntoView + use<> {
    let lists: Vec<_> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !column.values.is_empty())
        .map(|(at, column)| {
            let totals: Vec<_> = table
                .totals
                .iter()
                .filter(|total| total.column == at)
                .map(|total| {
                    let count = number(language, total.count);
                    let count = total.seats.map_or(count.clone(), |seats| format!("{count} / {}", number(language, seats)));
                    let href = address(path, &[("answer", &format!("{}|{}", column.key, total.value))]);
                    let text = answer_text(language, column.kind, std::slice::from_ref(&total.value));
                    view! { <li><a href=href>{text}</a>{tr!(language, "fields-colon")}<strong>{count}</strong></li> }
                })
                .collect();
            view! { <div><h3>{column.label.clone()}</h3><ul>{totals}</ul></div> }
        })
        .collect();
    (!lists.is_empty()).then(|| {
        view! {
            <section aria-labelledby="totals">
                <h2 id="totals">{tr!(language, "registrations-answers-totals")}</h2>
                <div class="answer-totals">{lists}</div>
            </section>
        }
    })
}

fn table_view(language: Language, path: &str, table: &AnswerTable, query: &AnswerQuery) -> impl IntoView + use<> {
    let heading = |key: &str, text: String| {
        let (order, next) = match query.sort.as_str() {
            sort if sort == key || (sort.is_empty() && key == "name") => (Some("ascending"), format!("-{key}")),
            sort if sort.strip_prefix('-') == Some(key) => (Some("descending"), key.to_owned()),
            _ => (None, key.to_owned()),
        };
        let href = address(path, &[("q", &query.q), ("state", &query.state), ("answer", &query.answer), ("sort", &next)]);
        view! { <th scope="col" aria-sort=order><a href=href>{text}</a></th> }
    };
    let column_title = |column: &AnswerColumn| match (column.is_former, column.organisers_only) {
        (true, _) => tr!(language, "registrations-answers-former", question = column.label.as_str()),
        (_, true) => tr!(language, "registrations-answers-own", question = column.label.as_str()),
        _ => column.label.clone(),
    };
    let headings: Vec<_> = table.columns.iter().map(|column| heading(&column.key, column_title(column))).collect();
    let list = format!("/events/{}/registrations", table.event.slug);
    let row = |row: &AnswerTableRow| {
        let name = match row.family_name.as_str() {
            "" => tr!(language, "privacy-erased-person"),
            family_name => format!("{family_name} {}", row.given_name),
        };
        let cells: Vec<_> = row
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(values, column)| {
                let text = (!values.is_empty()).then(|| answer_text(language, column.kind, values));
                view! { <td data-label=column.label.clone()>{text}</td> }
            })
            .collect();
        view! { <tr><th scope="row"><a href=format!("{list}/{}", row.id)>{name}</a></th>{cells}</tr> }
    };
    let rows: Vec<_> = table.rows.iter().map(row).collect();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="answers-caption" tabindex="0">
            <table class="table-stack">
                <caption id="answers-caption">{tr!(language, "registrations-answers")}</caption>
                <thead><tr>{heading("name", tr!(language, "registrations-name"))}{headings}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
