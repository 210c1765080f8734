//! Choosing among requests: the organisers decide and change their minds as long as they like, and nobody learns anything before they send.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::letters::stored_letters;
use super::list::{begin_edit, find_in_event};
use super::notifications;
use super::{Registration, answers, place, presence_seats, queue, registration_columns, set_state};
use crate::agenda::Event;
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx, placeholders};
use crate::enums::{Presence, RegistrationDecision, RegistrationState};
use crate::error::{Error, FieldProblem, Result};
use crate::fields;
use crate::ids::{EventId, RegistrationId};
use crate::policy::{Actor, Rights};

/// The most requests that one form decides.
const MOST_AT_ONCE: usize = 2_000;

/// The requests that a button decides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    /// The keys of the registrations whose box is ticked.
    pub chosen: Vec<String>,
    /// A [`RegistrationDecision`]; `none` takes back what was decided and not sent.
    pub decision: String,
}

/// What is decided and waits to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PendingDecisions {
    pub accepted: i64,
    pub waiting: i64,
    pub declined: i64,
    /// Requests that nobody has decided.
    pub undecided: i64,
}

impl PendingDecisions {
    /// The number of letters that would leave.
    pub fn to_send(&self) -> i64 {
        self.accepted + self.waiting + self.declined
    }
}

/// Decides requests, for coordinators of the lead network. A person who waits or was declined can be decided anew; one with a seat keeps it. Returns how
/// many were decided.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for ending a registration; [`Error::Invalid`] on `decision`, and on `chosen` if nobody was ticked.
pub async fn decide(db: &Db, actor: &Actor, slug: &str, input: &DecisionInput) -> Result<u64> {
    let (mut tx, rights, event) = begin_edit(db, actor, slug).await?;
    let decision = match input.decision.as_str() {
        "none" => None,
        code => Some(RegistrationDecision::parse(code).map_err(|problem| Error::field("decision", problem))?),
    };
    if input.chosen.is_empty() {
        return Err(Error::field("chosen", FieldProblem::Required));
    }
    if input.chosen.len() > MOST_AT_ONCE {
        return Err(Error::field("chosen", FieldProblem::TooMany(MOST_AT_ONCE)));
    }
    let mut decided = 0;
    for chosen in input.chosen.chunks(500) {
        let sql = format!(
            "UPDATE registration SET decision = $1 WHERE event = $2 AND state IN ('requested', 'waiting', 'declined') AND id IN ({})",
            placeholders(3, chosen.len())
        );
        let mut statement = sqlx::query(sqlx::AssertSqlSafe(sql)).bind_all((decision.map(RegistrationDecision::code), &event.id));
        for id in chosen {
            statement = statement.bind(id);
        }
        decided += statement.execute(&mut *tx).await?.rows_affected();
    }
    audit::record(&mut tx, &rights, AuditAction::RegistrationDecide, event.id.as_str(), &decided.to_string()).await?;
    tx.commit().await?;
    Ok(decided)
}

/// Writes the note of the organisers about a registration: the person reads it only in their own data.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for ending a registration; [`Error::Invalid`] on `note`.
pub async fn write_note(db: &Db, actor: &Actor, slug: &str, id: &RegistrationId, note: &str) -> Result<()> {
    let (mut tx, _, event) = begin_edit(db, actor, slug).await?;
    find_in_event(&mut tx, &event, id).await?;
    let note = fields::plain_text(note).map_err(|problem| Error::field("note", problem))?;
    sqlx::query("UPDATE registration SET organisers_note = $2 WHERE id = $1").bind_all((id, note)).execute(&mut *tx).await?;
    tx.commit().await
}

/// The decision of each registration that has one or a note, and the note. One query.
pub(super) async fn decisions(conn: &mut Conn, event: &EventId) -> Result<HashMap<RegistrationId, (Option<RegistrationDecision>, String)>> {
    let rows: Vec<(RegistrationId, Option<RegistrationDecision>, String)> = sqlx::query_as(
        "SELECT id, decision, organisers_note FROM registration WHERE event = $1 AND (decision IS NOT NULL OR organisers_note <> '')",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, decision, note)| (id, (decision, note))).collect())
}

