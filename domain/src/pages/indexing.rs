//! Pages in the search index.

use std::collections::HashMap;

use crate::db::Tx;
use crate::enums::{Language, SearchKind};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::rendering;
use crate::search_index::{self, SearchEntry, SearchSource, rows_of};
use formats::markdown;

/// Pages, with the names of their files.
pub(crate) struct FoundPages;

impl SearchSource for FoundPages {
    const KIND: SearchKind = SearchKind::Page;
    const KEYS: &'static str = "SELECT t.id FROM page t WHERE";

    async fn entries(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
        type Row = (String, String, String, String, Option<NetworkId>, Option<NetworkId>, Option<String>, Option<String>, Language, String);
        let pages: Vec<Row> = rows_of!(
            tx,
            subjects,
            "SELECT p.id, p.slug, p.title, r.body, p.network, e.network, n.slug, e.slug, p.language, substr(p.updated_at, 1, 10)
               FROM page p JOIN page_revision r ON r.page = p.id AND r.number = p.revision
               LEFT JOIN network n ON n.id = p.network LEFT JOIN event e ON e.id = p.event WHERE p.id IN ({})"
        );
        let files: Vec<(String, String, String)> =
            rows_of!(tx, subjects, "SELECT page, name, alternative FROM attachment WHERE page IN ({}) ORDER BY name");
        let mut file_texts: HashMap<String, Vec<String>> = HashMap::new();
        for (page, name, alternative) in files {
            file_texts.entry(page).or_default().extend([name, alternative]);
        }
        let length = pages.iter().map(|(_, _, _, body, ..)| body.len()).sum();
        let entry = move |(id, slug, title, body, network, lead, of_network, of_event, language, at): Row| {
            let path = match (of_network, of_event) {
                (Some(network), _) => format!("/networks/{network}/pages/{slug}"),
                (_, event) => format!("/events/{}/pages/{slug}", event.unwrap_or_default()),
            };
            let texts = [vec![markdown::plain(&body)], file_texts.remove(&id).unwrap_or_default()].concat();
            SearchEntry {
                body: search_index::join_texts(texts),
                language,
                at,
                network: network.or(lead),
                ..search_index::entry(SearchKind::Page, id, path, title)
            }
        };
        rendering::within_transaction(length, move || pages.into_iter().map(entry).collect()).await
    }
}
