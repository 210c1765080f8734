//! The public subscription form: a visitor who is not a member asks, proves the address by the link of a mail, and is subscribed from then on.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::subscriptions::{self, GuestSubscriber};
use super::{List, by_id, find};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db, InstanceKey, Tx};
use crate::enums::{Language, SubscriptionState};
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::ids::ListId;
use crate::mail::failing_addresses;
use crate::mail::{self, MailContent, MailRecipient, ReplyTo};
use crate::people::accounts::proved_owner;
use crate::people::names;
use crate::policy::{self, Actor};
use crate::rng::{self, Secret};
use formats::markdown::literal;
use words::tr;

/// A form older than this is shown again.
pub const MOST_SECONDS: i64 = 24 * 3600;
/// The hours for which the link of the mail is valid.
pub const HOURS_TO_CONFIRM: i64 = 72;
/// The clock difference allowed between two nodes, in seconds: the form may come back to another node than the one that showed it.
const CLOCKS_APART: i64 = 120;
const PURPOSE: &str = "form";

/// The public form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscribeInput {
    /// The address to subscribe.
    pub address: String,
    /// The name; may be empty.
    pub name: String,
    /// The [mark](form_mark) shown with the form.
    pub mark: String,
    /// A honeypot: people do not see the field, so a value was typed by a program.
    pub leave_empty: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingConfirmation {
    pub list: String,
    pub slug: String,
    /// The address to confirm.
    pub address: String,
    /// Whether it is already confirmed.
    pub done: bool,
}

/// The mark of a form shown now. It says for which list and since when, and only this instance can make it.
pub async fn form_mark(db: &Db, slug: &str) -> Result<String> {
    let key = InstanceKey::of(db).await?;
    let text = format!("{slug}.{}", db.now().seconds());
    Ok(format!("{}.{}", db.now().seconds(), key.mark(PURPOSE, &text)))
}

/// Whether the mark is of this list and recent. A form that comes back very soon is accepted: a browser fills it in at once.
fn is_mark_valid(key: &InstanceKey, slug: &str, mark: &str, now: Timestamp) -> bool {
    let Some((since, proof)) = mark.split_once('.') else { return false };
    let age = since.parse::<i64>().map_or(-1, |since| now.seconds() - since);
    (-CLOCKS_APART..=MOST_SECONDS).contains(&age) && key.verify(PURPOSE, &format!("{slug}.{since}"), proof)
}

/// Requests a subscription: a mail goes to the address, and only its owner can confirm. The answer is the same whether or not the address is known:
/// only the mail tells.
///
/// # Errors
/// [`Error::Stale`] if the form was shown too long ago or not by this instance, and has to be shown again; [`Error::Invalid`]; [`Error::TooMany`]
/// beyond 5 mails an hour to one address or 30 from one client; [`Error::Closed`] for a closed list.
pub async fn request_subscription(
    db: &Db,
    actor: &Actor,
    client: &str,
    language: Language,
    slug: &str,
    input: &SubscribeInput,
) -> Result<()> {
    let key = InstanceKey::of(db).await?;
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find(&mut tx, &rights, slug).await?;
    if list.is_closed() {
        return Err(Error::Closed);
    }
    let mut errors = Validation::default();
    let address = errors.check("address", fields::address(&input.address));
    let name = errors.check("name", fields::optional_line(&input.name));
    let (address, name) = errors.or((address, name))?;
    if !input.leave_empty.is_empty() {
        return Ok(());
    }
    if !is_mark_valid(&key, slug, &input.mark, tx.now) {
        return Err(Error::Stale);
    }
    let (client, address_key) = (rng::hash(client), names::address_key(&address));
    check_limits(&mut tx, &client, &address_key).await?;
    request(&mut tx, &list, &client, &address, &name, language).await?;
    tx.commit().await
}

