//! The text of a page: with a table of contents, and links to the files attached to the page.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::limits::TooComplex;
use super::parse::{NOTE, number_notes};
use super::{Dialect, HeadingOutline, output, parse};

/// The prefix of anchors: no heading can take the anchor of an element of the page around the text.
const PREFIX: &str = "t-";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageText {
    /// Safe for any input.
    pub html: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 for the highest level of a page.
    pub level: usize,
    /// Its anchor in the page: stable as long as its text is.
    pub anchor: String,
    pub words: String,
}

/// A file attached to the page: its name, and its alternative text if it is a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkedFile {
    /// The name that links in the text use.
    pub name: String,
    /// Used where the text gives no alternative text for a picture.
    pub alternative: String,
}

/// HTML for a page whose title is its `<h1>`. Links to one of the `files` by its name lead to `folder`, where the files are; `#accès` leads
/// to the heading with that text. A text that is too complex is shown as typed, without headings.
pub fn page(text: &str, folder: &str, files: &[LinkedFile]) -> PageText {
    if text.trim().is_empty() {
        return PageText::default();
    }
    let (rendered, headings) = render(text, files).unwrap_or_else(|_| (output::as_typed(text), Vec::new()));
    let (folder, names): (String, HashSet<String>) = (folder.to_owned(), files.iter().map(|file| file.name.clone()).collect());
    let mut safe = ammonia::Builder::default();
    safe.url_schemes(["http", "https", "mailto"].into()).link_rel(Some("noopener nofollow ugc")).id_prefix(Some(PREFIX));
    // Headings, and the only uses of `<div>`: notes and the frames of tables.
    for anchored in ["h2", "h3", "h4", "h5", "h6", "div"] {
        safe.add_tag_attributes(anchored, ["id"]);
    }
    safe.add_tag_attribute_values("div", "class", ["wide"]).add_tag_attribute_values("div", "tabindex", ["0"]);
    safe.attribute_filter(move |_, attribute, value| match attribute {
        "href" | "src" => Some(resolve(value, &folder, &names)),
        _ => Some(value.into()),
    });
    PageText { html: safe.clean(&rendered).to_string(), headings }
}

fn render(text: &str, files: &[LinkedFile]) -> Result<(String, Vec<Heading>), TooComplex> {
    let mut outline = HeadingOutline::from(HeadingLevel::H2);
    let mut events: Vec<Event> = number_notes(parse(text, Dialect::Site)?).into_iter().map(|event| outline.place(event)).collect();
    let headings = add_anchors(&mut events);
    Ok((output::html(frame_tables(describe_pictures(events, files)).into_iter(), text.len())?, headings))
}

/// A table wider than a phone scrolls within its frame, also by keyboard.
fn frame_tables(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut framed = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Start(Tag::Table(_)) => framed.extend([Event::Html("<div class=\"wide\" tabindex=\"0\">".into()), event]),
            Event::End(TagEnd::Table) => framed.extend([event, Event::Html("</div>".into())]),
            event => framed.push(event),
        }
    }
    framed
}

/// Gives each heading a unique anchor.
fn add_anchors(events: &mut [Event]) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut used = HashSet::new();
    let mut times: HashMap<String, usize> = HashMap::new();
    for at in 0..events.len() {
        let Event::Start(Tag::Heading { level, .. }) = &events[at] else { continue };
        let level = *level as usize;
        let inner = events[at + 1..].iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
        let words: String = inner
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(&**text),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            })
            .collect();
        let base = anchor(&words);
        let times = times.entry(base.clone()).or_default();
        let name = loop {
            *times += 1;
            let name = if *times == 1 { base.clone() } else { format!("{base}-{times}") };
            // A heading "A 2" may come before the second "A".
            if used.insert(name.clone()) {
                break name;
            }
        };
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
            *id = Some(name.clone().into());
        }
        headings.push(Heading { level, anchor: format!("{PREFIX}{name}"), words });
    }
    headings
}

/// Adds the alternative text of an attached picture where the text gives none.
fn describe_pictures<'a>(events: Vec<Event<'a>>, files: &[LinkedFile]) -> Vec<Event<'a>> {
    let alternatives: HashMap<&str, &str> = files.iter().map(|file| (file.name.as_str(), file.alternative.as_str())).collect();
    let mut described = Vec::with_capacity(events.len());
    for event in events {
        if matches!(event, Event::End(TagEnd::Image))
            && let Some(Event::Start(Tag::Image { dest_url, .. })) = described.last()
            && let Some(alternative) = alternatives.get(local(dest_url).as_str())
        {
            described.push(Event::Text((*alternative).to_owned().into()));
        }
        described.push(event);
    }
    described
}

