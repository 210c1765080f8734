//! A text under the mail that a list passes on.

use super::field;
use super::plain_mail::quoted_printable;
use crate::incoming_mail::fields::HeaderBlock;
use crate::incoming_mail::line_ends;

/// The mail with a text under it. What came becomes the first part of a message of two (RFC 2046, 5.1.3), to the byte, with the fields that describe
/// it: signatures within it (PGP, S/MIME) stay valid, and every program shows one part below the other. Signatures of the whole (DKIM) cover a body that
/// is another now, and go. `key` makes a boundary that the author of the mail could not know.
pub fn with_footer(raw: &[u8], footer: &str, key: &str) -> Vec<u8> {
    let mail = line_ends::crlf(raw);
    let header = HeaderBlock::read(&mail, |_| false).unwrap_or_default();
    let boundary: String = key.chars().filter(char::is_ascii_alphanumeric).take(50).collect();
    let is_of_body = |name: &str| name.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("Content-"));
    let (mut above, mut first) = (Vec::with_capacity(mail.len() + 1_000), Vec::new());
    for found in &header.fields {
        let is = |name: &str| found.name.eq_ignore_ascii_case(name);
        // The language is that of what the author wrote, and so of the whole.
        let out = if is_of_body(found.name) && !is("Content-Language") { &mut first } else { &mut above };
        if !is("DKIM-Signature") && !is("MIME-Version") {
            out.extend_from_slice(found.raw);
            if !found.raw.ends_with(b"\r\n") {
                out.extend_from_slice(b"\r\n");
            }
        }
    }
    above.extend(field("MIME-Version", "1.0"));
    above.extend(field("Content-Type", &format!("multipart/mixed; boundary=\"footer-{boundary}\"")));
    above.extend_from_slice(format!("\r\n--footer-{boundary}\r\n").as_bytes());
    above.extend(first);
    above.extend_from_slice(b"\r\n");
    above.extend_from_slice(&mail[header.length..]);
    let text = quoted_printable(footer.trim());
    above.extend_from_slice(
        format!(
            "\r\n--footer-{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n{text}\r\n--footer-{boundary}--\r\n"
        )
        .as_bytes(),
    );
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incoming_mail::corpus::MAILS;
    use crate::incoming_mail::{self, fuzz_tests::fuzz};

    const FOOTER: &str = "Liste ri3-l — écrire à ri3-l@lists.example.org";

    #[test]
    fn the_mail_becomes_the_first_part_to_the_byte() {
        let mail = b"From: Claire <claire@cnrs.fr>\r\nDKIM-Signature: v=1; h=from; b=x\r\nMIME-Version: 1.0\r\nContent-Language: fr\r\n\
            Content-Type: text/plain;\r\n charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\nSubject: Bilan\r\n\r\nL'\xe9t\xe9.\r\n";
        let out = with_footer(mail, FOOTER, "0192-a");
        let text = String::from_utf8_lossy(&out);
        assert!(!text.contains("DKIM-Signature"), "{text}");
        assert_eq!(text.matches("MIME-Version: 1.0").count(), 1, "{text}");
        assert!(text.starts_with("From: Claire <claire@cnrs.fr>\r\nContent-Language: fr\r\nSubject: Bilan\r\n"), "{text}");
        let first = b"--footer-0192a\r\nContent-Type: text/plain;\r\n charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nL'\xe9t\xe9.\r\n\r\n--footer-0192a";
        assert!(out.windows(first.len()).any(|found| found == first), "{text}");
        let read = incoming_mail::read(&out).unwrap();
        assert!(read.text.contains("L'été.") && read.text.contains(FOOTER), "{}", read.text);
    }

    #[test]
    fn any_mail_keeps_its_words() {
        for mail in MAILS {
            let (Ok(before), Ok(after)) = (incoming_mail::read(mail), incoming_mail::read(&with_footer(mail, FOOTER, "key"))) else {
                continue;
            };
            assert!(after.text.contains(FOOTER), "{}", String::from_utf8_lossy(mail));
            assert_eq!(before.subject, after.subject);
            assert_eq!(before.attachments.len(), after.attachments.len(), "{}", String::from_utf8_lossy(mail));
        }
    }

    #[test]
    fn any_bytes_become_a_mail() {
        fuzz(&MAILS, |mail| drop(with_footer(mail, FOOTER, "key")));
    }
}
