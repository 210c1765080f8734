//! Networks: a graph in which a network may stand below several federations.

mod details;
mod edit;
pub(crate) mod graph;
mod library;
mod rows;

pub use edit::{NetworkInput, create, edit, form};
pub use library::{Kept, Library, PastEvent, library};

use std::collections::{HashMap, HashSet};

use crate::codes::{JoinPolicy, MembershipState, NetworkKind, NetworkVisibility};
use crate::db::{Conn, Db, Tx};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::memberships;
use crate::pages::{self, PageLink};
use crate::policy::{self, Act, Actor, Rights};
use crate::visible_networks;

/// A network as lists and labels show it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NetworkCard {
    /// Its key.
    pub id: NetworkId,
    /// Its name in the address bar.
    pub slug: String,
    /// What people call it: SIL, RI3.
    pub acronym: String,
    /// Its name in full.
    pub name: String,
    /// What it is.
    pub kind: NetworkKind,
    /// One sentence.
    pub summary: String,
    /// Its colour: an OKLCH hue, 0 to 359.
    pub hue: i64,
    /// Who may know that it exists.
    pub visibility: NetworkVisibility,
}

/// A network and where it stands in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedNetwork {
    /// The network.
    pub card: NetworkCard,
    /// The federations directly above it that the reader may see.
    pub parents: Vec<NetworkId>,
}

/// A network in the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedNetwork {
    /// The network.
    pub card: NetworkCard,
    /// The federations directly above it that the reader may see.
    pub parents: Vec<NetworkId>,
    /// Its active members, itself alone.
    pub members: i64,
}

/// What each page of a network shows at its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkHead {
    /// The network.
    pub card: NetworkCard,
    /// The federations directly above it that the reader may see.
    pub parents: Vec<NetworkCard>,
    /// The networks directly below it that the reader may see.
    pub children: Vec<NetworkCard>,
    /// What the reader may do.
    pub may: NetworkMay,
}

/// What the reader of a network's page may do with it: what the policy says, for pages that show only what will work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkMay {
    /// Change it, and make events.
    pub edit: bool,
    /// Read and admit members.
    pub see_members: bool,
    /// Change its committees and mandates.
    pub govern: bool,
}

/// A network's page.
#[derive(Debug, Clone)]
pub struct NetworkPage {
    /// The network, what is around it, what the reader may do.
    pub head: NetworkHead,
    /// Markdown.
    pub description: String,
    /// How a person becomes a member.
    pub join_policy: JoinPolicy,
    /// For [`JoinPolicy::Domain`]: the domain.
    pub join_domain: String,
    /// The name of its region, in French and in English.
    pub region: Option<(String, String)>,
    /// Its poles or themes, in order.
    pub poles: Vec<String>,
    /// The menu of its pages, those that the reader may read.
    pub pages: Vec<PageLink>,
    /// Its figures of today.
    pub counts: NetworkCounts,
    /// Who coordinates it today: name and role.
    pub coordination: Vec<(String, String)>,
    /// Where the reader stands in it.
    pub standing: Option<MembershipState>,
    /// Whom to write to: its own address; empty: the instance's.
    pub contact: String,
}

/// The figures of a network's page. Those who can't see its members read 0 requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct NetworkCounts {
    /// Its active members, itself alone.
    pub members: i64,
    /// Active members of it and of all below it, each person counted once.
    pub members_below: i64,
    /// Those of them who came within a year.
    pub recent: i64,
    /// People who wait for an answer.
    pub requests: i64,
}

/// Something a network keeps: a guide, a site, minutes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Resource {
    /// What it is.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// Every network that `who` may see, by acronym. Two queries.
pub async fn placed(db: &Db, who: &Actor) -> Result<Vec<PlacedNetwork>> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    placed_in(&mut tx, &rights).await
}

/// Every network that `who` may see, by acronym, with its size. Three queries, one of which counts every membership.
pub async fn list(db: &Db, who: &Actor) -> Result<Vec<ListedNetwork>> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let placed = placed_in(&mut tx, &rights).await?;
    let members: HashMap<NetworkId, i64> = member_counts(&mut tx).await?.into_iter().collect();
    let listed = placed.into_iter().map(|PlacedNetwork { card, parents }| {
        let members = members.get(&card.id).copied().unwrap_or(0);
        ListedNetwork { card, parents, members }
    });
    Ok(listed.collect())
}

async fn placed_in(conn: &mut Conn, rights: &Rights) -> Result<Vec<PlacedNetwork>> {
    let cards = visible(&mut *conn, rights).await?;
    let seen: HashSet<NetworkId> = cards.iter().map(|card| card.id.clone()).collect();
    let mut above: HashMap<NetworkId, Vec<NetworkId>> = HashMap::new();
    for (child, parent) in edges(conn).await?.into_iter().filter(|(_, parent)| seen.contains(parent)) {
        above.entry(child).or_default().push(parent);
    }
    Ok(cards.into_iter().map(|card| PlacedNetwork { parents: above.remove(&card.id).unwrap_or_default(), card }).collect())
}

/// What each page of a network shows at its head. Four queries.
pub async fn head(db: &Db, who: &Actor, slug: &str) -> Result<NetworkHead> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    head_in(&mut tx, &rights, slug).await
}

