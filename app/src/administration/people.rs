//! People: finding them, granting and revoking the administrator's role, ending sessions.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::administration::{self, ListedPerson};
use domain::clock::HOME;
use domain::ids::PersonId;
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::{AdminListQuery, breadcrumbs, page, search, told};
use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

/// The button that was pressed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PersonAction {
    act: String,
}

pub async fn index(context: RequestContext, Query(asked): Query<AdminListQuery>) -> Result<Response> {
    let language = context.language;
    let (found, total, number_of_page, pages) = administration::people(context.db(), &context.actor, &asked.q, &asked.page).await?;
    let title = tr!(language, "administration-people");
    Ok(page(&title).render(&context, move || {
        let rows: Vec<_> = found.iter().map(|person| row(language, person)).collect();
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {search(language, tr!(language, "administration-search-people"), &asked.q)}
            <p class="count" role="status">{tr!(language, "administration-people-more", count = total, number = number(language, total))}</p>
            <ul class="rows">{rows}</ul>
            {pager(language, number_of_page, ListLength::Page(pages), |page| address("/admin/people", &[("q", &asked.q), ("page", &page_text(page))]))}
        }
    }))
}

fn name(language: Language, person: &ListedPerson) -> String {
    Some(person.name()).filter(|name| !name.is_empty()).unwrap_or_else(|| tr!(language, "memberships-nameless"))
}

fn row(language: Language, person: &ListedPerson) -> impl IntoView + use<> {
    view! {
        <li>
            <div>
                <p><a href=format!("/admin/people/{}", person.id)>{name(language, person)}</a>{badges(language, person)}</p>
                <p class="small soft">{person.address.clone()}</p>
            </div>
        </li>
    }
}

fn badges(language: Language, person: &ListedPerson) -> impl IntoView + use<> {
    let unproved = person.is_unproved().then(|| view! { " "<span class="badge">{tr!(language, "administration-unproved")}</span> });
    let administers = person
        .administrator_since
        .map(|_| view! { " "<span class="badge badge-good">{tr!(language, "administration-administers")}</span> });
    view! { {administers}{unproved} }
}

pub async fn show(context: RequestContext, Path(id): Path<String>, Query(asked): Query<AdminListQuery>) -> Result<Response> {
    one(&context, &PersonId::from(id), &asked.done, FormErrors::none(context.language)).await
}

/// Does what the pressed button says.
pub async fn update(context: RequestContext, Path(id): Path<String>, Form(pressed): Form<PersonAction>) -> Result<Response> {
    let id = PersonId::from(id);
    let (db, actor) = (context.db(), &context.actor);
    let done = match pressed.act.as_str() {
        "sessions" => administration::end_sessions(db, actor, &id).await.map(|_| "ended"),
        "administrator" => administration::set_administrator(db, actor, &id, true).await.map(|()| "saved"),
        "no_administrator" => administration::set_administrator(db, actor, &id, false).await.map(|()| "saved"),
        _ => Err(domain::Error::NotFound),
    };
    match done {
        Ok(done) => Ok(context.go(&format!("/admin/people/{id}?done={done}")).into_response()),
        Err(error) => one(&context, &id, "", FormErrors::of(context.language, error)?).await,
    }
}

async fn one(context: &RequestContext, id: &PersonId, done: &str, errors: FormErrors) -> Result<Response> {
    let (language, done) = (context.language, done.to_owned());
    let found = administration::person(context.db(), &context.actor, id).await?;
    let title = name(language, &found.person);
    Ok(page(&title).errors(&errors).render(context, move || {
        let addresses: Vec<_> = found
            .addresses
            .iter()
            .map(|held| {
                let proved = match held.verified_at {
                    Some(at) => tr!(language, "administration-proved", at = dates::moment(language, at, HOME)),
                    None => tr!(language, "administration-unproved"),
                };
                view! { <li>{held.address.clone()}" "<span class="small soft">{proved}</span></li> }
            })
            .collect();
        let networks: Vec<_> = found
            .networks
            .iter()
            .map(|(slug, acronym)| view! { <li><a href=format!("/networks/{slug}")>{acronym.clone()}</a></li> })
            .collect();
        let seen = found.last_seen_at.map(|at| tr!(language, "administration-seen", at = dates::moment(language, at, HOME)));
        let button =
            |act: &'static str, class: &'static str, words: String| view! { <button class=class name="act" value=act>{words}</button> };
        let administers = match found.person.administrator_since {
            Some(_) => button("no_administrator", "button button-danger", tr!(language, "administration-no-administrator")),
            None => button("administrator", "button button-quiet", tr!(language, "administration-make-administrator")),
        };
        let sessions =
            (found.sessions > 0).then(|| button("sessions", "button button-quiet", tr!(language, "administration-end-sessions")));
        let journal = address("/admin/journal", &[("subject", found.person.id.as_str())]);
        view! {
            {breadcrumbs(language, vec![("/admin/people".to_owned(), tr!(language, "administration-people"))], title.clone())}
            <h1>{title}{badges(language, &found.person)}</h1>
            {told(&done, language)}
            <ErrorSummary />
            <dl class="stack">
                <div><dt>{tr!(language, "administration-addresses")}</dt><dd><ul>{addresses}</ul></dd></div>
                <div><dt>{tr!(language, "shell-networks")}</dt><dd><ul class="links">{networks}</ul></dd></div>
                <div><dt>{tr!(language, "administration-sessions")}</dt><dd>{number(language, found.sessions)}" "{seen}</dd></div>
            </dl>
            <form method="post" class="actions" id="administrator">{administers}" "{sessions}</form>
            <p><a href=journal>{tr!(language, "administration-its-journal")}</a></p>
        }
    }))
}
