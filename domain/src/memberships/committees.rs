//! Committees and their mandates, as everyone may read them. A running mandate in a committee that coordinates gives the coordinator's rights. A
//! mandate that has ended or has not begun gives none. The policy reads the dates.

use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{CommitteeId, MandateId, NetworkId};
use crate::people::names;
use crate::policy::{self, Actor};

/// The committees of a network and their mandates. Public, like the network's page.
#[derive(Debug, Clone)]
pub struct Governance {
    pub head: NetworkHead,
    /// Its committees, in order.
    pub committees: Vec<Committee>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committee {
    pub id: CommitteeId,
    pub name: String,
    /// Its task, in a sentence or two.
    pub description: String,
    /// Whether its running mandates give the coordinator's rights.
    pub coordinates: bool,
    /// The running mandates first, then those to come, then those that have ended.
    pub mandates: Vec<Mandate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    pub id: MandateId,
    /// Given name, then family name.
    pub name: String,
    /// Free text: présidence, CNRS…
    pub role: String,
    /// The first day.
    pub started_on: String,
    /// The last day, if one is set.
    pub ended_on: Option<String>,
    pub standing: MandateStanding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MandateStanding {
    Running,
    Upcoming,
    Over,
}

impl MandateStanding {
    fn on(day: &str, first: &str, last: Option<&str>) -> Self {
        if last.is_some_and(|last| last < day) {
            Self::Over
        } else if first > day {
            Self::Upcoming
        } else {
            Self::Running
        }
    }
}

/// The committees of a network, with every past, present and future mandate. Six queries.
pub async fn governance(db: &Db, actor: &Actor, slug: &str) -> Result<Governance> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, slug).await?;
    let mut committees = committees(&mut tx, &head.card.id).await?;
    for (committee, mandate) in mandates(&mut tx, &head.card.id, rights.today()).await? {
        if let Some(committee) = committees.iter_mut().find(|one| one.id == committee) {
            committee.mandates.push(mandate);
        }
    }
    Ok(Governance { head, committees })
}

/// The coordinators of a network today: name and role, the longest mandate first.
pub(crate) async fn coordination(tx: &mut Tx, network: &NetworkId) -> Result<Vec<(String, String)>> {
    let today = tx.now.today();
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT p.given_name, p.family_name, m.role
           FROM committee c JOIN mandate m ON m.committee = c.id JOIN person p ON p.id = m.person
          WHERE c.network = $1 AND c.coordinates = 1 AND m.started_on <= $2 AND (m.ended_on IS NULL OR m.ended_on >= $2)
          ORDER BY c.position, m.started_on, m.id",
    )
    .bind_all((network, today))
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|(given, family, role)| (names::full(&given, &family), role)).collect())
}

async fn committees(conn: &mut Conn, network: &NetworkId) -> Result<Vec<Committee>> {
    let rows: Vec<(CommitteeId, String, String, i64)> =
        sqlx::query_as("SELECT id, name, description, coordinates FROM committee WHERE network = $1 ORDER BY position, id")
            .bind(network)
            .fetch_all(conn)
            .await?;
    let committee =
        |(id, name, description, coordinates)| Committee { id, name, description, coordinates: coordinates == 1, mandates: Vec::new() };
    Ok(rows.into_iter().map(committee).collect())
}

async fn mandates(conn: &mut Conn, network: &NetworkId, today: &str) -> Result<Vec<(CommitteeId, Mandate)>> {
    type Row = (CommitteeId, MandateId, String, String, String, String, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT m.committee, m.id, p.given_name, p.family_name, m.role, m.started_on, m.ended_on
           FROM committee c JOIN mandate m ON m.committee = c.id JOIN person p ON p.id = m.person
          WHERE c.network = $1 ORDER BY m.started_on, p.sort_name, m.id",
    )
    .bind(network)
    .fetch_all(conn)
    .await?;
    let mut mandates: Vec<_> = rows
        .into_iter()
        .map(|(committee, id, given, family, role, started_on, ended_on)| {
            let standing = MandateStanding::on(today, &started_on, ended_on.as_deref());
            (committee, Mandate { id, name: names::full(&given, &family), role, started_on, ended_on, standing })
        })
        .collect();
    mandates.sort_by_key(|(_, mandate)| mandate.standing);
    Ok(mandates)
}
