//! Giving a certificate: the current one if it says what is true now, else a new one.

use super::texts::CertifiedEvent;
use super::{
    AttendedRegistration, Certificate, attended_columns, certificate_columns, current, document, event_by_id, is_certified, lengths, texts,
    verify, write_half_days,
};
use crate::agenda::{self, Event};
use crate::attendance::{self, HalfDay};
use crate::db::{BindAll, Conn, Db, InstanceKey, Tx};
use crate::enums::RegistrationState;
use crate::error::{Error, Result};
use crate::ids::{CertificateId, PersonId, RegistrationId};
use crate::people::names;
use crate::policy::{self, Act, Actor};
use crate::registrations::{of_person, registration_links};
use crate::rendering;
use crate::rng::{self, Secret};

/// The letters and digits of codes: none that looks like another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The length of a code: 80 bits.
const CODE: usize = 16;

/// A certificate as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedCertificate {
    /// Letters, digits and hyphens, with `.pdf`.
    pub file_name: String,
    pub pdf: Vec<u8>,
}

/// The actor's certificate for one of their registrations.
///
/// # Errors
/// [`Error::SignedOut`]; [`Error::NotFound`] for another person's, for an event that is not over or was cancelled, for somebody who was not present, and for
/// one that was revoked.
pub async fn own(db: &Db, actor: &Actor, registration: &RegistrationId) -> Result<IssuedCertificate> {
    let key = InstanceKey::of(db).await?;
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let found: Option<String> = sqlx::query_scalar(concat!("SELECT r.id FROM registration r WHERE r.id = $2 AND ", of_person!()))
        .bind_all((&person, registration))
        .fetch_optional(&mut *tx)
        .await?;
    found.ok_or(Error::NotFound)?;
    let issued = issue(&mut tx, &key, registration, Some(&person)).await?;
    finish(tx, issued).await
}

/// The certificate of the registration that the link of a mail opens.
///
/// # Errors
/// [`Error::LinkOver`] for a link that is unknown or was revoked; else as for [`own`].
pub async fn own_by_link(db: &Db, token: &Secret) -> Result<IssuedCertificate> {
    let key = InstanceKey::of(db).await?;
    let mut tx = db.write().await?;
    let registration = registration_links::registration(&mut tx, token).await?;
    let issued = issue(&mut tx, &key, &registration, None).await?;
    finish(tx, issued).await
}

