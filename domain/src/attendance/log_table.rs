//! The table of a log: its heading, its columns, the durations as conference programs write them.

use serde::{Deserialize, Serialize};

use crate::error::{Error, FieldProblem, Result};
use crate::names;
use formats::spreadsheets::read;

/// The most rows of a log.
const ROWS: usize = read::LINES;
/// The most columns that are kept.
const COLUMNS: usize = 12;
/// The most characters kept of a cell.
const CELL: usize = 120;
/// The most lines above the heading: what the meeting was.
const ABOVE: usize = 20;
/// The size of a table as text, in bytes: it comes back with the form.
const WRITTEN: usize = 500_000;

/// A table with its headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LogTable {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The columns that the headings name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct GuessedColumns {
    pub(super) address: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) time: Option<usize>,
}

impl GuessedColumns {
    fn of(headings: &[String]) -> Self {
        let keys: Vec<String> = headings.iter().map(|heading| names::normalize(heading)).collect();
        let has = |words: &[&str]| keys.iter().position(|key| words.iter().any(|word| key.contains(word)));
        let address = has(&["mail", "courriel"]);
        let is_name = |key: &String| ["name", "nom", "participant"].iter().any(|word| key.contains(word));
        let name = keys.iter().enumerate().position(|(at, key)| Some(at) != address && is_name(key));
        Self { address, name, time: has(&["duration", "duree", "online time", "time in", "minutes", "temps"]) }
    }

    fn count(&self) -> usize {
        [self.address, self.name, self.time].into_iter().flatten().count()
    }
}

impl LogTable {
    /// The table of a file. Its heading is the line that names most of what is looked for: programs write above it what the meeting was.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, FieldProblem> {
        let lines = read::read(bytes)?;
        let count = |at: usize| GuessedColumns::of(&lines[at].cells).count();
        let heading = (0..lines.len().min(ABOVE)).max_by_key(|at| (count(*at), std::cmp::Reverse(*at))).unwrap_or(0);
        let cell = |cell: &String| cell.chars().filter(|c| !c.is_control()).take(CELL).collect::<String>();
        let row = |cells: &[String]| cells.iter().take(COLUMNS).map(cell).collect::<Vec<_>>();
        let columns = row(&lines[heading].cells);
        let width = columns.len();
        let rows: Vec<Vec<String>> = lines[heading + 1..]
            .iter()
            .map(|line| {
                let mut cells = row(&line.cells);
                cells.resize(width, String::new());
                cells
            })
            .collect();
        match rows.len() {
            0 => Err(FieldProblem::EmptyTable),
            count if count > ROWS => Err(FieldProblem::TooManyLines(ROWS as i64)),
            _ => Ok(Self { columns, rows }),
        }
    }

    pub(super) fn guess(&self) -> GuessedColumns {
        GuessedColumns::of(&self.columns)
    }

    /// As JSON, for the form of the dry run.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `file` if it is too long to come back.
    pub(super) fn write(&self) -> Result<String> {
        let text = serde_json::to_string(self).map_err(|_| Error::Internal)?;
        if text.len() > WRITTEN { Err(Error::field("file", FieldProblem::TooManyLines(ROWS as i64))) } else { Ok(text) }
    }

    /// Reads what [`write`](Self::write) wrote.
    pub(super) fn parse(text: &str) -> Result<Self, FieldProblem> {
        let table: Option<Self> = if text.len() > 2 * WRITTEN { None } else { serde_json::from_str(text).ok() };
        let is_whole = |table: &Self| {
            let width = table.columns.len();
            width <= COLUMNS && table.rows.len() <= ROWS && table.rows.iter().all(|row| row.len() == width)
        };
        table.filter(is_whole).ok_or(FieldProblem::NotATable)
    }
}

