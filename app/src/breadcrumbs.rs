//! Breadcrumbs, for pages below others.

use domain::Language;
use domain::events::Event;
use leptos::prelude::*;

use crate::events::lang_attribute;

/// A page above the current one.
pub(crate) struct Breadcrumb {
    path: String,
    label: String,
    /// The language of the label, if it differs from the page's.
    lang: Option<&'static str>,
}

impl Breadcrumb {
    /// The page of an event; its title is in the event's language.
    pub(crate) fn event(language: Language, event: &Event) -> Self {
        Self { path: format!("/events/{}", event.slug), label: event.title.clone(), lang: lang_attribute(language, event.language) }
    }
}

impl From<(String, String)> for Breadcrumb {
    fn from((path, label): (String, String)) -> Self {
        Self { path, label, lang: None }
    }
}

/// `steps` lead to the current page.
pub(crate) fn breadcrumbs(language: Language, steps: Vec<Breadcrumb>, current_page: String) -> impl IntoView + use<> {
    let links: Vec<_> = steps.into_iter().map(|step| view! { <li><a href=step.path lang=step.lang>{step.label}</a></li> }).collect();
    view! {
        <nav class="breadcrumbs" aria-label=tr!(language, "shell-breadcrumbs")>
            <ol>
                {links}
                <li><span aria-current="page">{current_page}</span></li>
            </ol>
        </nav>
    }
}
