//! The content of a part: its transfer encoding (RFC 2045 §6) and its charset. What is broken is read as far as it goes.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use mail_parser::decoders::base64::base64_decode;

/// The bytes of a part. An unknown encoding changes nothing.
pub(crate) fn transfer(encoding: &str, body: &[u8]) -> Vec<u8> {
    if encoding.eq_ignore_ascii_case("base64") {
        base64(body)
    } else if encoding.eq_ignore_ascii_case("quoted-printable") {
        quoted_printable(body)
    } else {
        body.to_vec()
    }
}

/// Some list software writes a footer in plain text under Base64: the lines before it count. If there are none, the bytes stay as they are.
fn base64(body: &[u8]) -> Vec<u8> {
    base64_decode(body).unwrap_or_else(|| {
        let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b' ' | b'\t' | b'\r');
        let valid = body.split(|byte| *byte == b'\n').take_while(|line| line.iter().all(is_base64));
        let length = valid.map(|line| line.len() + 1).sum::<usize>().min(body.len());
        base64_decode(&body[..length]).filter(|bytes| !bytes.is_empty()).unwrap_or_else(|| body.to_vec())
    })
}

/// An equals sign that begins no code stays.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let content = line.trim_ascii_end();
        let (content, is_soft) = content.strip_suffix(b"=").map_or((content, false), |content| (content, true));
        let mut rest = content;
        while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
            out.extend_from_slice(&rest[..at]);
            rest = &rest[at..];
            match rest.get(1..3).and_then(hex) {
                Some(byte) => {
                    out.push(byte);
                    rest = &rest[3..];
                }
                None => {
                    out.push(b'=');
                    rest = &rest[1..];
                }
            }
        }
        out.extend_from_slice(rest);
        if !is_soft && line.ends_with(b"\n") {
            out.push(b'\n');
        }
    }
    out
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(text, 16).ok()
}

/// The text of at most `limit` bytes. What says it is UTF-8 or ASCII, or says nothing, and is not UTF-8, is read as Windows-1252; an
/// unknown charset too. UTF-7 is not known: it hides marks from those who look for them.
pub(crate) fn text(charset: Option<&str>, bytes: &[u8], limit: usize) -> String {
    let bytes = &bytes[..bytes.len().min(limit)];
    let label = charset.unwrap_or_default().trim();
    let declared = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
    // The label `us-ascii` means Windows-1252 on the web, and UTF-8 in mails that are not what they say.
    if declared == UTF_8 || declared == WINDOWS_1252 && label.to_ascii_lowercase().contains("ascii") {
        return match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // Cut within a character.
            Err(error) if error.error_len().is_none() && bytes.len() == limit => {
                String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
            }
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        };
    }
    declared.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings_are_read_broken_or_not() {
        assert_eq!(transfer("Base64", b"Qm9u\r\nam91cg=="), b"Bonjour");
        assert_eq!(transfer("base64", b"Qm9uam91cg==\n____\nRI3 -- list\n"), b"Bonjour");
        assert_eq!(transfer("base64", b"R\xc3\xa9union"), b"R\xc3\xa9union");
        assert_eq!(transfer("quoted-printable", b"R=C3=A9u=\r\nnion  \r\n1=1 =ZZ =\n"), "Réunion\n1=1 =ZZ ".as_bytes());
        assert_eq!(transfer("8bit", b"a=3D"), b"a=3D");
    }

    #[test]
    fn charsets_are_read_when_they_lie() {
        assert_eq!(text(Some("iso-8859-1"), b"R\xe9union", 100), "Réunion");
        assert_eq!(text(Some("iso-8859-15"), b"10 \xa4", 100), "10 €");
        for charset in [None, Some("utf-8"), Some("us-ascii"), Some("x-nothing"), Some("\u{0}")] {
            assert_eq!(text(charset, b"R\xe9union", 100), "Réunion", "{charset:?}");
            assert_eq!(text(charset, "Réunion".as_bytes(), 100), "Réunion", "{charset:?}");
        }
        assert_eq!(text(Some("utf-7"), b"+ADw-script+AD4-", 100), "+ADw-script+AD4-");
        assert_eq!(text(None, "éé".as_bytes(), 3), "é", "cut within a character");
    }
}
