//! A review as a document: headings, texts and tables, this year beside the year before.

use super::content::{ReviewContent, YearFigures, beside};
use crate::dates;
use crate::enums::Language;
use crate::reports::k_anonymity::is_undivided;
use crate::reports::label::{ReportShare, kind_label};
use crate::reports::tables::{actions_definition, level_tables, months, turnover_table};
use crate::reports::{YearLists, list_tables};
use formats::documents::{Document, DocumentBlock};
use formats::spreadsheets::{SheetCell, SheetTable};
use words::numbers::number;
use words::tr;

pub(super) fn document(language: Language, content: &ReviewContent, adopted_on: Option<&str>) -> Document {
    let year = content.year.to_string();
    let state = match (adopted_on, content.unfinished_on()) {
        (Some(day), None) => tr!(language, "review-adopted", day = dates::date_of(language, day)),
        (Some(day), Some(on)) => {
            let (day, on) = (dates::date_of(language, day), dates::date_of(language, on));
            tr!(language, "review-adopted-early", day = day, on = on)
        }
        (None, _) => tr!(language, "review-draft", day = dates::date_of(language, &content.now.people.on)),
    };
    let mut blocks = Vec::new();
    if !content.highlights.trim().is_empty() {
        blocks.push(DocumentBlock::Heading(tr!(language, "review-highlights")));
        blocks.push(DocumentBlock::Prose(content.highlights.clone()));
    }
    blocks.push(DocumentBlock::Heading(tr!(language, "review-figures")));
    if let Some(on) = content.unfinished_on() {
        let (day, before) = (dates::date_of(language, on), (content.year - 1).to_string());
        blocks.push(DocumentBlock::Sentence(tr!(language, "review-unfinished", year = year.as_str(), day = day, before = before)));
    }
    blocks.push(DocumentBlock::Table(summary(language, content)));
    blocks.push(DocumentBlock::Heading(tr!(language, "review-members")));
    blocks.extend(members(language, content).into_iter().map(DocumentBlock::Table));
    blocks.push(DocumentBlock::Heading(tr!(language, "review-events")));
    if content.now.events.held.is_empty() {
        blocks.push(DocumentBlock::Sentence(tr!(language, "review-no-event", year = year.as_str())));
    } else {
        blocks.extend(events(language, content));
    }
    blocks.extend(lists(language, content));
    if !content.committees.is_empty() {
        blocks.push(DocumentBlock::Heading(tr!(language, "review-committees")));
        blocks.extend(committees(language, content).into_iter().map(DocumentBlock::Table));
    }
    if !content.plans.trim().is_empty() {
        blocks.push(DocumentBlock::Heading(tr!(language, "review-plans")));
        blocks.push(DocumentBlock::Prose(content.plans.clone()));
    }
    Document {
        language,
        title: tr!(language, "review-title", year = year.as_str(), network = content.acronym.as_str()),
        subtitle: format!("{}. {state}", content.name),
        footer: tr!(language, "review-footer", year = year, network = content.acronym.as_str()),
        blocks,
    }
}

/// A row: its name, this year, the year before, the difference.
fn compared(name: String, now: Option<i64>, before: Option<i64>) -> Vec<SheetCell> {
    let difference = now.zip(before).map_or(SheetCell::Nothing, |(now, before)| SheetCell::Change(now - before));
    let cell = |count: Option<i64>| count.map_or(SheetCell::Nothing, SheetCell::Count);
    vec![SheetCell::Text(name), cell(now), cell(before), difference]
}

fn columns(language: Language, first: String, content: &ReviewContent) -> Vec<String> {
    vec![first, content.year.to_string(), (content.year - 1).to_string(), tr!(language, "reports-difference")]
}

