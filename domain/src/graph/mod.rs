//! Networks as others read them: their cards, and the graph, in which a network may be placed below several federations.

pub mod closure;
mod indexing;

pub(crate) use indexing::FoundNetworks;
use std::collections::{HashMap, HashSet};

use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Language, NetworkKind, NetworkVisibility};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::names;
use crate::policy::{self, Act, Actor, Rights};
use crate::visible_networks;

/// A network in lists and labels.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NetworkCard {
    pub id: NetworkId,
    pub slug: String,
    /// Its acronym: SIL, RI3.
    pub acronym: String,
    pub name: String,
    pub kind: NetworkKind,
    /// One sentence.
    pub summary: String,
    /// Its colour: an OKLCH hue, 0 to 359.
    pub hue: i64,
    /// Who may know that it exists.
    pub visibility: NetworkVisibility,
    /// The language of its name and texts, and of its mails to people whose language is unknown.
    pub language: Language,
}

/// A network and its place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedNetwork {
    pub card: NetworkCard,
    /// The federations directly above it that the reader may see.
    pub parents: Vec<NetworkId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedNetwork {
    pub card: NetworkCard,
    /// The federations directly above it that the reader may see.
    pub parents: Vec<NetworkId>,
    /// Its number of members. If it includes the members of the networks below it, they are counted.
    pub members: i64,
}

/// The head of each page of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkHead {
    pub card: NetworkCard,
    /// The federations directly above it that the reader may see.
    pub parents: Vec<NetworkCard>,
    /// The networks directly below it that the reader may see.
    pub children: Vec<NetworkCard>,
    pub may: NetworkMay,
}

/// What the policy allows the reader to do with a network, so that pages show only the actions that will work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkMay {
    /// Change it, and create events.
    pub edit: bool,
    /// Read and admit members.
    pub see_members: bool,
    /// Change its committees and mandates.
    pub govern: bool,
    /// Answer the networks that ask to be placed below it.
    pub answer_networks: bool,
}

/// A resource of a network: a guide, a site, minutes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Resource {
    pub title: String,
    pub url: String,
}

/// Every network that `actor` may see, by acronym. Two queries.
pub async fn list_placed(db: &Db, actor: &Actor) -> Result<Vec<PlacedNetwork>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    list_placed_in(&mut tx, &rights).await
}

/// Every network that `actor` may see, by acronym, with its number of members. Three queries, one of which counts every membership.
pub async fn list(db: &Db, actor: &Actor) -> Result<Vec<ListedNetwork>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let placed = list_placed_in(&mut tx, &rights).await?;
    let members: HashMap<NetworkId, i64> = member_counts(&mut tx).await?.into_iter().collect();
    let networks = placed.into_iter().map(|PlacedNetwork { card, parents }| {
        let members = members.get(&card.id).copied().unwrap_or(0);
        ListedNetwork { card, parents, members }
    });
    Ok(networks.collect())
}

async fn list_placed_in(conn: &mut Conn, rights: &Rights) -> Result<Vec<PlacedNetwork>> {
    let cards = visible(&mut *conn, rights).await?;
    let visible: HashSet<NetworkId> = cards.iter().map(|card| card.id.clone()).collect();
    let mut parents_of: HashMap<NetworkId, Vec<NetworkId>> = HashMap::new();
    for (child, parent) in edges(conn).await?.into_iter().filter(|(_, parent)| visible.contains(parent)) {
        parents_of.entry(child).or_default().push(parent);
    }
    Ok(cards.into_iter().map(|card| PlacedNetwork { parents: parents_of.remove(&card.id).unwrap_or_default(), card }).collect())
}

/// The head of each page of a network. Four queries.
pub async fn head(db: &Db, actor: &Actor, slug: &str) -> Result<NetworkHead> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    head_in(&mut tx, &rights, slug).await
}

