//! Earlier versions of a page: the list, the changes of one revision, restoring one.

use axum::response::{IntoResponse, Response};
use domain::clock::HOME;
use domain::pages::{self, RevisionLine};
use domain::{Error, Language, dates};
use leptos::prelude::*;

use super::difference::difference;
use super::{PagePath, breadcrumbs, notice, titled};
use crate::error_page::Result;
use crate::extract::{DoneQuery, Query};
use crate::request_context::RequestContext;

/// Every revision, newest first.
pub async fn index(context: RequestContext, aim: PagePath, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let (kept, page, revisions) = pages::revisions(context.db(), &context.actor, &aim.place, &aim.page).await?;
    let title = tr!(language, "pages-revisions-title", title = page.title.as_str());
    Ok(titled(title.clone(), &kept).render(&context, move || {
        let address = aim.address();
        let items: Vec<_> = revisions
            .iter()
            .map(|line| {
                let current = (line.number == page.revision)
                    .then(|| view! { " "<span class="badge badge-good">{tr!(language, "pages-revision-current")}</span> });
                let note = (!line.note.is_empty()).then(|| view! { <p>{line.note.clone()}</p> });
                view! {
                    <li>
                        <div>
                            <p><a href=format!("{address}/revisions/{}", line.number)>{name(language, line.number)}</a>{current}</p>
                            <p class="small soft">{who_and_when(language, line)}</p>
                            {note}
                        </div>
                    </li>
                }
            })
            .collect();
        view! {
            {breadcrumbs(language, &kept, Some((address.clone(), page.title.clone())), tr!(language, "pages-revisions"))}
            {notice(language, &done.done)}
            <h1>{title}</h1>
            <ul class="rows">{items}</ul>
        }
    }))
}

/// One revision, and its changes.
pub async fn show(context: RequestContext, aim: PagePath) -> Result<Response> {
    let language = context.language;
    let number = aim.last.parse().map_err(|_| Error::NotFound)?;
    let shown = pages::revision(context.db(), &context.actor, &aim.place, &aim.page, number).await?;
    let title = format!("{} – {}", name(language, number), shown.page.title);
    Ok(titled(title, &shown.kept).render(&context, move || {
        let address = aim.address();
        let renamed = shown.title_before.clone().map(|before| {
            view! { <p>{tr!(language, "pages-field-title")}" "<del>{before}</del>" "<ins>{shown.line.title.clone()}</ins></p> }
        });
        let lines = if shown.lines.is_empty() {
            view! { <p class="soft">{tr!(language, "pages-difference-none")}</p> }.into_any()
        } else {
            difference(language, &shown.lines).into_any()
        };
        let restore = (number != shown.page.revision).then(|| {
            view! {
                <form class="form" method="post">
                    <div class="form-actions"><button class="button">{tr!(language, "pages-restore", number = number)}</button></div>
                    <p class="small soft">{tr!(language, "pages-restore-hint")}</p>
                </form>
            }
        });
        let neighbour = |to: i64, rel: &'static str, words: String| {
            (to >= 1 && to <= shown.page.revision).then(|| view! { <li><a href=format!("{address}/revisions/{to}") rel=rel>{words}</a></li> })
        };
        let note = (!shown.line.note.is_empty()).then(|| view! { <p>{shown.line.note.clone()}</p> });
        view! {
            {breadcrumbs(language, &shown.kept, Some((format!("{address}/revisions"), tr!(language, "pages-revisions"))), name(language, number))}
            <h1>{name(language, number)}<span class="visually-hidden">" – "</span>" "<span class="soft">{shown.page.title.clone()}</span></h1>
            <p class="soft">{who_and_when(language, &shown.line)}</p>
            {note}
            {renamed}
            {lines}
            {restore}
            <nav class="pagination" aria-label=tr!(language, "pages-revisions")>
                <ul>
                    {neighbour(number - 1, "prev", tr!(language, "pages-revision-before"))}
                    {neighbour(number + 1, "next", tr!(language, "pages-revision-after"))}
                </ul>
            </nav>
        }
    }))
}

/// Restores its title and text, as a new revision.
pub async fn restore(context: RequestContext, aim: PagePath) -> Result<Response> {
    let number: i64 = aim.last.parse().map_err(|_| Error::NotFound)?;
    let note = tr!(context.language, "pages-restored-note", number = number);
    pages::restore(context.db(), &context.actor, &aim.place, &aim.page, number, &note).await?;
    Ok(context.go(&format!("{}?done=restored", aim.address())).into_response())
}

fn name(language: Language, number: i64) -> String {
    tr!(language, "pages-revision", number = number)
}

fn who_and_when(language: Language, line: &RevisionLine) -> String {
    let when = dates::moment(language, line.at, HOME);
    let author = author(language, line);
    tr!(language, "pages-revision-by", author = author, when = when)
}

/// The author of a revision; the name of an erased person is not kept.
pub(super) fn author(language: Language, line: &RevisionLine) -> String {
    match &line.author {
        None => tr!(language, "pages-author-none"),
        Some(name) if name.is_empty() => tr!(language, "pages-author-gone"),
        Some(name) => name.clone(),
    }
}
