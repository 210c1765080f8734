//! Placing a network below another one: the network asks, and the coordinators of the one above answer. Nothing is shared before they accept.

use std::collections::HashMap;

use super::{NetworkCard, NetworkHead, find, head_in, notifications};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db, Tx};
use crate::enums::PlacementState;
use crate::error::{Error, Result};
use crate::graph::closure;
use crate::ids::NetworkId;
use crate::policy::{self, Act, Actor, Rights};

/// The columns of a [`PlacementRow`], over `network_parent p` and `network n` at its other end.
macro_rules! placement_columns {
    () => {
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility, n.language, p.state, p.asked_at, p.answered_at"
    };
}
/// The networks directly below a network and those that ask to be, for the coordinators who answer.
#[derive(Debug, Clone)]
pub struct Placements {
    /// The network above.
    pub head: NetworkHead,
    /// Unanswered requests first, then by acronym.
    pub placements: Vec<Placement>,
}

/// A network, and the state of its placement below or above another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The network at the other end.
    pub network: NetworkCard,
    /// Whether the reader may open its page. A network that asks shows its name, even if it is private.
    pub is_visible: bool,
    pub state: PlacementState,
    /// When it asked; `None` if an administrator placed it.
    pub asked_at: Option<Timestamp>,
    pub answered_at: Option<Timestamp>,
}

/// The networks below `slug` and those that ask to be. A private network that never asked is only shown to readers who may see it.
///
/// # Errors
/// [`Error::NotFound`] for an actor who does not coordinate the network.
pub async fn placements(db: &Db, actor: &Actor, slug: &str) -> Result<Placements> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = head_in(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::AnswerNetworks(&head.card.id))?;
    let rows: Vec<PlacementRow> = sqlx::query_as(concat!(
        placement_columns!(),
        " FROM network_parent p JOIN network n ON n.id = p.child WHERE p.parent = $1
          ORDER BY CASE WHEN p.state = 'requested' THEN 0 ELSE 1 END, lower(n.acronym), n.id"
    ))
    .bind(&head.card.id)
    .fetch_all(&mut *tx)
    .await?;
    let placements = rows.into_iter().map(|row| row.visible_to(&rights)).filter(Placement::may_be_shown).collect();
    Ok(Placements { head, placements })
}

/// The requests of a network to be placed below others, with their states, for actors who may edit it.
///
/// # Errors
/// As for [`super::form`].
pub async fn requested_parents(db: &Db, actor: &Actor, slug: &str) -> Result<Vec<Placement>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let card = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditNetwork(&card.id))?;
    let rows: Vec<PlacementRow> = sqlx::query_as(concat!(
        placement_columns!(),
        " FROM network_parent p JOIN network n ON n.id = p.parent WHERE p.child = $1 AND p.state <> 'accepted' ORDER BY lower(n.acronym), n.id"
    ))
    .bind(&card.id)
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.visible_to(&rights)).filter(|placement| placement.is_visible).collect())
}

/// Answers a network that asks to be placed below `slug`. The answer can be changed later: an accepted placement can be ended, and a declined
/// request can be accepted until that network saves its form without it. An open form of that network becomes stale, because it would send the
/// request again.
///
/// # Errors
/// [`Error::NotFound`] if that network did not ask or has withdrawn its request; [`crate::FieldProblem::Cycle`] on `parents` if `slug` is placed
/// below it by now.
pub async fn answer_placement(db: &Db, actor: &Actor, slug: &str, child: &str, accept: bool) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let parent = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::AnswerNetworks(&parent.id))?;
    // The network is locked before the graph, in the same order as in its form, so that there is no deadlock.
    sqlx::query("UPDATE network SET version = version WHERE slug = $1").bind(child).execute(&mut *tx).await?;
    closure::lock(&mut tx).await?;
    let row: PlacementRow = sqlx::query_as(concat!(
        placement_columns!(),
        " FROM network_parent p JOIN network n ON n.id = p.child WHERE p.parent = $1 AND n.slug = $2"
    ))
    .bind_all((&parent.id, child))
    .fetch_one(&mut *tx)
    .await?;
    let placement = row.visible_to(&rights);
    if !placement.may_be_shown() {
        return Err(Error::NotFound);
    }
    let state = if accept { PlacementState::Accepted } else { PlacementState::Declined };
    if placement.state == state {
        return Ok(());
    }
    let child = &placement.network;
    if accept {
        closure::check_edge(&mut tx, &child.id, &parent.id).await?;
    }
    let now = tx.now;
    sqlx::query("UPDATE network_parent SET state = $3, answered_at = $4 WHERE child = $1 AND parent = $2")
        .bind_all((&child.id, &parent.id, state, now))
        .execute(&mut *tx)
        .await?;
    sqlx::query("UPDATE network SET version = version + 1 WHERE id = $1").bind(&child.id).execute(&mut *tx).await?;
    closure::rebuild(&mut tx).await?;
    notifications::answered(&mut tx, child, &parent, placement.state, state).await?;
    audit::record(
        &mut tx,
        &rights,
        if accept { AuditAction::NetworkAccept } else { AuditAction::NetworkDecline },
        parent.id.as_str(),
        &child.slug,
    )
    .await?;
    tx.commit().await
}

