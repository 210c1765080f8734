//! Checks of form fields, one at a time. The server and the browser use the same ones.

mod characters;
mod dates;

use crate::error::{Error, FieldError, FieldProblem, Result};
use characters::{is_invisible, turns_direction};
pub use dates::{date, optional_date, time};

/// The most characters in a name or a title.
pub const LINE: usize = 200;
/// The most characters in a summary.
pub const SUMMARY: usize = 500;
/// The most characters in a Markdown text.
pub const TEXT: usize = 100_000;
/// The most characters in a plain text of several lines, such as an answer.
pub const ANSWER: usize = 5_000;
/// The most characters in the abstract of a talk. It is less than [`TEXT`] because an event shows the abstracts of all its talks.
pub const ABSTRACT: usize = 10_000;

/// Collects the problems of a form, so that a person reads all of them at once.
#[derive(Debug, Default)]
pub struct Validation(Vec<FieldError>);

impl Validation {
    /// The checked value. On a problem, adds it under `field` and gives the empty value.
    pub fn check<T: Default>(&mut self, field: &str, checked: Result<T, impl Into<FieldProblem>>) -> T {
        checked.unwrap_or_else(|problem| {
            self.note(field, problem.into());
            T::default()
        })
    }

    /// Adds a problem.
    pub fn note(&mut self, field: &str, problem: FieldProblem) {
        self.0.push(FieldError { field: field.to_owned(), problem });
    }

    /// Whether `field` has a problem already.
    pub fn touches(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// The result of another verb. If it is [`Error::Invalid`], adds its problems and gives the empty value.
    ///
    /// # Errors
    /// Any error but [`Error::Invalid`].
    pub fn gather<T: Default>(&mut self, found: Result<T>) -> Result<T> {
        match found {
            Err(Error::Invalid(errors)) => {
                self.0.extend(errors);
                Ok(T::default())
            }
            other => other,
        }
    }

    /// `value`, or [`Error::Invalid`] with all the problems.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.0.is_empty() { Ok(value) } else { Err(Error::Invalid(self.0)) }
    }
}

/// A required single line: trimmed, at most [`LINE`] characters. Control characters inside it become spaces.
pub fn line(typed: &str) -> Result<String, FieldProblem> {
    let line = optional_line(typed)?;
    if line.is_empty() { Err(FieldProblem::Required) } else { Ok(line) }
}

/// A single line that may be empty.
pub fn optional_line(typed: &str) -> Result<String, FieldProblem> {
    let ends_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let plain: String = at_most(LINE, typed.trim())?.chars().map(|c| if ends_line(c) { ' ' } else { c }).collect();
    readable(plain.trim()).map(str::to_owned)
}

/// A short text that may be empty, at most [`SUMMARY`] characters.
pub fn summary(typed: &str) -> Result<String, FieldProblem> {
    let summary = at_most(SUMMARY, typed.trim())?.split_whitespace().collect::<Vec<_>>().join(" ");
    readable(&summary).map(str::to_owned)
}

/// A Markdown text that may be empty, of at most [`TEXT`] characters and limited complexity. Line ends become `\n`, a lone `\r` too, because a mail
/// must not contain one (RFC 5321, 2.3.8). NUL is removed, because PostgreSQL does not store it.
#[cfg(feature = "db")]
pub fn text(typed: &str) -> Result<String, FieldProblem> {
    markdown(TEXT, typed)
}

/// The Markdown [`text`] of one talk, at most [`ABSTRACT`] characters.
#[cfg(feature = "db")]
pub fn abstract_text(typed: &str) -> Result<String, FieldProblem> {
    markdown(ABSTRACT, typed)
}

#[cfg(feature = "db")]
fn markdown(most: usize, typed: &str) -> Result<String, FieldProblem> {
    let text = at_most(most, typed.trim_end())?.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    formats::markdown::check(&text)?;
    Ok(text)
}

/// A plain text of several lines that may be empty: trimmed, at most [`ANSWER`] characters. Line ends become `\n`.
pub fn plain_text(typed: &str) -> Result<String, FieldProblem> {
    let text = at_most(ANSWER, typed.trim())?.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    readable(&text).map(str::to_owned)
}

