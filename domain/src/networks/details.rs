//! The columns of a network that only its page reads.

use crate::codes::JoinPolicy;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::NetworkId;

/// Description, join policy, its domain, contact, and the names of the region in French and in English.
pub(super) type Details = (String, JoinPolicy, String, String, Option<(String, String)>);

/// What only the page of a network shows.
pub(super) async fn details(conn: &mut Conn, network: &NetworkId) -> Result<Details> {
    type Row = (String, JoinPolicy, String, String, Option<String>, Option<String>);
    let (description, join_policy, join_domain, contact, name_fr, name_en): Row = sqlx::query_as(
        "SELECT n.description, n.join_policy, n.join_domain, n.contact, r.name_fr, r.name_en
           FROM network n LEFT JOIN region r ON r.code = n.region WHERE n.id = $1",
    )
    .bind(network)
    .fetch_one(conn)
    .await?;
    Ok((description, join_policy, join_domain, contact, name_fr.zip(name_en)))
}
