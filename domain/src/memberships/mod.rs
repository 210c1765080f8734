//! Memberships: who belongs to a network, since when and by whose decision. Also the mandates that decide, which start and end.

mod appointments;
mod candidates;
mod committees;
mod coordination_guard;
mod coverage;
mod decisions;
mod directory;
mod enrolment;
mod erasure;
mod history;
mod invitations;
mod list;
mod mandate_edits;
mod notifications;
mod rows;
mod self_service;
mod versions;

pub use appointments::give_mandate;
pub use candidates::{CANDIDATES, Candidates, candidates};
pub(crate) use committees::coordination;
pub use committees::{Committee, Governance, Mandate, MandateStanding, governance};
pub use decisions::{AnsweredRequests, JoinRequest, JoinRequests, MOST_ANSWERS, add, answer, answer_several, end, requests};
pub use directory::{Directory, DirectoryEntry, directory, enter_directory};
pub(crate) use enrolment::{NewMember, correct_start, enrol};
pub(crate) use erasure::erase_from_mails;
pub use history::{MemberHistory, MembershipChange, history};
pub(crate) use invitations::delete_expired as delete_expired_invitations;
pub use invitations::{MembershipInvitation, accept, invitation, invite};
pub(crate) use list::member_sheet;
pub use list::{Member, MemberPage, MemberQuery, export, list};
pub use mandate_edits::{
    CommitteeInput, MandateInput, committee_form, create_committee, edit_committee, edit_mandate, mandate_form, remove_committee,
    revoke_mandate,
};
pub(crate) use notifications::coordinators;
pub use self_service::{JoinChoices, join, join_with_choices, leave};

use crate::db::{BindAll, Tx};
use crate::enums::MembershipState;
use crate::error::Result;
use crate::ids::MembershipId;
use crate::policy::Rights;

/// Adds one line to a membership's history. Figures of any past day are computed from it.
pub(crate) async fn record_change(
    tx: &mut Tx,
    rights: &Rights,
    membership: &MembershipId,
    state: MembershipState,
    reason: &str,
) -> Result<String> {
    let (id, now) = (tx.new_id::<String>(), tx.now);
    sqlx::query("INSERT INTO membership_change (id, membership, state, at, by_person, reason) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind_all((&id, membership, state, now, rights.person(), reason))
        .execute(&mut **tx)
        .await?;
    Ok(id)
}
