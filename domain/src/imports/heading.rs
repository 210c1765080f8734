//! Finds the line of a file that names its columns. Lists made for people may have a title above the headings, or no headings at all.

use super::columns;
use crate::enums::Column;
use crate::error::{Error, FieldProblem, Result};
use formats::spreadsheets::read::{FileLine, LINES, TITLE_LINES};

/// The stored value for "no line names the columns".
const NONE: i64 = -1;

/// The line that seems to name the columns: among the first lines, the one with the most known headings; else the first line, unless it
/// contains an address.
pub(super) fn guess(lines: &[FileLine], choices: &[Column]) -> Option<usize> {
    let first = &lines[..lines.len().saturating_sub(1).min(TITLE_LINES + 1)];
    // A line with an address belongs to somebody, even if it also contains "Laboratoire".
    let is_data = |line: &FileLine| line.cells.iter().any(|cell| cell.contains('@'));
    let known = |line: &FileLine| {
        let found = columns::guess(&line.cells, choices).iter().filter(|column| **column != Column::Ignored).count();
        if is_data(line) { 0 } else { found }
    };
    // Of equal lines, the first wins.
    let best = first.iter().enumerate().map(|(at, line)| (known(line), at)).rev().max_by_key(|(known, _)| *known);
    match best {
        Some((known, at)) if known > 0 => Some(at),
        _ if lines.first().is_some_and(is_data) => None,
        _ => Some(0),
    }
}

/// A file cut at its heading. Lines above the heading are left out.
pub(super) struct Table {
    /// As many headings as the widest line has cells; empty where the file gives none.
    pub(super) headings: Vec<String>,
    /// The lines to import.
    pub(super) rows: Vec<FileLine>,
}

impl Table {
    /// Cuts `lines` at a stored heading.
    pub(super) fn cut(mut lines: Vec<FileLine>, heading: i64) -> Self {
        let (headings, rows) = match usize::try_from(heading) {
            Ok(at) if at < lines.len() => {
                let rows = lines.split_off(at + 1);
                (lines.pop().map(|line| line.cells).unwrap_or_default(), rows)
            }
            _ => (Vec::new(), lines),
        };
        let width = rows.iter().map(|line| line.cells.len()).max().unwrap_or(0).max(headings.len());
        let headings = headings.into_iter().chain(std::iter::repeat(String::new())).take(width).collect();
        Self { headings, rows }
    }
}

/// The heading as stored, for a file of `lines` lines.
///
/// # Errors
/// On `field`: [`FieldProblem::EmptyTable`] if no line follows it, [`FieldProblem::TooManyLines`] if more do than one import takes.
pub(super) fn check(heading: Option<usize>, lines: usize, field: &str) -> Result<i64> {
    let rows = lines.saturating_sub(heading.map_or(0, |at| at + 1));
    if rows == 0 {
        return Err(Error::field(field, FieldProblem::EmptyTable));
    }
    if rows > LINES {
        return Err(Error::field(field, FieldProblem::TooManyLines(LINES as i64)));
    }
    Ok(heading.and_then(|at| i64::try_from(at).ok()).unwrap_or(NONE))
}

/// The heading that was chosen: the number of one of the first lines, or nothing where no line names the columns.
pub(super) fn parse_choice(lines: &[FileLine], typed: &str) -> Option<Option<usize>> {
    if typed.is_empty() {
        return Some(None);
    }
    let number: u64 = typed.parse().ok()?;
    lines.iter().take(TITLE_LINES + 1).position(|line| line.number == number).map(Some)
}

#[cfg(test)]
mod tests {
    use super::super::columns::{MEMBER_COLUMNS, ORGANISATION_COLUMNS};
    use super::*;

    fn lines(rows: &[&str]) -> Vec<FileLine> {
        (1..).zip(rows).map(|(number, row)| FileLine { number, cells: row.split(';').map(str::to_owned).collect() }).collect()
    }

    #[test]
    fn the_heading_is_the_line_that_names_the_most_columns() {
        let title = lines(&["Liste des adhérents", "Mis à jour en mars;;", "Nom;Prénom;Courriel", "Lovelace;Ada;ada@example.org"]);
        assert_eq!(guess(&title, &MEMBER_COLUMNS), Some(2));
        let table = Table::cut(title, 2);
        assert_eq!((table.headings.join(" "), table.rows.len(), table.rows[0].number), ("Nom Prénom Courriel".to_owned(), 1, 4));
        assert_eq!(guess(&lines(&["Nom;Courriel", "Nom;ada@example.org"]), &MEMBER_COLUMNS), Some(0), "a person may be called so");
        assert_eq!(guess(&lines(&["Machin;Truc", "1;2"]), &MEMBER_COLUMNS), Some(0), "nothing is known: the first");
        assert_eq!(guess(&lines(&["Organismes", "Nom;Sigle;Ville", "Centre;C;Nice"]), &ORGANISATION_COLUMNS), Some(1));
    }

    #[test]
    fn a_file_without_headings_loses_no_line() {
        let bare = lines(&["Lovelace;ada@example.org", "Noether;emmy@example.org;Recherche"]);
        assert_eq!(guess(&bare, &MEMBER_COLUMNS), None);
        let table = Table::cut(bare, NONE);
        assert_eq!((table.headings, table.rows.len()), (vec![String::new(); 3], 2));
        let words = lines(&["Durand;Marie;m@example.org;Laboratoire", "Lovelace;Ada;ada@example.org;Entreprise"]);
        assert_eq!(guess(&words, &MEMBER_COLUMNS), None, "what somebody works in is no heading");
        let unknown = lines(&["NOM Prénom;Mél pro;Nature", "Durand Marie;m@example.org;Autre", "Ada;ada@example.org;Entreprise"]);
        assert_eq!(guess(&unknown, &MEMBER_COLUMNS), Some(0));
    }

    #[test]
    fn a_heading_with_nothing_or_too_much_below_it_is_refused() {
        assert_eq!(check(Some(1), 3, "heading").ok(), Some(1));
        assert_eq!(check(None, 3, "heading").ok(), Some(NONE));
        assert_eq!(check(Some(2), 3, "heading"), Err(Error::field("heading", FieldProblem::EmptyTable)));
        assert_eq!(check(None, LINES + 1, "heading"), Err(Error::field("heading", FieldProblem::TooManyLines(LINES as i64))));
        let two_lines = lines(&["a", "b"]);
        assert_eq!(
            (parse_choice(&two_lines, "2"), parse_choice(&two_lines, ""), parse_choice(&two_lines, "7"), parse_choice(&two_lines, "x")),
            (Some(Some(1)), Some(None), None, None)
        );
    }
}
