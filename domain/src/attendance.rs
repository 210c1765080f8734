//! Attendance, by half-day.

mod half_days;
mod log;
mod log_table;

pub use half_days::{HalfDay, half_days, half_days_between};
pub use log::{LogInput, LogMatch, LogPlan, LoggedParticipant, UnknownVisitor, apply_log, log_page, plan_log, read_log, refused_log};

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::agenda::{self, Event};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::RegistrationState;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::policy::{self, Act, Actor};

/// The attendance form, as sent. It has a box for each half-day of each row, and the marks that the rows showed, so that an empty box means "absent".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttendanceInput {
    /// The columns: a [`HalfDay`] each, in the order of `shown`, separated by commas.
    pub half_days: String,
    /// A row: the registration, a space, and one letter per column: `y` came, `n` did not come, `-` not marked.
    pub shown: Vec<String>,
    /// A ticked box: the registration, a space, the half-day.
    pub present: Vec<String>,
    /// The button pressed: `whole` marks everyone on the list for one half-day, in addition to the ticked boxes.
    pub act: String,
    /// The [`HalfDay`] of `whole`.
    pub whole: String,
}

/// One answer of the form; it borrows the key of the registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct AttendanceMark<'a> {
    registration: &'a str,
    half_day: HalfDay,
    /// The mark the form showed; `None`: not marked.
    previous: Option<bool>,
    present: bool,
}

impl AttendanceInput {
    /// The answers, at most one for each half-day and registration.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `present` for a registration that is not in `states` or comes twice, and for a half-day that the event does not have.
    fn marks(&self, half_days: &[HalfDay], states: &HashMap<RegistrationId, RegistrationState>) -> Result<Vec<AttendanceMark<'_>>> {
        let no_choice = || Error::field("present", FieldProblem::NotAChoice);
        let half_day = |text: &str| HalfDay::parse(text).filter(|half_day| half_days.contains(half_day)).ok_or_else(no_choice);
        let known: HashSet<&str> = states.keys().map(RegistrationId::as_str).collect();
        let registration = |text| known.get(text).copied().ok_or_else(|| Error::field("present", FieldProblem::Unknown));
        let mut columns = Vec::new();
        for text in self.half_days.split(',').filter(|text| !text.is_empty()) {
            let column = half_day(text)?;
            // Each column once: the form has no more columns than the event has half-days.
            if columns.contains(&column) {
                return Err(no_choice());
            }
            columns.push(column);
        }
        let mut ticked = HashSet::new();
        for text in &self.present {
            let (id, text) = text.split_once(' ').unwrap_or((text, ""));
            registration(id)?;
            ticked.insert((id, half_day(text)?));
        }
        let whole = if self.act == "whole" { Some(half_day(&self.whole)?) } else { None };
        let (mut marks, mut rows) = (Vec::new(), HashSet::new());
        for row in &self.shown {
            let (id, shown) = row.split_once(' ').unwrap_or((row, ""));
            registration(id)?;
            if !rows.insert(id) {
                return Err(Error::field("present", FieldProblem::Unknown));
            }
            for (half_day, state) in columns.iter().zip(shown.chars()) {
                let previous = match state {
                    'y' => Some(true),
                    'n' => Some(false),
                    _ => None,
                };
                let present = ticked.remove(&(id, *half_day)) || whole == Some(*half_day);
                marks.push(AttendanceMark { registration: id, half_day: *half_day, previous, present });
            }
        }
        marks.extend(ticked.into_iter().map(|(registration, half_day)| AttendanceMark {
            registration,
            half_day,
            previous: None,
            present: true,
        }));
        Ok(marks)
    }
}

