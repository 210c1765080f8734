//! The header fields of a mail or of one of its parts (RFC 5322 §2.2), and their values.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, HeaderValue};

use super::MailAddress;
use super::clean;
use super::line_ends::split_line;

/// The longest header block. Gmail refuses at 500 kB, Postfix cuts at 100 kB.
pub(crate) const HEADER_BYTES: usize = 256 * 1024;
/// The parser of parameters joins their pieces again and again: a longer value would cost its square.
const PARAMETER_BYTES: usize = 16 * 1024;
/// RFC 2047 allows 75 bytes; some programs write a whole subject as one word.
const ENCODED_WORD_BYTES: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeaderField<'a> {
    pub name: &'a str,
    /// What follows the colon, with the line ends inside and after it.
    pub value: &'a [u8],
    /// The whole field with its name.
    pub raw: &'a [u8],
}

/// The fields in their order. Lines that are no field are left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeaderBlock<'a> {
    pub fields: Vec<HeaderField<'a>>,
    /// Where the body begins.
    pub length: usize,
}

impl<'a> HeaderBlock<'a> {
    /// Reads lines up to the first empty one, or to one that `ends` the block. Bytes in which no field is found have no header block:
    /// their body begins at 0. Lines end with LF, with or without a CR before it.
    ///
    /// `None` if the block is longer than [`HEADER_BYTES`].
    pub fn read(bytes: &'a [u8], ends: impl Fn(&[u8]) -> bool) -> Option<Self> {
        let mut fields: Vec<HeaderField<'a>> = Vec::new();
        // Where the current field begins, and its colon.
        let mut open: Option<(usize, usize)> = None;
        let (mut at, mut is_separated) = (0, false);
        let close = |open: Option<(usize, usize)>, end: usize, fields: &mut Vec<HeaderField<'a>>| {
            if let Some((start, colon)) = open
                && let Ok(name) = std::str::from_utf8(bytes[start..colon].trim_ascii_end())
            {
                fields.push(HeaderField { name, value: &bytes[colon + 1..end], raw: &bytes[start..end] });
            }
        };
        while let Some((line, _)) = split_line(&bytes[at..]) {
            if matches!(line, b"\n" | b"\r\n") {
                is_separated = true;
                break;
            }
            if ends(line) {
                break;
            }
            if at + line.len() > HEADER_BYTES {
                if fields.is_empty() && open.is_none() && colon(line).is_none() {
                    break;
                }
                return None;
            }
            if !line.starts_with(b" ") && !line.starts_with(b"\t") {
                close(open, at, &mut fields);
                open = colon(line).map(|colon| (at, at + colon));
            }
            at += line.len();
        }
        close(open, at, &mut fields);
        let blank = if is_separated { split_line(&bytes[at..]).map_or(0, |(line, _)| line.len()) } else { 0 };
        let length = if fields.is_empty() && at > 0 { 0 } else { at + blank };
        Some(Self { fields, length })
    }

    pub fn all(&self, name: &str) -> impl Iterator<Item = HeaderField<'a>> {
        self.fields.iter().copied().filter(move |field| field.name.eq_ignore_ascii_case(name))
    }

    pub fn first(&self, name: &str) -> Option<HeaderField<'a>> {
        self.all(name).next()
    }

    /// The first value as one line of at most 998 characters. `None` if it is missing or empty.
    pub fn text(&self, name: &str) -> Option<String> {
        self.first(name).map(|field| field.text()).filter(|text| !text.is_empty())
    }

    /// The values of fields that hold message ids, without their brackets.
    pub fn ids(&self, name: &str) -> Vec<String> {
        self.all(name).flat_map(|field| field.ids()).collect()
    }

    pub fn addresses(&self, name: &str) -> Vec<MailAddress> {
        self.all(name).flat_map(|field| field.addresses()).collect()
    }
}

/// Where the colon is in a line that begins a field: after printable ASCII, and at most spaces.
fn colon(line: &[u8]) -> Option<usize> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    (!name.is_empty() && name.len() <= 200 && name.iter().all(u8::is_ascii_graphic)).then_some(colon)
}

