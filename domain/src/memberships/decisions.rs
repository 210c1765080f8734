//! A coordinator's acts on memberships: answer requests, add people, end a membership.

use super::self_service::upsert;
use super::{notifications, record_change};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::MembershipState;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::graph::{self, NetworkCard, NetworkHead};
use crate::ids::{MembershipId, NetworkId, PersonId};
use crate::people::accounts::proved_owner;
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};
use crate::{lists, people};

#[derive(Debug, Clone)]
pub struct JoinRequests {
    pub head: NetworkHead,
    /// The oldest first.
    pub requests: Vec<JoinRequest>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    pub membership: MembershipId,
    /// Given name, then family name.
    pub name: String,
    pub address: String,
    /// Their profession, in French and in English.
    pub profession: Option<(String, String)>,
    /// Their region, in French and in English.
    pub region: Option<(String, String)>,
    /// The organisation they work for today; may be empty.
    pub organisation: String,
    pub message: String,
    pub since: Timestamp,
}

/// The unanswered requests, the oldest first.
pub async fn requests(db: &Db, actor: &Actor, slug: &str) -> Result<JoinRequests> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::SeeMembers(&head.card.id))?;
    let requests = pending_requests(&mut tx, &head.card.id, rights.today()).await?;
    Ok(JoinRequests { head, requests })
}

/// Accepts or refuses a request, and notifies the person by mail. `reason` is part of the mail and of the history.
///
/// # Errors
/// [`Error::Closed`] if the request was answered or withdrawn meanwhile: exactly one answer counts.
pub async fn answer(db: &Db, actor: &Actor, membership: &MembershipId, accept: bool, reason: &str) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, network, person) = authorize(&mut tx, actor, membership).await?;
    let reason = check_reason(reason)?;
    decide(&mut tx, &rights, &network, (membership, &person), accept, &reason).await?;
    tx.commit().await
}

/// The most requests that one form may answer.
pub const MOST_ANSWERS: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnsweredRequests {
    /// The number of requests that got this answer.
    pub answered: usize,
    /// The number of requests that were answered or withdrawn meanwhile, or do not belong to this network.
    pub skipped: usize,
}

/// Gives several requests the same answer, as [`answer`] does for each. A request that can't be answered any more does not stop the others.
///
/// # Errors
/// [`FieldProblem::Required`] on `members` if it is empty, [`FieldProblem::TooMany`] beyond [`MOST_ANSWERS`].
pub async fn answer_several(
    db: &Db,
    actor: &Actor,
    slug: &str,
    memberships: &[String],
    accept: bool,
    reason: &str,
) -> Result<AnsweredRequests> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::SeeMembers(&network.id))?;
    policy::check(&rights, Act::AdmitMembers(&network.id))?;
    let mut errors = Validation::default();
    match memberships.len() {
        0 => errors.note("members", FieldProblem::Required),
        count if count > MOST_ANSWERS => errors.note("members", FieldProblem::TooMany(MOST_ANSWERS)),
        _ => {}
    }
    let reason = errors.check("reason", fields::summary(reason));
    let reason = errors.or(reason)?;
    // Sorted: two coordinators who answer the same people take the rows in the same order, so that there is no deadlock.
    let mut ids: Vec<MembershipId> = memberships.iter().map(|id| MembershipId::from(id.as_str())).collect();
    ids.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    ids.dedup();
    let mut outcome = AnsweredRequests { answered: 0, skipped: 0 };
    for id in &ids {
        let person: Option<PersonId> =
            sqlx::query_scalar("SELECT person FROM membership WHERE id = $1 AND network = $2 AND state = 'requested'")
                .bind_all((id, &network.id))
                .fetch_optional(&mut *tx)
                .await?;
        let result = match &person {
            Some(person) => decide(&mut tx, &rights, &network, (id, person), accept, &reason).await,
            None => Err(Error::Closed),
        };
        match result {
            Ok(()) => outcome.answered += 1,
            Err(Error::Closed) => outcome.skipped += 1,
            Err(error) => return Err(error),
        }
    }
    tx.commit().await?;
    Ok(outcome)
}

/// Writes the answer to one request, its history, its mail and its audit line.
async fn decide(
    tx: &mut Tx,
    rights: &Rights,
    network: &NetworkCard,
    (membership, person): (&MembershipId, &PersonId),
    accept: bool,
    reason: &str,
) -> Result<()> {
    let state = if accept { MembershipState::Active } else { MembershipState::Refused };
    set_state(tx, membership, MembershipState::Requested, state).await?;
    let change = record_change(tx, rights, membership, state, reason).await?;
    notifications::request_decided(tx, network, person, accept, reason, &change).await?;
    audit::record(
        tx,
        rights,
        if accept { AuditAction::MembershipAccept } else { AuditAction::MembershipRefuse },
        membership.as_str(),
        reason,
    )
    .await
}

