//! A calendar program: it reads with an independent parser, and uses only the time zones of the file.

use std::collections::BTreeMap;
use std::io::BufReader;

use chrono::{Duration, NaiveDateTime};
use ical::parser::ical::component::{IcalTimeZone, IcalTimeZoneTransition};
use ical::property::Property;
use tests::Answer;

/// One VEVENT.
#[derive(Debug, Clone, PartialEq)]
pub struct VEvent(BTreeMap<String, Property>);

impl VEvent {
    /// The raw value of a property.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(|property| property.value.as_deref()).unwrap_or_default()
    }

    fn zone(&self, name: &str) -> Option<&str> {
        let parameters = self.0.get(name)?.params.as_ref()?;
        parameters.iter().find(|(name, _)| name == "TZID").map(|(_, values)| values[0].as_str())
    }
}

#[derive(Debug, Clone)]
pub struct Calendar {
    pub entries: Vec<VEvent>,
    zones: Vec<IcalTimeZone>,
}

/// Reads an answer, and checks the rules of every calendar.
pub fn read(answer: &Answer) -> Calendar {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.ends_with("END:VCALENDAR\r\n"));
    for line in answer.body.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    let mut calendars = ical::IcalParser::new(BufReader::new(answer.body.as_bytes()));
    let calendar = calendars.next().expect("a calendar").expect("that can be read");
    assert!(calendars.next().is_none(), "one calendar");
    let entries = calendar.events.into_iter().map(|event| {
        let count = event.properties.len();
        let entry = VEvent(event.properties.into_iter().map(|property| (property.name.clone(), property)).collect());
        assert_eq!(entry.0.len(), count, "each property once");
        for name in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS"] {
            assert!(!entry.text(name).is_empty(), "{name}");
        }
        entry
    });
    let calendar = Calendar { entries: entries.collect(), zones: calendar.timezones };
    let mut uids: Vec<&str> = calendar.entries.iter().map(|entry| entry.text("UID")).collect();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), calendar.entries.len(), "each event once");
    calendar
}

impl Calendar {
    /// A time in UTC, by the VTIMEZONE of the file alone: `2026-11-24T13:00:00Z`.
    pub fn instant(&self, entry: &VEvent, name: &str) -> String {
        let local = time(entry.text(name));
        let zone = entry.zone(name).expect("a zone");
        let value = |properties: &[Property], name: &str| {
            properties.iter().find(|property| property.name == name).and_then(|property| property.value.clone()).unwrap_or_default()
        };
        let zone = self.zones.iter().find(|known| value(&known.properties, "TZID") == zone).expect("the zone is told");
        let onset = |transition: &&IcalTimeZoneTransition| time(&value(&transition.properties, "DTSTART"));
        let holds = zone.transitions.iter().filter(|transition| onset(transition) <= local).max_by_key(onset).expect("an offset");
        let offset = value(&holds.properties, "TZOFFSETTO");
        let (hours, minutes): (i64, i64) = (offset[1..3].parse().unwrap(), offset[3..5].parse().unwrap());
        let east = Duration::minutes(hours * 60 + minutes) * if offset.starts_with('-') { -1 } else { 1 };
        (local - east).format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").expect("a local time")
}
