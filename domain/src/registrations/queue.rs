//! The queue of an event: who gets a seat, who waits, who moves up.
//!
//! These functions count and decide. Their callers hold the lock on the event's row.

use super::notifications::{self, RegistrationNews};
use super::{PresenceSeats, Registration, presence_seats, presences, record_change, registration_columns, set_state};
use crate::agenda::Event;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::{EventState, Presence, RegistrationState};
use crate::error::{Error, Result};
use crate::ids::{EventId, PersonId, RegistrationId};

/// Gives free seats to the people who wait for them, in order, and tells each by mail. Called by anything that frees or adds seats: a withdrawal, a
/// raised capacity, a postponed event that is published again. The caller holds the lock on the event's row.
///
/// It goes on after registration has closed, until the event starts: a seat that somebody waits for is not left empty. Nobody is moved up in an event
/// that is not published. A person who was moved up and withdraws is never moved up again automatically.
pub async fn promote(tx: &mut Tx, event: &Event) -> Result<Vec<RegistrationId>> {
    if !moves_up(event, tx.now) {
        return Ok(Vec::new());
    }
    let mut promoted = Vec::new();
    for seats in presence_seats(tx, event).await? {
        let count = seats.free().map_or(seats.waiting, |free| free.min(seats.waiting));
        if count == 0 {
            continue;
        }
        for next in first_waiting(tx, &event.id, seats.presence, count).await? {
            set_state(tx, &next.id, RegistrationState::Confirmed, None).await?;
            let next = Registration { state: RegistrationState::Confirmed, ..next };
            notifications::notify(tx, event, &next, RegistrationNews::Promoted, false).await?;
            promoted.push(next.id);
        }
    }
    Ok(promoted)
}

/// Whether the waiting list moves up by itself at `now`. In an event on request, the organisers decide who gets a free seat.
pub(super) fn moves_up(event: &Event, now: Timestamp) -> bool {
    may_give_seats(event, now) && !event.is_on_request()
}

/// Whether anybody can still be given a seat.
pub(super) fn may_give_seats(event: &Event, now: Timestamp) -> bool {
    event.state == EventState::Published && now < event.starts_at
}

/// Applies a change of mode: if one way to take part is left, everyone is moved to it. People with a seat keep it, people who wait keep their queue
/// time. The caller holds the lock, and has checked that there are seats for everyone who has one.
pub(crate) async fn apply_mode(conn: &mut Conn, event: &Event) -> Result<()> {
    let [only] = presences(event.mode) else { return Ok(()) };
    // Also for people who may still confirm or come back: they would otherwise ask for a presence that is no longer offered.
    sqlx::query("UPDATE registration SET presence = $2 WHERE event = $1 AND presence <> $2")
        .bind_all((&event.id, *only))
        .execute(conn)
        .await?;
    Ok(())
}

/// [`enter`]s the queue, or [`request`]s a seat of an event that chooses.
pub(super) async fn enter_or_request(
    tx: &mut Tx,
    event: &Event,
    id: &RegistrationId,
    presence: Presence,
    by: Option<&PersonId>,
) -> Result<()> {
    if event.is_on_request() { request(tx, id, presence, by).await } else { enter(tx, event, id, presence, by).await.map(drop) }
}

/// Asks for a seat. The organisers [decide](super::decide).
pub(super) async fn request(tx: &mut Tx, id: &RegistrationId, presence: Presence, by: Option<&PersonId>) -> Result<()> {
    let now = tx.now;
    sqlx::query(
        "UPDATE registration SET state = 'requested', presence = $2, queued_at = $3, updated_at = $3, decision = NULL WHERE id = $1",
    )
    .bind_all((id, presence, now))
    .execute(&mut **tx)
    .await?;
    record_change(tx, id, RegistrationState::Requested, by).await
}

/// Takes a seat, or the last place in the queue. A newcomer never gets a seat before people who already wait.
pub(super) async fn enter(
    tx: &mut Tx,
    event: &Event,
    id: &RegistrationId,
    presence: Presence,
    by: Option<&PersonId>,
) -> Result<RegistrationState> {
    let mut seats = seats_for(tx, event, presence).await?;
    // Free seats go to the people who wait before anyone else.
    if seats.waiting > 0 && !promote(tx, event).await?.is_empty() {
        seats = seats_for(tx, event, presence).await?;
    }
    let state = if seats.has_seat() { RegistrationState::Confirmed } else { RegistrationState::Waiting };
    let now = tx.now;
    // Strictly after the last in the queue, even within one second or if clocks differ: nobody who was told a place falls behind it.
    let queued_at = match last_queued(tx, &event.id, presence).await? {
        Some(last) if state == RegistrationState::Waiting && last >= now => last.plus(chrono::Duration::seconds(1)),
        _ => now,
    };
    sqlx::query("UPDATE registration SET state = $2, presence = $3, queued_at = $4, updated_at = $5 WHERE id = $1")
        .bind_all((id, state, presence, queued_at, now))
        .execute(&mut **tx)
        .await?;
    record_change(tx, id, state, by).await?;
    Ok(state)
}

/// Records a seat for a person who attended. The event is over, so no seat is counted.
pub(super) async fn record_attendee(tx: &mut Tx, id: &RegistrationId, presence: Presence, by: Option<&PersonId>) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE registration SET state = 'confirmed', presence = $2, queued_at = $3, updated_at = $3 WHERE id = $1")
        .bind_all((id, presence, now))
        .execute(&mut **tx)
        .await?;
    record_change(tx, id, RegistrationState::Confirmed, by).await
}

async fn seats_for(conn: &mut Conn, event: &Event, presence: Presence) -> Result<PresenceSeats> {
    presence_seats(conn, event).await?.into_iter().find(|seats| seats.presence == presence).ok_or(Error::Closed)
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
