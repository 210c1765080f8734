//! Papers: what people read, print and keep. One list of blocks, written as Markdown and as PDF; pages show the same blocks.

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
    /// What it is.
    pub title: String,
    /// What stands under its title: whose it is, since when it holds.
    pub subtitle: String,
    /// What stands at the foot of each page.
    pub foot: String,
    /// Its content, in order.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// Running text that people wrote, in Markdown.
    Prose(String),
    /// A sentence of ours.
    Sentence(String),
    /// A table, with its title.
    Table(SheetTable),
}

impl Paper {
    /// As Markdown (CommonMark, with tables).
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }

    /// As PDF: A4, tagged for screen readers, fonts inside, pages numbered. What it says follows from its content alone. Some hundred pages take a
    /// while: not for a thread that others wait for.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn pdf(&self) -> Result<Vec<u8>, FormatError> {
        pdf::write(self)
    }
}
