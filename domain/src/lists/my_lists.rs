//! The lists on a person's own page, with every choice that they made about each.

use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db};
use crate::enums::SubscriptionState;
use crate::error::Result;
use crate::ids::PersonId;
use crate::policy::{self, Actor, Rights};
use crate::{own_networks, people_by_rule, visible_networks};

/// A list on a person's own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyList {
    pub slug: String,
    pub name: String,
    pub hue: i64,
    /// Whether the person receives its mail.
    pub is_subscribed: bool,
    pub is_member: bool,
    /// Every choice, the newest first.
    pub changes: Vec<SubscriptionStep>,
}

/// A choice about a list, or the start or end of a membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionStep {
    /// Whether mail came from then on.
    pub state: SubscriptionState,
    pub at: Timestamp,
    /// `form`, `one_click`, `me`, `join`, `leave`, `coordinator`, `import`.
    pub cause: String,
}

/// The open lists of the actor's networks, those whose rules name them, and all lists they ever made a choice about.
pub async fn my_lists(db: &Db, actor: &Actor) -> Result<Vec<MyList>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?.clone();
    of_person(&mut tx, &rights, &person).await
}

/// Slug, name, hue; the person's choice; whether they are a member, receive the mail by a rule, may know of the network.
type MyListRow = (String, String, i64, Option<SubscriptionState>, i64, i64, i64);

/// [`my_lists`] of a person. Two queries.
pub(super) async fn of_person(conn: &mut Conn, rights: &Rights, person: &PersonId) -> Result<Vec<MyList>> {
    let rows: Vec<MyListRow> = sqlx::query_as(concat!(
        "SELECT l.slug, l.name, n.hue, s.state,
                CASE WHEN n.id IN ",
        own_networks!(),
        " THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END,
                CASE WHEN $1 IN (",
        people_by_rule!("l.id"),
        ") THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END,
                CASE WHEN ",
        visible_networks!(),
        " THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END
           FROM list l JOIN network n ON n.id = l.network LEFT JOIN subscription s ON s.list = l.id AND s.person = $1
          WHERE s.id IS NOT NULL OR (l.closed_at IS NULL AND (n.id IN ",
        own_networks!(),
        " OR $1 IN (",
        people_by_rule!("l.id"),
        "))) ORDER BY lower(l.name), l.id",
    ))
    .bind_all((rights.key(), rights.today()))
    .fetch_all(&mut *conn)
    .await?;
    let changes: Vec<(String, SubscriptionState, Timestamp, String)> = sqlx::query_as(
        "SELECT l.slug, c.state, c.at, c.cause FROM subscription_change c JOIN subscription s ON s.id = c.subscription
           JOIN list l ON l.id = s.list WHERE s.person = $1 ORDER BY c.at DESC, c.id DESC",
    )
    .bind(person)
    .fetch_all(conn)
    .await?;
    let list = |(slug, name, hue, choice, is_member, by_rule, sees): MyListRow| MyList {
        changes: changes
            .iter()
            .filter(|(of, ..)| *of == slug)
            .map(|(_, state, at, cause)| SubscriptionStep { state: *state, at: *at, cause: cause.clone() })
            .collect(),
        is_subscribed: choice.map_or(by_rule == 1, |choice| choice == SubscriptionState::Subscribed && sees == 1),
        is_member: is_member == 1,
        slug,
        name,
        hue,
    };
    Ok(rows.into_iter().map(list).collect())
}
