//! A message that a coordinator writes to many: as HTML without pictures, which would tell their owner who reads it, and as text to read.

use ammonia::{Url, UrlRelative};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::parse::numbered;
use super::{Dialect, Outline, limits, output, parse};

/// HTML: of a picture its words are left. Links to this site are completed with its address `site`; without one they stay as they are.
/// A text that is too complex is shown as it was typed.
pub(super) fn to_bulletin(text: &str, site: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let mut outline = Outline::from(HeadingLevel::H3);
    let rendered = parse(text, Dialect::Site)
        .and_then(|events| output::html(numbered(without_pictures(events)).into_iter().map(|event| outline.place(event)), text.len()))
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

/// The words of each picture in brackets, and nothing of a picture without words.
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

/// The same message for those who read no HTML: no mark but those that a reader needs, links with their addresses.
pub(super) fn to_text(text: &str, site: &str) -> String {
    let Ok(events) = parse(text, Dialect::Site) else { return text.trim().to_owned() };
    let most = limits::output(text.len());
    let mut writer = Writer { site: Url::parse(site).ok(), frames: vec![Frame::default()], lists: Vec::new(), links: Vec::new() };
    for event in events {
        writer.event(event);
        // Lines within many lists are indented anew for each.
        if writer.here().len() > most {
            return text.trim().to_owned();
        }
    }
    let written = writer.frames.into_iter().map(|frame| frame.text).collect::<String>();
    written.trim().to_owned()
}

/// A block that is being written: what is around it puts marks before its lines.
#[derive(Default)]
struct Frame {
    text: String,
}

struct Writer {
    site: Option<Url>,
    frames: Vec<Frame>,
    /// The number of the next item of each open list; `None`: no numbers.
    lists: Vec<Option<u64>>,
    /// Open links: where they lead, and where their words begin.
    links: Vec<(String, usize)>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            Event::Rule => self.block("---"),
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => self.push(&format!("[{name}]")),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.gap(self.lists.is_empty());
                self.lists.push(first);
            }
            Tag::BlockQuote(_) | Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::Item => {
                self.frames.push(Frame::default())
            }
            Tag::FootnoteDefinition(name) => {
                self.gap(true);
                self.push(&format!("[{name}] "));
            }
            Tag::Link { link_type, dest_url, .. } => {
                let lead = match &self.site {
                    Some(site) if link_type != LinkType::Email => {
                        site.join(&dest_url).map_or_else(|_| dest_url.to_string(), |whole| whole.to_string())
                    }
                    _ => dest_url.to_string(),
                };
                let at = self.here().len();
                self.links.push((lead, at));
            }
            Tag::Image { .. } => self.push("["),
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) => {
                let at_start = self.here().is_empty();
                self.gap(!at_start);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let longest = self.here().lines().last().map_or(0, |line| line.chars().count().min(60));
                self.push(&format!("\n{}\n", "-".repeat(longest)));
            }
            TagEnd::Paragraph => self.push("\n"),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.close(&mark, &" ".repeat(mark.len()));
            }
            TagEnd::BlockQuote(_) => self.close_block("> "),
            TagEnd::CodeBlock => self.close_block("    "),
            TagEnd::Link => {
                if let Some((lead, at)) = self.links.pop() {
                    let words = self.here().get(at..).unwrap_or_default().trim().to_owned();
                    let bare = lead.trim_start_matches("mailto:").trim_end_matches('/');
                    if words != lead && words.trim_end_matches('/') != bare {
                        self.push(&format!(" <{lead}>"));
                    }
                }
            }
            TagEnd::Image => {
                if self.here().ends_with('[') {
                    self.here().pop();
                } else {
                    self.push("]");
                }
            }
            TagEnd::TableCell => self.push(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = self.here().trim_end_matches(" | ").len();
                self.here().truncate(row);
                self.push("\n");
            }
            _ => {}
        }
    }

    fn here(&mut self) -> &mut String {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last].text
    }

    fn push(&mut self, text: &str) {
        self.here().push_str(text);
    }

    /// Begins a line, after an empty one if `wide`.
    fn gap(&mut self, wide: bool) {
        let here = self.here();
        if here.is_empty() {
            return;
        }
        while !here.ends_with(if wide { "\n\n" } else { "\n" }) {
            here.push('\n');
        }
    }

    fn block(&mut self, text: &str) {
        self.gap(true);
        self.push(text);
        self.push("\n");
    }

    fn close_block(&mut self, mark: &str) {
        self.gap(false);
        let inner = self.frames.pop().unwrap_or_default();
        self.gap(true);
        self.lines(&inner.text, mark, mark);
    }

    fn close(&mut self, first: &str, others: &str) {
        let inner = self.frames.pop().unwrap_or_default();
        self.gap(false);
        self.lines(&inner.text, first, others);
    }

    fn lines(&mut self, text: &str, first: &str, others: &str) {
        for (at, line) in text.trim_end().lines().enumerate() {
            let line = format!("{}{line}", if at == 0 { first } else { others });
            self.push(line.trim_end());
            self.push("\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://maillage.example.org/";

    #[test]
    fn of_a_picture_its_words_are_left_and_links_are_whole() {
        let html =
            to_bulletin("![Le plan](https://x.example/p.png)![](/q.png) [agenda](/networks/sil/agenda) ![![](a)](b)[] <i>x</i>", SITE);
        assert_eq!(
            html.trim(),
            "<p>[Le plan] <a href=\"https://maillage.example.org/networks/sil/agenda\" rel=\"noopener\">agenda</a> [] &lt;i&gt;x&lt;/i&gt;</p>"
        );
        assert!(to_bulletin("[agenda](/networks/sil/agenda)", "").contains("href=\"/networks/sil/agenda\""));
    }

    #[test]
    fn nothing_is_taken_out_of_what_was_sanitised() {
        for typed in ["[a](java[]script:alert(1))", "[a](data[]:text/html,x)", "<java[]script:x>", "[a](</[]/evil.example>)"] {
            let html = to_bulletin(typed, "");
            for bad in ["javascript:", "data:", "\"//evil"] {
                assert!(!html.contains(bad), "{typed}: {html}");
            }
        }
    }

    #[test]
    fn lines_within_lists_are_bounded() {
        let deep = format!("{}a\n{}", "111111111. ".repeat(24), "b\n".repeat(40_000));
        assert!(to_text(&deep, SITE).len() <= limits::output(deep.len()) * 2);
    }

    #[test]
    fn text_is_written_to_be_read() {
        let typed = "# Programme\n\nBonjour **Ada**,\nvoir [l’agenda](/agenda) ou <https://cnrs.fr/> ou <a@cnrs.fr>.\n\n- un\n- deux\n  - trois\n\n\
                     2. b\n3. c\n\n> dit\n> elle\n\n```\nfn a() {}\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![Le plan](https://x.example/p.png)\n\n<b>gras</b>";
        assert_eq!(
            to_text(typed, SITE),
            "Programme\n---------\n\nBonjour Ada,\nvoir l’agenda <https://maillage.example.org/agenda> ou https://cnrs.fr/ ou a@cnrs.fr.\n\n\
             - un\n- deux\n  - trois\n\n2. b\n3. c\n\n> dit\n> elle\n\n    fn a() {}\n\na | b\n1 | 2\n\n[Le plan]\n\n<b>gras</b>"
        );
    }
}
