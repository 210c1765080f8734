//! Lists of pages, for the places where people look for them.

use domain::Language;
use domain::enums::{PageAccess, PageKind};
use domain::pages::{PageLink, PagePlace};
use leptos::prelude::*;

use super::access_label;
use crate::events::lang_attribute;
use crate::labels::label;

/// Links to pages, with their kind and who may read them.
pub(crate) fn links(language: Language, place: &PagePlace, pages: &[PageLink]) -> impl IntoView + use<> {
    let items: Vec<_> = pages
        .iter()
        .map(|page| {
            let draft = (page.draft != 0).then(|| view! { " "<span class="badge badge-warning">{tr!(language, "pages-draft")}</span> });
            let kind = (page.kind != PageKind::Page).then(|| view! { " "<span class="badge">{label(language, page.kind)}</span> });
            let access = (page.access != PageAccess::Public)
                .then(|| view! { " "<span class="badge">{access_label(language, place, page.access)}</span> });
            view! {
                <li>
                    <a href=place.page(&page.slug) lang=lang_attribute(language, page.language)>{page.title.clone()}</a>
                    {kind}{access}{draft}
                </li>
            }
        })
        .collect();
    view! { <ul class="materials">{items}</ul> }
}

/// The menu of a network or event.
pub(crate) fn menu(language: Language, place: &PagePlace, pages: &[PageLink], current_page: &str) -> impl IntoView + use<> {
    let items: Vec<_> = pages
        .iter()
        .map(|page| {
            let aria_current = (page.slug == current_page).then_some("page");
            view! { <li><a href=place.page(&page.slug) lang=lang_attribute(language, page.language) aria-current=aria_current>{page.title.clone()}</a></li> }
        })
        .collect();
    view! {
        <nav class="facts-group page-menu" aria-labelledby="page-menu">
            <h2 id="page-menu">{tr!(language, "pages-menu")}</h2>
            <ul>{items}</ul>
        </nav>
    }
}
