//! `/lists/{list}`: what a list is for, who can subscribe, and how.

pub mod archive;
pub mod confirmation;
pub mod former_addresses;
pub mod my_subscriptions;
pub mod network_lists;
pub mod options;
pub mod settings;
pub mod subscribers;
pub mod unsubscribe;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::enums::ListKind;
use domain::lists::{self, List, ListPage, SubscribeInput};
use domain::networks::NetworkCard;
use domain::numbers::number;
use domain::{Error, Language};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors, HoneypotField, LineField};
use crate::islands::check::Check;
use crate::networks::header::{NetworkTab, masthead, notice, tabs};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let success = match done.done.as_str() {
        "saved" => Some(tr!(context.language, "lists-saved")),
        "created" => Some(tr!(context.language, "lists-created")),
        "closed" => Some(tr!(context.language, "lists-closed-done")),
        "reopened" => Some(tr!(context.language, "lists-reopened-done")),
        "held" => Some(tr!(context.language, "posts-done-held")),
        "posted" => Some(tr!(context.language, "posts-done-sent")),
        _ => None,
    };
    page(&context, &slug, success, SubscribeInput::default(), FormErrors::none(context.language), false).await
}

/// Requests a subscription. The answer is the same for known and unknown addresses.
pub async fn subscribe(context: RequestContext, Path(slug): Path<String>, Form(input): Form<SubscribeInput>) -> Result<Response> {
    match lists::request_subscription(context.db(), &context.actor, &context.client, context.language, &slug, &input).await {
        Ok(()) => Ok(requested_page(&context, &slug, &input.address).into_response()),
        // The form's mark has expired or is not ours: the form is shown with a new one, and sending it again is enough.
        Err(Error::Stale) => page(&context, &slug, None, input, FormErrors::none(context.language), true).await,
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, None, input, errors, false).await
        }
    }
}

fn requested_page(context: &RequestContext, slug: &str, address: &str) -> Response {
    let language = context.language;
    let (address, back) = (address.trim().to_owned(), format!("/lists/{slug}"));
    PageBuilder::titled(tr!(language, "lists-confirmation-sent-title")).section(Section::Networks).private().render(context, move || {
        view! {
            <div class="narrow stack">
                <h1>{tr!(language, "lists-confirmation-sent-title")}</h1>
                <p class="lead">{tr!(language, "lists-confirmation-sent", address = address)}</p>
                <p>{tr!(language, "lists-confirmation-sent-more")}</p>
                <p><a href=back>{tr!(language, "lists-back-to-list")}</a></p>
            </div>
        }
    })
}

async fn page(
    context: &RequestContext,
    slug: &str,
    success: Option<String>,
    input: SubscribeInput,
    errors: FormErrors,
    is_expired: bool,
) -> Result<Response> {
    let language = context.language;
    let list_page = lists::page(context.db(), &context.actor, slug).await?;
    if list_page.list.slug != slug {
        // A former address of the list.
        return Ok(Redirect::permanent(&format!("/lists/{}", list_page.list.slug)).into_response());
    }
    let mark = lists::form_mark(context.db(), slug).await?;
    let card = list_page.head.card.clone();
    let title = tr!(language, "lists-title", list = list_page.list.name.as_str());
    // Its form contains the time at which it was shown.
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors).private();
    let page = if is_expired { page.status(422) } else { page };
    let page = page.description(list_page.list.description.clone());
    let is_guest = context.visitor.is_none();
    Ok(page.render(context, move || {
        let expiry_notice = is_expired.then(|| {
            view! { <div class="notice notice-warning" role="alert"><p>{tr!(language, "lists-form-expired")}</p></div> }
        });
        let description = Some(list_page.list.description.clone()).filter(|text| !text.is_empty());
        let archive = format!("/lists/{}/archive", list_page.list.slug);
        let archive = (list_page.may_read && takes_messages(&list_page.list))
            .then(|| view! { <p><a href=archive>{tr!(language, "lists-archive-open")}</a></p> });
        let discussion = (list_page.list.kind == ListKind::Discussion).then(|| discussion_links(language, &list_page, is_guest));
        let manager_links = list_page.may_manage.then(|| manager_links(language, &list_page));
        let about = if list_page.list.kind == ListKind::Discussion {
            tr!(language, "lists-about-discussion", network = card.acronym.as_str())
        } else if list_page.list.is_main() {
            tr!(language, "lists-about", network = card.acronym.as_str())
        } else {
            tr!(language, "lists-about-other", network = card.acronym.as_str())
        };
        let subscription = if list_page.list.is_closed() {
            view! { <p class="notice notice-warning">{tr!(language, "lists-closed")}</p> }.into_any()
        } else if is_guest {
            guest_form(language, &list_page, input, mark).into_any()
        } else {
            own_subscription(language, &list_page).into_any()
        };
        view! {
            {masthead(language, &list_page.head)}
            {tabs(language, &list_page.head, NetworkTab::Lists)}
            {notice(success)}
            {expiry_notice}
            <ErrorSummary />
            <div class="stack narrow">
                <h2>{title}</h2>
                {description.map(|text| view! { <p class="lead">{text}</p> })}
                <p>{about}</p>
                {discussion}
                {list_page.mail_address.clone().map(|address| view! { <p>{tr!(language, "posts-write-by-mail")}" "<a href=format!("mailto:{address}")>{address.clone()}</a></p> })}
                {archive}
                {manager_links}
                {subscription}
            </div>
        }
    }))
}

