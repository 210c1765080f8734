//! Checking a certificate by its code: for anybody who has the paper, also years later.

use super::issue::{by_code, certified_half_days, normalize_code, shown_code};
use super::{Certificate, event_by_id, read_half_days, write_half_days};
use crate::agenda::Event;
use crate::attendance::HalfDay;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, InstanceKey};
use crate::enums::{EventState, EventVisibility, NetworkVisibility};
use crate::error::Result;
use crate::ids::{EventId, RegistrationId};
use crate::people::names;

const PURPOSE: &str = "certificate";

/// What a certificate is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateState {
    Valid,
    /// A later certificate says something else.
    Replaced,
    /// Attendance or its hours were corrected since, and nobody asked for a new certificate yet.
    Corrected,
    /// The network took it back.
    Revoked,
}

/// What the page of a code shows.
#[derive(Debug, Clone)]
pub struct CertificateCheck {
    /// In groups of four.
    pub code: String,
    pub state: CertificateState,
    /// The name on it; empty once it is erased.
    pub name: String,
    /// Whether the name that was typed is the one on it; `None`: none was typed.
    pub is_its_name: Option<bool>,
    pub event_title: String,
    /// The event's page, unless it is not public.
    pub event_slug: Option<String>,
    pub network_name: String,
    pub half_days: Vec<(HalfDay, i64)>,
    pub minutes: i64,
    pub issued_at: Timestamp,
}

/// The mark of a name on a certificate. Only this site can make it; letters, accents and spaces that people type otherwise do not count.
pub(super) fn name_mark(key: &InstanceKey, registration: &RegistrationId, name: &str) -> String {
    key.mark(PURPOSE, &format!("{registration}\n{}", names::normalize(name)))
}

/// The code as in the address of its page.
pub fn clean_code(typed: &str) -> String {
    normalize_code(typed)
}

/// The certificate with that code, as it is worth now. `name`: one to compare with that on the certificate; may be empty.
///
/// # Errors
/// [`crate::Error::NotFound`] for a code that no certificate has.
pub async fn verify(db: &Db, code: &str, name: &str) -> Result<CertificateCheck> {
    let key = InstanceKey::of(db).await?;
    let mut tx = db.read().await?;
    let certificate = by_code(&mut tx, &normalize_code(code)).await?;
    let of_event = sqlx::query_scalar("SELECT event FROM registration WHERE id = $1").bind(&certificate.registration);
    let event: EventId = of_event.fetch_one(&mut *tx).await?;
    let event = event_by_id(&mut tx, &event).await?;
    let (network_name, visibility): (String, NetworkVisibility) =
        sqlx::query_as("SELECT name, visibility FROM network WHERE id = $1").bind(&certificate.network).fetch_one(&mut *tx).await?;
    let state = state(&mut tx, &certificate, &event).await?;
    let is_public = event.visibility == EventVisibility::Public && visibility == NetworkVisibility::Public;
    let typed = name.trim().chars().take(crate::fields::LINE).collect::<String>();
    let is_its_name = (!typed.is_empty()).then(|| name_mark(&key, &certificate.registration, &typed) == certificate.name_mark);
    Ok(CertificateCheck {
        code: shown_code(&certificate.code),
        state,
        is_its_name,
        event_slug: is_public.then_some(event.slug),
        network_name,
        half_days: read_half_days(&certificate.half_days),
        minutes: certificate.minutes,
        issued_at: certificate.issued_at,
        name: certificate.name,
        event_title: certificate.event_title,
    })
}

pub(super) async fn state(conn: &mut Conn, certificate: &Certificate, event: &Event) -> Result<CertificateState> {
    if certificate.revoked_at.is_some() {
        return Ok(CertificateState::Revoked);
    }
    if certificate.replaced_at.is_some() {
        return Ok(CertificateState::Replaced);
    }
    let confirmed: Option<i64> = sqlx::query_scalar("SELECT came FROM registration WHERE id = $1 AND state = 'confirmed'")
        .bind(&certificate.registration)
        .fetch_optional(&mut *conn)
        .await?
        .flatten();
    let half_days = certified_half_days(conn, event, &certificate.registration).await?;
    let stands = event.state == EventState::Published && confirmed == Some(1) && write_half_days(&half_days) == certificate.half_days;
    Ok(if stands { CertificateState::Valid } else { CertificateState::Corrected })
}
