//! Commands of LMTP: those of SMTP, with LHLO in place of EHLO (RFC 2033, 4.1).

use super::reply::LmtpReply;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LmtpCommand {
    Lhlo,
    Mail {
        /// Empty for `<>`.
        sender: String,
        /// The size that the client declares (RFC 1870).
        size: Option<u64>,
        /// Whether addresses may have letters other than ASCII (RFC 6531).
        is_utf8: bool,
    },
    Rcpt {
        address: String,
    },
    Data,
    Rset,
    Noop,
    Quit,
    Vrfy,
    /// A request of HTTP: a browser was led to this port. The lines that follow may be commands that somebody else wrote.
    Http,
}

const SYNTAX: LmtpReply = LmtpReply::new(500, "5.5.2", "a command is one line of UTF-8 without control characters, ended by CR LF");
const UNKNOWN: LmtpReply = LmtpReply::new(500, "5.5.1", "unknown command");
const USE_LHLO: LmtpReply = LmtpReply::new(500, "5.5.1", "this is LMTP: use LHLO");
const NAME_MISSING: LmtpReply = LmtpReply::new(501, "5.5.4", "LHLO and the name of the client");
const NO_ARGUMENT: LmtpReply = LmtpReply::new(501, "5.5.4", "this command has no argument");
const MAIL_SYNTAX: LmtpReply = LmtpReply::new(501, "5.5.4", "MAIL FROM:<address>");
const RCPT_SYNTAX: LmtpReply = LmtpReply::new(501, "5.5.4", "RCPT TO:<address>");
const BAD_SENDER: LmtpReply = LmtpReply::new(553, "5.1.7", "the sender is not an address");
const BAD_RECIPIENT: LmtpReply = LmtpReply::new(553, "5.1.3", "the recipient is not an address");
const BAD_PARAMETER: LmtpReply = LmtpReply::new(501, "5.5.4", "a parameter has a wrong value or comes twice");
const UNKNOWN_PARAMETER: LmtpReply = LmtpReply::new(555, "5.5.4", "unknown parameter");

impl LmtpCommand {
    /// Reads a line without its CRLF. Bare CR and LF are control characters, so no command can hide behind another.
    ///
    /// # Errors
    /// The answer to the client.
    pub(super) fn parse(line: &[u8]) -> Result<Self, LmtpReply> {
        let line = std::str::from_utf8(line).map_err(|_| SYNTAX)?;
        if line.chars().any(char::is_control) {
            return Err(SYNTAX);
        }
        let (verb, argument) = line.split_once(' ').unwrap_or((line, ""));
        let argument = argument.trim_matches(' ');
        let alone = |command| if argument.is_empty() { Ok(command) } else { Err(NO_ARGUMENT) };
        match verb.to_ascii_uppercase().as_str() {
            "LHLO" if argument.is_empty() => Err(NAME_MISSING),
            "LHLO" => Ok(Self::Lhlo),
            "HELO" | "EHLO" => Err(USE_LHLO),
            "MAIL" => mail(argument),
            "RCPT" => recipient(argument),
            "DATA" => alone(Self::Data),
            "RSET" => alone(Self::Rset),
            "QUIT" => alone(Self::Quit),
            "NOOP" => Ok(Self::Noop),
            "VRFY" => Ok(Self::Vrfy),
            _ if argument.contains(" HTTP/") => Ok(Self::Http),
            _ => Err(UNKNOWN),
        }
    }
}

fn mail(argument: &str) -> Result<LmtpCommand, LmtpReply> {
    let (sender, parameters) = after_keyword(argument, "FROM:").and_then(path).ok_or(MAIL_SYNTAX)?;
    if !sender.is_empty() && !is_address(sender) {
        return Err(BAD_SENDER);
    }
    let (mut size, mut is_utf8, mut has_body) = (None, false, false);
    for parameter in parameters.split(' ').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').map_or((parameter, None), |(name, value)| (name, Some(value)));
        match (name.to_ascii_uppercase().as_str(), value) {
            ("SIZE", Some(value)) if size.is_none() => size = Some(declared_size(value).ok_or(BAD_PARAMETER)?),
            ("SMTPUTF8", None) if !is_utf8 => is_utf8 = true,
            ("BODY", Some(value)) if !has_body && ["7BIT", "8BITMIME"].contains(&value.to_ascii_uppercase().as_str()) => has_body = true,
            ("SIZE" | "SMTPUTF8" | "BODY", _) => return Err(BAD_PARAMETER),
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    Ok(LmtpCommand::Mail { sender: sender.to_owned(), size, is_utf8 })
}

fn recipient(argument: &str) -> Result<LmtpCommand, LmtpReply> {
    let (address, parameters) = after_keyword(argument, "TO:").and_then(path).ok_or(RCPT_SYNTAX)?;
    // RFC 5321, 4.5.1: every server has a postmaster, even without a domain.
    if !is_address(address) && !address.eq_ignore_ascii_case("postmaster") {
        return Err(BAD_RECIPIENT);
    }
    if parameters.is_empty() { Ok(LmtpCommand::Rcpt { address: address.to_owned() }) } else { Err(UNKNOWN_PARAMETER) }
}

fn after_keyword<'a>(argument: &'a str, keyword: &str) -> Option<&'a str> {
    let (start, rest) = argument.split_at_checked(keyword.len())?;
    // No space is allowed here, but many clients send one.
    start.eq_ignore_ascii_case(keyword).then(|| rest.trim_start_matches(' '))
}

