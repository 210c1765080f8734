//! Registration without an account: the guest gives an address, a mail proves it, and a button takes the seat.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::notifications::{self, RegistrationNews};
use super::registration_links::{self, UnprovenRequest};
use super::{
    Registration, RegistrationRef, RegistrationStanding, adoption, answers, check_availability, find_own, load, parse_presence, queue,
    record_change, registration_columns, self_service, standing,
};
use crate::agenda;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Language, Presence, RegistrationState};
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::forms::AnswersInput;
use crate::ids::{EventId, RegistrationId};
use crate::mail::{MailRecipient, failing_addresses};
use crate::people::names;
use crate::policy::{self, Actor};
use crate::rng::{self, Secret};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuestInput {
    pub given_name: String,
    pub family_name: String,
    pub address: String,
    /// Their organisation; may be empty.
    pub organisation: String,
    /// A [`Presence`]; may be empty if there is only one way to take part.
    pub presence: String,
    /// The answers to the form of the event; empty for an event without one.
    #[serde(skip)]
    pub answers: AnswersInput,
    /// A honeypot: people do not see the field, so a value was typed by a program.
    pub leave_empty: String,
}

#[derive(Debug, Clone, Copy)]
pub struct GuestRequest<'a> {
    /// The client's address: only its hash is stored, for rate limits.
    pub client: &'a str,
    pub language: Language,
}

struct CheckedGuest {
    given_name: String,
    family_name: String,
    address: String,
    organisation: String,
    presence: Presence,
}

/// Requests a registration. No seat is taken until the link sent to the address is opened and [confirmed](confirm). The answer is the same whether or
/// not the address is known or registered: only the mail tells, and only the owner of the address reads it.
///
/// # Errors
/// [`Error::SignedOut`] if only members can register; [`Error::Closed`]; [`Error::Invalid`] with every field to correct; [`Error::TooMany`] beyond 5
/// mails an hour to one address or 30 from one client.
pub async fn register_guest(db: &Db, request: GuestRequest<'_>, slug: &str, input: &GuestInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, &Actor::Guest).await?;
    let (event, organisers) = agenda::find_locked(&mut tx, &rights, slug).await?;
    let now = tx.now;
    check_availability(&rights, &event, &organisers, now)?;
    let mut errors = Validation::default();
    let guest = errors.gather(check(&event, input).map(Some))?;
    let answers = answers::check(&mut tx, &event.id, None, &input.answers, &mut errors).await?;
    let guest = errors.or(guest)?.ok_or(Error::Internal)?;
    if !input.leave_empty.is_empty() {
        return Ok(());
    }
    let (client, address_key) = (rng::hash(request.client), names::address_key(&guest.address));
    let unproven = UnprovenRequest { client: &client, address_key: &address_key };
    registration_links::check_limits(&mut tx, &unproven).await?;
    let (id, language, person, news) = match find_by_address(&mut tx, &event.id, &address_key).await? {
        // A person with an account gets the mail in their language, a guest in the language of the form they have just sent.
        Some(existing) if existing.counts() => {
            let language = if existing.person.is_some() { existing.language } else { request.language };
            (existing.id, language, existing.person, RegistrationNews::AlreadyRegistered)
        }
        // The registration stays unchanged until its owner confirms.
        Some(existing) if existing.is_over() => (existing.id, existing.language, existing.person, RegistrationNews::Requested),
        Some(unconfirmed) => {
            update_unconfirmed(&mut tx, &unconfirmed.id, &guest, request.language).await?;
            answers::store(&mut tx, &unconfirmed.id, &answers).await?;
            (unconfirmed.id, request.language, None, RegistrationNews::Requested)
        }
        None => {
            let id = insert(&mut tx, &event.id, &guest, request.language).await?;
            answers::store(&mut tx, &id, &answers).await?;
            (id, request.language, None, RegistrationNews::Requested)
        }
    };
    let token = tx.secret();
    registration_links::store(&mut tx, &id, &token, Some(unproven)).await?;
    // No name: text typed by a stranger is not sent to an address that they have not proved.
    let recipient = MailRecipient { person, name: String::new(), address: guest.address, language };
    notifications::notify_guest(&mut tx, &event, &recipient, guest.presence, news, &token).await?;
    tx.commit().await
}

