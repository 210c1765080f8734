//! The mails of a demonstration, single ones and copies of messages to many, for everyone to read: newcomers sign in by a link that they find
//! here. Elsewhere there is no such page.

pub mod copies;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use domain::clock::{HOME, Timestamp};
use domain::delivery::outbox::{self, OutboxLine, PAGE};
use domain::enums::{CopyState, MailState};
use domain::ids::MailId;
use domain::lists;
use domain::mail::queue::{self, ShownMail};
use domain::mail::text;
use domain::policy::Actor;
use domain::{Error, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::address::{address, page_text};
use crate::extract::Query;
use crate::fault::Result;
use crate::mail_words::cause;
use crate::page::PageBuilder;
use crate::pager::{Last, pager};
use crate::visit::RequestContext;

/// A mail shows itself, and nothing from elsewhere; its links open in the window around it, when a person clicks.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     sandbox allow-top-navigation-by-user-activation";

/// Which page of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OutboxQuery {
    page: String,
}

/// In a demonstration everyone reads what the program itself may read.
fn reader(visit: &RequestContext) -> Result<Actor> {
    if visit.house.demo { Ok(Actor::System) } else { Err(Error::NotFound.into()) }
}

/// Every mail and every copy, the newest first.
pub async fn list(visit: RequestContext, Query(asked): Query<OutboxQuery>) -> Result<Response> {
    let language = visit.language;
    let number = asked.page.parse().unwrap_or(1);
    let (lines, count) = outbox::list(visit.db(), &reader(&visit)?, number).await?;
    let pages = ((count + PAGE - 1) / PAGE).max(1);
    let number = number.clamp(1, pages);
    Ok(PageBuilder::titled(tr!(language, "outbox-title")).private().render(&visit, move || {
        let content = if lines.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "outbox-empty")}</p></div> }.into_any()
        } else {
            table(language, &lines).into_any()
        };
        view! {
            <div class="page-title"><h1>{tr!(language, "outbox-title")}</h1></div>
            <p class="lead">{tr!(language, "outbox-lead")}</p>
            {content}
            {pager(language, number, Last::Page(pages), |page| address("/outbox", &[("page", &page_text(page))]))}
        }
    }))
}

fn table(language: Language, lines: &[OutboxLine]) -> impl IntoView + use<> {
    let lines: Vec<_> = lines
        .iter()
        .map(|mail| {
            // Of a mail to somebody who is erased, what it was for is left.
            let subject = if mail.subject.is_empty() { cause(language, &mail.cause) } else { mail.subject.clone() };
            let path = if mail.is_copy() { "/outbox/copies" } else { "/outbox" };
            view! {
                <tr>
                    <th scope="row"><a href=format!("{path}/{}", mail.id)>{subject}</a></th>
                    <td data-label=tr!(language, "outbox-to")>{if mail.recipient.is_empty() { tr!(language, "outbox-erased") } else { mail.recipient.clone() }}</td>
                    <td data-label=tr!(language, "outbox-when")>{time(language, mail.created_at)}</td>
                    <td data-label=tr!(language, "outbox-state")>{line_badge(language, mail)}</td>
                </tr>
            }
        })
        .collect();
    mail_table(language, tr!(language, "outbox-title"), lines)
}

