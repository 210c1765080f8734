//! Answers of robots that stand for a person who is away.

use crate::incoming_mail::fields::HeaderBlock;

/// How subjects of absent people begin, in small letters.
const SUBJECTS: [&str; 17] = [
    "absence",
    "absent",
    "message d'absence",
    "out of office",
    "out of the office",
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto:",
    "réponse automatique",
    "reponse automatique",
    "re : absence",
    "abwesenheit",
    "automatische antwort",
    "risposta automatica",
    "respuesta automática",
];

/// Whether the fields or the subject say that no person wrote this. A subject alone is enough, if it begins with one of the usual words and
/// does not go on with others, as `Absence de quorum` does.
pub(super) fn is_auto_reply(fields: &HeaderBlock<'_>) -> bool {
    let has = |name: &str, values: &[&str]| {
        let value = fields.text(name).unwrap_or_default().to_ascii_lowercase();
        values.iter().any(|expected| value.starts_with(expected))
    };
    let is_said = has("Auto-Submitted", &["auto-replied"])
        || fields.first("X-Autoreply").is_some_and(|field| !field.text().eq_ignore_ascii_case("no"))
        || fields.first("X-Autorespond").is_some()
        || fields.first("X-Autoresponder").is_some()
        || has("Precedence", &["auto_reply", "auto-reply"])
        || has("X-Precedence", &["auto_reply"]);
    is_said || fields.text("Subject").is_some_and(|subject| is_absence(&subject))
}

fn is_absence(subject: &str) -> bool {
    let subject = subject.to_lowercase().replace('’', "'").replace(['\u{a0}', '\u{202f}'], " ");
    let begin = SUBJECTS.iter().filter(|begin| subject.starts_with(**begin)).max_by_key(|begin| begin.len());
    begin.is_some_and(|begin| {
        let rest = subject[begin.len()..].trim_start();
        // `Absence : Re: bilan`, `Absence (jusqu'au 3)`, `Out of office until Monday`.
        rest.is_empty()
            || !rest.starts_with(char::is_alphabetic)
            || begin.contains(' ')
            || begin.ends_with(':')
            || rest.starts_with("du bureau")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absences_are_told_from_subjects_about_them() {
        for subject in [
            "Absence",
            "Absence : Re: bilan",
            "Absent du bureau",
            "Réponse automatique\u{a0}: bilan",
            "Automatic reply: x",
            "Out of Office until Monday",
            "AUTO: Claire est absente",
            "Message d’absence",
        ] {
            assert!(is_absence(subject), "{subject}");
        }
        for subject in ["Absence de quorum", "Re: Absence", "Bilan", "", "Automatique", "Absentéisme"] {
            assert!(!is_absence(subject), "{subject}");
        }
    }
}
