//! `/events/{slug}/registrations/answers`: what everybody answered, for those who prepare the event.

use axum::extract::Path;
use axum::response::Response;
use domain::Language;
use domain::enums::{QuestionKind, RegistrationDecision, RegistrationState};
use domain::numbers::number;
use domain::registrations::{self, AnswerColumn, AnswerQuery, AnswerTable, AnswerTableRow};
use leptos::prelude::*;

use super::choosing::{decision_buttons, send_view};
use super::{column_order, list_step, state_class, state_field};
use crate::address::address;
use crate::breadcrumbs::{Breadcrumb, breadcrumbs};
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::{DoneQuery, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::forms::answer_text;
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<AnswerQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    page(&context, &slug, query, &done.done, FormErrors::none(context.language)).await
}

/// The title of the page: the requests to choose from, or the answers.
pub(super) fn answers_title(language: Language, is_on_request: bool) -> String {
    if is_on_request { tr!(language, "registrations-choose") } else { tr!(language, "registrations-answers") }
}

/// The page.
pub(super) async fn page(context: &RequestContext, slug: &str, query: AnswerQuery, done: &str, errors: FormErrors) -> Result<Response> {
    let table = registrations::answer_table(context.db(), &context.actor, slug, &query).await?;
    let language = context.language;
    let success = match done {
        "decided" => Some(tr!(language, "registrations-decided")),
        "sent" => Some(tr!(language, "registrations-decisions-sent")),
        _ => None,
    };
    let hue = table.organisers.iter().find(|organiser| organiser.network == table.event.network).map_or(0, |lead| lead.hue);
    let title = answers_title(language, table.pending.is_some());
    let page = PageBuilder::titled(format!("{title} – {}", table.event.title)).section(Section::Agenda).hue(hue).errors(&errors);
    Ok(page.render(context, move || {
        let path = format!("/events/{}/registrations/answers", table.event.slug);
        let count = table.rows.len();
        let text = tr!(language, "registrations-count", count = count, number = number(language, i64::try_from(count).unwrap_or(i64::MAX)));
        let body = if table.columns.is_empty() && table.pending.is_none() {
            view! { <div class="empty"><p>{tr!(language, "registrations-answers-no-form")}</p></div> }.into_any()
        } else {
            view! {
                {filters(language, &path, &table, &query)}
                <p class="count" role="status">{text}</p>
                {totals_view(language, &path, &table)}
                {send_view(language, &path, &table)}
                {table_view(language, &path, &table, &query)}
            }
            .into_any()
        };
        view! {
            {breadcrumbs(language, vec![Breadcrumb::event(language, &table.event), list_step(language, &table.event.slug)], title.clone())}
            <h1>{title}</h1>
            <p class="muted"><span lang=lang_attribute(language, table.event.language)>{table.event.title.clone()}</span>", "{table.event.span(language)}</p>
            {success.map(|text| view! { <div class="notice notice-good" role="status"><p><strong>{tr!(language, "registrations-done")}</strong>" "{text}</p></div> })}
            <ErrorSummary />
            {body}
        }
    }))
}

/// The address of the same query in another order.
pub(super) fn table_address(path: &str, query: &AnswerQuery, sort: &str, done: &str) -> String {
    let pairs = [
        ("q", query.q.as_str()),
        ("state", &query.state),
        ("answer", &query.answer),
        ("decision", &query.decision),
        ("sort", sort),
        ("done", done),
    ];
    address(path, &pairs)
}