/// Stores a request, and sends the mail that confirms it.
async fn request(tx: &mut Tx, list: &List, client: &str, address: &str, name: &str, language: Language) -> Result<()> {
    let address_key = names::address_key(address);
    let token = tx.secret();
    let now = tx.now;
    // A subscriber whose mail is suspended gets a link all the same: using it proves the address.
    let is_subscribed = is_subscribed(tx, list, &address_key).await? && !failing_addresses::is_suspended(tx, &address_key).await?;
    sqlx::query(
        "INSERT INTO subscription_request (token_hash, list, address, address_key, name, language, client, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind_all((token.hash(), &list.id, address, &address_key, name, language, client, now))
    .execute(&mut **tx)
    .await?;
    // No name: text typed by a stranger is not sent to an address that they have not proved.
    let to = MailRecipient { person: None, name: String::new(), address: address.to_owned(), language };
    let reply_to = ReplyTo::network(tx, &list.network).await?;
    let content = MailContent { reply_to, ..confirmation_mail(tx, list, language, &token, is_subscribed) };
    mail::post(tx, &to, &content).await
}

/// [`request_subscription`] by a mail to the list. Its sender's name is not believed; the limits are those of the form.
pub(crate) async fn request_by_mail(tx: &mut Tx, list: &List, address: &str, language: Language) -> Result<()> {
    let address_key = names::address_key(address);
    // A relay says nothing of the client: each address counts as one.
    let client = rng::hash(&address_key);
    match check_limits(tx, &client, &address_key).await {
        Ok(()) => request(tx, list, &client, address, "", language).await,
        Err(Error::TooMany) => Ok(()),
        Err(error) => Err(error),
    }
}

fn confirmation_mail(tx: &Tx, list: &List, language: Language, token: &Secret, is_subscribed: bool) -> MailContent {
    let name = list.name.as_str();
    let (subject, body) = if is_subscribed {
        let page = tx.link(&format!("/lists/{}", list.slug));
        (
            tr!(language, "lists-mail-already-subscribed-subject", list = name),
            tr!(language, "lists-mail-already-subscribed", list = literal(name), link = page),
        )
    } else {
        let link = tx.link(&format!("/subscriptions/{}", token.reveal()));
        let days = HOURS_TO_CONFIRM / 24;
        (
            tr!(language, "lists-mail-confirm-subject", list = name),
            tr!(language, "lists-mail-confirm", list = literal(name), link = link, days = days.to_string()),
        )
    };
    let why = tr!(language, "lists-mail-reason", list = name);
    MailContent { cause: "list.confirm", subject, body, why, ..MailContent::default() }
}

/// The subscription that the link of a mail would confirm.
///
/// # Errors
/// [`Error::LinkOver`].
pub async fn pending(db: &Db, token: &Secret) -> Result<PendingConfirmation> {
    let mut tx = db.read().await?;
    let request = find_request(&mut tx, token).await?;
    let list = by_id(&mut tx, &request.list).await?;
    Ok(PendingConfirmation { list: list.name, slug: list.slug, address: request.address, done: request.used_at.is_some() })
}

/// Subscribes the address, or its account if it has one. Idempotent.
///
/// # Errors
/// [`Error::LinkOver`].
pub async fn confirm(db: &Db, token: &Secret) -> Result<()> {
    let mut tx = db.write().await?;
    let request = find_request(&mut tx, token).await?;
    if request.used_at.is_some() {
        return Ok(());
    }
    let now = tx.now;
    sqlx::query("UPDATE subscription_request SET used_at = $2 WHERE token_hash = $1")
        .bind_all((token.hash(), now))
        .execute(&mut *tx)
        .await?;
    failing_addresses::lift(&mut tx, &request.address_key).await?;
    match proved_owner(&mut tx, &request.address_key).await? {
        Some(person) => subscriptions::put_person(&mut tx, &request.list, &person, SubscriptionState::Subscribed, "form").await?,
        None => {
            let reader = GuestSubscriber {
                address: request.address,
                address_key: request.address_key,
                name: request.name,
                language: request.language,
            };
            subscriptions::put_address(&mut tx, &request.list, &reader, SubscriptionState::Subscribed, "form").await?
        }
    };
    tx.commit().await
}

/// Deletes requests once their links have expired, and their clients once no rate limit counts them. The cleanup worker calls it.
pub async fn delete_expired_requests(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    let (expired_before, limit_start) = (tx.now.plus(Duration::hours(-HOURS_TO_CONFIRM)), tx.now.plus(Duration::hours(-1)));
    sqlx::query("DELETE FROM subscription_request WHERE created_at <= $1").bind(expired_before).execute(&mut *tx).await?;
    sqlx::query("UPDATE subscription_request SET client = '' WHERE client <> '' AND created_at <= $1")
        .bind(limit_start)
        .execute(&mut *tx)
        .await?;
    tx.commit_without_revision().await
}

#[derive(sqlx::FromRow)]
struct PendingSubscription {
    list: ListId,
    address: String,
    address_key: String,
    name: String,
    language: Language,
    created_at: Timestamp,
    used_at: Option<Timestamp>,
}

async fn find_request(tx: &mut Tx, token: &Secret) -> Result<PendingSubscription> {
    let request: Option<PendingSubscription> = sqlx::query_as(
        "SELECT list, address, address_key, name, language, created_at, used_at FROM subscription_request WHERE token_hash = $1",
    )
    .bind(token.hash())
    .fetch_optional(&mut **tx)
    .await?;
    let expired_before = tx.now.plus(Duration::hours(-HOURS_TO_CONFIRM));
    request.filter(|request| request.created_at > expired_before).ok_or(Error::LinkOver)
}

async fn check_limits(tx: &mut Tx, client: &str, address_key: &str) -> Result<()> {
    let since = tx.now.plus(Duration::hours(-1));
    let (by_address, by_client): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM subscription_request WHERE address_key = $1 AND created_at > $3),
                (SELECT COUNT(*) FROM subscription_request WHERE client = $2 AND created_at > $3)",
    )
    .bind_all((address_key, client, since))
    .fetch_one(&mut **tx)
    .await?;
    if by_address >= 5 || by_client >= 30 { Err(Error::TooMany) } else { Ok(()) }
}

async fn is_subscribed(tx: &mut Tx, list: &List, address_key: &str) -> Result<bool> {
    let today = tx.now.today();
    let found = sqlx::query(concat!(
        "SELECT 1 FROM person p JOIN address a ON a.person = p.id AND a.verified_at IS NOT NULL WHERE a.address_key = $3 AND",
        super::subscriber_sql::people_who_read!("$4"),
        " UNION SELECT 1 FROM subscription s WHERE s.list = $1 AND s.address_key = $3 AND s.state = 'subscribed'"
    ));
    Ok(found.bind(&list.id).bind(&list.network).bind(address_key).bind(today).fetch_optional(&mut **tx).await?.is_some())
}
