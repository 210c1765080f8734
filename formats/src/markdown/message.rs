//! A message to a list, as plain text and as HTML without pictures: a picture would tell its owner who reads the message.

use ammonia::{Url, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::parse::number_notes;
use super::{Dialect, HeadingOutline, output, parse, plain_text};

/// HTML: a picture is replaced by its alternative text. Relative links are completed with the site's address `site`; without one they
/// stay as they are. A text that is too complex is shown as typed.
pub fn message_html(text: &str, site: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let mut outline = HeadingOutline::from(HeadingLevel::H3);
    let rendered = parse(text, Dialect::Site)
        .and_then(|events| output::html(number_notes(without_pictures(events)).into_iter().map(|event| outline.place(event)), text.len()))
        .unwrap_or_else(|_| output::as_typed(text));
    let relative = Url::parse(site).map_or(UrlRelative::PassThrough, UrlRelative::RewriteWithBase);
    ammonia::Builder::default()
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(relative)
        .rm_tags(["img"])
        .link_rel(Some("noopener"))
        .clean(&rendered)
        .to_string()
}

/// Replaces each picture by its alternative text in brackets, and removes pictures without one.
fn without_pictures(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut kept = Vec::with_capacity(events.len());
    let mut pictures = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => {
                pictures.push(kept.len());
                kept.push(Event::Text("[".into()));
            }
            Event::End(TagEnd::Image) if pictures.pop().is_some_and(|bracket| bracket + 1 == kept.len()) => _ = kept.pop(),
            Event::End(TagEnd::Image) => kept.push(Event::Text("]".into())),
            other => kept.push(other),
        }
    }
    kept
}

/// The same message as plain text: only the marks that a reader needs, links with their addresses.
pub fn message_text(text: &str, site: &str) -> String {
    let written = parse(text, Dialect::Site).and_then(|events| plain_text::write(events, text.len(), site));
    written.unwrap_or_else(|_| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::limits;
    use super::*;

    const SITE: &str = "https://maillage.example.org/";

    #[test]
    fn a_picture_becomes_its_alternative_text_and_links_are_absolute() {
        let html =
            message_html("![Le plan](https://x.example/p.png)![](/q.png) [agenda](/networks/sil/agenda) ![![](a)](b)[] <i>x</i>", SITE);
        assert_eq!(
            html.trim(),
            "<p>[Le plan] <a href=\"https://maillage.example.org/networks/sil/agenda\" rel=\"noopener\">agenda</a> [] &lt;i&gt;x&lt;/i&gt;</p>"
        );
        assert!(message_html("[agenda](/networks/sil/agenda)", "").contains("href=\"/networks/sil/agenda\""));
    }

    #[test]
    fn removing_pictures_opens_no_hole() {
        for typed in ["[a](java[]script:alert(1))", "[a](data[]:text/html,x)", "<java[]script:x>", "[a](</[]/evil.example>)"] {
            let html = message_html(typed, "");
            for bad in ["javascript:", "data:", "\"//evil"] {
                assert!(!html.contains(bad), "{typed}: {html}");
            }
        }
    }

    #[test]
    fn lines_within_lists_are_bounded() {
        let deep = format!("{}a\n{}", "111111111. ".repeat(24), "b\n".repeat(40_000));
        assert!(message_text(&deep, SITE).len() <= limits::output(deep.len()) * 2);
    }

    #[test]
    fn plain_text_keeps_the_marks_that_a_reader_needs() {
        let typed = "# Programme\n\nBonjour **Ada**,\nvoir [l’agenda](/agenda) ou <https://cnrs.fr/> ou <a@cnrs.fr>.\n\n- un\n- deux\n  - trois\n\n\
                     2. b\n3. c\n\n> dit\n> elle\n\n```\nfn a() {}\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![Le plan](https://x.example/p.png)\n\n<b>gras</b>";
        assert_eq!(
            message_text(typed, SITE),
            "Programme\n---------\n\nBonjour Ada,\nvoir l’agenda <https://maillage.example.org/agenda> ou https://cnrs.fr/ ou a@cnrs.fr.\n\n\
             - un\n- deux\n  - trois\n\n2. b\n3. c\n\n> dit\n> elle\n\n    fn a() {}\n\na | b\n1 | 2\n\n[Le plan]\n\n<b>gras</b>"
        );
    }
}
