//! Registrations made as a guest become those of the account that proves the address: at its first sign-in, when an address is added, or when one is
//! taken back. From then on they are in the person's dashboard and feeds, past and upcoming.
//!
//! A mailbox may be shared. A registration under another name stays the guest's and is marked (`excluded_person`), so that it is never taken for the
//! person's.

use super::notifications::{self, RegistrationNews};
use super::{Registration, lock_event, of_person, queue, registration_columns, set_state};
use crate::agenda::Event;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::RegistrationState;
use crate::error::Result;
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::people::accounts::proved_owner;
use crate::people::names::{self, Name};

/// Gives a person every guest registration made with their proved addresses under their name. If they have several registrations for one event, one
/// stays: a seat before a place in the queue, then the one with which they attended, then the account's own. The others are withdrawn, and their
/// seats go to the waiting list. The caller holds the lock on the person; events are locked in the order of their keys.
pub(crate) async fn adopt_all(tx: &mut Tx, person: &PersonId) -> Result<()> {
    for event in guest_events(tx, person).await? {
        // Takes no lock if an earlier sign-in settled the event.
        if RegistrationClaim::of(tx, &event, person).await?.is_settled(person) {
            continue;
        }
        let (event, _) = lock_event(tx, &event).await?;
        adopt(tx, &event, person).await?;
    }
    Ok(())
}

/// [`adopt_all`] for one event. The caller holds the lock on its row.
async fn adopt(tx: &mut Tx, event: &Event, person: &PersonId) -> Result<()> {
    let RegistrationClaim { own, others } = RegistrationClaim::of(tx, &event.id, person).await?;
    for other in &others {
        exclude(tx, &other.id, person).await?;
    }
    let Some((best, rest)) = own.split_first() else { return Ok(()) };
    for other in rest {
        supersede(tx, event, person, other, best).await?;
    }
    set_person(tx, &best.id, person).await?;
    if rest.iter().any(Registration::counts) {
        queue::promote(tx, event).await?;
    }
    Ok(())
}

/// The person whose account proves the address of a registration about to be confirmed or added, if the name is theirs. Otherwise the registration is
/// marked as somebody else's. The caller holds the lock on the event's row.
pub(super) async fn claimant(tx: &mut Tx, registration: &Registration) -> Result<Option<PersonId>> {
    if registration.person.is_some() {
        return Ok(registration.person.clone());
    }
    let Some(owner) = proved_owner(tx, &names::address_key(&registration.address)).await? else { return Ok(None) };
    if registration.excluded_person.as_ref() == Some(&owner) {
        return Ok(None);
    }
    let names = known_names(tx, &registration.event, &owner).await?;
    if names.is_empty() || registration.name().is_of_same_person_as_any(&names) {
        return Ok(Some(owner));
    }
    exclude(tx, &registration.id, &owner).await?;
    Ok(None)
}

/// Makes this the person's registration for its event. An earlier registration that they withdrew no longer is. The caller holds the lock on the
/// event's row.
pub(super) async fn assign(tx: &mut Tx, registration: &Registration, person: &PersonId) -> Result<()> {
    sqlx::query("UPDATE registration SET person = NULL WHERE event = $1 AND person = $2 AND id <> $3")
        .bind_all((&registration.event, person, &registration.id))
        .execute(&mut **tx)
        .await?;
    set_person(tx, &registration.id, person).await
}

