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

use super::{AdminListQuery, breadcrumbs, page, search_form, success_notice};
use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PersonAction {
    act: String,
}

pub async fn index(context: RequestContext, Query(query): Query<AdminListQuery>) -> Result<Response> {
    let language = context.language;
    let (people, total, page_number, pages) = administration::people(context.db(), &context.actor, &query.q, &query.page).await?;
    let title = tr!(language, "administration-people");
    Ok(page(&title).render(&context, move || {
        let rows: Vec<_> = people.iter().map(|person| row(language, person)).collect();
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {search_form(language, tr!(language, "administration-search-people"), &query.q)}
            <p class="count" role="status">{tr!(language, "administration-people-more", count = total, number = number(language, total))}</p>
            <ul class="rows">{rows}</ul>
            {pager(language, page_number, ListLength::Page(pages), |page| address("/admin/people", &[("q", &query.q), ("page", &page_text(page))]))}
        }
    }))
}

fn name(language: Language, person: &ListedPerson) -> String {
    Some(person.name()).filter(|name| !name.is_empty()).unwrap_or_else(|| tr!(language, "memberships-unnamed-person"))
}

fn row(language: Language, person: &ListedPerson) -> impl IntoView + use<> {
    view! {
        <li>
            <div>
                <p><a href=format!("/admin/people/{}", person.id)>{name(language, person)}</a>{badges(language, person)}</p>
                <p class="small muted">{person.address.clone()}</p>
            </div>
        </li>
    }
}

fn badges(language: Language, person: &ListedPerson) -> impl IntoView + use<> {
    let unproved =
        person.is_unproved().then(|| view! { " "<span class="badge">{tr!(language, "administration-person-unconfirmed")}</span> });
    let administers = person
        .administrator_since
        .map(|_| view! { " "<span class="badge badge-good">{tr!(language, "administration-person-administrator")}</span> });
    view! { {administers}{unproved} }
}

pub async fn show(context: RequestContext, Path(id): Path<String>, Query(query): Query<AdminListQuery>) -> Result<Response> {
    detail_page(&context, &PersonId::from(id), &query.done, FormErrors::none(context.language)).await
}

pub async fn update(context: RequestContext, Path(id): Path<String>, Form(action): Form<PersonAction>) -> Result<Response> {
    let id = PersonId::from(id);
    let (db, actor) = (context.db(), &context.actor);
    let done = match action.act.as_str() {
        "sessions" => administration::end_sessions(db, actor, &id).await.map(|_| "ended"),
        "administrator" => administration::set_administrator(db, actor, &id, true).await.map(|()| "saved"),
        "no_administrator" => administration::set_administrator(db, actor, &id, false).await.map(|()| "saved"),
        _ => Err(domain::Error::NotFound),
    };
    match done {
        Ok(done) => Ok(context.redirect(&format!("/admin/people/{id}?done={done}")).into_response()),
        Err(error) => detail_page(&context, &id, "", FormErrors::of(context.language, error)?).await,
    }
}

async fn detail_page(context: &RequestContext, id: &PersonId, done: &str, errors: FormErrors) -> Result<Response> {
    let (language, done) = (context.language, done.to_owned());
    let person = administration::person(context.db(), &context.actor, id).await?;
    let title = name(language, &person.person);
    Ok(page(&title).errors(&errors).render(context, move || {
        let addresses: Vec<_> = person
            .addresses
            .iter()
            .map(|address| {
                let proved = match address.verified_at {
                    Some(at) => tr!(language, "administration-person-confirmed", at = dates::moment(language, at, HOME)),
                    None => tr!(language, "administration-person-unconfirmed"),
                };
                view! { <li>{address.address.clone()}" "<span class="small muted">{proved}</span></li> }
            })
            .collect();
        let networks: Vec<_> = person
            .networks
            .iter()
            .map(|(slug, acronym)| view! { <li><a href=format!("/networks/{slug}")>{acronym.clone()}</a></li> })
            .collect();
        let last_seen = person.last_seen_at.map(|at| tr!(language, "administration-person-last-seen", at = dates::moment(language, at, HOME)));
        let button =
            |act: &'static str, class: &'static str, label: String| view! { <button class=class name="act" value=act>{label}</button> };
        let administers = match person.person.administrator_since {
            Some(_) => button("no_administrator", "button button-danger", tr!(language, "administration-person-remove-role")),
            None => button("administrator", "button button-quiet", tr!(language, "administration-person-add-role")),
        };
        let sessions =
            (person.sessions > 0).then(|| button("sessions", "button button-quiet", tr!(language, "administration-person-end-sessions")));
        let journal = address("/admin/journal", &[("subject", person.person.id.as_str())]);
        view! {
            {breadcrumbs(language, vec![("/admin/people".to_owned(), tr!(language, "administration-people"))], title.clone())}
            <h1>{title}{badges(language, &person.person)}</h1>
            {success_notice(&done, language)}
            <ErrorSummary />
            <dl class="stack">
                <div><dt>{tr!(language, "administration-person-addresses")}</dt><dd><ul>{addresses}</ul></dd></div>
                <div><dt>{tr!(language, "shell-networks")}</dt><dd><ul class="links">{networks}</ul></dd></div>
                <div><dt>{tr!(language, "administration-person-sessions")}</dt><dd>{number(language, person.sessions)}" "{last_seen}</dd></div>
            </dl>
            <form method="post" class="actions" id="administrator">{administers}" "{sessions}</form>
            <p><a href=journal>{tr!(language, "administration-person-audit-log")}</a></p>
        }
    }))
}
