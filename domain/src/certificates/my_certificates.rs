//! What a person attended, year by year: their certificates, and one statement for their employer.

use std::collections::{BTreeMap, HashMap};

use super::issue::{self, Issued, IssuedCertificate, shown_code};
use super::lengths::{self, HalfDayLength};
use super::{attended_columns, document, is_certified};
use crate::agenda::Event;
use crate::clock::Timestamp;
use crate::dates;
use crate::db::{BindAll, Conn, Db, InstanceKey};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::people::names;
use crate::policy::{self, Actor};
use crate::registrations::of_person;
use crate::rendering;
use formats::documents::{Document, DocumentBlock};
use formats::spreadsheets::{SheetCell, SheetTable};
use words::tr;

/// The most events that are looked at.
const MOST: i64 = 500;

/// An event that a person attended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendedEvent {
    pub registration: RegistrationId,
    pub event: Event,
    /// The minutes of the half-days at which they were present.
    pub minutes: i64,
    /// Whether they may have a certificate: it may have been revoked.
    pub is_revoked: bool,
}

/// A year, the latest event first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendedYear {
    pub year: String,
    pub events: Vec<AttendedEvent>,
}

impl AttendedYear {
    /// The sum of its events without those whose certificate was revoked.
    pub fn minutes(&self) -> i64 {
        self.events.iter().filter(|attended| !attended.is_revoked).map(|attended| attended.minutes).sum()
    }
}

/// The events at which the actor was present, by year, the latest first.
///
/// # Errors
/// [`Error::SignedOut`].
pub async fn attended(db: &Db, actor: &Actor) -> Result<Vec<AttendedYear>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let now = tx.now;
    years(&mut tx, &person, now).await
}

/// Five queries.
async fn years(conn: &mut Conn, person: &PersonId, now: Timestamp) -> Result<Vec<AttendedYear>> {
    let rows: Vec<super::AttendedRegistration> = sqlx::query_as(concat!(
        "SELECT ",
        attended_columns!(),
        " FROM registration r JOIN event e ON e.id = r.event WHERE ",
        of_person!(),
        " AND r.state = 'confirmed' AND r.came = 1 AND e.state = 'published' AND e.ends_at <= $2 ORDER BY e.starts_at DESC, r.id LIMIT $3"
    ))
    .bind_all((person, now, MOST))
    .fetch_all(&mut *conn)
    .await?;
    let events: Vec<Event> = sqlx::query_as(concat!(
        "SELECT ",
        crate::event_columns!(),
        " FROM event e WHERE e.id IN (SELECT r.event FROM registration r WHERE r.came = 1 AND ",
        of_person!(),
        ")"
    ))
    .bind(person)
    .fetch_all(&mut *conn)
    .await?;
    let events: HashMap<EventId, Event> = events.into_iter().map(|event| (event.id.clone(), event)).collect();
    let present: Vec<(RegistrationId, String)> = sqlx::query_as(concat!(
        "SELECT a.registration, a.half_day FROM attendance a JOIN registration r ON r.id = a.registration WHERE a.present = 1 AND ",
        of_person!()
    ))
    .bind(person)
    .fetch_all(&mut *conn)
    .await?;
    let typed: Vec<(EventId, String, i64)> = sqlx::query_as(concat!(
        "SELECT h.event, h.half_day, h.minutes FROM half_day_length h WHERE h.event IN (SELECT r.event FROM registration r WHERE r.came = 1 AND ",
        of_person!(),
        ")"
    ))
    .bind(person)
    .fetch_all(&mut *conn)
    .await?;
    let revoked: Vec<RegistrationId> = sqlx::query_scalar(concat!(
        "SELECT c.registration FROM certificate c JOIN registration r ON r.id = c.registration
          WHERE c.replaced_at IS NULL AND c.revoked_at IS NOT NULL AND ",
        of_person!()
    ))
    .bind(person)
    .fetch_all(&mut *conn)
    .await?;
    let mut years: BTreeMap<String, Vec<AttendedEvent>> = BTreeMap::new();
    for row in rows {
        let Some(event) = events.get(&row.event).cloned() else { continue };
        let typed = typed.iter().filter(|(of, ..)| *of == event.id).map(|(_, half_day, minutes)| (half_day.clone(), *minutes)).collect();
        let is_present = |half_day: &HalfDayLength| {
            let half_day = half_day.half_day.to_string();
            present.iter().any(|(registration, marked)| *registration == row.id && *marked == half_day)
        };
        let minutes = lengths::with_typed(&event, &typed).iter().filter(|length| is_present(length)).map(|length| length.minutes).sum();
        if !is_certified(&event, now) || minutes == 0 {
            continue;
        }
        let year = event.starts_local.get(..4).unwrap_or_default().to_owned();
        let is_revoked = revoked.contains(&row.id);
        years.entry(year).or_default().push(AttendedEvent { registration: row.id, event, minutes, is_revoked });
    }
    Ok(years.into_iter().rev().map(|(year, events)| AttendedYear { year, events }).collect())
}

