//! A person's data in lists: subscriptions end when they leave everything, and the identity is removed when they are erased.

use super::subscriptions;
use crate::db::{BindAll, Tx};
use crate::enums::SubscriptionState;
use crate::error::Result;
use crate::ids::PersonId;

/// The keys of the addresses that person `$1` has proved. An address that they only typed may be somebody else's.
macro_rules! own_keys {
    () => {
        "(SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)"
    };
}

/// The number of lists that write to a person: as a member, or because they or one of their addresses subscribed.
pub(crate) async fn count_subscribed_lists(tx: &mut Tx, person: &PersonId) -> Result<i64> {
    let today = tx.now.today();
    Ok(sqlx::query_scalar(concat!(
        "SELECT COUNT(*) FROM list l
          WHERE EXISTS (SELECT 1 FROM subscription s WHERE s.list = l.id AND s.state = 'subscribed' AND (s.person = $1 OR s.address_key IN ",
        own_keys!(),
        ")) OR (l.closed_at IS NULL AND $1 IN (",
        crate::people_by_rule!("l.id", "$2"),
        ") AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.list = l.id AND s.person = $1 AND s.state <> 'subscribed'))"
    ))
    .bind_all((person, today))
    .fetch_one(&mut **tx)
    .await?)
}

/// Ends every subscription of a person or one of their addresses; mail still queued for them is not sent. Lists they receive as a member end with the
/// membership.
pub(crate) async fn unsubscribe_all(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    let subscriptions: Vec<String> = sqlx::query_scalar(concat!(
        "SELECT id FROM subscription WHERE state = 'subscribed' AND (person = $1 OR address_key IN ",
        own_keys!(),
        ") ORDER BY id"
    ))
    .bind(person)
    .fetch_all(&mut **tx)
    .await?;
    for subscription in subscriptions {
        subscriptions::set(tx, &subscription, SubscriptionState::Unsubscribed, "leave").await?;
    }
    sqlx::query(concat!(
        "UPDATE delivery SET state = 'unsubscribed', due_at = NULL, unsubscribed_at = $2
          WHERE mail IS NULL AND due_at IS NOT NULL AND (person = $1 OR address_key IN ",
        own_keys!(),
        ")"
    ))
    .bind_all((person, now))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes the identity of a person and their addresses, and what they manage: the fact of a sent delivery stays, its recipient does not; queued mail is not sent. To be
/// called before the addresses are deleted.
pub(crate) async fn erase_person(tx: &mut Tx, person: &PersonId) -> Result<()> {
    for statement in [
        concat!(
            "UPDATE delivery_event SET detail = '' WHERE delivery IN (SELECT c.id FROM delivery c WHERE c.message IS NOT NULL AND (c.person = $1 OR c.address_key IN ",
            own_keys!(),
            "))"
        ),
        concat!(
            "UPDATE delivery SET address = '', address_key = id, domain = '', name = '', sort_name = '', why = '', unsubscribe_target = '', last_error = '',
                    state = CASE WHEN due_at IS NULL AND worker IS NULL THEN state ELSE 'unsubscribed' END, due_at = NULL, worker = NULL,
                    person = NULL
              WHERE message IS NOT NULL AND (person = $1 OR address_key IN ",
            own_keys!(),
            ")"
        ),
        concat!(
            "DELETE FROM subscription_change WHERE subscription IN (SELECT s.id FROM subscription s WHERE s.person = $1 OR s.address_key IN ",
            own_keys!(),
            ")"
        ),
        concat!(
            "DELETE FROM reading_option WHERE person = $1 OR subscription IN (SELECT s.id FROM subscription s WHERE s.person = $1 OR s.address_key IN ",
            own_keys!(),
            ")"
        ),
        concat!("DELETE FROM subscription WHERE person = $1 OR address_key IN ", own_keys!()),
        concat!("DELETE FROM subscription_request WHERE address_key IN ", own_keys!()),
        "DELETE FROM list_manager WHERE person = $1",
        // After their deliveries: a bounce locks in the same order.
        concat!("DELETE FROM failing_address WHERE address_key IN ", own_keys!()),
    ] {
        sqlx::query(statement).bind(person).execute(&mut **tx).await?;
    }
    Ok(())
}
