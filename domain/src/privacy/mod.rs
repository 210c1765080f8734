//! The data held about a person, and the person's rights on it: reading it, exporting it, leaving everything, being erased.

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
