//! Who registered is forgotten; that somebody did, from which kind of organisation, and whether they came, stays.

use super::letters::{self, RegistrationNews};
use super::registration_links;
use super::{Registration, lock_event, of_person, queue, registration_columns, set_state};
use crate::agenda::concerns;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::RegistrationState;
use crate::error::Result;
use crate::ids::{EventId, PersonId, RegistrationId};

/// What a person took part in writes to them no more.
pub(crate) async fn silence_events(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    sqlx::query(concat!(
        "INSERT INTO registration_silence (registration, since) SELECT r.id, $2 FROM registration r WHERE r.state = 'confirmed' AND ",
        of_person!(),
        " ON CONFLICT (registration) DO NOTHING"
    ))
    .bind_all((person, now))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives back every seat and every place in a queue that a person has in what is still to come, or was put off without a date; how many.
/// `erasing`: they are told of nothing but of what their calendar holds, by a mail of which nothing stays.
pub(crate) async fn withdraw_coming(tx: &mut Tx, person: &PersonId, erasing: bool) -> Result<usize> {
    let now = tx.now;
    let events: Vec<EventId> = sqlx::query_scalar(concat!(
        "SELECT DISTINCT r.event FROM registration r JOIN event e ON e.id = r.event
          WHERE ",
        of_person!(),
        " AND r.state IN ('confirmed', 'waiting', 'unconfirmed') AND ",
        concerns!(),
        " ORDER BY r.event"
    ))
    .bind_all((person, now))
    .fetch_all(&mut **tx)
    .await?;
    let mut count = 0;
    for event in &events {
        let (event, _) = lock_event(tx, event).await?;
        // All of them before anybody moves up: who is on the list twice does not get their own seat.
        for registration in standing(tx, &event.id, person).await? {
            set_state(tx, &registration.id, RegistrationState::Withdrawn, Some(person)).await?;
            let in_calendar = registration.is_in_calendar(&event);
            if !erasing && registration.counts() {
                letters::write(tx, &event, &registration, RegistrationNews::Withdrawn, in_calendar).await?;
            } else if erasing && in_calendar {
                let nobody = Registration { person: None, ..registration };
                letters::write(tx, &event, &nobody, RegistrationNews::Erased, true).await?;
            }
            count += 1;
        }
        queue::promote(tx, &event).await?;
    }
    Ok(count)
}

/// What a person has for an event, or asked for.
async fn standing(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Vec<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $2 AND r.state IN ('confirmed', 'waiting', 'unconfirmed') AND ",
        of_person!(),
        " ORDER BY r.id"
    ))
    .bind_all((person, event))
    .fetch_all(conn)
    .await?)
}

/// Forgets who made the registrations of a person. The row of the person, which has no name by then, stays on those that had it; those made
/// as a guest get its key in place of their address: figures go on counting one person, whatever they registered for and how.
pub(crate) async fn forget_person(conn: &mut Conn, person: &PersonId) -> Result<u64> {
    let ids: Vec<RegistrationId> =
        sqlx::query_scalar(concat!("SELECT r.id FROM registration r WHERE ", of_person!())).bind(person).fetch_all(&mut *conn).await?;
    let mut count = 0;
    for id in &ids {
        count += forget(conn, id, person).await?;
    }
    Ok(count)
}

/// Forgets who made a registration. Its address becomes one that nobody can have, and that no other registration of its event has.
async fn forget(conn: &mut Conn, id: &RegistrationId, person: &PersonId) -> Result<u64> {
    registration_links::end(conn, id).await?;
    let forgotten = sqlx::query(
        "UPDATE registration SET given_name = '', family_name = '', sort_name = '', address = '', excluded_person = NULL,
                address_key = CASE WHEN person IS NULL AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event = registration.event
                                                                                                   AND o.address_key = $2)
                                   THEN $2 ELSE 'erased ' || id END
          WHERE id = $1",
    )
    .bind_all((id, person))
    .execute(conn)
    .await?;
    Ok(forgotten.rows_affected())
}

/// How many are forgotten at a time: those who write meanwhile wait for that long.
const SOME: i64 = 500;

/// Forgets who registered for what ended before a moment and in an earlier year, and whose account it was: some of them, and how many;
/// none are left when it is none. Nobody is forgotten who waits for the new date of what was put off. Where the figures of a network that counts the event are not kept for that year, nobody is forgotten.
pub(crate) async fn forget_past(conn: &mut Conn, before: Timestamp, this_year: i32) -> Result<u64> {
    let some: Vec<RegistrationId> = sqlx::query_scalar(
        "SELECT r.id FROM event e JOIN registration r ON r.event = e.id
          WHERE r.address <> '' AND e.state <> 'postponed' AND e.ends_at < $1 AND substr(e.starts_local, 1, 4) < $2
            AND NOT EXISTS (SELECT 1 FROM event_network h JOIN network_below b ON b.below = h.network
                             WHERE h.event = e.id AND h.state IN ('lead', 'accepted')
                               AND NOT EXISTS (SELECT 1 FROM frozen_year y
                                                WHERE y.network = b.network AND CAST(y.year AS TEXT) = substr(e.starts_local, 1, 4)))
          ORDER BY r.id LIMIT $3",
    )
    .bind_all((before, this_year.to_string(), SOME))
    .fetch_all(&mut *conn)
    .await?;
    for id in &some {
        for statement in [
            "DELETE FROM registration_link WHERE registration = $1",
            "UPDATE registration_change SET by_person = NULL WHERE registration = $1",
            "UPDATE registration SET person = NULL, excluded_person = NULL, given_name = '', family_name = '', sort_name = '', address = '',
                    address_key = 'erased ' || id WHERE id = $1",
        ] {
            sqlx::query(statement).bind(id).execute(&mut *conn).await?;
        }
    }
    Ok(some.len() as u64)
}
