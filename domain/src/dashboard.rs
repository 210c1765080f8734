//! A person's dashboard: what waits for their answer, their events, their networks.

use chrono::Duration;

use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Language, MembershipState, RegistrationState};
use crate::error::Result;
use crate::events::{self, EventCard};
use crate::ids::{EventId, MessageId};
use crate::policy::{self, Actor, Rights};
use crate::{own_networks, visible_networks};

/// The most events of each sort on the page.
const LIMIT: i64 = 50;
/// How long the page shows failed deliveries of a message, in days.
const TROUBLE_DAYS: i64 = 30;

#[derive(Debug, Clone)]
pub struct Dashboard {
    /// The given name in the greeting; empty until the person has set it.
    pub given_name: String,
    pub requests: Vec<WaitingRequests>,
    /// Networks that ask to be placed below one that they coordinate.
    pub placements: Vec<PlacementRequest>,
    pub invitations: Vec<CoOrganiserInvitation>,
    pub drafts: Vec<EventDraft>,
    /// Recent messages of the networks they coordinate with deliveries that failed or may have been sent twice; the newest first.
    pub troubled_messages: Vec<TroubledMessage>,
    /// For administrators: the number of mails that could not be sent.
    pub failed_mails: i64,
    /// Their addresses to which no mail is sent any more, because it came back.
    pub suspended_addresses: Vec<String>,
    /// Events where they have a seat, the next first.
    pub events: Vec<EventCard>,
    /// Events where they are on the waiting list, the next first.
    pub queues: Vec<EventCard>,
    /// Their networks, by acronym.
    pub networks: Vec<NetworkStanding>,
}

impl Dashboard {
    /// Whether anything on the page waits for an answer of this person.
    pub fn has_pending_items(&self) -> bool {
        !(self.requests.is_empty()
            && self.placements.is_empty()
            && self.invitations.is_empty()
            && self.drafts.is_empty()
            && self.troubled_messages.is_empty())
            || self.failed_mails > 0
    }
}

/// The unanswered requests to join one network.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct WaitingRequests {
    pub slug: String,
    pub acronym: String,
    pub count: i64,
}

/// A request to a network that another one be placed below it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PlacementRequest {
    pub slug: String,
    pub acronym: String,
    pub child: String,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CoOrganiserInvitation {
    /// The acronym of the network that is invited.
    pub acronym: String,
    pub slug: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EventDraft {
    pub slug: String,
    pub title: String,
}

/// A message with deliveries that failed or may have been sent twice.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TroubledMessage {
    pub id: MessageId,
    pub slug: String,
    pub subject: String,
    pub language: Language,
    /// The number of deliveries that failed for good.
    pub failed: i64,
    /// The number of deliveries that may have been sent twice.
    pub doubtful: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NetworkStanding {
    pub slug: String,
    pub acronym: String,
    /// Its colour: an OKLCH hue.
    pub hue: i64,
    /// Active or requested; `None` if they have no membership of their own.
    pub membership: Option<MembershipState>,
    /// The acronyms, separated by commas, of the networks below through which they are members.
    pub through: String,
    /// 1 if a running mandate gives the coordinator's rights.
    coordinates: i64,
}

impl NetworkStanding {
    /// Whether a running mandate gives the coordinator's rights.
    pub fn is_coordinating(&self) -> bool {
        self.coordinates == 1
    }
}

/// The networks that the person `$1` coordinates on the day `$2`, in SQL.
macro_rules! coordinated_networks {
    () => {
        "(SELECT k.network FROM mandate t JOIN committee k ON k.id = t.committee
           WHERE t.person = $1 AND k.coordinates = 1 AND t.started_on <= $2 AND (t.ended_on IS NULL OR t.ended_on >= $2))"
    };
}

/// The actor's dashboard. The number of queries does not depend on its content.
pub async fn dashboard(db: &Db, actor: &Actor) -> Result<Dashboard> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?;
    let given_name = sqlx::query_scalar("SELECT given_name FROM person WHERE id = $1").bind(person).fetch_one(&mut *tx).await?;
    let (events, queues) = events(&mut tx, &rights).await?;
    Ok(Dashboard {
        given_name,
        requests: requests(&mut tx, &rights).await?,
        placements: placements(&mut tx, &rights).await?,
        invitations: invitations(&mut tx, &rights).await?,
        drafts: drafts(&mut tx, &rights).await?,
        troubled_messages: troubled_messages(&mut tx, &rights).await?,
        suspended_addresses: suspended_addresses(&mut tx, &rights).await?,
        failed_mails: if rights.administers() { failed_mails(&mut tx).await? } else { 0 },
        events,
        queues,
        networks: networks(&mut tx, &rights).await?,
    })
}

async fn requests(conn: &mut Conn, rights: &Rights) -> Result<Vec<WaitingRequests>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.slug, n.acronym, COUNT(*) AS count FROM membership m JOIN network n ON n.id = m.network
          WHERE m.state = 'requested' AND m.network IN ",
        coordinated_networks!(),
        " GROUP BY n.slug, n.acronym ORDER BY n.acronym, n.slug"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}

