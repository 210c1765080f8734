//! Demo lists, and demo messages, dated as if they had been written and sent some days ago.

use chrono::Duration;

use super::audience::gather;
use super::choices::{AudienceChoice, replace_choices};
use super::settings::{ListInput, check, update};
use super::subscriptions::put_person;
use super::{List, deliveries, indexing, main_list, network_lists};
use crate::db::{BindAll, Tx};
use crate::enums::{ChoiceKind, Language, SubscriptionState};
use crate::error::Result;
use crate::ids::{ListId, MessageId, NetworkId, PersonId};
use crate::policy::{Actor, Rights};

/// Makes a list, with the checks of its form; with `is_main`, gives these settings to the main list of the network. The people of the addresses
/// `subscribers` subscribe to it.
///
/// # Errors
/// [`crate::Error::Invalid`] with every wrong field; [`crate::Error::NotFound`] for an unknown network or subscriber.
pub async fn seed_list(tx: &mut Tx, network: &str, input: &ListInput, is_main: bool, subscribers: &[String]) -> Result<()> {
    let rights = Rights::of(tx, &Actor::System).await?;
    let network: NetworkId = sqlx::query_scalar("SELECT id FROM network WHERE slug = $1").bind(network).fetch_one(&mut **tx).await?;
    let list: ListId = if is_main {
        let list = main_list(tx, &network).await?;
        let checked = check(tx, &rights, &network, Some(&list), input).await?;
        update(tx, &list, list.version, &checked).await?;
        list.id
    } else {
        let checked = check(tx, &rights, &network, None, input).await?;
        let (id, now): (ListId, _) = (tx.new_id(), tx.now);
        network_lists::insert(tx, &id, &network, &checked, now).await?;
        id
    };
    for subscriber in subscribers {
        let person: PersonId =
            sqlx::query_scalar("SELECT person FROM address WHERE address_key = $1").bind(subscriber).fetch_one(&mut **tx).await?;
        put_person(tx, &list, &person, SubscriptionState::Subscribed, "me").await?;
    }
    Ok(())
}

/// Writes a message to a network's subscribers: sent `days_ago` days ago; `None`: a draft. One in thirty deliveries was deferred
/// at first; the first message has a failed one.
pub async fn seed(tx: &mut Tx, network: &str, author: &str, text: (&str, &str), days_ago: Option<i64>) -> Result<()> {
    let network: NetworkId = sqlx::query_scalar("SELECT id FROM network WHERE slug = $1").bind(network).fetch_one(&mut **tx).await?;
    let list: List = main_list(tx, &network).await?;
    let author: PersonId =
        sqlx::query_scalar("SELECT person FROM address WHERE address_key = $1").bind(author).fetch_one(&mut **tx).await?;
    let id: MessageId = tx.new_id();
    let at = tx.now.plus(-Duration::days(days_ago.unwrap_or(0)));
    sqlx::query(
        "INSERT INTO message (id, list, author, subject, body, language, state, held, sent_at, finished_at, recipients, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $8, 0, $9, $9, 1)",
    )
    .bind_all((
        &id, &list.id, author, text.0, text.1, Language::Fr, if days_ago.is_some() { "sent" } else { "draft" }, days_ago.map(|_| at),
        at,
    ))
    .execute(&mut **tx)
    .await?;
    let choices = [AudienceChoice { kind: ChoiceKind::Subscribers, subject: String::new() }];
    replace_choices(tx, &id, &choices).await?;
    if days_ago.is_none() {
        return Ok(());
    }
    let rights = Rights::of(tx, &Actor::System).await?;
    let recipient_set = gather(tx, &rights, &list, &choices).await?;
    deliveries::queue(tx, &id, false, &recipient_set.recipients).await?;
    sqlx::query("UPDATE message SET recipients = $2 WHERE id = $1")
        .bind_all((&id, recipient_set.recipients.len() as i64))
        .execute(&mut **tx)
        .await?;
    sqlx::query("UPDATE delivery SET state = 'sent', due_at = NULL, queued_at = $2, sent_at = $3 WHERE message = $1")
        .bind_all((&id, at, at.plus(Duration::seconds(4))))
        .execute(&mut **tx)
        .await?;
    let copies: Vec<String> =
        sqlx::query_scalar("SELECT id FROM delivery WHERE message = $1 ORDER BY sort_name, id").bind(&id).fetch_all(&mut **tx).await?;
    for copy in copies.iter().step_by(30) {
        sqlx::query("INSERT INTO delivery_event (delivery, at, step, detail) VALUES ($1, $2, 'deferred', '451 4.7.1 greylisted')")
            .bind_all((copy, at.plus(Duration::seconds(2))))
            .execute(&mut **tx)
            .await?;
        sqlx::query("UPDATE delivery SET attempts = 1, sent_at = $2 WHERE id = $1")
            .bind_all((copy, at.plus(Duration::seconds(66))))
            .execute(&mut **tx)
            .await?;
    }
    indexing::add(tx, &id).await
}
