//! The notes on the rows of a file, as sentences.

use domain::enums::{Column, MembershipState};
use domain::imports::RowNote;
use domain::{Language, dates};

use crate::labels::label;

pub(super) fn sentence(language: Language, note: &RowNote) -> String {
    let column_label = |column: &Column| label(language, *column);
    match note {
        RowNote::NewPerson => tr!(language, "imports-note-new-person"),
        RowNote::NewOrganisation(name) => tr!(language, "imports-note-new-organisation", name = name.as_str()),
        RowNote::Sets(column, value) => tr!(language, "imports-note-sets", column = column_label(column), value = value.as_str()),
        RowNote::SinceMoves(from, to) => {
            let (from, to) = (dates::date_of(language, from), dates::date_of(language, to));
            tr!(language, "imports-note-since-changed", from = from, to = to)
        }
        RowNote::Stood(state, day) => membership_note(language, *state, dates::date_of(language, day)),
        RowNote::MemberOnly => tr!(language, "imports-note-member-only"),
        RowNote::OwnProfile => tr!(language, "imports-note-own-profile"),
        RowNote::Missing(Column::OrganisationKind) => tr!(language, "imports-note-kind-missing"),
        RowNote::Missing(column) => tr!(language, "imports-note-missing", column = column_label(column)),
        RowNote::Wrong(column @ (Column::Since | Column::AffiliatedSince), value) => {
            tr!(language, "imports-note-not-a-date", column = column_label(column), value = value.as_str())
        }
        RowNote::Wrong(Column::Address, value) => tr!(language, "imports-note-not-an-address", value = value.as_str()),
        RowNote::Wrong(column, value) => tr!(language, "imports-note-unknown", column = column_label(column), value = value.as_str()),
        RowNote::TooLong(column) => tr!(language, "imports-note-too-long", column = column_label(column)),
        RowNote::Unreadable(column) => tr!(language, "imports-note-unreadable", column = column_label(column)),
        RowNote::Future(column) => tr!(language, "imports-note-future", column = column_label(column)),
        RowNote::Twice(number) => tr!(language, "imports-note-duplicate", line = number.to_string()),
        RowNote::HasLeft => tr!(language, "imports-note-has-left"),
        RowNote::WasRefused => tr!(language, "imports-note-was-refused"),
        RowNote::HasAsked => tr!(language, "imports-note-is-pending"),
        RowNote::Claimed => tr!(language, "imports-note-address-claimed"),
        RowNote::FirstDay(column, value, day) => {
            tr!(
                language,
                "imports-note-first-day",
                column = column_label(column),
                value = value.as_str(),
                day = dates::date_of(language, day)
            )
        }
        RowNote::LeftEmpty(column, value) => {
            tr!(language, "imports-note-left-empty", column = column_label(column), value = value.as_str())
        }
        RowNote::OrganisationLeftOut(name) => tr!(language, "imports-note-organisation-left-out", name = name.as_str()),
        RowNote::OtherName(Some(name)) => tr!(language, "imports-note-other-name-of", name = name.as_str()),
        RowNote::OtherName(None) => tr!(language, "imports-note-other-name"),
        RowNote::AliasTaken(alias) => tr!(language, "imports-note-alias-taken", alias = alias.as_str()),
    }
}

/// Why a membership can't start before this day.
fn membership_note(language: Language, state: MembershipState, day: String) -> String {
    match state {
        MembershipState::Left => tr!(language, "imports-note-history-left", day = day),
        MembershipState::Requested => tr!(language, "imports-note-history-requested", day = day),
        MembershipState::Refused => tr!(language, "imports-note-history-refused", day = day),
        MembershipState::Active => tr!(language, "imports-note-history-active", day = day),
    }
}
