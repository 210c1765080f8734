//! Tables as an Excel workbook (Office Open XML), one sheet per table. Typed text is stored as text: no formula runs.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{SheetCell, SheetTable};
use crate::FormatError;
use words::Language;

/// A workbook of these tables: numbers as numbers, shares as percents.
///
/// # Errors
/// [`FormatError`].
pub fn workbook(language: Language, tables: &[SheetTable]) -> Result<Vec<u8>, FormatError> {
    write(language, tables).map_err(|cause| FormatError::new("workbook", cause))
}

fn write(language: Language, tables: &[SheetTable]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, percents) = (Format::new().set_bold(), Format::new().set_num_format("0.0 %"));
    for (at, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(at, table))?;
        sheet.write_string(0, 0, &table.title)?;
        for (column, name) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(2, column, name, &bold)?;
        }
        for (row, cells) in (3_u32..).zip(&table.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    SheetCell::Count(count) | SheetCell::Change(count) => sheet.write_number(row, column, *count as f64)?,
                    SheetCell::Part(part, whole) => {
                        sheet.write_number_with_format(row, column, *part as f64 / (*whole).max(1) as f64, &percents)?
                    }
                    SheetCell::Nothing => sheet,
                    text => sheet.write_string(row, column, text.text(language))?,
                };
            }
        }
        sheet.set_column_width(0, 42)?;
        sheet.set_column_range_width(1, 40, 16)?;
        sheet.set_freeze_panes(3, 1)?;
    }
    book.save_to_buffer()
}

/// A sheet's name: unique, at most 31 characters, none of those that Excel refuses.
fn sheet_name(at: usize, table: &SheetTable) -> String {
    let title: String = table.title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(26).collect();
    format!("{} {}", at + 1, title.trim())
}