/// The address between angle brackets, without a source route (RFC 5321, appendix C), and what follows.
fn path(text: &str) -> Option<(&str, &str)> {
    let mut inner = text.strip_prefix('<')?;
    if inner.starts_with('@') {
        let (route, rest) = inner.split_once(':')?;
        if route.contains(['>', ' ', '"']) {
            return None;
        }
        inner = rest;
    }
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, c) in inner.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' if is_quoted || at == 0 => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '>' => {
                let (address, rest) = (&inner[..at], &inner[at + 1..]);
                return (rest.is_empty() || rest.starts_with(' ')).then_some((address, rest));
            }
            '<' | '"' | '\\' | ' ' => return None,
            _ => {}
        }
    }
    None
}

fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    !domain.is_empty() && !domain.contains('"') && !local.is_empty() && (is_quoted || !local.contains(['@', '"']))
}

/// RFC 1870, 4: up to twenty digits. What a `u64` can't hold is too large anyway.
fn declared_size(value: &str) -> Option<u64> {
    let is_number = (1..=20).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| value.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(line: &[u8]) -> u16 {
        LmtpCommand::parse(line).unwrap_err().code
    }

    #[test]
    fn commands_are_read_in_any_letter_case() {
        for (line, command) in [
            ("lhlo client.example.org", LmtpCommand::Lhlo),
            ("LHLO [127.0.0.1]", LmtpCommand::Lhlo),
            ("Data ", LmtpCommand::Data),
            ("rset", LmtpCommand::Rset),
            ("NOOP anything", LmtpCommand::Noop),
            ("QUIT", LmtpCommand::Quit),
            ("VRFY claire", LmtpCommand::Vrfy),
            ("POST / HTTP/1.1", LmtpCommand::Http),
        ] {
            assert_eq!(LmtpCommand::parse(line.as_bytes()), Ok(command), "{line}");
        }
        for (line, expected) in [
            (&b""[..], 500),
            (b"EHLO a", 500),
            (b"HELO a", 500),
            (b"LHLO", 501),
            (b"DATA now", 501),
            (b"BDAT 5 LAST", 500),
            (b"STARTTLS", 500),
            (b"NOOP\nRSET", 500),
            (b"NOOP\rRSET", 500),
            (b"NOOP\0", 500),
            (b"NOOP \xff", 500),
        ] {
            assert_eq!(code(line), expected, "{}", line.escape_ascii());
        }
    }

    #[test]
    fn a_sender_may_be_empty_quoted_or_routed() {
        for (line, expected, declared, utf8) in [
            ("MAIL FROM:<>", "", None, false),
            ("mail from: <a@example.org>", "a@example.org", None, false),
            ("MAIL FROM:<a@example.org> SIZE=1000 body=8bitmime", "a@example.org", Some(1000), false),
            ("MAIL FROM:<a@example.org> SIZE=99999999999999999999", "a@example.org", Some(u64::MAX), false),
            ("MAIL FROM:<zoé@été.example>  SMTPUTF8 BODY=7BIT", "zoé@été.example", None, true),
            (r#"MAIL FROM:<"a>\" @b"@example.org>"#, r#""a>\" @b"@example.org"#, None, false),
            ("MAIL FROM:<@a.example,@b.example:c@d.example>", "c@d.example", None, false),
            ("MAIL FROM:<a@[IPv6:::1]>", "a@[IPv6:::1]", None, false),
        ] {
            let command = LmtpCommand::Mail { sender: expected.to_owned(), size: declared, is_utf8: utf8 };
            assert_eq!(LmtpCommand::parse(line.as_bytes()), Ok(command), "{line}");
        }
        for (line, expected) in [
            ("MAIL", 501),
            ("MAIL FROM", 501),
            ("MAIL FROM:a@example.org", 501),
            ("MAIL FROM:<a@example.org", 501),
            ("MAIL FROM:<a@example.org>SIZE=1", 501),
            ("MAIL FROM:<a b@example.org>", 501),
            ("MAIL FROM:<\"a@example.org>", 501),
            ("MAIL FROM:<a>", 553),
            ("MAIL FROM:<@example.org>", 501),
            ("MAIL FROM:<a@b@example.org>", 553),
            ("MAIL FROM:<a@>", 553),
            ("MAIL FROM:<a@b.example> SIZE=", 501),
            ("MAIL FROM:<a@b.example> SIZE=-1", 501),
            ("MAIL FROM:<a@b.example> SIZE=1 SIZE=2", 501),
            ("MAIL FROM:<a@b.example> SMTPUTF8=1", 501),
            ("MAIL FROM:<a@b.example> BODY=BINARYMIME", 501),
            ("MAIL FROM:<a@b.example> RET=FULL", 555),
            ("MAIL TO:<a@b.example>", 501),
            ("MAIL FRÖM:<a@b.example>", 501),
        ] {
            assert_eq!(code(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn a_recipient_is_an_address_or_the_postmaster() {
        for (line, address) in [
            ("RCPT TO:<ri3-l@lists.example.org>", "ri3-l@lists.example.org"),
            ("rcpt to:<bounces+a.b=c@lists.example.org>", "bounces+a.b=c@lists.example.org"),
            ("RCPT TO:<Postmaster>", "Postmaster"),
        ] {
            assert_eq!(LmtpCommand::parse(line.as_bytes()), Ok(LmtpCommand::Rcpt { address: address.to_owned() }));
        }
        for (line, expected) in [
            ("RCPT TO:<>", 553),
            ("RCPT TO:<claire>", 553),
            ("RCPT TO:claire@example.org", 501),
            ("RCPT TO:<a@example.org> NOTIFY=NEVER", 555),
            ("RCPT FROM:<a@example.org>", 501),
        ] {
            assert_eq!(code(line.as_bytes()), expected, "{line}");
        }
    }
}
