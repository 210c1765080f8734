//! Certificates of attendance (*attestations de présence*): for people who were present, with the hours of each half-day, in the name of the network
//! that leads the event. Each has a code, by which anybody who has the paper can check it, also years later.
//!
//! What a certificate says never changes: where attendance, hours, name or text are others by now, the next one has another code, and the page of the
//! old one says so. With the registration, its name is erased; a keyed hash of it stays, so that a name can still be compared.

mod document;
mod issue;
mod lengths;
mod mails;
mod my_certificates;
mod register;
mod texts;
mod verify;

pub use issue::{IssuedCertificate, for_participant, own, own_by_link};
pub use lengths::{HalfDayLength, LengthsInput, set_lengths};
pub use mails::send_all;
pub use my_certificates::{AttendedEvent, AttendedYear, attended, yearly_statement};
pub use register::{CertificateRegister, RegisteredCertificate, archive, register, restore, revoke};
pub use texts::{CertificateText, CertificateTextForm, CertificateTextInput, edit_text, sample, text_form};
pub use verify::{CertificateCheck, CertificateState, clean_code, verify};

use crate::agenda::Event;
use crate::attendance::HalfDay;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::enums::{EventState, Language, RegistrationState};
use crate::error::Result;
use crate::ids::{CertificateId, EventId, NetworkId, PersonId, RegistrationId};

/// A certificate as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
struct Certificate {
    id: CertificateId,
    code: String,
    registration: RegistrationId,
    network: NetworkId,
    issued_at: Timestamp,
    language: Language,
    /// Empty once erased.
    name: String,
    name_mark: String,
    organisation: String,
    event_title: String,
    /// See [`write_half_days`].
    half_days: String,
    minutes: i64,
    /// Markdown; empty once erased.
    body: String,
    signatory: String,
    replaced_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
}

/// The columns of a [`Certificate`], over `certificate c`.
macro_rules! certificate_columns {
    () => {
        "c.id, c.code, c.registration, c.network, c.issued_at, c.language, c.name, c.name_mark, c.organisation, c.event_title, c.half_days, c.minutes, \
         c.body, c.signatory, c.replaced_at, c.revoked_at"
    };
}
use certificate_columns;

/// A registration as a certificate needs it.
#[derive(Debug, Clone, sqlx::FromRow)]
struct AttendedRegistration {
    id: RegistrationId,
    event: EventId,
    person: Option<PersonId>,
    given_name: String,
    family_name: String,
    organisation: String,
    address: String,
    language: Language,
    state: RegistrationState,
}

/// The columns of an [`AttendedRegistration`], over `registration r`.
macro_rules! attended_columns {
    () => {
        "r.id, r.event, r.person, r.given_name, r.family_name, r.organisation, r.address, r.language, r.state"
    };
}
use attended_columns;

/// Whether certificates are given for an event at that time: it took place, and is over.
fn is_certified(event: &Event, now: Timestamp) -> bool {
    event.state == EventState::Published && event.is_past(now)
}

async fn event_by_id(conn: &mut Conn, id: &EventId) -> Result<Event> {
    let row = sqlx::query_as(concat!("SELECT ", crate::event_columns!(), " FROM event e WHERE e.id = $1"));
    Ok(row.bind(id).fetch_one(conn).await?)
}

/// Half-days with their minutes, as stored: `2026-11-24 am 210`, one a line.
fn write_half_days(half_days: &[(HalfDay, i64)]) -> String {
    half_days.iter().map(|(half_day, minutes)| format!("{half_day} {minutes}")).collect::<Vec<_>>().join("\n")
}

/// Reads what [`write_half_days`] wrote.
fn read_half_days(stored: &str) -> Vec<(HalfDay, i64)> {
    let line = |line: &str| {
        let (half_day, minutes) = line.rsplit_once(' ')?;
        Some((HalfDay::parse(half_day)?, minutes.parse().ok()?))
    };
    stored.lines().filter_map(line).collect()
}

/// Erases what certificates say about people whose registration has lost its name. They can still be checked.
pub(crate) async fn erase_with_registrations(tx: &mut Tx) -> Result<()> {
    sqlx::query(
        "UPDATE certificate SET name = '', organisation = '', body = ''
          WHERE name <> '' AND registration IN (SELECT r.id FROM registration r WHERE r.address = '')",
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes a person's name off the certificates that they issued.
pub(crate) async fn erase_issuer(conn: &mut Conn, person: &PersonId) -> Result<()> {
    for statement in
        ["UPDATE certificate SET issued_by = NULL WHERE issued_by = $1", "UPDATE certificate SET revoked_by = NULL WHERE revoked_by = $1"]
    {
        sqlx::query(statement).bind(person).execute(&mut *conn).await?;
    }
    Ok(())
}

/// The current certificate of a registration, revoked or not.
async fn current(conn: &mut Conn, registration: &RegistrationId) -> Result<Option<Certificate>> {
    let found = sqlx::query_as(concat!(
        "SELECT ",
        certificate_columns!(),
        " FROM certificate c WHERE c.registration = $1 AND c.replaced_at IS NULL"
    ));
    Ok(found.bind(registration).fetch_optional(conn).await?)
}
