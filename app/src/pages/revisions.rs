//! Earlier versions of a page: the list, the changes of one revision, restoring one.

use axum::response::{IntoResponse, Response};
use domain::clock::HOME;
use domain::pages::{self, ListedRevision};
use domain::{Error, Language, dates};
use leptos::prelude::*;

use super::difference::difference;
use super::{PagePath, breadcrumbs, notice, owner_page};
use crate::error_page::Result;
use crate::extract::{DoneQuery, Query};
use crate::request_context::RequestContext;

pub async fn index(context: RequestContext, path: PagePath, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let (owner, page, revisions) = pages::revisions(context.db(), &context.actor, &path.place, &path.page).await?;
    let title = tr!(language, "pages-revisions-title", title = page.title.as_str());
    Ok(owner_page(title.clone(), &owner).render(&context, move || {
        let address = path.address();
        let items: Vec<_> = revisions
            .iter()
            .map(|revision| {
                let current = (revision.number == page.revision)
                    .then(|| view! { " "<span class="badge badge-good">{tr!(language, "pages-revision-current")}</span> });
                let note = (!revision.note.is_empty()).then(|| view! { <p>{revision.note.clone()}</p> });
                view! {
                    <li>
                        <div>
                            <p><a href=format!("{address}/revisions/{}", revision.number)>{name(language, revision.number)}</a>{current}</p>
                            <p class="small muted">{author_and_time(language, revision)}</p>
                            {note}
                        </div>
                    </li>
                }
            })
            .collect();
        view! {
            {breadcrumbs(language, &owner, Some((address.clone(), page.title.clone())), tr!(language, "pages-revisions"))}
            {notice(language, &done.done)}
            <h1>{title}</h1>
            <ul class="rows">{items}</ul>
        }
    }))
}

pub async fn show(context: RequestContext, path: PagePath) -> Result<Response> {
    let language = context.language;
    let number = path.last.parse().map_err(|_| Error::NotFound)?;
    let revision_page = pages::revision(context.db(), &context.actor, &path.place, &path.page, number).await?;
    let title = format!("{} – {}", name(language, number), revision_page.page.title);
    Ok(owner_page(title, &revision_page.owner).render(&context, move || {
        let address = path.address();
        let renamed = revision_page.title_before.clone().map(|before| {
            view! { <p>{tr!(language, "pages-field-title")}" "<del>{before}</del>" "<ins>{revision_page.revision.title.clone()}</ins></p> }
        });
        let changes = if revision_page.lines.is_empty() {
            view! { <p class="muted">{tr!(language, "pages-difference-none")}</p> }.into_any()
        } else {
            difference(language, &revision_page.lines).into_any()
        };
        let restore = (number != revision_page.page.revision).then(|| {
            view! {
                <form class="form" method="post">
                    <div class="form-actions"><button class="button">{tr!(language, "pages-restore", number = number)}</button></div>
                    <p class="small muted">{tr!(language, "pages-restore-hint")}</p>
                </form>
            }
        });
        let neighbour = |to: i64, rel: &'static str, label: String| {
            (to >= 1 && to <= revision_page.page.revision).then(|| view! { <li><a href=format!("{address}/revisions/{to}") rel=rel>{label}</a></li> })
        };
        let note = (!revision_page.revision.note.is_empty()).then(|| view! { <p>{revision_page.revision.note.clone()}</p> });
        view! {
            {breadcrumbs(language, &revision_page.owner, Some((format!("{address}/revisions"), tr!(language, "pages-revisions"))), name(language, number))}
            <h1>{name(language, number)}<span class="visually-hidden">" – "</span>" "<span class="muted">{revision_page.page.title.clone()}</span></h1>
            <p class="muted">{author_and_time(language, &revision_page.revision)}</p>
            {note}
            {renamed}
            {changes}
            {restore}
            <nav class="pagination" aria-label=tr!(language, "pages-revisions")>
                <ul>
                    {neighbour(number - 1, "prev", tr!(language, "pages-revision-previous"))}
                    {neighbour(number + 1, "next", tr!(language, "pages-revision-next"))}
                </ul>
            </nav>
        }
    }))
}

/// Restores its title and text, as a new revision.
pub async fn restore(context: RequestContext, path: PagePath) -> Result<Response> {
    let number: i64 = path.last.parse().map_err(|_| Error::NotFound)?;
    let note = tr!(context.language, "pages-restored-note", number = number);
    pages::restore(context.db(), &context.actor, &path.place, &path.page, number, &note).await?;
    Ok(context.redirect(&format!("{}?done=restored", path.address())).into_response())
}

fn name(language: Language, number: i64) -> String {
    tr!(language, "pages-revision", number = number)
}

fn author_and_time(language: Language, revision: &ListedRevision) -> String {
    let when = dates::moment(language, revision.at, HOME);
    let author = author(language, revision);
    tr!(language, "pages-revision-by", author = author, when = when)
}

/// The author of a revision; the name of an erased person is not kept.
pub(super) fn author(language: Language, revision: &ListedRevision) -> String {
    match &revision.author {
        None => tr!(language, "pages-author-command-line"),
        Some(name) if name.is_empty() => tr!(language, "pages-author-erased"),
        Some(name) => name.clone(),
    }
}
