//! Exporting everything that a network owns.

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use domain::exports;
use futures_util::stream;
use leptos::prelude::*;

use crate::downloads;
use crate::error_page::Result;
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let language = context.language;
    let card = exports::page(context.db(), &context.actor, &slug).await?;
    let title = tr!(language, "exports-title", network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private();
    Ok(page.render(&context, move || {
        let files = [
            ("members.csv", tr!(language, "exports-members")),
            ("membership-history.csv", tr!(language, "exports-history")),
            ("organisations.csv", tr!(language, "exports-organisations")),
            ("committees.csv", tr!(language, "exports-committees")),
            ("events.csv, events.ics, events/*.md", tr!(language, "exports-events")),
            ("networks/, events/", tr!(language, "exports-pages")),
            ("reviews/*.md", tr!(language, "exports-reviews")),
            ("registrations.csv", tr!(language, "exports-registrations")),
            ("messages.csv, message-copies.csv, subscriptions.csv", tr!(language, "exports-messages")),
            ("acts.csv", tr!(language, "exports-audit-log")),
        ];
        let files: Vec<_> =
            files.into_iter().map(|(name, description)| view! { <div><dt><code>{name}</code></dt><dd>{description}</dd></div> }).collect();
        view! {
            {breadcrumbs(language, &card, Vec::new(), tr!(language, "exports-open"))}
            <h1>{title}</h1>
            <p class="lead">{tr!(language, "exports-lead", network = card.acronym.as_str())}</p>
            <dl class="stack">{files}</dl>
            <p class="notice">{tr!(language, "exports-warning")}</p>
            <p><a class="button" href=format!("/networks/{}/export.zip", card.slug) download="">{tr!(language, "exports-download")}</a></p>
        }
    }))
}

/// The archive, which is sent while it is packed.
pub async fn download(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let archive = exports::network(context.db(), &context.actor, &slug, context.language).await?;
    let chunks = stream::unfold(archive, |mut archive| async {
        let chunk = archive.next().await?;
        Some((chunk.map_err(std::io::Error::other), archive))
    });
    Ok(downloads::file("application/zip", &format!("{slug}-{}.zip", context.now.today()), Body::from_stream(chunks)))
}
