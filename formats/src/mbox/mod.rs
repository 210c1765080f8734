//! Mailboxes in one file (RFC 4155): mails after each other, each below a line `From …`.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use chrono::{DateTime, NaiveDate};

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
    /// The date of the `From ` line, in seconds since 1970 and taken as UTC (RFC 4155); until the year 2100.
    pub arrived_at: Option<i64>,
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
    /// The line above the current mail; `None` before the first one.
    separator: Option<MboxSeparator>,
    has_ended: bool,
}

impl<R: BufRead> MboxReader<R> {
    /// Reads from `input`, which stands at the byte `start` of the file: 0, or the [`MboxMail::next_offset`] of an earlier mail. Mails of more
    /// than `limit` bytes are refused one by one.
    pub fn new(input: R, start: u64, limit: usize) -> Self {
        Self { input, limit, position: start, separator: None, has_ended: false }
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
                return content.end(self.separator.take(), start, at);
            }
            let is_begin = at_line_start && after_blank && is_separator(&piece);
            after_blank = at_line_start && matches!(piece.as_slice(), b"\n" | b"\r\n");
            if is_begin {
                self.skip_line(&piece)?;
                let separator = self.separator.replace(MboxSeparator { offset: at, arrived_at: arrival(&piece) });
                if separator.is_some() || !content.is_blank() {
                    return content.end(separator, start, at);
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

/// A `From ` line.
#[derive(Debug, Clone, Copy)]
struct MboxSeparator {
    /// Where it begins.
    offset: u64,
    /// See [`MboxMail::arrived_at`].
    arrived_at: Option<i64>,
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

    /// The mail below `separator`; without one, there are only the bytes from `start`, which belong to none.
    fn end(mut self, separator: Option<MboxSeparator>, start: u64, next_offset: u64) -> Result<Option<MboxMail>, MboxError> {
        let is_blank = self.is_blank();
        let Some(MboxSeparator { offset, arrived_at }) = separator else {
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
        Ok(Some(MboxMail { offset, next_offset, arrived_at, bytes: self.bytes }))
    }
}

/// `From claire@ri3.fr Mon Nov 30 13:37:33 2026`, with whatever the writer added: a month and a time are enough. Mailman writes ` at ` for `@`.
fn is_separator(line: &[u8]) -> bool {
    let Some(text) = separator_text(line) else { return false };
    text.split_whitespace().any(|word| month(word).is_some()) && text.split_whitespace().any(|word| time(word).is_some())
}

/// What follows `From `.
fn separator_text(line: &[u8]) -> Option<Cow<'_, str>> {
    let rest = line.strip_prefix(b"From ")?;
    Some(String::from_utf8_lossy(&rest[..rest.len().min(1_000)]))
}

/// The date of a `From ` line: a month with its day after or before it, the first time, and the first year. A zone is ignored.
fn arrival(line: &[u8]) -> Option<i64> {
    let text = separator_text(line)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().rposition(|word| month(word).is_some())?;
    let day_of = |word: &&str| word.parse::<u32>().ok().filter(|day| (1..=31).contains(day));
    let day = words.get(at + 1).and_then(day_of).or_else(|| words.get(at.checked_sub(1)?).and_then(day_of))?;
    let (hour, minute, second) = words.iter().find_map(|word| time(word))?;
    let year_of = |word: &&str| word.parse::<i32>().ok().filter(|year| (1970..=2100).contains(year));
    let year = words.iter().find_map(year_of)?;
    let date = NaiveDate::from_ymd_opt(year, month(words[at])?, day)?;
    Some(date.and_hms_opt(hour, minute, second.min(59))?.and_utc().timestamp())
}

/// 1 to 12, by its English abbreviation.
fn month(word: &str) -> Option<u32> {
    (1..).zip(MONTHS).find(|(_, month)| word.eq_ignore_ascii_case(month)).map(|(number, _)| number)
}

/// `13:37` or `13:37:33`.
fn time(word: &str) -> Option<(u32, u32, u32)> {
    let mut numbers = word.split(':').map(|number| {
        let is_short = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse::<u32>().ok().filter(|_| is_short)
    });
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    Some((hour, minute, numbers.next().flatten().unwrap_or(0)))
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
