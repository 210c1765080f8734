//! Workbooks. The size that a workbook declares is never trusted.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, Xlsx};

use super::{COLUMNS, FileLine, FileLines, KEPT, TableProblem, cell};

/// The maximum unpacked size of a workbook, in MiB.
const UNPACKED: u64 = 32;
/// The most cells of a workbook that are read, including those of columns that are left out.
const CELLS: usize = 500_000;

/// The first sheet. Its cells are read one by one: a workbook with only the first and the last possible cell takes little memory.
pub(super) fn read(bytes: &[u8], mut kept: FileLines) -> Result<Vec<FileLine>, TableProblem> {
    if unpacked(bytes)? > UNPACKED << 20 {
        return Err(TableProblem::TooMuchText(KEPT as i64));
    }
    let broken = |_| TableProblem::NotATable;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheet = book.sheet_names().into_iter().next().ok_or(TableProblem::Empty)?;
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(broken)?;
    let mut line = FileLine { number: 0, cells: Vec::new() };
    let mut read = 0;
    while let Some(next) = reader.next_cell().map_err(broken)? {
        read += 1;
        if read > CELLS {
            return Err(TableProblem::TooMuchText(KEPT as i64));
        }
        let (row, column) = next.get_position();
        let number = u64::from(row) + 1;
        if number != line.number {
            let done = std::mem::replace(&mut line, FileLine { number, cells: Vec::new() });
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

/// The unpacked size of an archive, found by unpacking it without keeping the output.
fn unpacked(bytes: &[u8]) -> Result<u64, TableProblem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableProblem::NotATable)?;
    let mut total = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| TableProblem::NotATable)?;
        total += std::io::copy(&mut file.take((UNPACKED << 20) + 1), &mut std::io::sink()).map_err(|_| TableProblem::NotATable)?;
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
        // Borrowed, and cut before anything is copied: one string of many megabytes may be shared by every cell.
        DataRef::SharedString(text) => cell(text),
        DataRef::String(text) => cell(text),
        other => cell(&Data::from(other.clone()).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CELL, read};
    use super::*;

    /// A workbook of one sheet, with the minimum that programs write.
    fn written(rows: &str) -> Vec<u8> {
        written_with(rows, "")
    }

    /// As [`written`], with shared strings.
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
    fn a_long_shared_string_is_cut_in_each_cell_and_counted_in_each() {
        let strings = format!("<si><t>{}</t></si>", "é".repeat(1 << 20));
        let rows = |columns: &str| -> String {
            (1..=2000).map(|row| format!(r#"<row r="{row}">{}</row>"#, columns.replace('#', &row.to_string()))).collect()
        };
        let two = r#"<c r="A#" t="s"><v>0</v></c><c r="B#"><v>7</v></c>"#;
        let lines = read(&written_with(&rows(two), &strings)).unwrap();
        assert_eq!((lines.len(), lines[9].cells[0].chars().count(), lines[9].cells[1].as_str()), (2000, CELL, "7"));
        let four = r#"<c r="A#" t="s"><v>0</v></c><c r="B#" t="s"><v>0</v></c><c r="C#" t="s"><v>0</v></c><c r="D#" t="s"><v>0</v></c>"#;
        assert_eq!(read(&written_with(&rows(four), &strings)), Err(TableProblem::TooMuchText(KEPT as i64)));
        // Each line of text fits, but not all together.
        let text = "un;deux;trois\n".to_owned() + &format!("{0};{0};{0}\n", "x".repeat(CELL)).repeat(2500);
        assert_eq!(read(text.as_bytes()), Err(TableProblem::TooMuchText(KEPT as i64)));
    }

    #[test]
    fn a_workbook_that_unpacks_to_much_or_holds_very_many_cells_is_refused() {
        let padding = " ".repeat(33 << 20);
        assert_eq!(read(&written(&padding)), Err(TableProblem::TooMuchText(KEPT as i64)));
        let row = format!("<row r=\"1\">{}</row>", "<c r=\"ZZ1\"/>".repeat(CELLS + 1));
        assert_eq!(read(&written(&row)), Err(TableProblem::TooMuchText(KEPT as i64)));
    }
}