/// A number of at most twelve digits that may be empty. A comma or a point comes before its decimals; it is given with a point.
pub fn optional_number(typed: &str) -> Result<Option<String>, FieldProblem> {
    let number: String = at_most(LINE, typed.trim())?.chars().filter(|c| !c.is_whitespace()).collect();
    if number.is_empty() {
        return Ok(None);
    }
    let number = number.replace(',', ".");
    let (whole, decimals) = number.split_once('.').unwrap_or((&number, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(digits) && is_digits(decimals) && digits.len() + decimals.len() <= 13 {
        Ok(Some(number))
    } else {
        Err(FieldProblem::NotANumber)
    }
}

/// Refuses text that would look empty or read as something else. Nothing is removed: the author decides.
fn readable(typed: &str) -> Result<&str, FieldProblem> {
    if typed.chars().any(turns_direction) {
        Err(FieldProblem::TurnsDirection)
    } else if !typed.is_empty() && typed.chars().all(is_invisible) {
        Err(FieldProblem::Invisible)
    } else {
        Ok(typed)
    }
}

fn at_most(most: usize, typed: &str) -> Result<&str, FieldProblem> {
    // The length in bytes comes first, so that a text of two megabytes is refused without counting its characters.
    if typed.len() > most * 4 || typed.chars().count() > most { Err(FieldProblem::TooLong(most)) } else { Ok(typed) }
}

/// A slug: 2 to 80 of a–z, 0–9 and hyphens, with a letter or digit at both ends.
pub fn slug(typed: &str) -> Result<String, FieldProblem> {
    let slug = typed.trim();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.is_empty() {
        Err(FieldProblem::Required)
    } else if slug.len() < 2 || slug.len() > 80 || !slug.chars().all(fits) || slug.starts_with('-') || slug.ends_with('-') {
        Err(FieldProblem::NotASlug)
    } else {
        Ok(slug.to_owned())
    }
}

/// An e-mail address: one `@`, something before it, a domain with a dot after it, no spaces, at most 254 octets (RFC 5321, 4.5.3.1.3). Whether it
/// exists is only proved by the mail sent to it.
pub fn address(typed: &str) -> Result<String, FieldProblem> {
    let address = typed.trim();
    if address.is_empty() {
        return Err(FieldProblem::Required);
    }
    let (local, domain) = address.rsplit_once('@').ok_or(FieldProblem::NotAnAddress)?;
    let local_fits = !local.is_empty() && local.len() <= 64 && !local.starts_with('.') && !local.ends_with('.');
    let plain = |c: char| !is_invisible(c) && !"@<>()[]\\,;:\"".contains(c);
    if address.len() <= 254 && local_fits && address.replacen('@', "", 1).chars().all(plain) && self::domain(domain).is_ok() {
        Ok(address.to_owned())
    } else {
        Err(FieldProblem::NotAnAddress)
    }
}

/// A domain such as `cnrs.fr`, in lower case.
pub fn domain(typed: &str) -> Result<String, FieldProblem> {
    let domain = typed.trim().trim_start_matches('@').to_lowercase();
    let label_fits = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if domain.contains('.') && domain.len() <= 253 && domain.split('.').all(label_fits) {
        Ok(domain)
    } else {
        Err(FieldProblem::NotADomain)
    }
}

/// A web address that starts with `https://` or `http://`. No other scheme is ever linked from user input.
pub fn link(typed: &str) -> Result<String, FieldProblem> {
    let link = at_most(2000, typed.trim())?;
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).ok_or(FieldProblem::NotALink)?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !turns_direction(c) && !"<>\"".contains(c);
    if rest.is_empty() || rest.starts_with('/') || !rest.chars().all(plain) { Err(FieldProblem::NotALink) } else { Ok(link.to_owned()) }
}

/// A [`link`], or nothing.
pub fn optional_link(typed: &str) -> Result<String, FieldProblem> {
    if typed.trim().is_empty() { Ok(String::new()) } else { link(typed) }
}

/// A number of seats: 1 to 100,000, or nothing for no limit.
pub fn seats(typed: &str) -> Result<Option<i64>, FieldProblem> {
    const MOST: i64 = 100_000;
    match typed.trim() {
        "" => Ok(None),
        digits => digits.parse().ok().filter(|count| (1..=MOST).contains(count)).map(Some).ok_or(FieldProblem::NotACount(MOST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_refuses_two_megabytes_and_keeps_markup_as_text() {
        assert_eq!(line(&"x".repeat(2_000_000)), Err(FieldProblem::TooLong(LINE)));
        assert_eq!(line(" <script>\u{7} "), Ok("<script> ".trim_end().to_owned()).map(|s: String| s));
        assert_eq!(line("  "), Err(FieldProblem::Required));
    }

    #[test]
    fn a_line_that_nobody_sees_or_that_reads_backwards_is_refused() {
        for invisible in ["\u{200b}", "\u{200d}\u{2060} \u{feff}", "\u{ad}", "\u{3164}", "\u{2800}", "\u{e0041}"] {
            for check in [line, optional_line, summary] {
                assert_eq!(check(invisible), Err(FieldProblem::Invisible), "{invisible:?}");
            }
        }
        for turned in ["Ada \u{202e}ecalevoL", "\u{2066}x\u{2069}", "a\u{202a}", "rapport\u{202e}fdp.exe"] {
            for check in [line, optional_line, summary] {
                assert_eq!(check(turned), Err(FieldProblem::TurnsDirection), "{turned:?}");
            }
        }
        for good in ["نیم\u{200c}فاصله", "👩\u{200d}🔬 Ada", "co\u{ad}opération", "\u{200f}שלום", "❤\u{fe0f}"] {
            assert_eq!(line(good), Ok(good.to_owned()), "{good:?}");
        }
        assert_eq!(line("a\u{2028}b\u{2029}c"), Ok("a b c".to_owned()));
        assert_eq!(optional_line(" "), Ok(String::new()));
    }

    #[test]
    fn an_address_is_checked_as_people_write_it() {
        for good in ["ada@example.org", "a.b+c@sub.example.org", "élodie@université.example"] {
            assert_eq!(address(good), Ok(good.to_owned()), "{good}");
        }
        for bad in [
            "ada",
            "ada@",
            "@example.org",
            "a b@example.org",
            "ada@example",
            "a@b@example.org",
            "a\r\nBcc: x@example.org",
            "ada@-x.org",
            "a\u{200b}da@example.org",
            "ada\u{202e}@example.org",
        ] {
            assert_eq!(address(bad), Err(FieldProblem::NotAnAddress), "{bad}");
        }
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(link("https://example.org/a?b=c").is_ok());
        for bad in ["javascript:alert(1)", "//example.org", "https://", "https://a b", "data:text/html,x", "https://x\"onclick=\""] {
            assert_eq!(link(bad), Err(FieldProblem::NotALink), "{bad}");
        }
    }

    #[test]
    fn seats_are_positive() {
        assert_eq!(seats(""), Ok(None));
        assert_eq!(seats("30"), Ok(Some(30)));
        for bad in ["-3", "0", "many", "9999999"] {
            assert!(seats(bad).is_err(), "{bad}");
        }
    }
}
