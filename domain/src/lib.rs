//! What is true: types, rules, policy, SQL, calendar, mail.
//!
//! Knows no HTML, no HTTP and no PDF. Without its `db` feature it is plain types and checks, small enough for the browser.

pub mod enums;
pub mod error;
pub mod fields;
pub mod ids;

#[cfg(feature = "db")]
pub mod addresses;
#[cfg(feature = "db")]
pub mod administration;
#[cfg(feature = "db")]
pub mod agenda;
#[cfg(feature = "db")]
pub mod attendance;
#[cfg(feature = "db")]
pub mod audit;
#[cfg(feature = "db")]
pub mod calendar;
#[cfg(feature = "db")]
mod calendar_entry;
#[cfg(feature = "db")]
pub mod certificates;
#[cfg(feature = "db")]
pub mod clock;
#[cfg(feature = "db")]
mod consents;
#[cfg(feature = "db")]
pub mod dashboard;
#[cfg(feature = "db")]
pub mod dates;
#[cfg(feature = "db")]
pub mod db;
#[cfg(feature = "db")]
pub mod delivery;
#[cfg(feature = "db")]
pub mod events;
#[cfg(feature = "db")]
pub mod exports;
#[cfg(feature = "db")]
mod files;
#[cfg(feature = "db")]
pub mod forms;
#[cfg(feature = "db")]
pub mod graph;
#[cfg(feature = "db")]
pub mod imports;
#[cfg(feature = "db")]
mod like_pattern;
#[cfg(feature = "db")]
mod limits;
#[cfg(feature = "db")]
pub mod lists;
#[cfg(feature = "db")]
pub mod mail;
#[cfg(feature = "db")]
mod marks;
#[cfg(feature = "db")]
pub mod memberships;
#[cfg(feature = "db")]
pub mod names;
#[cfg(feature = "db")]
pub mod networks;
#[cfg(feature = "db")]
pub mod organisations;
#[cfg(feature = "db")]
pub mod pages;
#[cfg(feature = "db")]
mod paging;
#[cfg(feature = "db")]
pub mod people;
#[cfg(feature = "db")]
pub mod policy;
#[cfg(feature = "db")]
pub mod posts;
#[cfg(feature = "db")]
pub mod preview;
#[cfg(feature = "db")]
pub mod privacy;
#[cfg(feature = "db")]
pub mod registrations;
#[cfg(feature = "db")]
pub mod rendering;
#[cfg(feature = "db")]
pub mod reports;
#[cfg(feature = "db")]
pub mod rng;
#[cfg(feature = "db")]
pub mod search;
#[cfg(feature = "db")]
pub mod search_index;
#[cfg(feature = "db")]
pub mod sign_in;
#[cfg(feature = "db")]
pub mod taxonomies;

#[cfg(feature = "db")]
pub use db::form_keys;
pub use enums::Language;
pub use error::{Error, FieldError, FieldProblem, Result};
#[cfg(feature = "db")]
pub use words::numbers;
