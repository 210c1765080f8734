//! The queue of an event: who gets a seat, who waits, who moves up.
//!
//! These functions count and decide: their callers hold the lock on the event's row.

use super::letters::{self, RegistrationNews};
use super::{PresenceSeats, Registration, note_change, presences, registration_columns, rooms, set_state};
use crate::agenda::Event;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::{EventState, Presence, RegistrationState};
use crate::error::{Error, Result};
use crate::ids::{EventId, PersonId, RegistrationId};

/// Gives seats that are free to those who wait for them, in order, and tells each by mail. For whoever frees or adds seats:
/// a withdrawal, a raised capacity, a postponed event that is published again. The caller holds the lock on the event's row.
///
/// It goes on after registration has closed, until the event starts: a seat that somebody waits for is not left empty.
/// Nobody is moved up in an event that is not on. Who was moved up and withdraws is never moved up again by itself.
pub async fn promote(tx: &mut Tx, event: &Event) -> Result<Vec<RegistrationId>> {
    if !moves_up(event, tx.now) {
        return Ok(Vec::new());
    }
    let mut promoted = Vec::new();
    for room in rooms(tx, event).await? {
        let seats = room.free().map_or(room.waiting, |free| free.min(room.waiting));
        if seats == 0 {
            continue;
        }
        for next in first_waiting(tx, &event.id, room.presence, seats).await? {
            set_state(tx, &next.id, RegistrationState::Confirmed, None).await?;
            let next = Registration { state: RegistrationState::Confirmed, ..next };
            letters::write(tx, event, &next, RegistrationNews::Promoted, false).await?;
            promoted.push(next.id);
        }
    }
    Ok(promoted)
}

/// Whether who waits moves up at `now`.
pub(super) fn moves_up(event: &Event, now: Timestamp) -> bool {
    event.state == EventState::Published && now < event.starts_at
}

/// After a change of mode: where there is one way of taking part left, everyone takes part so. Who has a seat keeps it, who waits keeps
/// the hour at which they came. The caller holds the lock, and has checked that there are seats for all who have one.
pub(crate) async fn keep_to_mode(conn: &mut Conn, event: &Event) -> Result<()> {
    let [only] = presences(event.mode) else { return Ok(()) };
    // Those who may still confirm or come back too: they would ask for what is not offered any more.
    sqlx::query("UPDATE registration SET presence = $2 WHERE event = $1 AND presence <> $2")
        .bind_all((&event.id, *only))
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a seat, or the last place in the queue. Who waits comes before who arrives: a newcomer never gets a seat over them.
pub(super) async fn enter(
    tx: &mut Tx,
    event: &Event,
    id: &RegistrationId,
    presence: Presence,
    by: Option<&PersonId>,
) -> Result<RegistrationState> {
    let mut room = room(tx, event, presence).await?;
    // Seats that stand free while people wait are theirs first.
    if room.waiting > 0 && !promote(tx, event).await?.is_empty() {
        room = self::room(tx, event, presence).await?;
    }
    let state = if room.has_seat() { RegistrationState::Confirmed } else { RegistrationState::Waiting };
    let now = tx.now;
    // Strictly after who came before, even within one second or with clocks that differ: nobody who was told a place falls behind it.
    let queued_at = match last_queued(tx, &event.id, presence).await? {
        Some(last) if state == RegistrationState::Waiting && last >= now => last.plus(chrono::Duration::seconds(1)),
        _ => now,
    };
    sqlx::query("UPDATE registration SET state = $2, presence = $3, queued_at = $4, updated_at = $5 WHERE id = $1")
        .bind_all((id, state, presence, queued_at, now))
        .execute(&mut **tx)
        .await?;
    note_change(tx, id, state, by).await?;
    Ok(state)
}

/// A seat after the fact, for who came: the event is over, and nothing is left to count.
pub(super) async fn note_presence(tx: &mut Tx, id: &RegistrationId, presence: Presence, by: Option<&PersonId>) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE registration SET state = 'confirmed', presence = $2, queued_at = $3, updated_at = $3 WHERE id = $1")
        .bind_all((id, presence, now))
        .execute(&mut **tx)
        .await?;
    note_change(tx, id, RegistrationState::Confirmed, by).await
}

async fn room(conn: &mut Conn, event: &Event, presence: Presence) -> Result<PresenceSeats> {
    rooms(conn, event).await?.into_iter().find(|room| room.presence == presence).ok_or(Error::Closed)
}

async fn first_waiting(conn: &mut Conn, event: &EventId, presence: Presence, most: i64) -> Result<Vec<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $1 AND r.state = 'waiting' AND r.presence = $2 ORDER BY r.queued_at, r.id LIMIT $3"
    ))
    .bind_all((event, presence, most))
    .fetch_all(conn)
    .await?)
}

async fn last_queued(conn: &mut Conn, event: &EventId, presence: Presence) -> Result<Option<Timestamp>> {
    Ok(sqlx::query_scalar(
        "SELECT queued_at FROM registration WHERE event = $1 AND state = 'waiting' AND presence = $2 ORDER BY queued_at DESC LIMIT 1",
    )
    .bind_all((event, presence))
    .fetch_optional(conn)
    .await?)
}
