//! The figures as tables, in the reader's language.

use super::k_anonymity::{K_MIN, is_undivided, merged};
use super::label::{Label, ReportShare, kind_label, level_label};
use super::overlap::SharedMembers;
use super::pages::{EventFigures, MemberFigures, OverlapFigures};
use super::participation::TurnoutFigures;
use super::{ActionCounts, MembershipTurnover, MonthTurnover, YearEvents};
use crate::dates;
use crate::enums::{EventLevel, Language};
use formats::spreadsheets::{SheetCell, SheetTable};
use words::tr;

/// The tables of a network's members: by kind, network, profession, region, seniority; month by month.
pub fn member_tables(language: Language, figures: &MemberFigures) -> Vec<SheetTable> {
    let people = &figures.people;
    let day = dates::date_of(language, &people.on);
    let of = |code, title: String, heading: String, shares: &[ReportShare]| breakdown(language, code, title, heading, shares, people.total);
    let mut tables = Vec::new();
    if figures.shows_breakdowns {
        tables.push(of("kinds", tr!(language, "reports-by-kind", day = day.as_str()), tr!(language, "reports-kind"), &people.kinds));
    }
    if !figures.networks.is_empty() {
        let rows = figures.networks.iter().map(|(card, count)| {
            let network = SheetCell::Link(card.acronym.clone(), format!("/networks/{}/figures", card.slug));
            vec![network, SheetCell::Count(*count), SheetCell::Part(*count, people.total)]
        });
        tables.push(SheetTable {
            code: "networks",
            title: tr!(language, "reports-by-network", day = day.as_str()),
            columns: vec![tr!(language, "reports-network"), tr!(language, "reports-members"), tr!(language, "reports-share")],
            rows: rows.collect(),
        });
    }
    if figures.shows_breakdowns {
        tables.extend([
            of(
                "professions",
                tr!(language, "reports-by-profession", day = day.as_str()),
                tr!(language, "reports-profession"),
                &people.professions,
            ),
            of("regions", tr!(language, "reports-by-region", day = day.as_str()), tr!(language, "reports-region"), &people.regions),
            of(
                "seniority",
                tr!(language, "reports-by-seniority", day = day.as_str()),
                tr!(language, "reports-seniority"),
                &people.seniority,
            ),
        ]);
    }
    tables.push(turnover_table(language, &figures.turnover, figures.context.year));
    tables
}

pub(super) fn turnover_table(language: Language, turnover: &MembershipTurnover, year: i32) -> SheetTable {
    let row = |name: String, month: &MonthTurnover| {
        vec![
            SheetCell::Text(name),
            SheetCell::Count(month.joined),
            SheetCell::Count(month.left),
            SheetCell::Change(month.joined - month.left),
        ]
    };
    let mut rows: Vec<_> = months(language).into_iter().zip(&turnover.months).map(|(name, month)| row(name, month)).collect();
    rows.push(row(tr!(language, "reports-total"), &turnover.total()));
    SheetTable {
        code: "moves",
        title: tr!(language, "reports-arrivals-departures", year = year.to_string()),
        columns: vec![
            tr!(language, "reports-month"),
            tr!(language, "reports-joined"),
            tr!(language, "reports-left"),
            tr!(language, "reports-difference"),
        ],
        rows,
    }
}

/// The tables of a year's events: by kind and month, by level, by network, turnout; and the events one by one if they are few.
pub fn event_tables(language: Language, figures: &EventFigures) -> Vec<SheetTable> {
    let (events, year) = (&figures.events, figures.context.year.to_string());
    let mut tables = vec![kinds_table(language, events, &year)];
    tables.extend(level_tables(language, events, &figures.context.head.card.acronym, &year));
    let organisers = events.by_organiser();
    if organisers.len() > 1 {
        let mut rows: Vec<_> = organisers.into_iter().collect();
        rows.sort_by_key(|(name, (all, _))| (-all, name.to_lowercase()));
        tables.push(SheetTable {
            code: "holders",
            title: tr!(language, "reports-organisers", year = year.as_str()),
            columns: vec![tr!(language, "reports-network"), tr!(language, "reports-events"), tr!(language, "reports-co-organised")],
            rows: rows
                .into_iter()
                .map(|(name, (all, together))| vec![SheetCell::Text(name), SheetCell::Count(all), SheetCell::Count(together)])
                .collect(),
        });
    }
    tables.push(turnout_table(language, figures, &year));
    let organisations = organisations_table(language, figures, &year);
    if !organisations.rows.is_empty() {
        tables.push(organisations);
    }
    if events.held.iter().any(|event| event.turnout.is_some()) {
        tables.push(events_table(language, events, &year, figures.context.reads_small));
    }
    tables
}

