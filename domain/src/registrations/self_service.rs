//! A person's actions on their own registration: signed in, or by the link of a mail.

use serde::{Deserialize, Serialize};

use super::notifications::{self, RegistrationNews};
use super::{
    Registration, RegistrationStanding, answers, check_availability, find_own, load, lock_event, parse_presence, queue,
    registration_columns, registration_links, set_state, standing,
};
use crate::agenda::{self, Event, Organiser};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::RegistrationState;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::Validation;
use crate::forms::AnswersInput;
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::people::{self, NamedPerson, names};
use crate::policy::{self, Actor, Rights};
use crate::rng::Secret;

/// The registration form for members: one click, and a choice if the event is hybrid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationInput {
    /// A [`crate::enums::Presence`]; may be empty if there is only one way to take part.
    pub presence: String,
    /// The answers to the form of the event; empty for an event without one.
    #[serde(skip)]
    pub answers: AnswersInput,
}

/// The registration that an action is about.
#[derive(Debug, Clone, Copy)]
pub enum RegistrationRef<'a> {
    Own(&'a Actor, &'a str),
    /// The one that the link of a mail opens.
    Link(&'a Secret),
}

/// Registers the actor: a seat if one is free and nobody waits for it, else the last place in the queue. Idempotent: returns the current standing.
/// After a withdrawal it is a new registration, behind everyone who came meanwhile. Name and preferred address are the person's; the organisation and
/// its kind are those of today's affiliation. All are stored as they are on this day.
///
/// # Errors
/// [`Error::SignedOut`] for a guest; [`Error::Forbidden`] if only members can register; [`Error::Closed`]; [`Error::Invalid`] on `presence`, on
/// `given_name` and `family_name` for a person without a name, on `address` if somebody else is registered with theirs, on each question to correct.
pub async fn register(db: &Db, actor: &Actor, slug: &str, input: &RegistrationInput) -> Result<RegistrationStanding> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    // Locks the person before the event, in the same order as an erasure.
    people::lock(&mut tx, &person).await?;
    let (event, organisers) = agenda::find_locked(&mut tx, &rights, slug).await?;
    let own = find_own(&mut tx, &event.id, &person).await?;
    // Whoever was declined is not asked about again.
    if let Some(own) = own.as_ref().filter(|own| own.counts() || own.state == RegistrationState::Declined) {
        return standing(&mut tx, own).await;
    }
    let now = tx.now;
    check_availability(&rights, &event, &organisers, now)?;
    let named = people::lock_named(&mut tx, &person).await?;
    let mut errors = Validation::default();
    let presence = errors.check("presence", parse_presence(&event, &input.presence).map(Some));
    let answers = answers::check(&mut tx, &event.id, own.as_ref().map(|own| &own.id), &input.answers, &mut errors).await?;
    let presence = errors.or(presence)?.ok_or(Error::Internal)?;
    let id = match own {
        Some(own) if own.is_requested_by_another(&named) => {
            registration_links::revoke_all(&mut tx, &own.id).await?;
            renew(&mut tx, own.id, &named).await?
        }
        Some(own) => renew(&mut tx, own.id, &named).await?,
        None => match find_by_address(&mut tx, &event.id, &named.address).await? {
            // Another person with the same mailbox withdrew theirs: a withdrawn registration does not reserve the address.
            Some(withdrawn) if withdrawn.person.is_none() && withdrawn.state == RegistrationState::Withdrawn => {
                registration_links::revoke_all(&mut tx, &withdrawn.id).await?;
                renew(&mut tx, withdrawn.id, &named).await?
            }
            Some(_) => return Err(Error::field("address", FieldProblem::AddressTaken)),
            None => insert(&mut tx, &event.id, &named, presence.code()).await?,
        },
    };
    answers::store(&mut tx, &id, &answers).await?;
    queue::enter_or_request(&mut tx, &event, &id, presence, Some(&person)).await?;
    let standing = notify_standing(&mut tx, &event, &id, false).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Gives up the seat or the place in the queue. The first on the waiting list for that seat gets it. Idempotent: returns the current standing.
