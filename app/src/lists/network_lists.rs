//! `/networks/{slug}/lists`: the lists of a network.

use axum::extract::Path;
use axum::response::Response;
use domain::Language;
use domain::enums::ListKind;
use domain::lists::{self, ListedList};
use domain::numbers::number;
use leptos::prelude::*;

use crate::error_page::Result;
use crate::labels::label;
use crate::networks::header::{NetworkTab, masthead, tabs};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn index(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let language = context.language;
    let lists = lists::network_lists(context.db(), &context.actor, &slug).await?;
    let card = lists.head.card.clone();
    let title = tr!(language, "lists-index-title", network = card.acronym.as_str());
    Ok(PageBuilder::titled(title).section(Section::Networks).hue(card.hue).render(&context, move || {
        let rows: Vec<_> = lists.lists.iter().map(|listed| row(language, listed)).collect();
        let create = lists.may_create.then(|| {
            view! {
                <p class="actions no-print">
                    <a class="button" href=format!("/networks/{}/lists/new", card.slug)>{tr!(language, "lists-new")}</a>
                    " "
                    <a class="button button-quiet" href=format!("/networks/{}/messages", card.slug)>{tr!(language, "messages-title")}</a>
                </p>
            }
        });
        view! {
            {masthead(language, &lists.head)}
            {tabs(language, &lists.head, NetworkTab::Lists)}
            <h2>{tr!(language, "networks-tab-lists")}</h2>
            <ul class="rows">{rows}</ul>
            {create}
        }
    }))
}

fn row(language: Language, listed: &ListedList) -> impl IntoView + use<> {
    let list = &listed.list;
    let path = format!("/lists/{}", list.slug);
    let badge = if list.is_closed() {
        Some(("badge", tr!(language, "lists-closed-badge")))
    } else {
        listed.is_reader.then(|| ("badge badge-good", tr!(language, "lists-my-subscriptions-subscribed")))
    };
    let badge = badge.map(|(class, text)| view! { " "<span class=class>{text}</span> });
    let description = (!list.description.is_empty()).then(|| view! { <p>{list.description.clone()}</p> });
    let (archive, archive_label) = match list.kind {
        ListKind::Announcement => (format!("{path}/archive"), tr!(language, "lists-archive")),
        ListKind::Discussion => (format!("{path}/threads"), tr!(language, "posts-threads")),
    };
    let archive = listed.may_read.then(|| view! { " · "<a href=archive>{archive_label}</a> });
    let subscribers = listed.subscribers.map(|count| {
        let text = tr!(language, "lists-subscriber-count", count = count, number = number(language, count));
        view! { " · "<a href=format!("{path}/subscribers")>{text}</a> }
    });
    view! {
        <li>
            <div>
                <p><strong><a href=path>{list.name.clone()}</a></strong>{badge}</p>
                {description}
                <p class="small muted">{label(language, list.kind)}{archive}{subscribers}</p>
            </div>
        </li>
    }
}
