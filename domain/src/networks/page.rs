//! The page of a network: its description, its present figures, its coordinators, the reader's standing in it.

use super::{NetworkHead, head_in};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{JoinPolicy, MembershipState};
use crate::error::Result;
use crate::graph::poles;
use crate::ids::NetworkId;
use crate::memberships;
use crate::pages::{self, PageLink};
use crate::policy::{self, Actor, Rights};

#[derive(Debug, Clone)]
pub struct NetworkPage {
    /// The network, its neighbours in the graph, and what the reader may do.
    pub head: NetworkHead,
    /// Markdown.
    pub description: String,
    /// How a person becomes a member.
    pub join_policy: JoinPolicy,
    /// The domain for [`JoinPolicy::Domain`].
    pub join_domain: String,
    /// The name of its region, in French and in English.
    pub region: Option<(String, String)>,
    /// Its poles (themes), in order.
    pub poles: Vec<String>,
    /// The menu: the pages that the reader may read.
    pub pages: Vec<PageLink>,
    pub counts: NetworkCounts,
    /// Its coordinators today: name and role.
    pub coordination: Vec<(String, String)>,
    /// Whether the members of the networks below it are members here too.
    pub includes_below: bool,
    /// The state of the reader's own membership.
    pub standing: Option<MembershipState>,
    /// The acronyms of the networks below through which the reader is a member, with or without a membership of their own.
    pub through: Vec<String>,
    /// Its own contact address; empty for the instance's contact.
    pub contact: String,
}

/// The figures of a network's page. The numbers of requests, of people and of networks, are 0 for a reader who can't see its members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct NetworkCounts {
    /// The active memberships of this network alone.
    pub members: i64,
    /// Active members of it and of the public networks below it, each person counted once.
    pub members_below: i64,
    /// The members of `members_below` who joined within a year.
    pub recent: i64,
    /// The number of people with an unanswered request.
    pub requests: i64,
    /// The number of networks with an unanswered request.
    pub placements: i64,
}

/// A network's page.
pub async fn page(db: &Db, actor: &Actor, slug: &str) -> Result<NetworkPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = head_in(&mut tx, &rights, slug).await?;
    let network = &head.card.id;
    let (description, join_policy, join_domain, contact, region, includes_below) = details(&mut tx, network).await?;
    let counts = counts(&mut tx, network).await?;
    let (standing, through) = standing(&mut tx, &rights, network).await?;
    Ok(NetworkPage {
        region,
        description,
        join_policy,
        join_domain,
        poles: poles(&mut tx, network).await?,
        pages: pages::menu(&mut tx, &rights, network.as_str()).await?,
        counts: if head.may.see_members { counts } else { NetworkCounts { requests: 0, placements: 0, ..counts } },
        coordination: memberships::coordination(&mut tx, network).await?,
        includes_below,
        standing,
        through,
        contact,
        head,
    })
}

/// Description, join policy, its domain, contact, the names of the region in French and in English, whether members of the networks below are
/// members.
type Details = (String, JoinPolicy, String, String, Option<(String, String)>, bool);

async fn details(conn: &mut Conn, network: &NetworkId) -> Result<Details> {
    type Row = (String, JoinPolicy, String, String, Option<String>, Option<String>, i64);
    let (description, join_policy, join_domain, contact, name_fr, name_en, includes): Row = sqlx::query_as(
        "SELECT n.description, n.join_policy, n.join_domain, n.contact, r.name_fr, r.name_en, n.includes_below
           FROM network n LEFT JOIN region r ON r.code = n.region WHERE n.id = $1",
    )
    .bind(network)
    .fetch_one(conn)
    .await?;
    Ok((description, join_policy, join_domain, contact, name_fr.zip(name_en), includes == 1))
}

async fn counts(tx: &mut Tx, network: &NetworkId) -> Result<NetworkCounts> {
    let a_year_ago = tx.now.plus(-chrono::Duration::days(365));
    Ok(sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM membership WHERE network = $1 AND state = 'active') AS members,
                (SELECT COUNT(DISTINCT m.person) FROM counted_below b JOIN membership m ON m.network = b.below AND m.state = 'active'
                  WHERE b.network = $1) AS members_below,
                (SELECT COUNT(DISTINCT m.person) FROM counted_below b JOIN membership m ON m.network = b.below AND m.state = 'active'
                  WHERE b.network = $1 AND m.since >= $2) AS recent,
                (SELECT COUNT(*) FROM membership WHERE network = $1 AND state = 'requested') AS requests,
                (SELECT COUNT(*) FROM network_parent WHERE parent = $1 AND state = 'requested') AS placements",
    )
    .bind_all((network, a_year_ago))
    .fetch_one(&mut **tx)
    .await?)
}

/// The state of the reader's own membership, and the acronyms of the networks below through which they are a member. Readers know these already.
async fn standing(conn: &mut Conn, rights: &Rights, network: &NetworkId) -> Result<(Option<MembershipState>, Vec<String>)> {
    let Some(person) = rights.person() else { return Ok((None, Vec::new())) };
    let rows: Vec<(Option<MembershipState>, String)> = sqlx::query_as(
        "SELECT m.state, '' FROM membership m WHERE m.network = $1 AND m.person = $2
         UNION ALL
         SELECT NULL, n.acronym FROM belonging g JOIN network n ON n.id = g.through
          WHERE g.network = $1 AND g.person = $2 AND g.through <> $1
          ORDER BY 2",
    )
    .bind_all((network, person))
    .fetch_all(conn)
    .await?;
    let own_state = rows.iter().find_map(|(state, _)| *state);
    Ok((own_state, rows.into_iter().filter(|(state, _)| state.is_none()).map(|(_, acronym)| acronym).collect()))
}
