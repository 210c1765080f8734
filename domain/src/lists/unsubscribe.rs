//! The unsubscribe link of a mail: it works without signing in, for ever, for that list or that event only.

use super::List;
use super::options;
use super::reading_options::ListReader;
use super::subscriptions::{self, GuestSubscriber};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, InstanceKey, Tx};
use crate::enums::{Language, NetworkVisibility, SubscriptionState};
use crate::error::{Error, Result};
use crate::ids::{DeliveryId, ListId, NetworkId, PersonId};
use crate::people::accounts::proved_owner;
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};

const PURPOSE: &str = "stop";

/// The target of a link, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsubscribePage {
    /// The name of the list or event; empty if it is gone, in which case nothing is sent any more.
    pub name: String,
    /// Whether the link is for an event.
    pub of_event: bool,
    /// The address the mail went to; empty if the delivery was deleted.
    pub address: String,
    /// Whether the mail is stopped.
    pub stopped: bool,
    /// Whether it can be resumed: a person who may no longer know of the network does not get its mail again.
    pub may_resubscribe: bool,
    /// Whether the same link opens the reading options of a list.
    pub has_options: bool,
}

/// The last part of a mail's link: its target, the delivery, and the mark that proves that this instance wrote it.
pub fn token(key: &InstanceKey, target_text: &str, delivery: &DeliveryId) -> String {
    let text = format!("{target_text}.{delivery}");
    format!("{text}.{}", key.mark(PURPOSE, &text))
}

/// The link of a reader for a mail about a list.
pub(crate) struct UnsubscribeLink {
    pub(crate) link: String,
    /// The address of their reading options; `None` for a participant of an event without an account, who gets each mail until it ends.
    pub(crate) options: Option<String>,
}

/// The link that unsubscribes the owner of an address from a list; `None` if neither the address nor its account receives the list's mail.
pub(crate) async fn unsubscribe_link(tx: &mut Tx, key: &InstanceKey, list: &List, address_key: &str) -> Result<Option<UnsubscribeLink>> {
    let target_text = match proved_owner(tx, address_key).await? {
        Some(person) if subscriptions::is_reader(tx, list, &person).await? => format!("l.{}.{person}", list.id),
        Some(_) => return Ok(None),
        None => {
            let subscription: Option<String> =
                sqlx::query_scalar("SELECT id FROM subscription WHERE list = $1 AND address_key = $2 AND state = 'subscribed'")
                    .bind_all((&list.id, address_key))
                    .fetch_optional(&mut **tx)
                    .await?;
            match subscription {
                Some(subscription) => format!("s.{subscription}"),
                None => match subscriptions::registration_that_reads(tx, list, address_key).await? {
                    Some(registration) => format!("g.{}.{registration}", list.id),
                    None => return Ok(None),
                },
            }
        }
    };
    let link = tx.link(&format!("/unsubscribe/{}", token(key, &target_text, &DeliveryId::from("mail"))));
    let options = (!target_text.starts_with("g.")).then(|| format!("{link}/options"));
    Ok(Some(UnsubscribeLink { link, options }))
}

enum UnsubscribeTarget {
    List(ListId, PersonId),
    Subscription(String),
    /// A list that the owner of a registration without an account receives until the event ends.
    Participant(ListId, String),
    /// The mail about an event.
    Registration(String),
}

struct OpenedLink {
    target: UnsubscribeTarget,
    /// The target as the delivery stores it.
    target_text: String,
    delivery: DeliveryId,
}

/// # Errors
/// [`Error::LinkOver`] for a token that this instance did not write.
async fn open(db: &Db, token: &str) -> Result<OpenedLink> {
    let key = InstanceKey::of(db).await?;
    let (text, mark) = token.rsplit_once('.').ok_or(Error::LinkOver)?;
    if !key.verify(PURPOSE, text, mark) {
        return Err(Error::LinkOver);
    }
    let (target_text, delivery) = text.rsplit_once('.').ok_or(Error::LinkOver)?;
    let parts: Vec<&str> = target_text.split('.').collect();
    let target = match parts[..] {
        ["l", list, person] => UnsubscribeTarget::List(list.into(), person.into()),
        ["s", subscription] => UnsubscribeTarget::Subscription(subscription.to_owned()),
        ["g", list, registration] => UnsubscribeTarget::Participant(list.into(), registration.to_owned()),
        ["e", registration] => UnsubscribeTarget::Registration(registration.to_owned()),
        _ => return Err(Error::LinkOver),
    };
    Ok(OpenedLink { target, target_text: target_text.to_owned(), delivery: delivery.into() })
}

