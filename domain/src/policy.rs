//! Every permission of the product, on one page.
//!
//! A verb loads the [`Rights`] of its actor inside its own transaction and calls [`check`] before it acts. Lists filter in SQL by the same rules:
//! the `visible_…!` texts of `policy/sql.rs`, with the reader as `$1` and today as `$2`.
//!
//! **Member** means one thing everywhere: a row of the view `belonging` (migration 0036). [`Rights`], the SQL texts, audiences, directories and
//! figures all read it. A verb that reads the table `membership` needs the record itself: who asked, joined or left.

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

/// The facts about an event that the policy needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventAccess {
    /// The lead network.
    pub lead: NetworkId,
    /// Whether the lead network itself is public.
    pub lead_visibility: NetworkVisibility,
    /// The networks that accepted to co-organise it.
    pub accepted: Vec<NetworkId>,
    /// The networks that were invited and have not answered.
    pub invited: Vec<NetworkId>,
    /// The state of the event.
    pub state: EventState,
    /// Who may see it.
    pub visibility: EventVisibility,
    /// Who may register.
    pub registration: RegistrationPolicy,
}

impl EventAccess {
    fn organisers(&self) -> impl Iterator<Item = &NetworkId> {
        std::iter::once(&self.lead).chain(&self.accepted)
    }
}

/// The owner of a page. The policy of the page follows that of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageOwner {
    /// A network.
    Network(NetworkId, NetworkVisibility),
    /// An event, and whether the actor holds a confirmed seat.
    Event(EventAccess, bool),
}

impl PageOwner {
    fn networks(&self) -> impl Iterator<Item = &NetworkId> {
        let (network, event) = match self {
            Self::Network(network, _) => (Some(network), None),
            Self::Event(event, _) => (None, Some(event)),
        };
        network.into_iter().chain(event.into_iter().flat_map(EventAccess::organisers))
    }
}

/// The facts that the policy needs about a person who may be found by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonStanding {
    /// The person.
    pub person: PersonId,
    /// The networks that may name them as a member: rows of `belonging` that are `named`.
    pub named_in: Vec<NetworkId>,
    /// Those of `named_in` whose directory they agreed to be in.
    pub listed_in: Vec<NetworkId>,
}

/// The facts about a list that the policy needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListAccess {
    pub network: NetworkId,
    pub visibility: NetworkVisibility,
    pub archive: ListArchive,
    /// Whether the actor receives its mail.
    pub is_reader: bool,
    /// Whether the actor is one of its managers, who need not be coordinators.
    pub is_manager: bool,
}