/// Ends a registration in favour of the better one of the same person; the links of its mails lead there from now on. The person keeps their seat and
/// gets no mail. If the registration has another name, a mail of withdrawal is sent: it may have been somebody else's after all.
pub(super) async fn supersede(tx: &mut Tx, event: &Event, person: &PersonId, other: &Registration, best: &Registration) -> Result<()> {
    // Only one registration per event can have the person.
    sqlx::query("UPDATE registration SET person = NULL WHERE id = $1").bind(&other.id).execute(&mut **tx).await?;
    if other.state != RegistrationState::Withdrawn {
        set_state(tx, &other.id, RegistrationState::Withdrawn, Some(person)).await?;
    }
    // Nothing is sent about an event that is over.
    if event.concerns(tx.now) && other.counts() && !other.name().is_same_as(&best.name()) {
        notifications::notify(tx, event, other, RegistrationNews::Withdrawn, other.is_in_calendar(event)).await?;
    }
    sqlx::query("UPDATE registration_link SET registration = $2 WHERE registration = $1")
        .bind_all((&other.id, &best.id))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn set_person(conn: &mut Conn, id: &RegistrationId, person: &PersonId) -> Result<()> {
    sqlx::query("UPDATE registration SET person = $2 WHERE id = $1").bind(id).bind(person).execute(conn).await?;
    Ok(())
}

async fn exclude(conn: &mut Conn, id: &RegistrationId, person: &PersonId) -> Result<()> {
    sqlx::query("UPDATE registration SET excluded_person = $2 WHERE id = $1").bind(id).bind(person).execute(conn).await?;
    Ok(())
}

/// The registrations for one event that have the person, or were made as a guest with one of their addresses. An unconfirmed registration has no
/// effect yet: it is adopted when its link is used.
struct RegistrationClaim {
    /// The person's own, the best first.
    own: Vec<Registration>,
    /// Those of other people who have, or had, the same address.
    others: Vec<Registration>,
}

impl RegistrationClaim {
    async fn of(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Self> {
        let all = find_candidates(conn, event, person).await?;
        let mut names = known_names(conn, event, person).await?;
        if names.is_empty() {
            // A person without a name in their profile has the name on their registration.
            names.extend(all.first().map(Registration::name));
        }
        let is_own = |row: &Registration| row.person.is_some() || row.name().is_of_same_person_as_any(&names);
        let (own, others) = all.into_iter().partition(is_own);
        Ok(Self { own, others })
    }

    fn is_settled(&self, person: &PersonId) -> bool {
        let (best, rest) = self.own.split_first().map_or((None, &[][..]), |(best, rest)| (Some(best), rest));
        self.others.is_empty() && best.is_none_or(|best| best.person.as_ref() == Some(person)) && !rest.iter().any(Registration::counts)
    }
}

/// Events for which a guest registered with a proved address of the person, in the order in which they are locked.
async fn guest_events(conn: &mut Conn, person: &PersonId) -> Result<Vec<EventId>> {
    Ok(sqlx::query_scalar(concat!(
        "SELECT DISTINCT r.event FROM registration r WHERE r.person IS NULL AND r.state <> 'unconfirmed' AND ",
        of_person!(),
        " ORDER BY r.event"
    ))
    .bind(person)
    .fetch_all(conn)
    .await?)
}

/// The registrations of the person and of their addresses for an event, the best first.
async fn find_candidates(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Vec<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $2 AND r.state <> 'unconfirmed' AND ",
        of_person!(),
        " ORDER BY CASE r.state WHEN 'confirmed' THEN 0 WHEN 'waiting' THEN 1 WHEN 'requested' THEN 2 ELSE 3 END, COALESCE(r.came, -1) DESC,
                    CASE WHEN r.state = 'waiting' THEN r.queued_at ELSE '' END, CASE WHEN r.person = $1 THEN 0 ELSE 1 END, r.id"
    ))
    .bind_all((person, event))
    .fetch_all(conn)
    .await?)
}

/// The person's names: on their account's registration for the event, and in their profile. Empty if neither has one.
async fn known_names(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Vec<Name>> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT given_name, family_name FROM registration WHERE event = $1 AND person = $2
         UNION SELECT given_name, family_name FROM person WHERE id = $2",
    )
    .bind_all((event, person))
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|(given, family)| Name::of(given, family)).filter(|name| !name.is_empty()).collect())
}