async fn placements(conn: &mut Conn, rights: &Rights) -> Result<Vec<PlacementRequest>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.slug, n.acronym, c.acronym AS child
           FROM network_parent p JOIN network n ON n.id = p.parent JOIN network c ON c.id = p.child
          WHERE p.state = 'requested' AND p.parent IN ",
        coordinated_networks!(),
        " ORDER BY p.asked_at, n.slug, c.slug LIMIT $3"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(LIMIT).fetch_all(conn).await?)
}

async fn invitations(conn: &mut Conn, rights: &Rights) -> Result<Vec<CoOrganiserInvitation>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.acronym, e.slug, e.title FROM event_network h JOIN event e ON e.id = h.event JOIN network n ON n.id = h.network
          WHERE h.state = 'invited' AND e.state <> 'cancelled' AND h.network IN ",
        coordinated_networks!(),
        " ORDER BY h.asked_at, e.slug, n.acronym LIMIT $3"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(LIMIT).fetch_all(conn).await?)
}

async fn drafts(conn: &mut Conn, rights: &Rights) -> Result<Vec<EventDraft>> {
    let rows = sqlx::query_as(concat!(
        "SELECT e.slug, e.title FROM event e WHERE e.state = 'draft' AND e.network IN ",
        coordinated_networks!(),
        " ORDER BY e.starts_at, e.slug LIMIT $3"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(LIMIT).fetch_all(conn).await?)
}

async fn troubled_messages(tx: &mut Tx, rights: &Rights) -> Result<Vec<TroubledMessage>> {
    let since = tx.now.plus(Duration::days(-TROUBLE_DAYS));
    let rows = sqlx::query_as(concat!(
        "SELECT m.id, n.slug, m.subject, m.language, COUNT(CASE WHEN c.state = 'failed' THEN 1 END) AS failed,
                COUNT(CASE WHEN c.doubtful = 1 THEN 1 END) AS doubtful
           FROM message m JOIN list l ON l.id = m.list JOIN network n ON n.id = l.network
           JOIN delivery c ON c.message = m.id AND c.proof = 0 AND (c.state = 'failed' OR c.doubtful = 1)
          WHERE m.state IN ('sending', 'sent') AND m.sent_at >= $3 AND l.network IN ",
        coordinated_networks!(),
        " GROUP BY m.id, n.slug, m.subject, m.language, m.sent_at ORDER BY m.sent_at DESC, m.id DESC LIMIT $4"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).bind(since).bind(LIMIT).fetch_all(&mut **tx).await?)
}

async fn suspended_addresses(conn: &mut Conn, rights: &Rights) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT a.address FROM address a JOIN failing_address f ON f.address_key = a.address_key AND f.suspended_at IS NOT NULL
          WHERE a.person = $1 AND a.verified_at IS NOT NULL ORDER BY a.address_key",
    )
    .bind(rights.key())
    .fetch_all(conn)
    .await?)
}

async fn failed_mails(conn: &mut Conn) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM delivery WHERE state = 'failed' AND mail IS NOT NULL").fetch_one(conn).await?)
}

/// Upcoming events: those with a seat, and those for which the person waits or asked for one. Events that the person may no longer see are left out.
async fn events(tx: &mut Tx, rights: &Rights) -> Result<(Vec<EventCard>, Vec<EventCard>)> {
    let now = tx.now;
    let rows: Vec<(EventId, RegistrationState)> = sqlx::query_as(
        "SELECT e.id, r.state FROM registration r JOIN event e ON e.id = r.event
          WHERE r.person = $1 AND r.state IN ('confirmed', 'waiting', 'requested') AND e.ends_at > $2 ORDER BY e.starts_at, e.id LIMIT $3",
    )
    .bind_all((rights.key(), now, LIMIT))
    .fetch_all(&mut **tx)
    .await?;
    let keys: Vec<EventId> = rows.iter().map(|(event, _)| event.clone()).collect();
    let cards = events::cards_of(tx, rights, &keys).await?;
    Ok(cards.into_iter().partition(|card| rows.contains(&(card.id.clone(), RegistrationState::Confirmed))))
}

async fn networks(conn: &mut Conn, rights: &Rights) -> Result<Vec<NetworkStanding>> {
    let rows = sqlx::query_as(concat!(
        "SELECT n.slug, n.acronym, n.hue, m.state AS membership, CAST(CASE WHEN n.id IN ",
        coordinated_networks!(),
        " THEN 1 ELSE 0 END AS BIGINT) AS coordinates,
                COALESCE((SELECT string_agg(t.acronym, ', ' ORDER BY lower(t.acronym), t.id) FROM belonging g JOIN network t ON t.id = g.through
                           WHERE g.network = n.id AND g.person = $1 AND g.through <> n.id), '') AS through
           FROM network n LEFT JOIN membership m ON m.network = n.id AND m.person = $1 AND m.state IN ('active', 'requested')
          WHERE (m.id IS NOT NULL OR n.id IN ",
        own_networks!(),
        " OR n.id IN ",
        coordinated_networks!(),
        ") AND ",
        visible_networks!(),
        " ORDER BY lower(n.acronym), n.id"
    ));
    Ok(rows.bind(rights.key()).bind(rights.today()).fetch_all(conn).await?)
}
