//! Registrations made as a guest become those of the account that proves their address: at its first sign-in, when an address is added or
//! taken back. From then on they stand in the person's own space and feeds, past and coming.

use super::{Registration, lock_event, queue, registration_columns, set_state};
use crate::codes::RegistrationState;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{EventId, PersonId};

/// A guest's registrations with a proved address of person `$1`, in SQL over `registration`. One that nobody confirmed asks for nothing yet:
/// it is adopted when its link is used.
macro_rules! of_guest {
    ($registration:literal) => {
        concat!(
            "(",
            $registration,
            ".person IS NULL AND ",
            $registration,
            ".state <> 'unconfirmed' AND ",
            $registration,
            ".address_key IN (SELECT ga.address_key FROM address ga WHERE ga.person = $1 AND ga.verified_at IS NOT NULL))"
        )
    };
}

/// Gives a person everything that was registered as a guest with their proved addresses. Where they have several registrations for one
/// event, one stays: a seat before a place in the queue, then the one by which they came, then the one of the account; the other is
/// withdrawn, and its seat goes to who waits. The caller holds the person.
pub(crate) async fn adopt_all(tx: &mut Tx, person: &PersonId) -> Result<()> {
    adopt_single(tx, person).await?;
    for event in events_with_several(tx, person).await? {
        let (event, _) = lock_event(tx, &event).await?;
        let mut all = of_event(tx, &event.id, person).await?;
        if all.is_empty() {
            continue;
        }
        let best = all.remove(0);
        for other in &all {
            release(tx, person, other).await?;
            // The links of its mails lead to the one that stays.
            sqlx::query("UPDATE registration_link SET registration = $2 WHERE registration = $1")
                .bind(&other.id)
                .bind(&best.id)
                .execute(&mut **tx)
                .await?;
        }
        sqlx::query("UPDATE registration SET person = $2 WHERE id = $1").bind(&best.id).bind(person).execute(&mut **tx).await?;
        queue::promote(tx, &event).await?;
    }
    Ok(())
}

/// Those that are the person's only registration for their event: no seat moves, so that no event is locked.
async fn adopt_single(conn: &mut Conn, person: &PersonId) -> Result<()> {
    sqlx::query(concat!(
        "UPDATE registration SET person = $1 WHERE ",
        of_guest!("registration"),
        " AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event = registration.event AND o.id <> registration.id
                             AND (o.person = $1 OR ",
        of_guest!("o"),
        "))"
    ))
    .bind(person)
    .execute(conn)
    .await?;
    Ok(())
}

/// Events for which a guest's registration that counts stands beside another of the same person. In the order in which events are locked.
async fn events_with_several(conn: &mut Conn, person: &PersonId) -> Result<Vec<EventId>> {
    Ok(sqlx::query_scalar(concat!(
        "SELECT DISTINCT g.event FROM registration g WHERE g.state IN ('confirmed', 'waiting') AND ",
        of_guest!("g"),
        " ORDER BY g.event"
    ))
    .bind(person)
    .fetch_all(conn)
    .await?)
}

/// The person's registrations for an event, the best first.
async fn of_event(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Vec<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $2 AND (r.person = $1 OR ",
        of_guest!("r"),
        ") ORDER BY CASE r.state WHEN 'confirmed' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, COALESCE(r.came, -1) DESC,
                    CASE WHEN r.state = 'waiting' THEN r.queued_at ELSE '' END, CASE WHEN r.person = $1 THEN 0 ELSE 1 END, r.id"
    ))
    .bind(person)
    .bind(event)
    .fetch_all(conn)
    .await?)
}

/// Ends the other one, without a mail: its owner keeps their seat.
async fn release(tx: &mut Tx, person: &PersonId, other: &Registration) -> Result<()> {
    // One registration an event bears the person.
    sqlx::query("UPDATE registration SET person = NULL WHERE id = $1").bind(&other.id).execute(&mut **tx).await?;
    if other.counts() { set_state(tx, &other.id, RegistrationState::Withdrawn, Some(person)).await } else { Ok(()) }
}
