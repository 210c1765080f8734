//! What people bring: CSV of any kind that the office writes, or a workbook. Nothing that a file says of its own size is believed.

mod text;
mod workbook;

use serde::{Deserialize, Serialize};

/// The most lines that are imported at once.
pub const LINES: usize = 3000;
/// The most lines above the headings: a title, who made the list, when.
pub const TITLE_LINES: usize = 20;
/// The most columns that are looked at; the others are left out.
const COLUMNS: usize = 40;
/// The most characters that are kept of a cell: more than any field takes, so that the field refuses it.
const CELL: usize = 600;
/// The most text that is kept of all cells together, in MiB: ten times what a full list of members holds.
const KEPT: usize = 4;

/// Why a file can't be read as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableProblem {
    /// Neither CSV nor a workbook that can be read.
    NotATable,
    /// Nothing stands below its heading.
    Empty,
    /// More lines than this.
    TooManyLines(i64),
    /// More text than so many MiB.
    TooMuchText(i64),
}

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// Its number in the file, as spreadsheets and editors count: from 1.
    pub number: u64,
    /// Its cells, without the spaces around them.
    pub cells: Vec<String>,
}

/// The lines that hold something, at least two: titles, headings and what stands below them are told apart later. Takes the processor for
/// a while: not for a thread that others wait for.
///
/// # Errors
/// [`TableProblem`].
pub fn read(bytes: &[u8]) -> Result<Vec<FileLine>, TableProblem> {
    let lines = if bytes.starts_with(b"PK\x03\x04") { workbook::read(bytes)? } else { text::read(bytes)? };
    if lines.len() < 2 { Err(TableProblem::Empty) } else { Ok(lines) }
}

/// What is kept of a file while it is read.
#[derive(Default)]
struct FileLines {
    lines: Vec<FileLine>,
    bytes: usize,
}

impl FileLines {
    fn keep(&mut self, number: u64, cells: Vec<String>) -> Result<(), TableProblem> {
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if self.lines.len() > LINES + TITLE_LINES {
            return Err(TableProblem::TooManyLines(LINES as i64));
        }
        self.bytes += cells.iter().map(String::len).sum::<usize>();
        if self.bytes > KEPT << 20 {
            return Err(TableProblem::TooMuchText(KEPT as i64));
        }
        self.lines.push(FileLine { number, cells });
        Ok(())
    }
}

fn cell(text: &str) -> String {
    let plain: String = text.chars().take(CELL).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim();
    // The mark that our own tables set before what looks like a formula.
    match plain.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        read(bytes).unwrap().into_iter().map(|line| line.cells).collect()
    }

    #[test]
    fn each_office_writes_its_own_csv() {
        let expected = [["Prénom", "Adresse"], ["Zoé", "zoe@example.org"]].map(|line| line.map(str::to_owned).to_vec());
        assert_eq!(cells("Prénom;Adresse\r\nZoé;zoe@example.org\r\n".as_bytes()), expected);
        assert_eq!(cells("\u{feff}Prénom,Adresse\nZoé,\"zoe@example.org\"".as_bytes()), expected);
        assert_eq!(cells("Prénom\tAdresse\n Zoé \tzoe@example.org".as_bytes()), expected);
        assert_eq!(cells(b"Pr\xe9nom;Adresse\r\nZo\xe9;zoe@example.org"), expected, "Windows-1252");
        let utf16: Vec<u8> = "\u{feff}Prénom\tAdresse\nZoé\tzoe@example.org".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&utf16), expected, "« Unicode text »");
    }

    #[test]
    fn lines_keep_the_number_that_an_editor_shows() {
        let lines = read(b"a,b\n\n1,\"two\nlines\"\n;;\n3,4\n").unwrap();
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 3, 5, 6]);
        assert_eq!(lines[1].cells, ["1", "two lines"]);
    }

    #[test]
    fn a_title_above_the_headings_does_not_say_what_stands_between_cells() {
        let file = "Membres du réseau, mis à jour le 3 mars, par Claire\nNom;Adresse\nZoé;zoe@example.org\nAda;ada@example.org\n";
        let lines = cells(file.as_bytes());
        assert_eq!(lines[0], ["Membres du réseau, mis à jour le 3 mars, par Claire"]);
        assert_eq!(
            (lines.len(), lines[1].clone(), lines[3][1].as_str()),
            (4, vec!["Nom".to_owned(), "Adresse".to_owned()], "ada@example.org")
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b""), Err(TableProblem::Empty));
        assert_eq!(read(b"Nom;Adresse\n"), Err(TableProblem::Empty));
        assert_eq!(read(b"PK\x03\x04 nothing"), Err(TableProblem::NotATable));
        assert_eq!(read(b"a\0b\nc"), Err(TableProblem::NotATable));
        let long = "a\n".repeat(LINES + TITLE_LINES + 2);
        assert_eq!(read(long.as_bytes()), Err(TableProblem::TooManyLines(LINES as i64)));
    }
}
