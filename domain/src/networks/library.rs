//! The library of a network: its pages and resources, and the materials of past events, by year.

use std::collections::HashMap;

use super::{NetworkHead, Resource, head_in};
use crate::db::{BindAll, Db, Tx};
use crate::enums::MaterialKind;
use crate::error::Result;
use crate::graph::resources;
use crate::ids::NetworkId;
use crate::pages::{self, PageLink};
use crate::policy::{self, Actor, Rights};
use crate::{visible_events, visible_networks, visible_pages};

#[derive(Debug, Clone)]
pub struct Library {
    pub head: NetworkHead,
    /// The pages that the reader may read, those of the menu first.
    pub pages: Vec<PageLink>,
    /// Its resources on other sites, in its own order.
    pub resources: Vec<Resource>,
    /// Past events with materials, of the network and all networks below it, the latest first.
    pub events: Vec<PastEvent>,
    /// The last year of the next page of older events, if there are more.
    pub older: Option<String>,
}

/// A past event with materials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastEvent {
    pub slug: String,
    pub title: String,
    /// The language of its title: `fr`, `en`.
    pub language: String,
    /// The day it began, as stored.
    pub on: String,
    /// Its materials, in order: pages first.
    pub materials: Vec<LibraryItem>,
}

/// A page, document or recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryItem {
    /// The kind of material; `None` for a page of the event.
    pub kind: Option<MaterialKind>,
    pub title: String,
    pub url: String,
}

/// The most rows that one query reads. Only whole years of them are shown.
const MOST: usize = 400;

/// The library of a network, with past events up to the year `until` (`2024`; empty for all).
pub async fn library(db: &Db, actor: &Actor, slug: &str, until: &str) -> Result<Library> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = head_in(&mut tx, &rights, slug).await?;
    let pages = pages::list_pages(&mut tx, &rights, head.card.id.as_str()).await?;
    let resources = resources(&mut tx, &head.card.id).await?;
    let until = if until.len() == 4 && until.bytes().all(|byte| byte.is_ascii_digit()) { until } else { "9999" };
    let (events, older) = past_events(&mut tx, &rights, &head.card.id, until).await?;
    Ok(Library { head, pages, resources, events, older })
}

/// The slug, title, language and first day of a past event, then the kind, title and address of one of its materials.
type LibraryRow = (String, String, String, String, Option<MaterialKind>, String, String);

/// A condition over `event e`: it is past, organised by the network `$3` or a network below it that the reader may see, and the reader may see the
/// event.
macro_rules! past_events {
    () => {
        concat!(
            "e.ends_at <= $4 AND substr(e.starts_local, 1, 4) <= $5 AND e.state <> 'cancelled'
            AND EXISTS (SELECT 1 FROM event_network h JOIN network_below b ON b.below = h.network
                                     JOIN network n ON n.id = h.network
                         WHERE h.event = e.id AND h.state IN ('lead', 'accepted') AND b.network = $3 AND ",
            visible_networks!(),
            ") AND ",
            visible_events!()
        )
    };
}

async fn past_events(tx: &mut Tx, rights: &Rights, network: &NetworkId, until: &str) -> Result<(Vec<PastEvent>, Option<String>)> {
    let materials_statement = concat!(
        "SELECT e.slug, e.title, e.language, substr(e.starts_local, 1, 10), m.kind, m.title, m.url
           FROM event e JOIN material m ON m.event = e.id WHERE ",
        past_events!(),
        " ORDER BY substr(e.starts_local, 1, 10) DESC, e.slug, m.position LIMIT $6"
    );
    let pages_statement = concat!(
        "SELECT e.slug, e.title, e.language, substr(e.starts_local, 1, 10), NULL, p.title, p.slug
           FROM event e JOIN page p ON p.event = e.id WHERE ",
        past_events!(),
        " AND ",
        visible_pages!(),
        " ORDER BY substr(e.starts_local, 1, 10) DESC, e.slug, CASE WHEN p.position IS NULL THEN 1 ELSE 0 END, p.position, p.slug LIMIT $6"
    );
    let now = tx.now;
    let mut rows: Vec<LibraryRow> = Vec::new();
    let mut incomplete_year = "0000".to_owned();
    for statement in [pages_statement, materials_statement] {
        let read: Vec<LibraryRow> = sqlx::query_as(statement)
            .bind_all((rights.key(), rights.today(), network, now, until, i64::try_from(MOST + 1).unwrap_or(i64::MAX)))
            .fetch_all(&mut **tx)
            .await?;
        if let Some(last) = read.get(MOST) {
            incomplete_year = incomplete_year.max(year(last).to_owned());
        }
        rows.extend(read);
    }
    let newest = rows.iter().map(|row| year(row).to_owned()).max().unwrap_or_default();
    // The year in which the query stopped is incomplete. It is left to the next page, unless it is the only year.
    let older =
        (incomplete_year != "0000").then(|| if incomplete_year < newest { incomplete_year.clone() } else { year_before(&incomplete_year) });
    rows.retain(|row| year(row) > &*incomplete_year || incomplete_year == newest);
    Ok((group_by_event(rows), older))
}

fn year(row: &LibraryRow) -> &str {
    row.3.get(..4).unwrap_or_default()
}

fn year_before(year: &str) -> String {
    year.parse::<i32>().map(|year| (year - 1).to_string()).unwrap_or_default()
}

fn group_by_event(rows: Vec<LibraryRow>) -> Vec<PastEvent> {
    let mut positions: HashMap<String, usize> = HashMap::new();
    let mut events: Vec<PastEvent> = Vec::new();
    for (slug, title, language, on, kind, material, url) in rows {
        let index = *positions.entry(slug.clone()).or_insert_with(|| {
            events.push(PastEvent { slug: slug.clone(), title, language, on, materials: Vec::new() });
            events.len() - 1
        });
        let url = if kind.is_none() { format!("/events/{slug}/pages/{url}") } else { url };
        events[index].materials.push(LibraryItem { kind, title: material, url });
    }
    events.sort_by(|one, other| other.on.cmp(&one.on).then_with(|| one.slug.cmp(&other.slug)));
    events
}
