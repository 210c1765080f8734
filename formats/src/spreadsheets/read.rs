//! Uploaded tables: any CSV that office programs write, or a workbook. The size that a file declares is never trusted.

mod text;
mod workbook;

use serde::{Deserialize, Serialize};

/// The most lines of one import.
pub const LINES: usize = 3000;
/// The most lines above the headings: a title, an author, a date.
pub const TITLE_LINES: usize = 20;
/// The most columns that are read; further ones are left out.
const COLUMNS: usize = 40;
/// The most characters kept of a cell: more than any field allows, so that the field reports the error.
const CELL: usize = 600;
/// The most text kept of all cells together, in MiB: ten times that of a full list of members.
const KEPT: usize = 4;
/// The same of [`read_csv`]: lines of an address, a name and a language.
const KEPT_CSV: usize = 16;

/// Why a file can't be read as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableProblem {
    /// Neither CSV nor a readable workbook.
    NotATable,
    /// No line below the heading.
    Empty,
    /// More lines than this limit.
    TooManyLines(i64),
    /// More text than this limit, in MiB.
    TooMuchText(i64),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// Its number in the file, from 1, as in spreadsheets and editors.
    pub number: u64,
    /// Its cells, without surrounding spaces.
    pub cells: Vec<String>,
}

/// The lines that are not empty, at least two. Titles, headings and data are told apart later. This takes processor time: don't call it on
/// a thread that others wait for.
///
/// # Errors
/// [`TableProblem`].
pub fn read(bytes: &[u8]) -> Result<Vec<FileLine>, TableProblem> {
    let kept = FileLines::below(LINES, TITLE_LINES + 1, KEPT);
    let lines = if bytes.starts_with(b"PK\x03\x04") { workbook::read(bytes, kept)? } else { text::read(bytes, kept)? };
    if lines.len() < 2 { Err(TableProblem::Empty) } else { Ok(lines) }
}

/// [`read`] for a CSV of up to `most` lines, which may have a heading. One line is enough.
///
/// # Errors
/// [`TableProblem`].
pub fn read_csv(bytes: &[u8], most: usize) -> Result<Vec<FileLine>, TableProblem> {
    let lines = text::read(bytes, FileLines::below(most, 1, KEPT_CSV))?;
    if lines.is_empty() { Err(TableProblem::Empty) } else { Ok(lines) }
}

/// The lines kept so far while a file is read.
struct FileLines {
    lines: Vec<FileLine>,
    bytes: usize,
    /// The most lines, without those above the data.
    most: usize,
    /// The most lines above the data: titles and a heading.
    above: usize,
    /// The most text, in MiB.
    mebibytes: usize,
}

impl FileLines {
    fn below(most: usize, above: usize, mebibytes: usize) -> Self {
        Self { lines: Vec::new(), bytes: 0, most, above, mebibytes }
    }

    fn keep(&mut self, number: u64, cells: Vec<String>) -> Result<(), TableProblem> {
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if self.lines.len() >= self.most + self.above {
            return Err(TableProblem::TooManyLines(self.most as i64));
        }
        self.bytes += cells.iter().map(String::len).sum::<usize>();
        if self.bytes > self.mebibytes << 20 {
            return Err(TableProblem::TooMuchText(self.mebibytes as i64));
        }
        self.lines.push(FileLine { number, cells });
        Ok(())
    }
}

fn cell(text: &str) -> String {
    let plain: String = text.chars().take(CELL).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim();
    // The apostrophe that our own tables put before formula-like text.
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
    fn the_csv_of_every_office_program_is_read() {
        let expected = [["Prénom", "Adresse"], ["Zoé", "zoe@example.org"]].map(|line| line.map(str::to_owned).to_vec());
        assert_eq!(cells("Prénom;Adresse\r\nZoé;zoe@example.org\r\n".as_bytes()), expected);
        assert_eq!(cells("\u{feff}Prénom,Adresse\nZoé,\"zoe@example.org\"".as_bytes()), expected);
        assert_eq!(cells("Prénom\tAdresse\n Zoé \tzoe@example.org".as_bytes()), expected);
        assert_eq!(cells(b"Pr\xe9nom;Adresse\r\nZo\xe9;zoe@example.org"), expected, "Windows-1252");
        let utf16: Vec<u8> = "\u{feff}Prénom\tAdresse\nZoé\tzoe@example.org".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&utf16), expected, "“Unicode text”");
    }

    #[test]
    fn lines_keep_the_number_that_an_editor_shows() {
        let lines = read(b"a,b\n\n1,\"two\nlines\"\n;;\n3,4\n").unwrap();
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 3, 5, 6]);
        assert_eq!(lines[1].cells, ["1", "two lines"]);
    }

    #[test]
    fn a_title_above_the_headings_does_not_decide_the_delimiter() {
        let file = "Membres du réseau, mis à jour le 3 mars, par Claire\nNom;Adresse\nZoé;zoe@example.org\nAda;ada@example.org\n";
        let lines = cells(file.as_bytes());
        assert_eq!(lines[0], ["Membres du réseau, mis à jour le 3 mars, par Claire"]);
        assert_eq!(
            (lines.len(), lines[1].clone(), lines[3][1].as_str()),
            (4, vec!["Nom".to_owned(), "Adresse".to_owned()], "ada@example.org")
        );
    }

    #[test]
    fn a_long_list_of_addresses_is_read() {
        assert_eq!(read_csv(b"zoe@example.org", 2).unwrap()[0].cells, ["zoe@example.org"]);
        assert_eq!(read_csv(&b"a;b\n".repeat(LINES * 2), LINES * 2).unwrap().len(), LINES * 2);
        assert_eq!(read_csv(b"a\nb\nc", 2).unwrap().len(), 3, "with a heading");
        assert_eq!(read_csv(b"a\nb\nc\nd", 2), Err(TableProblem::TooManyLines(2)));
        assert_eq!(read_csv(b"\n;;\n", 2), Err(TableProblem::Empty));
    }

    #[test]
    fn a_file_that_is_no_table_is_refused() {
        assert_eq!(read(b""), Err(TableProblem::Empty));
        assert_eq!(read(b"Nom;Adresse\n"), Err(TableProblem::Empty));
        assert_eq!(read(b"PK\x03\x04 nothing"), Err(TableProblem::NotATable));
        assert_eq!(read(b"a\0b\nc"), Err(TableProblem::NotATable));
        let long = "a\n".repeat(LINES + TITLE_LINES + 2);
        assert_eq!(read(long.as_bytes()), Err(TableProblem::TooManyLines(LINES as i64)));
    }
}
