//! The words and filters of a search, as they were sent.

use serde::{Deserialize, Serialize};

use crate::enums::SearchKind;
use crate::paging;

/// A search query as it was sent. Invalid filters are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchQuery {
    /// The words.
    pub q: String,
    /// A [`SearchKind`], or nothing for all.
    pub kind: String,
    /// A network's slug, or nothing for all. It includes the networks below it.
    pub network: String,
    /// A year, or nothing for all.
    pub year: String,
    /// The page of the results, from 1.
    pub page: String,
}

impl SearchQuery {
    pub(super) fn kind(&self) -> Option<SearchKind> {
        SearchKind::parse(self.kind.trim()).ok()
    }

    pub(super) fn year(&self) -> &str {
        let year = self.year.trim();
        if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) { year } else { "" }
    }

    /// The requested page, from 1 to the last page that is searched.
    pub(super) fn page(&self) -> i64 {
        paging::requested(&self.page).min(500)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_is_none_filters_nothing() {
        let query = SearchQuery { kind: "club".to_owned(), year: "20x6".to_owned(), page: "-3".to_owned(), ..SearchQuery::default() };
        assert_eq!((query.kind(), query.year(), query.page()), (None, "", 1));
    }
}
