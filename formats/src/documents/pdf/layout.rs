//! Layout: lines of text on A4 pages. All measures are in points.

use qrcodegen::{QrCode, QrCodeEcc};

use super::fonts::Fonts;
use crate::documents::markdown_blocks::{self, FontStyle, ParagraphKind, ProseBlock, Run, StyledParagraph};
use crate::documents::{Document, DocumentBlock};
use words::tr;

pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
pub(super) const MARGIN: f32 = 56.0;
/// The lowest position of a line.
const FLOOR: f32 = HEIGHT - 64.0;
/// The width of a line.
pub(super) const MEASURE: f32 = WIDTH - 2.0 * MARGIN;
const BODY: f32 = 10.0;
/// The side of a QR code: 3 cm, which a phone reads at arm's length.
const QR: f32 = 85.0;

/// A run of text with its position.
#[derive(Debug, Clone)]
pub(super) struct PlacedText {
    pub(super) page: usize,
    pub(super) x: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) style: FontStyle,
    pub(super) text: String,
}

/// A thin horizontal line across the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageRule {
    pub(super) page: usize,
    pub(super) y: f32,
    pub(super) strong: bool,
}

/// A dark square of a QR code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Module {
    pub(super) page: usize,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

/// A node of the document structure. It refers to its texts by their index in [`Layout::texts`].
#[derive(Debug, Clone)]
pub(super) enum StructNode {
    Title(Vec<usize>),
    /// The level, the texts, and the text for the outline.
    Heading(u16, Vec<usize>, String),
    Paragraph(Vec<usize>),
    List(Vec<Vec<usize>>),
    /// The title; then the rows of cells, the heading first.
    Table(Vec<usize>, Vec<Vec<Vec<usize>>>),
}

impl StructNode {
    /// The indices of all its texts.
    pub(super) fn texts(&self) -> Vec<usize> {
        match self {
            Self::Title(texts) | Self::Heading(_, texts, _) | Self::Paragraph(texts) => texts.clone(),
            Self::List(items) => items.concat(),
            Self::Table(title, rows) => title.iter().copied().chain(rows.iter().flatten().flatten().copied()).collect(),
        }
    }
}

pub(super) struct Layout<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) texts: Vec<PlacedText>,
    pub(super) rules: Vec<PageRule>,
    pub(super) modules: Vec<Module>,
    pub(super) nodes: Vec<StructNode>,
    pub(super) page: usize,
    pub(super) y: f32,
}

impl<'a> Layout<'a> {
    pub(super) fn of(document: &Document, fonts: &'a Fonts) -> Self {
        let mut layout = Self { fonts, texts: Vec::new(), rules: Vec::new(), modules: Vec::new(), nodes: Vec::new(), page: 0, y: MARGIN };
        let title = layout.flow(&[(document.title.clone(), FontStyle::Bold)], 22.0, 0.0);
        layout.nodes.push(StructNode::Title(title));
        layout.y += 2.0;
        let subtitle = layout.flow(&[(document.subtitle.clone(), FontStyle::Regular)], 11.0, 0.0);
        layout.nodes.push(StructNode::Paragraph(subtitle));
        for block in &document.blocks {
            match block {
                DocumentBlock::Heading(heading) => layout.heading(1, heading, 15.0, 18.0),
                DocumentBlock::Sentence(sentence) => layout.paragraph(&[(sentence.clone(), FontStyle::Regular)], 0.0),
                DocumentBlock::Prose(markdown) => layout.prose(&markdown_blocks::blocks(markdown)),
                DocumentBlock::Table(table) => layout.table(document.language, table),
                DocumentBlock::QrCode { content, lines } => layout.qr_code(content, lines),
            }
        }
        if fonts.lacks_characters() {
            layout.y += 12.0;
            layout.paragraph(&[(tr!(document.language, "pdf-missing-characters"), FontStyle::Italic)], 0.0);
        }
        layout
    }

    fn heading(&mut self, level: u16, text: &str, size: f32, above: f32) {
        self.y += above;
        // A heading stays with the first lines of its section.
        self.ensure_room(size * 1.4 + 100.0);
        let texts = self.flow(&[(text.to_owned(), FontStyle::Bold)], size, 0.0);
        self.nodes.push(StructNode::Heading(level, texts, text.to_owned()));
        self.y += 2.0;
    }

    fn paragraph(&mut self, runs: &[Run], indent: f32) {
        self.y += 5.0;
        let texts = self.flow(runs, BODY, indent);
        self.nodes.push(StructNode::Paragraph(texts));
    }