/// The certificate of a participant, for the coordinators of the event's lead.
///
/// # Errors
/// [`Error::NotFound`] for other actors, and as for [`own`].
pub async fn for_participant(db: &Db, actor: &Actor, slug: &str, registration: &RegistrationId) -> Result<IssuedCertificate> {
    let key = InstanceKey::of(db).await?;
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = agenda::find(&mut tx, &rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(&rights, Act::SeeRegistrations(&access))?;
    policy::check(&rights, Act::EditEvent(&access))?;
    if registration_of(&mut tx, registration).await?.event != event.id {
        return Err(Error::NotFound);
    }
    let issued = issue(&mut tx, &key, registration, rights.person()).await?;
    finish(tx, issued).await
}

async fn finish(tx: Tx, issued: Issued) -> Result<IssuedCertificate> {
    let file_name = document::file_name(&issued.event.slug, &issued.certificate.name);
    let document = document::of(&issued.certificate, &issued.network_name, &tx.link("/certificates"));
    if issued.is_new {
        tx.commit().await?;
    } else {
        drop(tx);
    }
    Ok(IssuedCertificate { file_name, pdf: rendering::pdf(document).await? })
}

/// A certificate, and what its document also needs.
pub(super) struct Issued {
    pub(super) certificate: Certificate,
    pub(super) event: Event,
    pub(super) network_name: String,
    pub(super) is_new: bool,
}

async fn registration_of(conn: &mut Conn, id: &RegistrationId) -> Result<AttendedRegistration> {
    let row = sqlx::query_as(concat!("SELECT ", attended_columns!(), " FROM registration r WHERE r.id = $1"));
    Ok(row.bind(id).fetch_one(conn).await?)
}

/// The half-days at which somebody with a seat was present, with their minutes; empty: there is nothing to certify.
pub(super) async fn certified_half_days(conn: &mut Conn, event: &Event, registration: &RegistrationId) -> Result<Vec<(HalfDay, i64)>> {
    let attended = attendance::attended_half_days(conn, event, registration).await?;
    let lengths = lengths::lengths(conn, event).await?;
    let length = |half_day: &HalfDay| lengths.iter().find(|length| length.half_day == *half_day).map_or(0, |length| length.minutes);
    Ok(attended.iter().map(|half_day| (*half_day, length(half_day))).filter(|(_, minutes)| *minutes > 0).collect())
}

/// The certificate of a registration as things are now. `by`: who asks for it.
///
/// # Errors
/// [`Error::NotFound`] if there is nothing to certify, or if one that says the same was revoked.
pub(super) async fn issue(tx: &mut Tx, key: &InstanceKey, id: &RegistrationId, by: Option<&PersonId>) -> Result<Issued> {
    // Of two requests at once, the second one finds the certificate of the first.
    sqlx::query("UPDATE registration SET updated_at = updated_at WHERE id = $1").bind(id).execute(&mut **tx).await?;
    let registration = registration_of(tx, id).await?;
    let event = event_by_id(tx, &registration.event).await?;
    let name = names::full(&registration.given_name, &registration.family_name);
    let half_days = certified_half_days(tx, &event, id).await?;
    if registration.state != RegistrationState::Confirmed || !is_certified(&event, tx.now) || half_days.is_empty() || name.trim().is_empty()
    {
        return Err(Error::NotFound);
    }
    let text = texts::of_network(tx, &event.network).await?;
    let person = match registration.organisation.as_str() {
        "" => name.clone(),
        organisation => format!("{name} ({organisation})"),
    };
    let minutes = half_days.iter().map(|(_, minutes)| minutes).sum();
    let (certificate_id, secret, now): (CertificateId, _, _) = (tx.new_id(), tx.secret(), tx.now);
    let new = Certificate {
        id: certificate_id,
        code: code_of(&secret),
        registration: id.clone(),
        network: event.network.clone(),
        issued_at: now,
        language: text.language,
        name_mark: verify::name_mark(key, id, &name),
        organisation: registration.organisation,
        event_title: event.title.clone(),
        half_days: write_half_days(&half_days),
        minutes,
        body: texts::fill(&text, &CertifiedEvent::of(&event), &person, minutes),
        signatory: text.signatory.clone(),
        replaced_at: None,
        revoked_at: None,
        name,
    };
    let network_name = text.network_name;
    let is_new = match current(tx, id).await? {
        Some(current) if says_the_same(&current, &new) => {
            if current.revoked_at.is_some() {
                return Err(Error::NotFound);
            }
            return Ok(Issued { certificate: current, event, network_name, is_new: false });
        }
        Some(current) => {
            let replace = sqlx::query("UPDATE certificate SET replaced_at = $2 WHERE id = $1").bind_all((&current.id, now));
            replace.execute(&mut **tx).await?;
            true
        }
        None => true,
    };
    insert(tx, &new, by).await?;
    Ok(Issued { certificate: new, event, network_name, is_new })
}

fn says_the_same(one: &Certificate, other: &Certificate) -> bool {
    let content = |certificate: &Certificate| {
        let Certificate { name, organisation, event_title, half_days, body, signatory, .. } = certificate.clone();
        (name, organisation, event_title, half_days, body, signatory)
    };
    content(one) == content(other)
}

async fn insert(conn: &mut Conn, new: &Certificate, by: Option<&PersonId>) -> Result<()> {
    sqlx::query(
        "INSERT INTO certificate (id, code, registration, network, issued_at, issued_by, language, name, name_mark, organisation, event_title, half_days,
                                  minutes, body, signatory)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind_all((&new.id, &new.code, &new.registration, &new.network, new.issued_at, by, new.language))
    .bind_all((&new.name, &new.name_mark, &new.organisation, &new.event_title, &new.half_days, new.minutes, &new.body, &new.signatory))
    .execute(conn)
    .await?;
    Ok(())
}

/// 80 bits of a secret as letters and digits that people can read and type.
fn code_of(secret: &Secret) -> String {
    let digest = rng::hash(secret.reveal());
    let byte = |at: usize| u8::from_str_radix(&digest[2 * at..2 * at + 2], 16).unwrap_or(0);
    (0..CODE).map(|at| char::from(ALPHABET[usize::from(byte(at) % 32)])).collect()
}

/// The certificate with that code.
pub(super) async fn by_code(conn: &mut Conn, code: &str) -> Result<Certificate> {
    let row = sqlx::query_as(concat!("SELECT ", certificate_columns!(), " FROM certificate c WHERE c.code = $1"));
    Ok(row.bind(code.to_owned()).fetch_one(conn).await?)
}

/// A code as typed, as stored: letters that look like digits count as these.
pub(super) fn normalize_code(typed: &str) -> String {
    let read = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    typed.chars().filter(char::is_ascii_alphanumeric).map(read).take(CODE + 1).collect()
}

/// A code as people read it: in groups of four.
pub(super) fn shown_code(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_how_people_type_it() {
        let code = code_of(&Secret::from_text("a secret"));
        assert_eq!(code.len(), CODE);
        assert_eq!(normalize_code(&shown_code(&code)), code);
        assert_eq!(normalize_code(" abcd-efgh jkmn.0123 "), "ABCDEFGHJKMN0123");
        assert_eq!(normalize_code("oOiIlL"), "001111");
        assert_eq!(normalize_code(&"A".repeat(100_000)).len(), CODE + 1);
    }
}