/// Places `network` below the chosen parents among those that the actor sees, or asks these. Returns whether something changed; the caller then
/// [closes](closure::rebuild) the graph. If the actor coordinates a parent, it accepts at once. A declined request that is not chosen again is
/// withdrawn, so that nobody accepts it later.
///
/// # Errors
/// [`crate::FieldProblem::Cycle`] on the field `parents`.
pub(super) async fn place(tx: &mut Tx, rights: &Rights, network: &NetworkCard, parents: &[(NetworkCard, bool)]) -> Result<bool> {
    closure::lock(tx).await?;
    let now = tx.now;
    let edges: Vec<(NetworkId, PlacementState)> =
        sqlx::query_as("SELECT parent, state FROM network_parent WHERE child = $1").bind(&network.id).fetch_all(&mut **tx).await?;
    let edges: HashMap<NetworkId, PlacementState> = edges.into_iter().collect();
    let mut has_changed = false;
    for (parent, is_chosen) in parents {
        match (edges.get(&parent.id), is_chosen) {
            (Some(PlacementState::Requested | PlacementState::Accepted), true) | (None, false) => continue,
            (Some(_), false) => {
                sqlx::query("DELETE FROM network_parent WHERE child = $1 AND parent = $2")
                    .bind_all((&network.id, &parent.id))
                    .execute(&mut **tx)
                    .await?;
            }
            (None | Some(PlacementState::Declined), true) => {
                closure::check_edge(tx, &network.id, &parent.id).await?;
                let accepts_at_once = policy::allows(rights, Act::AnswerNetworks(&parent.id));
                let state = if accepts_at_once { PlacementState::Accepted } else { PlacementState::Requested };
                sqlx::query(
                    "INSERT INTO network_parent (child, parent, state, asked_at, answered_at) VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (child, parent) DO UPDATE SET state = excluded.state, asked_at = excluded.asked_at, answered_at = excluded.answered_at",
                )
                .bind_all((&network.id, &parent.id, state, (!rights.administers()).then_some(now), accepts_at_once.then_some(now)))
                .execute(&mut **tx)
                .await?;
                if !accepts_at_once {
                    notifications::requested(tx, network, parent).await?;
                    audit::record(tx, rights, AuditAction::NetworkAsk, network.id.as_str(), &parent.slug).await?;
                }
            }
        }
        has_changed = true;
    }
    Ok(has_changed)
}

#[derive(sqlx::FromRow)]
struct PlacementRow {
    #[sqlx(flatten)]
    network: NetworkCard,
    state: PlacementState,
    asked_at: Option<Timestamp>,
    answered_at: Option<Timestamp>,
}

impl PlacementRow {
    fn visible_to(self, rights: &Rights) -> Placement {
        let Self { network, state, asked_at, answered_at } = self;
        let is_visible = policy::allows(rights, Act::SeeNetwork(&network.id, network.visibility));
        Placement { network, is_visible, state, asked_at, answered_at }
    }
}

impl Placement {
    /// Whether the reader may know of the placement.
    fn may_be_shown(&self) -> bool {
        self.is_visible || self.asked_at.is_some()
    }
}
