//! The words of a calendar entry, in the language of its event or of its mail. They are read from the language files once: a feed of a thousand
//! events would otherwise spend most of its time on looking them up.

use std::sync::LazyLock;

use crate::enums::{EventKind, Language};
use words::tr;

/// A sentence around one name.
#[derive(Debug)]
pub(crate) struct SplitSentence(String, String);

impl SplitSentence {
    fn of(sentence: impl FnOnce(String) -> String) -> Self {
        let mark = "\u{1}";
        let sentence = sentence(mark.to_owned());
        let (before, after) = sentence.split_once(mark).unwrap_or((&sentence, ""));
        Self(before.to_owned(), after.to_owned())
    }

    /// Puts the sentence around `name` at the end of `text`.
    pub(crate) fn append(&self, text: &mut String, name: &str) {
        text.push_str(&self.0);
        text.push_str(name);
        text.push_str(&self.1);
    }
}

/// The words in one language.
#[derive(Debug)]
pub(crate) struct CalendarLabels {
    /// Put before the title of a cancelled event: many programs show it like any other event.
    pub(crate) cancelled: SplitSentence,
    /// Put before the title of a postponed event.
    pub(crate) postponed: SplitSentence,
    /// Put before the title, for a person on the waiting list.
    pub(crate) waiting: SplitSentence,
    /// Put before the title, for a person who gave up their seat.
    pub(crate) withdrawn: SplitSentence,
    /// The location of an event without a place.
    pub(crate) online: String,
    /// The location of a hybrid event, around its place.
    pub(crate) hybrid: SplitSentence,
    /// Names the lead.
    pub(crate) lead_label: SplitSentence,
    /// Names the co-organisers.
    pub(crate) co_organisers_label: SplitSentence,
    /// Introduces the video link.
    pub(crate) video_link_label: SplitSentence,
    kinds: [String; EventKind::ALL.len()],
}

impl CalendarLabels {
    pub(crate) fn of(language: Language) -> &'static Self {
        static FRENCH: LazyLock<CalendarLabels> = LazyLock::new(|| CalendarLabels::load(Language::Fr));
        static ENGLISH: LazyLock<CalendarLabels> = LazyLock::new(|| CalendarLabels::load(Language::En));
        match language {
            Language::Fr => &FRENCH,
            Language::En => &ENGLISH,
        }
    }

    /// The name of a kind of event.
    pub(crate) fn kind(&self, kind: EventKind) -> &str {
        &self.kinds[kind as usize]
    }

    fn load(language: Language) -> Self {
        Self {
            cancelled: SplitSentence::of(|title| tr!(language, "calendar-cancelled", title = title)),
            postponed: SplitSentence::of(|title| tr!(language, "calendar-postponed", title = title)),
            waiting: SplitSentence::of(|title| tr!(language, "calendar-waiting", title = title)),
            withdrawn: SplitSentence::of(|title| tr!(language, "calendar-withdrawn", title = title)),
            online: tr!(language, "calendar-online"),
            hybrid: SplitSentence::of(|place| tr!(language, "calendar-hybrid", place = place)),
            lead_label: SplitSentence::of(|lead| tr!(language, "calendar-organised-by", lead = lead)),
            co_organisers_label: SplitSentence::of(|others| tr!(language, "calendar-organised-with", others = others)),
            video_link_label: SplitSentence::of(|link| tr!(language, "calendar-video", link = link)),
            kinds: [
                tr!(language, "calendar-kind-webinar"),
                tr!(language, "calendar-kind-school"),
                tr!(language, "calendar-kind-workshop"),
                tr!(language, "calendar-kind-thematic-day"),
                tr!(language, "calendar-kind-conference"),
                tr!(language, "calendar-kind-meeting"),
                tr!(language, "calendar-kind-visit"),
                tr!(language, "calendar-kind-deadline"),
            ],
        }
    }
}
