//! Checks the text of entries, word for word.

use super::*;
use crate::enums::{
    EventKind, EventLevel, EventMode, EventState, EventVisibility, Language, NetworkVisibility, OrganiserState, RegistrationPolicy,
};

fn moment(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn webinar() -> Event {
    Event {
        id: "019e".into(),
        slug: "devops".to_owned(),
        network: "sil".into(),
        kind: EventKind::Webinar,
        level: EventLevel::National,
        mode: EventMode::Online,
        state: EventState::Published,
        state_note: String::new(),
        visibility: EventVisibility::Public,
        title: "DevOps\u{202f}: mythe, ou réalité\u{202f}?".to_owned(),
        summary: "Quatre communautés confrontent leurs pratiques.".to_owned(),
        description: "**Longue** description".to_owned(),
        language: Language::Fr,
        all_day: 0,
        starts_local: "2026-11-24T14:00".to_owned(),
        ends_local: "2026-11-24T16:00".to_owned(),
        zone: "Europe/Paris".to_owned(),
        starts_at: moment("2026-11-24T13:00:00Z"),
        ends_at: moment("2026-11-24T15:00:00Z"),
        place: String::new(),
        region: None,
        video_link: "https://visio.example.org/secret".to_owned(),
        contact: "sil@example.org".to_owned(),
        registration: RegistrationPolicy::Open,
        registration_closes_at: None,
        on_request: 0,
        seats_on_site: None,
        seats_online: None,
        uid: "019e@example.org".to_owned(),
        sequence: 2,
        changed_at: moment("2026-11-20T09:00:00Z"),
        published_at: Some(moment("2026-11-01T08:00:00Z")),
        version: 3,
    }
}

fn organiser(acronym: &str, state: OrganiserState, visibility: NetworkVisibility) -> Organiser {
    let network = acronym.to_lowercase();
    Organiser {
        network: network.as_str().into(),
        slug: network,
        acronym: acronym.to_owned(),
        name: acronym.to_owned(),
        hue: 210,
        visibility,
        state,
        asked_at: Timestamp::from_seconds(0),
        answered_at: None,
    }
}

fn organisers() -> Vec<Organiser> {
    vec![
        organiser("SIL", OrganiserState::Lead, NetworkVisibility::Public),
        organiser("CYB", OrganiserState::Accepted, NetworkVisibility::Public),
        organiser("SECRET", OrganiserState::Accepted, NetworkVisibility::Private),
        organiser("SYS", OrganiserState::Invited, NetworkVisibility::Public),
        organiser("OPS", OrganiserState::Declined, NetworkVisibility::Public),
    ]
}

fn unfolded(calendar: &str) -> String {
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    calendar.replace("\r\n ", "").replace("\r\n", "\n")
}

fn in_feed(event: &Event) -> String {
    let mut writer = CalendarWriter::default();
    let entry = CalendarEntry::of(event, &organisers());
    writer.zones(entry.years().map(|years| (entry.zone.as_str(), years)));
    entry.write(&mut writer, "https://example.org/events/devops");
    unfolded(&writer.finish())
}

fn lines<'a>(calendar: &'a str, name: &str) -> Vec<&'a str> {
    let vevent = calendar.find("BEGIN:VEVENT").unwrap_or(0);
    calendar[vevent..].lines().filter(|line| line.split([':', ';']).next() == Some(name)).collect()
}

#[test]
fn a_webinar_in_a_feed() {
    let entry = in_feed(&webinar());
    let expected = "BEGIN:VEVENT
UID:019e@example.org
SEQUENCE:2
DTSTAMP:20261120T090000Z
LAST-MODIFIED:20261120T090000Z
CREATED:20261101T080000Z
DTSTART;TZID=Europe/Paris:20261124T140000
DTEND;TZID=Europe/Paris:20261124T160000
SUMMARY:DevOps\u{202f}: mythe\\, ou réalité\u{202f}?
DESCRIPTION:Quatre communautés confrontent leurs pratiques.\\n\\nOrganisé par SIL avec CYB\\nhttps://example.org/events/devops
LOCATION:En ligne
URL:https://example.org/events/devops
STATUS:CONFIRMED
CATEGORIES:Webinaire,SIL,CYB
TRANSP:TRANSPARENT
END:VEVENT
";
    assert_eq!(&entry[entry.find("BEGIN:VEVENT").unwrap()..], expected);
    assert!(entry.starts_with("BEGIN:VTIMEZONE\nTZID:Europe/Paris\n"));
}

#[test]
fn the_same_event_is_the_same_bytes() {
    assert_eq!(in_feed(&webinar()), in_feed(&webinar()));
}

#[test]
fn whole_days_end_the_day_after() {
    let school = Event { all_day: 1, starts_local: "2026-11-30T00:00".to_owned(), ends_local: "2026-12-31T00:00".to_owned(), ..webinar() };
    let entry = in_feed(&school);
    assert_eq!(lines(&entry, "DTSTART"), ["DTSTART;VALUE=DATE:20261130"]);
    assert_eq!(lines(&entry, "DTEND"), ["DTEND;VALUE=DATE:20270101"]);
    assert!(!entry.contains("VTIMEZONE"), "whole days need no zone");
}

