//! `/networks/{slug}/list/subscribers`: the subscribers of a list, for those who write to it.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::lists::{self, Subscriber, SubscriberPage, SubscriberQuery};
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::my_subscriptions::cause_words;
use crate::address::{address, page_text};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::downloads;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::networks::header::{breadcrumbs, notice};
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct UnsubscribeForm {
    /// A subscriber's handle.
    end: String,
}

pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<SubscriberQuery>,
    Query(told): Query<DoneQuery>,
) -> Result<Response> {
    let language = context.language;
    let found = lists::subscribers(context.db(), &context.actor, &slug, &query).await?;
    let card = found.head.card.clone();
    let title = tr!(language, "subscribers-title", list = found.list.name.as_str());
    let told = (told.done == "ended").then(|| tr!(language, "subscribers-ended"));
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let path = format!("/networks/{}/list/subscribers", card.slug);
        let count = tr!(language, "recipients-count", count = found.found, number = number(language, found.found));
        let through = (found.through > 0 && query.who.is_empty() && query.q.is_empty()).then(|| {
            view! { <p class="soft">{tr!(language, "subscribers-through", count = found.through, number = number(language, found.through))}</p> }
        });
        let table = if found.subscribers.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "subscribers-none")}</p></div> }.into_any()
        } else {
            table(language, &path, &found)
        };
        view! {
            {breadcrumbs(language, &card, vec![(format!("/lists/{}", card.slug), tr!(language, "networks-tab-list"))], tr!(language, "subscribers"))}
            <h1>{title}</h1>
            {notice(told)}
            {toolbar(language, &path, &query)}
            <p class="count" role="status">{count}</p>
            {through}
            {table}
            {pager(language, found.page, ListLength::Page(found.pages), |page| address_of(&path, &query, page))}
        }
    }))
}

fn address_of(path: &str, query: &SubscriberQuery, page: i64) -> String {
    address(path, &[("q", &query.q), ("who", &query.who), ("page", &page_text(page))])
}

fn toolbar(language: Language, path: &str, query: &SubscriberQuery) -> impl IntoView + use<> {
    let choices = [
        ("", tr!(language, "subscribers-read")),
        ("outside", tr!(language, "subscribers-outside")),
        ("not", tr!(language, "subscribers-not")),
    ];
    let choices: Vec<_> =
        choices.into_iter().map(|(code, words)| view! { <option value=code selected=query.who == code>{words}</option> }).collect();
    view! {
        <div class="toolbar no-print">
            <form method="get" action=path.to_owned()>
                <div class="field field-wide">
                    <label for="q">{tr!(language, "journal-search")}</label>
                    <input id="q" name="q" type="search" value=query.q.clone() />
                </div>
                <div class="field">
                    <label for="who">{tr!(language, "subscribers-who")}</label>
                    <select id="who" name="who">{choices}</select>
                </div>
                <button class="button button-quiet">{tr!(language, "journal-filter")}</button>
            </form>
            <a class="button button-quiet" href=address_of(&format!("{path}.csv"), query, 1)>{tr!(language, "journal-export")}</a>
        </div>
    }
}

fn table(language: Language, path: &str, found: &SubscriberPage) -> AnyView {
    let rows: Vec<_> = found.subscribers.iter().map(|one| row(language, path, one)).collect();
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{tr!(language, "subscribers")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "recipients-name")}</th>
                    <th scope="col">{tr!(language, "recipients-address")}</th>
                    <th scope="col">{tr!(language, "messages-state")}</th>
                    <th scope="col"><span class="visually-hidden">{tr!(language, "subscribers-act")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(language: Language, path: &str, one: &Subscriber) -> impl IntoView + use<> {
    let name = one.name();
    let class = if one.reads() { "badge badge-good" } else { "badge" };
    let since =
        tr!(language, "subscribers-since", day = dates::day_of(language, &one.since.today()), how = cause_words(language, &one.cause));
    let end = one.reads().then(|| {
        let ask = tr!(language, "subscribers-ask", name = name.as_str());
        let (path, handle) = (path.to_owned(), one.handle.clone());
        view! {
            <ConfirmDisclosure words=tr!(language, "subscribers-end") of=name.clone() more=format!("{ask} {}", tr!(language, "subscribers-ask-more"))>
                <form method="post" action=path>
                    <button class="button button-danger" name="end" value=handle>{tr!(language, "subscribers-end")}</button>
                </form>
            </ConfirmDisclosure>
        }
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=tr!(language, "recipients-address")>{one.address.clone()}</td>
            <td data-label=tr!(language, "messages-state")><span><span class=class>{lists::standing(language, one)}</span>" "<span class="small soft">{since}</span></span></td>
            <td class="no-print">{end}</td>
        </tr>
    }
}

/// Ends a subscription.
pub async fn end(context: RequestContext, Path(slug): Path<String>, Form(aim): Form<UnsubscribeForm>) -> Result<Response> {
    lists::end(context.db(), &context.actor, &slug, &aim.end).await?;
    Ok(context.go(&format!("/networks/{slug}/list/subscribers?done=ended")).into_response())
}

/// Every subscriber who matches the query, as a spreadsheet.
pub async fn export(context: RequestContext, Path(slug): Path<String>, Query(query): Query<SubscriberQuery>) -> Result<Response> {
    let file = lists::subscribers_csv(context.db(), &context.actor, &slug, &query, context.language).await?;
    Ok(downloads::csv(&format!("{slug}-list-{}.csv", context.now.today()), file))
}
