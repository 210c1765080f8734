//! Memberships: who belongs to a network, since when and by whose decision. Also the mandates that decide, which start and end.

mod answers;
mod candidates;
mod committees;
mod coverage;
mod directory;
mod enrolment;
mod forget;
mod giving;
mod governing;
mod guard;
mod history;
mod invitations;
mod joining;
mod letters;
mod list;
mod rows;
mod versions;

pub use answers::{AnsweredRequests, JoinRequest, JoinRequests, MOST_ANSWERS, add, answer, answer_several, end, requests};
pub use candidates::{CANDIDATES, Candidates, candidates};
pub(crate) use committees::coordination;
pub use committees::{Committee, Governance, Mandate, MandateStanding, governance};
pub use directory::{Directory, DirectoryEntry, directory, enter_directory};
pub(crate) use enrolment::{NewMember, begin_at, enrol};
pub(crate) use forget::forget_in_letters;
pub use giving::give;
pub use governing::{
    CommitteeInput, MandateInput, committee_form, create_committee, edit_committee, edit_mandate, mandate_form, remove_committee, take_back,
};
pub use history::{MemberHistory, MembershipChange, history};
pub(crate) use invitations::forget_over as forget_invitations;
pub use invitations::{MembershipInvitation, accept, invitation, invite};
pub use joining::{JoinChoices, join, join_saying, leave};
pub(crate) use letters::coordinators;
pub(crate) use list::sheet;
pub use list::{Member, MemberPage, MemberQuery, export, list};

use crate::db::{BindAll, Conn, Tx};
use crate::enums::MembershipState;
use crate::error::Result;
use crate::ids::{MembershipId, PersonId};
use crate::people::names;
use crate::policy::Rights;

/// Adds one line to a membership's history. Figures of any past day are computed from it.
pub(crate) async fn remember(
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

/// The person who has proved this address.
async fn person_at(conn: &mut Conn, address: &str) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar("SELECT person FROM address WHERE address_key = $1 AND verified_at IS NOT NULL")
        .bind(names::address_key(address))
        .fetch_optional(conn)
        .await?)
}
