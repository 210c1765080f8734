//! How many people are in two networks of a federation at once.

use std::collections::BTreeMap;

use super::asked::end_of;
use super::people::active_then;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::NetworkId;

/// People in both of two networks, by their keys, the smaller key first; the same key twice: all of that network.
pub type Overlap = BTreeMap<(String, String), i64>;

/// The overlap of the networks below `network` at the end of `on`. One query.
pub(super) async fn overlap(conn: &mut Conn, network: &NetworkId, on: &str) -> Result<Overlap> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(concat!(
        "WITH ",
        active_then!(),
        " SELECT one.network, other.network, COUNT(*) FROM active one JOIN active other ON other.person = one.person
            AND other.network >= one.network GROUP BY one.network, other.network"
    ))
    .bind(network)
    .bind(end_of(on)?)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(one, other, count)| ((one, other), count)).collect())
}
