//! Subjects without what mail programs and lists put before them.

/// Marks of an answer: English, French, German, Scandinavian, Italian, Dutch.
const REPLIES: [&str; 10] = ["re", "ré", "rép", "reply", "aw", "sv", "vs", "r", "rif", "antw"];
/// Marks of a forwarded mail.
const FORWARDS: [&str; 6] = ["tr", "fwd", "fw", "wg", "trans", "vb"];
/// What is read of a subject, in bytes.
const SUBJECT_BYTES: usize = 4_000;

/// What two mails of one conversation have in common: the subject in small letters, without marks of answers and forwards, without the names
/// of lists in brackets, with single spaces. Threads use it as a last resort, when no id helps.
pub fn subject_key(subject: &str) -> String {
    let mut rest = subject[..subject.floor_char_boundary(SUBJECT_BYTES)].trim();
    while let Some(inner) = without_mark(rest).map(|(_, inner)| inner).or_else(|| without_list(rest)) {
        rest = inner;
    }
    rest.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the subject says that the mail is an answer: `[ri3-l] Re: …`.
pub fn is_reply(subject: &str) -> bool {
    let mut rest = subject[..subject.floor_char_boundary(SUBJECT_BYTES)].trim();
    loop {
        match (without_mark(rest), without_list(rest)) {
            (Some((is_reply, _)), _) if is_reply => return true,
            (Some((_, inner)), _) | (None, Some(inner)) => rest = inner,
            (None, None) => return false,
        }
    }
}

/// What follows a mark as `Re:`, `RE :`, `Re[2]:` or `Re(2):`, and whether it is that of an answer.
fn without_mark(subject: &str) -> Option<(bool, &str)> {
    let end = subject.find(|c: char| !c.is_alphabetic())?;
    let word = subject[..end].to_lowercase();
    let is_reply = REPLIES.contains(&word.as_str());
    if !is_reply && !FORWARDS.contains(&word.as_str()) {
        return None;
    }
    let rest = subject[end..].trim_start();
    let number = rest.strip_prefix(['[', '(', '^']).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let rest = number.map_or(rest, |rest| rest.strip_prefix([']', ')']).unwrap_or(rest)).trim_start();
    rest.strip_prefix([':', '：']).map(|rest| (is_reply, rest.trim_start()))
}

/// What follows the name of a list in brackets. A subject that is only this keeps it.
fn without_list(subject: &str) -> Option<&str> {
    let (name, rest) = subject.strip_prefix('[')?.split_once(']')?;
    let rest = rest.trim_start();
    (!name.is_empty() && name.len() <= 100 && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_conversation_has_one_key() {
        for subject in [
            "Réunion à Lyon",
            "Re: Réunion à Lyon",
            "RE : [ri3-l] Re: Réunion  à Lyon ",
            "[ri3-l] Ré : TR: Réunion à Lyon",
            "Re[2]: AW: Fwd: WG: SV: VS: R: RIF: Antw: Réunion à Lyon",
            "Re\u{a0}: RÉP: Re(3): réunion à\tlyon",
        ] {
            assert_eq!(subject_key(subject), "réunion à lyon", "{subject}");
        }
        assert_eq!(subject_key("[ri3-l]"), "[ri3-l]");
        assert_eq!(subject_key("Re:"), "");
        assert_eq!(subject_key("Retour : le bilan"), "retour : le bilan");
        assert_eq!(subject_key("R et Python"), "r et python");
    }

    #[test]
    fn an_answer_is_told_from_a_forward() {
        for subject in ["Re: a", "[ri3-l] RE : a", "Ré: a", "Fwd: Re: a", "AW: a", "Re[2]: a"] {
            assert!(is_reply(subject), "{subject}");
        }
        for subject in ["a", "TR: a", "Fwd: a", "[ri3-l] a", "", "Résultats", "[", "Re"] {
            assert!(!is_reply(subject), "{subject}");
        }
    }

    #[test]
    fn a_subject_of_marks_takes_little_time() {
        assert_eq!(subject_key(&"Re: ".repeat(100_000)), "");
        assert!(!is_reply(&"[x] Fwd: ".repeat(100_000)));
    }
}
