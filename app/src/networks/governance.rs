//! The committees of a network: members, roles and dates.

use axum::extract::Path;
use axum::response::Response;
use domain::memberships::{self, Committee, Mandate, MandateStanding};
use domain::{Language, dates};
use leptos::prelude::*;

use super::header::{NetworkTab, masthead, tabs};
use crate::error_page::Result;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The page is the same for everyone.
pub async fn show(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let language = context.language;
    let governance = memberships::governance(context.db(), &context.actor, &slug).await?;
    let card = governance.head.card.clone();
    let title = format!("{} – {}", tr!(language, "networks-tab-governance"), card.acronym);
    Ok(PageBuilder::titled(title).section(Section::Networks).hue(card.hue).render(&context, move || {
        let committees: Vec<_> = governance.committees.iter().map(|committee| committee_view(language, committee)).collect();
        let empty = committees.is_empty().then(|| {
            view! { <div class="empty"><p>{tr!(language, "governance-empty", network = card.acronym.as_str())}</p></div> }
        });
        let edit = governance.head.may.govern.then(|| {
            view! { <a class="button button-quiet" href=format!("/networks/{}/governance/edit", card.slug)>{tr!(language, "governance-edit")}</a> }
        });
        view! {
            {masthead(language, &governance.head)}
            {tabs(language, &governance.head, NetworkTab::Governance)}
            <div class="page-title"><h2>{tr!(language, "networks-tab-governance")}</h2>{edit}</div>
            {committees}
            {empty}
        }
    }))
}

fn committee_view(language: Language, committee: &Committee) -> impl IntoView + use<> {
    let heading = format!("c-{}", committee.id);
    let labelled_by = heading.clone();
    let description = (!committee.description.is_empty()).then(|| view! { <p class="muted">{committee.description.clone()}</p> });
    let rows: Vec<_> = committee.mandates.iter().map(|mandate| row(language, mandate, None)).collect();
    view! {
        <section class="stack" aria-labelledby=labelled_by>
            <h3 id=heading>{committee.name.clone()}</h3>
            {description}
            {table(language, rows, false)}
        </section>
    }
}

/// The table of a committee's mandates. `acts`: whether its rows have a link.
pub fn table<V: IntoView + 'static>(language: Language, rows: Vec<V>, acts: bool) -> impl IntoView + use<V> {
    if rows.is_empty() {
        return view! { <p class="muted">{tr!(language, "governance-no-mandate")}</p> }.into_any();
    }
    let acts = acts.then(|| view! { <th scope="col"><span class="visually-hidden">{tr!(language, "governance-actions")}</span></th> });
    view! {
        <table class="governance table-stack">
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "governance-name")}</th>
                    <th scope="col">{tr!(language, "governance-role")}</th>
                    <th scope="col">{tr!(language, "governance-since")}</th>
                    <th scope="col">{tr!(language, "governance-until")}</th>
                    <th scope="col">{tr!(language, "governance-mandate")}</th>
                    {acts}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A mandate. `edit`: the address of its form.
pub fn row(language: Language, mandate: &Mandate, edit: Option<String>) -> impl IntoView + use<> {
    let (class, label) = match mandate.standing {
        MandateStanding::Running => ("badge badge-good", tr!(language, "governance-current")),
        MandateStanding::Upcoming => ("badge", tr!(language, "governance-upcoming")),
        MandateStanding::Over => ("badge ended", tr!(language, "governance-ended")),
    };
    let until = match &mandate.ended_on {
        Some(last) => day(language, last).into_any(),
        None => view! { <span class="muted">{tr!(language, "governance-no-end-date")}</span> }.into_any(),
    };
    let name = if mandate.name.is_empty() { tr!(language, "privacy-erased-person") } else { mandate.name.clone() };
    let edit = edit.map(|path| {
        view! {
            <td>
                <a href=path>{tr!(language, "governance-change-mandate")}<span class="visually-hidden">{format!(" {name}")}</span></a>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{name.clone()}</th>
            <td data-label=tr!(language, "governance-role")>{mandate.role.clone()}</td>
            <td data-label=tr!(language, "governance-since")>{day(language, &mandate.started_on)}</td>
            <td data-label=tr!(language, "governance-until")>{until}</td>
            <td data-label=tr!(language, "governance-mandate")><span class=class>{label}</span></td>
            {edit}
        </tr>
    }
}

/// A stored date without the day of the week: a mandate is long.
fn day(language: Language, date: &str) -> impl IntoView + use<> {
    let text = dates::date_of(language, date);
    view! { <time datetime=date.to_owned()>{text}</time> }
}
