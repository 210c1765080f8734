//! The plan of an import, row by row. Planning writes nothing; the import itself plans again.

use serde::{Deserialize, Serialize};

use super::days;
use super::lookup::{CellMeaning, ChoiceLookup};
use super::values::Meanings;
use crate::clock::{self, HOME, Timestamp};
use crate::enums::{Column, MembershipState};
use crate::error::FieldProblem;
use crate::fields;
use crate::rng;
use formats::spreadsheets::read::FileLine;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum RowOutcome {
    Created,
    Joined,
    /// Existing data is changed.
    Changed,
    Same,
    Rejected,
}

/// A note on a row: what the import does with it, or why it does nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowNote {
    /// The person proves the address at their first sign-in.
    NewPerson,
    /// A new organisation of this name is also created.
    NewOrganisation(String),
    /// A field is set to a value.
    Sets(Column, String),
    /// The start of the membership changes: the day in the register, the day in the file.
    SinceMoves(String, String),
    /// The file dates the membership to a day before which the register has another state: that state, and its start.
    Stood(MembershipState, String),
    /// A known person becomes a member; the rest of the row is not used.
    MemberOnly,
    /// The person keeps their own profile; the row's data is not used.
    OwnProfile,
    /// A required cell is empty.
    Missing(Column),
    /// The text can't be understood, or is not known here.
    Wrong(Column, String),
    /// The text is longer than the field allows.
    TooLong(Column),
    /// The text has no visible character, or has one that changes the direction of reading.
    Unreadable(Column),
    /// A day that has not come yet.
    Future(Column),
    /// An earlier row, of this number, has the same subject.
    Twice(u64),
    /// The person left the network: no file makes them a member again.
    HasLeft,
    /// Their request was refused.
    WasRefused,
    /// Their request is waiting for an answer.
    HasAsked,
    /// Somebody else is adding this address to their account, and has not proved it yet.
    Claimed,
    AliasTaken(String),
    /// Only a month or a year is written: the text, and the day that it is read as.
    FirstDay(Column, String, String),
    /// The text is left out, as the importer decided.
    LeftEmpty(Column, String),
    /// The kind of a new organisation is not known: the person gets no affiliation.
    OrganisationLeftOut(String),
    /// The address belongs to somebody of another name: which one, if the reader may know it.
    OtherName(Option<String>),
}

/// A row of the file and its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedRow {
    pub number: u64,
    /// The person or organisation of the row, as the file names it.
    pub label: String,
    pub outcome: RowOutcome,
    pub notes: Vec<RowNote>,
    pub questioned: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub created: usize,
    pub joined: usize,
    pub changed: usize,
    pub same: usize,
    pub rejected: usize,
    /// Rows to confirm: none once the import is done.
    pub questioned: usize,
}

impl ImportCounts {
    pub(super) fn of(rows: &[PlannedRow]) -> Self {
        let count = |outcome| rows.iter().filter(|row| row.outcome == outcome && !row.questioned).count();
        Self {
            questioned: rows.iter().filter(|row| row.questioned).count(),
            created: count(RowOutcome::Created),
            joined: count(RowOutcome::Joined),
            changed: count(RowOutcome::Changed),
            same: count(RowOutcome::Same),
            rejected: count(RowOutcome::Rejected),
        }
    }

    /// The number of rows that change something.
    pub fn to_write(&self) -> usize {
        self.created + self.joined + self.changed
    }

    pub(super) fn to_text(self) -> String {
        format!("{} {} {} {} {}", self.created, self.joined, self.changed, self.same, self.rejected)
    }

    pub(super) fn from_text(text: &str) -> Self {
        let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        Self { created: next(), joined: next(), changed: next(), same: next(), rejected: next(), questioned: 0 }
    }
}

/// The digest that makes two plans equal: the choices for columns and values, and the outcomes.
pub(super) fn digest(choices: &str, rows: &[PlannedRow]) -> String {
    rng::hash(&format!("{choices}\n{}", serde_json::to_string(rows).unwrap_or_default()))
}

/// Applies the decisions on questioned rows: accepted ones are done, the others are rejected.
pub(super) fn decide(rows: &mut [PlannedRow], accepted: &[u64]) {
    for row in rows.iter_mut().filter(|row| row.questioned) {
        row.questioned = false;
        if !accepted.contains(&row.number) {
            row.outcome = RowOutcome::Rejected;
        }
    }
}

/// A row of the file by the content of its columns, with the errors and remarks found so far.
pub(super) struct RowReading<'a> {
    line: &'a FileLine,
    columns: &'a [Column],
    pub(super) errors: Vec<RowNote>,
    pub(super) remarks: Vec<RowNote>,
}

impl<'a> RowReading<'a> {
    pub(super) fn new(line: &'a FileLine, columns: &'a [Column]) -> Self {
        Self { line, columns, errors: Vec::new(), remarks: Vec::new() }
    }

    /// The cell; empty if there is none.
    pub(super) fn cell(&self, column: Column) -> &'a str {
        let at = self.columns.iter().position(|one| *one == column);
        at.and_then(|at| self.line.cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// Text in one line; notes text that is too long or unreadable.
    pub(super) fn text(&mut self, column: Column) -> String {
        let checked = fields::optional_line(self.cell(column));
        checked.unwrap_or_else(|problem| {
            self.errors.push(match problem {
                FieldProblem::TooLong(_) => RowNote::TooLong(column),
                _ => RowNote::Unreadable(column),
            });
            String::new()
        })
    }

    /// A day in the past or today; notes a future day, or an unreadable one.
    pub(super) fn day(&mut self, column: Column, today: &str, meanings: &Meanings) -> Option<String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let read = days::read(cell);
        match &read {
            None if meanings.leave_empty(column, cell) => self.remarks.push(RowNote::LeftEmpty(column, cell.to_owned())),
            None => self.errors.push(RowNote::Wrong(column, cell.to_owned())),
            Some(read) if read.day.as_str() > today => self.errors.push(RowNote::Future(column)),
            Some(read) if read.is_first => self.remarks.push(RowNote::FirstDay(column, cell.to_owned(), read.day.clone())),
            Some(_) => {}
        }
        read.map(|read| read.day)
    }

    /// The code of a choice; notes an unknown value, and one that is left empty by decision.
    pub(super) fn choice(&mut self, column: Column, choices: &ChoiceLookup) -> Option<String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        match choices.meaning(cell) {
            CellMeaning::Code(code) => return Some(code),
            CellMeaning::Empty => self.remarks.push(RowNote::LeftEmpty(column, cell.to_owned())),
            CellMeaning::Unknown => self.errors.push(RowNote::Wrong(column, cell.to_owned())),
        }
        None
    }
}

/// The first moment of a day in the instance's time zone.
pub(crate) fn start_of_day(day: &str) -> Option<Timestamp> {
    clock::date(day).ok().and_then(|day| day.and_hms_opt(0, 0, 0)).and_then(|midnight| clock::moment(midnight, HOME).ok())
}
