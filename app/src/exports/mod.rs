//! Taking away everything that a network owns.

use axum::body::Body;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::exports;
use futures_util::stream;
use leptos::prelude::*;

use crate::fault::Result;
use crate::networks::head::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::visit::RequestContext;

/// What the archive holds, and the button.
pub async fn show(visit: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let language = visit.language;
    let card = exports::page(visit.db(), &visit.who, &slug).await?;
    let title = t!(language, "exports-title", network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private();
    Ok(page.render(&visit, move || {
        let files = [
            ("members.csv", t!(language, "exports-members")),
            ("membership-history.csv", t!(language, "exports-history")),
            ("organisations.csv", t!(language, "exports-organisations")),
            ("committees.csv", t!(language, "exports-committees")),
            ("events.csv, events.ics, events/*.md", t!(language, "exports-events")),
            ("networks/, events/", t!(language, "exports-pages")),
            ("reviews/*.md", t!(language, "exports-reviews")),
            ("registrations.csv", t!(language, "exports-registrations")),
            ("messages.csv, message-copies.csv, subscriptions.csv", t!(language, "exports-messages")),
            ("acts.csv", t!(language, "exports-acts")),
        ];
        let files: Vec<_> =
            files.into_iter().map(|(name, words)| view! { <div><dt><code>{name}</code></dt><dd>{words}</dd></div> }).collect();
        view! {
            {breadcrumbs(language, &card, Vec::new(), t!(language, "exports-open"))}
            <h1>{title}</h1>
            <p class="lead">{t!(language, "exports-lead", network = card.acronym.as_str())}</p>
            <dl class="stack">{files}</dl>
            <p class="notice">{t!(language, "exports-care")}</p>
            <p><a class="button" href=format!("/networks/{}/export.zip", card.slug) download="">{t!(language, "exports-download")}</a></p>
        }
    }))
}

/// The archive, which leaves while it is packed.
pub async fn download(visit: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let archive = exports::network(visit.db(), &visit.who, &slug, visit.language).await?;
    let name = format!("attachment; filename=\"{slug}-{}.zip\"", visit.now.today());
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let chunks = stream::unfold(archive, |mut archive| async {
        let chunk = archive.next().await?;
        Some((chunk.map_err(std::io::Error::other), archive))
    });
    Ok((headers, Body::from_stream(chunks)).into_response())
}