fn summary(language: Language, content: &ReviewContent) -> SheetTable {
    let before = content.before.as_ref();
    let with_events = content.before_with_events();
    let held = |name: String, count: &dyn Fn(&YearFigures) -> i64| compared(name, Some(count(&content.now)), with_events.map(count));
    let row = |name: String, count: &dyn Fn(&YearFigures) -> i64| compared(name, Some(count(&content.now)), before.map(count));
    let registered = |counted: &YearFigures| counted.turnout.events.values().map(|turnout| turnout.registered).sum();
    let rows = vec![
        row(tr!(language, "reports-members"), &|counted| counted.people.total),
        row(tr!(language, "reports-joined"), &|counted| counted.turnover.total().joined),
        row(tr!(language, "reports-left"), &|counted| counted.turnover.total().left),
        held(tr!(language, "reports-events"), &|counted| i64::try_from(counted.events.held.len()).unwrap_or(0)),
        held(tr!(language, "reports-co-organised"), &|counted| counted.events.together()),
        held(tr!(language, "reports-registered"), &registered),
        held(tr!(language, "review-people"), &|counted| counted.events.people.unwrap_or(0)),
    ];
    let title = tr!(language, "review-summary", year = content.year.to_string());
    SheetTable { code: "summary", title, columns: columns(language, tr!(language, "review-measure"), content), rows }
}

fn members(language: Language, content: &ReviewContent) -> Vec<SheetTable> {
    let day = dates::date_of(language, &content.now.people.on);
    let of = |code: &'static str, title: String, heading: String, part: &dyn Fn(&YearFigures) -> &Vec<ReportShare>| {
        let (now, before) = (part(&content.now), content.before.as_ref().map(|before| part(before).as_slice()));
        let row = |(label, now, before): (crate::reports::Label, Option<i64>, Option<i64>)| {
            let mut row = compared(label.text(language), now, before);
            row.insert(2, now.map_or(SheetCell::Nothing, |count| SheetCell::Part(count, content.now.people.total)));
            row
        };
        let mut columns = columns(language, heading, content);
        columns.insert(2, tr!(language, "reports-share"));
        SheetTable { code, title, columns, rows: beside(now, before).into_iter().map(row).collect() }
    };
    let mut tables = vec![of("kinds", tr!(language, "reports-by-kind", day = day.as_str()), tr!(language, "reports-kind"), &|counted| {
        &counted.people.kinds
    })];
    // With one network only, the summary says the same.
    if content.networks.len() > 1 {
        let rows = content.networks.iter();
        let rows = rows.map(|(acronym, now, before)| compared(acronym.clone(), Some(*now), Some(*before))).collect();
        let columns = columns(language, tr!(language, "reports-network"), content);
        tables.push(SheetTable { code: "networks", title: tr!(language, "reports-by-network", day = day.as_str()), columns, rows });
    }
    tables.push(of(
        "professions",
        tr!(language, "reports-by-profession", day = day.as_str()),
        tr!(language, "reports-profession"),
        &|counted| &counted.people.professions,
    ));
    tables.push(of("regions", tr!(language, "reports-by-region", day = day.as_str()), tr!(language, "reports-region"), &|counted| {
        &counted.people.regions
    }));
    tables.push(turnover_table(language, &content.now.turnover, content.year));
    tables.retain(|table| !table.rows.is_empty());
    tables
}

fn events(language: Language, content: &ReviewContent) -> Vec<DocumentBlock> {
    let (events, year) = (&content.now.events, content.year.to_string());
    let before = content.before_with_events();
    let kinds: std::collections::BTreeSet<_> =
        events.by_kind().into_keys().chain(before.iter().flat_map(|counted| counted.events.by_kind().into_keys())).collect();
    let count = |counted: &YearFigures, kind| counted.events.by_kind().get(&kind).map_or(0, |months| months.iter().sum());
    let rows = kinds
        .into_iter()
        .map(|kind| compared(kind_label(language, kind), Some(count(&content.now, kind)), before.map(|counted| count(counted, kind))));
    let mut blocks = vec![DocumentBlock::Table(SheetTable {
        code: "event-kinds",
        title: tr!(language, "review-by-kind", year = year.as_str()),
        columns: columns(language, tr!(language, "reports-event-kind"), content),
        rows: rows.collect(),
    })];
    blocks.push(DocumentBlock::Sentence(actions_definition(language)));
    blocks.extend(level_tables(language, events, &content.acronym, &year).into_iter().map(DocumentBlock::Table));
    blocks.push(DocumentBlock::Table(month_by_month(language, content)));
    let hidden = events.held.iter().filter(|event| event.disclosed.is_none()).count();
    if hidden > 0 {
        let count = i64::try_from(hidden).unwrap_or(0);
        blocks.push(DocumentBlock::Sentence(tr!(language, "review-members-only-events", count = count, number = number(language, count))));
    }
    let organisations = &content.now.organisations;
    if !organisations.is_empty() && !is_undivided(organisations) {
        let whole = organisations.iter().map(|share| share.count).sum();
        let row = |share: &ReportShare| {
            vec![SheetCell::Text(share.label.text(language)), SheetCell::Count(share.count), SheetCell::Part(share.count, whole)]
        };
        blocks.push(DocumentBlock::Table(SheetTable {
            code: "turnout-organisations",
            title: tr!(language, "reports-attendance-organisations", year = year.as_str()),
            columns: vec![tr!(language, "reports-kind"), tr!(language, "reports-registered"), tr!(language, "reports-share")],
            rows: organisations.iter().map(row).collect(),
        }));
    }
    blocks
}