/// The reader of a list whom the link of a mail names.
pub(super) struct ReaderLink {
    pub(super) list: ListId,
    pub(super) reader: ListReader,
    /// The address of a subscription, or the one that the mail of the link went to; empty if neither is known.
    pub(super) address: String,
}

/// # Errors
/// [`Error::LinkOver`] for a token that this instance did not write, and for that of a mail about an event.
pub(super) async fn open_reader_link(db: &Db, token: &str) -> Result<ReaderLink> {
    let link = open(db, token).await?;
    let mut tx = db.read().await?;
    match link.target {
        UnsubscribeTarget::List(list, person) => {
            let address = address_of(&mut tx, &link.delivery).await?;
            Ok(ReaderLink { list, reader: ListReader::Person(person), address })
        }
        UnsubscribeTarget::Subscription(id) => {
            let found: Option<(ListId, Option<String>)> =
                sqlx::query_as("SELECT list, address FROM subscription WHERE id = $1").bind(&id).fetch_optional(&mut *tx).await?;
            let (list, address) = found.ok_or(Error::LinkOver)?;
            Ok(ReaderLink { list, reader: ListReader::Subscription(id), address: address.unwrap_or_default() })
        }
        UnsubscribeTarget::Participant(..) | UnsubscribeTarget::Registration(_) => Err(Error::LinkOver),
    }
}

async fn address_of(conn: &mut Conn, delivery: &DeliveryId) -> Result<String> {
    let address: Option<String> =
        sqlx::query_scalar("SELECT address FROM delivery WHERE id = $1").bind(delivery).fetch_optional(conn).await?;
    Ok(address.unwrap_or_default())
}

/// The target of the link and whether its mail is stopped. Changes nothing.
pub async fn unsubscribe_page(db: &Db, token: &str) -> Result<UnsubscribePage> {
    let link = open(db, token).await?;
    let mut tx = db.read().await?;
    let address = address_of(&mut tx, &link.delivery).await?;
    let may_resubscribe = may_resubscribe(&mut tx, &link.target).await?;
    let (name, stopped) = name_and_state(&mut tx, &link.target).await?.unwrap_or_else(|| (String::new(), true));
    let of_event = matches!(link.target, UnsubscribeTarget::Registration(_));
    drop(tx);
    let has_options = match options::options_by_link(db, token).await {
        Ok(_) => true,
        Err(Error::LinkOver) => false,
        Err(error) => return Err(error),
    };
    Ok(UnsubscribePage { name, of_event, address, stopped, may_resubscribe, has_options })
}

async fn name_and_state(conn: &mut Conn, target: &UnsubscribeTarget) -> Result<Option<(String, bool)>> {
    let row: Option<(String, i64)> = match target {
        UnsubscribeTarget::List(list, person) => {
            sqlx::query_as(
                "SELECT l.name, (SELECT COUNT(*) FROM subscription s WHERE s.list = l.id AND s.person = $2 AND s.state <> 'subscribed')
                   FROM list l WHERE l.id = $1",
            )
            .bind_all((list, person))
            .fetch_optional(conn)
            .await?
        }
        UnsubscribeTarget::Subscription(id) => {
            sqlx::query_as(
                "SELECT l.name, CASE WHEN s.state = 'subscribed' THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END
                   FROM subscription s JOIN list l ON l.id = s.list WHERE s.id = $1",
            )
            .bind(id)
            .fetch_optional(conn)
            .await?
        }
        UnsubscribeTarget::Participant(list, registration) => {
            sqlx::query_as(
                "SELECT l.name, (SELECT COUNT(*) FROM subscription s JOIN registration r ON r.address_key = s.address_key
                                  WHERE s.list = l.id AND r.id = $2 AND s.state <> 'subscribed')
                   FROM list l WHERE l.id = $1",
            )
            .bind_all((list, registration))
            .fetch_optional(conn)
            .await?
        }
        UnsubscribeTarget::Registration(id) => {
            sqlx::query_as(
                "SELECT e.title, (SELECT COUNT(*) FROM registration_mute q WHERE q.registration = r.id)
                   FROM registration r JOIN event e ON e.id = r.event WHERE r.id = $1",
            )
            .bind(id)
            .fetch_optional(conn)
            .await?
        }
    };
    Ok(row.map(|(name, stopped)| (name, stopped > 0)))
}

