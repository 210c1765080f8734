//! The labels of the codes of closed lists. The key is the list's name and the code, with `-` for `_` and `.`, as in
//! `event-kind-thematic-day`.

use domain::Language;
use domain::enums::{
    Column, DigestFormat, EventKind, EventLevel, EventMode, EventState, EventVisibility, FeedScope, HoldReason, JoinPolicy, ListArchive,
    ListKind, MaterialKind, MembershipState, MessageState, NetworkKind, NetworkVisibility, OrganiserState, PageKind, PostState,
    PostingPolicy, Presence, Purpose, QuestionKind, ReadingRhythm, RegistrationDecision, RegistrationPolicy, RegistrationState, ReplyRule,
    SearchKind, SubscriptionState, TaxonomyList,
};
use domain::forms::ReadyQuestion;

/// A closed list whose choices have labels.
pub(crate) trait Labelled: Copy + 'static {
    /// The prefix of its keys.
    const LIST: &'static str;
    /// Every choice, in the order of forms.
    const CHOICES: &'static [Self];
    fn code(self) -> &'static str;
}

/// Each list with the prefix of its keys, and the prefixes of further labels for the same codes.
macro_rules! labelled {
    ($($choice:ty: $list:literal $(, $further:literal)*;)+) => {
        $(impl Labelled for $choice {
            const LIST: &'static str = $list;
            const CHOICES: &'static [Self] = Self::ALL;

            fn code(self) -> &'static str {
                self.code()
            }
        })+

        #[cfg(test)]
        fn every_label() -> Vec<(&'static str, &'static str)> {
            let mut labels = Vec::new();
            $(for list in [$list $(, $further)*] {
                labels.extend(<$choice>::ALL.iter().map(|choice| (list, choice.code())));
            })+
            labels
        }
    };
}

labelled! {
    Column: "column";
    DigestFormat: "digest-format";
    EventKind: "event-kind";
    EventLevel: "event-level";
    EventMode: "event-mode";
    EventState: "event-state";
    EventVisibility: "event-visibility";
    FeedScope: "feed-scope";
    HoldReason: "hold-reason";
    JoinPolicy: "join-policy";
    Language: "language", "message-language";
    ListArchive: "list-archive";
    ListKind: "list-kind";
    MaterialKind: "material-kind";
    MembershipState: "membership-state";
    MessageState: "message-state";
    NetworkKind: "network-kind";
    NetworkVisibility: "network-visibility";
    OrganiserState: "organiser-state";
    PageKind: "page-kind";
    PostState: "post-state";
    PostingPolicy: "posting-policy";
    Presence: "presence";
    Purpose: "purpose", "purpose-more";
    QuestionKind: "question-kind";
    ReadingRhythm: "reading-rhythm";
    ReadyQuestion: "ready-question";
    RegistrationDecision: "registration-decision";
    RegistrationPolicy: "registration-policy";
    RegistrationState: "registration-state", "registration-link";
    ReplyRule: "reply-rule";
    SearchKind: "search-kind", "search-kinds";
    SubscriptionState: "subscription-state";
    TaxonomyList: "taxonomy-list";
}

pub(crate) fn label<T: Labelled>(language: Language, choice: T) -> String {
    label_in(language, T::LIST, choice)
}

/// The label of a choice with the prefix of another list.
pub(crate) fn label_in<T: Labelled>(language: Language, list: &str, choice: T) -> String {
    stored_label(language, list, choice.code())
}

/// The label of a code; the code itself if its list does not have it, as for one of an older version.
pub(crate) fn stored_label(language: Language, list: &str, code: &str) -> String {
    find_label(language, list, code).unwrap_or_else(|| code.to_owned())
}

/// The label of a code, if it has one.
pub(crate) fn find_label(language: Language, list: &str, code: &str) -> Option<String> {
    words::of_code(language.code(), list, code)
}

/// Every choice of a list, for a field: the code and its label.
pub(crate) fn choices<T: Labelled>(language: Language) -> Vec<(String, String)> {
    T::CHOICES.iter().map(|choice| (choice.code().to_owned(), label(language, *choice))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_words_in_both_languages() {
        let labels = every_label();
        assert!(labels.len() > 90, "{}", labels.len());
        for language in Language::ALL {
            for (list, code) in &labels {
                assert!(find_label(*language, list, code).is_some(), "{language}: {list}, {code}");
            }
        }
    }

    #[test]
    fn a_code_without_words_is_shown_as_it_is() {
        assert_eq!(label(Language::En, EventKind::ThematicDay), "Thematic day");
        assert_eq!(stored_label(Language::En, "event-kind", "thematic_day"), "Thematic day");
        assert_eq!(stored_label(Language::En, "event-kind", "quilting_bee"), "quilting_bee");
    }
}
