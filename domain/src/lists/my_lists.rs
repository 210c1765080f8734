//! The lists on a person's own page, with every choice that they made about each.

use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db};
use crate::enums::{ReadingRhythm, SubscriptionState};
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
    pub rhythm: ReadingRhythm,
    /// A date: the first day with mail again.
    pub paused_until: Option<String>,
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

#[derive(sqlx::FromRow)]
struct MyListRow {
    slug: String,
    name: String,
    hue: i64,
    choice: Option<SubscriptionState>,
    is_member: i64,
    by_rule: i64,
    sees_network: i64,
    rhythm: Option<ReadingRhythm>,
    paused_until: Option<String>,
}

/// [`my_lists`] of a person. Two queries.
pub(super) async fn of_person(conn: &mut Conn, rights: &Rights, person: &PersonId) -> Result<Vec<MyList>> {
    let rows: Vec<MyListRow> = sqlx::query_as(concat!(
        "SELECT l.slug, l.name, n.hue, s.state AS choice, o.rhythm, CASE WHEN o.paused_until > $2 THEN o.paused_until END AS paused_until,
                CASE WHEN n.id IN ",
        own_networks!(),
        " THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS is_member,
                CASE WHEN $1 IN (",
        people_by_rule!("l.id", "$2"),
        ") THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS by_rule,
                CASE WHEN ",
        visible_networks!(),
        " THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS sees_network
           FROM list l JOIN network n ON n.id = l.network LEFT JOIN subscription s ON s.list = l.id AND s.person = $1
                LEFT JOIN reading_option o ON o.list = l.id AND o.person = $1
          WHERE s.id IS NOT NULL OR (l.closed_at IS NULL AND (n.id IN ",
        own_networks!(),
        " OR $1 IN (",
        people_by_rule!("l.id", "$2"),
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
    let list = |row: MyListRow| MyList {
        changes: changes
            .iter()
            .filter(|(of, ..)| *of == row.slug)
            .map(|(_, state, at, cause)| SubscriptionStep { state: *state, at: *at, cause: cause.clone() })
            .collect(),
        is_subscribed: row.choice.map_or(row.by_rule == 1, |choice| choice == SubscriptionState::Subscribed && row.sees_network == 1),
        is_member: row.is_member == 1,
        rhythm: row.rhythm.unwrap_or(ReadingRhythm::Each),
        paused_until: row.paused_until,
        slug: row.slug,
        name: row.name,
        hue: row.hue,
    };
    Ok(rows.into_iter().map(list).collect())
}