/// Takes the seat, or the last place in the queue, by the link of a mail. A withdrawn registration becomes a new one. `presence` may be empty: it
/// stays as requested. So do the answers without `answers`, as long as they fit. Idempotent: returns the current standing.
///
/// # Errors
/// [`Error::LinkOver`]; [`Error::Closed`]; [`Error::Invalid`] on `presence` and on each question to correct: meanwhile, a choice may be full; [`Error::SignedOut`] or [`Error::Forbidden`] if only members can register by now.
pub async fn confirm(db: &Db, token: &Secret, presence: &str, answers: Option<&AnswersInput>) -> Result<RegistrationStanding> {
    let mut tx = db.write().await?;
    let (rights, event, organisers, registration) = self_service::lock_registration(&mut tx, RegistrationRef::Link(token)).await?;
    if registration.counts() || registration.state == RegistrationState::Declined {
        return standing(&mut tx, &registration).await;
    }
    // Its link came by a mail that arrived.
    failing_addresses::lift(&mut tx, &names::address_key(&registration.address)).await?;
    let now = tx.now;
    check_availability(&rights, &event, &organisers, now)?;
    let typed = if presence.is_empty() { registration.presence.code() } else { presence };
    let presence = parse_presence(&event, typed).map_err(|problem| Error::field("presence", problem))?;
    let owner = adoption::claimant(&mut tx, &registration).await?;
    if let Some(owner) = &owner {
        // One seat per person: if they registered meanwhile with another address, that registration stays and this one ends.
        if let Some(other) = find_own(&mut tx, &event.id, owner).await?.filter(|other| other.id != registration.id && other.counts()) {
            adoption::supersede(&mut tx, &event, owner, &registration, &other).await?;
            adoption::assign(&mut tx, &other, owner).await?;
            let standing = standing(&mut tx, &other).await?;
            tx.commit().await?;
            return Ok(standing);
        }
        adoption::assign(&mut tx, &registration, owner).await?;
    }
    match answers {
        Some(input) => {
            let mut errors = Validation::default();
            let answers = answers::check(&mut tx, &event.id, Some(&registration.id), input, &mut errors).await?;
            errors.or(())?;
            answers::store(&mut tx, &registration.id, &answers).await?;
        }
        None => answers::check_stored(&mut tx, &event.id, &registration.id).await?,
    }
    queue::enter_or_request(&mut tx, &event, &registration.id, presence, owner.as_ref()).await?;
    let standing = self_service::notify_standing(&mut tx, &event, &registration.id, false).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Deletes guest requests that were never confirmed, once their links have expired. The cleanup worker calls it.
pub async fn delete_unconfirmed(db: &Db) -> Result<u64> {
    let mut tx = db.write().await?;
    let before = tx.now.plus(Duration::hours(-registration_links::HOURS_TO_CONFIRM));
    for statement in [
        "DELETE FROM registration_link WHERE registration IN (SELECT id FROM registration WHERE state = 'unconfirmed' AND updated_at <= $1)",
        "DELETE FROM answer WHERE registration IN (SELECT id FROM registration WHERE state = 'unconfirmed' AND updated_at <= $1)",
        "DELETE FROM registration_change WHERE registration IN (SELECT id FROM registration WHERE state = 'unconfirmed' AND updated_at <= $1)",
    ] {
        sqlx::query(statement).bind(before).execute(&mut *tx).await?;
    }
    let deleted =
        sqlx::query("DELETE FROM registration WHERE state = 'unconfirmed' AND updated_at <= $1").bind(before).execute(&mut *tx).await?;
    let deleted = deleted.rows_affected();
    if deleted > 0 {
        tx.commit().await?;
    }
    Ok(deleted)
}

/// Deletes the client of link requests, once no rate limit counts it. The cleanup worker calls it.
pub async fn clear_clients(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    let before = tx.now.plus(Duration::hours(-registration_links::HOURS_COUNTED));
    sqlx::query("UPDATE registration_link SET client = '' WHERE client <> '' AND created_at <= $1").bind(before).execute(&mut *tx).await?;
    tx.commit_without_revision().await
}

fn check(event: &agenda::Event, input: &GuestInput) -> Result<CheckedGuest> {
    let mut errors = Validation::default();
    let given_name = errors.check("given_name", fields::line(&input.given_name));
    let family_name = errors.check("family_name", fields::line(&input.family_name));
    let address = errors.check("address", fields::address(&input.address));
    let organisation = errors.check("organisation", fields::optional_line(&input.organisation));
    let presence = errors.check("presence", parse_presence(event, &input.presence).map(Some));
    match presence {
        Some(presence) => errors.or(CheckedGuest { given_name, family_name, address, organisation, presence }),
        None => Err(errors.or(()).err().unwrap_or(Error::Internal)),
    }
}

/// The registration made with that address, or by the person who owns it. A registration of another user of the mailbox, who has no account with it,
/// comes first; then an active one.
async fn find_by_address(conn: &mut Conn, event: &EventId, address_key: &str) -> Result<Option<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $1
             AND (r.address_key = $2
                  OR r.person = (SELECT a.person FROM address a WHERE a.address_key = $2 AND a.verified_at IS NOT NULL))
           ORDER BY CASE WHEN r.address_key = $2 AND r.excluded_person IS NOT NULL THEN 0 ELSE 1 END,
                    CASE WHEN r.state IN ('confirmed', 'waiting', 'requested') THEN 0 ELSE 1 END, CASE WHEN r.address_key = $2 THEN 0 ELSE 1 END, r.id LIMIT 1"
    ))
    .bind_all((event, address_key))
    .fetch_optional(conn)
    .await?)
}

