//! The mails of the instance: sent, waiting, and failed ones, which can be sent again.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::administration::{self, DOUBTFUL, ListedMail, MailQuery, UNSETTLED};
use domain::clock::HOME;
use domain::delivery::{self, Release};
use domain::enums::DeliveryState;
use domain::ids::DeliveryId;
use domain::mail::state_label;
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::{AdminListQuery, breadcrumbs, page, success_notice};
use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::mail_texts::cause;
use crate::outbox::{badge, mail_table};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MailAction {
    retry: String,
    release: String,
}

pub async fn index(
    context: RequestContext,
    Query(query): Query<MailQuery>,
    Query(notice_query): Query<AdminListQuery>,
) -> Result<Response> {
    let language = context.language;
    let results = administration::mails(context.db(), &context.actor, &query).await?;
    let held_deliveries = delivery::held_deliveries(context.db(), &context.actor).await?;
    let title = tr!(language, "administration-mails");
    Ok(page(&title).render(&context, move || {
        let mail_states = DeliveryState::ALL.iter().filter(|state| **state != DeliveryState::Unsubscribed);
        let states: Vec<_> = [(UNSETTLED, tr!(language, "administration-mails-pending"))]
            .into_iter()
            .chain(mail_states.map(|state| (state.code(), state_label(language, *state))))
            .chain([(DOUBTFUL, tr!(language, "delivery-log-filter-doubtful"))])
            .map(|(code, label)| view! { <option value=code selected=query.state == code>{label}</option> })
            .collect();
        let rows: Vec<_> = results.mails.iter().map(|mail| row(language, mail)).collect();
        let retry_form = (results.failed > 0).then(|| {
            view! {
                <form method="post" class="actions">
                    <button class="button button-quiet" name="retry" value="all">{tr!(language, "administration-mails-retry-all", count = results.failed, number = number(language, results.failed))}</button>
                </form>
            }
        });
        let list = if rows.is_empty() {
            let label = match (query.q.trim(), query.state.as_str()) {
                ("", "") => tr!(language, "administration-mails-none-yet"),
                _ => tr!(language, "administration-mails-none"),
            };
            view! { <div class="empty"><p>{label}</p></div> }.into_any()
        } else {
            mail_table(language, tr!(language, "administration-mails"), rows).into_any()
        };
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {success_notice(&notice_query.done, language)}
            {held_deliveries.map(|held_deliveries| super::held_deliveries::decision(language, &held_deliveries))}
            <div class="toolbar no-print">
                <form method="get">
                    <div class="field field-wide">
                        <label for="q">{tr!(language, "administration-search-mails")}</label>
                        <input id="q" name="q" type="search" value=query.q.clone() />
                    </div>
                    <div class="field">
                        <label for="state">{tr!(language, "outbox-state")}</label>
                        <select id="state" name="state"><option value="">{tr!(language, "administration-filter-all")}</option>{states}</select>
                    </div>
                    <button class="button button-quiet">{tr!(language, "fields-filter")}</button>
                </form>
                {retry_form}
            </div>
            {list}
            {pager(language, results.page, ListLength::Page(results.pages), |page| address("/admin/mails", &[("q", &query.q), ("state", &query.state), ("page", &page_text(page))]))}
        }
    }))
}

pub async fn update_all(context: RequestContext, Form(action): Form<MailAction>) -> Result<Response> {
    let release = match (action.retry.as_str(), action.release.as_str()) {
        ("all", _) => {
            administration::retry_all(context.db(), &context.actor).await?;
            return Ok(context.redirect("/admin/mails?done=queued").into_response());
        }
        (_, "send") => Release::Send,
        (_, "discard") => Release::Discard,
        _ => return Err(domain::Error::NotFound.into()),
    };
    match delivery::release(context.db(), &context.actor, release).await {
        // Another administrator was faster, or the button was pressed twice: the result is the same.
        Ok(_) | Err(domain::Error::Closed) => Ok(context.redirect("/admin/mails?done=released").into_response()),
        Err(error) => Err(error.into()),
    }
}

