//! Calendars: the same events for the programs that people keep their time with. One serialiser for feeds, for the file of
//! one event and for mails, so that one UID never says two things.
//!
//! - What an entry says depends on the stored event alone: SEQUENCE, LAST-MODIFIED and DTSTAMP are the stored change, not the
//!   time of reading. Nothing changed means the same bytes.
//! - A cancelled event stays, as CANCELLED, and a postponed one as TENTATIVE: an event that vanished from a feed would stay
//!   in every calendar that has a copy of it.
//! - Feeds hold what ended less than a year ago and everything to come.
//! - Feeds name no ORGANIZER and no ATTENDEE and never hold the link of a video meeting: calendars are shared with colleagues.
//!   A mail to a participant holds all three. One exception: where nobody registers, nobody gets such a mail; the secret feed of
//!   a member then holds the link.

mod atom;
mod feed;
pub mod personal;
mod reading;
mod written;

pub use crate::calendar_entry::{Attendee, Method, object};
pub use atom::{EventNews, NewsList, news, places};
pub(crate) use feed::of_network;
pub use feed::{Feed, FeedMark, IsKnown, event, feed};
pub use written::EntryCache;