/// Writes the marks of the form that differ from those it showed. A form opened before somebody else marked other people leaves those marks alone.
/// The history entry says how many marks changed.
///
/// # Errors
/// [`Error::NotFound`] for actors who may not read the list, before the form is read; [`Error::Invalid`] on `present` for a registration of another
/// event or a half-day that the event does not have; [`Error::Stale`] if somebody marked here has withdrawn meanwhile. On an error nothing is
/// written.
pub async fn mark(db: &Db, actor: &Actor, slug: &str, input: &AttendanceInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = agenda::find_locked(&mut tx, &rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(&rights, Act::SeeRegistrations(&access))?;
    policy::check(&rights, Act::MarkAttendance(&access))?;
    let marker = rights.signed_in()?.clone();
    let states = states(&mut tx, &event.id).await?;
    let mut changed = 0;
    for mark in input.marks(&half_days(&event), &states)? {
        if mark.previous == Some(mark.present) {
            continue;
        }
        let registration = RegistrationId::from(mark.registration);
        match (states.get(&registration) == Some(&RegistrationState::Confirmed), mark.previous, mark.present) {
            (true, ..) => changed += upsert(&mut tx, &registration, &mark, &marker).await?,
            (false, None, false) => {}
            _ => return Err(Error::Stale),
        }
    }
    if changed > 0 {
        store_presence(&mut tx, Some(&event.id)).await?;
        audit::record(&mut tx, &rights, AuditAction::AttendanceMark, event.id.as_str(), &changed.to_string()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Every mark of an event. One query.
pub(crate) async fn marks(conn: &mut Conn, event: &EventId) -> Result<HashMap<(RegistrationId, String), bool>> {
    let rows: Vec<(RegistrationId, String, i64)> = sqlx::query_as(
        "SELECT a.registration, a.half_day, a.present FROM registration r JOIN attendance a ON a.registration = r.id WHERE r.event = $1",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(registration, half_day, present)| ((registration, half_day), present != 0)).collect())
}

/// The half-days of an event at which a registration was marked present, in order.
pub(crate) async fn attended_half_days(conn: &mut Conn, event: &Event, registration: &RegistrationId) -> Result<Vec<HalfDay>> {
    let marked: Vec<String> = sqlx::query_scalar("SELECT half_day FROM attendance WHERE registration = $1 AND present = 1")
        .bind(registration)
        .fetch_all(conn)
        .await?;
    Ok(half_days(event).into_iter().filter(|half_day| marked.contains(&half_day.to_string())).collect())
}

/// The number of people with a seat who came to at least one half-day.
pub(crate) async fn count_present(conn: &mut Conn, event: &EventId) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM registration WHERE event = $1 AND state = 'confirmed' AND came = 1")
        .bind(event)
        .fetch_one(conn)
        .await?)
}

async fn states(conn: &mut Conn, event: &EventId) -> Result<HashMap<RegistrationId, RegistrationState>> {
    let rows: Vec<(RegistrationId, RegistrationState)> =
        sqlx::query_as("SELECT id, state FROM registration WHERE event = $1").bind(event).fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

async fn upsert(tx: &mut Tx, registration: &RegistrationId, mark: &AttendanceMark<'_>, marker: &PersonId) -> Result<u64> {
    let now = tx.now;
    // A change from "not marked" to "absent" comes from an empty box only. It gives way to a mark that somebody else made meanwhile.
    let statement = if mark.previous.is_none() && !mark.present {
        "INSERT INTO attendance (registration, half_day, present, marked_at, marked_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (registration, half_day) DO NOTHING"
    } else {
        "INSERT INTO attendance (registration, half_day, present, marked_at, marked_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (registration, half_day) DO UPDATE SET present = excluded.present, marked_at = excluded.marked_at, marked_by = excluded.marked_by"
    };
    let upserted = sqlx::query(statement)
        .bind_all((registration, mark.half_day.to_string(), i64::from(mark.present), now, marker))
        .execute(&mut **tx)
        .await?;
    Ok(upserted.rows_affected())
}

/// Stores on each registration whether the person came, for one event or for all.
pub async fn store_presence(conn: &mut Conn, event: Option<&EventId>) -> Result<()> {
    sqlx::query(
        "UPDATE registration SET came = (SELECT MAX(a.present) FROM attendance a WHERE a.registration = registration.id)
          WHERE ($1 = '' OR event = $1) AND id IN (SELECT a.registration FROM attendance a)",
    )
    .bind(event.map_or("", EventId::as_str))
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_one_thing_of_each_registration_and_half_day() {
        let day = HalfDay::parse("2026-11-24 am").unwrap();
        let half_days = [day, HalfDay { is_afternoon: true, ..day }];
        let states = HashMap::from([(RegistrationId::from("r"), RegistrationState::Confirmed)]);
        let marks = |columns: &str, shown: &[&str], present: &[&str]| {
            let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
            let input = AttendanceInput {
                half_days: columns.to_owned(),
                shown: texts(shown),
                present: texts(present),
                ..AttendanceInput::default()
            };
            input.marks(&half_days, &states).map(|marks| marks.len())
        };
        assert_eq!(marks("2026-11-24 am,2026-11-24 pm", &["r yn----------"], &["r 2026-11-24 pm"]), Ok(2));
        assert_eq!(marks("", &["r yn"], &["r 2026-11-24 pm", "r 2026-11-24 pm"]), Ok(1));
        for (columns, shown, present) in [
            ("2026-11-24 am,2026-11-24 am", &["r yy"][..], &[][..]),
            ("2026-11-25 am", &[], &[]),
            ("x", &[], &[]),
            ("", &["r y", "r y"], &[]),
            ("", &["s y"], &[]),
            ("", &[], &["s 2026-11-24 pm"]),
            ("", &[], &["r 2026-11-24 noon"]),
            ("", &[], &["r"]),
        ] {
            assert!(marks(columns, shown, present).is_err(), "{columns:?} {shown:?} {present:?}");
        }
    }
}
