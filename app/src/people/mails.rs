//! `/me/mails`: the mails of the site to the signed-in person, with their states.

use axum::response::Response;
use domain::clock::HOME;
use domain::delivery::{self, PersonMail, PersonMails};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::breadcrumbs;
use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::Query;
use crate::mail_texts::cause;
use crate::outbox::badge;
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PersonMailsQuery {
    pub(crate) page: String,
}

pub async fn index(context: RequestContext, Query(query): Query<PersonMailsQuery>) -> Result<Response> {
    let language = context.language;
    let mails = delivery::own_mails(context.db(), &context.actor, &query.page).await?;
    let title = tr!(language, "person-mails");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).private().render(&context, move || {
        view! {
            {breadcrumbs(language, title.clone())}
            <h1>{title}</h1>
            <p class="lead">{tr!(language, "person-mails-lead")}</p>
            {table(language, "/me/mails", &mails)}
        }
    }))
}

/// The mails of a person as a table, with links to its pages below `path`.
pub(crate) fn table(language: Language, path: &str, mails: &PersonMails) -> AnyView {
    if mails.mails.is_empty() {
        return view! { <div class="empty"><p>{tr!(language, "person-mails-none")}</p></div> }.into_any();
    }
    let rows: Vec<_> = mails.mails.iter().map(|mail| row(language, mail)).collect();
    let path = path.to_owned();
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{tr!(language, "person-mails")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "outbox-subject")}</th>
                    <th scope="col">{tr!(language, "outbox-written-at")}</th>
                    <th scope="col">{tr!(language, "outbox-state")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {pager(language, mails.page, ListLength::Page(mails.pages), |page| address(&path, &[("page", &page_text(page))]))}
    }
    .into_any()
}

fn row(language: Language, mail: &PersonMail) -> impl IntoView + use<> {
    let subject = if mail.subject.is_empty() { cause(language, &mail.cause) } else { mail.subject.clone() };
    let about: Vec<&str> = [mail.list.as_str(), mail.address.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    let about = (!about.is_empty()).then(|| view! { <br /><span class="small muted">{about.join(" · ")}</span> });
    let error = (!mail.last_error.is_empty()).then(|| view! { <br /><span class="small muted">{mail.last_error.clone()}</span> });
    view! {
        <tr>
            <th scope="row">{subject}{about}</th>
            <td data-label=tr!(language, "outbox-written-at")>{dates::moment(language, mail.queued_at, HOME)}</td>
            <td data-label=tr!(language, "outbox-state")><span>{badge(language, mail.state)}{error}</span></td>
        </tr>
    }
}
