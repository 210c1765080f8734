//! Markdown to HTML that is safe whatever was typed.

mod bulletin;
mod page;

pub use bulletin::{bulletin, bulletin_text};
pub use page::{Beside, Heading, Text, page};

use pulldown_cmark::{HeadingLevel, Options, Parser, html};

use crate::error::{Error, Result};
use crate::fields;
use crate::policy::Actor;

/// What is understood beyond CommonMark.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// HTML for a part of a page. Headings start at `<h3>`, whichever level their author starts with, and skip none: the page has its own title and
/// the section has its own heading.
/// Scripts, styles, event handlers and links other than `http(s)` and `mailto` are taken out.
pub fn html(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let mut outline = Outline::from(HeadingLevel::H3);
    let events = noted(Parser::new_ext(text, OPTIONS)).into_iter().map(|event| outline.place(event));
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    ammonia::Builder::default()
        .url_schemes(["http", "https", "mailto"].into())
        .link_rel(Some("noopener nofollow ugc"))
        // A part stands beside others: a link to a note could lead to another's.
        .attribute_filter(|_, name, value| {
            (name != "href" || !value.strip_prefix('#').is_some_and(|to| to.starts_with(NOTE))).then_some(value.into())
        })
        .clean(&rendered)
        .to_string()
}

/// HTML for a mail from the site at `site`. What people typed (a name, a title, a message) stands in it, and is read by others under
/// our name: markup is shown as text, pictures are left out, and a link that shows other words than its address leads to this site alone.
pub fn letter(text: &str, site: &str) -> String {
    use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
    let mut kept = Vec::new();
    let mut outline = Outline::from(HeadingLevel::H3);
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
            other => kept.push(outline.place(other)),
        }
    }
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, kept.into_iter());
    ammonia::Builder::default().url_schemes(["http", "https", "mailto"].into()).clean(&rendered).to_string()
}

/// What a note's anchor begins with: no heading's does.
const NOTE: &str = "note_";

/// Boxes of tasks as signs that any reader shows, and says; notes under the number they have in the text.
fn noted<'a>(events: impl Iterator<Item = pulldown_cmark::Event<'a>>) -> Vec<pulldown_cmark::Event<'a>> {
    use pulldown_cmark::{CowStr, Event, Tag};
    let mut notes: Vec<CowStr<'a>> = Vec::new();
    let mut number = |name: CowStr<'a>| match notes.iter().position(|known| *known == name) {
        Some(at) => at + 1,
        None => {
            notes.push(name);
            notes.len()
        }
    };
    events
        .map(|event| match event {
            Event::TaskListMarker(done) => Event::Text(if done { "☑ " } else { "☐ " }.into()),
            Event::FootnoteReference(name) => Event::FootnoteReference(format!("{NOTE}{}", number(name)).into()),
            Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(format!("{NOTE}{}", number(name)).into())),
            other => other,
        })
        .collect()
}

/// The headings that are open, as their author numbered them: how many are above one is its level here.
struct Outline {
    open: Vec<HeadingLevel>,
    first: HeadingLevel,
}

impl Outline {
    /// An outline whose highest headings are of that level.
    fn from(first: HeadingLevel) -> Self {
        Self { open: Vec::new(), first }
    }

    fn place<'a>(&mut self, event: pulldown_cmark::Event<'a>) -> pulldown_cmark::Event<'a> {
        use pulldown_cmark::{Event, Tag, TagEnd};
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

/// [`bulletin`] of what someone is typing.
///
/// # Errors
/// As for [`preview`].
pub fn preview_bulletin(who: &Actor, typed: &str) -> Result<String> {
    if *who == Actor::Guest {
        return Err(Error::SignedOut);
    }
    fields::text(typed).map(|text| bulletin(&text, "")).map_err(|problem| Error::field("text", problem))
}

/// The words alone, on one line: for descriptions in feeds and in the head of a page.
pub fn plain(text: &str) -> String {
    use pulldown_cmark::{Event, TagEnd};
    let mut words = String::new();
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            // What is within a line parts no words: « **SIL**, puis ».
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {}
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
        let page = html(
            "# Titre\n<script>alert(1)</script>\n\n<b onclick=alert(1)>a</b> <img src=x onerror=alert(1)> [x](javascript:alert(1)) **fort**",
        );
        assert!(page.contains("<h3>Titre</h3>") && page.contains("<strong>fort</strong>"), "{page}");
        for bad in ["script", "onerror", "onclick", "javascript"] {
            assert!(!page.contains(bad), "{page}");
        }
    }

    #[test]
    fn a_letter_lends_our_name_to_nobody() {
        let site = "https://maillage.example.org";
        let typed =
            letter("[Cliquez](https://evil.example) <a href=\"https://evil.example\">ici</a> ![](https://evil.example/p.gif)", site);
        assert!(!typed.contains("<a ") && !typed.contains("<img"), "{typed}");
        let ours = letter("[Voir](https://maillage.example.org/events/x) <https://visio.example.org/a>", site);
        assert_eq!(ours.matches("href=").count(), 2, "{ours}");
        assert!(!letter("[x](https://maillage.example.org.evil.example/)", site).contains("href"));
    }

    #[test]
    fn what_is_done_and_what_is_not_differ() {
        let list = html("- [x] fait\n- [ ] à faire");
        assert!(list.contains("<li>☑ fait") && list.contains("<li>☐ à faire"), "{list}");
        let note = html("Un mot[^a].\n\n[^a]: La note.");
        assert!(note.contains("1</a></sup>") && note.contains("La note.") && !note.contains("href"), "{note}");
    }

    #[test]
    fn headings_follow_one_another_whatever_their_author_numbers() {
        let page = html("## Accès\n\n#### Train\n\n## Repas\n\n# Après");
        assert_eq!(page.replace('\n', ""), "<h3>Accès</h3><h4>Train</h4><h3>Repas</h3><h3>Après</h3>");
    }

    #[test]
    fn the_words_alone() {
        assert_eq!(plain("# Un\n\n- *deux*\n- [trois](https://example.org)"), "Un deux trois");
        assert_eq!(plain("- [x] fait\n- [ ] à faire"), "fait à faire");
        assert_eq!(plain("**SIL**, puis\n\n| a | b |\n| --- | --- |\n| c | d |"), "SIL, puis a b c d");
    }
}
