//! The first steps in a new instance, before other people come.

use crate::db::{BindAll, Db};
use crate::error::Result;
use crate::policy::{self, Act, Actor};

/// Which steps are done, in the recommended order.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FirstSteps {
    /// 1: the instance was given a name.
    named: i64,
    /// The slug of the first network; empty: there is none.
    pub network: String,
    /// 1: a network has a coordinator today.
    coordinated: i64,
    /// 1: an event was written.
    has_event: i64,
    /// 1: people were invited, were imported or have signed in by themselves.
    has_people: i64,
}

impl FirstSteps {
    /// Whether the instance has a name of its own.
    pub fn is_named(&self) -> bool {
        self.named > 0
    }

    /// Whether a network exists.
    pub fn has_network(&self) -> bool {
        !self.network.is_empty()
    }

    /// Whether a network has a coordinator today.
    pub fn is_coordinated(&self) -> bool {
        self.coordinated > 0
    }

    /// Whether an event was written.
    pub fn has_event(&self) -> bool {
        self.has_event > 0
    }

    /// Whether people were invited, were imported or have signed in by themselves.
    pub fn has_people(&self) -> bool {
        self.has_people > 0
    }
}

/// The open steps; `None` once the instance is in use. A name of its own is suggested, but never required.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) unless the actor is an administrator.
pub async fn first_steps(db: &Db, actor: &Actor) -> Result<Option<FirstSteps>> {
    let (mut tx, rights) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let steps: FirstSteps = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM setting WHERE name = 'name') AS named,
                COALESCE((SELECT n.slug FROM network n ORDER BY n.created_at, n.id LIMIT 1), '') AS network,
                CASE WHEN EXISTS (SELECT 1 FROM committee c JOIN mandate t ON t.committee = c.id
                    WHERE c.coordinates = 1 AND t.started_on <= $1 AND (t.ended_on IS NULL OR t.ended_on >= $1)) THEN 1 ELSE 0 END AS coordinated,
                CASE WHEN EXISTS (SELECT 1 FROM event) THEN 1 ELSE 0 END AS has_event,
                CASE WHEN EXISTS (SELECT 1 FROM invitation) OR EXISTS (SELECT 1 FROM membership m WHERE m.person <> $2)
                     THEN 1 ELSE 0 END AS has_people",
    )
    .bind_all((rights.today(), rights.person().map_or("", |person| person.as_str())))
    .fetch_one(&mut *tx)
    .await?;
    let is_in_use = steps.has_network() && steps.is_coordinated() && steps.has_event() && steps.has_people();
    Ok((!is_in_use).then_some(steps))
}
