//! One bar per row, with its name above it.

use domain::Language;
use domain::numbers::number;
use formats::spreadsheets::{SheetCell, SheetTable};
use leptos::prelude::*;

use super::percent;

/// The width of the longest bar: the rest is for its number.
const LONGEST: f64 = 64.0;

/// The second column of `table` as bars; a share in the third is written beside the number. A row without a number is left out.
pub fn bars(language: Language, table: &SheetTable) -> Option<impl IntoView + use<>> {
    let rows: Vec<(String, i64, Option<String>)> = table
        .rows
        .iter()
        .filter_map(|row| match (&row[0], row.get(1)) {
            (name, Some(SheetCell::Count(count))) => {
                let share = row.iter().find(|cell| matches!(cell, SheetCell::Part(..))).map(|cell| cell.text(language));
                Some((name.text(language), *count, share))
            }
            _ => None,
        })
        .collect();
    let most = rows.iter().map(|(_, count, _)| *count).max().filter(|most| *most > 0)?;
    let height = format!("{}em", rows.len() * 3);
    let values = rows.iter().map(|(name, count, share)| format!("{name}\u{a0}: {}", amount(language, *count, share.as_deref())));
    let values = values.collect::<Vec<_>>().join(", ");
    let shapes: Vec<_> = rows
        .into_iter()
        .enumerate()
        .map(|(at, (name, count, share))| {
            let (top, middle) = (at * 3, at as f64 * 3.0);
            let width = percent(count, most, LONGEST);
            let text = amount(language, count, share.as_deref());
            view! {
                <text x="0" y=format!("{}em", middle + 1.05)>{name}</text>
                <rect class="bar" x="0" y=format!("{}em", top as f64 + 1.4) width=width.clone() height="1.1em" />
                <text class="number" x=width dx="0.5em" y=format!("{}em", middle + 2.3)>{text}</text>
            }
        })
        .collect();
    Some(view! {
        <svg class="chart" role="img" aria-label=format!("{}. {values}", table.title) width="100%" style=format!("height: {height}")>
            <desc>{table.title.clone()}</desc>
            {shapes}
        </svg>
    })
}

fn amount(language: Language, count: i64, share: Option<&str>) -> String {
    match share {
        Some(share) => format!("{} ({share})", number(language, count)),
        None => number(language, count),
    }
}
