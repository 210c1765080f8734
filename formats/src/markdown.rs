//! Markdown to HTML that is safe for any input.

#[cfg(test)]
mod hostile_tests;
mod limits;
mod mail;
mod message;
mod output;
mod page;
mod parse;
mod plain_text;

pub use limits::TooComplex;
pub use mail::{literal, mail_html, mail_text, quotation};
pub use message::{message_html, message_text};
pub use output::check;
pub use page::{Heading, LinkedFile, PageText, page};
pub(crate) use parse::{Dialect, parse};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// HTML for a part of a page. Headings start at `<h3>`, whatever level the author starts with, and skip none: the page has its own title,
/// and the section has its own heading. Typed HTML is shown as text; links lead to `http(s)` and `mailto` only. A text that is too complex
/// is shown as typed.
pub fn to_html(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let mut outline = HeadingOutline::from(HeadingLevel::H3);
    let rendered = parse(text, Dialect::Site)
        .and_then(|events| output::html(parse::number_notes(events).into_iter().map(|event| outline.place(event)), text.len()))
        .unwrap_or_else(|_| output::as_typed(text));
    // A second barrier: this input already has no typed HTML and no link to a script.
    ammonia::Builder::default()
        .url_schemes(["http", "https", "mailto"].into())
        .link_rel(Some("noopener nofollow ugc"))
        // A part is shown beside others: a link to a note could lead to another part's note.
        .attribute_filter(|_, name, value| {
            (name != "href" || !value.strip_prefix('#').is_some_and(|to| to.starts_with(parse::NOTE))).then_some(value.into())
        })
        .clean(&rendered)
        .to_string()
}

/// The open headings, as the author numbered them. The number of headings above one is its level here.
struct HeadingOutline {
    open: Vec<HeadingLevel>,
    first: HeadingLevel,
}

impl HeadingOutline {
    /// An outline whose highest headings have that level.
    fn from(first: HeadingLevel) -> Self {
        Self { open: Vec::new(), first }
    }

    fn place<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                self.open.retain(|above| *above < level);
                self.open.push(level);
                Event::Start(Tag::Heading { level: self.level(), id, classes, attrs })
            }
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(self.level())),
            other => other,
        }
    }

    fn level(&self) -> HeadingLevel {
        let below = self.open.len().max(1) - 1;
        HeadingLevel::try_from(self.first as usize + below).unwrap_or(HeadingLevel::H6)
    }
}

/// The text without markup, on one line: for descriptions in feeds and in the head of a page.
pub fn plain(text: &str) -> String {
    let Ok(events) = parse(text, Dialect::Site) else { return one_line(text) };
    let mut plain = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            // Inline elements don't separate words: "**SIL**, puis".
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(_) => plain.push(' '),
            _ => {}
        }
    }
    one_line(&plain)
}

/// [`plain`] of only the beginning of a text.
pub fn plain_beginning(text: &str) -> String {
    const BYTES: usize = 4_096;
    plain(&text[..text.floor_char_boundary(BYTES)])
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_html_is_shown_as_text() {
        let page = to_html(
            "# Titre\n<script>alert(1)</script>\n\n<b onclick=alert(1)>a</b> <img src=x onerror=alert(1)> [x](javascript:alert(1)) **fort**",
        );
        assert!(page.contains("<h3>Titre</h3>") && page.contains("<strong>fort</strong>"), "{page}");
        assert!(page.contains("&lt;script&gt;") && page.contains("&lt;b onclick=alert(1)&gt;a&lt;/b&gt;"), "{page}");
        for bad in ["<script", "<img", "<b ", "href"] {
            assert!(!page.contains(bad), "{page}");
        }
    }

    #[test]
    fn done_and_open_tasks_differ() {
        let list = to_html("- [x] fait\n- [ ] à faire");
        assert!(list.contains("<li>☑ fait") && list.contains("<li>☐ à faire"), "{list}");
        let note = to_html("Un mot[^a].\n\n[^a]: La note.");
        assert!(note.contains("1</a></sup>") && note.contains("La note.") && !note.contains("href"), "{note}");
    }

    #[test]
    fn headings_follow_one_another_whatever_their_author_numbers() {
        let page = to_html("## Accès\n\n#### Train\n\n## Repas\n\n# Après");
        assert_eq!(page.replace('\n', ""), "<h3>Accès</h3><h4>Train</h4><h3>Repas</h3><h3>Après</h3>");
    }

    #[test]
    fn plain_text_is_one_line() {
        assert_eq!(plain("# Un\n\n- *deux*\n- [trois](https://example.org)"), "Un deux trois");
        assert_eq!(plain("- [x] fait\n- [ ] à faire"), "fait à faire");
        assert_eq!(plain("**SIL**, puis\n\n| a | b |\n| --- | --- |\n| c | d |"), "SIL, puis a b c d");
    }
}
