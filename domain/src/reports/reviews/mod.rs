//! The year's review of a network (*bilan*): its figures beside those of the year before, what was held and with whom, who decides, and
//! what its coordinator writes of the year and of the next.
//!
//! A draft holds texts alone; its figures are read anew each time. Coordinators write it; whoever sits in a
//! committee of the network reads it, to adopt it. **Adopted**, all of it is kept as it stood, in a document with a version of its own: later
//! corrections, moves and deletions do not touch it, and no draft takes its place. Everyone reads the same review, so it tells of no small
//! group (see [`super`]), of no title that not everyone may read, and of no person but those who hold a mandate, which is public.

mod content;
mod edit;
mod read;
mod tables;

pub use content::{ReviewContent, Seat, SeatedCommittee, YearFigures};
pub use edit::seed;
pub use edit::{ReviewInput, adopt, form, preview_allowed, write};
pub(crate) use read::of_network;
pub use read::{ListedReview, ReviewList, ReviewPage, list, paper, review};