/// An act that the policy decides on.
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
    /// Read the directory: the members who agreed to be known by the others.
    SeeDirectory(&'a NetworkId),
    /// Find a person by name: oneself, a member of a network that one coordinates, or a person who agreed to be in a directory that one may read.
    FindPerson(&'a PersonStanding),
    /// Read the list of its members.
    SeeMembers(&'a NetworkId),
    /// Read figures of groups so small that they identify a person, and figures that combine several properties of people.
    SeeSmallGroups(&'a NetworkId),
    /// Read the network's review of a year. The flag says whether its committee has adopted it.
    SeeReview(&'a NetworkId, NetworkVisibility, bool),
    /// Write the network's review of a year, and adopt it.
    WriteReview(&'a NetworkId),
    /// Accept, refuse, add and end memberships.
    AdmitMembers(&'a NetworkId),
    /// Export everything that it owns.
    ExportNetwork(&'a NetworkId),
    /// Change its committees and mandates.
    Govern(&'a NetworkId),
    /// Know that the event exists and read its page.
    SeeEvent(&'a EventAccess),
    /// Make an event led by the network.
    CreateEvent(&'a NetworkId),
    /// Change, publish, postpone or cancel the event; choose the networks that are invited to co-organise it.
    EditEvent(&'a EventAccess),
    /// Accept or decline, for the network, to co-organise an event.
    AnswerInvitation(&'a NetworkId),
    /// Accept or decline that other networks are placed below it.
    AnswerNetworks(&'a NetworkId),
    /// Read the link of the video meeting. The flag says whether the actor holds a confirmed seat. An event without registration has no seats:
    /// there, the members of the networks that organise it read the link.
    SeeVideoLink(&'a EventAccess, bool),
    /// Take a seat. The flag says whether the event is for members only: those of a network that organises it.
    Register(&'a EventAccess, bool),
    /// Know that a page exists and read it. The flag says whether it is a draft.
    SeePage(&'a PageOwner, PageAccess, bool),
    /// Create, change and remove the pages of a network or an event, and read their drafts.
    WritePages(&'a PageOwner),
    /// Read the list of registrations.
    SeeRegistrations(&'a EventAccess),
    /// Mark attendance.
    MarkAttendance(&'a EventAccess),
    /// Write to the subscribers of the network's list and to the participants of its events; read the outcome of each delivery.
    WriteMessages(&'a NetworkId),
    /// Make a list of the network.
    CreateList(&'a NetworkId),
    /// Change the list, and read who receives its mail.
    ManageList(&'a ListAccess),
    /// Read what was sent to the list.
    ReadArchive(&'a ListAccess),
    /// Write to a discussion; whether the post waits for a moderator is up to the list.
    PostToList(&'a ListAccess),
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
                | Self::ManageList(_)
                | Self::ReadArchive(_)
                | Self::PostToList(_)
        )
    }
}

/// Whether the act is allowed. Pages also call it, to show only the actions that will work.
pub fn allows(rights: &Rights, act: Act) -> bool {
    match act {
        Act::Administer => rights.administers(),
        Act::SeeNetwork(network, visibility) | Act::JoinNetwork(network, visibility) => {
            visibility == NetworkVisibility::Public
                || rights.belongs_to(network)
                || rights.is_committee_member(network)
                || rights.coordinates(network)
        }
        // An actor who reads the list of members learns nothing more from a small group.
        Act::SeeSmallGroups(network) => allows(rights, Act::SeeMembers(network)),
        // A draft is for the committees that adopt it. An adopted review is for everyone who may see the network.
        Act::SeeReview(network, visibility, adopted) => {
            rights.coordinates(network)
                || rights.is_committee_member(network)
                || (adopted && allows(rights, Act::SeeNetwork(network, visibility)))
        }
        Act::WriteReview(network) => rights.coordinates(network),
        Act::FindPerson(found) => {
            rights.person() == Some(&found.person)
                || rights.administers()
                || found.named_in.iter().any(|network| rights.coordinates(network))
                || found.listed_in.iter().any(|network| rights.belongs_to(network))
        }
        Act::SeeDirectory(network) => rights.belongs_to(network) || rights.coordinates(network),
        Act::EditNetwork(network)
        | Act::SeeMembers(network)
        | Act::AdmitMembers(network)
        | Act::ExportNetwork(network)
        | Act::Govern(network) => rights.coordinates(network),
        Act::CreateEvent(network) | Act::CreateList(network) | Act::AnswerInvitation(network) | Act::AnswerNetworks(network) => {
            rights.coordinates(network)
        }
        Act::SeeEvent(event) => sees_event(rights, event),
        Act::EditEvent(event) => rights.coordinates(&event.lead),
        Act::SeeVideoLink(event, confirmed) => {
            let is_invited = event.registration == RegistrationPolicy::None && event.organisers().any(|network| rights.belongs_to(network));
            ((confirmed || is_invited) && sees_event(rights, event)) || event.organisers().any(|network| rights.coordinates(network))
        }
        Act::Register(event, members_only) => {
            sees_event(rights, event) && (!members_only || event.organisers().any(|network| rights.belongs_to(network)))
        }
        Act::SeePage(owner, access, draft) => sees_page(rights, owner, access, draft),
        Act::WritePages(owner) => writes_pages(rights, owner),
        // Each network that organises the event is responsible for it: its coordinators read the list and mark attendance.
        Act::SeeRegistrations(event) | Act::MarkAttendance(event) => event.organisers().any(|network| rights.coordinates(network)),
        Act::WriteMessages(network) => rights.coordinates(network),
        // A manager of a private network's list who left the network manages it no more.
        Act::ManageList(list) => {
            rights.coordinates(&list.network) || (list.is_manager && allows(rights, Act::SeeNetwork(&list.network, list.visibility)))
        }
        Act::PostToList(list) => rights.person().is_some() && (list.is_reader || allows(rights, Act::ReadArchive(list))),
        Act::ReadArchive(list) => {
            let is_open = match list.archive {
                ListArchive::Public => allows(rights, Act::SeeNetwork(&list.network, list.visibility)),
                ListArchive::Members => rights.belongs_to(&list.network),
                ListArchive::Subscribers => list.is_reader,
                ListArchive::None => false,
            };
            is_open || allows(rights, Act::ManageList(list))
        }
    }
}

fn sees_event(rights: &Rights, event: &EventAccess) -> bool {
    let public = event.visibility == EventVisibility::Public && event.lead_visibility == NetworkVisibility::Public;
    let published = event.state != EventState::Draft;
    published && (public || event.organisers().any(|network| rights.belongs_to(network)))
        || event.organisers().chain(&event.invited).any(|network| rights.coordinates(network))
}

fn writes_pages(rights: &Rights, owner: &PageOwner) -> bool {
    match owner {
        PageOwner::Network(network, _) => rights.coordinates(network),
        PageOwner::Event(event, _) => rights.coordinates(&event.lead),
    }
}

fn sees_page(rights: &Rights, owner: &PageOwner, access: PageAccess, draft: bool) -> bool {
    let (sees_owner, has_seat) = match owner {
        PageOwner::Network(network, visibility) => (allows(rights, Act::SeeNetwork(network, *visibility)), false),
        PageOwner::Event(event, has_seat) => (sees_event(rights, event), *has_seat),
    };
    let is_committee_member = || owner.networks().any(|network| rights.is_committee_member(network));
    let is_reader = match access {
        PageAccess::Public => true,
        PageAccess::Members => has_seat || is_committee_member() || owner.networks().any(|network| rights.belongs_to(network)),
        PageAccess::Committee => is_committee_member(),
    };
    sees_owner && (writes_pages(rights, owner) || (is_reader && !draft))
}

/// Refuses an act that is not allowed: with [`Error::NotFound`] if the thing must stay unknown, with [`Error::SignedOut`] for a guest, with
/// [`Error::Forbidden`] otherwise.
pub fn check(rights: &Rights, act: Act) -> Result<()> {
    if allows(rights, act) {
        Ok(())
    } else if act.is_secret() {
        Err(Error::NotFound)
    } else if rights.person().is_none() {
        Err(Error::SignedOut)
    } else {
        Err(Error::Forbidden)
    }
}

/// [`check`] in a transaction of its own, for a page that only opens a form.
pub async fn authorize(db: &Db, actor: &Actor, act: Act<'_>) -> Result<()> {
    begin_read_for(db, actor, act).await.map(drop)
}
