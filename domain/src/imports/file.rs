//! What people bring: CSV of any kind that the office writes, or a workbook. Nothing that a file says of its own size is believed.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, Xlsx};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use crate::error::Problem;

/// The most lines that are imported at once.
pub const LINES: usize = 3000;
/// The most columns that are looked at; the others are left out.
const COLUMNS: usize = 40;
/// The most characters that are kept of a cell: more than any field takes, so that the field refuses it.
const CELL: usize = 600;
/// The most text that is kept of all cells together, in MiB: ten times what a full list of members holds.
const KEPT: usize = 4;
/// The most that a workbook may hold once unpacked, in MiB.
const UNPACKED: u64 = 32;
/// The most cells of a workbook that are looked at, those of columns that are left out included.
const CELLS: usize = 500_000;

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the file, as spreadsheets and editors count: from 1.
    pub number: u64,
    /// Its cells, without the spaces around them.
    pub cells: Vec<String>,
}

/// The lines that hold something: the heading first, then at least one. Takes the processor for a while: not for a thread that others
/// wait for.
///
/// # Errors
/// [`Problem::NotATable`], [`Problem::EmptyTable`], [`Problem::TooManyLines`], [`Problem::TooMuchText`].
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let lines = if bytes.starts_with(b"PK\x03\x04") { workbook(bytes)? } else { text(bytes)? };
    if lines.len() < 2 { Err(Problem::EmptyTable) } else { Ok(lines) }
}

/// What is kept of a file while it is read.
#[derive(Default)]
struct Kept {
    lines: Vec<Line>,
    bytes: usize,
}

impl Kept {
    fn keep(&mut self, number: u64, cells: Vec<String>) -> Result<(), Problem> {
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if self.lines.len() > LINES {
            return Err(Problem::TooManyLines(LINES as i64));
        }
        self.bytes += cells.iter().map(String::len).sum::<usize>();
        if self.bytes > KEPT << 20 {
            return Err(Problem::TooMuchText(KEPT as i64));
        }
        self.lines.push(Line { number, cells });
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

fn text(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(Problem::NotATable);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let mut kept = Kept::default();
    for record in reader.records() {
        let record = record.map_err(|_| Problem::NotATable)?;
        let number = record.position().map_or(0, |at| at.line() + blank_lines(&text, at.byte()));
        kept.keep(number, record.iter().take(COLUMNS).map(cell).collect())?;
    }
    Ok(kept.lines)
}

/// The reader of CSV skips blank lines and counts a record from the first of them.
fn blank_lines(text: &str, byte: u64) -> u64 {
    let rest = usize::try_from(byte).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    rest.chars().take_while(|c| matches!(c, '\r' | '\n')).filter(|c| *c == '\n').count() as u64
}

/// By its mark if there is one; else UTF-8; else what Windows writes in western Europe, in which every byte is a letter.
fn decoded(bytes: &[u8]) -> String {
    let encoding = Encoding::for_bom(bytes)
        .map_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }, |(encoding, _)| encoding);
    encoding.decode(bytes).0.into_owned()
}

/// What stands most often between the cells of the heading, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(delimiter, _)| char::from(*delimiter) == c).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // The last of equals: a heading of one column has none, and is read as by commas.
    counts.iter().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

/// The first sheet. Its cells are read one after the other: a workbook of two cells, the first and the last that there can be, stays small.
fn workbook(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    if unpacked(bytes)? > UNPACKED << 20 {
        return Err(Problem::TooMuchText(KEPT as i64));
    }
    let broken = |_| Problem::NotATable;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheet = book.sheet_names().into_iter().next().ok_or(Problem::EmptyTable)?;
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(broken)?;
    let mut kept = Kept::default();
    let mut line = Line { number: 0, cells: Vec::new() };
    let mut read = 0;
    while let Some(next) = reader.next_cell().map_err(broken)? {
        read += 1;
        if read > CELLS {
            return Err(Problem::TooMuchText(KEPT as i64));
        }
        let (row, column) = next.get_position();
        let number = u64::from(row) + 1;
        if number != line.number {
            let done = std::mem::replace(&mut line, Line { number, cells: Vec::new() });
            kept.keep(done.number, done.cells)?;
        }
        let column = column as usize;
        if column < COLUMNS {
            if line.cells.len() <= column {
                line.cells.resize(column + 1, String::new());
            }
            line.cells[column] = value(next.get_value());
        }
    }
    kept.keep(line.number, line.cells)?;
    Ok(kept.lines)
}

/// How much an archive holds, found by unpacking it into nothing.
fn unpacked(bytes: &[u8]) -> Result<u64, Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::NotATable)?;
    let mut total = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| Problem::NotATable)?;
        total += std::io::copy(&mut file.take((UNPACKED << 20) + 1), &mut std::io::sink()).map_err(|_| Problem::NotATable)?;
        if total > UNPACKED << 20 {
            break;
        }
    }
    Ok(total)
}

