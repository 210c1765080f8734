//! The lists of a year as a table, in the reader's language: each list, this year beside the year before.

use std::collections::HashMap;

use super::author_counts::AuthorCount;
use super::k_anonymity::K_MIN;
use super::lists::{ListActivity, ListYear, YearLists};
use super::pages::ListFigures;
use crate::enums::{Language, ListKind};
use formats::spreadsheets::{SheetCell, SheetTable};
use words::tr;

/// The lists of a network in a year and in the year before, with a row for all of them.
pub fn list_table(language: Language, figures: &ListFigures) -> SheetTable {
    table(language, figures.context.year, &figures.lists, Some(&figures.before))
}

/// What the columns of the table count.
pub fn lists_definition(language: Language) -> String {
    tr!(language, "reports-lists-note")
}

/// What stands in place of a number of authors that may not be shown.
pub fn hidden_authors_note(language: Language) -> String {
    tr!(language, "reports-lists-hidden-authors", few = K_MIN.to_string())
}

impl AuthorCount {
    pub fn cell(self) -> SheetCell {
        match self {
            Self::Public(count) | Self::Restricted(count) => SheetCell::Count(count),
            Self::Few => SheetCell::Few,
            Self::Suppressed => SheetCell::Nothing,
        }
    }

    fn is_hidden(self) -> bool {
        matches!(self, Self::Few | Self::Suppressed)
    }
}

impl YearLists {
    /// Whether a number of authors is not shown.
    pub(super) fn hides_authors(&self) -> bool {
        self.lists.iter().map(|list| &list.activity).chain([&self.total]).any(|activity| activity.authors.is_hidden())
    }
}

/// The lists of `year`, each beside itself in the year before. A list that was not open in that year has no numbers there. The network is named
/// where there are several.
pub(super) fn table(language: Language, year: i32, now: &YearLists, before: Option<&YearLists>) -> SheetTable {
    let years = [year.to_string(), (year - 1).to_string()];
    let has_networks = now.lists.windows(2).any(|pair| pair[0].network != pair[1].network);
    let mut columns = vec![tr!(language, "reports-list")];
    if has_networks {
        columns.push(tr!(language, "reports-network"));
    }
    columns.push(tr!(language, "reports-list-kind"));
    columns.extend(years.iter().map(|year| tr!(language, "reports-list-messages", year = year.as_str())));
    columns.extend(years.iter().map(|year| tr!(language, "reports-list-threads", year = year.as_str())));
    columns.extend(years.iter().map(|year| tr!(language, "reports-list-posts", year = year.as_str())));
    columns.extend(years.iter().map(|year| tr!(language, "reports-list-authors", year = year.as_str())));

    // Without any list there is nothing to add up.
    let before = before.filter(|before| !before.lists.is_empty());
    let earlier: HashMap<&str, &ListActivity> =
        before.iter().flat_map(|before| &before.lists).map(|list| (list.id.as_str(), &list.activity)).collect();
    let row = |list: &ListYear| {
        let mut row = vec![SheetCell::Link(list.name.clone(), format!("/lists/{}", list.slug))];
        if has_networks {
            row.push(SheetCell::Text(list.acronym.clone()));
        }
        row.push(SheetCell::Text(kind_label(language, list.kind)));
        row.extend(compared(Some(list.kind), &list.activity, earlier.get(list.id.as_str()).copied()));
        row
    };
    let mut rows: Vec<_> = now.lists.iter().map(row).collect();
    if !rows.is_empty() {
        let mut total = vec![SheetCell::Text(tr!(language, "reports-total"))];
        total.extend(std::iter::repeat_n(SheetCell::Text(String::new()), if has_networks { 2 } else { 1 }));
        total.extend(compared(None, &now.total, before.map(|before| &before.total)));
        rows.push(total);
    }
    let [year, before] = &years;
    let title = tr!(language, "reports-lists", year = year.as_str(), before = before.as_str());
    SheetTable { code: "lists", title, columns, rows }
}

fn kind_label(language: Language, kind: ListKind) -> String {
    match kind {
        ListKind::Announcement => tr!(language, "reports-list-announcement"),
        ListKind::Discussion => tr!(language, "reports-list-discussion"),
    }
}

/// The cells of a list, or of all: each measure, this year and the year before.
fn compared(kind: Option<ListKind>, now: &ListActivity, before: Option<&ListActivity>) -> impl Iterator<Item = SheetCell> {
    let before = before.map_or([const { SheetCell::Nothing }; 4], |before| measures(kind, before));
    measures(kind, now).into_iter().zip(before).flat_map(|(now, before)| [now, before])
}

/// Messages, threads, posts, authors. What a list of that kind is not for has a number only if it happened: the kind of a list may change.
fn measures(kind: Option<ListKind>, activity: &ListActivity) -> [SheetCell; 4] {
    let counted = |count: i64, is_shown: bool| if is_shown { SheetCell::Count(count) } else { SheetCell::Nothing };
    let discusses = kind != Some(ListKind::Announcement) || activity.posts > 0;
    [
        counted(activity.messages, kind != Some(ListKind::Discussion) || activity.messages > 0),
        counted(activity.threads, discusses),
        counted(activity.posts, discusses),
        if discusses { activity.authors.cell() } else { SheetCell::Nothing },
    ]
}
