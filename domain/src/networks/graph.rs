//! The graph of networks, and its closure kept in `network_below`.

use std::collections::{BTreeMap, BTreeSet};

use crate::db::Conn;
use crate::error::{Error, Problem, Result};
use crate::ids::NetworkId;

/// Puts `network` directly below `parents` (and nothing else) and brings `network_below` up to date.
///
/// # Errors
/// [`Problem::Cycle`] on the field `parents` if the network would stand below itself.
pub(super) async fn place(conn: &mut Conn, network: &NetworkId, parents: &[NetworkId]) -> Result<()> {
    // The whole graph is decided at once: those who change it take turns, on one row that both databases can lock.
    sqlx::query("UPDATE instance SET revision = revision WHERE id = 1").execute(&mut *conn).await?;
    if is_placed(conn, network, parents).await? {
        return Ok(());
    }
    sqlx::query("DELETE FROM network_parent WHERE child = $1").bind(network).execute(&mut *conn).await?;
    for parent in parents {
        sqlx::query("INSERT INTO network_parent (child, parent) VALUES ($1, $2)").bind(network).bind(parent).execute(&mut *conn).await?;
    }
    close(conn).await
}

/// Whether the network stands there already, known to the closure.
async fn is_placed(conn: &mut Conn, network: &NetworkId, parents: &[NetworkId]) -> Result<bool> {
    let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM network_below WHERE network = $1 AND below = $1")
        .bind(network)
        .fetch_optional(&mut *conn)
        .await?;
    let placed: Vec<NetworkId> =
        sqlx::query_scalar("SELECT parent FROM network_parent WHERE child = $1").bind(network).fetch_all(conn).await?;
    Ok(known.is_some() && placed.iter().collect::<BTreeSet<_>>() == parents.iter().collect())
}

/// Rewrites `network_below` from `network_parent`: networks are few, and change rarely.
///
/// # Errors
/// [`Problem::Cycle`] on the field `parents`.
pub(crate) async fn close(conn: &mut Conn) -> Result<()> {
    let networks: Vec<NetworkId> = sqlx::query_scalar("SELECT id FROM network").fetch_all(&mut *conn).await?;
    let edges: Vec<(NetworkId, NetworkId)> = sqlx::query_as("SELECT child, parent FROM network_parent").fetch_all(&mut *conn).await?;
    let pairs = closure(&networks, &edges).ok_or_else(|| Error::field("parents", Problem::Cycle))?;
    sqlx::query("DELETE FROM network_below").execute(&mut *conn).await?;
    for (network, below) in pairs {
        sqlx::query("INSERT INTO network_below (network, below) VALUES ($1, $2)").bind(network).bind(below).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Every pair of a network and one below it, itself included; `None` if there is a cycle.
fn closure(networks: &[NetworkId], edges: &[(NetworkId, NetworkId)]) -> Option<BTreeSet<(NetworkId, NetworkId)>> {
    let mut children: BTreeMap<&NetworkId, Vec<&NetworkId>> = BTreeMap::new();
    for (child, parent) in edges {
        children.entry(parent).or_default().push(child);
    }
    let mut pairs = BTreeSet::new();
    for top in networks {
        let mut waiting = vec![top];
        while let Some(network) = waiting.pop() {
            if pairs.insert((top.clone(), network.clone())) {
                let below = children.get(network).map_or(&[][..], Vec::as_slice);
                if below.contains(&top) {
                    return None;
                }
                waiting.extend(below);
            }
        }
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(&str, &str)]) -> Vec<(NetworkId, NetworkId)> {
        pairs.iter().map(|(child, parent)| ((*child).into(), (*parent).into())).collect()
    }

    #[test]
    fn a_network_with_two_parents_is_below_both_and_once() {
        let networks = ["resinfo", "devlog", "ri3"].map(NetworkId::from);
        let pairs = closure(&networks, &edges(&[("ri3", "resinfo"), ("ri3", "devlog")])).unwrap_or_default();
        assert_eq!(pairs.len(), 5);
        assert!(pairs.contains(&("devlog".into(), "ri3".into())));
    }

    #[test]
    fn a_cycle_through_others_is_seen() {
        let networks = ["a", "b", "c"].map(NetworkId::from);
        assert!(closure(&networks, &edges(&[("a", "b"), ("b", "c"), ("c", "a")])).is_none());
        assert!(closure(&networks, &edges(&[("a", "a")])).is_none());
    }
}
