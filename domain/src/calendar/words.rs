//! The words of a calendar entry, in the language of its event or of the mail that it goes with. Taken from the language files once: a feed of a thousand
//! events would otherwise spend most of its time on looking them up.

use std::sync::LazyLock;

use crate::enums::{EventKind, Language};
use crate::say;

/// A sentence around one name.
#[derive(Debug)]
pub(super) struct SplitSentence(String, String);

impl SplitSentence {
    fn of(sentence: impl FnOnce(String) -> String) -> Self {
        let mark = "\u{1}";
        let sentence = sentence(mark.to_owned());
        let (before, after) = sentence.split_once(mark).unwrap_or((&sentence, ""));
        Self(before.to_owned(), after.to_owned())
    }

    /// Puts the sentence around `name` at the end of `text`.
    pub(super) fn put(&self, text: &mut String, name: &str) {
        text.push_str(&self.0);
        text.push_str(name);
        text.push_str(&self.1);
    }
}

/// The words in one language.
#[derive(Debug)]
pub(super) struct CalendarWords {
    /// Before the title of a cancelled event: many programs show a cancelled event like any other.
    pub(super) cancelled: SplitSentence,
    /// Before the title of a postponed event.
    pub(super) postponed: SplitSentence,
    /// Before the title, for a person who waits for a seat.
    pub(super) waiting: SplitSentence,
    /// Before the title, for a person who gave their seat back.
    pub(super) withdrawn: SplitSentence,
    /// Where an event without a place is.
    pub(super) online: String,
    /// Where a hybrid event is, around its place.
    pub(super) hybrid: SplitSentence,
    /// Who leads.
    pub(super) held_by: SplitSentence,
    /// Who holds it with the lead.
    pub(super) with: SplitSentence,
    /// The link of the video meeting.
    pub(super) video: SplitSentence,
    kinds: [String; EventKind::ALL.len()],
}

impl CalendarWords {
    /// The words in `language`.
    pub(super) fn of(language: Language) -> &'static Self {
        static FRENCH: LazyLock<CalendarWords> = LazyLock::new(|| CalendarWords::load(Language::Fr));
        static ENGLISH: LazyLock<CalendarWords> = LazyLock::new(|| CalendarWords::load(Language::En));
        match language {
            Language::Fr => &FRENCH,
            Language::En => &ENGLISH,
        }
    }

    /// What an event is.
    pub(super) fn kind(&self, kind: EventKind) -> &str {
        &self.kinds[kind as usize]
    }

    fn load(language: Language) -> Self {
        Self {
            cancelled: SplitSentence::of(|title| say!(language, "calendar-cancelled", title = title)),
            postponed: SplitSentence::of(|title| say!(language, "calendar-postponed", title = title)),
            waiting: SplitSentence::of(|title| say!(language, "calendar-waiting", title = title)),
            withdrawn: SplitSentence::of(|title| say!(language, "calendar-withdrawn", title = title)),
            online: say!(language, "calendar-online"),
            hybrid: SplitSentence::of(|place| say!(language, "calendar-hybrid", place = place)),
            held_by: SplitSentence::of(|lead| say!(language, "calendar-held-by", lead = lead)),
            with: SplitSentence::of(|others| say!(language, "calendar-with", others = others)),
            video: SplitSentence::of(|link| say!(language, "calendar-video", link = link)),
            kinds: [
                say!(language, "calendar-kind-webinar"),
                say!(language, "calendar-kind-school"),
                say!(language, "calendar-kind-workshop"),
                say!(language, "calendar-kind-thematic-day"),
                say!(language, "calendar-kind-conference"),
                say!(language, "calendar-kind-meeting"),
                say!(language, "calendar-kind-visit"),
                say!(language, "calendar-kind-deadline"),
            ],
        }
    }
}