/// The sum of a year for the person's employer: each event with its hours and the code of its certificate, which is given if it was not yet.
///
/// # Errors
/// [`Error::SignedOut`]; [`Error::NotFound`] for a year in which they attended nothing.
pub async fn yearly_statement(db: &Db, actor: &Actor, year: &str, language: Language) -> Result<IssuedCertificate> {
    let key = InstanceKey::of(db).await?;
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let now = tx.now;
    let attended = years(&mut tx, &person, now).await?.into_iter().find(|attended| attended.year == year).ok_or(Error::NotFound)?;
    let (given_name, family_name): (String, String) =
        sqlx::query_as("SELECT given_name, family_name FROM person WHERE id = $1").bind(&person).fetch_one(&mut *tx).await?;
    let name = names::full(&given_name, &family_name);
    let (mut rows, mut total) = (Vec::new(), 0);
    let text = |text: String| SheetCell::Text(text);
    for attended in attended.events.into_iter().rev() {
        let Issued { certificate, event, network_name, .. } = match issue::issue(&mut tx, &key, &attended.registration, Some(&person)).await
        {
            Ok(issued) => issued,
            Err(Error::NotFound) => continue,
            Err(error) => return Err(error),
        };
        total += certificate.minutes;
        rows.push(vec![
            text(event.title),
            text(dates::date_of(language, event.starts_local.get(..10).unwrap_or_default())),
            text(network_name),
            text(dates::duration(language, certificate.minutes)),
            text(shown_code(&certificate.code)),
        ]);
    }
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let site = tx.link("/certificates");
    let table = SheetTable {
        code: "statement",
        title: tr!(language, "certificates-document-statement-events"),
        columns: vec![
            tr!(language, "certificates-document-event"),
            tr!(language, "certificates-document-day"),
            tr!(language, "certificates-document-network"),
            tr!(language, "certificates-document-duration"),
            tr!(language, "certificates-document-code-column"),
        ],
        rows,
    };
    let document = Document {
        language,
        title: tr!(language, "certificates-document-statement-title", year = year),
        subtitle: name.clone(),
        footer: tr!(language, "certificates-document-statement-footer", date = dates::date_of(language, &now.today())),
        blocks: vec![
            DocumentBlock::Sentence(tr!(
                language,
                "certificates-document-statement",
                name = name.as_str(),
                hours = dates::duration(language, total),
                year = year
            )),
            DocumentBlock::Table(table),
            DocumentBlock::Sentence(tr!(language, "certificates-document-statement-check", link = site)),
        ],
    };
    tx.commit().await?;
    let file_name = document::file_name(year, &name);
    Ok(IssuedCertificate { file_name, pdf: rendering::pdf(document).await? })
}
