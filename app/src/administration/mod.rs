//! Administration: what the people who run the instance look after.

use domain::Language;
use leptos::prelude::*;

/// The way back, for pages deeper than the first.
pub fn breadcrumbs(language: Language, steps: Vec<(String, String)>, here: String) -> impl IntoView + use<> {
    let first = ("/admin".to_owned(), t!(language, "administration-title"));
    let links: Vec<_> = std::iter::once(first).chain(steps).map(|(path, words)| view! { <li><a href=path>{words}</a></li> }).collect();
    view! {
        <nav class="breadcrumbs" aria-label=t!(language, "administration-way")>
            <ol>
                {links}
                <li><span aria-current="page">{here}</span></li>
            </ol>
        </nav>
    }
}
