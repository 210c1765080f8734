//! The subscriptions to a list, and the choices that people made about it.

use super::subscriber_sql::{addresses_that_read, people_who_read, registrations_that_read};
use super::{List, find, main_list, reading_options};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Language, SubscriptionState};
use crate::error::{Error, Result};
use crate::ids::{ListId, NetworkId, PersonId};
use crate::policy::{self, Actor};
use crate::{members_by_rule, registrations_by_rule};

/// The number of people and addresses that receive the list's mail.
pub(super) async fn count(tx: &mut Tx, list: &List) -> Result<i64> {
    let today = tx.now.today();
    Ok(sqlx::query_scalar(concat!(
        "SELECT (SELECT COUNT(*) FROM person p WHERE",
        people_who_read!("$3"),
        ") + (SELECT COUNT(*) FROM subscription s WHERE",
        addresses_that_read!(),
        ") + (SELECT COUNT(DISTINCT rr.address_key) FROM",
        registrations_that_read!("$3"),
        ")"
    ))
    .bind_all((&list.id, &list.network, today))
    .fetch_one(&mut **tx)
    .await?)
}

/// Whether a person receives the list's mail.
pub(super) async fn is_reader(tx: &mut Tx, list: &List, person: &PersonId) -> Result<bool> {
    let today = tx.now.today();
    let found = sqlx::query(concat!("SELECT 1 FROM person p WHERE p.id = $4 AND", people_who_read!("$3")))
        .bind_all((&list.id, &list.network, today, person))
        .fetch_optional(&mut **tx)
        .await?;
    Ok(found.is_some())
}

/// Whether an address without an account receives the list's mail.
pub(crate) async fn is_guest_reader(tx: &mut Tx, list: &List, address_key: &str) -> Result<bool> {
    let found = sqlx::query(concat!("SELECT 1 FROM subscription s WHERE s.address_key = $3 AND", addresses_that_read!()))
        .bind_all((&list.id, &list.network, address_key))
        .fetch_optional(&mut **tx)
        .await?;
    Ok(found.is_some() || registration_that_reads(tx, list, address_key).await?.is_some())
}

/// The registration by which an address without an account receives the list's mail.
pub(super) async fn registration_that_reads(tx: &mut Tx, list: &List, address_key: &str) -> Result<Option<String>> {
    let today = tx.now.today();
    let found =
        sqlx::query_scalar(concat!("SELECT rr.id FROM", registrations_that_read!("$4"), "AND rr.address_key = $3 ORDER BY rr.id LIMIT 1"))
            .bind_all((&list.id, &list.network, address_key, today));
    Ok(found.fetch_optional(&mut **tx).await?)
}