impl HeaderField<'_> {
    /// The value with its encoded words decoded (RFC 2047), on one line of at most 998 characters.
    pub fn text(&self) -> String {
        let value = self.one_line();
        match MessageStream::new(&value).parse_unstructured() {
            HeaderValue::Text(text) => clean::one_line(&text, 998),
            _ => String::new(),
        }
    }

    /// The value as it is, on one line of at most `characters`.
    pub fn unfolded(&self, characters: usize) -> String {
        clean::one_line(&String::from_utf8_lossy(&self.one_line()), characters)
    }

    /// The message ids (RFC 5322 §3.6.4). One that is longer than a line is left out: cut, it would be the id of another mail.
    pub fn ids(&self) -> Vec<String> {
        let value = self.one_line();
        let ids = match MessageStream::new(&value).parse_id() {
            HeaderValue::Text(id) => vec![id],
            HeaderValue::TextList(ids) => ids,
            _ => Vec::new(),
        };
        let ids = ids.iter().map(|id| clean::one_line(id, 1_000));
        ids.map(|id| id.replace(['<', '>', ' '], "")).filter(|id| !id.is_empty() && id.len() <= 996).collect()
    }

    /// The addresses, those of groups included (RFC 5322 §3.4). What has no `@` is left out.
    pub fn addresses(&self) -> Vec<MailAddress> {
        let value = self.one_line();
        let HeaderValue::Address(addresses) = MessageStream::new(&value).parse_address() else { return Vec::new() };
        let found = addresses.iter().filter_map(|found| {
            let address = clean::one_line(found.address.as_deref()?, 400);
            let is_plain =
                address.len() <= 320 && address.contains('@') && !address.contains(|c: char| c.is_whitespace() || "<>,".contains(c));
            let name = found.name.as_deref().map(|name| clean::one_line(name, 200)).filter(|name| !name.is_empty());
            is_plain.then_some(MailAddress { name, address })
        });
        found.collect()
    }

    /// Seconds since 1970. `None` if it is no date, or if the year is not between 1970 and 2100.
    pub fn date(&self) -> Option<i64> {
        let value = self.one_line();
        // The parser takes the year 0000 for one of two digits.
        let text = String::from_utf8_lossy(&value);
        let year = text.split_whitespace().take_while(|word| !word.contains(':')).last().unwrap_or_default();
        if year.len() > 2 && year.starts_with('0') {
            return None;
        }
        let HeaderValue::DateTime(mut date) = MessageStream::new(&value).parse_date() else { return None };
        date.second = date.second.min(59);
        ((1970..=2100).contains(&date.year) && date.is_valid()).then(|| date.to_timestamp()).filter(|seconds| *seconds >= 0)
    }

    /// Calls `read` with the type and its parameters (RFC 2045 §5, RFC 2231).
    pub fn with_parameters<T>(&self, read: impl FnOnce(&ContentType<'_>) -> T) -> Option<T> {
        let mut value = self.one_line();
        if value.len() > PARAMETER_BYTES {
            value.truncate(PARAMETER_BYTES);
            value.push(b'\n');
        }
        match MessageStream::new(&value).parse_content_type() {
            HeaderValue::ContentType(content) => Some(read(&content)),
            _ => None,
        }
    }

    /// The value on one line that ends with LF, as the parsers want it, in UTF-8. Bytes that are not UTF-8 are read as Windows-1252.
    fn one_line(&self) -> Vec<u8> {
        let unfolded = self.value.iter().filter(|byte| !matches!(byte, b'\r' | b'\n'));
        let mut value: Vec<u8> = unfolded.map(|byte| if *byte == 0 { b' ' } else { *byte }).collect();
        if std::str::from_utf8(&value).is_err() {
            value = match WINDOWS_1252.decode_without_bom_handling(&value).0 {
                Cow::Owned(text) => text.into_bytes(),
                Cow::Borrowed(text) => text.as_bytes().to_vec(),
            };
        }
        defuse(&mut value);
        value.push(b'\n');
        value
    }
}

