//! The lines of a message's journal, limited to recipients that the reader may know.

use std::collections::HashMap;

use super::{DeliveryStep, MessageDelivery, MessageJournalQuery};
use crate::administers;
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::DeliveryState;
use crate::error::Result;
use crate::graph::NetworkHead;
use crate::ids::{DeliveryId, MessageId};
use crate::like_pattern;
use crate::people::names;
use crate::policy::Rights;

#[derive(sqlx::FromRow)]
pub(super) struct DeliveryRow {
    id: DeliveryId,
    name: String,
    address: String,
    why: String,
    through: String,
    state: DeliveryState,
    doubtful: i64,
    due_at: Option<Timestamp>,
    last_error: String,
    queued_at: Timestamp,
    sent_at: Option<Timestamp>,
    unsubscribed_at: Option<Timestamp>,
}

/// Whether person `$1` may know the recipient of `delivery c` on the day `$2`: [`Act::SeeMembers`] in SQL, over the networks whose members' lists
/// alone have the recipient.
macro_rules! is_named {
    () => {
        concat!(
            "(c.through = ''
          OR EXISTS (SELECT 1 FROM mandate t JOIN committee k ON k.id = t.committee AND k.coordinates = 1
                      WHERE t.person = $1 AND t.started_on <= $2 AND (t.ended_on IS NULL OR t.ended_on >= $2)
                        AND ' ' || c.through || ' ' LIKE '% ' || k.network || ' %')
          OR ",
            administers!(),
            ")"
        )
    };
}

pub(super) async fn unnamed(conn: &mut Conn, rights: &Rights, id: &MessageId) -> Result<i64> {
    Ok(sqlx::query_scalar(concat!("SELECT COUNT(*) FROM delivery c WHERE c.message = $3 AND c.proof = 0 AND NOT ", is_named!()))
        .bind_all((rights.key(), rights.today(), id))
        .fetch_one(conn)
        .await?)
}

macro_rules! matching {
    () => {
        concat!(
            " FROM delivery c WHERE c.message = $3 AND c.proof = 0 AND ($4 = '' OR c.sort_name LIKE $5 ESCAPE '\\' OR c.address_key LIKE $6 ESCAPE '\\')
            AND ($7 = '' OR c.state = $7 OR ($7 = 'doubtful' AND c.doubtful = 1) OR ($7 = 'left' AND c.unsubscribed_at IS NOT NULL)) AND ",
            is_named!()
        )
    };
}

impl MessageJournalQuery {
    /// The values that [`matching!`] binds from `$4` on.
    fn values(&self) -> [String; 4] {
        let state = Some(self.state.as_str()).filter(|state| DeliveryState::parse(state).is_ok() || ["doubtful", "left"].contains(state));
        [
            self.q.trim().to_owned(),
            like_pattern::contains(&names::normalize(&self.q)),
            like_pattern::contains(&names::address_key(&self.q)),
            state.unwrap_or_default().to_owned(),
        ]
    }
}

pub(super) async fn count(tx: &mut Tx, rights: &Rights, id: &MessageId, query: &MessageJournalQuery) -> Result<i64> {
    let [typed, name, address, state] = query.values();
    Ok(sqlx::query_scalar(concat!("SELECT COUNT(*)", matching!()))
        .bind_all((rights.key(), rights.today(), id, typed, name, address, state))
        .fetch_one(&mut **tx)
        .await?)
}

pub(super) async fn rows(
    tx: &mut Tx,
    rights: &Rights,
    id: &MessageId,
    query: &MessageJournalQuery,
    most: i64,
    skip: i64,
) -> Result<Vec<DeliveryRow>> {
    let [typed, name, address, state] = query.values();
    Ok(sqlx::query_as(concat!(
        "SELECT c.id, c.name, c.address, c.why, c.through, c.state, c.doubtful, c.due_at, c.last_error, c.queued_at, c.sent_at, c.unsubscribed_at",
        matching!(),
        " ORDER BY c.sort_name, c.address_key, c.id LIMIT $8 OFFSET $9"
    ))
    .bind_all((rights.key(), rights.today(), id, typed, name, address, state, most, skip))
    .fetch_all(&mut **tx)
    .await?)
}

/// The reasons of a delivery that the author may read. Deliveries from before 2026-12 have more: that a person known to the author is also a member
/// of a network below.
fn visible_reasons(why: &str, through: &str, own_network: &str) -> String {
    let is_visible = |reason: &&str| reason.strip_prefix("member ").is_none_or(|network| network == own_network);
    match why.lines().filter(is_visible).collect::<Vec<_>>() {
        reasons if through.is_empty() && !reasons.is_empty() => reasons.join("\n"),
        _ => why.to_owned(),
    }
}

/// The lines with their steps. One query.
pub(super) async fn with_steps(
    conn: &mut Conn,
    head: &NetworkHead,
    id: &MessageId,
    rows: Vec<DeliveryRow>,
) -> Result<Vec<MessageDelivery>> {
    let events: Vec<(DeliveryId, Timestamp, String, String)> = sqlx::query_as(
        "SELECT e.delivery, e.at, e.step, e.detail FROM delivery c JOIN delivery_event e ON e.delivery = c.id WHERE c.message = $1 AND c.proof = 0 ORDER BY e.at",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    let mut by_delivery: HashMap<DeliveryId, Vec<DeliveryStep>> = HashMap::new();
    for (delivery, at, step, detail) in events {
        by_delivery.entry(delivery).or_default().push(DeliveryStep { at, step, detail });
    }
    let delivery = |row: DeliveryRow| {
        let step = |at: Timestamp, step: &str| DeliveryStep { at, step: step.to_owned(), detail: String::new() };
        let mut steps = vec![step(row.queued_at, "queued")];
        steps.extend(by_delivery.remove(&row.id).unwrap_or_default());
        steps.extend(row.sent_at.map(|at| step(at, "sent")));
        steps.extend(row.unsubscribed_at.map(|at| step(at, "unsubscribed")));
        steps.sort_by_key(|step| step.at);
        MessageDelivery {
            name: row.name,
            address: row.address,
            why: visible_reasons(&row.why, &row.through, &head.card.acronym),
            state: row.state,
            is_doubtful: row.doubtful == 1,
            due_at: row.due_at,
            last_error: row.last_error,
            steps,
        }
    };
    Ok(rows.into_iter().map(delivery).collect())
}