/// Stops the mail. Idempotent. Mail still queued for the same reason is not sent.
pub async fn unsubscribe(db: &Db, token: &str) -> Result<()> {
    let link = open(db, token).await?;
    let mut tx = db.write().await?;
    let now = tx.now;
    match &link.target {
        UnsubscribeTarget::List(list, person) => {
            subscriptions::put_person(&mut tx, list, person, SubscriptionState::Unsubscribed, "one_click").await?;
        }
        UnsubscribeTarget::Subscription(id) => drop(subscriptions::set(&mut tx, id, SubscriptionState::Unsubscribed, "one_click").await?),
        UnsubscribeTarget::Participant(list, id) => put_participant(&mut tx, list, id, SubscriptionState::Unsubscribed).await?,
        UnsubscribeTarget::Registration(id) => mute(&mut tx, id, now).await?,
    }
    sqlx::query("UPDATE delivery SET unsubscribed_at = $2 WHERE id = $1 AND unsubscribed_at IS NULL")
        .bind_all((&link.delivery, now))
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "UPDATE delivery SET state = 'unsubscribed', due_at = NULL, unsubscribed_at = $2
          WHERE unsubscribe_target = $1 AND unsubscribe_target <> '' AND due_at IS NOT NULL",
    )
    .bind_all((&link.target_text, now))
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Resumes the mail, for a person who stopped it by mistake or for somebody else. The link proves the identity; the policy is asked now whether they
/// may receive the mail.
///
/// # Errors
/// [`Error::LinkOver`] for the list of a network that they may no longer know of.
pub async fn resubscribe(db: &Db, token: &str) -> Result<()> {
    let link = open(db, token).await?;
    let mut tx = db.write().await?;
    if !may_resubscribe(&mut tx, &link.target).await? {
        return Err(Error::LinkOver);
    }
    match &link.target {
        UnsubscribeTarget::List(list, person) => {
            subscriptions::put_person(&mut tx, list, person, SubscriptionState::Subscribed, "one_click").await?;
        }
        UnsubscribeTarget::Subscription(id) => drop(subscriptions::set(&mut tx, id, SubscriptionState::Subscribed, "one_click").await?),
        UnsubscribeTarget::Participant(list, id) => put_participant(&mut tx, list, id, SubscriptionState::Subscribed).await?,
        UnsubscribeTarget::Registration(id) => {
            sqlx::query("DELETE FROM registration_mute WHERE registration = $1").bind(id).execute(&mut *tx).await?;
        }
    }
    sqlx::query("UPDATE delivery SET unsubscribed_at = NULL WHERE id = $1 AND state <> 'unsubscribed'")
        .bind(&link.delivery)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Whether the owner of the link may receive the list: they must be allowed to know of its network, as in [`subscriptions::set_subscription`].
async fn may_resubscribe(tx: &mut Tx, target: &UnsubscribeTarget) -> Result<bool> {
    let (list, actor) = match target {
        UnsubscribeTarget::List(list, person) => (Some(list.clone()), Actor::Person(person.clone())),
        UnsubscribeTarget::Subscription(id) => {
            let list = sqlx::query_scalar("SELECT list FROM subscription WHERE id = $1").bind(id).fetch_optional(&mut **tx).await?;
            (list, Actor::Guest)
        }
        UnsubscribeTarget::Participant(list, _) => (Some(list.clone()), Actor::Guest),
        UnsubscribeTarget::Registration(_) => return Ok(true),
    };
    let Some(list) = list else { return Ok(false) };
    let network: Option<(NetworkId, NetworkVisibility)> =
        sqlx::query_as("SELECT n.id, n.visibility FROM list l JOIN network n ON n.id = l.network WHERE l.id = $1")
            .bind(&list)
            .fetch_optional(&mut **tx)
            .await?;
    let Some((network, visibility)) = network else { return Ok(false) };
    let rights = Rights::of(tx, &actor).await?;
    Ok(policy::allows(&rights, Act::SeeNetwork(&network, visibility)))
}

/// Stores the choice of a participant without an account, as that of their address.
async fn put_participant(tx: &mut Tx, list: &ListId, registration: &str, state: SubscriptionState) -> Result<()> {
    let found: Option<(String, String, String, String, Language)> =
        sqlx::query_as("SELECT address, address_key, given_name, family_name, language FROM registration WHERE id = $1 AND person IS NULL")
            .bind(registration)
            .fetch_optional(&mut **tx)
            .await?;
    if let Some((address, address_key, given_name, family_name, language)) = found {
        let reader = GuestSubscriber { address, address_key, name: names::full(&given_name, &family_name), language };
        subscriptions::put_address(tx, list, &reader, state, "one_click").await?;
    }
    Ok(())
}

async fn mute(tx: &mut Tx, registration: &str, now: Timestamp) -> Result<()> {
    sqlx::query("INSERT INTO registration_mute (registration, since) VALUES ($1, $2) ON CONFLICT (registration) DO NOTHING")
        .bind_all((registration, now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
