//! iCalendar text (RFC 5545): content lines, time zones, colours.

mod colour;
mod timezone;
mod writer;

pub use colour::name as colour_name;
pub use timezone::is_utc;
pub use writer::CalendarWriter;

use chrono_tz::Tz;

impl CalendarWriter {
    /// Writes the head of a calendar.
    pub fn begin_calendar(&mut self) {
        self.begin("VCALENDAR");
        self.value("VERSION", "2.0");
        self.value("PRODID", "-//Maillage//Maillage//FR");
        self.value("CALSCALE", "GREGORIAN");
    }

    /// Writes the VTIMEZONE of each zone once, for the years of all events that use it: its IANA name, the first and the last year. Unknown
    /// names are left out.
    pub fn zones<'a>(&mut self, events: impl IntoIterator<Item = (&'a str, (i32, i32))>) {
        let mut zones = std::collections::BTreeMap::<&str, (i32, i32)>::new();
        for (zone, (first, last)) in events {
            let years = zones.entry(zone).or_insert((first, last));
            *years = (years.0.min(first), years.1.max(last));
        }
        for (zone, (first, last)) in zones {
            if let Ok(zone) = zone.trim().parse::<Tz>() {
                self.lines(&timezone::lines(zone, first, last));
            }
        }
    }
}
