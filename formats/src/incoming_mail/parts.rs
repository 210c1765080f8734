//! The parts of a mail (RFC 2045 and 2046). `mail-parser` has this too, but without a bound on their number or depth, and drops nested mails
//! by recursion; so only the values of fields are read with it.

use super::UnreadableMail;
use super::fields::HeaderBlock;
use super::line_ends::split_line;

/// The most parts, multiparts included.
const PARTS: usize = 500;
/// The deepest nesting of multiparts.
const DEPTH: usize = 50;

/// What `Content-Type` and `Content-Disposition` say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ContentKind {
    /// Type and subtype in small letters, as `text/plain`.
    pub media_type: String,
    pub charset: Option<String>,
    pub boundary: Option<String>,
    pub is_flowed: bool,
    pub deletes_space: bool,
    pub name: Option<String>,
    pub is_attachment: bool,
}

/// A part that is no multipart. An enclosed mail is one, too.
#[derive(Debug, Clone)]
pub(crate) struct MimeLeaf<'a> {
    pub fields: HeaderBlock<'a>,
    pub kind: ContentKind,
    /// Still in its transfer encoding.
    pub body: &'a [u8],
    /// The number of the `multipart/alternative` that it belongs to.
    pub alternative: Option<usize>,
    pub is_related: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct MimeTree<'a> {
    /// The header of the mail.
    pub fields: HeaderBlock<'a>,
    /// The parts in their order; at least one.
    pub leaves: Vec<MimeLeaf<'a>>,
}

impl MimeLeaf<'_> {
    pub fn content(&self) -> Vec<u8> {
        let encoding = self.fields.text("Content-Transfer-Encoding").unwrap_or_default();
        super::decode::transfer(&encoding, self.body)
    }
}

/// Reads the structure of a mail whose lines end with LF.
///
/// # Errors
/// [`UnreadableMail::HeadersTooLong`], [`UnreadableMail::TooManyParts`].
pub(crate) fn read(bytes: &[u8]) -> Result<MimeTree<'_>, UnreadableMail> {
    let mut walker = MimeWalker { bytes, position: 0, boundaries: Vec::new(), tree: MimeTree::default(), parts: 0, alternatives: 0 };
    walker.part(&EnclosingPart { default_type: "text/plain", alternative: None, is_related: false })?;
    Ok(walker.tree)
}

struct MimeWalker<'a> {
    bytes: &'a [u8],
    position: usize,
    /// Those of the open multiparts, the outermost first.
    boundaries: Vec<Vec<u8>>,
    tree: MimeTree<'a>,
    parts: usize,
    alternatives: usize,
}

/// What a part inherits.
struct EnclosingPart {
    default_type: &'static str,
    alternative: Option<usize>,
    is_related: bool,
}

/// The line that ends a part, by the place of its boundary among the open ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartEnd {
    Next(usize),
    Close(usize),
    EndOfMail,
}

impl<'a> MimeWalker<'a> {
    fn part(&mut self, around: &EnclosingPart) -> Result<PartEnd, UnreadableMail> {
        self.parts += 1;
        if self.parts > PARTS || self.boundaries.len() > DEPTH {
            return Err(UnreadableMail::TooManyParts);
        }
        let rest = &self.bytes[self.position..];
        let fields = HeaderBlock::read(rest, |line| boundary_in(&self.boundaries, line).is_some()).ok_or(UnreadableMail::HeadersTooLong)?;
        self.position += fields.length;
        let kind = kind(&fields, around.default_type);
        if self.parts == 1 {
            self.tree.fields = fields.clone();
        }
        if let Some(boundary) = kind.boundary.clone().filter(|_| kind.media_type.starts_with("multipart/")) {
            return self.multipart(fields, &kind, boundary.into_bytes(), around);
        }
        let (body, end) = self.content();
        self.leaf(fields, kind, body, around);
        Ok(end)
    }

    fn multipart(
        &mut self,
        fields: HeaderBlock<'a>,
        kind: &ContentKind,
        boundary: Vec<u8>,
        around: &EnclosingPart,
    ) -> Result<PartEnd, UnreadableMail> {
        let inside = EnclosingPart {
            default_type: if kind.media_type == "multipart/digest" { "message/rfc822" } else { "text/plain" },
            alternative: if kind.media_type == "multipart/alternative" { Some(self.alternatives) } else { around.alternative },
            is_related: around.is_related || kind.media_type == "multipart/related",
        };
        if kind.media_type == "multipart/alternative" {
            self.alternatives += 1;
        }
        let level = self.boundaries.len();
        self.boundaries.push(boundary);
        let (preamble, mut end) = self.content();
        if end != PartEnd::Next(level) {
            // Its boundary never comes: what stands there is the text.
            let kind = ContentKind { media_type: "text/plain".to_owned(), charset: kind.charset.clone(), ..ContentKind::default() };
            self.leaf(fields, kind, preamble, around);
        }
        while end == PartEnd::Next(level) {
            end = self.part(&inside)?;
        }
        self.boundaries.truncate(level);
        // What follows the end of a multipart is for nobody.
        Ok(if end == PartEnd::Close(level) { self.content().1 } else { end })
    }

    fn leaf(&mut self, fields: HeaderBlock<'a>, kind: ContentKind, body: &'a [u8], around: &EnclosingPart) {
        self.tree.leaves.push(MimeLeaf { fields, kind, body, alternative: around.alternative, is_related: around.is_related });
    }