    /// A QR code and lines at its right. A text too long for one is left to the lines.
    fn qr_code(&mut self, content: &str, lines: &[String]) {
        self.y += 24.0;
        self.ensure_room(QR + 12.0);
        let top = self.y;
        if let Ok(code) = QrCode::encode_text(content, QrCodeEcc::Medium) {
            let size = QR / code.size() as f32;
            for (row, column) in (0..code.size()).flat_map(|row| (0..code.size()).map(move |column| (row, column))) {
                if code.get_module(column, row) {
                    self.modules.push(Module { page: self.page, x: MARGIN + column as f32 * size, y: top + row as f32 * size, size });
                }
            }
        }
        for line in lines {
            self.paragraph(&[(line.clone(), FontStyle::Regular)], QR + 18.0);
        }
        self.y = self.y.max(top + QR);
    }

    fn prose(&mut self, blocks: &[ProseBlock]) {
        let mut items: Vec<Vec<usize>> = Vec::new();
        for block in blocks {
            let paragraph: &StyledParagraph = match block {
                ProseBlock::Paragraph(paragraph) => paragraph,
                ProseBlock::Table(table) => {
                    if !items.is_empty() {
                        self.nodes.push(StructNode::List(std::mem::take(&mut items)));
                    }
                    self.prose_table(table);
                    continue;
                }
            };
            if !matches!(paragraph.kind, ParagraphKind::Item(_)) && !items.is_empty() {
                self.nodes.push(StructNode::List(std::mem::take(&mut items)));
            }
            match paragraph.kind {
                ParagraphKind::Heading => {
                    let text: String = paragraph.runs.iter().map(|(text, _)| text.as_str()).collect();
                    self.heading(2, &text, 11.5, 10.0);
                }
                ParagraphKind::Text => self.paragraph(&paragraph.runs, 0.0),
                ParagraphKind::Quote => self.paragraph(&paragraph.runs, 18.0),
                ParagraphKind::Code(depth) => {
                    let texts = self.flow(&paragraph.runs, BODY, 18.0 + 12.0 * depth as f32);
                    self.nodes.push(StructNode::Paragraph(texts));
                }
                ParagraphKind::Item(depth) => {
                    self.y += 3.0;
                    let texts = self.flow(&paragraph.runs, BODY, 12.0 * depth as f32);
                    items.push(texts);
                }
            }
        }
        if !items.is_empty() {
            self.nodes.push(StructNode::List(items));
        }
    }

    /// Begins a new page if less than `height` is left.
    pub(super) fn ensure_room(&mut self, height: f32) {
        if self.y + height > FLOOR {
            self.page += 1;
            self.y = MARGIN;
        }
    }

    /// Places running text line by line. Returns the indices of its texts.
    fn flow(&mut self, runs: &[Run], size: f32, indent: f32) -> Vec<usize> {
        let mut texts = Vec::new();
        for line in self.lines(runs, size, MEASURE - indent) {
            self.ensure_room(size * 1.4);
            self.y += size * 1.4;
            let mut x = MARGIN + indent;
            for (text, style) in line {
                let width = self.fonts.width(style, size, &text);
                texts.push(self.place(x, self.y, size, style, text));
                x += width;
            }
        }
        texts
    }

    /// Places a text on the current page. Returns its index.
    pub(super) fn place(&mut self, x: f32, y: f32, size: f32, style: FontStyle, text: String) -> usize {
        self.texts.push(PlacedText { page: self.page, x, y, size, style, text });
        self.texts.len() - 1
    }

    /// Breaks runs into lines no wider than `width`, at spaces. A word wider than a line is cut.
    pub(super) fn lines(&self, runs: &[Run], size: f32, width: f32) -> Vec<Vec<Run>> {
        let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
        let mut used = 0.0;
        for (text, style) in runs {
            let text = self.fonts.writable(*style, text);
            for word in text.split_inclusive(' ') {
                for part in self.split_word(word, *style, size, width) {
                    let wide = self.fonts.width(*style, size, part.trim_end_matches(' '));
                    if used > 0.0 && used + wide > width {
                        lines.push(Vec::new());
                        used = 0.0;
                    }
                    let Some(line) = lines.last_mut() else { continue };
                    used += self.fonts.width(*style, size, &part);
                    match line.last_mut() {
                        Some((text, last_style)) if last_style == style => text.push_str(&part),
                        _ => line.push((part, *style)),
                    }
                }
            }
        }
        lines
    }

    fn split_word(&self, word: &str, style: FontStyle, size: f32, width: f32) -> Vec<String> {
        if self.fonts.width(style, size, word.trim_end_matches(' ')) <= width {
            return vec![word.to_owned()];
        }
        let (mut parts, mut used) = (vec![String::new()], 0.0);
        for c in word.chars() {
            let wide = self.fonts.width(style, size, c.encode_utf8(&mut [0; 4]));
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
