//! The plan of an import, line by line. Planning writes nothing; the import itself plans again.

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

/// The outcome of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum LineOutcome {
    /// A person or an organisation is created.
    Created,
    /// A known person becomes a member.
    Joined,
    /// Existing data is changed.
    Changed,
    /// Nothing differs.
    Same,
    /// Nothing is done with the line.
    Refused,
}

/// A note on a line: what the import does with it, or why it does nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineNote {
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
    /// A known person becomes a member; the rest of the line is not used.
    MemberOnly,
    /// The person keeps their own profile; the line's data is not used.
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
    /// An earlier line, of this number, has the same subject.
    Twice(u64),
    /// The person left the network: no file makes them a member again.
    HasLeft,
    /// Their request was refused.
    WasRefused,
    /// Their request is waiting for an answer.
    HasAsked,
    /// Somebody else is adding this address to their account, and has not proved it yet.
    Claimed,
    /// The alias belongs to another organisation.
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

/// A line and its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedLine {
    /// Its number in the file.
    pub number: u64,
    /// The person or organisation of the line, as the file names it.
    pub label: String,
    /// The outcome of the line.
    pub outcome: LineOutcome,
    /// The notes on the line.
    pub notes: Vec<LineNote>,
    /// Whether the importer must confirm this line.
    pub questioned: bool,
}

/// How many lines have each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub created: usize,
    pub joined: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
    /// Lines to confirm: none once the import is done.
    pub questioned: usize,
}

impl ImportCounts {
    pub(super) fn of(lines: &[PlannedLine]) -> Self {
        let count = |outcome| lines.iter().filter(|line| line.outcome == outcome && !line.questioned).count();
        Self {
            questioned: lines.iter().filter(|line| line.questioned).count(),
            created: count(LineOutcome::Created),
            joined: count(LineOutcome::Joined),
            changed: count(LineOutcome::Changed),
            same: count(LineOutcome::Same),
            refused: count(LineOutcome::Refused),
        }
    }

    /// How many lines change something.
    pub fn to_write(&self) -> usize {
        self.created + self.joined + self.changed
    }

    pub(super) fn to_text(self) -> String {
        format!("{} {} {} {} {}", self.created, self.joined, self.changed, self.same, self.refused)
    }

    pub(super) fn from_text(text: &str) -> Self {
        let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        Self { created: next(), joined: next(), changed: next(), same: next(), refused: next(), questioned: 0 }
    }
}

/// The digest that makes two plans equal: the choices for columns and values, and the outcomes.
pub(super) fn digest(said: &str, lines: &[PlannedLine]) -> String {
    rng::hash(&format!("{said}\n{}", serde_json::to_string(lines).unwrap_or_default()))
}

/// Applies the decisions on questioned lines: accepted ones are done, the others are refused.
pub(super) fn decide(lines: &mut [PlannedLine], accepted: &[u64]) {
    for line in lines.iter_mut().filter(|line| line.questioned) {
        line.questioned = false;
        if !accepted.contains(&line.number) {
            line.outcome = LineOutcome::Refused;
        }
    }
}

/// A line of the file by the content of its columns, with the errors and remarks found so far.
pub(super) struct LineReading<'a> {
    line: &'a FileLine,
    columns: &'a [Column],
    pub(super) faults: Vec<LineNote>,
    pub(super) remarks: Vec<LineNote>,
}

impl<'a> LineReading<'a> {
    pub(super) fn new(line: &'a FileLine, columns: &'a [Column]) -> Self {
        Self { line, columns, faults: Vec::new(), remarks: Vec::new() }
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
            self.faults.push(match problem {
                FieldProblem::TooLong(_) => LineNote::TooLong(column),
                _ => LineNote::Unreadable(column),
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
            None if meanings.leave_empty(column, cell) => self.remarks.push(LineNote::LeftEmpty(column, cell.to_owned())),
            None => self.faults.push(LineNote::Wrong(column, cell.to_owned())),
            Some(read) if read.day.as_str() > today => self.faults.push(LineNote::Future(column)),
            Some(read) if read.is_first => self.remarks.push(LineNote::FirstDay(column, cell.to_owned(), read.day.clone())),
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
            CellMeaning::Empty => self.remarks.push(LineNote::LeftEmpty(column, cell.to_owned())),
            CellMeaning::Unknown => self.faults.push(LineNote::Wrong(column, cell.to_owned())),
        }
        None
    }
}

/// The first moment of a day in the instance's time zone.
pub(crate) fn morning(day: &str) -> Option<Timestamp> {
    clock::date(day).ok().and_then(|day| day.and_hms_opt(0, 0, 0)).and_then(|midnight| clock::moment(midnight, HOME).ok())
}
