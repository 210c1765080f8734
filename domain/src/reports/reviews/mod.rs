//! The year's review of a network (*bilan*): its figures beside those of the year before, the events and their organisers, the committees,
//! and the coordinator's texts on the year and the next one.
//!
//! A draft stores only texts; its figures are counted at each reading. Coordinators write it; members of the network's committees read it,
//! to adopt it. **Adopted**, the whole review is stored in a document with a version of its own: later corrections, moves and deletions do
//! not change it, and no draft replaces it. Everyone reads the same review. It therefore shows no small group (see [`super`]), no title
//! that is not public, and no person except the holders of mandates, which are public.

mod content;
mod edit;
mod read;
mod tables;

pub use content::{CommitteeSeat, ReviewContent, SeatedCommittee, YearFigures};
pub use edit::seed;
pub use edit::{ReviewInput, adopt, form, preview_allowed, save};
pub(crate) use read::of_network;
pub use read::{ListedReview, ReviewList, ReviewPage, document, list, review};
