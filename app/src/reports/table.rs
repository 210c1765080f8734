//! A table of figures, with links to its files.

use domain::Language;
use formats::spreadsheets::{SheetCell, SheetTable};
use leptos::prelude::*;

/// The most columns that fit side by side on a phone; a wider table shows each row as a card.
const NARROW: usize = 4;

/// The table itself; its caption is the title of the figure around it.
pub fn table(language: Language, table: &SheetTable) -> impl IntoView + use<> {
    let numbers: Vec<bool> = (0..table.columns.len()).map(|at| table.rows.iter().any(|row| row[at].is_number())).collect();
    let headings: Vec<_> = table
        .columns
        .iter()
        .zip(&numbers)
        .map(|(name, is_number)| view! { <th scope="col" class=is_number.then_some("number")>{name.clone()}</th> })
        .collect();
    let rows: Vec<_> = table.rows.iter().map(|row| table_row(language, table, row)).collect();
    let class = if table.columns.len() > NARROW { "numbers table-stack" } else { "numbers" };
    view! {
        <table class=class>
            <caption class="visually-hidden">{table.title.clone()}</caption>
            <thead>
                <tr>{headings}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn table_row(language: Language, table: &SheetTable, row: &[SheetCell]) -> impl IntoView + use<> {
    let first = match &row[0] {
        SheetCell::Link(text, path) => view! { <a href=path.clone()>{text.clone()}</a> }.into_any(),
        other => other.text(language).into_any(),
    };
    let cells: Vec<_> = row
        .iter()
        .zip(&table.columns)
        .skip(1)
        .map(|(cell, name)| {
            view! { <td class=cell.is_number().then_some("number") data-label=name.clone()>{cell.text(language)}</td> }
        })
        .collect();
    view! { <tr><th scope="row">{first}</th>{cells}</tr> }
}

/// A table below its drawing, with its title above and its files below. `at` distinguishes the figures of one page; `files`: the address of
/// the files, and the query.
pub fn figure(language: Language, at: usize, sheet: &SheetTable, drawing: AnyView, files: Option<(&str, &str)>) -> impl IntoView + use<> {
    let id = if at == 0 { format!("figure-{}", sheet.code) } else { format!("figure-{}-{at}", sheet.code) };
    let labelled_by = id.clone();
    let files = files.map(|(path, query)| {
        let link = |extension: &str| {
            let (title, label) = (sheet.title.clone(), extension.to_uppercase());
            let path = format!("{path}/{}.{extension}{query}", sheet.code);
            view! { <a href=path download>{label}<span class="visually-hidden">{format!("\u{a0}: {title}")}</span></a> }
        };
        view! { <p class="small muted no-print files">{link("csv")}" "{link("xlsx")}</p> }
    });
    view! {
        <figure class="figure" aria-labelledby=labelled_by>
            <figcaption id=id>{sheet.title.clone()}</figcaption>
            {drawing}
            {table(language, sheet)}
            {files}
        </figure>
    }
}
