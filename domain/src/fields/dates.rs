//! Checks of dates and times of day.

use crate::error::FieldProblem;

/// A date as date inputs send it: `2026-11-24`. The day must exist.
pub fn date(typed: &str) -> Result<String, FieldProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldProblem::Required);
    }
    let parts: Vec<&str> = typed.split('-').collect();
    let [year, month, day] = parts[..] else { return Err(FieldProblem::NotADate) };
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u32>().ok()).flatten()
    };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year), Some(month @ 1..=12), Some(day)) if (1..=days_in(year, month)).contains(&day) => {
            if (1900..=2199).contains(&year) {
                Ok(typed.to_owned())
            } else {
                Err(FieldProblem::DateTooFar)
            }
        }
        _ => Err(FieldProblem::NotADate),
    }
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A [`date`], or nothing.
pub fn optional_date(typed: &str) -> Result<Option<String>, FieldProblem> {
    if typed.trim().is_empty() { Ok(None) } else { date(typed).map(Some) }
}

/// A time of day as time inputs send it: `14:00`. Seconds are dropped.
pub fn time(typed: &str) -> Result<String, FieldProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldProblem::Required);
    }
    let bytes = typed.as_bytes();
    let digits = |at: usize| bytes.get(at).filter(|b| b.is_ascii_digit()).map(|b| u32::from(b - b'0'));
    let pair = |at: usize| Some(digits(at)? * 10 + digits(at + 1)?);
    let shape = bytes.len() == 5 || (bytes.len() == 8 && bytes[5] == b':' && pair(6).is_some_and(|s| s < 60));
    match (pair(0), bytes.get(2), pair(3)) {
        (Some(0..=23), Some(b':'), Some(0..=59)) if shape => Ok(typed[..5].to_owned()),
        _ => Err(FieldProblem::NotATime),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_exist() {
        assert!(date("2028-02-29").is_ok());
        for bad in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "demain"] {
            assert_eq!(date(bad), Err(FieldProblem::NotADate), "{bad}");
        }
        for far in ["0202-11-20", "1899-12-31", "2200-01-01"] {
            assert_eq!(date(far), Err(FieldProblem::DateTooFar), "{far}");
        }
        assert_eq!(time("14:00:59"), Ok("14:00".to_owned()));
        for bad in ["24:00", "14h00", "1:00", "14:60", "é4:00"] {
            assert_eq!(time(bad), Err(FieldProblem::NotATime), "{bad}");
        }
    }
}
