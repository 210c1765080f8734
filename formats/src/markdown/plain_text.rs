//! Markdown as plain text: only the marks that a reader needs, links with their addresses.

use ammonia::Url;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::limits::{self, TooComplex};

/// The text of these events, which come from `length` bytes of Markdown. Relative links are completed with the site's address `site`.
///
/// # Errors
/// [`TooComplex`] if the text would be much longer than the Markdown.
pub(super) fn write(events: Vec<Event<'_>>, length: usize, site: &str) -> Result<String, TooComplex> {
    let most = limits::output(length);
    let mut writer =
        PlainTextWriter { site: Url::parse(site).ok(), frames: vec![BlockFrame::default()], lists: Vec::new(), links: Vec::new() };
    for event in events {
        writer.event(event);
        // Lines within nested lists are indented at each level.
        if writer.current().len() > most {
            return Err(TooComplex);
        }
    }
    let written = writer.frames.into_iter().map(|frame| frame.text).collect::<String>();
    Ok(written.trim().to_owned())
}

/// A block being written; its ancestors add marks before its lines.
#[derive(Default)]
struct BlockFrame {
    text: String,
}

struct PlainTextWriter {
    site: Option<Url>,
    frames: Vec<BlockFrame>,
    /// The number of the next item of each open list; `None`: not numbered.
    lists: Vec<Option<u64>>,
    /// Open links: their destination, and where their text begins.
    links: Vec<(String, usize)>,
}

impl PlainTextWriter {
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
                self.frames.push(BlockFrame::default())
            }
            Tag::FootnoteDefinition(name) => {
                self.gap(true);
                self.push(&format!("[{name}] "));
            }
            Tag::Link { link_type, dest_url, .. } => {
                let destination = match &self.site {
                    Some(site) if link_type != LinkType::Email => {
                        site.join(&dest_url).map_or_else(|_| dest_url.to_string(), |whole| whole.to_string())
                    }
                    _ => dest_url.to_string(),
                };
                let at = self.current().len();
                self.links.push((destination, at));
            }
            Tag::Image { .. } => self.push("["),
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) => {
                let at_start = self.current().is_empty();
                self.gap(!at_start);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let longest = self.current().lines().last().map_or(0, |line| line.chars().count().min(60));
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
                if let Some((destination, at)) = self.links.pop() {
                    let text = self.current().get(at..).unwrap_or_default().trim().to_owned();
                    let bare = destination.trim_start_matches("mailto:").trim_end_matches('/');
                    if text != destination && text.trim_end_matches('/') != bare {
                        self.push(&format!(" <{destination}>"));
                    }
                }
            }
            TagEnd::Image => {
                if self.current().ends_with('[') {
                    self.current().pop();
                } else {
                    self.push("]");
                }
            }
            TagEnd::TableCell => self.push(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = self.current().trim_end_matches(" | ").len();
                self.current().truncate(row);
                self.push("\n");
            }
            _ => {}
        }
    }

    fn current(&mut self) -> &mut String {
        if self.frames.is_empty() {
            self.frames.push(BlockFrame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last].text
    }

    fn push(&mut self, text: &str) {
        self.current().push_str(text);
    }

    /// Begins a line, after an empty one if `wide`.
    fn gap(&mut self, wide: bool) {
        let text = self.current();
        if text.is_empty() {
            return;
        }
        while !text.ends_with(if wide { "\n\n" } else { "\n" }) {
            text.push('\n');
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
