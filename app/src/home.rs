//! The home page: what is next, and the networks.

use axum::response::Response;
use domain::networks;
use leptos::prelude::*;

use crate::fault::Result;
use crate::page::Page;
use crate::visit::Visit;

/// The home page.
pub async fn show(visit: Visit) -> Result<Response> {
    let language = visit.language;
    let networks = networks::list(visit.db(), &visit.who).await?;
    let sign_in = visit.visitor.is_none().then(|| view! { <a class="button" href="/sign-in">{t!(language, "shell-sign-in")}</a> });
    Ok(Page::default().description(t!(language, "home-lead")).render(&visit, move || {
        let woven: Vec<_> = networks
            .into_iter()
            .map(|network| {
                view! {
                    <li style=format!("--hue: {}", network.card.hue)>
                        <h3><a href=format!("/networks/{}", network.card.slug)>{network.card.acronym}</a></h3>
                        <p class="soft">{network.card.name}</p>
                    </li>
                }
            })
            .collect();
        view! {
            <div class="page-title">
                <div class="stack">
                    <h1>{t!(language, "home-title")}</h1>
                    <p class="lead">{t!(language, "home-lead")}</p>
                </div>
                {sign_in}
            </div>
            <div class="home columns">
                <section class="beside" aria-labelledby="networks">
                    <h2 id="networks"><a href="/networks">{t!(language, "shell-networks")}</a></h2>
                    <ul class="woven woven-compact">{woven}</ul>
                </section>
            </div>
        }
    }))
}
