//! The mails of a demo, single ones and messages to lists, for everyone to read: visitors sign in by a link that they find here. Other
//! instances have no such page.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use domain::clock::{HOME, Timestamp};
use domain::delivery::{self, ListedDelivery, OutboxMail, PAGE};
use domain::enums::DeliveryState;
use domain::ids::DeliveryId;
use domain::mail::state_label;
use domain::policy::Actor;
use domain::{Error, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::Query;
use crate::mail_texts::cause;
use crate::page::PageBuilder;
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

/// A mail's HTML loads nothing from elsewhere; its links open in the surrounding window, on a click.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     sandbox allow-top-navigation-by-user-activation";

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OutboxQuery {
    page: String,
}

/// In a demo, everyone may read what the program itself may read.
fn reader(context: &RequestContext) -> Result<Actor> {
    if context.state.demo { Ok(Actor::System) } else { Err(Error::NotFound.into()) }
}

/// Every delivery, newest first.
pub async fn index(context: RequestContext, Query(query): Query<OutboxQuery>) -> Result<Response> {
    let language = context.language;
    let number = query.page.parse().unwrap_or(1);
    let (mails, count) = delivery::outbox(context.db(), &reader(&context)?, number).await?;
    let pages = ((count + PAGE - 1) / PAGE).max(1);
    let number = number.clamp(1, pages);
    Ok(PageBuilder::titled(tr!(language, "outbox-title")).private().render(&context, move || {
        let content = if mails.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "outbox-empty")}</p></div> }.into_any()
        } else {
            table(language, &mails).into_any()
        };
        view! {
            <div class="page-title"><h1>{tr!(language, "outbox-title")}</h1></div>
            <p class="lead">{tr!(language, "outbox-lead")}</p>
            {content}
            {pager(language, number, ListLength::Page(pages), |page| address("/outbox", &[("page", &page_text(page))]))}
        }
    }))
}

fn table(language: Language, mails: &[ListedDelivery]) -> impl IntoView + use<> {
    let mails: Vec<_> = mails
        .iter()
        .map(|mail| {
            // Of a mail to an erased person, only the cause is left.
            let subject = if mail.subject.is_empty() { cause(language, &mail.cause) } else { mail.subject.clone() };
            view! {
                <tr>
                    <th scope="row"><a href=format!("/outbox/{}", mail.id)>{subject}</a></th>
                    <td data-label=tr!(language, "outbox-recipient")>{if mail.address.is_empty() { tr!(language, "outbox-erased-recipient") } else { mail.address.clone() }}</td>
                    <td data-label=tr!(language, "outbox-written-at")>{time(language, mail.queued_at)}</td>
                    <td data-label=tr!(language, "outbox-state")>{badge(language, mail.state)}</td>
                </tr>
            }
        })
        .collect();
    mail_table(language, tr!(language, "outbox-title"), mails)
}

pub(crate) fn mail_table(language: Language, caption: String, rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "outbox-subject")}</th>
                    <th scope="col">{tr!(language, "outbox-recipient")}</th>
                    <th scope="col">{tr!(language, "outbox-written-at")}</th>
                    <th scope="col">{tr!(language, "outbox-state")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

async fn load(context: &RequestContext, id: String) -> Result<OutboxMail> {
    Ok(delivery::outbox_mail(context.db(), &reader(context)?, &DeliveryId::from(id)).await?)
}

pub async fn show(context: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let language = context.language;
    let OutboxMail { delivery, state, last_error, message_id, mail } = load(&context, id).await?;
    let is_known = !mail.subject.is_empty();
    let title = if is_known { mail.subject.clone() } else { cause(language, &delivery.cause) };
    Ok(PageBuilder::titled(title.clone()).private().render(&context, move || {
        let address = format!("/outbox/{}", delivery.id);
        let to = match delivery.name.as_str() {
            "" if delivery.address.is_empty() => tr!(language, "outbox-erased-recipient"),
            "" => delivery.address.clone(),
            name => format!("{name} <{}>", delivery.address),
        };
        let file = mail.calendar.as_ref().map(|_| {
            let href = format!("{address}/event.ics");
            view! { <dt>{tr!(language, "outbox-attachment")}</dt><dd><a href=href download="event.ics">"event.ics"</a></dd> }
        });
        let reply_to = mail.reply_to.as_ref().map(|to| view! { <dt>{tr!(language, "outbox-reply-to")}</dt><dd>{to.address.clone()}</dd> });
        let error = (!last_error.is_empty()).then(|| view! { <dt>{tr!(language, "outbox-error")}</dt><dd>{last_error.clone()}</dd> });
        view! {
            {breadcrumbs(language, title.clone())}
            <h1 lang=is_known.then(|| mail.language.code())>{title.clone()}</h1>
            <article class="mail">
                <dl>
                    <dt>{tr!(language, "outbox-recipient")}</dt><dd>{to}</dd>
                    {reply_to}
                    <dt>{tr!(language, "outbox-written-at")}</dt><dd>{time(language, delivery.queued_at)}</dd>
                    <dt>{tr!(language, "outbox-state")}</dt><dd>{badge(language, state)}</dd>
                    {error}
                    <dt>{tr!(language, "outbox-message-id")}</dt><dd><code>{format!("<{message_id}>")}</code></dd>
                    {file}
                </dl>
                <iframe
                    src=format!("{address}/html")
                    title=tr!(language, "outbox-html")
                    sandbox="allow-top-navigation-by-user-activation"
                ></iframe>
            </article>
            {plain_text(language, mail.language, mail.plain.clone())}
        }
    }))
}

pub async fn html(context: RequestContext, Path(id): Path<String>) -> Result<Response> {
    Ok(in_frame(&load(&context, id).await?.mail.html))
}

fn in_frame(document: &str) -> Response {
    let framed = document.replacen("<head>", "<head>\n<base target=\"_top\">", 1);
    ([(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")], Html(framed)).into_response()
}

fn breadcrumbs(language: Language, title: String) -> impl IntoView {
    view! {
        <nav class="breadcrumbs" aria-label=tr!(language, "outbox-breadcrumbs")>
            <ol>
                <li><a href="/outbox">{tr!(language, "outbox-title")}</a></li>
                <li><span aria-current="page">{title}</span></li>
            </ol>
        </nav>
    }
}

fn plain_text(language: Language, of_text: Language, plain: String) -> impl IntoView {
    view! {
        <details>
            <summary>{tr!(language, "outbox-text")}</summary>
            <article class="mail" lang=of_text.code()>
                <pre tabindex="0" role="region" aria-label=tr!(language, "outbox-text")>{plain}</pre>
            </article>
        </details>
    }
}

pub async fn calendar(context: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let calendar = load(&context, id).await?.mail.calendar.ok_or(Error::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"event.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar.text).into_response())
}

fn time(language: Language, moment: Timestamp) -> impl IntoView {
    view! { <time datetime=moment.to_string()>{dates::moment(language, moment, HOME)}</time> }
}

pub(crate) fn badge(language: Language, state: DeliveryState) -> impl IntoView + use<> {
    let class = match state {
        DeliveryState::Sent => "badge badge-good",
        DeliveryState::Failed | DeliveryState::Bounced | DeliveryState::Suspended => "badge badge-bad",
        DeliveryState::Unsubscribed | DeliveryState::Discarded => "badge",
        DeliveryState::Queued | DeliveryState::Sending | DeliveryState::Deferred => "badge badge-warning",
    };
    view! { <span class=class>{state_label(language, state)}</span> }
}
