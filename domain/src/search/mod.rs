//! Search: the results for each reader, and the words that find them. The index itself is in [`crate::search_index`].

mod backfill;
mod excerpt;
mod hits;
mod query;

pub use backfill::{catch_up, rebuild};
pub use excerpt::ExcerptPiece;
pub use hits::{PAGE, SearchHit, SearchResults, search};
pub use query::SearchQuery;