fn kinds_table(language: Language, events: &YearEvents, year: &str) -> SheetTable {
    let counts = events.by_kind();
    let mut columns = vec![tr!(language, "reports-event-kind")];
    columns.extend(months(language));
    columns.push(tr!(language, "reports-total"));
    let row = |name: String, months: &[i64; 12]| {
        let months_and_sum = months.iter().copied().chain([months.iter().sum()]);
        std::iter::once(SheetCell::Text(name)).chain(months_and_sum.map(SheetCell::Count)).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = counts.iter().map(|(kind, months)| row(kind_label(language, *kind), months)).collect();
    let sum = counts.values().fold([0; 12], |mut sum, months| {
        sum.iter_mut().zip(months).for_each(|(sum, month)| *sum += month);
        sum
    });
    rows.push(row(tr!(language, "reports-total"), &sum));
    SheetTable { code: "event-kinds", title: tr!(language, "reports-event-kinds", year = year), columns, rows }
}

/// By level: the events that the network itself held, and if networks below it held others, all of them.
pub(super) fn level_tables(language: Language, events: &YearEvents, acronym: &str, year: &str) -> Vec<SheetTable> {
    let columns = vec![
        tr!(language, "reports-level"),
        tr!(language, "reports-schools"),
        tr!(language, "reports-actions"),
        tr!(language, "reports-meetings"),
        tr!(language, "reports-total"),
    ];
    let row = |(level, actions): (EventLevel, ActionCounts)| {
        let ActionCounts { schools, meetings, others } = actions;
        let counts = [schools, others, meetings, schools + others + meetings];
        std::iter::once(SheetCell::Text(level_label(language, level))).chain(counts.map(SheetCell::Count)).collect::<Vec<_>>()
    };
    let table =
        |code, title, own| SheetTable { code, title, columns: columns.clone(), rows: events.by_level(own).into_iter().map(row).collect() };
    let own = table("levels-own", tr!(language, "reports-levels-network-only", year = year, network = acronym), true);
    if events.held.iter().all(|event| event.own) {
        return vec![SheetTable { code: "levels", ..own }];
    }
    let all = table("levels", tr!(language, "reports-levels", year = year, network = acronym), false);
    [own, all].into_iter().filter(|table| !table.rows.is_empty()).collect()
}

fn turnout_columns(language: Language, first: String) -> Vec<String> {
    vec![first, tr!(language, "reports-registered"), tr!(language, "reports-present")]
}

fn turnout_cells(turnout: &TurnoutFigures) -> [SheetCell; 2] {
    [SheetCell::Count(turnout.registered), turnout.present.map_or(SheetCell::Nothing, SheetCell::Count)]
}

fn turnout_table(language: Language, figures: &EventFigures, year: &str) -> SheetTable {
    let rows = figures.turnout.events.iter();
    let rows =
        rows.map(|(kind, turnout)| std::iter::once(SheetCell::Text(kind_label(language, *kind))).chain(turnout_cells(turnout)).collect());
    SheetTable {
        code: "turnout",
        title: match figures.events.people {
            Some(people) => tr!(language, "reports-attendance", year = year, people = words::numbers::number(language, people)),
            None => tr!(language, "reports-attendance-without-people", year = year),
        },
        columns: turnout_columns(language, tr!(language, "reports-event-kind")),
        rows: rows.collect(),
    }
}

/// By kind of organisation. Where small groups must not be shown, they are merged, and attendance is not broken down.
fn organisations_table(language: Language, figures: &EventFigures, year: &str) -> SheetTable {
    let labels = figures.context.organisations.iter().cloned().chain([(String::new(), Label::Unknown)]);
    let of = |code: &str| figures.turnout.organisations.get(code);
    let known: Vec<(Label, TurnoutFigures)> = labels.filter_map(|(code, label)| of(&code).map(|turnout| (label, *turnout))).collect();
    let whole = known.iter().map(|(_, turnout)| turnout.registered).sum();
    let (columns, rows) = if figures.context.reads_small {
        let row = |(label, turnout): (Label, TurnoutFigures)| {
            let cells = std::iter::once(SheetCell::Text(label.text(language))).chain(turnout_cells(&turnout));
            cells.chain([SheetCell::Part(turnout.registered, whole)]).collect::<Vec<_>>()
        };
        let mut columns = turnout_columns(language, tr!(language, "reports-kind"));
        columns.push(tr!(language, "reports-share"));
        (columns, known.into_iter().map(row).collect())
    } else {
        let shares: Vec<ReportShare> = known.into_iter().map(|(label, turnout)| ReportShare { label, count: turnout.registered }).collect();
        let row = |share: ReportShare| {
            vec![SheetCell::Text(share.label.text(language)), SheetCell::Count(share.count), SheetCell::Part(share.count, whole)]
        };
        let columns = vec![tr!(language, "reports-kind"), tr!(language, "reports-registered"), tr!(language, "reports-share")];
        let parts = Some(merged(&shares)).filter(|parts| !is_undivided(parts)).unwrap_or_default();
        (columns, parts.into_iter().map(row).collect())
    };
    SheetTable { code: "turnout-organisations", title: tr!(language, "reports-attendance-organisations", year = year), columns, rows }
}

/// The events that the reader may see, one by one, and how many others there are.
fn events_table(language: Language, events: &YearEvents, year: &str, reads_small: bool) -> SheetTable {
    let row = |event: &super::HeldEvent| {
        let (slug, title) = event.disclosed.as_ref()?;
        let title = SheetCell::Link(title.clone(), format!("/events/{slug}"));
        let turnout = event.turnout.unwrap_or_default();
        let [registered, present] = turnout_cells(&turnout);
        let rest = turnout.registered - turnout.own;
        let hidden = !reads_small && ((1..K_MIN).contains(&turnout.own) || (1..K_MIN).contains(&rest));
        let own = if hidden { SheetCell::Few } else { SheetCell::Count(turnout.own) };
        let day = SheetCell::Text(dates::date_of(language, &event.on));
        let kind = SheetCell::Text(kind_label(language, event.kind));
        Some(vec![title, day, kind, SheetCell::Text(event.organisers.join(", ")), registered, present, own])
    };
    let mut rows: Vec<_> = events.held.iter().filter_map(row).collect();
    let hidden_count = events.hidden_count();
    if hidden_count > 0 {
        let text =
            tr!(language, "reports-members-only-events", count = hidden_count, number = words::numbers::number(language, hidden_count));
        let [nothing, figure] = [SheetCell::Text(String::new()), SheetCell::Nothing];
        rows.push(vec![SheetCell::Text(text), nothing.clone(), nothing.clone(), nothing, figure.clone(), figure.clone(), figure]);
    }
    SheetTable {
        code: "events",
        title: tr!(language, "reports-each-event", year = year),
        columns: vec![
            tr!(language, "reports-event"),
            tr!(language, "reports-day"),
            tr!(language, "reports-event-kind"),
            tr!(language, "reports-organised-by"),
            tr!(language, "reports-registered"),
            tr!(language, "reports-present"),
            tr!(language, "reports-from-network"),
        ],
        rows,
    }
}

/// The definition of the column of actions, for its first use.
pub fn actions_definition(language: Language) -> String {
    tr!(language, "reports-actions-note")
}

/// The overlap as a table: a row and a column for each network.
pub fn overlap_table(language: Language, figures: &OverlapFigures) -> SheetTable {
    let shared = |one: &str, other: &str| {
        let key = if one <= other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) };
        match figures.overlap.get(&key) {
            Some(SharedMembers::People(count)) => SheetCell::Count(*count),
            Some(SharedMembers::Few) => SheetCell::Few,
            Some(SharedMembers::Suppressed) | None => SheetCell::Nothing,
        }
    };
    let columns = std::iter::once(tr!(language, "reports-network")).chain(figures.networks.iter().map(|card| card.acronym.clone()));
    let rows = figures.networks.iter().map(|one| {
        let name = SheetCell::Link(one.acronym.clone(), format!("/networks/{}/figures", one.slug));
        std::iter::once(name).chain(figures.networks.iter().map(|other| shared(one.id.as_str(), other.id.as_str()))).collect()
    });
    let day = dates::date_of(language, &figures.context.on);
    SheetTable { code: "overlap", title: tr!(language, "reports-overlap", day = day), columns: columns.collect(), rows: rows.collect() }
}

pub(super) fn breakdown(
    language: Language,
    code: &'static str,
    title: String,
    heading: String,
    shares: &[ReportShare],
    total: i64,
) -> SheetTable {
    let rows = shares
        .iter()
        .map(|share| vec![SheetCell::Text(share.label.text(language)), SheetCell::Count(share.count), SheetCell::Part(share.count, total)]);
    let columns = vec![heading, tr!(language, "reports-members"), tr!(language, "reports-share")];
    SheetTable { code, title, columns, rows: rows.collect() }
}

pub(super) fn months(language: Language) -> Vec<String> {
    let name = |month| chrono::NaiveDate::from_ymd_opt(2000, month, 1).map(|date| dates::month_and_year(language, date).0);
    (1..=12).map(|month| name(month).unwrap_or_default()).collect()
}
