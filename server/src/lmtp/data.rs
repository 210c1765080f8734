//! The text of a mail: where it ends, and the dots that the protocol adds (RFC 5321, 4.5.2).
//!
//! Only CRLF.CRLF ends a mail. Other servers also take LF.LF or CR.CR for the end: whoever gets such bytes through one server and into another can
//! forge a second mail (SMTP smuggling). Here a bare CR or LF is a byte of the text like any other, and starts no line.

use super::memory::MemoryReservation;

/// Memory beyond the declared size is reserved in steps of this size.
const STEP: usize = 64 << 10;

/// What has been read of the current line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum LinePosition {
    /// Nothing.
    #[default]
    Start,
    /// A dot alone. It is kept back: either the mail ends, or the dot was added by the client.
    Dot,
    /// A dot and CR, both kept back.
    DotCr,
    Middle,
    /// Anything, then CR.
    Cr,
}

/// Finds the end of a mail, in parts of any size, and removes added dots.
#[derive(Debug, Default)]
pub(super) struct DataDecoder(LinePosition);

impl DataDecoder {
    /// Gives the decoded bytes to `sink`. Returns how many bytes of `part` belong to the mail if it ends there; `None`: all of them do, and more
    /// follow.
    pub(super) fn decode(&mut self, part: &[u8], mut sink: impl FnMut(&[u8])) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = part.get(at) {
            self.0 = match (self.0, byte) {
                (LinePosition::Start, b'.') => LinePosition::Dot,
                (LinePosition::Dot, b'\r') => LinePosition::DotCr,
                (LinePosition::DotCr, b'\n') => return Some(at + 1),
                (LinePosition::DotCr, _) => {
                    // The same byte is read again, after the CR that was kept back.
                    sink(b"\r");
                    self.0 = LinePosition::Cr;
                    continue;
                }
                (LinePosition::Cr, b'\n') => {
                    sink(b"\n");
                    LinePosition::Start
                }
                (_, b'\r') => {
                    sink(b"\r");
                    LinePosition::Cr
                }
                _ => {
                    let rest = &part[at..];
                    let length = rest.iter().position(|byte| *byte == b'\r').unwrap_or(rest.len());
                    sink(&rest[..length]);
                    at += length;
                    self.0 = LinePosition::Middle;
                    continue;
                }
            };
            at += 1;
        }
        None
    }
}

/// Why a mail is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataOverflow {
    TooLarge,
    /// There is not enough memory now.
    NoMemory,
}

/// The text so far, within limits. Beyond them nothing is kept, and the rest is only counted.
pub(super) struct DataBuffer {
    bytes: Vec<u8>,
    memory: Option<MemoryReservation>,
    size: usize,
    max_size: usize,
    overflow: Option<DataOverflow>,
}

impl DataBuffer {
    pub(super) fn new(memory: MemoryReservation, max_size: usize) -> Self {
        Self { bytes: Vec::new(), memory: Some(memory), size: 0, max_size, overflow: None }
    }

    pub(super) fn push(&mut self, part: &[u8]) {
        self.size = self.size.saturating_add(part.len());
        if self.size > self.max_size {
            self.give_up(DataOverflow::TooLarge);
        } else if self.overflow.is_none() && !self.make_room() {
            self.give_up(DataOverflow::NoMemory);
        }
        if self.overflow.is_none() {
            self.bytes.extend_from_slice(part);
        }
    }

    /// The bytes that came, kept or not.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The memory stays reserved until the second value is dropped.
    ///
    /// # Errors
    /// Why the mail was not kept.
    pub(super) fn finish(self) -> Result<(Vec<u8>, Option<MemoryReservation>), DataOverflow> {
        self.overflow.map_or(Ok((self.bytes, self.memory)), Err)
    }

    /// Grows by doubling, but never beyond what is reserved.
    fn make_room(&mut self) -> bool {
        let Some(memory) = &mut self.memory else { return false };
        if let missing @ 1.. = self.size.saturating_sub(memory.bytes())
            && !memory.try_grow(missing.max(STEP))
            && !memory.try_grow(missing)
        {
            return false;
        }
        if self.bytes.capacity() < self.size {
            let capacity = self.size.max(2 * self.bytes.capacity()).min(memory.bytes());
            self.bytes.reserve_exact(capacity - self.bytes.len());
        }
        true
    }

