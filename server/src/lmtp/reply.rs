//! Answers to commands, with enhanced status codes (RFC 2034, RFC 3463).

use std::borrow::Cow;

use super::{DeliveryAnswer, RecipientAnswer};

/// A reason longer than this is cut, so that a line stays below the 512 bytes of RFC 5321, 4.5.3.1.5.
const MAX_REASON: usize = 400;

/// One line of answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LmtpReply {
    pub(super) code: u16,
    /// The enhanced status code; empty for the greeting, LHLO and 354, which have none.
    status: &'static str,
    text: Cow<'static, str>,
}

impl LmtpReply {
    pub(super) const fn new(code: u16, status: &'static str, text: &'static str) -> Self {
        Self { code, status, text: Cow::Borrowed(text) }
    }

    pub(super) fn greeting(text: String) -> Self {
        Self { code: 220, status: "", text: text.into() }
    }

    /// The text comes from elsewhere: only printable ASCII is kept, and it can't begin a line of its own.
    fn with_reason(code: u16, status: &'static str, reason: &str) -> Self {
        let text: String = reason
            .chars()
            .map(|c| match c {
                ' '..='~' => c,
                _ if c.is_whitespace() || c.is_control() => ' ',
                _ => '?',
            })
            .take(MAX_REASON)
            .collect();
        let text = text.trim();
        Self { code, status, text: if text.is_empty() { "refused".into() } else { text.to_owned().into() } }
    }

    /// Whether the client can't speak LMTP. A refused recipient or mail is no such error, nor is 503: after a refused MAIL, the recipients that came in
    /// the same packet get it.
    pub(super) fn is_syntax_error(&self) -> bool {
        matches!(self.code, 500..=502 | 555)
    }

    pub(super) fn write_to(&self, output: &mut Vec<u8>) {
        let space = if self.status.is_empty() { "" } else { " " };
        output.extend_from_slice(format!("{} {}{space}{}\r\n", self.code, self.status, self.text).as_bytes());
    }
}

impl From<RecipientAnswer> for LmtpReply {
    fn from(answer: RecipientAnswer) -> Self {
        match answer {
            RecipientAnswer::Accepted => Self::new(250, "2.1.5", "ok"),
            RecipientAnswer::Unknown => Self::new(550, "5.1.1", "no such address"),
            RecipientAnswer::Unavailable => Self::new(451, "4.3.0", "temporarily unavailable"),
            RecipientAnswer::Refused(reason) => Self::with_reason(550, "5.7.1", &reason),
        }
    }
}

impl From<DeliveryAnswer> for LmtpReply {
    fn from(answer: DeliveryAnswer) -> Self {
        match answer {
            DeliveryAnswer::Accepted => Self::new(250, "2.0.0", "ok"),
            DeliveryAnswer::TooLarge => Self::new(552, "5.3.4", "too large"),
            DeliveryAnswer::Unavailable => Self::new(451, "4.3.0", "temporarily unavailable"),
            DeliveryAnswer::Refused(reason) => Self::with_reason(550, "5.7.1", &reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(reply: LmtpReply) -> String {
        let mut output = Vec::new();
        reply.write_to(&mut output);
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn a_reason_stays_on_one_line_of_ascii() {
        let refused = |reason: &str| written(RecipientAnswer::Refused(reason.to_owned()).into());
        assert_eq!(refused("liste fermée\r\n250 ok\0"), "550 5.7.1 liste ferm?e  250 ok\r\n");
        assert_eq!(refused("\n"), "550 5.7.1 refused\r\n");
        assert!(refused(&"é".repeat(5_000)).len() < 512);
        assert_eq!(written(LmtpReply::new(354, "", "go")), "354 go\r\n");
    }
}
