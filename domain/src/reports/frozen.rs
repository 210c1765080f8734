//! Years whose data is about to be deleted. Their figures are frozen first, and then read instead of the data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::events::{YearEvents, events};
use super::figures_query::last_day;
use super::label::Taxonomies;
use super::moves::{MembershipMoves, moves};
use super::participation::{KindTurnout, count_own, turnout};
use super::people::{PeopleFigures, people};
use super::register::{Histories, Register};
use crate::db::{BindAll, Conn, Tx};
use crate::enums::EventKind;
use crate::error::{Error, Result};
use crate::ids::NetworkId;
use crate::networks::NetworkCard;

/// The version of the stored format; later versions read earlier ones.
const VERSION: u32 = 1;

/// All figures of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Year {
    version: u32,
    pub(super) people: PeopleFigures,
    pub(super) moves: MembershipMoves,
    pub(super) events: YearEvents,
    pub(super) turnout: KindTurnout,
    /// The figures of each kind of event alone; `None`: frozen before these were kept.
    #[serde(default)]
    kinds: Option<BTreeMap<EventKind, FrozenKindRow>>,
}

/// The figures of one kind of event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct FrozenKindRow {
    lost: i64,
    people: i64,
}

impl Year {
    /// Counts a year again, whatever was frozen; its members are counted at the end of `on`. Six queries.
    pub(super) async fn count(conn: &mut Conn, taxonomies: &Taxonomies, network: &NetworkCard, year: i32, on: &str) -> Result<Self> {
        let mut held = events(conn, network, year, None).await?;
        let histories = Histories::read(conn, &network.id).await?;
        let register = Register::of(&histories);
        let turnout = turnout(conn, &network.id, year, None, &mut held).await?;
        count_own(conn, &register, &network.id, year, None, &mut held).await?;
        Ok(Self {
            version: VERSION,
            people: people(conn, taxonomies, &register, on, "").await?,
            moves: moves(&register, year)?,
            events: held,
            turnout,
            kinds: None,
        })
    }
}

/// The figures by kind of event, which can't be derived from a frozen year. Two queries for each kind.
async fn of_kinds(conn: &mut Conn, network: &NetworkCard, year: i32) -> Result<BTreeMap<EventKind, FrozenKindRow>> {
    let mut kinds = BTreeMap::new();
    for kind in EventKind::ALL {
        let mut held = events(conn, network, year, Some(*kind)).await?;
        turnout(conn, &network.id, year, Some(*kind), &mut held).await?;
        kinds.insert(*kind, FrozenKindRow { lost: held.lost, people: held.people.unwrap_or(0) });
    }
    Ok(kinds)
}

/// Freezes the figures of a year, for all later readers of the network. Call it before the data that they count is deleted. A year that is
/// already frozen stays as it is.
pub async fn freeze(tx: &mut Tx, network: &NetworkId, year: i32) -> Result<()> {
    let card: NetworkCard =
        sqlx::query_as("SELECT id, slug, acronym, name, kind, summary, hue, visibility, language FROM network WHERE id = $1")
            .bind(network)
            .fetch_one(&mut **tx)
            .await?;
    if frozen(tx, network, year).await?.is_some() {
        return Ok(());
    }
    let taxonomies = Taxonomies::read(tx).await?;
    let mut counted = Year::count(tx, &taxonomies, &card, year, &last_day(year)).await?;
    counted.kinds = Some(of_kinds(tx, &card, year).await?);
    let content = serde_json::to_string(&counted).map_err(|_| Error::Internal)?;
    let now = tx.now;
    sqlx::query(
        "INSERT INTO frozen_year (network, year, content, frozen_at) VALUES ($1, $2, $3, $4) ON CONFLICT (network, year) DO NOTHING",
    )
    .bind_all((network, i64::from(year), content, now))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The frozen figures of a year, if any.
pub(super) async fn frozen(conn: &mut Conn, network: &NetworkId, year: i32) -> Result<Option<Year>> {
    let content: Option<String> = sqlx::query_scalar("SELECT content FROM frozen_year WHERE network = $1 AND year = $2")
        .bind_all((network, i64::from(year)))
        .fetch_optional(conn)
        .await?;
    content.map(|content| serde_json::from_str(&content)).transpose().map_err(|cause| {
        tracing::error!(%cause, %network, year, "a frozen year");
        Error::Internal
    })
}

impl Year {
    /// The events of one kind alone. If this was not frozen by kind, the number of lost events is zero and the number of people is unknown.
    pub(super) fn of_kind(mut self, kind: Option<EventKind>) -> Self {
        if let Some(kind) = kind {
            let kept = self.kinds.as_ref().map(|kinds| kinds.get(&kind).copied().unwrap_or_default());
            self.events.lost = kept.map_or(0, |kept| kept.lost);
            self.events.people = kept.map(|kept| kept.people);
            self.events.held.retain(|event| event.kind == kind);
            self.turnout.events.retain(|known, _| *known == kind);
            // Frozen figures don't cross kinds of events with kinds of organisations.
            self.turnout.organisations = BTreeMap::new();
        }
        self
    }
}