/// A duration in seconds: `62`, in the unit that the heading names, else minutes; `1:02:03`, `1:02`; `1h 2m 3s`, `1 h 02 min`. `None` for anything else.
pub(super) fn duration(cell: &str, heading: &str) -> Option<i64> {
    const MOST: i64 = 7 * 24 * 3600;
    let cell = cell.trim().to_lowercase().replace(',', ".");
    let parts: Vec<&str> = cell.split(':').collect();
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0 && *number <= 1e6);
    let seconds = match parts[..] {
        [hours, minutes, seconds] => number(hours)? * 3600.0 + number(minutes)? * 60.0 + number(seconds)?,
        [hours, minutes] => number(hours)? * 3600.0 + number(minutes)? * 60.0,
        [one] => match number(one) {
            Some(count) if names::normalize(heading).contains("sec") => count,
            Some(count) => count * 60.0,
            None => with_units(one)?,
        },
        _ => return None,
    };
    Some((seconds as i64).min(MOST))
}

/// `1h 2m 3s`: numbers, each before its unit; a last one without a unit is minutes.
fn with_units(text: &str) -> Option<f64> {
    let (mut total, mut rest) = (0.0, text.trim());
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let count: f64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        total += count
            * match rest[..letters].chars().next() {
                Some('h') => 3600.0,
                Some('m') | None => 60.0,
                Some('s') => 1.0,
                Some(_) => return None,
            };
        rest = rest[letters..].trim_start_matches(['.', ' ', '\u{a0}']);
    }
    (total <= 1e6).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_programs_write_them() {
        for (cell, heading, expected) in [
            ("62", "Duration (Minutes)", 3720),
            ("62,5", "Durée (minutes)", 3750),
            ("90", "Duration (seconds)", 90),
            ("01:02:03", "Online Time", 3723),
            ("1:05", "Durée", 3900),
            ("1h 2m 3s", "Duration", 3723),
            ("1 h 02 min", "Durée", 3720),
            ("45 min", "", 2700),
            ("30s", "", 30),
            ("2 hr 5 min.", "", 7500),
        ] {
            assert_eq!(duration(cell, heading), Some(expected), "{cell}");
        }
        for wrong in ["", "-5", "longtemps", "1:2:3:4", "NaN", "inf", "1e30", "5 x", "h", "1:x"] {
            assert_eq!(duration(wrong, ""), None, "{wrong}");
        }
    }

    #[test]
    fn the_heading_is_found_below_what_programs_write_above_it() {
        let teams = "1. Summary\nMeeting title\tCCRI\nAttended participants\t2\n\n2. Participants\nName\tFirst Join\tIn-Meeting Duration\tEmail\nAda\t…\t1h 2m\tada@cnrs.fr\n";
        let table = LogTable::read(teams.as_bytes()).unwrap();
        assert_eq!(table.columns, ["Name", "First Join", "In-Meeting Duration", "Email"]);
        assert_eq!(table.guess(), GuessedColumns { address: Some(3), name: Some(0), time: Some(2) });
        assert_eq!(table.rows.len(), 1);
        let french = "Nom;Adresse e-mail;Durée\nAda;ada@cnrs.fr;62\n";
        assert_eq!(LogTable::read(french.as_bytes()).unwrap().guess(), GuessedColumns { address: Some(1), name: Some(0), time: Some(2) });
        assert_eq!(LogTable::read(b"Nom;Dur\xe9e\n"), Err(FieldProblem::EmptyTable));
    }

    #[test]
    fn a_table_that_was_changed_is_refused() {
        let table = LogTable::read(b"Nom;Minutes\nAda;5\n").unwrap();
        assert_eq!(LogTable::parse(&table.write().unwrap()), Ok(table));
        for wrong in ["", "[]", "{\"columns\":[\"a\"],\"rows\":[[]]}", "{\"columns\":[],\"rows\":{}}"] {
            assert_eq!(LogTable::parse(wrong), Err(FieldProblem::NotATable), "{wrong}");
        }
        let large = format!("Nom;Minutes\n{}", "Ada;5\n".repeat(ROWS + ABOVE + 2));
        assert_eq!(LogTable::read(large.as_bytes()), Err(FieldProblem::TooManyLines(ROWS as i64)));
    }
}