#[test]
fn a_deadline_has_no_length() {
    let deadline = Event { kind: EventKind::Deadline, ends_local: "2026-11-24T14:00".to_owned(), ..webinar() };
    assert!(lines(&in_feed(&deadline), "DTEND").is_empty());
}

#[test]
fn utc_needs_no_zone() {
    let entry = in_feed(&Event { zone: "UTC".to_owned(), ..webinar() });
    assert_eq!(lines(&entry, "DTSTART"), ["DTSTART:20261124T140000Z"]);
    assert!(!entry.contains("TZID"));
}

#[test]
fn the_hour_that_occurs_twice_is_written_in_utc() {
    let night = |starts: &str, ends: &str| in_feed(&Event { starts_local: starts.to_owned(), ends_local: ends.to_owned(), ..webinar() });
    let entry = night("2027-10-31T02:30", "2027-10-31T09:00");
    assert_eq!(lines(&entry, "DTSTART"), ["DTSTART:20271031T003000Z"]);
    assert_eq!(lines(&entry, "DTEND"), ["DTEND:20271031T080000Z"]);
    let entry = night("2027-10-31T03:00", "2027-10-31T09:00");
    assert_eq!(lines(&entry, "DTSTART"), ["DTSTART;TZID=Europe/Paris:20271031T030000"]);
}

#[test]
fn a_cancelled_event_says_so_to_programs_and_to_people() {
    let note = "Salle indisponible; désolés".to_owned();
    let entry = in_feed(&Event { state: EventState::Cancelled, state_note: note.clone(), ..webinar() });
    assert_eq!(lines(&entry, "STATUS"), ["STATUS:CANCELLED"]);
    assert!(lines(&entry, "SUMMARY")[0].starts_with("SUMMARY:Annulé\u{202f}: DevOps"));
    assert!(lines(&entry, "DESCRIPTION")[0].starts_with("DESCRIPTION:Salle indisponible\\; désolés\\n\\nQuatre"));
    let entry = in_feed(&Event { state: EventState::Postponed, state_note: note, language: Language::En, ..webinar() });
    assert_eq!(lines(&entry, "STATUS"), ["STATUS:TENTATIVE"]);
    assert!(lines(&entry, "SUMMARY")[0].starts_with("SUMMARY:Postponed: DevOps"));
    assert_eq!(lines(&entry, "CATEGORIES"), ["CATEGORIES:Webinar,SIL,CYB"]);
}

#[test]
fn without_a_summary_the_description_begins_it() {
    let description = format!("# Titre\n\n{}", "mot ".repeat(300));
    let entry = in_feed(&Event { summary: String::new(), description, ..webinar() });
    let line = lines(&entry, "DESCRIPTION")[0];
    assert!(line.starts_with("DESCRIPTION:Titre mot mot") && line.contains("mot…\\n\\nOrganisé"), "{line}");
}

#[test]
fn a_mail_contains_what_a_feed_never_does() {
    let attendee = Attendee {
        name: "Élodie \"Lo\" Roche, CNRS",
        address: "elodie@example.org",
        standing: RegistrationState::Confirmed,
        at: moment("2026-11-21T10:00:00Z"),
    };
    let link = "https://maillage.example.org:8443/events/devops";
    let mailed = unfolded(&object(&webinar(), &organisers(), Method::Request, Language::Fr, Some(&attendee), link));
    assert!(mailed.contains("\nMETHOD:REQUEST\n"));
    assert_eq!(lines(&mailed, "ORGANIZER"), ["ORGANIZER;CN=SIL:mailto:sil@example.org"]);
    assert_eq!(
        lines(&mailed, "ATTENDEE"),
        ["ATTENDEE;CN=\"Élodie ’Lo’ Roche, CNRS\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:elodie@example.org"]
    );
    assert_eq!(lines(&mailed, "CONFERENCE"), ["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://visio.example.org/secret"]);
    assert_eq!(lines(&mailed, "TRANSP"), ["TRANSP:OPAQUE"]);
    assert_eq!(lines(&mailed, "DTSTAMP"), ["DTSTAMP:20261121T100000Z"]);
    assert!(!in_feed(&webinar()).contains("visio.example.org"));
}

#[test]
fn people_without_a_seat_get_no_video_link() {
    let link = "https://maillage.example.org/events/devops";
    let mailed = |standing, method| {
        let attendee = Attendee { name: "", address: "x@example.org", standing, at: moment("2026-11-21T10:00:00Z") };
        unfolded(&object(
            &Event { contact: "le secrétariat".to_owned(), ..webinar() },
            &organisers(),
            method,
            Language::Fr,
            Some(&attendee),
            link,
        ))
    };
    let waiting = mailed(RegistrationState::Waiting, Method::Request);
    assert!(waiting.contains("STATUS:TENTATIVE") && waiting.contains("PARTSTAT=TENTATIVE") && !waiting.contains("visio"));
    assert_eq!(lines(&waiting, "ORGANIZER"), ["ORGANIZER;CN=SIL:mailto:no-reply@maillage.example.org"]);
    let left = mailed(RegistrationState::Withdrawn, Method::Cancel);
    assert!(left.contains("METHOD:CANCEL") && left.contains("STATUS:CANCELLED") && !left.contains("visio"));
    let cancelled = mailed(RegistrationState::Confirmed, Method::Cancel);
    assert!(!cancelled.contains("visio"));
}