/// Inserts a registration for a person added by hand: `None` if they are on the list. A withdrawn registration becomes a new one.
pub(super) async fn add_guest(
    tx: &mut Tx,
    event: &agenda::Event,
    input: &GuestInput,
    language: Language,
) -> Result<Option<(RegistrationId, Presence)>> {
    let guest = check(event, input)?;
    let presence = guest.presence;
    match find_by_address(tx, &event.id, &names::address_key(&guest.address)).await? {
        Some(existing) if existing.counts() => Ok(None),
        Some(existing) => {
            // Whoever adds them answers nothing in their name: an earlier choice may be full by now.
            answers::delete(tx, &existing.id).await?;
            Ok(Some((existing.id, presence)))
        }
        None => {
            let id = insert(tx, &event.id, &guest, language).await?;
            let registration = load(tx, &id).await?;
            if let Some(owner) = adoption::claimant(tx, &registration).await? {
                adoption::assign(tx, &registration, &owner).await?;
            }
            Ok(Some((id, presence)))
        }
    }
}

async fn insert(tx: &mut Tx, event: &EventId, guest: &CheckedGuest, language: Language) -> Result<RegistrationId> {
    let (id, unused, now): (RegistrationId, Secret, _) = (tx.new_id(), tx.secret(), tx.now);
    let kind = organisation_kind(tx, &guest.organisation).await?;
    sqlx::query(
        "INSERT INTO registration (id, event, person, given_name, family_name, sort_name, address, address_key, organisation, organisation_kind,
                                   language, presence, state, queued_at, token_hash, created_at, updated_at)
         VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'unconfirmed', $12, $13, $12, $12)",
    )
    .bind_all((
        &id, event, &guest.given_name, &guest.family_name, names::sort_name(&guest.given_name, &guest.family_name), &guest.address,
        names::address_key(&guest.address), &guest.organisation, kind, language, guest.presence, now, unused.hash(),
    ))
    .execute(&mut **tx)
    .await?;
    record_change(tx, &id, RegistrationState::Unconfirmed, None).await?;
    Ok(id)
}

/// Updates a request whose form is sent again before the address is confirmed: the last form counts, and the day to confirm starts again.
async fn update_unconfirmed(tx: &mut Tx, id: &RegistrationId, guest: &CheckedGuest, language: Language) -> Result<()> {
    let now = tx.now;
    let kind = organisation_kind(tx, &guest.organisation).await?;
    sqlx::query(
        "UPDATE registration SET given_name = $2, family_name = $3, sort_name = $4, organisation = $5, organisation_kind = $6, language = $7,
                presence = $8, updated_at = $9 WHERE id = $1 AND state = 'unconfirmed'",
    )
    .bind_all((
        id, &guest.given_name, &guest.family_name, names::sort_name(&guest.given_name, &guest.family_name), &guest.organisation, kind,
        language, guest.presence, now,
    ))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The kind of the organisation with the typed name, if it is known; used for the figures.
async fn organisation_kind(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "SELECT kind FROM organisation WHERE name_key = $1
         UNION SELECT o.kind FROM organisation_alias a JOIN organisation o ON o.id = a.organisation WHERE a.alias_key = $1",
    )
    .bind(names::normalize(name))
    .fetch_optional(conn)
    .await?)
}
