//! The mails of a demonstration, for everyone to read: newcomers sign in by a link that they find here. Elsewhere there is no such page.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use domain::clock::{HOME, Moment};
use domain::codes::MailState;
use domain::ids::MailId;
use domain::mail::queue::{self, ListedMail, PAGE, ShownMail};
use domain::mail::text;
use domain::policy::Actor;
use domain::{Error, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::address::{address, page_text};
use crate::extract::Query;
use crate::fault::Result;
use crate::page::Page;
use crate::pager::{Last, pager};
use crate::visit::Visit;

/// A mail shows itself, and nothing from elsewhere; its links open in the window around it, when a person clicks.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     sandbox allow-top-navigation-by-user-activation";

/// Which page of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
}

/// In a demonstration everyone reads what the program itself may read.
fn reader(visit: &Visit) -> Result<Actor> {
    if visit.house.demo { Ok(Actor::System) } else { Err(Error::NotFound.into()) }
}

/// Every mail, the newest first.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let language = visit.language;
    let number = asked.page.parse().unwrap_or(1);
    let (mails, count) = queue::list(visit.db(), &reader(&visit)?, number).await?;
    let pages = ((count + PAGE - 1) / PAGE).max(1);
    let number = number.clamp(1, pages);
    Ok(Page::titled(t!(language, "outbox-title")).private().render(&visit, move || {
        let content = if mails.is_empty() {
            view! { <div class="empty"><p>{t!(language, "outbox-empty")}</p></div> }.into_any()
        } else {
            table(language, &mails).into_any()
        };
        view! {
            <div class="page-title"><h1>{t!(language, "outbox-title")}</h1></div>
            <p class="lead">{t!(language, "outbox-lead")}</p>
            {content}
            {pager(language, number, Last::Page(pages), |page| address("/outbox", &[("page", &page_text(page))]))}
        }
    }))
}

fn table(language: Language, mails: &[ListedMail]) -> impl IntoView + use<> {
    let lines: Vec<_> = mails
        .iter()
        .map(|mail| {
            view! {
                <tr>
                    <th scope="row"><a href=format!("/outbox/{}", mail.id)>{mail.subject.clone()}</a></th>
                    <td data-label=t!(language, "outbox-to")>{mail.recipient.clone()}</td>
                    <td data-label=t!(language, "outbox-when")>{time(language, mail.created_at)}</td>
                    <td data-label=t!(language, "outbox-state")>{badge(language, mail.state)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{t!(language, "outbox-title")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(language, "outbox-subject")}</th>
                    <th scope="col">{t!(language, "outbox-to")}</th>
                    <th scope="col">{t!(language, "outbox-when")}</th>
                    <th scope="col">{t!(language, "outbox-state")}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

/// One mail.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let language = visit.language;
    let mail = queue::show(visit.db(), &reader(&visit)?, &MailId::from(id)).await?;
    let plain = text::plain(mail.language, &mail.body, &mail.line.cause, &visit.absolute(""));
    Ok(Page::titled(mail.line.subject.clone()).private().render(&visit, move || {
        let address = format!("/outbox/{}", mail.line.id);
        let to = match mail.line.recipient_name.as_str() {
            "" => mail.line.recipient.clone(),
            name => format!("{name} <{}>", mail.line.recipient),
        };
        let file = mail.calendar.as_ref().map(|_| {
            let href = format!("{address}/event.ics");
            view! { <dt>{t!(language, "outbox-file")}</dt><dd><a href=href download="event.ics">"event.ics"</a></dd> }
        });
        let error = (!mail.line.last_error.is_empty())
            .then(|| view! { <dt>{t!(language, "outbox-error")}</dt><dd>{mail.line.last_error.clone()}</dd> });
        view! {
            <nav class="breadcrumbs" aria-label=t!(language, "outbox-way")>
                <ol>
                    <li><a href="/outbox">{t!(language, "outbox-title")}</a></li>
                    <li><span aria-current="page">{mail.line.subject.clone()}</span></li>
                </ol>
            </nav>
            <h1 lang=mail.language.code()>{mail.line.subject.clone()}</h1>
            <article class="mail">
                <dl>
                    <dt>{t!(language, "outbox-to")}</dt><dd>{to}</dd>
                    <dt>{t!(language, "outbox-when")}</dt><dd>{time(language, mail.line.created_at)}</dd>
                    <dt>{t!(language, "outbox-state")}</dt><dd>{badge(language, mail.line.state)}</dd>
                    {error}
                    <dt>{t!(language, "outbox-name")}</dt><dd><code>{format!("<{}>", mail.message_id)}</code></dd>
                    {file}
                </dl>
                <iframe
                    src=format!("{address}/html")
                    title=t!(language, "outbox-html")
                    sandbox="allow-top-navigation-by-user-activation"
                ></iframe>
            </article>
            <details>
                <summary>{t!(language, "outbox-text")}</summary>
                <article class="mail" lang=mail.language.code()>
                    <pre tabindex="0" role="region" aria-label=t!(language, "outbox-text")>{plain}</pre>
                </article>
            </details>
        }
    }))
}

/// The HTML part, as the page of one mail frames it.
pub async fn html(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let mail = queue::show(visit.db(), &reader(&visit)?, &MailId::from(id)).await?;
    let ShownMail { line, language, body, .. } = mail;
    let document = text::html(language, &line.subject, &body, &line.cause, &visit.absolute(""));
    let framed = document.replacen("<head>", "<head>\n<base target=\"_top\">", 1);
    Ok(([(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")], Html(framed)).into_response())
}

/// The calendar object that goes with a mail.
pub async fn calendar(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let mail = queue::show(visit.db(), &reader(&visit)?, &MailId::from(id)).await?;
    let calendar = mail.calendar.ok_or(Error::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"event.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar).into_response())
}

fn time(language: Language, moment: Moment) -> impl IntoView {
    view! { <time datetime=moment.to_string()>{dates::moment(language, moment, HOME)}</time> }
}

pub(crate) fn badge(language: Language, state: MailState) -> impl IntoView {
    let (class, words) = match state {
        MailState::Queued => ("badge badge-warning", t!(language, "outbox-queued")),
        MailState::Sending => ("badge badge-warning", t!(language, "outbox-sending")),
        MailState::Sent => ("badge badge-good", t!(language, "outbox-sent")),
        MailState::Failed => ("badge badge-bad", t!(language, "outbox-failed")),
        MailState::Discarded => ("badge", t!(language, "outbox-discarded")),
    };
    view! { <span class=class>{words}</span> }
}
