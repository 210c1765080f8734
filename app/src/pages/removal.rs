//! Removing a page, after a confirmation that lists everything removed with it.

use axum::response::{IntoResponse, Response};
use domain::numbers::number;
use domain::pages::{self, PagePlace};
use leptos::prelude::*;

use super::{PagePath, breadcrumbs, owner_page};
use crate::error_page::Result;
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, path: PagePath) -> Result<Response> {
    let language = context.language;
    let (owner, page, files) = pages::attachments(context.db(), &context.actor, &path.place, &path.page).await?;
    let title = tr!(language, "pages-remove-title");
    Ok(owner_page(title.clone(), &owner).render(&context, move || {
        let files = i64::try_from(files.len()).unwrap_or(0);
        view! {
            {breadcrumbs(language, &owner, Some((path.address(), page.title.clone())), tr!(language, "pages-remove-open"))}
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{page.title.clone()}</p>
                <dl class="consequences">
                    <div><dt>{tr!(language, "pages-remove-revisions")}</dt><dd>{number(language, page.revision)}</dd></div>
                    <div><dt>{tr!(language, "pages-remove-files")}</dt><dd>{number(language, files)}</dd></div>
                </dl>
                <form class="form" method="post">
                    <div class="form-actions">
                        <button class="button button-danger">{tr!(language, "pages-remove")}</button>
                        " "
                        <a class="button button-quiet" href=path.address()>{tr!(language, "fields-cancel")}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

pub async fn delete(context: RequestContext, path: PagePath) -> Result<Response> {
    pages::remove(context.db(), &context.actor, &path.place, &path.page).await?;
    let next = match &path.place {
        PagePlace::Network(slug) => format!("/networks/{slug}/resources?done=removed"),
        PagePlace::Event(slug) => format!("/events/{slug}"),
    };
    Ok(context.redirect(&next).into_response())
}
