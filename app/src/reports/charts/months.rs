//! Twelve columns, one per month: series stacked on one another, or side by side.

use chrono::NaiveDate;
use domain::{Language, dates};
use leptos::prelude::*;

/// Monthly counts, in one colour.
pub struct Series {
    pub name: String,
    /// January first.
    pub months: [i64; 12],
}

/// The series as columns: stacked if they are parts of a whole, side by side if they are compared. The legend is above.
pub fn months(language: Language, title: &str, series: &[Series], stacked: bool) -> Option<impl IntoView + use<>> {
    let sum = |month: usize| series.iter().map(|series| series.months[month]).sum::<i64>();
    let highest = |month: usize| series.iter().map(|series| series.months[month]).max().unwrap_or(0);
    let most = (0..12).map(|month| if stacked { sum(month) } else { highest(month) }).max().filter(|most| *most > 0)?;
    let slot = 100.0 / 12.0;
    let share = |count: i64| count as f64 * 88.0 / most as f64;
    let mut shapes = Vec::new();
    for month in 0..12 {
        let left = month as f64 * slot + slot * 0.12;
        let width = slot * 0.76 / if stacked { 1.0 } else { series.len() as f64 };
        let mut floor = 100.0;
        for (at, series) in series.iter().enumerate() {
            let height = share(series.months[month]);
            if height > 0.0 {
                let x = if stacked { left } else { left + width * at as f64 };
                let top = if stacked { floor - height } else { 100.0 - height };
                shapes.push(view! {
                    <rect class=format!("bar series-{}", at % 7 + 1) x=format!("{x:.2}%") y=format!("{top:.2}%") width=format!("{width:.2}%") height=format!("{height:.2}%") />
                });
                floor -= height;
            }
        }
    }
    let middle = |month: usize| format!("{:.2}%", (month as f64 + 0.5) * slot);
    let numbers: Vec<_> = (0..12)
        .filter(|month| stacked && sum(*month) > 0)
        .map(|month| {
            view! { <text class="number" text-anchor="middle" x=middle(month) dy="-0.3em" y=format!("{:.2}%", 100.0 - share(sum(month)))>{sum(month)}</text> }
        })
        .collect();
    let names: Vec<_> = (0..12)
        .map(|month| view! { <text class="month" text-anchor="middle" x=middle(month) y="11.4em">{month_name(language, month)}</text> })
        .collect();
    let totals: Vec<String> = series.iter().map(|series| format!("{}\u{a0}: {}", series.name, series.months.iter().sum::<i64>())).collect();
    let legend: Vec<_> = series
        .iter()
        .enumerate()
        .map(|(at, series)| view! { <li class=format!("series-{}", at % 7 + 1)>{series.name.clone()}</li> })
        .collect();
    let legend = (series.len() > 1).then(|| view! { <ul class="legend legend-row" aria-hidden="true">{legend}</ul> });
    Some(view! {
        {legend}
        <svg class="chart chart-months" role="img" aria-label=format!("{title}. {}", totals.join(", ")) width="100%" style="height: 12em">
            <desc>{title.to_owned()}</desc>
            <svg width="100%" height="10em">{shapes}{numbers}</svg>
            <line x1="0" x2="100%" y1="10em" y2="10em" />
            {names}
        </svg>
    })
}

/// `janv.`
fn month_name(language: Language, month: usize) -> String {
    let first = NaiveDate::from_ymd_opt(2000, u32::try_from(month + 1).unwrap_or(1), 1).unwrap_or_default();
    dates::stamp(language, first).1
}
