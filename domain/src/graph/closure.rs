//! The graph of networks. Its closure is stored in `network_below`.

use std::collections::{BTreeMap, BTreeSet};

use crate::db::Conn;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::NetworkId;

/// Locks the whole graph, by one row that both databases can lock, so that changes run one after another.
pub(crate) async fn lock(conn: &mut Conn) -> Result<()> {
    sqlx::query("UPDATE instance SET revision = revision WHERE id = 1").execute(conn).await?;
    Ok(())
}

/// Checks that `child` may be placed below `parent` in the present graph.
///
/// # Errors
/// [`FieldProblem::Cycle`] on the field `parents`.
pub(crate) async fn check_edge(conn: &mut Conn, child: &NetworkId, parent: &NetworkId) -> Result<()> {
    let is_above = sqlx::query("SELECT 1 FROM network_below WHERE network = $1 AND below = $2").bind(child).bind(parent);
    let is_cycle = child == parent || is_above.fetch_optional(conn).await?.is_some();
    if is_cycle { Err(Error::field("parents", FieldProblem::Cycle)) } else { Ok(()) }
}

/// Rewrites all of `network_below` from the accepted edges of `network_parent`. That is cheap enough: networks are few and change rarely.
///
/// # Errors
/// [`FieldProblem::Cycle`] on the field `parents`.
pub async fn rebuild(conn: &mut Conn) -> Result<()> {
    let networks: Vec<NetworkId> = sqlx::query_scalar("SELECT id FROM network").fetch_all(&mut *conn).await?;
    let edges: Vec<(NetworkId, NetworkId)> =
        sqlx::query_as("SELECT child, parent FROM network_parent WHERE state = 'accepted'").fetch_all(&mut *conn).await?;
    let pairs = closure(&networks, &edges).ok_or_else(|| Error::field("parents", FieldProblem::Cycle))?;
    sqlx::query("DELETE FROM network_below").execute(&mut *conn).await?;
    for (network, below) in pairs {
        sqlx::query("INSERT INTO network_below (network, below) VALUES ($1, $2)").bind(network).bind(below).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Every pair of a network and one below it, each network with itself included; `None` if there is a cycle.
fn closure(networks: &[NetworkId], edges: &[(NetworkId, NetworkId)]) -> Option<BTreeSet<(NetworkId, NetworkId)>> {
    let mut children: BTreeMap<&NetworkId, Vec<&NetworkId>> = BTreeMap::new();
    for (child, parent) in edges {
        children.entry(parent).or_default().push(child);
    }
    let mut pairs = BTreeSet::new();
    for top in networks {
        let mut to_visit = vec![top];
        while let Some(network) = to_visit.pop() {
            if pairs.insert((top.clone(), network.clone())) {
                let below = children.get(network).map_or(&[][..], Vec::as_slice);
                if below.contains(&top) {
                    return None;
                }
                to_visit.extend(below);
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
    fn a_cycle_through_others_is_found() {
        let networks = ["a", "b", "c"].map(NetworkId::from);
        assert!(closure(&networks, &edges(&[("a", "b"), ("b", "c"), ("c", "a")])).is_none());
        assert!(closure(&networks, &edges(&[("a", "a")])).is_none());
    }
}
