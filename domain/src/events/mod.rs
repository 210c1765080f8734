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
    Talk, add_material, cards_of, coming, list, materials, month, programme, remove_material, set_programme, typed_programme, whereabouts,
};
use crate::agenda::{begin_edit, cards, find, find_locked, for_participant, holders, holding, input, slug};
pub(crate) use crate::agenda::{kept, talks};
pub use co_organisers::{answer, asked, invite, withdraw_invitation};
pub use duplicate::clone;
pub use edit::{EditOutcome, create, edit, form, remove};
pub use lifecycle::{Consequence, cancel, consequence, postpone, publish};
pub use page::{EventMay, EventPage, EventTurnout, page};
