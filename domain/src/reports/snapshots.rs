//! Snapshots of years whose data is about to be deleted. Figures are then read from the snapshot instead of the data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::events::{YearEvents, events};
use super::figures_query::last_day;
use super::label::Taxonomies;
use super::lists::{YearLists, count_year};
use super::participation::{KindTurnout, count_own, turnout};
use super::people::{PeopleFigures, people};
use super::register::{Histories, Register};
use super::turnover::{MembershipTurnover, turnover};
use crate::db::{BindAll, Conn, Tx};
use crate::enums::EventKind;
use crate::error::{Error, Result};
use crate::ids::NetworkId;
use crate::networks::NetworkCard;

/// The version of the stored format; later versions read earlier ones.
const VERSION: u32 = 1;

/// All figures of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct YearSnapshot {
    version: u32,
    pub(super) people: PeopleFigures,
    #[serde(rename = "moves")]
    pub(super) turnover: MembershipTurnover,
    pub(super) events: YearEvents,
    pub(super) turnout: KindTurnout,
    /// The mailing lists; `None`: a snapshot taken before they were counted.
    #[serde(default)]
    pub(super) lists: Option<YearLists>,
    /// The figures of each kind of event alone; `None`: a snapshot taken before these were stored.
    #[serde(default)]
    kinds: Option<BTreeMap<EventKind, KindSnapshot>>,
}

/// The figures of one kind of event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct KindSnapshot {
    lost: i64,
    people: i64,
}

impl YearSnapshot {
    /// Counts a year again, whatever snapshot there is; its members are counted at the end of `on`. Seven queries.
    pub(super) async fn count(conn: &mut Conn, taxonomies: &Taxonomies, network: &NetworkCard, year: i32, on: &str) -> Result<Self> {
        let mut events_held = events(conn, network, year, None).await?;
        let histories = Histories::read(conn, &network.id).await?;
        let register = Register::of(&histories);
        let turnout = turnout(conn, &network.id, year, None, &mut events_held).await?;
        count_own(conn, &register, &network.id, year, None, &mut events_held).await?;
        Ok(Self {
            version: VERSION,
            people: people(conn, taxonomies, &register, on, "").await?,
            turnover: turnover(&register, year)?,
            events: events_held,
            turnout,
            lists: Some(count_year(conn, &network.id, year).await?),
            kinds: None,
        })
    }
}

/// The figures by kind of event, which can't be derived from the figures of the year. Two queries for each kind.
async fn of_kinds(conn: &mut Conn, network: &NetworkCard, year: i32) -> Result<BTreeMap<EventKind, KindSnapshot>> {
    let mut kinds = BTreeMap::new();
    for kind in EventKind::ALL {
        let mut events_held = events(conn, network, year, Some(*kind)).await?;
        turnout(conn, &network.id, year, Some(*kind), &mut events_held).await?;
        kinds.insert(*kind, KindSnapshot { lost: events_held.lost, people: events_held.people.unwrap_or(0) });
    }
    Ok(kinds)
}

/// Stores the figures of a year, for all later readers of the network. Call it before the data that they count is deleted. A year that
/// already has a snapshot keeps it.
pub async fn take_snapshot(tx: &mut Tx, network: &NetworkId, year: i32) -> Result<()> {
    let card: NetworkCard =
        sqlx::query_as("SELECT id, slug, acronym, name, kind, summary, hue, visibility, language FROM network WHERE id = $1")
            .bind(network)
            .fetch_one(&mut **tx)
            .await?;
    if find_snapshot(tx, network, year).await?.is_some() {
        return Ok(());
    }
    let taxonomies = Taxonomies::read(tx).await?;
    let mut counted = YearSnapshot::count(tx, &taxonomies, &card, year, &last_day(year)).await?;
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

/// The snapshot of a year, if any.
pub(super) async fn find_snapshot(conn: &mut Conn, network: &NetworkId, year: i32) -> Result<Option<YearSnapshot>> {
    let content: Option<String> = sqlx::query_scalar("SELECT content FROM frozen_year WHERE network = $1 AND year = $2")
        .bind_all((network, i64::from(year)))
        .fetch_optional(conn)
        .await?;
    content.map(|content| serde_json::from_str(&content)).transpose().map_err(|cause| {
        tracing::error!(%cause, %network, year, "a frozen year");
        Error::Internal
    })
}

impl YearSnapshot {
    /// The events of one kind alone. If the snapshot has no figures by kind, the number of lost events is zero and the number of people is unknown.
    pub(super) fn of_kind(mut self, kind: Option<EventKind>) -> Self {
        if let Some(kind) = kind {
            let figures = self.kinds.as_ref().map(|kinds| kinds.get(&kind).copied().unwrap_or_default());
            self.events.lost = figures.map_or(0, |figures| figures.lost);
            self.events.people = figures.map(|figures| figures.people);
            self.events.held.retain(|event| event.kind == kind);
            self.turnout.events.retain(|known, _| *known == kind);
            // Snapshots don't cross kinds of events with kinds of organisations.
            self.turnout.organisations = BTreeMap::new();
        }
        self
    }
}
