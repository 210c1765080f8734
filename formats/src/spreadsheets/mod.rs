//! Tables for spreadsheets: CSV that opens correctly with a double click and runs no formula.

pub mod read;
mod table;
mod workbook;

pub use table::{SheetCell, SheetTable};
pub use workbook::workbook;

use words::Language;

/// A CSV file (RFC 4180) for spreadsheets in that language: UTF-8 with a byte order mark; cells are separated by `;` in French and by `,`
/// in English. Typed text can't become a formula.
pub fn csv(language: Language, heading: &[String], rows: impl IntoIterator<Item = impl AsRef<[String]>>) -> Vec<u8> {
    let rows = rows.into_iter();
    write(language, heading, rows.map(|row| row.as_ref().iter().map(|cell| escape_formula(cell).into_owned()).collect::<Vec<_>>()))
}

/// [`csv`] of cells that are already escaped. The heading is escaped here: it may contain typed acronyms.
fn write(language: Language, heading: &[String], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let delimiter = match language {
        Language::Fr => b';',
        Language::En => b',',
    };
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    // Writing into memory does not fail.
    let _ = writer.write_record(heading.iter().map(|name| escape_formula(name).into_owned()));
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Puts an apostrophe before a cell that starts like a formula: spreadsheets then show it as text.
fn escape_formula(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_becomes_a_formula_and_never_leaves_its_cell() {
        let rows = [["=HYPERLINK(\"http://x\")".to_owned(), "a;b\n\"c\"".to_owned()], ["+33 5".to_owned(), "é".to_owned()]];
        let file = csv(Language::Fr, &["=1+1".to_owned(), "Région".to_owned()], rows);
        let text = String::from_utf8(file).unwrap_or_default();
        assert_eq!(text, "\u{feff}'=1+1;Région\r\n\"'=HYPERLINK(\"\"http://x\"\")\";\"a;b\n\"\"c\"\"\"\r\n'+33 5;é\r\n");
    }
}
