//! The actor of a request and their roles at that moment: member, committee member, coordinator, administrator.

use std::collections::BTreeSet;

use crate::db::{BindAll, Tx};
use crate::error::{Error, Result};
use crate::ids::{NetworkId, PersonId};

/// The actor of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Guest,
    /// A signed-in person.
    Person(PersonId),
    /// The program itself: workers and the command line.
    System,
}

/// The key of the program itself in the `visible_…!` texts. No person can have this key.
const SYSTEM: &str = "system";

/// The rights of an actor at one moment. They are read in the transaction that decides.
#[derive(Debug, Clone, Default)]
pub struct Rights {
    pub(super) person: Option<PersonId>,
    pub(super) system: bool,
    pub(super) administrator: bool,
    pub(super) member_of: BTreeSet<NetworkId>,
    pub(super) coordinates: BTreeSet<NetworkId>,
    pub(super) committees: BTreeSet<NetworkId>,
    pub(super) today: String,
}

impl Rights {
    /// Reads the rights of `actor` at the instant of `tx`. A mandate that has ended gives none.
    pub async fn of(tx: &mut Tx, actor: &Actor) -> Result<Self> {
        let today = tx.now.today();
        let person = match actor {
            Actor::Guest => return Ok(Self { today, ..Self::default() }),
            Actor::System => return Ok(Self { system: true, today, ..Self::default() }),
            Actor::Person(person) => person,
        };
        let rows: Vec<(String, NetworkId)> = sqlx::query_as(
            "SELECT 'member', network FROM belonging WHERE person = $1
             UNION ALL
             SELECT CASE WHEN c.coordinates = 1 THEN 'coordinator' ELSE 'committee' END, c.network
               FROM mandate m JOIN committee c ON c.id = m.committee
              WHERE m.person = $1 AND m.started_on <= $2 AND (m.ended_on IS NULL OR m.ended_on >= $2)
             UNION ALL
             SELECT 'administrator', id FROM person WHERE id = $1 AND administrator_since IS NOT NULL",
        )
        .bind_all((person, &today))
        .fetch_all(&mut **tx)
        .await?;
        let mut rights = Self { person: Some(person.clone()), today, ..Self::default() };
        for (standing, network) in rows {
            match standing.as_str() {
                "member" => drop(rights.member_of.insert(network)),
                "committee" => drop(rights.committees.insert(network)),
                "coordinator" => {
                    rights.committees.insert(network.clone());
                    rights.coordinates.insert(network);
                }
                _ => rights.administrator = true,
            }
        }
        Ok(rights)
    }

    /// The person, if one is signed in.
    pub fn person(&self) -> Option<&PersonId> {
        self.person.as_ref()
    }

    /// The person, for an act that needs one. [`crate::Error::SignedOut`] if there is none.
    pub fn signed_in(&self) -> Result<&PersonId> {
        self.person.as_ref().ok_or(Error::SignedOut)
    }

    /// The reader in the `visible_…!` texts: the person's key, empty for a guest.
    pub fn key(&self) -> &str {
        self.person.as_ref().map_or(if self.system { SYSTEM } else { "" }, PersonId::as_str)
    }

    /// The day in the `visible_…!` texts: mandates must run on it.
    pub fn today(&self) -> &str {
        &self.today
    }

    /// Whether the actor is an administrator of the instance, or the program itself.
    pub fn administers(&self) -> bool {
        self.administrator || self.system
    }

    /// Whether the actor is a member of the network: by a membership of their own, or through a network below if the network includes those
    /// members.
    pub fn belongs_to(&self, network: &NetworkId) -> bool {
        self.member_of.contains(network)
    }

    /// Whether the actor has a running mandate in any committee of the network.
    pub fn is_committee_member(&self, network: &NetworkId) -> bool {
        self.committees.contains(network)
    }

    /// Whether a running mandate gives the actor the coordinator's rights on the network.
    pub fn coordinates(&self, network: &NetworkId) -> bool {
        self.administers() || self.coordinates.contains(network)
    }
}
