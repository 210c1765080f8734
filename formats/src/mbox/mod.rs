//! Mailboxes in one file (RFC 4155): mails after each other, each below a line `From …`.

use std::io::{BufRead, Read};

use chrono::DateTime;

use crate::incoming_mail::{clean, line_ends};

/// A line is read in pieces of this size: a file without line ends is not held in memory.
const PIECE_BYTES: u64 = 64 * 1024;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A mail of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MboxMail {
    /// Where its `From ` line begins in the file.
    pub offset: u64,
    /// Where the next one begins, or the end of the file: an import that was stopped goes on from here.
    pub next_offset: u64,
    /// The mail as it is in the file, without the `>` before its own lines `From `, and without the empty line after it.
    pub bytes: Vec<u8>,
}

/// A place of the file that gives no mail. After [`MboxError::Unreadable`] the reader ends; after the others it goes on.
#[derive(Debug, thiserror::Error)]
pub enum MboxError {
    /// The mail at this offset has more bytes than the reader accepts.
    #[error("the mail at {offset} is larger than {limit} bytes")]
    TooLarge { offset: u64, limit: usize },
    /// Bytes before the first `From ` line.
    #[error("no mail begins at {offset}")]
    NoSeparator { offset: u64 },
    /// A `From ` line without anything below it.
    #[error("the mail at {offset} is empty")]
    Empty { offset: u64 },
    #[error("the file can not be read at {offset}: {cause}")]
    Unreadable { offset: u64, cause: std::io::Error },
}

/// Reads the mails of a mailbox one by one, as mboxrd and mboxo write it. A mail begins with a line `From ` that has a month and a time, at the
/// start or after an empty line.
pub struct MboxReader<R> {
    input: R,
    limit: usize,
    /// Bytes of the file that were read.
    position: u64,
    /// Where the current mail begins; `None` before the first one.
    offset: Option<u64>,
    has_ended: bool,
}

impl<R: BufRead> MboxReader<R> {
    /// Reads from `input`, which stands at the byte `start` of the file: 0, or the [`MboxMail::next_offset`] of an earlier mail. Mails of more
    /// than `limit` bytes are refused one by one.
    pub fn new(input: R, start: u64, limit: usize) -> Self {
        Self { input, limit, position: start, offset: None, has_ended: false }
    }

    /// Reads up to the next separator or the end of the file.
    fn mail(&mut self) -> Result<Option<MboxMail>, MboxError> {
        let start = self.position;
        let mut content = MboxContent { limit: self.limit, ..MboxContent::default() };
        let (mut at_line_start, mut after_blank) = (true, true);
        loop {
            let at = self.position;
            let piece = self.read_piece()?;
            if piece.is_empty() {
                self.has_ended = true;
                return content.end(self.offset.take(), start, at);
            }
            let is_begin = at_line_start && after_blank && is_separator(&piece);
            after_blank = at_line_start && matches!(piece.as_slice(), b"\n" | b"\r\n");
            if is_begin {
                self.skip_line(&piece)?;
                let offset = self.offset.replace(at);
                if offset.is_some() || !content.is_blank() {
                    return content.end(offset, start, at);
                }
                content.bytes.clear();
                at_line_start = true;
            } else {
                content.push(if at_line_start { unescaped(&piece) } else { &piece });
                at_line_start = piece.ends_with(b"\n");
            }
        }
    }

    /// A line with its end, or a piece of a long one. Empty at the end of the file.
    fn read_piece(&mut self) -> Result<Vec<u8>, MboxError> {
        let mut piece = Vec::new();
        let read = self.input.by_ref().take(PIECE_BYTES).read_until(b'\n', &mut piece);
        read.map_err(|cause| {
            self.has_ended = true;
            MboxError::Unreadable { offset: self.position, cause }
        })?;
        self.position += piece.len() as u64;
        Ok(piece)
    }