fn row(language: Language, mail: &ListedMail) -> impl IntoView + use<> {
    let subject = if mail.subject.is_empty() { cause(language, &mail.cause) } else { mail.subject.clone() };
    let error = (!mail.last_error.is_empty()).then(|| view! { <br /><span class="small muted">{mail.last_error.clone()}</span> });
    view! {
        <tr>
            <th scope="row"><a href=format!("/admin/mails/{}", mail.id)>{subject}</a></th>
            <td data-label=tr!(language, "outbox-recipient")>{(!mail.address.is_empty()).then(|| mail.address.clone())}</td>
            <td data-label=tr!(language, "outbox-written-at")>{dates::moment(language, mail.queued_at, HOME)}</td>
            <td data-label=tr!(language, "outbox-state")><span>{badge(language, mail.state)}{doubtful_badge(language, mail)}{error}</span></td>
        </tr>
    }
}

/// One mail and its delivery. Its text is only for its recipient.
pub async fn show(context: RequestContext, Path(id): Path<String>, Query(notice_query): Query<AdminListQuery>) -> Result<Response> {
    let language = context.language;
    let mail = administration::mail(context.db(), &context.actor, &DeliveryId::from(id)).await?;
    let title = if mail.listed.subject.is_empty() { cause(language, &mail.listed.cause) } else { mail.listed.subject.clone() };
    Ok(page(&title).render(&context, move || {
        let listed = &mail.listed;
        let when = |moment| dates::moment(language, moment, HOME);
        let sent_row = listed.sent_at.map(|at| view! { <div><dt>{tr!(language, "administration-mail-sent-at")}</dt><dd>{when(at)}</dd></div> });
        let error = (!listed.last_error.is_empty())
            .then(|| view! { <div><dt>{tr!(language, "outbox-error")}</dt><dd>{listed.last_error.clone()}</dd></div> });
        let retry_form = (listed.state == DeliveryState::Failed).then(|| {
            if mail.has_text {
                view! { <form method="post"><button class="button">{tr!(language, "administration-mail-retry")}</button></form> }.into_any()
            } else {
                view! { <p class="muted">{tr!(language, "administration-mail-text-deleted")}</p> }.into_any()
            }
        });
        view! {
            {breadcrumbs(language, vec![("/admin/mails".to_owned(), tr!(language, "administration-mails"))], title.clone())}
            <h1 lang=(!mail.listed.subject.is_empty()).then(|| mail.language.code())>{title}</h1>
            {success_notice(&notice_query.done, language)}
            <dl class="stack">
                <div><dt>{tr!(language, "outbox-recipient")}</dt><dd>{listed.address.clone()}</dd></div>
                <div><dt>{tr!(language, "administration-mail-cause")}</dt><dd>{cause(language, &listed.cause)}</dd></div>
                <div><dt>{tr!(language, "outbox-state")}</dt><dd>{badge(language, listed.state)}{doubtful_badge(language, listed)}</dd></div>
                <div><dt>{tr!(language, "outbox-written-at")}</dt><dd>{when(listed.queued_at)}</dd></div>
                {sent_row}
                <div><dt>{tr!(language, "administration-mail-attempts")}</dt><dd>{mail.attempts}</dd></div>
                {error}
                <div><dt>{tr!(language, "outbox-message-id")}</dt><dd><code>{format!("<{}>", mail.message_id)}</code></dd></div>
            </dl>
            {listed.is_doubtful().then(|| view! { <p class="muted">{tr!(language, "administration-mail-doubtful-more")}</p> })}
            {retry_form}
        }
    }))
}

/// A mark beside the state of a mail whose delivery was interrupted.
fn doubtful_badge(language: Language, mail: &ListedMail) -> Option<impl IntoView + use<>> {
    mail.is_doubtful().then(|| view! { " "<span class="badge badge-warning">{tr!(language, "delivery-log-doubtful-badge")}</span> })
}

pub async fn retry(context: RequestContext, Path(id): Path<String>) -> Result<Response> {
    administration::retry(context.db(), &context.actor, &DeliveryId::from(id.as_str())).await?;
    Ok(context.redirect(&format!("/admin/mails/{id}?done=queued")).into_response())
}
