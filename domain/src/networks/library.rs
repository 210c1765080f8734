//! What a network keeps: its resources, and what stays of past events.

use super::{NetworkHead, Resource, head_in, resources};
use crate::codes::MaterialKind;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::policy::{Actor, Rights};
use crate::{visible_events, visible_networks};

/// The resources of a network.
#[derive(Debug, Clone)]
pub struct Library {
    /// The network.
    pub head: NetworkHead,
    /// What it keeps, in its own order.
    pub resources: Vec<Resource>,
    /// Past events of it and of all below it that left something, the latest first.
    pub events: Vec<PastEvent>,
}

/// A past event that left something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastEvent {
    /// Its name in the address bar.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The language of its title: `fr`, `en`.
    pub language: String,
    /// The day it began, as stored text.
    pub on: String,
    /// What it left, in order.
    pub materials: Vec<Kept>,
}

/// A document or recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is.
    pub kind: MaterialKind,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// The resources of a network.
pub async fn library(db: &Db, who: &Actor, slug: &str) -> Result<Library> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let head = head_in(&mut tx, &rights, slug).await?;
    let resources = resources(&mut tx, &head.card.id).await?;
    let events = past_events(&mut tx, &rights, &head.card.id).await?;
    Ok(Library { head, resources, events })
}

async fn past_events(tx: &mut Tx, rights: &Rights, network: &NetworkId) -> Result<Vec<PastEvent>> {
    let now = tx.now;
    let rows: Vec<(String, String, String, String, MaterialKind, String, String)> = sqlx::query_as(concat!(
        "SELECT e.slug, e.title, e.language, substr(e.starts_local, 1, 10), m.kind, m.title, m.url
           FROM event e JOIN material m ON m.event = e.id
          WHERE e.ends_at <= $4 AND e.state <> 'cancelled'
            AND EXISTS (SELECT 1 FROM event_network h JOIN network_below b ON b.below = h.network
                                     JOIN network n ON n.id = h.network
                         WHERE h.event = e.id AND h.state IN ('lead', 'accepted') AND b.network = $3 AND ",
        visible_networks!(),
        ") AND ",
        visible_events!(),
        " ORDER BY e.starts_at DESC, e.id, m.position"
    ))
    .bind(rights.key())
    .bind(rights.today())
    .bind(network)
    .bind(now)
    .fetch_all(&mut **tx)
    .await?;
    let mut events: Vec<PastEvent> = Vec::new();
    for (slug, title, language, on, kind, material, url) in rows {
        if events.last().is_none_or(|event| event.slug != slug) {
            events.push(PastEvent { slug, title, language, on, materials: Vec::new() });
        }
        if let Some(event) = events.last_mut() {
            event.materials.push(Kept { kind, title: material, url });
        }
    }
    Ok(events)
}
