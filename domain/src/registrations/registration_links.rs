//! Links in mails about a registration. Each opens the self-service page of the registration, without an account.

use chrono::Duration;

use super::Registration;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::RegistrationState;
use crate::error::{Error, Result};
use crate::ids::{EventId, RegistrationId};
use crate::rng::Secret;

/// The hours a guest has to confirm.
pub const HOURS_TO_CONFIRM: i64 = 24;
/// The hours that the rate limits look back.
pub(super) const HOURS_COUNTED: i64 = 1;

/// Makes a new link for a registration, for a mail to its owner. The links of earlier mails stay valid.
pub async fn create(tx: &mut Tx, registration: &RegistrationId) -> Result<String> {
    let token = tx.secret();
    store(tx, registration, &token, None).await?;
    Ok(url(tx, &token))
}

/// A request for a link by somebody who has proved nothing, and the address it goes to.
pub(super) struct UnprovenRequest<'a> {
    /// The hash of the client's address.
    pub(super) client: &'a str,
    /// The address the mail goes to.
    pub(super) address_key: &'a str,
}

/// Stores the hash of a token that opens a registration.
pub(super) async fn store(tx: &mut Tx, registration: &RegistrationId, token: &Secret, request: Option<UnprovenRequest<'_>>) -> Result<()> {
    let now = tx.now;
    sqlx::query(
        "INSERT INTO registration_link (token_hash, registration, address_key, client, created_at)
         SELECT $1, r.id, COALESCE($3, r.address_key), $4, $5 FROM registration r WHERE r.id = $2",
    )
    .bind_all((
        token.hash(),
        registration,
        request.as_ref().map(|request| request.address_key),
        request.as_ref().map_or("", |request| request.client),
        now,
    ))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn revoke_all(conn: &mut Conn, registration: &RegistrationId) -> Result<()> {
    sqlx::query("DELETE FROM registration_link WHERE registration = $1").bind(registration).execute(conn).await?;
    Ok(())
}

/// The absolute address for a token.
pub(super) fn url(tx: &Tx, token: &Secret) -> String {
    tx.link(&format!("/registrations/{}", token.reveal()))
}

/// The registration and the event that a token opens.
///
/// # Errors
/// [`Error::LinkOver`] for a token that is unknown or was revoked.
pub(super) async fn find(conn: &mut Conn, token: &Secret) -> Result<(RegistrationId, EventId)> {
    sqlx::query_as("SELECT r.id, r.event FROM registration_link l JOIN registration r ON r.id = l.registration WHERE l.token_hash = $1")
        .bind(token.hash())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::LinkOver)
}

/// The registration that a token opens.
///
/// # Errors
/// As for `find`; [`Error::LinkOver`] too if the time to confirm it is over.
pub(crate) async fn registration(tx: &mut Tx, token: &Secret) -> Result<RegistrationId> {
    let (id, _) = find(tx, token).await?;
    let registration = super::load(tx, &id).await?;
    if is_over(&registration, tx.now) { Err(Error::LinkOver) } else { Ok(id) }
}

/// Whether the time for a guest to confirm the address is over.
pub(super) fn is_over(registration: &Registration, now: Timestamp) -> bool {
    registration.state == RegistrationState::Unconfirmed && registration.updated_at.plus(Duration::hours(HOURS_TO_CONFIRM)) <= now
}

/// Checks that one more mail may go to that address at the request of that client.
///
/// # Errors
/// [`Error::TooMany`] beyond 5 mails an hour to one address, or 30 an hour from one client. A class that registers together stays below the limit;
/// somebody who writes to strangers through the form does not get far.
pub(super) async fn check_limits(tx: &mut Tx, request: &UnprovenRequest<'_>) -> Result<()> {
    let since = tx.now.plus(Duration::hours(-HOURS_COUNTED));
    let by_address: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM registration_link WHERE address_key = $1 AND client <> '' AND created_at > $2")
            .bind_all((request.address_key, since))
            .fetch_one(&mut **tx)
            .await?;
    let by_client: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM registration_link WHERE client = $1 AND created_at > $2")
        .bind_all((request.client, since))
        .fetch_one(&mut **tx)
        .await?;
    if by_address >= 5 || by_client >= 30 { Err(Error::TooMany) } else { Ok(()) }
}
