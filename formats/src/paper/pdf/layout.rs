//! Layout: lines of words on A4 pages.

use super::faces::FontFaces;
use crate::paper::markdown_blocks::{self, FontStyle, PaperParagraph, ParagraphKind, ProseBlock, Run};
use crate::paper::{Block, Paper};
use words::tr;

pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
pub(super) const MARGIN: f32 = 56.0;
/// The lowest position of a line.
const FLOOR: f32 = HEIGHT - 64.0;
/// The width of a line.
pub(super) const MEASURE: f32 = WIDTH - 2.0 * MARGIN;
const BODY: f32 = 10.0;

/// Words with their position.
#[derive(Debug, Clone)]
pub(super) struct PlacedWords {
    pub(super) page: usize,
    pub(super) x: f32,
    /// The baseline of their line.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) face: FontStyle,
    pub(super) text: String,
}

/// A thin horizontal line across the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageRule {
    pub(super) page: usize,
    pub(super) y: f32,
    pub(super) strong: bool,
}

/// A node of the document structure; it refers to its words by their index in [`Layout::words`].
#[derive(Debug, Clone)]
pub(super) enum StructNode {
    Title(Vec<usize>),
    /// The level, the words, and the text for the outline.
    Heading(u16, Vec<usize>, String),
    Paragraph(Vec<usize>),
    List(Vec<Vec<usize>>),
    /// The title; then the rows of cells, the heading first.
    Table(Vec<usize>, Vec<Vec<Vec<usize>>>),
}

impl StructNode {
    /// The indices of all its words.
    pub(super) fn words(&self) -> Vec<usize> {
        match self {
            Self::Title(words) | Self::Heading(_, words, _) | Self::Paragraph(words) => words.clone(),
            Self::List(items) => items.concat(),
            Self::Table(title, rows) => title.iter().copied().chain(rows.iter().flatten().flatten().copied()).collect(),
        }
    }
}

pub(super) struct Layout<'a> {
    pub(super) faces: &'a FontFaces,
    pub(super) words: Vec<PlacedWords>,
    pub(super) rules: Vec<PageRule>,
    pub(super) pieces: Vec<StructNode>,
    pub(super) page: usize,
    pub(super) y: f32,
}

impl<'a> Layout<'a> {
    pub(super) fn of(paper: &Paper, faces: &'a FontFaces) -> Self {
        let mut layout = Self { faces, words: Vec::new(), rules: Vec::new(), pieces: Vec::new(), page: 0, y: MARGIN };
        let title = layout.flow(&[(paper.title.clone(), FontStyle::Bold)], 22.0, 0.0);
        layout.pieces.push(StructNode::Title(title));
        layout.y += 2.0;
        let subtitle = layout.flow(&[(paper.subtitle.clone(), FontStyle::Regular)], 11.0, 0.0);
        layout.pieces.push(StructNode::Paragraph(subtitle));
        for block in &paper.blocks {
            match block {
                Block::Heading(words) => layout.heading(1, words, 15.0, 18.0),
                Block::Sentence(words) => layout.paragraph(&[(words.clone(), FontStyle::Regular)], 0.0),
                Block::Prose(markdown) => layout.prose(&markdown_blocks::blocks(markdown)),
                Block::Table(table) => layout.table(paper.language, table),
            }
        }
        if faces.lacked() {
            layout.y += 12.0;
            layout.paragraph(&[(tr!(paper.language, "paper-letters"), FontStyle::Italic)], 0.0);
        }
        layout
    }

    fn heading(&mut self, level: u16, words: &str, size: f32, above: f32) {
        self.y += above;
        // A heading stays with the first lines of its section.
        self.need(size * 1.4 + 100.0);
        let set = self.flow(&[(words.to_owned(), FontStyle::Bold)], size, 0.0);
        self.pieces.push(StructNode::Heading(level, set, words.to_owned()));
        self.y += 2.0;
    }

    fn paragraph(&mut self, runs: &[Run], indent: f32) {
        self.y += 5.0;
        let set = self.flow(runs, BODY, indent);
        self.pieces.push(StructNode::Paragraph(set));
    }