/// Adds a person who has an account, by an address that they have proved, and tells them. Does nothing if they are a member already.
///
/// # Errors
/// [`FieldProblem::NoAccount`] on `address`.
pub async fn add(db: &Db, actor: &Actor, slug: &str, address: &str) -> Result<MembershipId> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::AdmitMembers(&network.id))?;
    let mut errors = Validation::default();
    let address = errors.check("address", fields::address(address));
    let address = errors.or(address)?;
    let person =
        proved_owner(&mut tx, &names::address_key(&address)).await?.ok_or_else(|| Error::field("address", FieldProblem::NoAccount))?;
    if people::lock(&mut tx, &person).await.is_err() {
        return Err(Error::field("address", FieldProblem::NoAccount));
    }
    let Some(membership) = upsert(&mut tx, &network.id, &person, MembershipState::Active, "").await? else {
        return find_membership(&mut tx, &network.id, &person).await;
    };
    let change = record_change(&mut tx, &rights, &membership, MembershipState::Active, "").await?;
    notifications::member_added(&mut tx, &network, &person, &change).await?;
    audit::record(&mut tx, &rights, AuditAction::MembershipAdd, membership.as_str(), slug).await?;
    tx.commit().await?;
    Ok(membership)
}

/// Ends an active membership, and notifies the person.
///
/// # Errors
/// [`Error::Closed`] if it is not active any more.
pub async fn end(db: &Db, actor: &Actor, membership: &MembershipId, reason: &str) -> Result<()> {
    let mut tx = db.write().await?;
    let (rights, network, person) = authorize(&mut tx, actor, membership).await?;
    let reason = check_reason(reason)?;
    set_state(&mut tx, membership, MembershipState::Active, MembershipState::Left).await?;
    lists::record_leave(&mut tx, &network.id, &person).await?;
    let change = record_change(&mut tx, &rights, membership, MembershipState::Left, &reason).await?;
    notifications::membership_ended(&mut tx, &network, &person, &reason, &change).await?;
    audit::record(&mut tx, &rights, AuditAction::MembershipEnd, membership.as_str(), &reason).await?;
    tx.commit().await
}

/// The rights of an actor who admits members, the network, and the person of the membership. The key of another network's membership gives the same
/// error as an unknown key.
async fn authorize(tx: &mut Tx, actor: &Actor, membership: &MembershipId) -> Result<(Rights, NetworkCard, PersonId)> {
    let rights = Rights::of(tx, actor).await?;
    let (slug, person): (String, PersonId) =
        sqlx::query_as("SELECT n.slug, m.person FROM membership m JOIN network n ON n.id = m.network WHERE m.id = $1")
            .bind(membership)
            .fetch_one(&mut **tx)
            .await?;
    let network = graph::find(tx, &rights, &slug).await?;
    policy::check(&rights, Act::SeeMembers(&network.id))?;
    policy::check(&rights, Act::AdmitMembers(&network.id))?;
    Ok((rights, network, person))
}

fn check_reason(reason: &str) -> Result<String> {
    let mut errors = Validation::default();
    let reason = errors.check("reason", fields::summary(reason));
    errors.or(reason)
}

/// Moves a membership from one state to another. [`Error::Closed`] if it has left the first state meanwhile.
async fn set_state(tx: &mut Tx, membership: &MembershipId, from: MembershipState, to: MembershipState) -> Result<()> {
    let now = tx.now;
    let changed = sqlx::query("UPDATE membership SET state = $3, since = $4 WHERE id = $1 AND state = $2")
        .bind_all((membership, from, to, now))
        .execute(&mut **tx)
        .await?;
    if changed.rows_affected() == 1 { Ok(()) } else { Err(Error::Closed) }
}

async fn find_membership(conn: &mut Conn, network: &NetworkId, person: &PersonId) -> Result<MembershipId> {
    Ok(sqlx::query_scalar("SELECT id FROM membership WHERE network = $1 AND person = $2")
        .bind_all((network, person))
        .fetch_one(conn)
        .await?)
}

#[derive(sqlx::FromRow)]
struct MembershipRequestRow {
    membership: MembershipId,
    given_name: String,
    family_name: String,
    address: Option<String>,
    profession_fr: Option<String>,
    profession_en: Option<String>,
    region_fr: Option<String>,
    region_en: Option<String>,
    organisation: Option<String>,
    message: String,
    since: Timestamp,
}

async fn pending_requests(conn: &mut Conn, network: &NetworkId, today: &str) -> Result<Vec<JoinRequest>> {
    let rows: Vec<MembershipRequestRow> = sqlx::query_as(concat!(
        "SELECT m.id AS membership, p.given_name, p.family_name, a.address, f.name_fr AS profession_fr, f.name_en AS profession_en,
                r.name_fr AS region_fr, r.name_en AS region_en, o.name AS organisation, m.message, m.since
           FROM membership m JOIN person p ON p.id = m.person
           LEFT JOIN address a ON a.person = p.id AND a.preferred = 1
           LEFT JOIN profession f ON f.code = p.profession
           LEFT JOIN region r ON r.code = p.region
           LEFT JOIN affiliation w ON w.id = ",
        super::rows::affiliation_on!("$2"),
        " LEFT JOIN organisation o ON o.id = w.organisation
          WHERE m.network = $1 AND m.state = 'requested' ORDER BY m.since, m.id"
    ))
    .bind_all((network, today))
    .fetch_all(conn)
    .await?;
    let request = |row: MembershipRequestRow| JoinRequest {
        membership: row.membership,
        name: names::full(&row.given_name, &row.family_name),
        address: row.address.unwrap_or_default(),
        profession: row.profession_fr.zip(row.profession_en),
        region: row.region_fr.zip(row.region_en),
        organisation: row.organisation.unwrap_or_default(),
        message: row.message,
        since: row.since,
    };
    Ok(rows.into_iter().map(request).collect())
}
