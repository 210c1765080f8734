//! Inviting somebody whom the site may not know, by a mail to an address. The mail gives no access by itself. Only a person who signs in with that
//! address can accept, and nobody else learns that there is an invitation.

use chrono::Duration;

use super::record_change;
use super::self_service::upsert;
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Language, MembershipState};
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::graph::{self, NetworkCard};
use crate::ids::{InvitationId, PersonId};
use crate::mail::{self, MailContent, MailRecipient, ReplyTo};
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};
use formats::markdown::literal;
use words::tr;

/// How long an invitation is valid, in days.
pub const DAYS: i64 = 60;
/// The most invitations that one person sends in a day.
const DAILY_LIMIT: i64 = 100;

#[derive(Debug, Clone)]
pub struct MembershipInvitation {
    pub network: NetworkCard,
    /// The name of the person who invited; empty if it is not known any more.
    pub by: String,
    pub address: String,
    /// When it was accepted, if it was.
    pub accepted_at: Option<Timestamp>,
}

/// Invites an address by mail. While an invitation to it is valid, another call sends nothing.
///
/// # Errors
/// [`Error::Invalid`] on `address`; [`Error::TooMany`] beyond a hundred invitations a day by one person.
pub async fn invite(db: &Db, actor: &Actor, slug: &str, address: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::AdmitMembers(&network.id))?;
    let mut errors = Validation::default();
    let address = errors.check("address", fields::address(address));
    let address = errors.or(address)?;
    let (id, now): (InvitationId, _) = (tx.new_id(), tx.now);
    let sent: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM invitation WHERE by_person = $1 AND created_at > $2")
        .bind_all((rights.person(), now.plus(Duration::days(-1))))
        .fetch_one(&mut *tx)
        .await?;
    if sent >= DAILY_LIMIT {
        return Err(Error::TooMany);
    }
    // The text of a mail is deleted after it was sent. This key still finds the mail when the person who invited is erased.
    let once = format!("membership.invited {} {} {id}", rights.person().map_or("", PersonId::as_str), network.id);
    let stored: Option<InvitationId> = sqlx::query_scalar(
        "INSERT INTO invitation (id, network, address, address_key, by_person, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (network, address_key) DO UPDATE SET by_person = excluded.by_person, created_at = excluded.created_at, accepted_at = NULL
          WHERE invitation.created_at < $7 OR invitation.accepted_at IS NOT NULL RETURNING id",
    )
    .bind_all((id, &network.id, &address, names::address_key(&address), rights.person(), now, now.plus(Duration::days(-DAYS))))
    .fetch_optional(&mut *tx)
    .await?;
    let Some(id) = stored else { return Ok(()) };
    let by = person_name(&mut tx, rights.person()).await?;
    let language = graph::mail_language(&mut tx, &network.id, &address).await?;
    // Replies go to the network or to the person who invited. The inviter's address may be shown: their messages to the list show it too.
    let reply_to = match ReplyTo::network_only(&mut tx, &network.id).await? {
        Some(contact) => Some(contact),
        None => inviter(&mut tx, rights.person()).await?,
    };
    let content = MailContent {
        cause: "membership.invited",
        once: Some(once),
        subject: subject(language, &by, &network.acronym),
        body: body(&tx, language, &id, &by, (&network.acronym, &network.name), &address),
        why: tr!(language, "memberships-mail-reason-invited", network = network.acronym.as_str()),
        reply_to,
        network: Some(network.id.clone()),
        ..MailContent::default()
    };
    mail::post(&mut tx, &MailRecipient { person: None, name: String::new(), address, language }, &content).await?;
    audit::record(&mut tx, &rights, AuditAction::InvitationSend, network.id.as_str(), "").await?;
    tx.commit().await
}

