//! Current mandates, those about to end, and the networks without a coordinator.

use chrono::Days;

use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::names;
use crate::policy::{self, Act, Actor};

/// From how many days before its end a mandate is about to end.
const SOON: u64 = 90;

/// Mandates of all networks.
#[derive(Debug, Clone)]
pub struct Mandates {
    /// Those that end within three months, the next first.
    pub ending: Vec<EndingMandate>,
    /// Those that last longer, by network.
    pub running: Vec<EndingMandate>,
    /// Networks without a coordinator today, by acronym.
    pub uncoordinated: Vec<Uncoordinated>,
}

/// A current mandate.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EndingMandate {
    /// The network's slug.
    pub slug: String,
    /// The network's acronym.
    pub acronym: String,
    /// The committee's name.
    pub committee: String,
    given_name: String,
    family_name: String,
    /// Free text.
    pub role: String,
    /// The first day.
    pub started_on: String,
    /// The last day, if one is set.
    pub ended_on: Option<String>,
}

impl EndingMandate {
    /// The name of its holder.
    pub fn name(&self) -> String {
        names::full(&self.given_name, &self.family_name)
    }
}

/// A network without a coordinator.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Uncoordinated {
    pub slug: String,
    pub acronym: String,
}

/// Current mandates, and those about to end.
pub async fn mandates(db: &Db, actor: &Actor) -> Result<Mandates> {
    let (mut tx, rights) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let soon = clock::date(rights.today()).map(|day| (day + Days::new(SOON)).to_string()).unwrap_or_default();
    let all: Vec<EndingMandate> = sqlx::query_as(
        "SELECT n.slug, n.acronym, c.name AS committee, p.given_name, p.family_name, t.role, t.started_on, t.ended_on
           FROM mandate t JOIN committee c ON c.id = t.committee JOIN network n ON n.id = c.network JOIN person p ON p.id = t.person
          WHERE t.started_on <= $1 AND (t.ended_on IS NULL OR t.ended_on >= $1) ORDER BY lower(n.acronym), c.position, p.sort_name, t.id",
    )
    .bind(rights.today())
    .fetch_all(&mut *tx)
    .await?;
    let (mut ending, running): (Vec<EndingMandate>, Vec<EndingMandate>) =
        all.into_iter().partition(|mandate| mandate.ended_on.as_ref().is_some_and(|last| *last <= soon));
    ending.sort_by(|a, b| a.ended_on.cmp(&b.ended_on));
    let uncoordinated = sqlx::query_as(
        "SELECT n.slug, n.acronym FROM network n
          WHERE NOT EXISTS (SELECT 1 FROM committee c JOIN mandate t ON t.committee = c.id WHERE c.network = n.id AND c.coordinates = 1
                              AND t.started_on <= $1 AND (t.ended_on IS NULL OR t.ended_on >= $1)) ORDER BY lower(n.acronym), n.id",
    )
    .bind(rights.today())
    .fetch_all(&mut *tx)
    .await?;
    Ok(Mandates { ending, running, uncoordinated })
}
