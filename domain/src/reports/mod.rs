//! Reports: how many members and events a network has had, on any day and in any year; how alive its mailing lists were; and the year's review
//! that a committee adopts.
//!
//! Everything is counted from dated facts: the history of memberships, affiliations and profiles, and the kind of organisation stored with
//! each registration. A past day keeps its figures when people move. Properties of things and not of people (the kind of an organisation,
//! the name of a network) are read as they are today: correcting one corrects the past too, until a snapshot is taken or a review adopted.
//!
//! **What is counted.** The figures of a network count the network itself and the *public* networks below it, each person and each event
//! once. A private network is counted on its own pages only, for every reader alike: if the total of a federation included its members,
//! anyone could find their number by subtracting the public networks. The number of networks that held an event leaves private ones out for
//! the same reason. A snapshot or an adopted review says what was counted on that day.
//!
//! **Who reads what.** Everyone who may see a network may read its figures; for others it does not exist. Breakdowns of people (kind of
//! organisation, profession, region, seniority) never show fewer than [`K_MIN`] people to readers who can't read the list of members. Smaller
//! groups are merged with the next ones (see `k_anonymity`), so that nothing can be found by subtraction within a table. Only
//! coordinators may cross two breakdowns. Other readers get breakdowns of two kinds of days only, the last day of a finished year and
//! today, so that nobody subtracts one past day from the next. One risk remains: a reader who comes back day after day, or who knows who
//! else joined or left within a year, may still learn something about a person from a difference. Overlaps of two networks are shown in
//! groups of [`K_MIN`] too. The number of members, and the numbers of those who joined and left, say nothing about who a person is: they are
//! shown unchanged, for any day. The overlap of a federation of only two networks can be computed from them. Events are counted for
//! everyone, and listed for those who may see them. Of each mailing list, everyone reads how much was sent and written to it; the number of people
//! who wrote to it only from [`K_MIN`] on; and of all lists together only if that does not tell a smaller number (see `author_counts`).

mod author_counts;
mod disclosure;
mod events;
mod export;
mod figures_query;
mod k_anonymity;
mod label;
mod list_tables;
mod lists;
mod overlap;
mod pages;
mod participation;
mod people;
mod register;
pub mod reviews;
mod row_packing;
mod snapshots;
mod tables;
mod turnover;

pub use author_counts::AuthorCount;
pub use events::{ActionCounts, HeldEvent, YearEvents};
pub use export::{ReportFile, export};
pub use figures_query::FiguresQuery;
pub use k_anonymity::K_MIN;
pub use label::{Label, ReportShare};
pub use list_tables::{hidden_authors_note, list_table, lists_definition};
pub use lists::{ListActivity, ListYear, YearLists};
pub use overlap::{Overlap, SharedMembers};
pub use pages::{EventFigures, FiguresContext, LISTED, ListFigures, MemberFigures, OverlapFigures, events, lists, members, overlap};
pub use participation::{KindTurnout, TurnoutFigures};
pub use people::PeopleFigures;
pub use snapshots::take_snapshot;
pub use tables::{actions_definition, event_tables, member_tables, overlap_table};
pub use turnover::{MembershipTurnover, MonthTurnover};