async fn inviter(conn: &mut Conn, person: Option<&PersonId>) -> Result<Option<ReplyTo>> {
    let row: Option<(String, String, String)> = sqlx::query_as(
        "SELECT p.given_name, p.family_name, a.address FROM person p JOIN address a ON a.person = p.id AND a.preferred = 1
          WHERE p.id = $1 AND a.verified_at IS NOT NULL",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|(given, family, address)| ReplyTo { name: names::full(&given, &family), address }))
}

/// The subject names the person who invites, because nobody opens an invitation from nobody.
pub(super) fn subject(language: Language, by: &str, network: &str) -> String {
    if by.is_empty() {
        return tr!(language, "memberships-mail-invited-subject", network = network);
    }
    tr!(language, "memberships-mail-invited-by-subject", by = by, network = network)
}

/// The text of the invitation mail.
pub(super) fn body(tx: &Tx, language: Language, id: &InvitationId, by: &str, (acronym, name): (&str, &str), address: &str) -> String {
    let link = tx.link(&format!("/invitations/{id}"));
    let invites = match by {
        "" => tr!(language, "memberships-mail-invited", network = literal(acronym), name = literal(name)),
        by => tr!(language, "memberships-mail-invited-by", by = literal(by), network = literal(acronym), name = literal(name)),
    };
    tr!(language, "memberships-mail-invited-body", invites = invites, address = literal(address), link = link, days = DAYS)
}

/// Deletes expired invitations. Nobody can accept them, and the invited address is not kept.
pub(crate) async fn delete_expired(tx: &mut Tx) -> Result<u64> {
    let expired_before = tx.now.plus(Duration::days(-DAYS));
    Ok(sqlx::query("DELETE FROM invitation WHERE created_at < $1").bind(expired_before).execute(&mut **tx).await?.rows_affected())
}

pub(super) async fn person_name(conn: &mut Conn, person: Option<&PersonId>) -> Result<String> {
    let Some(person) = person else { return Ok(String::new()) };
    let (given, family): (String, String) =
        sqlx::query_as("SELECT given_name, family_name FROM person WHERE id = $1").bind(person).fetch_one(conn).await?;
    Ok(names::full(&given, &family))
}

/// An invitation.
///
/// # Errors
/// [`Error::SignedOut`] for a guest in every case; [`Error::NotFound`] for a person who has not proved its address, and after it has expired.
pub async fn invitation(db: &Db, actor: &Actor, id: &InvitationId) -> Result<MembershipInvitation> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    find(&mut tx, &rights, id).await
}

async fn find(tx: &mut Tx, rights: &Rights, id: &InvitationId) -> Result<MembershipInvitation> {
    let person = rights.signed_in()?.clone();
    let since = tx.now.plus(Duration::days(-DAYS));
    let (address, by, accepted_at, network): (String, Option<PersonId>, Option<Timestamp>, String) = sqlx::query_as(
        "SELECT i.address, i.by_person, i.accepted_at, i.network FROM invitation i
          WHERE i.id = $1 AND i.created_at >= $3
            AND i.address_key IN (SELECT a.address_key FROM address a WHERE a.person = $2 AND a.verified_at IS NOT NULL)",
    )
    .bind_all((id, person, since))
    .fetch_one(&mut **tx)
    .await?;
    // An invited person may know that the network exists.
    let network = sqlx::query_as("SELECT id, slug, acronym, name, kind, summary, hue, visibility, language FROM network WHERE id = $1")
        .bind(network)
        .fetch_one(&mut **tx)
        .await?;
    Ok(MembershipInvitation { network, by: person_name(tx, by.as_ref()).await?, address, accepted_at })
}

/// Accepts an invitation: the actor becomes a member, whatever the join policy of the network. Idempotent.
///
/// # Errors
/// As for [`invitation`]; [`Error::Invalid`] on `given_name` and `family_name` if the person has not set their name.
pub async fn accept(db: &Db, actor: &Actor, id: &InvitationId) -> Result<NetworkCard> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let invitation = find(&mut tx, &rights, id).await?;
    if invitation.accepted_at.is_some() {
        return Ok(invitation.network);
    }
    let person = crate::people::lock_named(&mut tx, rights.signed_in()?).await?.person;
    let now = tx.now;
    sqlx::query("UPDATE invitation SET accepted_at = $2 WHERE id = $1").bind(id).bind(now).execute(&mut *tx).await?;
    if let Some(membership) = upsert(&mut tx, &invitation.network.id, &person, MembershipState::Active, "").await? {
        record_change(&mut tx, &rights, &membership, MembershipState::Active, "").await?;
    }
    audit::record(&mut tx, &rights, AuditAction::InvitationAccept, invitation.network.id.as_str(), "").await?;
    tx.commit().await?;
    Ok(invitation.network)
}