    fn prose(&mut self, blocks: &[ProseBlock]) {
        let mut items: Vec<Vec<usize>> = Vec::new();
        for block in blocks {
            let paragraph: &PaperParagraph = match block {
                ProseBlock::Paragraph(paragraph) => paragraph,
                ProseBlock::Table(table) => {
                    if !items.is_empty() {
                        self.pieces.push(StructNode::List(std::mem::take(&mut items)));
                    }
                    self.prose_table(table);
                    continue;
                }
            };
            if !matches!(paragraph.kind, ParagraphKind::Item(_)) && !items.is_empty() {
                self.pieces.push(StructNode::List(std::mem::take(&mut items)));
            }
            match paragraph.kind {
                ParagraphKind::Heading => {
                    let words: String = paragraph.runs.iter().map(|(words, _)| words.as_str()).collect();
                    self.heading(2, &words, 11.5, 10.0);
                }
                ParagraphKind::Text => self.paragraph(&paragraph.runs, 0.0),
                ParagraphKind::Quote => self.paragraph(&paragraph.runs, 18.0),
                ParagraphKind::Code(depth) => {
                    let set = self.flow(&paragraph.runs, BODY, 18.0 + 12.0 * depth as f32);
                    self.pieces.push(StructNode::Paragraph(set));
                }
                ParagraphKind::Item(depth) => {
                    self.y += 3.0;
                    let set = self.flow(&paragraph.runs, BODY, 12.0 * depth as f32);
                    items.push(set);
                }
            }
        }
        if !items.is_empty() {
            self.pieces.push(StructNode::List(items));
        }
    }

    /// Begins a new page if less than `height` is left.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > FLOOR {
            self.page += 1;
            self.y = MARGIN;
        }
    }

    /// Sets running text line by line; returns the indices of its words.
    fn flow(&mut self, runs: &[Run], size: f32, indent: f32) -> Vec<usize> {
        let mut set = Vec::new();
        for line in self.lines(runs, size, MEASURE - indent) {
            self.need(size * 1.4);
            self.y += size * 1.4;
            let mut x = MARGIN + indent;
            for (text, face) in line {
                let width = self.faces.width(face, size, &text);
                set.push(self.put(x, self.y, size, face, text));
                x += width;
            }
        }
        set
    }

    /// Puts words at a position of the current page.
    pub(super) fn put(&mut self, x: f32, y: f32, size: f32, face: FontStyle, text: String) -> usize {
        self.words.push(PlacedWords { page: self.page, x, y, size, face, text });
        self.words.len() - 1
    }

    /// Breaks runs into lines no wider than `width`, at spaces. A word wider than a line is cut.
    pub(super) fn lines(&self, runs: &[Run], size: f32, width: f32) -> Vec<Vec<Run>> {
        let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
        let mut used = 0.0;
        for (words, face) in runs {
            let words = self.faces.writable(*face, words);
            for word in words.split_inclusive(' ') {
                for part in self.cut(word, *face, size, width) {
                    let wide = self.faces.width(*face, size, part.trim_end_matches(' '));
                    if used > 0.0 && used + wide > width {
                        lines.push(Vec::new());
                        used = 0.0;
                    }
                    let Some(line) = lines.last_mut() else { continue };
                    used += self.faces.width(*face, size, &part);
                    match line.last_mut() {
                        Some((words, known)) if known == face => words.push_str(&part),
                        _ => line.push((part, *face)),
                    }
                }
            }
        }
        lines
    }

    fn cut(&self, word: &str, face: FontStyle, size: f32, width: f32) -> Vec<String> {
        if self.faces.width(face, size, word.trim_end_matches(' ')) <= width {
            return vec![word.to_owned()];
        }
        let (mut parts, mut used) = (vec![String::new()], 0.0);
        for c in word.chars() {
            let wide = self.faces.width(face, size, c.encode_utf8(&mut [0; 4]));
            if used + wide > width && used > 0.0 {
                parts.push(String::new());
                used = 0.0;
            }
            if let Some(part) = parts.last_mut() {
                part.push(c);
            }
            used += wide;
        }
        parts
    }
}
