//! The log of an online event (Zoom, BigBlueButton, Teams, any table): who was there, for how long. A dry run shows whom it finds among the participants;
//! only then is attendance marked.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::log_table::{LogTable, duration};
use super::{AttendanceMark, HalfDay, half_days, store_presence, upsert};
use crate::agenda::{self, Event};
use crate::audit::{self, AuditAction};
use crate::db::{Conn, Db};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::Validation;
use crate::ids::{EventId, RegistrationId};
use crate::people::names;
use crate::policy::{self, Act, Actor};

/// The minutes from which somebody counts as present, unless the form says otherwise.
const USUAL_LEAST: &str = "15";
/// The most minutes that can be asked for.
const MOST_LEAST: i64 = 24 * 60;

/// The form of the dry run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogInput {
    /// The table that was read from the file, as JSON.
    pub table: String,
    /// The number of the column with addresses, from 0; empty: none.
    pub address: String,
    /// That with names; empty: none.
    pub name: String,
    /// That with durations.
    pub time: String,
    /// The least minutes of who was present.
    pub least: String,
    /// A [`HalfDay`] of the event.
    pub half_day: String,
    /// Not empty: who has a seat and is not found counts as absent, unless they are marked already.
    pub absent: String,
}

/// How a participant was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogMatch {
    Address,
    Name,
}

/// A participant whom the log names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedParticipant {
    pub registration: RegistrationId,
    pub name: String,
    pub by: LogMatch,
    /// The sum of all their rows.
    pub minutes: i64,
    /// Whether that is enough.
    pub is_present: bool,
}

/// Somebody in the log who is not found among the participants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownVisitor {
    /// The name, or the address, as in the log.
    pub name: String,
    pub minutes: i64,
    /// Several participants have this name.
    pub is_ambiguous: bool,
}

/// What a log would mark.
#[derive(Debug, Clone)]
pub struct LogPlan {
    pub event: Event,
    pub half_days: Vec<HalfDay>,
    /// The headings of the table, for the choice of columns.
    pub columns: Vec<String>,
    /// The form, with what was guessed where it was empty.
    pub input: LogInput,
    /// By name.
    pub participants: Vec<LoggedParticipant>,
    pub unknown: Vec<UnknownVisitor>,
    /// The number of people with a seat whom the log does not name.
    pub missing: usize,
}

/// The event of the page on which a log is uploaded, for those who mark its attendance.
///
/// # Errors
/// [`Error::NotFound`] for other actors.
pub async fn log_page(db: &Db, actor: &Actor, slug: &str) -> Result<Event> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = agenda::find(&mut tx, &rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(&rights, Act::SeeRegistrations(&access))?;
    policy::check(&rights, Act::MarkAttendance(&access))?;
    Ok(event)
}

/// Reads a file, and shows what it would mark with the columns that its headings name.
///
/// # Errors
/// [`Error::NotFound`] for actors who do not mark the attendance, before the file is read; [`Error::Invalid`] on `file`.
pub async fn read_log(db: &Db, actor: &Actor, slug: &str, bytes: Vec<u8>) -> Result<LogPlan> {
    let event = log_page(db, actor, slug).await?;
    let read = tokio::task::spawn_blocking(move || LogTable::read(&bytes)).await.map_err(|cause| {
        tracing::error!(%cause, "a log of attendance");
        Error::Internal
    })?;
    let table = read.map_err(|problem| Error::field("file", problem))?;
    let guessed = table.guess();
    let column = |found: Option<usize>| found.map(|at| at.to_string()).unwrap_or_default();
    let input = LogInput {
        address: column(guessed.address),
        name: column(guessed.name),
        time: column(guessed.time),
        least: USUAL_LEAST.to_owned(),
        half_day: half_days(&event).first().map(HalfDay::to_string).unwrap_or_default(),
        absent: String::new(),
        table: table.write()?,
    };
    plan_of(db, &event, &table, input).await
}

/// What the log would mark with these columns.
///
/// # Errors
/// [`Error::NotFound`] for actors who do not mark the attendance; [`Error::Invalid`] with every field to correct, on `file` for a table that was changed.
pub async fn plan_log(db: &Db, actor: &Actor, slug: &str, input: &LogInput) -> Result<LogPlan> {
    let event = log_page(db, actor, slug).await?;
    let table = LogTable::parse(&input.table).map_err(|problem| Error::field("file", problem))?;
    check(&event, &table, input)?;
    plan_of(db, &event, &table, input.clone()).await
}

/// The page of a form that [`plan_log`] or [`apply_log`] refused, without results; `None` if its table can't be read.
///
/// # Errors
/// [`Error::NotFound`] for actors who do not mark the attendance.
pub async fn refused_log(db: &Db, actor: &Actor, slug: &str, input: &LogInput) -> Result<Option<LogPlan>> {
    let event = log_page(db, actor, slug).await?;
    let Ok(table) = LogTable::parse(&input.table) else { return Ok(None) };
    plan_of(db, &event, &table, input.clone()).await.map(Some)
}

