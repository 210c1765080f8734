//! The text of a mail as people read it: what is new, what is quoted, the signature. And its subject.

mod attribution;
mod subject;

pub use subject::{is_reply, subject_key};

use crate::incoming_mail::clean;

/// What is split, in bytes; the rest is left out.
const TEXT_BYTES: usize = 1_000_000;
/// Blocks of one mail; what follows is one block more.
const BLOCKS: usize = 2_000;
/// The deepest quotation that is told apart.
const LEVELS: usize = 20;
/// The longest quotation in an answer, in bytes.
const QUOTATION_BYTES: usize = 20_000;

/// A piece of a mail, without empty lines around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailBlock {
    /// A paragraph of the author.
    Text(String),
    /// Lines of an earlier mail without their `>`, with the line that says who wrote them. Level 1 is the mail that is answered.
    Quote { level: u8, text: String },
    /// What follows `-- `.
    Signature(String),
}

/// Splits the text of a mail: lines with `>` are quotations, and so are the line before them that names their author, and everything below
/// the separators of Outlook. A forwarded mail is not a quotation: it is what the mail is about.
///
/// At most 1 MB is read, in a time that grows with it.
pub fn paragraphs(text: &str) -> Vec<MailBlock> {
    let text = &text[..text.floor_char_boundary(TEXT_BYTES)];
    let lines: Vec<&str> = text.lines().collect();
    let mut splitter = MailSplitter::default();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let (level, content) = quoted(line);
        if splitter.is_below_separator {
            splitter.push(MailBlockKind::Quote((level + 1).min(LEVELS)), content);
        } else if level > 0 {
            splitter.push(MailBlockKind::Quote(level), content);
        } else if let Some(length) = attribution::at(&lines, at) {
            let quote = lines[at + length..].iter().find(|line| !line.trim().is_empty()).map_or(0, |line| quoted(line).0);
            splitter.is_below_separator = quote == 0;
            for line in &lines[at..at + length] {
                splitter.push(MailBlockKind::Quote(1), line);
            }
            at += length;
            continue;
        } else if attribution::is_separator(&lines, at) {
            splitter.is_below_separator = true;
            splitter.push(MailBlockKind::Quote(1), line);
        } else if line.trim_end() == "--" {
            splitter.begin_signature();
        } else if splitter.current == Some(MailBlockKind::Signature) {
            splitter.push(MailBlockKind::Signature, line);
        } else {
            splitter.push(MailBlockKind::Text, line);
        }
        at += 1;
    }
    splitter.close();
    splitter.blocks
}

/// Quotes a text with `> `, below the line `attribution` that names its author. The signature is left out; 20 kB at most stay, and `[…]`
/// stands for the rest.
pub fn reply_quote(text: &str, attribution: &str) -> String {
    let mut out = clean::one_line(attribution, 300);
    let text = &text[..text.floor_char_boundary(TEXT_BYTES)];
    let lines: Vec<&str> = text.lines().take_while(|line| *line != "-- ").collect();
    let used = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    for line in &lines[..used] {
        if out.len() + line.len() > QUOTATION_BYTES {
            out.push_str("\n> […]");
            break;
        }
        out.push('\n');
        out.push_str(if line.starts_with('>') || line.is_empty() { ">" } else { "> " });
        out.push_str(line.trim_end());
    }
    out
}

/// The level of a line, and its text without the marks.
fn quoted(line: &str) -> (usize, &str) {
    let (mut level, mut rest) = (0, line);
    // A space may stand between two marks, but a text that begins with spaces keeps them.
    while let Some(inner) = rest.strip_prefix('>').or_else(|| rest.strip_prefix(" >").filter(|_| level > 0)) {
        level += 1;
        rest = inner;
    }
    (level.min(LEVELS), rest.strip_prefix(' ').filter(|_| level > 0).unwrap_or(rest))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MailBlockKind {
    Text,
    Quote(usize),
    Signature,
}

#[derive(Default)]
struct MailSplitter {
    blocks: Vec<MailBlock>,
    current: Option<MailBlockKind>,
    text: String,
    /// Everything that follows is quoted.
    is_below_separator: bool,
}

impl MailSplitter {
    fn push(&mut self, kind: MailBlockKind, line: &str) {
        let is_blank = line.trim().is_empty();
        // An empty line ends a paragraph, and goes with any other block.
        let ends = if is_blank { self.current == Some(MailBlockKind::Text) } else { self.current != Some(kind) };
        if ends && (self.blocks.len() < BLOCKS || self.current != Some(MailBlockKind::Text) || kind != MailBlockKind::Text) {
            self.close();
        }
        if self.current.is_none() {
            if is_blank {
                return;
            }
            self.current = Some(kind);
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn begin_signature(&mut self) {
        self.close();
        self.current = Some(MailBlockKind::Signature);
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text).trim_matches('\n').to_owned();
        let Some(kind) = self.current.take().filter(|_| !text.is_empty()) else { return };
        self.blocks.push(match kind {
            MailBlockKind::Text => MailBlock::Text(text),
            MailBlockKind::Quote(level) => MailBlock::Quote { level: u8::try_from(level).unwrap_or(u8::MAX), text },
            MailBlockKind::Signature => MailBlock::Signature(text),
        });
    }
}

#[cfg(test)]
mod tests;
