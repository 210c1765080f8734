//! Dates as people write them in a list.

use crate::fields;
use crate::people::names::normalize;

/// A day that a cell names, and how precisely it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrittenDay {
    /// `2019-03-04`.
    pub(super) day: String,
    /// Only the month or the year was written: this is its first day.
    pub(super) is_first: bool,
}

/// Reads `2019-03-04`, `04/03/2019`, `4.3.2019` or `4 mars 2019`. A month or a year (`mars 2019`, `03/2019`, `2019`) gives its first day.
pub(super) fn read(text: &str) -> Option<WrittenDay> {
    let iso_prefix = iso_prefix(text)?;
    let first = ["", "-01-01", "-01"][usize::from(iso_prefix.len() == 4) + 2 * usize::from(iso_prefix.len() == 7)];
    let day = fields::date(&format!("{iso_prefix}{first}")).ok()?;
    Some(WrittenDay { day, is_first: !first.is_empty() })
}

/// Whether the text means that day. A year or a month means each of its days.
pub(super) fn covers(text: &str, day: &str) -> bool {
    iso_prefix(text).is_some_and(|iso_prefix| day.starts_with(&iso_prefix))
}

/// The text as `2019`, `2019-03` or `2019-03-04`.
fn iso_prefix(text: &str) -> Option<String> {
    if let Some(iso_prefix) = with_month_name(text) {
        return Some(iso_prefix);
    }
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

/// Reads `mars 2019`, `sept. 2019`, `1er mars 2019`, `March 4, 2019`.
fn with_month_name(text: &str) -> Option<String> {
    let text = normalize(text);
    let parts: Vec<&str> = text.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [name, year] if is_year(year) => Some(format!("{year}-{:02}", month(name)?)),
        [one, other, year] if is_year(year) => {
            let (month, day) = month(other).map(|month| (month, one)).or_else(|| month(one).map(|month| (month, other)))?;
            let day = ["er", "st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
            let day: u32 = day.parse().ok()?;
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

/// The number of a month, by its name in either language or by an unambiguous prefix of it.
fn month(name: &str) -> Option<usize> {
    const FRENCH: [&str; 12] =
        ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];
    const ENGLISH: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    if name.len() < 3 {
        return None;
    }
    let mut months = (1..=12).filter(|month| FRENCH[month - 1].starts_with(name) || ENGLISH[month - 1].starts_with(name));
    months.next().filter(|_| months.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        read(text).map(|read| read.day)
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, expected, is_first) in [
            ("2019-03-04", "2019-03-04", false),
            ("04/03/2019", "2019-03-04", false),
            ("4.3.2019", "2019-03-04", false),
            ("2019-03-04 00:00:00", "2019-03-04", false),
            ("2019", "2019-01-01", true),
            ("03/2019", "2019-03-01", true),
            ("mars 2019", "2019-03-01", true),
            ("Sept. 2019", "2019-09-01", true),
            ("FÉVR-2019", "2019-02-01", true),
            ("oct 2019", "2019-10-01", true),
            ("1er août 2019", "2019-08-01", false),
            ("4 mars 2019", "2019-03-04", false),
            ("March 4, 2019", "2019-03-04", false),
        ] {
            assert_eq!(read(text), Some(WrittenDay { day: expected.to_owned(), is_first }), "{text}");
        }
        for text in
            ["12/31/2019", "hier", "04/03/19", "2019-02-30", "mars 19", "jui 2019", "ma 2019", "mars", "30 février 2019", "x mars 2019"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_means_each_of_its_days() {
        assert!(covers("2019", "2019-03-04") && covers("03/2019", "2019-03-04") && covers("4.3.2019", "2019-03-04"));
        assert!(covers("mars 2019", "2019-03-04") && !covers("avril 2019", "2019-03-04"));
        assert!(!covers("2019", "2018-12-31") && !covers("2019-04", "2019-03-04") && !covers("", "2019-03-04"));
    }
}