/// Marks what [`plan_log`] shows; returns the number of people marked as present.
///
/// # Errors
/// As for [`plan_log`].
pub async fn apply_log(db: &Db, actor: &Actor, slug: &str, input: &LogInput) -> Result<usize> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = agenda::find_locked(&mut tx, &rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(&rights, Act::SeeRegistrations(&access))?;
    policy::check(&rights, Act::MarkAttendance(&access))?;
    let marker = rights.signed_in()?.clone();
    let table = LogTable::parse(&input.table).map_err(|problem| Error::field("file", problem))?;
    let checked = check(&event, &table, input)?;
    let people = participants(&mut tx, &event.id).await?;
    let found = find(&people, &table, &checked);
    let present: Vec<&RegistrationId> =
        found.participants.iter().filter(|found| found.is_present).map(|found| &found.registration).collect();
    let mut changed = 0;
    for person in &people {
        let is_present = present.contains(&&person.id);
        if is_present || checked.absent {
            let mark = AttendanceMark { registration: person.id.as_str(), half_day: checked.half_day, previous: None, present: is_present };
            changed += upsert(&mut tx, &person.id, &mark, &marker).await?;
        }
    }
    if changed > 0 {
        store_presence(&mut tx, Some(&event.id)).await?;
        audit::record(&mut tx, &rights, AuditAction::AttendanceMark, event.id.as_str(), &changed.to_string()).await?;
        tx.commit().await?;
    }
    Ok(present.len())
}

/// The columns and the rule of a dry run, after the checks.
struct CheckedLog {
    address: Option<usize>,
    name: Option<usize>,
    time: usize,
    least: i64,
    half_day: HalfDay,
    absent: bool,
}

fn check(event: &Event, table: &LogTable, input: &LogInput) -> Result<CheckedLog> {
    let mut errors = Validation::default();
    let column = |typed: &str| match typed {
        "" => Ok(None),
        typed => typed.parse().ok().filter(|at| *at < table.columns.len()).map(Some).ok_or(FieldProblem::NotAChoice),
    };
    let address = errors.check("address", column(&input.address));
    let name = errors.check("name", column(&input.name));
    if address.is_none() && name.is_none() && !errors.touches("address") && !errors.touches("name") {
        errors.note("address", FieldProblem::Required);
    }
    let time = errors.check("time", column(&input.time).and_then(|time| time.map(Some).ok_or(FieldProblem::Required)));
    let least = match input.least.trim().parse() {
        Ok(least) if (0..=MOST_LEAST).contains(&least) => Ok(least),
        _ => Err(FieldProblem::NotBetween(0, MOST_LEAST)),
    };
    let least = errors.check("least", least);
    let half_day = HalfDay::parse(&input.half_day).filter(|half_day| half_days(event).contains(half_day));
    let half_day = errors.check("half_day", half_day.map(Some).ok_or(FieldProblem::NotAChoice));
    match (time, half_day) {
        (Some(time), Some(half_day)) => errors.or(CheckedLog { address, name, time, least, half_day, absent: !input.absent.is_empty() }),
        _ => Err(errors.or(()).err().unwrap_or(Error::Internal)),
    }
}

/// The plan of a form; with a field to correct, nobody is found.
async fn plan_of(db: &Db, event: &Event, table: &LogTable, input: LogInput) -> Result<LogPlan> {
    let mut tx = db.read().await?;
    let people = participants(&mut tx, &event.id).await?;
    let found = match check(event, table, &input) {
        Ok(checked) => find(&people, table, &checked),
        Err(_) => FoundVisitors::default(),
    };
    Ok(LogPlan {
        half_days: half_days(event),
        columns: table.columns.clone(),
        missing: people.len() - found.participants.len(),
        event: event.clone(),
        participants: found.participants,
        unknown: found.unknown,
        input,
    })
}

/// Somebody with a seat.
struct SeatHolder {
    id: RegistrationId,
    name: String,
    /// See [`name_key`].
    name_key: String,
    /// The address of the registration, and those that its owner has proved.
    addresses: Vec<String>,
}

