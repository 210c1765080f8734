//! The search entries of people: the data that the list of members shows.

use std::collections::HashMap;

use crate::db::Tx;
use crate::enums::SearchKind;
use crate::error::Result;
use crate::names;
use crate::search_index::{self, SearchEntry, SearchSource, rows_of};

/// Names, and the organisation that they work for today.
pub struct FoundPeople;

impl SearchSource for FoundPeople {
    const KIND: SearchKind = SearchKind::Person;
    const KEYS: &'static str = "SELECT t.id FROM person t WHERE (t.given_name <> '' OR t.family_name <> '') AND";

    async fn entries(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
        let people: Vec<(String, String, String)> = rows_of!(
            tx,
            subjects,
            "SELECT id, given_name, family_name FROM person WHERE id IN ({}) AND (given_name <> '' OR family_name <> '')"
        );
        let work: Vec<(String, String)> = rows_of!(
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
            let body = search_index::join_texts(places.remove(&id).unwrap_or_default());
            SearchEntry { body, ..search_index::entry(SearchKind::Person, id, String::new(), names::full(&given, &family)) }
        };
        Ok(people.into_iter().map(entry).collect())
    }
}
