//! The query of the figures, as in the address bar.

use chrono::Days;
use serde::{Deserialize, Serialize};

use crate::clock::{self, Timestamp};
use crate::enums::EventKind;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};

/// The query, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FiguresQuery {
    /// A day: members are counted at its end. Empty: the last day of `year`, or today.
    pub on: String,
    /// A year. Empty: that of `on`, or the current one.
    pub year: String,
    /// A kind of organisation: counts its members alone. Only for those who may read the list of members.
    pub organisations: String,
    /// An [`EventKind`]: counts these events alone.
    pub kind: String,
}

/// The query, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ParsedQuery {
    pub(super) on: String,
    pub(super) year: i32,
    pub(super) organisations: String,
    pub(super) kind: Option<EventKind>,
}

impl FiguresQuery {
    /// Parses the query, as of `now`. An unknown choice is ignored.
    ///
    /// # Errors
    /// [`FieldProblem::NotADate`] on `on` or `year`; [`FieldProblem::ToCome`] on them for a date in the future.
    pub(super) fn parse(&self, now: Timestamp) -> Result<ParsedQuery> {
        let mut errors = Validation::default();
        let today = now.today();
        let not_future = |on: Option<String>| if on.as_deref() > Some(&*today) { Err(FieldProblem::ToCome) } else { Ok(on) };
        let not_future_year = |year: Option<i32>| if year > Some(now.year()) { Err(FieldProblem::ToCome) } else { Ok(year) };
        let on = errors.check("on", fields::optional_date(&self.on).and_then(not_future));
        let year = errors.check("year", year(&self.year).and_then(not_future_year));
        let year = year.or_else(|| on.as_deref().and_then(year_of)).unwrap_or_else(|| now.year());
        let on = on.unwrap_or_else(|| if year == now.year() { today } else { last_day(year) });
        let kind = EventKind::parse(&self.kind).ok();
        errors.or(ParsedQuery { on, year, organisations: self.organisations.clone(), kind })
    }
}

/// A year as typed; `None` if nothing was.
pub(super) fn year(typed: &str) -> Result<Option<i32>, FieldProblem> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().ok().filter(|year| (1900..=2199).contains(year)).map(Some).ok_or(FieldProblem::DateTooFar),
    }
}

fn year_of(day: &str) -> Option<i32> {
    day.get(..4)?.parse().ok()
}

/// The last day of a year, as stored text.
pub(super) fn last_day(year: i32) -> String {
    format!("{year}-12-31")
}

/// The first moment after a day, in the instance's time zone.
pub(super) fn end_of(day: &str) -> Result<Timestamp> {
    let next = clock::date(day).ok().and_then(|day| day.checked_add_days(Days::new(1)));
    let midnight = next.and_then(|day| day.and_hms_opt(0, 0, 0)).ok_or(Error::Internal)?;
    clock::moment(midnight, clock::HOME).map_err(|_| Error::Internal)
}

/// The first moment of a year and the first one after it, in the instance's time zone.
pub(super) fn span_of(year: i32) -> Result<(Timestamp, Timestamp)> {
    Ok((end_of(&last_day(year - 1))?, end_of(&last_day(year))?))
}
