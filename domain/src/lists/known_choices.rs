//! The choices about a list that were made before an import.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use crate::db::{Conn, placeholders};
use crate::enums::SubscriptionState;
use crate::error::Result;
use crate::ids::{ListId, PersonId};
use crate::people::accounts::proved_owners;

/// The choices about a list that some addresses, or the accounts that have proved them, made here.
pub(super) struct KnownChoices {
    /// The accounts, by the key of the address.
    pub(super) people: HashMap<String, PersonId>,
    of_people: HashMap<PersonId, SubscriptionState>,
    of_addresses: HashMap<String, SubscriptionState>,
}

impl KnownChoices {
    pub(super) async fn read(conn: &mut Conn, list: &ListId, keys: &[&str]) -> Result<Self> {
        let people = proved_owners(conn, keys).await?;
        let of_people = choices_of_people(conn, list, &people).await?;
        let of_addresses = choices_of_addresses(conn, list, keys).await?;
        Ok(Self { people, of_people, of_addresses })
    }

    /// The choice that counts for an address: that of the account that has proved it, if there is one.
    pub(super) fn of(&self, address_key: &str, person: Option<&PersonId>) -> Option<SubscriptionState> {
        match person {
            Some(person) => self.of_people.get(person).copied(),
            None => self.of_addresses.get(address_key).copied(),
        }
    }
}

async fn choices_of_addresses(conn: &mut Conn, list: &ListId, keys: &[&str]) -> Result<HashMap<String, SubscriptionState>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let statement =
        format!("SELECT address_key, state FROM subscription WHERE list = $1 AND address_key IN ({})", placeholders(2, keys.len()));
    let mut query = sqlx::query_as(AssertSqlSafe(statement)).bind(list);
    for key in keys {
        query = query.bind(*key);
    }
    let rows: Vec<(String, SubscriptionState)> = query.fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// Those of the people themselves. Who made none, and unsubscribed one of their addresses before they had an account, made that one.
async fn choices_of_people(
    conn: &mut Conn,
    list: &ListId,
    accounts: &HashMap<String, PersonId>,
) -> Result<HashMap<PersonId, SubscriptionState>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let places = placeholders(2, accounts.len());
    let statement = format!(
        "SELECT a.person, s.state, CAST(0 AS BIGINT) AS own FROM subscription s JOIN address a ON a.address_key = s.address_key AND a.verified_at IS NOT NULL
          WHERE s.list = $1 AND s.state <> 'subscribed' AND a.person IN ({places})
         UNION ALL
         SELECT s.person, s.state, CAST(1 AS BIGINT) FROM subscription s WHERE s.list = $1 AND s.person IN ({places})
          ORDER BY own"
    );
    let mut query = sqlx::query_as(AssertSqlSafe(statement)).bind(list);
    for person in accounts.values() {
        query = query.bind(person);
    }
    // Of two, the last one stays: their own.
    let rows: Vec<(PersonId, SubscriptionState, i64)> = query.fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(person, state, _)| (person, state)).collect())
}