fn resolve<'a>(address: &'a str, folder: &str, names: &HashSet<String>) -> Cow<'a, str> {
    if let Some(target) = address.strip_prefix('#') {
        let target = target.strip_prefix(PREFIX).unwrap_or(target);
        if target.strip_prefix(NOTE).is_some_and(|number| number.parse::<usize>().is_ok()) {
            return format!("#{PREFIX}{target}").into();
        }
        return format!("#{PREFIX}{}", anchor(&decode(target))).into();
    }
    let name = local(address);
    if names.contains(&name) { format!("{folder}/{name}").into() } else { address.into() }
}

/// `./plan.png` becomes `plan.png`.
fn local(address: &str) -> String {
    decode(address.strip_prefix("./").unwrap_or(address))
}

/// Decodes `%C3%A9` to its letter.
fn decode(address: &str) -> String {
    let mut octets = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, others @ ..] = rest {
        let pair = others.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (first, pair) {
            (b'%', Some(octet)) => {
                octets.push(octet);
                rest = &others[2..];
            }
            _ => {
                octets.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&octets).into_owned()
}

/// Lower case without accents, words joined by hyphens.
fn anchor(text: &str) -> String {
    let plain = deunicode::deunicode(text).to_lowercase();
    let parts: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "section".to_owned() } else { parts.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> PageText {
        let files = [LinkedFile { name: "plan.png".to_owned(), alternative: "Plan d’accès".to_owned() }];
        page(text, "/networks/sil/pages/guide/attachments", &files)
    }

    #[test]
    fn headings_have_anchors_that_stay_and_differ() {
        let text = shown("# Où ça ?\n\n## Accès *en train*\n\n# Où ça ?\n\n[accès](#accès-en-train)");
        let seen: Vec<_> = text.headings.iter().map(|heading| (heading.level, &*heading.anchor, &*heading.words)).collect();
        assert_eq!(seen, [(2, "t-ou-ca", "Où ça ?"), (3, "t-acces-en-train", "Accès en train"), (2, "t-ou-ca-2", "Où ça ?")]);
        assert!(text.html.contains(r#"<h2 id="t-ou-ca">"#) && text.html.contains(r##"href="#t-acces-en-train""##), "{}", text.html);
    }

    #[test]
    fn links_to_attached_files_resolve_and_pictures_have_alternatives() {
        let text = shown("![](plan.png) [plan](./plan.png) [autre](autre)");
        assert_eq!(text.html.matches("/networks/sil/pages/guide/attachments/plan.png").count(), 2, "{}", text.html);
        assert!(text.html.contains("alt=\"Plan d’accès\"") && text.html.contains("href=\"autre\""), "{}", text.html);
    }

    #[test]
    fn the_number_of_a_note_links_to_it() {
        let html = shown("# Note 1\n\nUn[^long nom] et deux[^2].\n\n[^2]: Seconde.\n\n[^long nom]: Première.").html;
        for number in 1..=2 {
            assert_eq!(html.matches(&format!("href=\"#t-note_{number}\"")).count(), 1, "{html}");
            assert_eq!(html.matches(&format!("id=\"t-note_{number}\"")).count(), 1, "{html}");
        }
        assert!(html.contains(">1</a>") && html.contains(">1</sup>"), "{html}");
    }

    #[test]
    fn a_table_has_a_frame_that_scrolls() {
        let html = shown("| a |\n| --- |\n| b |\n\n`<table>` &lt;table").html;
        assert_eq!(
            (html.matches("<div class=\"wide\" tabindex=\"0\"><table>").count(), html.matches("</table>\n</div>").count()),
            (1, 1),
            "{html}"
        );
    }

    #[test]
    fn no_two_headings_have_one_anchor() {
        let text = shown("# A 2\n\n# A\n\n# A\n\n# A 2");
        let anchors: Vec<_> = text.headings.iter().map(|heading| heading.anchor.as_str()).collect();
        assert_eq!(anchors, ["t-a-2", "t-a", "t-a-3", "t-a-2-2"]);
    }

    #[test]
    fn pasted_html_is_shown_as_text() {
        let evil = "<h2 id=content onclick=alert(1)>x</h2><script>alert(1)</script><svg onload=alert(1)></svg>\n\n[a](javascript:alert(1)) ![b](data:text/html,x)\n\n<iframe src=//evil.example></iframe><style>*{}</style><form action=//evil.example><input></form>";
        let html = shown(evil).html;
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        for bad in ["<script", "<svg", "<h2", "href", "src=\"", "<iframe", "<style", "<form", "<input", "id=\""] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
    }
}
