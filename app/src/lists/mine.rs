//! `/me/lists`: the lists that write to me, what I said about them and when.

use axum::response::{IntoResponse, Response};
use domain::enums::SubscriptionState;
use domain::lists::{self, MyList, MyWord};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::extract::{DoneQuery, Form, Query};
use crate::fault::Result;
use crate::networks::head::notice;
use crate::page::{PageBuilder, Section};
use crate::visit::RequestContext;

/// One button of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SubscriptionForm {
    list: String,
    /// `yes` or `no`.
    wanted: String,
}

/// The page.
pub async fn show(visit: RequestContext, Query(told): Query<DoneQuery>) -> Result<Response> {
    let language = visit.language;
    let mine = lists::my_lists(visit.db(), &visit.who).await?;
    let told = match told.done.as_str() {
        "yes" => Some(t!(language, "lists-done-yes")),
        "no" => Some(t!(language, "lists-done-no")),
        _ => None,
    };
    let title = t!(language, "lists-mine-title");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).render(&visit, move || {
        let rows: Vec<_> = mine.iter().map(|list| row(language, list)).collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{t!(language, "lists-mine-none")}</p><a class="button button-quiet" href="/networks">{t!(language, "people-find-network")}</a></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        view! {
            <nav class="breadcrumbs" aria-label=t!(language, "networks-way")>
                <ol><li><a href="/me">{t!(language, "shell-me")}</a></li><li><span aria-current="page">{title.clone()}</span></li></ol>
            </nav>
            <h1>{title}</h1>
            {notice(told)}
            <p>{t!(language, "lists-mine-more")}</p>
            {list}
        }
    }))
}

/// Says yes or no.
pub async fn say(visit: RequestContext, Form(said): Form<SubscriptionForm>) -> Result<Response> {
    let wanted = match said.wanted.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(domain::Error::Invalid(Vec::new()).into()),
    };
    lists::say(visit.db(), &visit.who, &said.list, wanted).await?;
    Ok(visit.go(&format!("/me/lists?done={}", said.wanted)).into_response())
}

fn row(language: Language, list: &MyList) -> impl IntoView + use<> {
    let (class, words) = match (list.reads, list.is_member) {
        (true, true) => ("badge badge-good", t!(language, "lists-mine-member")),
        (true, false) => ("badge badge-good", t!(language, "lists-mine-reads")),
        (false, _) => ("badge", t!(language, "lists-mine-stopped")),
    };
    let (wanted, button) = if list.reads { ("no", t!(language, "lists-stop")) } else { ("yes", t!(language, "lists-follow")) };
    let history: Vec<_> = list.words.iter().map(|word| view! { <li>{said_words(language, word)}</li> }).collect();
    let history = (!history.is_empty()).then(|| view! { <ol class="history small">{history}</ol> });
    let name = list.name.clone();
    view! {
        <li style=format!("--hue: {}", list.hue)>
            <div>
                <p><strong><a href=format!("/lists/{}", list.slug)>{list.name.clone()}</a></strong>" "<span class=class>{words}</span></p>
                {history}
            </div>
            <form method="post">
                <input type="hidden" name="list" value=list.slug.clone() />
                <button class="button button-quiet" name="wanted" value=wanted>{button}<span class="visually-hidden">{format!(" – {name}")}</span></button>
            </form>
        </li>
    }
}

fn said_words(language: Language, word: &MyWord) -> String {
    let what = match word.state {
        SubscriptionState::Subscribed => t!(language, "lists-said-yes"),
        SubscriptionState::Refused => t!(language, "lists-said-refused"),
        SubscriptionState::Unsubscribed => t!(language, "lists-said-no"),
    };
    let how = cause_words(language, &word.cause);
    t!(language, "lists-said", day = dates::moment(language, word.at, domain::clock::HOME), what = what, how = how)
}

/// How something was said of a list.
pub(super) fn cause_words(language: Language, cause: &str) -> String {
    match cause {
        "form" => t!(language, "lists-cause-form"),
        "one_click" => t!(language, "lists-cause-one-click"),
        "join" => t!(language, "lists-cause-join"),
        "leave" => t!(language, "lists-cause-leave"),
        "coordinator" => t!(language, "lists-cause-coordinator"),
        _ => t!(language, "lists-cause-me"),
    }
}
