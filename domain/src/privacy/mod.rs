//! The data held about a person, and the person's rights on it: reading it, exporting it, leaving everything, being erased.

#[cfg(test)]
mod completeness;
mod departure;
mod erasure;
mod mails;
mod personal_data;
mod tables;

pub use crate::consents::{Consent, Consents, agree, consents};
pub use departure::{DepartureSummary, departure_summary, leave_everything};
pub(crate) use erasure::erase_unused_account;
pub use erasure::{ErasurePreview, erase, erasure_preview};
pub use personal_data::{archive, json, personal_data};
