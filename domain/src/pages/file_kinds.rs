//! The accepted kinds of files. They are recognised by extension and first bytes, never by the media type that the browser sends.

use crate::error::FieldProblem;

/// The required start of a file.
enum FileSignature {
    /// These bytes.
    With(&'static [u8]),
    /// RIFF, then WEBP.
    Webp,
    /// Text: no zero byte.
    Text,
}

/// Extensions, media types and signatures. Nothing that a browser would run: no HTML, no SVG, no script.
const KINDS: [(&str, &str, FileSignature); 22] = [
    ("pdf", "application/pdf", FileSignature::With(b"%PDF-")),
    ("png", "image/png", FileSignature::With(b"\x89PNG\r\n\x1a\n")),
    ("jpg", "image/jpeg", FileSignature::With(b"\xff\xd8\xff")),
    ("jpeg", "image/jpeg", FileSignature::With(b"\xff\xd8\xff")),
    ("gif", "image/gif", FileSignature::With(b"GIF8")),
    ("webp", "image/webp", FileSignature::Webp),
    ("odt", "application/vnd.oasis.opendocument.text", FileSignature::With(b"PK")),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet", FileSignature::With(b"PK")),
    ("odp", "application/vnd.oasis.opendocument.presentation", FileSignature::With(b"PK")),
    ("odg", "application/vnd.oasis.opendocument.graphics", FileSignature::With(b"PK")),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", FileSignature::With(b"PK")),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FileSignature::With(b"PK")),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", FileSignature::With(b"PK")),
    ("epub", "application/epub+zip", FileSignature::With(b"PK")),
    ("zip", "application/zip", FileSignature::With(b"PK")),
    ("gz", "application/gzip", FileSignature::With(b"\x1f\x8b")),
    ("txt", "text/plain; charset=utf-8", FileSignature::Text),
    ("md", "text/plain; charset=utf-8", FileSignature::Text),
    ("csv", "text/csv; charset=utf-8", FileSignature::Text),
    ("bib", "text/plain; charset=utf-8", FileSignature::Text),
    ("json", "application/json", FileSignature::Text),
    ("ics", "text/calendar; charset=utf-8", FileSignature::Text),
];

/// The accepted extensions, for the upload form.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(extension, ..)| *extension)
}

/// Whether a file is text, by its name. Other kinds are compressed already.
pub(crate) fn is_text(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    KINDS.iter().any(|(accepted, _, signature)| *accepted == extension && matches!(signature, FileSignature::Text))
}

/// Whether files of that media type are pictures, which pages show inline.
pub(crate) fn is_picture(media_type: &str) -> bool {
    media_type.starts_with("image/")
}

/// The media type of a file.
///
/// # Errors
/// [`FieldProblem::NotAFileKind`] for a kind that is not accepted, or a content that does not match the extension.
pub(super) fn media_type(name: &str, content: &[u8]) -> Result<&'static str, FieldProblem> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let (_, media_type, signature) = KINDS.iter().find(|(accepted, ..)| *accepted == extension).ok_or(FieldProblem::NotAFileKind)?;
    let matches = match signature {
        FileSignature::With(octets) => content.starts_with(octets),
        FileSignature::Webp => content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP"),
        FileSignature::Text => !content.contains(&0),
    };
    if matches { Ok(media_type) } else { Err(FieldProblem::NotAFileKind) }
}

/// The name of a file as links use it: `C:\Plan d’accès.PNG` → `plan-d-acces.png`.
pub(super) fn name(typed: &str) -> String {
    // A name that is too long keeps its end, which has the extension.
    let typed = &typed[typed.ceil_char_boundary(typed.len().saturating_sub(300))..];
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = last.rsplit_once('.').unwrap_or((last, ""));
    let clean = |text: &str| {
        let ascii = deunicode::deunicode(text).to_lowercase();
        let parts: Vec<&str> = ascii.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|part| !part.is_empty()).collect();
        parts.join("-")
    };
    let mut stem = clean(stem);
    stem.truncate(80);
    let stem = if stem.is_empty() { "fichier".to_owned() } else { stem };
    format!("{stem}.{}", clean(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_octets_say() {
        assert_eq!(media_type("a.png", b"\x89PNG\r\n\x1a\n...."), Ok("image/png"));
        for (name, content) in
            [("a.png", &b"<html>"[..]), ("a.svg", b"<svg/>"), ("a.html", b"<p>"), ("a", b"x"), ("a.exe", b"MZ"), ("a.txt", b"a\0b")]
        {
            assert_eq!(media_type(name, content), Err(FieldProblem::NotAFileKind), "{name}");
        }
    }

    #[test]
    fn a_name_is_what_a_link_can_hold() {
        assert_eq!(name(r"C:\Mes documents\Plan d’accès.PNG"), "plan-d-acces.png");
        assert_eq!(name("../../etc/passwd"), "passwd.");
        assert_eq!(name("?.pdf"), "fichier.pdf");
        assert_eq!(name("a\r\nb.pdf"), "a-b.pdf");
    }
}
