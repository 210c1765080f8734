//! The days on which a network has coordinators, to ask the actor for confirmation before a change ends that.

use crate::db::Tx;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{NetworkId, PersonId};
use crate::policy::Rights;

/// The mandates that coordinate a network: the person, the first day, the last day.
pub(super) struct CoordinationCoverage(Vec<(PersonId, String, Option<String>)>);

impl CoordinationCoverage {
    /// The mandates at present. The caller holds the lock on the network ([`super::coordination_guard::CoordinationGuard::open`]).
    pub(super) async fn of(tx: &mut Tx, network: &NetworkId) -> Result<Self> {
        let mandates = sqlx::query_as(
            "SELECT m.person, m.started_on, m.ended_on FROM committee c JOIN mandate m ON m.committee = c.id
              WHERE c.network = $1 AND c.coordinates = 1",
        )
        .bind(network)
        .fetch_all(&mut **tx)
        .await?;
        Ok(Self(mandates))
    }

    /// Whether `person` coordinates on that day, or anybody if `person` is `None`.
    fn covers(&self, person: Option<&PersonId>, day: &str) -> bool {
        self.0.iter().any(|(of, first, last)| {
            person.is_none_or(|person| person == of) && first.as_str() <= day && last.as_deref().is_none_or(|last| last >= day)
        })
    }

    /// The days, from `today` on, on which the coverage may change.
    fn edges(&self, today: &str) -> Vec<String> {
        let after = |last: &String| crate::clock::date(last).ok()?.succ_opt().map(|day| day.to_string());
        let starts = self.0.iter().map(|(_, first, _)| first.clone());
        let ends = self.0.iter().filter_map(|(.., last)| last.as_ref().and_then(after));
        starts.chain(ends).filter(|day| day.as_str() > today).collect()
    }

    /// Asks for confirmation of a change already made in this transaction, if the actor or everybody stops coordinating from some day on.
    ///
    /// # Errors
    /// [`FieldProblem::EndsCoordination`] on `sure`, unless it was `confirmed`.
    pub(super) async fn confirm(self, tx: &mut Tx, rights: &Rights, network: &NetworkId, confirmed: bool) -> Result<()> {
        if confirmed {
            return Ok(());
        }
        let (before, after, today) = (self, Self::of(tx, network).await?, tx.now.today());
        let mut days = [vec![today.clone()], before.edges(&today), after.edges(&today)].concat();
        days.sort();
        let first = |person: Option<&PersonId>| days.iter().find(|day| before.covers(person, day) && !after.covers(person, day)).cloned();
        // An administrator keeps every right.
        let own = rights.person().filter(|_| !rights.administers()).and_then(|person| first(Some(person)));
        let all = first(None);
        if own.is_none() && all.is_none() { Ok(()) } else { Err(Error::field("sure", FieldProblem::EndsCoordination { own, all })) }
    }
}