fn value(value: &DataRef) -> String {
    match value {
        DataRef::DateTime(date) if date.is_datetime() => {
            date.as_datetime().map(|date| date.format("%Y-%m-%d").to_string()).unwrap_or_default()
        }
        DataRef::DateTimeIso(date) => date.chars().take(10).collect(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
        // Lent, and cut before anything is copied: one string of many megabytes may stand in every cell.
        DataRef::SharedString(text) => cell(text),
        DataRef::String(text) => cell(text),
        other => cell(&Data::from(other.clone()).to_string()),
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
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b""), Err(Problem::EmptyTable));
        assert_eq!(read(b"Nom;Adresse\n"), Err(Problem::EmptyTable));
        assert_eq!(read(b"PK\x03\x04 nothing"), Err(Problem::NotATable));
        assert_eq!(read(b"a\0b\nc"), Err(Problem::NotATable));
        let long = "a\n".repeat(LINES + 2);
        assert_eq!(read(long.as_bytes()), Err(Problem::TooManyLines(LINES as i64)));
    }

    /// A workbook of one sheet, with the least that programs write.
    fn written(rows: &str) -> Vec<u8> {
        written_with(rows, "")
    }

    /// The same, with strings that cells share.
    fn written_with(rows: &str, strings: &str) -> Vec<u8> {
        use std::io::Write;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        for (name, text) in [
            (
                "[Content_Types].xml",
                format!(
                    r#"<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>
                       <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    r#"<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>
                       <Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/>
                       <Relationship Id="r3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/styles.xml",
                format!(r#"<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
            ),
            ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}">{strings}</sst>"#)),
            ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#)),
        ] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_is_read_with_its_dates() {
        let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Adresse</t></is></c><c r="B1" t="inlineStr"><is><t>Depuis</t></is></c></row>
                      <row r="3"><c r="A3" t="inlineStr"><is><t>zoe@example.org</t></is></c><c r="B3" s="1"><v>43525</v></c><c r="C3"><v>12</v></c></row>"#;
        let lines = read(&written(rows)).unwrap();
        assert_eq!(lines[0].cells, ["Adresse", "Depuis"]);
        assert_eq!((lines[1].number, lines[1].cells.clone()), (3, ["zoe@example.org", "2019-03-01", "12"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_workbook_that_claims_to_be_huge_stays_small() {
        let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Adresse</t></is></c></row>
                      <row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c><c r="XFD1048576" t="inlineStr"><is><t>y</t></is></c></row>"#;
        let lines = read(&written(rows)).unwrap();
        assert_eq!((lines[1].number, lines[1].cells.as_slice()), (1_048_576, ["x".to_owned()].as_slice()));
    }

    #[test]
    fn a_long_string_that_every_cell_shares_is_cut_in_each_and_all_of_them_are_too_much() {
        let strings = format!("<si><t>{}</t></si>", "é".repeat(1 << 20));
        let rows = |columns: &str| -> String {
            (1..=2000).map(|row| format!(r#"<row r="{row}">{}</row>"#, columns.replace('#', &row.to_string()))).collect()
        };
        let two = r#"<c r="A#" t="s"><v>0</v></c><c r="B#"><v>7</v></c>"#;
        let lines = read(&written_with(&rows(two), &strings)).unwrap();
        assert_eq!((lines.len(), lines[9].cells[0].chars().count(), lines[9].cells[1].as_str()), (2000, CELL, "7"));
        let four = r#"<c r="A#" t="s"><v>0</v></c><c r="B#" t="s"><v>0</v></c><c r="C#" t="s"><v>0</v></c><c r="D#" t="s"><v>0</v></c>"#;
        assert_eq!(read(&written_with(&rows(four), &strings)), Err(Problem::TooMuchText(KEPT as i64)));
        // Each line of text fits, all of them don't.
        let text = "un;deux;trois\n".to_owned() + &format!("{0};{0};{0}\n", "x".repeat(CELL)).repeat(2500);
        assert_eq!(read(text.as_bytes()), Err(Problem::TooMuchText(KEPT as i64)));
    }

    #[test]
    fn a_workbook_that_unpacks_to_much_or_holds_very_many_cells_is_refused() {
        let padding = " ".repeat(33 << 20);
        assert_eq!(read(&written(&padding)), Err(Problem::TooMuchText(KEPT as i64)));
        let row = format!("<row r=\"1\">{}</row>", "<c r=\"ZZ1\"/>".repeat(CELLS + 1));
        assert_eq!(read(&written(&row)), Err(Problem::TooMuchText(KEPT as i64)));
    }
}
