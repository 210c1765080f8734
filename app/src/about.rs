//! About the site: accessibility and personal data in a few honest sentences, from `content/pages`.

use axum::response::Response;
use domain::{Language, rendering};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::page::PageBuilder;
use crate::request_context::RequestContext;

const FRENCH: &str = include_str!("../../content/pages/fr/about.md");
const ENGLISH: &str = include_str!("../../content/pages/en/about.md");

/// The placeholder for the contact, in parentheses in the pages; removed if there is none.
const CONTACT: &str = "{contact}";

pub async fn show(context: RequestContext) -> Result<Response> {
    let text = match context.language {
        Language::Fr => FRENCH,
        Language::En => ENGLISH,
    };
    let (title, sections) = parts(text);
    let contact = match context.instance.contact.as_str() {
        "" => String::new(),
        address => format!(" ([{address}](mailto:{address}))"),
    };
    let texts = rendering::htmls(sections.iter().map(|(_, body)| body.replace(CONTACT, &contact)).collect()).await?;
    Ok(PageBuilder::titled(title).render(&context, move || {
        let sections: Vec<_> = sections
            .into_iter()
            .zip(texts)
            .map(|((heading, _), text)| {
                let heading = (!heading.is_empty()).then(|| view! { <h2>{heading}</h2> });
                view! { {heading}<div class="stack" inner_html=text></div> }
            })
            .collect();
        view! {
            <h1>{title}</h1>
            <div class="prose stack">{sections}</div>
        }
    }))
}

/// The title (`# …`), and the text below each heading (`## …`). Text before the first heading has an empty one.
fn parts(text: &str) -> (&str, Vec<(&str, &str)>) {
    let (title, rest) = text.trim_start_matches("# ").split_once('\n').unwrap_or((text, ""));
    let sections = rest.split("\n## ").enumerate().map(|(at, section)| match at {
        0 => ("", section),
        _ => section.split_once('\n').unwrap_or((section, "")),
    });
    (title.trim(), sections.collect())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_page_has_a_title_and_sections() {
        let (title, sections) = parts("# Un\n\ndeux\n\n## Trois\n\nquatre");
        assert_eq!((title, sections.len(), sections[1].0), ("Un", 2, "Trois"));
    }
}
