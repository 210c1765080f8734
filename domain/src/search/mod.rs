//! Search: the results for each reader, and the words that find them. The index itself is in [`crate::search_index`].

mod excerpt;
mod hits;
mod indexing;
mod query;

pub use excerpt::ExcerptPiece;
pub use hits::{PAGE, SearchHit, SearchResults, search};
pub use indexing::{LARGE_STEP, SMALL_STEP, catch_up, enqueue_missing, index_queue, index_step, rebuild};
pub use query::SearchQuery;
