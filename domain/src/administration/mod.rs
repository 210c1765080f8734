//! Administration: what the administrators of the instance look after. Every verb requires an administrator; for others, the pages don't
//! exist.

mod alerts;
mod first_steps;
mod journal;
mod mails;
mod mandates;
mod operations;
mod organisations;
mod overview;
mod people;
mod purge;
mod purge_preview;
mod restore;
mod settings;
mod taxonomies;

pub use alerts::{Alert, watch};
pub use first_steps::{FirstSteps, first_steps};
pub use journal::{AuditPage, AuditQuery, JournalEntry, journal};
pub use mails::{DOUBTFUL, ListedMail, MailDetails, MailPage, MailQuery, UNSETTLED, mail, mails, retry, retry_all};
pub use mandates::{EndingMandate, Mandates, Uncoordinated, mandates};
pub use operations::{OperationFigures, operation_figures};
pub use organisations::{
    ListedOrganisation, MergePreview, MergeSide, OrganisationInput, OrganisationPage, RecentMerge, UNDO_DAYS, Unmerged,
    create_organisation, edit_organisation, merge_organisations, merge_preview, organisation, organisation_called, organisation_form,
    organisation_list, unmerge_organisations,
};
pub use overview::{Overview, overview};
pub use people::{ListedPerson, PersonAddress, PersonPage, end_sessions, people, person, set_administrator};
pub use purge::{Purged, is_purge_requested, nightly, purge, request_purge};
pub use purge_preview::{purge_preview, purge_preview_with};
pub use restore::restore;
pub use settings::{InstanceInput, Retention, RetentionInput, instance_form, retention, save_instance, save_retention};
pub use taxonomies::{ChoiceInput, ListedChoice, Taxonomy, add_choice, edit_choice, taxonomy};

pub use crate::db::instance::{Instance, instance};
use crate::paging::Paging;

/// The number of rows on a page of any list.
const PAGE: i64 = 50;

/// The requested page, counted from 1, and the number of pages.
fn pages(requested: &str, total: i64) -> (i64, i64) {
    let Paging { page, pages, .. } = Paging::of(requested, total, PAGE);
    (page, pages)
}
