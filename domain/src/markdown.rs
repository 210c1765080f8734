//! Markdown to HTML that is safe whatever was typed.

use pulldown_cmark::{Options, Parser, html};

use crate::error::{Error, Result};
use crate::fields;
use crate::policy::Actor;

/// HTML for a page. Headings start at `<h3>`: the page has its own title and the section has its own heading.
/// Scripts, styles, event handlers and links other than `http(s)` and `mailto` are taken out.
pub fn html(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(text, options).map(lower_headings);
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    ammonia::Builder::default()
        .url_schemes(["http", "https", "mailto"].into())
        .link_rel(Some("noopener nofollow ugc"))
        .clean(&rendered)
        .to_string()
}

fn lower_headings(event: pulldown_cmark::Event) -> pulldown_cmark::Event {
    use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
    let lower = |level| match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    };
    match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => Event::Start(Tag::Heading { level: lower(level), id, classes, attrs }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        other => other,
    }
}

/// [`html`] of what someone is typing.
///
/// # Errors
/// [`Error::SignedOut`]: only those who could publish something need to see how it will read.
pub fn preview(who: &Actor, typed: &str) -> Result<String> {
    if *who == Actor::Guest {
        return Err(Error::SignedOut);
    }
    fields::text(typed).map(|text| html(&text)).map_err(|problem| Error::field("text", problem))
}

/// The words alone, on one line: for descriptions in feeds and in the head of a page.
pub fn plain(text: &str) -> String {
    use pulldown_cmark::Event;
    let mut words = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_is_safe() {
        let page = html("# Titre\n<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) **fort**");
        assert!(page.contains("<h3>Titre</h3>") && page.contains("<strong>fort</strong>"), "{page}");
        for bad in ["script", "onerror", "javascript"] {
            assert!(!page.contains(bad), "{page}");
        }
    }

    #[test]
    fn the_words_alone() {
        assert_eq!(plain("# Un\n\n- *deux*\n- [trois](https://example.org)"), "Un deux trois");
    }
}