/// [`head`] for a verb that loads the rest of its page in the same transaction.
pub(crate) async fn head_in(tx: &mut Tx, rights: &Rights, slug: &str) -> Result<NetworkHead> {
    let card = find(tx, rights, slug).await?;
    Ok(NetworkHead {
        parents: parents(tx, rights, &card.id).await?,
        children: children(tx, rights, &card.id).await?,
        may: NetworkMay {
            edit: policy::allows(rights, Act::EditNetwork(&card.id)),
            see_members: policy::allows(rights, Act::SeeMembers(&card.id)),
            govern: policy::allows(rights, Act::Govern(&card.id)),
            answer_networks: policy::allows(rights, Act::AnswerNetworks(&card.id)),
        },
        card,
    })
}

/// The network with that slug, if the reader may know that it exists. Every verb about one network starts here.
pub(crate) async fn find(conn: &mut Conn, rights: &Rights, slug: &str) -> Result<NetworkCard> {
    let card: NetworkCard =
        sqlx::query_as("SELECT id, slug, acronym, name, kind, summary, hue, visibility, language FROM network WHERE slug = $1")
            .bind(slug)
            .fetch_one(conn)
            .await?;
    policy::check(rights, Act::SeeNetwork(&card.id, card.visibility))?;
    Ok(card)
}

/// Every network that the reader may see, by acronym.
pub(crate) async fn visible(conn: &mut Conn, rights: &Rights) -> Result<Vec<NetworkCard>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility, n.language FROM network n WHERE ",
        visible_networks!(),
        " ORDER BY lower(n.acronym), n.id"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}

/// The language of a mail to an address: that of the person who has proved it, else that of the network that writes.
pub(crate) async fn mail_language(conn: &mut Conn, network: &NetworkId, address: &str) -> Result<Language> {
    Ok(sqlx::query_scalar(
        "SELECT COALESCE((SELECT p.language FROM address a JOIN person p ON p.id = a.person WHERE a.address_key = $2 AND a.verified_at IS NOT NULL),
                         n.language) FROM network n WHERE n.id = $1",
    )
    .bind_all((network, names::address_key(address)))
    .fetch_one(conn)
    .await?)
}

async fn edges(conn: &mut Conn) -> Result<Vec<(NetworkId, NetworkId)>> {
    Ok(sqlx::query_as("SELECT child, parent FROM network_parent WHERE state = 'accepted'").fetch_all(conn).await?)
}

async fn member_counts(conn: &mut Conn) -> Result<Vec<(NetworkId, i64)>> {
    Ok(sqlx::query_as("SELECT network, COUNT(DISTINCT person) FROM belonging WHERE named = 1 GROUP BY network").fetch_all(conn).await?)
}

async fn parents(conn: &mut Conn, rights: &Rights, network: &NetworkId) -> Result<Vec<NetworkCard>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility, n.language
           FROM network_parent p JOIN network n ON n.id = p.parent WHERE p.child = $3 AND p.state = 'accepted' AND ",
        visible_networks!(),
        " ORDER BY lower(n.acronym)"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(network).fetch_all(conn).await?)
}

async fn children(conn: &mut Conn, rights: &Rights, network: &NetworkId) -> Result<Vec<NetworkCard>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility, n.language
           FROM network_parent p JOIN network n ON n.id = p.child WHERE p.parent = $3 AND p.state = 'accepted' AND ",
        visible_networks!(),
        " ORDER BY lower(n.acronym)"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(network).fetch_all(conn).await?)
}

pub(crate) async fn poles(conn: &mut Conn, network: &NetworkId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT name FROM network_pole WHERE network = $1 ORDER BY position").bind(network).fetch_all(conn).await?)
}

pub(crate) async fn resources(conn: &mut Conn, network: &NetworkId) -> Result<Vec<Resource>> {
    Ok(sqlx::query_as("SELECT title, url FROM network_resource WHERE network = $1 ORDER BY position").bind(network).fetch_all(conn).await?)
}
