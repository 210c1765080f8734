//! VTIMEZONE: what a program that does not know a zone needs, for the years of the events.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::writer::CalendarWriter;

/// The lines of a VTIMEZONE that is valid for events from the year `first` to the year `last`: the offset at the start of the year before,
/// then every change of the clocks until the end of the year after, one by one. No rules are derived from the past: the data of chrono-tz
/// is written as it is. Empty for UTC, whose times are written with a `Z`.
pub(super) fn lines(zone: Tz, first: i32, last: i32) -> String {
    // The changes of a zone, past and planned, are compiled in: a result is valid for the life of the program.
    type Zones = HashMap<(Tz, i32, i32), String>;
    static CACHE: LazyLock<Mutex<Zones>> = LazyLock::new(Mutex::default);
    const MAX_ENTRIES: usize = 500;
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= MAX_ENTRIES {
        cache.clear();
    }
    cache.entry((zone, first, last)).or_insert_with(|| write_zone(zone, first, last)).clone()
}

/// Whether times of this zone are written in UTC.
pub fn is_utc(zone: Tz) -> bool {
    matches!(
        zone,
        Tz::UTC
            | Tz::UCT
            | Tz::Zulu
            | Tz::Universal
            | Tz::Etc__UTC
            | Tz::Etc__UCT
            | Tz::Etc__Zulu
            | Tz::Etc__Universal
            | Tz::GMT
            | Tz::Etc__GMT
    )
}

fn write_zone(zone: Tz, first: i32, last: i32) -> String {
    if is_utc(zone) {
        return String::new();
    }
    let (from, until) = (new_year(first - 1), new_year(last + 2));
    let mut writer = CalendarWriter::default();
    writer.begin("VTIMEZONE");
    writer.value("TZID", zone.name());
    observance(&mut writer, zone, from, offset(zone, from));
    let mut day = from;
    while day < until {
        let next = day + TimeDelta::days(1);
        if offset(zone, day) != offset(zone, next) {
            observance(&mut writer, zone, change(zone, day, next), offset(zone, day));
        }
        day = next;
    }
    writer.end("VTIMEZONE");
    writer.finish()
}

fn new_year(year: i32) -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(year, 1, 1).map_or(DateTime::UNIX_EPOCH, |date| date.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// Seconds east of UTC.
fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// The first second between the two at which the later offset holds.
fn change(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    let new = offset(zone, after);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + (after - before) / 2;
        let middle = DateTime::from_timestamp(middle.timestamp(), 0).unwrap_or(middle);
        if offset(zone, middle) == new { after = middle } else { before = middle }
    }
    after
}

/// One observance: from `at`, written as local time with the previous offset `before`.
fn observance(writer: &mut CalendarWriter, zone: Tz, at: DateTime<Utc>, before: i32) {
    let now = zone.offset_from_utc_datetime(&at.naive_utc());
    let component = if now.dst_offset().is_zero() { "STANDARD" } else { "DAYLIGHT" };
    let onset: NaiveDateTime = at.naive_utc() + TimeDelta::seconds(i64::from(before));
    writer.begin(component);
    writer.value("DTSTART", &onset.format("%Y%m%dT%H%M%S").to_string());
    writer.value("TZOFFSETFROM", &utc_offset(before));
    writer.value("TZOFFSETTO", &utc_offset(now.fix().local_minus_utc()));
    if let Some(name) = now.abbreviation() {
        writer.text("TZNAME", name);
    }
    writer.end(component);
}

/// `+0100`; with seconds where a zone has them.
fn utc_offset(seconds: i32) -> String {
    let (sign, all) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    if rest == 0 { format!("{sign}{hours:02}{minutes:02}") } else { format!("{sign}{hours:02}{minutes:02}{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paris_has_its_changes_of_the_years_around() {
        let lines = lines(Tz::Europe__Paris, 2026, 2026);
        assert!(
            lines.starts_with(
                "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n\
             BEGIN:STANDARD\r\nDTSTART:20250101T010000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n\
             BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n\
             BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n"
            ),
            "{lines}"
        );
        assert_eq!(lines.matches("BEGIN:DAYLIGHT").count(), 3);
        assert_eq!(lines.matches("BEGIN:STANDARD").count(), 4);
    }

    #[test]
    fn a_zone_that_never_changes_has_one_observance() {
        let lines = lines(Tz::Asia__Tokyo, 2026, 2027);
        assert_eq!(lines.matches("BEGIN:STANDARD").count(), 1);
        assert!(lines.contains("TZOFFSETTO:+0900") && !lines.contains("DAYLIGHT"));
    }

    #[test]
    fn the_south_and_odd_offsets() {
        let chatham = lines(Tz::Pacific__Chatham, 2026, 2026);
        assert!(chatham.contains("TZOFFSETFROM:+1245\r\nTZOFFSETTO:+1345"), "{chatham}");
        // Daylight saving time is in force there at the start of the year.
        assert!(chatham.contains("TZID:Pacific/Chatham\r\nBEGIN:DAYLIGHT"));
        assert!(lines(Tz::America__St_Johns, 2026, 2026).contains("TZOFFSETTO:-0230"));
    }

    #[test]
    fn utc_has_no_vtimezone() {
        assert_eq!(lines(Tz::UTC, 2026, 2026), "");
    }
}
