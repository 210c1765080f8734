//! Markdown as paragraphs of styled words: what a page of paper can show of it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading,
    Text,
    /// In a list, so many lists deep (from 1).
    Item(usize),
    Quote,
}

/// How words are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Face {
    #[default]
    Regular,
    Bold,
    Italic,
}

/// Words in one face.
pub(super) type Run = (String, Face);

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    pub(super) runs: Vec<Run>,
}

/// The paragraphs of a Markdown text. The address of a link stands after its words; pictures are their alternative text; HTML is left out.
pub(super) fn paragraphs(markdown: &str) -> Vec<Paragraph> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        reader.read(event);
    }
    reader.end();
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Paragraph>,
    runs: Vec<Run>,
    lists: Vec<Option<u64>>,
    /// What stands before the next words of an item: its number or its dot, once.
    mark: Option<String>,
    bold: usize,
    italic: usize,
    quotes: usize,
    heading: bool,
    links: Vec<(String, usize)>,
}

impl Reader {
    fn read(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak | Event::Rule => self.end(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::TableHead | Tag::TableRow => self.end(),
            Tag::Heading { .. } => {
                self.end();
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.mark = Some(mark);
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => {
                let said = self.runs.iter().map(|(words, _)| words.len()).sum();
                self.links.push((dest_url.to_string(), said));
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => {
                if let Some((address, from)) = self.links.pop() {
                    let all: String = self.runs.iter().map(|(words, _)| words.as_str()).collect();
                    let words = all.get(from..).unwrap_or_default();
                    if address.starts_with("http") && !address.contains(words.trim_end_matches('/')) {
                        self.say(&format!(" ({address})"));
                    }
                }
            }
            TagEnd::TableCell => self.say("   "),
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Heading(_) => {
                self.end();
                self.heading = false;
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableRow | TagEnd::TableHead => self.end(),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        let face = match (self.bold > 0 || self.heading, self.italic > 0) {
            (true, _) => Face::Bold,
            (_, true) => Face::Italic,
            _ => Face::Regular,
        };
        self.runs.push((words.to_owned(), face));
    }

    fn end(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|(words, _)| words.trim().is_empty()) {
            return;
        }
        if let Some(mark) = self.mark.take() {
            runs.insert(0, (mark, Face::Regular));
        }
        let kind = match (self.heading, self.lists.len(), self.quotes) {
            (true, ..) => Kind::Heading,
            (_, 0, 0) => Kind::Text,
            (_, 0, _) => Kind::Quote,
            (_, depth, _) => Kind::Item(depth),
        };
        self.done.push(Paragraph { kind, runs });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_links_and_faces_are_kept() {
        let read = paragraphs("## Un\n\nDeux **trois** [quatre](https://example.org).\n\n1. cinq\n2. *six*\n   - sept\n");
        let text: Vec<(Kind, String)> =
            read.iter().map(|paragraph| (paragraph.kind, paragraph.runs.iter().map(|(words, _)| words.as_str()).collect())).collect();
        let some = |kind, words: &str| (kind, words.to_owned());
        assert_eq!(
            text,
            [
                some(Kind::Heading, "Un"),
                some(Kind::Text, "Deux trois quatre (https://example.org)."),
                some(Kind::Item(1), "1. cinq"),
                some(Kind::Item(1), "2. six"),
                some(Kind::Item(2), "• sept"),
            ]
        );
        assert_eq!(read[1].runs[1], ("trois".to_owned(), Face::Bold));
    }
}
