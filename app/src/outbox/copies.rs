//! A copy of a message to many, as its reader gets it.

use axum::extract::Path;
use axum::response::Response;
use domain::ids::CopyId;
use domain::lists::{self, SentCopy};
use leptos::prelude::*;

use super::{breadcrumbs, copy_badge, framed, plain_text, reader, time};
use crate::fault::Result;
use crate::page::PageBuilder;
use crate::visit::RequestContext;

async fn find(visit: &RequestContext, id: String) -> Result<SentCopy> {
    Ok(lists::sent_copy(visit.db(), &reader(visit)?, &CopyId::from(id)).await?)
}

/// One copy.
pub async fn show(visit: RequestContext, Path(id): Path<String>) -> Result<Response> {
    let language = visit.language;
    let SentCopy { copy, subject, language: of_text, state, last_error, words } = find(&visit, id).await?;
    Ok(PageBuilder::titled(subject.clone()).private().render(&visit, move || {
        let to = match copy.name.as_str() {
            "" => copy.address.clone(),
            name => format!("{name} <{}>", copy.address),
        };
        let error = (!last_error.is_empty()).then(|| view! { <dt>{tr!(language, "outbox-error")}</dt><dd>{last_error.clone()}</dd> });
        view! {
            {breadcrumbs(language, subject.clone())}
            <h1 lang=of_text.code()>{subject.clone()}</h1>
            <article class="mail">
                <dl>
                    <dt>{tr!(language, "outbox-to")}</dt><dd>{to}</dd>
                    <dt>{tr!(language, "outbox-when")}</dt><dd>{time(language, copy.queued_at)}</dd>
                    <dt>{tr!(language, "outbox-state")}</dt><dd>{copy_badge(language, state)}</dd>
                    {error}
                </dl>
                <iframe
                    src=format!("/outbox/copies/{}/html", copy.id)
                    title=tr!(language, "outbox-html")
                    sandbox="allow-top-navigation-by-user-activation"
                ></iframe>
            </article>
            {plain_text(language, of_text, words.plain.clone())}
        }
    }))
}

/// Its HTML part, as its page frames it.
pub async fn html(visit: RequestContext, Path(id): Path<String>) -> Result<Response> {
    Ok(framed(&find(&visit, id).await?.words.html))
}
