//! The certificates of an event, for the coordinators of its lead: who gets one, all of them at once, taking one back.

use std::collections::HashMap;

use super::issue::{self, Issued, shown_code};
use super::lengths::{self, HalfDayLength};
use super::verify::CertificateState;
use super::{Certificate, certificate_columns, document, is_certified};
use crate::agenda::{self, Event};
use crate::attendance::{self, HalfDay};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, InstanceKey, Tx};
use crate::error::{Error, Result};
use crate::ids::{EventId, RegistrationId};
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};
use crate::rendering;

/// A person who was present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredCertificate {
    pub registration: RegistrationId,
    pub name: String,
    /// What they would be certified now.
    pub minutes: i64,
    /// The code of their current certificate, in groups of four, and what it is worth; `None`: nobody asked for one yet.
    pub issued: Option<(String, CertificateState)>,
}

#[derive(Debug, Clone)]
pub struct CertificateRegister {
    pub event: Event,
    /// Whether certificates can be given: the event took place and is over.
    pub is_open: bool,
    pub lengths: Vec<HalfDayLength>,
    /// Everybody with a seat who was present, by name.
    pub people: Vec<RegisteredCertificate>,
    /// The lead's slug, for its text.
    pub network: String,
}

/// The certificates of an event, for the coordinators of its lead.
///
/// # Errors
/// [`Error::NotFound`] for other actors; [`Error::Forbidden`] for the coordinators of another organiser.
pub async fn register(db: &Db, actor: &Actor, slug: &str) -> Result<CertificateRegister> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, network) = authorize(&mut tx, &rights, slug).await?;
    let lengths = lengths::lengths(&mut tx, &event).await?;
    let minutes = minutes_by_registration(&mut tx, &event, &lengths).await?;
    let certificates = current_of_event(&mut tx, &event.id).await?;
    let mut people = Vec::new();
    for (registration, given_name, family_name) in present(&mut tx, &event.id).await? {
        let issued = match certificates.iter().find(|certificate| certificate.registration == registration) {
            Some(certificate) => {
                let now = minutes.get(&registration).map(|(_, half_days)| half_days.as_str());
                let state = match (certificate.revoked_at, now == Some(certificate.half_days.as_str())) {
                    (Some(_), _) => CertificateState::Revoked,
                    (None, true) => CertificateState::Valid,
                    (None, false) => CertificateState::Corrected,
                };
                Some((shown_code(&certificate.code), state))
            }
            None => None,
        };
        let minutes = minutes.get(&registration).map_or(0, |(minutes, _)| *minutes);
        people.push(RegisteredCertificate { name: names::full(&given_name, &family_name), minutes, issued, registration });
    }
    Ok(CertificateRegister { is_open: is_certified(&event, tx.now), event, lengths, people, network })
}

/// The event and its lead's slug, for those who give its certificates.
pub(super) async fn authorize(tx: &mut Tx, rights: &Rights, slug: &str) -> Result<(Event, String)> {
    let (event, organisers) = agenda::find(tx, rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(rights, Act::SeeRegistrations(&access))?;
    policy::check(rights, Act::EditEvent(&access))?;
    let network = organisers.iter().find(|organiser| organiser.network == event.network).map(|lead| lead.slug.clone());
    Ok((event, network.unwrap_or_default()))
}

/// The minutes of everybody who was present, and their half-days as stored. One query.
async fn minutes_by_registration(
    conn: &mut Conn,
    event: &Event,
    lengths: &[HalfDayLength],
) -> Result<HashMap<RegistrationId, (i64, String)>> {
    let marks = attendance::marks(conn, &event.id).await?;
    let mut found: HashMap<RegistrationId, Vec<(HalfDay, i64)>> = HashMap::new();
    for length in lengths.iter().filter(|length| length.minutes > 0) {
        let half_day = length.half_day.to_string();
        for ((registration, _), _) in marks.iter().filter(|((_, marked), present)| **present && *marked == half_day) {
            found.entry(registration.clone()).or_default().push((length.half_day, length.minutes));
        }
    }
    let sum = |half_days: Vec<(HalfDay, i64)>| (half_days.iter().map(|(_, minutes)| minutes).sum(), super::write_half_days(&half_days));
    Ok(found.into_iter().map(|(registration, half_days)| (registration, sum(half_days))).collect())
}

/// Everybody with a seat who was present and still has a name, by name.
pub(super) async fn present(conn: &mut Conn, event: &EventId) -> Result<Vec<(RegistrationId, String, String)>> {
    Ok(sqlx::query_as(
        "SELECT r.id, r.given_name, r.family_name FROM registration r
          WHERE r.event = $1 AND r.state = 'confirmed' AND r.came = 1 AND r.address <> '' AND r.given_name || r.family_name <> ''
          ORDER BY r.sort_name, r.id",
    )
    .bind(event)
    .fetch_all(conn)
    .await?)
}

async fn current_of_event(conn: &mut Conn, event: &EventId) -> Result<Vec<Certificate>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        certificate_columns!(),
        " FROM certificate c JOIN registration r ON r.id = c.registration WHERE r.event = $1 AND c.replaced_at IS NULL"
    ))
    .bind(event)
    .fetch_all(conn)
    .await?)
}