/// What waits to be sent. One query.
pub(super) async fn pending(conn: &mut Conn, event: &EventId) -> Result<PendingDecisions> {
    let rows: Vec<(Option<RegistrationDecision>, i64)> = sqlx::query_as(
        "SELECT decision, COUNT(*) FROM registration
          WHERE event = $1 AND (state = 'requested' OR (decision IS NOT NULL AND state IN ('waiting', 'declined'))) GROUP BY decision",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    let mut pending = PendingDecisions::default();
    for (decision, count) in rows {
        match decision {
            Some(RegistrationDecision::Accepted) => pending.accepted = count,
            Some(RegistrationDecision::Waiting) => pending.waiting = count,
            Some(RegistrationDecision::Declined) => pending.declined = count,
            None => pending.undecided = count,
        }
    }
    Ok(pending)
}

/// Sends every decision: each person learns theirs by a letter, and it holds from then on. All of them or none.
///
/// # Errors
/// [`Error::Closed`] unless the event is published and to come; [`Error::Invalid`] on `decisions`: more are accepted than there are seats or places of a
/// choice. Nothing was sent then.
pub async fn send_decisions(db: &Db, actor: &Actor, slug: &str) -> Result<PendingDecisions> {
    let (mut tx, rights, event) = begin_edit(db, actor, slug).await?;
    if !queue::may_give_seats(&event, tx.now) {
        return Err(Error::Closed);
    }
    let pending = pending(&mut tx, &event.id).await?;
    let decided = decided(&mut tx, &event.id).await?;
    check_seats(&mut tx, &event, &decided).await?;
    let letters = stored_letters(&mut tx, &event.id).await?;
    for decision in [RegistrationDecision::Accepted, RegistrationDecision::Waiting, RegistrationDecision::Declined] {
        for registration in decided.iter().filter(|(_, of)| *of == decision).map(|(registration, _)| registration) {
            apply(&mut tx, &event, registration, decision, letters.of(decision), &rights).await?;
        }
    }
    answers::check_choices(&mut tx, &event.id).await?;
    audit::record(&mut tx, &rights, AuditAction::RegistrationSendDecisions, event.id.as_str(), &pending.to_send().to_string()).await?;
    tx.commit().await?;
    Ok(pending)
}

async fn apply(
    tx: &mut Tx,
    event: &Event,
    registration: &Registration,
    decision: RegistrationDecision,
    letter: &str,
    rights: &Rights,
) -> Result<()> {
    let state = match decision {
        RegistrationDecision::Accepted => RegistrationState::Confirmed,
        RegistrationDecision::Waiting => RegistrationState::Waiting,
        RegistrationDecision::Declined => RegistrationState::Declined,
    };
    sqlx::query("UPDATE registration SET decision = NULL WHERE id = $1").bind(&registration.id).execute(&mut **tx).await?;
    if registration.state == state {
        return Ok(());
    }
    set_state(tx, &registration.id, state, rights.person()).await?;
    let registration = Registration { state, ..registration.clone() };
    let place = match decision {
        RegistrationDecision::Waiting => Some(place(tx, &registration).await?),
        _ => None,
    };
    notifications::notify_decision(tx, event, &registration, decision, place, letter).await
}

/// Refuses more accepted people than there are seats, by presence.
async fn check_seats(conn: &mut Conn, event: &Event, decided: &[(Registration, RegistrationDecision)]) -> Result<()> {
    let accepted = |presence: Presence| {
        let count =
            decided.iter().filter(|(row, decision)| *decision == RegistrationDecision::Accepted && row.presence == presence).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    };
    for seats in presence_seats(conn, event).await? {
        if let Some(free) = seats.free().filter(|free| *free < accepted(seats.presence)) {
            return Err(Error::field("decisions", FieldProblem::SeatsLeft(free)));
        }
    }
    Ok(())
}

async fn decided(conn: &mut Conn, event: &EventId) -> Result<Vec<(Registration, RegistrationDecision)>> {
    let rows: Vec<Registration> = sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $1 AND r.decision IS NOT NULL AND r.state IN ('requested', 'waiting', 'declined')
          ORDER BY r.queued_at, r.id"
    ))
    .bind(event)
    .fetch_all(&mut *conn)
    .await?;
    let decisions = decisions(conn, event).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| decisions.get(&row.id).and_then(|(decision, _)| *decision).map(|decision| (row, decision)))
        .collect())
}
