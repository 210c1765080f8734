//! How many members, of which kinds, on any day: read from the history, so that a past day stays what it was.
//!
//! Counts only. Professions and regions are those declared today; organisations are those of the day.

use chrono::Days;

use super::list::affiliation_on;
use crate::clock::{self, Moment};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::fields::{self, Faults};
use crate::ids::NetworkId;
use crate::networks::{self, NetworkCard, NetworkHead};
use crate::policy::{Actor, Rights};
use crate::visible_networks;

/// The figures of a network on a day.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The network.
    pub head: NetworkHead,
    /// The day, as stored text.
    pub on: String,
    /// Whether that is today.
    pub is_today: bool,
    /// Active members of it and of all below it, each person counted once.
    pub total: i64,
    /// By kind of the organisation they worked for on that day.
    pub kinds: Breakdown,
    /// By profession.
    pub professions: Breakdown,
    /// By region.
    pub regions: Breakdown,
    /// For a federation: the members of each network below it that the reader sees. A person may be in several.
    pub networks: Vec<(NetworkCard, i64)>,
}

/// A total and its parts, in the order of the taxonomy; what is not known comes last, with no name.
pub type Breakdown = Vec<Share>;

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Its name in French and in English; `None`: not known.
    pub name: Option<(String, String)>,
    /// How many people.
    pub count: i64,
}

/// The people who were active members of `$1` or of a network below it, before the moment `$2`.
macro_rules! people_then {
    () => {
        "SELECT DISTINCT m.person AS id FROM network_below b JOIN membership m ON m.network = b.below
           JOIN membership_change c ON c.membership = m.id AND c.state = 'active' AND c.at < $2
          WHERE b.network = $1 AND NOT EXISTS (
                SELECT 1 FROM membership_change z WHERE z.membership = m.id AND z.at < $2 AND (z.at > c.at OR (z.at = c.at AND z.id > c.id)))"
    };
}

/// The figures of a network at the end of a day; an empty `on` is today.
///
/// # Errors
/// [`crate::Problem::NotADate`] on `on`.
pub async fn figures(db: &Db, who: &Actor, slug: &str, on: &str) -> Result<Figures> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let head = networks::head_in(&mut tx, &rights, slug).await?;
    let today = rights.today().to_owned();
    let mut faults = Faults::default();
    let on = faults.check("on", fields::optional_date(on));
    let on = faults.or(on)?.unwrap_or_else(|| today.clone());
    let end = end_of(&on)?;
    let network = &head.card.id;
    Ok(Figures {
        is_today: on == today,
        total: total(&mut tx, network, end).await?,
        kinds: kinds(&mut tx, network, end, &on).await?,
        professions: professions(&mut tx, network, end).await?,
        regions: regions(&mut tx, network, end).await?,
        networks: if head.children.is_empty() { Vec::new() } else { by_network(&mut tx, &rights, network, end).await? },
        on,
        head,
    })
}

/// The first moment after a day, in the zone of the house.
fn end_of(day: &str) -> Result<Moment> {
    let next = clock::date(day).ok().and_then(|day| day.checked_add_days(Days::new(1)));
    let midnight = next.and_then(|day| day.and_hms_opt(0, 0, 0)).ok_or(Error::Internal)?;
    clock::moment(midnight, clock::HOME).map_err(|_| Error::Internal)
}

async fn total(conn: &mut Conn, network: &NetworkId, end: Moment) -> Result<i64> {
    Ok(sqlx::query_scalar(concat!("SELECT COUNT(*) FROM (", people_then!(), ") t")).bind(network).bind(end).fetch_one(conn).await?)
}

type Row = (Option<String>, Option<String>, i64);

fn breakdown(rows: Vec<Row>) -> Breakdown {
    rows.into_iter().map(|(french, english, count)| Share { name: french.zip(english), count }).collect()
}

async fn kinds(conn: &mut Conn, network: &NetworkId, end: Moment, on: &str) -> Result<Breakdown> {
    let rows = sqlx::query_as(concat!(
        "SELECT k.name_fr, k.name_en, COUNT(*) FROM (",
        people_then!(),
        ") p LEFT JOIN affiliation w ON w.id = ",
        affiliation_on!("$3"),
        " LEFT JOIN organisation o ON o.id = w.organisation LEFT JOIN organisation_kind k ON k.code = o.kind
          GROUP BY k.name_fr, k.name_en, k.position ORDER BY k.position IS NULL, k.position"
    ));
    Ok(breakdown(rows.bind(network).bind(end).bind(on).fetch_all(conn).await?))
}

async fn professions(conn: &mut Conn, network: &NetworkId, end: Moment) -> Result<Breakdown> {
    let rows = sqlx::query_as(concat!(
        "SELECT k.name_fr, k.name_en, COUNT(*) FROM (",
        people_then!(),
        ") t JOIN person p ON p.id = t.id LEFT JOIN profession k ON k.code = p.profession
          GROUP BY k.name_fr, k.name_en, k.position ORDER BY k.position IS NULL, k.position"
    ));
    Ok(breakdown(rows.bind(network).bind(end).fetch_all(conn).await?))
}

async fn regions(conn: &mut Conn, network: &NetworkId, end: Moment) -> Result<Breakdown> {
    let rows = sqlx::query_as(concat!(
        "SELECT k.name_fr, k.name_en, COUNT(*) FROM (",
        people_then!(),
        ") t JOIN person p ON p.id = t.id LEFT JOIN region k ON k.code = p.region
          GROUP BY k.name_fr, k.name_en, k.position ORDER BY k.position IS NULL, k.position"
    ));
    Ok(breakdown(rows.bind(network).bind(end).fetch_all(conn).await?))
}

/// Each network directly or further below, with its own members.
async fn by_network(conn: &mut Conn, rights: &Rights, network: &NetworkId, end: Moment) -> Result<Vec<(NetworkCard, i64)>> {
    let counts: Vec<(NetworkId, i64)> = sqlx::query_as(
        "SELECT m.network, COUNT(DISTINCT m.person) FROM network_below b JOIN membership m ON m.network = b.below
           JOIN membership_change c ON c.membership = m.id AND c.state = 'active' AND c.at < $2
          WHERE b.network = $1 AND NOT EXISTS (
                SELECT 1 FROM membership_change z WHERE z.membership = m.id AND z.at < $2 AND (z.at > c.at OR (z.at = c.at AND z.id > c.id)))
          GROUP BY m.network",
    )
    .bind(network)
    .bind(end)
    .fetch_all(&mut *conn)
    .await?;
    let below: Vec<NetworkCard> = sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility
           FROM network_below b JOIN network n ON n.id = b.below WHERE b.network = $3 AND ",
        visible_networks!(),
        " ORDER BY lower(n.acronym), n.id"
    ))
    .bind(rights.key())
    .bind(rights.today())
    .bind(network)
    .fetch_all(conn)
    .await?;
    let count = |card: &NetworkCard| counts.iter().find(|(network, _)| *network == card.id).map_or(0, |(_, count)| *count);
    Ok(below.into_iter().map(|card| (count(&card), card)).filter(|(count, _)| *count > 0).map(|(count, card)| (card, count)).collect())
}
