//! Removes the identity of people who registered. The fact of a registration, the kind of organisation and the attendance stay.

use super::notifications::{self, RegistrationNews};
use super::registration_links;
use super::{Registration, lock_event, of_person, queue, registration_columns, set_state};
use crate::agenda::concerns;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::RegistrationState;
use crate::error::Result;
use crate::ids::{EventId, PersonId, RegistrationId};

/// Stops messages to participants for every event in which a person has a seat.
pub(crate) async fn mute_events(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    sqlx::query(concat!(
        "INSERT INTO registration_mute (registration, since) SELECT r.id, $2 FROM registration r WHERE r.state = 'confirmed' AND ",
        of_person!(),
        " ON CONFLICT (registration) DO NOTHING"
    ))
    .bind_all((person, now))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Withdraws a person from every event still to come, or postponed without a date; returns the number of registrations. With `erasing`, the person is
/// told only about events in their calendar, by a mail of which nothing is kept.
pub(crate) async fn withdraw_upcoming(tx: &mut Tx, person: &PersonId, erasing: bool) -> Result<usize> {
    let now = tx.now;
    let events: Vec<EventId> = sqlx::query_scalar(concat!(
        "SELECT DISTINCT r.event FROM registration r JOIN event e ON e.id = r.event
          WHERE ",
        of_person!(),
        " AND r.state IN ('confirmed', 'waiting', 'requested', 'unconfirmed') AND ",
        concerns!(),
        " ORDER BY r.event"
    ))
    .bind_all((person, now))
    .fetch_all(&mut **tx)
    .await?;
    let mut count = 0;
    for event in &events {
        let (event, _) = lock_event(tx, event).await?;
        // All of them are withdrawn before anybody moves up: a person on the list twice must not get their own seat.
        for registration in active_registrations(tx, &event.id, person).await? {
            set_state(tx, &registration.id, RegistrationState::Withdrawn, Some(person)).await?;
            let in_calendar = registration.is_in_calendar(&event);
            if !erasing && registration.counts() {
                notifications::notify(tx, &event, &registration, RegistrationNews::Withdrawn, in_calendar).await?;
            } else if erasing && in_calendar {
                let detached = Registration { person: None, ..registration };
                notifications::notify(tx, &event, &detached, RegistrationNews::Erased, true).await?;
            }
            count += 1;
        }
        queue::promote(tx, &event).await?;
    }
    Ok(count)
}

/// The active or requested registrations of a person for an event.
async fn active_registrations(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Vec<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $2 AND r.state IN ('confirmed', 'waiting', 'requested', 'unconfirmed') AND ",
        of_person!(),
        " ORDER BY r.id"
    ))
    .bind_all((person, event))
    .fetch_all(conn)
    .await?)
}

/// Removes the identity from a person's registrations. Those of their account keep the row of the person, which has no name by then. Those made as a
/// guest get its key in place of the address. Figures thus go on counting one person, whatever they registered for and how.
pub(crate) async fn erase_person(conn: &mut Conn, person: &PersonId) -> Result<u64> {
    let ids: Vec<RegistrationId> =
        sqlx::query_scalar(concat!("SELECT r.id FROM registration r WHERE ", of_person!())).bind(person).fetch_all(&mut *conn).await?;
    let mut count = 0;
    for id in &ids {
        count += erase_identity(conn, id, person).await?;
    }
    Ok(count)
}

/// Removes the identity from one registration. Its address becomes one that nobody can have and that no other registration for the event has.
async fn erase_identity(conn: &mut Conn, id: &RegistrationId, person: &PersonId) -> Result<u64> {
    registration_links::revoke_all(conn, id).await?;
    sqlx::query("DELETE FROM answer WHERE registration = $1").bind(id).execute(&mut *conn).await?;
    let erased = sqlx::query(
        "UPDATE registration SET given_name = '', family_name = '', sort_name = '', address = '', excluded_person = NULL, organisers_note = '',
                address_key = CASE WHEN person IS NULL AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event = registration.event
                                                                                                   AND o.address_key = $2)
                                   THEN $2 ELSE 'erased ' || id END
          WHERE id = $1",
    )
    .bind_all((id, person))
    .execute(conn)
    .await?;
    Ok(erased.rows_affected())
}

/// The size of a batch: other writers wait for as long as one batch takes.
const BATCH: i64 = 500;

/// Removes the identity from one batch of registrations for events that ended before `before` and in an earlier year, together with the link to the
/// account. Returns the number of registrations; 0 means that none is left. Registrations for a postponed event stay: those people wait for its new
/// date. So do those for an event counted by a network that has no snapshot of that year.
pub(crate) async fn erase_past(conn: &mut Conn, before: Timestamp, this_year: i32) -> Result<u64> {
    let ids: Vec<RegistrationId> = sqlx::query_scalar(
        "SELECT r.id FROM event e JOIN registration r ON r.event = e.id
          WHERE r.address <> '' AND e.state <> 'postponed' AND e.ends_at < $1 AND substr(e.starts_local, 1, 4) < $2
            AND NOT EXISTS (SELECT 1 FROM event_network h JOIN network_below b ON b.below = h.network
                             WHERE h.event = e.id AND h.state IN ('lead', 'accepted')
                               AND NOT EXISTS (SELECT 1 FROM frozen_year y
                                                WHERE y.network = b.network AND CAST(y.year AS TEXT) = substr(e.starts_local, 1, 4)))
          ORDER BY r.id LIMIT $3",
    )
    .bind_all((before, this_year.to_string(), BATCH))
    .fetch_all(&mut *conn)
    .await?;
    for id in &ids {
        for statement in [
            "DELETE FROM registration_link WHERE registration = $1",
            "DELETE FROM answer WHERE registration = $1",
            "UPDATE registration_change SET by_person = NULL WHERE registration = $1",
            "UPDATE registration SET person = NULL, excluded_person = NULL, given_name = '', family_name = '', sort_name = '', address = '', organisers_note = '',
                    address_key = 'erased ' || id WHERE id = $1",
        ] {
            sqlx::query(statement).bind(id).execute(&mut *conn).await?;
        }
    }
    Ok(ids.len() as u64)
}
