//! What is held of a person, and what they do with it: read it, take it away, leave everything, be erased.

#[cfg(test)]
mod complete;
mod erasure;
mod held;
mod leaving;
mod mails;

pub use crate::consents::{Consent, Consents, agree, consents};
pub(crate) use erasure::erase_blank;
pub use erasure::{Erasure, before_erasing, erase};
pub use held::{archive, held, json};
pub use leaving::{LeavingSummary, before_leaving, leave_everything};
