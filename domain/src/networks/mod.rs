//! Networks: creating and editing one, its placement, its page. [`crate::graph`] has what other modules read of networks.

mod edit;
mod library;
mod notifications;
mod page;
mod placement;
mod rows;

pub use crate::graph::{ListedNetwork, NetworkCard, NetworkHead, NetworkMay, PlacedNetwork, Resource, head, list, list_placed};
pub(crate) use crate::graph::{find, head_in, visible};
pub use edit::{MOST_PARENTS, NetworkInput, create, edit, form};
pub use library::{Library, LibraryItem, PastEvent, library};
pub use page::{NetworkCounts, NetworkPage, page};
pub use placement::{Placement, Placements, answer_placement, placements, requested_parents};
