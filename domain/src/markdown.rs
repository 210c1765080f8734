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

/// HTML for a mail from the site at `site`. What people typed (a name, a title, a message) stands in it, and is read by others under
/// our name: markup is shown as text, pictures are left out, and a link that shows other words than its address leads to this site alone.
pub fn letter(text: &str, site: &str) -> String {
    use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
    let mut kept = Vec::new();
    let mut open_links = Vec::new();
    for event in Parser::new(text) {
        match event {
            Event::Html(markup) | Event::InlineHtml(markup) => kept.push(Event::Text(markup)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let shown = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let ours = dest_url.strip_prefix(site).is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
                open_links.push(shown || ours);
                if shown || ours {
                    kept.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) if !open_links.pop().unwrap_or(false) => {}
            other => kept.push(lower_headings(other)),
        }
    }
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, kept.into_iter());
    ammonia::Builder::default().url_schemes(["http", "https", "mailto"].into()).clean(&rendered).to_string()
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
    fn a_letter_lends_our_name_to_nobody() {
        let site = "https://maillage.example.org";
        let typed =
            letter("[Cliquez](https://evil.example) <a href=\"https://evil.example\">ici</a> ![](https://evil.example/p.gif)", site);
        assert!(!typed.contains("href") && !typed.contains("<img"), "{typed}");
        let ours = letter("[Voir](https://maillage.example.org/events/x) <https://visio.example.org/a>", site);
        assert_eq!(ours.matches("href=").count(), 2, "{ours}");
        assert!(!letter("[x](https://maillage.example.org.evil.example/)", site).contains("href"));
    }

    #[test]
    fn the_words_alone() {
        assert_eq!(plain("# Un\n\n- *deux*\n- [trois](https://example.org)"), "Un deux trois");
    }
}
