//! `/lists/{list}/archive`: the messages that a list has sent.

use axum::extract::Path;
use axum::response::Response;
use domain::ids::MessageId;
use domain::lists::{self, ArchivedMessage};
use domain::{Language, dates, rendering};
use leptos::prelude::*;
use serde::Deserialize;

use super::steps;
use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::Query;
use crate::networks::header::{NetworkTab, breadcrumbs, masthead, tabs};
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ArchiveQuery {
    page: String,
}

pub async fn index(context: RequestContext, Path(slug): Path<String>, Query(query): Query<ArchiveQuery>) -> Result<Response> {
    let language = context.language;
    let archive = lists::archive(context.db(), &context.actor, &slug, &query.page).await?;
    let card = archive.head.card.clone();
    let title = tr!(language, "lists-archive-title", list = archive.list.name.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).render(&context, move || {
        let years: Vec<_> = archive
            .messages
            .chunk_by(|one, other| one.sent_at.year() == other.sent_at.year())
            .map(|messages| {
                let year = messages[0].sent_at.year();
                let (id, heading) = (format!("y-{year}"), format!("y-{year}"));
                let rows: Vec<_> = messages.iter().map(|message| row(language, &archive.list.slug, message)).collect();
                view! { <section class="stack" aria-labelledby=id><h3 id=heading>{year}</h3><ul class="rows">{rows}</ul></section> }
            })
            .collect();
        let path = format!("/lists/{}/archive", archive.list.slug);
        let empty = archive.messages.is_empty().then(|| view! { <div class="empty"><p>{tr!(language, "lists-archive-empty")}</p></div> });
        view! {
            {masthead(language, &archive.head)}
            {tabs(language, &archive.head, NetworkTab::Lists)}
            <h2>{title}</h2>
            {years}
            {empty}
            {pager(language, archive.page, ListLength::Page(archive.pages), |page| address(&path, &[("page", &page_text(page))]))}
        }
    }))
}

fn row(language: Language, slug: &str, message: &ArchivedMessage) -> impl IntoView + use<> {
    let day = message.sent_at.today();
    view! {
        <li>
            <p>
                <a href=format!("/lists/{slug}/archive/{}", message.id) lang=message.language.code()>{message.subject.clone()}</a>
                <br />
                <time class="small muted" datetime=day.clone()>{dates::day_of(language, &day)}</time>
            </p>
        </li>
    }
}

pub async fn show(context: RequestContext, Path((slug, message)): Path<(String, String)>) -> Result<Response> {
    let language = context.language;
    let (archive, message) = lists::archived_message(context.db(), &context.actor, &slug, &MessageId::from(message.as_str())).await?;
    let card = archive.head.card.clone();
    // There is no name for a personal greeting here.
    let body = rendering::bulletin(&lists::without_name_marks(&message.body), "").await?;
    Ok(PageBuilder::titled(message.subject.clone()).section(Section::Networks).hue(card.hue).render(&context, move || {
        let mut steps = steps(language, &card, &archive.list);
        steps.push((format!("/lists/{}/archive", archive.list.slug), tr!(language, "lists-archive")));
        let day = message.sent_at.today();
        view! {
            {breadcrumbs(language, &card, steps, message.subject.clone())}
            <article class="stack narrow">
                <h1 lang=message.language.code()>{message.subject.clone()}</h1>
                <p class="muted">{tr!(language, "lists-archive-sent-on", list = archive.list.name.as_str(), day = dates::day_of(language, &day))}</p>
                <div class="prose" lang=message.language.code() inner_html=body.clone()></div>
            </article>
        }
    }))
}