    fn give_up(&mut self, why: DataOverflow) {
        self.overflow = Some(why);
        self.bytes = Vec::new();
        self.memory = None;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::time::Duration;

    use super::*;
    use crate::lmtp::memory::MemoryBudget;

    /// The text and how many bytes were read, if the end was found.
    pub(in crate::lmtp) fn decoded(input: &[u8], part: usize) -> Option<(Vec<u8>, usize)> {
        let (mut decoder, mut text, mut read) = (DataDecoder::default(), Vec::new(), 0);
        for part in input.chunks(part) {
            if let Some(end) = decoder.decode(part, |bytes| text.extend_from_slice(bytes)) {
                return Some((text, read + end));
            }
            read += part.len();
        }
        None
    }

    #[test]
    fn added_dots_are_removed() {
        for (sent, text) in [
            (&b".\r\n"[..], &b""[..]),
            (b"\r\n.\r\n", b"\r\n"),
            (b"..\r\n.\r\n", b".\r\n"),
            (b"a\r\n..b\r\n...\r\n.\r\n", b"a\r\n.b\r\n..\r\n"),
            (b".a\r\n.\r\n", b"a\r\n"),
            (b"a.\r\n.\r\n", b"a.\r\n"),
            (b"\0\xff\r\n.\r\n", b"\0\xff\r\n"),
        ] {
            for part in 1..=sent.len() {
                assert_eq!(decoded(sent, part), Some((text.to_vec(), sent.len())), "{} by {part}", sent.escape_ascii());
            }
        }
    }

    #[test]
    fn only_a_dot_between_two_crlf_ends_a_mail() {
        for end in [
            "\n.\n",
            "\n.\r\n",
            "\r.\r",
            "\r.\r\n",
            "\r\n.\n",
            "\r\n.\r",
            "\r\n.\r\r\n",
            "\n\n.\r\n",
            "\r\r.\r\n",
            "\r\n.\n\r\n",
            "\r\n.\0\r\n",
            "\r\n\0.\r\n",
            "\r\n. \r\n",
            "\n\r.\r\n",
            "\r\n.\r.\r\n",
        ] {
            let smuggled = format!("a{end}MAIL FROM:<admin@example.org>\r\n.\r\n");
            for part in 1..=smuggled.len() {
                let (text, read) = decoded(smuggled.as_bytes(), part).unwrap();
                assert_eq!(read, smuggled.len(), "{}", end.escape_debug());
                assert!(text.ends_with(b"MAIL FROM:<admin@example.org>\r\n"), "{}", end.escape_debug());
            }
        }
        // A bare CR or LF stays where it was.
        assert_eq!(decoded(b"a\n.\nb\rc\r.\r\n\r\n.\r\n", 4).unwrap().0, b"a\n.\nb\rc\r.\r\n\r\n");
    }

    #[tokio::test]
    async fn a_buffer_keeps_nothing_beyond_its_limits() {
        let budget = MemoryBudget::new(1 << 20);
        let buffer = async |declared, max_size| DataBuffer::new(budget.reserve(declared, Duration::ZERO).await.unwrap(), max_size);
        let mut fits = buffer(0, 300_000).await;
        let mut large = buffer(0, 300_000).await;
        let mut crowded = buffer(0, 3_000_000).await;
        for _ in 0..3 {
            fits.push(&[b'a'; 100_000]);
        }
        assert!(fits.bytes.capacity() <= fits.memory.as_ref().unwrap().bytes());
        for _ in 0..4 {
            large.push(&[b'a'; 100_000]);
        }
        assert_eq!((large.bytes.capacity(), large.memory.is_none()), (0, true));
        for _ in 0..8 {
            crowded.push(&[b'a'; 100_000]);
        }
        assert_eq!(fits.finish().unwrap().0.len(), 300_000);
        assert_eq!(large.finish().err(), Some(DataOverflow::TooLarge));
        assert_eq!(crowded.finish().err(), Some(DataOverflow::NoMemory));
        assert!(budget.reserve(1 << 20, Duration::ZERO).await.is_some(), "all memory is free again");
    }
}