/// A table of mails: what, to whom, when, in which state.
pub(crate) fn mail_table(language: Language, caption: String, rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "outbox-subject")}</th>
                    <th scope="col">{tr!(language, "outbox-to")}</th>
                    <th scope="col">{tr!(language, "outbox-when")}</th>
                    <th scope="col">{tr!(language, "outbox-state")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One mail.
pub async fn show(visit: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let language = visit.language;
    let mail = queue::show(visit.db(), &reader(&visit)?, &MailId::from(id)).await?;
    let why = text::reason(mail.language, &mail.line.cause, &mail.why);
    let plain = text::plain(&mail.body, &why, &visit.absolute(""));
    let is_known = !mail.line.subject.is_empty();
    let title = if is_known { mail.line.subject.clone() } else { cause(language, &mail.line.cause) };
    Ok(PageBuilder::titled(title.clone()).private().render(&visit, move || {
        let address = format!("/outbox/{}", mail.line.id);
        let to = match mail.line.recipient_name.as_str() {
            "" if mail.line.recipient.is_empty() => tr!(language, "outbox-erased"),
            "" => mail.line.recipient.clone(),
            name => format!("{name} <{}>", mail.line.recipient),
        };
        let file = mail.calendar.as_ref().map(|_| {
            let href = format!("{address}/event.ics");
            view! { <dt>{tr!(language, "outbox-file")}</dt><dd><a href=href download="event.ics">"event.ics"</a></dd> }
        });
        let answers =
            (!mail.reply_to.is_empty()).then(|| view! { <dt>{tr!(language, "outbox-answers")}</dt><dd>{mail.reply_to.clone()}</dd> });
        let error = (!mail.line.last_error.is_empty())
            .then(|| view! { <dt>{tr!(language, "outbox-error")}</dt><dd>{mail.line.last_error.clone()}</dd> });
        view! {
            {breadcrumbs(language, title.clone())}
            <h1 lang=is_known.then(|| mail.language.code())>{title.clone()}</h1>
            <article class="mail">
                <dl>
                    <dt>{tr!(language, "outbox-to")}</dt><dd>{to}</dd>
                    {answers}
                    <dt>{tr!(language, "outbox-when")}</dt><dd>{time(language, mail.line.created_at)}</dd>
                    <dt>{tr!(language, "outbox-state")}</dt><dd>{badge(language, mail.line.state)}</dd>
                    {error}
                    <dt>{tr!(language, "outbox-name")}</dt><dd><code>{format!("<{}>", mail.message_id)}</code></dd>
                    {file}
                </dl>
                <iframe
                    src=format!("{address}/html")
                    title=tr!(language, "outbox-html")
                    sandbox="allow-top-navigation-by-user-activation"
                ></iframe>
            </article>
            {plain_text(language, mail.language, plain)}
        }
    }))
}

/// The HTML part, as the page of one mail frames it.
pub async fn html(visit: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let mail = queue::show(visit.db(), &reader(&visit)?, &MailId::from(id)).await?;
    let ShownMail { line, language, body, why, .. } = mail;
    let why = text::reason(language, &line.cause, &why);
    let document = text::html(language, &line.subject, &body, &why, &visit.absolute(""));
    Ok(framed(&document))
}

fn framed(document: &str) -> Response {
    let framed = document.replacen("<head>", "<head>\n<base target=\"_top\">", 1);
    ([(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")], Html(framed)).into_response()
}

fn breadcrumbs(language: Language, title: String) -> impl IntoView {
    view! {
        <nav class="breadcrumbs" aria-label=tr!(language, "outbox-way")>
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

fn line_badge(language: Language, line: &OutboxLine) -> AnyView {
    if line.is_copy() {
        return CopyState::parse(&line.state).ok().map(|state| copy_badge(language, state)).into_any();
    }
    MailState::parse(&line.state).ok().map(|state| badge(language, state)).into_any()
}

fn copy_badge(language: Language, state: CopyState) -> impl IntoView + use<> {
    let class = match state {
        CopyState::Sent => "badge badge-good",
        CopyState::Failed => "badge badge-bad",
        CopyState::Unsubscribed | CopyState::Discarded => "badge",
        CopyState::Queued | CopyState::Sending | CopyState::Deferred => "badge badge-warning",
    };
    view! { <span class=class>{lists::state_words(language, state)}</span> }
}

/// The calendar object that goes with a mail.
pub async fn calendar(visit: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let mail = queue::show(visit.db(), &reader(&visit)?, &MailId::from(id)).await?;
    let calendar = mail.calendar.ok_or(Error::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"event.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar).into_response())
}

fn time(language: Language, moment: Timestamp) -> impl IntoView {
    view! { <time datetime=moment.to_string()>{dates::moment(language, moment, HOME)}</time> }
}

pub(crate) fn badge(language: Language, state: MailState) -> impl IntoView {
    let (class, words) = match state {
        MailState::Queued => ("badge badge-warning", tr!(language, "outbox-queued")),
        MailState::Sending => ("badge badge-warning", tr!(language, "outbox-sending")),
        MailState::Sent => ("badge badge-good", tr!(language, "outbox-sent")),
        MailState::Failed => ("badge badge-bad", tr!(language, "outbox-failed")),
        MailState::Discarded => ("badge", tr!(language, "outbox-discarded")),
    };
    view! { <span class=class>{words}</span> }
}
