//! The labels of tables, columns and values; those without a label are shown as stored.

use domain::clock::{HOME, Timestamp};
use domain::enums::{DigestFormat, PostState, ReadingRhythm};
use domain::exports::ExportedTable;
use domain::{Language, dates};

use crate::administration::{journal_details, journal_sentences};
use crate::labels::{Labelled, stored_label};
use crate::mail_texts;

pub(super) fn table(language: Language, name: &str) -> String {
    stored_label(language, "privacy-table", name)
}

pub(super) fn column(language: Language, name: &str) -> String {
    stored_label(language, "privacy-column", name)
}

/// The cells of a row as people read them.
pub(super) fn cells(language: Language, table: &ExportedTable, row: &[String]) -> Vec<String> {
    let cell_of =
        |name: &str| table.columns.iter().position(|column| *column == name).and_then(|at| row.get(at)).map_or("", String::as_str);
    let cell = |(column, cell): (&&str, &String)| match *column {
        // The subject is text of the mail itself; the cause has a label.
        "cause" => mail_texts::cause(language, cell),
        "action" => journal_sentences::sentence(language, cell),
        "detail" => journal_details::detail_text(language, cell_of("action"), cell, false),
        "how" if table.name == "lists" && cell == "form" => tr!(language, "lists-cause-form"),
        "rhythm" => stored_label(language, ReadingRhythm::LIST, cell),
        "format" => stored_label(language, DigestFormat::LIST, cell),
        "state" if table.name == "posts" => stored_label(language, PostState::LIST, cell),
        "half_days_present" => half_days(language, cell),
        // Typed text is never translated, even if it looks like a code.
        "message"
        | "answer"
        | "reason"
        | "note"
        | "title"
        | "subject"
        | "text"
        | "name"
        | "file_name"
        | "given_name"
        | "family_name"
        | "organisation"
        | "event"
        | "committee"
        | "role"
        | "by"
        | "place"
        | "list"
        | "profession_name"
        | "region_name"
        | "organisation_kind_name" => cell.clone(),
        _ => value(language, cell),
    };
    table.columns.iter().zip(row).map(cell).collect()
}

/// `2019-10-10 am, 2019-10-10 pm`.
fn half_days(language: Language, cell: &str) -> String {
    let each = cell.split(", ").filter(|half| !half.is_empty()).map(|half| match half.split_once(' ') {
        Some((day, "am")) => tr!(language, "privacy-half-day-am", day = dates::date_of(language, day)),
        Some((day, "pm")) => tr!(language, "privacy-half-day-pm", day = dates::date_of(language, day)),
        _ => half.to_owned(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A value as people read it: dates as dates, codes as labels.
fn value(language: Language, value: &str) -> String {
    if let Some(moment) = Timestamp::parse(value).filter(|_| value.len() == 20) {
        return dates::moment(language, moment, HOME);
    }
    if value.len() == 10 && domain::fields::date(value).is_ok() {
        return dates::date_of(language, value);
    }
    if value.len() == 16 && domain::clock::local(value).is_ok() {
        return dates::date_of(language, &value[..10]);
    }
    code(language, value)
}

fn code(language: Language, name: &str) -> String {
    stored_label(language, "privacy-value", name)
}

/// The address where the data of a table can be corrected.
pub(super) fn form_of(table: &str) -> Option<&'static str> {
    match table {
        "profile" | "affiliations" => Some("/me/profile"),
        "addresses" => Some("/me/addresses"),
        "feeds" => Some("/me/feeds"),
        "lists" => Some("/me/lists"),
        "sessions" => Some("/me/sessions"),
        "memberships" | "registrations" => Some("/me"),
        _ => None,
    }
}
