//! People: signing in, and the pages of the signed-in person.

pub mod addresses;
pub mod affiliations;
pub mod dashboard;
pub mod mails;
pub mod profile;
pub mod restore;
pub mod sessions;
pub mod sign_in;

use domain::Language;
use leptos::prelude::*;

use crate::breadcrumbs::Breadcrumb;

pub(crate) fn notice(language: Language, text: Option<String>) -> impl IntoView + use<> {
    text.map(|text| {
        view! {
            <div class="notice notice-good" role="status">
                <p><strong>{tr!(language, "people-done")}</strong>" "{text}</p>
            </div>
        }
    })
}

/// The pages of the signed-in person are below "Mon espace".
pub(crate) fn breadcrumbs(language: Language, title: String) -> impl IntoView + use<> {
    crate::breadcrumbs::breadcrumbs(language, vec![dashboard_step(language)], title)
}

fn dashboard_step(language: Language) -> Breadcrumb {
    ("/me".to_owned(), tr!(language, "shell-dashboard")).into()
}

/// A path with another one as a parameter.
fn with_next(path: &str, next: &str) -> String {
    let next = percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}next={next}")
}
