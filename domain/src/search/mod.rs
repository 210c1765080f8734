//! Search: the results for each reader, and the words that find them. The index itself is in [`crate::search_index`].

mod asked;
mod excerpt;
mod fill;
mod hits;

pub use asked::SearchQuery;
pub use excerpt::ExcerptPiece;
pub use fill::{catch_up, rebuild};
pub use hits::{PAGE, SearchHit, SearchResults, search};
