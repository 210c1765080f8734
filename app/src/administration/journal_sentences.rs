//! The sentences of the journal, by the code of the action.

use domain::Language;

use crate::labels::stored_label;

/// The predicate after the person's name; an action of an older version is shown as its code.
pub(crate) fn sentence(language: Language, action: &str) -> String {
    stored_label(language, "audit-action", action)
}

/// A kind of action, for the filter.
pub(super) fn kind(language: Language, kind: &str) -> String {
    stored_label(language, "audit-kind", kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::find_label;
    use domain::audit::AuditAction;

    #[test]
    fn every_action_has_its_sentence_in_both_languages() {
        for action in AuditAction::ALL {
            let of = |language| find_label(language, "audit-action", action.code());
            let (french, english) = (of(Language::Fr), of(Language::En));
            assert!(french.is_some() && english.is_some(), "{action} has no words");
            assert_ne!(french, english, "{action} is translated");
            for language in [Language::Fr, Language::En] {
                assert!(find_label(language, "audit-kind", action.kind()).is_some(), "{} has no words", action.kind());
            }
        }
    }

    #[test]
    fn an_act_of_an_older_version_is_named_as_it_is_stored() {
        assert_eq!(sentence(Language::Fr, "event.foretold"), "event.foretold");
        assert_eq!(kind(Language::Fr, "prophecy"), "prophecy");
    }
}
