//! Codes and words in what servers say.

use super::BounceKind;

/// Words about an address that will never take mail, in small letters.
const NO_MAILBOX: [&str; 23] = [
    "user unknown",
    "unknown user",
    "no such user",
    "no such recipient",
    "does not exist",
    "doesn't exist",
    "not exist",
    "no mailbox here",
    "mailbox not found",
    "address not found",
    "couldn't be found",
    "recipnotfound",
    "unrouteable address",
    "unroutable address",
    "host or domain name not found",
    "domain not found",
    "user disabled",
    "account disabled",
    "recipient rejected",
    "introuvable",
    "inconnu",
    "n'existe pas",
    "n’existe pas",
];
/// Words of a failure that stays, whatever its reason.
const PERMANENT: [&str; 3] = ["permanent error", "permanent failure", "permanent fatal errors"];
/// Words of a failure that may pass.
const TEMPORARY: [&str; 17] = [
    "quota",
    "mailbox full",
    "mailbox is full",
    "boîte pleine",
    "boîte aux lettres est pleine",
    "over limit",
    "timed out",
    "timeout",
    "retry time",
    "try again",
    "temporar",
    "temporair",
    "connection refused",
    "greylist",
    "too long",
    "is full",
    "lost connection",
];
/// Words of a server that goes on trying.
const DELAYED: [&str; 13] = [
    "delayed",
    "could not send message for past",
    "not yet been delivered",
    "has not been delivered yet",
    "will continue to be made",
    "will be retried",
    "will keep trying",
    "no action is required on your part",
    "delivery incomplete",
    "pas encore été remis",
    "retardé",
    "différée",
    "this is a warning message only",
];

/// Whether the words say that the server goes on.
pub(super) fn is_delayed(text: &str) -> bool {
    let text = text.to_lowercase();
    DELAYED.iter().any(|words| text.contains(words))
}

/// Whether the words say that the address will never take mail.
pub(super) fn names_no_mailbox(text: &str) -> bool {
    let text = text.to_lowercase();
    NO_MAILBOX.iter().any(|words| text.contains(words))
}

/// What the code says, or else the words. A full mailbox is temporary whatever the code (`552 5.2.2`).
pub(super) fn kind(status: Option<&str>, text: &str) -> Option<BounceKind> {
    let text = text.to_lowercase();
    let class = status.and_then(|status| status.chars().next()).or_else(|| reply_class(&text));
    let is_temporary = TEMPORARY.iter().any(|words| text.contains(words));
    match class {
        Some('4') => Some(BounceKind::Temporary),
        Some('5') if status == Some("5.2.2") => Some(BounceKind::Temporary),
        Some('5') => Some(BounceKind::Permanent),
        _ if NO_MAILBOX.iter().chain(&PERMANENT).any(|words| text.contains(words)) => Some(BounceKind::Permanent),
        _ if is_temporary => Some(BounceKind::Temporary),
        _ => None,
    }
}

/// The first status as `5.1.1` (RFC 3463) that is no part of a longer number, as of an IP address.
pub(super) fn status(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = text.split(|c: char| !is_part(c)).map(|word| word.trim_matches('.'));
    numbers.filter(|word| is_status(word)).map(str::to_owned).next()
}

/// Class, subject and detail of a status.
pub(super) fn numbers(status: &str) -> Option<(u16, u16, u16)> {
    let mut numbers = status.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}

pub(super) fn is_status(word: &str) -> bool {
    let numbers: Vec<&str> = word.split('.').collect();
    let is_number = |number: &&str| (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    matches!(numbers.as_slice(), ["2" | "4" | "5", subject, detail] if is_number(subject) && is_number(detail))
}

/// The class of the first SMTP reply code, as `550`, that stands alone.
fn reply_class(text: &str) -> Option<char> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | ';' | '(' | ')' | '#' | '<' | '>' | ','));
    let mut codes = words.filter(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()));
    codes.find_map(|code| code.chars().next().filter(|class| matches!(class, '4' | '5')).filter(|_| code.as_bytes()[1] < b'6'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_other_numbers() {
        assert_eq!(status("host mx[5.1.1.4] said: 550 5.1.10 no").as_deref(), Some("5.1.10"));
        assert_eq!(status("(#5.1.1)").as_deref(), Some("5.1.1"));
        assert_eq!(status("version 5.1, 3.2.1, 1.5.1.1, 5.1.1234, 55.1.1"), None);
        assert_eq!(reply_class("smtp error 550: no"), Some('5'));
        assert_eq!(reply_class("host 192.0.2.1 port 465 in 1550 s, 599"), None);
    }

    #[test]
    fn a_code_counts_more_than_words() {
        assert_eq!(kind(Some("4.2.2"), "user unknown"), Some(BounceKind::Temporary));
        assert_eq!(kind(Some("5.1.1"), "try again"), Some(BounceKind::Permanent));
        assert_eq!(kind(Some("5.2.2"), "mailbox full"), Some(BounceKind::Temporary));
        assert_eq!(kind(None, "451 later"), Some(BounceKind::Temporary));
        assert_eq!(kind(None, "Utilisateur inconnu"), Some(BounceKind::Permanent));
        assert_eq!(kind(None, "connection timed out"), Some(BounceKind::Temporary));
        assert_eq!(kind(None, "hélas"), None);
    }
}
