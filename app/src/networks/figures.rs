//! The figures of a network on a day: drawn as bars, and as tables for those who read them.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::memberships::{self, Figures};
use domain::words::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::head::{Tab, masthead, tabs};
use crate::fault::Result;
use crate::fields::{LineField, Refusal};
use crate::page::{Page, Section};
use crate::visit::Visit;

/// The day that is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    on: String,
}

/// A name and a count.
type Part = (String, i64);

/// The page; a day that does not exist gets its sentence and the figures of today.
pub async fn show(visit: Visit, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let language = visit.language;
    let (figures, refusal) = match memberships::figures(visit.db(), &visit.who, &slug, &asked.on).await {
        Ok(figures) => (figures, Refusal::none(language)),
        Err(error) => {
            let refusal = Refusal::of(language, error)?;
            (memberships::figures(visit.db(), &visit.who, &slug, "").await?, refusal)
        }
    };
    let card = figures.head.card.clone();
    let typed = if refusal.status() == 200 { figures.on.clone() } else { asked.on };
    let title = refusal.title(format!("{} – {}", t!(language, "networks-tab-figures"), card.acronym));
    let page = Page::titled(title).section(Section::Networks).hue(card.hue).status(refusal.status());
    Ok(page.render(&visit, move || {
        let day = dates::date_of(language, &figures.on);
        let note = (!figures.is_today).then(|| view! { <p class="small soft">{t!(language, "figures-as-declared")}</p> });
        let drawings = if figures.total == 0 {
            view! { <div class="empty"><p>{t!(language, "figures-empty", network = card.acronym.as_str(), day = day)}</p></div> }.into_any()
        } else {
            drawings(language, &figures, &day).into_any()
        };
        view! {
            {masthead(language, &figures.head)}
            {tabs(language, &figures.head, Tab::Figures)}
            <h2>{t!(language, "networks-tab-figures")}</h2>
            <div class="toolbar no-print">
                <form method="get" action=format!("/networks/{}/figures", card.slug)>
                    <LineField name="on" kind="date" label=t!(language, "figures-on") value=typed refusal=refusal required=true />
                    <button class="button button-quiet">{t!(language, "figures-show")}</button>
                </form>
            </div>
            {drawings}
            {note}
        }
    }))
}

fn drawings(language: Language, figures: &Figures, day: &str) -> impl IntoView + use<> {
    let words = |breakdown: &memberships::Breakdown| -> Vec<Part> {
        breakdown
            .iter()
            .map(|share| {
                let name = share.name.clone().map(|(french, english)| if language == Language::Fr { french } else { english });
                (name.unwrap_or_else(|| t!(language, "figures-unknown")), share.count)
            })
            .collect()
    };
    let total = number(language, figures.total);
    let caption = |key: &str| match key {
        "kind" => t!(language, "figures-by-kind", count = figures.total, number = total.as_str(), day = day),
        "profession" => t!(language, "figures-by-profession", count = figures.total, number = total.as_str(), day = day),
        "region" => t!(language, "figures-by-region", count = figures.total, number = total.as_str(), day = day),
        _ => t!(language, "figures-by-network", count = figures.total, number = total.as_str(), day = day),
    };
    let networks: Vec<Part> = figures.networks.iter().map(|(card, count)| (card.acronym.clone(), *count)).collect();
    let networks = (!networks.is_empty()).then(|| {
        view! {
            {figure(language, "network", caption("network"), t!(language, "figures-network"), networks, figures.total)}
            <p class="small soft">{t!(language, "figures-once")}</p>
        }
    });
    view! {
        {figure(language, "kind", caption("kind"), t!(language, "figures-kind"), words(&figures.kinds), figures.total)}
        {networks}
        {figure(language, "profession", caption("profession"), t!(language, "figures-profession"), words(&figures.professions), figures.total)}
        {figure(language, "region", caption("region"), t!(language, "figures-region"), words(&figures.regions), figures.total)}
    }
}

/// One breakdown: bars for the eye, the same as a table.
fn figure(language: Language, key: &'static str, caption: String, heading: String, parts: Vec<Part>, total: i64) -> impl IntoView {
    let most = parts.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let percent = move |count: i64| match (count * 200 + total).div_euclid(2 * total.max(1)) {
        0 if count > 0 => t!(language, "figures-percent-little"),
        value => t!(language, "figures-percent", value = value),
    };
    let bars: Vec<_> = parts
        .iter()
        .map(|(name, count)| {
            let share = format!("--share: {}", count * 100 / most);
            view! { <li style=share><span>{name.clone()}</span><span class="bar">{percent(*count)}</span></li> }
        })
        .collect();
    let rows: Vec<_> = parts
        .into_iter()
        .map(|(name, count)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number">{number(language, count)}</td>
                    <td class="number">{percent(count)}</td>
                </tr>
            }
        })
        .collect();
    let id = format!("figure-{key}");
    let labelled_by = id.clone();
    view! {
        <figure class="figure" aria-labelledby=labelled_by>
            <figcaption id=id>{caption.clone()}</figcaption>
            <ul class="bars" aria-hidden="true">{bars}</ul>
            <table>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{heading}</th>
                        <th scope="col" class="number">{t!(language, "figures-members")}</th>
                        <th scope="col" class="number">{t!(language, "figures-share")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </figure>
    }
}
