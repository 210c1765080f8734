//! Events in the search index.

use std::collections::HashMap;

use crate::db::Tx;
use crate::enums::{Language, SearchKind};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::rendering;
use crate::search_index::{self, SearchEntry, SearchSource, rows_of};
use formats::markdown;

/// Events, with the talks in their programmes.
pub(crate) struct FoundEvents;

impl SearchSource for FoundEvents {
    const KIND: SearchKind = SearchKind::Event;
    const KEYS: &'static str = "SELECT t.id FROM event t WHERE";

    async fn entries(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
        type Row = (String, String, NetworkId, String, String, String, String, Language, String);
        let events: Vec<Row> = rows_of!(
            tx,
            subjects,
            "SELECT id, slug, network, title, summary, description, place, language, substr(starts_local, 1, 10) FROM event WHERE id IN ({})"
        );
        let talks: Vec<(String, String, String)> =
            rows_of!(tx, subjects, "SELECT event, title, abstract FROM talk WHERE event IN ({}) ORDER BY position, id");
        let speakers: Vec<(String, String, String)> = rows_of!(
            tx,
            subjects,
            "SELECT t.event, s.name, s.organisation FROM speaker s JOIN talk t ON t.id = s.talk WHERE t.event IN ({}) ORDER BY t.position, s.position"
        );
        let length = events
            .iter()
            .map(|(_, _, _, _, _, description, ..)| description.len())
            .chain(talks.iter().map(|(.., abstract_text)| abstract_text.len()))
            .sum();
        let build = move || {
            let mut texts: HashMap<String, Vec<String>> = HashMap::new();
            for (event, title, abstract_text) in talks {
                texts.entry(event).or_default().extend([title, markdown::plain(&abstract_text)]);
            }
            for (event, name, organisation) in speakers {
                texts.entry(event).or_default().extend([name, organisation]);
            }
            let entry = |(id, slug, network, title, summary, description, place, language, at): Row| {
                let texts = texts.remove(&id).unwrap_or_default();
                let texts = [vec![summary, markdown::plain(&description), place], texts].concat();
                let path = format!("/events/{slug}");
                SearchEntry {
                    body: search_index::join_texts(texts),
                    language,
                    at,
                    network: Some(network),
                    ..search_index::entry(SearchKind::Event, id, path, title)
                }
            };
            events.into_iter().map(entry).collect()
        };
        rendering::within_transaction(length, build).await
    }
}
