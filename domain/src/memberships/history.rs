//! The history of one membership: changes with their date, author and reason.

use super::list::Member;
use super::rows::{affiliation_on, member_columns, member_source};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db};
use crate::enums::MembershipState;
use crate::error::Result;
use crate::graph::{self, NetworkCard};
use crate::ids::MembershipId;
use crate::people::names;
use crate::policy::{self, Act, Actor};

#[derive(Debug, Clone)]
pub struct MemberHistory {
    pub network: NetworkCard,
    pub member: Member,
    /// The latest first.
    pub changes: Vec<MembershipChange>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipChange {
    /// The state from then on.
    pub state: MembershipState,
    pub at: Timestamp,
    /// The name of the person who decided; `None` for the system.
    pub by: Option<String>,
    /// Whether the member made the change themselves.
    pub by_self: bool,
    /// The text written with it, by the person who asked or the one who decided.
    pub reason: String,
}

/// The history of one member.
pub async fn history(db: &Db, actor: &Actor, membership: &MembershipId) -> Result<MemberHistory> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let slug: String = sqlx::query_scalar("SELECT n.slug FROM membership m JOIN network n ON n.id = m.network WHERE m.id = $1")
        .bind(membership)
        .fetch_one(&mut *tx)
        .await?;
    let network = graph::find(&mut tx, &rights, &slug).await?;
    policy::check(&rights, Act::SeeMembers(&network.id))?;
    let member = sqlx::query_as(concat!(
        member_columns!(),
        member_source!("(SELECT x.*, '' AS through FROM membership x WHERE x.id = $1) m"),
        " WHERE m.id = $1"
    ))
    .bind_all((membership, rights.today()))
    .fetch_one(&mut *tx)
    .await?;
    let changes = changes(&mut tx, membership).await?;
    Ok(MemberHistory { network, member, changes })
}

async fn changes(conn: &mut Conn, membership: &MembershipId) -> Result<Vec<MembershipChange>> {
    type Row = (MembershipState, Timestamp, Option<String>, Option<String>, i64, String);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT c.state, c.at, p.given_name, p.family_name, CASE WHEN c.by_person = m.person THEN 1 ELSE 0 END, c.reason
           FROM membership_change c JOIN membership m ON m.id = c.membership LEFT JOIN person p ON p.id = c.by_person
          WHERE c.membership = $1 ORDER BY c.at DESC, c.id DESC",
    )
    .bind(membership)
    .fetch_all(conn)
    .await?;
    let change = |(state, at, given, family, own, reason): Row| MembershipChange {
        state,
        at,
        by: given.zip(family).map(|(given, family)| names::full(&given, &family)),
        by_self: own == 1,
        reason,
    };
    Ok(rows.into_iter().map(change).collect())
}