///
/// # Errors
/// [`Error::Closed`] once the event is over, unless it is postponed without a date; [`Error::NotFound`] or [`Error::LinkOver`] without a
/// registration.
pub async fn withdraw(db: &Db, registration_ref: RegistrationRef<'_>) -> Result<RegistrationStanding> {
    let mut tx = db.write().await?;
    let (rights, event, _, registration) = lock_registration(&mut tx, registration_ref).await?;
    if registration.is_over() {
        return standing(&mut tx, &registration).await;
    }
    if !event.concerns(tx.now) {
        return Err(Error::Closed);
    }
    let standing = end(&mut tx, &event, &registration, rights.person()).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Changes the presence. It goes through the same queue as everyone: a seat may become a place in the queue of the other presence.
///
/// # Errors
/// [`Error::Closed`]; [`Error::Invalid`] on `presence`.
pub async fn change_presence(db: &Db, registration_ref: RegistrationRef<'_>, presence: &str) -> Result<RegistrationStanding> {
    let mut tx = db.write().await?;
    let (rights, event, _, registration) = lock_registration(&mut tx, registration_ref).await?;
    if !registration.counts() || !event.takes_registrations(tx.now) {
        return Err(Error::Closed);
    }
    let presence = parse_presence(&event, presence).map_err(|problem| Error::field("presence", problem))?;
    if presence == registration.presence {
        return standing(&mut tx, &registration).await;
    }
    if registration.state == RegistrationState::Requested {
        queue::request(&mut tx, &registration.id, presence, rights.person()).await?;
    } else {
        queue::enter(&mut tx, &event, &registration.id, presence, rights.person()).await?;
    }
    let changed = load(&mut tx, &registration.id).await?;
    let standing = standing(&mut tx, &changed).await?;
    let news = standing.place.map_or(RegistrationNews::Changed, RegistrationNews::ChangedWaiting);
    notifications::notify(&mut tx, &event, &changed, news, registration.state == RegistrationState::Confirmed).await?;
    queue::promote(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Ends a registration, notifies its owner, and moves up the waiting list. The caller holds the lock.
pub(super) async fn end(tx: &mut Tx, event: &Event, registration: &Registration, by: Option<&PersonId>) -> Result<RegistrationStanding> {
    set_state(tx, &registration.id, RegistrationState::Withdrawn, by).await?;
    // No mail goes to an address that was never confirmed.
    if registration.counts() {
        notifications::notify(tx, event, registration, RegistrationNews::Withdrawn, registration.is_in_calendar(event)).await?;
    }
    queue::promote(tx, event).await?;
    let registration = load(tx, &registration.id).await?;
    standing(tx, &registration).await
}

/// Writes the mail about the new standing of a registration. `had_seat`: it had a seat until now.
pub(super) async fn notify_standing(tx: &mut Tx, event: &Event, id: &RegistrationId, had_seat: bool) -> Result<RegistrationStanding> {
    let registration = load(tx, id).await?;
    let standing = standing(tx, &registration).await?;
    let news = match standing.place {
        _ if standing.state == RegistrationState::Requested => RegistrationNews::Applied,
        Some(place) => RegistrationNews::Waiting(place),
        None => RegistrationNews::Confirmed,
    };
    notifications::notify(tx, event, &registration, news, had_seat).await?;
    Ok(standing)
}

/// The registration, read after the event's row is locked.
pub(super) async fn lock_registration(
    tx: &mut Tx,
    registration_ref: RegistrationRef<'_>,
) -> Result<(Rights, Event, Vec<Organiser>, Registration)> {
    match registration_ref {
        RegistrationRef::Own(actor, slug) => {
            let rights = Rights::of(tx, actor).await?;
            let person = rights.signed_in()?.clone();
            let (event, organisers) = agenda::find_locked(tx, &rights, slug).await?;
            let own = find_own(tx, &event.id, &person).await?.ok_or(Error::NotFound)?;
            Ok((rights, event, organisers, own))
        }
        RegistrationRef::Link(token) => {
            let (id, event) = registration_links::find(tx, token).await?;
            let (event, organisers) = lock_event(tx, &event).await?;
            let registration = load(tx, &id).await?;
            if registration_links::is_over(&registration, tx.now) {
                return Err(Error::LinkOver);
            }
            // The link was sent to the owner's address: its bearer acts with the owner's rights.
            Ok((Rights::of(tx, &registration.owner()).await?, event, organisers, registration))
        }
    }
}

/// The registration that has the address but is not this person's: made by a colleague who shares the mailbox, for example.
async fn find_by_address(conn: &mut Conn, event: &EventId, address: &str) -> Result<Option<Registration>> {
    Ok(sqlx::query_as(concat!("SELECT ", registration_columns!(), " FROM registration r WHERE r.event = $1 AND r.address_key = $2"))
        .bind_all((event, names::address_key(address)))
        .fetch_optional(conn)
        .await?)
}

/// Inserts a row without a seat: [`queue::enter`] decides.
async fn insert(tx: &mut Tx, event: &EventId, named: &NamedPerson, presence: &str) -> Result<RegistrationId> {
    let (id, token, now): (RegistrationId, Secret, _) = (tx.new_id(), tx.secret(), tx.now);
    sqlx::query(
        "INSERT INTO registration (id, event, person, given_name, family_name, sort_name, address, address_key, organisation, organisation_kind,
                                   language, presence, state, queued_at, token_hash, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'unconfirmed', $13, $14, $13, $13)",
    )
    .bind_all((
        &id, event, &named.person, &named.given_name, &named.family_name, &named.sort_name, &named.address,
        names::address_key(&named.address), &named.organisation_name, &named.organisation_kind, named.language, presence, now,
        token.hash(),
    ))
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Renews an earlier registration with today's data of the person. It keeps its address if another row has the new one.
async fn renew(tx: &mut Tx, id: RegistrationId, named: &NamedPerson) -> Result<RegistrationId> {
    sqlx::query(
        "UPDATE registration SET person = $2, given_name = $3, family_name = $4, sort_name = $5, organisation = $6, organisation_kind = $7,
                language = $8, excluded_person = NULL,
                address = CASE WHEN EXISTS (SELECT 1 FROM registration o WHERE o.event = registration.event AND o.address_key = $10
                                               AND o.id <> registration.id) THEN address ELSE $9 END,
                address_key = CASE WHEN EXISTS (SELECT 1 FROM registration o WHERE o.event = registration.event AND o.address_key = $10
                                               AND o.id <> registration.id) THEN address_key ELSE $10 END
          WHERE id = $1",
    )
    .bind_all((
        &id,
        &named.person,
        &named.given_name,
        &named.family_name,
        &named.sort_name,
        &named.organisation_name,
        &named.organisation_kind,
        named.language,
        &named.address,
        names::address_key(&named.address),
    ))
    .execute(&mut **tx)
    .await?;
    Ok(id)
}
