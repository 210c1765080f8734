//! Documents to read, print and keep: one list of blocks, written as Markdown and as PDF. Pages of the site show the same blocks.

mod markdown;
mod markdown_blocks;
mod pdf;

use crate::FormatError;
use crate::spreadsheets::SheetTable;
use words::Language;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language of its headings and tables.
    pub language: Language,
    pub title: String,
    /// The line below the title: its network and the date since when it applies.
    pub subtitle: String,
    /// The footer of each page.
    pub footer: String,
    pub blocks: Vec<DocumentBlock>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentBlock {
    /// The heading of a section.
    Heading(String),
    /// Text that people wrote, in Markdown.
    Prose(String),
    /// A sentence of the program.
    Sentence(String),
    /// A table, with its title.
    Table(SheetTable),
    /// A text as a QR code (ISO/IEC 18004), with lines beside it that say the same to people.
    QrCode { content: String, lines: Vec<String> },
}

impl Document {
    /// As Markdown (CommonMark, with tables).
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }

    /// As PDF: A4, tagged for screen readers, with embedded fonts and page numbers. The output depends only on the content. Some hundred
    /// pages take a while: don't call it on a thread that others wait for.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn pdf(&self) -> Result<Vec<u8>, FormatError> {
        pdf::write(self)
    }
}
