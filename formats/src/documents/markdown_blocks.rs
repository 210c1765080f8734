//! Markdown as paragraphs of styled text: the part of it that a printed page can show.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::markdown::{Dialect, parse};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphKind {
    Heading,
    Text,
    /// In a list, at this depth (from 1).
    Item(usize),
    Quote,
    /// A line of code, in a list at this depth (0: in none). Its spaces count.
    Code(usize),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum FontStyle {
    #[default]
    Regular,
    Bold,
    Italic,
}

/// Text in one font style.
pub(super) type Run = (String, FontStyle);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyledParagraph {
    pub(super) kind: ParagraphKind,
    pub(super) runs: Vec<Run>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ProseTable {
    /// The heading first; every row has the same number of cells.
    pub(super) rows: Vec<Vec<String>>,
    /// Whether each column is aligned right, as numbers are.
    pub(super) aligned_right: Vec<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProseBlock {
    Paragraph(StyledParagraph),
    Table(ProseTable),
}

/// Lists nested deeper than this are not indented further.
const MAX_INDENT: usize = 12;

/// The paragraphs and tables of a Markdown text. A link's address follows its text; pictures become their alternative text; HTML is shown
/// as text. A text that is too complex is shown as typed, each line a paragraph.
pub(super) fn blocks(markdown: &str) -> Vec<ProseBlock> {
    let Ok(events) = parse(markdown, Dialect::Document) else {
        let lines = markdown.lines().filter(|line| !line.trim().is_empty());
        let paragraph = |line: &str| StyledParagraph { kind: ParagraphKind::Text, runs: vec![(line.to_owned(), FontStyle::Regular)] };
        return lines.map(|line| ProseBlock::Paragraph(paragraph(line))).collect();
    };
    let mut reader = MarkdownReader::default();
    for event in events {
        reader.read(event);
    }
    reader.end_paragraph();
    reader.blocks
}

#[derive(Default)]
struct MarkdownReader {
    blocks: Vec<ProseBlock>,
    table: Option<ProseTable>,
    runs: Vec<Run>,
    lists: Vec<Option<u64>>,
    /// The number or bullet of an item, written once before its text.
    mark: Option<String>,
    bold: usize,
    italic: usize,
    quotes: usize,
    heading: bool,
    code: bool,
    /// The destination of each open link, and the number of runs before its text.
    links: Vec<(String, usize)>,
}

impl MarkdownReader {
    fn read(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) if self.code => self.push_code(&text),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak | Event::Rule => self.end_paragraph(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.end_paragraph(),
            Tag::Table(alignments) => {
                self.end_paragraph();
                let aligned_right = alignments.iter().map(|alignment| *alignment == Alignment::Right).collect();
                self.table = Some(ProseTable { rows: Vec::new(), aligned_right });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::CodeBlock(_) => {
                self.end_paragraph();
                self.code = true;
            }
            Tag::Heading { .. } => {
                self.end_paragraph();
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_paragraph();
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
                    let text: String = self.runs.iter().skip(from).map(|(text, _)| text.as_str()).collect();
                    if address.starts_with("http") && !address.contains(text.trim_end_matches('/')) {
                        self.push(&format!(" ({address})"));
                    }
                }
            }
            TagEnd::TableCell => {
                let text: String = std::mem::take(&mut self.runs).into_iter().map(|(text, _)| text).collect();
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(text.trim().to_owned());
                }
            }
            TagEnd::Table => {
                // Whatever the parser returns, each row gets as many cells as the heading.
                if let Some(mut table) = self.table.take().filter(|table| table.rows.first().is_some_and(|head| !head.is_empty())) {
                    let columns = table.rows[0].len();
                    table.rows.iter_mut().for_each(|row| row.resize(columns, String::new()));
                    table.aligned_right.resize(columns, false);
                    self.blocks.push(ProseBlock::Table(table));
                }
            }
            TagEnd::List(_) => {
                self.end_paragraph();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Heading(_) => {
                self.end_paragraph();
                self.heading = false;
            }
            TagEnd::CodeBlock => {
                self.end_paragraph();
                self.code = false;
            }
            TagEnd::Paragraph | TagEnd::Item => self.end_paragraph(),
            _ => {}
        }
    }

    /// Code comes with its line ends, in any number of events.
    fn push_code(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            self.push(line.trim_end_matches(['\r', '\n']));
            if line.ends_with('\n') {
                self.end_paragraph();
            }
        }
    }

    fn push(&mut self, text: &str) {
        let style = match (self.bold > 0 || self.heading, self.italic > 0) {
            (true, _) => FontStyle::Bold,
            (_, true) => FontStyle::Italic,
            _ => FontStyle::Regular,
        };
        self.runs.push((text.to_owned(), style));
    }

    fn end_paragraph(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|(text, _)| text.trim().is_empty()) {
            return;
        }
        if let Some(mark) = self.mark.take() {
            runs.insert(0, (mark, FontStyle::Regular));
        }
        let kind = match (self.heading, self.lists.len().min(MAX_INDENT), self.quotes) {
            (_, depth, _) if self.code => ParagraphKind::Code(depth),
            (true, ..) => ParagraphKind::Heading,
            (_, 0, 0) => ParagraphKind::Text,
            (_, 0, _) => ParagraphKind::Quote,
            (_, depth, _) => ParagraphKind::Item(depth),
        };
        self.blocks.push(ProseBlock::Paragraph(StyledParagraph { kind, runs }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(markdown: &str) -> Vec<StyledParagraph> {
        let paragraph = |block| if let ProseBlock::Paragraph(paragraph) = block { Some(paragraph) } else { None };
        blocks(markdown).into_iter().filter_map(paragraph).collect()
    }

    #[test]
    fn tables_keep_their_columns() {
        let read = blocks("Avant\n\n| Lieu | Places |\n|---|--:|\n| **Lyon**, [plan](https://example.org) | 12 |\n| Nice |\n\nAprès");
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = vec![row(["Lieu", "Places"]), row(["Lyon, plan (https://example.org)", "12"]), row(["Nice", ""])];
        assert_eq!(read[1], ProseBlock::Table(ProseTable { rows, aligned_right: vec![false, true] }));
        assert_eq!(read.len(), 3);
    }

    #[test]
    fn lists_links_and_font_styles_are_kept() {
        let read = paragraphs("## Un\n\nDeux **trois** [quatre](https://example.org).\n\n1. cinq\n2. *six*\n   - sept\n");
        let text: Vec<(ParagraphKind, String)> =
            read.iter().map(|paragraph| (paragraph.kind, paragraph.runs.iter().map(|(words, _)| words.as_str()).collect())).collect();
        let some = |kind, words: &str| (kind, words.to_owned());
        assert_eq!(
            text,
            [
                some(ParagraphKind::Heading, "Un"),
                some(ParagraphKind::Text, "Deux trois quatre (https://example.org)."),
                some(ParagraphKind::Item(1), "1. cinq"),
                some(ParagraphKind::Item(1), "2. six"),
                some(ParagraphKind::Item(2), "• sept"),
            ]
        );
        assert_eq!(read[1].runs[1], ("trois".to_owned(), FontStyle::Bold));
    }

    #[test]
    fn lines_of_code_stay_lines_and_keep_their_spaces() {
        let read =
            paragraphs("Avant\n\n```rust\nfn main() {\n    run();\n\n}\n```\n\n- un\n\n      ls -l\n      pwd\n\n    trois\n    quatre");
        let text: Vec<(ParagraphKind, String)> =
            read.iter().map(|paragraph| (paragraph.kind, paragraph.runs.iter().map(|(words, _)| words.as_str()).collect())).collect();
        let some = |kind, words: &str| (kind, words.to_owned());
        assert_eq!(
            text,
            [
                some(ParagraphKind::Text, "Avant"),
                some(ParagraphKind::Code(0), "fn main() {"),
                some(ParagraphKind::Code(0), "    run();"),
                some(ParagraphKind::Code(0), "}"),
                some(ParagraphKind::Item(1), "• un"),
                some(ParagraphKind::Code(1), "ls -l"),
                some(ParagraphKind::Code(1), "pwd"),
                some(ParagraphKind::Item(1), "trois quatre"),
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
