//! The words of the journal: what was done, by the code of the act.

use domain::Language;
use domain::audit::AuditAction;

/// What was done, after the name of who did it; an act of an older version is named as it is stored.
pub(crate) fn sentence(language: Language, action: &str) -> String {
    AuditAction::parse(action).ok().and_then(|action| said(language, action)).unwrap_or_else(|| action.to_owned())
}

fn said(language: Language, action: AuditAction) -> Option<String> {
    words::of_code(language.code(), "journal", action.code())
}

/// What acts of a kind are about.
pub(super) fn kind(language: Language, kind: &str) -> String {
    of_kind(language, kind).unwrap_or_else(|| kind.to_owned())
}

fn of_kind(language: Language, kind: &str) -> Option<String> {
    words::of_code(language.code(), "journal-kind", kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_its_sentence_in_both_languages() {
        for action in AuditAction::ALL {
            let (french, english) = (said(Language::Fr, *action), said(Language::En, *action));
            assert!(french.is_some() && english.is_some(), "{action} has no words");
            assert_ne!(french, english, "{action} is translated");
            for language in [Language::Fr, Language::En] {
                assert!(of_kind(language, action.kind()).is_some(), "{} has no words", action.kind());
            }
        }
    }

    #[test]
    fn an_act_of_an_older_version_is_named_as_it_is_stored() {
        assert_eq!(sentence(Language::Fr, "event.foretold"), "event.foretold");
        assert_eq!(kind(Language::Fr, "prophecy"), "prophecy");
    }
}
