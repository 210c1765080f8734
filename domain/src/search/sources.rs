//! What there is to be found of events, pages, networks, people and messages: read where it is kept.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use super::SearchEntry;
use crate::db::Tx;
use crate::enums::{Language, PageAccess, SearchKind};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::people::names;
use crate::{lists, rendering};
use formats::markdown;

/// The entries of these things, those that exist. A fixed number of queries, however many there are.
pub(super) async fn load(tx: &mut Tx, kind: SearchKind, subjects: &[String]) -> Result<Vec<SearchEntry>> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    match kind {
        SearchKind::Event => events(tx, subjects).await,
        SearchKind::Page => pages(tx, subjects).await,
        SearchKind::Network => networks(tx, subjects).await,
        SearchKind::Person => people(tx, subjects).await,
        SearchKind::Message => lists::entries(tx, subjects).await,
    }
}

/// Rows of `$statement`, whose `{}` becomes as many places as there are subjects.
macro_rules! rows {
    ($tx:expr, $subjects:expr, $statement:literal) => {{
        let places: Vec<String> = (1..=$subjects.len()).map(|place| format!("${place}")).collect();
        let mut query = sqlx::query_as(AssertSqlSafe(format!($statement, places.join(", "))));
        for subject in $subjects {
            query = query.bind(subject);
        }
        query.fetch_all(&mut **$tx).await?
    }};
}

async fn events(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
    type Row = (String, String, NetworkId, String, String, String, String, Language, String);
    let events: Vec<Row> = rows!(
        tx,
        subjects,
        "SELECT id, slug, network, title, summary, description, place, language, substr(starts_local, 1, 10) FROM event WHERE id IN ({})"
    );
    let talks: Vec<(String, String, String)> =
        rows!(tx, subjects, "SELECT event, title, abstract FROM talk WHERE event IN ({}) ORDER BY position, id");
    let speakers: Vec<(String, String, String)> = rows!(
        tx,
        subjects,
        "SELECT t.event, s.name, s.organisation FROM speaker s JOIN talk t ON t.id = s.talk WHERE t.event IN ({}) ORDER BY t.position, s.position"
    );
    let length =
        events.iter().map(|(_, _, _, _, _, description, ..)| description.len()).chain(talks.iter().map(|(.., about)| about.len())).sum();
    let read = move || {
        let mut said: HashMap<String, Vec<String>> = HashMap::new();
        for (event, title, about) in talks {
            said.entry(event).or_default().extend([title, markdown::plain(&about)]);
        }
        for (event, name, organisation) in speakers {
            said.entry(event).or_default().extend([name, organisation]);
        }
        let entry = |(id, slug, network, title, summary, description, place, language, at): Row| {
            let said = said.remove(&id).unwrap_or_default();
            let texts = [vec![summary, markdown::plain(&description), place], said].concat();
            let path = format!("/events/{slug}");
            SearchEntry { body: joined(texts), language, at, network: Some(network), ..entry(SearchKind::Event, id, path, title) }
        };
        events.into_iter().map(entry).collect()
    };
    rendering::within_transaction(length, read).await
}

async fn pages(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
    type Row = (String, String, String, String, Option<NetworkId>, Option<NetworkId>, Option<String>, Option<String>, Language, String);
    let pages: Vec<Row> = rows!(
        tx,
        subjects,
        "SELECT p.id, p.slug, p.title, r.body, p.network, e.network, n.slug, e.slug, p.language, substr(p.updated_at, 1, 10)
           FROM page p JOIN page_revision r ON r.page = p.id AND r.number = p.revision
           LEFT JOIN network n ON n.id = p.network LEFT JOIN event e ON e.id = p.event WHERE p.id IN ({})"
    );
    let files: Vec<(String, String, String)> =
        rows!(tx, subjects, "SELECT page, name, alternative FROM attachment WHERE page IN ({}) ORDER BY name");
    let mut named: HashMap<String, Vec<String>> = HashMap::new();
    for (page, name, alternative) in files {
        named.entry(page).or_default().extend([name, alternative]);
    }
    let length = pages.iter().map(|(_, _, _, body, ..)| body.len()).sum();
    let entry = move |(id, slug, title, body, network, lead, of_network, of_event, language, at): Row| {
        let path = match (of_network, of_event) {
            (Some(network), _) => format!("/networks/{network}/pages/{slug}"),
            (_, event) => format!("/events/{}/pages/{slug}", event.unwrap_or_default()),
        };
        let texts = [vec![markdown::plain(&body)], named.remove(&id).unwrap_or_default()].concat();
        SearchEntry { body: joined(texts), language, at, network: network.or(lead), ..entry(SearchKind::Page, id, path, title) }
    };
    rendering::within_transaction(length, move || pages.into_iter().map(entry).collect()).await
}

async fn networks(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
    let networks: Vec<(NetworkId, String, String, String, String, Language, String)> =
        rows!(tx, subjects, "SELECT id, slug, acronym, name, summary, language, description FROM network WHERE id IN ({})");
    let poles: Vec<(NetworkId, String)> =
        rows!(tx, subjects, "SELECT network, name FROM network_pole WHERE network IN ({}) ORDER BY position");
    let resources: Vec<(NetworkId, String)> =
        rows!(tx, subjects, "SELECT network, title FROM network_resource WHERE network IN ({}) ORDER BY position");
    let mut kept: HashMap<NetworkId, Vec<String>> = HashMap::new();
    for (network, words) in poles.into_iter().chain(resources) {
        kept.entry(network).or_default().push(words);
    }
    let length = networks.iter().map(|(.., description)| description.len()).sum();
    let entry =
        move |(id, slug, acronym, name, summary, language, description): (NetworkId, String, String, String, String, Language, String)| {
            let texts = [vec![summary, markdown::plain(&description)], kept.remove(&id).unwrap_or_default()].concat();
            let found = entry(SearchKind::Network, id.to_string(), format!("/networks/{slug}"), format!("{acronym} – {name}"));
            SearchEntry { body: joined(texts), language, network: Some(id), ..found }
        };
    rendering::within_transaction(length, move || networks.into_iter().map(entry).collect()).await
}

/// Names, and where they work today: what the list of members shows.
async fn people(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
    let people: Vec<(String, String, String)> =
        rows!(tx, subjects, "SELECT id, given_name, family_name FROM person WHERE id IN ({}) AND (given_name <> '' OR family_name <> '')");
    let work: Vec<(String, String)> = rows!(
        tx,
        subjects,
        "SELECT a.person, o.name FROM affiliation a JOIN organisation o ON o.id = a.organisation
          WHERE a.person IN ({}) AND a.ended_on IS NULL ORDER BY a.started_on"
    );
    let mut places: HashMap<String, Vec<String>> = HashMap::new();
    for (person, organisation) in work {
        places.entry(person).or_default().push(organisation);
    }
    let entry = |(id, given, family): (String, String, String)| {
        let body = joined(places.remove(&id).unwrap_or_default());
        SearchEntry { body, ..entry(SearchKind::Person, id, String::new(), names::full(&given, &family)) }
    };
    Ok(people.into_iter().map(entry).collect())
}

fn entry(kind: SearchKind, subject: String, path: String, title: String) -> SearchEntry {
    SearchEntry {
        kind,
        subject,
        shelf: String::new(),
        network: None,
        access: PageAccess::Public,
        path,
        title,
        body: String::new(),
        language: Language::Fr,
        at: String::new(),
    }
}

fn joined(texts: Vec<String>) -> String {
    texts.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}
