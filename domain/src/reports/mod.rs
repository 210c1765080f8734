//! Reports: how many members and events a network has had, on any day and in any year; and the year's review that a committee adopts.
//!
//! Everything is counted from dated facts: the history of memberships, affiliations, profiles; the kind of organisation that each
//! registration kept. A past day stays what it was when people move. What belongs to things and not to people (the kind of an
//! organisation, the name of a network) is read as it is today: correcting it corrects the past too, until a year is frozen or adopted.
//!
//! **What is counted.** The figures of a network count the network itself and the *public* networks below it, each person and each event once.
//! A private network is counted on its own pages alone, for every reader alike: if the total of a federation held its members, anyone could
//! subtract the public networks from it. How many networks held an event leaves private ones out for the same reason. A year that was kept or
//! adopted says what was counted on that day.
//!
//! **Who reads what.** Whoever may see a network may read its figures; for others it does not exist. Counts of what people *are* (kind of
//! organisation, profession, region, seniority) never tell of fewer than [`FEW`] people to those who can't read the list of members:
//! smaller groups are put together with the next ones (see [`small`]), so that within a table nothing is found by subtraction; crossing
//! two of these questions is for coordinators alone; and they are told of two kinds of days, the last of a year that is over and today,
//! so that nobody subtracts one day of the past from the next. What this does not prevent: whoever comes back day after day, or knows who
//! else came or left within a year, may still learn from a difference what somebody is. People in two networks at once are told in groups
//! of [`FEW`] too. How many members a network has, who came and who left say nothing of what a person is, and are shown as they are, of any
//! day; the overlap of a federation of two networks alone can be told from them. Events are counted for everyone, and told one by one to
//! those who may see them.

mod disclosure;
mod events;
mod export;
mod figures_query;
mod frozen;
mod k_anonymity;
mod label;
mod moves;
mod overlap;
mod pages;
mod participation;
mod people;
mod register;
pub mod reviews;
mod row_packing;
mod tables;

pub use events::{Actions, HeldEvent, YearEvents};
pub use export::{Sheet, export};
pub use figures_query::FiguresQuery;
pub use frozen::freeze;
pub use k_anonymity::FEW;
pub use label::{Label, ReportShare};
pub use moves::{MembershipMoves, MonthMoves};
pub use overlap::{Overlap, SharedMembers};
pub use pages::{EventFigures, FiguresContext, LISTED, MemberFigures, OverlapFigures, events, members, overlap};
pub use participation::{KindTurnout, TurnoutFigures};
pub use people::PeopleFigures;
pub use tables::{actions_are, event_tables, member_tables, overlap_table};
