//! Markdown as paragraphs of styled words: what a page of paper can show of it.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::{Dialect, parse};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading,
    Text,
    /// In a list, so many lists deep (from 1).
    Item(usize),
    Quote,
    /// A line of code, in a list so many lists deep (0: in none). Its spaces count.
    Code(usize),
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

/// Lists within more lists than these stand no further to the right.
const DEEPEST: usize = 12;

/// The paragraphs of a Markdown text. The address of a link stands after its words; pictures are their alternative text; HTML is text. A text
/// that is too complex stands as it was typed, each line a paragraph.
pub(super) fn paragraphs(markdown: &str) -> Vec<Paragraph> {
    let Ok(events) = parse(markdown, Dialect::Paper) else {
        let lines = markdown.lines().filter(|line| !line.trim().is_empty());
        return lines.map(|line| Paragraph { kind: Kind::Text, runs: vec![(line.to_owned(), Face::Regular)] }).collect();
    };
    let mut reader = Reader::default();
    for event in events {
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
    code: bool,
    /// Where each open link leads, and how many runs stand before its words.
    links: Vec<(String, usize)>,
}

impl Reader {
    fn read(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) if self.code => self.say_lines(&text),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak | Event::Rule => self.end(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::TableHead | Tag::TableRow => self.end(),
            Tag::CodeBlock(_) => {
                self.end();
                self.code = true;
            }
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
                self.links.push((dest_url.to_string(), self.runs.len()));
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
                    let words: String = self.runs.iter().skip(from).map(|(words, _)| words.as_str()).collect();
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
            TagEnd::CodeBlock => {
                self.end();
                self.code = false;
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.end(),
            _ => {}
        }
    }

    /// Code comes with its line ends, in as many pieces as the parser likes.
    fn say_lines(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            self.say(line.trim_end_matches(['\r', '\n']));
            if line.ends_with('\n') {
                self.end();
            }
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
        let kind = match (self.heading, self.lists.len().min(DEEPEST), self.quotes) {
            (_, depth, _) if self.code => Kind::Code(depth),
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

    #[test]
    fn lines_of_code_stay_lines_and_keep_their_spaces() {
        let read =
            paragraphs("Avant\n\n```rust\nfn main() {\n    run();\n\n}\n```\n\n- un\n\n      ls -l\n      pwd\n\n    trois\n    quatre");
        let text: Vec<(Kind, String)> =
            read.iter().map(|paragraph| (paragraph.kind, paragraph.runs.iter().map(|(words, _)| words.as_str()).collect())).collect();
        let some = |kind, words: &str| (kind, words.to_owned());
        assert_eq!(
            text,
            [
                some(Kind::Text, "Avant"),
                some(Kind::Code(0), "fn main() {"),
                some(Kind::Code(0), "    run();"),
                some(Kind::Code(0), "}"),
                some(Kind::Item(1), "• un"),
                some(Kind::Code(1), "ls -l"),
                some(Kind::Code(1), "pwd"),
                some(Kind::Item(1), "trois quatre"),
            ]
        );
    }

    #[test]
    fn each_link_is_followed_by_its_own_address() {
        let many = "[lire](https://un.example) et [https://deux.example](https://deux.example/), ".repeat(500);
        let read = paragraphs(&many);
        let text: String = read[0].runs.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(text.trim_end(), "lire (https://un.example) et https://deux.example, ".repeat(500).trim_end());
    }
}
