//! Checks that the export and the erasure of a person are complete: every table with data about people is in both, or is listed here with a reason.

use std::collections::BTreeSet;

use super::tables::TABLES;

/// The sources with the statements of the erasure.
const ERASURE_SOURCES: [&str; 8] = [
    include_str!("erasure.rs"),
    include_str!("departure.rs"),
    include_str!("mails.rs"),
    include_str!("../lists/people.rs"),
    include_str!("../posts/people.rs"),
    include_str!("../memberships/erasure.rs"),
    include_str!("../registrations/erasure.rs"),
    include_str!("../certificates/mod.rs"),
];
/// Exported but not erased: dated facts and works. They stay with the row of the person, who has no name any more.
const EXPORTED_ONLY: [&str; 8] =
    ["affiliation", "attendance", "event", "merged_affiliation", "message", "page_revision", "profile_past", "review"];
/// Erased but not exported: the record of an erasure is shown to nobody, and whose posts need no moderator is the moderators' own note.
const ERASED_ONLY: [&str; 2] = ["erasure", "list_trust"];
/// Neither exported nor erased, although they refer to people: an answer to another network's invitation is among the exported acts.
const NEITHER: [&str; 1] = ["event_network"];
/// Tables that the tables of people refer to.
const REFERENCED: [&str; 9] =
    ["committee", "list", "network", "organisation", "organisation_kind", "organisation_merge", "profession", "question", "region"];

/// The words of a text that follow one of these.
fn names_after<'t>(text: &'t str, heads: &[&[&str]]) -> BTreeSet<&'t str> {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let names = heads.iter().flat_map(|head| {
        words.windows(head.len() + 1).filter(|at| at[..head.len()] == **head).map(|at| at[head.len()]).collect::<Vec<_>>()
    });
    names.filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).collect()
}

fn except<'t>(all: &BTreeSet<&'t str>, some: &[&str]) -> BTreeSet<&'t str> {
    all.iter().copied().filter(|name| !some.contains(name)).collect()
}

#[test]
fn what_is_erased_is_shown_and_what_stays_has_a_reason() {
    let erased: BTreeSet<&str> =
        ERASURE_SOURCES.iter().flat_map(|text| names_after(text, &[&["UPDATE"], &["DELETE", "FROM"], &["INSERT", "INTO"]])).collect();
    let exported: BTreeSet<&str> = TABLES.iter().flat_map(|table| names_after(table.query, &[&["FROM"], &["JOIN"]])).collect();
    assert!(erased.contains("delivery") && erased.contains("invitation"), "{erased:?}");
    assert_eq!(except(&erased, &ERASED_ONLY), except(&except(&exported, &REFERENCED), &EXPORTED_ONLY));
}

#[test]
fn every_table_that_knows_of_people_is_shown() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let exported: BTreeSet<&str> = TABLES.iter().flat_map(|table| names_after(table.query, &[&["FROM"], &["JOIN"]])).collect();
    let files = std::fs::read_dir(folder).expect("migrations");
    let texts: Vec<String> = files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text")).collect();
    let is_dropped = |name: &str| texts.iter().any(|text| text.contains(&format!("DROP TABLE {name};")));
    let mut known = 0;
    for text in &texts {
        for table in text.split("CREATE TABLE ").skip(1) {
            let name = table.split_whitespace().next().unwrap_or_default();
            if is_dropped(name) {
                continue;
            }
            let columns = table.split(");").next().unwrap_or_default();
            if columns.contains("REFERENCES person") || columns.contains("address_key TEXT") {
                known += 1;
                assert!(exported.contains(name) || ERASED_ONLY.contains(&name) || NEITHER.contains(&name), "{name} knows of people");
            }
        }
    }
    assert!(known > 20, "{known}");
}
