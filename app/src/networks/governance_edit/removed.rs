//! A committee or a mandate that someone else removed while its form was open: the page keeps what was typed.

use axum::response::Response;
use domain::{Error, Language};
use leptos::prelude::*;

use super::edit_conflict::last_day;
use super::{GovernanceForm, OpenFormQuery, governance_breadcrumbs, load};
use crate::error_page::Result;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// Says that it was removed and shows what was typed, for those who could have changed it.
pub(super) async fn page(context: &RequestContext, slug: &str, open: &OpenFormQuery, form: &GovernanceForm) -> Result<Response> {
    let language = context.language;
    let card = load(context, slug).await?.head.card;
    if open.committee.is_empty() && open.mandate.is_empty() {
        return Err(Error::NotFound.into());
    }
    let of_mandate = !open.mandate.is_empty() && open.mandate != "new";
    let title = if of_mandate { tr!(language, "governance-mandate-withdrawn") } else { tr!(language, "governance-committee-deleted") };
    let typed = if form.act == "remove" { Vec::new() } else { typed(language, open, form) };
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).status(409);
    Ok(page.render(context, move || {
        let rows: Vec<_> = typed.into_iter().map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect();
        let rows = (!rows.is_empty()).then(|| {
            view! {
                <section class="facts" aria-labelledby="typed">
                    <h2 id="typed">{tr!(language, "governance-unsaved-input")}</h2>
                    <dl>{rows}</dl>
                </section>
            }
        });
        view! {
            {governance_breadcrumbs(language, &card, &title, true)}
            <h1>{title}</h1>
            <div class="notice notice-warning" role="alert"><p>{tr!(language, "governance-deleted-more")}</p></div>
            {rows}
            <p class="actions"><a class="button" href=format!("/networks/{}/governance/edit", card.slug)>{tr!(language, "governance-edit")}</a></p>
        }
    }))
}

fn typed(language: Language, open: &OpenFormQuery, form: &GovernanceForm) -> Vec<(String, String)> {
    let rows = if open.mandate.is_empty() {
        vec![
            (tr!(language, "governance-committee-name"), form.name.clone()),
            (tr!(language, "governance-committee-description"), form.description.clone()),
        ]
    } else {
        vec![
            (tr!(language, "governance-address"), form.address.clone()),
            (tr!(language, "governance-given-name"), form.given_name.clone()),
            (tr!(language, "governance-family-name"), form.family_name.clone()),
            (tr!(language, "governance-role"), form.role.clone()),
            (tr!(language, "governance-first-day"), form.started_on.clone()),
            (tr!(language, "governance-last-day"), last_day(language, &form.ended_on)),
        ]
    };
    rows.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()
}