/// The certificates of everybody who was present, as a ZIP archive; those that were revoked are left out. The export is recorded.
///
/// # Errors
/// As for [`register`]; [`Error::Closed`] before the event is over.
pub async fn archive(db: &Db, actor: &Actor, slug: &str) -> Result<Vec<u8>> {
    let key = InstanceKey::of(db).await?;
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, _) = authorize(&mut tx, &rights, slug).await?;
    if !is_certified(&event, tx.now) {
        return Err(Error::Closed);
    }
    let site = tx.link("/certificates");
    let mut documents = Vec::new();
    for (registration, ..) in present(&mut tx, &event.id).await? {
        match issue::issue(&mut tx, &key, &registration, rights.person()).await {
            Ok(Issued { certificate, network_name, .. }) => {
                // Two people may have one name.
                let name = document::file_name(&event.slug, &certificate.name).replace(".pdf", &format!("-{}.pdf", &certificate.code[..4]));
                documents.push((name, document::of(&certificate, &network_name, &site)));
            }
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let now = tx.now;
    audit::record(&mut tx, &rights, AuditAction::CertificateExport, event.id.as_str(), &documents.len().to_string()).await?;
    tx.commit().await?;
    rendering::pdf_archive(now, documents).await
}

/// Takes back the current certificate of a participant: its page says so, and they get no other one that says the same.
///
/// # Errors
/// As for [`register`]; [`Error::NotFound`] if they have none.
pub async fn revoke(db: &Db, actor: &Actor, slug: &str, registration: &RegistrationId) -> Result<()> {
    set_revoked(db, actor, slug, registration, true).await
}

/// Undoes [`revoke`].
///
/// # Errors
/// As for [`revoke`].
pub async fn restore(db: &Db, actor: &Actor, slug: &str, registration: &RegistrationId) -> Result<()> {
    set_revoked(db, actor, slug, registration, false).await
}

async fn set_revoked(db: &Db, actor: &Actor, slug: &str, registration: &RegistrationId, revokes: bool) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, _) = authorize(&mut tx, &rights, slug).await?;
    let now = tx.now;
    let changed = sqlx::query(
        "UPDATE certificate SET revoked_at = CASE WHEN $3 = 1 THEN COALESCE(revoked_at, $4) END, revoked_by = CASE WHEN $3 = 1 THEN $5 END
          WHERE registration = $2 AND replaced_at IS NULL AND registration IN (SELECT r.id FROM registration r WHERE r.event = $1)",
    )
    .bind_all((&event.id, registration, i64::from(revokes), now, rights.person()))
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::NotFound);
    }
    let action = if revokes { AuditAction::CertificateRevoke } else { AuditAction::CertificateRestore };
    audit::record(&mut tx, &rights, action, registration.as_str(), &event.slug).await?;
    tx.commit().await
}
