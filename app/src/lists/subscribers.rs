//! `/lists/{list}/subscribers`: the subscribers of a list, for those who manage it.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::lists::{self, Subscriber, SubscriberPage, SubscriberQuery};
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::my_subscriptions::cause_label;
use super::steps;
use crate::address::{address, page_text};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::downloads;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::memberships::members::address_to_check;
use crate::networks::header::{breadcrumbs, notice};
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct UnsubscribeForm {
    end: String,
}

pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<SubscriberQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    let language = context.language;
    let results = lists::subscribers(context.db(), &context.actor, &slug, &query).await?;
    let card = results.head.card.clone();
    let title = tr!(language, "lists-subscribers-title", list = results.list.name.as_str());
    let done = (done.done == "ended").then(|| tr!(language, "lists-subscribers-removed"));
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let path = format!("/lists/{}/subscribers", results.list.slug);
        let count = tr!(language, "messages-recipients-count", count = results.total, number = number(language, results.total));
        let is_whole = query.who.is_empty() && query.q.is_empty();
        let more = |count: i64, text: String| (is_whole && count > 0).then(|| view! { <p class="muted">{text}</p> });
        let (through, participants) = (results.through, results.participants);
        let through =
            more(through, tr!(language, "lists-subscribers-through-networks", count = through, number = number(language, through)));
        let participants = more(
            participants,
            tr!(language, "lists-subscribers-participants", count = participants, number = number(language, participants)),
        );
        let table = if results.subscribers.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "lists-subscribers-none")}</p></div> }.into_any()
        } else {
            table(language, &path, &results)
        };
        view! {
            {breadcrumbs(language, &card, steps(language, &results.head.card, &results.list), tr!(language, "lists-subscribers"))}
            <h1>{title}</h1>
            {notice(done)}
            {toolbar(language, &path, &query)}
            <p class="count" role="status">{count}</p>
            {through}
            {participants}
            {table}
            {pager(language, results.page, ListLength::Page(results.pages), |page| address_of(&path, &query, page))}
        }
    }))
}

fn address_of(path: &str, query: &SubscriberQuery, page: i64) -> String {
    address(path, &[("q", &query.q), ("who", &query.who), ("page", &page_text(page))])
}

fn toolbar(language: Language, path: &str, query: &SubscriberQuery) -> impl IntoView + use<> {
    let choices = [
        ("", tr!(language, "lists-subscribers-filter-all")),
        ("outside", tr!(language, "lists-subscribers-filter-not-members")),
        ("bouncing", tr!(language, "memberships-state-bouncing")),
        ("not", tr!(language, "lists-subscribers-filter-unsubscribed")),
    ];
    let choices: Vec<_> =
        choices.into_iter().map(|(code, label)| view! { <option value=code selected=query.who == code>{label}</option> }).collect();
    view! {
        <div class="toolbar no-print">
            <form method="get" action=path.to_owned()>
                <div class="field field-wide">
                    <label for="q">{tr!(language, "lists-search-people")}</label>
                    <input id="q" name="q" type="search" value=query.q.clone() />
                </div>
                <div class="field">
                    <label for="who">{tr!(language, "lists-subscribers-filter")}</label>
                    <select id="who" name="who">{choices}</select>
                </div>
                <button class="button button-quiet">{tr!(language, "lists-filter")}</button>
            </form>
            <a class="button button-quiet" href=address_of(&format!("{path}.csv"), query, 1)>{tr!(language, "lists-export")}</a>
        </div>
    }
}

fn table(language: Language, path: &str, results: &SubscriberPage) -> AnyView {
    let rows: Vec<_> = results.subscribers.iter().map(|subscriber| row(language, path, subscriber)).collect();
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{tr!(language, "lists-subscribers")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "messages-recipients-name")}</th>
                    <th scope="col">{tr!(language, "messages-recipients-address")}</th>
                    <th scope="col">{tr!(language, "messages-state")}</th>
                    <th scope="col"><span class="visually-hidden">{tr!(language, "lists-subscribers-action")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(language: Language, path: &str, subscriber: &Subscriber) -> impl IntoView + use<> {
    let name = subscriber.name();
    let class = if subscriber.is_subscribed() { "badge badge-good" } else { "badge" };
    let since = tr!(
        language,
        "lists-subscribers-since",
        day = dates::day_of(language, &subscriber.since.today()),
        how = cause_label(language, &subscriber.cause)
    );
    let end = subscriber.is_subscribed().then(|| {
        let question = tr!(language, "lists-subscribers-remove-question", name = name.as_str());
        let (path, handle) = (path.to_owned(), subscriber.handle.clone());
        view! {
            <ConfirmDisclosure label=tr!(language, "lists-subscribers-remove") subject=name.clone() explanation=format!("{question} {}", tr!(language, "lists-subscribers-remove-more"))>
                <form method="post" action=path>
                    <button class="button button-danger" name="end" value=handle>{tr!(language, "lists-subscribers-remove")}</button>
                </form>
            </ConfirmDisclosure>
        }
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=tr!(language, "messages-recipients-address")><span>{subscriber.address.clone()}{address_to_check(language, subscriber.bounce_reason.as_deref())}</span></td>
            <td data-label=tr!(language, "messages-state")><span><span class=class>{lists::standing_label(language, subscriber)}</span>" "<span class="small muted">{since}</span></span></td>
            <td class="no-print">{end}</td>
        </tr>
    }
}

pub async fn end(context: RequestContext, Path(slug): Path<String>, Form(form): Form<UnsubscribeForm>) -> Result<Response> {
    lists::remove_subscriber(context.db(), &context.actor, &slug, &form.end).await?;
    Ok(context.redirect(&format!("/lists/{slug}/subscribers?done=ended")).into_response())
}

/// Every subscriber who matches the query, as a spreadsheet.
pub async fn export(context: RequestContext, Path(slug): Path<String>, Query(query): Query<SubscriberQuery>) -> Result<Response> {
    let file = lists::subscribers_csv(context.db(), &context.actor, &slug, &query, context.language).await?;
    Ok(downloads::csv(&format!("{slug}-list-{}.csv", context.now.today()), file))
}
