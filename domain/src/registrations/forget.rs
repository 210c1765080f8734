//! Who registered is forgotten; that somebody did, from which kind of organisation, and whether they came, stays.

use super::letters::{self, News};
use super::{Registration, load, lock_event, own, queue, set_state};
use crate::clock::Moment;
use crate::codes::RegistrationState;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{EventId, PersonId, RegistrationId};

/// The registrations of a person, and those made as a guest with an address that is theirs, in SQL over `registration r`; `$1`: the person.
macro_rules! of_person {
    () => {
        "(r.person = $1 OR (r.person IS NULL AND r.address_key IN
            (SELECT oa.address_key FROM address oa WHERE oa.person = $1 AND oa.verified_at IS NOT NULL)))"
    };
}
pub(crate) use of_person;

/// Gives back every seat and every place in a queue that a person has in what is still to come. `erasing`: they are told of nothing but
/// of what their calendar holds, by a mail of which nothing stays.
pub(crate) async fn withdraw_coming(tx: &mut Tx, person: &PersonId, erasing: bool) -> Result<usize> {
    let now = tx.now;
    let coming: Vec<(RegistrationId, EventId)> = sqlx::query_as(concat!(
        "SELECT r.id, r.event FROM registration r JOIN event e ON e.id = r.event
          WHERE ",
        of_person!(),
        " AND r.state IN ('confirmed', 'waiting', 'unconfirmed') AND e.ends_at > $2 ORDER BY r.event, r.id"
    ))
    .bind(person)
    .bind(now)
    .fetch_all(&mut **tx)
    .await?;
    for (id, event) in &coming {
        let (event, _) = lock_event(tx, event).await?;
        let registration = load(tx, id).await?;
        if erasing {
            set_state(tx, id, RegistrationState::Withdrawn, Some(person)).await?;
            if registration.is_in_calendar(&event) {
                let nobody = Registration { person: None, ..registration };
                letters::write(tx, &event, &nobody, News::Erased, true).await?;
            }
            queue::promote(tx, &event).await?;
        } else {
            own::end(tx, &event, &registration, Some(person)).await?;
        }
    }
    Ok(coming.len())
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
    sqlx::query("DELETE FROM registration_link WHERE registration = $1").bind(id).execute(&mut *conn).await?;
    let forgotten = sqlx::query(
        "UPDATE registration SET given_name = '', family_name = '', sort_name = '', address = '',
                address_key = CASE WHEN person IS NULL AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event = registration.event
                                                                                                   AND o.address_key = $2)
                                   THEN $2 ELSE 'erased ' || id END
          WHERE id = $1",
    )
    .bind(id)
    .bind(person)
    .execute(conn)
    .await?;
    Ok(forgotten.rows_affected())
}

/// How many are forgotten at a time: those who write meanwhile wait for that long.
const SOME: i64 = 500;

/// Forgets who registered for what ended before a moment and in an earlier year, and whose account it was: some of them, and how many;
/// none are left when it is none. Where the figures of a network that counts the event are not kept for that year, nobody is forgotten.
pub(crate) async fn forget_past(conn: &mut Conn, before: Moment, this_year: i32) -> Result<u64> {
    let some: Vec<RegistrationId> = sqlx::query_scalar(
        "SELECT r.id FROM event e JOIN registration r ON r.event = e.id
          WHERE r.address <> '' AND e.ends_at < $1 AND substr(e.starts_local, 1, 4) < $2
            AND NOT EXISTS (SELECT 1 FROM event_network h JOIN network_below b ON b.below = h.network
                             WHERE h.event = e.id AND h.state IN ('lead', 'accepted')
                               AND NOT EXISTS (SELECT 1 FROM frozen_year y
                                                WHERE y.network = b.network AND CAST(y.year AS TEXT) = substr(e.starts_local, 1, 4)))
          ORDER BY r.id LIMIT $3",
    )
    .bind(before)
    .bind(this_year.to_string())
    .bind(SOME)
    .fetch_all(&mut *conn)
    .await?;
    for id in &some {
        for statement in [
            "DELETE FROM registration_link WHERE registration = $1",
            "UPDATE registration_change SET by_person = NULL WHERE registration = $1",
            "UPDATE registration SET person = NULL, given_name = '', family_name = '', sort_name = '', address = '', address_key = 'erased ' || id
              WHERE id = $1",
        ] {
            sqlx::query(statement).bind(id).execute(&mut *conn).await?;
        }
    }
    Ok(some.len() as u64)
}
