//! An event as a calendar entry: in feeds, in the file of one event, in a mail. See [`crate::calendar`].

mod entry;
mod labels;
#[cfg(test)]
mod tests;

pub(crate) use entry::CalendarEntry;
pub(crate) use labels::CalendarLabels;

use crate::agenda::{Event, Organiser};
use crate::clock::Timestamp;
use crate::enums::{Language, RegistrationState};
use crate::fields;
use entry::MailedEntry;
use formats::calendar::CalendarWriter;

/// The method of a mailed object: what the receiving program does with it (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// You take part: add the event to your calendar, or update it.
    Request,
    /// The event does not take place, or not with you: remove it.
    Cancel,
}

impl Method {
    /// The code as written in the object, in [`crate::mail::AttachedCalendar`] and in the type of the MIME part.
    pub fn code(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// The participant for whom an object is mailed.
#[derive(Debug, Clone, Copy)]
pub struct Attendee<'a> {
    /// Their name; may be empty.
    pub name: &'a str,
    /// The address that the mail goes to: programs find their user in the object by it.
    pub address: &'a str,
    /// The state of their registration. The object has the video link only for a confirmed one.
    pub standing: RegistrationState,
    /// The time of the mail (`tx.now`): of two objects with one SEQUENCE, the later one wins.
    pub at: Timestamp,
}

/// The event as a calendar object for a mail, in the mail's language. `link` is the absolute address of its page. `organisers` may have every network
/// with a part in it, whatever the part.
///
/// The ORGANIZER is the event's contact if that is an address, else an address of this host that nobody reads: programs act on REQUEST and CANCEL
/// only if there is an organizer.
pub fn object(
    event: &Event,
    organisers: &[Organiser],
    method: Method,
    language: Language,
    attendee: Option<&Attendee>,
    link: &str,
) -> String {
    let entry = CalendarEntry { language, ..CalendarEntry::of(event, organisers) };
    let organiser = fields::address(&event.contact).unwrap_or_else(|_| format!("no-reply@{}", host(link)));
    let seated = attendee.is_some_and(|attendee| attendee.standing == RegistrationState::Confirmed);
    let mailed = MailedEntry {
        method,
        attendee,
        organiser: &organiser,
        link,
        video_link: if seated && method != Method::Cancel { &event.video_link } else { "" },
    };
    let mut writer = CalendarWriter::with_capacity(4096);
    writer.begin_calendar();
    writer.value("METHOD", mailed.method.code());
    writer.zones(entry.years().map(|years| (entry.zone.as_str(), years)));
    entry.write_mailed(&mut writer, &mailed);
    writer.end("VCALENDAR");
    writer.finish()
}

/// The event as a download for the owner of a registration: a plain calendar without METHOD, as in a feed, so that programs ask for no answer.
pub(crate) fn download(event: &Event, organisers: &[Organiser], standing: RegistrationState, link: &str) -> String {
    let mut entry = CalendarEntry::of(event, organisers);
    standing.code().clone_into(&mut entry.standing);
    entry.video_link.clone_from(&event.video_link);
    let mut writer = CalendarWriter::with_capacity(4096);
    writer.begin_calendar();
    writer.zones(entry.years().map(|years| (entry.zone.as_str(), years)));
    entry.write(&mut writer, link);
    writer.end("VCALENDAR");
    writer.finish()
}

fn host(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split([':', '/']).next().unwrap_or(rest)
}
