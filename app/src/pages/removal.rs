//! Removing a page, after a confirmation that lists everything removed with it.

use axum::response::{IntoResponse, Response};
use domain::numbers::number;
use domain::pages::{self, PagePlace};
use leptos::prelude::*;

use super::{PagePath, breadcrumbs, titled};
use crate::error_page::Result;
use crate::request_context::RequestContext;

/// The confirmation page.
pub async fn show(context: RequestContext, aim: PagePath) -> Result<Response> {
    let language = context.language;
    let (kept, page, files) = pages::attachments(context.db(), &context.actor, &aim.place, &aim.page).await?;
    let title = tr!(language, "pages-remove-title");
    Ok(titled(title.clone(), &kept).render(&context, move || {
        let files = i64::try_from(files.len()).unwrap_or(0);
        view! {
            {breadcrumbs(language, &kept, Some((aim.address(), page.title.clone())), tr!(language, "pages-remove-open"))}
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{page.title.clone()}</p>
                <dl class="consequence">
                    <div><dt>{tr!(language, "pages-remove-revisions")}</dt><dd>{number(language, page.revision)}</dd></div>
                    <div><dt>{tr!(language, "pages-remove-files")}</dt><dd>{number(language, files)}</dd></div>
                </dl>
                <form class="form" method="post">
                    <div class="form-actions">
                        <button class="button button-danger">{tr!(language, "pages-remove")}</button>
                        " "
                        <a class="button button-quiet" href=aim.address()>{tr!(language, "events-keep")}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

pub async fn delete(context: RequestContext, aim: PagePath) -> Result<Response> {
    pages::remove(context.db(), &context.actor, &aim.place, &aim.page).await?;
    let next = match &aim.place {
        PagePlace::Network(slug) => format!("/networks/{slug}/resources?done=removed"),
        PagePlace::Event(slug) => format!("/events/{slug}"),
    };
    Ok(context.go(&next).into_response())
}
