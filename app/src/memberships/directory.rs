//! The directory of a network, for its members.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::memberships::{self, DirectoryEntry};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::extract::{DoneQuery, Query};
use crate::networks::header::{breadcrumbs, notice};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// Consents to being listed, here and in the directories of one's other networks.
pub async fn enter(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    memberships::enter_directory(context.db(), &context.actor, &slug).await?;
    Ok(context.redirect(&format!("/networks/{slug}/directory?done=agreed")).into_response())
}

/// The members who consented to being listed.
pub async fn show(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let directory = memberships::directory(context.db(), &context.actor, &slug).await?;
    let card = directory.head.card.clone();
    let title = tr!(language, "memberships-directory-title", network = card.acronym.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).render(&context, move || {
        let rows: Vec<_> = directory.entries.iter().map(|entry| row(language, entry)).collect();
        let table = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "memberships-directory-empty")}</p></div> }.into_any()
        } else {
            view! {
                <table class="table-stack">
                    <caption class="visually-hidden">{title.clone()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(language, "memberships-name")}</th>
                            <th scope="col">{tr!(language, "memberships-organisation")}</th>
                            <th scope="col">{tr!(language, "memberships-profession")}</th>
                            <th scope="col">{tr!(language, "fields-region")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        };
        let listed_text = if directory.holds_reader { tr!(language, "memberships-directory-listed") } else { tr!(language, "memberships-directory-not-listed") };
        let done = (done.done == "agreed").then(|| tr!(language, "privacy-done-consents"));
        let enter = (!directory.holds_reader).then(|| {
            view! {
                <form method="post" class="stack">
                    <p>{tr!(language, "purpose-more-directory")}</p>
                    <div class="form-actions"><button class="button">{tr!(language, "memberships-directory-join")}</button></div>
                </form>
            }
        });
        view! {
            {breadcrumbs(language, &card, Vec::new(), tr!(language, "memberships-directory"))}
            <h1>{title.clone()}</h1>
            {notice(done)}
            <p class="muted">{tr!(language, "memberships-directory-lead")}" "{listed_text}" "<a href="/me/data#consents">{tr!(language, "memberships-directory-change")}</a></p>
            {enter}
            {table}
        }
    }))
}

fn row(language: Language, entry: &DirectoryEntry) -> impl IntoView + use<> {
    let pick =
        |fr: &String, en: &String| Some(if language == Language::Fr { fr.clone() } else { en.clone() }).filter(|text| !text.is_empty());
    let through = (!entry.through.is_empty())
        .then(|| view! { " "<span class="small muted">{tr!(language, "memberships-through", networks = entry.through.as_str())}</span> });
    view! {
        <tr>
            <th scope="row">{entry.name()}{through}</th>
            <td data-label=tr!(language, "memberships-organisation")>{Some(entry.organisation.clone()).filter(|text| !text.is_empty())}</td>
            <td data-label=tr!(language, "memberships-profession")>{pick(&entry.profession_fr, &entry.profession_en)}</td>
            <td data-label=tr!(language, "fields-region")>{pick(&entry.region_fr, &entry.region_en)}</td>
        </tr>
    }
}
