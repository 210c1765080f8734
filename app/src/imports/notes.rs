//! What is to be said of the lines of a file, in words.

use domain::codes::{Column, MembershipState};
use domain::imports::Note;
use domain::{Language, dates};

use super::column_words;

/// What is to be said of a line.
pub(super) fn sentence(language: Language, note: &Note) -> String {
    let named = |column: &Column| column_words(language, *column);
    match note {
        Note::NewPerson => t!(language, "imports-note-new-person"),
        Note::NewOrganisation(name) => t!(language, "imports-note-new-organisation", name = name.as_str()),
        Note::Sets(column, value) => t!(language, "imports-note-sets", column = named(column), value = value.as_str()),
        Note::SinceMoves(from, to) => {
            let (from, to) = (dates::date_of(language, from), dates::date_of(language, to));
            t!(language, "imports-note-since-moves", from = from, to = to)
        }
        Note::Stood(state, day) => stood(language, *state, dates::date_of(language, day)),
        Note::MemberOnly => t!(language, "imports-note-member-only"),
        Note::OwnProfile => t!(language, "imports-note-own-profile"),
        Note::Missing(Column::OrganisationKind) => t!(language, "imports-note-kind-missing"),
        Note::Missing(column) => t!(language, "imports-note-missing", column = named(column)),
        Note::Wrong(column @ (Column::Since | Column::AffiliatedSince), value) => {
            t!(language, "imports-note-not-a-day", column = named(column), value = value.as_str())
        }
        Note::Wrong(Column::Address, value) => t!(language, "imports-note-not-an-address", value = value.as_str()),
        Note::Wrong(column, value) => t!(language, "imports-note-unknown", column = named(column), value = value.as_str()),
        Note::TooLong(column) => t!(language, "imports-note-too-long", column = named(column)),
        Note::Unreadable(column) => t!(language, "imports-note-unreadable", column = named(column)),
        Note::Future(column) => t!(language, "imports-note-future", column = named(column)),
        Note::Twice(line) => t!(language, "imports-note-twice", line = line.to_string()),
        Note::HasLeft => t!(language, "imports-note-has-left"),
        Note::WasRefused => t!(language, "imports-note-was-refused"),
        Note::HasAsked => t!(language, "imports-note-has-asked"),
        Note::Claimed => t!(language, "imports-note-claimed"),
        Note::FirstDay(column, value, day) => {
            t!(language, "imports-note-first-day", column = named(column), value = value.as_str(), day = dates::date_of(language, day))
        }
        Note::LeftEmpty(column, value) => t!(language, "imports-note-left-empty", column = named(column), value = value.as_str()),
        Note::OrganisationLeftOut(name) => t!(language, "imports-note-organisation-left-out", name = name.as_str()),
        Note::OtherName(Some(name)) => t!(language, "imports-note-other-name-of", name = name.as_str()),
        Note::OtherName(None) => t!(language, "imports-note-other-name"),
        Note::AliasTaken(alias) => t!(language, "imports-note-alias-taken", alias = alias.as_str()),
    }
}

/// Why nobody can be a member since a day before this one.
fn stood(language: Language, state: MembershipState, day: String) -> String {
    match state {
        MembershipState::Left => t!(language, "imports-note-stood-left", day = day),
        MembershipState::Requested => t!(language, "imports-note-stood-requested", day = day),
        MembershipState::Refused => t!(language, "imports-note-stood-refused", day = day),
        MembershipState::Active => t!(language, "imports-note-stood-active", day = day),
    }
}
