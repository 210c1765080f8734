//! The values of a committee or a mandate that someone else saved while its form was open, where they differ from the typed ones.

use domain::memberships::{CommitteeInput, MandateInput};
use domain::{Language, dates};

pub(super) fn committee(language: Language, typed: &CommitteeInput, saved: &CommitteeInput) -> Vec<(String, String)> {
    let rights =
        if saved.coordinates.is_empty() { tr!(language, "governance-no-rights") } else { tr!(language, "governance-coordinates-choice") };
    let mut differences = Vec::new();
    let mut compare = |label: String, typed: &str, saved: &str, shown_value: String| {
        if typed.trim() != saved {
            differences.push((label, shown_value));
        }
    };
    compare(tr!(language, "governance-committee-name"), &typed.name, &saved.name, saved.name.clone());
    compare(tr!(language, "governance-committee-description"), &typed.description, &saved.description, saved.description.clone());
    compare(tr!(language, "governance-rights"), &typed.coordinates, &saved.coordinates, rights);
    differences
}

pub(super) fn mandate(language: Language, typed: &MandateInput, saved: &MandateInput) -> Vec<(String, String)> {
    let mut differences = Vec::new();
    let mut compare = |label: String, typed: &str, saved: &str, shown_value: String| {
        if typed.trim() != saved {
            differences.push((label, shown_value));
        }
    };
    compare(tr!(language, "governance-role"), &typed.role, &saved.role, saved.role.clone());
    compare(tr!(language, "governance-first-day"), &typed.started_on, &saved.started_on, dates::date_of(language, &saved.started_on));
    compare(tr!(language, "governance-last-day"), &typed.ended_on, &saved.ended_on, last_day(language, &saved.ended_on));
    differences
}

/// The last day, or the text for none.
pub(super) fn last_day(language: Language, day: &str) -> String {
    if day.trim().is_empty() { tr!(language, "governance-no-end-date") } else { dates::date_of(language, day.trim()) }
}
