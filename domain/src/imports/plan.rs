//! What an import would do, line by line: made without writing anything, and made again by the import itself.

use serde::Serialize;

use super::file::Line;
use crate::clock::{self, HOME, Moment};
use crate::codes::{Column, MembershipState};
use crate::dice;
use crate::error::Problem;
use crate::fields;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Outcome {
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Note {
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
}

/// A line, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// Its number in the file.
    pub number: u64,
    /// Whom or what it is about, as the file says it.
    pub label: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What is to be said of it.
    pub notes: Vec<Note>,
}

/// How many lines come to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the outcomes")]
pub struct Counts {
    pub created: usize,
    pub joined: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
}

impl Counts {
    pub(super) fn of(lines: &[Planned]) -> Self {
        let count = |outcome| lines.iter().filter(|line| line.outcome == outcome).count();
        Self {
            created: count(Outcome::Created),
            joined: count(Outcome::Joined),
            changed: count(Outcome::Changed),
            same: count(Outcome::Same),
            refused: count(Outcome::Refused),
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
        Self { created: next(), joined: next(), changed: next(), same: next(), refused: next() }
    }
}

/// What makes two plans the same one.
pub(super) fn digest(lines: &[Planned]) -> String {
    dice::hash(&serde_json::to_string(lines).unwrap_or_default())
}

/// A line of the file by what its columns hold, and what is wrong with it so far.
pub(super) struct Reading<'a> {
    line: &'a Line,
    columns: &'a [Column],
    pub(super) faults: Vec<Note>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(line: &'a Line, columns: &'a [Column]) -> Self {
        Self { line, columns, faults: Vec::new() }
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
                Problem::TooLong(_) => Note::TooLong(column),
                _ => Note::Unreadable(column),
            });
            String::new()
        })
    }

    /// A day that has come; notes one that has not, or that is none.
    pub(super) fn day(&mut self, column: Column, today: &str) -> Option<String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let day = day(cell);
        match &day {
            None => self.faults.push(Note::Wrong(column, cell.to_owned())),
            Some(day) if day.as_str() > today => self.faults.push(Note::Future(column)),
            Some(_) => {}
        }
        day
    }

    /// The code for what people call it; notes what is not known.
    pub(super) fn choice(&mut self, column: Column, choices: &super::known::Choices) -> Option<String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let code = choices.code(cell);
        if code.is_none() {
            self.faults.push(Note::Wrong(column, cell.to_owned()));
        }
        code
    }
}

/// A day as people write it: `2019-03-04`, `04/03/2019`, `4.3.2019`; a month or a year is its first day.
fn day(text: &str) -> Option<String> {
    let said = said(text)?;
    let first = ["", "-01-01", "-01"][usize::from(said.len() == 4) + 2 * usize::from(said.len() == 7)];
    fields::date(&format!("{said}{first}")).ok()
}

/// Whether what was written means that day: a year or a month means each of its days.
pub(super) fn means(text: &str, day: &str) -> bool {
    said(text).is_some_and(|said| day.starts_with(&said))
}

/// `2019`, `2019-03` or `2019-03-04`.
fn said(text: &str) -> Option<String> {
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    match parts[..] {
        [year] if year.len() == 4 => Some(year.to_owned()),
        [year, month] if year.len() == 4 => Some(format!("{year}-{month:0>2}")),
        [month, year] if year.len() == 4 => Some(format!("{year}-{month:0>2}")),
        [year, month, day] if year.len() == 4 => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        [day, month, year] => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    }
}

/// The first moment of a day here.
pub(crate) fn morning(day: &str) -> Option<Moment> {
    clock::date(day).ok().and_then(|day| day.and_hms_opt(0, 0, 0)).and_then(|midnight| clock::moment(midnight, HOME).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2019-03-04", "2019-03-04"),
            ("04/03/2019", "2019-03-04"),
            ("4.3.2019", "2019-03-04"),
            ("2019-03-04 00:00:00", "2019-03-04"),
            ("2019", "2019-01-01"),
            ("03/2019", "2019-03-01"),
        ] {
            assert_eq!(day(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["12/31/2019", "hier", "04/03/19", "2019-02-30"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_means_each_of_its_days() {
        assert!(means("2019", "2019-03-04") && means("03/2019", "2019-03-04") && means("4.3.2019", "2019-03-04"));
        assert!(!means("2019", "2018-12-31") && !means("2019-04", "2019-03-04") && !means("", "2019-03-04"));
    }
}
