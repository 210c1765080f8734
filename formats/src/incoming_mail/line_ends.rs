//! Line ends. A bare CR or LF is a line end too, so that nobody reads other lines than we do (SMTP smuggling).

use std::borrow::Cow;

/// The bytes with LF after each line. Without a CR they are not copied.
pub(crate) fn lf(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\r') {
        out.extend_from_slice(&rest[..at]);
        out.push(b'\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

/// The bytes with CRLF after each line.
pub(crate) fn crlf(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 40);
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(b"\r\n");
        rest = if rest[at..].starts_with(b"\r\n") { &rest[at + 2..] } else { &rest[at + 1..] };
    }
    out.extend_from_slice(rest);
    out
}

/// The first line with its LF, and what follows. `None` at the end.
pub(crate) fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    Some(bytes.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_becomes_one() {
        let mixed = b"a\r\nb\nc\rd\r\r\n\n\re";
        assert_eq!(lf(mixed).as_ref(), b"a\nb\nc\nd\n\n\n\ne");
        assert_eq!(crlf(mixed), b"a\r\nb\r\nc\r\nd\r\n\r\n\r\n\r\ne");
        assert_eq!(crlf(&crlf(mixed)), crlf(mixed), "a second time changes nothing");
        assert!(matches!(lf(b"a\nb"), Cow::Borrowed(_)));
    }

    #[test]
    fn lines_are_split_with_their_ends() {
        assert_eq!(split_line(b"a\nb"), Some((&b"a\n"[..], &b"b"[..])));
        assert_eq!(split_line(b"b"), Some((&b"b"[..], &b""[..])));
        assert_eq!(split_line(b""), None);
    }
}
