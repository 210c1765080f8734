//! The delivery of a message to each recipient: did she get it?

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::enums::DeliveryState;
use domain::ids::MessageId;
use domain::lists::{self, DeliveryStep, MessageDelivery, MessageJournal, MessageJournalQuery};
use domain::mail::state_label;
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;

use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::Query;
use crate::networks::header::breadcrumbs;
use crate::outbox::badge;
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

/// As in the domain.
const ROWS_PER_PAGE: i64 = 100;

pub async fn show(
    context: RequestContext,
    Path((slug, message)): Path<(String, String)>,
    Query(query): Query<MessageJournalQuery>,
) -> Result<Response> {
    let language = context.language;
    let journal = lists::journal(context.db(), &context.actor, &slug, &MessageId::from(message.as_str()), &query).await?;
    let card = journal.head.card.clone();
    let title = tr!(language, "delivery-log-title");
    Ok(PageBuilder::titled(format!("{title} – {}", journal.message.subject)).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let path = format!("/networks/{}/messages", card.slug);
        let message_path = format!("{path}/{message}");
        let steps = vec![(path, tr!(language, "messages-title")), (message_path.clone(), journal.message.subject.clone())];
        let rows: Vec<_> = journal.deliveries.iter().map(|delivery| row(language, delivery)).collect();
        let table = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "delivery-log-none")}</p></div> }.into_any()
        } else {
            table(language, rows)
        };
        let unnamed = (journal.unnamed > 0).then(|| {
            view! { <p class="muted">{tr!(language, "delivery-log-unnamed", count = journal.unnamed, number = number(language, journal.unnamed))}</p> }
        });
        let path = format!("{message_path}/journal");
        let last = ListLength::Page((journal.total + ROWS_PER_PAGE - 1) / ROWS_PER_PAGE);
        let pages = pager(language, journal.page, last, |page| address_of(&path, &query, page));
        let content = match journal.reduced_at {
            Some(since) => {
                let day = dates::date_of(language, &since.today());
                view! { <div class="notice"><p>{tr!(language, "delivery-log-deleted", day = day)}</p></div> }.into_any()
            }
            None => view! {
                {toolbar(language, &message_path, &query)}
                <p class="count" role="status">{tr!(language, "delivery-log-count", count = journal.total, number = number(language, journal.total))}</p>
                {unnamed}
                {table}
                {pages}
            }
            .into_any(),
        };
        view! {
            {breadcrumbs(language, &card, steps, title.clone())}
            <h1>{title}</h1>
            <p class="lead">{journal.message.subject.clone()}</p>
            {figures(language, &journal)}
            {doubtful(language, &journal)}
            {content}
        }
    }))
}

/// Every delivery that matches the query, for a spreadsheet.
pub async fn export(
    context: RequestContext,
    Path((slug, message)): Path<(String, String)>,
    Query(query): Query<MessageJournalQuery>,
) -> Result<Response> {
    let id = MessageId::from(message.as_str());
    let file = lists::journal_csv(context.db(), &context.actor, &slug, &id, &query, context.language).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{slug}-{}.csv\"", context.now.today())),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file).into_response())
}

fn figures(language: Language, journal: &MessageJournal) -> impl IntoView + use<> {
    let mut figures: Vec<(String, i64)> = vec![(tr!(language, "messages-recipients"), journal.message.recipients)];
    figures.extend(journal.counts.iter().map(|(state, count)| (state_label(language, *state), *count)));
    figures.extend((journal.unsubscribed > 0).then(|| (tr!(language, "delivery-log-unsubscribed"), journal.unsubscribed)));
    let figures: Vec<_> =
        figures.into_iter().map(|(label, count)| view! { <div><dt>{label}</dt><dd>{number(language, count)}</dd></div> }).collect();
    view! { <dl class="figures-row">{figures}</dl> }
}

fn doubtful(language: Language, journal: &MessageJournal) -> Option<impl IntoView + use<>> {
    (journal.doubtful > 0).then(|| {
        let text = tr!(language, "delivery-log-doubtful", count = journal.doubtful, number = number(language, journal.doubtful));
        view! { <div class="notice notice-warning"><p><strong>{text}</strong>" "{tr!(language, "delivery-log-doubtful-more")}</p></div> }
    })
}