/// The number of participants of an event who receive the list's mail until it ends, and by nothing else.
pub(super) async fn count_participants(tx: &mut Tx, list: &List) -> Result<i64> {
    let today = tx.now.today();
    Ok(sqlx::query_scalar(concat!(
        "SELECT (SELECT COUNT(DISTINCT rr.address_key) FROM",
        registrations_that_read!("$3"),
        ") + (SELECT COUNT(DISTINCT rr.person) FROM ",
        registrations_by_rule!("$1", "$3"),
        " AND rr.person IS NOT NULL AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.list = $1 AND s.person = rr.person)
              AND rr.person NOT IN (SELECT mr.person FROM (",
        members_by_rule!("$1"),
        ") mr))"
    ))
    .bind_all((&list.id, &list.network, today))
    .fetch_one(&mut **tx)
    .await?)
}

/// Whether the subscription of an address without an account brings it the list's mail.
pub(super) async fn is_open(conn: &mut Conn, list: &List, subscription: &str) -> Result<bool> {
    let found = sqlx::query(concat!("SELECT 1 FROM subscription s WHERE s.id = $3 AND", addresses_that_read!())).bind_all((
        &list.id,
        &list.network,
        subscription,
    ));
    Ok(found.fetch_optional(conn).await?.is_some())
}

/// Stores whether the person wants the mail of a list.
///
/// # Errors
/// [`Error::SignedOut`]; [`Error::NotFound`] for a list that they do not see; [`Error::Closed`] to subscribe to a closed one.
pub async fn set_subscription(db: &Db, actor: &Actor, slug: &str, subscribed: bool) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let list = match find(&mut tx, &rights, slug).await {
        Ok((_, list)) if subscribed && list.is_closed() => return Err(Error::Closed),
        Ok((_, list)) => list.id,
        // A person who left a private network may still unsubscribe.
        Err(Error::NotFound) if !subscribed => list_with_choice(&mut tx, &person, slug).await?.ok_or(Error::NotFound)?,
        Err(error) => return Err(error),
    };
    let state = if subscribed { SubscriptionState::Subscribed } else { SubscriptionState::Unsubscribed };
    if put_person(&mut tx, &list, &person, state, "me").await? {
        audit::record(&mut tx, &rights, AuditAction::SubscriptionChange, list.as_str(), state.code()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn list_with_choice(conn: &mut Conn, person: &PersonId, slug: &str) -> Result<Option<ListId>> {
    Ok(sqlx::query_scalar("SELECT l.id FROM subscription s JOIN list l ON l.id = s.list WHERE s.person = $1 AND l.slug = $2")
        .bind_all((person, slug))
        .fetch_optional(conn)
        .await?)
}

/// Stores the mail choice of a person who joins a network or asks to. Members get the mail of its lists without a subscription; a refusal is of all
/// lists that they would get, and joining again cancels an earlier refusal of the main list.
pub(crate) async fn record_join(tx: &mut Tx, network: &NetworkId, person: &PersonId, refuses: bool) -> Result<()> {
    if refuses {
        for list in lists_of_members(tx, network).await? {
            put_person(tx, &list, person, SubscriptionState::Refused, "join").await?;
        }
        return Ok(());
    }
    let list = main_list(tx, network).await?.id;
    if choice_of(tx, &list, person).await?.is_some_and(|choice| choice != SubscriptionState::Subscribed) {
        put_person(tx, &list, person, SubscriptionState::Subscribed, "join").await?;
    }
    Ok(())
}

/// The lists of a network that its members receive by a rule.
async fn lists_of_members(conn: &mut Conn, network: &NetworkId) -> Result<Vec<ListId>> {
    Ok(sqlx::query_scalar(
        "SELECT l.id FROM list l WHERE l.network = $1
            AND (l.main = 1 OR EXISTS (SELECT 1 FROM list_rule r WHERE r.list = l.id AND r.subject = l.network)) ORDER BY l.id",
    )
    .bind(network)
    .fetch_all(conn)
    .await?)
}

/// Ends the subscriptions of a person to the lists of a network that they leave, or of which a coordinator ends their membership.
pub(crate) async fn record_leave(tx: &mut Tx, network: &NetworkId, person: &PersonId) -> Result<()> {
    let lists: Vec<ListId> = sqlx::query_scalar(
        "SELECT l.id FROM list l JOIN subscription s ON s.list = l.id AND s.person = $2 AND s.state = 'subscribed' WHERE l.network = $1 ORDER BY l.id",
    )
    .bind_all((network, person))
    .fetch_all(&mut **tx)
    .await?;
    for list in lists {
        put_person(tx, &list, person, SubscriptionState::Unsubscribed, "leave").await?;
    }
    Ok(())
}

async fn choice_of(conn: &mut Conn, list: &ListId, person: &PersonId) -> Result<Option<SubscriptionState>> {
    Ok(sqlx::query_scalar("SELECT state FROM subscription WHERE list = $1 AND person = $2")
        .bind_all((list, person))
        .fetch_optional(conn)
        .await?)
}

/// A new choice of person `$3`, in SQL that ends before what happens to an earlier one.
macro_rules! choice_of_person {
    () => {
        "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
         SELECT $1, $2, p.id, NULL, NULL, '', p.language, $4, $5 FROM person p WHERE p.id = $3 ON CONFLICT (list, person) "
    };
}

/// The same of the address with the key `$4`.
macro_rules! choice_of_address {
    () => {
        "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
         VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8) ON CONFLICT (list, address_key) "
    };
}
pub(super) use {choice_of_address, choice_of_person};

/// Stores a person's choice with its day; `false` if it was already stored.
pub(super) async fn put_person(
    tx: &mut Tx,
    list: &ListId,
    person: &PersonId,
    state: SubscriptionState,
    cause: &'static str,
) -> Result<bool> {
    let (id, now): (String, _) = (tx.new_id(), tx.now);
    let changed: Option<String> = sqlx::query_scalar(concat!(
        choice_of_person!(),
        "DO UPDATE SET state = excluded.state, since = excluded.since WHERE subscription.state <> excluded.state RETURNING id"
    ))
    .bind_all((id, list, person, state, now))
    .fetch_optional(&mut **tx)
    .await?;
    record_change(tx, changed, state, cause).await
}

/// [`put_person`] for an address without an account.
pub(super) async fn put_address(
    tx: &mut Tx,
    list: &ListId,
    reader: &GuestSubscriber,
    state: SubscriptionState,
    cause: &'static str,
) -> Result<bool> {
    let (id, now): (String, _) = (tx.new_id(), tx.now);
    let changed: Option<String> = sqlx::query_scalar(concat!(
        choice_of_address!(),
        "DO UPDATE SET state = excluded.state, since = excluded.since, name = excluded.name, language = excluded.language
          WHERE subscription.state <> excluded.state RETURNING id"
    ))
    .bind_all((id, list, &reader.address, &reader.address_key, &reader.name, reader.language, state, now))
    .fetch_optional(&mut **tx)
    .await?;
    record_change(tx, changed, state, cause).await
}

/// A subscriber without an account.
pub(super) struct GuestSubscriber {
    pub(super) address: String,
    pub(super) address_key: String,
    pub(super) name: String,
    pub(super) language: Language,
}

/// Changes the choice of an address, by its subscription.
pub(super) async fn set(tx: &mut Tx, subscription: &str, state: SubscriptionState, cause: &'static str) -> Result<bool> {
    let now = tx.now;
    let changed: Option<String> =
        sqlx::query_scalar("UPDATE subscription SET state = $2, since = $3 WHERE id = $1 AND state <> $2 RETURNING id")
            .bind_all((subscription, state, now))
            .fetch_optional(&mut **tx)
            .await?;
    record_change(tx, changed, state, cause).await
}

/// Adds the change of a subscription to the record of consent; `false` if there was none.
pub(super) async fn record_change(
    tx: &mut Tx,
    subscription: Option<String>,
    state: SubscriptionState,
    cause: &'static str,
) -> Result<bool> {
    let Some(subscription) = subscription else { return Ok(false) };
    if state != SubscriptionState::Subscribed {
        reading_options::delete_of_subscription(tx, &subscription).await?;
    }
    let (id, now): (String, _) = (tx.new_id(), tx.now);
    sqlx::query("INSERT INTO subscription_change (id, subscription, state, at, cause) VALUES ($1, $2, $3, $4, $5)")
        .bind_all((id, subscription, state, now, cause))
        .execute(&mut **tx)
        .await?;
    Ok(true)
}
