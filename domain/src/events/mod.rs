//! Events: changes that affect people who registered, and the page of an event. Other modules read events through [`crate::agenda`].

mod co_organisers;
mod duplicate;
mod edit;
mod lifecycle;
mod notifications;
mod page;
mod rows;

pub use crate::agenda::{
    Agenda, AgendaQuery, Event, EventCard, EventInput, MOST_ROWS, Material, MaterialInput, Organiser, PAGE, ProgrammeInput, Seats, Speaker,
    Talk, add_material, cards_of, list, location, materials, month, programme, remove_material, set_programme, typed_programme, upcoming,
};
use crate::agenda::{begin_edit, cards, event_access, find, find_locked, for_participant, input, organisers, slug};
pub(crate) use crate::agenda::{materials_of, talks};
pub use co_organisers::{answer, co_organisers, invite, withdraw_invitation};
pub use duplicate::duplicate;
pub use edit::{EditOutcome, create, edit, form, remove};
pub use lifecycle::{Consequence, cancel, consequence, postpone, publish};
pub use page::{EventMay, EventPage, EventTurnout, page};