/// Breaks beginnings of encoded words that have no end nearby. The decoder would look for it up to the end of the field, for each of them.
fn defuse(value: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = value.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b"=?")).map(|found| at + found) {
        let window = &value[start + 2..value.len().min(start + ENCODED_WORD_BYTES)];
        let text = window.iter().enumerate().filter(|(_, byte)| **byte == b'?').nth(1).map_or(window.len(), |(mark, _)| mark + 1);
        match window[text..].windows(2).position(|pair| pair == b"?=") {
            Some(end) => at = start + 2 + text + end + 2,
            None => {
                value[start] = b' ';
                at = start + 2;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(bytes: &[u8]) -> HeaderBlock<'_> {
        HeaderBlock::read(bytes, |_| false).unwrap()
    }

    fn field(value: &str) -> HeaderField<'_> {
        HeaderField { name: "X", value: value.as_bytes(), raw: value.as_bytes() }
    }

    #[test]
    fn fields_are_read_with_their_folded_lines() {
        let mail = b"From x Mon Nov 30 13:37:33 2026\nSubject: Bonjour\r\n \xc3\xa0 tous\r\nX-A : b\n\nBody: no";
        let read = block(mail);
        assert_eq!(read.text("subject").as_deref(), Some("Bonjour à tous"));
        assert_eq!(read.text("x-a").as_deref(), Some("b"));
        assert_eq!(&mail[read.length..], b"Body: no");
    }

    #[test]
    fn bytes_without_a_field_are_a_body() {
        assert_eq!(block(b"Bonjour,\n\nrien.").length, 0);
        assert_eq!(block(b"\nBonjour").length, 1);
        assert_eq!(block(b"").length, 0);
        assert_eq!(block(&vec![b'a'; HEADER_BYTES + 10]).length, 0);
    }

    #[test]
    fn a_header_block_has_a_bound() {
        let long = format!("Subject: a\nX: {}\n\n", "b".repeat(HEADER_BYTES));
        assert!(HeaderBlock::read(long.as_bytes(), |_| false).is_none());
    }

    #[test]
    fn values_of_all_kinds_are_decoded() {
        assert_eq!(field(" =?iso-8859-1?Q?R=E9union?=\r\n =?utf-8?B?IMOgIEx5b24=?=\r\n").text(), "Réunion à Lyon");
        assert_eq!(HeaderField { name: "X", value: b" R\xe9union\n", raw: b"" }.text(), "Réunion");
        assert_eq!(field(" <a@b> <c@d>\n <e@f>").ids(), ["a@b", "c@d", "e@f"]);
        assert_eq!(field("a@b").ids(), ["a@b"]);
        let addresses = field(" \"Dupont, Claire\" <claire@ri3.fr>, Équipe: a@b.fr, c@d.fr;, rien").addresses();
        assert_eq!(addresses.iter().map(|found| found.address.as_str()).collect::<Vec<_>>(), ["claire@ri3.fr", "a@b.fr", "c@d.fr"]);
        assert_eq!(addresses[0].name.as_deref(), Some("Dupont, Claire"));
    }

    #[test]
    fn dates_outside_of_our_time_are_none() {
        assert_eq!(field(" Tue, 3 Nov 2026 10:12:00 +0100").date(), Some(1_793_697_120));
        for bad in
            ["Mon, 1 Jan 0000 00:00:00 +0000", "1 Jan 9999 00:00:00 +0000", "hier", "", "32 Foo 2026 99:99:99", "1 Jan 1969 00:00:00 +0000"]
        {
            assert_eq!(field(bad).date(), None, "{bad}");
        }
    }

    #[test]
    fn unfinished_encoded_words_cost_no_time() {
        let bomb = "=?ab?q?x".repeat(HEADER_BYTES / 8);
        assert_eq!(field(&bomb).text().chars().count(), 998);
        let nested = "=?utf-8?Q?=3D=3Futf-8=3FQ=3F=3F=3D?= ".repeat(5_000);
        assert!(field(&nested).text().starts_with("=?utf-8?Q??="));
    }
}
