//! What an import would do, line by line: made without writing anything, and made again by the import itself.

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

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum LineOutcome {
    /// A person or an organisation is made.
    Created,
    /// A person whom the site knows becomes a member.
    Joined,
    /// What stands is changed.
    Changed,
    /// Everything stands already.
    Same,
    /// Nothing is done with it.
    Refused,
}

/// What is to be said of a line: what is done with it, or why nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineNote {
    /// The person proves the address at their first sign-in.
    NewPerson,
    /// An organisation of that name is made too.
    NewOrganisation(String),
    /// Something is set.
    Sets(Column, String),
    /// The day since which they are a member: as the register has it, as the file says it.
    SinceMoves(String, String),
    /// The file makes them a member on a day before which the register has them standing elsewhere: there, since that day.
    Stood(MembershipState, String),
    /// Known on the site: they become a member, and what the line says of them is not taken.
    MemberOnly,
    /// They keep their own profile: what the line says of them is not taken.
    OwnProfile,
    /// A cell that must hold something is empty.
    Missing(Column),
    /// What is written can't be understood, or is not known here.
    Wrong(Column, String),
    /// More than the field takes.
    TooLong(Column),
    /// Nothing that anybody sees, or a character that turns the direction of reading.
    Unreadable(Column),
    /// A day that has not come yet.
    Future(Column),
    /// The same stands on an earlier line.
    Twice(u64),
    /// They left the network: no file brings them back.
    HasLeft,
    /// Their request was refused.
    WasRefused,
    /// Their request waits for an answer.
    HasAsked,
    /// Somebody else wants to add this address to their account, and has not proved it.
    Claimed,
    /// The other name belongs to another organisation.
    AliasTaken(String),
    /// Only a month or a year is written: what is written, and the day that it is taken for.
    FirstDay(Column, String, String),
    /// What is written is left out, as the person who imports decided.
    LeftEmpty(Column, String),
    /// The kind of a new organisation is not known: nothing is said of where the person works.
    OrganisationLeftOut(String),
    /// The address is that of somebody who bears another name: which one, where the reader may know it.
    OtherName(Option<String>),
}

/// A line, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedLine {
    /// Its number in the file.
    pub number: u64,
    /// Whom or what it is about, as the file says it.
    pub label: String,
    /// What becomes of it.
    pub outcome: LineOutcome,
    /// What is to be said of it.
    pub notes: Vec<LineNote>,
    /// It is done only if the person who imports says so of this line.
    pub questioned: bool,
}

/// How many lines come to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the outcomes")]
pub struct ImportCounts {
    pub created: usize,
    pub joined: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
    /// Lines to decide on: none once the import is done.
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

    /// Lines that change something.
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

/// What makes two plans the same one: what was said of the columns and of their values, and what it comes to.
pub(super) fn digest(said: &str, lines: &[PlannedLine]) -> String {
    rng::hash(&format!("{said}\n{}", serde_json::to_string(lines).unwrap_or_default()))
}

/// What was decided on the lines that are in question: those that were accepted are done, the others are refused.
pub(super) fn decide(lines: &mut [PlannedLine], accepted: &[u64]) {
    for line in lines.iter_mut().filter(|line| line.questioned) {
        line.questioned = false;
        if !accepted.contains(&line.number) {
            line.outcome = LineOutcome::Refused;
        }
    }
}

/// A line of the file by what its columns hold, what is wrong with it so far, and what is to be said of how it was read.
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

    /// A line of text; notes one that is too long, or that nobody can read.
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

    /// A day that has come; notes one that has not, or that is none.
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

    /// The code for what people call it; notes what is not known, and what is left empty knowingly.
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

/// The first moment of a day here.
pub(crate) fn morning(day: &str) -> Option<Timestamp> {
    clock::date(day).ok().and_then(|day| day.and_hms_opt(0, 0, 0)).and_then(|midnight| clock::moment(midnight, HOME).ok())
}
