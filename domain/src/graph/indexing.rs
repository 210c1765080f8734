//! The search entries of networks.

use std::collections::HashMap;

use crate::db::Tx;
use crate::enums::{Language, SearchKind};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::rendering;
use crate::search_index::{self, SearchEntry, SearchSource, rows_of};
use formats::markdown;

/// Networks, with their poles and resources.
pub(crate) struct FoundNetworks;

impl SearchSource for FoundNetworks {
    const KIND: SearchKind = SearchKind::Network;
    const KEYS: &'static str = "SELECT t.id FROM network t WHERE";

    async fn entries(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
        let networks: Vec<(NetworkId, String, String, String, String, Language, String)> =
            rows_of!(tx, subjects, "SELECT id, slug, acronym, name, summary, language, description FROM network WHERE id IN ({})");
        let poles: Vec<(NetworkId, String)> =
            rows_of!(tx, subjects, "SELECT network, name FROM network_pole WHERE network IN ({}) ORDER BY position");
        let resources: Vec<(NetworkId, String)> =
            rows_of!(tx, subjects, "SELECT network, title FROM network_resource WHERE network IN ({}) ORDER BY position");
        let mut texts: HashMap<NetworkId, Vec<String>> = HashMap::new();
        for (network, text) in poles.into_iter().chain(resources) {
            texts.entry(network).or_default().push(text);
        }
        let length = networks.iter().map(|(.., description)| description.len()).sum();
        let entry = move |(id, slug, acronym, name, summary, language, description): (
            NetworkId,
            String,
            String,
            String,
            String,
            Language,
            String,
        )| {
            let texts = [vec![summary, markdown::plain(&description)], texts.remove(&id).unwrap_or_default()].concat();
            let entry =
                search_index::entry(SearchKind::Network, id.to_string(), format!("/networks/{slug}"), format!("{acronym} – {name}"));
            SearchEntry { body: search_index::join_texts(texts), language, network: Some(id), ..entry }
        };
        rendering::within_transaction(length, move || networks.into_iter().map(entry).collect()).await
    }
}
