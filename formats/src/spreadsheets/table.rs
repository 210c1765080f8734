//! A table to show on a page, print, and open in a spreadsheet: the same everywhere, in the reader's language.

use words::Language;
use words::numbers::number;
use words::tr;

/// The first cell of a row names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetTable {
    /// Its name in an address: `joins`.
    pub code: &'static str,
    /// Its title, as a sentence.
    pub title: String,
    pub columns: Vec<String>,
    /// Each row has as many cells as there are columns.
    pub rows: Vec<Vec<SheetCell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetCell {
    Text(String),
    /// Text that links to a page of the site.
    Link(String, String),
    /// A number of things or people.
    Count(i64),
    /// A difference from before.
    Change(i64),
    /// A part of a whole.
    Part(i64, i64),
    /// A count too small to be shown.
    Few,
    /// Not known, or not asked for.
    Nothing,
}

impl SheetCell {
    /// The cell as people read it.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Text(text) | Self::Link(text, _) => text.clone(),
            Self::Count(count) => number(language, *count),
            Self::Change(0) => "=".to_owned(),
            Self::Change(change) if *change > 0 => format!("+{}", number(language, *change)),
            // U+2212: screen readers read a hyphen as a dash.
            Self::Change(change) => format!("\u{2212}{}", number(language, -change)),
            Self::Part(part, whole) => percent(language, *part, *whole),
            Self::Few => tr!(language, "spreadsheets-few"),
            Self::Nothing => "–".to_owned(),
        }
    }

    /// Whether it is aligned right, as numbers are.
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Text(_) | Self::Link(..))
    }

    /// The cell for programs: only digits, with the decimal mark of the language.
    fn raw(&self, language: Language) -> String {
        match self {
            Self::Count(count) | Self::Change(count) => count.to_string(),
            Self::Part(part, whole) => {
                let tenths = (part * 2000 + whole).div_euclid(2 * (*whole).max(1));
                let point = if language == Language::Fr { ',' } else { '.' };
                format!("{}{point}{}", tenths / 10, tenths % 10)
            }
            Self::Nothing => String::new(),
            other => other.text(language),
        }
    }
}

/// A share in whole percents. A share above zero is never shown as zero.
pub fn percent(language: Language, part: i64, whole: i64) -> String {
    match (part * 200 + whole).div_euclid(2 * whole.max(1)) {
        0 if part > 0 => tr!(language, "spreadsheets-percent-below-one"),
        value => tr!(language, "spreadsheets-percent", value = value),
    }
}

impl SheetTable {
    /// The table as CSV for spreadsheets in that language. Shares are percents without the sign.
    pub fn csv(&self, language: Language) -> Vec<u8> {
        let rows = self.rows.iter().map(|row| {
            row.iter()
                .map(|cell| match cell {
                    // Not `Change`: its leading minus looks like the start of a formula, but must stay a number here.
                    SheetCell::Text(_) | SheetCell::Link(..) | SheetCell::Few | SheetCell::Nothing => {
                        super::escape_formula(&cell.raw(language)).into_owned()
                    }
                    _ => cell.raw(language),
                })
                .collect::<Vec<_>>()
        });
        super::write(language, &self.columns, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_to_nothing() {
        assert_eq!(percent(Language::Fr, 99, 353), "28\u{202f}%");
        assert_eq!(percent(Language::En, 1, 353), "<1%");
        assert_eq!(percent(Language::En, 0, 0), "0%");
    }

    #[test]
    fn numbers_stay_numbers_in_a_spreadsheet_and_text_stays_text() {
        let row = vec![SheetCell::Text("=1+1".to_owned()), SheetCell::Count(1234), SheetCell::Part(1, 8), SheetCell::Change(-3)];
        let table =
            SheetTable { code: "x", title: String::new(), columns: ["A", "B", "C", "D"].map(str::to_owned).to_vec(), rows: vec![row] };
        let text = |language| String::from_utf8(table.csv(language)).unwrap_or_default();
        assert!(text(Language::Fr).ends_with("'=1+1;1234;12,5;-3\r\n"), "{}", text(Language::Fr));
        assert!(text(Language::En).ends_with("'=1+1,1234,12.5,-3\r\n"), "{}", text(Language::En));
    }
}