fn toolbar(language: Language, message_path: &str, query: &MessageJournalQuery) -> impl IntoView + use<> {
    let mut states: Vec<(&str, String)> = DeliveryState::ALL.iter().map(|state| (state.code(), state_label(language, *state))).collect();
    states.push(("doubtful", tr!(language, "delivery-log-filter-doubtful")));
    states.push(("left", tr!(language, "delivery-log-unsubscribed")));
    let states: Vec<_> =
        states.into_iter().map(|(code, label)| view! { <option value=code selected=query.state == code>{label}</option> }).collect();
    view! {
        <div class="toolbar no-print">
            <form method="get">
                <div class="field field-wide">
                    <label for="q">{tr!(language, "lists-search-people")}</label>
                    <input id="q" name="q" type="search" value=query.q.clone() />
                </div>
                <div class="field">
                    <label for="state">{tr!(language, "messages-state")}</label>
                    <select id="state" name="state">
                        <option value="">{tr!(language, "delivery-log-all")}</option>
                        {states}
                    </select>
                </div>
                <button class="button button-quiet">{tr!(language, "lists-filter")}</button>
            </form>
            <a class="button button-quiet" href=address_of(&format!("{message_path}/journal.csv"), query, 1)>{tr!(language, "lists-export")}</a>
        </div>
    }
}

fn table<V: IntoView + 'static>(language: Language, rows: Vec<V>) -> AnyView {
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{tr!(language, "delivery-log-title")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "messages-recipients-name")}</th>
                    <th scope="col">{tr!(language, "messages-recipients-reason")}</th>
                    <th scope="col">{tr!(language, "messages-state")}</th>
                    <th scope="col">{tr!(language, "delivery-log-steps")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(language: Language, delivery: &MessageDelivery) -> impl IntoView + use<> {
    let doubtful_badge =
        delivery.is_doubtful.then(|| view! { " "<span class="badge badge-warning">{tr!(language, "delivery-log-doubtful-badge")}</span> });
    let steps: Vec<_> = delivery.steps.iter().map(|step| view! { <li>{step_text(language, step)}</li> }).collect();
    let next = delivery.due_at.filter(|_| delivery.state == DeliveryState::Deferred);
    let next = next
        .map(|at| view! { <li>{tr!(language, "delivery-log-next-attempt", day = dates::moment(language, at, domain::clock::HOME))}</li> });
    let name = (!delivery.name.is_empty()).then(|| view! { {delivery.name.clone()}<br /> });
    view! {
        <tr>
            <th scope="row">{name}<span class="small muted">{delivery.address.clone()}</span></th>
            <td data-label=tr!(language, "messages-recipients-reason")>{lists::reasons_of(language, &delivery.why).join(", ")}</td>
            <td data-label=tr!(language, "messages-state")><span>{badge(language, delivery.state)}{doubtful_badge}</span></td>
            <td data-label=tr!(language, "delivery-log-steps")><ol class="history small">{steps}{next}</ol></td>
        </tr>
    }
}

fn step_text(language: Language, step: &DeliveryStep) -> String {
    let event = match step.step.as_str() {
        "queued" => tr!(language, "delivery-log-step-queued"),
        "sent" => tr!(language, "delivery-log-step-sent"),
        "deferred" => tr!(language, "delivery-log-step-deferred"),
        "failed" => tr!(language, "delivery-log-step-failed"),
        "bounced" => tr!(language, "delivery-log-step-bounced"),
        "delayed" => tr!(language, "delivery-log-step-delayed"),
        "interrupted" => tr!(language, "delivery-log-step-interrupted"),
        _ => tr!(language, "delivery-log-step-unsubscribed"),
    };
    let day = dates::moment(language, step.at, domain::clock::HOME);
    let text = tr!(language, "delivery-log-step", day = day, what = event);
    if step.detail.is_empty() { text } else { format!("{text} – {}", step.detail) }
}

fn address_of(path: &str, query: &MessageJournalQuery, page: i64) -> String {
    address(path, &[("q", &query.q), ("state", &query.state), ("page", &page_text(page))])
}
