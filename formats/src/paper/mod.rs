//! Papers: documents to read, print and keep. One list of blocks, written as Markdown and as PDF; pages show the same blocks.

mod markdown;
mod markdown_blocks;
mod pdf;

use crate::FormatError;
use crate::spreadsheets::SheetTable;
use words::Language;

/// A paper, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The language of its headings and tables.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// The line below the title: whose paper it is, since when it applies.
    pub subtitle: String,
    /// The footer of each page.
    pub foot: String,
    /// Its content, in order.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// Text that people wrote, in Markdown.
    Prose(String),
    /// A sentence of the program.
    Sentence(String),
    /// A table, with its title.
    Table(SheetTable),
}

impl Paper {
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