    fn skip_line(&mut self, first: &[u8]) -> Result<(), MboxError> {
        let mut has_end = first.ends_with(b"\n");
        while !has_end {
            let piece = self.read_piece()?;
            has_end = piece.is_empty() || piece.ends_with(b"\n");
        }
        Ok(())
    }
}

impl<R: BufRead> Iterator for MboxReader<R> {
    type Item = Result<MboxMail, MboxError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_ended { None } else { self.mail().transpose() }
    }
}

/// The bytes of the current mail, as many as are accepted.
#[derive(Default)]
struct MboxContent {
    bytes: Vec<u8>,
    limit: usize,
    is_too_large: bool,
}

impl MboxContent {
    fn push(&mut self, piece: &[u8]) {
        // The empty line before the next separator does not count.
        self.is_too_large |= self.bytes.len() + piece.len() > self.limit.saturating_add(2);
        if self.is_too_large {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(piece);
        }
    }

    fn is_blank(&self) -> bool {
        !self.is_too_large && self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// The mail that began at `offset`; without one, there are only the bytes from `start`, which belong to none.
    fn end(mut self, offset: Option<u64>, start: u64, next_offset: u64) -> Result<Option<MboxMail>, MboxError> {
        let is_blank = self.is_blank();
        let Some(offset) = offset else {
            return if is_blank { Ok(None) } else { Err(MboxError::NoSeparator { offset: start }) };
        };
        for end in [&b"\n\r\n"[..], b"\n\n"] {
            if self.bytes.ends_with(end) {
                self.bytes.truncate(self.bytes.len() - end.len() + 1);
            }
        }
        if self.is_too_large || self.bytes.len() > self.limit {
            return Err(MboxError::TooLarge { offset, limit: self.limit });
        }
        if is_blank {
            return Err(MboxError::Empty { offset });
        }
        Ok(Some(MboxMail { offset, next_offset, bytes: self.bytes }))
    }
}

/// `From claire@ri3.fr Mon Nov 30 13:37:33 2026`, with whatever the writer added: a month and a time are enough. Mailman writes ` at ` for `@`.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let text = String::from_utf8_lossy(&rest[..rest.len().min(1_000)]);
    let is_month = |word: &str| MONTHS.iter().any(|month| word.eq_ignore_ascii_case(month));
    let is_time = |word: &str| {
        let mut numbers = word.split(':');
        let two = |number: Option<&str>| number.is_some_and(|n| (1..=2).contains(&n.len()) && n.bytes().all(|byte| byte.is_ascii_digit()));
        two(numbers.next()) && two(numbers.next())
    };
    text.split_whitespace().any(is_month) && text.split_whitespace().any(is_time)
}

/// Without the `>` that the writer put before `From `, or before a line that had one already.
fn unescaped(line: &[u8]) -> &[u8] {
    match line.strip_prefix(b">") {
        Some(inner) if is_from_line(inner) => inner,
        _ => line,
    }
}

/// `From `, with any number of `>` before it.
fn is_from_line(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    line[marks..].starts_with(b"From ")
}

/// A mail as an entry of a mailbox (mboxrd): below a `From ` line with the sender of the envelope and the time of arrival in seconds since
/// 1970, its lines end with LF, those with `From ` have one `>` more, and an empty line follows.
pub fn entry(sender: &str, received_at: i64, raw: &[u8]) -> Vec<u8> {
    let sender: String = clean::one_line(sender, 320).chars().filter(|c| !c.is_whitespace()).collect();
    let sender = if sender.is_empty() { "MAILER-DAEMON" } else { &sender };
    let date = DateTime::from_timestamp(received_at, 0).unwrap_or_default().format("%a %b %e %H:%M:%S %Y");
    let mut out = format!("From {sender} {date}\n").into_bytes();
    out.reserve(raw.len() + 100);
    for line in line_ends::lf(raw).split_inclusive(|byte| *byte == b'\n') {
        if is_from_line(line) {
            out.push(b'>');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    out.push(b'\n');
    out
}

#[cfg(test)]
mod tests;