/// The steps between the network and a page below that of a list.
pub(crate) fn steps(language: Language, card: &NetworkCard, list: &List) -> Vec<(String, String)> {
    vec![
        (format!("/networks/{}/lists", card.slug), tr!(language, "networks-tab-lists")),
        (format!("/lists/{}", list.slug), list.name.clone()),
    ]
}

/// Whether coordinators send messages to the list: the main one gets those to the members even if people write to each other there.
fn takes_messages(list: &List) -> bool {
    list.is_main() || list.kind == ListKind::Announcement
}

/// Reading a discussion, writing to it, and what waits for a moderator.
fn discussion_links(language: Language, list_page: &ListPage, is_guest: bool) -> impl IntoView + use<> {
    let path = format!("/lists/{}", list_page.list.slug);
    let read = list_page
        .may_read
        .then(|| view! { <a class="button button-quiet" href=format!("{path}/threads")>{tr!(language, "posts-threads-open")}</a> });
    // Whoever gets its mail may write to it, even if nobody reads its archive.
    let is_reader = list_page.mine.as_ref().is_some_and(|mine| mine.is_subscribed);
    let may_write = (list_page.may_read || is_reader) && !is_guest && !list_page.list.is_closed();
    let write = may_write.then(|| view! { <a class="button" href=format!("{path}/threads/new")>{tr!(language, "posts-write")}</a> });
    let held = list_page
        .may_manage
        .then(|| view! { <a class="button button-quiet" href=format!("{path}/held")>{tr!(language, "posts-held")}</a> });
    let is_empty = read.is_none() && write.is_none() && held.is_none();
    (!is_empty).then(|| view! { <p class="actions no-print">{write}" "{read}" "{held}</p> })
}

fn manager_links(language: Language, list_page: &ListPage) -> impl IntoView + use<> {
    let path = format!("/lists/{}", list_page.list.slug);
    let messages = format!("/networks/{}/messages", list_page.head.card.slug);
    let chosen = if list_page.list.is_main() { String::new() } else { format!("?audience=subscribers:{}", list_page.list.slug) };
    let writes = list_page.may_write && !list_page.list.is_closed() && takes_messages(&list_page.list);
    // In a discussion, writing to the list is the first thing to do; an announcement to its members is another.
    let class = if list_page.list.kind == ListKind::Discussion { "button button-quiet" } else { "button" };
    let messages = writes.then(|| {
        view! {
            <a class=class href=format!("{messages}/new{chosen}")>{tr!(language, "messages-new")}</a>
            " "
            <a class="button button-quiet" href=messages>{tr!(language, "messages-title")}</a>
            " "
        }
    });
    view! {
        <p class="count"><a href=format!("{path}/subscribers")>{tr!(language, "lists-subscriber-count", count = list_page.subscribers, number = number(language, list_page.subscribers))}</a></p>
        <p class="actions no-print">
            {messages}
            <a class="button button-quiet" href=format!("{path}/settings")>{tr!(language, "lists-settings")}</a>
        </p>
    }
}

/// For a person who is signed in: their subscription, and one button.
fn own_subscription(language: Language, list_page: &ListPage) -> impl IntoView + use<> {
    let reads = list_page.mine.as_ref().is_some_and(|mine| mine.is_subscribed);
    let is_member = list_page.mine.as_ref().is_some_and(|mine| mine.is_member);
    let text = match (reads, is_member) {
        (true, true) => tr!(language, "lists-status-member"),
        (true, false) => tr!(language, "lists-status-subscribed"),
        (false, _) => tr!(language, "lists-status-not-subscribed"),
    };
    let (wanted, button) = if reads { ("no", tr!(language, "lists-unsubscribe")) } else { ("yes", tr!(language, "lists-subscribe")) };
    let class = if reads { "button button-quiet" } else { "button" };
    let options = reads.then(|| {
        view! { <p><a href=format!("/lists/{}/options", list_page.list.slug)>{tr!(language, "lists-options-open")}</a></p> }
    });
    view! {
        <p>{text}" "<a href="/me/lists">{tr!(language, "lists-my-subscriptions")}</a></p>
        {options}
        <form method="post" action="/me/lists">
            <input type="hidden" name="list" value=list_page.list.slug.clone() />
            <button class=class name="wanted" value=wanted>{button}</button>
        </form>
    }
}

fn guest_form(language: Language, list_page: &ListPage, input: SubscribeInput, mark: String) -> impl IntoView + use<> {
    view! {
        <h3>{tr!(language, "lists-subscribe-title")}</h3>
        <p>{tr!(language, "lists-subscribe-more")}</p>
        <form class="form" method="post" action=format!("/lists/{}", list_page.list.slug) novalidate>
            <input type="hidden" name="mark" value=mark />
            <LineField name="address" kind="email" label=tr!(language, "lists-address") value=input.address required=true autocomplete="email" check=Check::Address />
            <LineField name="name" label=tr!(language, "lists-name") hint=tr!(language, "lists-name-hint") value=input.name max_length=200 autocomplete="name" />
            <HoneypotField language />
            <div class="form-actions"><button class="button">{tr!(language, "lists-subscribe")}</button></div>
        </form>
    }
}
