//! Every permission in the product, on one page.
//!
//! A verb loads the [`Rights`] of its actor inside its own transaction and asks [`check`] before it acts. Lists filter in
//! SQL by the same words: the `visible_…!` texts of `policy/sql.rs`, which take the reader as `$1` and today as `$2`.
//!
//! **Member** means one thing everywhere: a row of the view `belonging` (migration 0036). [`Rights`] reads it, the texts below read it, and so
//! do audiences, directories and figures. A verb that asks for the table `membership` means the record itself: who asked, joined, left.

mod begin;
mod rights;
mod sql;
#[cfg(test)]
mod table;

pub use begin::{begin_read, begin_read_for, begin_write, begin_write_for};
pub use rights::{Actor, Rights};

use crate::db::Db;
use crate::enums::{EventState, EventVisibility, ListArchive, NetworkVisibility, PageAccess, RegistrationPolicy};
use crate::error::{Error, Result};
use crate::ids::{NetworkId, PersonId};

/// What the policy needs to know of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventAccess {
    /// The lead network.
    pub lead: NetworkId,
    /// Whether the lead network itself is public.
    pub lead_visibility: NetworkVisibility,
    /// The networks that accepted to hold it too.
    pub accepted: Vec<NetworkId>,
    /// The networks that were asked and have not answered.
    pub invited: Vec<NetworkId>,
    /// Where the event stands.
    pub state: EventState,
    /// Who may see it.
    pub visibility: EventVisibility,
    /// Who may register.
    pub registration: RegistrationPolicy,
}

impl EventAccess {
    fn holders(&self) -> impl Iterator<Item = &NetworkId> {
        std::iter::once(&self.lead).chain(&self.accepted)
    }
}

/// What keeps a page: the policy of the page follows its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageOwner {
    /// A network.
    Network(NetworkId, NetworkVisibility),
    /// An event; with it, whether the actor holds a confirmed seat.
    Event(EventAccess, bool),
}

impl PageOwner {
    fn networks(&self) -> impl Iterator<Item = &NetworkId> {
        let (network, holding) = match self {
            Self::Network(network, _) => (Some(network), None),
            Self::Event(holding, _) => (None, Some(holding)),
        };
        network.into_iter().chain(holding.into_iter().flat_map(EventAccess::holders))
    }
}

/// What the policy needs to know of a person who may be found by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonStanding {
    /// The person.
    pub person: PersonId,
    /// The networks that may name them as a member: rows of `belonging` that are `named`.
    pub named_in: Vec<NetworkId>,
    /// Of those, the networks whose directory they agreed to be in.
    pub listed_in: Vec<NetworkId>,
}

