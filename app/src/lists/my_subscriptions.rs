//! `/me/lists`: a person's subscriptions, with what they chose and when.

use axum::response::{IntoResponse, Response};
use domain::enums::ReadingRhythm;
use domain::lists::{self, MyList, SubscriptionStep};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::labels::{find_label, label};
use crate::networks::header::notice;
use crate::page::{PageBuilder, Section};
use crate::people;
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SubscriptionForm {
    list: String,
    wanted: String,
}

pub async fn index(context: RequestContext, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let lists = lists::my_lists(context.db(), &context.actor).await?;
    let done = match done.done.as_str() {
        "yes" => Some(tr!(language, "lists-done-subscribed")),
        "no" => Some(tr!(language, "lists-done-unsubscribed")),
        _ => None,
    };
    let title = tr!(language, "lists-my-subscriptions");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).render(&context, move || {
        let rows: Vec<_> = lists.iter().map(|list| row(language, list)).collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "lists-my-subscriptions-none")}</p><a class="button button-quiet" href="/networks">{tr!(language, "people-dashboard-find-network")}</a></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        view! {
            {people::breadcrumbs(language, title.clone())}
            <h1>{title}</h1>
            {notice(done)}
            <p>{tr!(language, "lists-my-subscriptions-more")}</p>
            {list}
        }
    }))
}

pub async fn update(context: RequestContext, Form(form): Form<SubscriptionForm>) -> Result<Response> {
    let wanted = match form.wanted.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(domain::Error::Invalid(Vec::new()).into()),
    };
    lists::set_subscription(context.db(), &context.actor, &form.list, wanted).await?;
    Ok(context.redirect(&format!("/me/lists?done={}", form.wanted)).into_response())
}

fn row(language: Language, list: &MyList) -> impl IntoView + use<> {
    let (class, state) = match (list.is_subscribed, list.is_member) {
        (true, true) => ("badge badge-good", tr!(language, "lists-my-subscriptions-member")),
        (true, false) => ("badge badge-good", tr!(language, "lists-my-subscriptions-subscribed")),
        (false, _) => ("badge", tr!(language, "lists-my-subscriptions-unsubscribed")),
    };
    let (wanted, button) =
        if list.is_subscribed { ("no", tr!(language, "lists-unsubscribe")) } else { ("yes", tr!(language, "lists-subscribe")) };
    let history: Vec<_> = list.changes.iter().map(|step| view! { <li>{step_text(language, step)}</li> }).collect();
    let history = (!history.is_empty()).then(|| view! { <ol class="history small">{history}</ol> });
    let name = list.name.clone();
    let options = list.is_subscribed.then(|| {
        let chosen = chosen_options(language, list).map(|chosen| view! { <span class="small">{format!(" – {chosen}")}</span> });
        view! { <p><a href=format!("/lists/{}/options", list.slug)>{tr!(language, "lists-options-open")}<span class="visually-hidden">{format!(" – {name}")}</span></a>{chosen}</p> }
    });
    view! {
        <li style=format!("--hue: {}", list.hue)>
            <div>
                <p><strong><a href=format!("/lists/{}", list.slug)>{list.name.clone()}</a></strong>" "<span class=class>{state}</span></p>
                {options}
                {history}
            </div>
            <form method="post">
                <input type="hidden" name="list" value=list.slug.clone() />
                <button class="button button-quiet" name="wanted" value=wanted>{button}<span class="visually-hidden">{format!(" – {name}")}</span></button>
            </form>
        </li>
    }
}

/// What differs from each message at once.
fn chosen_options(language: Language, list: &MyList) -> Option<String> {
    match &list.paused_until {
        Some(day) => Some(tr!(language, "lists-my-subscriptions-paused", day = dates::date_of(language, day))),
        None => (list.rhythm != ReadingRhythm::Each).then(|| label(language, list.rhythm)),
    }
}

fn step_text(language: Language, step: &SubscriptionStep) -> String {
    let what = label(language, step.state);
    let how = cause_label(language, &step.cause);
    tr!(language, "lists-last-change", day = dates::moment(language, step.at, domain::clock::HOME), what = what, how = how)
}

/// The cause of a subscription's state.
pub(super) fn cause_label(language: Language, cause: &str) -> String {
    find_label(language, "lists-cause", cause).unwrap_or_else(|| tr!(language, "lists-cause-me"))
}
