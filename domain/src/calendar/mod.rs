//! Calendars: the events in the form that calendar programs read. There is one serialiser for feeds, for the file of one event and for mails, so that
//! one UID never has two meanings.
//!
//! - An entry depends on the stored event alone: SEQUENCE, LAST-MODIFIED and DTSTAMP are those of the stored change, not the time of reading. Without
//!   a change the bytes are the same.
//! - A cancelled event stays, as CANCELLED, and a postponed one as TENTATIVE: an event that vanished from a feed would stay in every calendar that
//!   has a copy of it.
//! - Feeds have everything that ended less than a year ago and everything to come.
//! - Feeds name no ORGANIZER and no ATTENDEE and never have the video link: calendars are shared with colleagues. A mail to a participant has all
//!   three. There is one exception: for an event without registration nobody gets such a mail, so the secret feed of a member has the link.

mod atom;
mod entry_cache;
mod feed;
pub mod personal;
mod queries;

pub use crate::calendar_entry::{Attendee, Method, object};
pub use atom::{EventNews, NewsList, news, public_paths};
pub use entry_cache::EntryCache;
pub(crate) use feed::network_calendar;
pub use feed::{Feed, FeedMark, IsKnown, event, feed};