/// What can be asked.
#[derive(Debug, Clone, Copy)]
pub enum Act<'a> {
    /// Manage the instance: people, organisations, taxonomies, new networks.
    Administer,
    /// Know that the network exists and read its page.
    SeeNetwork(&'a NetworkId, NetworkVisibility),
    /// Change its page, its place in the graph, its policy.
    EditNetwork(&'a NetworkId),
    /// Ask to join it.
    JoinNetwork(&'a NetworkId, NetworkVisibility),
    /// Read which of its members agreed to be known by the others.
    SeeDirectory(&'a NetworkId),
    /// Find a person by name: oneself, the members of a network that one coordinates, and whoever agreed to be in a directory that one reads.
    FindPerson(&'a PersonStanding),
    /// Read who its members are.
    SeeMembers(&'a NetworkId),
    /// Read figures of groups so small that they tell of a person, and cross what people are.
    SeeSmallGroups(&'a NetworkId),
    /// Read the network's review of a year; the last: whether its committee has adopted it.
    SeeReview(&'a NetworkId, NetworkVisibility, bool),
    /// Write the network's review of a year, and adopt it.
    WriteReview(&'a NetworkId),
    /// Accept, refuse, add and end memberships.
    AdmitMembers(&'a NetworkId),
    /// Take away everything that it owns.
    ExportNetwork(&'a NetworkId),
    /// Change its committees and mandates.
    Govern(&'a NetworkId),
    /// Know that the event exists and read its page.
    SeeEvent(&'a EventAccess),
    /// Make an event led by the network.
    CreateEvent(&'a NetworkId),
    /// Change, publish, postpone, cancel the event; choose who is asked to hold it.
    EditEvent(&'a EventAccess),
    /// Accept or decline, for the network, to hold an event it was asked to hold.
    AnswerInvitation(&'a NetworkId),
    /// Accept or decline that other networks stand below it.
    AnswerNetworks(&'a NetworkId),
    /// Read the link of the video meeting; the last: whether the actor holds a confirmed seat. Where nobody registers there are no
    /// seats, and the members of the networks that hold the event read it.
    SeeVideoLink(&'a EventAccess, bool),
    /// Take a seat. For members only: members of a network that holds it.
    Register(&'a EventAccess, bool),
    /// Know that a page exists and read it; the last: whether it is a draft.
    SeePage(&'a PageOwner, PageAccess, bool),
    /// Make, change and remove the pages of a network or an event, and read their drafts.
    WritePages(&'a PageOwner),
    /// Read who registered.
    SeeRegistrations(&'a EventAccess),
    /// Mark who came.
    MarkAttendance(&'a EventAccess),
    /// Write to the readers of the network's list and to the people of its events; read what became of each copy.
    WriteMessages(&'a NetworkId),
    /// Read what the network's list has sent.
    ReadArchive(&'a NetworkId, NetworkVisibility, ListArchive),
}

impl Act<'_> {
    /// Whether a refusal must look as if the thing did not exist.
    fn is_secret(self) -> bool {
        matches!(
            self,
            Self::Administer
                | Self::AnswerInvitation(_)
                | Self::AnswerNetworks(_)
                | Self::SeeNetwork(..)
                | Self::JoinNetwork(..)
                | Self::SeeDirectory(_)
                | Self::FindPerson(_)
                | Self::SeeMembers(_)
                | Self::SeeSmallGroups(_)
                | Self::SeeReview(..)
                | Self::ExportNetwork(_)
                | Self::SeeEvent(_)
                | Self::SeeVideoLink(..)
                | Self::SeePage(..)
                | Self::SeeRegistrations(_)
                | Self::WriteMessages(_)
                | Self::ReadArchive(..)
        )
    }
}

/// Whether the act is allowed. Pages ask it too, to show only what will work.
pub fn allows(who: &Rights, act: Act) -> bool {
    match act {
        Act::Administer => who.administers(),
        Act::SeeNetwork(network, visibility) | Act::JoinNetwork(network, visibility) => {
            visibility == NetworkVisibility::Public || who.belongs_to(network) || who.sits_in(network) || who.coordinates(network)
        }
        // Whoever reads the list of members learns nothing more from a small group.
        Act::SeeSmallGroups(network) => allows(who, Act::SeeMembers(network)),
        // A draft is for the committees that adopt it; what they have adopted is for whoever knows of the network.
        Act::SeeReview(network, visibility, adopted) => {
            who.coordinates(network) || who.sits_in(network) || (adopted && allows(who, Act::SeeNetwork(network, visibility)))
        }
        Act::WriteReview(network) => who.coordinates(network),
        Act::FindPerson(found) => {
            who.person() == Some(&found.person)
                || who.administers()
                || found.named_in.iter().any(|network| who.coordinates(network))
                || found.listed_in.iter().any(|network| who.belongs_to(network))
        }
        Act::SeeDirectory(network) => who.belongs_to(network) || who.coordinates(network),
        Act::EditNetwork(network)
        | Act::SeeMembers(network)
        | Act::AdmitMembers(network)
        | Act::ExportNetwork(network)
        | Act::Govern(network) => who.coordinates(network),
        Act::CreateEvent(network) | Act::AnswerInvitation(network) | Act::AnswerNetworks(network) => who.coordinates(network),
        Act::SeeEvent(event) => sees_event(who, event),
        Act::EditEvent(event) => who.coordinates(&event.lead),
        Act::SeeVideoLink(event, confirmed) => {
            let is_invited = event.registration == RegistrationPolicy::None && event.holders().any(|network| who.belongs_to(network));
            ((confirmed || is_invited) && sees_event(who, event)) || event.holders().any(|network| who.coordinates(network))
        }
        Act::Register(event, members_only) => {
            sees_event(who, event) && (!members_only || event.holders().any(|network| who.belongs_to(network)))
        }
        Act::SeePage(keeper, access, draft) => sees_page(who, keeper, access, draft),
        Act::WritePages(keeper) => writes_pages(who, keeper),
        // Each network that holds the event answers for it: its coordinators see who comes and mark who came.
        Act::SeeRegistrations(event) | Act::MarkAttendance(event) => event.holders().any(|network| who.coordinates(network)),
        Act::WriteMessages(network) => who.coordinates(network),
        Act::ReadArchive(network, visibility, archive) => match archive {
            ListArchive::Public => allows(who, Act::SeeNetwork(network, visibility)),
            ListArchive::Members => who.belongs_to(network) || who.coordinates(network),
            ListArchive::None => who.coordinates(network),
        },
    }
}

fn sees_event(who: &Rights, event: &EventAccess) -> bool {
    let public = event.visibility == EventVisibility::Public && event.lead_visibility == NetworkVisibility::Public;
    let published = event.state != EventState::Draft;
    published && (public || event.holders().any(|network| who.belongs_to(network)))
        || event.holders().chain(&event.invited).any(|network| who.coordinates(network))
}

fn writes_pages(who: &Rights, keeper: &PageOwner) -> bool {
    match keeper {
        PageOwner::Network(network, _) => who.coordinates(network),
        PageOwner::Event(event, _) => who.coordinates(&event.lead),
    }
}

fn sees_page(who: &Rights, keeper: &PageOwner, access: PageAccess, draft: bool) -> bool {
    let (sees_keeper, has_seat) = match keeper {
        PageOwner::Network(network, visibility) => (allows(who, Act::SeeNetwork(network, *visibility)), false),
        PageOwner::Event(event, has_seat) => (sees_event(who, event), *has_seat),
    };
    let sits = || keeper.networks().any(|network| who.sits_in(network));
    let among = match access {
        PageAccess::Public => true,
        PageAccess::Members => has_seat || sits() || keeper.networks().any(|network| who.belongs_to(network)),
        PageAccess::Committee => sits(),
    };
    sees_keeper && (writes_pages(who, keeper) || (among && !draft))
}

/// Refuses what is not allowed: as [`Error::NotFound`] what must stay unknown, as [`Error::SignedOut`] to a guest,
/// as [`Error::Forbidden`] to the others.
pub fn check(who: &Rights, act: Act) -> Result<()> {
    if allows(who, act) {
        Ok(())
    } else if act.is_secret() {
        Err(Error::NotFound)
    } else if who.person().is_none() {
        Err(Error::SignedOut)
    } else {
        Err(Error::Forbidden)
    }
}

/// [`check`] by itself, for a page that only opens a form.
pub async fn ask(db: &Db, who: &Actor, act: Act<'_>) -> Result<()> {
    begin_read_for(db, who, act).await.map(drop)
}
