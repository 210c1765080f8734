//! A mail with one plain text, as a post that was written on the site would have come.

use std::fmt::Write;

use chrono::DateTime;

use super::{address_field, encoded_words, field};
use crate::incoming_mail::{clean, line_ends};

/// The longest line of quoted-printable text, without the `=` of a soft line end (RFC 2045 §6.7).
const QUOTED_BYTES: usize = 75;

/// What the mail says. Ids have no brackets, as all ids here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainMail<'a> {
    pub from_name: &'a str,
    pub from_address: &'a str,
    /// The name and the address to which answers go; `None`: to the author.
    pub reply_to: Option<(&'a str, &'a str)>,
    /// Seconds since 1970.
    pub date: i64,
    pub subject: &'a str,
    pub message_id: &'a str,
    pub in_reply_to: Option<&'a str>,
    /// The oldest first.
    pub references: &'a [&'a str],
    /// The code of the language of the text.
    pub language: &'a str,
    pub text: &'a str,
}

impl PlainMail<'_> {
    /// The mail (RFC 5322), in ASCII, with CRLF after each line. It has no recipient: it was not sent to anybody.
    pub fn compose(&self) -> Vec<u8> {
        let date = DateTime::from_timestamp(self.date, 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S +0000").to_string();
        let ids = |ids: &[&str]| ids.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join(" ");
        let mut fields = vec![
            ("From", address_field(self.from_name, self.from_address)),
            ("Date", date),
            ("Subject", subject(self.subject)),
            ("Message-ID", ids(&[self.message_id])),
        ];
        fields.extend(self.reply_to.map(|(name, address)| ("Reply-To", address_field(name, address))));
        fields.extend(self.in_reply_to.map(|answered| ("In-Reply-To", ids(&[answered]))));
        if !self.references.is_empty() {
            fields.push(("References", ids(self.references)));
        }
        fields.extend([
            ("MIME-Version", "1.0".to_owned()),
            ("Content-Language", self.language.to_owned()),
            ("Content-Type", "text/plain; charset=utf-8".to_owned()),
            ("Content-Transfer-Encoding", "quoted-printable".to_owned()),
        ]);
        let mut mail: Vec<u8> = fields.iter().flat_map(|(name, value)| field(name, value)).collect();
        mail.extend_from_slice(b"\r\n");
        mail.extend_from_slice(quoted_printable(self.text).as_bytes());
        mail
    }
}

/// A subject that looks like an encoded word is encoded itself, so that readers show what was typed.
fn subject(typed: &str) -> String {
    let line = clean::one_line(typed, 998);
    if line.contains("=?") { encoded_words::phrase(&line) } else { line }
}

/// The text in quoted-printable (RFC 2045 §6.7), with CRLF after each line.
pub(super) fn quoted_printable(text: &str) -> String {
    let bytes = line_ends::lf(text.as_bytes());
    let lines: &[u8] = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let mut out = String::with_capacity(lines.len() + lines.len() / 4);
    for line in lines.split(|byte| *byte == b'\n') {
        let mut length = 0;
        for (at, byte) in line.iter().enumerate() {
            // Programs remove white space at the end of a line.
            let is_inner_space = matches!(byte, b' ' | b'\t') && at + 1 < line.len();
            let is_literal = is_inner_space || (byte.is_ascii_graphic() && *byte != b'=');
            let width = if is_literal { 1 } else { 3 };
            if length + width > QUOTED_BYTES {
                out.push_str("=\r\n");
                length = 0;
            }
            length += width;
            if is_literal {
                out.push(char::from(*byte));
            } else {
                let _ = write!(out, "={byte:02X}");
            }
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incoming_mail::corpus::MAILS;
    use crate::incoming_mail::fuzz_tests::fuzz;
    use crate::incoming_mail::{self, IncomingMail};
    use crate::mbox::{self, MboxReader};

    const MAIL: PlainMail<'_> = PlainMail {
        from_name: "Hervé Lebreton",
        from_address: "herve@cnrs.fr",
        reply_to: None,
        date: 1_795_165_200,
        subject: "Réunion à Lyon",
        message_id: "b2@example.org",
        in_reply_to: Some("a1@example.org"),
        references: &["a0@example.org", "a1@example.org"],
        language: "fr",
        text: "Bonjour,\n\nFrom Lyon =\nà tous \n",
    };

    fn read(mail: &PlainMail<'_>) -> IncomingMail {
        incoming_mail::read(&mail.compose()).unwrap()
    }

    #[test]
    fn a_post_becomes_a_mail_to_the_letter() {
        let written = String::from_utf8(MAIL.compose()).unwrap();
        assert_eq!(
            written,
            "From: =?UTF-8?Q?Herv=C3=A9_Lebreton?= <herve@cnrs.fr>\r\nDate: Fri, 20 Nov 2026 09:00:00 +0000\r\n\
             Subject: =?UTF-8?Q?R=C3=A9union_=C3=A0?= Lyon\r\nMessage-ID: <b2@example.org>\r\nIn-Reply-To: <a1@example.org>\r\n\
             References: <a0@example.org> <a1@example.org>\r\nMIME-Version: 1.0\r\nContent-Language: fr\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             Bonjour,\r\n\r\nFrom Lyon =3D\r\n=C3=A0 tous=20\r\n"
        );
        let mail = read(&MAIL);
        assert_eq!((mail.from[0].name.as_deref(), mail.from[0].address.as_str()), (Some("Hervé Lebreton"), "herve@cnrs.fr"));
        assert_eq!((mail.subject.as_str(), mail.date), ("Réunion à Lyon", Some(1_795_165_200)));
        assert_eq!((mail.message_id.as_deref(), mail.in_reply_to.as_slice()), (Some("b2@example.org"), &["a1@example.org".to_owned()][..]));
        assert_eq!(mail.references, MAIL.references);
        assert_eq!(mail.text, "Bonjour,\n\nFrom Lyon =\nà tous");
    }

    #[test]
    fn a_value_adds_no_field_and_a_long_line_is_cut() {
        let long = "é".repeat(2_000);
        let mail = PlainMail { from_name: "A\r\nBcc: x@y.fr", subject: "=?utf-8?q?x?=\r\nBcc: x@y.fr", text: &long, ..MAIL };
        let written = String::from_utf8(mail.compose()).unwrap();
        assert!(!written.contains("\r\nBcc:") && written.split("\r\n").all(|line| line.len() <= 76), "{written}");
        let mail = read(&mail);
        assert_eq!((mail.subject.as_str(), mail.text), ("=?utf-8?q?x?=  Bcc: x@y.fr", long));
    }

    #[test]
    fn any_text_is_read_back_from_a_mailbox() {
        fuzz(&MAILS, |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let raw = PlainMail { subject: &text, from_name: &text, text: &text, ..MAIL }.compose();
            let file = mbox::entry("a@b", 0, &raw);
            let mails: Vec<_> = MboxReader::new(file.as_slice(), 0, usize::MAX).map(|mail| mail.unwrap().bytes).collect();
            let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
            let mail = incoming_mail::read(mail).unwrap();
            assert_eq!(mail.message_id.as_deref(), Some(MAIL.message_id));
            assert_eq!(mail.text, clean::lines(&text).trim_matches('\n').trim_end());
        });
    }
}