    /// The bytes up to the next line with an open boundary; the line end before it belongs to it.
    fn content(&mut self) -> (&'a [u8], PartEnd) {
        let start = self.position;
        while let Some((line, _)) = split_line(&self.bytes[self.position..]) {
            let end = self.position;
            self.position += line.len();
            if let Some(found) = boundary_in(&self.boundaries, line) {
                let content = &self.bytes[start..end];
                let content = content.strip_suffix(b"\n").unwrap_or(content);
                return (content.strip_suffix(b"\r").unwrap_or(content), found);
            }
        }
        (&self.bytes[start..], PartEnd::EndOfMail)
    }
}

/// The innermost open boundary that the line has.
fn boundary_in(boundaries: &[Vec<u8>], line: &[u8]) -> Option<PartEnd> {
    let rest = line.strip_prefix(b"--").filter(|_| !boundaries.is_empty())?.trim_ascii_end();
    boundaries.iter().enumerate().rev().find_map(|(level, boundary)| match rest.strip_prefix(boundary.as_slice()) {
        Some(b"") => Some(PartEnd::Next(level)),
        Some(b"--") => Some(PartEnd::Close(level)),
        _ => None,
    })
}

fn kind(fields: &HeaderBlock<'_>, default_type: &str) -> ContentKind {
    let declared = fields.first("Content-Type").and_then(|field| {
        field.with_parameters(|content| {
            let is = |name: &str, value: &str| content.attribute(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
            ContentKind {
                media_type: media_type(content.ctype(), content.subtype()),
                charset: content.attribute("charset").map(str::to_owned),
                boundary: content
                    .attribute("boundary")
                    .map(|boundary| boundary.trim_end().to_owned())
                    .filter(|boundary| !boundary.is_empty()),
                is_flowed: is("format", "flowed"),
                deletes_space: is("delsp", "yes"),
                name: content.attribute("name").map(str::to_owned),
                is_attachment: false,
            }
        })
    });
    let mut kind = declared.unwrap_or_else(|| ContentKind { media_type: default_type.to_owned(), ..ContentKind::default() });
    let disposition = fields.first("Content-Disposition").and_then(|field| {
        field.with_parameters(|content| {
            (content.ctype().eq_ignore_ascii_case("attachment"), content.attribute("filename").map(str::to_owned))
        })
    });
    if let Some((is_attachment, name)) = disposition {
        kind.is_attachment = is_attachment;
        kind.name = name.or(kind.name);
    }
    kind
}

/// A type that is no token is one that nobody knows. `text` alone is plain text (RFC 2045 §5.2).
fn media_type(main: &str, sub: Option<&str>) -> String {
    let is_token =
        |text: &str| !text.is_empty() && text.len() <= 80 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b));
    match sub {
        Some(sub) if is_token(main) && is_token(sub) => format!("{main}/{sub}").to_ascii_lowercase(),
        None if main.eq_ignore_ascii_case("text") => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(mail: &str) -> Vec<String> {
        let tree = read(mail.as_bytes()).unwrap();
        tree.leaves.iter().map(|leaf| format!("{}={}", leaf.kind.media_type, String::from_utf8_lossy(leaf.body))).collect()
    }

    #[test]
    fn an_outer_boundary_ends_inner_parts() {
        let mail = "Content-Type: multipart/mixed; boundary=a\n\npreamble\n--a\nContent-Type: multipart/alternative; boundary=\"b\"\n\n\
            --b\n\nplain\n--b\nContent-Type: TEXT/HTML\n\n<p>\n--a\nContent-Type: image/png\n\n\u{0}\n--a--\nepilogue\n--a\n";
        assert_eq!(types(mail), ["text/plain=plain", "text/html=<p>", "image/png=\u{0}"]);
    }

    #[test]
    fn a_multipart_without_its_boundary_is_text() {
        assert_eq!(types("Content-Type: multipart/mixed; boundary=a\n\nBonjour\n--b\n"), ["text/plain=Bonjour\n--b\n"]);
        assert_eq!(types("Content-Type: multipart/mixed\n\nBonjour"), ["multipart/mixed=Bonjour"]);
        assert_eq!(types(""), ["text/plain="]);
    }

    #[test]
    fn an_enclosed_mail_is_one_part() {
        let mail = "Content-Type: multipart/digest; boundary=a\n\n--a\n\nFrom: x@y\nContent-Type: message/rfc822\n\nText\n--a--";
        assert_eq!(types(mail), ["message/rfc822=From: x@y\nContent-Type: message/rfc822\n\nText"]);
    }

    #[test]
    fn parts_have_a_number_and_a_depth() {
        let flat = format!("Content-Type: multipart/mixed; boundary=a\n\n{}", "--a\n\nx\n".repeat(1_000));
        assert_eq!(read(flat.as_bytes()).unwrap_err(), UnreadableMail::TooManyParts);
        let nested: String = (0..1_000).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n")).collect();
        assert_eq!(read(nested.as_bytes()).unwrap_err(), UnreadableMail::TooManyParts);
        let mails = "Content-Type: message/rfc822\n\n".repeat(100_000);
        assert_eq!(read(mails.as_bytes()).unwrap().leaves.len(), 1);
    }
}
