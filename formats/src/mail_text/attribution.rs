//! The lines that say whose words follow, as mail programs write them in French, English, German, Italian and Spanish.

use crate::incoming_mail::clean;

/// How such a line begins and ends.
const ATTRIBUTIONS: [(&str, &[&str]); 7] = [
    ("le ", &["a écrit :", "a écrit:", "écrivait :", "a écrit"]),
    ("on ", &["wrote:", "wrote :", "writes:", "wrote"]),
    ("am ", &["schrieb:", "schrieb :"]),
    ("il ", &["ha scritto:", "ha scritto :"]),
    ("el ", &["escribió:", "escribió :"]),
    ("op ", &["schreef:", "schreef :", "geschreven:"]),
    ("el ", &["va escriure:"]),
];

/// German and Dutch may name the author last.
const AUTHOR_LAST: [(&str, &str); 2] = [("am ", " schrieb "), ("op ", " schreef ")];

/// Lines of a block of Outlook: the author, then the date within the next lines.
const AUTHORS: [&str; 6] = ["de :", "de:", "from:", "from :", "von:", "da:"];
const DATES: [&str; 8] = ["envoyé :", "envoyé:", "sent:", "sent :", "gesendet:", "inviato:", "date :", "date:"];
/// What stands between the dashes above the mail that is answered.
const ORIGINALS: [&str; 7] = [
    "message d'origine",
    "message original",
    "original message",
    "ursprüngliche nachricht",
    "messaggio originale",
    "mensaje original",
    "original appointment",
];
/// What stands above a mail that is forwarded.
const FORWARDS: [&str; 6] = [
    "forwarded message",
    "message transféré",
    "message transmis",
    "weitergeleitete nachricht",
    "début du message",
    "begin forwarded message",
];

/// The number of lines, one to three, of an attribution that begins here. Without quoted lines below it, it must name a time or an address.
pub(super) fn at(lines: &[&str], at: usize) -> Option<usize> {
    let first = plain(lines[at]);
    // `2026-11-03 10:12 GMT+01:00, Claire <claire@x>:` is what old Gmail wrote.
    let is_dated = first.starts_with("20") && first.ends_with(">:");
    if !is_dated && !ATTRIBUTIONS.iter().any(|(begin, _)| first.starts_with(begin)) {
        return None;
    }
    let mut joined = String::new();
    for (number, line) in lines[at..].iter().take(3).enumerate() {
        if line.trim().is_empty() {
            return None;
        }
        joined.push_str(&plain(line));
        let is_end = |(begin, ends): &(&str, &[&str])| joined.starts_with(begin) && ends.iter().any(|end| joined.ends_with(end));
        let is_author_last = |(begin, verb): &(&str, &str)| joined.starts_with(begin) && joined.contains(verb) && joined.ends_with(':');
        if is_dated || ATTRIBUTIONS.iter().any(is_end) || AUTHOR_LAST.iter().any(is_author_last) {
            let is_quoted = lines[at + number + 1..].iter().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with('>'));
            let is_sure = joined.ends_with(':') && (joined.contains('@') || has_time(&joined));
            return (has_digit(&joined) && (is_quoted || is_sure)).then_some(number + 1);
        }
        joined.push(' ');
    }
    None
}

/// Whether the line is one below which everything is quoted: `-----Message d'origine-----`, or `De :` with `Envoyé :` in the next lines.
pub(super) fn is_separator(lines: &[&str], at: usize) -> bool {
    let line = plain(lines[at]);
    if line.starts_with("--") {
        let inner = line.trim_matches(|c: char| c == '-' || c.is_whitespace());
        return ORIGINALS.contains(&inner);
    }
    let is_author = AUTHORS.iter().any(|author| line.trim_start_matches('*').starts_with(author));
    let has_date = || {
        let next = lines[at + 1..].iter().take(4).map(|line| plain(line));
        next.into_iter().any(|line| DATES.iter().any(|date| line.trim_start_matches('*').starts_with(date)))
    };
    let is_forwarded = || {
        let before = lines[..at].iter().rev().take(5).map(|line| plain(line));
        before.into_iter().any(|line| FORWARDS.iter().any(|forward| line.contains(forward)))
    };
    is_author && has_date() && !is_forwarded()
}

/// Small letters, plain spaces and apostrophes; long lines are not what we look for.
fn plain(line: &str) -> String {
    let line = clean::one_line(line, 300).to_lowercase();
    line.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'")
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// `10:12` or `10h12`.
fn has_time(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|four| four[0].is_ascii_digit() && matches!(four[1], b':' | b'h') && four[2].is_ascii_digit() && four[3].is_ascii_digit())
}