/// [`head`], for a verb that loads the rest of its page in the same transaction.
pub(crate) async fn head_in(tx: &mut Tx, rights: &Rights, slug: &str) -> Result<NetworkHead> {
    let card = find(tx, rights, slug).await?;
    Ok(NetworkHead {
        parents: parents(tx, rights, &card.id).await?,
        children: children(tx, rights, &card.id).await?,
        may: NetworkMay {
            edit: policy::allows(rights, Act::EditNetwork(&card.id)),
            see_members: policy::allows(rights, Act::SeeMembers(&card.id)),
            govern: policy::allows(rights, Act::Govern(&card.id)),
        },
        card,
    })
}

/// A network's page.
pub async fn page(db: &Db, who: &Actor, slug: &str) -> Result<NetworkPage> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let head = head_in(&mut tx, &rights, slug).await?;
    let network = &head.card.id;
    let (description, join_policy, join_domain, contact, region) = details::details(&mut tx, network).await?;
    let counts = counts(&mut tx, network).await?;
    Ok(NetworkPage {
        region,
        description,
        join_policy,
        join_domain,
        poles: poles(&mut tx, network).await?,
        pages: pages::menu(&mut tx, &rights, network.as_str()).await?,
        counts: if head.may.see_members { counts } else { NetworkCounts { requests: 0, ..counts } },
        coordination: memberships::coordination(&mut tx, network).await?,
        standing: standing(&mut tx, &rights, network).await?,
        contact,
        head,
    })
}

/// The network with that slug, if the reader may know of it: the door every verb about one network goes through.
pub(crate) async fn find(conn: &mut Conn, rights: &Rights, slug: &str) -> Result<NetworkCard> {
    let card: NetworkCard = sqlx::query_as("SELECT id, slug, acronym, name, kind, summary, hue, visibility FROM network WHERE slug = $1")
        .bind(slug)
        .fetch_one(conn)
        .await?;
    policy::check(rights, Act::SeeNetwork(&card.id, card.visibility))?;
    Ok(card)
}

/// Every network that the reader may see, by acronym.
pub(crate) async fn visible(conn: &mut Conn, rights: &Rights) -> Result<Vec<NetworkCard>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility FROM network n WHERE ",
        visible_networks!(),
        " ORDER BY lower(n.acronym), n.id"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}

async fn edges(conn: &mut Conn) -> Result<Vec<(NetworkId, NetworkId)>> {
    Ok(sqlx::query_as("SELECT child, parent FROM network_parent").fetch_all(conn).await?)
}

async fn member_counts(conn: &mut Conn) -> Result<Vec<(NetworkId, i64)>> {
    Ok(sqlx::query_as("SELECT network, COUNT(*) FROM membership WHERE state = 'active' GROUP BY network").fetch_all(conn).await?)
}

async fn parents(conn: &mut Conn, rights: &Rights, network: &NetworkId) -> Result<Vec<NetworkCard>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility
           FROM network_parent p JOIN network n ON n.id = p.parent WHERE p.child = $3 AND ",
        visible_networks!(),
        " ORDER BY lower(n.acronym)"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(network).fetch_all(conn).await?)
}

async fn children(conn: &mut Conn, rights: &Rights, network: &NetworkId) -> Result<Vec<NetworkCard>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility
           FROM network_parent p JOIN network n ON n.id = p.child WHERE p.parent = $3 AND ",
        visible_networks!(),
        " ORDER BY lower(n.acronym)"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(network).fetch_all(conn).await?)
}

async fn poles(conn: &mut Conn, network: &NetworkId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT name FROM network_pole WHERE network = $1 ORDER BY position").bind(network).fetch_all(conn).await?)
}

async fn resources(conn: &mut Conn, network: &NetworkId) -> Result<Vec<Resource>> {
    Ok(sqlx::query_as("SELECT title, url FROM network_resource WHERE network = $1 ORDER BY position").bind(network).fetch_all(conn).await?)
}

async fn counts(tx: &mut Tx, network: &NetworkId) -> Result<NetworkCounts> {
    let a_year_ago = tx.now.plus(-chrono::Duration::days(365));
    Ok(sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM membership WHERE network = $1 AND state = 'active') AS members,
                (SELECT COUNT(DISTINCT m.person) FROM network_below b JOIN membership m ON m.network = b.below AND m.state = 'active'
                  WHERE b.network = $1) AS members_below,
                (SELECT COUNT(DISTINCT m.person) FROM network_below b JOIN membership m ON m.network = b.below AND m.state = 'active'
                  WHERE b.network = $1 AND m.since >= $2) AS recent,
                (SELECT COUNT(*) FROM membership WHERE network = $1 AND state = 'requested') AS requests",
    )
    .bind(network)
    .bind(a_year_ago)
    .fetch_one(&mut **tx)
    .await?)
}

async fn standing(conn: &mut Conn, rights: &Rights, network: &NetworkId) -> Result<Option<MembershipState>> {
    let Some(person) = rights.person() else { return Ok(None) };
    Ok(sqlx::query_scalar("SELECT state FROM membership WHERE network = $1 AND person = $2")
        .bind(network)
        .bind(person)
        .fetch_optional(conn)
        .await?)
}
