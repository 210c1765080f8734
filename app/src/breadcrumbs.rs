//! Breadcrumbs, for pages below others.

use domain::Language;
use domain::events::Event;
use leptos::prelude::*;

use crate::events::foreign;

/// A page above the current one.
pub(crate) struct Breadcrumb {
    path: String,
    words: String,
    /// The language of the words, if it differs from the page's.
    lang: Option<&'static str>,
}

impl Breadcrumb {
    /// The page of an event; its title is in the event's language.
    pub(crate) fn event(language: Language, event: &Event) -> Self {
        Self { path: format!("/events/{}", event.slug), words: event.title.clone(), lang: foreign(language, event.language) }
    }
}

impl From<(String, String)> for Breadcrumb {
    fn from((path, words): (String, String)) -> Self {
        Self { path, words, lang: None }
    }
}

/// The steps that lead to the current page, and its name.
pub(crate) fn breadcrumbs(language: Language, steps: Vec<Breadcrumb>, here: String) -> impl IntoView + use<> {
    let links: Vec<_> = steps.into_iter().map(|step| view! { <li><a href=step.path lang=step.lang>{step.words}</a></li> }).collect();
    view! {
        <nav class="breadcrumbs" aria-label=tr!(language, "shell-breadcrumbs")>
            <ol>
                {links}
                <li><span aria-current="page">{here}</span></li>
            </ol>
        </nav>
    }
}