fn filters(language: Language, path: &str, table: &AnswerTable, query: &AnswerQuery) -> impl IntoView + use<> {
    let decision = table.pending.map(|_| {
        let option = |code: &str, text: String| {
            let selected = code == query.decision;
            view! { <option value=code.to_owned() selected=selected>{text}</option> }
        };
        let decided: Vec<_> =
            RegistrationDecision::ALL.iter().map(|decision| option(decision.code(), label(language, *decision))).collect();
        view! {
            <div class="field">
                <label for="decision">{tr!(language, "registrations-decision")}</label>
                <select id="decision" name="decision">
                    {option("", tr!(language, "registrations-answers-all"))}
                    {decided}
                    {option("none", tr!(language, "registrations-undecided"))}
                </select>
            </div>
        }
    });
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
                {state_field(language, &query.state)}
                <div class="field">
                    <label for="answer">{tr!(language, "registrations-answers-filter")}</label>
                    <select id="answer" name="answer"><option value="">{tr!(language, "registrations-answers-all")}</option>{answers}</select>
                </div>
                {decision}
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
                    let count = match total.seats.map(|seats| number(language, seats)) {
                        None => count,
                        Some(seats) if total.held == total.count => format!("{count} / {seats}"),
                        Some(seats) => {
                            let held = number(language, total.held);
                            tr!(language, "registrations-answers-held", count = count, held = held, seats = seats)
                        }
                    };
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
        let (order, next) = column_order(&query.sort, key);
        let href = table_address(path, query, &next, "");
        view! { <th scope="col" aria-sort=order><a href=href>{text}</a></th> }
    };
    let column_title = |column: &AnswerColumn| match (column.is_former, column.organisers_only) {
        (true, _) => tr!(language, "registrations-answers-former", question = column.label.as_str()),
        (_, true) => tr!(language, "registrations-answers-own", question = column.label.as_str()),
        _ => column.label.clone(),
    };
    let headings: Vec<_> = table.columns.iter().map(|column| heading(&column.key, column_title(column))).collect();
    let list = format!("/events/{}/registrations", table.event.slug);
    let chooses = table.pending.is_some();
    let may_decide = chooses && table.may_decide;
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
                let class = (column.kind == QuestionKind::LongText).then_some("long-answer");
                let text = text.map(|text| view! { <span class=class>{text}</span> });
                view! { <td data-label=column.label.clone()>{text}</td> }
            })
            .collect();
        let can_be_decided = matches!(row.state, RegistrationState::Requested | RegistrationState::Waiting | RegistrationState::Declined);
        let tick = may_decide.then(|| {
            let tick = can_be_decided.then(|| {
                view! {
                    <label class="choice">
                        <input type="checkbox" name="chosen" value=row.id.to_string() />
                        <span class="visually-hidden">{tr!(language, "registrations-choose-one", name = name.as_str())}</span>
                    </label>
                }
            });
            view! { <td class="check">{tick}</td> }
        });
        let state = chooses.then(|| {
            let decision = row.decision.map(|decision| view! { " → "<strong>{label(language, decision)}</strong> });
            let note = (!row.note.is_empty()).then(|| view! { <br /><span class="small muted">{row.note.clone()}</span> });
            view! {
                <td data-label=tr!(language, "registrations-registration")>
                    <span><span class=state_class(row.state)>{label(language, row.state)}</span>{decision}{note}</span>
                </td>
                <td data-label=tr!(language, "registrations-organisation")>{(!row.organisation.is_empty()).then(|| row.organisation.clone())}</td>
            }
        });
        view! { <tr>{tick}<th scope="row"><a href=format!("{list}/{}", row.id)>{name}</a></th>{state}{cells}</tr> }
    };
    let rows: Vec<_> = table.rows.iter().map(row).collect();
    let tick_heading = may_decide
        .then(|| view! { <th scope="col" class="check"><span class="visually-hidden">{tr!(language, "registrations-choose")}</span></th> });
    let state_headings = chooses.then(|| {
        view! {
            <th scope="col">{tr!(language, "registrations-registration")}</th>
            <th scope="col">{tr!(language, "registrations-organisation")}</th>
        }
    });
    let buttons = (may_decide && !table.rows.is_empty()).then(|| decision_buttons(language));
    view! {
        <form method="post" action=table_address(path, query, &query.sort, "") id="chosen" class="stack">
            <div class="table-scroll" role="region" aria-labelledby="answers-caption" tabindex="0">
                <table class="table-stack answers-table">
                    <caption id="answers-caption">{answers_title(language, chooses)}</caption>
                    <thead><tr>{tick_heading}{heading("name", tr!(language, "registrations-name"))}{state_headings}{headings}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {buttons}
        </form>
    }
}