/// Everybody with a seat at the event. Two queries.
async fn participants(conn: &mut Conn, event: &EventId) -> Result<Vec<SeatHolder>> {
    let rows: Vec<(RegistrationId, String, String, String)> = sqlx::query_as(
        "SELECT id, given_name, family_name, address_key FROM registration WHERE event = $1 AND state = 'confirmed' ORDER BY sort_name, id",
    )
    .bind(event)
    .fetch_all(&mut *conn)
    .await?;
    let addresses: Vec<(RegistrationId, String)> = sqlx::query_as(
        "SELECT r.id, a.address_key FROM registration r JOIN address a ON a.person = r.person AND a.verified_at IS NOT NULL
          WHERE r.event = $1 AND r.state = 'confirmed'",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    let mut proved: HashMap<RegistrationId, Vec<String>> = HashMap::new();
    for (registration, address) in addresses {
        proved.entry(registration).or_default().push(address);
    }
    let holder = |(id, given_name, family_name, address): (RegistrationId, String, String, String)| {
        let name = names::full(&given_name, &family_name);
        let mut addresses = proved.remove(&id).unwrap_or_default();
        addresses.push(address);
        SeatHolder { name_key: name_key(&name), id, name, addresses }
    };
    Ok(rows.into_iter().map(holder).collect())
}

#[derive(Default)]
struct FoundVisitors {
    participants: Vec<LoggedParticipant>,
    unknown: Vec<UnknownVisitor>,
}

/// Whom the rows of a log name, first by address, then by name.
fn find(people: &[SeatHolder], table: &LogTable, log: &CheckedLog) -> FoundVisitors {
    let by_address: HashMap<&str, usize> =
        people.iter().enumerate().flat_map(|(at, person)| person.addresses.iter().map(move |address| (address.as_str(), at))).collect();
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, person) in people.iter().enumerate().filter(|(_, person)| !person.name_key.is_empty()) {
        by_name.entry(person.name_key.as_str()).or_default().push(at);
    }
    let unit = table.columns.get(log.time).map(String::as_str).unwrap_or_default();
    let mut found: BTreeMap<usize, (LogMatch, i64)> = BTreeMap::new();
    let mut unknown: BTreeMap<String, UnknownVisitor> = BTreeMap::new();
    for row in &table.rows {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default().trim();
        let (address, name, seconds) = (cell(log.address), cell(log.name), duration(cell(Some(log.time)), unit).unwrap_or(0));
        if address.is_empty() && name.is_empty() {
            continue;
        }
        let named = by_name.get(name_key(name).as_str()).map(Vec::as_slice).unwrap_or_default();
        let place = match (by_address.get(names::address_key(address).as_str()), named) {
            (Some(at), _) => Some((*at, LogMatch::Address)),
            (None, [at]) => Some((*at, LogMatch::Name)),
            (None, _) => None,
        };
        match place {
            Some((at, by)) => found.entry(at).or_insert((by, 0)).1 += seconds,
            None => {
                let shown = if name.is_empty() { address } else { name };
                let visitor = UnknownVisitor { name: shown.to_owned(), minutes: 0, is_ambiguous: named.len() > 1 };
                unknown.entry(names::normalize(&format!("{name} {address}"))).or_insert(visitor).minutes += seconds;
            }
        }
    }
    // Rows are summed in seconds: many short ones are not rounded one by one.
    let participant = |(at, (by, seconds)): (usize, (LogMatch, i64))| LoggedParticipant {
        registration: people[at].id.clone(),
        name: people[at].name.clone(),
        by,
        minutes: seconds / 60,
        is_present: seconds / 60 >= log.least,
    };
    let visitor = |visitor: UnknownVisitor| UnknownVisitor { minutes: visitor.minutes / 60, ..visitor };
    FoundVisitors { participants: found.into_iter().map(participant).collect(), unknown: unknown.into_values().map(visitor).collect() }
}

/// The words of a name in one order, without what people add to it: `LOVELACE Ada (CNRS)` is Ada Lovelace.
fn name_key(name: &str) -> String {
    let plain = name.split(['(', '[', '|', '/']).next().unwrap_or_default();
    let plain = plain.split(" - ").next().unwrap_or_default();
    let key = names::normalize(plain);
    let mut words: Vec<&str> = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, name: &str, addresses: &[&str]) -> SeatHolder {
        let addresses = addresses.iter().map(|address| (*address).to_owned()).collect();
        SeatHolder { id: id.into(), name: name.to_owned(), name_key: name_key(name), addresses }
    }

    #[test]
    fn people_are_found_by_address_then_by_name_and_their_rows_are_summed() {
        let people = [
            person("a", "Ada Lovelace", &["ada@cnrs.fr", "ada@home.example"]),
            person("b", "Jean Martin", &["jean@cnrs.fr"]),
            person("c", "Jean Martin", &["jean@inria.fr"]),
            person("d", "Zoé Le Bihan", &["zoe@cnrs.fr"]),
        ];
        let csv = "Meeting ID,123\n\nName (Original Name),User Email,Duration (Minutes)\n\
                   A. L.,ADA@home.example,10\nlovelace ada (CNRS),,7\nJean Martin,,60\nJean MARTIN,jean@inria.fr,5\nLE BIHAN Zoe - IJCLab,,30\nInconnu,,12\n";
        let table = LogTable::read(csv.as_bytes()).unwrap();
        let guessed = table.guess();
        let half_day = HalfDay::parse("2026-11-24 pm").unwrap();
        let log =
            CheckedLog { address: guessed.address, name: guessed.name, time: guessed.time.unwrap(), least: 15, half_day, absent: false };
        let found = find(&people, &table, &log);
        let seen: Vec<_> = found.participants.iter().map(|one| (one.registration.as_str(), one.by, one.minutes, one.is_present)).collect();
        assert_eq!(seen, [("a", LogMatch::Address, 17, true), ("c", LogMatch::Address, 5, false), ("d", LogMatch::Name, 30, true)]);
        let unknown: Vec<_> = found.unknown.iter().map(|one| (one.name.as_str(), one.minutes, one.is_ambiguous)).collect();
        assert_eq!(unknown, [("Inconnu", 12, false), ("Jean Martin", 60, true)]);
    }
}