/// The mailing lists, each beside itself in the year before. Nothing if both years are silent: the network may not have had its lists here yet.
fn lists(language: Language, content: &ReviewContent) -> Vec<DocumentBlock> {
    let before = content.before.as_ref().and_then(|before| before.lists.as_ref());
    let Some(now) = content.now.lists.as_ref().filter(|now| !now.lists.is_empty()) else { return Vec::new() };
    if now.is_silent() && before.is_none_or(YearLists::is_silent) {
        return Vec::new();
    }
    let mut blocks = vec![
        DocumentBlock::Heading(tr!(language, "review-lists")),
        DocumentBlock::Table(list_tables::table(language, content.year, now, before)),
        DocumentBlock::Sentence(list_tables::lists_definition(language)),
    ];
    if now.hides_authors() || before.is_some_and(YearLists::hides_authors) {
        blocks.push(DocumentBlock::Sentence(list_tables::hidden_authors_note(language)));
    }
    blocks
}

/// The public events by month, with their organisers and their turnout.
fn month_by_month(language: Language, content: &ReviewContent) -> SheetTable {
    let names = months(language);
    let row = |event: &crate::reports::HeldEvent| {
        let (slug, title) = event.disclosed.as_ref()?;
        let turnout = event.turnout.unwrap_or_default();
        let day = format!("{} {}", event.on.get(8..10).map_or("", |day| day.trim_start_matches('0')), names[event.month()]);
        Some(vec![
            SheetCell::Link(title.clone(), format!("/events/{slug}")),
            SheetCell::Text(day),
            SheetCell::Text(event.organisers.join(", ")),
            SheetCell::Count(turnout.registered),
            turnout.present.map_or(SheetCell::Nothing, SheetCell::Count),
        ])
    };
    SheetTable {
        code: "held",
        title: tr!(language, "review-by-month", year = content.year.to_string()),
        columns: vec![
            tr!(language, "reports-event"),
            tr!(language, "reports-day"),
            tr!(language, "reports-organised-by"),
            tr!(language, "reports-registered"),
            tr!(language, "reports-present"),
        ],
        rows: content.now.events.held.iter().filter_map(row).collect(),
    }
}

fn committees(language: Language, content: &ReviewContent) -> Vec<SheetTable> {
    let columns =
        [tr!(language, "review-name"), tr!(language, "review-role"), tr!(language, "review-since"), tr!(language, "review-until")];
    let table = |committee: &super::SeatedCommittee| {
        let day = |day: &String| SheetCell::Text(dates::date_of(language, day));
        let rows = committee.seats.iter().map(|seat| {
            let until = seat.ended_on.as_ref().map_or_else(|| SheetCell::Text(tr!(language, "review-no-end-date")), day);
            vec![SheetCell::Text(seat.name.clone()), SheetCell::Text(seat.role.clone()), day(&seat.started_on), until]
        });
        SheetTable { code: "committee", title: committee.name.clone(), columns: columns.to_vec(), rows: rows.collect() }
    };
    content.committees.iter().map(table).collect()
}
