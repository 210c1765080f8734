//! Documents as Markdown.

use super::{Document, DocumentBlock};
use crate::spreadsheets::SheetTable;

pub(super) fn write(document: &Document) -> String {
    let mut text = format!("# {}\n\n{}\n", escape(&document.title), escape(&document.subtitle));
    for block in &document.blocks {
        text.push('\n');
        match block {
            DocumentBlock::Heading(heading) => text.push_str(&format!("## {}\n", escape(heading))),
            DocumentBlock::Prose(markdown) => {
                text.push_str(&demote_headings(markdown));
                text.push('\n');
            }
            DocumentBlock::Sentence(sentence) => text.push_str(&format!("{}\n", escape(sentence))),
            DocumentBlock::Table(table) => text.push_str(&write_table(document, table)),
            DocumentBlock::QrCode { lines, .. } => lines.iter().for_each(|line| text.push_str(&format!("{}\n", escape(line)))),
        }
    }
    text
}

fn write_table(document: &Document, table: &SheetTable) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let is_numeric = |at: usize| table.rows.iter().any(|row| row[at].is_number());
    let rule: Vec<&str> = (0..table.columns.len()).map(|at| if is_numeric(at) { "---:" } else { "---" }).collect();
    let mut text = format!("**{}**\n\n{}", escape(&table.title), row(table.columns.iter().map(|name| escape(name)).collect()));
    text.push_str(&format!("|{}|\n", rule.join("|")));
    for cells in &table.rows {
        text.push_str(&row(cells.iter().map(|cell| escape(&cell.text(document.language))).collect()));
    }
    text
}

/// Escapes Markdown syntax.
fn escape(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    for c in literal.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => text.extend(['\\', c]),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

/// Puts typed headings below those of the document: two levels deeper, to level six at most.
fn demote_headings(markdown: &str) -> String {
    let mut in_fence = false;
    let lines = markdown.trim_end().lines().map(|line| {
        in_fence ^= line.trim_start().starts_with("```");
        let marks = line.chars().take_while(|c| *c == '#').count();
        let is_heading = !in_fence && (1..=6).contains(&marks) && line[marks..].starts_with(' ');
        if is_heading { format!("{}{}", "#".repeat((marks + 2).min(6)), &line[marks..]) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spreadsheets::SheetCell;
    use words::Language;

    #[test]
    fn typed_headings_and_signs_do_not_change_the_structure() {
        let table = SheetTable {
            code: "x",
            title: "Titre *x*".to_owned(),
            columns: vec!["A|B".to_owned(), "N".to_owned()],
            rows: vec![vec![SheetCell::Text("a\n| b".to_owned()), SheetCell::Count(1234)]],
        };
        let document = Document {
            language: Language::Fr,
            title: "Bilan".to_owned(),
            subtitle: "SIL".to_owned(),
            footer: String::new(),
            blocks: vec![
                DocumentBlock::Heading("Faits".to_owned()),
                DocumentBlock::Prose("# Un\n```\n# deux\n```".to_owned()),
                DocumentBlock::Table(table),
            ],
        };
        assert_eq!(
            document.markdown(),
            "# Bilan\n\nSIL\n\n## Faits\n\n### Un\n```\n# deux\n```\n\n**Titre \\*x\\***\n\n| A\\|B | N |\n|---|---:|\n| a \\| b | 1\u{202f}234 |\n"
        );
    }
}
